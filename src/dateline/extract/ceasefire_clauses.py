"""Clauses that hold a ceasefire, under what governs them: complements, relative and adverbial clauses."""

from dateline.extract.ceasefire_nouns import Nouns
from dateline.extract.turns import COMING, State

_MADE = frozenset({"call", "propose", "try", "reject", "hope", "promise", "plan", "ready", "fear", "possible"})


class Clauses:
    """Reads the clauses above a ceasefire."""

    def __init__(self, nouns: Nouns) -> None:
        self.phrases, self.g, self.m = nouns.phrases, nouns.g, nouns.m
        self.verbs, self.v, self.p, self.f = nouns.m.verbs, nouns.v, nouns.p, nouns.f

    def under_clause(self, st: State, node: int, g: int, prep: str) -> bool:
        """A verb's clause under what governs it; tells whether the climb ends here."""
        p, dep, clause = self.p, self.p.deps[node], self.verbs.clause(node)
        if dep == "conj":
            return False
        if dep == "relcl" or (dep == "acl" and not clause.to):
            self._content(st, node, g)
            return not (st.deal and st.step is None) and (dep == "relcl" or st.group == "bare")
        if dep == "advcl":
            return self._adverbial(st, node, g)
        if dep == "pcomp" and prep:
            return False
        if self.asks(st, node, g, prep):
            return False
        if clause.mark is not None and p.lemmas[clause.mark] in ("if", "whether") and dep in ("ccomp", "csubj", "pcomp", "dep"):
            self.m.turn(st, "possible", g, take=False)
            return False
        kind = self.v.kind(p, g, infinitive=clause.to or (p.tags[node] in ("VB", "VBG") and not clause.finite))
        if p.lemmas[g] == "be" and clause.to and dep in ("xcomp", "ccomp", "acl") and (subject := p.child(g, "nsubj")) is not None:
            wanted = "call" if self.v.is_("sequence_nouns", p.lemmas[subject]) else None
            thing = (
                "hope"
                if p.tags[subject] in ("NN", "NNS") and p.lemmas[subject] not in self.v.sets["armed_subjects"] | self.v.sets["delegates"]
                else "set"
            )
            kind = wanted or self.v.kind(p, subject, infinitive=True) or (kind if p.child(g, "acomp", "attr") is not None else thing)
        if kind is not None:
            self.g.apply(st, kind, g, node)
            self.m.none(st, g)
        if dep in ("xcomp", "acomp", "oprd", "csubj", "acl") or (dep in ("ccomp", "pcomp", "dep") and not clause.finite):
            self.m.outer(st, g)
        if kind != "say":
            self.m.condition(st, g)
        return False

    def asks(self, st: State, node: int, g: int, prep: str) -> bool:
        """A question that is still to be settled: "to agree on how a truce would be watched"."""
        p = self.p
        asking = next((t for t in range(p.left[node], node) if p.tags[t][:1] == "W" or p.lemmas[t] == "whether"), None)
        if asking is None or not self.v.is_("asking", p.lemmas[asking]) or p.deps[node] not in ("ccomp", "pcomp", "xcomp"):
            return False
        if st.group not in (*COMING, "stand") or not self.g.settles(g, prep):
            return False
        self.m.turn(st, "try", g)
        return True

    def _content(self, st: State, node: int, g: int) -> None:
        """ "The proposal, which includes a truce", "a resolution calling for a truce": what a text holds."""
        p, v = self.p, self.v
        step = v.nouns.get(p.lemmas[g])
        under = next((c for c in p.children(node) if p.deps[c] == "prep" and c < node and (o := p.child(c, "pobj")) is not None and p.tags[o] == "WDT"), None)
        if under is not None and p.deps[node] == "relcl" and st.group in (*COMING, "keep", "hope") and not (self.verbs.clause(node).past and self.verbs.clause(node).factual):
            text = g if step == "proposed" or v.is_("deal", p.lemmas[g]) else self._plan_before(g)  # "an initiative under which a truce would be held"
            if text is not None:
                self.g.held(st, text, node)
                return
        if v.is_("content", p.lemmas[node]) and st.group not in ("broke", "over", "keep"):
            if v.is_("deal", p.lemmas[g]):
                st.step, st.deal, st.at = None, True, None
                self.phrases.read(st, g, None)
            elif step in ("proposed", "called_for") or v.is_("documents", p.lemmas[g]):
                self.g.held(st, g, node)
            elif p.deps[node] == "relcl" and (far := self._plan_before(g)) is not None:
                self.g.held(st, far, node)
        elif p.deps[node] == "acl":
            kind = self.v.kind(p, g, infinitive=False)
            if step in ("proposed", "called_for", "under_negotiation", "hoped_or_possible") and st.group in COMING:
                self.g.compose(st, step, p.lemmas[g], g)
            elif kind in ("possible", "hope", "fear", "deny", "hypothetical"):  # "rumours that a truce had been reached"
                self.g.apply(st, kind, g, node)

    def _plan_before(self, g: int) -> int | None:
        """The plan that a clause on a nearer noun speaks of: "released its plan to the press, which includes a truce"."""
        p = self.p
        for a in p.ancestors(g):
            found = next((x for x in (a, *p.children(a)) if x < g and p.tags[x][:1] == "N" and self.v.nouns.get(p.lemmas[x]) == "proposed"), None)
            if found is not None or self.verbs.clause(a).finite:
                return found
        return None

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
        elif mark is not None and (self.v.is_("wait", word) or word in ("when", "after")) and not clause.past and not self.verbs.factual(g):
            if st.group in ("over", "broke"):
                st.to("in_force", real=True)
            elif st.group == "begin" and st.known:
                st.to("planned", real=False)
            else:
                self.m.turn(st, "condition", mark, take=False)
        return True
