"""Where it happened: events on a map, by kind, only where the place is known to a town or district."""

import collections
import math
from typing import Any

import altair as alt

from dateline.plot import outlines, style
from dateline.plot.scope import NothingToShow, Scope
from dateline.store import Store

NAME = "map"
ABOUT = "Events at the places where they are told to have happened."

_KINDS = {"ASSAULT": "fighting", "COERCE": "force", "MOBILIZE": "force", "PROTEST": "protest", "CONSULT": "talks", "AGREE": "talks", "AID": "aid"}
_COLOURS = {"fighting": style.FIGHTING, "force": "#e69f00", "protest": "#cc79a7", "talks": style.TALKING, "aid": style.CEASEFIRE, "other": style.GREY}
_LABELS = 12
_HIGHEST = 620


def chart(store: Store, scope: Scope) -> Any:
    """The map around the events of a scope. What is placed only in a country or region is counted under the title, not drawn."""
    rows = scope.rows(store, "map", columns="place, lat, lon, type, day, sentence")
    if not rows:
        raise NothingToShow(f"No event is placed in a town or district for {scope.subtitle}. Code more stories, or widen the days")
    told: dict[tuple[str, float, float, str], list[dict[str, Any]]] = collections.defaultdict(list)
    for r in rows:
        told[str(r["place"]), float(str(r["lat"])), float(str(r["lon"])), _KINDS.get(str(r["type"]), "other")].append(r)
    values = [
        {"place": place, "lat": lat, "lon": lon, "kind": kind, "reports": len(rs), "last": max(r["day"] for r in rs).isoformat(), "said": rs[-1]["sentence"]}
        for (place, lat, lon, kind), rs in sorted(told.items(), key=lambda x: (-len(x[1]), x[0]))
    ]
    box = _wider(outlines.country_box(set(scope.countries)) or _box(values))
    inside = [v for v in values if box[0] <= v["lon"] <= box[2] and box[1] <= v["lat"] <= box[3]]
    outside = sum(v["reports"] for v in values) - sum(v["reports"] for v in inside)
    values = inside
    if not values:
        raise NothingToShow(f"No event is placed in a town or district of the land of {scope.subtitle}. Code more stories, or widen the days")
    total: collections.Counter[tuple[str, float, float]] = collections.Counter()
    for v in values:
        total[v["place"], v["lat"], v["lon"]] += v["reports"]
    names = _labels(total, (box[2] - box[0]) / 30)
    most = max(total.values())
    width, height, projection = _projection(box)
    land = alt.Chart(alt.InlineData(values=outlines.features(box))).mark_geoshape(fill=style.LAND, stroke="#c9c4b8", strokeWidth=0.8, clip=True)
    dots = alt.Chart(alt.InlineData(values=values)).mark_circle(opacity=0.75, stroke="white", strokeWidth=0.8, clip=True).encode(
        longitude="lon:Q", latitude="lat:Q",
        size=alt.Size("reports:Q", title="reports", scale=alt.Scale(type="sqrt", domain=[1, max(most, 2)], range=[50, 900]), legend=alt.Legend(values=sorted({1, max(most // 3, 1), most}), format="d")),
        color=alt.Color("kind:N", title=None, scale=alt.Scale(domain=[k for k in _COLOURS if any(v["kind"] == k for v in values)], range=[c for k, c in _COLOURS.items() if any(v["kind"] == k for v in values)])),
        tooltip=["place:N", "kind:N", "reports:Q", alt.Tooltip("last:T", title="last"), alt.Tooltip("said:N", title="sentence")],
    )  # fmt: skip
    labels = alt.Chart(alt.InlineData(values=names)).mark_text(dx=8, dy=-8, align="left", fontSize=12, color=style.INK, stroke="white", strokeWidth=3, strokeOpacity=0.8, clip=True)
    halo = labels.encode(longitude="lon:Q", latitude="lat:Q", text="place:N")
    words = alt.Chart(alt.InlineData(values=names)).mark_text(dx=8, dy=-8, align="left", fontSize=12, color=style.INK, clip=True).encode(longitude="lon:Q", latitude="lat:Q", text="place:N")
    layered = alt.layer(land, dots, halo, words).properties(width=width, height=height, projection=projection)
    return style.finish(layered, "Where it happened", scope.subtitle, f"{len(rows) - outside} events placed in a town or district" + (f", {outside} elsewhere not shown" if outside else "") + "; outlines: Natural Earth")


def _labels(total: collections.Counter[tuple[str, float, float]], apart: float) -> list[dict[str, Any]]:
    """The names to write, those of the most told places first; a name that would lie on another is left to the pointer."""
    names: list[dict[str, Any]] = []
    for (place, lat, lon), _ in sorted(total.items(), key=lambda x: (-x[1], x[0])):
        if len(names) < _LABELS and not any(abs(n["lat"] - lat) < apart and abs(n["lon"] - lon) < 4 * apart for n in names):
            names.append({"place": place, "lat": lat, "lon": lon})
    return names


def _box(values: list[dict[str, Any]]) -> outlines.Box:
    """A box around the places that leaves out the tenth that lie farthest."""
    lats, lons = sorted(v["lat"] for v in values for _ in range(v["reports"])), sorted(v["lon"] for v in values for _ in range(v["reports"]))
    cut = len(lats) // 20
    return lons[cut], lats[cut], lons[-1 - cut], lats[-1 - cut]


def _wider(box: outlines.Box) -> outlines.Box:
    west, south, east, north = box
    dy, dx = max((north - south) * 0.06, 0.7), max((east - west) * 0.06, 0.7)
    return west - dx, max(south - dy, -80), east + dx, min(north + dy, 80)


def _projection(box: outlines.Box) -> tuple[int, int, alt.Projection]:
    """Width and height in pixels and the Mercator projection that fill them with the box."""
    west, south, east, north = box
    up, down = _mercator(north), _mercator(south)
    wide = math.radians(east - west)
    scale = min(style.WIDTH / wide, _HIGHEST / (up - down))
    middle = math.degrees(2 * math.atan(math.exp((up + down) / 2)) - math.pi / 2)
    width, height = round(wide * scale), round((up - down) * scale)
    return width, height, alt.Projection(type="mercator", scale=scale, center=[(west + east) / 2, middle], translate=[width / 2, height / 2])


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
