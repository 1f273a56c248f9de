"""The store's file: opened for as long as a batch takes, added to in one transaction, read in a fixed order."""

import os
import pathlib
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb
import msgspec
import pyarrow as pa
import zstandard

from dateline import views
from dateline.errors import StoreError
from dateline.export import tables
from dateline.model.coded import SCHEMA, CodedStory
from dateline.model.correction import Correction
from dateline.model.process import Process
from dateline.model.story import Record, Story
from dateline.store import derived, schema
from dateline.store.identity import story_key
from dateline.store.questions import Questions

_DECODER = msgspec.json.Decoder(CodedStory)
_BUSY = ("lock", "being used by another process", "different configuration")
_READ_AT_ONCE = 256
_MEMORY = "768MiB"  # what the database may hold; what is more goes through a file beside the store
_GUARD = "SET enable_external_access = false; SET autoinstall_known_extensions = false; SET lock_configuration = true"


class Added(Record, frozen=True, kw_only=True):
    """What a batch brought: stories that were new, codings that were new, and codings that stood there before."""

    stories: int
    codings: int
    known: int

    def __add__(self, other: "Added") -> "Added":
        return Added(stories=self.stories + other.stories, codings=self.codings + other.codings, known=self.known + other.known)


class Store(Questions):
    """One file with stories, their codings, and what was rebuilt from them.

    The file is held only while a batch is written or a question is answered, so that several processes can use one store in
    turn. A process that finds it held waits up to `wait` seconds and then gives a StoreError that says what to do.
    """

    def __init__(self, path: pathlib.Path | str, *, wait: float = 30.0) -> None:
        self.path, self.wait = pathlib.Path(path), wait
        self._held: duckdb.DuckDBPyConnection | None = None

    def __repr__(self) -> str:
        return f"Store({str(self.path)!r})"

    # -- the file --------------------------------------------------------------------------------------------------------

    @contextmanager
    def connection(self, *, write: bool = False, guarded: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
        """The database, held for the length of the block. With `write`, the file is made if it is not there.

        `guarded` closes it to everything outside, for questions that somebody else wrote.
        """
        if self._held is not None:
            yield self._held
            return
        if not write and not self.path.exists():
            raise StoreError(f"{self.path}: there is no such store. Make one with: dateline code STORIES --store {self.path}")
        if not self.path.exists():
            self._make()
        c = self._open(write)
        self._held = c
        try:
            self._check(c, write)
            if guarded:
                c.execute(_GUARD)
            yield c
        finally:
            self._held = None
            c.close()

    @contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The database, held for writing: what the block did stands whole at its end, or not at all."""
        with self.connection(write=True) as c:
            c.execute("BEGIN")
            try:
                yield c
                c.execute("COMMIT")
            except BaseException:
                c.execute("ROLLBACK")
                raise

    def _make(self) -> None:
        """Lay out a new store beside its place and move it there whole: a process that is killed meanwhile leaves no half store."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.path.parent, prefix=".dateline-") as folder:
            new = pathlib.Path(folder) / self.path.name
            c = duckdb.connect(str(new))
            for statement in schema.APPENDED:
                c.execute(statement)
            for prefix, layouts in (("kept", schema.CLAIMS), ("derived", derived.LAYOUTS)):
                for name, layout in layouts.items():
                    c.register("layout", layout.empty_table())
                    c.execute(f"CREATE TABLE {prefix}_{name} AS SELECT * FROM layout")
                    c.unregister("layout")
            for statement in views.definitions():
                c.execute(statement)
            c.executemany("INSERT INTO meta VALUES (?, ?)", [("kind", schema.KIND), ("schema", str(schema.VERSION)), ("views", views.version())])
            c.close()
            try:
                os.link(new, self.path)
            except FileExistsError:  # another process was quicker: its store is as good
                pass
            except OSError:  # a disk without hard links
                new.replace(self.path)

    def _open(self, write: bool) -> duckdb.DuckDBPyConnection:
        deadline, pause = time.monotonic() + self.wait, 0.02
        while True:
            try:
                return duckdb.connect(str(self.path), read_only=not write)
            except (duckdb.IOException, duckdb.ConnectionException) as e:
                text = str(e)
                if not any(b in text.lower() for b in _BUSY):
                    raise StoreError(f"{self.path}: is no Dateline store, or is damaged ({text.splitlines()[0]}). Give another file, or restore a copy") from e
                if time.monotonic() > deadline:
                    raise StoreError(f"{self.path}: another process holds this store ({text.splitlines()[0]}). Wait until it ends, or use another store") from e
                time.sleep(pause)
                pause = min(pause * 1.5, 0.5)
            except duckdb.Error as e:
                raise StoreError(f"{self.path}: cannot be opened ({str(e).splitlines()[0]}). Give another file, or restore a copy") from e

    def _check(self, c: duckdb.DuckDBPyConnection, write: bool) -> None:
        c.execute(f"SET preserve_insertion_order = true; SET TimeZone = 'UTC'; SET memory_limit = '{_MEMORY}'")
        tables = {str(r[0]) for r in c.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        if "meta" not in tables:
            raise StoreError(f"{self.path}: is a DuckDB file but no Dateline store. Give another file")
        meta = dict(c.execute("SELECT key, value FROM meta").fetchall())
        if meta.get("kind") != schema.KIND:
            raise StoreError(f"{self.path}: is a DuckDB file but no Dateline store. Give another file")
        if meta.get("schema") != str(schema.VERSION):
            raise StoreError(f"{self.path}: has layout {meta.get('schema')}, this version reads {schema.VERSION}. Export it with the version that wrote it, and load the lines into a new store")
        if "kept_corrections" not in tables:
            c.execute(f"CREATE {'' if write else 'TEMPORARY '}{schema.CORRECTIONS}")
        if meta.get("views") != views.version():  # another program version's views: this one's take their place, for this session if it only reads
            for statement in views.definitions(temporary=not write):
                c.execute(statement)
            if write:
                c.execute("INSERT OR REPLACE INTO meta VALUES ('views', ?)", [views.version()])

    # -- in --------------------------------------------------------------------------------------------------------------

    def lacking(self, stories: Sequence[Story], coder: str) -> list[Story]:
        """Those of the stories that this coder has not coded into the store yet, in their order."""
        if not stories or not self.path.exists():
            return list(stories)
        keys = [story_key(s) for s in stories]
        with self.connection() as c:
            found = {
                str(r[0])
                for r in c.execute(
                    "SELECT story_key FROM kept_codings JOIN coders USING (coder_no) WHERE coder = ? AND story_key IN (SELECT unnest(?))", [coder, keys]
                ).fetchall()
            }
        return [s for s, k in zip(stories, keys, strict=True) if k not in found]

    def add(self, lines: Iterable[bytes]) -> Added:
        """Add coded stories (JSON lines, schema "dateline/1") in one transaction: all of them or none.

        What stands there already stays as it is: adding twice changes nothing. A line that is no coded story is a StoreError,
        and nothing of the batch is added.
        """
        batch: dict[tuple[str, str], tuple[bytes, CodedStory]] = {}
        for line in lines:
            try:
                coded = _DECODER.decode(line)
            except msgspec.DecodeError as e:
                raise StoreError(f"{self.path}: a line is no coded story ({e}). Give lines that `dateline code --to jsonl` wrote") from e
            if coded.schema != SCHEMA:
                raise StoreError(f"{self.path}: a line has schema {coded.schema}, not {SCHEMA}. Code the story again with this version")
            batch.setdefault((story_key(coded.story), coded.story.coder or "unknown"), (line, coded))
        if not batch:
            return Added(stories=0, codings=0, known=0)
        with self._transaction() as c:
            return _insert(c, batch)

    def correct(self, corrections: Iterable[Correction]) -> int:
        """Add corrections in one transaction; how many were new. Merged and parted reports show in the incidents after the next rebuild."""
        with self._transaction() as c:
            new = 0
            for x in corrections:
                one = x.targets[0] if not x.others else None
                row = [
                    x.id, x.verdict, *((one.story, one.record, one.kind, one.words) if one else (None,) * 4), [t.id for t in x.targets] if x.others else [], [t.id for t in x.others],
                    msgspec.json.encode(x.changes).decode(), x.reason, x.who, x.when.replace(tzinfo=None), msgspec.json.encode(x).decode(),
                ]  # fmt: skip
                new += len(c.execute("INSERT OR IGNORE INTO kept_corrections VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING 1", row).fetchall())
            return new

    def derive(self, rows: Mapping[str, Iterable[pa.Table]], *, by: str | None = None, codings: int | None = None) -> None:
        """Put rebuilt rows in place of the old ones of their tables, in one transaction; `by` and `codings` say of what program and how many codings."""
        with self._transaction() as c:
            for name, parts in rows.items():
                c.execute(f"DELETE FROM derived_{name}")
                for part in parts:
                    _write(c, f"derived_{name}", part)
            if by is not None:
                c.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", [("rebuilt_by", by), ("rebuilt_codings", str(codings))])

    def pack(self, data: bytes) -> bytes:
        """Bytes as the store keeps them (zstd)."""
        return zstandard.ZstdCompressor(level=6).compress(data)

    # -- out -------------------------------------------------------------------------------------------------------------

    def lines(self, *, conflict: str | None = None, retracted: bool = False) -> Iterator[bytes]:
        """Current codings as JSON lines, by date of publication, then story id: the same bytes whatever the order of arrival.

        Current is the last revision of each story under the newest coder that coded it, without the stories that a kill or a
        correction took back; with `retracted`, those too.
        """
        source = "latest_codings" if retracted else "current_codings"
        with self.connection() as c:
            rows = [
                int(r[0])
                for r in c.execute(
                    f"SELECT k.rowid FROM {source} c JOIN kept_codings k USING (story_key, coder_no) WHERE ? IS NULL OR list_contains(c.conflicts, ?)"
                    " ORDER BY c.published, c.story_id, c.story_key",
                    [conflict, conflict],
                ).fetchall()
            ]
        unpack = zstandard.ZstdDecompressor()
        for at in range(0, len(rows), _READ_AT_ONCE):
            part = rows[at : at + _READ_AT_ONCE]
            with self.connection() as c:  # by the number of its row, which never changes where rows are only added: nothing else is read
                found = dict(c.execute("SELECT rowid, coded FROM kept_codings WHERE rowid BETWEEN ? AND ? AND rowid IN (SELECT unnest(?))", [min(part), max(part), part]).fetchall())
            for r in part:
                yield unpack.decompress(found[r])

    def coded(self, *, conflict: str | None = None, retracted: bool = False) -> Iterator[CodedStory]:
        """Current codings as records, in the order of `lines`."""
        for line in self.lines(conflict=conflict, retracted=retracted):
            yield _DECODER.decode(line)

    def story(self, story_id: str) -> CodedStory | None:
        """The current coding of one story, taken back or not; None if there is no such story."""
        with self.connection() as c:
            row = c.execute("SELECT coded FROM latest_codings WHERE story_id = ?", [story_id]).fetchone()
        return _DECODER.decode(zstandard.ZstdDecompressor().decompress(row[0])) if row else None

    def corrections(self, *, story: str | None = None) -> list[Correction]:
        """What reviewers said, of all stories or of the records of one, the oldest first."""
        with self.connection() as c:
            rows = c.execute("SELECT correction FROM kept_corrections WHERE ? IS NULL OR story_id = ? ORDER BY made, correction_id", [story, story]).fetchall()
        return [msgspec.json.decode(r[0], type=Correction) for r in rows]

    def query(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> pa.Table:
        """Answer a question in DuckDB's SQL over the views (see `dateline.views`) as an Arrow table.

        Nothing can be written and no file or address reached: the file is open for reading, and the database is closed to
        everything outside. An SQL error is a StoreError with DuckDB's own words.
        """
        with self.connection(guarded=True) as c:
            try:
                answer = c.sql(sql, params=dict(parameters) if isinstance(parameters, Mapping) else list(parameters))
                return answer.to_arrow_table() if answer is not None else pa.table({})
            except duckdb.Error as e:
                raise StoreError(f"{' '.join(str(e).split())} The views and their columns: dateline query --views") from e

    def views(self) -> list[tuple[str, str, str]]:
        """The views of this store: name, columns, and what a row is."""
        with self.connection() as c:
            columns = dict(c.execute("SELECT view_name, string_agg(column_name, ', ' ORDER BY column_index) FROM duckdb_views() JOIN duckdb_columns() ON view_name = table_name WHERE NOT duckdb_views.internal GROUP BY 1").fetchall())
        return [(v.name, columns.get(v.name, ""), v.about) for v in views.all_views()]

    def process(self, conflict: str) -> Process | None:
        """The process of a conflict as last rebuilt; None if no story of the store tells of the conflict."""
        with self.connection() as c:
            row = c.execute("SELECT process FROM derived_processes WHERE conflict = ?", [conflict]).fetchone()
        return msgspec.json.decode(zstandard.ZstdDecompressor().decompress(row[0]), type=Process) if row else None

    def conflicts(self) -> list[tuple[str, str, int]]:
        """The conflicts that stories tell of, as last rebuilt: id, name, number of stories; the most told of first."""
        with self.connection() as c:
            return [(str(a), str(b), int(n)) for a, b, n in c.execute("SELECT conflict, name, stories FROM derived_processes ORDER BY stories DESC, conflict").fetchall()]

    def retracted(self) -> int:
        """How many stories of the store were taken back or mended by a later one."""
        with self.connection() as c:
            row = c.execute("SELECT count(*) FROM derived_retractions WHERE retracts IS NOT NULL").fetchone()
        return int(row[0]) if row else 0

    def behind(self) -> int | None:
        """How many codings came since the last rebuild; None if there was none."""
        with self.connection() as c:
            row = c.execute("SELECT value FROM meta WHERE key = 'rebuilt_codings'").fetchone()
        return None if row is None else abs(self.count() - int(row[0]))

    def count(self) -> int:
        """How many stories have a current coding."""
        with self.connection() as c:
            row = c.execute("SELECT count(*) FROM latest_codings").fetchone()
        return int(row[0]) if row else 0


def _insert(c: duckdb.DuckDBPyConnection, batch: dict[tuple[str, str], tuple[bytes, CodedStory]]) -> Added:
    pack = zstandard.ZstdCompressor(level=6)
    numbers: dict[str, int] = {str(k): int(v) for k, v in c.execute("SELECT coder, coder_no FROM coders").fetchall()}
    for _, coder in batch:
        if coder not in numbers:
            numbers[coder] = len(numbers) + 1
            c.execute("INSERT INTO coders VALUES (?, ?)", [numbers[coder], coder])
    keys = list({k: None for k, _ in batch})
    ids = sorted({x.story.id for _, x in batch.values()})
    old = {str(r[0]) for r in c.execute("SELECT story_key FROM kept_stories WHERE story_key IN (SELECT unnest(?))", [keys]).fetchall()}
    revisions = {str(k): int(n) for k, n in c.execute("SELECT story_id, max(revision) FROM kept_stories WHERE story_id IN (SELECT unnest(?)) GROUP BY 1", [ids]).fetchall()}
    coded = {(str(k), int(n)) for k, n in c.execute("SELECT story_key, coder_no FROM kept_codings WHERE story_key IN (SELECT unnest(?))", [keys]).fetchall()}
    stories, codings = [], []
    claims: dict[str, list[tuple[Any, ...]]] = {name: [] for name in schema.CLAIMS}
    for (key, coder), (line, x) in batch.items():
        s = x.story
        if key not in old:
            old.add(key)
            revisions[s.id] = revisions.get(s.id, 0) + 1
            stories.append((key, s.id, revisions[s.id], s.published, s.outlet, list(s.agencies), s.title, s.url, s.language, s.text))
        if (key, numbers[coder]) not in coded:
            codings.append((key, numbers[coder], list(s.conflicts), pack.compress(line)))
            for name, row in tables.rows(x):
                if name in claims:
                    claims[name].append((key, numbers[coder], *row))
    _write(c, "kept_stories", table(schema.STORIES, stories))
    _write(c, "kept_codings", table(schema.CODINGS, codings))
    for name, layout in schema.CLAIMS.items():
        _write(c, f"kept_{name}", table(layout, claims[name]))
    return Added(stories=len(stories), codings=len(codings), known=len(batch) - len(codings))


def _write(c: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    if not rows.num_rows:
        return
    c.register("incoming", rows)
    c.execute(f"INSERT INTO {name} SELECT * FROM incoming")
    c.unregister("incoming")


def table(layout: pa.Schema, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    """Rows as an Arrow table of a layout."""
    columns = zip(*rows, strict=True) if rows else ([] for _ in layout)
    return pa.table([pa.array(column, type=f.type) for column, f in zip(columns, layout, strict=True)], schema=layout)
