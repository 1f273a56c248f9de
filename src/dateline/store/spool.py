"""Spool: rows and records on their way to the store, on disk, so that a rebuild of many stories holds few of them at a time."""

import pathlib
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import msgspec
import pyarrow as pa

from dateline.store import derived
from dateline.store.db import table

_ROWS = 20_000  # rows of a table that are held before they are written
_HELD = 500  # records of a part that are held before they are written

T = TypeVar("T")


class Spool:
    """Rows of the derived tables, in a folder until they are put into the store."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.counts: dict[str, int] = dict.fromkeys(derived.LAYOUTS, 0)
        self._held: dict[str, list[tuple[Any, ...]]] = {name: [] for name in derived.LAYOUTS}

    def keep(self, rows: Iterable[derived.Row]) -> None:
        """Take rows in, each with the name of its table."""
        for name, row in rows:
            held = self._held[name]
            held.append(row)
            self.counts[name] += 1
            if len(held) == _ROWS:
                with pa.OSFile(str(self.folder / f"{name}.{self.counts[name]:012}"), "wb") as f, pa.ipc.new_file(f, derived.LAYOUTS[name]) as out:
                    out.write_table(table(derived.LAYOUTS[name], held))
                held.clear()

    def tables(self, name: str) -> Iterator[pa.Table]:
        """The rows of a table, in the order in which they came."""
        for path in sorted(self.folder.glob(f"{name}.*")):
            with pa.OSFile(str(path), "rb") as f:
                yield pa.ipc.open_file(f).read_all()
        yield table(derived.LAYOUTS[name], self._held[name])


class Parts[T]:
    """Records on disk, in `count` parts by a key: records of one key are in one part, in the order in which they came."""

    def __init__(self, folder: pathlib.Path, kind: type[T], count: int) -> None:
        self._paths = [folder / f"part.{n}" for n in range(count)]
        self._held: list[list[T]] = [[] for _ in range(count)]
        self._decoder = msgspec.msgpack.Decoder(list[kind])  # type: ignore[valid-type]

    def add(self, key: str, record: T) -> None:
        """Put a record into the part of its key."""
        n = zlib.crc32(key.encode()) % len(self._held)
        self._held[n].append(record)
        if len(self._held[n]) == _HELD:
            self._write(n)

    def _write(self, n: int) -> None:
        packed = msgspec.msgpack.encode(self._held[n])
        with self._paths[n].open("ab") as f:
            f.write(len(packed).to_bytes(8, "little") + packed)
        self._held[n] = []

    def __iter__(self) -> Iterator[list[T]]:
        """The parts, one at a time."""
        for n, path in enumerate(self._paths):
            found: list[T] = []
            if path.exists():
                with path.open("rb") as f:
                    while length := f.read(8):
                        found += self._decoder.decode(f.read(int.from_bytes(length, "little")))
            yield found + self._held[n]
