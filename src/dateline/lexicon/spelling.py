"""Near spellings of names: transliterations and typing errors, found by their consonants and measured by rapidfuzz."""

import functools
import re
from collections.abc import Callable, Iterable

from rapidfuzz import fuzz, process

from dateline.model.story import Record

_PAIRS = (("sch", "s"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("ch", "s"), ("sh", "s"), ("ck", "k"), ("dj", "j"), ("ts", "s"))
_ONE = str.maketrans({"q": "k", "c": "k", "x": "k", "w": "v", "z": "s", "j": "g"})
_SOFT = re.compile(r"c(?=[eiy])")
_SILENT = re.compile(r"[aeiouyh']")
_TWICE = re.compile(r"(.)\1+")
_WORD = re.compile(r"[^\W\d_]+")
_LINKS = frozenset({"al", "el", "the", "of", "and", "for", "de", "van", "von", "bin", "ben", "ibn", "abu"})
CUTOFF = 86.0
"""The least likeness (rapidfuzz ratio, 0 to 100) at which a spelling of a text is taken for a known name."""


@functools.lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a folded word, those that spellings mix up made one ("Hifter" and "Haftar" have the same)."""
    w = word.lower()
    for pair, one in _PAIRS:
        w = w.replace(pair, one)
    w = _SOFT.sub("s", w).translate(_ONE)
    return _TWICE.sub(r"\1", w[:1] + _SILENT.sub("", w[1:]))


def words_of(name: str) -> list[str]:
    """The words of a folded name that carry it: articles and links left out where others remain."""
    found: list[str] = _WORD.findall(name.lower())
    return [w for w in found if w not in _LINKS] or found


class Near(Record, frozen=True, kw_only=True):
    """A known name that is spelt nearly so: the number of the entry, the name, and how like it is (0 to 100)."""

    number: int
    name: str
    score: float


def _person_key(name: str) -> str | None:
    words = words_of(name)
    return f"{skeleton(words[0])[:1]} {skeleton(words[-1])}" if len(words) > 1 else None


def _body_key(name: str) -> str | None:
    words = words_of(name)
    return " ".join(skeleton(w) for w in words) if sum(map(len, words)) > 4 else None


type Table = tuple[dict[str, list[tuple[int, str]]], dict[str, list[tuple[int, str]]]]
"""Numbered names under the consonants of their words: those of anything else, and those of people."""


def table(names: Iterable[tuple[int, str, bool]], fold: Callable[[str], str]) -> Table:
    """The table of names given as (number, name, whether a person's). `fold` makes names comparable."""
    made: Table = ({}, {})
    for number, name, person in names:
        key = _person_key(fold(name)) if person else _body_key(fold(name))
        if key:
            made[person].setdefault(key, []).append((number, name))
    return made


class NearNames:
    """Names under the consonants of their words."""

    def __init__(self, names: Table, fold: Callable[[str], str]) -> None:
        self._fold = fold
        self._tables = names

    def find(self, text: str, *, person: bool, cutoff: float = CUTOFF) -> list[Near]:
        """The names that a text may be a spelling of, the likest first (ties by name), one an entry."""
        folded = self._fold(text)
        key = _person_key(folded) if person else _body_key(folded)
        best: dict[int, Near] = {}
        for number, name in self._tables[person].get(key or "", ()):
            score = fuzz.ratio(folded.lower(), self._fold(name).lower())
            if score >= cutoff and (number not in best or score > best[number].score):
                best[number] = Near(number=number, name=name, score=round(score, 1))
        return sorted(best.values(), key=lambda n: (-n.score, n.name, n.number))


def likest(text: str, names: list[str], *, most: int, cutoff: float) -> list[tuple[str, float]]:
    """The names most like a text, whatever their capitals and the order of their words: each with its score (0 to 100)."""
    found: dict[str, float] = {}
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
        for name, score, _ in process.extract(text, names, scorer=scorer, processor=str.lower, limit=most * 4, score_cutoff=cutoff):
            found[name] = max(found.get(name, 0.0), round(score, 1))
    return sorted(found.items(), key=lambda x: (-x[1], x[0]))[:most]
