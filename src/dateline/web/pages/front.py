"""The front page: each conflict with its state at a glance, and what changed last."""

import datetime as dt
from typing import Any

from litestar import Response, get

from dateline.store.copy import Copy
from dateline.web import process
from dateline.web.address import Asked
from dateline.web.desk import Sight
from dateline.web.page import Req, day_of, page
from dateline.web.rows import Rows, paged

_CARDS = 12
_CHANGES = 14


@get("/", sync_to_thread=True, include_in_schema=False)
def front(request: Req) -> Response[bytes]:
    """The conflicts of the store."""
    return page(request, "front.html", _front)


def _front(sight: Sight, wanted: Asked) -> dict[str, Any]:
    last = day_of(sight)
    since = wanted.day("since") or (last - dt.timedelta(days=1) if last else None)
    found = paged(sight.copy, "SELECT conflict, name, stories FROM conflicts ORDER BY stories DESC, conflict", {}, wanted, size=_CARDS)
    cards = [process.card(sight, str(c["conflict"])) for c in found.shown]
    return {
        "conflicts": found, "cards": cards, "last": last, "since": since, "changed": changed(sight.copy, since), "latest": changed(sight.copy, None),
        "counts": sight.things.get("counts", lambda: _counts(sight.copy)), "behind": sight.copy.behind(),
    }  # fmt: skip


def changed(copy: Copy, since: dt.date | None) -> list[dict[str, Any]]:
    """The changes that became known on a day or after it, the latest first; without a day, the latest of all."""
    sql = "SELECT c.*, k.name FROM changes c JOIN conflicts k USING (conflict) WHERE $since IS NULL OR known_since >= $since ORDER BY known_since DESC, conflict, position DESC LIMIT $most"
    return Rows.of(copy, sql, {"since": since, "most": _CHANGES})


def _counts(copy: Copy) -> dict[str, Any]:
    return Rows.of(copy, "SELECT (SELECT count(*) FROM stories) AS stories, (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM statements) AS statements, (SELECT count(*) FROM incidents) AS incidents, (SELECT count(DISTINCT outlet) FROM stories) AS outlets", {})[0]


ROUTES = [front]
