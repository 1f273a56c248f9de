"""How the clause of a verb turns the step that the verb gives to a ceasefire: modals, negation, the future, conditions, imperatives."""

from dateline.extract.ceasefire_verbs import Verbs
from dateline.extract.turns import State
from dateline.model.claim import Reason

_ACTS = frozenset({"make", "begin", "keep", "extend", "plan"})


class Modality:
    """Turns steps by the clauses of one parse."""

    def __init__(self, verbs: Verbs) -> None:
        self.verbs, self.v, self.p, self.f = verbs, verbs.v, verbs.p, verbs.f

    def because(self, st: State, why: str, token: int) -> None:
        """Note why a step is what it is."""
        st.because.append(Reason(field="step", value=st.step or "", why=why, span=self.p.span(token, token)))

    def turn(self, st: State, kind: str, token: int, *, take: bool = True) -> None:
        """Turn a step by a word of a kind, and note it."""
        if st.turn(kind, token, self.p.lemmas[token], take=take):
            self.because(st, f"under {self.p.words[token]!r} ({kind})", token)

    def own(self, st: State, g: int, role: str) -> None:
        """What the clause of the verb that gives the step makes of it."""
        p, c = self.p, self.verbs.clause(g)
        if st.negative and st.step is not None:
            st.negative = False
            st.negate(g, p.words[g], will=c.modal in ("will", "would"))
            st.real = st.real and (st.known or st.group == "keep")  # "no ceasefire before the siege is lifted"
            self.because(st, "with 'no'", g)
            return
        if c.negative is not None:
            if c.modal in ("must", "may") and st.group in ("broke", "over"):
                st.to("in_force", real=st.known)
                return
            if st.group == "keep" and c.modal:  # "will not hold" foretells, "will not observe" refuses
                st.to("rejected" if role != "does" else "in_force" if st.known else "hoped_or_possible", real=role == "does" and st.known)
            else:
                st.negate(g, p.words[g], never=c.never, will=c.modal in ("will", "would"), yet=c.yet)
            self.because(st, f"with {p.words[c.negative]!r}", c.negative)
            return
        for d in p.children(g):
            if p.deps[d] == "advmod" and (kind := self.v.adverbs.get(p.words[d].lower())) is not None:
                self.turn(st, kind, d, take=False)
        if self._imperative(g) and role != "does" and st.group in _ACTS:
            self.turn(st, "call", g, take=False)
        elif c.to and c.subject and (p.heads[g] == g or (p.deps[g] == "ccomp" and self.v.kind(p, p.heads[g], infinitive=False) == "say")):
            self.future(st, g, role)  # a headline's future: "X, Y to sign truce"
        elif c.modal and not (st.group in _ACTS and c.modal != "must" and self.condition(st, g)):
            self._modal(st, g, role)

    def _imperative(self, g: int) -> bool:
        p, c = self.p, self.verbs.clause(g)
        return (
            p.tags[g] == "VB" and not c.to and not c.modal and not c.finite and not c.subject and p.deps[g] in ("ROOT", "ccomp", "parataxis", "dep")
        )

    def _modal(self, st: State, g: int, role: str) -> None:
        c = self.verbs.clause(g)
        if c.modal == "would" and (c.have or not self._told(g, st)):
            self.turn(st, "hypothetical", g, take=False)
        elif c.modal in ("will", "would"):
            self.future(st, g, role)
        elif c.modal == "must":
            self.turn(st, "call", g, take=False)
        else:
            self.turn(st, "possible", g, take=False)
            if st.group == "propose":
                st.to("hoped_or_possible", real=False)

    def _told(self, g: int, st: State) -> bool:
        """Whether "would" is the future of something said in the past, not a mere supposition."""
        p = self.p
        if (st.begins and st.known) or p.deps[g] == "relcl":
            return True
        if p.deps[g] not in ("ccomp", "xcomp", "conj", "dep", "pcomp", "acl"):
            return False
        above = [a for a in p.ancestors(g) if p.tags[a][:2] == "VB" or (p.deps[g] == "acl" and a == p.heads[g])]
        return any(p.tags[a] in ("VBD", "VBN", "VBG") or p.tags[a][:1] == "N" for a in above[:2])

    def future(self, st: State, g: int, role: str) -> None:
        """A step that is to come."""
        group = st.group
        active = role == "done" and not self.f.passive(g)
        if group == "begin" or (group == "keep" and active and not st.known):
            st.to("planned", real=True)  # where it is said when: see ceasefire_truth
        elif group == "make":
            st.to("accepted" if st.step == "accepted" else "planned", real=self.p.lemmas[g] in self.v.raw["cease"])
        elif group == "bare":
            st.set("planned", g, self.p.lemmas[g], real=False)
        elif group == "keep":
            st.to("accepted" if active else "in_force" if st.known else "hoped_or_possible", real=st.known)
        elif group == "broke" or (group == "over" and not active):
            st.to("in_force", real=True)
        self.because(st, "to come", g)

    def due(self, st: State, g: int, kind: str) -> None:
        """ "Due to begin", "expected to be signed"."""
        group, likely = st.group, self.v.is_("likely", self.p.words[g].lower())
        if group == "begin":  # one that "was due to start" may not have
            st.to("planned", real=kind == "set" and not self.verbs.clause(g if self.p.tags[g][:2] == "VB" else self.p.heads[g]).past)
        elif group in ("make", "extend", "bare", "plan"):
            at, word = (st.at, st.word) if group != "bare" and st.at is not None else (g, self.p.lemmas[g])
            st.set("hoped_or_possible" if likely else "planned", at, word, real=False)
        elif group == "keep":
            self.turn(st, "possible", g, take=False)
        elif group in ("over", "broke"):
            st.to("in_force", real=True)
        self.because(st, f"under {self.p.words[g]!r}", g)

    def condition(self, st: State, g: int) -> bool:
        """ "Would declare a truce if …", "agreed to a truce on condition that …": whether the step hangs on a condition."""
        p = self.p
        if (
            st.group in ("stand", "cond", "call")
            or (st.group in ("broke", "over") and not self.verbs.clause(g).modal)
            or st.step == "historical"
            or (st.group == "talk" and (self.verbs.clause(g).negative is not None or not self.verbs.clause(g).modal))
        ):
            return False
        if st.group == "keep" and st.real and self.verbs.clause(g).factual and self.verbs.clause(g).past:
            return False
        below = [
            *p.children(g),
            *(d for o in p.children(g) if p.deps[o] in ("dobj", "pobj", "nsubj", "prep") for d in p.children(o) if p.deps[d] == "prep"),
        ]
        for c in below:
            mark: int | None = None
            if self.v.is_("if", p.words[c].lower()) and c > g:
                mark = c  # "provided that …"
            elif p.deps[c] == "advcl":
                mark = self.verbs.conditional(c, ahead=bool(self.verbs.clause(g).modal))
                if mark is not None and not st.negative and self.verbs.only_until(g, mark):
                    mark = None
            elif p.deps[c] == "prep":
                o = p.child(c, "pobj")
                exchanged = o is not None and self.v.is_("exchange", p.lemmas[o]) and any(p.lemmas[d] == "for" for d in p.children(o))
                only = p.lemmas[c] == "after" and self.verbs.clause(g).modal and any(p.lemmas[d] == "only" for d in (c - 1, *p.children(c)))
                mark = o if o is not None and (exchanged or p.lemmas[o] == "condition") else c if only else None
            if mark is None and p.lemmas[c] == "without" and st.group == "reject" and self.verbs.clause(g).modal and self.verbs.clause(g).negative is not None:
                mark = c  # "without guarantees it cannot accept a truce"
            if mark is None and p.lemmas[c] == "long" and p.lemmas[c - 1] in ("as", "so") and p.lemmas[c + 1 : c + 2] == ["as"]:
                mark = c
            if mark is not None:
                self.turn(st, "condition", mark, take=False)
                return True
        return False

    def outer(self, st: State, g: int) -> None:
        """The modality of a verb further out ("may try to …", "did not manage to …")."""
        c = self.verbs.clause(g)
        if c.negative is not None and st.group not in ("stand", "call", "propose", "hope", "cond"):
            st.negate(g, self.p.words[g], never=c.never, will=c.modal in ("will", "would"))
            self.because(st, f"with {self.p.words[c.negative]!r}", c.negative)
        elif c.modal == "may":
            self.turn(st, "possible", g, take=False)
        elif c.modal == "must":
            self.turn(st, "call", g, take=False)
        elif c.modal and st.group in ("make", "begin") and st.step != "accepted":
            self.future(st, g, "done")

    def none(self, st: State, g: int) -> None:
        """ "No intention of", "no plan to": what the noun wants is not wanted."""
        no = next(
            (c for c in self.p.children(g) if c < g and self.p.deps[c] in ("det", "neg") and self.v.is_("negative", self.p.words[c].lower())), None
        )
        if no is not None and self.p.tags[g][:1] == "N":
            st.negate(no, self.p.words[no], will=True)
            self.because(st, f"with {self.p.words[no]!r}", no)
