"""Web pages: the article's own text, title, date and outlet (trafilatura). Scripts are not run and nothing is fetched."""

import re
from collections.abc import Iterator

from dateline.errors import InputError
from dateline.ingest import fields
from dateline.ingest.source import Source
from dateline.model.story import Story

NAME = "HTML pages"
FAULTS = (ValueError, AssertionError, AttributeError, TypeError, LookupError)
_PAGE = re.compile(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_LATEST = "2100-01-01"
"""Pages are dated by what they say; the machine's clock has no part in it."""


def sniff(head: bytes, name: str) -> int:
    """A page's first tags."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return (70 if start.startswith(b"<") else 30) if _PAGE.search(head) else 65 if start.startswith(b"<") and name.lower().endswith((".html", ".htm")) else 0


def read(source: Source) -> Iterator[Story | InputError]:
    """The article of a page. Its id is its address where that is known, else the file's name."""
    import trafilatura
    from trafilatura.settings import Document

    data = source.data()
    found = trafilatura.bare_extraction(
        data, url=source.hints.url, include_comments=False, include_tables=False, with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": source.hints.latest or _LATEST},
    )  # fmt: skip
    text = (found.text or "").strip() if isinstance(found, Document) else ""
    if not isinstance(found, Document) or not text:
        yield InputError(source.where, "is a page in which no article was found", "Save the article's text, or leave the page out")
        return
    yield Story(
        id=source.hints.url or source.stem, text=text, published=fields.day(found.date) if found.date else None, title=found.title or None,
        url=source.hints.url or found.url or None, outlet=found.sitename or None, language=found.language or None, path=source.where,
    )  # fmt: skip
