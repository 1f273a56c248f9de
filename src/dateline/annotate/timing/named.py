"""Quarters, seasons, years and centuries, days and periods with a name, and words without a calendar value."""

import datetime as dt
import re

from dateline.annotate.timing import calendar as cal
from dateline.annotate.timing.base import Base, Found, Match, mod_of, plain

_PLACES = frozenset({"PERSON", "GPE", "LOC", "FAC"})
_BEFORE_YEAR = frozenset({
    "in", "since", "of", "by", "from", "until", "till", "before", "after", "during", "early", "late", "mid", "to", "through", "throughout", "and", "circa",
    "around", "between", "(", "-", "\u2013", "'s", "the", "for", "as", "or", "about", ",", "than", "with", "its", "his", "their", "a", "at", "on", "pre", "post", "year",
})  # fmt: skip
_NO_YEAR = frozenset({
    "$", "no", "no.", "resolution", "#", "+", "number", "article", "section", "flight", "route", "room", "highway", "nearly", "least", "than", "some",
    "approximately", "page",
})  # fmt: skip
_POSSESSIVES = frozenset({"his", "her", "their", "my", "your", "our", "its"})


class Named(Base):
    """The rules of years and what they are made of, of named days and of vague words."""

    def quarter_(self, m: Match) -> Found | None:
        """The third quarter, the first half of 2019, Q3."""
        given = m.groupdict()
        year = self._year(
            given.get("y0") or (given["y"] if given["y"] and not plain(given["y"]).endswith("the year") and plain(given["y"]) != "year" else None)
        )
        if code := given.get("code"):
            letter, n = code[0], int(code[1])
            if (letter == "H" and n > 2) or (year is None and self._before(m.start()) in ("the", "a")):
                return None
        else:
            letter = "Q" if plain(given["unit"]) == "quarter" else "H"
            order = plain(given["ord"])
            n = 2 if order == "latter" else self.words.ordinals.get(order) or int(order[0])
            if (letter == "H" and n > 2) or (order == "latter" and letter == "Q"):
                return None
            if letter == "H" and not year and not given["y"]:
                return None
        if year is None:
            if self.day is None:
                return Found(type="DATE", value=f"XXXX-{letter}{n}")
            if plain(given.get("y")).endswith("year"):
                year = self.day.year
            else:
                year = self._quarter_year(letter, n, plain(given.get("rel")), self._direction(m.start()))
        if given.get("back"):
            year -= 1
        return self._narrow(Found(type="DATE", value=f"{year:04d}-{letter}{n}", mod=mod_of(given.get("mod"))))

    def _quarter_year(self, letter: str, n: int, rel: str, way: int) -> int:
        """The year of a quarter or half: the nearest one, and of two that are about as near the one that the tense points to."""
        assert self.day is not None
        best, cost = self.day.year, 10**6
        for year in (self.day.year - 1, self.day.year, self.day.year + 1):
            first, last = cal.days(f"{year:04d}-{letter}{n}")
            assert first and last
            gap = max((first - self.day).days, (self.day - last).days, 0)
            if (rel == "last" and last >= self.day) or (rel == "next" and first <= self.day):
                continue
            wrong = first > self.day if way <= 0 else last < self.day
            if gap + 60 * wrong < cost:
                best, cost = year, gap + 60 * wrong
        return best

    def the_quarter(self, m: Match) -> Found | None:
        """The latest quarter, the year-ago period: the quarter that the story speaks of, or the last full one before it."""
        if self.day is None:
            return None
        rel, year = plain(m["rel"]), self._year(m["y"])
        if (not rel and not year) or (plain(m["unit"]) == "period" and rel in ("the", "the current", "") and not year):
            return None
        if rel == "the current":
            return Found(type="DATE", value=cal.at(self.day, "Q"))
        value = self.quarter[0] if self.quarter and m.start() - self.quarter[1] < 1500 else None
        if year:
            return Found(type="DATE", value=f"{year:04d}{value[4:] if value else ''}")
        if rel in ("the", "latest") and not value:
            return None
        value = value or cal.at(cal.move(self.day.replace(day=1), "Q", -1), "Q")
        back = rel.removeprefix("the ").startswith("year-") or m["back"]
        return Found(type="DATE", value=f"{int(value[:4]) - 1:04d}{value[4:]}" if back else value)

    def year_ago(self, m: Match) -> Found | None:
        """Year-earlier, year-ago (before a noun)."""
        if self.day is None:
            return None
        if self.quarter and m.start() - self.quarter[1] < 600:
            return Found(type="DATE", value=f"{int(self.quarter[0][:4]) - 1:04d}{self.quarter[0][4:]}")
        return Found(type="DATE", value=f"{self.day.year - 1:04d}")

    def season(self, m: Match) -> Found | None:
        """The summer of 2019; bare seasons only after a preposition and an article."""
        code, year, mod = self.words.seasons[plain(m["season"])], self._year(m["y"]), mod_of(m["mod"])
        i = self.p.token_at(m.start("season"))
        if i is None or self.p.tags[i][:2] not in ("NN",) or self._is_name(i):
            return None
        if year is None:
            if (
                self.day is None
                or m["season"].istitle()
                or not (mod or self._before(m.start()) in ("in", "during", "by", "until", "since", "of", "into", "over", "throughout", "through"))
            ):
                return None
            if plain(m["season"]) == "fall" and not mod:
                return None
            return self._seasonal(code, 1 if self._direction(m.start("season")) > 0 else -1, mod)
        if m["rel"] is None and not mod and self._before(m.start()) in ("to", "may", "will", "and"):
            return None
        return self._narrow(Found(type="DATE", value=f"{year:04d}-{code}", mod=mod))

    def fiscal(self, m: Match) -> Found | None:
        """Fiscal 1989."""
        return Found(type="DATE", value=m["y"])

    def decade(self, m: Match) -> Found | None:
        """The 1990s, the late '80s, the nineties."""
        if m["y"]:
            value = m["y"][:3]
        elif m["yy"]:
            value = ("19" if m["yy"] >= "30" else "20") + m["yy"][0]
        else:
            if self._before(m.start("word")) in _POSSESSIVES or (not m.group().lower().startswith("the") and not m["mod"]):
                return None
            value = f"19{self.words.tens[plain(m['word'])]}"
        return self._narrow(Found(type="DATE", value=value, mod=mod_of(m["mod"])))

    def century(self, m: Match) -> Found | None:
        """The 19th century."""
        word = plain(m["n"])
        n = self.words.ordinals.get(word) or int(re.sub(r"\D", "", word) or 0)
        return self._narrow(Found(type="DATE", value=f"{n - 1:02d}", mod=mod_of(m["mod"]))) if 1 <= n <= 30 else None

    def year_range(self, m: Match) -> Found | None:
        """2011-2013, 2019/20."""
        first, last = int(m["y"]), m["y2"]
        end = int(last) if len(last) == 4 else first - first % 100 + int(last)
        return Found(type="DATE", value=f"{first:04d}/{end:04d}") if first < end < first + 100 and end <= 2100 else None

    def plain_year(self, m: Match) -> Found | None:
        """2019: a number of four digits after a word that years follow, or before a noun, but no amount."""
        words, i = m["y"], self.p.token_at(m.start("y"))
        if i is None:
            return None
        before = self.p.words[i - 1].lower() if i else ""
        if not words.isdigit():
            if words[0] in "'\u2019":
                return Found(type="DATE", value=f"19{words[1:]}") if before in ("in", "of", "since", "summer") and words[1:] > "30" else None
            year = self._year(words)
            return Found(type="DATE", value=f"{year:04d}") if year and (before in _BEFORE_YEAR or year % 100) else None
        value = int(words)
        if (
            before in _NO_YEAR
            or self.text[m.start() - 1 : m.start()] in ("/", "+")
            or (self.text[m.end() : m.end() + 1] in ("/", "-") and self.text[m.end() + 1 : m.end() + 2].isdigit())
        ):
            return None
        following = self.p.tags[i + 1] if i + 1 < len(self.p) else "."
        if 1000 <= value < 1500:
            return Found(type="DATE", value=f"{value:04d}") if before == "in" and following in ("DT", ",", ".", "IN", "PRP", "CC") else None
        counted = self.p.deps[i] == "nummod" and following == "NNS" and self.p.heads[i] == i + 1
        if (counted and before not in ("the", "in", "'s", "its", "their", "his", "of")) or (value < 1500 or value > 2100):
            return None
        if not 1900 <= value <= 2099 and (before not in _BEFORE_YEAR or counted):
            return None
        return Found(type="DATE", value=f"{value:04d}")

    def feast(self, m: Match) -> Found | None:
        """Christmas, last Ramadan, Eid al-Adha 2019, 9/11."""
        name, rel, year = plain(m["name"]), plain(m["rel"]), self._year(m["y"])
        i = self.p.token_at(m.start("name"))
        if i is None or self._is_name(i, _PLACES):
            return None
        once = self.words.feasts[name].startswith("once")
        if self.day is None and year is None and not once:
            return None
        now = self.day or dt.date(year or 9000, 12, 31)
        if once:
            day = self.words.feast(name, 0)[0][0]
            return Found(type="DATE", value=day.isoformat()) if day <= now else None
        years = [year] if year else range(now.year - 1, now.year + 2)
        days = [d for y in years for d in self.words.feast(name, y)]
        if not days:
            return None
        step, way = self.words.deictic.get(rel, 0), self._direction(m.start("name"))
        if step:
            days = [d for d in days if (d[1] >= now if step > 0 else d[0] <= now)] or days

        def cost(d: tuple[dt.date, dt.date]) -> int:
            wrong = d[1] < now if way > 0 else d[0] > now if way < 0 else False
            return abs((d[0] - now).days) + 90 * wrong

        first, last = min(days, key=cost)
        return Found(type="DATE", value=first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}")

    def period(self, m: Match) -> Found | None:
        """During the pandemic: named periods, by knowledge from outside the story."""
        first, last = (dt.date.fromisoformat(d) for d in self.words.periods[plain(m["name"])].split("/"))
        if self.day and first > self.day:
            return None
        cut = 0 if plain(m["prep"]) == "during" else m.start("name") - m.start()
        return Found(type="DATE", value=None, earliest=first, latest=min(last, self.day) if self.day else last, cut=cut)

    def vague(self, m: Match) -> Found | None:
        """Now, recently, soon."""
        word = plain(m["word"])
        value = self.words.vague[word]
        i = self.p.token_at(m.start())
        if i is None:
            return None
        if word in ("immediately", "shortly", "soon") and (
            re.match(r"\s+(?:after|before|as|following)\b", self.text[m.end() :][:12]) or self._direction(m.start()) <= 0
        ):
            return None
        if word in ("one day", "some day", "someday") and self._direction(m.start()) <= 0:
            return None
        if word in ("recent", "current") and self.p.tags[i] != "JJ":
            return None
        if value == "PAST_REF" and word in self.words.recent and self.day:
            return Found(
                type="DATE", value=value, mod="APPROX", earliest=cal.add_days(self.day, -self.words.recent[word]), latest=self.day, vague=True
            )
        return Found(type="DATE", value=value, vague=True)
