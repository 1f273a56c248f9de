"""Excel and OpenDocument tables (.xlsx, .xlsb, .xls, .ods) with a row of names; `--map text=body` says which column holds what."""

import io
import sys
import zipfile
import zlib
from collections.abc import Iterator

from dateline.errors import InputError
from dateline.ingest import fields
from dateline.ingest.source import Source
from dateline.model.story import Story

NAME = "Excel"
FAULTS = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OverflowError)
_CHUNK = 1 << 16


def sniff(head: bytes, name: str) -> int:
    """A zip with a workbook's parts among its first, or an old office document under a table's name."""
    if head.startswith(b"PK\3\4"):
        inside = b"[Content_Types].xml" in head[:200] or b"xl/" in head or b"opendocument.spreadsheet" in head[:200]
        return 90 if (inside and name.lower().endswith((".xlsx", ".xlsm", ".xlsb", ".ods"))) or b"xl/workbook" in head or b"opendocument.spreadsheet" in head[:200] else 0
    return 90 if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") and name.lower().endswith((".xls", ".xlsx", ".xlsb")) else 0


def read(source: Source) -> Iterator[Story | InputError]:
    """A story a row of every sheet that has rows; its id is the file's name, sheet and row where no column says."""
    from python_calamine import CalamineError, load_workbook

    data = source.data()
    if data.startswith(b"PK"):
        _weigh(source, data)
    try:
        book = load_workbook(io.BytesIO(data))
        for sheet in book.sheet_names:
            rows = book.get_sheet_by_name(sheet).to_python()
            names = [str(n).strip() for n in rows[0]] if rows else []
            for number, row in enumerate(rows[1:], start=2):
                if any(c not in ("", None) for c in row):
                    yield fields.story(dict(zip(names, row)), f"{source.where}/{sheet}:{number}", fields=source.hints.fields, name=f"{source.stem}-{sheet}-{number}")
    except CalamineError as e:
        raise InputError(source.where, f"is no workbook that can be read ({e})", "Save it as .xlsx or .csv") from None


def _weigh(source: Source, data: bytes) -> None:
    """Unpack every part once and count, since the library that reads tables unpacks without bound. Sizes that the archive tells are not believed."""
    total = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            member.file_size = sys.maxsize
            member.CRC = None  # type: ignore[assignment]
            with archive.open(member) as part:
                while chunk := part.read(_CHUNK):
                    total += len(chunk)
                    source.budget.take(len(chunk))
                    if total > 2 * source.budget.limits.whole_bytes:
                        raise InputError(source.where, f"unpacks to more than {total:,} bytes", "Split the table, or save it as .csv")
