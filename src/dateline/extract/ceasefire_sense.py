"""Whether a word that may name a ceasefire names one of an armed conflict: not a line, a committee or a film, not a truce over prices."""

import bisect
import functools

from dateline.extract.ceasefire_words import Found, Vocabulary
from dateline.extract.turns import State
from dateline.model.claim import Mention
from dateline.model.reading import Reading

_ARMED = frozenset({"armed_group", "armed_people", "state_armed_people", "military"})
_POLITY = frozenset({*_ARMED, "state", "government", "coalition", "igo", "igo_organ", "mission", "legislature", "office"})
_CIVIL = frozenset({"company", "party", "organisation"})
_POLITICAL = frozenset({"person", "office", "party", "legislature"})
_TRADES = frozenset({"BUS", "LAB", "JRN"})
_FORCES = frozenset({"MIL", "REB", "SPY"})
_NEUTRAL = frozenset({"generic", "legislature", "media", "official_people"})
_MODIFIER = frozenset({"compound", "nmod", "amod", "poss"})


class Sense:
    """Judges the mentions of one reading."""

    def __init__(self, vocabulary: Vocabulary, reading: Reading) -> None:
        self.v, self.reading, self.p = vocabulary, reading, reading.tokens
        self._in: dict[int, list[Mention]] = {}
        for x in reading.mentions:
            if x.head >= 0:
                self._in.setdefault(self.p.sentence_of[x.head], []).append(x)
        self._places = sorted(x.span[0] for x in reading.places)

    @functools.cached_property
    def war(self) -> int:
        """How much in the story tells of war; a battle alone may be one of words."""
        p, sets = self.p, self.v.sets
        words = {w for i in range(len(p)) if not self._likened(i) for w in (p.lemmas[i], p.words[i].lower())} & sets["conflict_words"]
        return (len(words) if words - sets["metaphors"] else 0) + 3 * bool(self.reading.conflicts)

    def _likened(self, i: int) -> bool:
        """A war, battle or fight in figure: "price war", "patent battle"."""
        return i > 0 and self.p.tags[i][:1] == "N" and self.p.lemmas[i - 1] in self.v.sets["civil_modifiers"]

    def no_event(self, m: Found) -> str | None:
        """Why a word names no ceasefire at all; None where it may."""
        p, sets = self.p, self.v.sets
        word, outer, dep = p.words[m.last], p.heads[m.head], p.deps[m.head]
        if word[:1].isupper() and any(c.isupper() for c in word[1:]) and not word.isupper():
            return "a name in capitals"
        if self._title(m) or (
            word[:1].isupper() and any(p.deps[c] == "appos" and p.tags[c] == "NN" and p.lemmas[c] not in sets["same"] for c in p.children(m.head))
        ):
            return "a name"
        if m.first and p.lemmas[m.first - 1] in sets["called_words"] and p.deps[m.first - 1] in ("compound", "nmod", "appos", "dobj"):
            return "it is a word"  # "the word truce"
        after = m.last + 1
        if (
            p.words[after : after + 1]
            and p.words[after].lower() in sets["not_event_heads"]
            and p.tags[after] == "VBG"
            and p.tags[after + 1 : after + 2] in (["NN"], ["NNS"])
        ):
            return f"it only names a {p.words[after + 1]}"  # "ceasefire monitoring committee"
        if dep in _MODIFIER and p.tags[outer][:1] == "N":
            names = [outer, *(c for c in p.children(outer) if m.last < c < outer and p.deps[c] in ("compound", "nmod"))]
            if p.deps[outer] in ("compound", "nmod") and p.lemmas[p.heads[outer]] in sets["bodies"]:
                names.append(p.heads[outer])
            found = next((n for n in names if p.lemmas[n] in sets["not_event_heads"] and not (p.lemmas[n] == "day" and p.tags[n] == "NNS")), None)
            return f"it only names a {p.lemmas[found]}" if found is not None else None
        if dep == "pobj" and p.lemmas[outer] == "as" and p.lemmas[p.heads[outer]] in sets["naming"]:
            return "it is a word"
        if dep == "pobj" and p.lemmas[outer] == "of" and p.lemmas[p.heads[outer]] in sets["not_event_owners"]:
            return f"of a {p.lemmas[p.heads[outer]]}"
        return "it is a word" if dep == "appos" and p.lemmas[outer] in sets["not_event_heads"] else None

    def doubtful(self, m: Found, by: list[Mention]) -> str | None:
        """Why a truce may be none of a war: no word tells of one, and nobody who could wage it is bound or, for a word of business and sport, named."""
        if any(x.kind in _ARMED for x in by):
            return None
        if any(x.kind in ("company", "media") or x.sector in _TRADES for x in by):
            return "a firm, a union or a newspaper is bound"
        if self.war:
            return None
        if self._one_house(by):
            return "those bound are politicians of one country"
        figurative = self.v.is_("figurative", self.p.lemmas[m.last])
        if by and all(x.kind in _CIVIL or x.kind == "civil_people" for x in by):
            return "nobody is bound who could wage a war"
        known = any(
            (x.kind in _POLITY and not (x.actor or "~").startswith("~")) or (x.kind in ("person", "office") and x.country)
            for x in self.reading.mentions
        )
        return "nothing in the story tells of war" if figurative and not known and not self.reading.places else None

    def _one_house(self, by: list[Mention]) -> bool:
        """Whether those bound are politicians of one country only, where no war is told of: "the president and the majority leader"."""
        homes = {x.country for x in by}
        war = any(self.p.lemmas[i] == "war" and not self._likened(i) for i in range(len(self.p)))
        return not war and len(by) >= 2 and len(homes) == 1 and None not in homes and all(x.kind in _POLITICAL and x.sector not in _FORCES for x in by)

    def _title(self, m: Found) -> bool:
        """A capitalised word without an article in a sentence that is not a headline: the name of a place, a film, a programme."""
        p = self.p
        s = p.sentences[p.sentence_of[m.head]]
        if m.first == s.first or not all(p.words[t][:1].isupper() for t in range(m.first, m.last + 1)) or p.words[m.first].isupper():
            return False
        long = [t for t in range(s.first + 1, s.last) if len(p.words[t]) > 3 and p.words[t].isalpha()]
        outer = p.heads[m.head]
        named = (
            p.lemmas[outer] in self.v.sets["same"] or p.lemmas[outer] in self.v.nouns or any(p.deps[c] in ("det", "poss") for c in p.children(m.head))
        )
        return not named and sum(p.words[t][0].islower() for t in long) >= len(long) / 2

    def _among_civilians(self, m: Found, bound: list[Mention]) -> bool:
        """Whether those bound are companies, parties or organisations; with none bound, whether the sentence names only companies and parties."""
        named = bound or self._in.get(self.p.sentence_of[m.head], [])
        kinds = {x.kind for x in named if x.kind not in _NEUTRAL and x.text != x.text.lower() and not (x.kind == "party" and x.plural)}
        unknown = len({x.actor or x.id for x in bound}) >= 2  # "Pepsi and Coke"; a single name may be anything
        return (
            bool(kinds) and kinds <= (_CIVIL if unknown else _CIVIL - {"organisation"}) and not any(x.sector in ("MIL", "GOV", "REB") for x in named)
        )

    def civil(self, m: Found, st: State, by: list[Mention]) -> bool:
        """Whether the ceasefire is one of companies, parties, unions or couples: what tells of that outweighs what tells of war."""
        p, sets = self.p, self.v.sets
        g = p.heads[m.head]
        inside = [c for h in (m.head, g) for c in p.children(h) if c < m.first and p.deps[c] in ("amod", "compound", "nmod")] + [
            c for c in p.children(m.head) if p.deps[c] == "poss"
        ]
        under = [t for t in range(p.left[m.head], p.right[m.head] + 1) if t > m.last and p.tags[t][:1] == "N"]
        over = [x for h in (m.head, *under, *((g,) if p.tags[g][:2] == "VB" else ())) for c in p.children(h) if c > m.last or h == m.head
                if p.deps[c] == "prep" and (p.lemmas[c] == "over" or (h not in under and p.lemmas[c] in ("in", "on")))
                for x in (p.child(c, "pobj"),) if x is not None and p.lemmas[x] not in sets["exchange"]]  # fmt: skip
        topic = {*inside, *(t for x in over for t in range(p.left[x], p.right[x] + 1))}
        armed = any(x.kind in _ARMED for x in by)
        if not armed and any(p.lemmas[t] in sets["civil_modifiers"] or p.words[t].lower() in sets["civil_modifiers"] for t in topic):
            return True
        bound = by if st.group in ("make", "begin", "keep", "extend", "over", "stand", "plan", "broke") else []
        if bound and all(x.kind == "company" or x.sector in ("BUS", "LAB") for x in bound):
            return True
        own = [x for x in self.reading.mentions if x.head >= 0 and x.head != m.head and p.left[m.head] <= x.head <= p.right[m.head] and x.kind != "state"]
        if own and all(x.kind == "company" for x in own):
            return True  # "Apple's ceasefire with Samsung"
        s = p.sentences[p.sentence_of[m.head]]
        low = [w.lower() for w in p.words[s.first : s.last]]
        around = {*p.lemmas[s.first : s.last], *low, *(w.removesuffix("s") for w in low)}
        civilians = self._among_civilians(m, bound)
        likened = any(self._likened(t) and p.lemmas[t] in sets["metaphors"] for t in range(s.first, s.last))  # "ended their price war with a truce"
        peace = len(around & sets["civil_words"]) + civilians + 2 * likened
        lands = any(
            x.kind == "state" and (p.under(x.head, m.head) or (p.deps[m.head] in ("compound", "nmod") and p.under(x.head, g)))
            for x in self._in.get(p.sentence_of[m.head], ())
        )
        first = bisect.bisect_left(self._places, p.starts[p.left[m.head]])
        places = self._places[first : first + 1] != [] and self._places[first] <= p.ends[p.right[m.head]]
        war = self.war + (p.lemmas[m.last] not in sets["figurative"])
        return peace > war + 2 * armed + 3 * (lands or places)
