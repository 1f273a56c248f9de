"""Dateline in Python: read stories, code them, load codings, look at them, and take them as frames.

Heavy packages are imported where they are needed, so that `import dateline` stays quick.
"""

import datetime as dt
import pathlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, Self, overload

from dateline.errors import InputError, UsageError
from dateline.model.coded import CodedStory
from dateline.model.story import Span, Story

if TYPE_CHECKING:
    import pyarrow as pa

    from dateline.settings import Settings
    from dateline.store import Store

Path = str | pathlib.Path
Faults = list[InputError]
Frame = Literal["arrow", "polars", "pandas"]
LAYERS = ("statements", "events", "actors", "times", "places")
"""What can be marked in a story's text."""
_OVERVIEW = 50


class Coding(CodedStory, frozen=True, kw_only=True):
    """One coded story. In a notebook it shows the text with its marks, and what was read from them."""

    def __repr__(self) -> str:
        s = self.story
        counts = ", ".join(f"{len(x)} {name}" for name, x in (("statements", self.statements), ("events", self.events), ("relations", self.relations), ("steps", self.process)))
        return f"<Coding {s.id!r}, {s.published or 'undated'}: {counts}>"

    def words(self, span: Span) -> str:
        """The characters of a span, as the source has them."""
        return self.story.text[span[0] : span[1]]

    def name(self, ref: str) -> str:
        """A mention or place by its id, for reading: the actor's name, else the words. A holder without a mention is itself."""
        for m in self.mentions:
            if m.id == ref:
                return m.name or m.text
        return next((p.name for p in self.places if p.id == ref), ref)

    def show(self, *layers: str) -> "Marked":
        """The text with only some kinds of marks, of LAYERS; all, if none is named."""
        for layer in layers:
            if layer not in LAYERS:
                raise UsageError(f"there is no layer {layer!r}: use some of {', '.join(LAYERS)}")
        return Marked(self, layers or LAYERS)

    def frame(self, table: str, to: Frame = "arrow") -> Any:
        """One flat table of this story; see `frame`."""
        return frame([self], table, to=to)

    def _repr_html_(self) -> str:
        return Marked(self, LAYERS)._repr_html_()


class Marked:
    """A story's text with marks, for a notebook. `str` gives the HTML, everything from the story escaped."""

    def __init__(self, coding: CodedStory, layers: Sequence[str]) -> None:
        self.coding, self.layers = coding, tuple(layers)

    def __repr__(self) -> str:
        return f"<Marked {self.coding.story.id!r}: {', '.join(self.layers)}>"

    def __str__(self) -> str:
        return self._repr_html_()

    def _repr_html_(self) -> str:
        from dateline.show.html import story

        return story(self.coding, self.layers)


class Codings:
    """Coded stories in order: a list, or a file that is read again each time, so that memory stays flat.

    `codings[0]` is the first, `codings["id"]` the one of a story's id.
    """

    def __init__(self, source: Sequence[CodedStory] | Callable[[], Iterable[CodedStory]], name: str = "") -> None:
        self._source, self._name = source, name
        self._length: int | None = None

    def __iter__(self) -> Iterator[Coding]:
        return (_shown(s) for s in (self._source() if callable(self._source) else self._source))

    def __len__(self) -> int:
        if self._length is None:
            self._length = sum(1 for _ in self._source()) if callable(self._source) else len(self._source)
        return self._length

    @overload
    def __getitem__(self, which: int | str) -> Coding: ...
    @overload
    def __getitem__(self, which: slice) -> Self: ...
    def __getitem__(self, which: int | str | slice) -> Coding | Self:
        if isinstance(which, slice):
            return type(self)(list(self)[which], self._name)
        if isinstance(which, int) and which < 0:
            which += len(self)
        for n, s in enumerate(self):
            if n == which or s.story.id == which:
                return s
        raise IndexError(f"no story {which}: there are {len(self)}") if isinstance(which, int) else KeyError(which)

    def __repr__(self) -> str:
        return f"<Codings{' of ' + self._name if self._name else ''}: {len(self)} stories>"

    def frame(self, table: str, to: Frame = "arrow") -> Any:
        """One flat table of these stories; see `frame`."""
        return frame(self, table, to=to)

    def export(self, format_: str, path: Path, *, table: str | None = None) -> pathlib.Path:
        """Write these stories in a format (see `dateline export`) to a file, or to a folder a file a table. Gives the path."""
        from dateline import export

        path = pathlib.Path(path)
        export.to_file(self, format_, path, table=table)
        return path

    def _repr_html_(self) -> str:
        from dateline.show.html import overview

        return overview(self[:_OVERVIEW], len(self))


def read(paths: Path | Iterable[Path], *, published: dt.date | str | None = None, faults: Faults | None = None) -> Iterator[Story]:
    """Stories of files and folders, in order, one at a time.

    `published` dates the stories that do not tell their date. An input that cannot be read is appended to `faults`, and the others go on; without
    that list it is raised (InputError).
    """
    from dateline import ingest

    day = dt.date.fromisoformat(published) if isinstance(published, str) else published
    wanted = [paths] if isinstance(paths, str | pathlib.Path) else list(paths)
    for item in ingest.read([pathlib.Path(p) for p in wanted], published=day):
        if not isinstance(item, InputError):
            yield item
        elif faults is None:
            raise item
        else:
            faults.append(item)


def code(stories: Iterable[Story] | Story, *, jobs: int = 1, settings: "Settings | None" = None, faults: Faults | None = None) -> Codings:
    """Code stories: from `read`, or made with `Story(id=…, text=…, published=…)`. `jobs` is the number of processes; the result does not depend on it.

    A story without a text or date is appended to `faults`, and the others go on; without that list it is raised (InputError). With `jobs`
    above 1 a script needs the usual `if __name__ == "__main__":`.
    """
    from dateline import run
    from dateline.export import jsonl
    from dateline.settings import Settings

    found: list[CodedStory] = []
    for item in run.lines(_prepared([stories] if isinstance(stories, Story) else stories), settings=settings or Settings(), jobs=jobs):
        if not isinstance(item, InputError):
            found.append(jsonl.decode(item))
        elif faults is None:
            raise item
        else:
            faults.append(item)
    return Codings(found)


def load(path: Path) -> Codings:
    """Codings from a JSON lines file that `dateline code` wrote, or from a store (a DuckDB file). They are read anew each time that they are walked."""
    path = pathlib.Path(path)
    if not path.is_file():
        raise InputError(str(path), "there is no such file", "Give JSON lines from dateline code -o, or a store")
    with path.open("rb") as f:
        stored = f.read(12)[8:] == b"DUCK"
    if stored:
        from dateline.store import Store

        return Codings(Store(path).coded, path.name)
    from dateline.export import jsonl

    return Codings(lambda: jsonl.read(path), path.name)


def open(path: Path) -> "Store":
    """A store, to ask: `open("libya.duckdb").events().polars()`. A path without a store is a StoreError."""
    from dateline.store import Store

    store = Store(path)
    store.count()
    return store


@overload
def frame(coded: Iterable[CodedStory], table: str, *, to: Literal["arrow"] = "arrow") -> "pa.Table": ...
@overload
def frame(coded: Iterable[CodedStory], table: str, *, to: Frame) -> Any: ...
def frame(coded: Iterable[CodedStory], table: str, *, to: Frame = "arrow") -> Any:
    """One flat table of coded stories (see `export.tables`): stories, mentions, times, places, statements, events, event_actors, event_counts, relations, process.

    As an Arrow table, a polars DataFrame, or a pandas DataFrame with Arrow types, in which unknown is <NA> and a whole number stays one.
    """
    from dateline.export import tables
    from dateline.export.frames import framed

    return framed(tables.frame(coded, table), to)


def _shown(s: CodedStory) -> Coding:
    return s if isinstance(s, Coding) else Coding(**{f: getattr(s, f) for f in CodedStory.__struct_fields__})


def _prepared(stories: Iterable[Story]) -> Iterator[Story | InputError]:
    from dateline import ingest

    for s in stories:
        yield s if s.published_from is not None else ingest.prepare(s)
