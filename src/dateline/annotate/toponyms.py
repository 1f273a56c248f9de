"""Which words name a place: the parser's own names, and those that it took for a person or body, by the words around them."""

import functools
import itertools
import re
from collections.abc import Iterator

import msgspec

from dateline.lexicon import load
from dateline.lexicon.gazetteer import ABBREVIATION, ARTICLES, KINDS, MAIN, Gazetteer, key
from dateline.model.parse import Entity
from dateline.model.reading import Reading
from dateline.model.story import Span

_PLACE = frozenset({"GPE", "LOC", "FAC"})
_JOINERS = frozenset({",", "and", "or", "/", "&", ";"})
_INNER = frozenset({"-", "of", "de", "del", "la", "al", "el", "the", "da", "do", "dos", "di", "du", "le", "les", "on", "en", "e", "y", "sur", "upon", "'", "\u2019", "ul", "bin", "abu", "and"})
_TIGHT = _INNER - {"on", "and", "the", "e", "y", "en", "upon"}
_LONGEST = 6
_FILED = re.compile(
    r"(?:(?<=[.!?\x94\u201d]\s)|(?<=\n)|\A)([A-Z][A-Z'\u2019. -]{2,30}[A-Z])(?:, ([A-Z][A-Za-z]+\.?))?(?:, \w+\.? \d{1,2})?\s*(?:\([\w /,.-]{2,40}\)\s*)?(?:\u2014|\u2013|--|\x97)\s?"
)


class Toponym:
    """A name of a place in the text. `lookup` is what is looked up for it: the name, or the town in it ("Columbia" of "Columbia Airport").

    `want` holds the kinds that the words around it ask for.

    `parent` is the toponym that contains it by the words ("Gary, Indiana"); `first` and `last` its tokens, -1 outside the parse.
    `part` is a compass word or the like before it; `sure` that the words, not only the gazetteer, make it a place.
    """

    __slots__ = ("first", "last", "lookup", "name", "parent", "part", "span", "sure", "want")

    def __init__(self, span: Span, name: str, *, first: int = -1, last: int = -1, want: frozenset[str] = frozenset(), sure: bool = True) -> None:
        self.span, self.name, self.first, self.last, self.want, self.sure = span, name, first, last, want, sure
        self.lookup = name
        self.parent: Toponym | None = None
        self.part: str | None = None


class Words(msgspec.Struct, frozen=True):
    """The word lists of data/places/words.yaml, as sets."""

    kinds: dict[str, str]
    strong: frozenset[str]
    weak: frozenset[str]
    compass: frozenset[str]
    sides: frozenset[str]
    countries: frozenset[str]
    bodies: frozenset[str]
    of_bodies: frozenset[str]
    not_places: frozenset[str]
    common: frozenset[str]
    leading: frozenset[str]
    modifiers: frozenset[str]
    town_verbs: frozenset[str]
    either_verbs: frozenset[str]
    party_home: re.Pattern[str]
    cue_words: dict[str, str]
    cue_phrases: tuple[tuple[str, str], ...]


@functools.cache
def words() -> Words:
    """Read and compile data/places/words.yaml."""
    raw = load.words("places/words")
    kinds = {w: kind for kind, group in raw["kinds"].items() for w in group}
    homes = "|".join(sorted(map(re.escape, raw["party_home"]), key=len, reverse=True))
    return Words(
        kinds, frozenset(raw["prepositions"]["strong"]), frozenset(raw["prepositions"]["weak"]), frozenset(raw["compass"]), frozenset(raw["sides"]),
        frozenset(raw["countries"]), frozenset(raw["bodies"]), frozenset(raw["of_bodies"]), frozenset(raw["not_places"]), frozenset(raw["common"]), frozenset(raw["leading"]),
        frozenset(raw["modifiers"]), frozenset(raw["verbs"]["town"]), frozenset(raw["verbs"]["either"]),
        re.compile(rf"(?<!\w)(?:{homes})-([A-Z][\w'\u2019.]+(?: [A-Z][\w'\u2019]+){{0,2}})"),
        {w: c for c, ws in raw["cues"].items() for w in ws if " " not in w}, tuple((w, c) for c, ws in raw["cues"].items() for w in ws if " " in w),
    )  # fmt: skip


def find_toponyms(reading: Reading, g: Gazetteer) -> list[Toponym]:
    """The toponyms of a story, in the order of the text, without overlap."""
    return _Finder(reading, g).run()


class _Finder:
    def __init__(self, reading: Reading, g: Gazetteer) -> None:
        self.reading, self.p, self.g, self.w = reading, reading.tokens, g, words()
        p = self.p
        self.n = len(p)
        self.entity: list[Entity | None] = [None] * self.n
        for e in p.entities:
            for t in range(e.first, e.last):
                self.entity[t] = e
        self.found: dict[int, Toponym] = {}  # first token -> toponym
        self.taken = [False] * self.n
        self.people = {
            p.words[e.last - 1].lower()
            for e in p.entities
            if e.label == "PERSON" and e.last - e.first > 1 and not any(p.words[t] in _JOINERS for t in range(e.first, e.last))
        }

    def run(self) -> list[Toponym]:
        p = self.p
        for e in p.entities:
            if e.label in _PLACE:
                self._entity(e)
        self._capitals()
        self._embedded()
        self._repeated()
        outside = self._outside()
        out = [*self.found.values(), *outside]
        out.sort(key=lambda t: (t.span[0], -t.span[1]))
        kept: list[Toponym] = []
        for t in out:
            if not kept or t.span[0] >= kept[-1].span[1]:
                kept.append(t)
        kept = [t for t in kept if any(c.isalpha() for c in t.name)]
        self._parents(kept)
        return kept

    # -- look-ups ------------------------------------------------------------------------------------------------------

    def _text(self, a: int, b: int) -> str:
        return self.p.text[self.p.starts[a] : self.p.ends[b]]

    def _known(self, name: str, *, main: bool = False) -> bool:
        hits = self.g.find(name)
        if not hits or key(name) in self.w.common:
            return False
        return any(how == MAIN for _, how in hits) if main else any(how != ABBREVIATION for _, how in hits)

    def _weight(self, name: str) -> float:
        """How much of a place the gazetteer knows under a name; 0 for none."""
        if key(name) in self.w.common:
            return 0.0
        return max((self.g.weight[r] - (1.0 if how != MAIN else 0.0) for r, how in self.g.find(name) if how != ABBREVIATION), default=0.0)

    def _free(self, a: int, b: int) -> bool:
        return not any(self.taken[a : b + 1])

    def _capital(self, i: int) -> bool:
        w = self.p.words[i]
        return w[:1].isupper()

    # -- claiming ------------------------------------------------------------------------------------------------------

    def _claim(self, a: int, b: int, *, sure: bool = True, want: frozenset[str] = frozenset()) -> Toponym:
        """Make tokens a..b a toponym, with the words of kind and direction around it."""
        p, w = self.p, self.w
        sentence = p.sentences[p.sentence_of[a]]
        if a - 2 >= sentence.first and p.words[a - 1] == "-" and p.words[a - 2].lower() in ARTICLES and self._free(a - 2, a - 1):
            a -= 2  # "al-Watiya"
        first, last = a, b
        if b > a and p.words[b].lower() in w.modifiers and b + 1 < sentence.last and p.words[b + 1].lower() in w.kinds:
            b -= 1  # "Misrata air" of "Misrata air base"
        name = self._text(a, b)
        wanted = set(want)
        if b + 2 < sentence.last and p.words[b + 1].lower() in w.modifiers and (kind := w.kinds.get(p.words[b + 2].lower())) and not any(self.taken[b + 1 : b + 3]):
            compound = w.kinds.get("".join(x.lower() for x in p.words[b + 1 : b + 3]), {"field": "oil_field"}.get(p.words[b + 2].lower(), kind))
            wanted.add(compound)
            last = b + 2
            whole = self._text(a, last)
            if self._known(whole, main=True):
                name = whole
            b = last
        if b + 1 < sentence.last and (kind := w.kinds.get(p.words[b + 1].lower().rstrip("."))) and not self.taken[b + 1]:
            following = p.words[b + 1]
            whole = self._text(a, b + 1)
            if following[:1].isupper() and self._known(whole, main=True):
                name, last = whole, b + 1
                wanted.add(kind)
            elif following[:1].islower() and following.lower() not in ("port", "range", "state", "mountain", "port") and (
                p.tags[b + 1][:1] == "N" and (p.heads[b] == b + 1 or p.deps[b] in ("compound", "nmod", "amod", "appos"))
            ):
                last = b + 1
                wanted.add(kind)
                if self._known(whole, main=True):
                    name = whole  # "Rafah crossing" is not Rafah
            elif following.lower() == "state" and p.heads[b] == b + 1 and (b + 2 >= sentence.last or p.tags[b + 2][:1] != "N"):
                last = b + 1
                wanted.add("province")
        inner = p.words[last].lower().rstrip(".")
        if last == b and b > a and inner in w.kinds and not wanted:
            wanted.add(w.kinds[inner])
        before = a - 1
        if (before >= 1 and p.words[before].lower() == "of" and (kind := w.kinds.get(p.words[before - 1].lower()))) or (before >= sentence.first and (kind := w.kinds.get(p.words[before].lower())) and p.words[before][:1].islower() and p.tags[before] in ("NN", "NNS")):
            wanted.add(kind)
        part = None
        if before >= sentence.first and p.words[before].lower() in w.compass and not self.taken[before] and (p.heads[before] in range(a, last + 1)):
            whole = self._text(before, last)
            if self._known(whole, main=True) and (self._capital(before) or any(KINDS[self.g.kind[r]] not in ("city", "district") for r, _ in self.g.find(whole))):
                name = whole
            else:
                part = p.words[before].lower()
            first = before
        t = Toponym(p.span(first, last), name, first=first, last=last, want=frozenset(wanted), sure=sure)
        t.part = part
        if not self._known(name):
            t.lookup, more = self._inner_name(name)
            t.want |= more
        for k in range(first, last + 1):
            self.taken[k] = True
        self.found[first] = t
        return t

    def _inner_name(self, name: str) -> tuple[str, frozenset[str]]:
        """What to look up for a name that is not known as a whole: "City of Paris", "Oaxaca State", "Aleppo University Hospital"."""
        kinds = self.w.kinds
        pieces = name.split()
        if len(pieces) > 2 and pieces[1].lower() == "of" and (kind := kinds.get(pieces[0].lower())):
            rest = " ".join(pieces[3:] if pieces[2].lower() == "the" and len(pieces) > 3 else pieces[2:])
            if self._known(rest):
                return rest, frozenset({kind})
        if len(pieces) > 1 and (kind := kinds.get(pieces[-1].lower().rstrip("."))) and self._known(" ".join(pieces[:-1])):
            return " ".join(pieces[:-1]), frozenset({kind}) if kind not in ("airport", "prison", "bridge", "dam", "camp", "crossing") else frozenset()
        if len(pieces) > 1 and (pieces[0].lower() in self.w.compass or pieces[0].lower() in self.w.leading) and self._known(" ".join(pieces[1:])):
            return " ".join(pieces[1:]), frozenset()
        for n in range(len(pieces) - 1, 0, -1):
            start = " ".join(pieces[:n])
            if any(x.lower().rstrip("s") in self.w.bodies or x.lower() in self.w.bodies or x.lower() in kinds for x in pieces[n:]) and self._weight(start) >= 3:
                return start, frozenset()
        return name, frozenset()

    # -- the parser's places -------------------------------------------------------------------------------------------

    def _entity(self, e: Entity) -> None:
        p = self.p
        a, b = e.first, e.last - 1
        while a < b and (p.tags[a] == "DT" or not p.words[a][:1].isalnum()):
            a += 1
        while b > a and (p.tags[b] == "POS" or not any(c.isalnum() for c in p.words[b])):
            b -= 1
        if not any(c.isalpha() for c in p.words[b]) or not self._free(a, b):
            return
        for first, last in self._pieces(a, b):
            if not self._free(first, last):
                continue
            first, last = self._widened(first, last)
            if first < last and not self._known(self._text(first, last)) and any(p.words[k].lower() in self.g.demonyms for k in range(first, last + 1)):
                continue  # "African Union", "Russian Embassy": a body that the parser took for a place
            if not self._vouched(first, last):
                continue
            self._claim(first, last)

    def _vouched(self, a: int, b: int) -> bool:
        """Whether the gazetteer or the words around a name bear the parser out: "Karzai said" is no place."""
        p = self.p
        if self._known(self._text(a, b)) or self._support(a) >= 2:
            return True
        if p.words[b].lower() in self.people or p.words[b].lower() in self.w.common:
            return False
        after = p.words[b + 1].lower() if b + 1 < self.n else ""
        if p.words[b].lower() in self.w.kinds or after in self.w.kinds or after in self.w.modifiers or self._inner_name(self._text(a, b))[0] != self._text(a, b):
            return True
        return (self._support(a) == 1 and (a < 2 or p.words[a - 2].lower() != "according")) or self._paired(b)

    def _pieces(self, a: int, b: int) -> Iterator[tuple[int, int]]:
        """A name as it stands if it is known, or its parts where it is several names in a row."""
        p = self.p
        if a == b or self._known(self._text(a, b)):
            yield a, b
            return
        cuts = [k for k in range(a + 1, b) if p.words[k].lower() in _JOINERS or p.words[k] in ("-", "to")]
        cuts = [k for k in cuts if self._known(self._text(a, k - 1)) or self._known(self._text(k + 1, b)) or p.words[k] == ","]
        if cuts:
            at = a
            for k in [*cuts, b + 1]:
                if at < k:
                    yield from self._pieces(at, k - 1) if (at, k - 1) != (a, b) else [(at, k - 1)]
                at = k + 1
            return
        if p.words[a].lower() in self.w.compass and self._known(self._text(a + 1, b)):
            yield a + 1, b
            return
        yield a, b

    def _widened(self, a: int, b: int) -> tuple[int, int]:
        """The longer name of which this is a part ("Deir" of "Deir al-Zor")."""
        p = self.p
        s = p.sentences[p.sentence_of[a]]
        for last in range(min(b + 3, s.last - 1), b, -1):
            if self._capital(last) and self._free(b + 1, last) and not self._acts(last) and all(self._capital(k) or p.words[k].lower() in _INNER for k in range(b + 1, last)):
                if p.words[last].lower() in self.w.kinds:
                    continue
                if self._known(self._text(a, last), main=True):
                    return a, last
        for first in range(max(a - 2, s.first), a):
            if self._capital(first) and self._free(first, a - 1) and all(self._capital(k) or p.words[k].lower() in _INNER for k in range(first, a)):
                if p.words[first].lower() in self.w.compass and p.words[first].lower() not in ("north", "south", "east", "west"):
                    continue
                if self._known(self._text(first, b), main=True):
                    return first, b
        return a, b

    def _acts(self, i: int) -> bool:
        e = self.entity[i]
        return e is not None and e.label in ("PERSON", "NORP", "DATE")

    # -- names that the parser took for something else -----------------------------------------------------------------

    def _capitals(self) -> None:
        p = self.p
        i = 0
        while i < self.n:
            if self.taken[i] or not self._capital(i) or p.tags[i] in ("PRP", "DT", "IN", "WRB", "WP", "CC", "PRP$", "MD", "RB"):
                i += 1
                continue
            s = p.sentences[p.sentence_of[i]]
            end = i
            while end + 1 < s.last and not self.taken[end + 1] and end + 1 - i < _LONGEST:
                if self._capital(end + 1) and p.tags[end + 1][:1] in "NJFV":
                    end += 1
                elif p.words[end + 1].lower() in _INNER and end + 2 < s.last and self._capital(end + 2) and not self.taken[end + 2] and (
                    p.words[end + 1].lower() in _TIGHT or (self.entity[end] is not None and self.entity[end] is self.entity[end + 2])
                ):
                    end += 2
                else:
                    break
            end = min(end, s.last - 1)
            i = self._try(i, end) + 1

    def _try(self, a: int, b: int) -> int:
        """Claim what is a place at the start of the capitalised run a..b; give the last token that is done with."""
        p, w = self.p, self.w
        e = self.entity[a]
        if e is not None and e.label == "NORP" and p.words[a].lower() in self.g.demonyms:
            return a
        support = max(self._support(a), self._struck(b, e))
        for last in range(b, a - 1, -1):
            if not self._capital(last):
                continue
            name = self._text(a, last)
            weight = self._weight(name)
            after = p.words[last + 1].lower() if last + 1 < self.n else ""
            kind = w.kinds.get(after.rstrip("."))
            if last < b and not (kind and p.words[last + 1].lower() in w.kinds):
                # a part of a longer name: only at a comma or where it stands in a body's name (see _embedded)
                continue
            if weight == 0:
                if kind and kind not in ("region", "base", "camp", "port", "mountain") and last == b and p.tags[a][:3] == "NNP" and p.words[last + 1][:1].islower() and (
                    kind in ("province", "district", "river", "island", "neighbourhood", "lake", "valley") and self._place_noun(last + 1)
                ) and not (e is not None and e.label in ("NORP", "PERSON", "DATE")):
                    self._claim(a, last)
                    return last
                if support >= 3 and last == b and p.tags[a][:3] == "NNP" and (e is None or e.label in ("ORG", "PERSON")):
                    self._claim(a, last)
                    return last
                continue
            exact = e is None or (e.first <= a and e.last - 1 <= last) or e.label in ("ORG", "PERSON", "PRODUCT", "WORK_OF_ART", "EVENT", "NORP")
            if not exact:
                continue
            person = e is not None and e.label == "PERSON"
            surname = p.words[last].lower() in self.people
            if self._paired(last) and not (person and surname):
                self._claim(a, last)
                return last
            if p.tags[a][:3] != "NNP":
                continue
            if kind and p.words[last + 1][:1].islower() and self._place_noun(last + 1) and not (person and surname):
                self._claim(a, last)
                return last
            if kind and p.words[last + 1][:1].isupper() and self._known(self._text(a, last + 1), main=True):
                self._claim(a, last)
                return last + 1
            if surname:
                continue
            if support >= 3 or (support == 2 and weight >= (3.6 if person else 3.0)) or (support == 1 and weight >= (5.5 if person else 4.3) and (e is None or e.label != "NORP")):
                self._claim(a, last, sure=support >= 2)
                return last
        return b if e is None else max(a, min(b, e.last - 1))

    def _place_noun(self, i: int) -> bool:
        """Whether a noun of kind ends the name here ("Idlib province"), and is not itself the first half of another noun."""
        p = self.p
        return p.tags[i][:1] == "N" and not (i + 1 < self.n and p.tags[i + 1][:2] == "NN" and p.heads[i] == i + 1 and p.words[i].lower() not in ("county",))

    def _support(self, a: int) -> int:
        """How much the words before a name say that it is a place: 3 "the town of", 2 "in", a place before "and"; 1 "from"; 0 nothing."""
        p, w = self.p, self.w
        k = a - 1
        s = p.sentences[p.sentence_of[a]]
        while k >= s.first and (p.words[k].lower() in w.compass or p.words[k].lower() in ("the", "nearby", "neighboring", "neighbouring", "greater", "metro", "far")):
            k -= 1
        if k < s.first:
            return 0
        word = p.words[k].lower()
        if word == "of" and k - 1 >= s.first and p.words[k - 1].lower() in w.kinds and p.words[k - 1].lower() not in ("area", "areas", "range", "state", "bridge"):
            return 3
        if word in w.strong:
            return 2
        if w.kinds.get(word) in ("city", "district", "province", "neighbourhood", "island", "river") and p.words[k][:1].islower() and p.tags[k] == "NN" and word not in ("state", "port"):
            return 2
        if word in _JOINERS and k - 1 >= s.first and self.taken[k - 1]:
            return 2
        if word == "and" and k - 2 >= s.first and p.words[k - 1] == "," and self.taken[k - 2]:
            return 2
        if word in w.weak:
            return 1
        return 0

    def _struck(self, i: int, e: Entity | None) -> int:
        """Support from a verb whose object or passive subject the name is: "shelled Sirte", "Sirte was shelled"."""
        p = self.p
        verb = p.heads[i]
        if p.deps[i] not in ("dobj", "nsubjpass") or p.tags[verb][:2] != "VB":
            return 0
        if p.lemmas[verb] in self.w.town_verbs:
            return 2
        if p.lemmas[verb] not in self.w.either_verbs:
            return 0
        return 2 if e is None or e.label != "PERSON" or self._weight(self._text(i, i)) > 5.3 else 0

    def _paired(self, last: int) -> bool:
        """Whether a comma and the name of a state or country follow: "Gary, Ind.", "Attapeu, Laos"."""
        p = self.p
        if last + 2 >= self.n or p.words[last + 1] != ",":
            return False
        for end in range(min(last + 4, self.n - 1), last + 1, -1):
            if not self._capital(end) or not self._capital(last + 2):
                continue
            for r, _ in self.g.find(self._text(last + 2, end)):
                if self.g.kind[r] <= 1 and self._within(self._text_of(last), r):
                    return True
        return False

    def _text_of(self, last: int) -> str:
        a = last
        s = self.p.sentences[self.p.sentence_of[last]]
        while a > s.first and self._capital(a - 1) and not self.taken[a - 1]:
            a -= 1
        return self._text(a, last)

    def _within(self, name: str, parent: int) -> bool:
        g = self.g
        pieces = name.split()
        for k in range(len(pieces)):
            for r, _ in g.find(" ".join(pieces[k:])):
                if g.country[r] == g.country[parent] and (g.kind[parent] == 0 or g.admin1[r] == g.admin1[parent]):
                    return True
        return False

    # -- names inside the names of bodies --------------------------------------------------------------------------------

    def _embedded(self) -> None:
        """ "Clarke County Superior Court", "University of Aleppo": the body is named after its place."""
        p, w = self.p, self.w
        for e in p.entities:
            if e.label not in ("ORG", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LOC"):
                continue
            a, b = e.first, e.last - 1
            while a < b and p.tags[a] == "DT":
                a += 1
            if a == b or not self._free(a, b) or self._text(a, b).lower() in w.not_places:
                continue
            done = False
            for last in range(min(b - 1, a + 3), a - 1, -1):
                following = p.words[last + 1].lower().rstrip("s.")
                if not self._capital(last) or p.tags[last] == "POS":
                    continue
                body = following in w.bodies or p.words[last + 1].lower() in w.bodies or any(p.words[k].lower() in w.bodies for k in range(last + 1, b + 1))
                if body and self._weight(self._text(a, last)) >= 2.7 and self._known(self._text(a, last), main=True) and p.words[last].lower() not in self.people:
                    self._claim(a, last, sure=False)
                    done = True
                    break
            if done:
                continue
            for k in range(a + 1, b):
                if p.words[k].lower() == "of" and p.words[k - 1].lower() in w.of_bodies:
                    for last in range(b, k, -1):
                        if self._weight(self._text(k + 1, last)) >= 3.0 and self._known(self._text(k + 1, last), main=True):
                            self._claim(k + 1, last, sure=False)
                            break
                    break

    # -- the same name elsewhere in the story ----------------------------------------------------------------------------

    def _repeated(self) -> None:
        p = self.p
        names: dict[str, list[tuple[str, ...]]] = {}
        for t in list(self.found.values()):
            if t.sure and t.first >= 0 and key(t.name) not in self.w.common:
                tokens = tuple(p.words[k].lower() for k in range(t.first, t.last + 1))
                if t.part:
                    tokens = tokens[1:]
                if len(tokens) > 1 and tokens[-1] in self.w.kinds:
                    tokens = tokens[:-1]
                if tokens and self._weight(" ".join(tokens)) > 0:
                    names.setdefault(tokens[0], []).append(tokens)
        for group in names.values():
            group.sort(key=len, reverse=True)
        for i in range(self.n):
            if self.taken[i] or not self._capital(i):
                continue
            for tokens in names.get(p.words[i].lower(), ()):
                last = i + len(tokens) - 1
                if last >= self.n or not self._free(i, last) or any(p.words[i + k].lower() != tokens[k] for k in range(len(tokens))):
                    continue
                e = self.entity[i]
                if e is not None and e.label == "PERSON" and (e.first, e.last - 1) != (i, last):
                    continue
                if e is not None and e.label not in _PLACE and e.first < i and p.words[i - 1] not in ("-", "the", "The", ","):
                    continue
                if (i and p.words[i - 1] in ("Mr.", "Mrs.", "Ms.", "Dr.")) or tokens[-1] in self.people:
                    continue
                self._claim(i, last, sure=False)
                break

    # -- what stands outside the parse or across it ------------------------------------------------------------------------

    def _outside(self) -> list[Toponym]:
        """The dateline's place, other lines of filing in the text, and legislators' homes."""
        text = self.p.text
        end_of_parse = self.p.ends[-1]
        out: list[Toponym] = []
        line = self.reading.story.dateline
        if line is not None and line.place is not None:
            out += self._filed(text, line.place[0], line.place[1])
        for m in _FILED.finditer(text, 0, end_of_parse):
            if line is not None and m.start() < line.span[1] and m.end() > line.span[0]:
                continue
            if self._known(m[1], main=True):
                out += self._filed(text, m.start(1), m.end(2) if m[2] and self.g.find(m[2]) else m.end(1))
        for m in self.w.party_home.finditer(text, 0, end_of_parse):
            end = m.end(1)
            while end > m.start(1):
                name = text[m.start(1) : end]
                if self._known(name, main=True):
                    out.append(Toponym((m.start(1), end), name))
                    break
                end = m.start(1) + name.rfind(" ") if " " in name else m.start(1)
        covered = {k for t in out for k in self.p.tokens_in(t.span)}
        for first, t in list(self.found.items()):
            if any(k in covered for k in range(t.first, t.last + 1)):
                del self.found[first]
        return out

    def _filed(self, text: str, start: int, end: int) -> list[Toponym]:
        out: list[Toponym] = []
        at = start
        for piece in re.split(r"[,/]", text[start:end]):
            a = at + len(piece) - len(piece.lstrip())
            b = a + len(piece.strip())
            at += len(piece) + 1
            if a < b:
                out.append(Toponym((a, b), text[a:b]))
        for child, parent in itertools.pairwise(out):
            child.parent = parent
        return out

    # -- pairs -------------------------------------------------------------------------------------------------------------

    def _parents(self, found: list[Toponym]) -> None:
        """ "Gary, Indiana", "Idlib (Syria)", "Raqqa in Syria", "Syria's Raqqa", "the Idlib town of Saraqib"."""
        text = self.p.text
        for a, b in itertools.pairwise(found):
            between = text[a.span[1] : b.span[0]]
            if len(between) > 24 or a.parent is not None:
                continue
            low = between.strip().lower()
            if low in (",", "(", ", in", "in", "- in") or re.fullmatch(r",? (?:in|of) (?:the )?(?:[\w-]+ )?", between.lower()) or re.fullmatch(r", (?:[\w-]+ern )", between):
                a.parent = b
            elif low in ("'s", "\u2019s", "'", "\u2019") or re.fullmatch(r"(?:'s|\u2019s)? ?(?:[\w-]+ )?(?:city|town|village|province|district|district|state|region|county|port|capital|suburb)s?(?: of)?(?: the)?", low):
                b.parent = a if b.parent is None else b.parent
