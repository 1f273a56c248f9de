"""Ceasefires: which step a mention of one stands for.

The reading climbs from the mention through what governs it. The first word that says what is done with the ceasefire gives the step; every
word above may turn it into another (extract/turns.py). The vocabulary is data/ceasefire.yaml. Whether the step is asserted as real is judged
a second time, on its own, by `ceasefire_truth`: to write a ceasefire that was only wanted as real is the worst mistake that the program can make.
"""

from dateline.extract.ceasefire_governors import Governors
from dateline.extract.ceasefire_modality import Modality
from dateline.extract.ceasefire_phrase import Phrases
from dateline.extract.ceasefire_verbs import Verbs
from dateline.extract.ceasefire_words import Found, Vocabulary
from dateline.extract.turns import COMING, State
from dateline.lexicon.frames import Frames

_CLAUSE = frozenset({"xcomp", "ccomp", "advcl", "acl", "relcl", "pcomp", "csubj", "csubjpass", "oprd", "acomp", "parataxis", "dep", "conj", "attr"})
_UNTOLD = frozenset({"hope", "possible", "deny", "hypothetical", "propose", "unsure"})
_UNREAL = _UNTOLD | {"call", "try", "fear", "prevent", "refrain", "negated", "reject", "plan", "ready", "condition"}
_MADE = frozenset({"call", "propose", "try", "reject", "hope", "promise", "plan", "ready", "fear", "possible"})


class Ladder:
    """Reads the steps of one parse."""

    def __init__(self, vocabulary: Vocabulary, frames: Frames) -> None:
        self.v, self.f, self.p = vocabulary, frames, frames.p
        self.verbs = Verbs(vocabulary, frames)
        self.m = Modality(self.verbs)
        self.phrases = Phrases(self.m)
        self.g = Governors(self.m)

    def read(self, m: Found) -> State:
        """The step of a mention."""
        st = State()
        if m.verb:
            st.set("declared", m.head, self.p.words[m.head], real=self.verbs.clause(m.head).finite)
            self.m.own(st, m.head, "done")
            self.m.condition(st, m.head)
        else:
            self.phrases.read(st, m.head, m)
        self._climb(st, m)
        self._settle(st, m)
        return st

    def _climb(self, st: State, m: Found) -> None:
        """From the mention up to the root, or to a clause that stands beside what is above."""
        p = self.p
        after = m.last + 1
        if (
            after < len(p)
            and p.tags[after] in ("VB", "VBP")
            and p.words[after] == p.lemmas[after] in self.v.nouns
            and p.tags[m.last] in ("NN", "NNP")
        ):
            self._named_by(st, self.v.nouns[p.lemmas[after]], after, "")  # "a ceasefire plan": a verb would agree with its subject
        node, prep, clause = m.head, "", None
        while (g := p.heads[node]) != node:
            dep, tag, stop = p.deps[node], p.tags[g], False
            verbal = p.tags[node][:2] == "VB" and (dep in _CLAUSE or (m.verb and node == m.head))
            if self._is_preposition(g):
                prep = p.words[g].lower()
                if p.deps[g] == "prep" and p.tags[p.heads[g]] == "RB" and p.deps[p.heads[g]] == "advmod":
                    g = p.heads[g]  # "walk away from"
                    prep = f"{p.words[g].lower()} {prep}"
                clause = node if verbal else clause
                if self._under_preposition(st, node, g, verbal):
                    break
                node = g
                continue
            if clause is not None:  # a gerund behind a preposition: "accused of violating", "by declaring"
                gerund, clause = clause, None
                kind = self.v.kind(p, g, infinitive=True)
                if self.v.is_("toward_only", prep) or p.lemmas[g] in self.v.sets["aims"]:
                    self.m.turn(st, "try", g)
                elif self.v.is_("beside", prep) and kind != "accuse":
                    break
                elif kind is not None and not (kind in ("promise", "say") and tag[:2] == "VB"):
                    self.g.apply(st, kind, g, gerund)
                    self._none(st, g)
            elif node == m.head and not m.verb and tag[:2] == "VB" and p.tags[node][:2] == "VB" and self.verbs.clause(node).to:
                stop = self._under_verb(st, node, g, "to", m)  # "agree to ceasefire", read as a verb
            elif verbal:
                stop = self._under_clause(st, node, g, prep)
            elif tag[:1] == "N" or tag in ("CD", "PRP", "DT"):
                self._under_noun(st, node, g, prep, m)
            elif tag[:2] == "VB" or tag == "MD":
                stop = self._under_verb(st, node, g, prep, m)
            else:
                self._under_adjective(st, node, g)
            if dep not in ("conj", "appos"):
                prep = ""
            node = g
            if stop:
                break

    def _none(self, st: State, g: int) -> None:
        """ "No intention of", "no plan to": what the noun wants is not wanted."""
        no = next(
            (c for c in self.p.children(g) if c < g and self.p.deps[c] in ("det", "neg") and self.v.is_("negative", self.p.words[c].lower())), None
        )
        if no is not None and self.p.tags[g][:1] == "N":
            st.negate(no, self.p.words[no], will=True)
            self.m.because(st, f"with {self.p.words[no]!r}", no)

    def _is_preposition(self, i: int) -> bool:
        return self.p.tags[i] in ("IN", "TO", "RP") or (self.p.deps[i] in ("prep", "agent") and self.p.tags[i] in ("VBG", "RB", "JJ", "VBN", "CC"))

    # -- prepositions, nouns, adjectives -----------------------------------------------------------------------------------

    def _under_preposition(self, st: State, node: int, g: int, verbal: bool) -> bool:
        p = self.p
        low = p.words[g].lower()
        if verbal:
            if self.v.is_("without", low) and p.deps[node] == "pcomp":
                if low == "without":
                    st.negate(g, low)
                    if st.first in ("sign", "initial"):
                        st.to("rejected", real=False)
                else:
                    self.m.turn(st, "reject", g, take=False)
            elif (self.v.is_("if", low) or self.v.is_("wait", low)) and st.group in ("make", "begin", "keep") and not self._told(g):
                self.m.turn(st, "condition", g, take=False)
            return False
        if st.group not in ("bare", "stand", "keep", "make") or not (self.v.is_("despite", low) or (low == "of" and p.lemmas[p.heads[g]] == "spite")):
            return False
        st.set("violation_alleged" if self._fought(g) else "in_force", g, low)
        self.m.because(st, f"after {low!r}", g)
        return True

    def _fought(self, top: int) -> bool:
        """Whether a sentence tells of fighting outside of what hangs on a token."""
        p = self.p
        s = p.sentences[p.sentence_of[top]]
        return any(p.lemmas[t] in self.v.sets["fighting_words"] and not p.left[top] <= t <= p.right[top] for t in range(s.first, s.last))

    def _broken_at_once(self, st: State, m: Found) -> None:
        """ "Shells fell hours into the truce", "minutes after it began": fighting so soon tells of a breach."""
        p = self.p
        first = p.sentences[p.sentence_of[m.head]].first
        link = next((t for t in range(m.first - 1, max(first, m.first - 6), -1) if self.v.is_("soon_after", p.words[t].lower())), None)
        if (
            link is None
            or not self.v.is_("short_times", p.lemmas[link - 1])
            or st.step not in ("in_force", "agreed", "declared", "accepted")
            or not st.real
        ):
            return
        if self._fought(link):
            st.set("violation_alleged", link, p.words[link])
            self.m.because(st, "fighting so soon after it", link)

    def _told(self, i: int) -> bool:
        """Whether the clause around a token tells the past."""
        verb = next((a for a in self.p.ancestors(i) if self.p.tags[a][:2] == "VB"), None)
        return verb is None or (self.verbs.clause(verb).factual and (self.verbs.clause(verb).past or self.verbs.clause(verb).have))

    def _under_noun(self, st: State, node: int, g: int, prep: str, m: Found) -> None:
        """A noun that governs a ceasefire: it is the same, it gives or turns the step, or it hides it from the verbs above."""
        p, v, dep = self.p, self.v, self.p.deps[node]
        lemma = p.lemmas[g]
        if dep in ("conj", "appos", "dep") or m.first <= g <= m.last:
            return
        if v.is_("same", lemma) and st.group in ("bare", "hope"):
            st.deal = st.deal or v.is_("deal", lemma)
            st.known = False
            self.phrases.read(st, g, m)
            return
        if v.is_("exchange", lemma) and prep == "for":
            self.m.turn(st, "condition", g)
            return
        if v.is_("restored", lemma):
            st.known = False
            self.phrases.read(st, g, m)
            return
        step = (
            v.nouns.get(f"{lemma} {prep}") or v.nouns.get(lemma) if dep not in ("pobj", "prep", "pcomp") or not prep or v.is_("links", prep) else None
        )
        if step is None:
            kind = v.kind(p, g, infinitive=False)
            if (
                kind is not None
                and kind not in ("say", "plan", "accuse", "promise", "set", "unsure", "deny", "negated", "will")
                and dep in ("pobj", "prep", "pcomp", "compound", "nmod")
                and not (st.group == "broke" and kind == "fear")
            ):
                self.m.turn(st, kind if kind != "refrain" else "prevent", g)
            elif st.step is None and not v.is_("parts", lemma):  # "a reason for a truce", "ceasefire lobby": verbs above do nothing to the truce
                known = st.known and prep and not st.open and not st.negative
                st.set("in_force" if known else "hoped_or_possible", m.head, "its form", real=False)
                self.m.because(st, f"behind {p.words[g]!r}", g)
            return
        if p.deps[m.head] == "conj" and p.heads[m.head] != g and step in ("ended", "violation_alleged", "suspended", "extended"):
            return  # "an end to the bombing and a truce": the end is not the truce's
        if st.group == "bare":
            self._named_by(st, step, g, prep)
        else:
            self.g.compose(st, step, lemma, g)

    def _named_by(self, st: State, step: str, g: int, prep: str) -> None:
        """The noun over a ceasefire says which step is meant: "the collapse of the truce", "truce talks"."""
        p, v, lemma = self.p, self.v, self.p.lemmas[g]
        begins = step == "in_force" and v.is_("starts", lemma)
        if st.known and not st.open and v.is_("about", lemma):
            return  # "the details of the truce", "doubts about the truce": it stands
        if step == "in_force" and not begins and not st.known:
            return
        if step == "declared" and st.deal:
            step = "agreed"
        if step == "accepted" and v.is_("backing", lemma) and not (st.known or st.deal):
            step = "called_for"
        st.set(step, g, lemma, begins=begins)
        self.m.because(st, f"governed by {p.words[g]!r}", g)
        deal = st.deal
        for c in p.children(g):
            low = p.words[c].lower()
            if c < g and v.is_("negative", low) and p.deps[c] in ("det", "neg", "nummod"):
                st.negate(c, low)
            elif c < g and (v.is_("open", low) or low == "further") and p.deps[c] in ("det", "amod") and st.group in ("broke", "over", "begin"):
                self.m.turn(st, "possible", c, take=False)
        if st.negative and deal and step != "in_force":
            st.negative = False

    def _under_adjective(self, st: State, node: int, g: int) -> None:
        p, v = self.p, self.v
        lemma = p.lemmas[g]
        if p.deps[node] in ("conj", "compound", "advmod"):
            return
        step = "holding" if lemma == "committed" and st.known else v.adjectives.get(lemma)
        if step is not None and st.group in ("bare", "keep"):
            st.set(step, g, lemma)
        elif step is not None and st.group in ("propose", "call"):
            self.g.compose(st, step, lemma, g)
        elif (kind := v.kind(p, g, infinitive=True)) is not None:
            self.g.apply(st, kind, g, node)

    # -- verbs -------------------------------------------------------------------------------------------------------------

    def _under_verb(self, st: State, node: int, g: int, prep: str, m: Found) -> bool:
        """The verb that governs a ceasefire; tells whether the climb ends here."""
        p, v = self.p, self.v
        if st.group == "bare" and (main := self.verbs.main(node, g)) is not None:
            participle = self.verbs.step(g, node, "", "done")
            if participle is not None:
                st.known, st.inner = True, State()
                st.inner.set(participle.step, g, participle.word)
            role, g = "done" if main < node or self.f.passive(main) else "does", main
        else:
            role = self.verbs.role(node, g, prep)
        if role != "behind" and self._raised(st, g, node):
            self.m.condition(st, g)
            return False
        found = self.verbs.step(g, node, prep, role)
        if role == "done" and found is None and v.is_("content", p.lemmas[g]) and (text := self.g.text(g)) is not None and st.group in COMING:
            self.g.held(st, text)
            return False
        if role == "behind" and found is None and v.is_("links", prep):
            owner = next(
                (
                    c
                    for c in p.children(g)
                    if p.deps[c] in ("dobj", "nsubjpass") and c != node and (p.lemmas[c] in v.nouns or v.is_("deal", p.lemmas[c])) and c < m.first
                ),
                None,
            )
            if owner is not None:  # "welcomed a call by X for a truce": the preposition hung on the verb
                self._under_noun(st, node, owner, prep, m)
                node, prep, role = owner, "", "done"
                found = self.verbs.step(g, node, prep, role)
        if role == "is" or (p.lemmas[g] == "be" and p.deps[node] in ("nsubj", "attr")):
            if self._identity(st, node, g):
                self.m.own(st, g, "does")
                return False
        if role == "done" and p.lemmas[g] in v.sets["pronounce"] and self._dead(m.last):
            st.set("ended", g, "declare over")
        elif found is not None and found.step == "rejected" and found.word == "deny" and st.group not in ("bare", "propose", "call", "talk"):
            self.g.apply(st, "deny", g, node)
        elif found is not None:
            self.g.take(st, found, g, role)
            self.m.own(st, g, "done" if role == "behind" else role)
        elif role == "behind":
            self._adjunct(st, g, prep, m.head)
            if st.step is not None:
                self.m.condition(st, g)
            return True
        else:
            kind = v.kind(p, g, infinitive=False)
            if (
                kind not in (None, "say")
                and role == "done"
                and not (st.group in ("broke", "over") and kind not in ("prevent", "refrain", "fear", "hope", "call"))
            ):
                assert kind is not None
                self.g.apply(st, kind, g, node)
                self.m.own(st, g, role)
            elif st.group == "bare":
                self._beside(st, g, role)
            else:
                self.m.outer(st, g)
        if found is not None:
            self.m.condition(st, g)
        self._afterwards(st, g, role)
        return False

    def _raised(self, st: State, g: int, node: int) -> bool:
        """ "The truce is due to begin", "failed to hold", "appears to be holding": the verb below gives the step, this one turns it."""
        p = self.p
        turner = g
        below = next(
            (
                c
                for c in p.children(g)
                if p.deps[c] in ("xcomp", "acomp", "oprd", "advcl") and c > g and (p.deps[c] != "advcl" or self.verbs.clause(c).to)
            ),
            None,
        )
        if below is not None and not self.verbs.clause(below).to:
            deeper = next(
                (c for c in p.children(below) if p.deps[c] in ("xcomp", "advcl") and p.tags[c][:2] == "VB" and self.verbs.clause(c).to), None
            )
            if deeper is not None:
                turner, below = below, deeper
        if below is None or p.tags[below][:2] != "VB" or not (self.verbs.clause(below).to or p.tags[below] == "VBG"):
            return False
        if self.verbs.role(node, g, "") == "done" and not (self.f.passive(g) and p.deps[node] == "nsubjpass"):
            return False
        found = self.verbs.step(below, node, "", "done" if self.f.passive(below) else "does")
        if found is None:
            return False
        self.g.take(st, found, below, "does")
        self.m.own(st, below, "does")
        kind = self.v.kind(p, turner, infinitive=True)
        if p.lemmas[turner] == "have" and (self.verbs.clause(turner).yet or self.verbs.clause(below).yet):
            kind = "negated"
        elif p.lemmas[turner] == "be":
            kind = "set"
        if kind is not None:
            self.g.apply(st, kind, turner, below)
        self.m.outer(st, g)
        return True

    def _dead(self, last: int) -> bool:
        """ "… the truce over", "… the truce well and truly dead"."""
        p = self.p
        for t in range(last + 1, min(last + 5, len(p))):
            if self.v.is_("over", p.words[t].lower()):
                return t + 1 >= len(p) or p.tags[t + 1][:1] not in "NDJP"
            if p.tags[t] not in ("RB", "CC", "JJ", "VBZ", "VBD"):
                return False
        return False

    def _identity(self, st: State, node: int, g: int) -> bool:
        """ "The first step is a ceasefire", "there is a ceasefire": what the ceasefire is said to be."""
        p, v = self.p, self.v
        if any(p.deps[c] == "expl" for c in p.children(g)):
            if st.group != "bare":
                return True
            modal = self.verbs.clause(g).modal
            if not st.negative:
                st.set("hoped_or_possible" if st.open or modal else "in_force", g, "be")
            elif any(p.lemmas[c] in v.sets["unless"] or (p.deps[c] == "advcl" and self.verbs.conditional(c) is not None) for c in p.children(g)):
                st.set("conditional", g, "no")
            else:
                st.set("rejected" if modal in ("will", "would") else "under_negotiation", g, "be")
            st.negative = False
            self.m.because(st, "there is one, or none", g)
            return st.step != "in_force"
        subject = p.child(g, "nsubj", "csubj")
        if p.deps[node] != "attr" or subject is None or st.group != "bare":
            return False
        wanted = p.deps[subject] == "csubj" or v.is_("sequence_nouns", p.lemmas[subject]) or p.lemmas[subject] == "what"
        step = "called_for" if wanted else v.nouns.get(p.lemmas[subject])
        if step not in ("called_for", "hoped_or_possible", "proposed", "under_negotiation"):
            return False
        st.set(step, subject, p.lemmas[subject])
        self.m.because(st, f"it is the {p.words[subject]!r}", subject)
        return True

    def _beside(self, st: State, g: int, role: str) -> None:
        """A verb that says nothing of the step: a ceasefire that is known stands, where the verb is a fact."""
        p, v, clause = self.p, self.v, self.verbs.clause(g)
        factual = clause.factual and self.verbs.conditional(g) is None
        predicate = p.child(g, "acomp", "attr") if role == "does" else None
        if predicate is not None and p.lemmas[predicate] in v.sets["needed"]:
            st.set("called_for", predicate, p.lemmas[predicate])
        elif predicate is not None and (step := v.nouns.get(p.lemmas[predicate])) in (
            "conditional",
            "called_for",
            "proposed",
            "under_negotiation",
            "hoped_or_possible",
        ):
            assert step is not None
            st.set(step, predicate, p.lemmas[predicate], real=False)
        elif role == "does" and clause.modal == "must" and (st.open or st.deal):
            st.set("conditional", g, p.lemmas[g])  # what it must hold
        elif (
            role == "does"
            and clause.modal in ("may", "will", "would")
            and any(p.lemmas[c] == "only" and c < h for h in self.f.members(self.f.surface(g)) for c in (*p.children(g), *p.children(h)))
        ):
            st.set("called_for", g, p.lemmas[g])  # "only a truce can save them"
        elif st.open or st.negative:
            return
        elif (role == "does" and factual and (st.known or (p.tags[g] == "VBD" and not v.is_("copular", p.lemmas[g])))) or (
            role == "done" and factual and st.known and p.tags[g] != "VB"
        ):
            st.set("in_force", g, p.lemmas[g])
        elif not factual:
            st.set(
                "planned"
                if st.known and role == "does" and clause.modal in ("will", "would")
                else "conditional"
                if clause.modal == "must" and role == "does"
                else "hoped_or_possible",
                g,
                p.lemmas[g],
                real=False,
            )
        if st.step is not None:
            self.m.because(st, f"beside {p.words[g]!r}", g)

    def _adjunct(self, st: State, g: int, prep: str, h: int) -> None:
        """A ceasefire in an adverbial: "after a truce", "toward a truce", "without a truce"."""
        v, factual = self.v, self._factual(g)
        if st.group != "bare":
            if (v.is_("until", prep) or v.is_("before", prep)) and st.group in ("over", "broke"):
                st.to("in_force", real=True)
            elif (prep == "without" or v.is_("until", prep)) and st.group in ("make", "begin"):
                self.m.turn(st, "condition", g, take=False)
            elif st.group == "begin" and v.is_("before", prep):
                st.to("planned", real=st.known)
            return
        if v.is_("without", prep):
            st.set("under_negotiation" if st.deal else "rejected" if prep == "against" else "conditional", g, prep)
        elif v.is_("until", prep):
            st.set("in_force" if factual else "conditional", h, prep, real=factual and st.known)
        elif v.is_("before", prep):
            st.set("planned", h, prep, real=False)
        elif v.is_("since", prep):
            if st.open or st.negative or not factual:
                st.set("planned" if st.known and not st.open else "hoped_or_possible", h, prep, real=False)
            else:
                parties = self.f.preps(h).get("with") or self.f.preps(h).get("between")
                if not st.known and v.is_("loose", prep):
                    return
                st.set("agreed" if st.deal or (prep in ("after", "following") and parties) else "in_force", g if parties else h, prep)
        elif v.is_("toward", prep):
            st.set("hoped_or_possible", h, prep)
        else:
            return
        self.m.because(st, f"after {prep!r}", g)

    def _factual(self, g: int) -> bool:
        """Whether what stands around a verb is told as fact: its clause is finite and bare of modals and conditions, or completes a clause that is."""
        p, c = self.p, self.verbs.clause(g)
        head, dep = p.heads[g], p.deps[g]
        if c.modal or self.verbs.conditional(g) is not None:
            return False
        kind = self.v.kind(p, head, infinitive=not c.finite) if head != g else None
        if c.finite:
            return not (dep == "ccomp" and kind in _UNTOLD)
        if head == g or p.tags[g] in ("VBN", "VBD"):
            return p.tags[g] != "VB"
        if kind in _UNREAL or (c.to and kind not in ("say", "promise")):
            return False
        verb = next((a for a in p.ancestors(g) if p.tags[a][:2] == "VB"), None)
        return verb is None or self._factual(verb)

    def _afterwards(self, st: State, g: int, role: str) -> None:
        """A second verb of the same subject or with "it": "took effect but collapsed", "accepted the plan and Y rejected it"."""
        p = self.p
        for c in p.children(g):
            if p.deps[c] not in ("conj", "advcl", "dep") or p.tags[c][:2] != "VB" or c < g or not self.verbs.clause(c).factual:
                continue
            found = None
            if role == "does" and p.deps[c] == "conj" and not self.verbs.clause(c).subject:
                found = self.verbs.step(c, -1, "", "done" if self.f.passive(c) else "does")
            elif (
                (obj := p.child(c, "dobj")) is not None
                and self.verbs.clause(c).subject
                and (p.tags[obj] == "PRP" or p.lemmas[obj] in ("one", "each", "both"))
            ):
                found = self.verbs.step(c, obj, "", "done")
            if found is not None and found.step in ("ended", "violation_alleged", "holding", "suspended", "rejected"):
                st.set(found.step, c, found.word)
                self.m.because(st, f"then {p.words[c]!r}", c)

    # -- clauses -----------------------------------------------------------------------------------------------------------

    def _under_clause(self, st: State, node: int, g: int, prep: str) -> bool:
        """A verb's clause under what governs it; tells whether the climb ends here."""
        p, dep, clause = self.p, self.p.deps[node], self.verbs.clause(node)
        if dep == "conj":
            if p.tags[g][:2] == "VB" and not clause.subject and not clause.finite:
                outer = self.verbs.clause(g)
                if outer.modal == "must":
                    self.m.turn(st, "call", g, take=False)
                elif outer.modal == "may":
                    self.m.turn(st, "possible", g, take=False)
            return False
        if dep == "relcl" or (dep == "acl" and not clause.to):
            self._content(st, node, g)
            return not (st.deal and st.step is None) and (dep == "relcl" or st.group == "bare")
        if dep == "advcl":
            return self._adverbial(st, node, g)
        if dep == "pcomp" and prep:
            return False
        if clause.mark is not None and p.lemmas[clause.mark] in ("if", "whether") and dep in ("ccomp", "csubj", "pcomp", "dep"):
            self.m.turn(st, "possible", g, take=False)
            return False
        kind = self.v.kind(p, g, infinitive=clause.to or p.tags[node] in ("VB", "VBG"))
        if p.lemmas[g] == "be" and clause.to and dep in ("xcomp", "ccomp", "acl") and (subject := p.child(g, "nsubj")) is not None:
            wanted = "call" if self.v.is_("sequence_nouns", p.lemmas[subject]) else None
            kind = wanted or self.v.kind(p, subject, infinitive=True) or (kind if p.child(g, "acomp", "attr") is not None else "set")
        if kind is not None:
            self.g.apply(st, kind, g, node)
            self._none(st, g)
        if dep in ("xcomp", "acomp", "oprd", "csubj", "acl") or (dep in ("ccomp", "pcomp", "dep") and not clause.finite):
            self.m.outer(st, g)
        if kind != "say":
            self.m.condition(st, g)
        return False

    def _content(self, st: State, node: int, g: int) -> None:
        """ "The proposal, which includes a truce", "a resolution calling for a truce": what a text holds."""
        p, v = self.p, self.v
        step = v.nouns.get(p.lemmas[g])
        if v.is_("content", p.lemmas[node]) and st.group not in ("broke", "over", "keep"):
            if v.is_("deal", p.lemmas[g]):
                st.step, st.deal, st.at = None, True, None
                self.phrases.read(st, g, None)
            elif step in ("proposed", "called_for") or v.is_("documents", p.lemmas[g]):
                self.g.held(st, g)
            elif p.deps[node] == "relcl" and (verb := next((a for a in p.ancestors(g) if p.tags[a][:2] == "VB"), None)) is not None:
                far = next((c for c in p.children(verb) if c < g and v.nouns.get(p.lemmas[c]) == "proposed"), None)
                if far is not None:  # "released its plan to the press, which includes a truce"
                    self.g.held(st, far)
        elif p.deps[node] == "acl":
            kind = self.v.kind(p, g, infinitive=False)
            if step in ("proposed", "called_for", "under_negotiation", "hoped_or_possible") and st.group in COMING:
                self.g.compose(st, step, p.lemmas[g], g)
            elif kind in ("possible", "hope", "fear", "deny", "hypothetical"):  # "rumours that a truce had been reached"
                self.g.apply(st, kind, g, node)

    def _adverbial(self, st: State, node: int, g: int) -> bool:
        """An adverbial clause: an aim, a condition, a time. The climb ends at most of them."""
        p = self.p
        clause = self.verbs.clause(node)
        if clause.to:
            thing = p.child(g, "dobj")
            able = next((c for c in p.children(g) if p.tags[c][:1] == "J"), None)  # "make it possible to"
            kinds = [(x, self.v.kind(p, x, infinitive=True)) for x in (thing, able, g) if x is not None and (x == g or p.tags[x][:1] in "NJ")]
            found = next(((x, kind) for x, kind in kinds if kind in _MADE or (x == g and kind in ("set", "unsure"))), None)
            if found is not None and found[1] is not None:
                self.g.apply(st, found[1], found[0], node)
                self.m.outer(st, g)
                return False
            if st.group in COMING:
                self.m.turn(st, "plan" if st.step == "declared" or st.first == "sign" else "try", node, take=False)
                st.at = st.at if st.at is not None else node
            return True
        mark, condition = clause.mark, self.verbs.conditional(node)
        word = p.lemmas[mark] if mark is not None else ""
        if (
            word in ("if", "whether")
            and mark is not None
            and (self.v.is_("doubts", p.lemmas[g]) or any(self.v.is_("doubts", p.lemmas[c]) for c in p.children(g)))
        ):
            self.m.turn(st, "possible", mark, take=False)
        elif condition is not None and not (self.v.is_("wait", word) and st.group in ("over", "broke")):
            self.m.turn(st, "condition", condition, take=False)
        elif mark is not None and (self.v.is_("wait", word) or word in ("when", "after")) and not clause.past and not self._factual(g):
            if st.group in ("over", "broke"):
                st.to("in_force", real=True)
            elif st.group == "begin" and st.known:
                st.to("planned", real=False)
            else:
                self.m.turn(st, "condition", mark, take=False)
        return True

    # -- the end -----------------------------------------------------------------------------------------------------------

    def _settle(self, st: State, m: Found) -> None:
        """Where no governing word told: what the phrase tells, then its form; conditions on it; a question asserts nothing."""
        p, inner = self.p, st.inner
        if inner is not None and inner.real and st.step == "accepted" and self.v.is_("cheers", st.first):
            st.step = None  # "welcomed a truce agreed in May"
        told = (
            st.step is not None
            and not (st.group == "stand" and st.word != "be")
            and not (st.group in ("hope", "plan") and not st.real and (st.at == m.head or self._pending(inner)))
        )
        if inner is not None and not told:
            real = inner.real
            st.set(inner.step or "in_force", inner.at if inner.at is not None else m.head, inner.word, real=real, begins=inner.begins)
            st.because += inner.because
            self.m.because(st, f"by {inner.word!r} on it", st.at if st.at is not None else m.head)
        if st.step is None and p.words[m.last + 1 : m.last + 2] == ["over"] and (m.last + 2 >= len(p) or p.tags[m.last + 2][:1] not in "DNPJ"):
            st.set("ended", m.head, "over")
        if st.step is None:
            if st.negative:
                unless = any(self.v.is_("unless", p.lemmas[c]) for c in p.children(m.head))
                st.set("conditional" if unless else "under_negotiation" if st.deal else "rejected", m.head, "no")
            elif st.deal and not st.open:
                st.set("agreed" if st.known else "hoped_or_possible", m.head, "deal")
            else:
                st.set("in_force" if st.known and not st.open else "hoped_or_possible", m.head, "its form", real=False)
            self.m.because(st, "by its form", m.head)
        elif st.negative and st.group in ("make", "begin", "extend"):
            st.negate(m.head, "no")
        if st.step in ("proposed", "accepted") and not st.real:
            self.m.condition(st, m.head)
        self._plainly_conditional(st, m)
        self._under_plan(st, m)
        opening = p.sentences[p.sentence_of[m.head]].first
        after = next(
            (c for c in p.children(m.head) if c > m.last and self.v.adjectives.get(p.lemmas[c]) == "conditional"), None
        )  # "made the truce conditional on"
        if after is None and self._inverted(opening, m):
            after = opening
        if after is not None:
            self.m.turn(st, "condition", after, take=False)
        self._broken_at_once(st, m)
        if m.verb and st.step == "declared" and not st.real:
            st.to("hoped_or_possible", real=False)
        if p.words[p.sentences[p.sentence_of[m.head]].last - 1] == "?" and st.group in ("make", "begin", "plan"):
            st.to("hoped_or_possible", real=False)

    def _pending(self, inner: State | None) -> bool:
        return inner is not None and inner.group in ("propose", "talk", "call", "reject")

    def _plainly_conditional(self, st: State, m: Found) -> None:
        """A condition told so plainly that no parse is needed: "…, but only after", "provided that", "in exchange for"."""
        p = self.p
        if st.real or st.group not in ("make", "propose", "hope", "plan", "keep", "begin"):
            return
        s = p.sentences[p.sentence_of[m.head]]
        for t in range(s.first, s.last):
            if any(
                [w.lower() for w in p.words[t : t + len(phrase)]] == phrase and (t > m.last or phrase[0] == "only") for phrase in self.v.conditions
            ):
                self.m.turn(st, "condition", t, take=False)
                return

    def _under_plan(self, st: State, m: Found) -> None:
        """ "Under the plan, the rebels would observe a truce": it is proposed."""
        p = self.p
        verbs = [a for a in p.ancestors(m.head) if p.tags[a][:2] == "VB"]
        plans = [
            o
            for a in verbs
            for c in p.children(a)
            if p.words[c].lower() in ("under", "in") and (o := p.child(c, "pobj")) is not None and self.v.nouns.get(p.lemmas[o]) == "proposed"
        ]
        if plans and not st.real and st.group in ("hope", "plan", "make", "keep", "bare"):
            st.set("proposed", plans[0], p.lemmas[plans[0]])
            self.m.because(st, f"under a {p.words[plans[0]]!r}", plans[0])

    def _inverted(self, opening: int, m: Found) -> bool:
        """Whether a sentence opens with a condition by inversion that holds the mention: "Should the truce collapse, …"."""
        p = self.p
        s = p.sentences[p.sentence_of[m.head]]
        while opening < s.last and p.tags[opening] in ("``", "''", "_SP", ":"):
            opening += 1
        comma = next((t for t in range(opening, s.last) if p.words[t] == ","), None)
        return comma is not None and m.last < comma and self.v.is_("inverted", p.words[opening].lower()) and p.words[s.last - 1] != "?"
