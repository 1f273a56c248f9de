"""Which conflicts a story is about, by the parties, countries and words that it names (data/conflicts.yaml)."""

import pathlib

import msgspec

from dateline.lexicon import load
from dateline.model.reading import Reading
from dateline.resolve.actors import holds


def recognise_conflicts(reading: Reading, *, folders: tuple[pathlib.Path, ...] = ()) -> Reading:
    """Set the conflicts of a story, the likeliest first. `folders` are those with conflicts of the user's own.

    A conflict needs its own words, or one of its armed parties with its country or places. Two states that are its parties
    count only with its words or places: states meet over many things.
    """
    day = reading.story.published
    actors = {m.actor for m in reading.mentions if m.actor}
    countries = {m.country for m in reading.mentions if m.kind == "state"}
    text = reading.story.text.lower()
    scored: list[tuple[int, str]] = []
    for c in load.conflicts(folders):
        if not holds(c.since, None, day):
            continue
        parties = sum(a in actors for a in c.parties if len(a) > 3)
        states = sum(a in actors for a in c.parties if len(a) == 3)
        if not parties and states < 2 and not countries & set(c.countries):
            continue
        lands = len(countries & set(c.countries))
        words = sum(w.lower() in text for w in c.words)
        places = sum(w.lower() in text for w in c.places)
        if words or (parties and (lands or places)) or parties >= 2 or (states >= 2 and places):
            over = c.until is not None and not holds(c.since, c.until, day)
            scored.append((4 * words + 3 * parties + min(places, 3) + min(lands, 2) + states - 3 * over, c.id))
    scored.sort(key=lambda x: (-x[0], x[1]))
    if scored:
        best = scored[0][0]
        scored = [s for s in scored if s[0] >= best / 2]
    return msgspec.structs.replace(reading, conflicts=tuple(i for _, i in scored))
