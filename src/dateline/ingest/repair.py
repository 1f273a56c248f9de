"""Encoding damage in stored text, and what it was.

UTF-8 punctuation that was read as Windows-1252 leaves three characters; many sites then lost the first two. What is left is
the last byte's Windows-1252 character, so the loss can be read back from the context: an em dash is left as a lone closing
quotation mark, and so on. Text that came in capitals (telex, headlines) has lost its case, which no parser can do without.
Every reading is as long as the damage, so no offset moves, and the stored text stays as it came.
"""

import re

from dateline.lexicon.casing import restore
from dateline.model.story import Damage, Span

_WORD = r"[^\W_]"
_SPACED_CLOSE = re.compile(r"(?<=[\w,.;)] )\u201d(?= [\w(])")
_SPACED_OPEN = re.compile(r"(?<=[\w,.;)] )\u201c(?= [\w(])")
_TRADEMARK = re.compile(rf"(?<={_WORD})\u2122(?=(?:s|t|re|ve|ll|d|m)\b)")
_TILDE = re.compile(rf"(?<=[\s(])\u02dc(?={_WORD})")
_OE = re.compile(r"(?<=[\s(])\u0153(?=[A-Z])")
_BAR = re.compile(rf"(?<={_WORD})\u00a6(?=\s|$)")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[.!?][\"\u201d])\s+")
_WORDS = re.compile(rf"{_WORD}{{2,}}")
_STORY_SHARE = 0.9
"""The share of capitals among letters above which a whole story has lost its case."""
_REPLACEMENT = re.compile(rf"(?<={_WORD})[\ufffd?](?=(?:s|t|re|ve|ll)\b)")


def damage(text: str) -> tuple[Damage, ...]:
    """Find the damage in a text, left to right.

    A lone closing mark between spaces is a dash only where the text quotes with straight marks, or where its curly marks do
    not pair without it: elsewhere it may close a quotation.
    """
    found: list[Damage] = []

    def add(match: re.Match[str], kind: str, reading: str) -> None:
        found.append(Damage(span=match.span(), kind=kind, reading=reading))

    straight = text.count('"')
    opened, closed = text.count("\u201c"), text.count("\u201d")
    if straight or closed > opened:
        for m in _SPACED_CLOSE.finditer(text):
            add(m, "encoding", "\u2014")
    if straight and opened > closed:
        for m in _SPACED_OPEN.finditer(text):
            add(m, "encoding", "\u2013")
    for pattern, reading in ((_TRADEMARK, "\u2019"), (_TILDE, "\u2018"), (_OE, "\u201c"), (_BAR, "\u2026")):
        for m in pattern.finditer(text):
            add(m, "encoding", reading)
    if "\ufffd" in text:
        for m in _REPLACEMENT.finditer(text):
            if m.group() == "\ufffd":
                add(m, "replacement", "\u2019")
    found.sort(key=lambda d: d.span)
    capitals = [_case(text, span, found) for span in _capitals(text)]
    return tuple(sorted([*found, *capitals], key=lambda d: (d.span[0], -d.span[1])))


def _case(text: str, span: Span, found: list[Damage]) -> Damage:
    """The loss of case over a stretch. Its reading holds the readings of the damage inside it, since the widest damage is read."""
    reading = list(restore(text[slice(*span)]))
    for d in found:
        if span[0] <= d.span[0] and d.span[1] <= span[1]:
            reading[d.span[0] - span[0] : d.span[1] - span[0]] = d.reading
    return Damage(span=span, kind="case", reading="".join(reading))


def _capitals(text: str) -> list[Span]:
    """The stretches in capitals: the whole text where it is, else single sentences and headlines (never a dateline's few words)."""
    if _mostly_capital(text, _STORY_SHARE, 8):
        return [(0, len(text))]
    out = []
    for line in re.finditer(r"[^\n]+", text):
        at = line.start()
        for stop in [*_SENTENCE_END.finditer(text, line.start(), line.end()), None]:
            end = stop.start() if stop else line.end()
            if _mostly_capital(text[at:end], 1.0, 5):
                out.append((at, end))
            at = stop.end() if stop else end
    return out


def _mostly_capital(text: str, share: float, words: int) -> bool:
    letters = [c for c in text if c.isalpha() and c.upper() != c.lower()]
    return len(letters) >= 5 * words and sum(c.isupper() for c in letters) >= share * len(letters) and len(_WORDS.findall(text)) >= words
