"""The names of the knowledge base, compiled to one automaton, and the nouns for people and bodies without names."""

import functools
import pathlib
import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

import ahocorasick_rs

from dateline.lexicon import load, spelling
from dateline.lexicon.entries import ActorEntry, BodyNoun, Office, PeopleNoun, RoleNoun
from dateline.lexicon.spelling import NearNames, likest
from dateline.model.story import Record
from dateline.settings import DATA, Settings

How = Literal["name", "alias", "weak", "adjective", "demonym", "metonym"]
_APOSTROPHES = "\u2019\u2018\u02bc\u02bb`\u00b4"
_ARTICLES = frozenset({"al", "el", "as", "ash", "ad", "ar", "at", "an", "az"})
_PARTICLES = frozenset({"van", "von", "de", "den", "der", "da", "di", "la", "le", "bin", "ben", "ibn", "du", "dos", "del", "ter", "bint", "ould", "wa"})
_SHORT = 6
_BEHIND = 12.0
"""How far behind the likest name (of 100) another may be, to be shown with it."""
_BYNAME = re.compile(r"(?:Abu|Umm|Abou|Oum) \S+$")


@functools.cache
def _table() -> dict[int, str]:
    """Characters that are folded one to one: diacritics off, hyphens and line ends to spaces, apostrophes straight."""
    table = {ord(c): " " for c in "-\u2010\u2011\u00a0\n\t\r"}
    table |= {ord(c): "'" for c in _APOSTROPHES}
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code) and base.isascii():
            table[code] = base
    table |= {0x131: "i", 0x142: "l", 0x141: "L", 0xF8: "o", 0xD8: "O", 0x111: "d", 0x110: "D", 0x11F: "g"}
    return table


def fold(text: str) -> str:
    """Fold a text for name look-up, code point for code point: the result is as long as the text."""
    return text.translate(_table())


def slug(text: str) -> str:
    """A story-local id's body: ASCII, lower case, hyphens."""
    ascii_ = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_.lower()).strip("-") or "unnamed"


def variants(name: str) -> Iterator[str]:
    """The spellings that rules make of a name: apostrophes, the Arabic article in its forms or left out, particles with and without capitals."""
    base = " ".join(fold(name).split())
    forms = [base]
    if "'" in base:
        forms.append(base.replace("'", ""))
    if "." in base:
        forms.append(base.rstrip("."))
    for form in forms:
        yield form
        words = form.split(" ")
        if len(words) < 2:
            continue
        low = [w.lower() for w in words]
        places = [k for k, w in enumerate(low) if w in _ARTICLES and k + 1 < len(words)]
        if places and len(words) <= 6:
            for article in ("al", "Al", "el", "El"):
                yield " ".join(article if k in places else w for k, w in enumerate(words))
            if len(words) - len(places) >= 2:
                yield " ".join(w for k, w in enumerate(words) if k not in places)
        particles = [k for k, w in enumerate(low) if w in _PARTICLES and k + 1 < len(words)]
        if particles and len(words) <= 6:
            yield " ".join(low[k] if k in particles else w for k, w in enumerate(words))
            yield " ".join(w.capitalize() if k in particles else w for k, w in enumerate(words))
            yield " ".join(low[k].capitalize() if k == particles[0] else low[k] if k in particles else w for k, w in enumerate(words))


def _genders(entries: tuple[ActorEntry, ...]) -> dict[str, str]:
    """The gender of first names, as far as the people of the knowledge base who bear them agree."""
    seen: dict[str, set[str]] = {}
    for e in entries:
        first = fold(e.name).split(" ")
        if e.kind == "person" and e.gender and len(first) > 1:
            seen.setdefault(first[0].lower(), set()).add(e.gender)
    return {name: found.pop() for name, found in seen.items() if len(found) == 1}


class Hit(Record, frozen=True, kw_only=True):
    """A name in a text: [start, end) and the entries that bear it, each with how."""

    start: int
    end: int
    candidates: tuple[tuple[int, How], ...]


class NameIndex:
    """Names to actors. Build once a process."""

    def __init__(self, settings: Settings) -> None:
        self.entries: tuple[ActorEntry, ...] = load.actors(settings)
        self.number = {e.id: k for k, e in enumerate(self.entries)}
        self._paths = [*load.files("actors", settings.actors), DATA / "agents.yaml", DATA / "stop_names.yaml", pathlib.Path(__file__)]
        self._exact = load.cached("names", self._paths, dict[str, tuple[tuple[int, How], ...]], self._names)
        self._patterns = list(self._exact)
        self._candidates = list(self._exact.values())
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns, implementation=None)
        self.offices: dict[tuple[str, str], list[tuple[int, Office]]] = {}
        for k, e in enumerate(self.entries):
            for o in e.offices:
                self.offices.setdefault((o.of, o.role), []).append((k, o))

    def _names(self) -> dict[str, tuple[tuple[int, How], ...]]:
        """All names in all their spellings, each with the entries that bear it."""
        names: dict[str, dict[int, How]] = {}

        common = {w for group in (load.agents().roles, load.agents().bodies, load.agents().people) for noun in group for w in noun.words}
        common |= {w + "s" for w in common}

        def add(name: str, number: int, how: How) -> None:
            for form in variants(name):
                if len(form) > 1 and form not in common:  # "rebels" is a noun, whatever an entry lists
                    names.setdefault(form, {}).setdefault(number, how)
                    if form[0].islower() and not form.startswith("the "):  # at the head of a sentence
                        names.setdefault(form[0].upper() + form[1:], {}).setdefault(number, how)

        taken = {n for e in self.entries if e.kind != "state" for n in e.metonyms}  # Brussels is the Union
        for k, e in enumerate(self.entries):
            if e.kind == "person":  # "Abu Omar" is what many are called
                for n in (e.name, *e.aliases):
                    if _BYNAME.match(n):
                        add(n, k, "weak")
            add(e.name, k, "name")
            for group, how in (
                (e.aliases, "alias"), (e.metonyms, "metonym"), (e.weak, "weak"), (e.adjectives, "adjective"), (e.demonyms, "demonym"),
            ):  # fmt: skip
                for n in group:
                    add(n, k, how)  # type: ignore[arg-type]
            if e.kind == "state" and e.capital and e.capital not in taken:
                add(e.capital, k, "metonym")
            if e.kind == "state" and len(e.name) > 3:
                add(e.name.upper(), k, "name")
        for phrase in load.words("stop_names")["phrases"]:
            names.setdefault(fold(phrase), {})
        return {n: tuple(sorted(bearers.items())) for n, bearers in names.items()}

    @functools.cached_property
    def genders(self) -> dict[str, str]:
        """The gender of first names, folded and in lower case, as far as the people who bear them agree."""
        return _genders(self.entries)

    @functools.cached_property
    def near(self) -> NearNames:
        """Names of people, and strong names of more than one word of anything else, by near spelling."""
        named = ((k, n, e.kind == "person") for k, e in enumerate(self.entries) for n in (e.name, *e.aliases) if " " in n or e.kind == "state")
        return NearNames(load.cached("near", [*self._paths, pathlib.Path(spelling.__file__)], spelling.Table.__value__, lambda: spelling.table(named, fold)), fold)

    @functools.cached_property
    def people(self) -> frozenset[str]:
        """The words of the names of people, folded and in lower case: a misspelt country is none of them."""
        return frozenset(w for e in self.entries if e.kind == "person" for w in fold(e.name).lower().split())

    @functools.cached_property
    def _capitals(self) -> dict[str, list[str]]:
        table: dict[str, list[str]] = {}
        for pattern in self._patterns:
            if self._exact[pattern]:
                table.setdefault(pattern.lower(), []).append(pattern)
        return table

    def lookup(self, name: str) -> tuple[tuple[int, How], ...]:
        """The entries that bear exactly this name."""
        return self._exact.get(" ".join(fold(name).split()), ())

    def borne(self, name: str) -> list[tuple[int, How]]:
        """The entries that bear a name, whatever its capitals."""
        best: dict[int, How] = {}
        for pattern in self._capitals.get(" ".join(fold(name).split()).lower(), ()):
            for number, how in self._exact[pattern]:
                if best.get(number, "weak") == "weak":
                    best[number] = how
        return list(best.items())

    def search(self, name: str, *, most: int = 12, cutoff: float = 78.0) -> list[tuple[int, How, str, float]]:
        """Entries by a name as a person types it: whatever the capitals, else by near spelling. (entry, how, name found, score of 100)."""
        typed = " ".join(fold(name).split()).lower()
        names = [(n, 100.0) for n in self._capitals.get(typed, ())]
        if not names:
            like = likest(typed, list(self._capitals), most=most, cutoff=cutoff if len(typed) > _SHORT else cutoff + 4)
            like = [(n, s) for n, s in like if s >= like[0][1] - _BEHIND]
            names = [(pattern, score) for low, score in like for pattern in self._capitals[low]]
        best: dict[int, tuple[How, str, float]] = {}
        for pattern, score in names:
            for number, how in self._exact[pattern]:
                if number not in best or best[number][2] < score:
                    best[number] = (how, pattern, score)
        rows = [(number, how, pattern, score) for number, (how, pattern, score) in best.items()]
        return sorted(rows, key=lambda r: (-r[3], r[1] == "weak", self.entries[r[0]].name, r[0]))[:most]

    def find(self, text: str) -> list[Hit]:
        """All names in a text at word boundaries, the longest at each place, none overlapping, left to right."""
        folded = fold(text)
        raw = []
        for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if (start and folded[start - 1].isalnum()) or (end < len(folded) and folded[end].isalnum()):
                continue
            raw.append((start, end, number))
        raw.sort(key=lambda r: (r[0], -r[1]))
        out, at = [], 0
        for k, (start, end, number) in enumerate(raw):
            if start < at or self._overtaken(raw, k):
                continue
            at = end
            if self._candidates[number]:
                out.append(Hit(start=start, end=end, candidates=self._candidates[number]))
        return out

    @staticmethod
    def _overtaken(raw: list[tuple[int, int, int]], k: int) -> bool:
        """Whether a longer name begins inside a name ("House of Representatives" in "the House")."""
        start, end, _ = raw[k]
        for later, last, _ in raw[k + 1 :]:
            if later >= end:
                return False
            if later > start and last > end and last - later > end - start:
                return True
        return False


class Noun(Record, frozen=True, kw_only=True):
    """What a role, body or people noun means."""

    kind: Literal["role", "body", "people"]
    role: RoleNoun | None = None
    body: BodyNoun | None = None
    people: PeopleNoun | None = None


class _Phrase(Record, frozen=True, kw_only=True):
    """A phrase of a noun: the words up to its head, each with whether its capitals count, and those after ("chief", then "of staff")."""

    before: tuple[tuple[str, bool], ...]
    after: tuple[str, ...]
    noun: Noun


class AgentIndex:
    """Role, body and people nouns by their last word, the longest phrase first."""

    def __init__(self, settings: Settings | None = None) -> None:
        table: dict[str, list[_Phrase]] = {}
        a = load.agents(settings.actors if settings else ())
        nouns: list[tuple[tuple[str, ...], Noun]] = [(r.words, Noun(kind="role", role=r)) for r in a.roles]
        nouns += [(b.words, Noun(kind="body", body=b)) for b in a.bodies]
        nouns += [(g.words, Noun(kind="people", people=g)) for g in a.people]
        for words, noun in nouns:
            for phrase in words:
                split = tuple(phrase.replace("-", " - ").split())
                cut = next((k for k, w in enumerate(split) if k and w in ("of", "for", "to", "in", "at", "on")), len(split))
                before = tuple((w, w != w.lower()) for w in split[:cut])
                table.setdefault(split[cut - 1].lower(), []).append(_Phrase(before=before, after=split[cut:], noun=noun))
        self._table = {k: sorted(v, key=lambda x: -len(x.before) - len(x.after)) for k, v in table.items()}

    def at(self, words: list[str], lemmas: list[str], i: int) -> list[tuple[int, int, Noun]]:
        """The readings of the noun at token `i` as (first token, last token, noun), the longest phrases only: by its lemma, else by its form
        ("forces" are not a "force")."""
        found = self._phrases_at(lemmas[i], words, lemmas, i)
        form = words[i].lower()
        return found if found or form == lemmas[i] else self._phrases_at(form, words, lemmas, i)

    def _phrases_at(self, key: str, words: list[str], lemmas: list[str], i: int) -> list[tuple[int, int, Noun]]:
        best: list[tuple[int, int, Noun]] = []
        size = 0
        for x in self._table.get(key, ()):
            length = len(x.before) + len(x.after)
            if length < size:
                break
            token = first = i - len(x.before) + 1
            if first < 0:
                continue
            for w, exact in x.before:
                if words[token] != w if exact else lemmas[token] != w and words[token].lower() != w:
                    break
                token += 1
            else:
                last = _behind(words, lemmas, i, x.after)
                if last is not None:
                    size = length
                    best.append((first, last, x.noun))
        return best


def _behind(words: list[str], lemmas: list[str], i: int, after: tuple[str, ...]) -> int | None:
    """The last token of the words after a head, articles passed over; None where they do not stand there."""
    at = i + 1
    for w in after:
        while at < len(words) and words[at].lower() in ("the", "a", "an") and w not in ("the", "a", "an"):
            at += 1
        if at >= len(words) or (lemmas[at] != w.lower() and words[at].lower() != w.lower()):
            return None
        at += 1
    return at - 1
