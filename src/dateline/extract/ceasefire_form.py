"""What is left to settle once the governing words are read: the phrase and form of a ceasefire, plain conditions, questions."""

from dateline.extract.ceasefire_modality import Modality
from dateline.extract.ceasefire_words import Found
from dateline.extract.turns import State


class Form:
    """Settles the steps of one parse."""

    def __init__(self, modality: Modality) -> None:
        self.m, self.verbs, self.v, self.p = modality, modality.verbs, modality.v, modality.p

    def settle(self, st: State, m: Found) -> None:
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
        if self.verbs.fought(link):
            st.set("violation_alleged", link, p.words[link])
            self.m.because(st, "fighting so soon after it", link)

    def _plainly_conditional(self, st: State, m: Found) -> None:
        """A condition told so plainly that no parse is needed: "…, but only after", "provided that", "in exchange for"."""
        p = self.p
        if (st.real and st.step not in ("accepted", "planned")) or st.group not in ("make", "propose", "hope", "plan", "keep", "begin"):
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
            if self.v.is_("scopes", p.words[c].lower())
            and (o := p.child(c, "pobj") or p.child(p.child(c, "prep") or c, "pobj")) is not None
            and (self.v.nouns.get(p.lemmas[o]) == "proposed" or any(self.v.done.get(f"{p.lemmas[d]} forward", self.v.done.get(p.lemmas[d])) == "proposed" for d in p.children(o) if p.deps[d] == "acl"))
        ]
        told = st.at is not None and p.tags[st.at][:2] == "VB" and (self.verbs.clause(st.at).past or self.verbs.clause(st.at).have)
        if plans and (not st.real or not told) and st.group in ("hope", "plan", "make", "keep", "bare", "begin", "stand"):
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
