"""Answers to queries as CSV or JSON lines. Unknown is empty in CSV and null in JSON; lists are joined with a bar in CSV."""

import csv
import io

import msgspec
import pyarrow as pa

FORMATS = ("csv", "jsonl")


def write(answer: pa.Table, to: str) -> str:
    """The answer in a format of FORMATS."""
    if to == "jsonl":
        return "".join(msgspec.json.encode(row).decode() + "\n" for row in answer.to_pylist())
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.column_names)
    for row in answer.to_pylist():
        writer.writerow(["" if v is None else "|".join(map(str, v)) if isinstance(v, list) else v for v in row.values()])
    return out.getvalue()
