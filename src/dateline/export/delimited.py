"""Comma- and tab-separated text that a spreadsheet cannot take for formulas.

A text cell that begins with `=`, `+`, `-`, `@`, a tab or a line end gets an apostrophe before it (OWASP, "CSV injection"): spreadsheets then
show it as text. Numbers and dates are never touched. Unknown is empty.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import IO, Any

from dateline.export.codebook import Field

RULE = "A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a line end) has an apostrophe before it; numbers have none."
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(_FORMULA) else text


def cell(value: Any) -> Any:
    """A value as a cell: unknown is empty, lists are joined with a bar (a bar inside an item is written \\|), true and false are words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, list | tuple):
        return safe("|".join(str(v).replace("|", "\\|") for v in value))
    return value


def lines(rows: Iterable[Sequence[Any]]) -> str:
    """Rows as CSV text with Unix line ends."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([cell(v) for v in row] for row in rows)
    return out.getvalue()


def write_csv(rows: Iterable[Sequence[Any]], out: IO[bytes]) -> None:
    """Write rows as UTF-8 CSV, a row at a time."""
    with _text(out) as text:
        csv.writer(text, lineterminator="\n").writerows([cell(v) for v in row] for row in rows)


def write_tabs(rows: Iterable[Sequence[Any]], out: IO[bytes]) -> None:
    """Write rows parted by tabs, without quotes: white space inside a cell becomes one blank, so that every line is a row."""
    with _text(out) as text:
        for row in rows:
            text.write("\t".join(" ".join(str(cell(v)).split()) for v in row) + "\n")


def rows_of(found: Iterable[dict[str, Any]], fields: Sequence[Field], *, header: bool = True) -> Iterable[list[Any]]:
    """Rows of named values in the order of the fields, what is not there empty; first the names."""
    names = [f.name for f in fields]
    if header:
        yield names
    for row in found:
        assert row.keys() <= set(names), row.keys() - set(names)
        yield [row.get(n) for n in names]


class _text:
    """A binary file as UTF-8 text, left open at the end."""

    def __init__(self, out: IO[bytes]) -> None:
        self.text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)

    def __enter__(self) -> io.TextIOWrapper:
        return self.text

    def __exit__(self, *_: object) -> None:
        self.text.flush()
        self.text.detach()
