"""A story as it came in, and what its header says."""

import datetime as dt

import msgspec

Span = tuple[int, int]
"""Half-open [start, end), in Unicode code points of `Story.text`."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all records: immutable, built by keyword."""


class Dateline(Record, frozen=True, kw_only=True):
    """Where and when the copy was filed ("TRIPOLI, June 4 (Reuters) -"). Never a place or time of an event by itself."""

    span: Span
    place: Span | None = None
    place_name: str | None = None
    date_span: Span | None = None
    date: dt.date | None = None


class Damage(Record, frozen=True, kw_only=True):
    """Characters that were lost or changed on the way, with the reading that is used instead. The text itself stays."""

    span: Span
    kind: str
    reading: str


class Part(Record, frozen=True, kw_only=True):
    """A stretch of the story: furniture, lead, body or background."""

    span: Span
    kind: str


class Story(Record, frozen=True, kw_only=True):
    """One article.

    `text` is the text as it came in; every span counts its code points. `published` is the document's date, the anchor of
    all relative time: an input, never the machine's clock.
    """

    id: str
    text: str
    published: dt.date | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    agencies: tuple[str, ...] = ()
    language: str | None = None
    dateline: Dateline | None = None
    damage: tuple[Damage, ...] = ()
    parts: tuple[Part, ...] = ()
    published_from: str | None = None
    path: str | None = None

    def slice(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span[0] : span[1]]

    @property
    def reading(self) -> str:
        """The text with its damage read as what it was: the same length, so that every span fits both."""
        if not self.damage:
            return self.text
        out, at = [], 0
        for d in sorted(self.damage, key=lambda d: d.span):
            if d.span[0] >= at and len(d.reading) == d.span[1] - d.span[0]:
                out += [self.text[at : d.span[0]], d.reading]
                at = d.span[1]
        return "".join([*out, self.text[at:]])
