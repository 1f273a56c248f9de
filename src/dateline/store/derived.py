"""The tables that are rebuilt: what follows from all stories together, and what of each record stands in which column."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from dateline.lexicon.process import Machine
from dateline.model.copies import Copy, Recycled, Retraction
from dateline.model.incident import Incidents
from dateline.model.process import Change
from dateline.model.utterance import Utterances

_TEXT, _INT, _REAL, _FLAG, _DAY = pa.string(), pa.int32(), pa.float64(), pa.bool_(), pa.date32()
_TEXTS = pa.list_(pa.string())
_PLACE = [("place", _TEXT), ("place_country", _TEXT), ("admin1", _TEXT), ("lat", _REAL), ("lon", _REAL), ("precision", _TEXT)]

LAYOUTS: dict[str, pa.Schema] = {
    name: pa.schema(columns)
    for name, columns in {
        "copies": [("story_id", _TEXT), ("group_id", _TEXT), ("origin", _TEXT), ("relation", _TEXT), ("similarity", _REAL), ("kept", _REAL), ("own", _REAL), ("agency", _TEXT)],
        "recycled": [("story_id", _TEXT), ("char_start", _INT), ("char_end", _INT), ("first_story", _TEXT), ("first_published", _DAY)],
        "retractions": [("story_id", _TEXT), ("kind", _TEXT), ("words", _TEXT), ("retracts", _TEXT), ("score", _REAL), ("why", _TEXTS)],
        "incidents": [
            ("incident_id", _TEXT), ("type", _TEXT), ("types", _TEXTS), ("mode", _TEXT), ("earliest", _DAY), ("latest", _DAY), *_PLACE, ("actors", _TEXTS), ("recipients", _TEXTS),
            ("reports", _INT), ("origins", _INT), ("outlets", _TEXTS), ("conflicting", _TEXTS),
        ],
        "incident_reports": [("incident_id", _TEXT), ("story_id", _TEXT), ("event_id", _TEXT), ("announced", _FLAG)],
        "incident_details": [("incident_id", _TEXT), ("detail", _TEXT), ("conflicting", _FLAG), ("value", _TEXT), ("origins", _INT), ("reports", _TEXTS), ("holders", _TEXTS)],
        "judgements": [("first", _TEXT), ("second", _TEXT), ("verdict", _TEXT), ("score", _REAL), ("why", _TEXT)],
        "utterances": [("utterance_id", _TEXT), ("speaker", _TEXT), ("speaker_name", _TEXT), ("earliest", _DAY), ("latest", _DAY), ("renderings", _INT), ("origins", _INT)],
        "renderings": [
            ("utterance_id", _TEXT), ("story_id", _TEXT), ("statement_id", _TEXT), ("text", _TEXT), ("form", _TEXT), ("illocution", _TEXT), ("outlet", _TEXT), ("published", _DAY),
        ],
        "utterance_links": [("first", _TEXT), ("second", _TEXT), ("verdict", _TEXT), ("score", _REAL), ("why", _TEXTS)],
        "processes": [("conflict", _TEXT), ("name", _TEXT), ("stories", _INT), ("process", pa.binary())],
        "changes": [
            ("conflict", _TEXT), ("position", _INT), ("what", _TEXT), ("about", _TEXT), ("about_name", _TEXT), ("side", _TEXT), ("side_name", _TEXT), ("before", _TEXT), ("after", _TEXT), ("phase", _TEXT),
            ("earliest", _DAY), ("latest", _DAY), ("known_since", _DAY), ("voice", _TEXT), ("condition", _TEXT), ("record", _TEXT), ("said_by", _TEXT), ("sentence", _TEXT),
        ],
    }.items()
}  # fmt: skip
"""Table to its columns. In the file each stands as `derived_<name>`; the views say what a row is."""

Row = tuple[str, tuple[Any, ...]]


def of_copies(copies: Iterable[Copy], recycled: Iterable[Recycled], retractions: Iterable[Retraction]) -> Iterator[Row]:
    """Rows of copies, recycled sentences and retractions."""
    for c in copies:
        yield "copies", (c.story, c.group, c.origin, c.relation, c.similarity, c.kept, c.own, c.agency)
    for r in recycled:
        yield "recycled", (r.story, *r.span, r.first_story, r.first_published)
    for t in retractions:
        yield "retractions", (t.story, t.kind, t.words, t.retracts, t.score, t.why)


def of_incidents(found: Incidents) -> Iterator[Row]:
    """Rows of incidents, their reports and details, and the judgements."""
    for i in found.incidents:
        w = i.where
        place = (w.name, w.country, w.admin1, w.lat, w.lon, w.precision) if w else (None,) * 6
        yield "incidents", (
            i.id, i.type, i.types, i.mode, i.earliest, i.latest, *place, i.actors, i.recipients, len(i.reports), i.origins, i.outlets, tuple(d.name for d in i.details if d.conflicting),
        )  # fmt: skip
        for announced, reports in ((False, i.reports), (True, i.announced)):
            for r in reports:
                story, _, event = r.rpartition("/")
                yield "incident_reports", (i.id, story, event, announced)
        for d in i.details:
            for v in d.versions:
                yield "incident_details", (i.id, d.name, d.conflicting, v.value, v.origins, v.reports, tuple(" < ".join(h) for h in v.holders))
    for j in found.judgements:
        yield "judgements", (j.first, j.second, j.verdict, j.score, json.dumps([[c.feature, c.value, c.weight] for c in j.why], ensure_ascii=False))


def of_utterances(found: Utterances) -> Iterator[Row]:
    """Rows of utterances, their renderings, and the links."""
    for u in found.utterances:
        yield "utterances", (u.id, u.speaker, u.speaker_name, u.earliest, u.latest, len(u.renderings), u.origins)
        for r in u.renderings:
            yield "renderings", (u.id, r.story, r.statement, r.text, r.form, r.illocution, r.outlet, r.published)
    for x in found.links:
        yield "utterance_links", (x.first, x.second, x.verdict, x.score, x.why)


def of_changes(conflict: str, changes: Iterable[Change], machine: Machine) -> Iterator[Row]:
    """Rows of the changes of a conflict's state, in their order; the state machine tells the phase of a ceasefire's state."""
    for at, c in enumerate(changes, start=1):
        e = c.evidence
        yield "changes", (
            conflict, at, c.what, c.about, c.about_name, c.side, c.side_name, c.before, c.after, machine.phase(c.after) if c.what == "ceasefire" else None, c.days.earliest, c.days.latest, e.known_since, c.voice, c.condition, e.record, e.said_by,
            e.sentence,
        )  # fmt: skip
