"""NITF, the News Industry Text Format."""

from collections.abc import Iterator

from dateline.errors import InputError, Skipped
from dateline.ingest import fields
from dateline.ingest.markup import find, first, line, paragraphs, root, tree
from dateline.ingest.source import Source
from dateline.model.story import Story

NAME = "NITF"


def sniff(head: bytes, name: str) -> int:
    """XML with its root (within another format's it is that one's)."""
    return 85 if root(head) == "nitf" else 0


def read(source: Source) -> Iterator[Story | InputError]:
    """The story. What its agency withdrew is passed over, and said."""
    document = tree(source.where, source.data(), source.budget.limits)
    docdata = first(document, "docdata")
    if docdata is not None and (docdata.get("management-status") or "").lower() in ("canceled", "cancelled", "withheld", "embargoed-canceled"):
        yield Skipped(source.where, "was withdrawn by its agency", "Leave it out")
        return
    content = next(find(document, "body.content"), None)
    text = paragraphs(content) if content is not None else ""
    if not text:
        yield InputError(source.where, "holds no text", "Give the item with its content")
        return
    published = None
    for e in (first(document, "pubdata"), first(document, "date.issue"), first(document, "date.release"), first(document, "story.date")):
        if e is not None and published is None:
            published = fields.day(e.get("date.publication") or e.get("norm") or "")
    doc = first(document, "doc-id")
    head = first(document, "body.head")
    title = (line(first(head, "hl1", "hedline")) if head is not None else None) or line(first(document, "title"))
    owner = first(document, "distributor", "doc.copyright", "pubdata")
    yield Story(
        id=(doc.get("id-string") if doc is not None else None) or source.stem, text=text, published=published, title=title,
        outlet=(line(owner) or owner.get("holder") or owner.get("name")) if owner is not None else None, language=document.get("baselang"), path=source.where,
    )  # fmt: skip
