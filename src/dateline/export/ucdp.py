"""Deadly events in the columns of UCDP's Georeferenced Event Dataset, under its rules as far as one story can keep them."""

from collections.abc import Iterable, Iterator
from typing import IO, Any

from dateline.export import delimited
from dateline.export.codebook import Codebook, fields
from dateline.export.countries import name as country_name
from dateline.export.told import Told, days, each, number, point, width
from dateline.lexicon import load
from dateline.model.coded import CodedEvent, CodedMention, CodedStory

NAME = "ucdp"
SUFFIX = ".csv"
_DATE_PREC = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))
COLUMNS = fields(
    ("id", "number of the row: the same in every run, no number of UCDP's"), ("relid", "story and event, as dateline explain takes them"), ("year", "year of date_start"), ("active_year",), ("code_status",),
    ("type_of_violence", "1 state-based, 2 non-state, 3 one-sided"), ("conflict_dset_id",), ("conflict_new_id",), ("conflict_name",), ("dyad_dset_id",), ("dyad_new_id",), ("dyad_name", "both sides"),
    ("side_a_dset_id",), ("side_a_new_id",), ("side_a", "the state, or the first side; the attacker of civilians"), ("side_b_dset_id",), ("side_b_new_id",), ("side_b", "the other side"), ("number_of_sources", "always 1: one story"),
    ("source_article", "outlet, day and title"), ("source_office", "outlet"), ("source_date", "day of publication", "YYYY-MM-DD"), ("source_headline", "title"), ("source_original", "who says so, if not the outlet"),
    ("where_prec", "1 a point or town; 3 a district; 4 a first-order division; 5 a region; 6 a country"), ("where_coordinates", "the place"), ("where_description", "the words that name it"), ("adm_1", "first-order division"), ("adm_2",),
    ("latitude", "degrees (WGS 84)"), ("longitude", "degrees"), ("geom_wkt", "POINT (longitude latitude)"), ("priogrid_gid", "PRIO-GRID cell"), ("country", "country"), ("country_id",), ("region",), ("event_clarity",),
    ("date_prec", "1 the day; 2 two to six days; 3 a week; 4 a month; 5 up to a year"), ("date_start", "first day", "YYYY-MM-DD"), ("date_end", "last day", "YYYY-MM-DD"), ("deaths_a",), ("deaths_b",),
    ("deaths_civilians", "best, for one-sided violence"), ("deaths_unknown", "best, for the other types: the text seldom tells of which side the dead were"), ("best", "killed: the lowest number that the text gives"),
    ("high", "killed, at the most; empty: not told"), ("low", "killed, at the least"), ("gwnoa",), ("gwnob",),
)  # fmt: skip
CODEBOOK = Codebook(
    title="UCDP GED-like events", scheme="UCDP Georeferenced Event Dataset 23.1, 49 columns", source="UCDP GED Codebook, version 23.1 (2023)",
    about="Deadly events between organised actors, or of one against civilians, in the GED's columns, CSV. Not UCDP data: one story's telling, coded by rule. Streams.",
    rules=(
        "An event is written if the text tells it as having happened or going on; if it is armed force; if at least one death is told; if its days are known to within a year; if it has a place; and if its sides make a type of violence.",
        "State-based: a state's side and an armed group, or two states. Non-state: two armed groups. One-sided: a state's side or an armed group, and civilians.",
        "Coordinates are given for first-order divisions and smaller places. UCDP writes the middle of a country or region with where_prec 5 and 6; Dateline leaves the coordinates empty.",
        "Tellings of one story with the same sides, place and days are one row: the one with the most deaths. Tellings of several stories are not joined here.",
        "Which conflict and dyad of UCDP's it is, and who its Government of a country is on a day, is UCDP's to say: those ids are empty.",
        delimited.RULE,
    ),
    fields=(("Columns", COLUMNS),),
)  # fmt: skip


def write(stories: Iterable[CodedStory], out: IO[bytes]) -> None:
    """Write the header and a line an event."""
    delimited.write_csv(delimited.rows_of((row for told in each(stories) for row in events(told)), COLUMNS), out)


def events(told: Told) -> Iterator[dict[str, Any]]:
    """The rows of a story."""
    scheme = load.words("formats")["ucdp"]
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for e in told.realised():
        row = _row(told, e, scheme)
        if row is not None:
            same = tuple(row[k] for k in ("dyad_name", "where_coordinates", "date_start", "date_end"))
            if same not in found or row["best"] > found[same]["best"]:
                found[same] = row
    yield from found.values()


def side(m: CodedMention, scheme: dict[str, Any]) -> str | None:
    """What a party is to UCDP: "state", "armed", "civil", or None where it cannot be told."""
    if m.sector in scheme["civil"]:
        return "civil"
    if m.sector in scheme["armed"] or m.code in scheme["armed"]:
        return "armed"
    return "state" if m.sector in scheme["states"] or (m.sector is None and m.kind in scheme["state_kinds"]) else None


_TYPES = {("state", "state"): 1, ("state", "armed"): 1, ("armed", "armed"): 2, ("state", "civil"): 3, ("armed", "civil"): 3}


def _row(told: Told, e: CodedEvent, scheme: dict[str, Any]) -> dict[str, Any] | None:
    when, place, killed = days(e.when), told.place(e), e.casualties.get("killed")
    if e.type not in scheme["violence"] or e.mode in scheme["not_armed"] or when is None or width(when) > _DATE_PREC[-1][0] or place is None or killed is None or not killed.low:
        return None
    actors, recipients = told.known(e.actors), told.known(e.recipients)
    pairs = [(a, b) for a in actors for b in recipients] if recipients else [(a, b) for a in actors[:1] for b in actors[1:]]
    sides = next(((a, b, x) for a, b in pairs if (x := _TYPES.get((side(a, scheme) or "", side(b, scheme) or "")))), None)
    sides = sides or next(((b, a, 1) for a, b in pairs if (side(b, scheme), side(a, scheme)) == ("state", "armed")), None)
    precision = scheme["where_prec"].get(place.precision)
    if sides is None or precision is None:
        return None
    a, b, violence = sides
    name_a, name_b = a.name or a.text, "Civilians" if violence == 3 else b.name or b.text
    at, head, holders = point(place), told.head, told.holders(e)
    article = ",".join(str(x) for x in (head.outlet, head.published, head.title) if x)
    return {
        "id": number(told.id, e.id), "relid": f"{told.id}/{e.id}", "year": when[0].year, "type_of_violence": violence, "dyad_name": f"{name_a} - {name_b}", "side_a": name_a, "side_b": name_b, "number_of_sources": 1,
        "source_article": f'"{article}"', "source_office": head.outlet, "source_date": head.published, "source_headline": head.title, "source_original": "; ".join(holders) or None, "where_prec": precision,
        "where_coordinates": place.name, "where_description": place.text, "adm_1": place.name if place.precision == "province" else place.admin1, "latitude": at[0] if at else None, "longitude": at[1] if at else None,
        "geom_wkt": f"POINT ({at[1]} {at[0]})" if at else None, "priogrid_gid": cell(*at) if at else None, "country": country_name(place.country), "date_prec": next(p for w, p in _DATE_PREC if width(when) <= w),
        "date_start": when[0], "date_end": when[1], "deaths_civilians": killed.low if violence == 3 else None, "deaths_unknown": None if violence == 3 else killed.low, "best": killed.low, "high": killed.high, "low": killed.low,
    }  # fmt: skip


def cell(lat: float, lon: float) -> int:
    """The PRIO-GRID cell of a point: half degrees, counted from 1 at 90 S 180 W eastwards, then northwards."""
    return min(int((lat + 90) * 2), 359) * 720 + min(int((lon + 180) * 2), 719) + 1
