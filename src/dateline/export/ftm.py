"""FollowTheMoney entities: actors, stories, events and relations, for Aleph, OpenSanctions' tools and yente."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import IO, Any

import msgspec

from dateline.export.codebook import Codebook, fields
from dateline.export.countries import country
from dateline.export.told import Told, days, each
from dateline.lexicon import load
from dateline.model.coded import CodedMention, CodedRelation, CodedStory

NAME = "ftm"
SUFFIX = ".ftm.json"
CODEBOOK = Codebook(
    title="FollowTheMoney", scheme="FollowTheMoney 3.8 model", source="followthemoney.tech",
    about="Entities, a JSON object a line: an Article a story, Persons and organisations, Events, Occupancies and other links. Streams.",
    rules=(
        "An actor of the knowledge base has the same id in every story; one that is only of a story has an id of that story. An actor comes again with each story: ftm aggregate joins the pieces.",
        "An Event is what the text tells as having happened or going on. startDate and endDate are there where the days are known.",
        "Who holds an office is an Occupancy of a Position; membership and command are a Membership; every other relation is an UnknownLink whose role names it.",
        "Countries are ISO 3166-1 alpha-2 in lower case, as FollowTheMoney has them. bodyText is not written: it is the publisher's.",
    ),
    fields=(
        ("Article", fields(("title", "title"), ("publishedAt", "day of publication"), ("publisher", "outlet"), ("sourceUrl", "address"), ("author", "agencies"), ("language", "language, where the input tells"))),
        ("Person, PublicBody, Organization, Company, LegalEntity", fields(("name", "name"), ("country", "country on the story's date"), ("position", "office on the story's date (Person)"), ("proof", "the story"))),
        ("Event", fields(("name", "type and parties"), ("summary", "the sentence"), ("startDate", "first day"), ("endDate", "last day"), ("date", "the day, if it is one"), ("location", "the place"), ("country", "its country"), ("organizer", "initiators"),
            ("involved", "those it is aimed at"), ("keywords", "PLOVER type, mode and contexts"), ("proof", "the story"), ("recordId", "story and event"))),
        ("Occupancy, Membership, UnknownLink", fields(("holder, member, subject", "the first"), ("post, organization, object", "the second"), ("role", "the relation"), ("startDate", "since"), ("endDate", "until"), ("summary", "the words"), ("recordId", "story and relation"))),
    ),
)  # fmt: skip


def write(stories: Iterable[CodedStory], out: IO[bytes]) -> None:
    """Write the entities, a line each."""
    for told in each(stories):
        for entity in entities(told):
            out.write(msgspec.json.encode(entity) + b"\n")


def entities(told: Told) -> Iterator[dict[str, Any]]:
    """The entities of a story: the article, the actors, the events, the relations."""
    head = told.head
    article = _id("story", told.id)
    language = load.words("formats")["ftm"]["languages"].get(head.language)
    yield _entity(article, "Article", title=[head.title or told.id], publishedAt=[head.published], publisher=[head.outlet], sourceUrl=[head.url], author=list(head.agencies), language=[language])
    actors: dict[str, str] = {}
    for m in told.story.mentions:
        if m.actor and m.actor not in actors and not m.members:
            schema = load.words("formats")["ftm"]["kinds"].get(m.kind, "LegalEntity")
            actors[m.actor] = id_ = actor_id(told, m)
            yield _entity(id_, schema, name=[m.name or m.text], country=[_alpha2(m.country)], position=[m.office] if schema == "Person" else [], proof=[article])
    for e in told.realised():
        by, to = ([actors[m.actor] for m in told.known(refs) if m.actor in actors] for refs in (e.actors, e.recipients))
        place, when = told.place(e), days(e.when)
        name = f"{e.type}: " + ", ".join(m.name or m.text for m in (*told.known(e.actors), *told.known(e.recipients)))
        yield _entity(
            _id("event", told.id, e.id), "Event", name=[name.rstrip(": ")], summary=[told.words(e.sentence)], startDate=[when[0]] if when else [], endDate=[when[1]] if when else [],
            date=[when[0]] if when and when[0] == when[1] else [], location=[place.name] if place else [], country=[_alpha2(place.country)] if place else [], organizer=by, involved=to,
            keywords=[k for k in (e.type, e.mode, *e.contexts) if k], proof=[article], recordId=[f"{told.id}/{e.id}"], sourceUrl=[head.url], publisher=[head.outlet],
        )  # fmt: skip
    for r in told.story.relations:
        yield from _relation(told, r, actors)


def actor_id(told: Told, m: CodedMention) -> str:
    """The id of an actor: of the knowledge base, or of the story where it is only there."""
    actor = m.actor or ""
    return _id("actor", told.id, actor) if actor.startswith("~") else _id("actor", actor)


def _relation(told: Told, r: CodedRelation, actors: dict[str, str]) -> Iterator[dict[str, Any]]:
    subject, other = told.mentions.get(r.subject), told.mentions.get(r.object or "")
    one, two = actors.get(subject.actor or "") if subject else None, actors.get(other.actor or "") if other else None
    if one is None:
        return
    shared: dict[str, list[Any]] = {"startDate": [_date(r.since)], "endDate": [_date(r.until)], "summary": [told.words(r.span)], "recordId": [f"{told.id}/{r.id}"], "sourceUrl": [told.head.url], "publisher": [told.head.outlet]}
    if r.predicate == "holds_office" and r.object_text:
        post = _id("post", r.object_text)
        yield _entity(post, "Position", name=[r.object_text])
        yield _entity(_id("relation", told.id, r.id), "Occupancy", holder=[one], post=[post], **shared)
    elif two is not None and two != one:
        schema, a, b = ("Membership", "member", "organization") if _organised(other) and r.predicate in ("leads", "member_of") else ("UnknownLink", "subject", "object")
        yield _entity(_id("relation", told.id, r.id), schema, **{a: [one], b: [two]}, role=[r.predicate.replace("_", " ")], **shared)


def _organised(m: CodedMention | None) -> bool:
    return m is not None and load.words("formats")["ftm"]["kinds"].get(m.kind) in ("Organization", "PublicBody", "Company")


def _entity(id_: str, schema: str, **properties: list[Any]) -> dict[str, Any]:
    kept = {k: sorted({str(v) for v in values if v}) for k, values in properties.items()}
    return {"id": id_, "schema": schema, "properties": {k: v for k, v in kept.items() if v}}


def _id(*parts: str) -> str:
    return "dateline-" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def _alpha2(iso3: str | None) -> str | None:
    found = country(iso3)
    return found.iso2.lower() if found else None


def _date(text: str | None) -> str | None:
    """Dates as FollowTheMoney has them: a year, a month or a day."""
    return text if text and text.replace("-", "").isdigit() and len(text) in (4, 7, 10) else None
