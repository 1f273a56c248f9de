"""Zip and tar archives, member by member, without unpacking them to disk: no member's path can lead anywhere."""

import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, cast

from dateline.errors import InputError
from dateline.ingest.source import Source

NAME = "zip and tar archives"
FAULTS = (zipfile.BadZipFile, tarfile.TarError, zlib.error, NotImplementedError, RuntimeError, ValueError, OverflowError)
_MOST = 1_000_000


def sniff(head: bytes, name: str) -> int:
    """A zip's first bytes (of an office document only by its table), or a tar header's mark and sum."""
    if head.startswith((b"PK\3\4", b"PK\5\6")):
        return 80
    return 90 if _tar(head) else 0


def read(source: Source) -> Iterator[InputError | Source]:
    """The members, in the archive's order; directories, links and devices are no stories, and what cannot be opened is said."""
    yield from _untar(source) if _tar(source.head) else _unzip(source)


def _unzip(source: Source) -> Iterator[InputError | Source]:
    with zipfile.ZipFile(source.random()) as archive:
        members = archive.infolist()
        if len(members) > _MOST:
            raise InputError(source.where, f"has more than {_MOST:,} members", "Unpack it, and give the folder")
        for m in members:
            where = f"{source.where}/{m.filename}"
            if m.is_dir() or _hidden(m.filename):
                continue
            if stat.S_ISLNK(m.external_attr >> 16):
                yield InputError(where, "is a link, and is not followed", "What it leads to is read at its own place")
            elif m.flag_bits & 1:
                yield InputError(where, "is locked with a password", "Unpack it first")
            else:
                try:
                    with archive.open(m) as f:
                        yield source.inner(m.filename, f)
                except FAULTS as e:
                    yield InputError(where, f"cannot be unpacked ({type(e).__name__})", "Get the archive again, or unpack it first")


def _untar(source: Source) -> Iterator[InputError | Source]:
    with tarfile.open(fileobj=source.stream, mode="r|") as archive:
        for m in archive:
            cast("Any", archive).members = []  # a stream's members are not needed again, and an archive may hold millions
            if m.isdir() or _hidden(m.name):
                continue
            f = archive.extractfile(m) if m.isreg() else None
            if f is None:
                yield InputError(f"{source.where}/{m.name}", "is a link or device, and is not followed", "What it leads to is read at its own place")
            else:
                yield source.inner(m.name, f)


def _hidden(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return parts[0] == "__MACOSX" or any(p.startswith(".") and p.strip(".") for p in parts)


def _tar(head: bytes) -> bool:
    if len(head) < 512:
        return False
    try:
        said = int(head[148:156].strip(b" \0") or b"x", 8)
    except ValueError:
        return False
    return said == sum(head[:148]) + 8 * 32 + sum(head[156:512])
