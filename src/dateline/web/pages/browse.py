"""The lists over all conflicts: stories, incidents, changes."""

from typing import Any

from litestar import Response, get

from dateline.web import lists
from dateline.web.address import Asked
from dateline.web.desk import Sight
from dateline.web.page import Req, page
from dateline.web.rows import Rows, paged


@get("/stories", sync_to_thread=True, include_in_schema=False)
def stories(request: Req) -> Response[bytes]:
    """The stories, the latest first."""
    return page(request, "stories.html", lambda sight, wanted: {"rows": lists.shown(sight.copy, "stories", wanted), **_choices(sight)})


@get("/incidents", sync_to_thread=True, include_in_schema=False)
def incidents(request: Req) -> Response[bytes]:
    """The incidents, the latest first."""
    return page(request, "incidents.html", lambda sight, wanted: {"rows": lists.shown(sight.copy, "incidents", wanted), **_choices(sight)})


@get("/changes", sync_to_thread=True, include_in_schema=False)
def changes(request: Req) -> Response[bytes]:
    """What changed towards ceasefires in all conflicts, by the day on which it became known."""

    def make(sight: Sight, wanted: Asked) -> dict[str, Any]:
        sql = "SELECT c.*, k.name FROM changes c JOIN conflicts k USING (conflict) WHERE ($since IS NULL OR known_since >= $since) AND ($until IS NULL OR known_since <= $until) ORDER BY known_since DESC, conflict, position DESC"
        return {"rows": paged(sight.copy, sql, {"since": wanted.day("since"), "until": wanted.day("until")}, wanted, size=40)}

    return page(request, "changes.html", make)


def _choices(sight: Sight) -> dict[str, Any]:
    """The conflicts and outlets to choose from."""
    return {
        "conflicts": sight.things.get("conflicts", lambda: Rows.of(sight.copy, "SELECT * FROM conflicts ORDER BY stories DESC, conflict LIMIT 200", {})),
        "outlets": sight.things.get("outlets", lambda: Rows.of(sight.copy, "SELECT outlet, count(*) AS n FROM stories WHERE outlet IS NOT NULL GROUP BY 1 ORDER BY n DESC, outlet LIMIT 200", {})),
        "types": sight.things.get("types", lambda: Rows.of(sight.copy, "SELECT type, count(*) AS n FROM incidents GROUP BY 1 ORDER BY n DESC, type", {})),
    }  # fmt: skip


ROUTES = [stories, incidents, changes]
