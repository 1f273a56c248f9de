"""Steps of a ceasefire and of a peace process: which move, by whom, and whether it is asserted as real.

`extract.ceasefires` reads what a mention of a ceasefire stands for; here the steps get their parties, time, terms and holders.
"""

import datetime as dt

import msgspec

from dateline.extract.ceasefire_sense import Sense
from dateline.extract.ceasefire_truth import Truth
from dateline.extract.ceasefire_words import Found, Vocabulary
from dateline.extract.ceasefires import Ladder
from dateline.extract.parties import Parties
from dateline.extract.status import within_proposal
from dateline.extract.terms import terms
from dateline.extract.turns import REAL, State
from dateline.lexicon.frames import Frames
from dateline.lexicon.match import EventLexicon
from dateline.model.claim import Interval, Mention, Reason, Step
from dateline.model.holding import holders
from dateline.model.reading import Reading

_PAST = dt.timedelta(days=45)
"""A ceasefire that ended, was wanted or was broken longer ago than this is history."""
_LONG_PAST = dt.timedelta(days=270)
"""One that was agreed, longer ago than this."""
_OPEN = frozenset({"called_for", "proposed", "under_negotiation", "conditional", "rejected", "hoped_or_possible", "planned"})


class StepExtractor:
    """Finds process steps; holds the compiled vocabulary, keeps nothing between stories."""

    def __init__(self, lexicon: EventLexicon) -> None:
        self.lexicon = lexicon
        self.vocabulary = Vocabulary(lexicon.classes)

    def extract(self, reading: Reading) -> Reading:
        """Add the process steps of a reading whose events are situated."""
        s = _Story(self, reading)
        ceasefires = [s.guarded(x) for x in s.ceasefires()]
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
        self.parties = Parties(reading, self.f, self.found)
        self.conflict = reading.conflicts[0] if reading.conflicts else None

    def guarded(self, x: Step) -> Step:
        """The last guard: a ceasefire inside a plan or proposal is proposed. What an agreement holds is agreed: the ladder tells them apart."""
        if x.realised and x.step not in ("agreed", "historical") and within_proposal(self.p, self.p.tokens_in(x.span)[-1]):
            reason = Reason(field="step", value="proposed", why="stands in a plan or proposal")
            return msgspec.structs.replace(x, step="proposed", realised=False, because=(*x.because, reason))
        return x

    # -- ceasefires --------------------------------------------------------------------------------------------------------

    def ceasefires(self) -> list[Step]:
        """One step for each ceasefire that the text names."""
        out: list[Step] = []
        peace = False  # the story has told of a truce in no conflict: "the truce" is that one
        for m in self.found:
            if self.sense.no_event(m) is not None:
                continue
            step = self._step(m, out) if not peace else None
            if step is not None:
                out.append(step)
            elif not out and not self.reading.conflicts:
                peace = True
        return out

    def _step(self, m: Found, before: list[Step]) -> Step | None:
        p = self.p
        st = self.ladder.read(m)
        by = self.parties.by(st, m)
        if self.sense.civil(m, st, by):
            return None
        self._sides(st, m, by)
        if st.real and st.step == "in_force" and st.word in ("the", "its form") and before and all(not x.realised for x in before):
            last = before[-1].step  # "the truce" of a story that has told of none but a proposed one
            st.step, st.real = (last if last in _OPEN else "hoped_or_possible"), False
            st.because.append(Reason(field="step", value=st.step or "", why="the story has told of no other ceasefire", span=p.span(m.first, m.last)))
        when = self._when(m, st)
        if st.begins and when is not None and self._timetable(st):
            st.to("planned", real=st.real)
        if st.step == "planned" and when is None and not st.known:
            st.real = False
        if st.real and self.sense.doubtful(m):
            st.real = False
            st.because.append(Reason(field="realised", value="false", why="nothing in the story tells of war", span=p.span(m.first, m.last)))
        if st.real and (doubt := self.truth.doubt(st, m, by)) is not None:
            st.real = False
            st.because.append(Reason(field="realised", value="false", why=doubt, span=p.span(m.first, m.last)))
        step, realised = st.step or "hoped_or_possible", st.real and (st.step or "") in (*REAL, "planned", "historical")
        if self._history(m, st, when):
            step, realised = "historical", realised or step in ("historical",)
        st.step = step
        if step == "historical" and not by:
            by = self.parties.by(st, m)
        span = p.span(m.first, m.last)
        at = st.at if st.at is not None else m.head
        chain, _ = holders(self.reading, span[0])
        speaker = next((c for c in reversed(chain) if c != "outlet"), None)
        event = next((e for e in self.reading.events if (e.trigger[0] < span[1] + 1 and span[0] - 1 < e.trigger[1]) or e.head == at), None)
        because = (Reason(field="step", value=step, why=f"governed by {st.word!r}" if st.word else "its form", span=p.span(at, at)), *st.because)
        return Step(
            id="", kind="ceasefire", step=step, realised=realised, span=span, by=tuple(dict.fromkeys(x.id for x in by)),
            against=tuple(x.id for x in self.parties.against(st, m, by)), conflict=self.conflict, when=when or (event.when if event else None), according_to=speaker,
            terms=terms(self.reading, self.f, m, st), event=event.id if event else None, rule=f"ceasefire.{step}", background=event.background if event else False, because=because,
        )  # fmt: skip

    def _sides(self, st: State, m: Found, by: list[Mention]) -> None:
        """One side accepts, two agree; an outsider who announces a ceasefire says that the parties agreed; one who welcomes it takes no step."""
        p = self.p
        at = st.at if st.at is not None else m.head
        first = st.word.split()[0] if st.word else ""
        outside = bool(by) and all(self.parties.outsider(x) for x in by)
        actors = {x.actor or x.id for x in by}
        pair = len(actors) >= 2 or any(len(x.members) >= 2 for x in by) or any(p.lemmas[x.head] in self.v.sets["both_sides"] and x.kind == "generic" and x.plural for x in by if x.head >= 0)
        verb = p.tags[at][:2] == "VB"
        joint = verb and bool(self.f.preps(at).get("with") or self.f.preps(at).get("between"))
        subjects = list(self.f.subjects(at)) if verb else []
        one_sided = self.v.sets["armed_subjects"] - {"side", "party", "faction"}
        several = any(p.lemmas[h] in ("we", "all", "both", "four", "three", "two") and p.tags[h] in ("PRP", "DT", "CD") for h in subjects) or any(
            p.tags[h] in ("NNS", "NNPS") and p.lemmas[h] in ("power", "leader", "party", "faction", "minister", "president", "envoy", "negotiator", "delegation", "country", "rival", "enemy")
            and not any(x.head != h and p.under(x.head, h) for x in by if x.head >= 0) and p.lemmas[h] not in one_sided
            and not any(p.deps[c] in ("compound", "poss", "amod", "nmod") and c in self.parties.by_head for c in p.children(h)) for h in subjects
        ) or any(p.lemmas[h] in self.v.sets["both_sides"] and p.tags[h] in ("NNS", "NNPS") for h in subjects) or len(self.f.members(subjects)) >= 2
        if st.step == "accepted" and st.real:
            bystander = bool(by) and not any(x.actor in self.parties.parties or x.kind in ("armed_group", "armed_people", "state_armed_people", "government", "military", "coalition", "state", "legislature") or (x.kind in ("person", "office") and x.country) for x in by)
            if (outside or bystander) and first in ("welcome", "hail", "greet", "endorse", "back", "support", "approve", "adopt", "embrace"):
                st.step = "in_force"
                by.clear()
            elif (pair or joint or several) and first in ("agree", "accept", "commit", "consent", "pledge", "promise", "approve"):
                st.step = "agreed"
        elif st.step == "agreed" and verb and first == "agree" and not (pair or joint or several or self.f.passive(at) or p.child(at, "agent") is not None) and len(actors) <= 1 and subjects:
            st.step = "accepted"
        elif st.step == "accepted" and not st.real and outside and st.proposal is not None:
            st.step, st.at = "proposed", st.proposal
            by[:] = self.parties.by(st, m)
        elif st.step == "accepted" and not st.real and outside and first in ("welcome", "hail", "greet", "back", "support", "endorse"):
            st.step = "called_for"
        elif st.step == "declared" and outside and verb and not m.verb:
            st.step = "agreed"
            bound = self.parties.bound(m, states=False)
            by[:] = [x for x in bound if not self.parties.outsider(x)]
        elif st.step == "rejected" and outside and first not in ("block", "veto"):
            pass

    # -- time --------------------------------------------------------------------------------------------------------------

    def _when(self, m: Found, st: State) -> Interval | None:
        """The days of a time expression that hangs on the ceasefire, on what it is part of, or on the word that gives its step."""
        p = self.p
        nodes = {*([st.at] if st.at is not None else [])}
        if (st.step or "") not in _OPEN:
            nodes.add(m.head)
        for a in p.ancestors(m.head) if m.head in nodes else ():
            if p.tags[a][:1] == "N" and p.lemmas[a] in self.v.sets["deal"]:
                nodes.add(a)
            else:
                break
        for t in self.reading.times:
            if t.furniture or t.type not in ("DATE", "TIME") or not (t.earliest or t.latest):
                continue
            tokens = p.tokens_in(t.span)
            top = next((i for i in tokens if p.heads[i] not in tokens), None)
            if top is None:
                continue
            since = False
            for a in (*((top,) if top == m.head else ()), *p.ancestors(top)):
                if a == m.head and a not in nodes:
                    break
                since = since or p.lemmas[a] in ("since", "until", "till", "after") or "old" in t.text
                if a in nodes:
                    if not since:
                        return Interval(earliest=t.earliest, latest=t.latest, basis="expression", time=t.id)
                    break
                if p.tags[a][:2] == "VB":
                    break
        return None

    def _timetable(self, st: State) -> bool:
        """Whether a present tense with a time tells what is to come: "the truce takes effect on Friday"."""
        p, at = self.p, st.at
        if at is None or p.tags[at] not in ("VBZ", "VBP") or p.words[p.sentences[p.sentence_of[at]].last - 1] not in (".", "\u201d", '"'):
            return False
        return not any(p.deps[c] in ("aux", "advmod") and p.tags[c] != "RB" for c in p.children(at))

    def _history(self, m: Found, st: State, when: Interval | None) -> bool:
        """Whether the mention belongs to an earlier episode, by its date or by its adjectives."""
        p = self.p
        day = self.reading.story.published
        step = st.step or ""
        if step in ("historical",):
            return True
        for h in (m.head, p.heads[m.head] if p.deps[m.head] in ("compound", "nmod") else m.head):
            if any(p.lemmas[c] in self.v.sets["earlier"] and p.deps[c] in ("amod", "compound", "advmod") and c < h for c in p.children(h)):
                return True
        if day is None:
            return False
        if any(p.words[c].isdigit() and len(p.words[c]) == 4 and 1500 < int(p.words[c]) < day.year for c in p.children(m.head) if c < m.head):
            return True
        for t in self.reading.times:  # "the 1994 truce", "last year's truce"
            if t.type == "DATE" and (end := t.latest or t.earliest) is not None and end.year < day.year and not t.furniture and (any(ch.isdigit() for ch in t.text) or "last" in t.text.lower()):
                if any(p.heads[i] == m.head and p.deps[i] in ("poss", "compound", "nummod", "amod", "nmod") for i in p.tokens_in(t.span)):
                    return True
        if self._to_come(st, m, when):
            return False
        if when is not None and when.latest is not None:
            limit = _LONG_PAST if step in REAL - {"ended", "suspended", "violation_alleged"} else _PAST
            if day - when.latest > limit or (day.year - when.latest.year >= 1 and day - when.latest > 2 * _PAST):
                return step not in ("suspended",) or when.time is None
        if self._over_by_now(m, day):
            return True
        s = p.sentences[p.sentence_of[m.head]]
        lo, hi = p.starts[s.first], p.ends[s.last - 1]
        dates = [t for t in self.reading.times if not t.furniture and t.type == "DATE" and t.latest is not None and lo <= t.span[0] < hi]
        old = [t for t in dates if t.latest is not None and day.year - t.latest.year >= 2]
        return bool(old) and len(old) == len(dates) and st.group not in ("broke",) and not any(p.tags[a] in ("VBZ", "VBP") for a in p.ancestors(m.head))

    def _to_come(self, st: State, m: Found, when: Interval | None) -> bool:
        """Whether a step is told as to come, or its time only as a span or a feast ("for Eid", "during the harvest"): then an old date may be a wrong one."""
        p = self.p
        t = next((x for x in self.reading.times if when is not None and x.id == when.time), None)
        if t is not None and any(w.isdigit() and len(w) == 4 for w in t.text.split()):
            return False  # the text itself names the year
        if st.at is not None and any(p.tags[c] == "MD" for c in p.children(st.at)):
            return True
        if t is None or any(ch.isdigit() for ch in t.text) or "last" in t.text.lower():
            return False
        tokens = p.tokens_in(t.span)
        top = next((i for i in tokens if p.heads[i] not in tokens), None)
        return top is not None and (
            p.words[tokens[0]].lower() in ("during", "for", "over") or p.words[p.heads[top]].lower() in ("during", "for", "over", "throughout") or p.deps[top] in ("compound", "nmod", "amod")
        )

    def _over_by_now(self, m: Found, day: dt.date) -> bool:
        """"A three-day truce in May": its days have passed."""
        p = self.p
        length = next((t for t in self.reading.times if t.type == "DURATION" and (t.value or "").startswith("P") and (t.value or "").endswith("D") and (tokens := p.tokens_in(t.span)) and any(p.heads[i] == m.head for i in tokens)), None)
        if length is None:
            return False
        days = (length.value or "")[1:-1]
        for c in p.children(m.head):
            for x in range(p.left[c], p.right[c] + 1):
                for t in self.reading.times:
                    if t.type == "DATE" and t.latest is not None and t.span[0] <= p.starts[x] < t.span[1] and days.isdigit() and t.latest + dt.timedelta(days=int(days)) + (_PAST if t.earliest == t.latest else dt.timedelta()) < day:
                        return True
        return False

    # -- the rest ----------------------------------------------------------------------------------------------------------

    def hostilities(self) -> list[Step]:
        """Fighting that goes on, by the words that say it does."""
        out = []
        for e in self.reading.events:
            if e.type == "ASSAULT" and e.status == "ongoing":
                chain, _ = holders(self.reading, e.trigger[0])
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
            elif x.step not in ("historical", "ended") and not x.realised and any(p.lemmas[t] in raw["before"] and p.deps[t] in ("mark", "prep") for t in range(s.first, s.last)):
                mark = next(t for t in range(s.first, s.last) if p.lemmas[t] in raw["before"] and p.deps[t] in ("mark", "prep"))
                if p.under(tokens[-1], p.heads[mark]) or p.under(mark, p.heads[tokens[-1]]):
                    span = p.span(min(mark, tokens[0]), max(mark, tokens[-1]))
            if span is not None:
                chain, _ = holders(self.reading, span[0])
                speaker = next((c for c in reversed(chain) if c != "outlet"), None)
                out.append(Step(id="", kind="sequence", step="before", span=span, by=(speaker,) if speaker else (), conflict=self.conflict, according_to=speaker, rule="sequence"))
        return out

    def talks(self) -> list[Step]:
        """Talks held, going on or planned, and agreements made, as steps of the process."""
        out = []
        for e in self.reading.events:
            chain, _ = holders(self.reading, e.trigger[0])
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
