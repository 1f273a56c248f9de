"""Named places in the text. (First form: names and regions of a country, without coordinates.)"""

import msgspec

from dateline.model.claim import Place
from dateline.model.reading import Reading

_SIDES = frozenset({"east", "west", "north", "south", "northeast", "northwest", "southeast", "southwest", "center", "centre"})
_ADJECTIVES = {f"{s}ern": s for s in ("east", "west", "north", "south", "northeast", "northwest", "southeast", "southwest")}


def find_places(reading: Reading) -> Reading:
    """Add the places that the parser names, and a country's compass regions ("the country's west", "the east")."""
    p = reading.tokens
    text = reading.story.text
    spans: list[tuple[tuple[int, int], str]] = []
    for e in p.entities:
        if e.label in ("GPE", "LOC", "FAC"):
            a, b = e.first, e.last - 1
            while a < b and p.tags[a] == "DT":
                a += 1
            while b > a and (p.tags[b] == "POS" or not p.words[b].strip()):
                b -= 1
            spans.append((p.span(a, b), "place"))
    taken = {t for s, _ in spans for t in p.tokens_in(s)}
    for i in range(len(p)):
        if i in taken:
            continue
        if p.words[i].lower() in _SIDES and p.tags[i][:1] == "N" and p.deps[i] in ("pobj", "dobj", "nsubj", "nsubjpass", "conj"):
            first = min([i, *(p.left[c] for c in p.children(i) if p.deps[c] in ("det", "poss"))])
            if first < i:
                spans.append((p.span(first, i), "region"))
        elif p.lemmas[i] in _ADJECTIVES and i + 2 < len(p) and p.tags[i + 1] == "HYPH" and p.lemmas[i + 2] in ("base", "based"):
            spans.append((p.span(i, i), "region"))
    out = [
        Place(id=f"p{k}", span=s, text=text[slice(*s)], name=text[slice(*s)], kind=kind) for k, (s, kind) in enumerate(sorted(set(spans)), start=1)
    ]
    return msgspec.structs.replace(reading, places=tuple(out))
