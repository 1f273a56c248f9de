"""Where: an event's place, only from words that place the event itself."""

import msgspec

from dateline.model.claim import Event, Place
from dateline.model.reading import Reading

_PREPS = frozenset({"in", "at", "near", "on", "outside", "inside", "around", "across", "into", "over", "along", "within", "through", "throughout", "off", "from", "to"})


def situate_places(reading: Reading) -> Reading:
    """Set `where` of events whose trigger governs a place phrase; the dateline and metonyms place nothing."""
    p = reading.tokens
    at: dict[int, Place] = {t: pl for pl in reading.places for t in p.tokens_in(pl.span)}
    actors = {m.head for m in reading.mentions if m.evidence and m.evidence.startswith("metonym")}

    def place(e: Event) -> str | None:
        nodes = [e.head, *[t for t in p.tokens_in(e.trigger) if t != e.head]]
        for node in nodes:
            for c in p.children(node):
                if p.deps[c] == "prep" and p.lemmas[c] in _PREPS - {"from", "to"}:
                    obj = p.child(c, "pobj")
                    if obj is not None and obj in at and obj not in actors:
                        return at[obj].id
        if e.type in ("ASSAULT", "COERCE"):
            for node in nodes:
                for c in p.children(node):
                    if p.deps[c] in ("dobj", "nsubjpass") and c in at and c not in actors:
                        return at[c].id
        return None

    return msgspec.structs.replace(reading, events=tuple(msgspec.structs.replace(e, where=place(e)) for e in reading.events))
