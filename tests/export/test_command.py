"""The command that exports."""

import pathlib

import pytest
from handmade import both
from typer.testing import CliRunner

from dateline import export
from dateline.cli import app

RUN = CliRunner()


@pytest.fixture
def lines(tmp_path: pathlib.Path) -> pathlib.Path:
    export.to_file(both(), "jsonl", tmp_path / "coded.jsonl")
    return tmp_path / "coded.jsonl"


def test_formats_are_listed_and_codebooks_printed() -> None:
    listed = RUN.invoke(app, ["export"]).output
    assert all(name in listed for name in export.formats())
    for name in export.formats():
        assert RUN.invoke(app, ["export", name, "--codebook"]).output == export.format_(name).CODEBOOK.text()


def test_a_file_a_pipe_and_a_folder(lines: pathlib.Path, tmp_path: pathlib.Path) -> None:
    assert RUN.invoke(app, ["export", "plover", str(lines), "-o", str(tmp_path / "p.jsonl")]).exit_code == 0
    piped = RUN.invoke(app, ["export", "plover", str(lines)]).stdout_bytes
    assert piped == (tmp_path / "p.jsonl").read_bytes() and piped.count(b"\n") == 3
    assert RUN.invoke(app, ["export", "plover", str(lines), "--undated", "published"]).stdout_bytes.count(b"\n") == 4
    assert RUN.invoke(app, ["export", "plover", str(lines), "--conflict", "conflict.none"]).stdout_bytes == b""
    RUN.invoke(app, ["export", "csv", str(lines), "-o", str(tmp_path / "tables")])
    assert len(list((tmp_path / "tables").glob("*.csv"))) == 10


def test_coding_and_exporting_in_one_run(tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.txt").write_text("GENEVA, June 10, 2020 (Example Wire) -- Rebels shelled Sirte on Tuesday, killing five soldiers, the army said.")
    done = RUN.invoke(app, ["code", str(tmp_path / "a.txt"), "--to", "acled", "-o", str(tmp_path / "a.csv")])
    assert done.exit_code == 0 and "Shelling/artillery/missile attack" in (tmp_path / "a.csv").read_text()
