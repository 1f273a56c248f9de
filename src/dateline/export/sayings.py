"""Statements as CSV or JSON lines."""

from collections.abc import Iterable

import msgspec

from dateline.export import delimited
from dateline.track.said import Saying

FIELDS = (*tuple(f for f in Saying.__struct_fields__ if f != "spans"), "spans")


def as_csv(rows: Iterable[Saying]) -> str:
    """UTF-8 CSV with one header; spans as start-end pairs; empty where the text does not tell."""
    return delimited.lines([FIELDS, *(["; ".join(f"{a}-{b}" for a, b in r.spans) if f == "spans" else getattr(r, f) for f in FIELDS] for r in rows)])


def as_jsonl(rows: Iterable[Saying]) -> str:
    """One JSON object a line."""
    return "".join(msgspec.json.encode(r).decode() + "\n" for r in rows)
