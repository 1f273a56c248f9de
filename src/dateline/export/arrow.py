"""Flat tables as Arrow IPC files (Feather 2)."""

from typing import IO

import pyarrow as pa

from dateline.export import tables

NAME = "arrow"
SUFFIX = ".arrow"
CODEBOOK = tables.codebook(
    "Arrow", "Apache Arrow IPC file format (Feather 2)", "The flat tables, a file a table. Mapped into memory without being read by pyarrow, polars, DuckDB and R.",
    "Unknown is null. Lists are lists. The metadata of each field says what the column means.",
)  # fmt: skip


class sink:
    """Takes rows of one table and writes them."""

    def __init__(self, out: IO[bytes], table: tables.Table) -> None:
        self._file = pa.ipc.new_file(pa.PythonFile(out, mode="w"), table.schema)

    def write(self, batch: pa.RecordBatch) -> None:
        """Write some rows."""
        self._file.write_batch(batch)

    def close(self) -> None:
        """Write the footer; the file stays open."""
        self._file.close()
