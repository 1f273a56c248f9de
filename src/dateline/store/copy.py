"""A reading copy of a store: the views as tables in a file of its own, so that many readers and a coding run do not wait for each other."""

import pathlib
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from dateline import views
from dateline.errors import StoreError
from dateline.store import schema
from dateline.store.db import Store

_AS_VIEWS = frozenset({"judgements", "utterance_links", "copies", "recycled", "retractions", "incidents", "incident_reports", "incident_details", "utterances", "renderings", "changes", "conflicts", "ladder", "corrections"})
"""Views that read one rebuilt table: they are quick as they are."""

_FIRST = {"latest_codings": "story_id", "statements": "story_id", "events": "story_id", "relations": "story_id", "process": "story_id", "event_actors": "actor", "mentions": "actor", "actor_acts": "actor"}
"""What a table is laid out by, where it is not asked for by day: a question about one value then reads a part of it."""

_ASKED_ONE_BY_ONE = (
    ("latest_codings", "story_id"), ("stories", "story_id"), ("events", "story_id"), ("told_incidents", "incident_id"), ("derived_incidents", "incident_id"), ("derived_incident_reports", "incident_id"),
    ("derived_incident_reports", "story_id"), ("derived_incident_details", "incident_id"), ("derived_copies", "story_id"), ("derived_copies", "group_id"), ("derived_renderings", "story_id"), ("derived_renderings", "utterance_id"), ("derived_judgements", "first"),
)  # fmt: skip
"""Columns with an index: a story or an incident is found by its id without looking through all."""

Mark = tuple[int, int]
"""What a file looks like from outside: when it was last changed (nanoseconds), and its size."""


class Copy(Store):
    """A store as it stood at one moment. Reads as a Store does, from as many threads as like, and can never be written to.

    The file lies in a folder of its own below `folder` (without it, the system's place for such) and goes when the copy does.
    """

    def __init__(self, store: Store, folder: pathlib.Path | None = None) -> None:
        place = pathlib.Path(tempfile.mkdtemp(prefix="dateline-pages-", dir=folder))
        weakref.finalize(self, shutil.rmtree, place, ignore_errors=True)
        super().__init__(place / "copy.duckdb", wait=store.wait)
        self.mark = mark(store.path)
        with store.connection():  # nobody writes while the bytes are taken
            self.mark = mark(store.path)
            shutil.copyfile(store.path, self.path)
        _lay_out(self.path)
        self._db = duckdb.connect(str(self.path), read_only=True)
        self._db.execute("SET preserve_insertion_order = true; SET TimeZone = 'UTC'; SET enable_external_access = false; SET autoinstall_known_extensions = false; SET lock_configuration = true")

    @contextmanager
    def connection(self, *, write: bool = False, guarded: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
        """The database, closed to everything outside and to writing; one for each question."""
        if write:
            raise StoreError(f"{self.path}: is a copy for reading. Write to the store itself")
        c = self._db.cursor()
        try:
            yield c
        finally:
            c.close()


def mark(path: pathlib.Path) -> Mark:
    """The mark of a file; a StoreError with the remedy if it is not there."""
    try:
        seen = path.stat()
    except OSError:
        raise StoreError(f"{path}: there is no such store. Make one with: dateline code STORIES --store {path}") from None
    return seen.st_mtime_ns, seen.st_size


def _lay_out(path: pathlib.Path) -> None:
    """Put tables in place of the views that cost, each made from those before it."""
    c = duckdb.connect(str(path))
    try:
        c.execute("SET TimeZone = 'UTC'")
        c.execute(f"CREATE {schema.CORRECTIONS}")  # of a store from before there were any
        for statement in views.definitions():
            c.execute(statement)
        for view in views.all_views():
            if view.name in _AS_VIEWS or view.name in ("current_codings",):
                continue
            columns = [str(r[0]) for r in c.execute(f"DESCRIBE {view.name}").fetchall()]
            order = _FIRST.get(view.name) or ("published" if "published" in columns else columns[0])
            c.execute(f"CREATE TABLE laid_{view.name} AS SELECT * FROM {view.name} ORDER BY {order} NULLS LAST")
            c.execute(f"DROP VIEW {view.name}")
            c.execute(f"ALTER TABLE laid_{view.name} RENAME TO {view.name}")
        for n, (table, column) in enumerate(_ASKED_ONE_BY_ONE):
            c.execute(f"CREATE INDEX asked_{n} ON {table} ({column})")
    finally:
        c.close()
