"""Actor dictionaries of other programs to Dateline's own entries. One reader a file in this folder, found by content.

A reader is a module with `NAME`, `matches(head) -> bool` (the first 4,096 characters) and `read(text, base) -> Found`. `base` is the knowledge that
Dateline has already, so that a reader can tell names from nouns; what is known is settled afterwards (settle.py) and written (write.py).
"""

import functools
import importlib
import pathlib
import pkgutil
from types import ModuleType

from dateline.errors import InputError
from dateline.imports.base import Base
from dateline.imports.found import Fault, Found

__all__ = ["Base", "Fault", "Found", "read", "readers"]
_HEAD = 4096


@functools.cache
def readers() -> tuple[ModuleType, ...]:
    """The readers of this folder: its modules that have a NAME; the plain table, which takes any, comes last."""
    found = [importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)]
    return tuple(sorted((m for m in found if hasattr(m, "NAME")), key=lambda m: (m.NAME == "csv", m.NAME)))


def read(path: pathlib.Path, base: Base, *, format_: str | None = None) -> Found:
    """Read one dictionary by the reader that its content asks for, or the one named. Raises InputError if none fits."""
    try:
        data = path.read_bytes()
    except OSError as e:
        raise InputError(str(path), f"cannot be read ({e.strerror})", "Name a dictionary file") from e
    try:
        text, encoding = data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        text, encoding = data.decode("cp1252", errors="replace"), "Windows-1252"
    names = [m.NAME for m in readers()]
    if format_ is not None and format_ not in names:
        raise InputError("--format", f"knows no format {format_!r}", f"Use one of {', '.join(names)}")
    reader = next((m for m in readers() if format_ == m.NAME or (format_ is None and m.matches(text[:_HEAD]))), None)
    if reader is None:
        raise InputError(str(path), "is no actor dictionary that is known", f"Name its format with --format ({', '.join(names)})")
    found: Found = reader.read(text, base)
    found.format = reader.NAME
    if encoding != "UTF-8":
        found.notes.append(f"the file is not UTF-8; read as {encoding}")
    return found
