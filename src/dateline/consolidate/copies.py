"""Copies: syndicated, shortened, updated and rewritten versions of one text, and sentences that texts hand down.

An index takes sketches in batches and can be built again from stored ones. Two stories are compared when they share a band of their
MinHash signatures or a long sentence; so the time grows with the number of stories, not of pairs.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from dateline.model.copies import Copy, CopyGroup, CopyRelation, Recycled, Sketch
from dateline.model.story import Record
from dateline.settings import Settings

_ROWS = 3  # values of a signature to a band: two texts with 40 % of their shingles in common share one of 28 bands at 84 %
_POSTINGS = 32  # stories remembered for one band or sentence: what more stories share is a form or a feed, and found by the first ones
_COMPARED = 8  # stories that a newcomer is compared with in detail, those first that share most
_SHORT = 12  # words below which only the very same words make a copy
_SAME_TEXT = 0.85
_UNTOUCHED = 0.95
_PART_OF = 0.8
_SHORTER = 0.9
_KEEPS_MOST = 0.5
_REWRITTEN = 0.2
_LEAD = 0.35


class Overlap(Record, frozen=True, kw_only=True):
    """What a later text has of an earlier one: shares (0-1) of three-word sequences, of whole sentences and of the words of the leads."""

    similarity: float
    kept: float
    taken: float
    sentences: float
    lead: float
    numbers: bool


class CopyIndex:
    """The copies among the stories that were added so far.

    The answer does not depend on the order in which stories are added, but for one case: of stories of which more than thirty share a
    sentence or a band, later ones are compared with those that came first. Adding in order of publication makes that case repeatable.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._sketches: list[Sketch] = []
        self._known: set[str] = set()
        self._parent: list[int] = []
        self._whole: dict[int, int] = {}
        self._bands: dict[int, int | list[int]] = {}  # most keys have one story: a bare number takes a third of a list's room
        self._sentences: dict[int, int | list[int]] = {}  # the earliest story first

    def __len__(self) -> int:
        return len(self._sketches)

    def add(self, sketches: Iterable[Sketch]) -> None:
        """Add stories. One that was added before (by its id) is left out."""
        for s in sketches:
            if s.story not in self._known:
                self._known.add(s.story)
                self._add(s)

    def groups(self) -> Iterator[CopyGroup]:
        """All texts, each with its copies, in order of first publication. A text without copies is a group of one."""
        members: dict[int, list[int]] = {}
        for i in range(len(self._sketches)):
            members.setdefault(self._root(i), []).append(i)
        ordered = [sorted((self._sketches[i] for i in m), key=_order) for m in members.values()]
        for stories in sorted(ordered, key=lambda m: _order(m[0])):
            yield _group(stories)

    def copies(self) -> Iterator[Copy]:
        """Every story's place among the copies of its text."""
        for g in self.groups():
            yield from g.members

    def recycled(self) -> Iterator[Recycled]:
        """Sentences that a text of an earlier day had before, in other words than as its copy; with where they stood first."""
        for i in sorted(range(len(self._sketches)), key=lambda i: _order(self._sketches[i])):
            s = self._sketches[i]
            spans = np.frombuffer(s.spans, dtype="<u4").reshape(-1, 2).tolist()
            for h, (lo, hi) in zip(_hashes(s), spans, strict=True):
                posted = self._sentences[h]
                at = posted if isinstance(posted, int) else posted[0]
                first = self._sketches[at]
                if self._root(at) != self._root(i) and first.published and s.published and first.published < s.published:
                    yield Recycled(story=s.story, span=(lo, hi), first_story=first.story, first_published=first.published)

    # -- inside ----------------------------------------------------------------------------------------------------------

    def _add(self, s: Sketch) -> None:
        i = len(self._sketches)
        self._sketches.append(s)
        self._parent.append(i)
        if not s.words:
            return
        same = self._whole.setdefault(s.whole, i)
        if same != i:
            self._join(i, same)
        shared: dict[int, int] = {}
        for table, keys, weight in ((self._bands, _bands(s), 1), (self._sentences, _hashes(s), 2)):
            for k in keys:
                posted = table.setdefault(k, i)
                if isinstance(posted, int):
                    if posted == i:
                        continue
                    posted = table[k] = [posted]
                for j in posted:
                    shared[j] = shared.get(j, 0) + weight
                if table is self._sentences and _order(s) < _order(self._sketches[posted[0]]):
                    posted.insert(0, i)
                    del posted[_POSTINGS:]
                elif len(posted) < _POSTINGS:
                    posted.append(i)
        compared: set[int] = set()
        for j in sorted(shared, key=lambda j: (-shared[j], _order(self._sketches[j]))):
            root = self._root(j)
            if root in compared or root == self._root(i) or not self._near(s, self._sketches[j]):
                continue
            if relation(*sorted((s, self._sketches[j]), key=_order)) is not None:
                self._join(i, j)
            compared.add(root)
            if len(compared) == _COMPARED:
                break

    def _near(self, a: Sketch, b: Sketch) -> bool:
        return a.published is None or b.published is None or abs((a.published - b.published).days) <= self.settings.copy_days

    def _root(self, i: int) -> int:
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def _join(self, i: int, j: int) -> None:
        a, b = sorted((self._root(i), self._root(j)))
        self._parent[b] = a


def find_copies(sketches: Iterable[Sketch], settings: Settings | None = None) -> CopyIndex:
    """The copies among stories, in order of publication whatever the order in which they are given."""
    index = CopyIndex(settings)
    index.add(sorted(sketches, key=_order))
    return index


def overlap(earlier: Sketch, later: Sketch) -> Overlap:
    """What two texts have in common. Of texts with more than 1,024 different three-word sequences it is estimated."""
    a, b = _values(earlier.shingles), _values(later.shingles)
    limit = min((x[-1] for x in (a, b) if len(x) >= 1024), default=None)
    if limit is not None:
        a, b = a[: np.searchsorted(a, limit, side="right")], b[: np.searchsorted(b, limit, side="right")]
    common = len(np.intersect1d(a, b, assume_unique=True))
    told = set(_hashes(earlier))
    lead_a, lead_b = _values(earlier.lead), _values(later.lead)
    return Overlap(
        similarity=_share(common, len(a) + len(b) - common), kept=_share(common, len(a)), taken=_share(common, len(b)), sentences=_share(len(told & set(_hashes(later))), len(told)),
        lead=_share(len(np.intersect1d(lead_a, lead_b, assume_unique=True)), min(len(lead_a), len(lead_b))), numbers=earlier.numbers == later.numbers,
    )  # fmt: skip


def relation(earlier: Sketch, later: Sketch) -> tuple[CopyRelation, Overlap] | None:
    """What a later story is to an earlier one, and by how much; None if it is no copy of it."""
    if earlier.whole == later.whole:
        return "identical", Overlap(similarity=1.0, kept=1.0, taken=1.0, sentences=1.0, lead=1.0, numbers=True)
    if min(earlier.words, later.words) < _SHORT:
        return None
    o = overlap(earlier, later)
    if min(o.kept, o.taken) >= _SAME_TEXT:
        added = o.taken < _UNTOUCHED and o.kept - o.taken > 1 - _UNTOUCHED
        return ("updated" if added or not o.numbers else "republished"), o
    if o.taken >= _PART_OF and later.words < _SHORTER * earlier.words:
        return "shortened", o
    if o.kept >= _PART_OF:
        return "updated", o
    if o.lead >= _LEAD and o.sentences >= _KEEPS_MOST:
        return "updated", o
    if o.lead >= _LEAD and (o.kept >= _KEEPS_MOST or o.similarity >= _REWRITTEN or o.taken >= _KEEPS_MOST):
        return "rewritten", o
    return None


def _group(stories: list[Sketch]) -> CopyGroup:
    origin = stories[0]
    agency = next((s.agencies[0] for s in stories if s.agencies), None)
    members = [Copy(story=origin.story, group=origin.story, origin=origin.story, relation="origin", similarity=1.0, kept=1.0, own=0.0, published=origin.published, outlet=origin.outlet, agency=agency)]
    for s in stories[1:]:
        # a copy of a copy may have little left of the first text
        kind, o = relation(origin, s) or ("rewritten", overlap(origin, s))
        members.append(Copy(story=s.story, group=origin.story, origin=origin.story, relation=kind, similarity=o.similarity, kept=o.kept, own=round(1 - o.taken, 4), published=s.published, outlet=s.outlet, agency=s.agencies[0] if s.agencies else None))
    days = [s.published for s in stories if s.published]
    outlets = tuple(dict.fromkeys(s.outlet for s in stories if s.outlet))
    return CopyGroup(id=origin.story, agency=agency, outlets=outlets, first=min(days, default=None), last=max(days, default=None), members=tuple(members))


def _order(s: Sketch) -> tuple[dt.date, bool, str]:
    """Earliest first; on one day the agency that wrote it before those who print it."""
    return s.published or dt.date.max, s.outlet not in s.agencies, s.story


def _bands(s: Sketch) -> list[int]:
    """A key for each band of a signature: the band's number and its values."""
    rows = _values(s.signature).astype(np.uint64).reshape(-1, _ROWS)
    keys = np.arange(1, len(rows) + 1, dtype=np.uint64)
    for column in range(_ROWS):
        keys = (keys ^ rows[:, column]) * np.uint64(0x9E3779B97F4A7C15)
        keys ^= keys >> np.uint64(29)
    out: list[int] = keys.tolist()
    return out


def _hashes(s: Sketch) -> list[int]:
    out: list[int] = np.frombuffer(s.sentences, dtype="<u8").tolist()
    return out


def _values(packed: bytes) -> NDArray[np.uint32]:
    return np.frombuffer(packed, dtype="<u4")


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
