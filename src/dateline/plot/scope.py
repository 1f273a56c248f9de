"""What a figure is about: a conflict, and the days between which things were."""

import datetime as dt
from typing import Any

from dateline.errors import UsageError
from dateline.model.story import Record
from dateline.store import Store


class NothingToShow(UsageError):
    """A figure that would be empty; the message says of what there is none."""


class Scope(Record, frozen=True, kw_only=True):
    """A conflict by its id (None: everything in the store), first and last day (None: open), the last day of publication that counts.

    `title` is the conflict's name and `countries` its lands (ISO 3166-1 alpha-3), for the map.
    """

    conflict: str | None = None
    title: str | None = None
    countries: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    known_by: dt.date | None = None

    def rows(self, store: Store, view: str, *, day: str = "day", order: str = "") -> list[dict[str, Any]]:
        """The rows of a view that has `conflicts`, `published` and a column of days, within this scope."""
        sql = (
            f"SELECT * FROM {view} WHERE ($conflict IS NULL OR list_contains(conflicts, $conflict)) AND ($since IS NULL OR {day} >= $since::DATE)"
            f" AND ($until IS NULL OR {day} <= $until::DATE) AND ($known_by IS NULL OR published <= $known_by::DATE)" + (f" ORDER BY {order}" if order else "")
        )
        answer = store.query(sql, {"conflict": self.conflict, "since": self.since, "until": self.until, "known_by": self.known_by})
        return list(answer.to_pylist())

    def incidents(self, store: Store, view: str) -> list[list[dict[str, Any]]]:
        """The rows of a view of reports, those of one incident together: incidents by their first day, reports by day of publication."""
        found: dict[str, list[dict[str, Any]]] = {}
        for r in self.rows(store, view, order="published, story_id, event_id"):
            found.setdefault(r["incident"], []).append(r)
        return sorted(found.values(), key=lambda rs: (min(r["day"] for r in rs), rs[0]["incident"]))

    @property
    def subtitle(self) -> str:
        """The scope in words, for under a title."""
        parts = [self.title or self.conflict or "all stories"]
        if self.since or self.until:
            parts.append(f"{_day(self.since) or 'the beginning'} to {_day(self.until) or 'the latest'}")
        if self.known_by:
            parts.append(f"as known on {_day(self.known_by)}")
        return ", ".join(parts)


def counted(incidents: list[list[dict[str, Any]]]) -> str:
    """How many incidents by how many reports, in words: "28 events in 39 reports"."""
    reports = sum(map(len, incidents))
    return f"{len(incidents)} event{'' if len(incidents) == 1 else 's'} in {reports} report{'' if reports == 1 else 's'}"


def _day(d: dt.date | None) -> str:
    return f"{d.day} {d:%B %Y}" if d else ""
