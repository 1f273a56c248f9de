"""Casualties: the harms of a story, given to the events that they belong to.

A count belongs to the event of its own clause; a bare effect ("at least 20 died") belongs to the act that it follows. Counts are never averaged or
guessed: the first stands, a growing total replaces it, and "three more" beside it adds up where both stand close together in one span.
"""

from collections.abc import Mapping

from dateline.extract.harms import Harm, Harms, HarmWords, add
from dateline.lexicon import load
from dateline.lexicon.frames import Frames
from dateline.model.claim import REALISED, Count
from dateline.model.reading import Reading

_SHORT = 6
"""Tokens of a trigger that is one phrase, and not a verb and a noun far apart, at most."""
_CLOSE = 9
"""Tokens between two counts that add up, at most."""
_BESIDE = frozenset({"in", "by", "during", "from", "with", "after", "when", "as", "following", "at", "under", "of", "amid"})


class CasualtyReader:
    """Reads casualties. Holds the compiled words; keeps nothing between stories."""

    def __init__(self) -> None:
        self.words = HarmWords(load.words("casualties"))

    def read(self, reading: Reading, frames: Frames, leaders: Mapping[int, int], bare: frozenset[int] = frozenset()) -> list[dict[str, Count]]:
        """The casualties of each event of the reading.

        `leaders`: for an event that only tells another's effect, the index of that other. `bare`: events that are no incident of their own.
        """
        p = reading.tokens
        out: list[dict[str, Count]] = [{} for _ in reading.events]
        real = [e for e in reading.events if e.status in REALISED]
        kinds = frozenset(k for k in self.words.of if any(self.words.fits(k, e) for e in real))
        if not kinds or self.words.all.isdisjoint(p.lemmas):
            return out
        owners = _Owners(self.words, reading, kinds, bare)
        near = {k + d for k in owners.by_sentence for d in (-1, 0, 1, 2)}
        counts: dict[tuple[int, str], Harm] = {}
        for x in Harms(self.words, reading, frames, kinds, owners.at).found(near):
            k = owners.owner(x)
            if k is None:
                continue
            leader = leaders.get(k)
            if leader is not None and (leader, x.kind) not in counts and self.words.fits(x.kind, reading.events[leader]):
                k = leader
            old = counts.get((k, x.kind))
            if old is None or x.total:
                counts[k, x.kind] = x
            elif x.more and p.sentence_of[old.first] == p.sentence_of[x.first] and 0 < x.first - old.last < _CLOSE and None not in (old.low, x.low):
                counts[k, x.kind] = Harm(x.kind, old.harm, old.first, x.last, add([old.low, x.low]), add([old.high, x.high]))
        for (k, kind), x in sorted(counts.items()):
            out[k][kind] = Count(low=x.low, high=x.high, span=p.span(x.first, x.last))
        return out


class _Owners:
    """Which events of a story a harm may belong to."""

    def __init__(self, words: HarmWords, reading: Reading, kinds: frozenset[str], bare: frozenset[int]) -> None:
        self.w, self.reading, self.p, self.bare = words, reading, reading.tokens, bare
        self.at: dict[int, list[int]] = {}
        self.by_sentence: dict[int, list[int]] = {}
        for k, e in enumerate(reading.events):
            if e.status not in REALISED or not any(words.fits(x, e) for x in kinds):
                continue
            trigger = self.p.tokens_in(e.trigger)
            for t in {e.head, *trigger} if len(trigger) < _SHORT else {e.head}:
                self.at.setdefault(t, []).append(k)
            self.by_sentence.setdefault(self.p.sentence_of[e.head], []).append(k)

    def owner(self, x: Harm) -> int | None:
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

    def _aside(self, i: int) -> bool:
        """Whether a harm stands in a clause about a noun of its own ("an airliner that killed 270 people")."""
        p = self.p
        return any(p.deps[t] in ("relcl", "acl") for t in (i, *p.ancestors(i)))

    def _elsewhere(self, s: int, other: int) -> bool:
        """Whether two sentences are about different countries."""
        here, there = self._countries(s), self._countries(other)
        return bool(here and there and not here & there)

    def _countries(self, s: int) -> set[str]:
        p = self.p
        span = p.span(p.sentences[s].first, p.sentences[s].last - 1)
        found = {x.country for x in self.reading.places if span[0] <= x.span[0] < span[1]}
        found |= {m.country for m in self.reading.mentions if m.kind == "state" and m.head >= 0 and p.sentence_of[m.head] == s}
        return {c for c in found if c}

    def _near(self, x: Harm, s: int) -> int | None:
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
                return before[-1] if before else None if self._aside(x.harm) else fit[0]
            if fit and self._elsewhere(s, k):
                continue
            if fit and (len(fit) == 1 or len({self.reading.events[e].sentence for e in fit}) == 1):
                return fit[0]
        return None
