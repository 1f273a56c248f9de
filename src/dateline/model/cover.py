"""Spans, asked many times whether one of them holds another: by bisection, whatever their number."""

import bisect
import itertools
from collections.abc import Iterable


class Cover:
    """Spans as [start, end), in any order; they may lie in one another."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(itertools.accumulate((end for _, end in ordered), max))
        """The furthest end of a span and all before it."""

    def holds(self, start: int, end: int) -> bool:
        """Whether one span holds all of [start, end)."""
        k = bisect.bisect_right(self._starts, start)
        return k > 0 and self._reach[k - 1] >= end
