"""NewsML-G2 (IPTC), NewsML 1 and the news items of a few agencies like them, with the text inside as XHTML, NITF or plain."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from dateline.errors import InputError, Skipped
from dateline.ingest import fields
from dateline.ingest.markup import find, first, fragment, line, local, paragraphs, root, tree
from dateline.ingest.source import Source
from dateline.model.story import Story

NAME = "NewsML-G2 and NewsML 1"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ROOTS = frozenset({"newsmessage", "newsitem", "packageitem", "newsml", "rbnews", "xmlnewsqueuedresponse"})
_ITEMS = ("newsitem", "rbnews")


def sniff(head: bytes, name: str) -> int:
    """XML with a root of the standard."""
    return 85 if root(head) in _ROOTS else 0


def read(source: Source) -> Iterator[Story | InputError]:
    """A story a news item. Pictures, films, packages and what was withdrawn are passed over, and said."""
    document = tree(source.where, source.data(), source.budget.limits)
    items = list(find(document, *_ITEMS))
    packages = list(find(document, "packageitem"))
    if not items and not packages:
        yield InputError(source.where, "is NewsML without a news item", "Give the items that it lists")
    for item in packages:
        yield Skipped(source.where, "is a package that names items and holds no text", f"Give its items too ({_id(item) or 'it has no name'})")
    for number, item in enumerate(items, start=1):
        yield _item(item, source.where if len(items) == 1 else f"{source.where}:{number}")


def _item(item: Element, where: str) -> Story | InputError:
    key = _id(item)
    if not key:
        return InputError(where, "is an item without an identifier", "Give it its guid, PublicIdentifier or NewsID")
    kind = first(item, "itemclass", "mediatype")
    sort = (kind.get("qcode") or kind.get("FormalName") or "").rpartition(":")[2].lower() if kind is not None else ""
    if sort in ("picture", "photo", "video", "audio", "graphic", "animation", "composite"):
        return Skipped(where, f"is no text but a {sort}", "Nothing is lost if its texts come as items of their own")
    status = first(item, "pubstatus", "status", "annuleret")
    if status is not None and (status.get("qcode") or status.get("FormalName") or line(status) or "").rpartition(":")[2].lower() in ("canceled", "cancelled", "withheld", "true"):
        return Skipped(where, "was withdrawn by its agency", "Leave it out")
    text = _text(item)
    if not text:
        return InputError(where, "holds no text", "Give the item with its content")
    told = line(first(item, "dateline"))
    if told and "(" in told and not text.startswith(told[:12]):
        text = f"{told if told.endswith(('-', '–', '—')) else told + ' -'} {text}"  # an agency that keeps its dateline apart still prints it there
    made = first(item, "versioncreated", "thisrevisioncreated", "contentcreated", "firstcreated", "publishdate")
    return Story(
        id=key, text=text, published=fields.day(line(made) or ""), title=line(first(item, "headline")), outlet=_outlet(item), language=_language(item),
        path=where,
    )  # fmt: skip


def _id(item: Element) -> str | None:
    return item.get("guid") or line(first(item, "publicidentifier", "newsid", "newsitemid"))


def _text(item: Element) -> str:
    """The content in the order of preference: marked up, then plain."""
    for holder in [*find(item, "inlinexml"), *find(item, "inlinedata"), *find(item, "datacontent"), *find(item, "content")]:
        body = first(holder, "body.content", "body")
        if body is not None:
            text = paragraphs(body)
        elif len(holder):
            text = paragraphs(holder)
        else:
            text = fragment(holder.text or "")
        if text.strip():
            return text
    return ""


def _outlet(item: Element) -> str | None:
    for name in ("creditline", "provider", "infosource", "origin"):
        for e in find(item, name):
            party = first(e, "party")
            told = (party.get("FormalName") if party is not None else None) or line(first(e, "name")) or line(e) or e.get("literal")
            if told:
                return told.strip("/ –-")
    return None


def _language(item: Element) -> str | None:
    meta = next((e for e in find(item, "language") if e.get("tag") or e.get("FormalName")), None)
    if meta is not None:
        return meta.get("tag") or meta.get("FormalName")
    return item.get(_LANG) or next((e.get(_LANG) for e in item.iter() if local(e) == "headline" and e.get(_LANG)), None)
