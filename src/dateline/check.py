"""Check knowledge: that entries keep their format, code their examples, and leave their rejects alone."""

import collections
import datetime as dt
import itertools
import pathlib
import re
from collections.abc import Iterator

from dateline import ingest
from dateline.errors import InputError
from dateline.lexicon import load
from dateline.lexicon.entries import EventEntry, Example
from dateline.model.claim import REALISED, Event
from dateline.model.reading import Reading
from dateline.model.story import Story
from dateline.settings import Settings

DAY = dt.date(2020, 7, 8)
"""The publication date under which examples are coded."""
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")


def lexicon(settings: Settings, folder: pathlib.Path | None = None, *, only: str | None = None) -> Iterator[str | int]:
    """Faults of the event lexicon as sentences, and last the number of sentences tried.

    With a folder only its entries are tried; `only` is a part of the ids to try. Raises KnowledgeError where a file breaks the format.
    """
    from dateline.pipeline import Coder  # heavy, and not needed to check actors

    coder = Coder(settings)
    wanted = None
    if folder is not None:
        inner = folder / "events"
        wanted = {r["id"] for f in sorted((inner if inner.is_dir() else folder).glob("*.yaml")) for r in load.read_yaml(f) or []}
    entries = [e for e in coder.lexicon.entries if (wanted is None or e.id in wanted) and (only is None or only in e.id)]
    cases: list[tuple[EventEntry, Example, bool]] = []
    for e in entries:
        cases += [(e, x if isinstance(x, Example) else Example(text=x), True) for x in e.examples]
        cases += [(e, Example(text=x), False) for x in e.rejects]
    stories = []
    for k, (_, x, _) in enumerate(cases):
        story = ingest.prepare(Story(id=str(k), text=x.text, published=DAY))
        assert not isinstance(story, InputError)
        stories.append(story)
    for (entry, example, wanted_), reading in zip(cases, coder.code(stories), strict=True):
        fault = _fault(entry, example, reading) if wanted_ else _false_alarm(entry, reading)
        if fault:
            yield f"{entry.id}: {fault}: {example.text}"
    yield len(cases)


def _fault(entry: EventEntry, x: Example, r: Reading) -> str | None:
    hits = [e for e in r.events if e.rule == entry.id or any(b.why == f"entry {entry.id}" for b in e.because)]
    if not hits:
        got = ", ".join(sorted({e.rule for e in r.events})) or "nothing"
        return f"the example is not coded by it (coded: {got})"
    texts = {m.id: m.text for m in r.mentions}
    for name, ids in (("actors", _ids(hits, "actors")), ("recipients", _ids(hits, "recipients"))):
        for want in getattr(x, name) or ():
            if not any(want in texts[i] or (texts[i] and texts[i] in want) for i in ids):
                return f"the example's {name} are {', '.join(texts[i] for i in ids) or 'none'}, not {want}"
    if x.status is not None and not any(e.status == x.status for e in hits):
        return f"the example's status is {hits[0].status}, not {x.status}"
    return None


def _ids(hits: list[Event], name: str) -> list[str]:
    return [i for e in hits for i in getattr(e, name)]


def _false_alarm(entry: EventEntry, r: Reading) -> str | None:
    if any(e.rule == entry.id and e.status in REALISED for e in r.events):
        return "the reject is coded as something that happened"
    return None


def actors(settings: Settings, folder: pathlib.Path | None = None) -> Iterator[str]:
    """Faults of the actor entries as sentences: dates that are none, offices of bodies that do not exist, names that many share, ids that stand twice.

    With a folder only its entries are told of; they may refer to shipped ones.
    """
    entries = load.actors(settings)
    ids = {e.id for e in entries}
    roles = {r.role for r in load.agents(settings.actors).roles}
    homes: dict[str, list[pathlib.Path]] = collections.defaultdict(list)
    for id_, home in load.ids(load.own_files("actors", folder) if folder else load.files("actors")):
        homes[id_].append(home)
    for id_, found in homes.items():
        if len(found) > 1:
            yield f"{id_}: stands in {' and '.join(p.name for p in found)}: join the two"
    bearers: dict[str, set[str]] = collections.defaultdict(set)
    for e in entries:
        for name in (e.name, *e.aliases):
            bearers[name].add(e.id)
        if e.id not in homes:
            continue
        for day in (e.since, e.until, *(d for o in e.offices for d in (o.since, o.until))):
            if day is not None and not _DATE.match(day):
                yield f"{e.id}: {day!r} is no date (YYYY, YYYY-MM or YYYY-MM-DD)"
        for o in e.offices:
            if o.since and o.until and o.until < o.since[: len(o.until)]:
                yield f"{e.id}: an office ends ({o.until}) before it begins ({o.since})"
            if o.of not in ids:
                yield f"{e.id}: office of {o.of}, which is no entry"
            if o.role not in roles:
                yield f"{e.id}: role {o.role} is not in agents.yaml"
        for ref in (e.parent, *e.follows, *(m if isinstance(m, str) else m.id for m in e.members)):
            if ref is not None and ref not in ids:
                yield f"{e.id}: refers to {ref}, which is no entry"
        if not e.source:
            yield f"{e.id}: has no source"
    lives = {e.id: (e.since or "", (e.until or "9999") + "~") for e in entries if e.kind != "person"}
    for name, who in sorted(bearers.items()):
        if len(who) > 1 and who & homes.keys() and not _apart([lives.get(w, ("", "~")) for w in who]):
            yield f"the name {name!r} is borne by {', '.join(sorted(who))}: list it under weak"


def _apart(lives: list[tuple[str, str]]) -> bool:
    """Whether no two actors existed at one time, so that the story's date tells them apart."""
    lives.sort()
    return all(b[0] and a[1] <= b[0] + "~" for a, b in itertools.pairwise(lives))
