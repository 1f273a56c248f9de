"""CAMEO events in the columns of GDELT 1.0's event files."""

from collections.abc import Iterable
from typing import IO, Any

from dateline.export import delimited, gdelt
from dateline.export.codebook import Codebook, fields
from dateline.export.told import each
from dateline.model.coded import CodedStory

NAME = "gdelt1"
SUFFIX = ".CSV"
COLUMNS = fields(
    *gdelt.DATE, *((c[0].format(n), *c[1:]) for n in "12" for c in gdelt.ACTOR), *gdelt.EVENT, *gdelt.geography(second=False), ("DATEADDED", "day of publication", "YYYYMMDD"), ("SOURCEURL", "address of the story"),
)  # fmt: skip
CODEBOOK = Codebook(
    title="GDELT 1.0 events", scheme="GDELT 1.0 event database, daily files with SOURCEURL (from April 2013); CAMEO 1.1b3", source="GDELT Data Format Codebook 1.03 (2013)",
    about="CAMEO dyads in GDELT 1.0's 58 columns, parted by tabs, without a header. Streams.", rules=gdelt.RULES, fields=(("Columns", COLUMNS),),
)  # fmt: skip


def write(stories: Iterable[CodedStory], out: IO[bytes]) -> None:
    """Write a line a dyad."""
    delimited.write_tabs(delimited.rows_of((_row(r) for told in each(stories) for r in gdelt.dyads(told)), COLUMNS, header=False), out)


def _row(r: dict[str, Any]) -> dict[str, Any]:
    return r | {"DATEADDED": f"{r['DATEADDED']:%Y%m%d}" if r["DATEADDED"] else None}
