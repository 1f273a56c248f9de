"""Outlines of countries for maps (Natural Earth, public domain), those that touch a box, as GeoJSON features."""

import functools
from typing import Any

import msgspec

from dateline.settings import DATA

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


@functools.cache
def _all() -> tuple[dict[str, Any], ...]:
    lines = (DATA / "places" / "outlines.jsonl").read_bytes().splitlines()
    return tuple(msgspec.json.decode(line) for line in lines)


def features(box: Box) -> list[dict[str, Any]]:
    """The countries that touch the box."""
    west, south, east, north = box
    return [
        {"type": "Feature", "properties": {"id": c["id"], "name": c["name"]}, "geometry": {"type": "MultiPolygon", "coordinates": c["polygons"]}}
        for c in _all()
        if c["box"][0] <= east and c["box"][2] >= west and c["box"][1] <= north and c["box"][3] >= south
    ]


def country_box(codes: set[str]) -> Box | None:
    """The box around countries by their codes; None if none is drawn."""
    boxes = [c["box"] for c in _all() if c["id"] in codes]
    if not boxes:
        return None
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
