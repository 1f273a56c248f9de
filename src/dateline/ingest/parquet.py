"""Parquet tables, read a few rows at a time; `--map text=body` says which column holds what."""

from collections.abc import Iterator

from dateline.errors import InputError
from dateline.ingest import fields
from dateline.ingest.source import Source
from dateline.model.story import Story

NAME = "Parquet"
FAULTS = (ValueError, NotImplementedError, KeyError, IndexError)
_ROWS = 256


def sniff(head: bytes, name: str) -> int:
    """The format's own first bytes."""
    return 95 if head.startswith(b"PAR1") else 0


def read(source: Source) -> Iterator[Story | InputError]:
    """A story a row; its id is the file's name and the row's number where no column says."""
    import pyarrow.parquet as pq

    table = pq.ParquetFile(source.random())
    wanted = {source.hints.fields.get(n, n).partition(".")[0] for n in (*fields.NAMES, "date", "dct")}
    columns = [n for n in table.schema_arrow.names if n in wanted]
    group = max((table.metadata.row_group(i).total_byte_size for i in range(table.metadata.num_row_groups)), default=0)
    if group > 8 * source.budget.limits.whole_bytes:
        raise InputError(source.where, f"has row groups of {group:,} bytes", "Write it in smaller row groups")
    number = 0
    for batch in table.iter_batches(batch_size=_ROWS, columns=columns, use_threads=False):
        source.budget.take(batch.nbytes)
        for row in batch.to_pylist():
            number += 1
            names = row or dict.fromkeys(table.schema_arrow.names)
            yield fields.story(names, f"{source.where}:{number}", fields=source.hints.fields, name=f"{source.stem}-{number}")
