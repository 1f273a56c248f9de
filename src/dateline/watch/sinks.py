"""Where the codings of a watch go: a file of JSON lines, or a store. Either survives a run that is ended at any moment."""

import contextlib
import json
import os
import pathlib
from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING, Protocol

from dateline.watch.state import State, key

if TYPE_CHECKING:
    from dateline.store import Store


class Sink(Protocol):
    """Takes coded lines. `path` is the file that it writes."""

    path: pathlib.Path

    def opened(self, state: State) -> contextlib.AbstractContextManager[None]:
        """Ready to take lines within the context, and what a killed run left is settled."""
        ...

    def add(self, lines: Sequence[bytes]) -> int:
        """Write lines for good; the size that the state may vouch for, in bytes (0 where it need not)."""
        ...


class Lines:
    """A file that grows by a JSON line a story."""

    def __init__(self, path: pathlib.Path) -> None:
        self.path = path
        self._out: IO[bytes] | None = None

    @contextlib.contextmanager
    def opened(self, state: State) -> Iterator[None]:
        """The file, open at its end."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a+b") as self._out:
            _recover(self._out, self.path, state)
            yield

    def add(self, lines: Sequence[bytes]) -> int:
        """Append lines, on the disk before this returns."""
        assert self._out is not None
        self._out.writelines(line + b"\n" for line in lines)
        self._out.flush()
        if lines:
            os.fsync(self._out.fileno())
        return self._out.seek(0, os.SEEK_END)


class Into:
    """A store, which takes what it holds already as known: a batch that is coded again changes nothing."""

    def __init__(self, store: "Store") -> None:
        self.store, self.path = store, store.path

    def opened(self, state: State) -> contextlib.AbstractContextManager[None]:
        """The store is opened for each batch alone, so that others can read between them."""
        return contextlib.nullcontext()

    def add(self, lines: Sequence[bytes]) -> int:
        """Put lines into the store, in one transaction."""
        if lines:
            self.store.add(lines)
        return 0


def _recover(out: IO[bytes], target: pathlib.Path, state: State) -> None:
    """After a run that was killed: cut a last line that is not whole, and note the stories that were written but not committed."""
    size = out.seek(0, os.SEEK_END)
    at = min(state.output(str(target.resolve())), size)
    out.seek(at)
    keys, end = [], at
    for line in out:
        if not line.endswith(b"\n"):
            break
        end += len(line)
        try:
            story = json.loads(line)["story"]
            keys.append(key(story["id"], story["text"]))
        except (ValueError, KeyError, TypeError):
            continue
    if end < size:
        out.truncate(end)
    state.commit(seen=keys, output=(str(target.resolve()), end))
