"""The flat tables: every record stands in them, every row fits its columns, and unknown is null."""

import pathlib

import pyarrow as pa
import pytest

from dateline import run
from dateline.export import jsonl, tables
from dateline.model.coded import CodedStory
from dateline.settings import Settings

EXAMPLES = pathlib.Path(__file__).parent.parent / "examples" / "libya-2020"


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> list[CodedStory]:
    path = tmp_path_factory.mktemp("coded") / "coded.jsonl"
    run.code_to(path, [EXAMPLES], settings=Settings())
    return list(jsonl.read(path))


@pytest.fixture(scope="module")
def made(stories: list[CodedStory]) -> dict[str, pa.Table]:
    return tables.arrow(stories)


def test_every_record_is_a_row(stories: list[CodedStory], made: dict[str, pa.Table]) -> None:
    for name in ("mentions", "times", "places", "statements", "events", "relations", "process"):
        assert made[name].num_rows == sum(len(getattr(s, name)) for s in stories) > 0
    assert made["stories"].num_rows == len(stories)


def test_spans_are_slices(stories: list[CodedStory], made: dict[str, pa.Table]) -> None:
    texts = {s.story.id: s.story.text for s in stories}
    for name in ("mentions", "times", "places", "relations", "process"):
        for r in made[name].to_pylist():
            if r["char_start"] is not None:
                assert texts[r["story_id"]][r["char_start"] : r["char_end"]] == r["text"]


def test_the_main_event_is_first(made: dict[str, pa.Table]) -> None:
    by_story: dict[str, list[int]] = {}
    for r in made["events"].to_pylist():
        by_story.setdefault(r["story_id"], []).append(r["position"])
    assert all(p == list(range(1, len(p) + 1)) for p in by_story.values())


def test_parties_refer_to_events(made: dict[str, pa.Table]) -> None:
    events = {(r["story_id"], r["event_id"]): r for r in made["events"].to_pylist()}
    for r in made["event_actors"].to_pylist():
        e = events[r["story_id"], r["event_id"]]
        if r["role"] == "actor" and r["name"]:
            assert r["name"] in e["actors"]


def test_unknown_is_null(made: dict[str, pa.Table]) -> None:
    for name, table in made.items():
        for column in table.column_names:
            values = table[column].to_pylist()
            assert "" not in values, (name, column)


def test_every_column_is_told() -> None:
    for t in tables.TABLES:
        assert t.about.endswith(".")
        assert all(len(c.about) > 4 for c in t.columns), t.name
        assert len({c.name for c in t.columns}) == len(t.columns), t.name


def test_nothing_is_something() -> None:
    assert {t.num_rows for t in tables.arrow([]).values()} == {0}
