"""An actor: its offices over time, its ties, what it said and did, and whom it met."""

from typing import Any

from litestar import Response, get

from dateline.web import known, lists
from dateline.web.address import Asked
from dateline.web.desk import Sight
from dateline.web.faults import NotThere
from dateline.web.page import Req, page
from dateline.web.rows import Rows


@get("/actor", sync_to_thread=True, include_in_schema=False)
def actor(request: Req) -> Response[bytes]:
    """The actor of an id (`id`)."""
    return page(request, "actor.html", _actor)


def _actor(sight: Sight, wanted: Asked) -> dict[str, Any]:
    id_ = wanted.need("id")
    entry = known.actors().get(id_)
    values = {"id": id_}
    told = Rows.of(sight.copy, "SELECT count(DISTINCT story_id) AS stories, min(published) AS first, max(published) AS last, any_value(name) AS name, any_value(kind) AS kind, any_value(country) AS country FROM mentions WHERE actor = $id", values)[0]
    if entry is None and not told["stories"]:
        raise NotThere("Neither the knowledge base nor a story of this store knows an actor of that id. Look for it with the search")
    conflicts = Rows.of(sight.copy, "SELECT a.conflict, k.name, a.stories FROM conflict_actors a LEFT JOIN conflicts k USING (conflict) WHERE actor = $id ORDER BY a.stories DESC, a.conflict LIMIT 20", values)
    ties = Rows.of(
        sight.copy,
        "SELECT kind, one, other, one_id, other_id, count(*) AS reports, max(day) AS last, arg_max(story_id || '/' || record_id, day) AS record FROM ties WHERE one_id = $id OR other_id = $id GROUP BY 1, 2, 3, 4, 5 ORDER BY reports DESC, kind, one, other LIMIT 60",
        values,
    )
    met = Rows.of(
        sight.copy,
        "SELECT b.actor, any_value(b.name) AS name, count(DISTINCT a.story_id) AS stories, max(a.day) AS last, arg_max(a.story_id || '/' || a.event_id, a.day) AS record FROM actor_acts a JOIN event_actors b USING (story_id, event_id) WHERE a.actor = $id AND b.actor <> $id AND b.actor IS NOT NULL AND b.role IN ('actor', 'recipient') AND NOT starts_with(b.actor, '~') AND a.type = 'CONSULT' AND a.status IN ('happened', 'ongoing') GROUP BY 1 ORDER BY stories DESC, b.actor LIMIT 40",
        values,
    )
    acts = Rows.of(sight.copy, "SELECT DISTINCT ON (story_id, event_id) * FROM (SELECT * FROM actor_acts WHERE actor = $id ORDER BY day DESC NULLS LAST LIMIT 60) ORDER BY story_id, event_id", values)
    acts = sorted(acts, key=lambda r: (str(r["day"]), r["story_id"]), reverse=True)[:40]
    return {
        "id": id_, "entry": entry, "told": told, "name": entry.name if entry else told["name"] or known.name(id_), "offices": _offices(id_), "holders": _holders(id_), "conflicts": conflicts, "ties": ties, "met": met,
        "acts": {"shown": acts, "first": 0, "size": 40, "more": False, "total": len(acts)}, "statements": lists.shown(sight.copy, "statements", wanted, size=20, speaker=id_), "known": known,
    }  # fmt: skip


def _offices(id_: str) -> list[tuple[str, str | None, str | None]]:
    """The offices of a person, the latest first: what, since, until."""
    entry = known.actors().get(id_)
    found = sorted(entry.offices, key=lambda o: (o.since or o.until or "", o.until or "~"), reverse=True) if entry else []
    return [(known.office(o), o.since, o.until) for o in found]


def _holders(id_: str) -> list[tuple[str, str, str, str | None, str | None]]:
    """Who held offices of a body, the latest first: id, name, what, since, until."""
    found = [(a.id, a.name, o.title or o.role.replace("_", " "), o.since, o.until) for a in known.actors().values() for o in a.offices if o.of == id_]
    return sorted(found, key=lambda r: (r[3] or r[4] or "", r[1]), reverse=True)[:60]


ROUTES = [actor]
