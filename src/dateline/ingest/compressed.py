"""One compressed file: gzip (with many members), bzip2, xz, zstandard. What is in it is read as it is unpacked."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Iterator
from typing import IO, cast

from dateline.errors import InputError
from dateline.ingest.source import Source

NAME = "gzip, bzip2, xz, zstandard"
FAULTS = (zlib.error, lzma.LZMAError)
_MAGIC = {b"\x1f\x8b": "gz", b"BZh": "bz2", b"\xfd7zXZ\0": "xz", b"\x28\xb5\x2f\xfd": "zst"}
_MEMORY = 1 << 27


def sniff(head: bytes, name: str) -> int:
    """The format's own first bytes."""
    return 95 if any(head.startswith(m) for m in _MAGIC) else 0


def read(source: Source) -> Iterator[InputError | Source]:
    """The one file inside, named without its ending."""
    kind = next(k for m, k in _MAGIC.items() if source.head.startswith(m))
    name = source.stem if source.name.lower().endswith(f".{kind}") else source.name.replace(".tgz", ".tar")
    if kind == "zst":
        import zstandard

        try:
            with zstandard.ZstdDecompressor(max_window_size=_MEMORY).stream_reader(source.stream, read_across_frames=True) as f:
                yield source.inner(name, cast(IO[bytes], f))
        except zstandard.ZstdError as e:
            yield InputError(source.where, f"is broken ({e})", "Get it again from where it came")
    elif kind == "gz":
        with gzip.GzipFile(fileobj=source.stream) as g:
            yield source.inner(name, cast(IO[bytes], g))
    elif kind == "bz2":
        with bz2.BZ2File(source.stream) as b:
            yield source.inner(name, b)
    else:
        yield source.inner(name, cast(IO[bytes], _Xz(source.stream)))


class _Xz:
    """An xz stream with bounded memory (a header can ask for gigabytes)."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._decoder, self._fed = stream, lzma.LZMADecompressor(memlimit=_MEMORY), b""

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        while True:
            if self._decoder.eof:
                rest = self._decoder.unused_data or self._stream.read(1 << 16)
                if not rest.strip(b"\0"):
                    return b""
                self._decoder, self._fed = lzma.LZMADecompressor(memlimit=_MEMORY), rest
            if self._decoder.needs_input and not self._fed:
                self._fed = self._stream.read(1 << 16)
                if not self._fed:
                    raise EOFError("it ends in the middle")
            fed, self._fed = self._fed, b""
            if out := self._decoder.decompress(fed, size):
                return out
