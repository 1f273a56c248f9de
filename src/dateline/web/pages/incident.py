"""An incident: its reports side by side, where they agree, where they differ, and who says so."""

import json
from typing import Any

from litestar import Response, get

from dateline.web import known
from dateline.web.address import Asked
from dateline.web.desk import Sight
from dateline.web.faults import NotThere
from dateline.web.page import Req, page
from dateline.web.rows import Rows

_REPORTS = 60


@get("/incident", sync_to_thread=True, include_in_schema=False)
def incident(request: Req) -> Response[bytes]:
    """The incident of an id (`id`)."""
    return page(request, "incident.html", _incident)


def _incident(sight: Sight, wanted: Asked) -> dict[str, Any]:
    values = {"id": wanted.need("id")}
    found = Rows.of(sight.copy, "SELECT * FROM told_incidents WHERE incident_id = $id", values)
    if not found:
        raise NotThere("This store has no incident of that id. Incidents are drawn up anew when stories come: look for it in the list of incidents")
    reports = Rows.of(
        sight.copy,
        "SELECT r.announced, e.*, s.title, left(s.text, 200) AS begins FROM incident_reports r JOIN events e USING (story_id, event_id) JOIN stories s USING (story_id) WHERE r.incident_id = $id ORDER BY e.published, e.story_id, e.event_id LIMIT 60",
        values,
    )
    copies = {r["story_id"]: r for r in Rows.of(sight.copy, "SELECT c.story_id, c.relation, c.origin FROM copies c JOIN incident_reports r USING (story_id) WHERE r.incident_id = $id AND c.relation <> 'origin'", values)}
    details: dict[str, list[dict[str, Any]]] = {}
    for d in Rows.of(sight.copy, "SELECT * FROM incident_details WHERE incident_id = $id ORDER BY detail, origins DESC, value", values):
        details.setdefault(str(d["detail"]), []).append(d)
    judged = Rows.of(
        sight.copy, "SELECT j.* FROM judgements j JOIN incident_reports a ON j.first = a.story_id || '/' || a.event_id WHERE a.incident_id = $id AND j.second IN (SELECT story_id || '/' || event_id FROM incident_reports WHERE incident_id = $id) ORDER BY first, second LIMIT 60", values,
    )  # fmt: skip
    return {"i": found[0], "reports": reports, "copies": copies, "details": details, "judged": [{**j, "why": json.loads(j["why"])} for j in judged], "name": known.name, "most": _REPORTS}


ROUTES = [incident]
