"""Which way the words around a time point: to what has been, or to what is to come."""

from dateline.model.parse import Parse

_AUX = frozenset({"will", "'ll", "\u2019ll", "shall", "would", "may", "might", "could", "should", "must", "wo", "'d", "\u2019d", "can"})
_VERBS = frozenset({
    "schedule", "set", "expect", "plan", "due", "postpone", "delay", "slate", "intend", "hope", "aim", "want", "prepare", "agree", "decide", "order",
    "urge", "ask", "call", "demand", "vow", "pledge", "promise", "threaten", "propose", "try", "likely", "poise", "anticipate", "wait", "seek", "book",
    "invite", "require", "commit", "ready", "able", "offer", "defer", "adjourn", "reschedule", "go", "have", "need", "consider", "time", "suppose", "mean", "settle", "stand",
})  # fmt: skip
_SET = frozenset({"schedule", "slate", "expect", "postpone", "delay", "plan", "set", "due", "defer", "adjourn", "reschedule", "anticipate"})
_PREPS = frozenset({"until", "till", "by"})
_NOUNS = frozenset({"deadline", "ultimatum"})
_TELLING = frozenset({"say", "be", "show", "report", "tell", "add", "write", "remain", "know", "think", "believe", "mark", "have", "seem"})


_PLANS = frozenset({"plan", "decision", "agreement", "deadline", "ultimatum", "intention", "vote", "schedule", "effort", "order", "attempt", "offer", "pledge", "vow"})
_DATED = frozenset({
    "meeting", "election", "vote", "summit", "talk", "deadline", "hearing", "session", "conference", "referendum", "ballot", "poll", "round", "visit", "trip",
    "ceremony", "inauguration", "debate", "match", "game", "runoff", "polling", "gathering", "rally", "negotiation", "launch", "trial", "verdict",
})  # fmt: skip


def direction(p: Parse, i: int) -> int:
    """2 where the words around token `i` point to the future, 1 where a bare present tense may; -1 to the past; 0 where they do not say."""
    sure = bool(i and p.lemmas[i - 1] in _PREPS)
    for k in (i - 1, i - 2, i - 3):
        if k > 0 and p.lemmas[k] == "of" and p.lemmas[k - 1] in ("ahead", "advance") or k >= 0 and p.lemmas[k] in _NOUNS:
            return 2
    at, far = i, False
    for a in p.ancestors(i):
        tag = p.tags[a]
        if tag == "IN" and p.lemmas[a] in _PREPS:
            sure = True
        if p.lemmas[a] in ("due", "likely", "ready") and tag[:2] == "JJ" and not far:
            return 2
        if tag[:2] in ("VB", "MD") and p.deps[a] not in ("amod", "pobj"):
            found = _verb(p, a)
            if found:
                # "Until Friday" after a verb of the past is still to come where the verb puts something off or gives a time.
                if sure and (found > 0 or p.lemmas[a] in _VERBS or p.lemmas[a] in ("give", "extend")):
                    return 2
                return 0 if far and found == 1 else found
        if tag[:2] == "NN" and p.deps[at] in ("poss", "compound", "nmod") and p.lemmas[a] not in _DATED:
            far = True
        at = a
    return 2 if sure and not far else 0


def _verb(p: Parse, v: int) -> int:
    tag, lemma = p.tags[v], p.lemmas[v]
    aux = [c for c in p.children(v) if p.deps[c] in ("aux", "auxpass")]
    had = any(p.lemmas[c] == "have" and p.tags[c] == "VBD" or p.words[c].lower() == "had" for c in aux)
    has = had or any(p.lemmas[c] == "have" or p.words[c].lower() in ("'ve", "\u2019ve") for c in aux)
    if any(p.words[c].lower() in _AUX for c in aux):
        return -1 if has else 2
    if any(p.lemmas[c] == "do" for c in aux):
        return -1
    if any(p.tags[c] == "TO" for c in aux):
        head = p.heads[v]
        if has or head == v:
            return -1 if has else 2
        if p.tags[head][:2] == "NN":
            return 2 if p.lemmas[head] in _PLANS else 0
        before = any(p.words[c].lower() == "had" for c in p.children(head) if p.deps[c] == "aux")
        return -1 if before or p.tags[head] in ("VBD", "VBN") and p.lemmas[head] not in _VERBS else 2
    if tag == "VB":
        return 2
    if lemma == "be" and any(p.lemmas[c] in ("due", "likely") for c in p.children(v) if p.deps[c] == "acomp"):
        return -1 if tag == "VBD" and has else 2
    if tag in ("VBD", "VBN"):
        return 2 if lemma in _SET and (tag == "VBN" and not had or lemma == "schedule") else -1
    if tag in ("VBZ", "VBP"):
        return -1 if lemma in _TELLING or has else 1
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
