"""Plot: one figure a file, the same in a notebook, a report and a page. Adding a figure is adding a file to this folder.

A figure is a module with `NAME`, `ABOUT` and `chart(store, scope) -> altair.TopLevelMixin`. It reads the store's views, draws, and
decides nothing. A figure without anything to show raises NothingToShow, which says what would give it something.
"""

import functools
import importlib
import pkgutil
from types import ModuleType

from dateline.errors import UsageError

_NOT_FIGURES = frozenset({"style", "scope", "write", "outlines"})


@functools.cache
def figures() -> dict[str, ModuleType]:
    """The figures of this folder by their names."""
    found = [importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__) if m.name not in _NOT_FIGURES]
    return {m.NAME: m for m in sorted(found, key=lambda m: m.NAME)}


def figure(name: str) -> ModuleType:
    """The figure of a name; a UsageError lists the names if there is none."""
    try:
        return figures()[name]
    except KeyError:
        raise UsageError(f"There is no figure {name!r}. The figures: {', '.join(figures())}") from None
