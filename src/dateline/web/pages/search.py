"""Search over stories, statements and events."""

from typing import Any

from litestar import Response, get

from dateline.web.address import Asked
from dateline.web.desk import Sight
from dateline.web.known import actors
from dateline.web.page import Req, page
from dateline.web.rows import Rows

KINDS = {"story": "Stories", "statement": "Statements", "event": "Events"}
_SIZE = 25


@get("/search", sync_to_thread=True, include_in_schema=False)
def search(request: Req) -> Response[bytes]:
    """What holds the words of `q`, of the kind `in`."""
    return page(request, "search.html", _search)


def _search(sight: Sight, wanted: Asked) -> dict[str, Any]:
    words, kind = wanted.text("q"), wanted.choice("in", KINDS) or "story"
    first = wanted.number("offset", 0, most=10_000)
    given: dict[str, Any] = {"words": words, "kind": kind, "kinds": KINDS, "counts": {}, "actors": [], "rows": Rows(shown=(), first=0, size=_SIZE, more=False)}
    if not words:
        return given
    index = sight.index()
    hits, total = index.find(words, kind, first=first, size=_SIZE)
    counts = {k: total if k == kind else index.find(words, k, size=1)[1] for k in KINDS}
    found = {r["id"]: r for r in Rows.of(sight.copy, _BY_ID[kind], {"stories": list({h.id.rpartition("/")[0] if kind != "story" else h.id for h in hits}), "ids": [h.id for h in hits]})}
    rows = Rows(shown=[found[h.id] for h in hits if h.id in found], first=first, size=_SIZE, more=total > first + _SIZE, total=total)
    low = words.casefold()
    named = [a for a in actors().values() if low in a.name.casefold() or any(low == x.casefold() for x in a.aliases)]
    return {**given, "counts": counts, "rows": rows, "actors": sorted(named, key=lambda a: (len(a.name), a.name))[:8] if len(words) > 2 else []}


_BY_ID = {
    "story": "SELECT story_id AS id, story_id, title, published, outlet, left(text, 400) AS begins FROM stories WHERE story_id IN (SELECT unnest($stories)) AND list_contains($ids, story_id)",
    "statement": "SELECT *, story_id || '/' || statement_id AS id, coalesce(said_latest, published) AS day FROM statements WHERE story_id IN (SELECT unnest($stories)) AND list_contains($ids, story_id || '/' || statement_id)",
    "event": "SELECT *, story_id || '/' || event_id AS id, coalesce(latest, published) AS day FROM events WHERE story_id IN (SELECT unnest($stories)) AND list_contains($ids, story_id || '/' || event_id)",
}

ROUTES = [search]
