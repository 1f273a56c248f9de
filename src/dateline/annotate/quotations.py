"""Pairs of quotation marks: straight or curly, double or single, opened again at each paragraph, left open, or damaged (ingest.repair).

One pass over the marks of a story. Quotations never cross: a mark inside an open quotation either closes it or is part of it.
"""

import re
from collections.abc import Iterator

import msgspec

from dateline.model.claim import Quotation
from dateline.model.reading import Reading
from dateline.model.story import Span

_MARK = re.compile("[\"\u201c\u201d\u201e\u201f\u00ab\u00bb]|``|''|['\u2018\u2019]")
_OPEN = frozenset({"\u201c", "\u201e", "\u201f", "\u00ab", "``"})
_CLOSE = frozenset({"\u201d", "\u00bb"})
_SINGLE = frozenset({"'", "\u2018", "\u2019"})
_BREAK = re.compile(r"\n\s*\n|[ \t]{5,}")
_SPEECH = re.compile(r"[,.!?\u2026]$")
_STOP = re.compile(r"[.!?](?=\s|$)")
_BEFORE_OPEN = frozenset("([{-\u2013\u2014/:\u2026") | {""}
_LONGEST_SINGLE = 2000


def find_quotations(reading: Reading) -> Reading:
    """Pair the marks paragraph by paragraph. A quotation that the next paragraph opens again may stay open at its end."""
    text = reading.story.reading
    out: list[Quotation] = []
    for part in reading.story.parts:
        if part.kind == "furniture":
            continue
        pending = False  # the paragraph before ended inside a quotation
        for start, end in _paragraphs(text, part.span):
            found, pending = _pair(text, start, end, pending)
            out += found
    return msgspec.structs.replace(reading, quotations=tuple(out))


def _paragraphs(text: str, span: Span) -> Iterator[Span]:
    at = span[0]
    for m in _BREAK.finditer(text, *span):
        yield at, m.start()
        at = m.end()
    yield at, span[1]


def _pair(text: str, start: int, end: int, pending: bool) -> tuple[list[Quotation], bool]:
    """The quotations of one paragraph, and whether the last one is open at its end."""
    out: list[Quotation] = []
    opened: Span | None = None
    family, first, again = "", True, False
    balanced, depth = text.count("\u201c", start, end) == text.count("\u201d", start, end), 0
    singles = _singles(text, start, end)
    for m in _MARK.finditer(text, start, end):
        mark = m.group()
        if mark in _SINGLE:
            closing = singles.get(m.start())
            if opened is None and closing is not None:
                out.append(_quotation(text, m.span(), (closing, closing + 1), closed=True, again=False))
                opened, family = (m.start(), closing + 1), "'"
            continue
        if family == "'" and opened is not None:
            if m.start() < opened[1]:
                continue  # inside single marks
            opened = None
        before, after = text[m.start() - 1 : m.start()] if m.start() > start else "", text[m.end() : m.end() + 1] if m.end() < end else ""
        may_open = (not before.strip() or before in _BEFORE_OPEN) and bool(after.strip())
        may_close = bool(before.strip())
        if opened is not None and balanced and text[opened[0]] == "\u201c":  # marks inside marks of the same kind
            if mark == "\u201c":
                depth += 1
                continue
            if mark == "\u201d" and depth:
                depth -= 1
                continue
        if opened is None:
            depth = 0
            if pending and first and not may_open and may_close:
                # The paragraph goes on with a quotation that the one before left open, and forgot to open it again.
                out = [_quotation(text, (start, start), m.span(), closed=True, again=True)]  # with any single marks in it
            elif mark in _OPEN or may_open or (mark not in _CLOSE and not may_close and bool(after.strip())):
                opened, family = m.span(), '"'
                again = pending and first and not text[start : m.start()].strip()
        elif may_open and not may_close and mark not in _CLOSE and not _same_kind(text[slice(*opened)], mark):
            pass  # a mark of another kind opens inside
        elif may_open and not may_close and mark not in _CLOSE:
            # A mark that can only open: the one before was never closed.
            out.append(_quotation(text, opened, (m.start(), m.start()), closed=False, again=again))
            opened, again = m.span(), False
        elif mark not in _OPEN or may_close:
            out.append(_quotation(text, opened, m.span(), closed=True, again=again))
            opened = None
        first = False
    if opened is not None and family == '"':
        stop = end
        last = _quotation(text, opened, (stop, stop), closed=False, again=again)
        if text[start : opened[0]].strip() and not _introduced(text, opened[0]):  # a stray mark takes its sentence, not the paragraph
            cut = _STOP.search(text, opened[1], end)
            if cut is not None:
                last = _quotation(text, opened, (cut.end(), cut.end()), closed=False, again=again)
        out.append(last)
        return [q for q in out if q.inner[1] > q.inner[0]], True
    return [q for q in out if q.inner[1] > q.inner[0]], False


def _same_kind(a: str, b: str) -> bool:
    return (a in _OPEN or a in _CLOSE) == (b in _OPEN or b in _CLOSE)


def _introduced(text: str, at: int) -> bool:
    """Whether a mark follows a colon or comma, as speech does."""
    return text[max(0, at - 3) : at].rstrip()[-1:] in (":", ",")


def _singles(text: str, start: int, end: int) -> dict[int, int]:
    """Single marks that quote, opening to closing. An apostrophe opens nothing and closes only what was opened."""
    table: dict[int, int] = {}
    at: int | None = None
    loose: int | None = None  # a closing mark that may also be a plural's apostrophe
    for m in re.finditer("['\u2018\u2019]", text[start:end]):
        i = start + m.start()
        before, after = text[i - 1 : i] if i > start else "", text[i + 1 : i + 2] if i + 1 < end else ""
        if before == m.group() or after == m.group():
            continue
        opens = m.group() != "\u2019" and (not before.strip() or before in '([{"\u201c-\u2014') and after.isalpha()
        closes = bool(before.strip()) and not after.isalnum()
        if at is not None and i - at > _LONGEST_SINGLE:
            at = loose = None
        if at is None:
            if opens:
                at, loose = i, None
        elif closes and m.group() != "\u2018":
            plural = before in "sS" and after == " " and text[i + 2 : i + 3].islower()
            if plural and loose is None:
                loose = i
            elif not plural:
                table[at] = i
                at = loose = None
        elif opens:
            if loose is not None:
                table[at] = loose
            at, loose = i, None
    if at is not None and loose is not None:
        table[at] = loose
    return table


def _quotation(text: str, opened: Span, closing: Span, *, closed: bool, again: bool) -> Quotation:
    inner_end = closing[0]
    if not closed:
        inner_end = opened[1] + len(text[opened[1] : closing[0]].rstrip())
    inner = text[opened[1] : inner_end]
    return Quotation(span=(opened[0], closing[1] if closed else inner_end), inner=(opened[1], inner_end), scare=closed and not again and _scare(inner),
                     closed=closed, continues=again)  # fmt: skip


def _scare(inner: str) -> bool:
    """A word held at a distance, or a title: too short for speech and without its punctuation, or every long word with a capital."""
    words = inner.split(None, 12)
    named = 1 < len(words) <= 12 and all(w[:1].isupper() or w[:1].isdigit() for w in words if len(w) > 3) and words[-1][:1].isupper()
    if _SPEECH.search(inner):
        return named and (len(words) == 2 or (inner.endswith(",") and sum(w[:1].isupper() for w in words) > len(words) / 2))
    return len(words) < 4 or named
