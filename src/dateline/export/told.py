"""A coded story with its records by id and the words behind spans, and what may be written of an event as a fact.

The rules of emission that the formats share stand here: what counts as realised, when a day is known, when a point on the map is.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from typing import IO

import msgspec

from dateline.model.claim import REALISED
from dateline.model.coded import CodedEvent, CodedInterval, CodedMention, CodedPlace, CodedStory
from dateline.model.story import Span

POINTS = frozenset({"point", "city", "district", "province"})
"""Precisions of places whose coordinates say where something was. The middle of a country or a region says no such thing."""


class Told:
    """One coded story, ready to be asked."""

    __slots__ = ("head", "id", "mentions", "places", "story")

    def __init__(self, story: CodedStory) -> None:
        self.story, self.head, self.id = story, story.story, story.story.id
        self.mentions: dict[str, CodedMention] = {m.id: m for m in story.mentions}
        self.places: dict[str, CodedPlace] = {p.id: p for p in story.places}

    def words(self, span: Span) -> str:
        """The characters of a span, on one line."""
        return " ".join(self.head.text[span[0] : span[1]].split())

    def name(self, ref: str | None) -> str | None:
        """A mention, place or holder for reading: the name, else the words; "outlet" is the outlet's name where it is known."""
        if ref is None:
            return None
        if (m := self.mentions.get(ref)) is not None:
            return m.name or m.text
        if (p := self.places.get(ref)) is not None:
            return p.name
        return self.head.outlet if ref == "outlet" else None

    def known(self, refs: Iterable[str]) -> list[CodedMention]:
        """The mentions of ids, each actor once."""
        found: dict[str, CodedMention] = {}
        for m in (self.mentions[r] for r in refs if r in self.mentions):
            found.setdefault(m.actor or m.name or m.text, m)
        return list(found.values())

    def place(self, e: CodedEvent) -> CodedPlace | None:
        """Where an event was, if the text says."""
        return self.places.get(e.where or "")

    def realised(self) -> Iterator[CodedEvent]:
        """The events that the text tells as having happened or going on, in their order."""
        return (e for e in self.story.events if e.status in REALISED)

    def holders(self, e: CodedEvent) -> list[str]:
        """Who vouches for an event besides the outlet, by name."""
        return [n for r in e.holders if r != "outlet" and (n := self.name(r))]


def write_page(opening: bytes, items: Iterable[object], out: IO[bytes]) -> None:
    """Write a JSON object whose last member is a list, an item a line: `opening` ends with the list's bracket."""
    out.write(opening)
    for n, item in enumerate(items):
        out.write((b",\n" if n else b"\n") + msgspec.json.encode(item))
    out.write(b"\n]}\n")


def each(stories: Iterable[CodedStory]) -> Iterator[Told]:
    """Stories, ready to be asked."""
    return (Told(s) for s in stories)


def days(when: CodedInterval | None) -> tuple[dt.date, dt.date] | None:
    """First and last day, both included, if both are known; an interval with an open end dates nothing."""
    if when is None or when.earliest is None or when.latest is None or when.latest < when.earliest:
        return None
    return when.earliest, when.latest


def width(span: tuple[dt.date, dt.date]) -> int:
    """How many days an interval has."""
    return (span[1] - span[0]).days + 1


def point(p: CodedPlace | None) -> tuple[float, float] | None:
    """Latitude and longitude of a place that is no larger than a province (degrees, WGS 84)."""
    if p is None or p.lat is None or p.lon is None or p.precision not in POINTS:
        return None
    return p.lat, p.lon


def number(*parts: str) -> int:
    """A number for a record that stays the same from run to run: 15 digits, so that it survives as a floating-point number (SHA-256)."""
    return int.from_bytes(hashlib.sha256("\x1f".join(parts).encode()).digest()[:8], "big") % 10**15


def dated_by_publication(stories: Iterable[CodedStory]) -> Iterator[CodedStory]:
    """Stories in which a realised event of the news whose day is not told has the day of publication, for who asks for that.

    The basis of such a day says so. Background, and events of which the text tells some days, stay as they are.
    """
    for s in stories:
        day = s.story.published
        yield s if day is None else msgspec.structs.replace(s, events=tuple(_dated(e, day) for e in s.events))


def _dated(e: CodedEvent, day: dt.date) -> CodedEvent:
    told = e.when is not None and not (e.when.earliest is None and e.when.latest == day)
    if told or e.background or e.status not in REALISED:
        return e
    return msgspec.structs.replace(e, when=CodedInterval(earliest=day, latest=day, basis="day of publication, as asked for"))
