"""Pairs of quotation marks, straight or curly, opened again at each paragraph, left open, or damaged (see ingest.repair)."""

import re

import msgspec

from dateline.model.claim import Quotation
from dateline.model.reading import Reading

_MARK = re.compile("[\"\u201c\u201d\u201e\u201f\u00ab\u00bb]|``|''")
_OPEN = frozenset({"\u201c", "\u201e", "\u201f", "\u00ab", "``"})
_CLOSE = frozenset({"\u201d", "\u00bb", "''"})
_BREAK = re.compile(r"\n\s*\n")
_SPEECH = re.compile(r"[,.!?\u2026]$")


def find_quotations(reading: Reading) -> Reading:
    """Pair the marks paragraph by paragraph. A quotation that the next paragraph opens again may stay open at its end."""
    text = reading.story.reading
    out: list[Quotation] = []
    for part in reading.story.parts:
        if part.kind == "furniture":
            continue
        edges = [part.span[0], *(e for m in _BREAK.finditer(text, *part.span) for e in m.span()), part.span[1]]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            out += _pair(text, start, end)
    return msgspec.structs.replace(reading, quotations=tuple(out))


def _pair(text: str, start: int, end: int) -> list[Quotation]:
    out: list[Quotation] = []
    opened: tuple[int, int] | None = None
    for m in _MARK.finditer(text, start, end):
        mark, before, after = m.group(), text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
        opens = mark in _OPEN or (mark == '"' and opened is None)
        if mark == '"' and opened is not None and before.isspace() and after and not after.isspace() and after not in ",.;:)":
            # A straight mark that can only open: the one before was never closed.
            out.append(_quotation(text, opened, (m.start(), m.start()), closed=False))
            opened, opens = None, True
        if mark == "''" and opened is None:
            continue
        if opens and opened is None:
            opened = m.span()
        elif not opens and opened is not None:
            out.append(_quotation(text, opened, m.span(), closed=True))
            opened = None
    if opened is not None:
        out.append(_quotation(text, opened, (end, end), closed=False))
    return [q for q in out if q.inner[1] > q.inner[0]]


def _quotation(text: str, opened: tuple[int, int], closing: tuple[int, int], *, closed: bool) -> Quotation:
    inner_end = closing[0]
    if not closed:
        inner_end = opened[1] + len(text[opened[1] : closing[0]].rstrip())
    words = text[opened[1] : inner_end].split()
    short = len(words) < 4 and not _SPEECH.search(text[opened[1] : inner_end]) and closed
    return Quotation(span=(opened[0], closing[1] if closed else inner_end), inner=(opened[1], inner_end), scare=short, closed=closed)
