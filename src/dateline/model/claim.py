"""What a story claims: mentions, times, places, statements, events, relations and steps of a process.

Every claim carries the span that it was read from. A field that the text does not fill is None: unknown stays unknown.
"""

import datetime as dt
from typing import Literal

from dateline.model.story import Record, Span

Status = Literal[
    "happened", "ongoing", "planned", "called_for", "proposed", "conditional", "possible", "hoped", "feared", "attempted",
    "denied", "negated", "hypothetical",
]  # fmt: skip

REALISED: frozenset[str] = frozenset({"happened", "ongoing"})
"""The two statuses under which an event is asserted as real."""


class Reason(Record, frozen=True, kw_only=True):
    """One step of how a field was decided: which field, what was chosen, why, and the words that said so."""

    field: str
    value: str
    why: str
    span: Span | None = None


class Mention(Record, frozen=True, kw_only=True):
    """A span that refers to an actor. `head` is its head token (-1 if implied); `first`..`last` its tokens, both included."""

    id: str
    span: Span | None
    text: str
    head: int = -1
    first: int = -1
    last: int = -1
    actor: str | None = None
    name: str | None = None
    kind: str | None = None
    country: str | None = None
    code: str | None = None
    sector: str | None = None
    office: str | None = None
    role: str | None = None
    gender: str | None = None
    plural: bool = False
    pronoun: bool = False
    implicit: bool = False
    quoted: bool = False
    members: tuple[str, ...] = ()
    evidence: str | None = None
    score: float | None = None


class TimeExpression(Record, frozen=True, kw_only=True):
    """A time expression with its TIMEX3 type and value, and the days that it may mean (None: open).

    `alternative` is the other value of an expression that has two readings ("last April" said in July).
    """

    id: str
    span: Span
    text: str
    type: str
    value: str | None = None
    mod: str | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    vague: bool = False
    furniture: bool = False
    alternative: str | None = None


class Place(Record, frozen=True, kw_only=True):
    """A named place. `precision`: point, city, district, province, country, region; `lat`, `lon` in degrees (WGS84)."""

    id: str
    span: Span
    text: str
    name: str
    kind: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    precision: str | None = None


class Quotation(Record, frozen=True, kw_only=True):
    """A stretch between quotation marks: `span` with the marks, `inner` without. `scare`: a title, a name or distance.

    `closed` is false where the closing mark is missing; `continues` is true where a paragraph goes on with the quotation that the one
    before left open.
    """

    span: Span
    inner: Span
    scare: bool = False
    closed: bool = True
    continues: bool = False


class Interval(Record, frozen=True, kw_only=True):
    """Days, both included; None is an open end. `basis` says where they come from; `time` is the expression's id."""

    earliest: dt.date | None
    latest: dt.date | None
    basis: str
    time: str | None = None


class Evidential(Record, frozen=True, kw_only=True):
    """Words that tell how something is known: hearsay, inference, common knowledge, distancing, unverifiable."""

    span: Span
    kind: str


class Statement(Record, frozen=True, kw_only=True):
    """Source, cue and content of one attribution (as PARC and PolNeAR have it).

    `medium` is who was told for publication ("told Reuters"), `anonymity` how an unnamed source is described, `on_behalf_of` the mention
    of the body that a spokesperson speaks for, `said_in` the place where it was said, only if the words of saying name one, `quoted` the verbatim stretches of the content, `editorial` what the outlet put into them.
    """

    id: str
    source: Span | None
    speakers: tuple[str, ...] = ()
    cue: Span | None = None
    cue_class: str | None = None
    cue_token: int | None = None
    content: tuple[Span, ...] = ()
    excluded: tuple[Span, ...] = ()
    form: Literal["direct", "indirect", "mixed", "free", "nominal", "document"] = "indirect"
    parent: str | None = None
    addressees: tuple[str, ...] = ()
    occasion: str | None = None
    occasion_span: Span | None = None
    said_on: Interval | None = None
    said_in: str | None = None
    illocution: str = "assert"
    negated: bool = False
    medium: Span | None = None
    anonymity: str | None = None
    on_behalf_of: str | None = None
    quoted: tuple[Span, ...] = ()
    editorial: tuple[Span, ...] = ()


class Count(Record, frozen=True, kw_only=True):
    """A number of people, as the text bounds it."""

    low: int | None
    high: int | None
    span: Span


class Event(Record, frozen=True, kw_only=True):
    """Who did what to whom: a PLOVER event with its status and holders."""

    id: str
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    goldstein: float | None = None
    quad: int | None = None
    acled: tuple[str, str] | None = None
    trigger: Span
    head: int
    sentence: Span
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    when: Interval | None = None
    where: str | None = None
    status: str = "happened"
    background: bool = False
    holders: tuple[str, ...] = ()
    statement: str | None = None
    casualties: dict[str, Count] = {}
    content: tuple[str, str | None] | None = None
    step: str | None = None
    rule: str
    score: float = 1.0
    because: tuple[Reason, ...] = ()


class Relation(Record, frozen=True, kw_only=True):
    """A state that holds between two things, with the one who says so."""

    id: str
    predicate: str
    subject: str
    object: str | None = None
    object_text: str | None = None
    kind: str | None = None
    since: str | None = None
    until: str | None = None
    span: Span
    holders: tuple[str, ...] = ()
    statement: str | None = None
    evidential: str | None = None
    rule: str | None = None


class Step(Record, frozen=True, kw_only=True):
    """A move in a ceasefire or peace process. `realised` only where the text asserts that it was agreed, declared or held."""

    id: str
    kind: Literal["ceasefire", "talks", "agreement", "hostilities", "sequence", "position", "violation"]
    step: str
    realised: bool = False
    span: Span
    by: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    conflict: str | None = None
    when: Interval | None = None
    according_to: str | None = None
    terms: dict[str, str] = {}
    event: str | None = None
    rule: str | None = None
    background: bool = False
    because: tuple[Reason, ...] = ()
