"""Events of a conflict over time: the figure, filters in the address, and the events themselves."""

from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from dateline.store.copy import Copy
from dateline.web import lists
from dateline.web.address import Asked
from dateline.web.desk import Sight
from dateline.web.page import Req, page
from dateline.web.pages.conflict import head
from dateline.web.rows import Rows

_NARROW = ("type", "status", "holder", "outlet")


@get("/conflict/{conflict:str}/timeline", sync_to_thread=True, include_in_schema=False)
def timeline(request: Req, conflict: FromPath[str]) -> Response[bytes]:
    """The timeline and its events."""

    def make(sight: Sight, wanted: Asked) -> dict[str, Any]:
        given = head(sight, wanted, conflict, "timeline", "Timeline", "Fighting above the line, talks below it; then each event, as each story tells it.")
        weeks = Rows.of(sight.copy, _WEEKS, {"conflict": conflict, **{k: wanted.day(k) for k in ("since", "until", "as_of", "known_by")}})
        options = sight.things.get(("options", conflict), lambda: _options(sight.copy, conflict))
        return {**given, "events": lists.shown(sight.copy, "events", wanted, conflict=conflict), "weeks": weeks, "options": options}

    return page(request, "timeline.html", make)


@get("/conflict/{conflict:str}/map", sync_to_thread=True, include_in_schema=False)
def map_(request: Req, conflict: FromPath[str]) -> Response[bytes]:
    """Where it happened, up to a day that can be chosen, and who is told to hold which place."""

    def make(sight: Sight, wanted: Asked) -> dict[str, Any]:
        given = head(sight, wanted, conflict, "map", "Map", "Events that happened, told as news, where the place is known to a town or district. Who holds which place stands below, each claim with its source.")
        values = {"conflict": conflict, **{k: wanted.day(k) for k in ("since", "until", "as_of", "known_by")}}
        places = Rows.of(sight.copy, _PLACES, values)
        ends = Rows.of(sight.copy, "SELECT min(day) AS first, max(day) AS last FROM map WHERE list_contains(conflicts, $conflict)", {"conflict": conflict})[0]
        return {**given, "places": places, "ends": ends}

    return page(request, "map.html", make)


@get("/conflict/{conflict:str}/statements", sync_to_thread=True, include_in_schema=False)
def statements(request: Req, conflict: FromPath[str]) -> Response[bytes]:
    """Who said what, the latest first."""

    def make(sight: Sight, wanted: Asked) -> dict[str, Any]:
        given = head(sight, wanted, conflict, "statements", "Statements", "Who said, demanded, promised or denied what: each with its words in the story.")
        speakers = sight.things.get(("speakers", conflict), lambda: Rows.of(sight.copy, _SPEAKERS, {"conflict": conflict}))
        acts = sight.things.get(("acts", conflict), lambda: Rows.of(sight.copy, _ACTS, {"conflict": conflict}))
        return {**given, "statements": lists.shown(sight.copy, "statements", wanted, size=40, conflict=conflict), "speakers": speakers, "acts": acts}

    return page(request, "statements.html", make)


_BETWEEN = "list_contains(conflicts, $conflict) AND ($since IS NULL OR day >= $since) AND ($until IS NULL OR day <= $until) AND ($as_of IS NULL OR day <= $as_of) AND ($known_by IS NULL OR published <= $known_by)"
_WEEKS = f"""SELECT date_trunc('week', day)::DATE AS week, count(*) FILTER (WHERE family = 'fighting') AS fighting, count(*) FILTER (WHERE family = 'talking') AS talking,
count(*) FILTER (WHERE family = 'concession') AS concession FROM fighting_and_talking WHERE {_BETWEEN} AND family IN ('fighting', 'talking', 'concession') GROUP BY 1 ORDER BY 1 DESC LIMIT 260"""
_PLACES = f"SELECT place, place_country, type, count(*) AS reports, max(day) AS last, arg_max(story_id || '/' || event_id, day) AS record FROM map WHERE {_BETWEEN} GROUP BY 1, 2, 3 ORDER BY reports DESC, place, type LIMIT 200"
_SPEAKERS = "SELECT speaker_actor AS id, any_value(speaker ORDER BY story_id, statement_id) AS name, count(*) AS n FROM statements WHERE list_contains(conflicts, $conflict) AND speaker_actor IS NOT NULL AND NOT starts_with(speaker_actor, '~') GROUP BY 1 ORDER BY n DESC, id LIMIT 60"
_ACTS = "SELECT illocution AS id, count(*) AS n FROM statements WHERE list_contains(conflicts, $conflict) GROUP BY 1 ORDER BY n DESC, id"


def _options(copy: Copy, conflict: str) -> dict[str, list[dict[str, Any]]]:
    """What the events of a conflict can be narrowed to, the most frequent first."""
    found = {
        name: Rows.of(copy, f"SELECT {column} AS id, count(*) AS n FROM {source} WHERE list_contains(conflicts, $conflict) AND {column} IS NOT NULL GROUP BY 1 ORDER BY n DESC, id LIMIT 40", {"conflict": conflict})
        for name, column, source in (("type", "type", "events"), ("status", "status", "events"), ("outlet", "outlet", "events"), ("holder", "holder", "(SELECT unnest(holders) AS holder, conflicts FROM events)"))
    }
    found["actor"] = Rows.of(copy, "SELECT actor AS id, name, stories AS n FROM conflict_actors WHERE conflict = $conflict ORDER BY stories DESC, actor LIMIT 60", {"conflict": conflict})
    return found


ROUTES = [timeline, map_, statements]
