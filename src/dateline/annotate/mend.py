"""Mend parses that newswire breaks in a regular way. Runs on the plain lists, before anything reads them."""

from dateline.model.parse import Parse

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOUN = frozenset({"NN", "NNS", "NNP", "NNPS"})
_PACT = frozenset({"ceasefire", "truce", "fire", "armistice", "peace"})
_NOT_VERBS = frozenset({"deal", "offer", "plan", "call", "accord", "bid", "end", "start", "collapse", "breach", "monitor", "talk", "pact", "protocol"})


def mend_subjects(p: Parse) -> Parse:
    """Give a finite verb back the subject that a fronted phrase swallowed ("Despite calls during the war, fighting has continued").

    The parser at times hangs the subject, together with the comma before it, under the last preposition of the fronted phrase.
    Only a verb without any subject is mended, and only where a comma parts the phrase from the noun just before the verb.
    """
    changed = False
    for s in p.sentences:
        for v in range(s.first, s.last):
            if p.heads[v] != v and p.deps[v] not in ("ccomp", "conj", "ROOT"):
                continue
            if p.heads[v] != v or p.tags[v][:2] != "VB":
                continue
            kids = p.children(v)
            if any(p.deps[c] in ("nsubj", "nsubjpass", "expl", "csubj", "csubjpass") for c in kids):
                continue
            aux = [c for c in kids if p.deps[c] in ("aux", "auxpass", "neg") and c < v]
            if p.tags[v] not in _FINITE and not any(p.tags[a] in _FINITE for a in aux):
                continue
            start = min([v, *aux])
            j = start - 1
            while j > s.first and p.tags[j] in ("RB",):
                j -= 1
            if j <= s.first or p.tags[j] not in _NOUN or p.deps[j] not in ("pobj", "conj", "dobj", "appos"):
                continue
            old = p.heads[j]
            comma = next((c for c in range(j - 1, p.left[j] - 1, -1) if p.words[c] == ","), None)
            if comma is None or old >= comma:
                continue
            stray = [c for c in p.children(j) if c < comma]
            nouns = [c for c in stray if p.tags[c][:1] in "NJ"]
            if not nouns:
                continue
            keep = nouns[-1]
            p.heads[j], p.deps[j] = v, "nsubj" if not any(p.deps[a] == "auxpass" for a in aux) else "nsubjpass"
            p.heads[keep], p.deps[keep] = old, "pobj" if p.tags[old] in ("IN", "TO") else p.deps[keep]
            for c in stray:
                if c != keep:
                    p.heads[c] = keep
            p.heads[comma], p.deps[comma] = v, "punct"
            changed = True
    changed = _mend_nouns(p) or changed
    changed = _mend_pacts(p) or changed
    changed = _mend_headlines(p) or changed
    if not changed:
        return p
    return Parse(
        text=p.text, words=p.words, lemmas=p.lemmas, tags=p.tags, deps=p.deps, heads=p.heads, starts=p.starts, ends=p.ends,
        sentences=p.sentences, entities=p.entities,
    )  # fmt: skip


def _mend_nouns(p: Parse) -> bool:
    """Read "deal" after "ceasefire" as the noun that it is ("announced a ceasefire deal with", "X and Y reach truce deal"): a singular
    noun takes no bare verb. The words before go where they belong: the article to the deal, a verb tagged as a compound to the top."""
    changed = False
    for v in range(1, len(p)):
        n = v - 1
        if p.tags[v] not in ("VB", "VBP") or p.lemmas[v] not in _NOT_VERBS or p.lemmas[n] not in _PACT or p.tags[n] != "NN":
            continue
        if (p.heads[n] != v and p.heads[v] != n) or any(p.deps[c] in ("aux", "auxpass", "neg") for c in p.children(v)):
            continue
        inner = [c for c in range(p.left[v], v) if p.heads[c] in (n, v) and c != n]
        verb = next((c for c in inner if p.tags[c] in ("VBP", "VBZ", "VBD") and p.deps[c] in ("compound", "amod", "nmod", "nsubj")), None)
        up, dep = p.heads[v], p.deps[v]
        if up == n:
            up, dep = p.heads[n], p.deps[n]
        if up == n:
            up = v
        p.tags[v] = "NN"
        p.heads[n], p.deps[n] = v, "compound"
        for c in inner:
            if (c != verb and p.heads[c] == n and p.lemmas[n] != "fire") or (c != verb and p.heads[c] == n and p.lemmas[c] not in ("cease", "-")):
                p.heads[c] = v
        if verb is not None:
            p.heads[verb], p.deps[verb] = (verb if up == v else up), dep
            p.heads[v], p.deps[v] = verb, "dobj"
            for c in inner:
                if c < verb and p.tags[c] in _NOUN and p.heads[c] in (n, v):
                    p.heads[c], p.deps[c] = verb, "nsubj"
            for c in list(p.children(v)):
                if c > v and p.lemmas[c] not in ("with", "on", "over", "between", "for", "in"):
                    p.heads[c] = verb
        else:
            p.heads[v] = up
            p.deps[v] = "dobj" if dep in ("ccomp", "xcomp") and p.tags[up][:2] == "VB" else dep
        changed = True
    return changed


def _mend_pacts(p: Parse) -> bool:
    """Read "truce" as the noun that it always is ("Egypt brokers truce between …"): the word in -s before it is the verb."""
    changed = False
    for v in range(1, len(p)):
        n = v - 1
        if p.tags[v][:2] != "VB" or p.lemmas[v] not in _PACT - {"fire"} or p.heads[n] != v or p.tags[n] != "NNS" or p.deps[n] != "nsubj":
            continue
        actor = next((c for c in reversed([*p.children(v), *p.children(n)]) if c < n and p.tags[c] in _NOUN), None)
        if actor is None:
            continue
        inner = [c for c in (*p.children(v), *p.children(n)) if c < n]
        up = p.heads[v]
        p.tags[n], p.tags[v] = "VBZ", "NN"
        p.heads[n], p.deps[n] = (n if up == v else up), p.deps[v]
        p.heads[v], p.deps[v] = n, "dobj"
        p.heads[actor], p.deps[actor] = n, "nsubj"
        for c in inner:
            if c != actor and p.heads[c] in (n, v):
                p.heads[c] = actor if p.tags[c] in (*_NOUN, "JJ", "DT", "CD") else n
        changed = True
    return changed


def _mend_headlines(p: Parse) -> bool:
    """Join what a headline joins by a comma alone ("Kabul, Taliban announce truce"): both are subjects of the verb."""
    changed = False
    for s in p.sentences:
        x = next((i for i in range(s.first, min(s.first + 4, s.last - 2)) if p.words[i + 1] == ","), None)
        if x is None or p.tags[x] not in ("NNP", "NNPS") or p.deps[x] not in ("dep", "nsubj", "npadvmod", "nmod") or p.left[x] != s.first:
            continue
        v = p.heads[x]
        y = next((c for c in p.children(v) if p.deps[c] in ("nsubj", "nsubjpass") and c > x and p.left[c] == x + 2), None)
        if y is None or p.tags[y][:1] != "N" or p.tags[v] not in ("VBP", "VBD", "VB", "VBN"):
            continue
        p.heads[x], p.deps[x] = y, "conj"
        changed = True
    return changed
