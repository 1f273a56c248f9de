"""The event lexicon, compiled: from a trigger's lemma straight to the entries that may fit, then their conditions over the frames."""

import functools
from collections.abc import Callable, Iterable, Sequence

from dateline.lexicon import load
from dateline.lexicon.entries import EventEntry
from dateline.lexicon.frames import Frames
from dateline.model.parse import Parse
from dateline.model.story import Record
from dateline.settings import Settings

KindOf = Callable[[int], frozenset[str]]
"""The kinds ("@actor", "@place" …) of what a token heads."""

_SKIP = frozenset({"the", "a", "an", "its", "his", "their", "her", "'s", "-"})
_FORMS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "VBN"})
"""Tags under which a word's form is tried beside its lemma ("committed", "fighting")."""
_NO_PART = frozenset({"nsubj", "csubj", "conj", "advcl", "relcl", "appos", "parataxis"})
"""What hangs on a trigger by these is no word of it ("the fires began" is no "begin fire")."""
_PREPOSITIONS = frozenset(
    {"of", "on", "in", "for", "to", "by", "at", "with", "from", "against", "into", "over", "between", "upon", "under", "about", "toward", "towards"}
)


class _Words:
    """The words of one term, a class or a word: single lemmas, phrases, and phrases with more behind their head as (up to it, behind it)."""

    __slots__ = ("openings", "phrases", "singles")

    def __init__(self, words: Iterable[str]) -> None:
        split = [tuple(w.lower().replace("-", " - ").split()) for w in words]
        self.singles = frozenset(w[0] for w in split if len(w) == 1)
        self.phrases = [w for w in split if len(w) > 1]
        cuts = [(w, _head_of(w) + 1) for w in self.phrases]
        self.openings = [(w[:cut], w[cut:]) for w, cut in cuts if cut < len(w)]


class Terms:
    """A list of terms, compiled: single lemmas, lemma phrases by their last word, and kinds."""

    __slots__ = ("kinds", "openings", "phrases", "singles")

    def __init__(self, terms: Iterable[str], words_of: Callable[[str], _Words]) -> None:
        self.kinds: frozenset[str] = frozenset(t for t in terms if t.startswith("@"))
        words = [words_of(t) for t in terms if not t.startswith("@")]
        self.singles: frozenset[str] = frozenset().union(*(w.singles for w in words))
        self.phrases: dict[str, list[tuple[str, ...]]] = {}
        self.openings: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for part in words:
            for phrase in part.phrases:
                self.phrases.setdefault(phrase[-1], []).append(phrase)
            for left, right in part.openings:  # "end to hostility" is tested at "end", looking right
                self.openings.setdefault(left[-1], []).append((left, right))

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
        for left, right in self.openings.get(lemma, ()):
            at = i - len(left) + 1
            if at < 0 or not all(p.lemmas[at + k] == w for k, w in enumerate(left)):
                continue
            j = i + 1
            for w in right:
                while j < len(p) and p.lemmas[j] in _SKIP:
                    j += 1
                if j >= len(p) or p.lemmas[j] != w:
                    break
                j += 1
            else:
                return True
        return False


def _head_of(words: Sequence[str]) -> int:
    """The index of a noun phrase's head: the last word before a preposition (one after a hyphen is none: "sit-in")."""
    cut = next((k for k, w in enumerate(words) if k and w in _PREPOSITIONS and words[k - 1] != "-"), len(words))
    return cut - 1


class Pattern(Record, frozen=True, kw_only=True):
    """One trigger of an entry: `words` with the head's index, and the part of speech ("verb", "noun", "adjective")."""

    entry: EventEntry
    words: tuple[str, ...]
    head: int
    pos: str
    others: frozenset[str]


class Match(Record, frozen=True, kw_only=True):
    """An entry that fits at a token; `tokens` are the words of its trigger, `score` how much of it was conditions."""

    entry: EventEntry
    pattern: Pattern
    head: int
    tokens: tuple[int, ...]
    score: float


class _Conditions:
    __slots__ = ("near", "not_object", "not_subject", "object", "prep", "subject", "that", "to", "without")

    def __init__(self, e: EventEntry, terms: Callable[[tuple[str, ...]], Terms]) -> None:
        self.subject, self.object = terms(e.subject), terms(e.object)
        self.to, self.that, self.near = terms(e.to), terms(e.that), terms(e.near)
        self.not_subject, self.not_object, self.without = terms(e.not_subject), terms(e.not_object), terms(e.without)
        self.prep = [(tuple(k.split("|")), terms(v)) for k, v in e.prep.items()]


class EventLexicon:
    """The compiled lexicon; `find` gives the best entry at each trigger of a story."""

    def __init__(self, settings: Settings) -> None:
        classes = load.classes(settings)
        self.entries = load.event_entries(settings)
        self.classes = classes
        self.measure = frozenset(classes["measure"])
        self.light = frozenset(classes["light"]) | frozenset(classes["receive_light"])
        self.receive = frozenset(classes["receive_light"])
        self.effects = frozenset(classes["effect"])
        self.act_nouns = frozenset(classes["act_noun"])
        self.vague = frozenset(classes["vague_head"]) | self.act_nouns
        self._by_lemma: dict[str, list[Pattern]] = {}
        self._conditions: dict[str, _Conditions] = {}
        words_of = functools.cache(lambda term: _Words(classes[term[1:]] if term.startswith("$") else (term,)))
        terms = functools.cache(lambda names: Terms(names, words_of))  # many entries ask for the same words
        for e in self.entries:
            self._conditions[e.id] = _Conditions(e, terms)
            for pos, phrases in (("verb", e.verb), ("noun", e.noun), ("adjective", e.adjective)):
                for phrase in phrases:
                    words = tuple(phrase.lower().replace("-", " - ").split())
                    head = 0
                    if pos == "noun":
                        head = _head_of(words)
                    self._by_lemma.setdefault(words[head], []).append(Pattern(entry=e, words=words, head=head, pos=pos, others=frozenset(words) - {words[head], "-"} - _SKIP))

    def frames(self, parse: Parse) -> Frames:
        """Frames over a parse with this lexicon's word classes."""
        return Frames(parse, measure=self.measure, light=self.light, receive=self.receive)

    def find(self, frames: Frames, kind_of: KindOf) -> list[Match]:
        """The best match at each trigger, in the order of the text."""
        p = frames.p
        table = self._by_lemma
        candidates = [(i, lemma) for i, lemma in enumerate(p.lemmas) if lemma in table]
        lowered = [w.lower() for w in p.words]
        candidates += [(i, w) for i, w in enumerate(lowered) if w in table and w != p.lemmas[i] and p.tags[i] in _FORMS]
        candidates += [
            (i, p.lemmas[i][:-1])
            for i in range(len(p))
            if p.tags[i] in ("NNPS", "NNP") and p.lemmas[i][-1:] == "s" and p.lemmas[i] not in table and p.lemmas[i][:-1] in table
        ]
        persons = {t for e in p.entities if e.label == "PERSON" for t in range(e.first, e.last)}
        found: dict[int, Match] = {}
        inside: dict[int, set[str]] = {}
        for i, lemma in candidates:
            k = p.sentence_of[i]
            if k not in inside:
                sentence = p.sentences[k]
                inside[k] = set(p.lemmas[sentence.first : sentence.last]) | set(lowered[sentence.first : sentence.last])
            here = inside[k]
            for pattern in table[lemma]:
                if pattern.others and not pattern.others <= here:
                    continue
                if pattern.pos == "noun" and i in persons:
                    continue
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
            gerund = tag == "VBG" and p.child(i, "dobj") is None and (
                any(p.deps[c] in ("det", "poss") for c in p.children(i)) or p.deps[i] in ("nsubj", "nsubjpass", "dobj", "pobj", "pcomp")
            )
            if tag[:1] != "N" and not gerund:
                return None
            outer = p.heads[i]
            if p.deps[i] in ("compound", "nmod", "amod") and p.tags[outer][:1] == "N" and p.lemmas[outer] not in self.act_nouns and pattern.words[0] == pattern.words[-1]:
                return None  # "an ambush marketing firm", "kidnapping charges": the act only names something else
        elif (tag[:1] not in "JV" and tag != "RB") or (i and p.lemmas[i - 1] == "as" and i + 1 < len(p) and p.tags[i + 1] in ("IN", "TO")):
            return None  # no predicate, or "as opposed to"
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
        """The tokens of a trigger's words, if they all stand where they must."""
        words, head = pattern.words, pattern.head
        tokens = [i]
        at = i - 1
        for w in reversed(words[:head]):
            while at >= 0 and p.lemmas[at] == "-" and w != "-":
                at -= 1
            if at < 0:
                return None
            if w == "-":
                if p.lemmas[at] == "-":
                    tokens.append(at)
                    at -= 1
                continue
            if p.lemmas[at] != w and p.words[at].lower() != w:
                return None
            tokens.append(at)
            at -= 1
        rest = [w for w in words[head + 1 :] if w not in _SKIP]
        if not rest:
            return tuple(sorted(tokens))
        if words[head + 1] == "-" and i + 2 < len(p) and p.lemmas[i + 1] == "-" and p.lemmas[i + 2] == rest[0]:
            return tuple(sorted([*tokens, i + 1, i + 2])) if len(rest) == 1 else None
        anchors = [i]
        if pattern.pos == "verb":
            obj = p.child(i, "dobj", "nsubjpass")
            if obj is not None and len(rest) > 1:
                anchors = [obj, i]  # a preposition that the parser hung on the object: "placed the writer under house arrest"
        while rest:
            w = rest.pop(0)
            hit = EventLexicon._hanging(p, anchors, w, tokens)
            if hit is None and rest and pattern.pos == "verb":  # "fire tear gas": "tear" hangs on "gas"
                later = EventLexicon._hanging(p, anchors, rest[0], tokens)
                hit = EventLexicon._hanging(p, [later], w, tokens) if later is not None else None
                if hit is not None and later is not None:
                    tokens.append(later)
                    anchors.append(later)
                    rest.pop(0)
            if hit is None:
                return None
            tokens.append(hit)
            anchors.append(hit)
        return tuple(sorted(tokens))

    @staticmethod
    def _hanging(p: Parse, anchors: Sequence[int], word: str, taken: Sequence[int]) -> int | None:
        for a in reversed(anchors):
            for c in p.children(a):
                if p.deps[c] in ("prep", "prt") and c < a and p.tags[a][:2] == "VB" and p.heads[c] == a and p.deps[a] != "relcl":
                    continue  # "in three years it took": an opening phrase holds no word of the trigger
                if (p.lemmas[c] == word or p.words[c].lower() == word) and c not in taken and p.deps[c] not in _NO_PART:
                    return c
                if p.deps[c] == "npadvmod":  # "called Thursday on the rebels": the date takes the preposition
                    for d in p.children(c):
                        if p.lemmas[d] == word and p.deps[d] == "prep" and d not in taken:
                            return d
        return None

    def roles(self, f: Frames, pattern: Pattern, i: int, tokens: tuple[int, ...]) -> tuple[list[int], list[int], dict[str, list[int]]]:
        """Deep subject, deep object and prepositional arguments of a trigger, the trigger's own words left out."""
        p = f.p
        if pattern.pos == "noun":
            subject, object_ = f.noun_subjects(i), f.noun_objects(i, self.effects)
            preps = dict(f.preps(i))
            for t in tokens:
                if t != i and p.tags[t][:1] == "N":  # "an exchange of letters between A and B"
                    for k, heads in f.preps(t).items():
                        preps.setdefault(k, []).extend(h for h in heads if h not in preps.get(k, []))
                        if k in ("between", "by", "from") and not subject:
                            subject = list(heads)
            v = f.light_verb(i)
            if v is not None:
                for k, heads in f.preps(v).items():
                    preps.setdefault(k, []).extend(h for h in heads if h not in tokens and h != i)
        else:
            subject = f.surface(i) if pattern.pos == "adjective" else f.subjects(i)
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
            if not object_:
                last = [t for t in tokens if t != i and p.tags[t] in ("IN", "TO", "RP") and p.child(t, "pobj") is not None]
                if last:  # "open fire on X", "agree to X": what the trigger's last preposition governs is its object
                    target = p.child(last[-1], "pobj")
                    assert target is not None
                    object_ = f.members([target])
                elif any(p.tags[t] in ("IN", "TO", "RP") for t in tokens) and f.passive(i):
                    object_ = f.objects(i)
            datives = f.datives(i)
            if datives:
                preps.setdefault("to", []).extend(d for d in datives if d not in preps.get("to", []))

        def keep(heads: Sequence[int]) -> list[int]:
            return [h for h in dict.fromkeys(heads) if h not in tokens]

        return keep(subject), keep(object_), {k: keep(v) for k, v in preps.items()}

    def _conditions_hold(
        self, f: Frames, kind_of: KindOf, e: EventEntry, pattern: Pattern, i: int, tokens: tuple[int, ...]
    ) -> float | None:
        c = self._conditions[e.id]
        p = f.p
        if e.passive is not None and pattern.pos == "verb" and f.passive(i) != e.passive:
            return None
        key = (pattern.pos, i, tokens)
        if key not in f.roles:  # dozens of entries may share a trigger
            f.roles[key] = self.roles(f, pattern, i, tokens)
        subject, object_, preps = f.roles[key]
        if pattern.pos == "verb" and len(pattern.words) == 2 and pattern.words[1] in ("for", "on"):
            if any(p.deps[k] == "dobj" and k not in tokens and k < max(tokens) for k in p.children(i)):
                return None  # "called an election for May" is no call for something
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
                    if p.lemmas[t] in self.vague and any(terms.word(p, k) for k in f.modifiers(t) if p.deps[k] in ("compound", "nmod")):
                        return True
            return False

        def weight(terms: Terms) -> float:
            return 0.5 if terms.kinds else 1.0

        if c.subject:
            heads = subject or (list(f.modifiers(i)) if pattern.pos == "noun" else [])
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
            elif (light := f.light_verb(i)) is not None:
                verbs = verbs + [v for v in f.infinitives(light) if v not in verbs]
            if "@any" not in c.to.kinds and not any(self._verb_phrase(p, v, c.to) for v in verbs):
                return None
            if "@any" in c.to.kinds and not verbs:
                return None
            score += weight(c.to)
        if c.that:
            clauses = f.clauses(i)
            if pattern.pos == "noun" and (light := f.light_verb(i)) is not None:
                clauses = clauses + f.clauses(light)
            clauses = clauses + [k for t in tokens if t != i for k in f.clauses(t)]
            if not (clauses if "@any" in c.that.kinds else any(self._below(p, k, c.that) for k in clauses)):
                return None
        score += 1.0 if c.that else 0.0
        if c.near or c.without:
            top = i
            if pattern.pos == "noun":
                v = f.light_verb(i)
                top = v if v is not None else i
            inside = [t for t in range(p.left[top], p.right[top] + 1) if t not in tokens]
            if c.near:
                if not any(c.near.word(p, t) or (c.near.kinds and c.near.kinds & kind_of(t)) for t in inside):
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
