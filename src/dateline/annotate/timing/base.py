"""What all rules of time share: the story's anchor, its parse, and the reading of numbers and years."""

import datetime as dt
import re

import msgspec

from dateline.annotate.timing import calendar as cal
from dateline.annotate.timing.tense import direction
from dateline.annotate.timing.words import time_words
from dateline.model.parse import Parse
from dateline.model.story import Record

Match = re.Match[str]
_MODS = {
    "early": "START", "earlier": "START", "beginning": "START", "start": "START", "mid": "MID", "middle": "MID", "late": "END", "later": "END", "end": "END",
    "close": "END",
}  # fmt: skip
_NAMES = frozenset({"PERSON", "ORG", "WORK_OF_ART", "FAC", "PRODUCT", "LAW"})


class Found(Record, frozen=True, kw_only=True):
    """What a rule makes of a match: type, value, and what differs from the days of the value.

    `cut` is how many characters at the match's beginning do not belong to the expression; `alternative` the value of another reading.
    """

    type: str
    value: str | None
    mod: str | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    vague: bool = False
    cut: int = 0
    alternative: str | None = None


def plain(words: str | None) -> str:
    """Words in lower case with single spaces; "" for none."""
    return re.sub(r"\s+", " ", words.lower()) if words else ""


def mod_of(words: str | None) -> str | None:
    """The modifier of TIMEX3 that words like "early" stand for."""
    return next((_MODS[w] for w in re.findall(r"[a-z]+", (words or "").lower()) if w in _MODS), None)


class Base:
    """One story's anchors. `last` is the last day or period that the story told of; `quarter` its last quarter; `told` the year of the
    last date of the past that named its year. The latter two go with their offset.
    """

    def __init__(self, text: str, parse: Parse, day: dt.date | None) -> None:
        # A year at the calendar's very edge is a mistake, and nothing could be counted from it.
        self.text, self.p, self.day = text, parse, day if day and 10 < day.year < 9990 else None
        self.words = time_words()
        self.labels = {i: e.label for e in parse.entities for i in range(e.first, e.last)}
        self.last: str | None = None
        self.quarter: tuple[str, int] | None = None
        self.told: tuple[int, int] | None = None

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
        """End "earlier this year" today; begin "later this year" today."""
        lo, hi = cal.days(found.value)
        if self.day and lo and hi and lo <= self.day <= hi:
            if "earlier" in plain(words):
                return msgspec.structs.replace(found, earliest=lo, latest=self.day)
            if "later" in plain(words):
                return msgspec.structs.replace(found, earliest=self.day, latest=hi)
        return found

    def _year(self, words: str | None) -> int | None:
        """The year that words name: 2019, "nineteen ninety-six", "last year"."""
        low = plain(words)
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
        low = plain(words)
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

    def _length(self, n: float | None, letter: str) -> str:
        """A length as TIMEX3 writes it."""
        if n is None:
            return {"H": "PTXH", "M": "PTXM", "S": "PTXS", "O": "PXM", "F": "PXW", "N": "PXW"}.get(letter, f"PX{letter}")
        if n != int(n):
            if letter in "ECY":
                letter, n = ("O", n * 12) if letter == "Y" else ("Y", n * (10 if letter == "E" else 100))
            elif letter == "H":
                return f"PT{int(n)}H30M" if n > 1 else "PT30M"
            elif letter == "D":
                letter, n = "H", n * 24
        unit, times = {"F": ("W", 2), "Q": ("M", 3), "O": ("M", 1), "E": ("Y", 10), "C": ("Y", 100), "N": ("D", 2)}.get(letter, (letter, 1))
        n *= times
        return f"P{'T' if letter in 'HMS' else ''}{int(n) if n == int(n) else n}{unit}"

    def _seasonal(self, code: str, step: int, mod: str | None) -> Found:
        """The season `step` away from the story's day: "last summer" is over or, if it has begun, a year old."""
        assert self.day is not None
        now, year = self.day, self.day.year
        for year in range(now.year - 2, now.year + 3):
            first, last = cal.days(f"{year:04d}-{code}")
            after = cal.days(f"{year + 1:04d}-{code}")[1]
            assert first and last and after
            if (step > 0 and first > now) or (step == 0 and last >= now) or (step < 0 and last < now <= after):
                break
        if step == 0 and (begins := cal.days(f"{year:04d}-{code}")[0]) and (begins - now).days > 150:
            year -= 1
        return self._narrow(Found(type="DATE", value=f"{year:04d}-{code}", mod=mod))
