"""Verbs that govern a ceasefire: what is done with it, what it does, what it is said to be, and what it stands beside."""

from dateline.extract.ceasefire_nouns import Nouns
from dateline.extract.ceasefire_words import Found
from dateline.extract.turns import COMING, State


class Predicates:
    """Reads the verbs above a ceasefire."""

    def __init__(self, nouns: Nouns) -> None:
        self.nouns, self.g, self.m = nouns, nouns.g, nouns.m
        self.verbs, self.v, self.p, self.f = nouns.m.verbs, nouns.v, nouns.p, nouns.f

    def under_verb(self, st: State, node: int, g: int, prep: str, m: Found) -> bool:
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
            self.g.held(st, text, g)
            return False
        if role == "behind" and found is None and prep == "with" and v.is_("opens", p.lemmas[g]) and (text := self.g.text(g)) is not None:
            self.g.held(st, text, g)
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
                self.nouns.under_noun(st, node, owner, prep, m)
                node, prep, role = owner, "", "done"
                found = self.verbs.step(g, node, prep, role)
        if role == "is" or (p.lemmas[g] == "be" and p.deps[node] in ("nsubj", "attr")):
            if self._identity(st, node, g):
                self.m.own(st, g, "does")
                self.m.condition(st, g)
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
        predicate = p.child(g, "acomp", "attr", "oprd") if role == "does" else None
        if predicate is not None and p.lemmas[predicate] in v.sets["needed"] | v.sets["sequence_nouns"]:
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
        elif predicate is not None and v.is_("copular", p.lemmas[g]) and (v.is_("unsure", p.lemmas[predicate]) or any(p.deps[c] == "neg" for c in p.children(g))):
            st.set("hoped_or_possible", predicate, p.lemmas[predicate], real=False)  # a judgement of its chances tells of none
        elif role == "does" and (clause.modal == "must" or (p.tags[g] == "VB" and not clause.finite and not clause.to)) and (st.open or st.deal):
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
                if clause.modal == "must"
                else "hoped_or_possible",
                g,
                p.lemmas[g],
                real=False,
            )
        if st.step is not None:
            self.m.because(st, f"beside {p.words[g]!r}", g)

    def _adjunct(self, st: State, g: int, prep: str, h: int) -> None:
        """A ceasefire in an adverbial: "after a truce", "toward a truce", "without a truce"."""
        v, factual = self.v, self.verbs.factual(g)
        if st.group != "bare":
            if (v.is_("until", prep) or v.is_("before", prep)) and st.group in ("over", "broke"):
                st.to("in_force", real=True)
            elif (prep == "without" or v.is_("until", prep)) and st.group in ("make", "begin"):
                self.m.turn(st, "condition", g, take=False)
            elif st.group == "begin" and v.is_("before", prep):
                st.to("planned", real=st.known)
            return
        if v.is_("without", prep):
            talks = any(v.nouns.get(self.p.lemmas[x]) == "under_negotiation" for x in self.f.surface(g))  # "talks ended without a truce"
            st.set("under_negotiation" if st.deal or (talks and factual) else "rejected" if prep == "against" else "conditional", g, prep)
        elif v.is_("until", prep):
            st.set("in_force" if factual else "conditional", h, prep, real=factual and st.known)
        elif v.is_("before", prep):
            dated = any(self.p.words[c].isdigit() and len(self.p.words[c]) == 4 for c in self.p.children(h))
            if dated and factual and self.verbs.clause(g).past:
                st.set("in_force", h, prep)  # "30,000 were killed before a 1994 ceasefire"
            else:
                st.set("planned" if st.known else "hoped_or_possible", h, prep, real=False)
        elif v.is_("since", prep):
            if st.open or st.negative or not factual:
                st.set("planned" if st.known and not st.open else "hoped_or_possible", h, prep, real=False)
            else:
                parties = self.f.preps(h).get("with") or self.f.preps(h).get("between")
                if not st.known and v.is_("loose", prep):
                    return
                st.set("agreed" if (st.deal and not v.is_("while", prep)) or (prep in ("after", "following") and parties) else "in_force", g if parties else h, prep)
        elif v.is_("toward", prep):
            st.set("in_force" if st.known and factual and not st.open else "hoped_or_possible", h, prep, real=False)
        else:
            return
        self.m.because(st, f"after {prep!r}", g)

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
            elif self.verbs.clause(c).subject and st.group in COMING | {"call", "propose", "talk"} and self._refuses(c):
                st.set("rejected", c, p.lemmas[c], real=False)  # "wanted a truce, but the generals balked"
            if found is not None and found.step in ("ended", "violation_alleged", "holding", "suspended", "rejected"):
                st.set(found.step, c, found.word)
                self.m.because(st, f"then {p.words[c]!r}", c)

    def _refuses(self, c: int) -> bool:
        """A verb without an object that refuses what was just told: "the generals balked"."""
        p = self.p
        return self.v.done.get(p.lemmas[c]) == "rejected" and not any(p.deps[d] in ("dobj", "xcomp", "ccomp", "prep") for d in p.children(c))
