"""RSS, Atom and RDF feeds, and what WordPress exports: a story an entry. The pages that entries link to are not fetched."""

import io
from collections.abc import Iterator
from typing import Any

from dateline.errors import InputError
from dateline.ingest import fields
from dateline.ingest.markup import fragment, root, tree
from dateline.ingest.source import Source
from dateline.model.story import Story

NAME = "RSS and Atom"
FAULTS = (ValueError, LookupError, AttributeError, TypeError, AssertionError)


def sniff(head: bytes, name: str) -> int:
    """XML with a feed's root."""
    return 85 if root(head) in ("rss", "feed", "rdf") else 0


def read(source: Source) -> Iterator[Story | InputError]:
    """The entries, in their order, each with the fullest text that the feed gives."""
    import feedparser

    data = source.data()
    try:
        tree(source.where, data, source.budget.limits)
    except InputError as e:
        if "entities" in e.what or "nested" in e.what or b"<!ENTITY" in data or b"\0" in data:
            raise  # broken feeds are read as far as they go, hostile ones are not
    found = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not found.entries:
        yield InputError(source.where, "is a feed without entries", "Leave it out, or look again later")
    language, outlet = found.feed.get("language"), found.feed.get("title")
    for number, entry in enumerate(found.entries, start=1):
        yield _entry(entry, f"{source.where}:{number}", language, outlet)


def _entry(entry: Any, where: str, language: str | None, outlet: str | None) -> Story | InputError:
    bodies = [c.get("value") or "" for c in entry.get("content") or []] + [entry.get("summary") or ""]
    text = max((fragment(b) for b in bodies), key=len)
    title = " ".join(fragment(entry.get("title") or "").split()) or None
    key = entry.get("id") or entry.get("link")
    if not key:
        return InputError(where, "has neither a guid nor a link", "An entry needs one to be known again")
    if not (text or title):
        return InputError(where, "holds no text", "Leave it out")
    when = next((v for k in ("published", "updated", "created", "date") if (v := dict.get(entry, k))), "")  # its own `get` gives one date for another
    source = entry.get("source") or {}
    return Story(
        id=str(key), text=text or title or "", published=fields.day(when), title=title, url=entry.get("link") or None,
        outlet=(source.get("title") if isinstance(source, dict) else None) or outlet or None, language=language or None, path=where,
    )  # fmt: skip
