"""Export: coded stories out. One format a file in this folder; adding a format is adding a file.

A format is a module with `NAME`, `SUFFIX`, a `CODEBOOK` and either `write(stories, out)`, which streams coded stories into a binary file, or
`sink(out, table)`, which takes the rows of one flat table (see `tables`): then a folder gets a file a table.
"""

import functools
import importlib.util
import pathlib
import pkgutil
from collections.abc import Iterable
from contextlib import ExitStack
from types import ModuleType
from typing import IO

from dateline.errors import UsageError
from dateline.model.coded import CodedStory

__all__ = ["format_", "formats", "to_file", "to_folder", "write"]


@functools.cache
def formats() -> dict[str, ModuleType]:
    """The formats of this folder by name."""
    found = [importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)]
    return {m.NAME: m for m in sorted((m for m in found if hasattr(m, "CODEBOOK")), key=lambda m: str(m.NAME))}


def format_(name: str) -> ModuleType:
    """A format by name; UsageError if there is none of that name."""
    if importlib.util.find_spec(f"{__name__}.{name}") and getattr(module := importlib.import_module(f"{__name__}.{name}"), "NAME", None) == name:
        return module  # the others, and what they import, are left alone
    if name not in formats():
        raise UsageError(f"there is no format {name!r}. Use one of {', '.join(formats())}")
    return formats()[name]


def tabular(name: str) -> bool:
    """Whether a format holds one flat table a file."""
    return hasattr(format_(name), "sink")


def write(stories: Iterable[CodedStory], name: str, out: IO[bytes], *, table: str | None = None) -> None:
    """Write stories in a format into a binary file. A format of flat tables needs the name of the table.

    The same stories give the same bytes. Streams where the format allows: see each format's codebook.
    """
    from dateline.export import tables

    module = format_(name)
    if not hasattr(module, "sink"):
        if table is not None:
            raise UsageError(f"{name} holds no flat tables: leave the table's name out")
        module.write(stories, out)
        return
    if table is None:
        raise UsageError(f"{name} holds one table a file. Name a folder, or one table of {', '.join(t.name for t in tables.TABLES)}")
    sink = module.sink(out, tables.wanted(table))
    for _, batch in tables.batches(stories, (table,)):
        sink.write(batch)
    sink.close()


def to_file(stories: Iterable[CodedStory], name: str, path: pathlib.Path, *, table: str | None = None) -> None:
    """Write stories in a format to a file, or, for a format of flat tables and no table named, to a folder with a file a table."""
    if tabular(name) and table is None:
        to_folder(stories, name, path)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        write(stories, name, out, table=table)


def to_folder(stories: Iterable[CodedStory], name: str, folder: pathlib.Path) -> None:
    """All flat tables of stories, a file a table, in one walk over the stories."""
    from dateline.export import tables

    module = format_(name)
    if folder.is_file():
        raise UsageError(f"{folder}: is a file. {name} writes a folder with a file a table; name a folder, or one table with --table")
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        sinks = {t.name: module.sink(stack.enter_context((folder / f"{t.name}{module.SUFFIX}").open("wb")), t) for t in tables.TABLES}
        for table, batch in tables.batches(stories):
            sinks[table].write(batch)
        for sink in sinks.values():
            sink.close()
