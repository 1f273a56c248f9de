"""The JSON API: the same questions as the pages, a page of rows at a time. Described at /api/openapi.json."""

import datetime as dt
from typing import Annotated, Any, Literal

import msgspec
from litestar import get, post
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.params import FromPath, FromQuery, HeaderParameter, JSONBody, PathParameter, QueryParameter

from dateline.model.coded import CodedStory
from dateline.model.correction import Correction, Value
from dateline.model.story import Record
from dateline.settings import VERSION
from dateline.track.brief import Brief
from dateline.web import lists, process, reviewing
from dateline.web.address import BadAddress
from dateline.web.coding import LONGEST
from dateline.web.page import Req, asked, desk
from dateline.web.rows import FURTHEST, Rows, paged
from dateline.web.writing import leave

OPENAPI = OpenAPIConfig(
    title="Dateline", version=VERSION, path="/api", render_plugins=[JsonRenderPlugin(path="/openapi.json")], use_handler_docstrings=True,
    description="What a store of coded news holds: who did what to whom, who said so, and where the ceasefires stand. Read-only unless the site was started with --write.",
)  # fmt: skip

_OWN = ("limit", "offset")

Limit = Annotated[int, QueryParameter(name="limit", ge=1, le=500, description="Rows of an answer.")]
Offset = Annotated[int, QueryParameter(name="offset", ge=0, le=FURTHEST, description="Rows to pass over.")]
Day = Annotated[dt.date | None, QueryParameter(description="A day, as YYYY-MM-DD.")]
Word = Annotated[str | None, QueryParameter(max_length=300)]
Id = Annotated[str, QueryParameter(name="id", min_length=1, max_length=300)]
Token = Annotated[str | None, HeaderParameter(name="X-Dateline-Token", description="The token that was printed when the site was started with --write.")]


class Page(Record, frozen=True, kw_only=True):
    """A part of a list. `next` is the address of the rows that follow, null after the last."""

    rows: list[dict[str, Any]]
    offset: int
    limit: int
    next: str | None


class Pasted(Record, frozen=True, kw_only=True):
    """A story to be coded; nothing of it is kept. `published` is the day to which "today" and "on Monday" refer."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST)]
    published: dt.date
    title: Annotated[str, msgspec.Meta(max_length=1000)] | None = None
    outlet: Annotated[str, msgspec.Meta(max_length=300)] | None = None


class Said(Record, frozen=True, kw_only=True):
    """What a reviewer says of one record ("story/e3"): right, wrong, or corrected with the fields that change."""

    record: Annotated[str, msgspec.Meta(max_length=400)]
    verdict: Literal["right", "wrong", "corrected"]
    changes: dict[str, Value] = {}
    reason: str
    who: str


class Ruled(Record, frozen=True, kw_only=True):
    """What a reviewer says of reports ("story/e3"): each of `first` and each of `second` are of one event (`same`), or of two."""

    first: list[str]
    second: list[str]
    same: bool
    reason: str
    who: str


@get("/api/conflicts", sync_to_thread=True)
def conflicts(request: Req, limit: Limit = 50, offset: Offset = 0) -> Page:
    """The conflicts that stories tell of, the most told of first."""
    return _page(request, paged(desk(request).sight().copy, "SELECT conflict, name, stories FROM conflicts ORDER BY stories DESC, conflict", {}, asked(request)))


@get("/api/conflicts/{conflict:str}", sync_to_thread=True)
def conflict(request: Req, conflict: FromPath[str], as_of: Day = None, known_by: Day = None) -> Brief:
    """Where a conflict stands on a day, as known by a day; each line with its sources."""
    return process.whole(desk(request).sight(), conflict, as_of, known_by)


@get("/api/lists", sync_to_thread=False)
def names() -> dict[str, dict[str, Any]]:
    """The lists, and by what each can be narrowed."""
    return {name: {"about": x.about, "by": list(x.by)} for name, x in lists.LISTS.items()}


@get("/api/lists/{name:str}", sync_to_thread=True)
def rows(
    request: Req, name: Annotated[str, PathParameter(description=f"One of {', '.join(lists.LISTS)}.")], limit: Limit = 50, offset: Offset = 0, conflict: Word = None, outlet: Word = None,
    type_: Annotated[str | None, QueryParameter(name="type", max_length=300)] = None, status: Word = None, actor: Word = None, holder: Word = None, place: Word = None, speaker: Word = None,
    illocution: Word = None, form: Word = None, step: Word = None, side: Word = None, party: Word = None, about: Word = None, predicate: Word = None, kind: Word = None, family: Word = None,
    story: Word = None, verdict: Word = None, news: FromQuery[bool | None] = None, real: FromQuery[bool | None] = None, contested: FromQuery[bool | None] = None, since: Day = None, until: Day = None, as_of: Day = None,
    known_by: Day = None,
) -> Page:  # fmt: skip
    """The rows of a list. What it cannot be narrowed by is refused; /api/lists says what it can."""
    wanted, this = asked(request), lists.listed(name)
    for key in wanted.values:
        if key not in _OWN and key not in this.by:
            raise BadAddress(f"“{key[:40]}” does not narrow {name}. It can be narrowed by {', '.join(this.by)}")
    return _page(request, lists.shown(desk(request).sight().copy, name, wanted))


@get("/api/story", sync_to_thread=True)
def story(request: Req, id_: Id) -> CodedStory:
    """A story with everything that was read from it (schema "dateline/1")."""
    return reviewing.story(desk(request).sight().copy, asked(request).need("id"))


@get("/api/incident", sync_to_thread=True)
def incident(request: Req, id_: Id) -> dict[str, Any]:
    """An incident: its reports, and what they agree and differ on."""
    store, values = desk(request).sight().copy, {"incident": asked(request).need("id")}
    reviewing.reports(store, values["incident"])
    head = Rows.of(store, "SELECT * FROM incidents WHERE incident_id = $incident", values)
    told = Rows.of(store, "SELECT story_id, event_id, announced FROM incident_reports WHERE incident_id = $incident ORDER BY announced, story_id, event_id", values)
    details = Rows.of(store, "SELECT detail, conflicting, value, origins, reports, holders FROM incident_details WHERE incident_id = $incident ORDER BY detail, origins DESC, value", values)
    return {**head[0], "told_by": told, "details": details}


@post("/api/code", sync_to_thread=True, status_code=200)
def code(request: Req, data: JSONBody[Pasted]) -> CodedStory:
    """Code a story. Nothing is kept."""
    found: CodedStory = request.app.state.coding.text(data.text, id_="pasted", published=data.published, title=data.title, outlet=data.outlet)
    return found


@post("/api/corrections", sync_to_thread=True)
def correct(request: Req, data: JSONBody[Said], token: Token = None) -> Correction:
    """Say of a record that it is right, wrong, or should be otherwise. Needs the token."""
    writing = leave(request.app.state.writing, token)
    return reviewing.judged(desk(request), writing, data.record, data.verdict, data.changes, reason=data.reason, who=data.who)


@post("/api/rulings", sync_to_thread=True)
def rule(request: Req, data: JSONBody[Ruled], token: Token = None) -> Correction:
    """Say that reports are of one event, or of two. Shows in the incidents after the next rebuild. Needs the token."""
    writing = leave(request.app.state.writing, token)
    return reviewing.ruled(desk(request), writing, data.first, data.second, same=data.same, reason=data.reason, who=data.who)


def _page(request: Req, found: Rows) -> Page:
    following = asked(request).link(offset=found.first + found.size) if found.more and found.first + found.size <= FURTHEST else None
    return Page(rows=list(found.shown), offset=found.first, limit=found.size, next=following)


ROUTES = [conflicts, conflict, names, rows, story, incident, code, correct, rule]
