"""JSON lines: one story a line, with `id`, `text`, `published` (ISO), and `title`, `url`, `outlet`, `language` where known."""

import datetime as dt
import pathlib
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from dateline.errors import InputError
from dateline.ingest import decode
from dateline.model.story import Story

NAME = "jsonl"
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?=$|[T ])")
_DATES = ("published", "date", "dct")


def matches(path: pathlib.Path, head: bytes) -> bool:
    """A first line that begins a JSON object, under a JSON name or with a quoted key."""
    start = head.lstrip()
    return start.startswith(b"{") and (path.suffix.lower() in (".jsonl", ".ndjson", ".json") or bool(re.match(rb'\{\s*"', start)))


def read(path: pathlib.Path, data: bytes) -> Iterator[Story | InputError]:
    """The stories of a file; a broken line is an error with its number, and the others go on."""
    decoder = msgspec.json.Decoder(dict[str, Any])
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        text = decode(where, line)
        if isinstance(text, InputError):
            yield text
            continue
        try:
            row = decoder.decode(text)
        except msgspec.DecodeError as e:
            yield InputError(where, f"is no JSON object ({str(e).split(' (')[0]})", "Mend or remove the line")
            continue
        yield _story(row, where)


def _story(row: dict[str, Any], where: str) -> Story | InputError:
    for key in ("id", "text"):
        if row.get(key) in (None, ""):
            return InputError(where, f"has no {key!r}", "Each line needs 'id', 'text' and 'published'")
    if not isinstance(row["text"], str):
        return InputError(where, "has a 'text' that is no string", "Give the story's text as one string")
    raw = next((row[k] for k in _DATES if row.get(k)), None)
    published = None
    if raw is not None:
        m = _DAY.match(str(raw))
        try:
            published = dt.date(int(m[1]), int(m[2]), int(m[3])) if m else None
        except ValueError:
            published = None
        if published is None:
            return InputError(where, f"has a date that is not ISO ({raw!r})", "Write it as YYYY-MM-DD")

    def optional(key: str) -> str | None:
        value = row.get(key)
        return str(value) if value not in (None, "") else None

    return Story(
        id=str(row["id"]), text=row["text"], published=published, title=optional("title"), url=optional("url"), outlet=optional("outlet"),
        language=optional("language"), path=where,
    )  # fmt: skip
