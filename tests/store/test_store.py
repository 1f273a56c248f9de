"""The store: append-only, idempotent, one transaction a batch, clear answers."""

import datetime as dt
import pathlib
import random

import duckdb
import msgspec
import pytest

from dateline.errors import StoreError
from dateline.model.coded import CodedStory, CodedStoryHead
from dateline.model.story import Story
from dateline.store import Store, spool


def line(n: int, *, text: str | None = None, coder: str = "dateline 1, data 1", day: int = 0) -> bytes:
    head = CodedStoryHead(id=f"s{n:04}", text=text or f"Rebels shelled town {n}.", published=dt.date(2020, 1, 1) + dt.timedelta(days=day or n), outlet="Example Wire", conflicts=("conflict.libya",) if n % 2 else (), coder=coder)
    return msgspec.json.encode(CodedStory(story=head))


@pytest.fixture
def store(tmp_path: pathlib.Path) -> Store:
    return Store(tmp_path / "a.duckdb", wait=0.3)


def test_adding_twice_changes_nothing(store: Store) -> None:
    lines = [line(n) for n in range(5)]
    first = store.add(lines)
    assert (first.stories, first.codings, first.known) == (5, 5, 0)
    once = list(store.lines())
    again = store.add(lines)
    assert (again.stories, again.codings, again.known) == (0, 0, 5)
    assert list(store.lines()) == once == lines


def test_the_order_of_arrival_does_not_show(store: Store, tmp_path: pathlib.Path) -> None:
    lines = [line(n) for n in range(20)]
    store.add(lines)
    other = Store(tmp_path / "b.duckdb")
    mixed = lines[:]
    random.Random(3).shuffle(mixed)
    for part in (mixed[:7], mixed[7:]):
        other.add(part)
    assert list(other.lines()) == list(store.lines())


def test_a_new_coder_codes_beside_the_old(store: Store) -> None:
    store.add([line(1)])
    store.add([line(1, coder="dateline 2, data 1")])
    with store.connection() as c:
        assert c.execute("SELECT count(*) FROM kept_codings").fetchone() == (2,)
        assert c.execute("SELECT count(*) FROM kept_stories").fetchone() == (1,)
    assert [s.story.coder for s in store.coded()] == ["dateline 2, data 1"]


def test_a_revision_is_kept_beside_the_first(store: Store) -> None:
    store.add([line(1)])
    store.add([line(1, text="Rebels denied that they shelled town 1.", day=3)])
    assert [s.story.text for s in store.coded()] == ["Rebels denied that they shelled town 1."]
    with store.connection() as c:
        assert c.execute("SELECT revision FROM kept_stories ORDER BY 1").fetchall() == [(1,), (2,)]


def test_what_is_lacking(store: Store) -> None:
    store.add([line(1)])
    here = Story(id="s0001", text="Rebels shelled town 1.", published=dt.date(2020, 1, 2), outlet="Example Wire")
    new = Story(id="s0002", text="Rebels shelled town 2.", published=dt.date(2020, 1, 3), outlet="Example Wire")
    assert store.lacking([here, new], "dateline 1, data 1") == [new]
    assert store.lacking([here, new], "dateline 2, data 1") == [here, new]


def test_by_conflict(store: Store) -> None:
    store.add([line(n) for n in range(6)])
    assert [s.story.id for s in store.coded(conflict="conflict.libya")] == ["s0001", "s0003", "s0005"]


def test_a_batch_is_added_whole_or_not_at_all(store: Store) -> None:
    store.add([line(1)])
    with pytest.raises(StoreError, match="no coded story"):
        store.add([line(2), b"{broken"])
    assert store.count() == 1


def test_a_store_that_is_not_there(store: Store) -> None:
    with pytest.raises(StoreError, match=r"no such store.*--store"):
        store.count()


def test_a_file_that_is_no_store(tmp_path: pathlib.Path) -> None:
    (tmp_path / "x.duckdb").write_bytes(b"hello" * 1000)
    with pytest.raises(StoreError, match="no Dateline store"):
        Store(tmp_path / "x.duckdb").add([line(1)])
    duckdb.connect(str(tmp_path / "y.duckdb")).execute("CREATE TABLE t (x INT)").close()
    with pytest.raises(StoreError, match="no Dateline store"):
        Store(tmp_path / "y.duckdb").add([line(1)])


def test_another_layout_is_refused(store: Store) -> None:
    store.add([line(1)])
    with store.connection(write=True) as c:
        c.execute("UPDATE meta SET value = '999' WHERE key = 'schema'")
    with pytest.raises(StoreError, match="layout 999"):
        store.count()


def test_a_question_answers_and_changes_nothing(store: Store, tmp_path: pathlib.Path) -> None:
    store.add([line(n) for n in range(3)])
    assert store.query("SELECT story_id FROM stories WHERE published > ? ORDER BY 1", [dt.date(2020, 1, 2)]).to_pylist() == [{"story_id": "s0002"}]
    for hostile in (
        "INSERT INTO meta VALUES ('a', 'b')", "DROP VIEW stories", "CREATE TABLE t (x INT)", f"COPY (SELECT 1) TO '{tmp_path / 'out.csv'}'",
        "SELECT * FROM read_csv('/etc/passwd')", f"ATTACH '{tmp_path / 'other.duckdb'}' AS o", "SET enable_external_access = true", "INSTALL httpfs",
        "SELECT * FROM glob('/*')", "SELECT 1; INSERT INTO meta VALUES ('a', 'b')", "EXPORT DATABASE 'x'",
    ):  # fmt: skip
        with pytest.raises(StoreError):
            store.query(hostile)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.duckdb"]
    assert store.count() == 3


def test_every_view_is_documented(store: Store) -> None:
    store.add([line(1)])
    assert {name for name, columns, about in store.views() if columns and len(about) > 20} == {name for name, _, _ in store.views()}


def test_what_goes_through_the_spool_comes_back_in_order(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_ROWS", 7)
    monkeypatch.setattr(spool, "_HELD", 3)
    rows = spool.Spool(tmp_path)
    rows.keep(("incident_reports", (f"i:{n}", f"s{n}", "e1", False)) for n in range(40))
    assert [r["incident_id"] for part in rows.tables("incident_reports") for r in part.to_pylist()] == [f"i:{n}" for n in range(40)]
    parts = spool.Parts(tmp_path, tuple[str, int], 4)
    for n in range(60):
        parts.add(f"speaker {n % 6}", (f"speaker {n % 6}", n))
    found = list(parts)
    homes = [{k for k, _ in part} for part in found]
    assert sum(map(len, found)) == 60 and sum(map(len, homes)) == 6
    assert all([n for k, n in part if k == name] == sorted(n for k, n in part if k == name) for part in found for name in {k for k, _ in part})
