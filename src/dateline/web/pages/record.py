"""Why a record exists: sentence, marked words, lexicon entry, and how each field was decided."""

from typing import Any

from litestar import Response, get

from dateline.model.coded import CodedEvent, CodedMention, CodedPlace, CodedRecord, CodedStory, CodedTime
from dateline.show.reasons import Reason, Reasons, reasons, widen
from dateline.show.words import label
from dateline.web import known, marks
from dateline.web.address import Asked
from dateline.web.desk import Sight
from dateline.web.faults import NotThere
from dateline.web.page import Req, page
from dateline.web.pages.story import story_of
from dateline.web.rows import Rows


@get("/record", sync_to_thread=True, include_in_schema=False)
def record(request: Req) -> Response[bytes]:
    """The record of an id (`id`: STORY/e3)."""
    return page(request, "record.html", _record)


@get("/record/part", sync_to_thread=True, include_in_schema=False)
def record_part(request: Req) -> Response[bytes]:
    """The same without the frame of the page, for the panel beside a story."""
    return page(request, "record_part.html", _record)


def _record(sight: Sight, wanted: Asked) -> dict[str, Any]:
    whole = wanted.need("id")
    story_id, _, key = whole.rpartition("/")
    s = story_of(sight, story_id)
    records: list[CodedRecord] = [*s.events, *s.statements, *s.relations, *s.process]
    words: list[CodedMention | CodedTime | CodedPlace] = [*s.mentions, *s.times, *s.places]
    found = next((x for x in records if x.id == key), None)
    other = next((x for x in words if x.id == key), None)
    if found is not None:
        why = reasons(s, found)
    elif other is not None:
        why = _of_words(s, other)
    else:
        raise NotThere("That story has no such record. The story's page lists what was read from it")
    rule = getattr(found, "rule", None)
    incident = Rows.of(sight.copy, "SELECT incident_id, reports, origins FROM incidents JOIN incident_reports USING (incident_id) WHERE story_id = $story AND event_id = $event", {"story": story_id, "event": key})
    utterance = Rows.of(sight.copy, "SELECT story_id, statement_id, text, outlet, published FROM renderings WHERE utterance_id = (SELECT any_value(utterance_id) FROM renderings WHERE story_id = $story AND statement_id = $key) AND NOT (story_id = $story AND statement_id = $key) ORDER BY published, story_id LIMIT 20", {"story": story_id, "key": key})
    corrections = Rows.of(sight.copy, "SELECT * FROM corrections WHERE story_id = $story AND record_id = $key ORDER BY made DESC, correction_id", {"story": story_id, "key": key})
    return {
        "corrections": corrections, "correctable": found is not None, "id": whole, "key": key, "h": s.story, "why": why, "pieces": marks.around(s.story.text, why.around, why.marks), "entry": known.entries().get(rule or ""), "rule": rule,
        "score": found.score if isinstance(found, CodedEvent) else None, "incident": incident[0] if incident else None, "renderings": utterance, "mention": other if isinstance(other, CodedMention) else None,
    }  # fmt: skip


def _of_words(s: CodedStory, x: CodedMention | CodedTime | CodedPlace) -> Reasons:
    """What a name, time or place in a text was taken for."""
    span = x.span or (0, 0)
    rows: tuple[tuple[str, str | None, str | None], ...]
    if isinstance(x, CodedMention):
        title, rows = f"actor: {label(x)}", (("taken for", label(x), x.evidence), ("kind", x.kind, None), ("country", x.country, None), ("sector", x.sector, None), ("office on that day", x.office, None))
    elif isinstance(x, CodedTime):
        title, rows = f"time: {x.value or x.type}", (("read as", x.value, x.type), ("first day", str(x.earliest or "not told"), None), ("last day", str(x.latest or "not told"), None))
    else:
        point = f"{x.lat:.3f}, {x.lon:.3f}" if x.lat is not None and x.lon is not None else None
        title, rows = f"place: {x.name}", (("taken for", x.name, x.kind), ("in", ", ".join(v for v in (x.admin1, x.country) if v), None), ("latitude, longitude", point, x.precision))
    told = tuple(Reason(about=a, value=v, why=w or "") for a, v, w in rows if v)
    return Reasons(title=title, around=widen(s.story.text, span), marks=((span, "trigger"),), rows=told)


ROUTES = [record, record_part]
