"""Details: what the reports of one incident agree on, and where they differ, side by side."""

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Sequence

from dateline.model.incident import Detail, Incident, Locality, Number, Report, Version

_COARSE = ("country", "region", "province")


def incident(members: Sequence[Report]) -> Incident:
    """One incident from its reports, in order of publication. Nothing is averaged: what differs stands in `details`."""
    counted = sorted({k for r in members for k in r.casualties})
    details = [
        _detail("type", members, lambda r: [r.type], _never),
        _detail("actor", members, lambda r: [p.key for p in r.actors], _apart(members)),
        _detail("recipient", members, lambda r: [p.key for p in r.recipients], _apart(members)),
        _detail("day", members, lambda r: [_interval(r)] if r.dated else [], _days_apart),
        _detail("place", members, lambda r: [r.where.name] if r.where else [], _places_apart(members)),
        *(_detail(k, members, functools.partial(_counted, k), _counts_apart) for k in counted),
    ]  # fmt: skip
    types = sorted({r.type for r in members}, key=lambda t: (-sum(r.type == t for r in members), t))
    modes = sorted({r.mode for r in members if r.mode and r.type == types[0]}, key=lambda m: (-sum(r.mode == m for r in members), m))
    earliest, latest = _when(members)
    return Incident(
        id=f"i:{members[0].id}", type=types[0], types=tuple(types), mode=modes[0] if modes else None, reports=tuple(r.id for r in members), origins=len({r.group for r in members}),
        outlets=tuple(dict.fromkeys(r.outlet for r in members if r.outlet)), earliest=earliest, latest=latest, where=_finest(members),
        actors=tuple(sorted({p.key for r in members for p in r.actors})), recipients=tuple(sorted({p.key for r in members for p in r.recipients})),
        details=tuple(d for d in details if d.versions),
    )  # fmt: skip


def _detail(name: str, members: Sequence[Report], values: Callable[[Report], Iterable[str]], apart: Callable[[str, str], bool]) -> Detail:
    versions: dict[str, list[Report]] = {}
    for r in members:
        for v in values(r):
            versions.setdefault(v, []).append(r)
    listed = tuple(Version(value=v, reports=tuple(r.id for r in rs), holders=tuple(r.holders for r in rs), origins=len({r.group for r in rs})) for v, rs in sorted(versions.items(), key=lambda x: (-len({r.group for r in x[1]}), x[0])))
    return Detail(name=name, conflicting=any(apart(a.value, b.value) for k, a in enumerate(listed) for b in listed[k + 1 :]), versions=listed)


def _never(a: str, b: str) -> bool:
    return False


def _apart(members: Sequence[Report]) -> Callable[[str, str], bool]:
    """Two known actors that no single report names together are versions of who it was; a country stands for its bodies."""
    parties = {p.key: p for r in members for p in (*r.actors, *r.recipients)}

    def apart(a: str, b: str) -> bool:
        x, y = parties[a], parties[b]
        together = any({a, b} <= {p.key for p in side} for r in members for side in (r.actors, r.recipients))
        return x.named and y.named and not together and not (x.country is not None and x.country == y.country and (x.key == x.country or y.key == y.country))

    return apart


def _interval(r: Report) -> str:
    return f"{r.earliest}/{r.latest}" if r.earliest != r.latest else f"{r.earliest}"


def _days_apart(a: str, b: str) -> bool:
    (lo, *hi), (lo2, *hi2) = a.split("/"), b.split("/")
    return (hi[0] if hi else lo) < lo2 or (hi2[0] if hi2 else lo2) < lo


def _places_apart(members: Sequence[Report]) -> Callable[[str, str], bool]:
    places = {r.where.name: r.where for r in members if r.where}

    def apart(a: str, b: str) -> bool:
        x, y = places[a], places[b]
        if x.country and y.country and x.country != y.country:
            return True
        return x.precision not in _COARSE and y.precision not in _COARSE and x.geonames_id != y.geonames_id

    return apart


def _counted(kind: str, r: Report) -> list[str]:
    return [_count(r.casualties[kind])] if kind in r.casualties else []


def _count(c: Number) -> str:
    if c.low == c.high:
        return str(c.low) if c.low is not None else "some"
    return f"{'' if c.low is None else c.low}-{'' if c.high is None else c.high}"


def _counts_apart(a: str, b: str) -> bool:
    def bounds(v: str) -> tuple[float, float]:
        if v == "some":
            return 0, float("inf")
        lo, dash, hi = v.partition("-")
        return (float(lo or 0), float(hi or "inf")) if dash else (float(lo), float(lo))

    (lo, hi), (lo2, hi2) = bounds(a), bounds(b)
    return hi < lo2 or hi2 < lo


def _when(members: Sequence[Report]) -> tuple[dt.date | None, dt.date | None]:
    """The days that all reports leave possible; where they leave none, all that they name. Dated reports decide over undated ones."""
    counted = [r for r in members if r.dated] or list(members)
    los, his = [r.earliest for r in counted if r.earliest], [r.latest for r in counted if r.latest]
    lo, hi = max(los, default=None), min(his, default=None)
    if lo and hi and lo > hi:
        return min(los), max(his)
    return lo, hi


def _finest(members: Sequence[Report]) -> Locality | None:
    order = ("point", "district", "city", "province", "region", "country")
    places = [r.where for r in members if r.where]
    return min(places, key=lambda p: (order.index(p.precision) if p.precision in order else len(order), -sum(q == p for q in places), p.name), default=None)
