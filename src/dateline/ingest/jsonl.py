"""JSON lines: one story a line, with `id`, `text`, `published` (ISO), and `title`, `url`, `outlet`, `language` where known."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from dateline.errors import InputError
from dateline.ingest import decode
from dateline.ingest.json import record
from dateline.ingest.source import Source
from dateline.model.story import Story

NAME = "JSON lines"
_ENDINGS = (".jsonl", ".ndjson", ".json")
_WHOLE = re.compile(rb'\s*\{\s*(?:"|\})[^\n]*\}\s*?(?:\n\s*\{|\n?\s*\Z)')


def sniff(head: bytes, name: str) -> int:
    """A first line that begins a JSON object, under a JSON name or with a quoted key."""
    start = head.lstrip()
    if not start.startswith(b"{"):
        return 0
    if b"\n" not in start.strip() or name.lower().endswith((".jsonl", ".ndjson")) or _WHOLE.match(head):
        return 60 if name.lower().endswith(_ENDINGS) or re.match(rb'\{\s*"', start) else 0
    return 0


def read(source: Source) -> Iterator[Story | InputError]:
    """The stories of a file; a broken line is an error with its number, and the others go on."""
    decoder = msgspec.json.Decoder(dict[str, Any])
    for number, line in source.lines():
        if not line.strip():
            continue
        where = f"{source.where}:{number}"
        text = decode(where, line)
        if isinstance(text, InputError):
            yield text
            continue
        try:
            row = decoder.decode(text)
        except (msgspec.DecodeError, RecursionError) as e:
            yield InputError(where, f"is no JSON object ({str(e).split(' (')[0]})", "Mend or remove the line")
            continue
        yield record(row, where, source)
