"""What an address asks for: days, words, pages of a list. An address that cannot be meant is told so, with what would do."""

import datetime as dt
import re
from collections.abc import Mapping
from urllib.parse import urlencode

from dateline.errors import UsageError

LONGEST = 300
"""Longer words are refused."""


class BadAddress(UsageError):
    """An address with a value that cannot be meant; the message says what would do."""


class Asked:
    """The values of one address. `known` are those that the page was asked for, for its links."""

    def __init__(self, path: str, values: Mapping[str, str]) -> None:
        self.path = path
        self.values = {k: v.strip() for k, v in values.items() if v.strip()}

    @property
    def key(self) -> tuple[object, ...]:
        """What tells one page from another."""
        return (self.path, *sorted(self.values.items()))

    def text(self, name: str) -> str | None:
        """A word or words; None if it was not given."""
        value = self.values.get(name)
        if value is not None and (len(value) > LONGEST or "\x00" in value):
            raise BadAddress(f"“{name}” is longer than {LONGEST} characters, or holds a character that no text has. Shorten it")
        return value

    def need(self, name: str) -> str:
        """A word that the page cannot be without."""
        value = self.text(name)
        if value is None:
            raise BadAddress(f"The address lacks “{name}”. Follow a link to this page from another one")
        return value

    def day(self, name: str) -> dt.date | None:
        """A day; None if it was not given."""
        value = self.text(name)
        if value is None:
            return None
        try:
            if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
                raise ValueError
            return dt.date.fromisoformat(value)
        except ValueError:
            raise BadAddress(f"“{name}” is no day. Write it as year-month-day, for example 2020-01-15") from None

    def number(self, name: str, default: int, *, most: int) -> int:
        """A whole number from 0 to `most`."""
        value = self.text(name)
        if value is None:
            return default
        if not re.fullmatch(r"[0-9]{1,9}", value) or int(value) > most:
            raise BadAddress(f"“{name}” is a whole number from 0 to {most:,}")
        return int(value)

    def choice(self, name: str, among: Mapping[str, str] | tuple[str, ...]) -> str | None:
        """One of some words; None if it was not given."""
        value = self.text(name)
        if value is not None and value not in among:
            raise BadAddress(f"“{name}” is one of: {', '.join(among)}")
        return value

    def flag(self, name: str) -> bool:
        """Whether a box was ticked."""
        return self.values.get(name) not in (None, "0", "no", "false")

    def link(self, path: str | None = None, **values: object) -> str:
        """The address with some values changed; None takes one away. Days of sight (as_of, known_by) go along."""
        own = path is None or path == self.path
        kept = dict(self.values) if own else {k: v for k, v in self.values.items() if k in ("as_of", "known_by")}
        kept = {**kept, **{k: str(v) for k, v in values.items() if v is not None}}
        kept = {k: v for k, v in kept.items() if not (k in values and values[k] is None)}
        return (path or self.path) + ("?" + urlencode(kept) if kept else "")
