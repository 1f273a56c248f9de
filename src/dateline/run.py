"""Run the road over files: readers in, coded lines out, in order, with one process or several."""

import collections
import datetime as dt
import itertools
import multiprocessing
import pathlib
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from multiprocessing.pool import AsyncResult
from typing import IO

from dateline import export, ingest
from dateline.errors import InputError, Skipped, StoreError
from dateline.export import jsonl
from dateline.lexicon import load
from dateline.model.story import Record, Story
from dateline.pipeline import Coder
from dateline.settings import Settings
from dateline.store import Added, Store

_CHUNK = 16
_PORTION = 256
_AHEAD = 4
_coder: Coder | None = None


class Result(Record, frozen=True, kw_only=True):
    """How many stories were coded, how many inputs failed or were passed over (not in English), and how many stories the store held already."""

    coded: int
    failed: int
    known: int = 0
    skipped: int = 0


def code_to(
    target: pathlib.Path | None, paths: Iterable[pathlib.Path], *, settings: Settings, published: dt.date | None = None, fields: Mapping[str, str] | None = None, jobs: int = 1, progress: bool = False,
    complain: Callable[[Exception], None] = lambda e: None, to: str = jsonl.NAME, table: str | None = None,
) -> Result:  # fmt: skip
    """Code what is under `paths` into `target` (standard output, if None) in a format of `export.formats()`, in the order of the input.

    Inputs that fail go to `complain`, and the others go on. The bytes do not depend on `jobs`. `table` is for formats of flat tables.
    """
    coded = failed = skipped = 0

    def good() -> Iterator[bytes]:
        nonlocal coded, failed, skipped
        with ExitStack() as stack:
            show = stack.enter_context(_bar()) if progress else None
            for item in lines(ingest.read(paths, published=published, fields=fields), settings=settings, jobs=jobs):
                if isinstance(item, InputError):
                    skipped, failed = skipped + isinstance(item, Skipped), failed + (not isinstance(item, Skipped))
                    complain(item)
                else:
                    coded += 1
                    yield item
                if show is not None:
                    show.update(coded, failed)

    if to != jsonl.NAME:
        stories = (jsonl.decode(line) for line in good())
        if target is None:
            export.write(stories, to, sys.stdout.buffer, table=table)
        else:
            export.to_file(stories, to, target, table=table)
    else:
        with ExitStack() as stack:
            if target is not None:
                target.parent.mkdir(parents=True, exist_ok=True)
            out: IO[bytes] = sys.stdout.buffer if target is None else stack.enter_context(target.open("wb"))
            for item in good():
                out.write(item + b"\n")
            out.flush()
    return Result(coded=coded, failed=failed, skipped=skipped)


def code_into(
    store: Store, paths: Iterable[pathlib.Path], *, settings: Settings, published: dt.date | None = None, fields: Mapping[str, str] | None = None, jobs: int = 1, progress: bool = False,
    complain: Callable[[Exception], None] = lambda e: None,
) -> Result:  # fmt: skip
    """Code what is under `paths` into a store. What this coder has coded there before is passed over; so a run that was ended goes on."""
    failed = skipped = 0
    added = Added(stories=0, codings=0, known=0)
    passed = [0]
    waiting: list[bytes] = []
    since = time.monotonic()
    with ExitStack() as stack:
        show = stack.enter_context(_bar()) if progress else None
        for item in lines(_lacking(ingest.read(paths, published=published, fields=fields), store, load.coder(settings), passed), settings=settings, jobs=jobs):
            if isinstance(item, InputError):
                skipped, failed = skipped + isinstance(item, Skipped), failed + (not isinstance(item, Skipped))
                complain(item)
            else:
                waiting.append(item)
            if len(waiting) >= settings.store_batch or (waiting and time.monotonic() - since > settings.store_seconds):
                added += store.add(waiting)
                waiting, since = [], time.monotonic()
            if show is not None:
                show.update(added.codings + len(waiting), failed)
        added += store.add(waiting)
    return Result(coded=added.codings, failed=failed, known=passed[0] + added.known, skipped=skipped)


def load_into(store: Store, paths: Iterable[pathlib.Path], *, complain: Callable[[Exception], None] = lambda e: None, size: int = Settings().store_batch) -> Result:
    """Put coded lines of files into a store, `size` a transaction. A file that cannot be read, or that holds other lines, goes to `complain`."""
    added, failed = Added(stories=0, codings=0, known=0), 0
    for path in paths:
        try:
            with path.open("rb") as f:
                for batch in itertools.batched((line.rstrip(b"\r\n") for line in f if line.strip()), size):
                    added += store.add(batch)
        except OSError as e:
            failed += 1
            complain(InputError(str(path), f"cannot be read ({e.strerror})", "Check the path"))
        except StoreError as e:
            failed += 1
            complain(InputError(str(path), str(e), "What came before in the file is in the store"))
    return Result(coded=added.codings, failed=failed, known=added.known)


def _lacking(stories: Iterable[Story | InputError], store: Store, coder: str, passed: list[int]) -> Iterator[Story | InputError]:
    """Stories that the store does not hold from this coder; `passed` counts the others. Asked in portions, the order kept."""
    for portion in _chunks(stories, _PORTION):
        asked = [s for s in portion if isinstance(s, Story)]
        lacking = {id(s) for s in store.lacking(asked, coder)}
        passed[0] += len(asked) - len(lacking)
        yield from (s for s in portion if isinstance(s, InputError) or id(s) in lacking)


def lines(stories: Iterable[Story | InputError], *, settings: Settings, jobs: int = 1) -> Iterator[bytes | InputError]:
    """Coded lines and faults, in the order of the input."""
    chunks = _chunks(stories)
    if jobs == 1:
        _start(settings)
        for chunk in chunks:
            yield from _work(chunk)
        return
    with multiprocessing.get_context("spawn").Pool(jobs, initializer=_start, initargs=(settings,)) as pool:
        waiting: collections.deque[AsyncResult[list[bytes | InputError]]] = collections.deque()
        for chunk in chunks:
            waiting.append(pool.apply_async(_work, (chunk,)))
            if len(waiting) >= _AHEAD * jobs:  # a bounded window keeps memory flat over a corpus, and the order
                yield from waiting.popleft().get()
        while waiting:
            yield from waiting.popleft().get()


def _chunks(stories: Iterable[Story | InputError], size: int = _CHUNK) -> Iterator[list[Story | InputError]]:
    chunk: list[Story | InputError] = []
    for s in stories:
        chunk.append(s)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _start(settings: Settings) -> None:
    global _coder
    if _coder is None or _coder.settings != settings:
        _coder = Coder(settings)


def _work(chunk: list[Story | InputError]) -> list[bytes | InputError]:
    assert _coder is not None
    done = iter([jsonl.line(r) for r in _coder.code([s for s in chunk if isinstance(s, Story)])])
    return [s if isinstance(s, InputError) else next(done) for s in chunk]


class _bar:
    """A progress bar on standard error."""

    def __enter__(self) -> "_bar":
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        self.progress = Progress(TextColumn("coding"), BarColumn(), TextColumn("{task.fields[coded]} stories, {task.fields[failed]} failed"), TimeElapsedColumn(), console=Console(stderr=True), transient=True)
        self.task = self.progress.add_task("coding", total=None, coded=0, failed=0)
        self.progress.start()
        return self

    def update(self, coded: int, failed: int) -> None:
        """Show how far the run is."""
        self.progress.update(self.task, coded=coded, failed=failed)

    def __exit__(self, *_: object) -> None:
        self.progress.stop()
