"""A story: the text as published with everything that was read marked in it."""

from typing import Any

from litestar import Response, get

from dateline.model.coded import CodedStory
from dateline.show.words import label
from dateline.web import marks
from dateline.web.address import Asked
from dateline.web.desk import Sight
from dateline.web.faults import NotThere
from dateline.web.page import Req, page
from dateline.web.rows import Rows, part


def story_of(sight: Sight, story_id: str) -> CodedStory:
    """The coding of a story; NotThere if there is none."""
    found = sight.things.get(("story", story_id), lambda: sight.copy.story(story_id))
    if found is None:
        raise NotThere("This store holds no story of that id. Look for it with the search, or see all stories")
    return found


@get("/story", sync_to_thread=True, include_in_schema=False)
def story(request: Req) -> Response[bytes]:
    """The story of an id (`id`)."""
    return page(request, "story.html", lambda sight, wanted: shown(sight, story_of(sight, wanted.need("id")), wanted))


def shown(sight: Sight, s: CodedStory, wanted: Asked) -> dict[str, Any]:
    """What the page of a story shows; also of one that is not in the store (its records then lead nowhere)."""
    found = list(marks.marks(s))
    id_ = {"id": s.story.id}
    incidents = {r["event_id"]: r for r in Rows.of(sight.copy, "SELECT r.event_id, r.incident_id, i.reports FROM incident_reports r JOIN incidents i USING (incident_id) WHERE r.story_id = $id", id_)}
    copies = Rows.of(sight.copy, "SELECT story_id, outlet, published, title, relation FROM (SELECT c.*, s.outlet, s.published, s.title FROM copies c JOIN stories s USING (story_id)) WHERE group_id = (SELECT group_id FROM copies WHERE story_id = $id) AND story_id <> $id ORDER BY published, story_id LIMIT 30", id_)
    taken = Rows.of(sight.copy, "SELECT * FROM retractions WHERE retracts = $id", id_)
    return {
        "s": s, "h": s.story, "pieces": marks.pieces(s.story.text, found), "counts": marks.count(found), "layers": marks.LAYERS, "names": {m.id: label(m) for m in s.mentions},
        "ids": {m.id: m.actor for m in s.mentions}, "places": {p.id: p.name for p in s.places}, "incidents": incidents, "copies": copies, "taken": taken, "chosen": wanted.text("mark"),
        "events": part(s.events, Asked("", {}), size=400),
    }  # fmt: skip


ROUTES = [story]
