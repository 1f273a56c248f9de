"""Review: corrections made of what a reviewer says, checked against the story, and stories as they read with the corrections applied."""

import datetime as dt
import functools
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args, get_type_hints

import msgspec

from dateline.errors import ReviewError
from dateline.lexicon import load, reporting
from dateline.model import claim
from dateline.model.claim import REALISED
from dateline.model.coded import (
    CodedCount,
    CodedEvent,
    CodedInterval,
    CodedReason,
    CodedRecord,
    CodedRelation,
    CodedSource,
    CodedStatement,
    CodedStep,
    CodedStory,
)
from dateline.model.correction import Correction, FieldChange, Judged, Ruling, Target, Value
from dateline.model.story import Record, Span
from dateline.settings import Settings

LONGEST_REASON, LONGEST_NAME, MOST_REPORTS = 2000, 100, 500
"""Bounds of what a reviewer may write (characters), and of the reports that one ruling may join or part."""

_LISTS = {"event": "events", "statement": "statements", "relation": "relations", "step": "process"}
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,60}")
_BASIS = "corrected by a reviewer"


class Field(Record, frozen=True, kw_only=True):
    """A field that a reviewer may change. `holds`: word, flag, day, number, mention, mentions or place; `choices` are all words that it may be, if they are known."""

    name: str
    holds: str
    choices: tuple[str, ...] = ()


@functools.cache
def fields(kind: str) -> dict[str, Field]:
    """The fields of a kind of record that a reviewer may change."""
    types = tuple(sorted({e.type for e in load.event_entries(Settings())}))
    told = tuple(sorted({reporting.illocution(name) for name in reporting.CLASSES}))
    form, step = get_type_hints(claim.Statement)["form"], get_type_hints(claim.Step)["kind"]
    found = {
        "event": [("type", "word", types), ("mode", "word", ()), ("status", "word", get_args(claim.Status)), ("background", "flag", ()), ("actors", "mentions", ()), ("recipients", "mentions", ()),
                  ("earliest", "day", ()), ("latest", "day", ()), ("where", "place", ()), ("killed_low", "number", ()), ("killed_high", "number", ())],
        "statement": [("speakers", "mentions", ()), ("illocution", "word", told), ("form", "word", get_args(form)), ("negated", "flag", ())],
        "relation": [("predicate", "word", ()), ("subject", "mention", ()), ("object", "mention", ())],
        "step": [("kind", "word", get_args(step)), ("step", "word", ()), ("realised", "flag", ()), ("background", "flag", ()), ("by", "mentions", ()), ("against", "mentions", ()),
                 ("earliest", "day", ()), ("latest", "day", ())],
    }  # fmt: skip
    return {name: Field(name=name, holds=holds, choices=tuple(choices)) for name, holds, choices in found[kind]}


def target(story: CodedStory, record: str) -> Target:
    """A record of a story as what a correction speaks of; ReviewError if the story has none of that id."""
    for kind, name in _LISTS.items():
        for x in getattr(story, name):
            if x.id == record:
                span = _span(x)
                return Target(story=story.story.id, record=record, kind=kind, span=span, words=_words(story, span), coder=story.story.coder)  # type: ignore[arg-type]
    raise ReviewError(f"{story.story.id}/{record}: is no event, statement, relation or step of this story. The page of the story lists them")


def value(story: CodedStory, record: str, field: str) -> Value:
    """What a field of a record holds as the coder wrote it."""
    return _get(_record(story, target(story, record)), field)


def judge(story: CodedStory, record: str, *, verdict: Judged, changes: Mapping[str, Value] | None = None, reason: str, who: str, when: dt.datetime) -> Correction:
    """What a reviewer says of one record: right, wrong, or corrected, with the fields that change and what they should be.

    Days are ISO dates, actors and places ids of the story's mentions and places. A ReviewError says which field cannot be what is asked.
    """
    chosen = target(story, record)
    wanted = dict(changes or {})
    if verdict not in ("right", "wrong", "corrected"):
        raise ReviewError(f"verdict: {verdict!r} is nothing that can be said of one record. Use right, wrong or corrected")
    if bool(wanted) != (verdict == "corrected"):
        raise ReviewError("changes: a corrected record needs at least one field that changes, and only a corrected one has any")
    x = _record(story, chosen)
    changed = []
    for name, after in wanted.items():
        if (field := fields(chosen.kind).get(name)) is None:
            raise ReviewError(f"{name}: is no field that can be corrected. Use one of {', '.join(fields(chosen.kind))}")
        after = _checked(story, field, after)
        if after != (before := _get(x, name)):
            changed.append(FieldChange(field=name, before=before, after=after))
    if wanted and not changed:
        raise ReviewError("changes: every field holds already what is asked. Change one, or say that the record is right")
    made = _made(verdict, (chosen,), (), changed, reason, who, when)
    _changed(x, made)
    return made


def rule(first: Sequence[Target], second: Sequence[Target], *, same: bool, reason: str, who: str, when: dt.datetime) -> Correction:
    """What a reviewer says of reports: each of the first and each of the second are of one event in the world, or of two."""
    ids = [t.id for t in (*first, *second)]
    if not first or not second or len(set(ids)) < len(ids):
        raise ReviewError("reports: both sides need at least one report, and none may stand on both")
    if len(ids) > MOST_REPORTS:
        raise ReviewError(f"reports: {len(ids)} are more than can be ruled on at once ({MOST_REPORTS})")
    if any(t.kind != "event" for t in (*first, *second)):
        raise ReviewError("reports: only events can be joined and parted")
    return _made("merged" if same else "parted", tuple(first), tuple(second), (), reason, who, when)


def rulings(corrections: Iterable[Correction], find: Mapping[str, Mapping[str, Span]]) -> list[Ruling]:
    """What reviewers said of reports, the newest first. `find` gives the reports of a story: the event's id and the span of its words."""
    found = []
    for c in sorted((c for c in corrections if c.verdict in ("merged", "parted")), key=_age, reverse=True):
        first, second = (tuple(r for t in side if (r := _report(t, find.get(t.story, {})))) for side in (c.targets, c.others))
        if first and second:
            found.append(Ruling(first=first, second=second, same=c.verdict == "merged", why=f"{c.who}: {c.reason}"))
    return found


def reviewed(stories: Iterable[CodedStory], corrections: Iterable[Correction]) -> Iterator[CodedStory]:
    """Stories as reviewers say they read: wrong records left out, corrected ones changed and flagged, right ones flagged. The newest word on a record holds.

    `CodedStory.reviews` lists the corrections that were applied; the rule of a corrected event, relation or step becomes "review." and the
    correction's id. A correction whose words the coder no longer reads so is not applied.
    """
    by_story: dict[str, dict[Target, Correction]] = {}
    for c in sorted((c for c in corrections if c.verdict in ("right", "wrong", "corrected")), key=_age):
        by_story.setdefault(c.targets[0].story, {})[c.targets[0]] = c
    for s in stories:
        yield _applied(s, list(by_story[s.story.id].values())) if s.story.id in by_story else s


def _made(verdict: Judged, targets: tuple[Target, ...], others: tuple[Target, ...], changes: Sequence[FieldChange], reason: str, who: str, when: dt.datetime) -> Correction:
    reason, who = " ".join(reason.split()), " ".join(who.split())
    for name, text, most in (("reason", reason, LONGEST_REASON), ("who", who, LONGEST_NAME)):
        if not text:
            raise ReviewError(f"{name}: is missing. Every correction says who made it and why")
        if len(text) > most:
            raise ReviewError(f"{name}: is longer than {most} characters")
        if not text.isprintable():
            raise ReviewError(f"{name}: holds characters that cannot be shown")
    if when.tzinfo is None:
        raise ReviewError("when: needs its time zone")
    when = when.astimezone(dt.UTC).replace(microsecond=0)
    c = Correction(id="", verdict=verdict, targets=targets, others=others, changes=tuple(changes), reason=reason, who=who, when=when)
    return msgspec.structs.replace(c, id="c" + hashlib.sha256(msgspec.json.encode(c)).hexdigest()[:15])


def _age(c: Correction) -> tuple[dt.datetime, str]:
    return c.when, c.id


def _span(x: CodedRecord) -> Span | None:
    if isinstance(x, CodedEvent):
        return x.trigger
    if isinstance(x, CodedStatement):
        return x.cue.span if x.cue else (min(a for a, _ in x.content.spans), max(b for _, b in x.content.spans)) if x.content.spans else None
    return x.span


def _words(story: CodedStory, span: Span | None) -> str:
    return story.story.text[slice(*span)] if span else ""


def _record(story: CodedStory, t: Target) -> Any:
    records: tuple[Any, ...] = getattr(story, _LISTS[t.kind])
    return next(x for x in records if x.id == t.record)


def _report(t: Target, events: Mapping[str, Span]) -> str | None:
    """The report that a target is today: of the same id and words, or alone with these words."""
    if events.get(t.record) == t.span:
        return t.id
    there = [e for e, span in events.items() if span == t.span]
    return f"{t.story}/{there[0]}" if len(there) == 1 else None


def _found(story: CodedStory, t: Target) -> str | None:
    """The id that a target has in this coding of the story; None if its words are not there, or no record of the kind is read from them."""
    if _words(story, t.span) != t.words:
        return None
    records: tuple[Any, ...] = getattr(story, _LISTS[t.kind])
    there: list[str] = [x.id for x in records if _span(x) == t.span]
    return t.record if t.record in there else there[0] if len(there) == 1 else None


def _checked(story: CodedStory, f: Field, v: Value) -> Value:
    def wrong(what: str) -> ReviewError:
        return ReviewError(f"{f.name}: {str(v)[:60]!r} is {what}")

    if v is None or v == "" or v == ():
        if f.holds in ("flag", "mention") or f.name in ("type", "status", "illocution", "form", "kind", "step", "predicate"):
            raise wrong("nothing: this field cannot be empty")
        return () if f.holds == "mentions" else None
    match f.holds:
        case "flag":
            if not isinstance(v, bool):
                raise wrong("neither true nor false")
        case "number":
            if isinstance(v, bool) or not isinstance(v, int) or not 0 <= v < 10_000_000:
                raise wrong("no number of people")
        case "day":
            try:
                return dt.date.fromisoformat(str(v)).isoformat()
            except ValueError:
                raise wrong("no date. Write it as YYYY-MM-DD") from None
        case "place":
            if v not in {p.id for p in story.places}:
                raise wrong("no place of this story")
        case "mention":
            if v not in {m.id for m in story.mentions} | {p.id for p in story.places}:
                raise wrong("no mention of this story")
        case "mentions":
            ids = (v,) if isinstance(v, str) else tuple(v) if isinstance(v, list | tuple) else ()
            known = {m.id for m in story.mentions}
            if not ids or any(i not in known for i in ids):
                raise wrong("no mention of this story")
            return tuple(dict.fromkeys(ids))
        case _:
            if not isinstance(v, str) or not _WORD.fullmatch(v):
                raise wrong("no word of the scheme")
            if f.choices and v not in f.choices:
                raise wrong(f"none of {', '.join(f.choices)}")
    return v


def _get(x: Any, name: str) -> Value:
    match name:
        case "earliest" | "latest":
            day = getattr(x.when, name) if x.when else None
            return day.isoformat() if day else None
        case "killed_low" | "killed_high":
            killed = x.casualties.get("killed")
            return getattr(killed, name.removeprefix("killed_")) if killed else None
        case "speakers":
            return x.source.mentions if x.source else ()
    got: Value = getattr(x, name)
    return got


def _changed(x: Any, c: Correction) -> Any:
    """The record with the changes of a correction. ReviewError where they contradict one another."""
    new: dict[str, Any] = {}
    to = {k.field: k.after for k in c.changes}
    for name, after in to.items():
        if name in ("earliest", "latest"):
            day = dt.date.fromisoformat(str(after)) if after else None
            old = new.get("when") or x.when or CodedInterval(earliest=None, latest=None, basis=_BASIS)
            new["when"] = msgspec.structs.replace(old, **{name: day, "basis": _BASIS, "time": None})
        elif name in ("killed_low", "killed_high"):
            counts = dict(new.get("casualties") or x.casualties)
            old = counts.get("killed") or CodedCount(low=None, high=None, span=x.trigger)
            counts["killed"] = msgspec.structs.replace(old, **{name.removeprefix("killed_"): after})
            new["casualties"] = counts
        elif name == "speakers":
            new["source"] = msgspec.structs.replace(x.source, mentions=after) if x.source else CodedSource(span=None, mentions=after)  # type: ignore[arg-type]
        else:
            new[name] = after
    if (w := new.get("when")) is not None:
        if w.earliest and w.latest and w.earliest > w.latest:
            raise ReviewError("latest: is before earliest. Change both")
        new["when"] = w if w.earliest or w.latest else None
    if "casualties" in new:
        killed = new["casualties"]["killed"]
        if killed.low is not None and killed.high is not None and killed.low > killed.high:
            raise ReviewError("killed_high: is less than killed_low. Change both")
        if killed.low is None and killed.high is None:
            del new["casualties"]["killed"]
    if "because" in x.__struct_fields__:
        new["because"] = (*x.because, *(CodedReason(field=k.field, value=_shown(k.after), why=f"corrected by {c.who}: {c.reason}") for k in c.changes))
    if "rule" in x.__struct_fields__:
        new["rule"] = f"review.{c.id}"
    return msgspec.structs.replace(x, **new)


def _shown(v: Value) -> str:
    return ", ".join(v) if isinstance(v, tuple) else "unknown" if v is None else str(v)


def _applied(s: CodedStory, corrections: Sequence[Correction]) -> CodedStory:
    held: dict[tuple[str, str], Correction] = {}
    for c in corrections:  # the newest last
        if (now := _found(s, c.targets[0])) is not None:
            held.pop((c.targets[0].kind, now), None)
            held[c.targets[0].kind, now] = c
    if not held:
        return s
    wrong = {r for (_, r), c in held.items() if c.verdict == "wrong"}
    unreal = {r for (kind, r), c in held.items() if kind == "event" and any(k.field == "status" and k.after not in REALISED for k in c.changes)}
    lists = {}
    for kind, name in _LISTS.items():
        kept = []
        for x in getattr(s, name):
            own = held.get((kind, x.id))
            if x.id in wrong or (kind == "step" and x.event in wrong):  # the step that a wrong event is falls with it
                continue
            if own is not None and own.verdict == "corrected":
                x = _changed(x, own)
            if kind == "step" and x.event in unreal and x.realised and not (own and own.verdict == "corrected"):  # nothing is real whose event is not
                why = held["event", x.event]
                x = msgspec.structs.replace(x, realised=False, rule=f"review.{why.id}", because=(*x.because, CodedReason(field="realised", value="False", why=f"its event was corrected by {why.who}: {why.reason}")))
            kept.append(_loosed(x, wrong))
        lists[name] = tuple(kept)
    return msgspec.structs.replace(s, **lists, reviews=tuple(sorted(held.values(), key=_age)))


def _loosed(x: Any, wrong: set[str]) -> Any:
    """The record without what it says of records that are left out."""
    if isinstance(x, CodedStatement):
        return msgspec.structs.replace(x, parent=None) if x.parent in wrong else x
    if isinstance(x, CodedEvent | CodedRelation):
        return msgspec.structs.replace(x, statement=None) if x.statement in wrong else x
    assert isinstance(x, CodedStep)
    return x
