"""What each pattern of time comes to: one method a pattern of annotate/timewords.py, which gives a value or turns the match down."""

import datetime as dt
import re

import msgspec

from dateline.annotate import calendar as cal
from dateline.annotate.tense import direction, perfect
from dateline.annotate.timewords import time_words
from dateline.model.parse import Parse
from dateline.model.story import Record

Match = re.Match[str]
_MODS = {"early": "START", "earlier": "START", "late": "END", "later": "END", "mid": "MID", "end": "END", "close": "END", "beginning": "START", "start": "START", "middle": "MID"}
_LETTER = {"day": "D", "week": "W", "weekend": "N", "month": "O", "quarter": "Q", "year": "Y", "decade": "E", "century": "C"}
_NAMES = frozenset({"PERSON", "ORG", "WORK_OF_ART", "FAC", "PRODUCT", "LAW"})
_PLACES = frozenset({"PERSON", "GPE", "LOC", "FAC"})
_BEFORE_YEAR = frozenset({
    "in", "since", "of", "by", "from", "until", "till", "before", "after", "during", "early", "late", "mid", "to", "through", "throughout", "and", "circa",
    "around", "between", "(", "-", "\u2013", "'s", "the", "for", "as", "or", "about", ",", "than", "with", "its", "his", "their", "a", "at", "on", "pre", "post",
})  # fmt: skip
_NO_YEAR = frozenset({"$", "no", "no.", "resolution", "#", "+", "number", "article", "section", "flight", "route", "room", "highway", "nearly", "least", "least", "than", "some", "approximately", "page"})
_POSSESSIVES = frozenset({"his", "her", "their", "my", "your", "our", "its"})


_COMPARING = frozenset({"year_ago", "the_quarter"})
"""Patterns that look back to compare: the story does not go on from there."""


class Found(Record):
    """What a rule makes of a match: type, value, and what differs from the days of the value.

    `cut` and `drop` are characters at the match's beginning and end that do not belong to the expression.
    """

    type: str
    value: str | None
    mod: str | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    vague: bool = False
    cut: int = 0
    drop: int = 0
    alternative: str | None = None


def _plain(words: str | None) -> str:
    return re.sub(r"\s+", " ", words.lower()) if words else ""


def _mod(words: str | None) -> str | None:
    return next((_MODS[w] for w in re.findall(r"[a-z]+", (words or "").lower()) if w in _MODS), None)


class Rules:
    """The rules over one story. `last` is the last day or period that the story told of; `quarter` its last quarter."""

    def __init__(self, text: str, parse: Parse, day: dt.date | None) -> None:
        self.text, self.p, self.day = text, parse, day
        self.words = time_words()
        self.labels = {i: e.label for e in parse.entities for i in range(e.first, e.last)}
        self.last: str | None = None
        self.quarter: tuple[str, int] | None = None

    def apply(self, name: str, m: Match) -> Found | None:
        """The finding of one pattern's match; None where it is no expression of time after all."""
        found: Found | None = getattr(self, name)(m)
        if found and found.type in ("DATE", "TIME") and found.value and found.value[:1].isdigit():
            if name not in _COMPARING:
                self.last = found.value
            if name == "quarter_" and "-Q" in found.value and (cal.days(found.value)[1] or cal.LAST) < (self.day or cal.LAST):
                self.quarter = (found.value, m.start())
        return found

    # -- helpers ------------------------------------------------------------------------------------------------------

    def _direction(self, at: int) -> int:
        i = self.p.token_at(at)
        return direction(self.p, i) if i is not None else 0

    def _before(self, at: int) -> str:
        """The word before an offset, in lower case."""
        i = self.p.token_at(at)
        return self.p.words[i - 1].lower() if i else ""

    def _is_name(self, i: int, labels: frozenset[str] = _NAMES) -> bool:
        return self.labels.get(i) in labels

    def _narrow(self, found: Found) -> Found:
        """The third of a period that "early", "mid" or "late" names."""
        lo, hi = cal.days(found.value)
        if not found.mod or not lo or not hi or lo == hi:
            return found
        third = (hi - lo).days // 3
        first = cal.add_days(lo, third) if found.mod == "MID" else cal.add_days(hi, -third) if found.mod == "END" else lo
        last = cal.add_days(hi, -third) if found.mod == "MID" else cal.add_days(lo, third) if found.mod == "START" else hi
        return msgspec.structs.replace(found, earliest=first, latest=last)

    def _since_start(self, found: Found, words: str | None) -> Found:
        """"Earlier this year" ends today; "later this year" begins today."""
        lo, hi = cal.days(found.value)
        if self.day and lo and hi and lo <= self.day <= hi:
            if "earlier" in _plain(words):
                return msgspec.structs.replace(found, earliest=lo, latest=self.day)
            if "later" in _plain(words):
                return msgspec.structs.replace(found, earliest=self.day, latest=hi)
        return found

    def _year(self, words: str | None) -> int | None:
        """The year that words name: 2019, "nineteen ninety-six", "last year"."""
        low = _plain(words)
        if not low:
            return None
        if low.isdigit():
            return int(low)
        if low.endswith("year"):
            step = next((n for key, n in (("last", -1), ("next", 1), ("previous", -1), ("following", 1)) if key in low), 0)
            return self.day.year + step if self.day else None
        parts = re.split(r"[- ]", low)
        numbers = self.words.numbers
        if parts[0] == "two":
            return 2000 + sum(numbers.get(w, 0) for w in parts[2:])
        return numbers[parts[0]] * 100 + sum(numbers.get(w, 0) for w in parts[1:]) if parts[0] in numbers else None

    def _number(self, words: str | None) -> float | None:
        """A quantity; None if it is not known ("several")."""
        low = _plain(words)
        if low in self.words.some:
            value = self.words.some[low]
            return None if value == "X" else float(value)
        if re.match(r"half an?\b", low):
            return 0.5
        low = re.split(r"\s?[-\u2013]\s?(?=\d)| to | or ", low)[0].replace(",", "")
        if m := re.match(r"(\d+(?:\.\d+)?)( 1/2)?", low):
            return float(m[1]) + (0.5 if m[2] else 0)
        half = 0.5 if "half" in low else 0.0
        parts = [w for w in re.split(r"[- ]", low) if w in self.words.numbers or w == "hundred"]
        if not parts:
            return 100.0 if "hundred" in low else 1.0
        total = 0
        for w in parts:
            total = max(total, 1) * 100 if w == "hundred" else total + self.words.numbers[w]
        return total + half

    # -- days of the calendar -----------------------------------------------------------------------------------------

    def _on(self, year: int, month: int, day: int) -> Found | None:
        try:
            return Found(type="DATE", value=dt.date(year, month, day).isoformat())
        except ValueError:
            return None

    def iso(self, m: Match) -> Found | None:
        """2020-07-08, also with a clock."""
        found = self._on(int(m["y"]), int(m["m"]), int(m["d"]))
        return msgspec.structs.replace(found, type="TIME", value=f"{found.value}T{m['clock']}{m['z'] or ''}") if found and m["clock"] else found

    def numeric(self, m: Match) -> Found | None:
        """08/07/2020: the day first, unless only the other order is a date, or only that lies near the story's day."""
        a, b, y = int(m["a"]), int(m["b"]), int(m["y"])
        if len(m["y"]) == 2:
            y += 1900 if y > 50 else 2000
        readings = [r for r in (self._on(y, b, a), self._on(y, a, b)) if r]
        if self.day and len(readings) == 2:
            day = self.day
            gaps = [abs((dt.date.fromisoformat(str(r.value)) - day).days) for r in readings]
            if gaps[1] < 45 < gaps[0]:
                readings.reverse()
        return readings[0] if readings else None

    def _month_number(self, name: str) -> int:
        return self.words.months[name.lower().rstrip(".")]

    def _near_year(self, month: int, day: int | None, at: int) -> int | None:
        """The year of a month or day that names none, by the direction of the words around it."""
        if self.day is None:
            return None
        way, year, this = self._direction(at), self.day.year, self.day.month
        if day is None:
            if way > 1:
                return year if month >= this else year + 1
            if way >= 0 and 0 < month - this < 3:
                return year
            return year if month <= this else year - 1

        def on(y: int) -> dt.date:
            return dt.date(y, month, min(day, cal.month_end(y, month).day))

        past = year if on(year) <= self.day else year - 1
        future = year if on(year) >= self.day else year + 1
        back, ahead = (self.day - on(past)).days, (on(future) - self.day).days
        if way > 0:
            return future if ahead < 300 else past
        # A day of the year before is seldom told without its year, unless it is not long gone.
        return past if past == year or back <= 200 or ahead > 100 and way < 0 or ahead * 3 >= back else future

    def _weekday_year(self, name: str | None, month: int, day: int) -> int | None:
        """The year near the story's in which a day is the weekday that stands before it."""
        if not name or self.day is None:
            return None
        now = self.day
        number = self.words.weekdays[name.lower().rstrip(".")]
        found = [self._on(year, month, day) for year in (now.year - 1, now.year, now.year + 1)]
        days = [d for d in (dt.date.fromisoformat(str(f.value)) for f in found if f) if d.weekday() == number]
        return min(days, key=lambda d: abs((d - now).days)).year if days else None

    def _day_number(self, words: str) -> int:
        return int(re.sub(r"\D", "", words))

    def date(self, m: Match) -> Found | None:
        """8 July 2020, July 8: also "the night of July 8"."""
        month, day = self._month_number(m["mon"]), self._day_number(m["d"])
        year = self._year(m["y"]) or self._weekday_year(m["dow"], month, day) or self._near_year(month, day, m.start("mon"))
        found = self._on(year, month, day) if year else Found(type="DATE", value=f"XXXX-{month:02d}-{day:02d}")
        return self._part_of(found, m["of"]) if found else None

    def _part_of(self, found: Found, part: str | None) -> Found:
        if not part:
            return found
        code = self.words.parts.get(_plain(part), "TMO")
        return msgspec.structs.replace(found, type="TIME", value=f"{found.value}{code}")

    def ordinal(self, m: Match) -> Found | None:
        """The 15th, alone: a day of the month that the story last told of."""
        i = self.p.token_at(m.start("d"))
        if i is None or self.day is None or i + 1 < len(self.p) and self.p.tags[i + 1][:2] in ("NN", "JJ", "CD") or self.p.words[i + 1 : i + 2] == ["-"]:
            return None
        near = cal.days(self.last)[0] if self.last else self.day
        return self._on(near.year, near.month, self._day_number(m["d"])) if near else None

    def week_of(self, m: Match) -> Found | None:
        """The week of March 6."""
        month, day = self._month_number(m["mon"]), self._day_number(m["d"])
        year = self._year(m["y"]) or self._near_year(month, day, m.start("mon"))
        found = self._on(year, month, day) if year else None
        return Found(type="DATE", value=cal.at(dt.date.fromisoformat(str(found.value)), "W")) if found else None

    def part_of_month(self, m: Match) -> Found | None:
        """The first week of June, the second half of May 2019, the last days of March."""
        whole = self.month(m)
        lo, hi = cal.days(whole.value) if whole else (None, None)
        if whole is None or lo is None or hi is None:
            return whole
        order, unit = _plain(m["ord"]), _plain(m["part"])
        n = self.words.ordinals.get(order, 0)
        if unit == "half":
            first, last = (cal.add_days(lo, 15), hi) if n == 2 or order == "last" else (lo, cal.add_days(lo, 14))
        elif not n:
            first, last = cal.add_days(hi, -13 if unit == "weeks" else -6), hi
        elif unit in ("week", "weekend"):
            first, last = cal.add_days(lo, 7 * (n - 1)), min(cal.add_days(lo, 7 * n - 1), hi)
        else:
            first, last = lo, cal.add_days(lo, 13 if unit == "weeks" else 6)
        mod = "START" if first.day == 1 else "END" if last == hi else "MID"
        return msgspec.structs.replace(whole, mod=mod, earliest=first, latest=last)

    def date_range(self, m: Match) -> Found | None:
        """May 3-5, 28 April to 3 May."""
        m1, m2 = self._month_number(m["mon"] or m["mon2"]), self._month_number(m["mon2"] or m["mon"])
        d1, d2 = self._day_number(m["d"]), self._day_number(m["d2"])
        year = self._year(m["y"]) or self._near_year(m2, d2, m.start("mon2") if m["mon2"] else m.start("mon"))
        if not year or "and" in m.group().lower().split() and self._before(m.start()) != "between":
            return None
        first, last = self._on(year - (m1 > m2), m1, d1), self._on(year, m2, d2)
        if not first or not last or str(first.value) >= str(last.value):
            return None
        return Found(type="DATE", value=f"{first.value}/{last.value}")

    def month(self, m: Match) -> Found | None:
        """April, last April, early April 2019."""
        at, name = m.start("mon"), m["mon"]
        i = self.p.token_at(at)
        if i is None:
            return None
        given = m.groupdict()
        rel, year = _plain(given.get("rel")), self._year(m["y"])
        bare = not rel and not given.get("mod") and not year and "ord" not in given
        if bare and (self.p.tags[i][:1] not in "NC" or (name.isupper() and len(name) < 6) or self._is_name(i)):
            return None
        if bare and (len(name) == 3 and name != "May" or name == "March" and self.text.startswith(" of", m.end())):
            return None
        if bare and self.p.deps[i] == "compound" and i + 1 < len(self.p) and self.p.heads[i] == i + 1 and self._is_name(i + 1):
            return None
        month, mod, alternative = self._month_number(name), _mod(given.get("mod")), None
        if year is None and self.day:
            y, this = self.day.year, self.day.month
            step = self.words.deictic.get(rel)
            if step is None or rel.endswith("same"):
                year = self._near_year(month, None, at)
            elif step == 0:
                year = y
            else:
                year = (y if month < this else y - 1) if step < 0 else (y if month > this else y + 1)
                if rel in ("last", "next") and year == y:
                    alternative = f"{y + step:04d}-{month:02d}"
        return self._narrow(Found(type="DATE", value=f"{year:04d}-{month:02d}" if year else f"XXXX-{month:02d}", mod=mod, alternative=alternative))

    def weekday(self, m: Match) -> Found | None:
        """Monday, last Monday, early on Monday, Monday night, Monday last week."""
        i, name, rel = self.p.token_at(m.start("dow")), m["dow"].lower().rstrip("."), _plain(m["rel"])
        if i is None or (len(name) == 3 and not m["dow"].endswith(".") and not m["part"]) or m["dow"] in ("SUN", "SAT", "WED", "SUN.") or self._before(m.start("dow")) in ("bloody", "black", "cyber"):
            return None
        if self._is_name(i) and not rel and self.p.tags[i - 1][:3] == "NNP" and i and self._is_name(i - 1):
            return None
        number, mod, alternative = self.words.weekdays[name], _mod(m["mod"]), None
        if self.day is None:
            return Found(type="DATE", value=f"XXXX-WXX-{number + 1}", mod=mod)
        step = self.words.deictic.get(rel)
        near = cal.days(self.last)[1] if self.last else None
        if near and near.weekday() == number and self._before(m.start()) == "a":
            return Found(type="DATE", value=near.isoformat())
        if m["week"]:
            monday = cal.add_days(self.day, {"last": -7, "next": 7}.get(_plain(m["week"]).split()[0], 0) - self.day.weekday())
            day = cal.add_days(monday, number)
        elif rel in ("following", "the following", "previous", "the previous") and near and step:
            day = cal.weekday(cal.add_days(near, step), number, step)
        elif step:
            day = cal.weekday(cal.add_days(self.day, step), number, step)
            alternative = cal.add_days(day, -7 * step if self.day.weekday() == number else 7 * step).isoformat() if rel in ("last", "next") else None
        elif step == 0:
            day = cal.add_days(self.day, number - self.day.weekday())
        else:
            day = cal.weekday(self.day, number, 1 if self._direction(m.start("dow")) > 0 else -1)
        found = Found(type="DATE", value=day.isoformat(), mod=mod, alternative=alternative)
        if m["part"]:
            word = _plain(m["part"])
            clock = self.words.clock.get(word)
            return msgspec.structs.replace(found, type="TIME", value=f"{found.value}{'T' + clock if clock else self.words.parts[word]}")
        return self._part_of(found, m["of"])

    def day_word(self, m: Match) -> Found | None:
        """Today, yesterday morning, overnight."""
        word, mod = _plain(m["word"]), _mod(m["mod"])
        if m["word"].istitle() and self.p.tags[max((self.p.token_at(m.start("word")) or 1) - 1, 0)] == "NNP":
            return None
        if self.day is None:
            return Found(type="DATE", value=None, mod=mod)
        n = {"yesterday": -1, "tomorrow": 1}.get(word, -2 if "before" in word else 2 if "after" in word else 0)
        day = cal.add_days(self.day, n)
        if word == "overnight":
            before = cal.add_days(self.day, -1)
            return Found(type="TIME", value=before.isoformat() + "TNI", earliest=before, latest=self.day)
        part = "TNI" if word == "tonight" else self.words.parts[_plain(m["part"])] if m["part"] else ""
        return Found(type="TIME" if part else "DATE", value=day.isoformat() + part, mod=mod)

    # -- units around the anchor --------------------------------------------------------------------------------------

    def this_unit(self, m: Match) -> Found | None:
        """This week, last month, the previous year, that day, earlier this year, last summer, this morning."""
        if self.day is None:
            return None
        rel, unit, mod = _plain(m["rel"]), _plain(m["unit"]), _mod(m["mod"])
        if m["unit"].istitle():
            return None
        step, anchor = self.words.deictic.get(rel, 0), self.day
        if rel == "that" or rel.endswith(("same", "very")) or rel in ("previous", "the previous", "following", "the following", "preceding", "the preceding"):
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
        if letter in "DWOYEC" and step and (rel == "the past" or rel in ("the last", "the next") and (over or letter == "D")):
            a, b = cal.move(self.day, letter, step), self.day
            return Found(type="DURATION", value=self._length(1, letter), earliest=min(a, b), latest=max(a, b))
        value = cal.at(cal.move(anchor.replace(day=1) if letter in "OQYEC" else anchor, letter, step), letter)
        if letter == "N" and step == -1 and anchor.weekday() < 5 or letter == "N" and rel == "this" and self._direction(m.start("unit")) < 0 and anchor.weekday() < 5:
            value = cal.at(cal.add_days(anchor, -7), "N")
        found = Found(type="DATE", value=value, mod=mod)
        return self._since_start(self._narrow(found), m["mod"])

    def _seasonal(self, code: str, step: int, mod: str | None) -> Found:
        """The season `step` away from the story's day: "last summer" is over or, if it has begun, a year old."""
        assert self.day is not None
        for year in range(self.day.year - 2, self.day.year + 3):
            first, last = cal.days(f"{year:04d}-{code}")
            assert first and last
            if step > 0 and first > self.day or step == 0 and last >= self.day:
                break
            after = cal.days(f"{year + 1:04d}-{code}")[1]
            if step < 0 and after and last < self.day <= after:
                break
        if step == 0 and first > self.day and (first - self.day).days > 150:
            year -= 1
        return self._narrow(Found(type="DATE", value=f"{year:04d}-{code}", mod=mod))

    def edge(self, m: Match) -> Found | None:
        """The end of the month, year-end."""
        letter = _LETTER[_plain(m["unit"])]
        if self.day is None or letter == "D":
            return None
        return self._narrow(Found(type="DATE", value=cal.at(self.day, letter), mod=_mod(m["mod"])))

    def year_late(self, m: Match) -> Found | None:
        """Early 1997, the end of 2011."""
        year = self._year(m["y"])
        return self._narrow(Found(type="DATE", value=f"{year:04d}", mod=_mod(m["mod"]))) if year else None

    def ago(self, m: Match) -> Found | None:
        """Three days ago, a year earlier, two weeks later, in the unit's own grain."""
        words = _plain(m["dir"])
        letter, mod = self.words.units[_plain(m["unit"])], self.words.bounds.get(_plain(m["bound"]))
        sign = 1 if words in ("later", "from now", "hence") else -1
        from_story = words in ("ago", "from now", "hence", "back")
        if not m["n"] and not m["unit"].lower().endswith("s"):
            return None
        n = self._number(m["n"]) if m["n"] else None
        near = None if from_story else cal.days(self.last)[0 if sign < 0 else 1] if self.last else None
        anchor = near or self.day
        if anchor is None or sign > 0 and not from_story and near is None and self._direction(m.start()) <= 0:
            return Found(type="DATE", value=None, vague=True)
        if n is None:
            value = "PAST_REF" if sign < 0 else "FUTURE_REF" if from_story else None
            reach = self.words.recent.get(_plain(m["unit"])) if m["n"] else None
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
        """"The day before", with nothing after it that it would count from: from the last day that the story told of."""
        near = cal.days(self.last)[0] if self.last else None
        letter = self.words.units[_plain(m["unit"])]
        if near is None or letter in "HMS":
            return None
        return Found(type="DATE", value=cal.at(cal.move(near, letter, 1 if _plain(m["dir"]) == "after" else -1), "Y" if letter in "EC" else letter))

    def next_day(self, m: Match) -> Found | None:
        """The next day, that same night: from the last day that the story told of."""
        near = cal.days(self.last)[1] if self.last and cal.unit_of(self.last) == "D" else None
        if near is None:
            return Found(type="DATE", value=None, vague=True)
        rel, unit = _plain(m["rel"]), _plain(m["unit"])
        day = cal.add_days(near, {"previous": -1, "same": 0}.get(rel, 1))
        return Found(type="DATE" if unit == "day" else "TIME", value=day.isoformat() + self.words.parts.get(unit, ""))

    def _length(self, n: float | None, letter: str) -> str:
        """A length as TIMEX3 writes it."""
        if n is None:
            return {"H": "PTXH", "M": "PTXM", "S": "PTXS", "O": "PXM", "F": "PXW", "N": "PXW"}.get(letter, f"PX{letter}")
        if n != int(n):
            if letter in "EC" or letter == "Y" and n == 0.5:
                letter, n = ("O", n * 12) if letter == "Y" else ("Y", n * (10 if letter == "E" else 100))
            elif letter == "H":
                return f"PT{int(n)}H30M" if n > 1 else "PT30M"
            elif letter == "D":
                letter, n = "H", n * 24
        unit, times = {"F": ("W", 2), "Q": ("M", 3), "O": ("M", 1), "E": ("Y", 10), "C": ("Y", 100), "N": ("D", 2)}.get(letter, (letter, 1))
        n *= times
        return f"P{'T' if letter in 'HMS' else ''}{int(n) if n == int(n) else n}{unit}"

    def rel_n(self, m: Match) -> Found | None:
        """The past three months, recent years, the next 48 hours: a length with its days."""
        rel, mod = _plain(m["rel"]), self.words.bounds.get(_plain(m["bound"]))
        unit = _plain(m["unit"])
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

    # -- quarters, seasons, years -------------------------------------------------------------------------------------

    def quarter_(self, m: Match) -> Found | None:
        """The third quarter, the first half of 2019, Q3."""
        given = m.groupdict()
        year = self._year(given.get("y0") or (given["y"] if given["y"] and not _plain(given["y"]).endswith("the year") and _plain(given["y"]) != "year" else None))
        if code := given.get("code"):
            letter, n = code[0], int(code[1])
            if letter == "H" and n > 2 or year is None and self._before(m.start()) in ("the", "a"):
                return None
        else:
            letter = "Q" if _plain(given["unit"]) == "quarter" else "H"
            order = _plain(given["ord"])
            n = 2 if order == "latter" else self.words.ordinals.get(order) or int(order[0])
            if letter == "H" and n > 2 or order == "latter" and letter == "Q":
                return None
            if letter == "H" and not year and not given["y"]:
                return None
        if year is None:
            if self.day is None:
                return Found(type="DATE", value=f"XXXX-{letter}{n}")
            if _plain(given.get("y")).endswith("year"):
                year = self.day.year
            else:
                year = self._quarter_year(letter, n, _plain(given.get("rel")), self._direction(m.start()))
        if given.get("back"):
            year -= 1
        return self._narrow(Found(type="DATE", value=f"{year:04d}-{letter}{n}", mod=_mod(given.get("mod"))))

    def _quarter_year(self, letter: str, n: int, rel: str, way: int) -> int:
        """The year of a quarter or half: the nearest one, and of two that are about as near the one that the tense points to."""
        assert self.day is not None
        best, cost = self.day.year, 10**6
        for year in (self.day.year - 1, self.day.year, self.day.year + 1):
            first, last = cal.days(f"{year:04d}-{letter}{n}")
            assert first and last
            gap = max((first - self.day).days, (self.day - last).days, 0)
            if rel == "last" and last >= self.day or rel == "next" and first <= self.day:
                continue
            wrong = first > self.day if way <= 0 else last < self.day
            if gap + 60 * wrong < cost:
                best, cost = year, gap + 60 * wrong
        return best

    def the_quarter(self, m: Match) -> Found | None:
        """The latest quarter, the year-ago period: the quarter that the story speaks of, or the last full one before it."""
        if self.day is None:
            return None
        rel, year = _plain(m["rel"]), self._year(m["y"])
        if not rel and not year or _plain(m["unit"]) == "period" and rel in ("the", "the current", "") and not year:
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
        code, year, mod = self.words.seasons[_plain(m["season"])], self._year(m["y"]), _mod(m["mod"])
        i = self.p.token_at(m.start("season"))
        if i is None or self.p.tags[i][:2] not in ("NN",) or self._is_name(i):
            return None
        if year is None:
            if self.day is None or m["season"].istitle() or not (mod or self._before(m.start()) in ("in", "during", "by", "until", "since", "of", "into", "over", "throughout", "through")):
                return None
            if _plain(m["season"]) == "fall" and not mod:
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
            if self._before(m.start("word")) in _POSSESSIVES or not m.group().lower().startswith("the") and not m["mod"]:
                return None
            value = f"19{self.words.tens[_plain(m['word'])]}"
        return self._narrow(Found(type="DATE", value=value, mod=_mod(m["mod"])))

    def century(self, m: Match) -> Found | None:
        """The 19th century."""
        word = _plain(m["n"])
        n = self.words.ordinals.get(word) or int(re.sub(r"\D", "", word) or 0)
        return self._narrow(Found(type="DATE", value=f"{n - 1:02d}", mod=_mod(m["mod"]))) if 1 <= n <= 30 else None

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
            return Found(type="DATE", value=f"{year:04d}") if year and (before in _BEFORE_YEAR or year % 100 or True) else None
        value = int(words)
        if before in _NO_YEAR or self.text[m.start() - 1 : m.start()] in ("/", "+") or self.text[m.end() : m.end() + 1] in ("/", "-") and self.text[m.end() + 1 : m.end() + 2].isdigit():
            return None
        following = self.p.tags[i + 1] if i + 1 < len(self.p) else "."
        if 1000 <= value < 1500:
            return Found(type="DATE", value=f"{value:04d}") if before == "in" and following in ("DT", ",", ".", "IN", "PRP", "CC") else None
        counted = self.p.deps[i] == "nummod" and following == "NNS" and self.p.heads[i] == i + 1
        if counted and before not in ("the", "in", "'s", "its", "their", "his", "of") or (1500 > value or value > 2100):
            return None
        if not 1900 <= value <= 2099 and (before not in _BEFORE_YEAR or counted):
            return None
        return Found(type="DATE", value=f"{value:04d}")

    # -- clocks -------------------------------------------------------------------------------------------------------

    def clock(self, m: Match) -> Found | None:
        """10:35 a.m., 0735 GMT, noon, four in the morning. The day is filled in when the whole sentence is known (annotate/times.py)."""
        about = m["about"]
        cut = len(about) + 1 if about else 0
        part = _plain(m["part"] or m["part2"])
        if m["word"]:
            hour, minute = self.words.clock[_plain(m["word"])].split(":")
            return Found(type="TIME", value=f"T{hour}:{minute}{self._zone(m)}", cut=cut)
        digits = m["h"] or m["h2"] or m["h3"]
        h = int(digits) if digits.isdigit() else self.words.numbers[digits.lower()]
        minute = m["min"] or m["min2"] or m["min3"] or "00"
        half = (m["half"] or "").lower().replace(".", "")
        if m["h2"] and not m["zone"] and not re.search("h(?:ou)?rs", m.group()) and (
            self._before(m.start("h2")) not in ("at", "by", "until", "till", "from", "around", "about", "after", "before", "since", "and", "to", "between") or "." in m.group()
        ):  # fmt: skip
            return None
        if half.startswith("o") and not digits.isdigit() and h == 0:
            return None
        if (half == "pm" or part in ("afternoon", "evening", "night") and not half) and h < 12:
            h += 12
        elif half == "am" and h == 12:
            h = 0
        if h > 24:
            return None
        return Found(type="TIME", value=f"T{h:02d}:{minute}{self._zone(m)}", cut=cut, mod="APPROX" if _plain(about) in ("about", "around", "approximately") else None)

    def _zone(self, m: Match) -> str:
        return "Z" if m["zone"] in ("GMT", "UTC") else ""

    # -- sets and lengths ---------------------------------------------------------------------------------------------

    def set(self, m: Match) -> Found | None:
        """Every Friday, each July, daily."""
        given = m.groupdict()
        if given.get("plural"):
            return Found(type="SET", value=f"XXXX-WXX-{self.words.weekdays[given['plural'].lower().removesuffix('s')] + 1}")
        if given.get("adverb"):
            return Found(type="SET", value=self.words.sets[_plain(given["adverb"])])
        what, n = _plain(given["what"]).rstrip("."), self._number(given["n"]) if given["n"] else 1
        if given["n"] and _plain(given["n"]) == "other":
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
            return Found(type="DURATION", value="PXX" if "while" in _plain(given["while"]) else "PXM", vague=True)
        if given.get("one"):
            return Found(type="DURATION", value=self._length(1, self.words.units[_plain(given["one"])]))
        unit = _plain(given["unit"])
        letter = self.words.units[unit]
        if "n" not in given:
            return Found(type="DURATION", value=self._length(None, letter), vague=True)
        words, more = _plain(given["n"]), _plain(given["more"])
        n = self._number(given["n"]) if words != "the" else 1
        if words == "the":
            return self._the_unit(letter, m)
        following = self.text[m.end() : m.end() + 40]
        if following.lstrip().startswith("old") or given["old"] == "-old" and not self.words.lasting.match(following):
            return None
        if words in ("a", "an") and not more and not given["bound"] and (letter in "SM" or letter == "Q" or unit == "min"):
            return None
        if letter == "Q" and following.strip().startswith("of"):
            return None
        if letter == "S" and unit == "second" and words in ("one", "another", "a"):
            return None
        if words == "one" and unit == "day" and m.group().lower().endswith("one day") and self._direction(m.start()) > 0 and self._before(m.start()) not in ("in", "for", "within"):
            return Found(type="DATE", value="FUTURE_REF", vague=True)
        if n is not None and given["and"]:
            n += 0.5
        if words in ("a", "an") and self._rate(m.start("n")):
            return Found(type="SET", value=self._length(n, letter))
        mod = self.words.bounds.get(_plain(given["bound"])) or ("EQUAL_OR_LESS" if given["within"] else None)
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
        return before in ("once", "twice", "times", "time", "million", "billion", "percent", "%", "dollars", "hours") or self.p.tags[i - 1] in ("NNS", "CD") or before[:1].isdigit()

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
            return msgspec.structs.replace(found, mod=found.mod or ("APPROX" if unit in "OQYEC" else None), earliest=cal.move(self.day, unit, -step), latest=self.day)
        return found

    # -- named days, periods, vague words -----------------------------------------------------------------------------

    def feast(self, m: Match) -> Found | None:
        """Christmas, last Ramadan, Eid al-Adha 2019, 9/11."""
        name, rel, year = _plain(m["name"]), _plain(m["rel"]), self._year(m["y"])
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
        first, last = (dt.date.fromisoformat(d) for d in self.words.periods[_plain(m["name"])].split("/"))
        if self.day and first > self.day:
            return None
        cut = 0 if _plain(m["prep"]) == "during" else m.start("name") - m.start()
        return Found(type="DATE", value=None, earliest=first, latest=min(last, self.day) if self.day else last, cut=cut)

    def vague(self, m: Match) -> Found | None:
        """Now, recently, soon."""
        word = _plain(m["word"])
        value = self.words.vague[word]
        i = self.p.token_at(m.start())
        if i is None:
            return None
        if word in ("immediately", "shortly", "soon") and (re.match(r"\s+(?:after|before|as|following)\b", self.text[m.end() :][:12]) or self._direction(m.start()) <= 0):
            return None
        if word in ("one day", "some day", "someday") and self._direction(m.start()) <= 0:
            return None
        if word in ("recent", "current") and self.p.tags[i] != "JJ":
            return None
        if value == "PAST_REF" and word in self.words.recent and self.day:
            return Found(type="DATE", value=value, mod="APPROX", earliest=cal.add_days(self.day, -self.words.recent[word]), latest=self.day, vague=True)
        return Found(type="DATE", value=value, vague=True)
