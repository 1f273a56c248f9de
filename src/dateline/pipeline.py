"""The road: the stages in their order. Only this module knows it.

`code` is a pure function from stories to readings: no store, no network, no clock, so any engine can map it over a corpus.
"""

import functools
from collections.abc import Iterable, Iterator

import msgspec

from dateline.annotate.mentions import find_mentions
from dateline.annotate.places import find_places
from dateline.annotate.quotations import find_quotations
from dateline.annotate.syntax import parse
from dateline.annotate.times import find_times
from dateline.extract.details import DetailExtractor
from dateline.extract.events import EventExtractor
from dateline.extract.relations import RelationExtractor
from dateline.extract.statements import StatementExtractor
from dateline.extract.steps import StepExtractor
from dateline.lexicon import load
from dateline.lexicon.match import EventLexicon
from dateline.lexicon.names import AgentIndex, NameIndex
from dateline.model.reading import Reading
from dateline.model.story import Story
from dateline.resolve.actors import Resolver
from dateline.resolve.conflicts import recognise_conflicts
from dateline.resolve.coreference import refer_back
from dateline.resolve.speakers import resolve_speakers
from dateline.settings import Settings
from dateline.situate.background import mark_background
from dateline.situate.when import situate_times
from dateline.situate.where import situate_places


class Coder:
    """The compiled knowledge of one process, and the stages over it."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.coder = load.coder(self.settings)
        self.names = NameIndex(self.settings)
        self.agents = AgentIndex(self.settings)
        self.lexicon = EventLexicon(self.settings)
        self.resolver = Resolver(self.names, self.agents)
        details = DetailExtractor(self.lexicon)
        self.stages = (
            functools.partial(find_mentions, names=self.names, agents=self.agents),
            find_times,
            find_places,
            self.resolver.resolve,
            functools.partial(refer_back, folders=self.settings.actors),
            functools.partial(recognise_conflicts, folders=self.settings.actors),
            StatementExtractor(self.lexicon).extract,
            resolve_speakers,
            EventExtractor(self.lexicon).extract,
            RelationExtractor(self.lexicon, self.resolver).extract,
            situate_times,
            mark_background,
            situate_places,
            details.extract,
            StepExtractor(self.lexicon, self.settings.actors).extract,
            details.order,
        )

    def code(self, stories: Iterable[Story]) -> Iterator[Reading]:
        """Code stories that have a date and a header (see `ingest.prepare`), in their order."""
        for batch in _batches(stories, self.settings.batch_stories):
            for reading in parse([find_quotations(Reading(story=s, coder=self.coder)) for s in batch], self.settings):
                yield self.finish(reading)

    def finish(self, reading: Reading) -> Reading:
        """Everything after the parser, for one story."""
        if not len(reading.tokens):
            return msgspec.structs.replace(reading, notes=(*reading.notes, "no text to read"))
        for stage in self.stages:
            reading = stage(reading)
        return reading


def _batches(stories: Iterable[Story], size: int) -> Iterator[list[Story]]:
    batch: list[Story] = []
    for s in stories:
        batch.append(s)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
