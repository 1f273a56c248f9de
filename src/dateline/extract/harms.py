"""Harms: counts of people killed, hurt, taken or driven out, as the text gives them, whatever event they belong to.

A harm is a verb with its harmed ("killing nine", "were arrested"), a number with a word for the harmed ("12 dead"), an act "of" the harmed
("the death of two soldiers") or a total ("the toll rose to 30"). The count of a whole war is none, nor what is only planned, feared or denied.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.extract.quantities import Quantities, Quantity, barred_tokens
from dateline.extract.status import Judge
from dateline.lexicon.cues import Cues
from dateline.lexicon.frames import Frames
from dateline.model.claim import REALISED, Event
from dateline.model.reading import Reading

_THINGS = "destroyed"
_FAR = 18
"""Tokens between a toll and its number, at most."""
_REACH = 9
"""Tokens between the first word of a verb phrase and its last, at most."""
_PEOPLE = frozenset({"person", "office", "armed_people", "state_armed_people", "civil_people", "official_people", "group", "ethnic_group", "religious_group"})
Phrase = tuple[str, tuple[str, ...]]
"""A kind, and the words of a phrase behind its first."""


class HarmWords:
    """The words of data/casualties.yaml, compiled: phrases of harm by their first word (a toll's by its last)."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.of: dict[str, frozenset[str]] = {}
        self.verbs: dict[str, list[Phrase]] = {}
        self.intransitive: dict[str, list[Phrase]] = {}
        self.acts: dict[str, list[str]] = {}
        self.counted: dict[str, list[Phrase]] = {}
        self.toll: dict[str, list[Phrase]] = {}
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
        self.all = frozenset((*self.verbs, *self.intransitive, *self.acts, *self.counted, *self.toll, *raw["forms"]))

        self.quantities = Quantities(raw)
        self.persons = frozenset(raw["persons"])
        self.things = frozenset(raw["not_persons"])
        self.households = frozenset(raw["households"])
        self.killers = frozenset(raw["killers"])
        self.over, self.grown = frozenset(raw["over"]), frozenset(raw["grown"])
        self.weak = frozenset(raw["weak"])
        self.total = Cues({"total": raw["total"]}, {})
        self.whole = Cues({"whole": raw["whole"], "past": raw["past"]}, {})
        self.long = frozenset(raw["long"])
        self.days: int = raw["days"]

    def fits(self, kind: str, e: Event) -> bool:
        """Whether an event may have casualties of a kind."""
        of = self.of[kind]
        return e.type in of or f"{e.type}/{e.mode}" in of


class Harm:
    """A count read from the text: its kind, the token that names the harm, the tokens that it was read from."""

    __slots__ = ("first", "harm", "high", "kind", "last", "low", "more", "total")

    def __init__(self, kind: str, harm: int, first: int, last: int, low: int | None, high: int | None, *, more: bool = False, total: bool = False) -> None:
        self.kind, self.harm, self.first, self.last, self.low, self.high, self.more, self.total = kind, harm, first, last, low, high, more, total


class Harms:
    """The harms of one story, of the kinds that its events may have; `at` tells which events a token triggers."""

    def __init__(self, words: HarmWords, reading: Reading, frames: Frames, kinds: frozenset[str], at: Mapping[int, Sequence[int]]) -> None:
        self.w, self.reading, self.f, self.p, self.kinds, self.at = words, reading, frames, reading.tokens, kinds, at
        self.judge = Judge(frames)
        self.by_head = {m.head: m for m in reading.mentions if m.head >= 0}
        self.barred = barred_tokens(self.p)
        self.by_last: dict[int, Quantity] = {}
        self.by_token: dict[int, Quantity] = {}

    def found(self, sentences: Iterable[int]) -> list[Harm]:
        """The counts in some sentences, in the order of the text."""
        p, words = self.p, self.w.all
        out: list[Harm] = []
        for s in (p.sentences[k] for k in sorted(sentences) if 0 <= k < len(p.sentences)):
            harms = [s.first + k for k, lemma in enumerate(p.lemmas[s.first : s.last]) if lemma in words]
            if not harms:
                continue
            for q in self.w.quantities.find(p, s.first, s.last, self.barred):
                self.by_last[q.last] = q
                for t in range(q.first, q.last + 1):
                    self.by_token[t] = q
            done: set[tuple[str, int]] = set()
            for i in harms:
                for x in self._harm(i, s.first, s.last):
                    if x.kind in self.kinds and (x.kind, x.first) not in done and (x.kind, x.last) not in done:
                        done |= {(x.kind, x.first), (x.kind, x.last)}
                        out.append(x)
        return out

    def _harm(self, i: int, first: int, last: int) -> Iterable[Harm]:
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

    def _verb(self, i: int) -> Iterable[Harm]:
        own = [self.reading.events[k] for k in self.at.get(i, ())]
        weak = self.p.lemmas[i] in self.w.weak
        kinds = [
            (kind, rest)
            for kind, rest in self.w.verbs[self.p.lemmas[i]]
            if kind in self.kinds and self._phrase(i, rest) and (rest or not weak or any(self.w.fits(kind, e) for e in own))
        ]
        if not kinds:
            return
        size = len(kinds[0][1])
        kinds = [x for x in kinds if len(x[1]) == size] if size else kinds
        kind = next((x[0] for x in kinds if any(self.w.fits(x[0], e) for e in own)), kinds[0][0])
        if kind == "arrested" and own and own[0].type == "ASSAULT":
            kind = "abducted"
        if self.p.lemmas[i] == "leave":
            return  # "left 12 dead and 40 injured": each number has its own word
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
        found = self.f.objects(i)
        if not found and p.tags[i] in ("VBD", "VBN") and not behind:  # a headline's participle taken for a past: "Two soldiers killed in bomb attack"
            left = [c for c in p.children(i) if p.deps[c] == "nsubj" and c < i]
            if left and self._before(left[0]) is not None and not any(p.deps[c] in ("ccomp", "xcomp", "aux", "conj") for c in p.children(i)):
                return self.f.members(left)
        return found

    def _behind(self, kind: str, i: int) -> Harm | None:
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
        return Harm(kind, i, q.first, last, q.low, q.high, more=q.more)

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

    def _intransitive(self, i: int) -> Iterable[Harm]:
        for kind, rest in self.w.intransitive[self.p.lemmas[i]]:
            if kind in self.kinds and self._phrase(i, rest):
                for x in self._of(kind, i, self.f.surface(i)):
                    if kind != "displaced" or x.low != x.high or x.low != 1:  # one who flees is no displacement
                        yield x
                return

    def _act(self, i: int) -> Iterable[Harm]:
        p = self.p
        own = [self.reading.events[k] for k in self.at.get(i, ())]
        kinds = self.w.acts[p.lemmas[i]]
        kind = next((k for k in kinds if any(self.w.fits(k, e) for e in own)), kinds[0])
        harmed = self.f.preps(i).get("of", [])
        yield from self._of(kind, i, harmed)

    def _of(self, kind: str, i: int, harmed: Sequence[int]) -> Iterable[Harm]:
        if not harmed:
            return
        x = self._sum(kind, i, harmed)
        if x is None or not self._real(i, x) or self._whole(i):
            return
        yield x

    def _counted(self, kind: str, i: int, first: int, end: int, last: int) -> Iterable[Harm]:
        """A word for the harmed behind their number ("12 dead", "left 40 people homeless"), or before it ("wounded: 30")."""
        p = self.p
        if p.deps[i] == "amod" and p.heads[i] > i:
            return  # "12 captured soldiers were shot": who they are, not what was done
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
                root = noun
                while p.deps[root] == "conj" and p.tags[p.heads[root]][:1] == "N":
                    root = p.heads[root]  # "left the ambassador and three other diplomats dead"
                found = self._sum(kind, i, self.f.members([root])) if root != noun else self._count(noun)
                if found is not None:
                    if self._real(i, found) and not self._whole(i):
                        yield Harm(kind, i, found.first, end, found.low, found.high, more=found.more)
                    return
        if q is None and p.tags[i][:1] in "JVN":  # "12 were dead", "five are missing"
            top = p.heads[i] if p.deps[i] in ("acomp", "oprd", "attr") else i
            if top != i or (p.tags[i] == "VBG" and not verb):
                yield from self._of(kind, i, [c for c in p.children(top) if p.deps[c] in ("nsubj", "nsubjpass") and c < i])
                return
        if q is None and end + 1 < last and p.words[end + 1] in (":", "-", "\u2013"):
            q = next((x for x in (self.by_token.get(end + 2),) if x is not None), None)
            if q is not None and q.first == end + 2:
                yield Harm(kind, i, q.first, q.last, q.low, q.high)
            return
        if q is None or (q.low == q.high == 1 and p.words[q.first].lower() in ("a", "an", "one") and p.tags[i] == "NN" and kind not in ("killed", "injured")):
            return
        if verb and not self._bare(q, i):
            return
        x = Harm(kind, i, q.first, end, q.low, q.high, more=q.more)
        if self._real(i, x) and not self._whole(at):
            yield x

    def _bare(self, q: Quantity, i: int) -> bool:
        """Whether a participle's number stands alone before it ("20 were killed and 30 wounded", "four injured")."""
        p = self.p
        return q.last == i - 1 and p.tags[i] in ("VBN", "VBD", "JJ") and p.words[q.first].lower() not in ("a", "an")

    def _toll(self, i: int, last: int) -> Iterable[Harm]:
        p = self.p
        for kind, before in self.w.toll[p.lemmas[i]]:
            at = i - len(before)
            if at < 0 or tuple(p.lemmas[at:i]) != before:
                continue
            words = self.w.total.find(p, i + 1, min(last, i + _FAR)).get("total", [])
            q = next((self.by_token[t] for t in range(i + 1, min(last, i + _FAR)) if t in self.by_token), None)
            colon = i + 1 < last and p.words[i + 1] == ":"
            if q is None or self._whole(i):
                return
            raised = p.lemmas[q.first - 1] == "to" and p.lemmas[p.heads[q.first - 1]] in self.w.grown
            if not (colon or raised or any(t < q.first for t in words)):
                return
            low, high = q.low, q.high
            if any(p.lemmas[t] in self.w.over for t in words if t < q.first) and low is not None and low == high:
                low, high = low + 1, None
            x = Harm(kind, i, q.first, q.last, low, high, total=any(p.lemmas[t] in self.w.grown for t in range(max(0, i - _REACH), q.first)))
            if self._real(i, x):
                yield x
            return

    # -- numbers -----------------------------------------------------------------------------------------------------

    def _sum(self, kind: str, harm: int, heads: Sequence[int]) -> Harm | None:
        """The harmed of a harm added up over their coordination; None where nobody counts them."""
        counts: list[Harm] = []
        bare = False
        for h in sorted(set(heads)):
            if self.p.tags[h][:2] == "VB":
                continue
            if kind == _THINGS:
                if self.p.lemmas[self.f.deep(h)] not in self.w.things:
                    continue
            elif not self._person(h) and self._thing(h):
                continue
            found = self._count(h)
            if found is None:
                bare = bare or not self._shares(h)
            else:
                counts.append(found)
        if not counts:
            return None
        low, high = add([c.low for c in counts]), add([c.high for c in counts])
        if bare and not all(c.low == c.high == 0 for c in counts):
            high = None
        if len(counts) > 1 and any(c.low is None for c in counts):
            low = add([c.low or 0 for c in counts])
        return Harm(kind, harm, counts[0].first, counts[-1].last, low, high, more=any(c.more for c in counts))

    def _shares(self, h: int) -> bool:
        """Whether a bare noun shares the number of the noun before it ("20 soldiers and rebels")."""
        p = self.p
        return p.deps[h] == "conj" and not any(p.deps[c] in ("det", "poss", "nummod", "amod") for c in p.children(h))

    def _count(self, h: int) -> Harm | None:
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
        if p.lemmas[h] in self.w.households:
            five = next((self.by_token.get(o) for o in self.f.preps(h).get("of", ())), None)
            if five is not None:
                return Harm("", h, q.first if q else h, five.last, five.low, five.high)
            if q is None or q.low is None:
                return None
            return Harm("", h, q.first, last, q.low, None)
        if q is None:
            m = self.by_head.get(h)
            named = (
                m is not None and p.tags[h] in ("NNP", "NN") and not m.plural and not m.members
                and (m.kind in ("person", "office") or (m.kind in ("state_armed_people", "armed_people", "civil_people") and self._definite(h)))
                and p.lemmas[h] not in self.w.things
            )  # fmt: skip
            if named and m is not None:
                return Harm("", h, m.first, m.last, 1, 1)
            return None
        if not self._countable(h):
            return None
        more = q.more or any(p.lemmas[c] in self.w.quantities.more for c in p.children(h))
        return Harm("", h, q.first, last, q.low, q.high, more=more)

    def _definite(self, h: int) -> bool:
        """Whether a noun has a determiner that singles one out, and names no crowd ("the crowd", "the opposition")."""
        p = self.p
        return p.lemmas[h] in self.w.persons and any(p.deps[c] in ("det", "poss") and p.lemmas[c] in ("the", "this", "that", "his", "her", "its", "their") for c in p.children(h))

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
        if p.lemmas[h] in self.w.things:
            return False
        if p.lemmas[h] in self.w.persons or h in self.by_token or p.tags[h] in ("PRP", "CD"):
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
        if p.lemmas[h] in self.w.things:
            return True
        return m is None or m.kind not in ("armed_group", "generic", "military", "police") if p.tags[h] != "NNS" else p.lemmas[h] in self.w.things

    # -- real, of this event -----------------------------------------------------------------------------------------

    def _real(self, i: int, x: Harm) -> bool:
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
        whole = self.w.whole.find(p, first, last + 1)
        if any(self._of_clause(t, top) for t in whole.get("whole", ())):
            return True
        if any(self._of_clause(t, top) and any(p.lemmas[k] in self.w.long for k in range(t + 1, min(t + 4, len(p)))) for t in whole.get("past", ())):
            return True
        perfect = any(p.deps[c] == "aux" and p.lemmas[c] == "have" for c in p.children(top))
        if perfect and any(p.lemmas[h] in self.w.killers for h in self.f.subjects(top)):
            return True
        day = self.reading.story.published
        for t in range(first, last + 1):
            if p.lemmas[t] != "since" or not self._of_clause(t, top):
                continue
            if day is None:
                return True
            near = any(
                x.earliest is not None and x.earliest >= day - dt.timedelta(days=self.w.days) and p.span(t, t)[0] <= x.span[0] <= p.span(p.right[t], p.right[t])[1]
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


def add(bounds: Sequence[int | None]) -> int | None:
    """The sum of bounds; None where one of them is none."""
    return None if None in bounds else sum(b for b in bounds if b is not None)
