"""Ceasefires: which step a mention of one stands for.

The reading climbs from the mention through what governs it. The first word that says what is done with the ceasefire gives the step; every
word above may turn it into another (extract/turns.py). The vocabulary is data/ceasefire.yaml. Whether the step is asserted as real is judged
a second time, on its own, by `ceasefire_truth`: to write a ceasefire that was only wanted as real is the worst mistake that the program can make.
"""

from dateline.extract.ceasefire_clauses import Clauses
from dateline.extract.ceasefire_form import Form
from dateline.extract.ceasefire_governors import Governors
from dateline.extract.ceasefire_modality import Modality
from dateline.extract.ceasefire_nouns import Nouns
from dateline.extract.ceasefire_phrase import Phrases
from dateline.extract.ceasefire_predicates import Predicates
from dateline.extract.ceasefire_verbs import Verbs
from dateline.extract.ceasefire_words import Found, Vocabulary
from dateline.extract.turns import State
from dateline.lexicon.frames import Frames

_CLAUSE = frozenset({"xcomp", "ccomp", "advcl", "acl", "relcl", "pcomp", "csubj", "csubjpass", "oprd", "acomp", "parataxis", "dep", "conj", "attr"})


class Ladder:
    """Reads the steps of one parse."""

    def __init__(self, vocabulary: Vocabulary, frames: Frames) -> None:
        self.v, self.f, self.p = vocabulary, frames, frames.p
        self.verbs = Verbs(vocabulary, frames)
        self.m = Modality(self.verbs)
        self.phrases = Phrases(self.m)
        self.g = Governors(self.m)
        self.nouns = Nouns(self.phrases, self.g)
        self.predicates = Predicates(self.nouns)
        self.clauses = Clauses(self.nouns)
        self.form = Form(self.m)

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
        self.form.settle(st, m)
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
            self.nouns.named_by(st, self.v.nouns[p.lemmas[after]], after, "")  # "a ceasefire plan": a verb would agree with its subject
        node, prep, clause = m.head, "", None
        while (g := p.heads[node]) != node:
            dep, tag, stop = p.deps[node], p.tags[g], False
            if dep == "conj" and p.tags[node] == "VB" and tag == "VBG" and p.deps[g] in ("xcomp", "dobj") and p.tags[p.heads[g]][:2] == "VB":
                node = p.heads[g]  # "to stop shelling and respect the truce": they are to respect it
                continue
            verbal = p.tags[node][:2] == "VB" and (dep in _CLAUSE or (m.verb and node == m.head))
            if self._is_preposition(g):
                prep = f"{p.words[g].lower()} {prep}" if f"{p.lemmas[p.heads[g]]} {p.words[g].lower()} {prep}" in self.v.done else p.words[g].lower()
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
                if self.clauses.asks(st, gerund, g, prep):
                    node, prep = g, ""
                    continue
                kind = self.v.kind(p, g, infinitive=True)
                if self.v.is_("toward_only", prep) or p.lemmas[g] in self.v.sets["aims"]:
                    self.m.turn(st, "try", g)
                elif tag[:1] == "N" and (step := self.v.nouns.get(p.lemmas[g])) not in (None, "accepted"):
                    assert step is not None
                    self.g.compose(st, step, p.lemmas[g], g)  # "talks on extending the truce"
                elif tag[:1] in "JR" and (near := self.v.adjectives.get(p.lemmas[g])) is not None:
                    self.g.adjective(st, near, g)  # "close to agreeing on a truce"
                elif self.v.is_("beside", prep) and kind != "accuse":
                    break
                elif kind is not None and not (kind in ("promise", "say") and tag[:2] == "VB"):
                    self.g.apply(st, kind, g, gerund)
                    self.m.none(st, g)
            elif node == m.head and not m.verb and tag[:2] == "VB" and p.tags[node][:2] == "VB" and self.verbs.clause(node).to:
                stop = self.predicates.under_verb(st, node, g, "to", m)  # "agree to ceasefire", read as a verb
            elif verbal:
                stop = self.clauses.under_clause(st, node, g, prep)
            elif (idiom := self.verbs.idiom(node, g, prep)) is not None and st.group == "bare":
                g = p.heads[g]
                dep = p.deps[g]
                self.g.take(st, idiom, g, "done")
                self.m.own(st, g, "done")
                self.m.condition(st, g)
            elif dep == "dobj" and tag[:1] == "N" and p.deps[g] == "pobj" and p.tags[p.heads[p.heads[g]]][:2] == "VB":
                g = p.heads[p.heads[g]]  # "renewed by decree the ceasefire"
                stop = self.predicates.under_verb(st, node, g, "", m)
            elif (found := self.verbs.verbal(node, g)) is not None:
                self.g.take(st, found, g, "does")
            elif (tag[:1] == "N" and not self.verbs.mistagged(g, prep)) or tag in ("CD", "PRP", "DT"):
                self.nouns.under_noun(st, node, g, prep, m)
            elif tag[:2] == "VB" or tag[:1] == "N" or tag == "MD":
                stop = self.predicates.under_verb(st, node, g, prep, m)
            else:
                self.nouns.under_adjective(st, node, g)
            if dep not in ("conj", "appos"):
                prep = ""
            node = g
            if stop:
                break

    def _is_preposition(self, i: int) -> bool:
        return self.p.tags[i] in ("IN", "TO", "RP") or (self.p.deps[i] in ("prep", "agent") and self.p.tags[i] in ("VBG", "RB", "JJ", "VBN", "CC"))

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
        st.set("violation_alleged" if self.verbs.fought(g) else "in_force", g, low)
        self.m.because(st, f"after {low!r}", g)
        return True

    def _told(self, i: int) -> bool:
        """Whether the clause around a token tells the past."""
        verb = next((a for a in self.p.ancestors(i) if self.p.tags[a][:2] == "VB"), None)
        return verb is None or (self.verbs.clause(verb).factual and (self.verbs.clause(verb).past or self.verbs.clause(verb).have))
