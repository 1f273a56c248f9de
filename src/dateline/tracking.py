"""The process of a conflict, from a file of codings or a store: which conflict, in which order, with which knowledge."""

import collections
import datetime as dt
from collections.abc import Iterable

from dateline.lexicon import load
from dateline.lexicon.names import AgentIndex, NameIndex
from dateline.lexicon.process import machine
from dateline.model.coded import CodedStory
from dateline.model.process import Process
from dateline.resolve.actors import Resolver
from dateline.settings import Settings
from dateline.track.process import track


def conflicts_in(stories: Iterable[CodedStory]) -> list[tuple[str, int]]:
    """The conflicts that stories are about first of all, with the number of stories, the most first."""
    count = collections.Counter(s.story.conflicts[0] for s in stories if s.story.conflicts)
    return sorted(count.items(), key=lambda x: (-x[1], x[0]))


def process_of(stories: Iterable[CodedStory], conflict: str, *, settings: Settings | None = None) -> Process:
    """The process of a conflict from coded stories in any order; those of other conflicts are left out. An unknown conflict is an InputError."""
    settings = settings or Settings()
    about = load.conflict(conflict, settings.actors)
    chosen = sorted((s for s in stories if conflict in s.story.conflicts), key=lambda s: (s.story.published or dt.date.min, s.story.id))
    return track(chosen, conflict=about, sides=Resolver(NameIndex(settings), AgentIndex()), machine=machine())
