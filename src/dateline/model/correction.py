"""Corrections: what a reviewer says of records, kept beside them. A record is never changed; a correction speaks of it."""

import datetime as dt
from typing import Literal

from dateline.model.story import Record, Span

Judged = Literal["right", "wrong", "corrected", "merged", "parted"]
"""What a reviewer says: a record is right, wrong, or right with other values; reports are of one event, or of two."""

Value = str | bool | int | float | tuple[str, ...] | None
"""What a field holds: text, a number, a flag, ids of mentions, or nothing. Days are ISO dates."""


class Target(Record, frozen=True, kw_only=True):
    """The record that a correction speaks of, as the reviewer saw it.

    Ids of records are given anew by every version of the coder; so the words that the record was read from are kept too, and a
    correction holds only where a record of the kind is still read from them.
    """

    story: str
    record: str
    kind: Literal["event", "statement", "relation", "step"]
    span: Span | None
    words: str
    coder: str | None = None

    @property
    def id(self) -> str:
        """The record as `explain` names it: "story/e3"."""
        return f"{self.story}/{self.record}"


class FieldChange(Record, frozen=True, kw_only=True):
    """One field of a record: what the coder wrote, and what it should be."""

    field: str
    before: Value
    after: Value


class Correction(Record, frozen=True, kw_only=True):
    """One thing that a reviewer said. `id` is made of all the rest: the same said twice is one correction.

    `targets` is one record, or, where reports are merged or parted, events; then `others` are those with which they are of one event
    (merged) or from which they are apart (parted). `when` is given by the caller (UTC).
    """

    id: str
    verdict: Judged
    targets: tuple[Target, ...]
    others: tuple[Target, ...] = ()
    changes: tuple[FieldChange, ...] = ()
    reason: str
    who: str
    when: dt.datetime


class Ruling(Record, frozen=True, kw_only=True):
    """A reviewer's word on reports (ids "story/event"): each of `first` and each of `second` are of one event (`same`) or of two. `why` says who and why."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    same: bool
    why: str
