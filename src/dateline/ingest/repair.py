"""Encoding damage in stored text, and what it was.

UTF-8 punctuation that was read as Windows-1252 leaves three characters; many sites then lost the first two. What is left is
the last byte's Windows-1252 character, so the loss can be read back from the context: an em dash is left as a lone closing
quotation mark, and so on. Every reading is as long as the damage, so no offset moves, and the stored text stays as it came.
"""

import re

from dateline.model.story import Damage

_WORD = r"[^\W_]"
_SPACED_CLOSE = re.compile(r"(?<=[\w,.;)] )\u201d(?= [\w(])")
_SPACED_OPEN = re.compile(r"(?<=[\w,.;)] )\u201c(?= [\w(])")
_TRADEMARK = re.compile(rf"(?<={_WORD})\u2122(?=(?:s|t|re|ve|ll|d|m)\b)")
_TILDE = re.compile(rf"(?<=[\s(])\u02dc(?={_WORD})")
_OE = re.compile(r"(?<=[\s(])\u0153(?=[A-Z])")
_BAR = re.compile(rf"(?<={_WORD})\u00a6(?=\s|$)")
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
    return tuple(sorted(found, key=lambda d: d.span))
