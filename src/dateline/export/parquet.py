"""Flat tables as Parquet: typed, compressed, lists as lists, the meaning of each column in the schema."""

from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.export import tables

NAME = "parquet"
SUFFIX = ".parquet"
CODEBOOK = tables.codebook(
    "Parquet", "Apache Parquet 2.6, zstd", "The flat tables, a file a table. Read by DuckDB, pandas, polars, R (arrow) and Spark.",
    "Unknown is null. Lists are lists. The metadata of each field says what the column means.",
)  # fmt: skip


class sink:
    """Takes rows of one table and writes them."""

    def __init__(self, out: IO[bytes], table: tables.Table) -> None:
        self._file = pq.ParquetWriter(out, table.schema, compression="zstd", version="2.6")

    def write(self, batch: pa.RecordBatch) -> None:
        """Write some rows as a row group."""
        self._file.write_batch(batch)

    def close(self) -> None:
        """Write the footer; the file stays open."""
        self._file.close()
