"""Rebuild what follows from all stories together: copies, retractions, incidents, utterances, and the process of each conflict."""

import collections
import pathlib
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from dateline.consolidate.copies import CopyIndex
from dateline.consolidate.incidents import account
from dateline.consolidate.reports import reports
from dateline.consolidate.retractions import Notices
from dateline.consolidate.sketch import sketch
from dateline.consolidate.utterances import link, renderings
from dateline.lexicon import load
from dateline.lexicon.entries import Conflict
from dateline.lexicon.knowledge import Sides
from dateline.lexicon.process import machine
from dateline.model.coded import CodedStory
from dateline.model.correction import Correction
from dateline.model.incident import Report
from dateline.model.story import Record, Span
from dateline.model.utterance import Rendering
from dateline.review import rulings
from dateline.settings import Settings
from dateline.store import derived
from dateline.store.db import Store
from dateline.store.spool import Parts, Spool
from dateline.track.process import track
from dateline.track.states import changes

_PART = 4_000  # stories whose statements are compared in one part


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
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        spool = Spool(pathlib.Path(folder))
        groups = _copies(stories("copies", retracted=True), spool, settings)
        store.derive({name: spool.tables(name) for name in ("copies", "recycled", "retractions")})
        told = _joined(stories("incidents"), groups, store.corrections(), spool, Parts(pathlib.Path(folder), Rendering, 1 + total // _PART), settings)
        known = load.conflicts_by_id(settings.actors)
        for id_ in sorted(told):
            process = track(stories(id_, conflict=id_), conflict=known.get(id_, Conflict(id=id_, name=id_)), sides=sides, machine=machine())
            spool.keep([("processes", (id_, process.name, process.stories, store.pack(msgspec.json.encode(process))))])
            spool.keep(derived.of_changes(id_, changes(process, machine()), machine()))
        rest = {name: spool.tables(name) for name in derived.LAYOUTS if name not in ("copies", "recycled", "retractions")}
        store.derive(rest, by=load.coder(settings), codings=total)
        return Rebuilt(
            stories=total, texts=len(set(groups.values())), retracted=store.retracted(), incidents=spool.counts["incidents"], utterances=spool.counts["utterances"],
            conflicts=len(told),
        )  # fmt: skip


def _copies(stories: Iterator[CodedStory], spool: Spool, settings: Settings) -> dict[str, str]:
    """Copies, recycled sentences and retractions; gives each story's copy group."""
    index, notices = CopyIndex(settings), Notices(settings)
    for s in stories:
        index.add([sketch(s.story)])
        notices.add(s.story)
    copies = list(index.copies())
    spool.keep(derived.of_copies(copies, index.recycled(), notices.found()))
    return {c.story: c.group for c in copies}


def _joined(
    stories: Iterator[CodedStory], groups: Mapping[str, str], corrections: Sequence[Correction], spool: Spool, said: Parts[Rendering], settings: Settings
) -> collections.Counter[str]:
    """Incidents, as reviewers have joined and parted them, and utterances; gives how many stories tell of each conflict."""
    events: list[Report] = []
    told: collections.Counter[str] = collections.Counter()
    for s in stories:
        events += reports([s], groups, settings)
        for x in renderings([s], groups, settings):
            said.add(x.speaker, x)
        told.update(s.story.conflicts)
    spans: dict[str, dict[str, Span]] = collections.defaultdict(dict)
    if corrections:
        for r in events:
            spans[r.story][r.event] = r.trigger
    spool.keep(derived.of_incidents(account(events, settings, rulings(corrections, spans))))
    events.clear()
    for part in said:  # only renderings of one speaker are ever compared
        spool.keep(derived.of_utterances(link(part, settings)))
    return told
