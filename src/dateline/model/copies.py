"""Copies: which stories are one text, which sentences were recycled, and which stories take another back."""

import datetime as dt
from typing import Literal

from dateline.model.story import Record, Span

CopyRelation = Literal["origin", "identical", "republished", "shortened", "updated", "rewritten"]


class Sketch(Record, frozen=True, kw_only=True):
    """What is kept of a story's text to recognise it again: a few kilobytes, from which an index can be rebuilt.

    `whole` is the hash of all words; `lead` of the first ones (little-endian uint32, sorted); `shingles` the smallest hashes of
    three words in a row (little-endian uint32, sorted); `signature` the MinHash (little-endian uint32); `sentences` a hash for
    each long sentence (little-endian uint64) and `spans` their spans (little-endian uint32, start and end by turns); `numbers`
    the figures of the text (little-endian uint32, sorted). `words` is the number of words.
    """

    story: str
    published: dt.date | None
    outlet: str | None = None
    agencies: tuple[str, ...] = ()
    words: int
    whole: int
    lead: bytes
    shingles: bytes
    signature: bytes
    sentences: bytes
    spans: bytes
    numbers: bytes


class Copy(Record, frozen=True, kw_only=True):
    """A story's place among the copies of its text.

    `group` and `origin` are the id of the earliest story of the text. `similarity` (0-1) is the share of three-word sequences that
    story and origin have in common, of both together; `kept` the share of the origin's that the story has, `own` the share of the
    story's that the origin does not have. `agency` is whom the text credits.
    """

    story: str
    group: str
    origin: str
    relation: CopyRelation
    similarity: float
    kept: float
    own: float
    published: dt.date | None = None
    outlet: str | None = None
    agency: str | None = None


class CopyGroup(Record, frozen=True, kw_only=True):
    """One text: its copies in order of publication, who wrote it first, and who printed it."""

    id: str
    agency: str | None
    outlets: tuple[str, ...]
    first: dt.date | None
    last: dt.date | None
    members: tuple[Copy, ...]


class Recycled(Record, frozen=True, kw_only=True):
    """A sentence that an earlier text already had, word for word: where it stands, and where it stood first."""

    story: str
    span: Span
    first_story: str
    first_published: dt.date | None


class Retraction(Record, frozen=True, kw_only=True):
    """A story that takes another back or mends it.

    `kind`: kill, withdrawal, correction or clarification. `span` are the words that say so, `None` when they stand in the title.
    `retracts` is the story that is meant, None where none fits well enough; `score` (0-1) and `why` say how it was found.
    """

    story: str
    kind: Literal["kill", "withdrawal", "correction", "clarification"]
    words: str
    span: Span | None
    retracts: str | None
    score: float
    why: tuple[str, ...] = ()
