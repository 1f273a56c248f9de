"""Events as GeoJSON features, for GIS and web maps."""

from collections.abc import Iterable, Iterator
from typing import IO, Any

from dateline.export.codebook import Codebook, fields
from dateline.export.told import Told, days, each, point, write_page
from dateline.model.coded import CodedStory

NAME = "geojson"
SUFFIX = ".geojson"
CODEBOOK = Codebook(
    title="GeoJSON", scheme="RFC 7946", source="datatracker.ietf.org/doc/html/rfc7946",
    about="Events that the text tells as having happened or going on and gives a place, as one FeatureCollection, a feature a line. Streams.",
    rules=(
        "A feature has a point where the place is a first-order division or smaller. For a country or a region its geometry is null: the middle of a country is no place of an event; properties.country has it.",
        "An event without a place is not written. What is planned, asked for, possible or denied is not written.",
    ),
    fields=(("properties", fields(
        ("story", "the story"), ("event", "the event: dateline explain STORY/EVENT"), ("type", "PLOVER event type"), ("mode", "PLOVER mode"), ("contexts", "PLOVER contexts"), ("acled", "ACLED sub-event type"), ("status", "happened or ongoing"),
        ("background", "told as background"), ("actors", "names"), ("recipients", "names"), ("start", "first day; null: not told"), ("end", "last day"), ("place", "the place"), ("precision", "point, city, district, province, region, country"), ("country", "ISO 3166-1 alpha-3"),
        ("admin1", "first-order division"), ("killed_low", "killed, at the least"), ("killed_high", "killed, at the most"), ("holders", "who vouches for it besides the outlet"), ("outlet", "outlet"), ("published", "day of publication"), ("url", "address"), ("sentence", "the sentence"),
    )),),
)  # fmt: skip


def write(stories: Iterable[CodedStory], out: IO[bytes]) -> None:
    """Write one FeatureCollection, a feature a line."""
    write_page(b'{"type":"FeatureCollection","features":[', (f for told in each(stories) for f in features(told)), out)


def features(told: Told) -> Iterator[dict[str, Any]]:
    """The features of a story."""
    head = told.head
    for e in told.realised():
        place, when, killed = told.place(e), days(e.when), e.casualties.get("killed")
        if place is None:
            continue
        at = point(place)
        yield {
            "type": "Feature", "id": f"{told.id}/{e.id}", "geometry": {"type": "Point", "coordinates": [round(at[1], 6), round(at[0], 6)]} if at else None,
            "properties": {
                "story": told.id, "event": e.id, "type": e.type, "mode": e.mode, "contexts": e.contexts, "acled": e.acled.sub_event_type if e.acled else None, "status": e.status, "background": e.background,
                "actors": [m.name or m.text for m in told.known(e.actors)], "recipients": [m.name or m.text for m in told.known(e.recipients)], "start": when[0] if when else None, "end": when[1] if when else None,
                "place": place.name, "precision": place.precision, "country": place.country, "admin1": place.admin1, "killed_low": killed.low if killed else None, "killed_high": killed.high if killed else None,
                "holders": told.holders(e), "outlet": head.outlet, "published": head.published, "url": head.url, "sentence": told.words(e.sentence),
            },
        }  # fmt: skip
