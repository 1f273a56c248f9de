"""The text of a story in pieces, each with the marks that cover it: marks may nest and overlap, and each piece leads to the innermost."""

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

from dateline.model.coded import CodedStory
from dateline.model.story import Record, Span
from dateline.show.words import label

LAYERS = {"statements": "Statements", "events": "Events", "steps": "Ceasefire and talks", "actors": "Actors", "times": "Times", "places": "Places"}


class Mark(Record, frozen=True, kw_only=True):
    """A marked span: the record's id, its layer, further classes, and what it is in words."""

    span: Span
    id: str
    layer: str
    more: str = ""
    says: str


class Piece(Record, frozen=True, kw_only=True):
    """Some characters, the classes of all marks over them, the id of the innermost, what all of them say; `depth` of statements in statements."""

    text: str
    classes: str = ""
    id: str | None = None
    says: str = ""
    ids: tuple[str, ...] = ()


def marks(s: CodedStory) -> Iterable[Mark]:
    """All marks of a story."""
    names = {m.id: label(m) for m in s.mentions}
    for x in s.statements:
        who = ", ".join(names.get(i, i) for i in (x.source.mentions if x.source else ()))
        for c in x.content.spans:
            yield Mark(span=c, id=x.id, layer="statements", says=f"Statement: {who or 'source not named'}, {x.illocution}")
    for e in s.events:
        real = e.status in ("happened", "ongoing")
        yield Mark(span=e.trigger, id=e.id, layer="events", more="" if real else "unreal", says=f"Event: {e.type.lower()}{', ' + e.mode if e.mode else ''}, {e.status.replace('_', ' ')}{', background' if e.background else ''}")
    for p in s.process:
        yield Mark(span=p.span, id=p.id, layer="steps", more="" if p.realised else "unreal", says=f"{p.kind.capitalize()}: {p.step.replace('_', ' ')}, {'told as real' if p.realised else 'not told as real'}")
    for m in s.mentions:
        if m.span:
            yield Mark(span=m.span, id=m.id, layer="actors", says="Actor: " + ", ".join(x for x in (label(m), m.office, m.country) if x))
    for t in s.times:
        yield Mark(span=t.span, id=t.id, layer="times", says=f"Time: {t.value or t.type.lower()}")
    for q in s.places:
        yield Mark(span=q.span, id=q.id, layer="places", says="Place: " + ", ".join(x for x in (q.name, q.admin1, q.country) if x))


def pieces(text: str, found: Sequence[Mark]) -> list[Piece]:
    """The text cut at every border of a mark."""
    found = [m for m in found if 0 <= m.span[0] < m.span[1] <= len(text)]
    borders = sorted({0, len(text), *(b for m in found for b in m.span)})
    starting: dict[int, list[Mark]] = {}
    for m in found:
        starting.setdefault(m.span[0], []).append(m)
    out: list[Piece] = []
    over: list[Mark] = []
    for lo, hi in itertools.pairwise(borders):
        over = [m for m in over if m.span[1] > lo] + starting.get(lo, [])
        out.append(_piece(text[lo:hi], over))
    return out


def _piece(text: str, over: list[Mark]) -> Piece:
    if not over:
        return Piece(text=text)
    inside_out = sorted(over, key=lambda m: (m.span[1] - m.span[0], list(LAYERS).index(m.layer)))
    depth = sum(m.layer == "statements" for m in over)
    classes = list(dict.fromkeys(c for m in over for c in (m.layer, f"{m.layer}-{m.more}" if m.more else "") if c)) + ([f"depth{min(depth, 3)}"] if depth else [])
    return Piece(text=text, classes=" ".join(classes), id=inside_out[0].id, says=" · ".join(dict.fromkeys(m.says for m in inside_out)), ids=tuple(m.id for m in inside_out))


def around(text: str, span: Span, spans: Iterable[tuple[Span, str]]) -> list[Piece]:
    """The words of a record's sentence with its marks, cut to the sentence."""
    lo, hi = span
    inside = [Mark(span=(max(a, lo) - lo, min(b, hi) - lo), id="", layer="events", more=what, says=what) for (a, b), what in spans if min(b, hi) > max(a, lo)]
    return pieces(text[lo:hi], inside)


def count(found: Sequence[Mark]) -> dict[str, int]:
    """How many records each layer has."""
    seen: dict[str, set[Any]] = {k: set() for k in LAYERS}
    for m in found:
        seen[m.layer].add(m.id)
    return {k: len(v) for k, v in seen.items()}
