"""All rules over one story: one method a pattern of annotate/timing/words.py, which gives a value or turns the match down."""

from dateline.annotate.timing import calendar as cal
from dateline.annotate.timing.base import Found, Match
from dateline.annotate.timing.days import Days
from dateline.annotate.timing.named import Named
from dateline.annotate.timing.units import Units

_COMPARING = frozenset({"year_ago", "the_quarter"})
"""Patterns that look back to compare: the story does not go on from there."""


class Rules(Days, Units, Named):
    """The rules by their patterns' names."""

    def apply(self, name: str, m: Match) -> Found | None:
        """The finding of one pattern's match; None where it is no expression of time after all."""
        found: Found | None = getattr(self, name)(m)
        if found and name == "date" and m["y"] and m["y"].isdigit() and found.value and self._direction(m.start("mon")) < -1:
            self.told = (int(found.value[:4]), m.end())
        if found and found.type in ("DATE", "TIME") and found.value and found.value[:1].isdigit():
            if name not in _COMPARING:
                self.last = found.value
            if name == "quarter_" and "-Q" in found.value and (cal.days(found.value)[1] or cal.LAST) < (self.day or cal.LAST):
                self.quarter = (found.value, m.start())
        return found
