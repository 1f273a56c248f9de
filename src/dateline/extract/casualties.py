"""Casualties: how many were killed, hurt, taken or driven out, as the text bounds it, and in which event.

A harm is a verb with its harmed ("killing nine", "were arrested"), a number with a word for the harmed ("12 dead"), an act "of" the harmed
("the death of two soldiers") or a total ("the toll rose to 30"). It belongs to the event of its own clause; a bare effect ("at least 20 died")
belongs to the act that it follows. The count of a whole war is no event's. Counts are never averaged or guessed: the first stands, a total replaces
it, and words like "three more" beside it add up only where both stand in one span.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.extract.quantities import Quantities, Quantity, barred_tokens
from dateline.extract.status import Judge
from dateline.lexicon import load
from dateline.lexicon.cues import Cues
from dateline.lexicon.frames import Frames
from dateline.lexicon.match import EventLexicon
from dateline.model.claim import REALISED, Count, Event
from dateline.model.reading import Reading

_THINGS = "destroyed"
_REACH = 9
"""Tokens between the first word of a verb phrase and its last, at most."""
_BESIDE = frozenset({"in", "by", "during", "from", "with", "after", "when", "as", "following", "at", "under", "of", "amid"})
_PEOPLE = frozenset({"person", "office", "armed_people", "state_armed_people", "civil_people", "official_people", "group", "ethnic_group", "religious_group"})
Harm = tuple[str, tuple[str, ...]]
"""A kind, and the words of a phrase behind its first."""


class _Words:
    """The words of harm by their first (verbs, totals) or last word (counted)."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.of: dict[str, frozenset[str]] = {}
        self.verbs: dict[str, list[Harm]] = {}
        self.intransitive: dict[str, list[Harm]] = {}
        self.acts: dict[str, list[str]] = {}
        self.counted: dict[str, list[Harm]] = {}
        self.toll: dict[str, list[Harm]] = {}
        for kind, spec in raw["kinds"].items():
            self.of[kind] = frozenset(spec["of"])
            for name, table in (("verbs", self.verbs), ("intransitive", self.intransitive), ("counted", self.counted)):
                for phrase in spec[name]:
                    words = phrase.split()
                    table.setdefault(words[0], []).append((kind, tuple(words[1:])))
            for phrase in spec["toll"]:
                words = phrase.split()
                table = self.toll
                table.setdefault(words[-1], []).append((kind, tuple(words[:-1])))
            for word in spec["acts"]:
                self.acts.setdefault(word.split()[-1], []).append(kind)
        for table in (self.verbs, self.intransitive, self.counted, self.toll):
            for rows in table.values():
                rows.sort(key=lambda r: -len(r[1]))
        self.all = frozenset((*self.verbs, *self.intransitive, *self.acts, *self.counted, *self.toll))

    def fits(self, kind: str, e: Event) -> bool:
        """Whether an event may have casualties of a kind."""
        of = self.of[kind]
        return e.type in of or f"{e.type}/{e.mode}" in of


class _Found:
    """A count read from the text: its kind, the token that names the harm, the tokens that it was read from."""

    __slots__ = ("first", "harm", "high", "kind", "last", "low", "more", "total")

    def __init__(self, kind: str, harm: int, first: int, last: int, low: int | None, high: int | None, *, more: bool = False, total: bool = False) -> None:
        self.kind, self.harm, self.first, self.last, self.low, self.high, self.more, self.total = kind, harm, first, last, low, high, more, total


class CasualtyReader:
    """Reads casualties. Holds the compiled words; keeps nothing between stories."""

    def __init__(self, lexicon: EventLexicon) -> None:
        raw = load.words("casualties")
        self.words = _Words(raw)
        self.quantities = Quantities(raw)
        self.persons = frozenset(raw["persons"])
        self.things = frozenset(raw["not_persons"])
        self.households = frozenset(raw["households"])
        self.killers = frozenset(raw["killers"])
        self.over = frozenset(raw["over"])
        self.total = Cues({"total": raw["total"]}, lexicon.classes)
        self.whole = Cues({"whole": raw["whole"]}, lexicon.classes)
        self.days: int = raw["days"]

    def read(self, reading: Reading, frames: Frames, leaders: Mapping[int, int], bare: frozenset[int] = frozenset()) -> list[dict[str, Count]]:
        """The casualties of each event of the reading.

        `leaders`: for an event that only tells another's effect, the index of that other. `bare`: events that are no incident of their own.
        """
        p = reading.tokens
        out: list[dict[str, Count]] = [{} for _ in reading.events]
        if not any(e.status in REALISED for e in reading.events) or self.words.all.isdisjoint(p.lemmas):
            return out
        story = _Story(self, reading, frames, bare)
        spans: dict[tuple[int, str], _Found] = {}
        for x in story.found():
            k = story.owner(x)
            if k is None:
                continue
            leader = leaders.get(k)
            if leader is not None and (leader, x.kind) not in spans and self.words.fits(x.kind, reading.events[leader]):
                k = leader
            old = spans.get((k, x.kind))
            if old is None or x.total:
                spans[k, x.kind] = x
            elif x.more and p.sentence_of[old.first] == p.sentence_of[x.first] and x.first > old.last and None not in (old.low, x.low):
                spans[k, x.kind] = _Found(x.kind, old.harm, old.first, x.last, _sum([old.low, x.low]), _sum([old.high, x.high]))
        for (k, kind), x in sorted(spans.items()):
            out[k][kind] = Count(low=x.low, high=x.high, span=p.span(x.first, x.last))
        return out


class _Story:
    def __init__(self, reader: CasualtyReader, reading: Reading, frames: Frames, bare: frozenset[int]) -> None:
        self.bare = bare
        self.r, self.w, self.reading, self.f, self.p = reader, reader.words, reading, frames, reading.tokens
        self.judge = Judge(frames)
        self.by_head = {m.head: m for m in reading.mentions if m.head >= 0}
        self.barred = barred_tokens(self.p)
        self.events = [(k, e) for k, e in enumerate(reading.events) if e.status in REALISED]
        self.at: dict[int, list[int]] = {}
        for k, e in self.events:
            for t in {e.head, *self.p.tokens_in(e.trigger)} if self.p.tokens_in(e.trigger)[-1] - self.p.tokens_in(e.trigger)[0] < 6 else {e.head}:
                self.at.setdefault(t, []).append(k)
        self.by_sentence: dict[int, list[int]] = {}
        for k, e in self.events:
            self.by_sentence.setdefault(self.p.sentence_of[e.head], []).append(k)
        self.by_last: dict[int, Quantity] = {}
        self.by_token: dict[int, Quantity] = {}

    # -- harms -------------------------------------------------------------------------------------------------------

    def found(self) -> list[_Found]:
        """The counts of the story, in the order of the text."""
        p, out = self.p, []
        for s in p.sentences:
            harms = [i for i in range(s.first, s.last) if p.lemmas[i] in self.w.all or p.words[i].lower() in self.w.counted]
            if not harms:
                continue
            for q in self.r.quantities.find(p, s.first, s.last, self.barred):
                self.by_last[q.last] = q
                for t in range(q.first, q.last + 1):
                    self.by_token[t] = q
            done: set[tuple[str, int]] = set()
            for i in harms:
                for x in self._harm(i, s.first, s.last):
                    if (x.kind, x.first) not in done and (x.kind, x.last) not in done:
                        done |= {(x.kind, x.first), (x.kind, x.last)}
                        out.append(x)
        return out

    def _harm(self, i: int, first: int, last: int) -> Iterable[_Found]:
        p, w = self.p, self.w
        lemma, word = p.lemmas[i], p.words[i].lower()
        tag = p.tags[i]
        if tag[:2] == "VB" and lemma in w.verbs:
            yield from self._verb(i)
        if tag[:2] == "VB" and lemma in w.intransitive:
            yield from self._intransitive(i)
        if lemma in w.toll:
            yield from self._toll(i, last)
        if lemma in w.acts and tag[:1] in "NV" and (tag == "VBG" or tag[:1] == "N"):
            yield from self._act(i)
        rows = w.counted.get(word, w.counted.get(lemma, ()))
        for kind, rest in rows:
            if tuple(x.lower() for x in p.words[i + 1 : i + 1 + len(rest)]) == rest:
                yield from self._counted(kind, i, first, i + len(rest), last)
                break

    def _phrase(self, i: int, rest: tuple[str, ...]) -> bool:
        """Whether the further words of a verb phrase stand behind it, in their order and near."""
        p, at = self.p, i + 1
        stop = min(len(p), i + _REACH, p.sentences[p.sentence_of[i]].last)
        for w in rest:
            while at < stop and p.lemmas[at] != w and p.words[at].lower() != w:
                at += 1
            if at >= stop or not p.under(at, i):
                return False
            at += 1
        return True

    def _verb(self, i: int) -> Iterable[_Found]:
        kinds = [(kind, rest) for kind, rest in self.w.verbs[self.p.lemmas[i]] if self._phrase(i, rest)]
        if not kinds:
            return
        own = [self.reading.events[k] for k in self.at.get(i, ())]
        size = len(kinds[0][1])
        kinds = [x for x in kinds if len(x[1]) == size] if size else kinds
        kind = next((x[0] for x in kinds if any(self.w.fits(x[0], e) for e in own)), kinds[0][0])
        if kind == "arrested" and own and own[0].type == "ASSAULT":
            kind = "abducted"
        rest = kinds[0][1]
        if rest and rest[-1] == "of":  # "claimed the lives of six people"
            of = next((t for t in range(i + 1, min(len(self.p), i + _REACH)) if self.p.lemmas[t] == "of" and self.p.under(t, i)), None)
            obj = self.p.child(of, "pobj") if of is not None else None
            harmed = self.f.members([obj]) if obj is not None else []
        else:
            harmed = self._harmed(i)
        twin = self._joined(i)
        if twin is not None:
            kind, i = "casualties", twin
        if not harmed and (x := self._behind(kind, i)) is not None:
            if self._real(i, x) and not self._whole(i):
                yield x
            return
        yield from self._of(kind, i, harmed)

    def _harmed(self, i: int) -> list[int]:
        """The deep objects of a verb; those behind it where the parser took an active verb for a participle ("the raid on the base killed nine")."""
        p = self.p
        behind = [c for c in p.children(i) if p.deps[c] == "dobj"]
        if behind and p.tags[i] == "VBN" and not any(p.deps[c] in ("auxpass", "nsubjpass") for c in p.children(i)):
            return self.f.members(behind)
        return self.f.objects(i)

    def _behind(self, kind: str, i: int) -> _Found | None:
        """A number right behind a verb that the parser hung elsewhere ("killed between 15 and 20 people")."""
        p = self.p
        q = self.by_token.get(i + 1)
        if q is None or q.first != i + 1 or self.f.passive(i):
            return None
        noun = q.last + 1
        while noun < len(p) and noun < q.last + 4 and p.tags[noun] in ("JJ", "NN", "VBN", "NNP") and p.tags[noun + 1 : noun + 2] and p.tags[noun + 1][:1] == "N":
            noun += 1
        last = noun if noun < len(p) and p.tags[noun][:1] == "N" and self._person(noun) else q.last
        if last == q.last and noun < len(p) and p.tags[noun][:1] == "N":
            return None
        return _Found(kind, i, q.first, last, q.low, q.high, more=q.more)

    def _joined(self, i: int) -> int | None:
        """The first of two verbs that share their harmed ("killed or wounded 26", "were killed and injured")."""
        p = self.p
        for a, b in ((i, next((c for c in p.children(i) if p.deps[c] == "conj"), None)), (p.heads[i] if p.deps[i] == "conj" else None, i)):
            if a is None or b is None:
                continue
            kinds = [{k for k, rest in self.w.verbs.get(p.lemmas[x], ()) if not rest} for x in (a, b)]
            if {"killed"} in kinds and {"injured"} in kinds:
                if self.f.passive(a):
                    shared = not any(p.deps[c] in ("nsubjpass", "nsubj") for c in p.children(b)) and self.by_last.get(b - 1) is None
                else:
                    shared = not any(p.deps[c] == "dobj" and c < b for c in p.children(a)) and any(p.deps[c] == "dobj" for c in p.children(b))
                return a if shared else None
        return None

    def _intransitive(self, i: int) -> Iterable[_Found]:
        for kind, rest in self.w.intransitive[self.p.lemmas[i]]:
            if self._phrase(i, rest):
                yield from self._of(kind, i, self.f.surface(i))
                return

    def _act(self, i: int) -> Iterable[_Found]:
        p = self.p
        own = [self.reading.events[k] for k in self.at.get(i, ())]
        kinds = self.w.acts[p.lemmas[i]]
        kind = next((k for k in kinds if any(self.w.fits(k, e) for e in own)), kinds[0])
        harmed = self.f.preps(i).get("of", [])
        yield from self._of(kind, i, harmed)

    def _of(self, kind: str, i: int, harmed: Sequence[int]) -> Iterable[_Found]:
        if not harmed:
            return
        x = self._sum(kind, i, harmed)
        if x is None or not self._real(i, x) or self._whole(i):
            return
        yield x

    def _counted(self, kind: str, i: int, first: int, end: int, last: int) -> Iterable[_Found]:
        """A word for the harmed behind their number ("12 dead", "left 40 people homeless"), or before it ("wounded: 30")."""
        p = self.p
        verb = p.tags[i][:2] == "VB" and p.lemmas[i] in self.w.verbs
        q = self.by_token.get(i - 1) or (self.by_token.get(i - 2) if p.tags[i - 1] in ("JJ", "JJR", "VBN", "RB") and i - 2 >= first else None)
        if q is not None and i - 1 < first:
            q = None
        at = i
        if q is None and not verb and i - 1 >= first:  # "12 people dead", "three of its soldiers wounded"
            noun = i - 1
            if p.lemmas[noun] == "be":
                noun = -1
            if noun >= first and p.tags[noun][:1] == "N" and self._person(noun) and p.deps[i] in ("acomp", "oprd", "xcomp", "ccomp", "amod", "acl", "dep", "advcl", "attr", "dobj", "ROOT", "conj", "appos", "nmod"):
                found = self._count(noun)
                if found is not None:
                    if self._real(i, found) and not self._whole(i):
                        yield _Found(kind, i, found.first, end, found.low, found.high, more=found.more)
                    return
        if q is None and p.tags[i][:1] in "JVN":  # "12 were dead", "five are missing"
            top = p.heads[i] if p.deps[i] in ("acomp", "oprd", "attr") else i
            if top != i or (p.tags[i] == "VBG" and not verb):
                yield from self._of(kind, i, [c for c in p.children(top) if p.deps[c] in ("nsubj", "nsubjpass") and c < i])
                return
        if q is None and end + 1 < last and p.words[end + 1] in (":", "-", "\u2013"):
            q = next((x for x in (self.by_token.get(end + 2),) if x is not None), None)
            if q is not None and q.first == end + 2:
                yield _Found(kind, i, q.first, q.last, q.low, q.high)
            return
        if q is None or (q.low == q.high == 1 and p.words[q.first].lower() in ("a", "an", "one") and p.tags[i] == "NN" and kind not in ("killed", "injured")):
            return
        if verb and not self._bare(q, i):
            return
        x = _Found(kind, i, q.first, end, q.low, q.high, more=q.more)
        if self._real(i, x) and not self._whole(at):
            yield x

    def _bare(self, q: Quantity, i: int) -> bool:
        """Whether a participle's number stands alone before it ("20 were killed and 30 wounded", "four injured")."""
        p = self.p
        return q.last == i - 1 and p.tags[i] in ("VBN", "VBD", "JJ") and p.words[q.first].lower() not in ("a", "an")

    def _toll(self, i: int, last: int) -> Iterable[_Found]:
        p = self.p
        for kind, before in self.w.toll[p.lemmas[i]]:
            at = i - len(before)
            if at < 0 or tuple(p.lemmas[at:i]) != before:
                continue
            words = self.r.total.find(p, i + 1, min(last, i + 10)).get("total", [])
            q = next((self.by_token[t] for t in range(i + 1, min(last, i + 12)) if t in self.by_token), None)
            colon = i + 1 < last and p.words[i + 1] == ":"
            if q is None or not (colon or any(t < q.first for t in words)) or self._whole(i):
                return
            low, high = q.low, q.high
            if any(p.lemmas[t] in self.r.over for t in words if t < q.first) and low is not None and low == high:
                low, high = low + 1, None
            x = _Found(kind, i, q.first, q.last, low, high, total=True)
            if self._real(i, x):
                yield x
            return

    # -- numbers -----------------------------------------------------------------------------------------------------

    def _sum(self, kind: str, harm: int, heads: Sequence[int]) -> _Found | None:
        """The harmed of a harm added up over their coordination; None where nobody counts them."""
        counts: list[_Found] = []
        bare = False
        for h in sorted(set(heads)):
            if self.p.tags[h][:2] == "VB":
                continue
            if (kind == _THINGS) == self._person(h):
                if kind == _THINGS or self._thing(h):
                    continue
            found = self._count(h)
            if found is None:
                bare = bare or not self._shares(h)
            else:
                counts.append(found)
        if not counts:
            return None
        low, high = _sum([c.low for c in counts]), _sum([c.high for c in counts])
        if bare and not all(c.low == c.high == 0 for c in counts):
            high = None
        if len(counts) > 1 and any(c.low is None for c in counts):
            low = _sum([c.low or 0 for c in counts])
        return _Found(kind, harm, counts[0].first, counts[-1].last, low, high, more=any(c.more for c in counts))

    def _shares(self, h: int) -> bool:
        """Whether a bare noun shares the number of the noun before it ("20 soldiers and rebels")."""
        p = self.p
        return p.deps[h] == "conj" and not any(p.deps[c] in ("det", "poss", "nummod", "amod") for c in p.children(h))

    def _count(self, h: int) -> _Found | None:
        """How many a noun phrase stands for, where it says."""
        p = self.p
        q = self.by_token.get(h)
        last = h
        if q is None:
            q = self._before(h)
        else:
            deep = self.f.deep(h)
            last = max(q.last, deep)
            if not self._countable(deep):
                return None
            h = deep
        if p.lemmas[h] in self.r.households:
            five = next((self.by_token.get(o) for o in self.f.preps(h).get("of", ())), None)
            if five is not None:
                return _Found("", h, q.first if q else h, five.last, five.low, five.high)
            if q is None or q.low is None:
                return None
            return _Found("", h, q.first, last, q.low, None)
        if q is None:
            m = self.by_head.get(h)
            named = (
                m is not None and p.tags[h] in ("NNP", "NN") and not m.plural and not m.members
                and (m.kind == "person" or (m.kind in ("office", "state_armed_people", "armed_people", "civil_people") and p.tags[h] == "NN" and self._definite(h)))
                and p.lemmas[h] not in self.r.things
            )  # fmt: skip
            if named and m is not None:
                return _Found("", h, m.first, m.last, 1, 1)
            return None
        if not self._countable(h):
            return None
        more = q.more or any(p.lemmas[c] in self.r.quantities.more for c in p.children(h))
        return _Found("", h, q.first, last, q.low, q.high, more=more)

    def _definite(self, h: int) -> bool:
        """Whether a noun has a determiner that singles one out, and names no crowd ("the crowd", "the opposition")."""
        p = self.p
        return p.lemmas[h] in self.r.persons and any(p.deps[c] in ("det", "poss") and p.lemmas[c] in ("the", "this", "that", "his", "her", "its", "their") for c in p.children(h))

    def _before(self, h: int) -> Quantity | None:
        """The quantity that counts the noun `h` from before it."""
        p = self.p
        for t in range(h - 1, max(p.left[h] - 1, h - 12), -1):
            q = self.by_last.get(t)
            if q is None:
                continue
            j = q.head
            for _ in range(3):
                if p.heads[j] == h and p.deps[j] not in ("prep", "relcl", "acl", "appos", "conj"):
                    return q
                if p.heads[j] == h or p.deps[j] not in ("nummod", "quantmod", "det", "compound", "advmod", "amod", "predet", "npadvmod", "pobj", "prep", "dep", "cc", "pcomp", "punct"):
                    break
                j = p.heads[j]
            if q.head < h and all(p.tags[k] in ("JJ", "NN", "NNP", "VBN", "VBG", "HYPH", "NNS", "NNPS", "POS", "JJR", "JJS") for k in range(q.last + 1, h)) and p.heads[q.head] != q.head:
                governed = p.heads[q.head] == h or q.last + 1 == h
                if governed:
                    return q
        return None

    def _countable(self, h: int) -> bool:
        p = self.p
        if h in self.barred and p.tags[h] != "CD":
            return False
        return not (p.tags[h][:1] == "N" and p.lemmas[h] in ("year", "month", "week", "day", "hour", "minute", "percent", "%", "time"))

    def _person(self, h: int) -> bool:
        """Whether a noun, or the one that it measures, stands for people."""
        p = self.p
        h = self.f.deep(h)
        if p.lemmas[h] in self.r.things:
            return False
        if p.lemmas[h] in self.r.persons or h in self.by_token or p.tags[h] in ("PRP", "CD"):
            return True
        m = self.by_head.get(h)
        if m is not None and m.kind in _PEOPLE:
            return True
        return any(e.label == "NORP" and e.first <= h < e.last for e in self.p.entities)

    def _thing(self, h: int) -> bool:
        """Whether a noun is something that nobody would count among the harmed."""
        p = self.p
        h = self.f.deep(h)
        m = self.by_head.get(h)
        if p.lemmas[h] in self.r.things:
            return True
        return m is None or m.kind not in ("armed_group", "generic", "military", "police") if p.tags[h] != "NNS" else p.lemmas[h] in self.r.things

    # -- real, of this event -----------------------------------------------------------------------------------------

    def _real(self, i: int, x: _Found) -> bool:
        """Whether the harm is told as done; "no one was killed" is a count of none."""
        if x.low == x.high == 0:
            return True
        v = self.judge.judge(i, noun=self.p.tags[i][:1] == "N", skip=frozenset(range(x.first, x.last + 1)))
        return v.status in REALISED

    def _whole(self, i: int) -> bool:
        """Whether the count is that of a whole war or of a long time."""
        p = self.p
        top = i
        for _ in range(6):
            if p.tags[top][:2] == "VB" or p.heads[top] == top:
                break
            top = p.heads[top]
        first, last = p.left[top], p.right[top]
        if any(self._of_clause(t, top) for t in self.r.whole.find(p, first, last + 1).get("whole", ())):
            return True
        perfect = any(p.deps[c] == "aux" and p.lemmas[c] == "have" for c in p.children(top))
        if perfect and any(p.lemmas[h] in self.r.killers for h in self.f.subjects(top)):
            return True
        day = self.reading.story.published
        for t in range(first, last + 1):
            if p.lemmas[t] != "since" or not self._of_clause(t, top):
                continue
            if day is None:
                return True
            near = any(
                x.earliest is not None and x.earliest >= day - dt.timedelta(days=self.r.days) and p.span(t, t)[0] <= x.span[0] <= p.span(p.right[t], p.right[t])[1]
                for x in self.reading.times
            )  # fmt: skip
            if not near:
                return True
        return False

    def _of_clause(self, t: int, top: int) -> bool:
        """Whether token `t` hangs on `top` with no other clause between."""
        p = self.p
        for a in p.ancestors(t):
            if a == top:
                return True
            if p.deps[a] in ("relcl", "advcl", "ccomp", "acl", "conj", "parataxis") and p.tags[a][:2] == "VB":
                return False
        return t == top

    # -- whose -------------------------------------------------------------------------------------------------------

    def owner(self, x: _Found) -> int | None:
        """The index of the event that a count belongs to."""
        p = self.p
        i = x.harm
        own = self._fitting(x.kind, i)
        node = i
        if own is None or self._effect(own, i, x.kind):
            for _ in range(8):
                g = p.heads[node]
                if g == node:
                    break
                joined = p.deps[node] == "conj" and p.tags[g][:2] == "VB"
                result = p.deps[node] == "advcl" and p.tags[node] == "VBG" and not any(p.deps[c] == "mark" for c in p.children(node))
                if own is not None and not (joined or result):
                    break
                up = self._fitting(x.kind, g) if g != i else None
                if up is None and p.tags[g][:2] == "VB" and p.deps[node] not in ("ccomp", "relcl"):
                    up = self._beside(x.kind, g, i)
                if up is not None and up != own:
                    return up
                if p.deps[node] in ("ccomp",) and own is not None:
                    break
                node = g
        if own is not None:
            return own
        s = p.sentence_of[i]
        return self._near(x, s)

    def _effect(self, k: int, i: int, kind: str) -> bool:
        """Whether an event is only the effect that the harm names ("wounding 12"), and so may belong to what stands before it."""
        e = self.reading.events[k]
        harm = kind == "injured" or (k in self.bare and kind in ("killed", "casualties", "missing"))
        return harm and e.head == i and self.p.tags[i][:2] == "VB" and self.p.deps[i] in ("conj", "advcl")

    def _fitting(self, kind: str, t: int) -> int | None:
        return next((k for k in self.at.get(t, ()) if self.w.fits(kind, self.reading.events[k])), None)

    def _beside(self, kind: str, g: int, i: int) -> int | None:
        """An event noun or clause that goes with the verb `g`: its subject, "in a raid", "when gunmen opened fire"."""
        p = self.p
        for c in p.children(g):
            if c == i:
                continue
            if p.deps[c] in ("nsubj", "nsubjpass", "dobj", "advcl", "conj", "ccomp") and (k := self._fitting(kind, c)) is not None:
                return k
            if p.deps[c] in ("prep", "agent") and p.lemmas[c] in _BESIDE:
                for o in p.children(c):
                    if p.deps[o] in ("pobj", "pcomp") and (k := self._fitting(kind, o)) is not None:
                        return k
        return None

    def _near(self, x: _Found, s: int) -> int | None:
        """The one fitting act of the sentence; else that of the sentence before, or of the next."""
        p = self.p
        here = self._beside(x.kind, x.harm, -1)
        if here is not None:
            return here
        for k in (s, s - 1, s + 1, s - 2):
            if not 0 <= k < len(p.sentences):
                continue
            fit = [e for e in self.by_sentence.get(k, ()) if self.w.fits(x.kind, self.reading.events[e])]
            if k == s and fit:
                before = [e for e in fit if self.reading.events[e].head <= x.harm]
                return before[-1] if before else fit[0]
            if fit and (len(fit) == 1 or len({self.reading.events[e].sentence for e in fit}) == 1):
                return fit[0]
        return None


def _sum(bounds: Sequence[int | None]) -> int | None:
    total = 0
    for b in bounds:
        if b is None:
            return None
        total += b
    return total
