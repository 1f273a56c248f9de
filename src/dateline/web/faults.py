"""What went wrong, as a page that says what to do."""

import logging
from typing import Any

import msgspec
from litestar import MediaType, Response
from litestar.exceptions import HTTPException

from dateline.errors import DatelineError, StoreError, UsageError
from dateline.web.address import BadAddress
from dateline.web.page import Req, asked, render
from dateline.web.writing import NoLeave

_LOG = logging.getLogger("dateline.web")


class NotThere(UsageError):
    """A page of something that the store does not hold."""


_TITLES = {400: "This address cannot be answered", 403: "This needs leave", 404: "There is no such page", 405: "That cannot be done here", 413: "That is too much at once", 500: "Something went wrong", 503: "The store cannot be read"}


def _shown(request: Req, status: int, what: str, remedy: str = "") -> Response[bytes]:
    if request.url.path.startswith("/api/"):
        told = msgspec.json.encode({"status": status, "error": f"{what} {remedy}".strip()})
        return Response(told, status_code=status, media_type=MediaType.JSON, headers={"Cache-Control": "no-store"})
    body = render("fault.html", request=asked(request), sight=None, status=status, title=_TITLES.get(status, "That did not work"), what=what, remedy=remedy)
    return Response(body, status_code=status, media_type=MediaType.HTML, headers={"Cache-Control": "no-store"})


def _http(request: Req, e: HTTPException) -> Response[bytes]:
    if e.status_code == 404:
        return _shown(request, 404, "Nothing stands at this address.", "Begin at the front page, or look for it with the search.")
    extra = "; ".join(f"{x.get('key')}: {x.get('message')}" for x in e.extra if isinstance(x, dict)) if isinstance(e.extra, list) else ""
    return _shown(request, e.status_code, str(e.detail).removesuffix("."), f"({extra})" if extra else "")


def _ours(request: Req, e: DatelineError) -> Response[bytes]:
    status = 503 if isinstance(e, StoreError) else 403 if isinstance(e, NoLeave) else 400 if isinstance(e, BadAddress) else 404 if isinstance(e, NotThere) else 400
    return _shown(request, status, str(e))


def _other(request: Req, e: Exception) -> Response[bytes]:
    _LOG.error("%s", request.url.path, exc_info=e)
    return _shown(request, 500, "The page could not be made. The fault is the program's, not yours.", "Go back, or try again; if it stays, tell the makers the address of this page.")


HANDLERS: dict[Any, Any] = {HTTPException: _http, DatelineError: _ours, Exception: _other}
