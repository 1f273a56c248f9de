"""The parser's package is loaded without its lists of words, and says the same."""

import importlib
import importlib.util
import pathlib
import subprocess
import sys

import numpy as np
import pytest
import srsly

from dateline.annotate import package
from dateline.annotate.parser import parser
from dateline.settings import Settings

MODEL = Settings().model
FOLDER = pathlib.Path(str(importlib.import_module(MODEL).__file__)).parent / "_model"


def test_the_vectors_are_those_of_the_package() -> None:
    """Every word has the row that the package gives it, and a word without one has none."""
    rows = parser(MODEL).vocab.vectors.key2row
    told = srsly.read_msgpack(FOLDER / "vocab" / "key2row")
    assert dict(zip(rows, rows._numbers.tolist(), strict=True)) == told
    some = list(told)[:: len(told) // 50]
    assert [rows[key] for key in some] == [told[key] for key in some]
    assert rows.get(1) is None and rows.get(max(told) + 1) is None
    assert np.array_equal(parser(MODEL).vocab.vectors.data, parser(MODEL, plain=True).vocab.vectors.data)


def test_words_of_the_package_are_not_loaded() -> None:
    """Else the short cut would be none."""
    assert len(parser(MODEL).vocab.strings) < 100_000


def test_the_file_of_rows_is_made_anew_where_there_is_none(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache that cannot be written, or that holds something else, costs time only."""
    made = np.array([[3, 5], [1, 0]], dtype=np.uint64)
    source = tmp_path / "source"
    source.write_bytes(b"x")
    monkeypatch.setattr(package.load.platformdirs, "user_cache_dir", lambda _: str(tmp_path))
    for _ in range(2):
        assert np.array_equal(package.load.cached_array("test", [source], lambda: made), made)
    for kept in tmp_path.glob("test-*.npy"):
        kept.write_bytes(b"nothing")
    assert np.array_equal(package.load.cached_array("test", [source], lambda: made), made)
    assert package._Rows(made)[5] == 0


def test_spacy_keeps_its_commands() -> None:
    """What is not imported at loading can be imported after it."""
    code = "from dateline.annotate.package import spacy_package; spacy_package(); import sys; assert 'spacy.cli' not in sys.modules; from spacy.cli.info import info; assert info"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
