"""A box to paste a story into, or to drop a file on: coded at once, and kept only where the reader asks for it and may."""

import datetime as dt
import hashlib
from typing import Annotated, Any

import msgspec
from anyio import to_thread
from litestar import MediaType, Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body

from dateline.errors import UsageError
from dateline.model.coded import CodedStory
from dateline.show.reasons import reasons
from dateline.show.words import label
from dateline.web import marks
from dateline.web.address import Asked
from dateline.web.coding import LONGEST
from dateline.web.page import Req, asked, desk, render
from dateline.web.writing import NoLeave, leave

Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


@get("/paste", include_in_schema=False)
async def box(request: Req) -> Response[bytes]:
    """The empty box."""
    return await to_thread.run_sync(_page, request, {}, [])


@post("/paste", sync_to_thread=True, include_in_schema=False)
def paste(request: Req, data: Form) -> Response[bytes]:
    """The story coded, or what is missing."""
    text = {k: v.strip("\r\n") for k, v in data.items() if isinstance(v, str)}
    file = data.get("file")
    try:
        published = Asked("", text).day("published")
        if isinstance(file, UploadFile) and file.filename:
            found = request.app.state.coding.file(file.filename, file.file.read(), published=published)
        else:
            found = [_one(request, text, published)]
        kept = False
        if text.get("keep"):
            leave(request.app.state.writing, text.get("token"))
            kept = bool(desk(request).store.add([msgspec.json.encode(s) for s in found]).codings)
    except UsageError as e:
        return _page(request, text, [], fault=str(e), status=403 if isinstance(e, NoLeave) else 400)
    return _page(request, text, found, kept=kept)


def _one(request: Req, text: dict[str, str], published: dt.date | None) -> CodedStory:
    story = text.get("text", "")
    id_ = "pasted-" + hashlib.sha256(story.encode("utf-8", "replace")).hexdigest()[:12]
    found: CodedStory = request.app.state.coding.text(story, id_=id_, published=published, title=text.get("title") or None, outlet=text.get("outlet") or None)
    return found


def _page(request: Req, given: dict[str, str], found: list[CodedStory], *, fault: str = "", kept: bool = False, status: int = 200) -> Response[bytes]:
    body = render(
        "paste.html", request=asked(request), sight=None, given=given, stories=[_shown(s) for s in found], fault=fault, kept=kept, longest=LONGEST, layers=marks.LAYERS,
        may_keep=request.app.state.writing is not None,
    )  # fmt: skip
    return Response(body, status_code=status, media_type=MediaType.HTML, headers={"Cache-Control": "no-store"})


def _shown(s: CodedStory) -> dict[str, Any]:
    names = {**{p.id: p.name for p in s.places}, **{m.id: label(m) for m in s.mentions}}
    return {"s": s, "h": s.story, "pieces": marks.pieces(s.story.text, list(marks.marks(s))), "names": names, "why": {x.id: reasons(s, x) for x in s.events} | {x.id: reasons(s, x) for x in s.process}}


ROUTES = [box, paste]
