"""Which way the words around a time point: to what has been, or to what is to come."""

import functools

from dateline.lexicon import load
from dateline.model.parse import Parse
from dateline.model.story import Record


class _TenseWords(Record, frozen=True, kw_only=True):
    auxiliaries: frozenset[str]
    infinitive: frozenset[str]
    fixed: frozenset[str]
    prepositions: frozenset[str]
    limits: frozenset[str]
    plans: frozenset[str]
    occasions: frozenset[str]
    telling: frozenset[str]


@functools.cache
def _tense_words() -> _TenseWords:
    return _TenseWords(**{name: frozenset(words) for name, words in load.words("times")["tense"].items()})


def direction(p: Parse, i: int) -> int:
    """2 where the words around token `i` point to the future, 1 where a bare present tense may; -2 to the past, of the verb that they
    hang on, -1 of a verb further up; 0 where they do not say."""
    w = _tense_words()
    sure = bool(i and p.lemmas[i - 1] in w.prepositions)
    for k in (i - 1, i - 2, i - 3):
        if (k > 0 and p.lemmas[k] == "of" and p.lemmas[k - 1] in ("ahead", "advance")) or (k >= 0 and p.lemmas[k] in w.limits):
            return 2
    at, far, noun = i, False, False
    for a in p.ancestors(i):
        tag = p.tags[a]
        if tag == "IN" and p.lemmas[a] in w.prepositions:
            sure = True
        if p.lemmas[a] in ("due", "likely", "ready") and tag[:2] == "JJ" and not far:
            return 2
        if tag[:2] in ("VB", "MD") and p.deps[a] not in ("amod", "pobj"):
            found = _verb(p, a)
            if found:
                # "Until Friday" after a verb of the past is still to come where the verb puts something off or gives a time.
                if sure and (found > 0 or p.lemmas[a] in w.infinitive or p.lemmas[a] in ("give", "extend")):
                    return 2
                if found < 0:
                    return -1 if noun else -2
                return 0 if far else found
        noun = noun or tag[:2] == "NN"
        if tag[:2] == "NN" and p.deps[at] in ("poss", "compound", "nmod") and p.lemmas[a] not in w.occasions:
            far = True
        at = a
    return 2 if sure and not far else 0


def _verb(p: Parse, v: int) -> int:
    w, tag, lemma = _tense_words(), p.tags[v], p.lemmas[v]
    aux = [c for c in p.children(v) if p.deps[c] in ("aux", "auxpass")]
    had = any((p.lemmas[c] == "have" and p.tags[c] == "VBD") or p.words[c].lower() == "had" for c in aux)
    has = had or any(p.lemmas[c] == "have" or p.words[c].lower() in ("'ve", "\u2019ve") for c in aux)
    if any(p.words[c].lower().replace("\u2019", "'") in w.auxiliaries for c in aux):
        return -1 if has else 2
    if any(p.lemmas[c] == "do" for c in aux):
        return -1
    if any(p.tags[c] == "TO" for c in aux):
        head = p.heads[v]
        if has or head == v:
            return -1 if has else 2
        if p.tags[head][:2] == "NN":
            return 2 if p.lemmas[head] in w.plans else 0
        before = any(p.words[c].lower() == "had" for c in p.children(head) if p.deps[c] == "aux")
        return -1 if before or (p.tags[head] in ("VBD", "VBN") and p.lemmas[head] not in w.infinitive) else 2
    if tag == "VB":
        return 2
    if lemma == "be" and any(p.lemmas[c] in ("due", "likely") for c in p.children(v) if p.deps[c] == "acomp"):
        return -1 if tag == "VBD" and has else 2
    if tag in ("VBD", "VBN"):
        return 2 if lemma in w.fixed and ((tag == "VBN" and not had) or lemma == "schedule") else -1
    if tag in ("VBZ", "VBP"):
        return -1 if lemma in w.telling or has else 1
    if tag == "VBG":
        if any(p.lemmas[c] == "be" and p.tags[c] in ("VBZ", "VBP") for c in aux):
            return 2 if not has else -1
        if any(p.lemmas[c] == "be" and p.tags[c] == "VBD" for c in aux):
            return -1
    return 0


def perfect(p: Parse, i: int) -> bool:
    """Whether the nearest governing verb is in the perfect: it has gone on until now."""
    for a in p.ancestors(i):
        if p.tags[a][:2] == "VB":
            return any(p.deps[c] == "aux" and p.lemmas[c] == "have" and p.tags[c] in ("VBZ", "VBP") for c in p.children(a))
    return False
