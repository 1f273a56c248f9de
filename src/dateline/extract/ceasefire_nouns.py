"""Nouns and adjectives that govern a ceasefire: "truce talks", "the collapse of the truce", "opposed to a truce"."""

from dateline.extract.ceasefire_governors import Governors
from dateline.extract.ceasefire_phrase import Phrases
from dateline.extract.ceasefire_words import Found
from dateline.extract.turns import State


class Nouns:
    """Reads the nouns and adjectives above a ceasefire."""

    def __init__(self, phrases: Phrases, governors: Governors) -> None:
        self.phrases, self.g, self.m = phrases, governors, phrases.m
        self.v, self.p, self.f = phrases.v, phrases.p, phrases.f

    def under_noun(self, st: State, node: int, g: int, prep: str, m: Found) -> None:
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
        if v.is_("principle", lemma):  # "the principle of a ceasefire"
            st.open = True
            return
        if v.is_("since", p.words[g].lower()) and prep == "to":  # "thanks to the ceasefire"
            if st.group == "bare" and st.known and not st.open:
                st.set("in_force", g, lemma)
                self.m.because(st, "after 'thanks to'", g)
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
            self.named_by(st, step, g, prep)
        else:
            self.g.compose(st, step, lemma, g)

    def named_by(self, st: State, step: str, g: int, prep: str) -> None:
        """The noun over a ceasefire says which step is meant: "the collapse of the truce", "truce talks"."""
        p, v, lemma = self.p, self.v, self.p.lemmas[g]
        begins = step == "in_force" and v.is_("starts", lemma)
        if st.known and not st.open and v.is_("about", lemma):
            return  # "the details of the truce", "doubts about the truce": it stands
        counted = any(v.is_("ordinals", p.words[c].lower()) for c in p.children(g))  # "the first day of a truce"
        if counted and p.lemmas[g] in v.sets["units"] and not st.open and self._told(g):
            st.known = True
        if step == "in_force" and not begins and not st.known:
            return
        if step == "declared" and st.deal:
            step = "agreed"
        if step == "accepted" and v.is_("backing", lemma) and not (st.known or st.deal):
            step = "called_for"
        st.set(step, g, lemma, begins=begins, real=False if step == "accepted" and not st.known else None)
        self.m.because(st, f"governed by {p.words[g]!r}", g)
        deal = st.deal
        for c in p.children(g):
            low = p.words[c].lower()
            if c < g and v.is_("negative", low) and p.deps[c] in ("det", "neg", "nummod"):
                st.negate(c, low, will=True)
            elif c < g and (v.is_("open", low) or low == "further") and p.deps[c] in ("det", "amod") and st.group in ("broke", "over", "begin"):
                self.m.turn(st, "possible", c, take=False)
        if st.negative and deal and step != "in_force":
            st.negative = False

    def _told(self, g: int) -> bool:
        """Whether the clause around a noun tells a fact."""
        verb = next((a for a in self.p.ancestors(g) if self.p.tags[a][:2] == "VB"), None)
        return verb is None or self.m.verbs.factual(verb)

    def under_adjective(self, st: State, node: int, g: int) -> None:
        p, v = self.p, self.v
        lemma = p.lemmas[g]
        if p.deps[node] in ("conj", "compound", "advmod"):
            return
        step = "holding" if lemma == "committed" and st.known else v.adjectives.get(lemma)
        if step is not None and st.group in ("bare", "keep"):
            st.set(step, g, lemma, real=None if step != "accepted" else False)
        elif step is not None and st.group in ("propose", "call"):
            self.g.compose(st, step, lemma, g)
        elif (kind := v.kind(p, g, infinitive=True)) is not None:
            self.g.apply(st, kind, g, node)
