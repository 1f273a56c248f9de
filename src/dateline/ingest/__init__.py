"""Ingest: files in, stories out. One reader a file in this folder, found by content; adding a format is adding a file.

A reader is a module with `NAME`, `matches(path, head) -> bool` and `read(path, data) -> Iterator[Story | InputError]`.
"""

import datetime as dt
import functools
import importlib
import pathlib
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from types import ModuleType

import msgspec

from dateline.errors import InputError
from dateline.ingest.header import read_header
from dateline.ingest.repair import damage
from dateline.model.story import Story

STDIN = pathlib.Path("-")
_NOT_READERS = frozenset({"header", "repair"})


@functools.cache
def readers() -> tuple[ModuleType, ...]:
    """The readers of this folder; plain text, which takes everything that is text, comes last."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name not in _NOT_READERS)
    found = [importlib.import_module(f"{__name__}.{n}") for n in names]
    return tuple(sorted(found, key=lambda m: (m.NAME == "text", m.NAME)))


def read(paths: Iterable[pathlib.Path], *, published: dt.date | None = None) -> Iterator[Story | InputError]:
    """Stories of files, folders and standard input ("-"), in the order given (folders by name); faults in their place.

    `published` dates the stories that do not tell their date. A story without a date comes out as an InputError.
    """
    for path in paths:
        yield from _path(path, published, explicit=True)


def _path(path: pathlib.Path, published: dt.date | None, *, explicit: bool) -> Iterator[Story | InputError]:
    if path == STDIN:
        yield from _content(pathlib.Path("standard input"), sys.stdin.buffer.read(), published)
    elif path.is_dir():
        for inner in sorted(path.iterdir()):
            if not inner.name.startswith("."):
                yield from _path(inner, published, explicit=False)
    elif not path.exists():
        yield InputError(str(path), "there is no such file or folder", "Check the path")
    else:
        try:
            data = path.read_bytes()
        except OSError as e:
            yield InputError(str(path), f"cannot be read ({e.strerror})", "Check its permissions")
            return
        yield from _content(path, data, published)


def _content(path: pathlib.Path, data: bytes, published: dt.date | None) -> Iterator[Story | InputError]:
    if not data.strip():
        yield InputError(str(path), "is empty", "Remove it, or give the file that holds the story")
        return
    reader = next((r for r in readers() if r.matches(path, data[:4096])), None)
    if reader is None:
        yield InputError(str(path), "is binary and no known format", "Give text, or JSON lines with id, text and published")
        return
    for item in reader.read(path, data):
        yield item if isinstance(item, InputError) else prepare(item, published=published)


def prepare(story: Story, *, published: dt.date | None = None) -> Story | InputError:
    """Read a story's damage, header, date and parts. A story without text or date comes back as an InputError."""
    where = f"{story.path or 'story'} ({story.id})" if story.path and story.id not in (story.path or "") else story.path or story.id
    if not story.text.strip():
        return InputError(where, "holds no text", "Remove it, or give its text")
    story = read_header(msgspec.structs.replace(story, damage=damage(story.text)), published=published)
    if story.published is None:
        return InputError(
            where, "has no date: neither the record, the crawl line nor the dateline tells the day and year",
            "Give it with --published YYYY-MM-DD, or as the field 'published' of the record",
        )  # fmt: skip
    return story


def decode(path: pathlib.Path | str, data: bytes) -> str | InputError:
    """Bytes to text: UTF-8 with or without a mark, or UTF-16 with one. Anything else is an error that names the byte."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as e:
                return InputError(str(path), f"is not valid {encoding} at byte {e.start:,}", "Save it as UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as e:
        return InputError(str(path), f"is not valid UTF-8 at byte {e.start:,}", "Convert it to UTF-8 (for example: iconv -f WINDOWS-1252 -t UTF-8)")
