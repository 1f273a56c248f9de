"""A conflict: where it stands on a day as known by a day."""

from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from dateline import report
from dateline.web import process
from dateline.web.address import Asked
from dateline.web.desk import Sight
from dateline.web.faults import NotThere
from dateline.web.page import Req, asked, desk, page

_KINDS = {"html": "text/html; charset=utf-8", "md": "text/markdown; charset=utf-8", "pdf": "application/pdf"}


@get("/conflict/{conflict:str}", sync_to_thread=True, include_in_schema=False)
def conflict(request: Req, conflict: FromPath[str]) -> Response[bytes]:
    """The status box, the ladder, what is to come, what changed."""
    return page(request, "conflict.html", lambda sight, wanted: head(sight, wanted, conflict, ""))


@get("/conflict/{conflict:str}/brief/{to:str}", sync_to_thread=True, include_in_schema=False)
def brief(request: Req, conflict: FromPath[str], to: FromPath[str]) -> Response[bytes]:
    """The brief as one page to print or hand over."""
    if to not in _KINDS:
        raise NotThere(f"A brief is written as {', '.join(_KINDS)}")
    sight, wanted = desk(request).sight(), asked(request)
    made = process.short(sight, conflict, wanted.day("as_of"), wanted.day("known_by"))
    headers = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"}
    return Response(report.render(made, to), media_type=_KINDS[to], headers=headers)


def head(sight: Sight, wanted: Asked, conflict: str, here: str, heading: str = "", intro: str = "") -> dict[str, Any]:
    """What every page of a conflict shows: its name, its parts, the day of sight, and the sections of its brief."""
    b = process.short(sight, conflict, wanted.day("as_of"), wanted.day("known_by")) if here == "" else process.whole(sight, conflict, wanted.day("as_of"), wanted.day("known_by"))
    figure = {"conflict": conflict, **{k: wanted.values.get(v) for k, v in (("since", "since"), ("known_by", "known_by"))}, "until": wanted.values.get("until") or wanted.values.get("as_of")}
    return {
        "conflict": conflict, "name": b.name, "b": b, "here": here, "heading": heading, "intro": intro, "sections": {s.id: s for s in b.sections}, "sources": {s.number: s for s in b.sources}, "fig": figure,
    }  # fmt: skip


ROUTES = [conflict, brief]
