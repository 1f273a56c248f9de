"""From the coded stories of a conflict to its process: the one way in (`track`)."""

import collections
import datetime as dt
from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from dateline.lexicon.entries import Conflict
from dateline.lexicon.knowledge import Sides
from dateline.lexicon.process import Machine
from dateline.model.coded import CodedStory
from dateline.model.process import Actor, Evidence, Move, Process
from dateline.track.cast import Cast, Parties
from dateline.track.ceasefires import Ceasefires
from dateline.track.contacts import contacts
from dateline.track.fights import fights
from dateline.track.positions import orders, positions
from dateline.track.states import stated
from dateline.track.talks import Talks, calendar
from dateline.track.ties import controls, ties


def track(stories: Iterable[CodedStory], *, conflict: Conflict, sides: Sides, machine: Machine) -> Process:
    """The process of a conflict from its coded stories, which come by date of publication, then id (undated first).

    Pure: the same stories give the same process. Stories are taken one by one, none is kept.
    """
    parties = Parties(conflict.parties, sides)
    ceasefires, rounds = Ceasefires(conflict.id, machine), Talks(machine)
    rows: dict[str, list[Any]] = {name: [] for name in ("fights", "contacts", "positions", "orders", "ties", "controls", "calendar")}
    told: dict[str, int] = {}
    outlets: set[str] = set()
    published: collections.Counter[dt.date] = collections.Counter()
    for s in stories:
        if s.story.published is None:
            continue
        cast = Cast(s, parties)
        published[s.story.published] += 1
        if s.story.outlet:
            outlets.add(s.story.outlet)
        for side in {parties.of(m.actor, cast.day) for m in s.mentions if m.actor} - {None}:
            told[side or ""] = told.get(side or "", 0) + 1
        moves = ceasefires.add(cast)
        rounds.add(cast, moves)
        rows["fights"] += fights(cast, machine)
        rows["contacts"] += contacts(cast, machine)
        rows["positions"] += positions(cast, machine, moves)
        rows["orders"] += orders(cast)
        rows["ties"] += ties(cast, machine)
        rows["controls"] += controls(cast, machine)
        rows["calendar"] += calendar(cast, machine, ceasefires.terms(cast))
    return Process(
        conflict=conflict.id, name=conflict.name, parties=tuple(Actor(id=a, name=parties.name(a), side=a) for a in sorted(told, key=lambda a: (-told[a], a))),
        stories=published.total(), first=min(published, default=None), last=max(published, default=None), outlets=tuple(sorted(outlets)),
        per_day=tuple(sorted(published.items())), threads=ceasefires.threads(), moves=tuple(ceasefires.moves),
        violations=tuple(ceasefires.violations), talks=tuple(rounds.rounds), agreements=tuple(rounds.agreements), **{k: tuple(v) for k, v in rows.items()},
    )  # fmt: skip


_LISTS = ("moves", "violations", "fights", "contacts", "positions", "orders", "ties", "controls", "calendar")


def known(process: Process, by: dt.date | None) -> Process:
    """The process as it could be known by a day: only records that were published by then."""
    if by is None:
        return process

    def told(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
        return tuple(e for e in evidence if e.known_since <= by)

    kept = {name: tuple(r for r in getattr(process, name) if r.evidence.known_since <= by) for name in _LISTS}
    by_thread: dict[str, list[Move]] = {}
    for m in kept["moves"]:
        by_thread.setdefault(m.thread, []).append(m)
    threads = []
    for t in process.threads:
        if t.known_since > by:
            continue
        terms = tuple(x for x in t.terms if x.evidence.known_since <= by)
        moves = by_thread.get(t.id, [])
        start, until = stated(terms, "start"), stated(terms, "until")
        threads.append(
            replace(
                t, terms=terms, moves=len(moves), sides=tuple(dict.fromkeys(m.side for m in moves if m.side)), effective=start.days if start else None,
                until=until.days if until else None,
            )
        )
    per_day = tuple((d, n) for d, n in process.per_day if d <= by)
    return replace(
        process, per_day=per_day, stories=sum(n for _, n in per_day), first=per_day[0][0] if per_day else None, last=per_day[-1][0] if per_day else None,
        threads=tuple(threads), talks=tuple(replace(x, evidence=e) for x in process.talks if (e := told(x.evidence))),
        agreements=tuple(replace(x, evidence=e) for x in process.agreements if (e := told(x.evidence))), **kept,
    )  # fmt: skip
