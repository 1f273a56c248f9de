"""Ingest: files in, stories out. One reader a file in this folder, found by content; adding a format is adding a file.

A reader is a module with `NAME`, `sniff(head: bytes, name: str) -> int` (how sure it is, 0 to 100, from the first bytes and the name) and
`read(source) -> Iterator[Story | InputError | Source]`. What holds other files gives them as `Source`s, which are read in their turn. Exceptions of its
libraries that tell of broken input are named in `FAULTS`; they end one input, never the run.
"""

import datetime as dt
import functools
import importlib
import pathlib
import pkgutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType

import msgspec

from dateline.errors import InputError, Skipped
from dateline.ingest.header import read_header
from dateline.ingest.language import foreign
from dateline.ingest.repair import damage
from dateline.ingest.source import Budget, Growing, Hints, Source
from dateline.model.story import Story
from dateline.settings import Limits

STDIN = pathlib.Path("-")
_FAULTS: tuple[type[Exception], ...] = (OSError, EOFError, UnicodeError, RecursionError)


@functools.cache
def readers() -> tuple[ModuleType, ...]:
    """The readers of this folder: the modules that can `sniff`."""
    found = (importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__))
    return tuple(m for m in found if hasattr(m, "sniff"))


def read(
    paths: Iterable[pathlib.Path], *, published: dt.date | None = None, fields: Mapping[str, str] | None = None, limits: Limits | None = None
) -> Iterator[Story | InputError]:  # fmt: skip
    """Stories of files, folders, archives and standard input ("-"), in the order given (folders by name); faults in their place.

    `published` dates the stories that do not tell their date; a story without a date comes out as an InputError. `fields` maps fields of records
    ({"text": "body"}). What is not in English comes out as `Skipped`, an InputError of its own kind.
    """
    hints, limits = Hints(fields=fields or {}), limits or Limits()
    for path in paths:
        for item in _path(path, path, hints, limits):
            yield item if isinstance(item, InputError) else prepare(item, published=published)


def read_stream(source: Source, *, published: dt.date | None = None) -> Iterator[Story | InputError]:
    """Stories of a stream (see `read`)."""
    for item in _source(source):
        yield item if isinstance(item, InputError) else prepare(item, published=published)


def _path(path: pathlib.Path, top: pathlib.Path, hints: Hints, limits: Limits) -> Iterator[Story | InputError]:
    where = str(path)
    if path == STDIN:
        budget = Budget("standard input", limits)
        yield from _source(Source("standard input", Growing(sys.stdin.buffer, budget), budget, hints=hints))  # type: ignore[arg-type]
    elif path != top and path.is_symlink() and not path.resolve().is_relative_to(top.resolve()):
        yield InputError(where, "is a link that leads out of its folder, and is not followed", f"Name it itself if you want it read: {path.resolve()}")
    elif path.is_dir():
        if path != top and path.is_symlink():
            yield InputError(where, "is a link to a folder, and is not followed", "What it leads to is read at its own place")
            return
        try:
            inside = sorted(path.iterdir())
        except OSError as e:
            yield InputError(where, f"cannot be read ({e.strerror})", "Check its permissions")
            return
        for inner in inside:
            if not inner.name.startswith("."):
                yield from _path(inner, top, hints, limits)
    elif not path.exists():
        yield InputError(where, "there is no such file or folder", "Check the path")
    elif path != top and not path.is_file():
        yield InputError(where, "is no file but a device or pipe, and is not read", "Name it itself if you want it read")
    else:
        try:
            with path.open("rb") as f:
                yield from _source(Source(where, f, Budget(where, limits, path.stat().st_size), hints=hints))
        except OSError as e:
            yield InputError(where, f"cannot be read ({e.strerror})", "Check its permissions")


def _source(source: Source) -> Iterator[Story | InputError]:
    """What a stream holds, and what is in the streams within it. A fault ends its own stream; a broken bound ends the whole file."""
    if source.depth > source.budget.limits.nesting:
        yield InputError(source.where, f"lies more than {source.budget.limits.nesting} archives deep", "Unpack the outer ones, and give the folder")
        return
    faults = _FAULTS
    try:
        head = source.head
        if not head.strip() and len(head) < 4_096:
            yield InputError(source.where, "is empty", "Remove it, or give the file that holds the story")
            return
        score, reader = max(((r.sniff(head, source.name), r) for r in readers()), key=lambda x: x[0])
        if not score:
            yield InputError(source.where, "is binary and no known format" if b"\0" in head else "is of no known format", "Give text, or one of the formats of docs/formats-in.md")
            return
        faults += getattr(reader, "FAULTS", ())
        for item in reader.read(source):
            if isinstance(item, Source):
                yield from _source(item)
            else:
                yield item
    except InputError as e:
        if e.where == source.budget.where and source.depth:
            raise
        yield e
    except ImportError as e:
        yield InputError(source.where, f"needs a package that is not installed ({e.name})", "Install it: pip install 'dateline[formats]'")
    except faults as e:
        yield InputError(source.where, f"is broken, or not what it seems ({type(e).__name__}: {str(e)[:120] or 'no more is known'})", "Get it again from where it came, or convert it")


def prepare(story: Story, *, published: dt.date | None = None) -> Story | InputError:
    """Read a story's damage, header, date and parts. A story without text or date, or in another language, comes back as an InputError."""
    where = f"{story.path or 'story'} ({story.id})" if story.path and story.id not in (story.path or "") else story.path or story.id
    if not story.text.strip():
        return InputError(where, "holds no text", "Remove it, or give its text")
    if language := foreign(story.text, story.language):
        return Skipped(where, f"is not in English but in {language}", "Dateline reads English; translate it, or leave it out")
    language = story.language if (story.language or "en").lower().startswith("en") else "en"
    story = read_header(msgspec.structs.replace(story, language=language, damage=damage(story.text)), published=published)
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
