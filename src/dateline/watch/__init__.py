"""Follow folders and feeds as they grow. Only what the user names is fetched, never what a story or a feed points to.

`Watcher.batches` gives what is new; the caller writes it down, then calls `commit`. So what was told as read has been written, and a run that is ended at
any moment goes on where it stopped.
"""

import datetime as dt
import io
import itertools
import os
import pathlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from dateline import ingest, run
from dateline.errors import InputError, Skipped
from dateline.ingest.source import Budget, Hints, Source
from dateline.model.story import Record, Story
from dateline.settings import Limits, Settings
from dateline.watch.fetch import Answer, Fetcher, Manners
from dateline.watch.sinks import Sink
from dateline.watch.state import Followed, State, key

_BATCH = 64
_SETTLED = 2.0
"""Seconds that a file must have been left alone: a younger one may still be written."""


class Batch(Record, frozen=True, kw_only=True):
    """New stories and faults of one source, and what the state learns once they are written."""

    source: str
    items: tuple[Story | InputError, ...]
    seen: tuple[str, ...] = ()
    followed: Followed | None = None
    file: tuple[str, int, int] | None = None


class Watcher:
    """Follows sources (folders, files, http addresses). `own` are files that this run writes, and does not read. `clock` gives seconds since 1970; it decides when to look, never what is coded."""

    def __init__(
        self, sources: Sequence[str], state: State, *, published: dt.date | None = None, fields: Mapping[str, str] | None = None, manners: Manners | None = None,
        limits: Limits | None = None, own: Iterable[pathlib.Path] = (), clock: Callable[[], float] = time.time, sleep: Callable[[float], None] = time.sleep,
    ) -> None:  # fmt: skip
        self.state, self._published, self._fields = state, published, fields or {}
        self._own = {p.resolve() for p in own}
        self._manners, self._limits, self._clock, self._sleep = manners or Manners(), limits or Limits(), clock, sleep
        self._feeds = [s for s in dict.fromkeys(sources) if s.lower().startswith(("http://", "https://"))]
        self._folders = [pathlib.Path(s) for s in dict.fromkeys(sources) if s not in self._feeds]
        for f in self._folders:
            if not f.exists():
                raise InputError(str(f), "there is no such file or folder", "Check the path; addresses begin with http:// or https://")
        self._fetcher = Fetcher(self._manners, clock=clock, sleep=sleep) if self._feeds else None

    def batches(self, *, once: bool = False) -> Iterator[Batch]:
        """What is new, as it comes; without end unless `once`."""
        while True:
            for folder in self._folders:
                for path in sorted(_files(folder)):
                    yield from self._file(path)
            for address in self._feeds:
                followed = self.state.followed(address)
                if not followed.gone and followed.due <= self._clock():
                    yield from self._feed(followed)
            if once:
                return
            dues = [f.due for a in self._feeds if not (f := self.state.followed(a)).gone]
            if not dues and not self._folders:
                return
            wait = min([d - self._clock() for d in dues] + ([self._manners.folder_interval] if self._folders else []))
            self._sleep(max(wait, 0.1))

    def commit(self, batch: Batch, output: tuple[str, int] | None = None) -> None:
        """Write down that a batch is done."""
        self.state.commit(seen=batch.seen, followed=batch.followed, file=batch.file, output=output)

    def _file(self, path: pathlib.Path) -> Iterator[Batch]:
        if path.resolve() in self._own:
            return
        try:
            found = path.stat()
        except OSError:
            return  # it went away between the listing and here
        mark = (found.st_mtime_ns, found.st_size)
        if self.state.file(str(path)) == mark or self._clock() - found.st_mtime < _SETTLED:
            return
        items = ingest.read([path], published=self._published, fields=self._fields, limits=self._limits)
        yield from self._new(str(path), items, file=(str(path), *mark))

    def _feed(self, followed: Followed) -> Iterator[Batch]:
        assert self._fetcher is not None
        address, fault = followed.address, None
        try:
            answer = self._fetcher.get(address, etag=followed.etag, modified=followed.modified)
        except InputError as e:
            answer, fault = Answer(status=0), e
        failed = answer.status not in (200, 304)
        failures = followed.failures + 1 if failed else 0
        wait = min(max(self._manners.feed_interval * 2 ** min(failures, 20), answer.wait), self._manners.longest_wait)
        changes: dict[str, object] = {"due": self._clock() + wait, "failures": failures, "gone": answer.status == 410}
        if answer.status == 200:
            changes |= {"etag": answer.etag, "modified": answer.modified}
        after = msgspec.structs.replace(followed, **changes)
        if fault is None and failed:
            remedy = "It is not asked again; remove it" if answer.status == 410 else f"It is asked again in {wait / 60:.0f} minutes"
            fault = InputError(address, f"was refused by its host (HTTP status {answer.status})", remedy)
        if fault is not None:
            yield Batch(source=address, items=(fault,), followed=after)
        elif answer.status == 200:
            source = Source(address, io.BytesIO(answer.data), Budget(address, self._limits, len(answer.data)), hints=Hints(url=address, fields=self._fields))
            yield from self._new(address, ingest.read_stream(source, published=self._published), followed=after)
        else:
            yield Batch(source=address, items=(), followed=after)

    def _new(self, source: str, items: Iterable[Story | InputError], *, followed: Followed | None = None, file: tuple[str, int, int] | None = None) -> Iterator[Batch]:
        """The items that were not seen, in portions; the last portion (which may be empty) says that the source is done."""
        lacking = ((k, i) for i in items if self.state.lacks(k := _key(i)))
        for portion in itertools.batched(lacking, _BATCH):
            unique = dict(portion)
            yield Batch(source=source, items=tuple(unique.values()), seen=tuple(unique))
        yield Batch(source=source, items=(), followed=followed, file=file)


def follow(
    sources: Sequence[str], sink: Sink, state: pathlib.Path, *, settings: Settings, published: dt.date | None = None, fields: Mapping[str, str] | None = None,
    manners: Manners | None = None, once: bool = False, complain: Callable[[Exception], None] = lambda e: None, done: Callable[[int], None] = lambda n: None,
) -> run.Result:  # fmt: skip
    """Code what is new under `sources` into `sink`, and note it in the file `state`. Ends by interruption, or after one round with `once`."""
    coded = failed = skipped = 0
    book = State(state)
    try:
        watcher = Watcher(sources, book, published=published, fields=fields, manners=manners, own=(sink.path, state))
        with sink.opened(book):
            for batch in watcher.batches(once=once):
                fresh: list[bytes] = []
                for item in run.lines(batch.items, settings=settings) if batch.items else ():
                    if isinstance(item, InputError):
                        skipped, failed = skipped + isinstance(item, Skipped), failed + (not isinstance(item, Skipped))
                        complain(item)
                    else:
                        fresh.append(item)
                size = sink.add(fresh)
                watcher.commit(batch, (str(sink.path.resolve()), size))
                coded += len(fresh)
                if fresh:
                    done(coded)
    finally:
        book.close()
    return run.Result(coded=coded, failed=failed, skipped=skipped)


def _key(item: Story | InputError) -> str:
    if isinstance(item, Story):
        return key(item.id, item.text)
    told = str(item)
    if item.where.startswith("http"):
        told = "".join(c for c in told if not c.isdigit())  # told once, not in each round, though its place in the feed moves
    return key("fault", told)


def _files(folder: pathlib.Path) -> Iterator[pathlib.Path]:
    """The files in a folder, at any depth; no links, nothing hidden, no pipes."""
    if folder.is_file():
        yield folder
    for root, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in names:
            path = pathlib.Path(root, name)
            if not name.startswith(".") and not path.is_symlink() and path.is_file():
                yield path
