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
from dateline.web import faults
from dateline.web.desk import Desk
from dateline.web.guard import LOOPBACK, Guard, headers

__all__ = ["LOOPBACK", "app"]

_FOLDER = pathlib.Path(__file__).parent


def app(store: pathlib.Path | str, *, hosts: Sequence[str] = LOOPBACK, routes: Sequence[Any] = (), wait: float = 30.0) -> Litestar:
    """The site of a store.

    `hosts` are the names that it may be asked for by (others are refused: a page elsewhere cannot ask in the reader's name);
    `routes` are handlers beside those of the pages. A store that is not there is told of on each page, with the remedy.
    """
    return Litestar(
        route_handlers=[*_routes(), *routes, create_static_files_router(path="/static", directories=[_FOLDER / "static"], include_in_schema=False)],
        middleware=[Guard.of(tuple(hosts))],
        before_send=[headers],
        logging_config=None,
        exception_handlers=faults.HANDLERS,
        state=State({"desk": Desk(Store(store, wait=wait))}),
        openapi_config=None,
        debug=False,
    )


def _routes() -> list[Any]:
    """The handlers of every module in `pages`: a page is a file there with `ROUTES`."""
    pages = importlib.import_module(f"{__name__}.pages")
    found = [importlib.import_module(f"{pages.__name__}.{m.name}") for m in pkgutil.iter_modules(pages.__path__)]
    return [handler for m in found for handler in getattr(m, "ROUTES", ())]
