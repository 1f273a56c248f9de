"""PLOVER events as JSON lines, fields as the PLOVER manual has them."""

from collections.abc import Iterable, Iterator
from typing import IO, Any

import msgspec

from dateline.export.codebook import Codebook, fields
from dateline.export.countries import name as country_name
from dateline.export.told import Told, days, each, point
from dateline.model.coded import CodedCount, CodedMention, CodedPlace, CodedStory

NAME = "plover"
SUFFIX = ".jsonl"
_RESOLUTION = {"point": 5, "neighbourhood": 5, "city": 4, "district": 3, "province": 2, "country": 1}
_SIZES = {"killed": "dead", "injured": "injured", "detained": "arrested"}
CODEBOOK = Codebook(
    title="PLOVER JSON", scheme="PLOVER manual, draft 2.0", source="openeventdata/PLOVER, PLOVER_MANUAL.tex, commit 5e0c24f (2024-02-04)",
    about="PLOVER events, a JSON object a line. Streams.",
    rules=(
        "An event is written if the text tells it as having happened or going on, if its days are known, and if it has an actor: id, date, actor and event are required. No day is made up; --undated published asks for the day of publication.",
        "An event that is told as background has PLOVER's auxiliary mode historical. What is planned, asked for, possible or denied is not written: a reader who passes over modes would take it for real.",
        "Compound parties stay in one event: actor and recipient are lists. Mutual events have all parties as actors.",
        "A field that is not known is left out. Fields that PLOVER does not have: status, holders, rule, entity.actor_id.",
        "The sentence itself is not written: `text` is for who has the rights. text_info.start and end point into the story's text.",
    ),
    fields=(
        ("Event", fields(
            ("id", "story and event, as dateline explain takes them"), ("date", "first day", "YYYY-MM-DD"), ("enddate", "last day, if it is another", "YYYY-MM-DD"), ("event", "event type", "16 types"),
            ("mode", "modes, with the auxiliary mode historical"), ("context", "contexts"), ("actor", "initiators: entities"), ("recipient", "those it is aimed at: entities"),
            ("quad_code", "quad category", "1-4"), ("event_scale", "conflict-cooperation score", "-10 to 10"), ("event_text", "the words that tell it"), ("event_loc", "where"), ("size", "people dead, injured, arrested, or otherwise counted", "5, 5-7, 5+ (at least), -7 (at most)"),
            ("text_info", "sequence in the story, start and end of the words", "Unicode code points"), ("cite_info", "title, url, language, publication, published; codebook and version"),
            ("coder", "program and data"), ("status", "happened or ongoing"), ("holders", "who vouches for it besides the outlet"), ("rule", "lexicon entry"), empty="has_event time endtime link text coded_date coded_time comment",
        )),
        ("Entity", fields(
            ("code", "country (ISO 3166-1 alpha-3) or body", "IGO, UNO, EUR, NGO, ISM, IMG, MNC"), ("sector", "sectors"), ("entity_text", "the words"), ("identifier_text", "the name"),
            ("office", "office held on the story's date"), ("actor_id", "id in Dateline's knowledge base, or of this story (begins with ~)"), empty="identifier_id religion ethnicity gender age",
        )),
        ("event_loc", fields(
            ("extracted_place", "the words"), ("resolved_place", "the name"), ("geonameid", "GeoNames id"), ("lat", "degrees", "left out for countries and regions"), ("lon", "degrees"),
            ("city", "city"), ("province", "first-order division"), ("country", "country"), ("country_code", "ISO 3166-1 alpha-3"), ("resolution", "5 below city, 4 city, 3 district, 2 province, 1 country"),
            empty="district feature_class feature_code",
        )),
    ),
)  # fmt: skip


def write(stories: Iterable[CodedStory], out: IO[bytes]) -> None:
    """Write the events that the codebook's rules let through, a line each."""
    for told in each(stories):
        for record in events(told):
            out.write(msgspec.json.encode(record) + b"\n")


def events(told: Told) -> Iterator[dict[str, Any]]:
    """PLOVER records of a story."""
    head = told.head
    for sequence, e in enumerate(told.story.events, start=1):
        when, actors = days(e.when), told.known(e.actors)
        if when is None or not actors or e.status not in ("happened", "ongoing"):
            continue
        place = told.place(e)
        yield _known(
            id=f"{told.id}/{e.id}", date=when[0].isoformat(), enddate=when[1].isoformat() if when[1] != when[0] else None, event=e.type,
            mode=[*([e.mode] if e.mode else []), *(["historical"] if e.background else [])], context=list(e.contexts), actor=[_entity(m) for m in actors],
            recipient=[_entity(m) for m in told.known(e.recipients)], quad_code=e.quad, event_scale=e.goldstein, event_text=told.words(e.trigger), event_loc=_location(place) if place else None,
            size={_SIZES.get(k, k): _size(c) for k, c in e.casualties.items()}, text_info={"sequence": sequence, "start": e.trigger[0], "end": e.trigger[1]},
            cite_info=_known(
                title=head.title, url=head.url, language=head.language, publication=head.outlet, published=head.published.isoformat() if head.published else None, codebook="PLOVER", version="2.0 draft",
            ),
            coder=head.coder, status=e.status, holders=told.holders(e), rule=e.rule,
        )  # fmt: skip


def _known(**values: Any) -> dict[str, Any]:
    return {k: v for k, v in values.items() if v is not None and v not in ([], {})}


def _entity(m: CodedMention) -> dict[str, Any]:
    return _known(code=m.code or m.country, sector=[m.sector] if m.sector else None, entity_text=m.text, identifier_text=m.name, office=m.office, actor_id=m.actor)


def _location(p: CodedPlace) -> dict[str, Any]:
    at = point(p)
    return _known(
        extracted_place=p.text, resolved_place=p.name, geonameid=p.geonames_id, lat=at[0] if at else None, lon=at[1] if at else None, city=p.name if p.precision == "city" else None,
        province=p.name if p.precision == "province" else p.admin1, country=country_name(p.country), country_code=p.country, resolution=_RESOLUTION.get(p.precision or ""),
    )  # fmt: skip


def _size(c: CodedCount) -> int | str:
    if c.low is not None and c.low == c.high:
        return c.low
    return f"{c.low}+" if c.high is None else f"-{c.high}" if c.low is None else f"{c.low}-{c.high}"


