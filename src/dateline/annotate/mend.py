"""Mend parses that newswire breaks in a regular way. Runs on the plain lists, before anything reads them."""

from dateline.model.parse import Parse

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOUN = frozenset({"NN", "NNS", "NNP", "NNPS"})


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
    if not changed:
        return p
    return Parse(
        text=p.text, words=p.words, lemmas=p.lemmas, tags=p.tags, deps=p.deps, heads=p.heads, starts=p.starts, ends=p.ends,
        sentences=p.sentences, entities=p.entities,
    )  # fmt: skip
