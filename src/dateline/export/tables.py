"""Coded stories as flat tables: one layout for CSV, Parquet, Arrow, Excel, data frames and the store.

Every table begins with `story_id`; a record's own id with it is its key ("STORY/e3" for `dateline explain`). `char_start` and `char_end` are
code points of the story's text, end not included. What is unknown is null, never a zero or an empty word. Days are dates; an
interval's null end is open.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from dateline.errors import UsageError
from dateline.export.codebook import Codebook, Field
from dateline.model.coded import SCHEMA, CodedEvent, CodedInterval, CodedMention, CodedPlace, CodedRelation, CodedStatement, CodedStep, CodedStory
from dateline.model.story import Record, Span

_TEXT, _INT, _REAL, _FLAG, _DAY = pa.string(), pa.int32(), pa.float64(), pa.bool_(), pa.date32()
_TEXTS = pa.list_(pa.string())


class Column(Record, frozen=True, kw_only=True):
    """A column: its name, Arrow type, and what its values mean."""

    name: str
    type: pa.DataType
    about: str


class Table(Record, frozen=True, kw_only=True):
    """A table: its name, what a row is, and its columns in order."""

    name: str
    about: str
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema, with what each column means as its metadata."""
        return pa.schema([pa.field(c.name, c.type, metadata={"about": c.about}) for c in self.columns])


def _table(name: str, about: str, *columns: tuple[str, pa.DataType, str]) -> Table:
    return Table(name=name, about=about, columns=tuple(Column(name=n, type=t, about=a) for n, t, a in (("story_id", _TEXT, "the story's id"), *columns)))


_SPAN = (("char_start", _INT, "first character of the words"), ("char_end", _INT, "the character after the last"), ("text", _TEXT, "the words"))
_WHO = (
    ("actor", _TEXT, "the actor's id in the knowledge base, or a local one of the story"),
    ("name", _TEXT, "the actor's name"),
    ("kind", _TEXT, "state, government, armed_group, igo, person …"),
    ("country", _TEXT, "country of the actor (ISO 3166-1 alpha-3)"),
    ("code", _TEXT, "PLOVER's actor code: country or IGO, NGO, MNC, IMG …"),
    ("sector", _TEXT, "PLOVER's sector"),
    ("office", _TEXT, "the office held on the story's date"),
)
_WHEN = (
    ("earliest", _DAY, "first day on which it may have been"),
    ("latest", _DAY, "last such day"),
    ("basis", _TEXT, "what the days come from: an expression, tense, the narrative"),
)
_WHERE = (
    ("place", _TEXT, "name of the place"),
    ("place_country", _TEXT, "its country (ISO 3166-1 alpha-3)"),
    ("admin1", _TEXT, "its first-order division"),
    ("lat", _REAL, "latitude, degrees north (WGS 84)"),
    ("lon", _REAL, "longitude, degrees east (WGS 84)"),
    ("precision", _TEXT, "what the point stands for: city, region, country …"),
    ("geonames_id", _INT, "GeoNames id"),
)

TABLES: tuple[Table, ...] = (
    _table(
        "stories", "A story, and what its header says.",
        ("published", _DAY, "date of publication"), ("outlet", _TEXT, "who published it"), ("agencies", _TEXTS, "who wrote it"), ("title", _TEXT, "headline"),
        ("url", _TEXT, "address"), ("language", _TEXT, "language (ISO 639-1)"), ("filed_from", _TEXT, "the dateline's place"),
        ("filed_on", _DAY, "the dateline's date"), ("conflicts", _TEXTS, "conflicts that it tells of"), ("coder", _TEXT, "program and data that coded it"),
        ("notes", _TEXTS, "what a user should know of this coding"),
    ),
    _table(
        "mentions", "A mention of an actor.",
        ("mention_id", _TEXT, "its id in the story"), *_SPAN, *_WHO, ("evidence", _TEXT, "how the actor was found"), ("implicit", _FLAG, "implied, not written"),
        ("members", _TEXTS, "the mentions that a joint mention is made of"), ("score", _REAL, "likeness of the spelling, 0 to 100, where it was not the known one"),
    ),
    _table(
        "times", "A time expression (TIMEX3).",
        ("time_id", _TEXT, "its id in the story"), *_SPAN, ("type", _TEXT, "DATE, TIME, DURATION or SET"), ("value", _TEXT, "TIMEX3 value"),
        ("mod", _TEXT, "TIMEX3 modifier"), ("earliest", _DAY, "first day that it may mean"), ("latest", _DAY, "last such day"),
    ),
    _table("places", "A named place.", ("place_id", _TEXT, "its id in the story"), *_SPAN, *_WHERE, ("kind", _TEXT, "city, region, country, river …")),
    _table(
        "statements", "A statement: what a source is said to have said, thought, asked or denied.",
        ("statement_id", _TEXT, "its id in the story"), ("speaker", _TEXT, "the sources' names, or the words that stand for them"),
        ("speaker_actor", _TEXT, "the first source's actor id"), ("speaker_office", _TEXT, "the first source's office on the story's date"),
        ("illocution", _TEXT, "assert, call, demand, offer, promise, threaten, accuse, deny, welcome, condemn …"), ("negated", _FLAG, "said not to have been said"),
        ("form", _TEXT, "direct, indirect, mixed, free, nominal or document"), ("content", _TEXT, "what is attributed; pieces joined with …"),
        ("content_spans", _TEXT, "the pieces' [start, end) as JSON"), ("source_start", _INT, "first character of the source"), ("source_end", _INT, "the character after it"),
        ("cue", _TEXT, "the words that attribute"), ("cue_class", _TEXT, "assert, attitude, order, question, denial …"), ("parent", _TEXT, "the statement that this one stands in"),
        ("addressees", _TEXTS, "to whom"), ("occasion", _TEXT, "press conference, interview, phone call …"), ("medium", _TEXT, "to which outlet or on which platform"),
        ("anonymity", _TEXT, "how an unnamed source is described"), ("said_earliest", _DAY, "first day on which it may have been said"), ("said_latest", _DAY, "last such day"),
        ("said_basis", _TEXT, "what the days come from"), ("said_in", _TEXT, "where it was said, if the words of saying name a place"),
    ),
    _table(
        "events", "An event: who did what to whom, when and where, who vouches for it, and whether it happened.",
        ("event_id", _TEXT, "its id in the story"), ("position", _INT, "order in the story, the main event 1"), ("type", _TEXT, "PLOVER event type"),
        ("mode", _TEXT, "PLOVER mode"), ("contexts", _TEXTS, "PLOVER contexts"), ("cameo", _TEXT, "CAMEO code"), ("goldstein", _REAL, "Goldstein's scale, -10 to 10"),
        ("quad", _INT, "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"), ("acled_type", _TEXT, "ACLED event type"),
        ("acled_sub_type", _TEXT, "ACLED sub-event type"), ("status", _TEXT, "happened, ongoing, planned, called_for, proposed, conditional, possible, hoped, feared, attempted, denied, negated or hypothetical"),
        ("background", _FLAG, "told as history, not as news"), ("actors", _TEXTS, "names of the initiators"), ("recipients", _TEXTS, "names of those it was aimed at"),
        ("actor_ids", _TEXTS, "their actor ids"), ("recipient_ids", _TEXTS, "their actor ids"), *_WHEN, *_WHERE, ("holders", _TEXTS, "who vouches for it, the outlet first"),
        ("statement_id", _TEXT, "the statement that it stands in"), ("killed_low", _INT, "killed, at least"), ("killed_high", _INT, "killed, at most"),
        ("trigger", _TEXT, "the words that tell it"), ("char_start", _INT, "first character of these words"), ("char_end", _INT, "the character after them"),
        ("sentence", _TEXT, "the sentence"), ("sentence_start", _INT, "its first character"), ("sentence_end", _INT, "the character after it"),
        ("rule", _TEXT, "the lexicon entry that coded it"), ("score", _REAL, "how sure the coder is, 0 to 1"),
    ),
    _table(
        "event_actors", "A party of an event.",
        ("event_id", _TEXT, "the event"), ("role", _TEXT, "actor, recipient or holder"), ("position", _INT, "order within the role, from 1"),
        ("mention_id", _TEXT, "the mention; outlet or unnamed for a holder that is none"), *_WHO,
    ),
    _table(
        "event_counts", "People counted in an event, as killed, injured, displaced or otherwise harmed.",
        ("event_id", _TEXT, "the event"), ("what", _TEXT, "what is counted"), ("low", _INT, "at least"), ("high", _INT, "at most"), *_SPAN,
    ),
    _table(
        "relations", "A relation that is said to hold, as who leads, backs, controls or recognises whom.",
        ("relation_id", _TEXT, "its id in the story"), ("predicate", _TEXT, "what holds"), ("kind", _TEXT, "its kind"), ("subject", _TEXT, "name of the first"),
        ("subject_actor", _TEXT, "its actor id"), ("object", _TEXT, "name of the second"), ("object_actor", _TEXT, "its actor id"), ("since", _TEXT, "since when (EDTF)"),
        ("until", _TEXT, "until when (EDTF)"), ("holders", _TEXTS, "who vouches for it, the outlet first"), ("evidential", _TEXT, "how it is known"),
        ("statement_id", _TEXT, "the statement that it stands in"), ("lat", _REAL, "latitude of a place that is the second"), ("lon", _REAL, "its longitude"), *_SPAN,
    ),
    _table(
        "process", "A step in a ceasefire or a peace process.",
        ("step_id", _TEXT, "its id in the story"), ("kind", _TEXT, "ceasefire, talks, agreement, hostilities, sequence, position or violation"),
        ("step", _TEXT, "called_for, proposed, accepted, agreed, declared, in_force …"), ("realised", _FLAG, "asserted as real at the time that it speaks of"),
        ("by_names", _TEXTS, "names of those whose step it is"), ("against_names", _TEXTS, "names of those against whom"), ("by_ids", _TEXTS, "their actor ids"),
        ("against_ids", _TEXTS, "their actor ids"), ("conflict", _TEXT, "the conflict"), *_WHEN, ("according_to", _TEXT, "who says so, if not the outlet"),
        ("according_to_id", _TEXT, "its actor id"), ("terms", _TEXT, "terms as a JSON object"), ("event_id", _TEXT, "the event that it is"),
        ("background", _FLAG, "told as history, not as news"), *_SPAN, ("rule", _TEXT, "the rule that read it"),
    ),
)  # fmt: skip
"""The tables, in the order of a story's records."""


def codebook(title: str, scheme: str, about: str, *rules: str) -> Codebook:
    """The codebook of a format that holds the flat tables."""
    shown = tuple((f"{t.name}: {t.about}", tuple(Field(name=c.name, about=c.about, values=str(c.type)) for c in t.columns)) for t in TABLES)
    return Codebook(title=title, scheme=f"{SCHEMA}, {scheme}", about=about, rules=rules, fields=shown)


def named(name: str) -> Table:
    """The table of a name; KeyError if there is none."""
    return {t.name: t for t in TABLES}[name]


def wanted(name: str) -> Table:
    """The table of a name that a user gave; UsageError if there is none."""
    try:
        return named(name)
    except KeyError:
        raise UsageError(f"there is no table {name!r}. Use one of {', '.join(t.name for t in TABLES)}") from None


def arrow(stories: Iterable[CodedStory]) -> dict[str, pa.Table]:
    """All tables of some stories, which are held in memory meanwhile: give a corpus in portions."""
    found: dict[str, list[tuple[Any, ...]]] = {t.name: [] for t in TABLES}
    for s in stories:
        for name, row in rows(s):
            found[name].append(row)
    return {t.name: as_arrow(t, found[t.name]) for t in TABLES}


def batches(stories: Iterable[CodedStory], names: Iterable[str] | None = None, *, size: int = 4096) -> Iterator[tuple[str, pa.RecordBatch]]:
    """The rows of the tables (all, or those named) in pieces of about `size` rows, each with its table's name: one walk, and memory stays flat.

    Rows stand in the order of the stories and of the text. A table without rows comes once, empty.
    """
    chosen = None if names is None else set(names)
    layouts = [t for t in TABLES if chosen is None or t.name in chosen]
    held: dict[str, list[tuple[Any, ...]]] = {t.name: [] for t in layouts}
    empty = set(held)
    for s in stories:
        for name, row in rows(s):
            if name in held:
                held[name].append(row)
        for t in layouts:
            if len(held[t.name]) >= size:
                yield t.name, _batch(t, held[t.name])
                empty.discard(t.name)
                held[t.name] = []
    for t in layouts:
        if held[t.name] or t.name in empty:
            yield t.name, _batch(t, held[t.name])


def frame(stories: Iterable[CodedStory], name: str) -> pa.Table:
    """One table of stories, whole, as Arrow. Raises UsageError if there is none of that name."""
    t = wanted(name)
    return pa.Table.from_batches([b for _, b in batches(stories, (t.name,))], schema=t.schema)


def as_arrow(table: Table, values: Sequence[tuple[Any, ...]]) -> pa.Table:
    """Rows of a table as Arrow."""
    return pa.Table.from_batches([_batch(table, values)])


def _batch(table: Table, values: Sequence[tuple[Any, ...]]) -> pa.RecordBatch:
    columns = zip(*values, strict=True) if values else ([] for _ in table.columns)
    return pa.RecordBatch.from_arrays([pa.array(c, type=k.type) for c, k in zip(columns, table.columns, strict=True)], schema=table.schema)


def rows(s: CodedStory) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The rows of one story: the name of the table and the values in the order of its columns."""
    return _Rows(s).all()


class _Rows:
    """One story's records by id, and the rows made of them."""

    def __init__(self, s: CodedStory) -> None:
        self.s, self.id, self.text = s, s.story.id, s.story.text
        self.mentions = {m.id: m for m in s.mentions}
        self.places = {p.id: p for p in s.places}

    def all(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        s, h = self.s, self.s.story
        d = h.dateline
        yield "stories", (
            h.id, h.published, h.outlet, h.agencies, h.title, h.url, h.language, d.place if d else None, d.date if d else None, h.conflicts, h.coder, h.notes,
        )  # fmt: skip
        for m in s.mentions:
            yield "mentions", (self.id, m.id, *((*m.span, m.text) if m.span else (None, None, m.text)), *_who(m), m.evidence, m.implicit, m.members, m.score)
        for t in s.times:
            yield "times", (self.id, t.id, *t.span, t.text, t.type, t.value, t.mod, t.earliest, t.latest)
        for p in s.places:
            yield "places", (self.id, p.id, *p.span, p.text, *_where(p), p.kind)
        for x in s.statements:
            yield "statements", self.statement(x)
        for at, e in enumerate(s.events, start=1):
            yield "events", self.event(e, at)
            yield from self.parties(e)
            for what, n in e.casualties.items():
                yield "event_counts", (self.id, e.id, what, n.low, n.high, *self.words(n.span))
        for r in s.relations:
            yield "relations", self.relation(r)
        for c in s.process:
            yield "process", self.step(c)

    def words(self, span: Span) -> tuple[int, int, str]:
        return (*span, self.text[span[0] : span[1]])

    def said(self, span: Span | None) -> str | None:
        return " ".join(self.text[span[0] : span[1]].split()) if span else None

    def name(self, ref: str) -> str:
        m, p = self.mentions.get(ref), self.places.get(ref)
        return (m.name or m.text) if m else p.name if p else ref

    def names(self, refs: Iterable[str]) -> list[str]:
        return [self.name(r) for r in refs]

    def ids(self, refs: Iterable[str]) -> list[str]:
        return [m.actor for r in refs if (m := self.mentions.get(r)) and m.actor]

    def actor(self, ref: str | None) -> str | None:
        m = self.mentions.get(ref or "")
        return m.actor if m else None

    def statement(self, x: CodedStatement) -> tuple[Any, ...]:
        speakers = [m for i in (x.source.mentions if x.source else ()) if (m := self.mentions.get(i))]
        first = speakers[0] if speakers else None
        source = x.source.span if x.source else None
        said_on = x.said_on
        return (
            self.id, x.id, ", ".join(m.name or m.text for m in speakers) or self.said(source), first.actor if first else None, first.office if first else None, x.illocution, x.negated, x.form,
            " … ".join(self.said(c) or "" for c in x.content.spans), json.dumps(x.content.spans, separators=(",", ":")), source[0] if source else None, source[1] if source else None,
            self.said(x.cue.span) if x.cue else None, x.cue.cue_class if x.cue else None, x.parent, self.names(x.addressees), x.occasion.kind if x.occasion else None, self.said(x.medium),
            x.anonymity, *_when(said_on), self.name(x.said_in) if x.said_in else None,
        )  # fmt: skip

    def event(self, e: CodedEvent, position: int) -> tuple[Any, ...]:
        killed = e.casualties.get("killed")
        return (
            self.id, e.id, position, e.type, e.mode, e.contexts, e.cameo, e.goldstein, e.quad, e.acled.event_type if e.acled else None, e.acled.sub_event_type if e.acled else None,
            e.status, e.background, self.names(e.actors), self.names(e.recipients), self.ids(e.actors), self.ids(e.recipients), *_when(e.when),
            *_where(self.places.get(e.where or "")), self.names(e.holders), e.statement, killed.low if killed else None, killed.high if killed else None,
            self.said(e.trigger), *e.trigger, self.said(e.sentence), *e.sentence, e.rule, e.score,
        )  # fmt: skip

    def parties(self, e: CodedEvent) -> Iterator[tuple[str, tuple[Any, ...]]]:
        for role, refs in (("actor", e.actors), ("recipient", e.recipients), ("holder", e.holders)):
            for at, ref in enumerate(refs, start=1):
                yield "event_actors", (self.id, e.id, role, at, ref, *_who(self.mentions.get(ref)))

    def relation(self, r: CodedRelation) -> tuple[Any, ...]:
        place = self.places.get(r.object or "")
        return (
            self.id, r.id, r.predicate, r.kind, self.name(r.subject), self.actor(r.subject), self.name(r.object) if r.object else r.object_text, self.actor(r.object), r.since, r.until,
            self.names(r.holders), r.evidential, r.statement, place.lat if place else None, place.lon if place else None, *self.words(r.span),
        )  # fmt: skip

    def step(self, c: CodedStep) -> tuple[Any, ...]:
        return (
            self.id, c.id, c.kind, c.step, c.realised, self.names(c.by), self.names(c.against), self.ids(c.by), self.ids(c.against), c.conflict, *_when(c.when),
            self.name(c.according_to) if c.according_to else None, self.actor(c.according_to), json.dumps(c.terms, ensure_ascii=False, sort_keys=True) if c.terms else None, c.event, c.background,
            *self.words(c.span), c.rule,
        )  # fmt: skip


def _who(m: CodedMention | None) -> tuple[Any, ...]:
    return (m.actor, m.name, m.kind, m.country, m.code, m.sector, m.office) if m else (None,) * 7


def _when(i: CodedInterval | None) -> tuple[Any, ...]:
    return (i.earliest, i.latest, i.basis) if i else (None,) * 3


def _where(p: CodedPlace | None) -> tuple[Any, ...]:
    return (p.name, p.country, p.admin1, p.lat, p.lon, p.precision, p.geonames_id) if p else (None,) * 7
