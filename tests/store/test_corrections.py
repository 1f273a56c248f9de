"""Corrections in the store: only added, kept through a rebuild, honoured by the incidents, exported on request."""

import datetime as dt
import pathlib

import pytest
from typer.testing import CliRunner

from dateline import ingest, review, run
from dateline.cli import app
from dateline.lexicon.names import AgentIndex, NameIndex
from dateline.model.coded import CodedStory
from dateline.model.correction import Correction
from dateline.resolve.actors import Resolver
from dateline.settings import Settings
from dateline.store import Store
from dateline.store.rebuild import rebuild

NOON = dt.datetime(2020, 7, 9, 12, tzinfo=dt.UTC)
TEXTS = {
    "first": "TRIPOLI, July 7, 2020 (Reuters) - Turkey bombed Sirte on Monday, killing 12 people.",
    "second": "TRIPOLI, July 7, 2020 (AP) - Turkish warplanes bombed Sirte on Monday and killed at least 20 people, officials said.",
    "called-for": "TRIPOLI, July 7, 2020 (AFP) - Lawmakers called on Turkey to bomb Sirte.",
}


@pytest.fixture(scope="module")
def sides() -> Resolver:
    return Resolver(NameIndex(Settings()), AgentIndex())


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("stories")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text)
    return [x for x in run.lines(ingest.read([folder]), settings=Settings()) if isinstance(x, bytes)]


@pytest.fixture
def store(tmp_path: pathlib.Path, lines: list[bytes]) -> Store:
    s = Store(tmp_path / "a.duckdb")
    s.add(lines)
    return s


def strike(store: Store, story: str) -> tuple[CodedStory, str]:
    s = next(s for s in store.coded() if s.story.id == story)
    return s, next(e.id for e in s.events if e.type == "ASSAULT")


def wrong(store: Store, story: str = "first") -> Correction:
    s, e = strike(store, story)
    return review.judge(s, e, verdict="wrong", reason="it says otherwise", who="A. Reader", when=NOON)


def test_they_are_added_once_and_stand_in_a_view(store: Store) -> None:
    c = wrong(store)
    assert (store.correct([c]), store.correct([c])) == (1, 0)
    assert store.corrections() == store.corrections(story="first") == [c]
    assert store.corrections(story="second") == []
    (row,) = store.query("SELECT verdict, story_id, record_id, who, reason, made, holds FROM corrections").to_pylist()
    assert row == {"verdict": "wrong", "story_id": "first", "record_id": c.targets[0].record, "who": "A. Reader", "reason": "it says otherwise", "made": NOON.replace(tzinfo=None), "holds": True}


def test_a_store_from_before_there_were_corrections(store: Store) -> None:
    c = wrong(store)
    with store.connection(write=True) as db:
        db.execute("DROP TABLE kept_corrections; UPDATE meta SET value = 'older' WHERE key = 'views'")
    assert store.corrections() == [] and store.query("SELECT * FROM corrections").num_rows == 0
    assert store.correct([c]) == 1 and store.corrections() == [c]


def test_parted_reports_stay_apart_through_every_rebuild(store: Store, sides: Resolver) -> None:
    def together() -> bool:
        rebuild(store, sides=sides, settings=Settings())
        homes = [store.query("SELECT incident_id FROM incident_reports WHERE story_id = ? AND event_id = ?", [t.story, t.record]).to_pylist() for t in (a, *others)]
        assert all(len(h) == 1 for h in homes)
        return homes[0] in homes[1:]

    a = review.target(*strike(store, "first"))
    second, _ = strike(store, "second")
    others = [review.target(second, e.id) for e in second.events if e.type == "ASSAULT"]
    assert together()
    store.correct([review.rule([a], others, same=False, reason="two raids", who="A. Reader", when=NOON)])
    assert not together() and not together()
    assert store.query("SELECT why FROM judgements WHERE score < -50").num_rows == 1
    store.correct([review.rule([a], others, same=True, reason="one after all", who="B. Reader", when=NOON + dt.timedelta(days=1))])
    assert together() and len(store.corrections()) == 2


def test_what_was_only_called_for_is_no_incident_of_a_store(store: Store, sides: Resolver) -> None:
    rebuild(store, sides=sides, settings=Settings())
    assert store.query("SELECT DISTINCT status FROM incident_reports JOIN events USING (story_id, event_id) WHERE NOT announced").to_pylist() == [{"status": "happened"}]


def test_exports_are_as_reviewers_say_only_where_asked(store: Store, tmp_path: pathlib.Path) -> None:
    def exported(*options: str) -> str:
        done = CliRunner().invoke(app, ["export", "jsonl", "--store", str(store.path), *options])
        assert done.exit_code == 0, done.output
        return done.stdout

    before = exported()
    assert exported("--reviewed") == before
    store.correct([wrong(store)])
    assert exported() == before
    after = exported("--reviewed")
    assert after != before and '"reviews":[{' in after and "it says otherwise" in after
    assert len(next(review.reviewed([strike(store, "first")[0]], store.corrections())).events) == len(strike(store, "first")[0].events) - 1


def test_corrections_need_a_store(tmp_path: pathlib.Path, lines: list[bytes]) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    done = CliRunner().invoke(app, ["export", "plover", str(tmp_path / "a.jsonl"), "--reviewed"])
    assert done.exit_code != 0 and "store" in str(done.exception)
