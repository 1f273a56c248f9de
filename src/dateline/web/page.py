"""From a template and what a page shows to an answer; the same page of the same store is made once."""

import datetime as dt
import functools
import hashlib
import pathlib
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

import jinja2
from litestar import MediaType, Request, Response

from dateline.web.address import Asked
from dateline.web.desk import Desk, Sight
from dateline.web.words import FILTERS

Req = Request[Any, Any, Any]
Make = Callable[[Sight, Asked], Mapping[str, Any]]


@functools.cache
def templates() -> jinja2.Environment:
    """The templates. All that is put into them is escaped."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(pathlib.Path(__file__).parent / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    env.filters.update(FILTERS)
    env.globals.update(link=link, conflict_link=conflict_link)
    return env


def link(path: str, **values: object) -> str:
    """An address of this site."""
    given = {k: str(v) for k, v in values.items() if v is not None}
    return path + ("?" + urlencode(given) if given else "")


def conflict_link(conflict: str, part: str = "", **values: object) -> str:
    """The address of a conflict's page."""
    return link(f"/conflict/{quote(conflict, safe='')}" + (f"/{part}" if part else ""), **values)


def desk(request: Req) -> Desk:
    """The desk of the site."""
    found: Desk = request.app.state.desk
    return found


def asked(request: Req) -> Asked:
    """The address of a request."""
    return Asked(quote(request.url.path, safe="/%:"), dict(request.query_params))


def page(request: Req, template: str, make: Make) -> Response[bytes]:
    """The page that a template makes of what `make` gives; kept until the store changes."""
    sight, wanted = desk(request).sight(), asked(request)
    body = sight.pages.get((template, wanted.key), lambda: render(template, request=wanted, sight=sight, **make(sight, wanted)))
    return _answer(request, body)


def render(template: str, **values: Any) -> bytes:
    """A template as bytes."""
    return templates().get_template(template).render(**values).encode()


def _answer(request: Req, body: bytes) -> Response[bytes]:
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(b"", status_code=304, headers=headers, media_type=MediaType.HTML)
    return Response(body, headers=headers, media_type=MediaType.HTML)


def day_of(sight: Sight) -> dt.date | None:
    """The last day of publication in the store."""
    rows = sight.copy.query("SELECT max(published) AS day FROM stories").to_pylist()
    found: dt.date | None = rows[0]["day"]
    return found
