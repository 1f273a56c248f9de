"""Which conflicts a story is about, by the parties, countries and words that it names (data/conflicts.yaml)."""

import datetime as dt

import msgspec

from dateline.lexicon import load
from dateline.lexicon.entries import Conflict
from dateline.model.reading import Reading
from dateline.resolve.actors import holds


def recognise_conflicts(reading: Reading) -> Reading:
    """Set the conflicts of a story, the likeliest first. A conflict needs a country and a party, or its own words."""
    day = reading.story.published
    actors = {m.actor for m in reading.mentions if m.actor}
    countries = [m.country for m in reading.mentions if m.kind == "state"]
    text = reading.story.text.lower()
    scored: list[tuple[int, str]] = []
    for c in load.conflicts():
        if not _running(c, day):
            continue
        parties = sum(a in actors for a in c.parties if len(a) > 3)
        lands = sum(x in c.countries for x in countries)
        states = sum(a in actors for a in c.parties if len(a) == 3)
        words = sum(w.lower() in text for w in c.words)
        if words or (parties and lands) or parties >= 2 or (states >= 2 and len(c.countries) >= 2):
            scored.append((3 * words + 2 * parties + lands + states, c.id))
    scored.sort(key=lambda x: (-x[0], x[1]))
    if scored:
        best = scored[0][0]
        scored = [s for s in scored if s[0] >= best / 2]
    return msgspec.structs.replace(reading, conflicts=tuple(i for _, i in scored))


def _running(c: Conflict, day: dt.date | None) -> bool:
    return holds(c.since, None, day)
