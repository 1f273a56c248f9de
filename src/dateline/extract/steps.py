"""Steps of a ceasefire and of a peace process: which move, by whom, and whether it is asserted as real.

The nearest word that governs the ceasefire names the move (data/ceasefire.yaml); what stands around that word (extract.status)
says whether it was made. A ceasefire that is only called for, hoped for, negotiated or conditional is never realised.
"""

import datetime as dt

import msgspec

from dateline.extract.status import Judge
from dateline.lexicon import load
from dateline.lexicon.frames import Frames
from dateline.lexicon.match import EventLexicon, Terms
from dateline.model.claim import REALISED, Interval, Mention, Reason, Step
from dateline.model.holding import holders
from dateline.model.reading import Reading
from dateline.model.story import Span

_ASSERTED = frozenset({"agreed", "declared", "in_force", "holding", "extended", "violation_alleged", "ended", "suspended"})
_STANDING = frozenset({"holding", "ended", "violation_alleged", "suspended"})
_SCOPES = frozenset({"complete", "total", "full", "general", "nationwide", "national", "comprehensive", "permanent", "lasting", "durable", "partial", "local", "humanitarian",
                     "global", "temporary", "bilateral", "unilateral", "indefinite", "unconditional", "limited", "mutual", "sustained", "open-ended"})  # fmt: skip
_SOON = frozenset({"immediate", "instant", "prompt"})
_CEASE_VERBS = {
    "cease": frozenset({"fire", "hostility", "fighting"}), "halt": frozenset({"hostility", "fighting"}), "stop": frozenset({"fighting", "hostility", "war"}),
    "end": frozenset({"hostility", "fighting"}), "silence": frozenset({"gun", "weapon"}), "suspend": frozenset({"hostility"}),
}  # fmt: skip


class StepExtractor:
    """Finds process steps; holds the compiled vocabulary, keeps nothing between stories."""

    def __init__(self, lexicon: EventLexicon) -> None:
        self.lexicon = lexicon
        self.raw = load.words("ceasefire")
        self.nouns = Terms(("$ceasefire",), lexicon.classes)
        names = ("violation_alleged", "suspended", "ended", "extended", "rejected", "holding", "called_for", "proposed", "agreed", "accepted", "declared", "under_negotiation",
                 "hoped_or_possible", "in_force")  # fmt: skip
        self.verb_step: dict[str, str] = {}
        self.noun_step: dict[str, str] = {}
        for n in names:
            for w in self.raw[n]["verbs"]:
                self.verb_step.setdefault(w, n)
            for w in self.raw[n]["nouns"]:
                self.noun_step.setdefault(w, n)

    def extract(self, reading: Reading) -> Reading:
        """Add the process steps of a reading whose events are situated."""
        s = _Story(self, reading)
        steps = s.ceasefires() + s.hostilities() + s.sequences() + s.talks()
        steps.sort(key=lambda x: (x.span, x.kind, x.step))
        return msgspec.structs.replace(reading, process=tuple(msgspec.structs.replace(x, id=f"c{k}") for k, x in enumerate(steps, start=1)))


class _Story:
    def __init__(self, x: StepExtractor, reading: Reading) -> None:
        self.x, self.reading, self.p = x, reading, reading.tokens
        self.f: Frames = x.lexicon.frames(self.p)
        self.judge = Judge(self.f)
        self.by_head = {m.head: m for m in reading.mentions if m.head >= 0}
        self.by_id = {m.id: m for m in reading.mentions}
        self.conflict = reading.conflicts[0] if reading.conflicts else None

    # -- ceasefires --------------------------------------------------------------------------------------------------

    def ceasefires(self) -> list[Step]:
        """One step for each ceasefire that the text names."""
        p = self.p
        out: list[Step] = []
        done: set[int] = set()
        for i in range(len(p)):
            if i in done:
                continue
            if p.tags[i][:1] in "NJ" and self.x.nouns.word(p, i):
                first = i
                while first > 0 and self.x.nouns.word(p, i) and p.lemmas[first - 1] in ("of", "to", "in", "cessation", "halt", "end", "suspension", "cease", "-", "humanitarian", "military") and i - first < 4:
                    first -= 1
                head = first if p.tags[first][:1] == "N" and p.lemmas[first] in ("cessation", "halt", "end", "suspension") else i
                done.update(range(first, i + 1))
                step = self._noun(head, p.span(first, i))
            elif p.tags[i][:2] == "VB" and p.lemmas[i] in _CEASE_VERBS:
                obj = p.child(i, "dobj")
                if obj is None or p.lemmas[obj] not in _CEASE_VERBS[p.lemmas[i]]:
                    continue
                done.update((i, obj))
                step = self._verb(i, p.span(min(i, obj), max(i, obj)))
            else:
                continue
            if step is not None:
                out.append(step)
        return out

    def _outside(self, head: int) -> bool:
        """Whether the word is about no ceasefire in a conflict: a line, a monitor, a trade truce."""
        p = self.p
        outer = p.heads[head]
        if p.deps[head] in ("compound", "nmod", "amod", "poss") and p.lemmas[outer] in self.x.raw["not_event_heads"]:
            return True
        s = p.sentences[p.sentence_of[head]]
        words = set(p.lemmas[s.first : s.last])
        if words & set(self.x.raw["not_conflict_words"]):
            armed = any(
                m.kind in ("armed_group", "armed_people", "state_armed_people", "military") and p.sentence_of[m.head] == p.sentence_of[head] for m in self.by_head.values()
            )
            fight = words & {"fighting", "rebel", "army", "military", "militant", "war", "troop", "hostage", "shelling", "strike", "airstrike", "soldier"}
            return not armed and not fight
        return False

    def _noun(self, head: int, span: Span) -> Step | None:
        p = self.p
        if self._outside(head):
            return None
        node, step, why, at = head, None, "", head
        governor: int | None = None
        for _ in range(8):
            g = p.heads[node]
            if g == node:
                break
            dep = p.deps[node]
            if dep == "conj" and p.tags[g][:1] == "N":
                node = g
                continue
            if p.tags[g][:1] == "N" and (dep in ("compound", "nmod", "amod", "poss") or (dep == "appos")):
                found = self.x.noun_step.get(p.lemmas[g])
                if found and found != "declared":
                    step, why, at = found, p.words[g], g
                node = g
                if step in ("called_for", "violation_alleged", "under_negotiation", "proposed"):
                    break
                continue
            if dep in ("pobj", "prep", "pcomp") and p.tags[g] in ("IN", "TO", "RP"):
                node = g
                continue
            if dep in ("prep", "pobj") and p.tags[g][:1] == "N":
                prep = p.lemmas[node]
                found = self.x.noun_step.get(p.lemmas[g])
                if found and prep in ("for", "of", "on", "to", "towards", "toward", "over", "about", "in", "at"):
                    step, why, at = found, p.words[g], g
                    node = g
                    if found in ("agreed",):
                        continue
                    break
                node = g
                continue
            if p.tags[g][:2] == "VB":
                governor = g
                found, word = self._by_verb(g, node, dep)
                if found is not None and (step is None or (step in ("agreed", "declared", "in_force", "proposed") and found != "in_force")):
                    if not (step == "proposed" and found in ("agreed", "in_force")):
                        step, why, at = found, word, g
                break
            node = g
        under = next((a for a in (head, *p.ancestors(head)) if p.tags[a] == "IN"), None)
        if step is None and under is not None and p.lemmas[under] == "despite":
            step, why, at = "violation_alleged", p.words[under], under
        verdict = self.judge.judge(head, noun=True)
        if governor is not None and at == governor:
            own = self.judge.judge(governor, noun=False)
            status, reasons = own.status, own.because
        elif step is not None and p.tags[at][:1] == "N" and at != head:
            own = self.judge.judge(at, noun=True)
            status, reasons = own.status, own.because
        else:
            status, reasons = verdict.status, verdict.because
        if step is None:
            step = {"called_for": "called_for", "proposed": "proposed", "hoped": "hoped_or_possible", "possible": "hoped_or_possible", "feared": "in_force",
                    "planned": "planned", "conditional": "conditional", "negated": "rejected", "attempted": "under_negotiation"}.get(status, "in_force")  # fmt: skip
            if step == "in_force" and not self._definite(head) and status != "feared":
                step = "hoped_or_possible"
            why = why or "what stands around it"
        return self._make(head, span, step, status, why, at, governor, reasons)

    def _definite(self, head: int) -> bool:
        p = self.p
        return any(p.lemmas[c] in ("the", "this", "that", "its", "their", "his") or p.deps[c] in ("poss", "nummod") or p.tags[c] == "CD" for c in p.children(head)) or any(
            p.deps[a] == "pobj" and p.lemmas[p.heads[a]] in ("during", "since", "after", "under", "despite", "following", "amid") for a in (head,)
        )

    def _by_verb(self, g: int, node: int, dep: str) -> tuple[str | None, str]:
        p = self.p
        words = [p.lemmas[g]]
        part = next((p.lemmas[c] for c in p.children(g) if p.deps[c] == "prt"), None)
        if part:
            words.insert(0, f"{p.lemmas[g]} {part}")
            inner = next((p.lemmas[c] for c in p.children(g) if p.deps[c] == "prep"), None)
            if inner:
                words.insert(0, f"{p.lemmas[g]} {part} {inner}")
        prep = p.lemmas[node] if p.tags[node] in ("IN", "TO") else None
        if prep:
            words.insert(0, f"{p.lemmas[g]} {prep}")
        for child in p.children(g):
            if p.deps[child] in ("dobj",) and child != node:
                words.insert(0, f"{p.lemmas[g]} {p.lemmas[child]}")
            if p.deps[child] == "prep" and (o := p.child(child, "pobj")) is not None and o != node:
                words.insert(0, f"{p.lemmas[g]} {p.lemmas[child]} {p.lemmas[o]}")
        for w in words:
            step = self.x.verb_step.get(w)
            if step is None:
                continue
            if dep == "nsubj":
                if w in ("agree", "sign", "call", "declare", "announce", "reject", "suspend", "respect", "observe"):
                    step = {"call": "called_for"}.get(w, step)
                if step in ("called_for", "proposed", "under_negotiation", "rejected") and not self.f.passive(g):
                    continue
                if step == "holding" and w in ("maintain", "keep"):
                    continue
            elif w in ("hold", "begin", "start", "be", "come", "end", "follow", "last", "begin") and dep == "dobj":
                step = {"hold": "holding", "end": "ended", "begin": "declared", "start": "declared"}.get(w)
                if step is None:
                    continue
            elif w in ("call",) and dep not in ("dobj", "nsubjpass"):
                continue
            elif w in ("observe",) and dep == "dobj":
                step = "holding"
            if prep in ("during", "since", "after", "under", "following", "amid", "in") and " " not in w:
                return None, ""
            return step, w
        return None, ""

    def _verb(self, i: int, span: Span) -> Step | None:
        verdict = self.judge.judge(i, noun=False)
        status = verdict.status
        step = {"called_for": "called_for", "proposed": "proposed", "hoped": "hoped_or_possible", "possible": "hoped_or_possible", "planned": "planned",
                "conditional": "conditional", "negated": "rejected", "attempted": "under_negotiation", "denied": "rejected", "feared": "hoped_or_possible",
                "hypothetical": "hoped_or_possible"}.get(status, "declared")  # fmt: skip
        return self._make(i, span, step, status, "the verb itself", i, i, verdict.because)

    def _make(
        self, head: int, span: Span, step: str, status: str, why: str, at: int, governor: int | None, reasons: tuple[Reason, ...]
    ) -> Step:
        p = self.p
        named = step
        if status not in REALISED:
            if step in _STANDING:
                if status == "called_for" and step == "holding":
                    step = "called_for"
                elif status in ("negated", "denied") and step == "holding":
                    step = "violation_alleged" if status == "negated" else "holding"
                elif status == "conditional":
                    step = "conditional"
                else:
                    step = "in_force"
            elif step in ("agreed", "declared", "accepted", "in_force", "extended", "proposed", "under_negotiation", "rejected"):
                changed = {
                    "called_for": "called_for", "planned": "planned", "possible": "hoped_or_possible", "hoped": "hoped_or_possible", "feared": "hoped_or_possible",
                    "conditional": "conditional", "proposed": "proposed", "attempted": "under_negotiation", "hypothetical": "hoped_or_possible", "negated": "rejected",
                }.get(status, step)  # fmt: skip
                if step == "rejected" and changed in ("planned", "rejected", "hoped_or_possible"):
                    changed = "rejected"
                if step in ("under_negotiation", "proposed") and changed in ("planned", "hoped_or_possible", "rejected"):
                    changed = step
                if step == "agreed" and status == "negated" and not self._refuses(head):
                    changed = "under_negotiation"
                step = changed
        realised = step in _ASSERTED and (status in REALISED or named in _STANDING) and status not in ("denied", "conditional")
        if step == "accepted":
            realised = status in REALISED and not any(p.lemmas[a] in ("proposal", "plan", "offer", "initiative", "idea") for a in p.ancestors(head))
        conditional = self._condition(head)
        if conditional is not None and step not in ("violation_alleged", "ended", "holding", "historical"):
            step, realised = "conditional", False
        when = self._when(head, governor)
        day = self.reading.story.published
        if when is not None and day is not None and when.latest is not None and when.latest < day - dt.timedelta(days=45) and step in (*_ASSERTED, "accepted"):
            step = "historical"
        chain, _ = holders(self.reading, span[0])
        speaker = next((c for c in reversed(chain) if c != "outlet"), None)
        by = self._by(head, at, governor, step)
        because = (Reason(field="step", value=step, why=f"governed by {why!r}" if why else "its form", span=p.span(at, at)), *reasons)
        event = next((e for e in self.reading.events if (e.trigger[0] < span[1] + 1 and span[0] - 1 < e.trigger[1]) or e.head == at), None)
        return Step(
            id="", kind="ceasefire", step=step, realised=realised, span=span, by=by, against=self._against(at, governor), conflict=self.conflict,
            when=when or (event.when if event else None), according_to=speaker, terms=self._terms(head), event=event.id if event else None,
            rule=f"ceasefire.{named}", background=event.background if event else False, because=because,
        )  # fmt: skip

    def _refuses(self, head: int) -> bool:
        return any(self.p.lemmas[a] in ("refuse", "reject", "decline", "never") for a in self.p.ancestors(head))

    def _condition(self, head: int) -> int | None:
        p = self.p
        for a in (head, *p.ancestors(head)):
            if p.tags[a][:2] != "VB":
                continue
            for c in p.children(a):
                if p.deps[c] == "mark" and p.lemmas[c] in ("if", "unless", "once", "provided"):
                    return c
            if p.deps[a] in ("ccomp", "relcl"):
                break
        return None

    def _when(self, head: int, governor: int | None) -> Interval | None:
        p = self.p
        for t in self.reading.times:
            if t.furniture or t.type not in ("DATE", "TIME") or not (t.earliest or t.latest):
                continue
            tokens = p.tokens_in(t.span)
            top = next((i for i in tokens if p.heads[i] not in tokens), None)
            if top is None:
                continue
            for a in p.ancestors(top):
                if a in (head, governor):
                    return Interval(earliest=t.earliest, latest=t.latest, basis="expression", time=t.id)
                if p.tags[a][:2] == "VB":
                    break
        return None

    def _people(self, heads: list[int]) -> list[Mention]:
        out = []
        for h in heads:
            m = self.by_head.get(h) or self.by_head.get(self.f.deep(h))
            if m is not None:
                out.append(m)
        return out

    def _by(self, head: int, at: int, governor: int | None, step: str) -> tuple[str, ...]:
        p, f = self.p, self.f
        found: list[Mention] = []
        chain = [at, *list(p.ancestors(at))[:4]]
        for node in chain:
            if p.tags[node][:2] == "VB":
                found = self._people(f.subjects(node))
                found += self._people(f.preps(node).get("with", []) + f.preps(node).get("between", [])) if step in ("agreed", "under_negotiation", "in_force", "holding") else []
            elif p.tags[node][:1] == "N":
                found = self._people(f.noun_subjects(node))
            if found:
                break
        if not found:
            found = self._people(f.noun_subjects(head))
        return tuple(dict.fromkeys(m.id for m in found))

    def _against(self, at: int, governor: int | None) -> tuple[str, ...]:
        f = self.f
        preps = f.preps(at)
        heads = preps.get("on", []) + preps.get("upon", []) + preps.get("by", [])
        for a in self.p.ancestors(at):
            if self.p.lemmas[a] in ("urge", "ask", "press", "tell", "order", "accuse", "warn"):
                heads += [c for c in self.p.children(a) if self.p.deps[c] in ("dobj", "nsubj") and c > a]
                break
        return tuple(dict.fromkeys(m.id for m in self._people(heads)))

    def _terms(self, head: int) -> dict[str, str]:
        p = self.p
        terms: dict[str, str] = {}
        for c in p.children(head):
            word = p.words[c].lower()
            if word in _SCOPES:
                terms["scope"] = f"{terms['scope']}, {word}" if "scope" in terms else word
            if word in _SOON:
                terms["start"] = "immediate"
            if (p.deps[c] in ("amod", "compound", "nmod") and any(u in word for u in ("day", "hour", "week", "month"))) or (p.deps[c] == "compound" and p.lemmas[c] in ("day", "hour", "week", "month")):
                terms["duration"] = p.text[slice(*p.subtree(c))]
        for h in self.f.preps(head).get("in", []):
            terms["area"] = p.text[slice(*p.subtree(h))]
        return terms

    # -- the rest ----------------------------------------------------------------------------------------------------

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

    def sequences(self) -> list[Step]:
        """One act put before another: "declare X and begin Y right away", "the first step is X", "no Y until X"."""
        p = self.p
        out = []
        raw = self.x.raw["sequence"]
        near = list(self.ceasefires())
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
            if e.type == "CONSULT" and e.status in REALISED:
                step = "ongoing" if e.status == "ongoing" else "held"
            elif e.content and e.content[0] == "CONSULT" and e.type in ("AGREE", "REQUEST", "REJECT"):
                step = {"AGREE": "planned", "REQUEST": "called_for", "REJECT": "rejected"}[e.type]
            elif e.type == "SUPPORT" and e.cameo == "057" and e.status in REALISED:
                out.append(Step(id="", kind="agreement", step="signed", realised=True, span=e.trigger, by=e.actors + e.recipients, conflict=self.conflict, when=e.when,
                                according_to=speaker, event=e.id, rule="agreement.signed", background=e.background))  # fmt: skip
                continue
            else:
                continue
            out.append(Step(id="", kind="talks", step=step, realised=e.status in REALISED and e.type == "CONSULT", span=e.trigger, by=e.actors + e.recipients, conflict=self.conflict,
                            when=e.when, according_to=speaker, event=e.id, rule=f"talks.{step}", background=e.background))  # fmt: skip
        return out
