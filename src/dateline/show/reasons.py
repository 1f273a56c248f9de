"""Why a record exists, as plain rows that the terminal and the pages show each in its way."""

from collections.abc import Iterator

from dateline.model.coded import CodedEvent, CodedRecord, CodedRelation, CodedStatement, CodedStep, CodedStory
from dateline.model.story import Record, Span
from dateline.show.words import label, when


class Reason(Record, frozen=True, kw_only=True):
    """One row: what it is about, the value, why it is so, and the words of the story that say so; `actor` is the id of an actor that it names."""

    about: str
    value: str
    why: str = ""
    words: str = ""
    actor: str | None = None


class Reasons(Record, frozen=True, kw_only=True):
    """The reasons of a record: what it is, the characters around it (`around`), the marked spans with what each is, and the rows.

    Marks are trigger, cue, actor, other, content or excluded.
    """

    title: str
    around: Span
    marks: tuple[tuple[Span, str], ...]
    rows: tuple[Reason, ...]


def reasons(s: CodedStory, x: CodedRecord) -> Reasons:
    """The reasons of an event, statement, relation or step."""
    found = _Reasons(s)
    if isinstance(x, CodedEvent):
        return found.event(x)
    if isinstance(x, CodedStatement):
        return found.statement(x)
    return found.relation(x) if isinstance(x, CodedRelation) else found.step(x)


class _Reasons:
    def __init__(self, s: CodedStory) -> None:
        self.s, self.mentions = s, {m.id: m for m in s.mentions}
        self.marks: list[tuple[Span, str]] = []

    def words(self, span: Span | None) -> str:
        return " ".join(self.s.story.text[slice(*span)].split()) if span else ""

    def actors(self, role: str, ids: tuple[str, ...], mark: str) -> Iterator[Reason]:
        for i in ids:
            m = self.mentions.get(i)
            if m is None:
                yield Reason(about=role, value=i)
                continue
            if m.span:
                self.marks.append((m.span, mark))
            code = "/".join(c for c in (m.country or m.code, m.sector) if c)
            yield Reason(about=role, value=label(m) + (f" ({m.office})" if m.office else ""), why=", ".join(x for x in (code, m.evidence) if x), words=m.text if m.text else "implied", actor=m.actor)

    def holders(self, ids: tuple[str, ...]) -> Reason:
        names = [label(self.mentions[h]) if h in self.mentions else "the outlet" if h == "outlet" else h for h in ids or ("outlet",)]
        return Reason(about="according to", value=" › ".join(names))

    def because(self, x: CodedEvent | CodedStep) -> Iterator[Reason]:
        return (Reason(about=b.field, value=b.value.replace("_", " "), why=b.why, words=self.words(b.span)) for b in x.because)

    def event(self, x: CodedEvent) -> Reasons:
        days = when(x) or (f"up to {x.when.latest}" if x.when and x.when.latest else "")
        place = next((p for p in self.s.places if p.id == x.where), None)
        told = [b.field for b in x.because]
        rows = [
            *(() if "status" in told else (Reason(about="status", value=x.status.replace("_", " ")),)),
            *self.because(x), *self.actors("by", x.actors, "actor"), *self.actors("to", x.recipients, "other"),
            *(Reason(about=f"{what}", value=_count(c.low, c.high), words=self.words(c.span)) for what, c in x.casualties.items()),
            Reason(about="when", value=days or "not told", why=x.when.basis if x.when else ""),
            Reason(about="where", value=place.name if place else "not told of the event itself", why=", ".join(v for v in (place.admin1, place.country, place.precision) if v) if place else ""),
            Reason(about="news or background", value="background" if x.background else "news"), self.holders(x.holders),
            Reason(about="codes", value=f"PLOVER {x.type}{'/' + x.mode if x.mode else ''}, CAMEO {x.cameo or '—'}, Goldstein {x.goldstein if x.goldstein is not None else '—'}, ACLED {x.acled.sub_event_type if x.acled else '—'}"),
        ]  # fmt: skip
        return Reasons(title=f"{x.type}{'/' + x.mode if x.mode else ''}", around=x.sentence, marks=(*self.marks, (x.trigger, "trigger")), rows=tuple(rows))

    def statement(self, x: CodedStatement) -> Reasons:
        spans = [*x.content.spans, *((x.cue.span,) if x.cue else ()), *((x.source.span,) if x.source and x.source.span else ())]
        self.marks += [*((c, "content") for c in x.content.spans), *((c, "excluded") for c in x.excluded), *(((x.cue.span, "cue"),) if x.cue else ())]
        rows = [
            *self.actors("source", x.source.mentions if x.source else (), "actor"),
            *((Reason(about="cue", value=self.words(x.cue.span), why=f"class {x.cue.cue_class}"),) if x.cue else ()),
            *self.actors("to", x.addressees, "other"), Reason(about="said on", value=str(x.said_on.latest) if x.said_on and x.said_on.latest else "not told", why=x.said_on.basis if x.said_on else ""),
            *((Reason(about="left out", value="; ".join(self.words(c) for c in x.excluded), why="the outlet's aside"),) if x.excluded else ()),
            *((Reason(about="stands in", value=x.parent, why="a statement within a statement"),) if x.parent else ()),
        ]  # fmt: skip
        title = f"statement, {x.form}, {'not ' if x.negated else ''}{x.illocution}"
        return Reasons(title=title, around=(min(a for a, _ in spans), max(b for _, b in spans)), marks=tuple(self.marks), rows=tuple(rows))

    def relation(self, x: CodedRelation) -> Reasons:
        rows = [
            *self.actors("who", (x.subject,), "actor"), *(self.actors("whom", (x.object,), "other") if x.object else (Reason(about="what", value=x.object_text or "not told"),)),
            Reason(about="since and until", value=f"{x.since or 'not told'} – {x.until or 'not told'}"), self.holders(x.holders),
        ]  # fmt: skip
        return Reasons(title=x.predicate.replace("_", " "), around=widen(self.s.story.text, x.span), marks=((x.span, "trigger"), *self.marks), rows=tuple(rows))

    def step(self, x: CodedStep) -> Reasons:
        rows = [
            *self.actors("by", x.by, "actor"), *self.actors("against", x.against, "other"), *self.because(x),
            Reason(about="told as real", value="yes: the text asserts it" if x.realised else "no: said, asked, meant or hoped, but not asserted"),
            *(Reason(about=f"term: {k}", value=v) for k, v in x.terms.items()), Reason(about="when", value=f"{x.when.earliest or '..'} – {x.when.latest or '..'}" if x.when else "not told", why=x.when.basis if x.when else ""),
            self.holders((x.according_to,) if x.according_to else ()),
        ]  # fmt: skip
        return Reasons(title=f"{x.kind}: {x.step.replace('_', ' ')}", around=widen(self.s.story.text, x.span), marks=((x.span, "trigger"), *self.marks), rows=tuple(rows))


def _count(low: int | None, high: int | None) -> str:
    return str(low) if low == high else f"{low if low is not None else '?'} to {high if high is not None else '?'}"


def widen(text: str, span: Span) -> Span:
    """The sentence or line around a span."""
    lo = max(text.rfind("\n", 0, span[0]), text.rfind(". ", 0, span[0]) + 1, 0)
    ends = [k for k in (text.find("\n", span[1]), text.find(". ", span[1]) + 1) if k > 0]
    return (lo + len(text[lo:]) - len(text[lo:].lstrip()), min(ends, default=len(text)))
