"""An answer in rows and columns, for the terminal: numbers to the right, unknown left empty, long words cut."""

from collections.abc import Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from dateline.show import style

_LONGEST = 120


def rows(columns: Sequence[str], values: Sequence[Sequence[object]]) -> Table:
    """A table of `values` under `columns`."""
    table = Table(box=box.SIMPLE_HEAD, header_style=style.DIM, pad_edge=False, show_edge=False)
    for at, name in enumerate(columns):
        numeric = any(isinstance(r[at], int | float) for r in values) and all(r[at] is None or isinstance(r[at], int | float) for r in values)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for r in values:
        table.add_row(*(Text(_cell(v)) for v in r))
    return table


def views(listed: Sequence[tuple[str, str, str]]) -> Table:
    """Views by name, what a row of each is, and its columns."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 1, 0))
    for name, columns, about in listed:
        table.add_row(Text(name, style="bold"), Text(about + "\n").append(columns, style=style.DIM))
    return table


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
