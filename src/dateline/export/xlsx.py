"""Flat tables as one Excel workbook, a sheet a table, and a sheet that says what each column means."""

import datetime as dt
from collections.abc import Iterable
from typing import IO, Any

from dateline.errors import UsageError
from dateline.export import tables
from dateline.model.coded import CodedStory

NAME = "xlsx"
SUFFIX = ".xlsx"
_ROWS = 1_048_576
_CHARACTERS = 32_767
CODEBOOK = tables.codebook(
    "Excel", "Office Open XML workbook (ISO/IEC 29500)", "The flat tables, a sheet a table, and the sheet `codebook`.",
    "Text is written as text: a cell can never be a formula or a link. Unknown is empty. Lists are joined with a bar.",
    f"A sheet holds {_ROWS:,} rows at most: more is an error that names the table. A cell holds {_CHARACTERS:,} characters: what is longer ends in …",
)  # fmt: skip


def write(stories: Iterable[CodedStory], out: IO[bytes]) -> None:
    """Write a workbook; rows go to disk as they come, so memory stays flat. Raises UsageError where a table is too long for a sheet."""
    try:
        import xlsxwriter
    except ImportError as e:
        raise UsageError('Excel needs the package xlsxwriter: pip install "dateline[formats]"') from e
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": "Dateline", "created": dt.datetime(2000, 1, 1)})  # the machine's clock stays out of the file
    head, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheets: dict[str, Any] = {}
    for t in tables.TABLES:
        sheet = sheets[t.name] = book.add_worksheet(t.name)
        sheet.freeze_panes(1, 1)
        for at, c in enumerate(t.columns):
            sheet.set_column(at, at, 40 if c.name in ("content", "sentence", "text", "title") else 14)
            sheet.write_string(0, at, c.name, head)
    about = book.add_worksheet("codebook")
    rows = [("table", "column", "type", "meaning"), *((t.name, c.name, str(c.type), c.about) for t in tables.TABLES for c in t.columns)]
    for n, row in enumerate(rows):
        for at, text in enumerate(row):
            about.write_string(n, at, text, head if n == 0 else None)
    at_row = dict.fromkeys(sheets, 0)
    for name, batch in tables.batches(stories):
        for row in batch.to_pylist():
            at_row[name] += 1
            if at_row[name] >= _ROWS:
                book.close()
                raise UsageError(f"{name} has more rows than an Excel sheet holds ({_ROWS:,}). Use parquet or csv")
            _write_row(sheets[name], at_row[name], row.values(), day)
    book.close()


def _write_row(sheet: Any, n: int, values: Iterable[Any], day: Any) -> None:
    for at, v in enumerate(values):
        if v is None or v == []:
            continue
        if isinstance(v, bool):
            sheet.write_boolean(n, at, v)
        elif isinstance(v, int | float):
            sheet.write_number(n, at, v)
        elif isinstance(v, dt.date):
            if v.year >= 1900:
                sheet.write_datetime(n, at, dt.datetime(v.year, v.month, v.day), day)
            else:  # Excel's calendar begins in 1900
                sheet.write_string(n, at, v.isoformat())
        else:
            text = "|".join(str(x).replace("|", "\\|") for x in v) if isinstance(v, list) else str(v)
            sheet.write_string(n, at, text if len(text) <= _CHARACTERS else text[: _CHARACTERS - 1] + "…")
