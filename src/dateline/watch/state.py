"""What has been read already, in one small SQLite file: it outlives the program, and changes only after the codings are written."""

import hashlib
import pathlib
import sqlite3
from collections.abc import Iterable

from dateline.errors import UsageError
from dateline.model.story import Record

_TABLES = """
CREATE TABLE IF NOT EXISTS sources (address TEXT PRIMARY KEY, etag TEXT, modified TEXT, due REAL NOT NULL, failures INTEGER NOT NULL, gone INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, changed INTEGER NOT NULL, size INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS seen (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outputs (path TEXT PRIMARY KEY, size INTEGER NOT NULL);
"""


class Followed(Record, frozen=True, kw_only=True):
    """Where an address stands. `due` is the time of its next request, in seconds since 1970."""

    address: str
    etag: str | None = None
    modified: str | None = None
    due: float = 0
    failures: int = 0
    gone: bool = False


def key(*parts: str) -> str:
    """What a story is known by: its id and text, so that a corrected text counts as new."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


class State:
    """The state file; created where it is not there."""

    def __init__(self, path: pathlib.Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = sqlite3.connect(path)
            self._db.executescript(_TABLES)
        except sqlite3.DatabaseError as e:
            raise UsageError(f"{path}: is no state file of dateline watch ({e}). Name another with --state, or remove it to begin anew") from None

    def followed(self, address: str) -> Followed:
        """Where an address stands; due at once where it is new."""
        row = self._db.execute("SELECT address, etag, modified, due, failures, gone FROM sources WHERE address = ?", (address,)).fetchone()
        return Followed(address=row[0], etag=row[1], modified=row[2], due=row[3], failures=row[4], gone=bool(row[5])) if row else Followed(address=address)

    def file(self, path: str) -> tuple[int, int] | None:
        """When a file had changed last, and its size, as it was read."""
        row = self._db.execute("SELECT changed, size FROM files WHERE path = ?", (path,)).fetchone()
        return (row[0], row[1]) if row else None

    def lacks(self, key: str) -> bool:
        """Whether this has not been seen."""
        return self._db.execute("SELECT 1 FROM seen WHERE key = ?", (key,)).fetchone() is None

    def output(self, path: str) -> int:
        """Bytes of an output that the state vouches for."""
        row = self._db.execute("SELECT size FROM outputs WHERE path = ?", (path,)).fetchone()
        return int(row[0]) if row else 0

    def commit(self, *, seen: Iterable[str] = (), followed: Followed | None = None, file: tuple[str, int, int] | None = None, output: tuple[str, int] | None = None) -> None:
        """Write down what was done, all of it or nothing."""
        with self._db:
            self._db.executemany("INSERT OR IGNORE INTO seen VALUES (?)", ((k,) for k in seen))
            if followed:
                f = followed
                self._db.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?)", (f.address, f.etag, f.modified, f.due, f.failures, f.gone))
            if file:
                self._db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", file)
            if output:
                self._db.execute("INSERT OR REPLACE INTO outputs VALUES (?, ?)", output)

    def close(self) -> None:
        """Close the file."""
        self._db.close()
