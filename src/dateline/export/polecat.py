"""PLOVER events in POLECAT's columns, so that scripts written for POLECAT's weekly files read them."""

from collections.abc import Iterable, Iterator
from typing import IO, Any

from dateline.export import delimited
from dateline.export.codebook import Codebook, fields
from dateline.export.countries import country
from dateline.export.told import Told, days, each, point
from dateline.lexicon import load
from dateline.model.coded import CodedMention, CodedStory

NAME = "polecat"
SUFFIX = ".txt"
_BETWEEN = "; "
_PARTY = (
    ("{} Name", "names"), ("{} Country", "countries, or bodies without one", "ISO 3166-1 alpha-3; IGO, UNO, NGO …"), ("{} COW", "Correlates of War numbers of the countries"),
    ("Primary {} Sector", "sector of the first"), ("{} Sectors", "sectors"), ("{} Title", "offices"), ("{} Name Raw", "the words"), ("Wikipedia {} ID",),
)  # fmt: skip
COLUMNS = fields(
    ("Event ID", "story and event, as dateline explain takes them"), ("Event Date", "the day; empty: not told, or more than one day", "YYYY-MM-DD"), ("Event Type", "PLOVER event type"),
    ("Event Mode", "PLOVER mode"), ("Intensity", "PLOVER's conflict-cooperation score", "-10 to 10"), ("Quad Code", "quad category", "VERBAL COOPERATION, MATERIAL COOPERATION, VERBAL CONFLICT, MATERIAL CONFLICT"),
    ("Contexts", "PLOVER contexts"), *((c[0].format(who), *c[1:]) for who in ("Actor", "Recipient") for c in _PARTY), ("Placename", "the place"), ("City", "the place, if it is a city"), ("District",),
    ("Province", "first-order division"), ("Country", "country of the place", "ISO 3166-1 alpha-3"), ("Latitude", "degrees (WGS 84); empty for countries and regions"), ("Longitude", "degrees"),
    ("GeoNames ID", "GeoNames id"), ("Raw Placename", "the words"), ("Feature Type",), ("Source", "outlet"), ("Publication Date", "day of publication", "YYYY-MM-DD"),
    ("Story People", "persons whom the story names"), ("Story Organizations", "bodies that the story names"), ("Story Locations", "places that the story names"), ("Language", "language of the story"),
    ("Version", "program and data"),
)  # fmt: skip
CODEBOOK = Codebook(
    title="POLECAT", scheme="POLECAT weekly files (2018 on), PLOVER manual, draft 2.0", source="POLECAT Weekly Data, Harvard Dataverse, doi:10.7910/DVN/AJGVIT",
    about="PLOVER events in POLECAT's forty columns, parted by tabs, with one header. Streams.",
    rules=(
        "An event is written if the text tells it as having happened or going on, and if it has an actor.",
        "Event Date is empty where the text does not tell one day: POLECAT's coder puts the day of publication there, Dateline does not (ask for it with --undated published). Publication Date is always there.",
        "Several values in a cell are parted by '; '. Unknown is empty. White space in a cell is one blank, so that every line is a row.",
        delimited.RULE,
    ),
    fields=(("Columns", COLUMNS),),
)  # fmt: skip


def write(stories: Iterable[CodedStory], out: IO[bytes]) -> None:
    """Write the header and a line an event."""
    delimited.write_tabs(delimited.rows_of((row for told in each(stories) for row in events(told)), COLUMNS), out)


def events(told: Told) -> Iterator[dict[str, Any]]:
    """The rows of a story."""
    quads = load.words("formats")["quads"]
    people, bodies = _named(told)
    for e in told.realised():
        actors = told.known(e.actors)
        if not actors:
            continue
        when, place = days(e.when), told.place(e)
        at = point(place)
        row = {
            "Event ID": f"{told.id}/{e.id}", "Event Date": when[0] if when and when[0] == when[1] else None, "Event Type": e.type, "Event Mode": e.mode, "Intensity": e.goldstein,
            "Quad Code": quads.get(e.quad), "Contexts": _join(e.contexts), **_party("Actor", actors), **_party("Recipient", told.known(e.recipients)), "Source": told.head.outlet,
            "Publication Date": told.head.published, "Story People": people, "Story Organizations": bodies, "Story Locations": _join(dict.fromkeys(p.name for p in told.story.places)),
            "Language": told.head.language, "Version": told.head.coder,
        }  # fmt: skip
        if place is not None:
            row |= {
                "Placename": place.name, "City": place.name if place.precision == "city" else None, "Province": place.name if place.precision == "province" else place.admin1, "Country": place.country,
                "Latitude": at[0] if at else None, "Longitude": at[1] if at else None, "GeoNames ID": place.geonames_id, "Raw Placename": place.text,
            }  # fmt: skip
        yield row


def _named(told: Told) -> tuple[str | None, str | None]:
    people: dict[str, None] = {}
    bodies: dict[str, None] = {}
    for m in told.story.mentions:
        if m.name and m.actor and m.kind != "state":
            (people if m.kind == "person" else bodies)[m.name] = None
    return _join(people), _join(bodies)


def _party(who: str, parties: list[CodedMention]) -> dict[str, Any]:
    cows = [c.cow for m in parties if not m.code and (c := country(m.country)) and c.cow]
    return {
        f"{who} Name": _join(m.name or m.text for m in parties), f"{who} Country": _join(code for m in parties if (code := m.code or m.country)), f"{who} COW": _join(map(str, cows)),
        f"Primary {who} Sector": next((m.sector for m in parties if m.sector), None), f"{who} Sectors": _join(dict.fromkeys(m.sector for m in parties if m.sector)),
        f"{who} Title": _join(m.office for m in parties if m.office), f"{who} Name Raw": _join(m.text for m in parties),
    }  # fmt: skip


def _join(values: Iterable[str]) -> str | None:
    return _BETWEEN.join(values) or None
