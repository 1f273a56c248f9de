"""What a story is about, as far as its names tell, and whether a name in it is the actor that bears it or a namesake.

The rules ask what an editor would: is the story about that country or body, did the person hold office then, is the full name there,
does another first name, another walk of life or a longer name stand beside it.
"""

import collections
import datetime as dt
from collections.abc import Iterable

from dateline.lexicon import load
from dateline.lexicon.entries import ActorEntry, Office
from dateline.lexicon.names import AgentIndex, How, NameIndex, fold
from dateline.lexicon.spelling import skeleton
from dateline.model.claim import Mention
from dateline.model.cover import Cover
from dateline.model.parse import Entity
from dateline.model.reading import Reading

Candidates = tuple[tuple[int, How], ...]
_SETTINGLESS = frozenset({"media", "company", "ngo"})
"""Kinds whose home country says nothing of where a story is set."""
_HIGH = frozenset({"head_of_state", "head_of_government", "supreme_leader", "crown_prince", "secretary_general"})
_SHARE = 0.1
"""The least share of a story's countries at which a name that many share is taken for a body of that country."""
_BEFORE, _AFTER = 400, 1200
"""Days before and after an office in which a surname alone still means its holder."""
_LONG_AFTER = 5500
"""Days after the last office in which a full name that many share may still mean its holder."""


def bounds(date: str | None, *, end: bool) -> dt.date | None:
    """The first or last day of a partial ISO date ("2014", "2014-05")."""
    if not date:
        return None
    parts = [int(x) for x in date.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if end else 1)
    if len(parts) > 2:
        return dt.date(year, month, parts[2])
    if not end:
        return dt.date(year, month, 1)
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def holds(since: str | None, until: str | None, day: dt.date | None) -> bool:
    """Whether a dated fact may hold on a day (unknown ends are open)."""
    if day is None:
        return True
    first, last = bounds(since, end=False), bounds(until, end=True)
    return (first is None or first <= day) and (last is None or day <= last)


def distance(offices: Iterable[Office], day: dt.date | None) -> int | None:
    """Days from a day to the nearest dated office: 0 in office, negative before it, positive after it; None if none has a date."""
    best: int | None = None
    for o in offices:
        if day is None or not (o.since or o.until):
            continue
        first, last = bounds(o.since, end=False), bounds(o.until, end=True)
        gap = (day - first).days if first and day < first else (day - last).days if last and day > last else 0
        if best is None or abs(gap) < abs(best):
            best = gap
    return best


class Scene:
    """The countries, bodies and people that a story names."""

    def __init__(self, reading: Reading, names: NameIndex, agents: AgentIndex, found: Iterable[tuple[Mention, Candidates]]) -> None:
        self.p, self.day, self.names, self.agents = reading.tokens, reading.story.published, names, agents
        self.words = {k: frozenset(str(w) for w in v) for k, v in load.words("naming").items()}
        self.countries: collections.Counter[str] = collections.Counter()
        self.lands: collections.Counter[str] = collections.Counter()
        self.strong: set[str] = set()
        self.full: set[str] = set()
        self.entity_at: dict[int, Entity] = {t: e for e in self.p.entities for t in range(e.first, e.last)}
        self.known: set[int] = set()
        self.named: list[tuple[int, int]] = []
        pairs = list(found)
        for m, candidates in pairs:
            if candidates:
                self.named.append((m.first, m.last))
                self.known.update(range(m.first, m.last + 1))
        texts = [(m.text, c) for m, c in pairs]
        title = reading.story.title or ""
        texts += [(title[h.start : h.end], h.candidates) for h in names.find(title)] if title else []
        for text, candidates in texts:
            self._note(text, candidates)
        lead = reading.story.dateline.span if reading.story.dateline else None
        spans = Cover(self.p.span(*n) for n in self.named)
        for place in {
            (x.name, x.country)
            for x in reading.places
            if x.country and not (lead and lead[0] <= x.span[0] < lead[1]) and not spans.holds(x.span[0], x.span[0] + 1)
        }:
            self.lands[str(place[1])] += 1
            self.countries[str(place[1])] += 1
        for m, candidates in pairs:  # a full name that is a namesake's vouches for no surname
            if " " in m.text.strip():
                for k, how in candidates:
                    e = names.entries[k]
                    if e.id in self.full and e.kind == "person" and self.doubt(m, e, how):
                        self.full.discard(e.id)

    def _note(self, text: str, candidates: Candidates) -> None:
        entries = [(self.names.entries[k], how) for k, how in candidates]
        if " " in text.strip():
            self.full |= {e.id for e, _ in entries if e.kind == "person"}
        strong = [e for e, how in entries if how != "weak"]
        strong = [e for e in strong if holds(e.since, e.until, self.day)] or strong
        if len(strong) != 1:
            return
        e = strong[0]
        self.strong.add(e.id)
        if e.kind != "person":
            self.full.add(e.id)
        if e.parent:
            self.strong.add(e.parent)
        if e.country and e.kind not in _SETTINGLESS:
            self.countries[e.country] += 1 if e.kind == "person" else 2
            self.lands[e.country] += 0 if e.kind == "person" else 2

    # -- support ---------------------------------------------------------------------------------------------------------

    def about(self, e: ActorEntry) -> bool:
        """Whether the story is about the country or the body of an actor."""
        if e.kind != "person" and e.country:
            return self.lands[e.country] > 0 and self.lands[e.country] >= _SHARE * self.lands.total()
        if e.country and self.countries[e.country] > 0:
            return True
        if e.id in self.strong or (e.parent or "") in self.strong:
            return True
        return any(o.of in self.strong for o in e.offices)

    def _land(self, e: ActorEntry) -> bool:
        return bool(e.country and self.lands[e.country]) or any(o.of in self.strong for o in e.offices)

    # -- doubt -----------------------------------------------------------------------------------------------------------

    def doubt(self, m: Mention, e: ActorEntry, how: How) -> str | None:
        """Why a mention is not the actor that bears its name, or None."""
        if how in ("weak", "adjective", "demonym") and (x := self.entity_at.get(m.head)) is not None and x.label == "LANGUAGE":
            return "a language"
        if how not in ("adjective", "demonym") and self._longer(m, e):
            return "part of a longer name"
        if m.first == m.last and self._capitals(m.first) and (how == "weak" or self.p.words[m.first].lower() in self.words["words"]):
            return "a word in capitals"
        if how == "weak" and e.id not in self.full and not holds(e.since, e.until, self.day):
            return "not at that time"
        if e.kind == "person":
            return self._doubt_person(m, e, how)
        if how == "weak":
            if not self.about(e):
                return "the story is not about it"
            if e.id not in self.full and self._bare_letters(m):
                return "letters without the name"
            if e.country and self._of_another(m, e.country):
                return "another country's"
            if e.kind != "party" and self._compounded(m):
                return "part of a longer name"
        if e.kind == "state" and how != "adjective" and self._persons(m):
            return "a person's name"
        return None

    def _longer(self, m: Mention, e: ActorEntry) -> bool:
        k = m.last + 1
        if k >= len(self.p) or self.p.sentence_of[k] != self.p.sentence_of[m.last] or k in self.known:
            return False
        word = self.p.words[k].rstrip(".")
        if e.kind == "person":
            return word in self.words["tails"] and self.p.tags[k][:1] == "N"
        return e.kind == "state" and word in self.words["state_tails"] and self.p.tags[k][:2] == "NN"

    def _capitals(self, t: int) -> bool:
        """Whether a word stands among words in capitals (a headline inside the text), where letters tell no name."""
        p = self.p
        if not p.words[t].isupper():
            return False
        near = [p.words[k] for k in (t - 2, t - 1, t + 1, t + 2) if 0 <= k < len(p) and p.sentence_of[k] == p.sentence_of[t] and p.words[k].isalpha()]
        return len(near) > 1 and all(w.isupper() for w in near) and any(len(w) > 3 for w in near)

    def _bare_letters(self, m: Mention) -> bool:
        """Letters that stand for many things: two of them never name a body by themselves, more only where the parser sees a name."""
        word = self.p.words[m.last]
        if m.first != m.last or not word.isupper():
            return False
        entity = self.entity_at.get(m.head)
        return len(word) < 3 or entity is None or entity.label not in ("ORG", "NORP", "GPE", "PERSON")

    def _of_another(self, m: Mention, country: str) -> bool:
        """ "Spain's Treasury", "the Spain Treasury", "Treasury of Spain"."""
        p = self.p
        at = [m.first - 1, m.first - 2] if m.first and p.tags[m.first - 1] == "POS" else [m.first - 1]
        if m.last + 2 < len(p) and p.words[m.last + 1] == "of":
            if p.tags[m.last + 2][:3] == "NNP" and m.last + 2 not in self.known:
                return True
            at.append(m.last + 2)
        for t in at:
            if t < 0 or t not in self.known:
                continue
            states = [self.names.entries[k].country for k, _ in self._hit_at(t) if self.names.entries[k].kind == "state"]
            if states and country not in states:
                return True
        return False

    def _hit_at(self, t: int) -> Candidates:
        first, last = next(((a, b) for a, b in self.named if a <= t <= b), (t, t))
        return self.names.lookup(self.p.text[slice(*self.p.span(first, last))])

    def _compounded(self, m: Mention) -> bool:
        """A name of one word with another name word before it ("Random House")."""
        t = m.first - 1
        if m.first and self.p.words[t].lower() == "state":
            return True
        if m.first != m.last or t < 0 or self.p.tags[t] not in ("NNP", "NNPS") or self.p.heads[t] != m.head or t in self.known:
            return False
        return not self._title(t)

    def _title(self, t: int) -> bool:
        word = self.p.words[t].lower().rstrip(".")
        return word in self.words["titles"] or any(n.role for _, _, n in self.agents.at(self.p.words, self.p.lemmas, t))

    def first_name(self, m: Mention) -> int | None:
        """The first token of the first name that stands before a name of one word ("Jeb" before "Bush"), or None."""
        p, first = self.p, None
        entity = self.entity_at.get(m.head)
        for t in range(m.first - 1, max(m.first - 4, -1), -1):
            inside = entity is not None and entity.label == "PERSON" and entity.first <= t
            if t in self.known or p.tags[t] not in ("NNP", "NNPS") or not (inside or p.heads[t] == m.head) or p.sentence_of[t] != p.sentence_of[m.head]:
                break
            if not p.words[t][:1].isupper() or self._title(t):
                break
            first = t
        return first

    def _persons(self, m: Mention) -> bool:
        """Whether a state's name is a person's here: with a first name, or after the person has been named in full."""
        entity = self.entity_at.get(m.head)
        if entity is None or entity.label != "PERSON":
            return False
        if self.first_name(m) is not None:
            return True
        return m.first == m.last and self.other_person(m, None)

    def other_person(self, m: Mention, e: ActorEntry | None) -> bool:
        """Whether the story names in full another person with this surname."""
        word = self.p.words[m.last].lower()
        for x in self.p.entities:
            last = x.last - 1 if self.p.tags[x.last - 1] != "POS" else x.last - 2
            if x.label != "PERSON" or last <= x.first or self.p.words[last].lower() != word or self._title(last - 1) or last - 1 in self.known:
                continue
            if e is None or not any(_is_first_name(self.p.words[t], e) for t in range(x.first, last)):
                return True
        return False

    def _credited(self, m: Mention) -> bool:
        """Whether a name stands among those who wrote or edited the story ("Reporting by X; Editing by Y")."""
        p = self.p
        first = p.sentences[p.sentence_of[m.head]].first
        return any(p.words[t].lower() in self.words["credits"] and p.words[t + 1].lower() == "by" for t in range(first, max(m.first - 1, first)))

    def _beside(self, m: Mention) -> tuple[set[str], set[str]]:
        """Roles and lemmas of the nouns beside a person's name: before it and in apposition."""
        p, nouns = self.p, []
        t = m.first - 1
        while t >= max(m.first - 6, p.left[m.head]) and p.tags[t][:1] in "NJ" and p.sentence_of[t] == p.sentence_of[m.head]:
            nouns.append(t)
            t -= 1
        nouns += [c for c in p.children(m.head) if p.deps[c] == "appos"]
        if p.deps[m.head] == "appos":
            nouns.append(p.heads[m.head])
        roles = {n.role.role for t in nouns for _, _, n in self.agents.at(p.words, p.lemmas, t) if n.role}
        lemmas = {p.lemmas[t] for t in nouns} | {p.lemmas[c] for t in nouns if p.deps[t] == "appos" for c in p.children(t) if p.deps[c] == "conj"}
        return roles, lemmas

    def _doubt_person(self, m: Mention, e: ActorEntry, how: How) -> str | None:
        if self._credited(m):
            return "a reporter's credit"
        gap = distance(e.offices, self.day)
        alone = m.first == m.last
        if alone:
            first = self.first_name(m)
            if first is not None and not _is_first_name(self.p.words[first], e):
                return "another first name"
            if e.id in self.full:
                return None
            if self.other_person(m, e):
                return "another of that surname is named in full"
        roles, lemmas = self._beside(m)
        fits = bool(roles & {o.role for o in e.offices})
        if gap != 0 and not fits and ("executive" in roles or lemmas & self.words["walks"]) and not {"executive", "director"} & {o.role for o in e.offices}:
            return "another walk of life"
        if fits and self._land(e):
            return None
        if alone:
            if gap is None or gap == 0:
                return None if how != "weak" or self.about(e) else "the story is not about their country"
            if gap < -_BEFORE or (gap > _AFTER and (how == "weak" or not self._land(e))):
                return "not in office at that time"
            return None if self._land(e) else "the story is not about their country"
        if how == "weak":
            if not self._land(e):
                return "the story is not about their country"
            return "not in office at that time" if gap is not None and (gap < -_BEFORE or gap > _LONG_AFTER) else None
        if gap != 0 and not self._land(e):
            high = any(o.role in _HIGH for o in e.offices)
            if how == "alias" and not high:
                return "the story is not about their country"
            if gap is not None and not fits and (roles or (abs(gap) > _BEFORE and not high)):
                return "not in office at that time"
        return None


def _is_first_name(word: str, e: ActorEntry) -> bool:
    """Whether a word is one of a person's names, an initial of one, or one in another spelling."""
    w = fold(word).lower().strip(".")
    own = {x.strip(".").lower() for n in (e.name, *e.aliases, *e.weak) for x in fold(n).split()}
    return w in own or (len(w) == 1 and any(x.startswith(w) for x in own)) or any(len(w) > 3 and skeleton(w) == skeleton(x) for x in own)
