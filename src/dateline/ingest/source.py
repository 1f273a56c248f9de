"""What a reader is handed: a stream with its name, and the bounds that nothing which comes in may break.

All streams that come out of one file share one `Budget`. An archive that expands without bound runs into it whatever its layout: one huge member,
many members, archives within archives.
"""

import io
import itertools
import tempfile
from collections.abc import Iterator, Mapping
from typing import IO, Any, cast

import msgspec

from dateline.errors import InputError
from dateline.model.story import Record
from dateline.settings import Limits

HEAD = 8_192
"""Bytes of a stream that are looked at to tell its format."""
_CHUNK = 1 << 16


class Hints(Record, frozen=True, kw_only=True):
    """What is known of a stream from outside it."""

    url: str | None = None
    latest: str | None = None
    """An ISO day after which a page cannot have been published, since it was fetched then."""
    fields: Mapping[str, str] = msgspec.field(default_factory=dict)
    """Which field of a record holds what: {"text": "body"}."""


class Budget:
    """Bytes that came out of one file, against the bytes that went in."""

    def __init__(self, where: str, limits: Limits, size: int = 0) -> None:
        self.where, self.limits, self.size, self.given = where, limits, size, 0

    def take(self, count: int) -> None:
        """Count expanded bytes; raises InputError where they are out of all proportion."""
        self.given += count
        if self.given > max(self.limits.free_expansion, self.limits.expansion * self.size):
            raise InputError(self.where, f"expands to more than {self.given:,} bytes from {self.size:,}", "It is no honest archive; if it is, unpack it and give the folder")


class Source:
    """A named stream of bytes. `where` names it in errors ("news.zip/2020/a.txt"), `name` is its last part."""

    def __init__(self, where: str, stream: IO[bytes], budget: Budget, *, depth: int = 0, hints: Hints | None = None) -> None:
        self.where, self.budget, self.depth, self.hints = _plain(where), budget, depth, hints or Hints()
        self.name = self.where.replace("\\", "/").rstrip("/").rpartition("/")[2]
        self._seekable = stream.seekable()
        self.stream = stream if isinstance(stream, io.BufferedReader) else _buffered(_Raw(stream))
        self._whole: IO[bytes] | None = None

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return self.name.rpartition(".")[0] or self.name

    @property
    def head(self) -> bytes:
        """The first bytes, which stay in the stream."""
        return self.stream.peek(HEAD)[:HEAD]

    def inner(self, name: str, stream: IO[bytes], *, hints: Hints | None = None) -> "Source":
        """A stream that came out of this one; its bytes count."""
        counted = _buffered(_Counted(stream, self.budget))
        return Source(f"{self.where}/{name.lstrip('/')}" if name else self.where, counted, self.budget, depth=self.depth + 1, hints=hints or self.hints)

    def data(self) -> bytes:
        """All bytes, for formats that must be read whole; raises InputError where they are too many."""
        limit = self.budget.limits.whole_bytes
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise InputError(self.where, f"is longer than {limit:,} bytes, and its format must be read whole", "Split it, or give the stories as JSON lines")
        return data

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Numbered lines without their ends; raises InputError where one is too long."""
        limit = self.budget.limits.whole_bytes
        for number in itertools.count(1):
            line = self.stream.readline(limit + 1)
            if not line:
                return
            if len(line) > limit:
                raise InputError(f"{self.where}:{number}", f"is longer than {limit:,} bytes", "Split it into stories")
            yield number, line.rstrip(b"\r\n")

    def random(self) -> IO[bytes]:
        """The stream as one that can be read at any place (a temporary file where it cannot)."""
        if self._seekable:
            return self.stream
        whole = tempfile.SpooledTemporaryFile(max_size=1 << 24)  # noqa: SIM115 - lives as long as its reader
        while chunk := self.stream.read(_CHUNK):
            whole.write(chunk)
        whole.seek(0)
        return whole


class _Raw(io.RawIOBase):
    """Any readable as a raw stream, so that it can be buffered and peeked at."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        size = 0
        while size < len(buffer) and (data := self._stream.read(len(buffer) - size)):
            buffer[size : size + len(data)] = data
            size += len(data)
            self.count(len(data))
        return size

    def count(self, length: int) -> None:
        """Told of each read."""


class _Budgeted(_Raw):
    """A stream that is read once from its beginning, with a budget that hears of each read."""

    def __init__(self, stream: IO[bytes], budget: Budget) -> None:
        super().__init__(stream)
        self._budget = budget

    def seekable(self) -> bool:
        return False


class _Counted(_Budgeted):
    """Bytes out of an archive, counted."""

    def count(self, length: int) -> None:
        self._budget.take(length)


def _buffered(raw: io.RawIOBase) -> io.BufferedReader:
    return io.BufferedReader(cast("Any", raw), HEAD)


class Growing(_Budgeted):
    """A stream of unknown length (standard input): what was read of it is its size."""

    def count(self, length: int) -> None:
        self._budget.size += length


def _plain(name: str) -> str:
    """A name that can be shown: without control characters, and not endless."""
    return "".join(c if c.isprintable() else "\ufffd" for c in name[:1_000])
