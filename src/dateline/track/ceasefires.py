"""Ceasefires from coded stories: each a thread from call to end, with the moves of each side, the terms and the claims of violation.

Stories come in the order of publication, and a step is given its thread by what was known before it: a later story never
moves an earlier step to another thread, so that what was known by a day stays what it was.
"""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable

import msgspec

from dateline.lexicon.process import WITHOUT_STATE, Act, Machine, matches
from dateline.model.coded import CodedEvent, CodedStep
from dateline.model.process import Actor, Days, Evidence, Move, Term, Thread, Violation
from dateline.track.cast import Cast
from dateline.track.states import Held, fold, phase, stated

_LENGTH = re.compile(r"P(\d+)([DWMY])")
_UNIT = {"D": 1, "W": 7, "M": 30, "Y": 365}


@dataclasses.dataclass(kw_only=True)
class _Open:
    """A thread that is being built."""

    thread: Thread
    last: dt.date
    moves: dict[object, Move] = dataclasses.field(default_factory=dict)
    terms: list[Term] = dataclasses.field(default_factory=list)
    told: set[tuple[str, str]] = dataclasses.field(default_factory=set)
    brokers: dict[str, Actor] = dataclasses.field(default_factory=dict)
    sides: dict[str, None] = dataclasses.field(default_factory=dict)
    lengths: dict[str, int] = dataclasses.field(default_factory=dict)
    told_in: str = ""
    count: int = 0
    newest: dt.date = dt.date.min
    kept: dict[dt.date, dict[str | None, Held]] = dataclasses.field(default_factory=dict)

    def held(self, machine: Machine, day: dt.date) -> dict[str | None, Held]:
        """The states on a day, by what was told so far."""
        day = min(day, self.newest)  # after its last move a ceasefire stands as it stood
        if day not in self.kept:
            self.kept[day] = fold(self.moves.values(), machine, as_of=day)
        return self.kept[day]


class Ceasefires:
    """The ceasefires of one conflict, story by story."""

    def __init__(self, conflict: str, machine: Machine) -> None:
        self.conflict, self.machine = conflict, machine
        self.open: list[_Open] = []
        self.moves: list[Move] = []
        self.violations: list[Violation] = []

    def threads(self) -> tuple[Thread, ...]:
        """The threads so far, in the order in which they became known."""
        out = []
        for o in self.open:
            start, until = stated(o.terms, "start"), stated(o.terms, "until")
            out.append(
                msgspec.structs.replace(
                    o.thread, sides=tuple(o.sides), brokers=tuple(o.brokers.values()), terms=tuple(o.terms), effective=start.days if start else None,
                    until=until.days if until else None, moves=o.count,
                )
            )
        return tuple(out)

    def terms(self, cast: Cast) -> list[tuple[Thread, Term]]:
        """The terms that the last story brought, each with its thread."""
        return [(o.thread, t) for o in self.open if o.told_in == cast.story.story.id for t in o.terms if t.evidence.story == cast.story.story.id]

    def add(self, cast: Cast) -> list[Move]:
        """Take in one story, and give the moves that it brought. Its calls count here if it is about this conflict first, or if a party of this conflict is named in the step."""
        before = len(self.moves)
        events = {e.id: e for e in cast.story.events}
        chief = cast.story.story.conflicts[:1] in ((), (self.conflict,))
        steps = [x for x in cast.story.process if x.kind == "ceasefire" and (x.step in self.machine.moves or x.step in WITHOUT_STATE)]
        on_step = {x.event for x in cast.story.process if x.event}
        about = any(x.kind in ("ceasefire", "agreement") and not x.background for x in cast.story.process)
        todo: list[tuple[int, CodedStep | CodedEvent, str | Act]] = []
        for x in steps:
            if chief or any(a.side for a in cast.actors((*x.by, *x.against))):
                todo.append((x.span[0], x, self._refined(x, events.get(x.event or ""))))
        for e in cast.story.events:
            if not e.background and e.id not in on_step:
                act = next((a for a in self.machine.acts if e.status in a.status and matches(e.rule, a.rules)), None)
                if act is not None and (act.with_ is None or about):
                    todo.append((e.trigger[0], e, act))
        for _, record, step in sorted(todo, key=lambda t: (t[0], t[1].id)):  # as the text has it: what is answered comes before the answer
            if isinstance(record, CodedEvent):
                assert isinstance(step, Act)
                self._act(cast, record, step)
            elif step == "violation_alleged":
                self._violation(cast, record)
            elif step == "planned":
                self._announced(cast, record)
            else:
                assert isinstance(step, str)
                self._step(cast, record, step)
        return self.moves[before:]

    # -- steps -----------------------------------------------------------------------------------------------------------

    def _refined(self, x: CodedStep, e: CodedEvent | None) -> str:
        if e is None:
            return x.step
        return next((r.to for r in self.machine.refine if r.step == x.step and e.status in r.status and matches(e.rule, r.rules)), x.step)

    def _step(self, cast: Cast, x: CodedStep, step: str) -> None:
        by = cast.actors(x.by)
        rule = self.machine.moves[step]
        state = rule.to
        if rule.needs == "realised" and not x.realised:
            if rule.otherwise is None:
                return
            state = rule.otherwise
        evidence = cast.step_evidence(x)
        days = cast.days(x.when)
        sides = tuple(dict.fromkeys(a.side for a in by if a.side))
        others = [a for a in by if not a.side]
        # only parties accept, sign and break; of others it is told that a ceasefire is called for, proposed, or in force
        if by and not sides and rule.unnamed == () and step not in ("called_for", "proposed", "under_negotiation"):
            return
        if rule.vouched and not sides and evidence.said_by is not None and days.earliest is None:
            return
        thread = self._thread(cast, step, days, evidence, cast.story.story.text[slice(*x.span)], opens=not x.background)
        if thread is None:
            return
        for a in [*((a for a in others if cast.lasting(a)) if step in ("called_for", "proposed", "under_negotiation") else ()), *self._broker(cast, x, sides)]:
            thread.brokers.setdefault(a.id, a)
        self._terms(cast, x, thread, days, evidence, step)
        condition = next((v for k, v in x.terms.items() if k.startswith("condition")), None)
        actors = {a.side: a for a in reversed(by) if a.side}
        for side in sides or (None,):
            who = actors.get(side) if side else (others[0] if others else None)
            voice = cast.voice(evidence, side) if side else cast.voice(evidence, *others)
            self._move(thread, Move(thread="", side=side, step=step, state=state, days=days, voice=voice, by=who, condition=condition, evidence=evidence))

    def _act(self, cast: Cast, e: CodedEvent, act: Act) -> None:
        sides = {a.side: a for a in cast.actors(e.actors) if a.side}
        if not sides or act.step not in self.machine.moves:
            return
        evidence = cast.evidence(e.id, e.trigger, sentence=e.sentence, holders=e.holders)
        days = cast.days(e.when)
        state = self.machine.moves[act.step].to
        for side, who in sides.items():
            voice = cast.voice(evidence, side)
            if act.own and voice == "other":
                continue
            move = Move(thread="", side=side, step=act.step, state=state, days=days, voice=voice, by=who, evidence=evidence)
            if not act.opens:  # of every ceasefire that binds the side on that day
                for o in self.open:
                    if self._breaks(o, side, act.step, days):
                        self._move(o, move)
            elif (thread := self._thread(cast, act.step, days, evidence, act.word, opens=act.step != "not_signed")) is not None:
                self._move(thread, move)

    def _breaks(self, o: _Open, side: str, step: str, days: Days) -> bool:
        """Whether fighting is certainly later than what binds the side. A text that another side refused binds nobody but who declared it alone."""
        if days.earliest is None or days.latest is None or side not in o.sides or (days.latest - min(o.last, days.latest)).days > self.machine.joins[step]["running"]:
            return False
        held = o.held(self.machine, days.latest)
        now = held.get(side)
        if now is None or now.move is None or not self.machine.allows(self.machine.moves[step].from_, now.state):
            return False
        refused = any(self.machine.phase(h.state) == "out" for s, h in held.items() if s != side)
        return now.move.days.begun(days.earliest - dt.timedelta(days=1)) and not (refused and self.machine.phase(now.state) == "made" and now.state != "declared")

    def _move(self, o: _Open, m: Move) -> None:
        m = msgspec.structs.replace(m, thread=o.thread.id)
        self.moves.append(m)
        same = (m.side, m.step, m.state, m.days, m.voice)
        if same not in o.moves:
            o.moves[same] = m
            o.newest = max(o.newest, m.days.latest or o.newest)
            o.kept.clear()
        o.count += 1
        o.last = max(o.last, m.days.latest or o.last)
        if m.side:
            o.sides.setdefault(m.side)

    def _violation(self, cast: Cast, x: CodedStep) -> None:
        by = cast.actors(x.by)
        evidence = cast.step_evidence(x)
        days = cast.days(x.when)
        thread = self._thread(cast, "violation_alleged", days, evidence, "", opens=False)
        alleger = by[0] if by else (cast.actor(x.according_to) if x.according_to else None)
        accused = tuple(a for a in cast.actors(x.against) if a.id != (alleger.id if alleger else None))
        place = next((p.name for p in cast.story.places if _within(cast, p.span, x.span)), None)
        self.violations.append(Violation(thread=thread.thread.id if thread else None, alleger=alleger, accused=accused, place=place, days=days, evidence=evidence))
        if thread is not None:
            thread.last = max(thread.last, days.latest or thread.last)

    def _announced(self, cast: Cast, x: CodedStep) -> None:
        """A ceasefire that is to begin on a day: its terms, and nobody's state."""
        evidence = cast.step_evidence(x)
        days = cast.days(x.when)
        thread = self._thread(cast, x.step, days, evidence, "", opens=False)
        if thread is not None:
            self._terms(cast, x, thread, days, evidence, x.step)

    def _broker(self, cast: Cast, x: CodedStep, sides: Iterable[str]) -> list[Actor]:
        """Who announces a step of others."""
        a = cast.actor(x.according_to) if x.according_to else None
        return [a] if a is not None and a.side is None and sides and cast.lasting(a) else []

    # -- threads ---------------------------------------------------------------------------------------------------------

    def _thread(self, cast: Cast, step: str, days: Days, evidence: Evidence, word: str, *, opens: bool) -> _Open | None:
        """The ceasefire that a step belongs to: the one told of last that it can be a step of; else a new one."""
        windows = self.machine.joins.get(step, {})
        day = days.latest or cast.day
        best: tuple[dt.date, int] | None = None
        longest = max(windows.values(), default=0)
        for k, o in enumerate(self.open):
            if (day - min(o.last, day)).days > longest:
                continue
            at = phase(o.held(self.machine, day), self.machine)
            window = windows.get(at)
            if window is None and at == "running" and days.earliest is None and "made" in windows:
                window = windows["made"]  # undated: told again of what led to it
            first = o.thread.opened.latest or o.last
            if window is None or day < first or (day - min(o.last, day)).days > window:
                continue
            if best is None or (o.last, k) > best:
                best = (o.last, k)
        if best is not None:
            return self.open[best[1]]
        if not opens:
            return None
        name = f"{self.conflict.removeprefix('conflict.')}:{cast.day.isoformat()}"
        same = sum(o.thread.id.split("/")[0] == name for o in self.open)
        thread = Thread(
            id=name + (f"/{same + 1}" if same else ""), word=" ".join(word.split()).lower(), opened=days, known_since=cast.day,
            follows=self.open[-1].thread.id if self.open else None,
        )  # fmt: skip
        self.open.append(_Open(thread=thread, last=day))
        return self.open[-1]

    # -- terms -----------------------------------------------------------------------------------------------------------

    def _terms(self, cast: Cast, x: CodedStep, o: _Open, days: Days, evidence: Evidence, step: str) -> None:
        start: Days | None = None
        until: Days | None = None
        o.told_in = cast.story.story.id
        for name, text in x.terms.items():
            when: Days | None = None
            if name == "start":
                dated = _times(cast, text)
                if len(dated) == 1 and dated[0].earliest and dated[0].latest and set(self.machine.until) & set(text.lower().split()):
                    dated = [Days(earliest=d, latest=d) for d in (dated[0].earliest, dated[0].latest)]
                when = start = dated[0] if dated else (days if text.lower() in self.machine.now else None)
                until = dated[1] if len(dated) > 1 else until
            if name == "duration" and (length := _length(cast, text)):
                o.lengths[text] = length
            if (name, text) not in o.told:
                o.told.add((name, text))
                o.terms.append(Term(name=name, text=text, days=when, evidence=evidence))
        begin = start or (told.days if (told := stated(o.terms, "start")) else None)
        length = next((n for t in reversed(o.terms) if t.name == "duration" and (n := o.lengths.get(t.text))), None) if start or "duration" in x.terms else None
        if length is not None and begin is not None and begin.latest is not None:
            last = begin.latest + dt.timedelta(days=length)
            until = Days(earliest=last if begin.earliest == begin.latest else None, latest=last)
        if until is not None or step == "extended":
            text = x.terms.get("duration") or x.terms.get("start") or step.replace("_", " ")
            if ("until", text) not in o.told:
                o.told.add(("until", text))
                o.terms.append(Term(name="until", text=text, days=until, evidence=evidence))


def _within(cast: Cast, inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    text = cast.story.story.text
    lo, hi = text.rfind(". ", 0, outer[0]), text.find(". ", outer[1])
    return lo < inner[0] < (hi if hi >= 0 else len(text))


def _times(cast: Cast, text: str) -> list[Days]:
    """The days of the time expressions in a term, in their order."""
    low = text.lower()
    found = {
        low.find(t.text.lower()): Days(earliest=t.earliest, latest=t.latest)
        for t in cast.story.times
        if t.text.lower() in low and t.latest is not None and t.type in ("DATE", "TIME")
    }
    return [found[k] for k in sorted(found)]


def _length(cast: Cast, text: str) -> int | None:
    """The days of a duration, by the value of its time expression; months and years as 30 and 365 days."""
    low = text.lower()
    for t in cast.story.times:
        if t.type == "DURATION" and t.value and (t.text.lower() in low or low in t.text.lower()) and (m := _LENGTH.fullmatch(t.value)):
            return int(m[1]) * _UNIT[m[2]]
    return None
