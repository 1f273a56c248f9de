"""What is rebuilt: the same from the same codings, whatever the order of arrival; taken back without being deleted; the chain of Libya."""

import datetime as dt
import pathlib
import random

import msgspec
import pytest

import dateline
from dateline import ingest, run
from dateline.lexicon.names import AgentIndex, NameIndex
from dateline.model.coded import CodedStory
from dateline.resolve.actors import Resolver
from dateline.settings import Settings
from dateline.store import Store
from dateline.store.rebuild import rebuild

EXAMPLES = pathlib.Path(__file__).parent.parent.parent / "examples" / "libya-2020"


@pytest.fixture(scope="module")
def sides() -> Resolver:
    return Resolver(NameIndex(Settings()), AgentIndex())


@pytest.fixture(scope="module")
def lines() -> list[bytes]:
    return [x for x in run.lines(ingest.read([EXAMPLES]), settings=Settings()) if isinstance(x, bytes)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], sides: Resolver) -> Store:
    s = Store(tmp_path_factory.mktemp("store") / "libya.duckdb")
    s.add(lines)
    assert s.behind() is None
    rebuild(s, sides=sides, settings=Settings())
    assert s.behind() == 0
    return s


def everything(store: Store) -> dict[str, list[dict[str, object]]]:
    names = ("copies", "recycled", "retractions", "incidents", "incident_reports", "incident_details", "judgements", "utterances", "renderings", "utterance_links", "changes", "conflicts")
    return {n: store.query(f"SELECT * FROM {n}").to_pylist() for n in names}


def test_the_same_from_the_same(store: Store, sides: Resolver) -> None:
    before = everything(store)
    rebuild(store, sides=sides, settings=Settings())
    assert everything(store) == before
    assert len(before["incidents"]) > 10 and len(before["changes"]) > 10


def test_the_order_of_arrival_does_not_show(store: Store, lines: list[bytes], sides: Resolver, tmp_path: pathlib.Path) -> None:
    other = Store(tmp_path / "other.duckdb")
    mixed = lines[:]
    random.Random(4).shuffle(mixed)
    for at in range(0, len(mixed), 5):
        other.add(mixed[at : at + 5])
    rebuild(other, sides=sides, settings=Settings())
    assert everything(other) == everything(store)


def test_the_usual_questions_have_names(store: Store) -> None:
    asked = dateline.open(store.path)
    events = asked.events(conflict="conflict.libya", since="2020-01-08", until=dt.date(2020, 1, 13))
    days = {r["published"] for r in events}
    assert min(days) == dt.date(2020, 1, 8) and max(days) == dt.date(2020, 1, 13)
    assert events.arrow().num_rows == events.polars().height == len(events.pandas()) == len(events) > 3
    assert {r["conflict"] for r in asked.ceasefires(conflict="conflict.libya")} == {"conflict.libya"} and len(asked.ceasefires(conflict="conflict.none")) == 0
    assert 0 < len(asked.incidents(conflict="conflict.libya")) <= len(asked.incidents()) < len(asked.events())
    assert all(r["known_since"] >= dt.date(2020, 6, 1) for r in asked.changes(since="2020-06-01"))
    assert all(len(rows) for rows in (asked.stories(), asked.statements(), asked.relations(), asked.steps(), asked.contacts()))
    with pytest.raises(dateline.StoreError, match="there is no such store"):
        dateline.open(store.path.with_name("none.duckdb"))


def test_plans_and_calls_are_no_incidents(store: Store) -> None:
    told = store.query("SELECT DISTINCT status FROM incident_reports JOIN events USING (story_id, event_id) WHERE NOT announced").to_pylist()
    assert {r["status"] for r in told} == {"happened", "ongoing"}


def test_a_call_changes_nobodys_state_and_a_declaration_does(store: Store) -> None:
    rows = store.query("SELECT side_name, after, latest, known_since, record FROM changes WHERE conflict = 'conflict.libya' AND what = 'ceasefire'").to_pylist()
    by_day = {(r["latest"], r["side_name"], r["after"]) for r in rows}
    assert (dt.date(2020, 1, 8), None, "asks") in by_day
    assert (dt.date(2020, 1, 12), "Libyan National Army", "in_force") in by_day
    assert (dt.date(2020, 1, 13), "Libyan National Army", "not_signed") in by_day
    assert not any(r["after"] in ("in_force", "declared") and r["latest"] < dt.date(2020, 1, 11) for r in rows)
    assert all(r["record"].count("/") == 1 and r["known_since"] >= r["latest"] for r in rows if r["latest"])


def test_every_change_names_a_record_that_stands_in_the_store(store: Store) -> None:
    loose = store.query(
        "SELECT record FROM changes WHERE record NOT IN (SELECT story_id || '/' || step_id FROM process UNION SELECT story_id || '/' || event_id FROM events"
        " UNION SELECT story_id || '/' || statement_id FROM statements UNION SELECT story_id || '/' || relation_id FROM relations)"
    ).to_pylist()
    assert loose == []


def coded(line: bytes, **head: object) -> bytes:
    story = msgspec.json.decode(line, type=CodedStory)
    return msgspec.json.encode(msgspec.structs.replace(story, story=msgspec.structs.replace(story.story, **head)))


def test_a_copy_is_no_second_origin(lines: list[bytes], sides: Resolver, tmp_path: pathlib.Path) -> None:
    first = next(x for x in lines if b'"2020-01-12-in-effect"' in x)
    store = Store(tmp_path / "copies.duckdb")
    store.add([first, coded(first, id="copy", outlet="Another Paper", published=dt.date(2020, 1, 13))])
    rebuild(store, sides=sides, settings=Settings())
    relations = {r["story_id"]: r["relation"] for r in store.query("SELECT * FROM copies").to_pylist()}
    assert relations["2020-01-12-in-effect"] == "origin" and relations["copy"] in ("identical", "republished")
    assert store.query("SELECT max(origins) AS n FROM incidents").to_pylist() == [{"n": 1}]


def test_a_story_that_was_killed_is_kept_and_left_out(lines: list[bytes], sides: Resolver, tmp_path: pathlib.Path) -> None:
    from dateline.model.coded import CodedStoryHead

    first = next(x for x in lines if b'"2020-01-12-in-effect"' in x)
    head = msgspec.json.decode(first, type=CodedStory).story
    kill = CodedStory(
        story=CodedStoryHead(
            id="kill", title=f"KILL: {head.title or 'Libya ceasefire'}", published=dt.date(2020, 1, 12), outlet=head.outlet, agencies=head.agencies, coder=head.coder,
            text="STORY KILLED. Editors: please kill the story slugged Libya ceasefire, in which a ceasefire between Libya's rival forces took effect early on Sunday. It was sent in error.",
        )
    )  # fmt: skip
    store = Store(tmp_path / "killed.duckdb")
    store.add([first, msgspec.json.encode(kill)])
    rebuild(store, sides=sides, settings=Settings())
    found = store.query("SELECT kind, retracts FROM retractions").to_pylist()
    assert found == [{"kind": "kill", "retracts": "2020-01-12-in-effect"}]
    assert "2020-01-12-in-effect" not in {s.story.id for s in store.coded()}
    assert "2020-01-12-in-effect" in {s.story.id for s in store.coded(retracted=True)}
