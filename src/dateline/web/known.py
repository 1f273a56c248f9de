"""What the knowledge base knows of actors, for names and offices on pages."""

import functools
from collections.abc import Iterable

from dateline.lexicon import load
from dateline.lexicon.entries import ActorEntry, EventEntry, Office
from dateline.settings import Settings


@functools.cache
def actors() -> dict[str, ActorEntry]:
    """The actors by their ids."""
    return {a.id: a for a in load.actors(Settings())}


@functools.cache
def entries() -> dict[str, EventEntry]:
    """The lexicon's event entries by their ids."""
    return {e.id: e for e in load.event_entries(Settings())}


def name(id_: str) -> str:
    """An actor's name; of one that only a story names ("~hospital-in-sirte:facility"), its words."""
    known = actors().get(id_)
    if known is not None:
        return known.name
    base, _, office = id_.partition(":")
    if base in actors():
        return f"{actors()[base].name}, {office.replace('-', ' ')}" if office else actors()[base].name
    return base.removeprefix("~").replace("-", " ")


def names(ids: Iterable[str] | None, most: int = 4) -> str:
    """Actors' names in a row; beyond some, how many more."""
    found = list(dict.fromkeys(name(i) for i in ids or ()))
    return ", ".join(found[:most]) + (f" and {len(found) - most} more" if len(found) > most else "")


def office(o: Office) -> str:
    """An office in words: "Prime minister, Government of National Accord (acting)"."""
    of = name(o.of)
    title = o.title or o.role.replace("_", " ").capitalize()
    return (title if of.lower() in title.lower() else f"{title}, {of}") + (" (acting)" if o.acting else "") + (f", for {o.about}" if o.about else "")


def conflict(id_: str) -> str:
    """A conflict's name, or its id where the knowledge base has none."""
    found = load.conflicts_by_id(()).get(id_)
    return found.name if found else id_
