"""Numbers of people or things as the text bounds them: numerals, number words, "dozens", "at least 20", "between five and eight"."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dateline.model.parse import Parse
from dateline.model.story import Record

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_NO_COUNT = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL"})
_SCALE = 100
"""From this value on a number word multiplies the one before it ("two hundred")."""
Bound = int | None


class Quantity(Record, frozen=True, kw_only=True):
    """A count in tokens first..last, both included; `head` is its last numeral or quantity word. A bound is None where the text sets none."""

    first: int
    last: int
    head: int
    low: Bound
    high: Bound
    more: bool = False


class Quantities:
    """Finds quantities; holds the compiled words of data/casualties.yaml."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.numerals: dict[str, int] = raw["numerals"]
        self.vague = _by_first({k: tuple(v) for k, v in raw["quantities"].items()})
        self.before = _by_first({k: tuple(v) for k, v in raw["before"].items()})
        self.after = _by_first({k: tuple(v) for k, v in raw["after"].items()})
        self.range = _by_first(dict.fromkeys(raw["range"], ()))
        self.more = frozenset(raw["additional"])
        self.starts = frozenset((*self.numerals, *self.vague, *self.before, "between", "from", "anywhere", "half", "a"))

    def find(self, p: Parse, first: int, last: int, barred: frozenset[int]) -> list[Quantity]:
        """The quantities in tokens [first, last), left to right; `barred` tokens belong to dates, money and the like."""
        words = [w.lower() for w in p.words[first:last]]
        out: list[Quantity] = []
        i = 0
        starts, size = self.starts, len(words)
        while i < size:
            w = words[i]
            found = self._at(p, words, i, first, barred) if w in starts or w[:1].isdigit() else None
            if found is None:
                i += 1
            else:
                out.append(found)
                i = found.last - first + 1
        return out

    def _at(self, p: Parse, words: Sequence[str], i: int, base: int, barred: frozenset[int]) -> Quantity | None:
        start, spec, between = i, None, False
        if words[i] in ("between", "from") or (words[i] == "anywhere" and words[i + 1 : i + 2] == ["from"]):
            between = words[i] == "between"
            start = i + (2 if words[i] == "anywhere" else 1)
        else:
            found = _longest(self.before, words, i)
            if found is not None:
                spec, start = found
        n = self._numeral(words, start)
        if n is None and spec is None and start == i:
            return self._vague(p, words, i, base)
        if n is None:  # "some 20" is a bound, "some people" a quantity; "more than a dozen", "at least several"
            vague = _longest(self.vague, words, start)
            if spec is not None and vague is not None and vague[0][0] is not None:
                low, high = vague[0]
                if spec == ("n+1", None) or spec == ("n", None):
                    low, high = low, None
                elif spec[0] is None:
                    low, high = None, (high if low == high else None)
                if low is None and high is None:
                    return None
                return self._made(p, base, i, vague[1] - 1, vague[1] - 1, low, high)
            return self._vague(p, words, i, base)
        value, end = n
        if spec is None and between:
            if words[end : end + 1] != ["and"]:
                return None
            second = self._numeral(words, end + 1)
            if second is None or second[0] < value:
                return None
            low, high, end = value, second[0], second[1]
        else:
            low, high = _bounded(spec or ("n", "n"), value)
            link = _longest(self.range, words, end)
            second = self._numeral(words, link[1]) if link is not None else None
            if second is not None and second[0] > value:
                low, high, end = value, second[0], second[1]
            elif words[i] in ("from", "anywhere"):
                start, i = start, start
            tail = _longest(self.after, words, end)
            if tail is not None:
                low, high = _bounded(tail[0], value)
                head = end - 1
                return None if base + head in barred else self._made(p, base, i, tail[1] - 1, head, low, high)
        if any(base + k in barred for k in range(start, end)):
            return None
        return self._made(p, base, i, end - 1, end - 1, low, high)

    def _vague(self, p: Parse, words: Sequence[str], i: int, base: int) -> Quantity | None:
        found = _longest(self.vague, words, i)
        if found is None:
            return None
        (low, high), end = found
        head = end - 1
        while head > i and words[head] in ("of", "so", "or"):
            head -= 1
        if low is None and high is None:
            return None
        return self._made(p, base, i, end - 1, head, low, high)

    def _made(self, p: Parse, base: int, first: int, last: int, head: int, low: Bound, high: Bound) -> Quantity:
        words = p.words
        follows = base + last + 1 < len(words) and words[base + last + 1].lower() in self.more
        opens = any(words[k].lower() in self.more and words[k + 1].lower() != "than" for k in range(base + first, base + last))
        return Quantity(first=base + first, last=base + last, head=base + head, low=low, high=high, more=follows or opens)

    def _numeral(self, words: Sequence[str], i: int) -> tuple[int, int] | None:
        """The value of the numeral at word `i`, and the index behind it."""
        if i >= len(words):
            return None
        total: float = 0
        part: float | None = None
        at = i
        if words[i] in ("a", "half") and words[i + 1 : i + 2] and words[i + 1] in ("dozen", "hundred", "thousand", "million"):
            part, at = 1.0, i + 1
        if words[i] == "half" and words[i + 1 : i + 3] in (["a", "dozen"], ["-", "dozen"]):
            return 6, i + 3
        while at < len(words):
            w = words[at]
            if w == "-" and part is not None and at + 1 < len(words) and self.numerals.get(words[at + 1], 10) < 10 and part % 10 == 0 and 20 <= part < _SCALE:
                at += 1
                continue
            if w == "and" and part is not None and part % _SCALE == 0 and part > 0 and at + 1 < len(words) and self.numerals.get(words[at + 1], _SCALE) < _SCALE and words[at - 1] in ("hundred", "thousand"):
                at += 1
                continue
            value: float | None
            if _DIGITS.fullmatch(w):
                if part is not None:
                    break
                value = float(w.replace(",", ""))
                part = value
            elif w in ("dozen",) and part is not None:
                part *= 12
            elif w in self.numerals:
                value = self.numerals[w]
                if value >= _SCALE:
                    if part is None:
                        break
                    part *= value
                    if value >= 1000:
                        total, part = total + part, 0
                elif part is None:
                    part = value
                elif part % 100 == 0 or (part % 10 == 0 and value < 10 and part % 100 >= 20):
                    part += value
                else:
                    break
            else:
                break
            at += 1
        if part is None:
            return None
        whole = total + part
        return (int(whole), at) if whole == int(whole) else None


def barred_tokens(p: Parse) -> frozenset[int]:
    """Tokens of dates, times, money, shares and measures: their numbers count nobody."""
    return frozenset(t for e in p.entities if e.label in _NO_COUNT for t in range(e.first, e.last) if not (e.label == "DATE" and e.last - e.first == 1))


def _by_first(table: Mapping[str, tuple[Any, ...]]) -> dict[str, list[tuple[tuple[str, ...], tuple[Any, ...]]]]:
    out: dict[str, list[tuple[tuple[str, ...], tuple[Any, ...]]]] = {}
    for phrase, value in table.items():
        words = tuple(str(phrase).lower().replace("-", " - ").split()) or (str(phrase),)
        out.setdefault(words[0], []).append((words, value))
    for rows in out.values():
        rows.sort(key=lambda r: -len(r[0]))
    return out


def _longest(table: Mapping[str, list[tuple[tuple[str, ...], tuple[Any, ...]]]], words: Sequence[str], i: int) -> tuple[tuple[Any, ...], int] | None:
    if i >= len(words):
        return None
    for phrase, value in table.get(words[i], ()):
        if tuple(words[i : i + len(phrase)]) == phrase:
            return value, i + len(phrase)
    return None


def _bounded(spec: tuple[Any, ...], n: int) -> tuple[Bound, Bound]:
    values = {"n": n, "n+1": n + 1, "n-1": max(n - 1, 0)}
    low, high = (values[str(x)] if x is not None else None for x in spec)
    return low, high
