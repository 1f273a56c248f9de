"""Frames: an Arrow table as what a user's program works with."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from dateline.errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa

Frame = Literal["arrow", "polars", "pandas"]


def framed(rows: "pa.Table", to: str) -> Any:
    """An Arrow table as it is, as a polars DataFrame, or as a pandas DataFrame with Arrow types, in which unknown is <NA> and a whole number stays one."""
    if to == "arrow":
        return rows
    if to not in ("polars", "pandas"):
        raise UsageError(f"there are no {to!r} frames: use arrow, polars or pandas")
    try:
        if to == "polars":
            import polars

            return polars.from_arrow(rows)
        import pandas

        return rows.to_pandas(types_mapper=pandas.ArrowDtype)
    except ImportError as e:
        raise UsageError(f'{to} frames need the package {to}: pip install "dateline[frames]"') from e


class Rows:
    """The rows of a view: a frame of the kind that is asked for, or walked as dicts."""

    def __init__(self, table: "pa.Table") -> None:
        self._table = table

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for batch in self._table.to_batches():
            yield from batch.to_pylist()

    def __repr__(self) -> str:
        return f"<Rows: {len(self):,} of {', '.join(self._table.column_names)}>"

    def _repr_html_(self) -> str:
        return str(self.pandas().head(20)._repr_html_())

    def arrow(self) -> "pa.Table":
        """As an Arrow table."""
        return self._table

    def polars(self) -> Any:
        """As a polars DataFrame."""
        return framed(self._table, "polars")

    def pandas(self) -> Any:
        """As a pandas DataFrame with Arrow types."""
        return framed(self._table, "pandas")
