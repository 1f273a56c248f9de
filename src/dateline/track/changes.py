"""What changed in a process between two days, of every kind, each change with the record that made it."""

import datetime as dt
from collections.abc import Iterator

from dateline.lexicon.process import Machine
from dateline.model.process import Change, Control, Process
from dateline.track.states import changes as of_ceasefires

UNTOLD = "not told"
"""The state before the first record of something."""


def changes(process: Process, machine: Machine, *, since: dt.date | None = None, until: dt.date | None = None) -> tuple[Change, ...]:
    """Everything that became known from `since` to `until` (both included) and made something another than what was known before.

    Ceasefires by side, positions, control of places, agreements, talks, and ties; by the day on which it became known.
    """
    found = [*of_ceasefires(process, machine), *_positions(process), *_controls(process), *_agreements(process), *_talks(process), *_ties(process)]
    chosen = [c for c in found if (since is None or c.known_since >= since) and (until is None or c.known_since <= until)]
    return tuple(sorted(chosen, key=lambda c: (c.known_since, _ORDER.index(c.what), c.days.latest or dt.date.max)))


_ORDER = ("ceasefire", "agreement", "talks", "position", "control", "tie")


def _positions(process: Process) -> Iterator[Change]:
    """A stance on an issue that is another than the last one in the same voice: what others say of an actor changes nothing of its own."""
    last: dict[tuple[str, str, bool], str] = {}
    for p in process.positions:
        key = (p.actor.id, p.issue, p.voice == "other")
        before = last.get(key, UNTOLD)
        if p.stance != before:
            last[key] = p.stance
            yield Change(
                what="position", about=p.issue, about_name=p.issue, side=p.actor.side or p.actor.id, side_name=p.actor.name, before=before, after=p.stance, days=p.days,
                voice=p.voice, condition=p.condition, evidence=p.evidence,
            )  # fmt: skip


def held(c: Control) -> str:
    """A claim of control in words."""
    return f"{c.act} {c.actor.name}" if c.act == "leaves" else f"{c.actor.name} {c.act} it"


def _controls(process: Process) -> Iterator[Change]:
    last: dict[str, Control] = {}
    for c in process.controls:
        was = last.get(c.place)
        if was is not None and (was.actor.id, was.act == "leaves") == (c.actor.id, c.act == "leaves"):
            continue
        last[c.place] = c
        yield Change(
            what="control", about=c.place, about_name=c.place, side=c.actor.side or c.actor.id, side_name=c.actor.name,
            before=f"{was.act} by {was.actor.name}" if was else UNTOLD, after=c.act, days=c.days, voice=c.voice, evidence=c.evidence,
        )  # fmt: skip


def _agreements(process: Process) -> Iterator[Change]:
    for a in process.agreements:
        yield Change(
            what="agreement", about=a.id, about_name=a.title, side=None, side_name=", ".join(x.name for x in a.signatories), before=UNTOLD, after=a.step, days=a.days,
            voice="other" if a.evidence[0].said_by else "outlet", evidence=a.evidence[0],
        )  # fmt: skip


def _talks(process: Process) -> Iterator[Change]:
    for t in process.talks:
        yield Change(
            what="talks", about=t.id, about_name=t.format or t.place or "talks", side=None, side_name=", ".join(x.name for x in (*t.members, *t.brokers)), before=UNTOLD,
            after=t.step, days=t.days, voice="other" if t.evidence[0].said_by else "outlet", evidence=t.evidence[0],
        )  # fmt: skip


def _ties(process: Process) -> Iterator[Change]:
    seen = set()
    for t in process.ties:
        key = (t.subject.id, t.predicate, t.object.id)
        if key not in seen:
            seen.add(key)
            yield Change(
                what="tie", about=t.object.id, about_name=t.object.name, side=t.subject.side or t.subject.id, side_name=t.subject.name, before=UNTOLD,
                after=t.predicate + (f" ({t.kind})" if t.kind else ""), days=t.days, voice="other" if t.evidence.said_by else "outlet", evidence=t.evidence,
            )  # fmt: skip
