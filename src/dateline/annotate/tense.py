"""Which way the words around a time point: to what has been, or to what is to come."""

from dateline.model.parse import Parse

_AUX = frozenset({"will", "'ll", "\u2019ll", "shall", "would", "may", "might", "could", "should", "must", "wo", "'d", "\u2019d", "can"})
_VERBS = frozenset({
    "schedule", "set", "expect", "plan", "due", "postpone", "delay", "slate", "intend", "hope", "aim", "want", "prepare", "agree", "decide", "order",
    "urge", "ask", "call", "demand", "vow", "pledge", "promise", "threaten", "propose", "try", "likely", "poise", "anticipate", "wait", "seek", "book",
    "invite", "require", "commit", "ready", "able", "offer", "defer", "adjourn", "reschedule", "go", "have", "need", "consider", "time",
})  # fmt: skip
_SET = frozenset({"schedule", "slate", "expect", "postpone", "delay", "plan", "set", "due", "defer", "adjourn", "reschedule", "anticipate"})
_PREPS = frozenset({"until", "till", "by"})
_NOUNS = frozenset({"deadline", "ultimatum"})
_TELLING = frozenset({"say", "be", "show", "report", "tell", "add", "write", "remain", "know", "think", "believe", "mark", "have", "seem"})


def direction(p: Parse, i: int) -> int:
    """1 where the words around token `i` point to the future, -1 to the past, 0 where they do not say."""
    sure = False
    if i and p.lemmas[i - 1] in _PREPS:
        sure = True
    for k in (i - 1, i - 2, i - 3):
        if k > 0 and p.lemmas[k] == "of" and p.lemmas[k - 1] in ("ahead", "advance"):
            return 1
        if k >= 0 and p.lemmas[k] in _NOUNS:
            return 1
    at = i
    for a in p.ancestors(i):
        tag = p.tags[a]
        if tag == "IN" and p.lemmas[a] in _PREPS:
            sure = True
        if p.lemmas[a] in ("due", "likely", "ready") and tag[:2] == "JJ":
            return 1
        if tag[:2] in ("VB", "MD") and not (p.deps[a] == "amod" or p.deps[a] == "pobj"):
            found = _verb(p, a)
            if found:
                # "until Friday" after a past verb is still to come where the verb puts something off or gives a time.
                return 1 if sure and (found > 0 or p.lemmas[a] in _VERBS or p.lemmas[a] in ("give", "extend")) else found
        at = a
    return 1 if sure and p.tags[at][:2] != "VB" else 0


def _verb(p: Parse, v: int) -> int:
    tag, lemma = p.tags[v], p.lemmas[v]
    aux = [c for c in p.children(v) if p.deps[c] in ("aux", "auxpass")]
    perfect = any(p.lemmas[c] == "have" or p.words[c].lower() in ("'ve", "\u2019ve") for c in aux)
    if any(p.words[c].lower() in _AUX for c in aux):
        return -1 if perfect else 1
    if any(p.lemmas[c] == "do" for c in aux):
        return -1
    if tag == "VB":
        if not any(p.tags[c] == "TO" for c in aux):
            return 1
        head = p.heads[v]
        if perfect or head == v:
            return -1 if perfect else 1
        past = p.tags[head] in ("VBD", "VBN") and p.lemmas[head] not in _VERBS
        return -1 if past else 1
    if tag in ("VBD", "VBN"):
        return 1 if lemma in _SET and tag == "VBN" and not perfect else -1
    if tag in ("VBZ", "VBP"):
        return -1 if lemma in _TELLING or perfect else 1
    if tag == "VBG":
        if any(p.lemmas[c] == "be" and p.tags[c] in ("VBZ", "VBP") for c in aux):
            return 1 if not perfect else -1
        if any(p.lemmas[c] == "be" and p.tags[c] == "VBD" for c in aux):
            return -1
        return 0
    return 0


def perfect(p: Parse, i: int) -> bool:
    """Whether the nearest governing verb is in the perfect: it has gone on until now."""
    for a in p.ancestors(i):
        if p.tags[a][:2] == "VB":
            return any(p.deps[c] == "aux" and p.lemmas[c] == "have" and p.tags[c] in ("VBZ", "VBP") for c in p.children(a))
    return False
