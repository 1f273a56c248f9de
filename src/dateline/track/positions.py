"""Positions and orders: where an actor stands on an issue, in whose words; and what is to come before what."""

import datetime as dt
from collections.abc import Iterable, Iterator

from dateline.lexicon.process import Machine, matches
from dateline.model.coded import CodedEvent
from dateline.model.process import Actor, Days, Move, Order, Position, Process
from dateline.model.story import Record
from dateline.track.cast import Cast

CEASEFIRE = "ceasefire"
"""The issue of the positions that are read from the steps of a ceasefire."""


def positions(cast: Cast, machine: Machine, moves: Iterable[Move]) -> Iterator[Position]:
    """The positions of one story: those of the ceasefire steps that it brought (`moves`), and those that its events take."""
    table = machine.positions
    taken = set()
    for m in moves:
        taken.add(m.evidence.record)
        stance = table.steps.get(m.state, table.steps.get(m.step))
        if stance is not None and m.by is not None and cast.lasting(m.by):
            yield Position(actor=m.by, issue=CEASEFIRE, stance=stance, condition=m.condition, days=m.days, voice=m.voice, evidence=m.evidence)
    on_step = {x.event for x in cast.story.process if x.event and x.kind == CEASEFIRE}
    for e in cast.story.events:
        stance = next((s.stance for s in table.events if e.type in s.types), None)
        if stance is None or e.status not in table.status or e.background or e.id in on_step:
            continue
        issue = _issue(e, machine)
        if issue is None or f"{cast.story.story.id}/{e.id}" in taken:
            continue
        evidence = cast.evidence(e.id, e.trigger, sentence=e.sentence, holders=e.holders)
        for a in cast.actors(e.actors):
            if cast.lasting(a):
                yield Position(actor=a, issue=issue, stance=stance, days=cast.days(e.when), voice=cast.voice(evidence, a), evidence=evidence)


def orders(cast: Cast) -> Iterator[Order]:
    """Sequences ("first … then", "no … until") and conditions of a ceasefire, each with the one who wants it so."""
    for x in cast.story.process:
        holder = cast.actor(x.according_to) if x.according_to else None
        condition = next((v for k, v in x.terms.items() if k.startswith("condition")), None)
        if x.kind == "sequence":
            evidence = cast.step_evidence(x)
            yield Order(kind=x.step, text=evidence.sentence, holder=holder, days=Days(latest=cast.day), evidence=evidence)
        elif x.kind == CEASEFIRE and condition:
            evidence = cast.step_evidence(x)
            by = next(iter(cast.actors(x.by)), None)
            yield Order(
                kind="condition", text=condition, first=condition, then=cast.story.story.text[slice(*x.span)], holder=holder or by, days=Days(latest=cast.day), evidence=evidence,
            )  # fmt: skip


def _issue(e: CodedEvent, machine: Machine) -> str | None:
    modes = {e.mode, e.content.mode if e.content else None} - {None}
    for i in machine.positions.issues:
        if modes & set(i.modes) or (i.rules and matches(e.rule, i.rules)) or set(e.contexts) & set(i.contexts):
            return i.issue
    return None


class Grid(Record, frozen=True, kw_only=True):
    """Actors by issues. `cells` gives for an actor's id and an issue the stances that followed one another, the last one last."""

    actors: tuple[Actor, ...]
    issues: tuple[str, ...]
    cells: dict[tuple[str, str], tuple[Position, ...]]


def grid(process: Process, *, as_of: dt.date | None = None, known_by: dt.date | None = None) -> Grid:
    """Where each actor stood on each issue on a day as known by a day, by its own words and deeds; what others say of it is left out.

    A stance that is told again is kept once. Actors with the most stances come first, issues likewise.
    """
    cells: dict[tuple[str, str], list[Position]] = {}
    actors: dict[str, Actor] = {}
    for p in process.positions:
        if p.voice == "other" or (as_of and not p.days.begun(as_of)) or (known_by and p.evidence.known_since > known_by):
            continue
        held = cells.setdefault((p.actor.id, p.issue), [])
        if not held or held[-1].stance != p.stance:
            held.append(p)
            actors[p.actor.id] = p.actor
    by_actor, by_issue = _weights(cells, 0), _weights(cells, 1)
    return Grid(
        actors=tuple(actors[a] for a in by_actor), issues=tuple(by_issue), cells={k: tuple(v) for k, v in cells.items()},
    )  # fmt: skip


def _weights(cells: dict[tuple[str, str], list[Position]], end: int) -> list[str]:
    weight: dict[str, int] = {}
    for key, held in cells.items():
        weight[key[end]] = weight.get(key[end], 0) + len(held)
    return sorted(weight, key=lambda k: (-weight[k], k))
