"""One JSON document: a list of stories, an object that holds such a list, or one story. ninjs and AP's media API are recognised.

A record of AP's API that only links to its text is said to be so: nothing is fetched because an input says it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from dateline.errors import InputError, Skipped
from dateline.ingest import decode, fields
from dateline.ingest.markup import fragment
from dateline.ingest.source import Source
from dateline.model.story import Story

NAME = "JSON"
FAULTS = (RecursionError,)
_LISTS = ("items", "item", "stories", "articles", "documents", "docs", "results", "data", "rows")
_NINJS = ("body_html", "body_text", "body_xhtml", "bodies", "versioncreated")
_WITHDRAWN = ("canceled", "cancelled", "withheld")


def sniff(head: bytes, name: str) -> int:
    """Begins with an object or a list."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return 40 if start[:1] in (b"{", b"[") and (start[1:].lstrip()[:1] in (b'"', b"{", b"[", b"]", b"}")) else 0


def read(source: Source) -> Iterator[Story | InputError]:
    """The stories of a document."""
    text = decode(source.where, source.data())
    if isinstance(text, InputError):
        raise text
    try:
        found = list(_records(msgspec.json.decode(text)))
    except msgspec.DecodeError as e:
        raise InputError(source.where, f"is no JSON ({str(e).split(' (')[0]})", "Mend it; where each line is a story of its own, end its name in .jsonl") from None
    if not found:
        yield InputError(source.where, "is JSON, but holds no list of stories and no story", "Give a list of objects with id, text and published")
    for number, row in enumerate(found, start=1):
        where = source.where if len(found) == 1 else f"{source.where}:{number}"
        if not isinstance(row, dict):
            yield InputError(where, "is no JSON object", "Give each story as an object with id, text and published")
        else:
            yield record(row, where, source)


def record(row: Mapping[str, Any], where: str, source: Source) -> Story | InputError:
    """The story of one object: ninjs where it is that and no fields are mapped."""
    if not source.hints.fields and "text" not in row and any(k in row for k in _NINJS):
        return _ninjs(row, where)
    return fields.story(row, where, fields=source.hints.fields)


def _records(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        yield from value
        return
    while isinstance(value, dict):
        if "text" in value or any(k in value for k in _NINJS):
            break
        inner = next((value[k] for k in _LISTS if isinstance(value.get(k), list | dict)), None)
        if inner is None:
            break
        if isinstance(inner, list):
            yield from (r["item"] if isinstance(r, dict) and isinstance(r.get("item"), dict) else r for r in inner)
            return
        value = inner
    if value:
        yield value


def _ninjs(row: Mapping[str, Any], where: str) -> Story | InputError:
    """A news item in ninjs (IPTC), version 1 or 2, or what is like it."""
    kind = row.get("type")
    if kind in ("picture", "graphic", "video", "audio", "composite", "package", "planning", "event", "component"):
        return Skipped(where, f"is no text but a {kind}", "Nothing is lost if its texts come as items of their own")
    if str(row.get("pubstatus") or "").lower() in _WITHDRAWN:
        return Skipped(where, f"was withdrawn by its agency ({row['pubstatus']})", "Leave it out")
    bodies = row.get("bodies")
    best = next((b.get("value") for b in bodies if isinstance(b, dict) and b.get("value")), None) if isinstance(bodies, list) else None
    marked = row.get("body_html") or row.get("body_xhtml") or best
    text = fragment(marked) if isinstance(marked, str) else row.get("body_text")
    if not isinstance(text, str) or not text.strip():
        linked = isinstance(row.get("renditions"), dict) and "nitf" in row["renditions"]
        return InputError(where, "links to its text and does not hold it" if linked else "holds no text", "Give the NITF file that it names" if linked else "Give its body_text or body_html")
    key = row.get("guid") or row.get("uri") or row.get("id")
    if not key:
        return InputError(where, "has no 'guid' or 'uri'", "Give the item its identifier")
    headlines = row.get("headlines")
    title = row.get("headline") or (headlines[0].get("value") if isinstance(headlines, list) and headlines and isinstance(headlines[0], dict) else None)
    return Story(
        id=str(key), text=text, published=fields.day(row.get("versioncreated") or row.get("contentcreated") or row.get("firstcreated") or ""),
        title=_line(title), url=_line(row.get("url")), outlet=_line(row.get("source") or row.get("provider")), language=_line(row.get("language")), path=where,
    )  # fmt: skip


def _line(value: Any) -> str | None:
    return " ".join(fragment(value).split()) or None if isinstance(value, str) else None
