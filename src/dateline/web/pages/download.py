"""Every list as a file: CSV and JSON lines; events and incidents with their places as GeoJSON."""

from collections.abc import Iterator
from typing import Any

import msgspec
from litestar import get
from litestar.params import FromPath
from litestar.response import Stream

from dateline.export import answers
from dateline.web import lists
from dateline.web.address import Asked, BadAddress
from dateline.web.desk import Sight
from dateline.web.page import Req, asked, desk

_TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson", "geojson": "application/geo+json"}
_PLACED = ("events", "incidents", "map")


@get("/download/{name:str}", sync_to_thread=True, include_in_schema=False)
def download(request: Req, name: FromPath[str]) -> Stream:
    """A list as a file, whole, narrowed as the page that links to it is."""
    name, _, to = name.partition(".")
    sight, wanted = desk(request).sight(), asked(request)
    lists.question(name, wanted)
    if to not in _TYPES or (to == "geojson" and name not in _PLACED):
        raise BadAddress(f"A list is written as csv or jsonl; {', '.join(_PLACED)} as geojson too")
    return Stream(_written(sight, name, to, wanted), media_type=_TYPES[to], headers={"Content-Disposition": f'attachment; filename="{name}.{to}"', "Cache-Control": "no-store"})


def _written(sight: Sight, name: str, to: str, wanted: Asked) -> Iterator[bytes]:
    if to == "geojson":
        yield b'{"type":"FeatureCollection","features":['
        first = True
        for batch in lists.batches(sight.copy, name, wanted):
            for row in batch.to_pylist():
                yield (b"" if first else b",") + b"\n" + msgspec.json.encode(_feature(row))
                first = False
        yield b"\n]}\n"
        return
    head = True
    for batch in lists.batches(sight.copy, name, wanted):
        text = answers.write(batch, to)
        yield (text if head or to != "csv" else text[text.index("\n") + 1 :]).encode()
        head = False


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    lat, lon = row.pop("lat"), row.pop("lon")
    return {"type": "Feature", "geometry": None if lat is None else {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]}, "properties": row}


ROUTES = [download]
