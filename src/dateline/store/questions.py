"""Questions: the usual ones about a store, by name, each answered with rows that become an Arrow table or a polars or pandas frame."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

import pyarrow as pa

from dateline.export.frames import Rows

Day = dt.date | str

_REPORTED = "incident_id IN (SELECT r.incident_id FROM incident_reports r JOIN events e USING (story_id, event_id) WHERE list_contains(e.conflicts, $conflict))"


class Questions(ABC):
    """What a store answers by name. `conflict` is an id; `since` and `until` are days (both included): of publication, or as a method says.

    Columns are those of the views: `dateline query --store DB --views`.
    """

    @abstractmethod
    def query(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> pa.Table:
        """Answer a question in SQL."""

    def stories(self, *, conflict: str | None = None, since: Day | None = None, until: Day | None = None) -> Rows:
        """Stories as last published, with the conflicts that they tell of."""
        return self._rows("stories", "published", conflict, since, until, order="published, story_id")

    def statements(self, *, conflict: str | None = None, since: Day | None = None, until: Day | None = None) -> Rows:
        """What sources are said to have said."""
        return self._rows("statements", "published", conflict, since, until, order="published, story_id, statement_id")

    def events(self, *, conflict: str | None = None, since: Day | None = None, until: Day | None = None) -> Rows:
        """Events as told, whether or not they happened (`status`): one row a report. One row for what several reports tell: `incidents`."""
        return self._rows("events", "published", conflict, since, until, order="published, story_id, event_id")

    def relations(self, *, conflict: str | None = None, since: Day | None = None, until: Day | None = None) -> Rows:
        """Who is said to lead, back, recognise or control whom."""
        return self._rows("relations", "published", conflict, since, until, order="published, story_id, relation_id")

    def steps(self, *, conflict: str | None = None, since: Day | None = None, until: Day | None = None) -> Rows:
        """Steps of ceasefires and talks, as told."""
        return self._rows("process", "published", conflict, since, until, order="published, story_id, step_id")

    def incidents(self, *, conflict: str | None = None, since: Day | None = None, until: Day | None = None) -> Rows:
        """Events in the world, each once, with its reports and origins counted, as last rebuilt. `since` and `until` are days on which it may have been."""
        return self._rows("incidents", None, conflict, since, until, order="latest, incident_id", about=_REPORTED)

    def ceasefires(self, *, conflict: str | None = None, since: Day | None = None, until: Day | None = None) -> Rows:
        """How long each side stood in which state towards each ceasefire, as last rebuilt. `since` and `until` are days of the changes."""
        return self._rows("ladder", "day", conflict, since, until, order="conflict, opened, ceasefire, side, day")

    def changes(self, *, conflict: str | None = None, since: Day | None = None, until: Day | None = None) -> Rows:
        """Changes of state, each with its record, as last rebuilt. `since` and `until` are days on which they became known."""
        return self._rows("changes", "known_since", conflict, since, until, order="conflict, position", about="conflict = $conflict")

    def contacts(self, *, conflict: str | None = None, since: Day | None = None, until: Day | None = None) -> Rows:
        """Contacts held between known actors."""
        return self._rows("contacts", "published", conflict, since, until, order="published, story_id, event_id, one, other")

    def _rows(self, view: str, day: str | None, conflict: str | None, since: Day | None, until: Day | None, *, order: str, about: str = "list_contains(conflicts, $conflict)") -> Rows:
        asked = {"conflict": (about, conflict), "since": (f"{day or 'latest'} >= $since", since), "until": (f"{day or 'coalesce(earliest, latest)'} <= $until", until)}
        told = {name: (sql, value) for name, (sql, value) in asked.items() if value is not None}
        where = " AND ".join(sql for sql, _ in told.values())
        parameters = {name: dt.date.fromisoformat(value) if name != "conflict" and isinstance(value, str) else value for name, (_, value) in told.items()}
        return Rows(self.query(f"SELECT * FROM {view}" + (f" WHERE {where}" if where else "") + f" ORDER BY {order}", parameters))
