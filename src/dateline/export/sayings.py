"""Statements as CSV or JSON lines."""

import csv
import io
from collections.abc import Iterable

import msgspec

from dateline.track.said import Saying

FIELDS = (*tuple(f for f in Saying.__struct_fields__ if f != "spans"), "spans")


def as_csv(rows: Iterable[Saying]) -> str:
    """UTF-8 CSV with one header; spans as start-end pairs; empty where the text does not tell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FIELDS)
    for r in rows:
        writer.writerow(["; ".join(f"{a}-{b}" for a, b in r.spans) if f == "spans" else ("" if (v := getattr(r, f)) is None else v) for f in FIELDS])
    return out.getvalue()


def as_jsonl(rows: Iterable[Saying]) -> str:
    """One JSON object a line."""
    return "".join(msgspec.json.encode(r).decode() + "\n" for r in rows)
