"""Plain text: one story a file, with or without a block of headers ("Title: …", "Date: …") and an empty line before it."""

import re
from collections.abc import Iterator

from dateline.errors import InputError
from dateline.ingest import decode, fields
from dateline.ingest.markup import root
from dateline.ingest.source import Source
from dateline.model.story import Story

NAME = "plain text"
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LINE = re.compile(r"([A-Za-z][A-Za-z _-]{1,20}):[ \t]+(\S[^\n]{0,500})\n")
_MEANING = {
    "title": ("title", "headline", "subject"), "published": ("date", "published", "publication date", "pubdate", "publish date"),
    "outlet": ("source", "outlet", "publication", "publisher", "newspaper"), "url": ("url", "link"), "id": ("id",), "language": ("language", "lang"),
    "": ("author", "byline", "by", "section", "keywords", "tags", "location", "copyright", "length"),
}  # fmt: skip
_KEYS = {name: key for key, names in _MEANING.items() for name in names}


def sniff(head: bytes, name: str) -> int:
    """Text has no NUL bytes and few control characters (UTF-16 only with its mark), and is not marked up from end to end."""
    if head.startswith(_MARKS):
        return 1
    if root(head) and head.rstrip().endswith(b">"):
        return 0
    control = sum(b < 32 and b not in (9, 10, 12, 13) for b in head)
    return 1 if b"\0" not in head and control <= len(head) // 100 else 0


def read(source: Source) -> Iterator[Story | InputError]:
    """The story of a text file; its id is the file's name without the ending, or what a header says."""
    text = decode(source.where, source.data())
    if isinstance(text, InputError):
        yield text
        return
    head, body = _headers(text)
    yield Story(
        id=head.get("id", source.stem), text=body, published=fields.day(head["published"]) if "published" in head else None, title=head.get("title"),
        outlet=head.get("outlet"), url=head.get("url", source.hints.url), language=head.get("language"), path=source.where,
    )  # fmt: skip


def _headers(text: str) -> tuple[dict[str, str], str]:
    """The headers, and the story after them. A story that begins with a colon of its own ("Update: …") has no title or date header, and stays whole."""
    found: dict[str, str] = {}
    at = 0
    text_ = text.replace("\r\n", "\n") if "\r\n" in text[:1_000] else text
    while m := _LINE.match(text_, at):
        key = _KEYS.get(m[1].lower())
        if key is None:
            return {}, text
        if key:
            found.setdefault(key, m[2].strip())
        at = m.end()
    if text_[at : at + 1] != "\n" or not {"title", "published"} & found.keys():
        return {}, text
    return found, text_[at:].lstrip("\n")
