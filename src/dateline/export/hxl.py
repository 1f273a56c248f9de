"""Events with HXL hashtags, for the tools of humanitarian data."""

from collections.abc import Iterable, Iterator
from typing import IO, Any

from dateline.export import delimited
from dateline.export.codebook import Codebook, fields
from dateline.export.countries import name as country_name
from dateline.export.told import Told, days, each, point
from dateline.model.coded import CodedStory

NAME = "hxl"
SUFFIX = ".csv"
TAGS = (
    ("event_id", "#event+code", "story and event, as dateline explain takes them"), ("date_start", "#date+occurred+start", "first day; empty: not told"), ("date_end", "#date+occurred+end", "last day"),
    ("event_type", "#event+type", "PLOVER event type"), ("event_mode", "#event+type+mode", "PLOVER mode"), ("acled_type", "#event+type+acled", "ACLED event type"), ("acled_sub_type", "#event+subtype+acled", "ACLED sub-event type"),
    ("status", "#status", "happened or ongoing"), ("actor1", "#group+name+first", "initiators, parted by '; '"), ("actor2", "#group+name+second", "those it is aimed at"), ("country", "#country+name", "country of the place"),
    ("country_code", "#country+code+v_iso3", "ISO 3166-1 alpha-3"), ("admin1", "#adm1+name", "first-order division"), ("location", "#loc+name", "the place"), ("latitude", "#geo+lat", "degrees (WGS 84); empty for countries and regions"),
    ("longitude", "#geo+lon", "degrees"), ("killed_low", "#affected+killed+min", "killed, at the least; empty: not told"), ("killed_high", "#affected+killed+max", "killed, at the most"), ("injured_low", "#affected+injured+min", "injured, at the least"),
    ("injured_high", "#affected+injured+max", "injured, at the most"), ("displaced_low", "#affected+displaced+min", "displaced, at the least"), ("displaced_high", "#affected+displaced+max", "displaced, at the most"),
    ("source", "#meta+source", "outlet"), ("according_to", "#meta+source+original", "who says so, if not the outlet"), ("source_url", "#meta+url", "address"), ("source_date", "#date+reported", "day of publication"), ("notes", "#description", "the sentence"),
)  # fmt: skip
COLUMNS = fields(*((name, about, tag) for name, tag, about in TAGS))
CODEBOOK = Codebook(
    title="HXL", scheme="Humanitarian Exchange Language 1.1, hashtag row", source="hxlstandard.org; hashtags of ACLED on HDX where the columns are the same",
    about="Events that the text tells as having happened or going on, CSV with a row of hashtags. Streams.", rules=("Nothing is made up: a day, place or number that is not told is empty.", delimited.RULE), fields=(("Columns", COLUMNS),),
)  # fmt: skip


def write(stories: Iterable[CodedStory], out: IO[bytes]) -> None:
    """Write names, hashtags, and a line an event."""
    head, *_ = [list(r) for r in delimited.rows_of((), COLUMNS)]
    body = delimited.rows_of((row for told in each(stories) for row in events(told)), COLUMNS, header=False)
    delimited.write_csv((row for part in ([head, [tag for _, tag, _ in TAGS]], body) for row in part), out)


def events(told: Told) -> Iterator[dict[str, Any]]:
    """The rows of a story."""
    for e in told.realised():
        when, place, actors = days(e.when), told.place(e), told.known(e.actors)
        at = point(place)
        counts = {f"{k}_{end}": getattr(e.casualties[k], end) for k in ("killed", "injured", "displaced") if k in e.casualties for end in ("low", "high")}
        yield counts | {
            "event_id": f"{told.id}/{e.id}", "date_start": when[0] if when else None, "date_end": when[1] if when else None, "event_type": e.type, "event_mode": e.mode, "acled_type": e.acled.event_type if e.acled else None,
            "acled_sub_type": e.acled.sub_event_type if e.acled else None, "status": e.status, "actor1": "; ".join(m.name or m.text for m in actors), "actor2": "; ".join(m.name or m.text for m in told.known(e.recipients)),
            "country": country_name(place.country) if place else None, "country_code": place.country if place else None, "admin1": place.admin1 if place else None, "location": place.name if place else None,
            "latitude": at[0] if at else None, "longitude": at[1] if at else None, "source": told.head.outlet, "according_to": "; ".join(told.holders(e)), "source_url": told.head.url, "source_date": told.head.published,
            "notes": told.words(e.sentence),
        }  # fmt: skip
