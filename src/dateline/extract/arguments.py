"""The mentions of a story as arguments: which stand at a token, what kinds they are, and which a noun phrase names."""

from dateline.extract.relevance import ARMED, STATE, Relevance
from dateline.lexicon.frames import Frames
from dateline.lexicon.names import slug
from dateline.model.claim import Mention, Place
from dateline.model.reading import Reading

_CIVIL = frozenset({"civil_people"})
_ORG = frozenset({"organisation", "igo", "igo_organ", "mission", "format", "coalition", "ngo", "company", "media", "party", "movement", "armed_group"}) | STATE
_LISTED = frozenset({"government", "armed_group", "legislature", "party", "movement", "coalition", "military"})
_PERSON = frozenset({"person", "office", "armed_people", "state_armed_people", "civil_people", "official_people"})


class Arguments:
    """Mentions at tokens, and what kinds they are for the lexicon's conditions."""

    def __init__(self, reading: Reading, frames: Frames) -> None:
        self.p, self.f = reading.tokens, frames
        self.by_head = {m.head: m for m in reading.mentions}
        self.by_token: dict[int, Mention] = {}
        for m in reading.mentions:
            for t in range(m.first, m.last + 1):
                self.by_token.setdefault(t, m)
        self.places = {e: True for ent in self.p.entities if ent.label in ("GPE", "LOC", "FAC") for e in range(ent.first, ent.last)}
        self._located: dict[int, Place] = {}
        for pl in reading.places:
            for t in self.p.tokens_in(pl.span):
                self.places[t] = True
                self._located[t] = pl
        self.coined: dict[str, Mention] = {}
        self._kinds: dict[int, frozenset[str]] = {}
        self.relevance = Relevance(reading)
        self.measures = {
            t for e in self.p.entities if e.label in ("MONEY", "PERCENT", "QUANTITY", "DATE", "TIME", "ORDINAL") for t in range(e.first, e.last)
        }

    def kind_of(self, i: int) -> frozenset[str]:
        """The kinds of what token `i` heads."""
        got = self._kinds.get(i)
        if got is None:
            got = self._kinds[i] = self._find_kinds(i)
        return got

    def _find_kinds(self, i: int) -> frozenset[str]:
        out: set[str] = {"@any"}
        m = self.at(i)
        if m is not None:
            out.add("@actor")
            if m.kind in _PERSON or (m.pronoun and m.kind is None):
                out.add("@person")
            if m.kind in ARMED:
                out.add("@armed")
            if m.kind in _CIVIL:
                out.add("@civil")
            if m.kind in STATE:
                out.add("@state")
            if m.kind in _ORG:
                out.add("@org")
            if m.kind == "state":
                out |= {"@place", "@state"}
        if i in self.places:
            out.add("@place")
        if self.p.tags[i] == "CD" and not out & {"@actor"} and i not in self.measures:
            out |= {"@actor", "@person"}
        return frozenset(out)

    def at(self, i: int) -> Mention | None:
        """The mention that token `i` heads, or belongs to as its last word."""
        m = self.by_head.get(i)
        if m is not None:
            return m
        m = self.by_token.get(i)
        return m if m is not None and m.last == i and m.kind != "state" else None

    def place(self, i: int) -> Mention | None:
        """What token `i` heads, if it is a state or a place in a known country: the mention of the state, or one coined for the place."""
        m = self.at(i)
        if m is not None:
            return m if m.kind in ("state", "government") and m.actor else None
        place = self._located.get(i)
        if place is None or place.country is None:
            return None
        tokens = self.p.tokens_in(place.span)
        coined = Mention(
            id=f"place-{tokens[0]}", span=place.span, text=place.text, head=i, first=tokens[0], last=tokens[-1], actor=f"~{slug(place.name)}",
            name=place.name, kind="place", country=place.country, evidence="those in the place that the act is done to",
        )  # fmt: skip
        self.coined[coined.id] = coined
        return coined

    def of(self, head: int) -> list[Mention]:
        """The actors that a noun phrase names: its head, what it measures, or a member list after "including"."""
        _p, f = self.p, self.f
        listed = self._including(head)
        if listed:
            return listed
        m = self.at(head)
        if m is not None:
            return [*self._before(m), m]
        deep = f.deep(head)
        if deep != head:
            m = self.at(deep)
            if m is not None:
                return [m]
        return []

    def inside(self, head: int, *, owner_first: bool = False) -> list[Mention]:
        """Actors inside a noun phrase that is none itself ("restrictions *on North Korea*", "the *Israeli* decision"); `owner_first`: whose it is before what it is on."""
        p, f = self.p, self.f
        out: list[Mention] = []
        if owner_first:
            whose = [*f.own_preps(head).get("by", ()), *f.own_preps(head).get("from", ()), *f.modifiers(head)]
            out = [m for h in whose if (m := self.by_head.get(h)) is not None and m.kind in _ORG | {"person", "office"}]
            if out:
                return out
        for name, heads in f.preps(head).items():
            if name in ("on", "against", "to", "with", "of", "for", "from", "in", "between", "by", "toward", "towards"):
                for h in heads:
                    out += self.of(h)
        if not out and p.tags[head] not in ("NNP", "NNPS"):  # "Italy's Monte Paschi" is not Italy
            for c in f.modifiers(head):
                m = self.by_head.get(c)
                if m is not None and not self.opposed(m):
                    out.append(m)
        if not out:
            for heads in f.preps(head).values():
                for h in heads:
                    out += self.inside(h) if p.left[h] >= p.left[head] else []
        return out

    def _before(self, m: Mention) -> list[Mention]:
        """The states that share a noun with a force known by name ("*Tanzanian* and Mozambican troops")."""
        p, i, out = self.p, m.first, list[Mention]()
        if m.kind not in ("military", "police") or not p.tags[m.last].endswith("S"):
            return out
        while i >= 2 and (p.words[i - 1].lower() == "and" or (out and p.words[i - 1] == ",")):
            other = self.by_token.get(i - 2)
            if other is None or other.kind != "state" or other.last != i - 2 or p.tags[i - 2][:2] not in ("JJ", "NN"):
                break
            out, i = [other, *out], other.first
        return out

    def opposed(self, m: Mention) -> bool:
        """Whether a mention names what another is against ("anti-*Japanese* protests", "anti-*government* fighters")."""
        p, i = self.p, m.first
        if i >= 2 and p.tags[i - 1] == "HYPH":
            return p.words[i - 2].lower() == "anti"
        return m.text.lower().startswith("anti-") or (i >= 1 and p.words[i - 1].lower() in ("anti", "anti-"))

    def _including(self, head: int) -> list[Mention]:
        """The members that a group phrase lists ("all parties to the crisis, including A led by X and B", "counterparts from the troika, including C")."""
        p = self.p
        m = self.at(head)
        if m is not None and not (m.plural or m.kind in ("generic", "format", "igo", "coalition")):
            return []
        word = next((t for t in range(head + 1, p.right[head] + 1) if p.words[t].lower() == "including"), None)
        obj = p.child(word, "pobj") if word is not None else None
        if word is None or obj is None:
            return []
        listed = [x for h in self.f.members([obj]) if (x := self.at(h)) is not None]
        groups = [
            x for t in range(obj, p.right[word] + 1)
            if (x := self.by_head.get(t)) is not None and x.actor and not x.pronoun and x.kind in _LISTED and x not in listed
        ]  # fmt: skip
        return listed + ([g for g in groups if g.actor not in {x.actor for x in listed}] if any(x.kind in _LISTED for x in listed) else [])
