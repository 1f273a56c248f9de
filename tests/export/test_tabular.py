"""CSV, Parquet, Arrow and Excel: read back by programs that are not ours, the same rows in each, safe in a spreadsheet."""

import csv
import datetime as dt
import io
import pathlib

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.feather
import pytest
from handmade import both

from dateline import export
from dateline.errors import UsageError
from dateline.export import answers, delimited, tables
from dateline.model.coded import CodedStory


@pytest.fixture
def stories() -> list[CodedStory]:
    return both()


def one(stories: list[CodedStory], name: str, table: str | None = None) -> bytes:
    out = io.BytesIO()
    export.write(stories, name, out, table=table)
    return out.getvalue()


def test_duckdb_pandas_polars_and_arrow_read_the_same_rows(stories: list[CodedStory], tmp_path: pathlib.Path) -> None:
    for name in ("csv", "parquet", "arrow"):
        export.to_file(stories, name, tmp_path / name)
    for table, want in tables.arrow(stories).items():
        by_duckdb = duckdb.sql(f"SELECT * FROM '{tmp_path}/parquet/{table}.parquet'")
        assert by_duckdb.columns == want.column_names
        assert len(by_duckdb.fetchall()) == want.num_rows
        assert pl.read_parquet(tmp_path / "parquet" / f"{table}.parquet").to_dicts() == want.to_pylist()
        assert pyarrow.feather.read_table(tmp_path / "arrow" / f"{table}.arrow").to_pylist() == want.to_pylist()
        assert len(pd.read_csv(tmp_path / "csv" / f"{table}.csv")) == want.num_rows
    events = pd.read_csv(tmp_path / "csv" / "events.csv", dtype={"cameo": str}, parse_dates=["earliest"])
    assert list(events.cameo[:2]) == ["194", "1056"]
    assert events.earliest[0] == pd.Timestamp(2020, 6, 9) and pd.isna(events.earliest[1])
    assert events.contexts[0].split("|") == ["military", "territory"]


def test_unknown_is_empty_and_never_nought(stories: list[CodedStory]) -> None:
    rows = list(csv.DictReader(io.StringIO(one(stories, "csv", "events").decode())))
    bare = next(r for r in rows if r["story_id"] == "b")
    assert all(bare[c] == "" for c in ("mode", "earliest", "latest", "lat", "lon", "killed_low", "killed_high", "goldstein", "quad", "place"))
    shelled = next(r for r in rows if r["trigger"] == "shelled")
    assert (shelled["killed_low"], shelled["killed_high"], shelled["lat"]) == ("5", "7", "31.2")


def test_no_cell_is_a_formula(stories: list[CodedStory]) -> None:
    for table in ("events", "mentions", "event_actors"):
        rows = list(csv.reader(io.StringIO(one(stories, "csv", table).decode())))
        cells = [c for row in rows for c in row]
        assert any("=cmd" in c for c in cells)
        assert not any(c[:1] in "=+@\t\r" for c in cells if c)
        assert all(float(c) for c in cells if c.startswith("-"))
    book = openpyxl.load_workbook(io.BytesIO(one(stories, "xlsx")))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert any(str(c.value).startswith("=cmd") for c in cells)
    assert not any(c.data_type == "f" or c.hyperlink for c in cells)


@pytest.mark.parametrize(("text", "cell"), [("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), ("\uff1d1", "'\uff1d1"), ("-5 C", "'-5 C"), ("O'Neill", "O'Neill"), ("a=b", "a=b")])
def test_what_looks_like_a_formula_is_made_text(text: str, cell: str) -> None:
    assert delimited.cell(text) == cell
    assert delimited.cell([text]) == cell
    assert answers.write(pa.table({"x": [text]}), "csv").splitlines()[1].strip('"') in (cell, f'{cell}'.strip('"'))


def test_numbers_are_left_alone() -> None:
    assert [delimited.cell(v) for v in (-9.5, 0, None, True, ["a|b", "c"], dt.date(2020, 6, 9))] == [-9.5, 0, "", "true", "a\\|b|c", dt.date(2020, 6, 9)]


def test_excel_reads_types_back(stories: list[CodedStory]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(one(stories, "xlsx")))
    assert book.sheetnames == [*(t.name for t in tables.TABLES), "codebook"]
    rows = [dict(zip([c.value for c in book["events"][1]], [c.value for c in row], strict=True)) for row in book["events"].iter_rows(min_row=2)]
    assert rows[0]["earliest"] == dt.datetime(2020, 6, 9) and rows[0]["killed_low"] == 5 and rows[0]["cameo"] == "194"
    assert rows[0]["background"] is False and rows[0]["lat"] == 31.2
    assert rows[5]["earliest"] is rows[5]["killed_low"] is rows[5]["lat"] is None
    about = {(r[0].value, r[1].value) for r in book["codebook"].iter_rows(min_row=2)}
    assert about == {(t.name, c.name) for t in tables.TABLES for c in t.columns}


def test_the_same_stories_give_the_same_bytes(stories: list[CodedStory]) -> None:
    for name in export.formats():
        table = "events" if export.tabular(name) else None
        assert one(stories, name, table) == one(stories, name, table), name


def test_memory_holds_a_piece_and_not_the_corpus(stories: list[CodedStory]) -> None:
    """Rows leave while stories still come."""
    read = 0

    def corpus() -> object:
        nonlocal read
        for _ in range(3000):
            read += 1
            yield stories[0]

    name, batch = next(tables.batches(corpus(), ("events",), size=100))  # type: ignore[arg-type]
    assert (name, batch.num_rows, read) == ("events", 100, 20)


def test_what_cannot_be_written_is_told(stories: list[CodedStory], tmp_path: pathlib.Path) -> None:
    with pytest.raises(UsageError, match="no format 'exel'"):
        one(stories, "exel")
    with pytest.raises(UsageError, match="one table a file"):
        one(stories, "csv")
    with pytest.raises(UsageError, match="no table 'evnts'"):
        one(stories, "csv", "evnts")
    (tmp_path / "f").write_text("x")
    with pytest.raises(UsageError, match="is a file"):
        export.to_file(stories, "csv", tmp_path / "f")
