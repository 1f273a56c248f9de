"""The noun phrase of a ceasefire: what its articles, adjectives, participles and relative clauses say of it."""

from dateline.extract.ceasefire_modality import Modality
from dateline.extract.ceasefire_words import Found
from dateline.extract.turns import GROUPS, State

_SPECIFIC = frozenset({"make", "broke", "over", "keep", "extend", "stand"})


class Phrases:
    """Reads the noun phrases of one parse."""

    def __init__(self, modality: Modality) -> None:
        self.m, self.verbs, self.v, self.p, self.f = modality, modality.verbs, modality.v, modality.p, modality.f

    def definite(self, noun: int) -> bool:
        """Whether an article or owner says which one is meant."""
        p = self.p
        return any(p.deps[c] == "poss" or (p.deps[c] in ("det", "predet") and self.v.is_("definite", p.words[c].lower())) for c in p.children(noun))

    def read(self, st: State, h: int, m: Found | None) -> None:
        """Mark a state by the phrase around the noun `h`, also with the step that the phrase itself tells ("the truce agreed in May")."""
        p = self.p
        inner: State | None = None
        st.known = st.known or self.definite(h)
        for c in p.children(h):
            low, dep = p.words[c].lower(), p.deps[c]
            if m is not None and m.first <= c <= m.last:
                continue
            if c < h and dep in ("det", "neg", "advmod", "nummod", "predet") and self.v.is_("negative", low):
                st.negative = True
            elif c < h and dep in ("det", "amod", "compound", "nmod", "nummod", "advmod", "npadvmod"):
                st.open = st.open or self.v.is_("open", low)
                st.known = (
                    st.known
                    or self.v.is_("standing", low)
                    or (p.tags[c] == "VBN" and self._done(c) in ("ended", "violation_alleged", "agreed", "declared"))
                )
                step = self.v.modifiers.get(low)
                if step == "proposed" and st.step is None:
                    st.set(step, c, low)
                elif step is not None and step != "proposed":
                    inner = State()
                    inner.set(step, c, low)
            elif c > h and (dep in ("acl", "relcl") or (dep == "advcl" and self.verbs.clause(c).to)):
                found = self._clause_of(h, c)
                if found is not None and self.v.is_("tends", found.first) and not self.definite(h) and self.verbs.clause(c).modal == "" and p.deps[c] == "acl":
                    found = None  # "a truce monitored by the church": one may wish for it so
                if found is None and p.deps[c] == "relcl" and self._gap(c):
                    st.known = False  # "the truce that they are selling": the clause, not the truce, is what makes it "the"
                if found is not None and (inner is None or found.real):
                    inner = found
                    st.known = st.known or (found.real and self.verbs.told(c) and GROUPS.get(found.step or "") in _SPECIFIC)
        st.inner = inner or st.inner

    def _done(self, participle: int) -> str | None:
        lemma = self.p.lemmas[participle]
        return self.v.done.get(lemma) or self.v.does.get(lemma)

    def _clause_of(self, h: int, g: int) -> State | None:
        """The step of a participle or relative clause on the ceasefire ("agreed in May", "which would begin at noon")."""
        p = self.p
        st = State()
        st.known = True
        gap = self._gap(g)
        role = "done" if (p.tags[g] == "VBN" and p.deps[g] == "acl") or gap or self.f.passive(g) else "does"
        found = self.verbs.step(g, h, "", role)
        if found is None:
            return self._due_clause(st, h, g)
        clause = self.verbs.clause(g)
        st.set(found.step, g, found.word, begins=found.begins)
        if role == "does" and found.step == "called_for":
            return None
        if clause.to or (p.deps[g] != "relcl" and p.tags[g] == "VBG"):  # "a ceasefire to begin on Monday", "a truce starting on Monday"
            if not found.begins:
                return None
            self.m.future(st, g, "does")
        else:
            self.m.own(st, g, role)
        return st

    def _gap(self, g: int) -> bool:
        """Whether a relative clause has its noun as an object: "the truce that they declared", "the truce they declared"."""
        p = self.p
        return any(p.deps[c] == "dobj" and p.tags[c] in ("WDT", "WP", "IN") for c in p.children(g)) or any(
            p.deps[c] == "nsubj" and p.tags[c] not in ("WDT", "WP") for c in p.children(g)
        )

    def _due_clause(self, st: State, h: int, g: int) -> State | None:
        """ "A truce due to begin on Monday", "a truce that failed to hold"."""
        p = self.p
        turner = g
        below = next((c for c in p.children(g) if p.deps[c] in ("xcomp", "advcl", "acomp", "oprd")), None)
        if below is not None and p.tags[below][:2] != "VB":
            turner, below = below, next((c for c in p.children(below) if p.deps[c] == "xcomp"), None)
        kind = self.v.kind(p, turner, infinitive=True)
        if kind == "say":  # "which the army said was holding"
            below = p.child(g, "ccomp")
        if below is None or p.tags[below][:2] != "VB" or kind not in ("set", "unsure", "reject", "negated", "say"):
            return None
        found = self.verbs.step(below, h, "", "done" if self.f.passive(below) else "does")
        if found is None:
            return None
        st.set(found.step, below, found.word, begins=found.begins)
        if kind in ("set", "unsure"):
            self.m.due(st, turner, kind)
        elif kind == "say":
            self.m.own(st, below, "does")
        else:
            st.negate(turner, p.words[turner])
        return st
