"""WARC archives (Common Crawl's news archives among them), record by record as they are unpacked. Pages in them are read as pages."""

from collections.abc import Iterator
from typing import IO, cast

import msgspec

from dateline.errors import InputError
from dateline.ingest.source import Source

NAME = "WARC"
FAULTS = (ValueError, RuntimeError)
_TEXTS = ("html", "text/plain", "xml", "json")


def sniff(head: bytes, name: str) -> int:
    """A record's first line."""
    return 95 if head.startswith(b"WARC/") else 0


def read(source: Source) -> Iterator[InputError | Source]:
    """The pages that were answered with success. A page cannot have been published after it was fetched, so a later date in it is not believed."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    seen = 0
    for record in ArchiveIterator(cast("IO[bytes]", source.stream), record_types=WarcRecordType.response, parse_http=True):
        seen += 1
        kind = (record.http_content_type or "").lower()
        status = record.http_headers.status_code if record.http_headers is not None else None
        if status != 200 or not any(t in kind for t in _TEXTS):
            continue
        url = str(record.headers.get("WARC-Target-URI") or "")[:2_000] or None
        day = str(record.headers.get("WARC-Date") or "")[:10] or None
        hints = msgspec.structs.replace(source.hints, url=url, latest=day)
        yield source.inner(url or f"record {seen}", cast("IO[bytes]", record.reader), hints=hints)
    if not seen:
        yield InputError(source.where, "is a WARC archive without answers", "Give the archive of responses, not of metadata")
