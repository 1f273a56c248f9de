"""Comma- and tab-separated tables with a row of names; `--map text=body` says which column holds what."""

import csv
import io
import itertools
import re
from collections.abc import Iterator

from dateline.errors import InputError
from dateline.ingest import fields
from dateline.ingest.source import Source
from dateline.model.story import Story

NAME = "CSV and TSV"
FAULTS = (csv.Error,)
_ENDINGS = (".csv", ".tsv", ".tab")
_NAME = re.compile(r"\s*\"?[\w .:/#-]{1,60}\"?\s*")


def sniff(head: bytes, name: str) -> int:
    """By name, or by a first row of two or more short names, one of them a story's ("text", "id", "published" …)."""
    line = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode("utf-8", "replace").strip()
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return 0
    if name.lower().endswith(_ENDINGS):
        return 70
    cells = line.split(_delimiter(line))
    named = {c.strip().strip('"').lower() for c in cells}
    return 50 if len(cells) > 1 and all(_NAME.fullmatch(c) for c in cells) and "text" in named and len(named & {*fields.NAMES, "date"}) > 1 else 0


def read(source: Source) -> Iterator[Story | InputError]:
    """A story a row; its id is the file's name and the row's number where no column says."""
    limit = source.budget.limits.whole_bytes
    csv.field_size_limit(limit)
    encoding = "utf-16" if source.head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    lines = _lines(source, encoding)
    first = next(lines, "")
    table = csv.reader(itertools.chain([first], lines), delimiter=_delimiter(first))
    names = [n.strip() for n in next(table, [])]
    for number, row in enumerate(table, start=2):
        if not any(row):
            continue
        where = f"{source.where}:{number}"
        if len(row) > len(names):
            yield InputError(where, f"has {len(row)} cells under {len(names)} names", "Put texts that hold the separator in quotation marks")
        elif any("\udc80" <= c <= "\udcff" for cell in row for c in cell):
            yield InputError(where, "is not valid UTF-8", "Convert the table to UTF-8 (for example: iconv -f WINDOWS-1252 -t UTF-8)")
        else:
            yield fields.story(dict(zip(names, row)), where, fields=source.hints.fields, name=f"{source.stem}-{number}")


def _lines(source: Source, encoding: str) -> Iterator[str]:
    with io.TextIOWrapper(source.stream, encoding=encoding, errors="surrogateescape", newline="") as f:
        limit = source.budget.limits.whole_bytes
        while line := f.readline(limit):
            yield line


def _delimiter(line: str) -> str:
    """The separator of which the row of names has most."""
    return max("\t;,|", key=lambda d: (line.count(d), d == ","))
