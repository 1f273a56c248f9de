"""Flat tables as CSV: UTF-8, one header, lists joined with a bar."""

import csv as _csv
import io
from typing import IO

import pyarrow as pa

from dateline.export import delimited, tables

NAME = "csv"
SUFFIX = ".csv"
CODEBOOK = tables.codebook(
    "CSV", "RFC 4180, UTF-8 without a mark, Unix line ends",
    "The flat tables, a file a table.",
    "Unknown is empty; true and false are words; dates are ISO 8601. A list is joined with a bar, and a bar inside an item is written \\|.",
    delimited.RULE,
)  # fmt: skip


class sink:
    """Takes rows of one table and writes them."""

    def __init__(self, out: IO[bytes], table: tables.Table) -> None:
        self._text = io.TextIOWrapper(out, encoding="utf-8", newline="")
        self._rows = _csv.writer(self._text, lineterminator="\n")
        self._rows.writerow([c.name for c in table.columns])

    def write(self, batch: pa.RecordBatch) -> None:
        """Write some rows."""
        self._rows.writerows([delimited.cell(v) for v in row.values()] for row in batch.to_pylist())

    def close(self) -> None:
        """Write what is left; the file stays open."""
        self._text.flush()
        self._text.detach()
