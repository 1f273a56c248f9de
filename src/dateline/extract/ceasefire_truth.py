"""Whether a step may be told as real: a second look, apart from the reading that gave the step.

To tell of a ceasefire that was only wanted, offered or imagined is the worst mistake that the program can make; whatever is in doubt is not real.
"""

from dateline.extract.ceasefire_verbs import Verbs
from dateline.extract.ceasefire_words import Found
from dateline.extract.turns import State
from dateline.model.claim import Mention

_BODIES = frozenset({"igo", "igo_organ", "format"})


class Truth:
    """Finds what speaks against a step that was read as real."""

    def __init__(self, verbs: Verbs) -> None:
        self.verbs, self.v, self.p, self.f = verbs, verbs.v, verbs.p, verbs.f

    def doubt(self, st: State, m: Found, by: list[Mention], *, dated: bool) -> str | None:
        """Why a step cannot be told as real; None where nothing speaks against it. `dated`: the text says when."""
        if self._asked(m):
            return "it is asked"
        if self._supposed(st, m):
            return "one that is not yet named, under a modal"
        if st.step == "accepted" and self._offered(st, m):
            return "what is accepted is an offer"
        if st.step == "planned" and not dated:
            return "to come, it is not said when"
        if st.step in ("agreed", "accepted") and by and all(x.kind in _BODIES for x in by):
            return "those who agree are no parties"
        if st.step in ("in_force", "holding", "agreed", "declared", "planned", "accepted") and self._unfounded(m):
            return "the report of it is called false"
        if st.group in ("make", "keep", "begin", "extend") and self._aimed(st):
            return "what it is the aim of is not told as done"
        if self._day_to_come(st):
            return "the day that it would have been"
        if st.step == "in_force" and self._would_stand(st):
            return "only that it would stand"
        if st.step == "in_force" and self._tended(st):
            return "whoever would watch over it may come with it"
        return None

    def _unfounded(self, m: Found) -> bool:
        """ "Reports that a truce had been agreed were premature"."""
        p = self.p
        for a in p.ancestors(m.head):
            said = p.child(a, "acomp", "attr") if p.tags[a][:2] == "VB" else None
            if said is not None and self.v.is_("unfounded", p.lemmas[said]):
                return True
        return False

    def _aimed(self, st: State) -> bool:
        """An infinitive whose governor does not say that it came about: "leaning on them to get the rebels to observe the truce"."""
        p, at = self.p, st.at
        if at is not None and p.tags[at] == "VB" and p.deps[at] not in ("ccomp", "xcomp"):
            c = self.verbs.clause(at)
            if not (c.to or c.modal or c.finite or c.subject):
                return True
        return at is not None and p.tags[at] == "VB" and self.verbs.clause(at).to and p.heads[at] != at and not self.verbs.factual(at)

    def _day_to_come(self, st: State) -> bool:
        """ "It was supposed to be the day the ceasefire began"."""
        p, at = self.p, st.at
        if at is None or p.deps[at] != "relcl" or p.deps[p.heads[at]] != "attr" or p.lemmas[p.heads[at]] not in self.v.sets["units"]:
            return False
        be = p.heads[p.heads[at]]
        return self.verbs.clause(be).to or bool(self.verbs.clause(be).modal)

    def _would_stand(self, st: State) -> bool:
        """ "The truce would stand or fall on the withdrawal": a modal on the very word that says it stands, not on its end."""
        at = st.at
        if at is None or self.p.tags[at][:2] != "VB" or self.v.does.get(st.word) != "in_force":
            return False
        return self.verbs.clause(at).modal in ("would", "may", "must")

    def _tended(self, st: State) -> bool:
        """ "Observers would monitor the ceasefire": as much a part of a plan as the ceasefire may be."""
        at = st.at
        return (
            at is not None
            and self.p.tags[at][:2] == "VB"
            and self.v.is_("tends", self.p.lemmas[at])
            and self.verbs.clause(at).modal in ("would", "may")
        )

    def _asked(self, m: Found) -> bool:
        """A question that may be answered with no."""
        p = self.p
        s = p.sentences[p.sentence_of[m.head]]
        if p.words[s.last - 1] != "?":
            return False
        main = next((a for a in (m.head, *p.ancestors(m.head)) if p.heads[a] == a), m.head)
        opening = next((c for c in p.children(main) if p.tags[c][0] not in "`':_"), None)
        return opening is not None and (
            p.tags[opening] == "MD" or p.deps[opening] in ("aux", "auxpass") or (p.tags[main] == "VBZ" and opening == main)
        )

    def _supposed(self, st: State, m: Found) -> bool:
        """ "A truce agreed under pressure would not last": an indefinite one as the subject of a modal clause, or the object of one."""
        p = self.p
        node = m.head
        while p.deps[node] in ("compound", "nmod", "amod") and p.heads[node] != node:
            node = p.heads[node]
        first = next((c for c in p.children(node) if p.deps[c] in ("det", "poss")), None)
        if first is not None and (p.deps[first] == "poss" or self.v.is_("definite", p.words[first].lower())):
            return False
        verb = next((a for a in p.ancestors(node) if p.tags[a][:2] == "VB"), None)
        made = p.deps[node] == "dobj" and st.group in ("make", "extend", "plan", "begin")  # "could end a long truce": that one stands
        if verb is None or not (made or p.deps[node] in ("nsubj", "nsubjpass")):
            return False
        return self.verbs.clause(verb).modal in ("would", "may", "must") and not self._told(verb)

    def _told(self, verb: int) -> bool:
        """Whether "would" stands in what someone said: it may be the future of then."""
        return self.verbs.clause(verb).modal == "would" and self.p.deps[verb] in ("ccomp", "relcl", "conj")

    def _offered(self, st: State, m: Found) -> bool:
        """Whether the ceasefire is called an offer of others: "a truce proposed by", "an X-brokered truce"."""
        if st.inner is not None and st.inner.group == "propose":
            return True
        if not self.v.is_("takes", st.first):
            return False
        p = self.p
        near = range(p.left[m.head], m.head)
        return any(p.lemmas[t] in self.v.sets["offered"] or p.words[t].lower().split("-")[-1] in self.v.sets["offered"] for t in near)
