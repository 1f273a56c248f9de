"""Speech without a cue verb: the turns of a transcript ("MR. SMITH: …", "Q …") and headlines ("Minister: truce holds")."""

import re
from bisect import bisect_left
from collections import Counter

from dateline.lexicon import reporting
from dateline.model.parse import Parse
from dateline.model.story import Span

_GAP = r"[ \t\u00a0]{1,6}"
_CLOCK = r"(?:\d{1,2}:\d\d [AP]\.?M\.?(?: [A-Z]{2,4})?[ \t\u00a0]+)?"
_NAME = r"[A-Z][\w.’'\-]*(?:[ ][\w.,()’'\-]+){0,6}"
_TURN = re.compile(rf"{_CLOCK}[\"\u201c*]?(?:(?P<label>{_NAME}):{_GAP}(?=\S)|(?P<q>Q)(?:\.|:)?{_GAP}(?=[A-Z\"\u201c\u2014(\[]))")
_RUN_ON = re.compile(rf"[ \t\u00a0]{{4,}}(?:(?P<label>{_NAME}):{_GAP}(?=\S)|(?P<q>Q)(?:\.|:)?{_GAP}(?=[A-Z\"\u201c\u2014(\[]))")
_HEADLINE = re.compile(r"(?P<label>[^:\n\"\u201c]{2,48}):[ \u00a0]+(?=\S)")
_LEAST_TURNS = 2
_WHOLE = 6
"""A story with so many turns is a transcript to its end; one with fewer goes on in its own words after the last turn's paragraph."""
_MANY_NAMES = 4
_LONGEST_HEADLINE = 160


class Turn:
    """A labelled stretch: the label's characters, and the pieces (paragraphs) that follow it."""

    __slots__ = ("label", "pieces")

    def __init__(self, label: Span, pieces: list[Span]) -> None:
        self.label, self.pieces = label, pieces


def paragraphs(p: Parse) -> list[Span]:
    """The stretches of the parsed paragraphs, in order."""
    out: list[Span] = []
    number = None
    for s in p.sentences:
        a, b = p.starts[s.first], p.ends[s.last - 1]
        if s.paragraph == number:
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
            number = s.paragraph
    return out


def turns(p: Parse) -> list[Turn]:
    """The turns of a transcript: at least two labels in capitals, or of a known kind, or names that come again.

    A label opens a paragraph, or follows a run of spaces where a paragraph's end was lost.
    """
    text = p.text
    stretches = paragraphs(p)
    sure: list[tuple[int, Span, int]] = []  # where the turn begins, its label, where its words begin
    names: list[tuple[int, Span, int]] = []
    for a, b in stretches:
        first = _TURN.match(text, a, b)
        for m in ([first] if first else []) + list(_RUN_ON.finditer(text, first.end() if first else a, b)):
            label = m.span("q") if m["q"] else m.span("label")
            name = text[slice(*label)]
            letters = [c for c in name if c.isalpha()]
            if m["q"] or sum(c.isupper() for c in letters) > 0.7 * len(letters) or name.lower() in reporting.words("labels"):
                sure.append((m.start(), label, m.end()))
            elif len(name.split()) <= 4 and all(w[:1].isupper() for w in name.split()):
                names.append((m.start(), label, m.end()))
    again = Counter(text[slice(*label)] for _, label, _ in names)
    found = sorted(sure + [n for n in names if len(names) >= _MANY_NAMES or again[text[slice(*n[1])]] > 1])
    if len(found) < _LEAST_TURNS:
        return []
    out = []
    for n, (_, label, start) in enumerate(found):
        last = n + 1 == len(found)
        end = len(text) if last else found[n + 1][0]
        k = max(0, bisect_left(stretches, (start + 1, 0)) - 1)
        pieces = []
        for a, b in stretches[k : k + 1] if last and len(found) < _WHOLE else stretches[k:]:
            if a >= end:
                break
            lo, hi = max(a, start), min(b, end)
            hi = lo + len(text[lo:hi].rstrip())
            if hi > lo:
                pieces.append((lo, hi))
        if pieces:
            out.append(Turn(label, pieces))
    return out


def headline(p: Parse) -> Turn | None:
    """A headline that names its source before a colon."""
    if not p.sentences:
        return None
    text = p.text
    a, b = paragraphs(p)[0]
    if b - a > _LONGEST_HEADLINE:
        return None
    m = _HEADLINE.match(text, a, b)
    if m is None:
        return None
    end = b
    while end > m.end() and (text[end - 1].isspace() or text[end - 1] == "."):
        end -= 1
    return Turn((m.start("label"), m.end("label")), [(m.end(), end)]) if end > m.end() else None
