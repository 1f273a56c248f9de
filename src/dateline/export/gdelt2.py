"""CAMEO events in the columns of GDELT 2.0's event files."""

from collections.abc import Iterable
from typing import IO, Any

from dateline.export import delimited, gdelt
from dateline.export.codebook import Codebook, fields
from dateline.export.told import each
from dateline.model.coded import CodedStory

NAME = "gdelt2"
SUFFIX = ".CSV"
COLUMNS = fields(
    *gdelt.DATE, *((c[0].format(n), *c[1:]) for n in "12" for c in gdelt.ACTOR), *gdelt.EVENT, *gdelt.geography(second=True), ("DATEADDED", "day of publication", "YYYYMMDDHHMMSS"), ("SOURCEURL", "address of the story"),
)  # fmt: skip
CODEBOOK = Codebook(
    title="GDELT 2.0 events", scheme="GDELT 2.0 event database; CAMEO 1.1b3", source="GDELT Event Database Data Format Codebook 2.0 (2015)",
    about="CAMEO dyads in GDELT 2.0's 61 columns, parted by tabs, without a header. Streams.", rules=(*gdelt.RULES, "The hour of DATEADDED is 000000: the day of publication is known, the hour is not."), fields=(("Columns", COLUMNS),),
)  # fmt: skip


def write(stories: Iterable[CodedStory], out: IO[bytes]) -> None:
    """Write a line a dyad."""
    delimited.write_tabs(delimited.rows_of((_row(r) for told in each(stories) for r in gdelt.dyads(told)), COLUMNS, header=False), out)


def _row(r: dict[str, Any]) -> dict[str, Any]:
    return r | {"DATEADDED": f"{r['DATEADDED']:%Y%m%d000000}" if r["DATEADDED"] else None}
