"""Answers to queries as CSV or JSON lines. Unknown is empty in CSV and null in JSON; lists are joined with a bar in CSV (see `delimited`)."""

import msgspec
import pyarrow as pa

from dateline.export import delimited

FORMATS = ("csv", "jsonl")


def write(answer: pa.Table, to: str) -> str:
    """The answer in a format of FORMATS."""
    if to == "jsonl":
        return "".join(msgspec.json.encode(row).decode() + "\n" for row in answer.to_pylist())
    return delimited.lines([answer.column_names, *(list(row.values()) for row in answer.to_pylist())])
