"""Units around the anchor, lengths and sets: "last week", "three days ago", "for 14 months", "every Friday"."""

import re

import msgspec

from dateline.annotate.timing import calendar as cal
from dateline.annotate.timing.base import Base, Found, Match, mod_of, plain
from dateline.annotate.timing.tense import direction, perfect

_LETTER = {"day": "D", "week": "W", "weekend": "N", "month": "O", "quarter": "Q", "year": "Y", "decade": "E", "century": "C"}


class Units(Base):
    """The rules of units, lengths and sets."""

    def this_unit(self, m: Match) -> Found | None:
        """This week, last month, the previous year, that day, earlier this year, last summer, this morning."""
        if self.day is None:
            return None
        rel, unit, mod = plain(m["rel"]), plain(m["unit"]), mod_of(m["mod"])
        if m["unit"].istitle():
            return None
        step, anchor = self.words.deictic.get(rel, 0), self.day
        if (
            rel == "that"
            or rel.endswith(("same", "very"))
            or rel in ("previous", "the previous", "following", "the following", "preceding", "the preceding")
        ):
            near = cal.days(self.last)[0 if step <= 0 else 1] if self.last else None
            if near is None or self.last is None:
                return None
            if unit == "day" and cal.unit_of(self.last) != "D":
                return Found(type="DATE", value=None)
            anchor = near
        if unit in self.words.parts:
            if unit == "night" and rel == "last":
                return Found(type="TIME", value=cal.add_days(anchor, -1).isoformat() + "TNI", earliest=cal.add_days(anchor, -1), latest=anchor)
            return Found(type="TIME", value=cal.add_days(anchor, step).isoformat() + self.words.parts[unit], mod=mod)
        if unit in self.words.seasons:
            return self._seasonal(self.words.seasons[unit], step, mod)
        letter = _LETTER[unit.split()[-1]]
        over = self._before(m.start()) in ("in", "over", "for", "during", "within", "throughout")
        if letter in "DWOYEC" and step and (rel == "the past" or (rel in ("the last", "the next") and (over or letter == "D"))):
            a, b = cal.move(self.day, letter, step), self.day
            return Found(type="DURATION", value=self._length(1, letter), earliest=min(a, b), latest=max(a, b))
        value = cal.at(cal.move(anchor.replace(day=1) if letter in "OQYEC" else anchor, letter, step), letter)
        if (letter == "N" and step == -1 and anchor.weekday() < 5) or (
            letter == "N" and rel == "this" and self._direction(m.start("unit")) < 0 and anchor.weekday() < 5
        ):
            value = cal.at(cal.add_days(anchor, -7), "N")
        found = Found(type="DATE", value=value, mod=mod)
        return self._since_start(self._narrow(found), m["mod"])

    def edge(self, m: Match) -> Found | None:
        """The end of the month, year-end."""
        letter = _LETTER[plain(m["unit"])]
        if self.day is None or letter == "D":
            return None
        return self._narrow(Found(type="DATE", value=cal.at(self.day, letter), mod=mod_of(m["mod"])))

    def year_late(self, m: Match) -> Found | None:
        """Early 1997, the end of 2011."""
        year = self._year(m["y"])
        return self._narrow(Found(type="DATE", value=f"{year:04d}", mod=mod_of(m["mod"]))) if year else None

    def ago(self, m: Match) -> Found | None:
        """Three days ago, a year earlier, two weeks later, in the unit's own grain."""
        words = plain(m["dir"])
        letter, mod = self.words.units[plain(m["unit"])], self.words.bounds.get(plain(m["bound"]))
        sign = 1 if words in ("later", "from now", "hence") else -1
        from_story = words in ("ago", "from now", "hence", "back")
        if not m["n"] and not m["unit"].lower().endswith("s"):
            return None
        n = self._number(m["n"]) if m["n"] else None
        near = None if from_story else cal.days(self.last)[0 if sign < 0 else 1] if self.last else None
        anchor = near or self.day
        if anchor is None or (sign > 0 and not from_story and near is None and self._direction(m.start()) <= 0):
            return Found(type="DATE", value=None, vague=True)
        if n is None:
            value = "PAST_REF" if sign < 0 else "FUTURE_REF" if from_story else None
            reach = self.words.recent.get(plain(m["unit"])) if m["n"] else None
            far = cal.add_days(anchor, sign * reach) if reach else None
            return Found(type="DATE", value=value, vague=True, earliest=far if sign < 0 else anchor, latest=anchor if sign < 0 else far)
        if letter == "Y" and n == 1 and sign < 0 and self.quarter and m.start() - self.quarter[1] < 600:
            return Found(type="DATE", value=f"{int(self.quarter[0][:4]) - 1:04d}{self.quarter[0][4:]}", mod=mod)
        if letter in "HMS":
            return Found(type="TIME", value=cal.move(anchor, letter, sign * int(n)).isoformat(), mod=mod)
        if n != int(n):
            letter, n = ("O", n * 12) if letter == "Y" else ("D", n * 7) if letter == "W" else (letter, n)
        if letter == "Y" and n == 1 and near and sign < 0:
            anchor = self.day or near
        day = cal.move(anchor, letter, sign * int(n))
        if letter == "D" and n >= 7 and not mod:
            mod = "APPROX"
        grain = {"E": "Y", "C": "Y", "F": "W", "N": "W"}.get(letter, letter)
        return Found(type="DATE", value=cal.at(day, grain), mod=mod)

    def day_after(self, m: Match) -> Found | None:
        """Count "the day before", with nothing behind it to count from, from the last day that the story told of."""
        near = cal.days(self.last)[0] if self.last else None
        letter = self.words.units[plain(m["unit"])]
        if near is None or letter in "HMS":
            return None
        return Found(type="DATE", value=cal.at(cal.move(near, letter, 1 if plain(m["dir"]) == "after" else -1), "Y" if letter in "EC" else letter))

    def next_day(self, m: Match) -> Found | None:
        """The next day, that same night: from the last day that the story told of."""
        near = cal.days(self.last)[1] if self.last and cal.unit_of(self.last) == "D" else None
        if near is None:
            return Found(type="DATE", value=None, vague=True)
        rel, unit = plain(m["rel"]), plain(m["unit"])
        day = cal.add_days(near, {"previous": -1, "same": 0}.get(rel, 1))
        return Found(type="DATE" if unit == "day" else "TIME", value=day.isoformat() + self.words.parts.get(unit, ""))

    def rel_n(self, m: Match) -> Found | None:
        """The past three months, recent years, the next 48 hours: a length with its days."""
        rel, mod = plain(m["rel"]), self.words.bounds.get(plain(m["bound"]))
        unit = plain(m["unit"])
        letter, n = self.words.units[unit], self._number(m["n"]) if m["n"] else None
        back, on = rel in ("past", "last", "recent", "last few"), rel in ("next", "coming")
        if not m["n"] and not (back or on or rel == "early"):
            return None
        count = None if rel == "last few" else n
        found = Found(type="DURATION", value=self._length(count, letter), mod=mod, vague=count is None)
        if self.day is None or not (back or on):
            return found
        reach = cal.move(self.day, letter, int(-(-count // 1)) * (-1 if back else 1)) if count else None
        if count is None and unit in self.words.recent:
            reach = cal.add_days(self.day, self.words.recent[unit] * (-1 if back else 1))
            found = msgspec.structs.replace(found, mod="APPROX")
        if count and letter in "OQYEC" and not mod:
            found = msgspec.structs.replace(found, mod="APPROX")
        if letter in "HM" and count:
            reach = cal.add_days(self.day, (-1 if back else 1) * -(-int(count) // (24 if letter == "H" else 1440)))
        if reach is None:
            return found
        return msgspec.structs.replace(found, earliest=reach if back else self.day, latest=self.day if back else reach)

    def set(self, m: Match) -> Found | None:
        """Every Friday, each July, daily."""
        given = m.groupdict()
        if given.get("plural"):
            return Found(type="SET", value=f"XXXX-WXX-{self.words.weekdays[given['plural'].lower().removesuffix('s')] + 1}")
        if given.get("adverb"):
            return Found(type="SET", value=self.words.sets[plain(given["adverb"])])
        what, n = plain(given["what"]).rstrip("."), self._number(given["n"]) if given["n"] else 1
        if given["n"] and plain(given["n"]) == "other":
            n = 2
        if what in self.words.weekdays:
            value = f"XXXX-WXX-{self.words.weekdays[what] + 1}"
        elif what in self.words.months:
            value = f"XXXX-{self.words.months[what]:02d}"
        elif what in self.words.seasons:
            value = f"XXXX-{self.words.seasons[what]}"
        elif what in self.words.parts:
            value = f"XXXX-XX-XX{self.words.parts[what]}"
        elif self.words.units[what] == "N":
            value = "XXXX-WXX-WE"
        else:
            value = self._length(n, self.words.units[what])
        return Found(type="SET", value=value)

    def duration(self, m: Match) -> Found | None:
        """Three-day, 48 hours, half a century, years."""
        given = m.groupdict()
        if given.get("while"):
            return Found(type="DURATION", value="PXX" if "while" in plain(given["while"]) else "PXM", vague=True)
        if given.get("one"):
            return Found(type="DURATION", value=self._length(1, self.words.units[plain(given["one"])]))
        unit = plain(given["unit"])
        letter = self.words.units[unit]
        if "n" not in given:
            return Found(type="DURATION", value=self._length(None, letter), vague=True)
        words, more = plain(given["n"]), plain(given["more"])
        n = self._number(given["n"]) if words != "the" else 1
        if words == "the":
            return self._the_unit(letter, m)
        following = self.text[m.end() : m.end() + 40]
        if following.lstrip().startswith("old") or (given["old"] == "-old" and not self.words.lasting.match(following)):
            return None
        if words in ("a", "an") and not more and not given["bound"] and (letter in "SM" or letter == "Q" or unit == "min"):
            return None
        if letter == "Q" and following.strip().startswith("of"):
            return None
        if letter == "S" and unit == "second" and words in ("one", "another", "a"):
            return None
        if (
            words == "one"
            and unit == "day"
            and m.group().lower().endswith("one day")
            and self._direction(m.start()) > 0
            and self._before(m.start()) not in ("in", "for", "within")
        ):
            return Found(type="DATE", value="FUTURE_REF", vague=True)
        if n is not None and given["and"]:
            n += 0.5
        if words in ("a", "an") and self._rate(m.start("n")):
            return Found(type="SET", value=self._length(n, letter))
        mod = self.words.bounds.get(plain(given["bound"])) or ("EQUAL_OR_LESS" if given["within"] else None)
        found = Found(type="DURATION", value=self._length(n, letter), mod=mod, vague=n is None)
        return self._placed(found, m, n, letter)

    def _the_unit(self, letter: str, m: Match) -> Found | None:
        """The weekend; the year (ended …)."""
        if letter == "N" and self.day:
            way = self._direction(m.start("unit"))
            back = way <= 0 and self.day.weekday() < 5
            return Found(type="DATE", value=cal.at(cal.add_days(self.day, -7 if back else 0), "N"), cut=m.start("n") - m.start())
        if letter == "Y" and re.match(r"\s+(?:ended|ending|to|through|that ended)\b", self.text[m.end() :][:20]):
            return Found(type="DURATION", value="P1Y")
        return None

    def _rate(self, at: int) -> bool:
        """Whether "a year" says how often: "$2 billion a year", "twice a week"."""
        i = self.p.token_at(at)
        if not i:
            return False
        before = self.p.words[i - 1].lower()
        return (
            before in ("once", "twice", "times", "time", "million", "billion", "percent", "%", "dollars", "hours")
            or self.p.tags[i - 1] in ("NNS", "CD")
            or before[:1].isdigit()
        )

    def _placed(self, found: Found, m: Match, n: float | None, letter: str) -> Found:
        """Give a length its days where it runs up to the story's day, or from it."""
        i = self.p.token_at(m.start("unit"))
        if self.day is None or n is None or i is None or m["old"]:
            return found
        step = -(-int(n) // (24 if letter == "H" else 1440)) if letter in "HM" else max(int(n), 1)
        unit = "D" if letter in "HMS" else letter
        before = self._before(m.start())
        if m["within"] or before == "within":
            if direction(self.p, i) > 0:
                return msgspec.structs.replace(found, earliest=self.day, latest=cal.move(self.day, unit, step))
        elif before == "for" and letter not in "HMS" and perfect(self.p, i):
            return msgspec.structs.replace(
                found, mod=found.mod or ("APPROX" if unit in "OQYEC" else None), earliest=cal.move(self.day, unit, -step), latest=self.day
            )
        return found
