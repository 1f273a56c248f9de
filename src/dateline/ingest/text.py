"""Plain text: one story a file."""

import pathlib
from collections.abc import Iterator

from dateline.errors import InputError
from dateline.ingest import decode
from dateline.model.story import Story

NAME = "text"
_MARKS = (b"\xff\xfe", b"\xfe\xff")


def matches(path: pathlib.Path, head: bytes) -> bool:
    """Text has no NUL bytes and few control characters (UTF-16 only with its mark)."""
    if head.startswith(_MARKS):
        return True
    control = sum(b < 32 and b not in (9, 10, 12, 13) for b in head)
    return b"\0" not in head and control <= len(head) // 100


def read(path: pathlib.Path, data: bytes) -> Iterator[Story | InputError]:
    """The story of a text file; its id is the file's name without the ending."""
    text = decode(path, data)
    yield text if isinstance(text, InputError) else Story(id=path.stem, text=text, path=str(path))
