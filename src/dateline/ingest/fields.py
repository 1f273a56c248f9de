"""Fields of a record to a story: what JSON, CSV, Parquet and Excel have in common."""

import datetime as dt
import email.utils
import re
from collections.abc import Mapping
from typing import Any

from dateline.errors import InputError
from dateline.ingest.header import parse_date
from dateline.model.story import Story

NAMES = ("id", "text", "published", "title", "url", "outlet", "language")
"""What a record can tell of a story; `id`, `text` and `published` must be known."""
_DATES = ("published", "date", "dct")
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?=$|[T ])")
_WORDS = re.compile(r"\s*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s+)?(\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?,?\s+\d{4}|[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4})\b", re.IGNORECASE)


def story(row: Mapping[str, Any], where: str, *, fields: Mapping[str, str], name: str | None = None) -> Story | InputError:
    """The story of a record. `fields` says which of its fields holds what ({"text": "body.plain"}); `name` is its id where it has none."""

    def value(key: str) -> Any:
        return _get(row, fields[key]) if key in fields else row.get(key)

    def optional(key: str) -> str | None:
        found = value(key)
        return str(found) if found not in (None, "") else None

    text, key = value("text"), optional("id") or name
    for wanted, found in (("id", key), ("text", text)):
        if found in (None, ""):
            return InputError(where, f"has no {wanted!r}", _remedy(row, wanted))
    if not isinstance(text, str):
        return InputError(where, "has a 'text' that is no string", "Give the story's text as one string")
    raw = value("published") if "published" in fields else next((row[k] for k in _DATES if row.get(k)), None)
    published = None
    if raw not in (None, ""):
        published = day(raw)
        if published is None:
            return InputError(where, f"has a date that is not ISO ({str(raw)[:60]!r})", "Write it as YYYY-MM-DD")
    return Story(
        id=str(key), text=text, published=published, title=optional("title"), url=optional("url"), outlet=optional("outlet"), language=optional("language"), path=where
    )  # fmt: skip


def day(value: Any) -> dt.date | None:
    """The day of a date, as it was written: ISO, RFC 2822, or with the month as a word. What could be two days (04/05/2020) is None."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value).strip()[:80]
    if m := _DAY.match(text):
        try:
            return dt.date(int(m[1]), int(m[2]), int(m[3]))
        except ValueError:
            return None
    if m := _WORDS.match(text):
        return parse_date(m[1])
    try:
        return email.utils.parsedate_to_datetime(text).date()
    except (ValueError, OverflowError):
        return None


def _get(row: Mapping[str, Any], path: str) -> Any:
    """A field, or one within another ("article.body")."""
    if path in row:
        return row[path]
    found: Any = row
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _remedy(row: Mapping[str, Any], wanted: str) -> str:
    known = ", ".join(str(k)[:40] for k in list(row)[:12]) or "none"
    return f"Say which field holds it: --map {wanted}=FIELD (it has: {known})"
