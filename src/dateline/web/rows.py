"""Lists a page at a time."""

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.model.story import Record
from dateline.store import Store
from dateline.web.address import Asked

SIZE = 50
FURTHEST = 1_000_000


class Rows(Record, frozen=True, kw_only=True):
    """A part of a list: the rows shown, where they begin, how many fit a page, whether more follow, and how many there are where that is known."""

    shown: Sequence[Any]
    first: int
    size: int
    more: bool
    total: int | None = None

    @staticmethod
    def of(store: Store, sql: str, values: Mapping[str, object]) -> list[dict[str, Any]]:
        """All rows of a question."""
        found: list[dict[str, Any]] = store.query(sql, values).to_pylist()
        return found


def paged(store: Store, sql: str, values: Mapping[str, object], wanted: Asked, *, size: int = SIZE) -> Rows:
    """The rows of a question that the address asks for (`offset`, `limit`)."""
    first, size = wanted.number("offset", 0, most=FURTHEST), wanted.number("limit", size, most=500) or size
    found = Rows.of(store, f"{sql} LIMIT $_limit OFFSET $_offset", {**values, "_limit": size + 1, "_offset": first})
    return Rows(shown=found[:size], first=first, size=size, more=len(found) > size)


def part(rows: Sequence[Any], wanted: Asked, *, size: int = SIZE) -> Rows:
    """The part of a list at hand that the address asks for."""
    first, size = wanted.number("offset", 0, most=FURTHEST), wanted.number("limit", size, most=500) or size
    return Rows(shown=rows[first : first + size], first=first, size=size, more=len(rows) > first + size, total=len(rows))
