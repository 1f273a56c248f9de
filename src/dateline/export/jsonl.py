"""The coded story as one JSON object a line: the contract that scoring and users' programs read ("dateline/1").

Spans are [start, end) in code points of `story.text`. Keys are only ever added.
"""

import datetime as dt
from typing import Any

import msgspec

from dateline.model.claim import Event, Interval, Mention, Place, Relation, Statement, Step, TimeExpression
from dateline.model.reading import Reading

SCHEMA = "dateline/1"


def line(reading: Reading) -> bytes:
    """One coded story as a JSON line, without the line end. Its keys stand in the contract's order."""
    return msgspec.json.encode(record(reading))


def record(reading: Reading) -> dict[str, Any]:
    """One coded story as plain values."""
    s = reading.story
    d = s.dateline
    return {
        "schema": SCHEMA,
        "story": {
            "id": s.id, "title": s.title, "text": s.text, "url": s.url, "published": _day(s.published), "published_from": s.published_from,
            "outlet": s.outlet, "agencies": list(s.agencies),
            "dateline": {"span": d.span, "place": d.place_name, "place_span": d.place, "date": _day(d.date), "date_span": d.date_span} if d else None,
            "language": s.language,
            "damage": [{"span": x.span, "kind": x.kind, "reading": x.reading} for x in s.damage],
            "parts": [{"span": x.span, "kind": x.kind} for x in s.parts],
            "notes": list(reading.notes),
        },
        "mentions": [_mention(m) for m in reading.mentions],
        "times": [_time(t) for t in reading.times],
        "places": [_place(p) for p in reading.places],
        "statements": [_statement(x, reading) for x in reading.statements],
        "events": [_event(e) for e in reading.events],
        "relations": [_relation(r) for r in reading.relations],
        "process": [_step(x) for x in reading.process],
    }  # fmt: skip


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _interval(w: Interval | None) -> dict[str, Any] | None:
    if w is None:
        return None
    return {"earliest": _day(w.earliest), "latest": _day(w.latest), "basis": w.basis, "time": w.time}


def _mention(m: Mention) -> dict[str, Any]:
    out: dict[str, Any] = {
        "id": m.id, "span": m.span, "text": m.text, "actor": m.actor, "name": m.name, "kind": m.kind, "country": m.country, "code": m.code,
        "sector": m.sector, "office": m.office, "evidence": m.evidence,
    }  # fmt: skip
    if m.implicit:
        out["implicit"] = True
    if m.members:
        out["members"] = list(m.members)
    if m.score is not None:
        out["score"] = m.score
    return out


def _time(t: TimeExpression) -> dict[str, Any]:
    out = {"id": t.id, "span": t.span, "text": t.text, "type": t.type, "value": t.value, "earliest": _day(t.earliest), "latest": _day(t.latest)}
    if t.mod:
        out["mod"] = t.mod
    return out


def _place(p: Place) -> dict[str, Any]:
    return {
        "id": p.id, "span": p.span, "text": p.text, "name": p.name, "kind": p.kind, "country": p.country, "admin1": p.admin1, "lat": p.lat,
        "lon": p.lon, "geonames_id": p.geonames_id, "precision": p.precision,
    }  # fmt: skip


def _statement(s: Statement, reading: Reading) -> dict[str, Any]:
    said = _interval(s.said_on)
    return {
        "id": s.id, "source": {"span": s.source, "mentions": list(s.speakers)} if s.source or s.speakers else None,
        "cue": {"span": s.cue, "class": s.cue_class} if s.cue else None, "content": {"spans": list(s.content)}, "excluded": list(s.excluded),
        "form": s.form, "parent": s.parent, "addressees": list(s.addressees),
        "occasion": {"kind": s.occasion, "span": s.occasion_span} if s.occasion else None, "said_on": said, "illocution": s.illocution,
        "negated": s.negated,
    }  # fmt: skip


def _event(e: Event) -> dict[str, Any]:
    return {
        "id": e.id, "type": e.type, "mode": e.mode, "contexts": list(e.contexts), "cameo": e.cameo, "goldstein": e.goldstein, "quad": e.quad,
        "acled": {"event_type": e.acled[0], "sub_event_type": e.acled[1]} if e.acled else None, "trigger": e.trigger, "sentence": e.sentence,
        "actors": list(e.actors), "recipients": list(e.recipients), "when": _interval(e.when), "where": e.where, "status": e.status,
        "background": e.background, "holders": list(e.holders), "statement": e.statement,
        "casualties": {k: {"low": c.low, "high": c.high, "span": c.span} for k, c in e.casualties.items()},
        "content": {"type": e.content[0], "mode": e.content[1]} if e.content else None, "rule": e.rule, "score": e.score,
        "because": [{"field": b.field, "value": b.value, "why": b.why, "span": b.span} for b in e.because],
    }  # fmt: skip


def _relation(r: Relation) -> dict[str, Any]:
    return {
        "id": r.id, "predicate": r.predicate, "subject": r.subject, "object": r.object, "object_text": r.object_text, "kind": r.kind,
        "since": r.since, "until": r.until, "span": r.span, "holders": list(r.holders), "statement": r.statement, "evidential": r.evidential,
        "rule": r.rule,
    }  # fmt: skip


def _step(x: Step) -> dict[str, Any]:
    return {
        "id": x.id, "kind": x.kind, "step": x.step, "realised": x.realised, "span": x.span, "by": list(x.by), "against": list(x.against),
        "conflict": x.conflict, "when": _interval(x.when), "according_to": x.according_to, "terms": x.terms, "event": x.event,
        "background": x.background, "rule": x.rule,
        "because": [{"field": b.field, "value": b.value, "why": b.why, "span": b.span} for b in x.because],
    }  # fmt: skip
