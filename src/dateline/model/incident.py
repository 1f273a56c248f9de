"""Incidents: the one real-world event behind several reports, with every judgement that joined them."""

import datetime as dt
from typing import Literal

from dateline.model.story import Record, Span

Verdict = Literal["same", "different", "unsure"]


class Party(Record, frozen=True, kw_only=True):
    """An actor of a report, as far as it was resolved: `key` is its id.

    `known` actors stand in the knowledge base; `named` ones bear a name of their own, there or in the text. All others are kinds of
    people ("police officers"), whom two reports may share without meaning the same ones.
    """

    key: str
    name: str
    country: str | None = None
    sector: str | None = None
    known: bool = False
    named: bool = False


class Locality(Record, frozen=True, kw_only=True):
    """Where a report puts its event. Coordinates in degrees (WGS84)."""

    name: str
    country: str | None = None
    admin1: str | None = None
    geonames_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None


class Number(Record, frozen=True, kw_only=True):
    """People counted, as the report bounds them."""

    low: int | None
    high: int | None
    span: Span


class Report(Record, frozen=True, kw_only=True):
    """One event of one coded story, with what is compared of it. `id` is "story/event"; `group` the story's copy group;
    `words` the words of its sentence and `lead` those of the story's beginning, both without endings.

    `earliest` and `latest` are the days when it was, of publication or before where the text gives none (`dated` is then false).
    """

    id: str
    story: str
    event: str
    group: str
    outlet: str | None
    published: dt.date | None
    type: str
    mode: str | None
    sub_event_type: str | None
    status: str
    background: bool
    trigger: Span
    sentence: Span
    word: str
    words: frozenset[str]
    lead: frozenset[str]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    earliest: dt.date | None
    latest: dt.date | None
    dated: bool
    where: Locality | None
    casualties: dict[str, Number]
    holders: tuple[str, ...]


class Contribution(Record, frozen=True, kw_only=True):
    """One thing that speaks for (positive) or against two reports being of one event."""

    feature: str
    value: str
    weight: float


class Judgement(Record, frozen=True, kw_only=True):
    """Whether two reports are of one event: the sum of what speaks for and against it, and each part of the sum."""

    first: str
    second: str
    verdict: Verdict
    score: float
    why: tuple[Contribution, ...]


class Version(Record, frozen=True, kw_only=True):
    """One version of a detail, with the reports that have it; `origins` counts texts, not their copies."""

    value: str
    reports: tuple[str, ...]
    holders: tuple[tuple[str, ...], ...]
    origins: int


class Detail(Record, frozen=True, kw_only=True):
    """A detail of an incident ("actor", "recipient", "day", "place", "killed" …) in all its versions, side by side.

    `conflicting` is true where two versions cannot both be right.
    """

    name: str
    conflicting: bool
    versions: tuple[Version, ...]


class Incident(Record, frozen=True, kw_only=True):
    """One real-world event. `id` is made of its earliest report's; `reports` are report ids in order of publication.

    `origins` counts texts, not their copies. `earliest` and `latest` bound the days that the reports agree on, or all of theirs
    where they do not agree. `announced` are reports that planned or called for it.
    """

    id: str
    type: str
    types: tuple[str, ...]
    mode: str | None
    reports: tuple[str, ...]
    origins: int
    outlets: tuple[str, ...]
    earliest: dt.date | None
    latest: dt.date | None
    where: Locality | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    details: tuple[Detail, ...]
    announced: tuple[str, ...] = ()


class Incidents(Record, frozen=True, kw_only=True):
    """What the reports add up to, and the judgements it rests on."""

    incidents: tuple[Incident, ...]
    judgements: tuple[Judgement, ...]
