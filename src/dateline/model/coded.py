"""The coded story: the record contract "dateline/1" that is written, read back, scored and exported.

Spans are [start, end) in code points of `story.text`. Fields are only ever added, never renamed.
"""

import datetime as dt

import msgspec

from dateline.model.correction import Correction
from dateline.model.story import Record, Span

SCHEMA = "dateline/1"


def _brief(kind: str, *parts: object) -> str:
    """A record on one line, as it is shown where a program or notebook prints it; what is not known is left out."""
    return f"<{kind} {' '.join(str(p) for p in parts if p)}>"


class CodedDateline(Record, frozen=True, kw_only=True):
    """Where and when the copy was filed."""

    span: Span
    place: str | None = None
    date: dt.date | None = None


class CodedDamage(Record, frozen=True, kw_only=True):
    """Damaged characters and their reading."""

    span: Span
    kind: str
    reading: str


class CodedPart(Record, frozen=True, kw_only=True):
    """Furniture, lead, body or background."""

    span: Span
    kind: str


class CodedStoryHead(Record, frozen=True, kw_only=True):
    """The story itself and what its header says."""

    id: str
    title: str | None = None
    text: str
    url: str | None = None
    published: dt.date | None = None
    published_from: str | None = None
    outlet: str | None = None
    agencies: tuple[str, ...] = ()
    dateline: CodedDateline | None = None
    language: str | None = None
    damage: tuple[CodedDamage, ...] = ()
    parts: tuple[CodedPart, ...] = ()
    conflicts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    coder: str | None = None


class CodedMention(Record, frozen=True, kw_only=True):
    """A mention of an actor; `span` is null and `implicit` true where the text implies it."""

    id: str
    span: Span | None
    text: str
    actor: str | None
    name: str | None
    kind: str | None
    country: str | None
    code: str | None
    sector: str | None
    office: str | None
    evidence: str | None
    implicit: bool = False
    members: tuple[str, ...] = ()
    score: float | None = None

    def __repr__(self) -> str:
        return _brief("Mention", self.id, repr(self.text), self.actor and f"→ {self.actor}", self.kind)


class CodedTime(Record, frozen=True, kw_only=True):
    """A time expression (TIMEX3) and the days it may mean."""

    id: str
    span: Span
    text: str
    type: str
    value: str | None
    mod: str | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    alternative: str | None = None

    def __repr__(self) -> str:
        return _brief("Time", self.id, repr(self.text), self.value)


class CodedPlace(Record, frozen=True, kw_only=True):
    """A named place."""

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

    def __repr__(self) -> str:
        return _brief("Place", self.id, repr(self.text), f"→ {self.name}", self.country, self.precision)


class CodedInterval(Record, frozen=True, kw_only=True):
    """Days, both included (null: open), and what they come from."""

    earliest: dt.date | None
    latest: dt.date | None
    basis: str
    time: str | None = None


class CodedSource(Record, frozen=True, kw_only=True):
    """A statement's source."""

    span: Span | None
    mentions: tuple[str, ...] = ()


class CodedCue(Record, frozen=True, kw_only=True):
    """The words that link source and content."""

    span: Span
    cue_class: str | None = msgspec.field(name="class", default=None)


class CodedContent(Record, frozen=True, kw_only=True):
    """What is attributed, in one or several pieces."""

    spans: tuple[Span, ...]


class CodedOccasion(Record, frozen=True, kw_only=True):
    """Where it was said: press conference, interview, call …"""

    kind: str
    span: Span | None = None


class CodedStatement(Record, frozen=True, kw_only=True):
    """Source, cue and content of one attribution."""

    id: str
    source: CodedSource | None
    cue: CodedCue | None
    content: CodedContent
    excluded: tuple[Span, ...] = ()
    form: str
    parent: str | None = None
    addressees: tuple[str, ...] = ()
    occasion: CodedOccasion | None = None
    said_on: CodedInterval | None = None
    said_in: str | None = None
    illocution: str
    negated: bool = False
    medium: Span | None = None
    anonymity: str | None = None
    on_behalf_of: str | None = None
    quoted: tuple[Span, ...] = ()
    editorial: tuple[Span, ...] = ()

    def __repr__(self) -> str:
        return _brief("Statement", self.id, self.negated and "not", self.illocution, self.form, self.source and "by " + ", ".join(self.source.mentions))


class CodedEvidential(Record, frozen=True, kw_only=True):
    """Words that tell how something is known, with their class."""

    span: Span
    kind: str = msgspec.field(name="class")


class CodedAcled(Record, frozen=True, kw_only=True):
    """ACLED event and sub-event type."""

    event_type: str
    sub_event_type: str


class CodedAct(Record, frozen=True, kw_only=True):
    """The act that an act of speech is about."""

    type: str
    mode: str | None = None


class CodedCount(Record, frozen=True, kw_only=True):
    """People counted, as the text bounds them."""

    low: int | None
    high: int | None
    span: Span


class CodedReason(Record, frozen=True, kw_only=True):
    """How a field was decided."""

    field: str
    value: str
    why: str
    span: Span | None = None


class CodedEvent(Record, frozen=True, kw_only=True):
    """Who did what to whom, with status and holders."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    goldstein: float | None
    quad: int | None
    acled: CodedAcled | None
    trigger: Span
    sentence: Span
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    when: CodedInterval | None
    where: str | None
    status: str
    background: bool
    holders: tuple[str, ...]
    statement: str | None
    casualties: dict[str, CodedCount]
    content: CodedAct | None = None
    rule: str
    score: float
    because: tuple[CodedReason, ...] = ()

    def __repr__(self) -> str:
        return _brief(
            "Event", self.id, self.type + (f"/{self.mode}" if self.mode else ""), self.status, self.background and "background",
            self.actors and "by " + ", ".join(self.actors), self.recipients and "to " + ", ".join(self.recipients), self.where and f"in {self.where}",
        )  # fmt: skip


class CodedRelation(Record, frozen=True, kw_only=True):
    """A state that holds, and who says so."""

    id: str
    predicate: str
    subject: str
    object: str | None
    object_text: str | None = None
    kind: str | None = None
    since: str | None = None
    until: str | None = None
    span: Span
    holders: tuple[str, ...] = ()
    statement: str | None = None
    evidential: str | None = None
    rule: str | None = None

    def __repr__(self) -> str:
        return _brief("Relation", self.id, self.subject, self.predicate, self.object or (self.object_text and repr(self.object_text)))


class CodedStep(Record, frozen=True, kw_only=True):
    """A move in a ceasefire or peace process."""

    id: str
    kind: str
    step: str
    realised: bool
    span: Span
    by: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    conflict: str | None = None
    when: CodedInterval | None = None
    according_to: str | None = None
    terms: dict[str, str] = {}
    event: str | None = None
    background: bool = False
    rule: str | None = None
    because: tuple[CodedReason, ...] = ()

    def __repr__(self) -> str:
        return _brief("Step", self.id, self.kind, self.step, "real" if self.realised else "not real", self.by and "by " + ", ".join(self.by))


CodedRecord = CodedEvent | CodedStatement | CodedRelation | CodedStep
"""The records that can be explained."""


class CodedStory(Record, frozen=True, kw_only=True):
    """One coded story, whole."""

    schema: str = SCHEMA
    story: CodedStoryHead
    mentions: tuple[CodedMention, ...] = ()
    times: tuple[CodedTime, ...] = ()
    places: tuple[CodedPlace, ...] = ()
    statements: tuple[CodedStatement, ...] = ()
    evidentials: tuple[CodedEvidential, ...] = ()
    events: tuple[CodedEvent, ...] = ()
    relations: tuple[CodedRelation, ...] = ()
    process: tuple[CodedStep, ...] = ()
    reviews: tuple[Correction, ...] | msgspec.UnsetType = msgspec.UNSET
    """The corrections that were applied; only where they were asked for."""
