"""The pages: a store as a site that reads it and never changes it. One module of routes a page; what they show is read from the store's views.

`app(store)` is the whole site; `dateline serve` runs it. Pages are rendered here and work without a script; nothing is fetched from elsewhere.
"""

import importlib
import pathlib
import pkgutil
from collections.abc import Sequence
from typing import Any

from litestar import Litestar
from litestar.datastructures import State
from litestar.static_files import create_static_files_router

from dateline.store import Store
from dateline.web import api, faults
from dateline.web.coding import LARGEST, Coding
from dateline.web.desk import Desk
from dateline.web.guard import LOOPBACK, Guard, headers
from dateline.web.writing import Writing

__all__ = ["LOOPBACK", "Coding", "Writing", "app"]

_FOLDER = pathlib.Path(__file__).parent


def app(store: pathlib.Path | str, *, hosts: Sequence[str] = LOOPBACK, routes: Sequence[Any] = (), wait: float = 30.0, writing: Writing | None = None, coding: Coding | None = None) -> Litestar:
    """The site of a store.

    `hosts` are the names that it may be asked for by (others are refused: a page elsewhere cannot ask in the reader's name);
    `routes` are handlers beside those of the pages. A store that is not there is told of on each page, with the remedy.
    Without `writing` nothing can be changed; `coding` codes what a reader pastes (without it, a coder is loaded when first asked for).
    """
    return Litestar(
        route_handlers=[*_routes(), *api.ROUTES, *routes, create_static_files_router(path="/static", directories=[_FOLDER / "static"], include_in_schema=False)],
        middleware=[Guard.of(tuple(hosts))],
        before_send=[headers],
        logging_config=None,
        exception_handlers=faults.HANDLERS,
        state=State({"desk": Desk(Store(store, wait=wait)), "writing": writing, "coding": coding or Coding()}),
        openapi_config=api.OPENAPI,
        request_max_body_size=LARGEST,
        debug=False,
    )


def _routes() -> list[Any]:
    """The handlers of every module in `pages`: a page is a file there with `ROUTES`."""
    pages = importlib.import_module(f"{__name__}.pages")
    found = [importlib.import_module(f"{pages.__name__}.{m.name}") for m in pkgutil.iter_modules(pages.__path__)]
    return [handler for m in found for handler in getattr(m, "ROUTES", ())]
