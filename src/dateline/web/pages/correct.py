"""What a reviewer says: of a record (right, wrong, or how it should be), and of the reports of an incident (one event, or two)."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import quote

from anyio import to_thread
from litestar import MediaType, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect

from dateline import review
from dateline.errors import ReviewError, StoreError, UsageError
from dateline.model.coded import CodedStory
from dateline.model.correction import Value
from dateline.show.words import label
from dateline.web import lists, reviewing
from dateline.web.address import Asked, BadAddress
from dateline.web.desk import Sight
from dateline.web.page import Req, asked, desk, page, render
from dateline.web.pages.story import story_of
from dateline.web.writing import NoLeave, leave

Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]
_VERDICTS = ("right", "wrong", "corrected")
_LONGEST = 400


@get("/corrections", sync_to_thread=True, include_in_schema=False)
def corrections(request: Req) -> Response[bytes]:
    """All corrections, the latest first."""
    return page(request, "corrections.html", lambda sight, wanted: {"rows": lists.shown(sight.copy, "corrections", wanted)})


# where a path also takes a form, the page is fetched in a thread by hand: Litestar would wrap it twice
@get("/correct", include_in_schema=False)
async def form(request: Req) -> Response[bytes]:
    """The form for a record (`id`: STORY/e3)."""
    return await to_thread.run_sync(_record, request, asked(request).need("id"), {})


@post("/correct", sync_to_thread=True, include_in_schema=False)
def correct(request: Req, data: Form) -> Response[bytes] | Redirect:
    """Take in what is said of a record."""
    id_ = _id(data)
    try:
        writing = leave(request.app.state.writing, data.get("token"))
        verdict = data.get("verdict")
        if verdict not in _VERDICTS:
            raise BadAddress("Say whether the record is right, wrong, or should be otherwise")
        changes = _changes(_story(request, id_), id_, data) if verdict == "corrected" else {}
        reviewing.judged(desk(request), writing, id_, verdict, changes, reason=_text(data, "reason"), who=_text(data, "who"))
    except (UsageError, ReviewError, StoreError) as e:
        return _record(request, id_, data, fault=str(e), status=_status(e))
    return Redirect("/record?id=" + quote(id_, safe=""), status_code=303)


@get("/correct/incident", include_in_schema=False)
async def incident_form(request: Req) -> Response[bytes]:
    """The form for an incident (`id`)."""
    return await to_thread.run_sync(_incident, request, asked(request).need("id"), {})


@post("/correct/incident", sync_to_thread=True, include_in_schema=False)
def correct_incident(request: Req, data: Form) -> Response[bytes] | Redirect:
    """Take in which reports are of one event: the ticked ones are parted from the rest, or all are joined with another incident's."""
    id_ = _id(data)
    try:
        writing = leave(request.app.state.writing, data.get("token"))
        store = desk(request).sight().copy
        here = reviewing.reports(store, id_)
        if data.get("what") == "part":
            ticked = _several(data.get("report"))
            first, second = [r for r in here if r in ticked], [r for r in here if r not in ticked]
            if not first or not second:
                raise BadAddress("Tick the reports that are of another event, and leave at least one unticked")
        elif data.get("what") == "merge":
            first, second = here, reviewing.reports(store, _text(data, "other").strip())
        else:
            raise BadAddress("Say whether to part reports from this incident, or to join it with another")
        reviewing.ruled(desk(request), writing, first, second, same=data.get("what") == "merge", reason=_text(data, "reason"), who=_text(data, "who"))
    except (UsageError, ReviewError, StoreError) as e:
        return _incident(request, id_, data, fault=str(e), status=_status(e))
    return Redirect("/corrections", status_code=303)


def _status(e: Exception) -> int:
    return 403 if isinstance(e, NoLeave) else 503 if isinstance(e, StoreError) else 400


def _id(data: Mapping[str, Any]) -> str:
    value = _text(data, "id")
    if not value or len(value) > _LONGEST or "\x00" in value:
        raise BadAddress("The form does not say what it is about. Follow a link to it from a record's or an incident's page")
    return value


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name, "")
    return value if isinstance(value, str) else ""


def _several(value: Any) -> tuple[str, ...]:
    found = value if isinstance(value, list) else [value]
    return tuple(v for v in found if isinstance(v, str) and v)


def _story(request: Req, id_: str) -> CodedStory:
    return story_of(desk(request).sight(), reviewing.parts(id_)[0])


def _changes(story: CodedStory, id_: str, data: Mapping[str, Any]) -> dict[str, Value]:
    """The fields of the form that say something else than the record does."""
    record = reviewing.parts(id_)[1]
    found: dict[str, Value] = {}
    for name, field in review.fields(review.target(story, record).kind).items():
        raw = data.get(f"f_{name}")
        after: Value
        if field.holds == "mentions":
            if f"has_{name}" not in data:
                continue
            after = _several(raw)
        elif not isinstance(raw, str):
            continue
        elif field.holds == "flag":
            after = {"true": True, "false": False}.get(raw)
        elif field.holds == "number":
            after = int(raw) if raw.strip().isdecimal() and len(raw) < 9 else raw.strip() or None
        else:
            after = raw.strip() or None
        if after != review.value(story, record, name):
            found[name] = after
    return found


def _record(request: Req, id_: str, given: Mapping[str, Any], *, fault: str = "", status: int = 200) -> Response[bytes]:
    story, record = _story(request, id_), reviewing.parts(id_)[1]
    target = review.target(story, record)
    held = {name: (f, review.value(story, record, name)) for name, f in review.fields(target.kind).items()}
    options = {"mentions": [(m.id, f"{label(m)} (“{m.text}”)") for m in story.mentions if not m.implicit], "place": [(p.id, f"{p.name} (“{p.text}”)") for p in story.places]}
    options["mention"] = [*options["mentions"], *options["place"]]
    return _form(request, "correct.html", status, id=id_, h=story.story, target=target, held=held, options=options, given=given, fault=fault)


def _incident(request: Req, id_: str, given: Mapping[str, Any], *, fault: str = "", status: int = 200) -> Response[bytes]:
    sight = desk(request).sight()
    reviewing.reports(sight.copy, id_)
    return _form(request, "correct_incident.html", status, id=id_, reports=_told(sight, id_), given=given, ticked=_several(given.get("report")), fault=fault)


def _told(sight: Sight, id_: str) -> list[dict[str, Any]]:
    sql = (
        "SELECT story_id || '/' || event_id AS report, outlet, published, sentence FROM incident_reports JOIN events USING (story_id, event_id)"
        " WHERE incident_id = $incident AND NOT announced ORDER BY published, report"
    )
    found: list[dict[str, Any]] = sight.copy.query(sql, {"incident": id_}).to_pylist()
    return found


def _form(request: Req, template: str, status: int, **values: Any) -> Response[bytes]:
    body = render(template, request=Asked(request.url.path, {}), sight=None, may_write=request.app.state.writing is not None, **values)
    return Response(body, status_code=status, media_type=MediaType.HTML, headers={"Cache-Control": "no-store"})


ROUTES = [corrections, form, correct, incident_form, correct_incident]
