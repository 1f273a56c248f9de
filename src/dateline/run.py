"""Run the road over files: readers in, coded lines out, in order, with one process or several."""

import collections
import datetime as dt
import gc
import itertools
import multiprocessing
import os
import pathlib
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING

import msgspec

from dateline import export, ingest
from dateline.errors import DatelineError, InputError, Skipped, StoreError
from dateline.export import jsonl
from dateline.lexicon import load
from dateline.model.story import Record, Story
from dateline.pipeline import Coder
from dateline.settings import Settings

if TYPE_CHECKING:
    from dateline.store import Store

_CHUNK = 16
_PORTION = 256
_LOADED = 2_000  # lines that were coded before: a transaction that is lost is soon done again
_AHEAD = 4
_coder: Coder | None = None


class Result(Record, frozen=True, kw_only=True):
    """How many stories were coded, how many inputs failed or were passed over (not in English), and how many an earlier run had coded already."""

    coded: int
    failed: int
    known: int = 0
    skipped: int = 0


def processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def part_of(target: pathlib.Path) -> pathlib.Path:
    """Where the lines of a file stand until it is whole."""
    return target.with_name(target.name + ".part")


def code_to(
    target: pathlib.Path | None, paths: Iterable[pathlib.Path], *, settings: Settings, published: dt.date | None = None, fields: Mapping[str, str] | None = None, jobs: int | None = None, progress: bool = False,
    complain: Callable[[Exception], None] = lambda e: None, to: str = jsonl.NAME, table: str | None = None,
) -> Result:  # fmt: skip
    """Code what is under `paths` into `target` (standard output, if None) in a format of `export.formats()`, in the order of the input.

    Inputs that fail go to `complain`, and the others go on. The bytes do not depend on `jobs` (None: a process a processor). `table` is for
    formats of flat tables. A file of JSON lines is written beside its place (`part_of`) and moved there when it is whole; a run that was
    ended goes on there: the lines at its beginning that are codings of the same stories by the same coder are kept.
    """
    coded = failed = skipped = 0
    passed = [0]
    paths = list(paths)
    stories: Iterable[Story | InputError] = ingest.read(paths, published=published, fields=fields)
    part: IO[bytes] | None = None

    def good() -> Iterator[bytes]:
        nonlocal coded, failed, skipped
        with ExitStack() as stack:
            show = stack.enter_context(_bar(paths)) if progress else None
            read = stories if show is None else show.watch(stories)
            for item in lines(read if part is None else _after(read, part, load.coder(settings), passed), settings=settings, jobs=jobs):
                if isinstance(item, InputError):
                    skipped, failed = skipped + isinstance(item, Skipped), failed + (not isinstance(item, Skipped))
                    complain(item)
                else:
                    coded += 1
                    yield item
                if show is not None:
                    show.update(coded, failed)

    if to != jsonl.NAME:
        told = (jsonl.decode(line) for line in good())
        if target is None:
            export.write(told, to, sys.stdout.buffer, table=table)
        else:
            export.to_file(told, to, target, table=table)
    elif target is None or (target.exists() and not target.is_file()):  # a pipe or a device is written to as it is
        with ExitStack() as stack:
            out: IO[bytes] = sys.stdout.buffer if target is None else stack.enter_context(target.open("wb"))
            for item in good():
                out.write(item + b"\n")
            out.flush()
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        part_of(target).touch()
        with part_of(target).open("r+b") as part:
            for item in good():
                part.write(item + b"\n")
        part_of(target).replace(target)
    return Result(coded=coded, failed=failed, known=passed[0], skipped=skipped)


def code_into(
    store: "Store", paths: Iterable[pathlib.Path], *, settings: Settings, published: dt.date | None = None, fields: Mapping[str, str] | None = None, jobs: int | None = None, progress: bool = False,
    complain: Callable[[Exception], None] = lambda e: None,
) -> Result:  # fmt: skip
    """Code what is under `paths` into a store. What this coder has coded there before is passed over; so a run that was ended goes on."""
    from dateline.store import Added

    failed = skipped = 0
    added = Added(stories=0, codings=0, known=0)
    passed = [0]
    paths = list(paths)
    waiting: list[bytes] = []
    since = time.monotonic()
    with ExitStack() as stack:
        show = stack.enter_context(_bar(paths)) if progress else None
        stories = ingest.read(paths, published=published, fields=fields)
        for item in lines(_lacking(stories if show is None else show.watch(stories), store, load.coder(settings), passed), settings=settings, jobs=jobs):
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


def load_into(store: "Store", paths: Iterable[pathlib.Path], *, complain: Callable[[Exception], None] = lambda e: None, size: int = _LOADED) -> Result:
    """Put coded lines of files into a store, `size` a transaction. A file that cannot be read, or that holds other lines, goes to `complain`."""
    from dateline.store import Added

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


def _lacking(stories: Iterable[Story | InputError], store: "Store", coder: str, passed: list[int]) -> Iterator[Story | InputError]:
    """Stories that the store does not hold from this coder; `passed` counts the others. Asked in portions, the order kept."""
    for portion in _chunks(stories, _PORTION):
        asked = [s for s in portion if isinstance(s, Story)]
        lacking = {id(s) for s in store.lacking(asked, coder)}
        passed[0] += len(asked) - len(lacking)
        yield from (s for s in portion if isinstance(s, InputError) or id(s) in lacking)


def _after(stories: Iterable[Story | InputError], part: IO[bytes], coder: str, passed: list[int]) -> Iterator[Story | InputError]:
    """Stories whose lines do not stand yet at the beginning of a file, which is cut after those that do; `passed` counts these."""
    decoder = msgspec.json.Decoder(_Line)
    going_on = True
    for s in stories:
        if going_on and isinstance(s, Story):
            at, line = part.tell(), part.readline()
            try:
                head = decoder.decode(line).story if line.endswith(b"\n") else None
            except (msgspec.DecodeError, UnicodeDecodeError):
                head = None
            if head == _Head(id=s.id, text=s.text, published=s.published, title=s.title, url=s.url, outlet=s.outlet, coder=coder):
                passed[0] += 1
                continue
            going_on = False
            part.seek(at)
            part.truncate()
        yield s
    if going_on:
        part.truncate(part.tell())


class _Head(Record, frozen=True, kw_only=True):
    """What a line was coded from, and by which coder."""

    id: str
    text: str
    published: dt.date | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    coder: str | None = None


class _Line(Record, frozen=True, kw_only=True):
    story: _Head


def lines(stories: Iterable[Story | InputError], *, settings: Settings, jobs: int | None = 1) -> Iterator[bytes | InputError]:
    """Coded lines and faults, in the order of the input, by `jobs` processes (None: one a processor).

    The first stories are coded here, whatever `jobs`: that loads every table once, and where the system can fork, all processes share them.
    Raises DatelineError if a process is killed (out of memory, say); the lines before are right.
    """
    jobs = jobs or processors()
    chunks = _chunks(stories)
    for chunk in itertools.islice(chunks, 1 if jobs > 1 else None):
        _start(settings)
        yield from _work(chunk)
    following = next(chunks, None)
    if following is None:
        return
    gc.freeze()  # the collector must not write to what the processes share
    fork = sys.platform == "linux"
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("fork" if fork else "spawn"), initializer=_start_worker, initargs=(settings,))
    try:
        waiting: collections.deque[Future[list[bytes | InputError]]] = collections.deque()
        with warnings.catch_warnings():
            # Threads that idle here (of OpenBLAS, which gets ready for a fork by itself, and of the progress bar) hold nothing a worker uses.
            warnings.filterwarnings("ignore", message=".*multi-threaded.*", category=DeprecationWarning)
            waiting.append(pool.submit(_work, following))
        for chunk in chunks:
            waiting.append(pool.submit(_work, chunk))
            if len(waiting) >= _AHEAD * jobs:  # a bounded window keeps memory flat over a corpus, and the order
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as e:
        raise DatelineError("a process was killed, by lack of memory perhaps. Run again with fewer --jobs") from e
    finally:
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()


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
        gc.disable()  # nothing of what is loaded is garbage
        try:
            _coder = Coder(settings)
        finally:
            gc.enable()


def _start_worker(settings: Settings) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process hears Ctrl-C and ends the others
    threading.Thread(target=_end_with_first, daemon=True).start()
    _start(settings)


def _end_with_first() -> None:
    """End this process when the one that started it is gone, killed perhaps: a worker would wait for work for ever."""
    first = multiprocessing.parent_process()
    if first is not None:
        first.join()
        os._exit(1)


def _work(chunk: list[Story | InputError]) -> list[bytes | InputError]:
    assert _coder is not None
    done = iter([jsonl.line(r) for r in _coder.code([s for s in chunk if isinstance(s, Story)])])
    return [s if isinstance(s, InputError) else next(done) for s in chunk]


class _bar:
    """Progress on standard error: stories, rate, failures, and the time left by how much of the files has been read."""

    def __init__(self, paths: Iterable[pathlib.Path]) -> None:
        files = [f for p in paths for f in (p.rglob("*") if p.is_dir() else [p]) if f.is_file()]
        self.size = sum(f.stat().st_size for f in files)
        self.read, self.count, self.whole = 0, 0, False

    def __enter__(self) -> "_bar":
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("coding"), BarColumn(), TextColumn("{task.fields[told]}"), TimeElapsedColumn())
        self.progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self.task = self.progress.add_task("coding", total=None, told="")
        self.progress.start()
        self.since = time.monotonic()
        return self

    def watch(self, stories: Iterable[Story | InputError]) -> Iterator[Story | InputError]:
        """The stories, counted as they are read."""
        for s in stories:
            self.count += 1
            self.read += len(s.text) if isinstance(s, Story) else 0
            yield s
        self.whole = True

    def update(self, coded: int, failed: int) -> None:
        """Show how far the run is."""
        rate = coded / max(time.monotonic() - self.since, 1e-3)
        total = self.total()
        left = "" if total is None or not coded else f", {dt.timedelta(seconds=max(round((total - coded - failed) / rate), 0))} left"
        self.progress.update(self.task, completed=coded + failed, total=total, told=f"{coded:,} stories, {rate:.1f} a second, {failed:,} failed{left}")

    def total(self) -> int | None:
        """How many stories there are: known when all are read, else by the share of the files that the read ones make up. None: not known."""
        if self.whole:
            return self.count
        return round(self.count * self.size / self.read) if 0 < self.read <= self.size else None

    def __exit__(self, *_: object) -> None:
        self.progress.stop()
