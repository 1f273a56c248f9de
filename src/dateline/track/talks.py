"""Talks and agreements, a round and a text once however many stories tell of it; and the calendar of what is to come."""

import datetime as dt
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from dateline.lexicon.process import Machine
from dateline.model.coded import CodedStep
from dateline.model.process import Actor, Agreement, Days, Move, Planned, Talk, Term, Thread
from dateline.track.cast import Cast

_NEAR = dt.timedelta(days=2)
_FORMAT = "format"


class Talks:
    """Rounds of talks and agreements of one conflict, story by story. A later report adds its evidence to a round, nothing else."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.rounds: list[Talk] = []
        self.agreements: list[Agreement] = []

    def add(self, cast: Cast, moves: Iterable[Move]) -> None:
        """Take in one story, with the moves that it brought."""
        threads = {m.evidence.record: m.thread for m in moves}
        events = {e.id: e for e in cast.story.events}
        for x in cast.story.process:
            if x.background or x.kind not in ("talks", "agreement"):
                continue
            e = events.get(x.event or "")
            place = cast.place(e.where if e else None)
            actors = cast.actors(x.by) + (tuple(a for a in cast.actors(e.recipients) if a.id not in {b.id for b in cast.actors(x.by)}) if e else ())
            formats = [a for a in actors if _kind(cast, a) == _FORMAT]
            members = tuple(a for a in actors if a not in formats and (cast.lasting(a) or a.side))
            evidence = cast.step_evidence(x)
            if x.kind == "talks":
                brokers = members if e and e.mode == "third-party" else ()
                self._round(
                    Talk(
                        id=evidence.record, step=x.step, members=() if brokers else members, brokers=brokers, format=formats[0].name if formats else None,
                        place=place.name if place else None, days=cast.days(x.when), evidence=(evidence,),
                    )
                )
            elif members:
                title, thread = _title(cast, x, threads)
                self._agreement(
                    Agreement(id=evidence.record, title=title, step=x.step, signatories=members, thread=thread, place=place.name if place else None, days=cast.days(x.when), evidence=(evidence,))
                )

    def _round(self, t: Talk) -> None:
        for k in range(len(self.rounds) - 1, max(-1, len(self.rounds) - 200), -1):
            old = self.rounds[k]
            shared = {a.id for a in (*old.members, *old.brokers)} & {a.id for a in (*t.members, *t.brokers)}
            if old.step == t.step and _near(old.days, t.days) and (len(shared) > 1 or (shared and old.place == t.place and old.members and t.members)):
                self.rounds[k] = replace(old, evidence=(*old.evidence, *t.evidence))
                return
        self.rounds.append(t)

    def _agreement(self, a: Agreement) -> None:
        for k in range(len(self.agreements) - 1, max(-1, len(self.agreements) - 200), -1):
            old = self.agreements[k]
            if _near(old.days, a.days) and {x.side or x.id for x in old.signatories} & {x.side or x.id for x in a.signatories}:
                self.agreements[k] = replace(old, evidence=(*old.evidence, *a.evidence), place=old.place or a.place)
                return
        self.agreements.append(a)


def _near(a: Days, b: Days) -> bool:
    return a.latest is not None and b.latest is not None and abs(a.latest - b.latest) <= _NEAR


def _kind(cast: Cast, a: Actor) -> str | None:
    return next((m.kind for m in cast.story.mentions if m.actor == a.id), None)


def _title(cast: Cast, x: CodedStep, threads: dict[str, str]) -> tuple[str, str | None]:
    """What the agreement is called: the ceasefire that stands on the same event, with its scope and thread; else only an agreement."""
    same = next((y for y in cast.story.process if y.kind == "ceasefire" and y.event == x.event and x.event), None)
    if same is not None:
        scope = same.terms.get("scope") or same.terms.get("duration") or ""
        return f"{scope} {cast.story.story.text[slice(*same.span)]}".strip(), threads.get(f"{cast.story.story.id}/{same.id}")
    return "agreement", None


def calendar(cast: Cast, machine: Machine, terms: Iterable[tuple[Thread, Term]]) -> Iterator[Planned]:
    """What one story says is to come on a day after it: plans, calls with a date, and the begin and end of ceasefires by their terms."""
    for t, term in terms:
        if term.days is not None and term.days.latest is not None and term.days.latest > cast.day:
            yield Planned(what=f"{t.word}: {'end' if term.name == 'until' else 'begin'}", days=term.days, status="term", evidence=term.evidence)
    for e in cast.story.events:
        w = e.when
        if e.status in machine.calendar.status and e.type in machine.calendar.words and w is not None and w.earliest is not None and (w.latest or w.earliest) > cast.day:
            yield Planned(
                what=machine.calendar.words[e.type], days=Days(earliest=w.earliest, latest=w.latest), status=e.status, who=cast.actors(e.actors),
                evidence=cast.evidence(e.id, e.trigger, sentence=e.sentence, holders=e.holders),
            )  # fmt: skip
