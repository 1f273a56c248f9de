"""W3C Web Annotations: every record on the words that it was read from."""

from collections.abc import Iterable, Iterator
from typing import IO, Any
from urllib.parse import quote

from dateline.export.codebook import Codebook, fields
from dateline.export.told import Told, each, write_page
from dateline.model.coded import CodedStory
from dateline.model.story import Span

NAME = "annotations"
SUFFIX = ".jsonld"
_CONTEXT = 24
CODEBOOK = Codebook(
    title="Web Annotations", scheme="W3C Web Annotation Data Model (2017), JSON-LD", source="www.w3.org/TR/annotation-model",
    about="Mentions, places, times, statements, events, relations and steps as annotations of the story's text: one AnnotationPage, an annotation a line. Streams.",
    rules=(
        "Every record is written, whatever its status: the body says it (status, realised). An implied mention has no words and is not written.",
        "The target is the story's address, else urn:dateline:story:ID. A TextPositionSelector counts Unicode code points of the text as it came in; a TextQuoteSelector has the words and what stands around them, so that a changed page can still be marked.",
        "Of a statement or event in several pieces each piece is a target.",
    ),
    fields=(("Annotation", fields(
        ("id", "urn:dateline: story and record"), ("motivation", "identifying (mentions, places, times), describing (statements, events, relations, steps)"), ("body", "a TextualBody to read, and the record's fields under dateline:"), ("target", "source and selectors"),
    )),),
)  # fmt: skip


def write(stories: Iterable[CodedStory], out: IO[bytes]) -> None:
    """Write one AnnotationPage, an annotation a line."""
    opening = b'{"@context":["http://www.w3.org/ns/anno.jsonld",{"dateline":"urn:dateline:"}],"id":"urn:dateline:annotations","type":"AnnotationPage","items":['
    write_page(opening, (a for told in each(stories) for a in annotations(told)), out)


def annotations(told: Told) -> Iterator[dict[str, Any]]:
    """The annotations of a story."""
    s = told.story
    for m in s.mentions:
        if m.span:
            yield _one(told, m.id, "identifying", (m.span,), m.name or m.text, kind="mention", actor=m.actor, sort=m.kind, country=m.country, sector=m.sector, office=m.office)
    for p in s.places:
        yield _one(told, p.id, "identifying", (p.span,), p.name, kind="place", geonames=p.geonames_id, country=p.country, precision=p.precision)
    for t in s.times:
        yield _one(told, t.id, "identifying", (t.span,), t.value or t.text, kind="time", timex=t.type, value=t.value, earliest=t.earliest, latest=t.latest)
    for x in s.statements:
        who = ", ".join(n for r in (x.source.mentions if x.source else ()) if (n := told.name(r)))
        yield _one(told, x.id, "describing", x.content.spans, f"{who or 'somebody'}: {x.illocution}", kind="statement", illocution=x.illocution, form=x.form, negated=x.negated)
    for e in s.events:
        label = f"{e.type}{'/' + e.mode if e.mode else ''}, {e.status}"
        yield _one(told, e.id, "describing", (e.trigger,), label, kind="event", event=e.type, mode=e.mode, status=e.status, background=e.background, actors=[n for r in e.actors if (n := told.name(r))], recipients=[n for r in e.recipients if (n := told.name(r))], rule=e.rule)
    for r in s.relations:
        yield _one(told, r.id, "describing", (r.span,), f"{told.name(r.subject)} {r.predicate.replace('_', ' ')} {told.name(r.object) or r.object_text or ''}".strip(), kind="relation", predicate=r.predicate)
    for c in s.process:
        yield _one(told, c.id, "describing", (c.span,), f"{c.kind}: {c.step}{'' if c.realised else ' (not real)'}", kind="step", process=c.kind, step=c.step, realised=c.realised, background=c.background)


def _one(told: Told, id_: str, motivation: str, spans: tuple[Span, ...], label: str, **known: Any) -> dict[str, Any]:
    targets = [_target(told, s) for s in spans]
    body = {f"dateline:{k}": v for k, v in known.items() if v is not None and v != []}
    creator = {"creator": {"type": "Software", "name": told.head.coder}} if told.head.coder else {}
    return {
        "id": f"urn:dateline:{quote(told.id, safe='')}:{quote(id_, safe='')}", "type": "Annotation", "motivation": motivation, **creator,
        "body": [{"type": "TextualBody", "value": label, "format": "text/plain", "language": "en"}, body], "target": targets[0] if len(targets) == 1 else targets,
    }  # fmt: skip


def _target(told: Told, span: Span) -> dict[str, Any]:
    text, (lo, hi) = told.head.text, span
    return {
        "source": told.head.url or f"urn:dateline:story:{quote(told.id, safe='')}",
        "selector": [
            {"type": "TextPositionSelector", "start": lo, "end": hi},
            {"type": "TextQuoteSelector", "exact": text[lo:hi], "prefix": text[max(0, lo - _CONTEXT) : lo], "suffix": text[hi : hi + _CONTEXT]},
        ],
    }  # fmt: skip
