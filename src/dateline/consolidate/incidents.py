"""Incidents: reports of one real-world event, joined across stories, outlets and days.

Reports are compared when they have a type that fits, a day, and a party, a place or a rare word in common; so the time grows with the
number of reports. Only what is told as real makes an incident. What was only planned or called for is kept beside it as announced.
"""

import array
import collections
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.consolidate.announced import ANNOUNCED, announce
from dateline.consolidate.compare import compatible, judge, verdict
from dateline.consolidate.details import incident
from dateline.consolidate.likeness import rarity
from dateline.consolidate.reports import reports
from dateline.lexicon import load
from dateline.model.claim import REALISED
from dateline.model.coded import CodedStory
from dateline.model.correction import Ruling
from dateline.model.incident import Contribution, Incidents, Judgement, Report
from dateline.settings import Settings

_BUCKET = 40  # reports that one is compared with under one key, the next ones in time
_AVERAGED = 6  # reports of each side that are compared before two incidents become one
_RARE = 3  # rare words of a sentence under which a report is found
_LONG = 4  # days above which an interval is looked up by its ends only

_DAYS = 22  # bits of a day's number in a key

def find_incidents(stories: Iterable[CodedStory], groups: Mapping[str, str] | None = None, settings: Settings | None = None) -> Incidents:
    """The incidents behind coded stories. `groups` gives each story's copy group, so that origins are counted and not copies."""
    settings = settings or Settings()
    return account(reports(stories, groups or {}, settings), settings)


def account(reported: Iterable[Report], settings: Settings, rulings: Sequence[Ruling] = ()) -> Incidents:
    """The incidents behind reports of any status, in any order: those told as real make them, plans and calls stand beside.

    `rulings` are a reviewer's, the newest first: where two say otherwise of a pair, the newer holds.
    """
    every = sorted(reported, key=_order)
    real = [r for r in every if r.status in REALISED]
    found = join(real, rulings)
    incidents = announce(found.incidents, {r.id: r for r in real}, [r for r in every if r.status in ANNOUNCED], settings)
    return Incidents(incidents=incidents, judgements=found.judgements)


def join(every: Sequence[Report], rulings: Sequence[Ruling] = ()) -> Incidents:
    """The incidents behind reports that tell of real events. The order in which they are given does not matter."""
    found = sorted(every, key=_order)
    rare = rarity((r.group, r.lead | r.words) for r in sorted(found, key=lambda r: r.group))
    least = load.words("incidents")["kept"]
    judged = {(j.first, j.second): j for j in (judge(a, b, rare) for a, b in _pairs(found, rare)) if j.score >= least}
    clusters = _clusters(found, judged, rare, rulings)
    ruled = {(j.first, j.second): j for r in reversed(rulings) for j in _ruled(r)}
    judged |= ruled
    kept = tuple(judged[k] for k in sorted(judged) if k in ruled or judged[k].score >= least)
    return Incidents(incidents=tuple(incident(c) for c in clusters), judgements=kept)


def _ruled(r: Ruling) -> Iterator[Judgement]:
    """What a reviewer said, as judgements: one for each report that was ruled on."""
    weight = float(load.words("incidents")["review"]) * (1 if r.same else -1)
    for x in r.first:
        first, second = sorted((x, r.second[0]))
        yield Judgement(first=first, second=second, verdict="same" if r.same else "different", score=weight, why=(Contribution(feature="review", value=r.why, weight=weight),))


def _order(r: Report) -> tuple[dt.date, str, int, str]:
    return r.published or dt.date.max, r.story, r.trigger[0], r.event


def _keys(r: Report, rare: Mapping[str, float], alone: float) -> Iterator[tuple[str, int]]:
    """Name and day under which a report is looked up; `alone` is the rarity of a word that no other text has."""
    names = {p.key for p in (*r.actors, *r.recipients)} | {p.country for p in (*r.actors, *r.recipients) if p.country}
    if r.where is not None:
        names |= {f"@{r.where.name}", *([r.where.country] if r.where.country else [])}
    names |= {f"#{w}" for w in sorted((w for w in r.words if rare[w] < alone), key=lambda w: (-rare[w], w))[:_RARE]}
    names.add(f"/{r.story}")
    if r.latest is None:
        days = [0]
    else:
        first = r.earliest.toordinal() if r.earliest else r.latest.toordinal()
        days = list(range(first, r.latest.toordinal() + 2))
        days = days if len(days) <= _LONG + 1 else [days[0], *days[-2:]]
    return ((name, day) for name in sorted(names) for day in days)


def _pairs(found: Sequence[Report], rare: Mapping[str, float]) -> Iterator[tuple[Report, Report]]:
    """Pairs that may be of one event: with a key in common and types that fit, each pair once, in order."""
    alone = max(rare.values(), default=0.0)
    names: dict[str, int] = {}
    keys: dict[str, array.array[int]] = collections.defaultdict(lambda: array.array("q"))
    owners: dict[str, array.array[int]] = collections.defaultdict(lambda: array.array("q"))
    for i, r in enumerate(found):
        own = array.array("q", ((names.setdefault(name, len(names)) << _DAYS) | day for name, day in _keys(r, rare, alone)))
        for t in _fitting(r.type):
            keys[t].extend(own)
            owners[t].extend(array.array("q", [i]) * len(own))
    chunks = [np.zeros(0, dtype=np.int64)]
    for t in sorted(keys):
        chunks += _neighbours(np.frombuffer(keys.pop(t), dtype=np.int64), np.frombuffer(owners.pop(t), dtype=np.int64))
    for i, j in zip(*np.divmod(np.unique(np.concatenate(chunks)), 1 << 32), strict=True):
        a, b = found[i], found[j]
        if b.type in _fitting(a.type):
            yield a, b


def _neighbours(keys: NDArray[np.int64], owners: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Pairs of owners with a key in common, no more than `_BUCKET` apart under it, as one number a pair."""
    order = np.argsort(keys, kind="stable")
    keys, owners = keys[order], owners[order]
    for apart in range(1, _BUCKET + 1):
        same = keys[apart:] == keys[:-apart]
        if not same.any():
            return
        yield np.unique((owners[:-apart][same] << 32) | owners[apart:][same])


def _fitting(kind: str) -> frozenset[str]:
    return compatible().get(kind, frozenset({kind}))


def _clusters(found: Sequence[Report], judged: dict[tuple[str, str], Judgement], rare: Mapping[str, float], rulings: Sequence[Ruling]) -> list[list[Report]]:
    """Join what a reviewer joined; then pairs that are the same, the surest first, where the reports of both sides are so on the average.

    What a reviewer parted is never joined.
    """
    by_id = {r.id: r for r in found}
    home = {r.id: r.id for r in found}
    members = {r.id: [r] for r in found}
    apart: list[tuple[str, str]] = []

    def ends(x: str, y: str) -> tuple[str, str]:
        a, b = sorted((home[x], home[y]), key=lambda i: _order(by_id[i]))
        return a, b

    def unite(a: str, b: str) -> None:
        members[a] = sorted((*members[a], *members.pop(b)), key=_order)
        for r in members[a]:
            home[r.id] = a

    def barred(a: str, b: str) -> bool:
        return any({home[x], home[y]} == {a, b} for x, y in apart)

    for r in rulings:
        for one, other in ((i, k) for i in r.first for k in r.second if i in home and k in home):
            a, b = ends(one, other)
            if a != b and not r.same:
                apart.append((one, other))
            elif a != b and not barred(a, b):
                unite(a, b)
    for j in sorted((j for j in judged.values() if j.verdict == "same"), key=lambda j: (-j.score, j.first, j.second)):
        a, b = ends(j.first, j.second)
        if a == b or barred(a, b):
            continue
        scores = []
        for x in members[a][:_AVERAGED]:
            for y in members[b][:_AVERAGED]:
                key = (min(x.id, y.id), max(x.id, y.id))
                if key not in judged:
                    judged[key] = judge(x, y, rare)
                scores.append(judged[key].score)
        if verdict(sum(scores) / len(scores)) == "different":
            continue
        unite(a, b)
    return sorted(members.values(), key=lambda m: _order(m[0]))
