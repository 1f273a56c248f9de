"""Steps of a ceasefire and of a peace process: which move, by whom, and whether it is asserted as real.

`extract.ceasefires` reads what a mention of a ceasefire stands for; here the steps get their parties, time, terms and holders.
"""

import pathlib

import msgspec

from dateline.extract.ceasefire_sense import Sense
from dateline.extract.ceasefire_sides import Sides
from dateline.extract.ceasefire_times import Times
from dateline.extract.ceasefire_truth import Truth
from dateline.extract.ceasefire_words import Found, Vocabulary
from dateline.extract.ceasefires import Ladder
from dateline.extract.parties import Parties
from dateline.extract.status import within_proposal
from dateline.extract.terms import terms
from dateline.extract.turns import REAL
from dateline.lexicon.frames import Frames
from dateline.lexicon.match import EventLexicon
from dateline.model.claim import Reason, Step
from dateline.model.reading import Reading


class StepExtractor:
    """Finds process steps; holds the compiled vocabulary, keeps nothing between stories. `folders` hold the user's own conflicts."""

    def __init__(self, lexicon: EventLexicon, folders: tuple[pathlib.Path, ...] = ()) -> None:
        self.lexicon, self.folders = lexicon, folders
        self.vocabulary = Vocabulary(lexicon.classes)

    def extract(self, reading: Reading) -> Reading:
        """Add the process steps of a reading whose events are situated."""
        s = _Story(self, reading)
        ceasefires = s.ceasefires()
        steps = [*ceasefires, *s.hostilities(), *s.sequences(ceasefires), *s.talks()]
        steps.sort(key=lambda x: (x.span, x.kind, x.step))
        return msgspec.structs.replace(reading, process=tuple(msgspec.structs.replace(x, id=f"c{k}") for k, x in enumerate(steps, start=1)))


class _Story:
    def __init__(self, x: StepExtractor, reading: Reading) -> None:
        self.v, self.reading, self.p = x.vocabulary, reading, reading.tokens
        self.f: Frames = x.lexicon.frames(self.p)
        self.ladder = Ladder(self.v, self.f)
        self.truth = Truth(self.ladder.verbs)
        self.found = self.v.mentions(self.p)
        self.sense = Sense(self.v, reading)
        self.parties = Parties(reading, self.f, self.found, x.folders)
        self.sides = Sides(self.v, self.parties)
        self.times = Times(self.v, reading)
        self.conflict = reading.conflicts[0] if reading.conflicts else None

    # -- ceasefires --------------------------------------------------------------------------------------------------------

    def ceasefires(self) -> list[Step]:
        """One step for each ceasefire that the text names."""
        out: list[Step] = []
        peace = False  # the story has told of a truce in no conflict: "the truce" is that one
        for m in self.found:
            if self.sense.no_event(m) is not None:
                continue
            step = self._step(m) if not peace else None
            if step is not None:
                out.append(step)
            elif not out and not self.reading.conflicts:
                peace = True
        return out

    def _step(self, m: Found) -> Step | None:
        p = self.p
        st = self.ladder.read(m)
        by = self.parties.by(st, m)
        if self.sense.civil(m, st, by):
            return None
        self.sides.settle(st, m, by)
        when = self.times.when(m, st)
        if st.begins and when is not None and self.times.timetable(st):
            st.to("planned", real=st.real)
        if st.real and (doubt := self.sense.doubtful(m, by) or self.truth.doubt(st, m, by, dated=when is not None)) is not None:
            st.real = False
            st.because.append(Reason(field="realised", value="false", why=doubt, span=p.span(m.first, m.last)))
        if st.real and st.step not in ("agreed", "historical") and within_proposal(p, m.last):
            st.to("proposed", real=False)
            st.because.append(Reason(field="step", value="proposed", why="stands in a plan or proposal", span=p.span(m.first, m.last)))
        step, realised = st.step or "hoped_or_possible", st.real and (st.step or "") in (*REAL, "planned", "historical")
        if self.times.past(m, st, when):
            step, realised = "historical", realised or step in ("historical",)
        st.step = step
        if step == "historical" and not by:
            by = self.parties.by(st, m)
        span = p.span(m.first, m.last)
        at = st.at if st.at is not None else m.head
        chain, _ = self.parties.holding.at(span[0])
        speaker = next((c for c in reversed(chain) if c != "outlet"), None)
        event = next((e for e in self.reading.events if (e.trigger[0] < span[1] + 1 and span[0] - 1 < e.trigger[1]) or e.head == at), None)
        because = (Reason(field="step", value=step, why=f"governed by {st.word!r}" if st.word else "its form", span=p.span(at, at)), *st.because)
        return Step(
            id="", kind="ceasefire", step=step, realised=realised, span=span, by=tuple(dict.fromkeys(x.id for x in by)),
            against=tuple(x.id for x in self.parties.against(st, m, by)), conflict=self.conflict, when=when or (event.when if event else None), according_to=speaker,
            terms=terms(self.reading, self.f, m, st, self.times), event=event.id if event else None, rule=f"ceasefire.{step}", background=event.background if event else False, because=because,
        )  # fmt: skip

    # -- the rest ----------------------------------------------------------------------------------------------------------

    def hostilities(self) -> list[Step]:
        """Fighting that goes on, by the words that say it does."""
        out = []
        for e in self.reading.events:
            if e.type == "ASSAULT" and e.status == "ongoing":
                chain, _ = self.parties.holding.at(e.trigger[0])
                speaker = next((c for c in reversed(chain) if c != "outlet"), None)
                out.append(
                    Step(id="", kind="hostilities", step="ongoing", realised=True, span=e.trigger, by=e.actors, conflict=self.conflict, when=e.when,
                         according_to=speaker, event=e.id, rule="hostilities.ongoing", background=e.background)
                )  # fmt: skip
        return out

    def sequences(self, near: list[Step]) -> list[Step]:
        """One act put before another: "declare X and begin Y right away", "the first step is X", "no Y until X"."""
        p = self.p
        out = []
        raw = self.v.raw["sequence"]
        for x in near:
            tokens = p.tokens_in(x.span)
            s = p.sentences[p.sentence_of[tokens[0]]]
            lemmas = p.lemmas[s.first : s.last]
            text = " ".join(lemmas)
            verb = next((a for a in p.ancestors(tokens[-1]) if p.tags[a][:2] == "VB"), None)
            second = next((c for c in p.children(verb) if p.deps[c] == "conj" and p.tags[c][:2] == "VB" and c > verb), None) if verb is not None else None
            span = None
            if second is not None and x.step not in ("historical",) and (any(w in text for w in ("right away", "then", "afterward", "subsequently", "immediately after")) or p.lemmas[second] in ("begin", "start", "proceed", "move")):
                assert verb is not None
                span = p.span(verb, p.right[second])
            elif any(f"{w} step" in text or (w == "precondition" and w in text) for w in ("first", "initial", "necessary", "precondition")) and any(w in lemmas for w in ("step", "precondition", "prerequisite")):
                first = next(t for t in range(s.first, s.last) if p.lemmas[t] in ("step", "precondition", "prerequisite"))
                span = p.span(min(first, tokens[0]), max(first, tokens[-1]))
            elif x.step not in ("historical", "ended") and not x.realised and (mark := next((t for t in range(s.first, s.last) if p.lemmas[t] in raw["before"] and self._orders(t)), None)) is not None:
                if p.under(tokens[-1], p.heads[mark]) or p.under(mark, p.heads[tokens[-1]]):
                    span = p.span(min(mark, tokens[0]), max(mark, tokens[-1]))
            if span is not None:
                chain, _ = self.parties.holding.at(span[0])
                speaker = next((c for c in reversed(chain) if c != "outlet"), None)
                out.append(Step(id="", kind="sequence", step="before", span=span, by=(speaker,) if speaker else (), conflict=self.conflict, according_to=speaker, rule="sequence"))
        return out

    def _orders(self, t: int) -> bool:
        """Whether a word as "before" or "after" puts one act before another, and does not only tell when something happened ("called for a truce after talks")."""
        p = self.p
        past = p.tags[p.heads[t]] == "VBD"
        return (p.deps[t] == "prep" and not past) or (p.deps[t] == "mark" and not (past and p.lemmas[t] == "after"))

    def talks(self) -> list[Step]:
        """Talks held, going on or planned, and agreements made, as steps of the process."""
        out = []
        for e in self.reading.events:
            chain, _ = self.parties.holding.at(e.trigger[0])
            speaker = next((c for c in reversed(chain) if c != "outlet"), None)
            if e.type == "CONSULT" and e.status in frozenset({"happened", "ongoing"}):
                step = "ongoing" if e.status == "ongoing" else "held"
            elif e.content and e.content[0] == "CONSULT" and e.type in ("AGREE", "REQUEST", "REJECT"):
                step = {"AGREE": "planned", "REQUEST": "called_for", "REJECT": "rejected"}[e.type]
            elif e.type == "SUPPORT" and e.cameo == "057" and e.status in frozenset({"happened", "ongoing"}):
                out.append(Step(id="", kind="agreement", step="signed", realised=True, span=e.trigger, by=e.actors + e.recipients, conflict=self.conflict, when=e.when,
                                according_to=speaker, event=e.id, rule="agreement.signed", background=e.background))  # fmt: skip
                continue
            else:
                continue
            out.append(Step(id="", kind="talks", step=step, realised=e.status in frozenset({"happened", "ongoing"}) and e.type == "CONSULT", span=e.trigger, by=e.actors + e.recipients, conflict=self.conflict,
                            when=e.when, according_to=speaker, event=e.id, rule=f"talks.{step}", background=e.background))  # fmt: skip
        return out
