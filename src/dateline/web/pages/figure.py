"""The figures, each at an address of its own."""

from litestar import Response, get
from litestar.params import FromPath

from dateline.web import figures, process
from dateline.web.faults import NotThere
from dateline.web.page import Req, asked, desk

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""A figure carries its colours for the night itself, and nothing else."""


@get("/figure/{name:str}", sync_to_thread=True, include_in_schema=False)
def figure(request: Req, name: FromPath[str]) -> Response[bytes]:
    """A figure of a conflict between days (`conflict`, `since`, `until`, `known_by`)."""
    name = name.removesuffix(".svg")
    sight, wanted = desk(request).sight(), asked(request)
    conflict = wanted.need("conflict")
    process.process(sight, conflict)
    from dateline import plot

    if name not in plot.figures():
        raise NotThere(f"There is no such figure. The figures: {', '.join(plot.figures())}")
    drawn = figures.svg(sight, name, process.scope(sight, conflict, wanted))
    lasting = "private, max-age=31536000, immutable" if wanted.text("s") == sight.token else "private, no-cache"
    return Response(drawn, media_type="image/svg+xml", headers={"Content-Security-Policy": _POLICY, "Cache-Control": lasting})


ROUTES = [figure]
