"""The event lexicon, compiled: from a trigger's lemma straight to the entries that may fit, then their conditions over the frames."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from dateline.lexicon import load
from dateline.lexicon.entries import EventEntry
from dateline.lexicon.frames import Frames
from dateline.model.parse import Parse
from dateline.model.story import Record
from dateline.settings import Settings

KindOf = Callable[[int], frozenset[str]]
"""The kinds ("@actor", "@place" …) of what a token heads."""

_SKIP = frozenset({"the", "a", "an", "its", "his", "their", "her", "'s", "-"})
_PREPOSITIONS = frozenset(
    {"of", "on", "in", "for", "to", "by", "at", "with", "from", "against", "into", "over", "between", "upon", "under", "about", "toward", "towards"}
)


class Terms:
    """A list of terms, compiled: single lemmas, lemma phrases by their last word, and kinds."""

    __slots__ = ("kinds", "phrases", "singles")

    def __init__(self, terms: Iterable[str], classes: Mapping[str, Sequence[str]]) -> None:
        self.kinds: frozenset[str] = frozenset(t for t in terms if t.startswith("@"))
        words = [w for t in terms if not t.startswith("@") for w in (classes[t[1:]] if t.startswith("$") else (t,))]
        split = [tuple(w.lower().replace("-", " - ").split()) for w in words]
        self.singles = frozenset(w[0] for w in split if len(w) == 1)
        self.phrases: dict[str, list[tuple[str, ...]]] = {}
        for w in split:
            if len(w) > 1:
                self.phrases.setdefault(w[-1], []).append(w)

    def __bool__(self) -> bool:
        return bool(self.kinds or self.singles or self.phrases)

    def word(self, p: Parse, i: int) -> bool:
        """Whether token `i` is, or ends, one of the words."""
        lemma = p.lemmas[i]
        if lemma in self.singles:
            return True
        for phrase in self.phrases.get(lemma, ()):
            at = i - len(phrase) + 1
            if at >= 0 and all(p.lemmas[at + k] == w for k, w in enumerate(phrase)):
                return True
        return False


class Pattern(Record, kw_only=True):
    """One trigger of an entry: `words` with the head's index, and the part of speech ("verb", "noun", "adjective")."""

    entry: EventEntry
    words: tuple[str, ...]
    head: int
    pos: str


class Match(Record, kw_only=True):
    """An entry that fits at a token; `tokens` are the words of its trigger, `score` how much of it was conditions."""

    entry: EventEntry
    pattern: Pattern
    head: int
    tokens: tuple[int, ...]
    score: float


class _Conditions:
    __slots__ = ("near", "not_object", "not_subject", "object", "prep", "subject", "that", "to", "without")

    def __init__(self, e: EventEntry, classes: Mapping[str, Sequence[str]]) -> None:
        for name in ("subject", "object", "to", "that", "near", "not_subject", "not_object", "without"):
            setattr(self, name, Terms(getattr(e, name), classes))
        self.prep = [(tuple(k.split("|")), Terms(v, classes)) for k, v in e.prep.items()]


class EventLexicon:
    """The compiled lexicon; `find` gives the best entry at each trigger of a story."""

    def __init__(self, settings: Settings) -> None:
        classes = load.classes(settings)
        self.entries = load.event_entries(settings)
        self.classes = classes
        self.measure = frozenset(classes["measure"])
        self.light = frozenset(classes["light"]) | frozenset(classes["receive_light"])
        self.receive = frozenset(classes["receive_light"])
        self.effects = frozenset(classes.get("effect", ()))
        self._by_lemma: dict[str, list[Pattern]] = {}
        self._conditions: dict[str, _Conditions] = {}
        for e in self.entries:
            self._conditions[e.id] = _Conditions(e, classes)
            for pos, phrases in (("verb", e.verb), ("noun", e.noun), ("adjective", e.adjective)):
                for phrase in phrases:
                    words = tuple(phrase.lower().replace("-", " - ").split())
                    head = 0
                    if pos == "noun":
                        cut = next((k for k, w in enumerate(words) if w in _PREPOSITIONS and k), len(words))
                        head = cut - 1
                    self._by_lemma.setdefault(words[head], []).append(Pattern(entry=e, words=words, head=head, pos=pos))

    def frames(self, parse: Parse) -> Frames:
        """Frames over a parse with this lexicon's word classes."""
        return Frames(parse, measure=self.measure, light=self.light, receive=self.receive)

    def find(self, frames: Frames, kind_of: KindOf) -> list[Match]:
        """The best match at each trigger, in the order of the text."""
        p = frames.p
        table = self._by_lemma
        candidates = [(i, lemma) for i, lemma in enumerate(p.lemmas) if lemma in table]
        candidates += [
            (i, p.lemmas[i][:-1])
            for i in range(len(p))
            if p.tags[i] in ("NNPS", "NNP") and p.lemmas[i][-1:] == "s" and p.lemmas[i] not in table and p.lemmas[i][:-1] in table
        ]
        found: dict[int, Match] = {}
        for i, lemma in candidates:
            for pattern in table[lemma]:
                m = self._fit(frames, kind_of, pattern, i)
                if m is not None:
                    old = found.get(i)
                    if old is None or (m.score, m.entry.priority, len(m.tokens)) > (old.score, old.entry.priority, len(old.tokens)):
                        found[i] = m
        inner = {t for m in found.values() for t in m.tokens if t != m.head}
        return [found[i] for i in sorted(found) if i not in inner]

    def _fit(self, f: Frames, kind_of: KindOf, pattern: Pattern, i: int) -> Match | None:
        p = f.p
        tag = p.tags[i]
        if pattern.pos == "verb":
            if tag[:2] != "VB" or (p.deps[i] == "amod" and tag != "VB"):
                return None
        elif pattern.pos == "noun":
            gerund = tag == "VBG" and any(p.deps[c] in ("det", "poss") for c in p.children(i))
            if tag[:1] != "N" and not gerund:
                return None
        elif tag[:1] not in "JV" and tag != "RB":
            return None
        tokens = self._words(p, pattern, i)
        if tokens is None:
            return None
        e = pattern.entry
        score = self._conditions_hold(f, kind_of, e, pattern, i, tokens)
        if score is None:
            return None
        return Match(entry=e, pattern=pattern, head=i, tokens=tokens, score=score + 1.5 * (len(tokens) - 1))

    @staticmethod
    def _words(p: Parse, pattern: Pattern, i: int) -> tuple[int, ...] | None:
        words, head = pattern.words, pattern.head
        tokens = [i]
        at = i - 1
        for w in reversed(words[:head]):
            while at >= 0 and p.lemmas[at] == "-" and w != "-":
                at -= 1
            if w == "-" and p.lemmas[at] != "-":
                continue
            if at < 0 or p.lemmas[at] != w:
                return None
            tokens.append(at)
            at -= 1
        anchors = [i]
        for w in words[head + 1 :]:
            if w in _SKIP:
                continue
            hit = None
            for a in reversed(anchors):
                hit = next((c for c in p.children(a) if p.lemmas[c] == w and c not in tokens), None)
                if hit is not None:
                    break
            if hit is None:
                return None
            tokens.append(hit)
            anchors.append(hit)
        return tuple(sorted(tokens))

    def roles(self, f: Frames, pattern: Pattern, i: int, tokens: tuple[int, ...]) -> tuple[list[int], list[int], dict[str, list[int]]]:
        """Deep subject, deep object and prepositional arguments of a trigger, the trigger's own words left out."""
        p = f.p
        if pattern.pos == "noun":
            subject, object_ = f.noun_subjects(i), f.noun_objects(i, self.effects)
            preps = dict(f.preps(i))
            v = f.light_verb(i)
            if v is not None:
                for k, heads in f.preps(v).items():
                    preps.setdefault(k, []).extend(h for h in heads if h not in tokens and h != i)
        else:
            subject = f.subjects(i)
            object_ = [o for o in f.objects(i) if o not in tokens]
            preps = {k: list(v) for k, v in f.preps(i).items()}
            for t in tokens:
                if t != i:
                    if p.tags[t] in ("IN", "TO", "RP") and p.child(t, "pobj") is not None:
                        obj = p.child(t, "pobj")
                        assert obj is not None
                        preps.setdefault(p.lemmas[t], [])
                        preps[p.lemmas[t]] += [m for m in f.members([obj]) if m not in preps[p.lemmas[t]]]
                    elif p.tags[t][:1] == "N":
                        for k, heads in f.preps(t).items():
                            preps.setdefault(k, []).extend(h for h in heads if h not in preps.get(k, []))
            datives = f.datives(i)
            if datives:
                preps.setdefault("to", []).extend(d for d in datives if d not in preps.get("to", []))
        keep = lambda heads: [h for h in dict.fromkeys(heads) if h not in tokens]  # noqa: E731
        return keep(subject), keep(object_), {k: keep(v) for k, v in preps.items()}

    def _conditions_hold(
        self, f: Frames, kind_of: KindOf, e: EventEntry, pattern: Pattern, i: int, tokens: tuple[int, ...]
    ) -> float | None:
        c = self._conditions[e.id]
        p = f.p
        if e.passive is not None and pattern.pos == "verb" and f.passive(i) != e.passive:
            return None
        subject, object_, preps = self.roles(f, pattern, i, tokens)
        score = 0.0

        def test(heads: Sequence[int], terms: Terms) -> bool:
            if "@any" in terms.kinds:
                return bool(heads)
            for h in heads:
                d = f.deep(h)
                for t in {h, d}:
                    if terms.kinds and terms.kinds & kind_of(t):
                        return True
                    if terms.word(p, t):
                        return True
                    if any(terms.word(p, k) for k in f.modifiers(t) if p.deps[k] in ("compound", "nmod")):
                        return True
            return False

        def weight(terms: Terms) -> float:
            return 0.5 if terms.kinds else 1.0

        if c.subject:
            heads = subject or ([m for m in f.modifiers(i)] if pattern.pos == "noun" else [])
            if not test(heads, c.subject):
                return None
            score += weight(c.subject)
        if c.object:
            heads = object_ or ([m for m in f.modifiers(i) if p.deps[m] in ("compound", "poss")] if pattern.pos == "noun" else [])
            if not test(heads, c.object):
                return None
            score += weight(c.object)
        for names, terms in c.prep:
            heads = [h for n in names for h in preps.get(n, ())]
            gerunds = [d for n in names for x in p.children(i) if p.lemmas[x] == n for d in p.children(x) if p.deps[d] == "pcomp"]
            if not test(heads + gerunds, terms):
                return None
            score += weight(terms)
        if c.to:
            verbs = f.infinitives(i)
            if pattern.pos == "verb":
                verbs = verbs + [v for t in tokens if t != i for v in f.infinitives(t)]
            if "@any" not in c.to.kinds and not any(self._verb_phrase(p, v, c.to) for v in verbs):
                return None
            if "@any" in c.to.kinds and not verbs:
                return None
            score += weight(c.to)
        if c.that and not any(self._below(p, k, c.that) for k in f.clauses(i)):
            return None
        score += 1.0 if c.that else 0.0
        if c.near or c.without:
            top = i
            if pattern.pos == "noun":
                v = f.light_verb(i)
                top = v if v is not None else i
            inside = [t for t in range(p.left[top], p.right[top] + 1) if t not in tokens]
            if c.near:
                if not any(c.near.word(p, t) for t in inside):
                    return None
                score += 1.0
            if c.without and any(c.without.word(p, t) or (c.without.kinds and c.without.kinds & kind_of(t)) for t in inside):
                return None
        if c.not_subject and test(subject, c.not_subject):
            return None
        if c.not_object and test(object_, c.not_object):
            return None
        return score

    @staticmethod
    def _verb_phrase(p: Parse, v: int, terms: Terms) -> bool:
        if p.lemmas[v] in terms.singles:
            return True
        for phrases in terms.phrases.values():
            for phrase in phrases:
                if phrase[0] != p.lemmas[v]:
                    continue
                anchors, ok = [v], True
                for w in phrase[1:]:
                    hit = next((c for a in anchors for c in p.children(a) if p.lemmas[c] == w), None)
                    if hit is None:
                        ok = False
                        break
                    anchors.append(hit)
                if ok:
                    return True
        return False

    @staticmethod
    def _below(p: Parse, top: int, terms: Terms) -> bool:
        return any(terms.word(p, t) for t in range(p.left[top], p.right[top] + 1))
