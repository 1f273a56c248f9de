"""Which conflicts a story is about, by the parties, countries and words that it names (data/conflicts.yaml)."""

import pathlib

import msgspec

from dateline.lexicon import load
from dateline.model.reading import Reading
from dateline.resolve.actors import holds


def recognise_conflicts(reading: Reading, *, folders: tuple[pathlib.Path, ...] = ()) -> Reading:
    """Set the conflicts of a story, the likeliest first. `folders` are those with conflicts of the user's own.

    A conflict needs its own words, or one of its armed parties with its country or places. Two states that are its parties
    count only with its words or places: states meet over many things. A second conflict needs words of its own, or an armed party or
    a place that the likelier ones do not have: what one conflict explains is no evidence of another.
    """
    day = reading.story.published
    actors = {m.actor for m in reading.mentions if m.actor}
    countries = {m.country for m in reading.mentions if m.kind == "state"}
    text = reading.story.text.lower()
    scored: list[tuple[int, str, bool, frozenset[str]]] = []
    for c in load.conflicts(folders):
        if not holds(c.since, None, day):
            continue
        named = [a for a in c.parties if a in actors]
        parties = sum(len(a) > 3 for a in named)
        states = len(named) - parties
        if not parties and states < 2 and not countries & set(c.countries):
            continue
        lands = len(countries & set(c.countries))
        words = sum(w.lower() in text for w in c.words)
        places = [w.lower() for w in c.places if w.lower() in text]
        if words or (parties and (lands or places)) or parties >= 2 or (states >= 2 and places):
            over = c.until is not None and not holds(c.since, c.until, day)
            score = 4 * words + 3 * parties + min(len(places), 3) + min(lands, 2) + states - 3 * over
            scored.append((score, c.id, words > 0, frozenset((*(a for a in named if len(a) > 3), *places))))
    scored.sort(key=lambda x: (-x[0], x[1]))
    kept: list[str] = []
    explained: set[str] = set()
    for score, id_, worded, evidence in scored:
        if score >= scored[0][0] / 2 and (not kept or worded or not evidence <= explained):
            kept.append(id_)
            explained |= evidence
    return msgspec.structs.replace(reading, conflicts=tuple(kept))
