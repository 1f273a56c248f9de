"""How many sides take a step, and whether who takes it is a party: one side accepts, two agree; whoever stands outside only tells of it."""

from dateline.extract.ceasefire_words import Found, Vocabulary
from dateline.extract.parties import Parties
from dateline.extract.turns import State
from dateline.model.claim import Mention

_SIDE = frozenset({"armed_group", "armed_people", "state_armed_people", "government", "military", "coalition", "state", "legislature"})
_NAMERS = frozenset({"compound", "poss", "amod", "nmod"})


class Sides:
    """Settles steps by who takes them."""

    def __init__(self, vocabulary: Vocabulary, parties: Parties) -> None:
        self.v, self.parties, self.p, self.f = vocabulary, parties, parties.p, parties.f

    def settle(self, st: State, m: Found, by: list[Mention]) -> None:
        """Change a step, and who takes it, where one side, both or an outsider stands behind it."""
        p, sets, outsider = self.p, self.v.sets, self.parties.outsider
        at = st.at if st.at is not None else m.head
        verb = p.tags[at][:2] == "VB"
        outside = bool(by) and all(outsider(x) for x in by)
        if st.step == "accepted" and st.real:
            if st.first in sets["cheers"] and (outside or not any(self._party(x) for x in by)):
                st.step = "in_force"
                by.clear()
            elif st.first in sets["commits"] and self._several(m, at, by):
                st.step = "agreed"
        elif st.step == "agreed" and verb and st.first == "agree" and self._subjects(m, at) and not self._several(m, at, by) and not self._agents(at):
            st.step = "accepted"
        elif st.step == "accepted" and outside and st.proposal is not None:
            st.step, st.at = "proposed", st.proposal
            by[:] = self.parties.by(st, m)
        elif st.step == "accepted" and outside and st.first in sets["cheers"]:
            st.step = "called_for"
        elif st.step == "declared" and outside and verb and not m.verb:
            st.step = "agreed"  # an outsider who announces a ceasefire says that the parties agreed
            by[:] = [x for x in self.parties.bound(m, states=False) if not outsider(x)]

    def _party(self, x: Mention) -> bool:
        return x.actor in self.parties.parties or x.kind in _SIDE or (x.kind in ("person", "office") and x.country is not None)

    def _subjects(self, m: Found, at: int) -> list[int]:
        return [h for h in self.f.subjects(at) if h != m.head] if self.p.tags[at][:2] == "VB" else []

    def _agents(self, at: int) -> bool:
        return self.f.passive(at) or self.p.child(at, "agent") is not None

    def _several(self, m: Found, at: int, by: list[Mention]) -> bool:
        """Whether more than one side stands behind a verb: two actors, "both sides", "the leaders", "agreed with"."""
        p, f, sets = self.p, self.f, self.v.sets
        if len({x.actor or x.id for x in by}) >= 2 or any(len(x.members) >= 2 for x in by):
            return True
        if p.tags[at][:2] == "VB" and (f.preps(at).get("with") or f.preps(at).get("between")):
            return True
        if any(p.lemmas[x.head] in sets["both_sides"] and x.kind == "generic" and x.plural for x in by if x.head >= 0):
            return True
        subjects = self._subjects(m, at)
        if p.tags[at] == "VBP" and subjects and all(p.tags[h] in ("NN", "NNP") for h in subjects):
            return True  # "Armenia, Azerbaijan agree": the verb counts them
        return len(f.members(subjects)) >= 2 or any(self._plural(h, by) for h in subjects)

    def _plural(self, h: int, by: list[Mention]) -> bool:
        p, sets = self.p, self.v.sets
        if p.tags[h] in ("PRP", "DT", "CD"):
            return p.lemmas[h] in sets["together"]
        if p.tags[h] not in ("NNS", "NNPS"):
            return False
        owned = any(p.deps[c] in _NAMERS and c in self.parties.by_head for c in p.children(h)) or any(
            x.head != h and p.under(x.head, h) for x in by if x.head >= 0
        )
        return p.lemmas[h] in sets["both_sides"] or (p.lemmas[h] in sets["chiefs"] and not owned)
