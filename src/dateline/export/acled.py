"""Events in ACLED's columns, under ACLED's rules of inclusion as far as one story can keep them."""

from collections.abc import Iterable, Iterator
from typing import IO, Any

from dateline.export import delimited
from dateline.export.codebook import Codebook, fields
from dateline.export.countries import country
from dateline.export.told import Told, days, each, point, width
from dateline.lexicon import load
from dateline.model.coded import CodedEvent, CodedMention, CodedPlace, CodedStory

NAME = "acled"
SUFFIX = ".csv"
_WIDEST = 31
COLUMNS = fields(
    ("event_id_cnty", "country, story and event: the same in every run, no number of ACLED's"), ("event_date", "the day; if time_precision is not 1, the first day of date_earliest to date_latest", "YYYY-MM-DD"), ("year", "its year"),
    ("time_precision", "1 the day; 2 within a week; 3 within a month"), ("disorder_type", "Political violence, Demonstrations, Strategic developments"), ("event_type", "ACLED event type"), ("sub_event_type", "ACLED sub-event type"),
    ("actor1", "name of the first party; no direction is meant"), ("assoc_actor_1", "others with it, parted by '; '"), ("inter1", "kind of actor1", "1 state, 2 rebel, 3 political militia, 5 rioters, 6 protesters, 7 civilians, 8 external or other"),
    ("actor2", "name of the second party"), ("assoc_actor_2", "others with it"), ("inter2", "kind of actor2"), ("interaction", "both kinds, the smaller first; x0 for a sole actor"), ("civilian_targeting", "Civilian targeting, or empty"),
    ("iso", "ISO 3166-1 numeric"), ("region",), ("country", "country"), ("admin1", "first-order division"), ("admin2",), ("admin3",), ("location", "the place"), ("latitude", "degrees (WGS 84)"), ("longitude", "degrees"),
    ("geo_precision", "1 a town or point; 2 a district; 3 a first-order division, coordinates of its middle"), ("source", "outlet"), ("source_scale",), ("notes", "the sentence, and according to whom"),
    ("fatalities", "killed, at the least; empty: not told"), ("tags",), ("timestamp",),
    ("date_earliest", "first day (not ACLED's)", "YYYY-MM-DD"), ("date_latest", "last day (not ACLED's)", "YYYY-MM-DD"), ("fatalities_high", "killed, at the most (not ACLED's)"), ("source_date", "day of publication (not ACLED's)", "YYYY-MM-DD"),
)  # fmt: skip
CODEBOOK = Codebook(
    title="ACLED-like events", scheme="ACLED codebook 2023, columns since March 2023", source="acleddata.com, Codebook (2023); acledR, event categories and interaction codes",
    about="Political violence, demonstrations and strategic developments in ACLED's columns, CSV. Not ACLED data: one story's telling, coded by rule. Streams.",
    rules=(
        "An event is written if the text tells it as having happened or going on; if it has an ACLED sub-event type; if its days are known to within a month; if its place is a first-order division or smaller; and if the kind of its first actor is known and, for violence, armed. Talks, calls and statements are no ACLED events.",
        "Tellings of one story with the same type, place, days and actors are one row: the first. Tellings of several stories are not joined here.",
        "fatalities is empty where no number is told. ACLED writes 0 there; Dateline does not know.",
        "State forces on another state's soil, peacekeepers and bodies of states are External/Other Forces (8). Unidentified armed groups are political militias (3), as in ACLED.",
        "Names are Dateline's. ACLED's carry the years of a regime (Military Forces of Nigeria (2015-)).",
        delimited.RULE,
    ),
    fields=(("Columns", COLUMNS),),
)  # fmt: skip


def write(stories: Iterable[CodedStory], out: IO[bytes]) -> None:
    """Write the header and a line an event."""
    delimited.write_csv(delimited.rows_of((row for told in each(stories) for row in events(told)), COLUMNS), out)


def events(told: Told) -> Iterator[dict[str, Any]]:
    """The rows of a story."""
    scheme = load.words("formats")["acled"]
    seen = set()
    for e in told.realised():
        row = _row(told, e, scheme)
        if row is None:
            continue
        same = (*(row[k] for k in ("sub_event_type", "location", "date_earliest", "date_latest")), frozenset((row["actor1"], row["actor2"])))
        if same not in seen:
            seen.add(same)
            yield row


def inter(m: CodedMention, event_type: str, where: str | None, scheme: dict[str, Any]) -> int | None:
    """ACLED's kind of an actor in an event of a type, in a country; None where it cannot be told."""
    if m.kind in scheme["missions"] or m.code in ("UNO", "IGO", "EUR"):
        return int(scheme["foreign"])
    if m.sector in scheme["states"] or (m.sector is None and m.kind in scheme["state_kinds"]):
        return int(scheme["state"] if m.country == where else scheme["foreign"]) if m.country else None
    if m.sector in scheme["sectors"]:
        return int(scheme["sectors"][m.sector])
    if m.sector in scheme["civil"]:
        return int(scheme["crowd"].get(event_type, scheme["civilians"]))
    return None


def _row(told: Told, e: CodedEvent, scheme: dict[str, Any]) -> dict[str, Any] | None:
    when, place = days(e.when), told.place(e)
    at = point(place)
    if e.acled is None or when is None or width(when) > _WIDEST or at is None or place is None or place.country is None:
        return None
    actors, recipients = told.known(e.actors), told.known(e.recipients)
    if not actors:
        return None
    if not recipients and len(actors) == 2:  # a mutual event: no direction is meant
        actors, recipients = actors[:1], actors[1:]
    kinds = [inter(side[0], e.acled.event_type, place.country, scheme) if side else None for side in (actors, recipients)]
    if kinds[0] is None or (e.acled.event_type in scheme["armed"] and kinds[0] in scheme["unarmed"]):
        return None
    killed, land = e.casualties.get("killed"), country(place.country)
    holders = told.holders(e)
    return {
        "event_id_cnty": f"{place.country}-{told.id}/{e.id}", "event_date": when[0], "year": when[0].year, "time_precision": 1 if width(when) == 1 else 2 if width(when) <= 7 else 3,
        "disorder_type": scheme["disorder_of"].get(e.acled.sub_event_type, scheme["disorder"][e.acled.event_type]), "event_type": e.acled.event_type, "sub_event_type": e.acled.sub_event_type,
        **_side(1, actors, kinds[0]), **_side(2, recipients, kinds[1]), "interaction": _interaction(kinds[0], kinds[1], bool(recipients)),
        "civilian_targeting": "Civilian targeting" if scheme["civilians"] in kinds and e.acled.event_type in scheme["targeting"] else None,
        "iso": land.number if land else None, "country": land.name if land else place.country, "admin1": place.name if place.precision == "province" else place.admin1, "location": place.name,
        "latitude": at[0], "longitude": at[1], "geo_precision": _precision(place, scheme), "source": told.head.outlet, "notes": told.words(e.sentence) + (f" (according to {', '.join(holders)})" if holders else ""),
        "fatalities": killed.low if killed else None, "date_earliest": when[0], "date_latest": when[1], "fatalities_high": killed.high if killed else None, "source_date": told.head.published,
    }  # fmt: skip


def _precision(place: CodedPlace, scheme: dict[str, Any]) -> int | None:
    found: int | None = scheme["geo_precision"].get(place.precision)
    return found


def _side(n: int, parties: list[CodedMention], kind: int | None) -> dict[str, Any]:
    names = [m.name or m.text for m in parties]
    return {f"actor{n}": names[0] if names else None, f"assoc_actor_{n}": "; ".join(names[1:]) or None, f"inter{n}": kind}


def _interaction(one: int, two: int | None, second: bool) -> int | None:
    if not second:
        return one * 10
    return None if two is None else min(one, two) * 10 + max(one, two)
