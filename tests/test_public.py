"""The public names: what they give, how they show themselves, and that the notebook runs."""

import datetime as dt
import pathlib
import subprocess
import sys

import msgspec
import pyarrow as pa
import pytest

import dateline
from dateline.export import jsonl, tables
from dateline.model.coded import CodedEvent, CodedStory, CodedStoryHead
from dateline.store import Store

TEXT = "Rebels shelled Sirte on Tuesday, killing five soldiers, the army said. The United Nations called for a truce."
DAY = dt.date(2020, 6, 10)
ROOT = pathlib.Path(__file__).parent.parent


@pytest.fixture(scope="module")
def coded() -> dateline.Codings:
    return dateline.code([dateline.Story(id=i, text=TEXT, published=DAY) for i in ("x", "y")])


def test_the_public_names_are_these() -> None:
    assert dateline.__all__ == sorted(dateline.__all__, key=lambda n: (n.islower() or n.startswith("_"), n))
    assert set(dateline.__all__) == {
        "Coding", "Codings", "DatelineError", "InputError", "KnowledgeError", "Settings", "StoreError", "Story", "UsageError", "__version__", "code", "frame", "load", "open", "read",
    }  # fmt: skip
    for name in dateline.__all__:
        assert name == "__version__" or getattr(dateline, name).__doc__, name


def test_import_is_light() -> None:
    """The parser, Arrow and the frames are imported when they are needed."""
    code = "import sys, dateline; print([m for m in ('spacy', 'pyarrow', 'duckdb', 'pandas', 'polars', 'numpy') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_reading_and_coding(tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text("   ")
    faults: list[dateline.InputError] = []
    [story] = dateline.read(tmp_path, published="2020-06-10", faults=faults)
    assert story.published == DAY and [f.what for f in faults] == ["is empty"]
    with pytest.raises(dateline.InputError, match="is empty"):
        list(dateline.read([tmp_path / "b.txt"], published=DAY))
    assert [e.type for e in dateline.code(story)[0].events] == ["ASSAULT", "REQUEST"]


def test_a_story_without_a_date_is_told() -> None:
    bare = dateline.Story(id="n", text=TEXT)
    with pytest.raises(dateline.InputError, match="has no date"):
        dateline.code(bare)
    faults: list[dateline.InputError] = []
    assert len(dateline.code([bare, dateline.Story(id="d", text=TEXT, published=DAY)], faults=faults)) == 1 == len(faults)


def test_codings_are_a_sequence(coded: dateline.Codings) -> None:
    assert len(coded) == 2 and coded[-1].story.id == "y" and coded["x"].story.text == TEXT and [s.story.id for s in coded[1:]] == ["y"]
    with pytest.raises(KeyError):
        coded["z"]
    with pytest.raises(IndexError):
        coded[2]


def test_codings_are_loaded_from_lines_and_store(coded: dateline.Codings, tmp_path: pathlib.Path) -> None:
    lines = coded.export("jsonl", tmp_path / "c.jsonl")
    assert list(dateline.load(lines)) == list(coded)
    store = Store(tmp_path / "s.duckdb")
    store.add(lines.read_bytes().splitlines())
    assert {s.story.id for s in dateline.load(store.path)} == {"x", "y"}
    assert [msgspec.json.encode(s) for s in coded] == [msgspec.json.encode(s) for s in jsonl.read(lines)]
    with pytest.raises(dateline.InputError, match="no such file"):
        dateline.load(tmp_path / "none")


def test_frames(coded: dateline.Codings) -> None:
    arrow = dateline.frame(coded, "events")
    assert isinstance(arrow, pa.Table) and arrow.to_pylist() == tables.arrow(coded)["events"].to_pylist()
    assert coded.frame("events", to="polars").to_dicts() == arrow.to_pylist()
    by_pandas = coded["x"].frame("events", to="pandas")
    assert by_pandas.killed_low.tolist()[0] == 5 and by_pandas.killed_low.isna().tolist() == [False, True]
    assert str(by_pandas.killed_low.dtype).startswith("int32")
    with pytest.raises(dateline.UsageError, match="Use one of stories, mentions"):
        coded.frame("evnts")
    with pytest.raises(dateline.UsageError, match="arrow, polars or pandas"):
        coded.frame("events", to="excel")  # type: ignore[arg-type]


def test_records_are_brief_where_they_are_printed(coded: dateline.Codings) -> None:
    s = coded["x"]
    assert repr(coded) == "<Codings: 2 stories>"
    assert repr(s).startswith("<Coding 'x', 2020-06-10: ")
    assert repr(s.events[0]).startswith("<Event e1 ASSAULT") and "happened" in repr(s.events[0])
    assert repr(s.process[0]).startswith("<Step c1 ceasefire called_for not real")
    for x in (*s.mentions, *s.statements, *s.events, *s.places, *s.times, *s.process):
        assert len(repr(x)) < 160 and x.id in repr(x)


def test_a_story_shows_its_marks(coded: dateline.Codings) -> None:
    html = coded["x"]._repr_html_()
    assert 'title="e1: ASSAULT' in html and ">shelled</span>" in html
    assert "events unreal" not in html.split("</style>")[1]
    assert "○ called for (not real)" in html
    only = str(coded["x"].show("places"))
    assert 'class="places"' in only and 'class="events"' not in only and "ASSAULT" not in only
    with pytest.raises(dateline.UsageError, match="there is no layer 'verbs'"):
        coded["x"].show("verbs")
    assert "2 stories" in coded._repr_html_() and "○ called for (not real)" in coded._repr_html_()


def test_marks_leave_the_text_whole(coded: dateline.Codings) -> None:
    """Overlapping marks nest in pieces: without the tags the text is what it was."""
    import html
    import re

    shown = coded["x"]._repr_html_().split('<div class="text">')[1].split("</div>")[0]
    assert html.unescape(re.sub(r"<[^>]*>", "", shown)) == TEXT
    assert shown.count("<span") == shown.count("</span>")


def test_hostile_text_is_escaped() -> None:
    bad = '<script>alert("x")</script>'
    e = CodedEvent(
        id="e1", type=bad, mode=None, contexts=(), cameo=None, goldstein=None, quad=None, acled=None, trigger=(0, 8), sentence=(0, 8), actors=(bad,), recipients=(), when=None, where=None,
        status="happened", background=False, holders=(bad,), statement=None, casualties={}, rule="r", score=0.5,
    )  # fmt: skip
    hostile = dateline.Codings([CodedStory(story=CodedStoryHead(id=bad, text=bad + " fired", title=bad, outlet=bad), events=(e,))])
    for shown in (hostile[0]._repr_html_(), hostile._repr_html_()):
        assert "<script" not in shown and "&lt;script&gt;" in shown


def test_the_notebook_runs() -> None:
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    notebook = nbformat.read(ROOT / "notebooks" / "first-look.ipynb", as_version=4)
    assert all(not c.get("outputs") for c in notebook.cells), "the notebook is kept without outputs"
    nbclient.NotebookClient(notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}).execute()
    shown = [o for c in notebook.cells if c.cell_type == "code" for o in c.outputs]
    assert not any(o.output_type == "error" for o in shown)
    html = "".join(o["data"].get("text/html", "") for o in shown if "data" in o)
    assert "Abdel Fattah al-Sisi" in html and f"{len(list((ROOT / 'examples' / 'libya-2020').glob('*.txt')))} stories" in html
    assert any("('ceasefire', 'called_for', False)" in o["data"].get("text/plain", "") for o in shown if "data" in o)
