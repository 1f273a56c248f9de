"""The state of each side towards each ceasefire, on any day, as known by any day; and the changes that led there."""

import bisect
import datetime as dt
from collections.abc import Callable, Iterable, Sequence

import msgspec

from dateline.lexicon.process import Machine
from dateline.model.process import Change, Days, Move, Process, Standing, Term, Thread
from dateline.model.story import Record

_VOICES = {"other": 0, "outlet": 1, "own": 2}
NONE = "none"
"""The state of a side that is not told to have taken any step."""


class Held(Record, frozen=True, kw_only=True):
    """A state, and the move that led to it."""

    state: str
    move: Move | None = None


def in_order(machine: Machine) -> Callable[[Move], tuple[object, ...]]:
    """The key by which moves take effect: the last day they can be of, then when they became known, then the step as the machine lists it."""
    ranks = {step: k for k, step in enumerate(machine.moves)}

    def key(m: Move) -> tuple[object, ...]:
        return (m.days.latest or dt.date.max, m.evidence.known_since, ranks[m.step], m.days.earliest is None, -_VOICES[m.voice], m.evidence.record)

    return key


def fold(moves: Iterable[Move], machine: Machine, *, as_of: dt.date | None = None) -> dict[str | None, Held]:
    """The state of each side after the moves of one ceasefire that had begun on a day. None stands for the ceasefire as a whole.

    A move that names no side moves the sides whose state it can (`unnamed` in data/process.yaml). A move that the state does not allow
    changes nothing.
    """
    return _folded(sorted(moves, key=in_order(machine)), machine, as_of)


def _folded(moves: Iterable[Move], machine: Machine, as_of: dt.date | None) -> dict[str | None, Held]:
    """`fold` of moves that are in order."""
    held: dict[str | None, Held] = {}
    for m in moves:
        if as_of is not None and not m.days.begun(as_of):
            continue
        rule = machine.moves[m.step]
        allowed = rule.otherwise_from if m.state == rule.otherwise else rule.from_
        before = held.get(m.side, Held(state=NONE)).state
        if machine.allows(allowed, before):
            held[m.side] = Held(state=m.state, move=m)
        elif m.side not in held:
            held[m.side] = Held(state=NONE)
        if m.side is None:
            for side, now in held.items():
                if side is not None and machine.allows(rule.unnamed, now.state):
                    held[side] = Held(state=m.state, move=m)
        _left_alone(held, m, machine)
    return held


def _left_alone(held: dict[str | None, Held], m: Move, machine: Machine) -> None:
    """The last side that is bound, once a move made all the others that were end the ceasefire."""
    if machine.phase(m.state) != "over":
        return
    over = [s for s, h in held.items() if s is not None and machine.phase(h.state) == "over"]
    bound = [s for s, h in held.items() if s is not None and machine.phase(h.state) in ("made", "running")]
    if over and len(bound) == 1 and machine.allows(machine.alone.from_, held[bound[0]].state):
        held[bound[0]] = Held(state=machine.alone.to, move=m)


def phase(held: dict[str | None, Held], machine: Machine) -> str:
    """The phase of a ceasefire as a whole: the furthest of its sides, running before made before over before the rest."""
    found = {machine.phase(h.state) for h in held.values()}
    return next((p for p in ("running", "made", "over") if p in found), "before")


def stated(terms: Sequence[Term], name: str, known_by: dt.date | None = None) -> Term | None:
    """The term of a name ("start", "until") that was stated last, as known by a day."""
    known = [t for t in terms if t.name == name and (t.days or name == "until") and (known_by is None or t.evidence.known_since <= known_by)]
    return known[-1] if known else None


def expiry(thread: Thread, known_by: dt.date | None = None) -> Move | None:
    """The end of a ceasefire by its own terms, as a move that is known from the day after its last day."""
    until = stated(thread.terms, "until", known_by)
    if until is None or until.days is None or until.days.latest is None:
        return None
    day = until.days.latest + dt.timedelta(days=1)
    known = max(day, until.evidence.known_since)
    if known_by is not None and known > known_by:
        return None
    return Move(
        thread=thread.id, side=None, step="expired", state="expired", days=Days(earliest=day, latest=day), voice="outlet",
        evidence=msgspec.structs.replace(until.evidence, known_since=known),
    )  # fmt: skip


def standing(process: Process, machine: Machine, *, as_of: dt.date | None = None, known_by: dt.date | None = None) -> tuple[Standing, ...]:
    """The state of each side towards each ceasefire on a day (`as_of`), as known by a day (`known_by`); without them, at the end.

    Ordered by ceasefire, then side. A row without a side is about the ceasefire as a whole, and stands only where no side is bound.
    """
    out: list[Standing] = []
    for thread, moves in _by_thread(process, known_by):
        end = expiry(thread, known_by)
        held = fold([*moves, *([end] if end else [])], machine, as_of=as_of)
        bound = any(s is not None and machine.phase(h.state) in ("made", "running", "over") for s, h in held.items())
        for side in sorted(held, key=lambda s: s or ""):
            h = held[side]
            if h.move is None or (side is None and bound):
                continue
            told = {m.evidence.story for m in moves if m.side == h.move.side and m.state == h.state and (as_of is None or m.days.begun(as_of))}
            out.append(
                Standing(
                    thread=thread.id, side=side, state=h.state, phase=machine.phase(h.state), days=h.move.days, voice=h.move.voice, condition=h.move.condition,
                    told=max(1, len(told)), evidence=h.move.evidence,
                )
            )
    return tuple(out)


def changes(process: Process, machine: Machine) -> tuple[Change, ...]:
    """Every change of a side's state towards a ceasefire, in the order in which they became known.

    `before` is what was known, at that time, of the day of the change; `after` what the record made of it.
    """
    names = {a.id: a.name for a in process.parties}
    key = in_order(machine)
    out: list[Change] = []
    for thread, moves in _by_thread(process, None):
        end = expiry(thread)
        told: list[Move] = []
        seen: set[object] = set()
        for m in sorted([*moves, *([end] if end else [])], key=lambda m: (m.evidence.known_since, key(m))):
            same = (m.side, m.step, m.state, m.days)
            if same in seen:
                continue
            seen.add(same)
            before = _folded(told, machine, m.days.latest)
            bisect.insort(told, m, key=key)
            after = _folded(told, machine, m.days.latest)
            for side, h in after.items():
                was = before.get(side, Held(state=NONE)).state
                if h.move is m and h.state != was and (side is not None or not any(s is not None for s in after)):
                    out.append(
                        Change(
                            what="ceasefire", about=thread.id, about_name=thread.word, side=side, side_name=names.get(side or ""), before=was, after=h.state, days=m.days,
                            voice=m.voice, condition=m.condition, evidence=m.evidence,
                        )
                    )
    return tuple(sorted(out, key=lambda c: (c.known_since, c.days.latest or dt.date.max)))


def _by_thread(process: Process, known_by: dt.date | None) -> Iterable[tuple[Thread, list[Move]]]:
    moves: dict[str, list[Move]] = {t.id: [] for t in process.threads if known_by is None or t.known_since <= known_by}
    for m in process.moves:
        if m.thread in moves and (known_by is None or m.evidence.known_since <= known_by):
            moves[m.thread].append(m)
    return [(t, moves[t.id]) for t in process.threads if moves.get(t.id)]
