"""Rebuild what follows from all stories together: copies, retractions, incidents, utterances, and the process of each conflict."""

import collections
from collections.abc import Callable, Iterator

import msgspec

from dateline.consolidate.copies import CopyIndex
from dateline.consolidate.incidents import of_reports
from dateline.consolidate.reports import reports
from dateline.consolidate.retractions import find_retractions, notice
from dateline.consolidate.sketch import sketch
from dateline.consolidate.utterances import link, renderings
from dateline.lexicon import load
from dateline.lexicon.entries import Conflict
from dateline.lexicon.knowledge import Sides
from dateline.lexicon.process import machine
from dateline.model.coded import CodedStory
from dateline.model.incident import Report
from dateline.model.story import Record, Span
from dateline.model.utterance import Rendering
from dateline.review import rulings
from dateline.settings import Settings
from dateline.store import derived
from dateline.store.db import Store
from dateline.track.process import track
from dateline.track.states import changes


class Rebuilt(Record, frozen=True, kw_only=True):
    """What a rebuild found: stories, texts without their copies, stories taken back, incidents, utterances, conflicts."""

    stories: int
    texts: int
    retracted: int
    incidents: int
    utterances: int
    conflicts: int


def rebuild(store: Store, *, sides: Sides, settings: Settings, tell: Callable[[str, int], None] = lambda step, stories: None) -> Rebuilt:
    """Derive everything anew from the current codings and put it in place of the old in one transaction.

    The same codings give the same tables. `sides` knows for whom an actor stands (the resolver). `tell` hears how far each step is.
    """

    def stories(step: str, *, retracted: bool = False, conflict: str | None = None) -> Iterator[CodedStory]:
        for n, s in enumerate(store.coded(conflict=conflict, retracted=retracted), start=1):
            if n % 100 == 0:
                tell(step, n)
            yield s

    total = store.count()
    rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in derived.LAYOUTS}

    def keep(found: Iterator[derived.Row]) -> None:
        for name, row in found:
            rows[name].append(row)

    index = CopyIndex()
    notices, heads = False, []
    for s in stories("copies", retracted=True):
        index.add([sketch(s.story)])
        notices = notices or notice(s.story) is not None
        heads.append(s.story)
    copies = list(index.copies())
    keep(derived.of_copies(copies, index.recycled(), find_retractions(heads, settings) if notices else ()))
    del heads
    store.derive({name: rows[name] for name in ("copies", "recycled", "retractions")})

    groups = {c.story: c.group for c in copies}
    events: list[Report] = []
    said: list[Rendering] = []
    told: collections.Counter[str] = collections.Counter()
    for s in stories("incidents"):
        events += reports([s], groups, settings)
        said += renderings([s], groups, settings)
        told.update(s.story.conflicts)
    spans: dict[str, dict[str, Span]] = collections.defaultdict(dict)
    for r in events:
        spans[r.story][r.event] = r.trigger
    keep(derived.of_incidents(of_reports(events, settings, rulings(store.corrections(), spans))))
    keep(derived.of_utterances(link(said, settings)))
    del events, spans, said

    known = {c.id: c for c in load.conflicts()}
    for id_ in sorted(told):
        process = track(stories(id_, conflict=id_), conflict=known.get(id_, Conflict(id=id_, name=id_)), sides=sides, machine=machine())
        rows["processes"].append((id_, process.name, process.stories, store.pack(msgspec.json.encode(process))))
        keep(derived.of_changes(id_, changes(process, machine()), machine()))
    store.derive({name: values for name, values in rows.items() if name not in ("copies", "recycled", "retractions")}, by=load.coder(settings), codings=total)
    return Rebuilt(
        stories=total, texts=len(set(groups.values())), retracted=len([r for r in rows["retractions"] if r[3] is not None]), incidents=len(rows["incidents"]),
        utterances=len(rows["utterances"]), conflicts=len(told),
    )  # fmt: skip

