"""Text exports of Nexis and Factiva. Their layouts vary; a document in which no headline, date or body is recognised is told, and the others go on."""

import datetime as dt
import re
from collections.abc import Iterator

from dateline.errors import InputError, Skipped
from dateline.ingest import decode, fields
from dateline.ingest.source import Source
from dateline.model.story import Story

NAME = "Nexis and Factiva exports"
_OF = re.compile(r"^[ \t]*(?:Document )?\d{1,6} of \d{1,6}(?: DOCUMENTS?)?[ \t]*$", re.IGNORECASE | re.MULTILINE)
_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.IGNORECASE | re.MULTILINE)
_ACCESSION = re.compile(r"^Document ([A-Z]{2,12}0{0,2}[0-9]{8}[0-9a-z]{8,12})[ \t]*$", re.MULTILINE)
_TAG = re.compile(r"^(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN)(?:[ \t]+(\S[^\n]*))?$", re.MULTILINE)
_LABEL = re.compile(r"^[ \t]*([A-Z][A-Za-z]+(?:[- ][A-Za-z]+)?):[ \t]*([^\n]*)$")
_LABELS = frozenset(
    ["byline", "section", "length", "dateline", "body", "url", "load-date", "language", "publication-type", "headline", "highlight", "graphic", "subject", "organization", "country", "city", "industry", "person", "state", "ticker", "company", "classification", "series", "source", "correction", "correction-date", "copyright", "journal-code", "notes", "type", "document-type"]
)  # fmt: skip
_DATE = re.compile(r"^[ \t]*((?:\d{1,2} )?[A-Z][a-z]{2,8}\.?(?: \d{1,2},?)? \d{4})\b[^\n]{0,60}$")
_NEXIS_HEAD = re.compile(r"^[ \t]*(?:LENGTH|Length):[ \t]*\d+ words", re.MULTILINE)
_BODY = re.compile(r"^[ \t]*Body:?[ \t]*$", re.IGNORECASE | re.MULTILINE)
_FOOT = re.compile(r"^[ \t]*(?:LOAD-DATE|Load-Date|URL|LANGUAGE|PUBLICATION-TYPE|SUBJECT|Classification|CLASSIFICATION|GRAPHIC|Graphic|JOURNAL-CODE|Notes)(?::|[ \t]*$)", re.MULTILINE)
_WIDE = 110


def sniff(head: bytes, name: str) -> int:
    """The marks between documents with the labels within them, or Factiva's tags."""
    text = head.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")
    if _NEXIS_HEAD.search(text) and (_OF.search(text) or _BODY.search(text) or _FOOT.search(text)):
        return 60
    tags = {m[1] for m in _TAG.finditer(text)}
    return 60 if {"HD", "PD"} <= tags or (_ACCESSION.search(text) and re.search(r"^\d+ words$", text, re.MULTILINE)) else 0


def read(source: Source) -> Iterator[Story | InputError]:
    """The documents of an export, in their order."""
    decoded = decode(source.where, source.data())
    if isinstance(decoded, InputError):
        yield decoded
        return
    text = decoded.replace("\r\n", "\n")
    tagged = {"HD", "PD"} <= {m[1] for m in _TAG.finditer(text[:20_000])}
    factiva = tagged or not _NEXIS_HEAD.search(text)
    pieces = _split(text, _ACCESSION if factiva else _END if _END.search(text) else _OF, after=factiva or bool(_END.search(text)))
    told = 0
    for number, piece in enumerate(pieces, start=1):
        where = f"{source.where}:{number}"
        found = (_tagged(piece) if tagged else _factiva(piece)) if factiva else _nexis(piece)
        if found is None:
            lines = [x.strip() for x in piece.split("\n") if x.strip()]
            kind: type[InputError] = Skipped if number in (1, len(pieces)) and len(lines) < 40 else InputError
            yield kind(where, f"was not understood as a document: it begins {' / '.join(lines[:2])[:90]!r}", "If it is one, save its text by itself")
            continue
        told += 1
        title, outlet, published, body, key = found
        yield Story(id=key or f"{source.stem}-{number}", text=body, title=title, outlet=outlet, published=published, path=where)
    if not told:
        yield InputError(source.where, "looks like an export of Nexis or Factiva, but no document in it was understood", "Export again as plain text with full text and headers")


_Found = tuple[str | None, str | None, dt.date | None, str, str | None]


def _split(text: str, mark: re.Pattern[str], *, after: bool) -> list[str]:
    """The pieces that a mark begins or (`after`) ends; those without a word are left out."""
    pieces, at = [], 0
    for m in mark.finditer(text):
        pieces.append(text[at : m.end() if after else m.start()])
        at = m.end()
    pieces.append(text[at:])
    return [p for p in pieces if p.strip()]


def _nexis(piece: str) -> _Found | None:
    piece = _OF.sub("", _END.sub("", piece))
    anchor = _NEXIS_HEAD.search(piece)
    if anchor is None:
        return None
    start = _BODY.search(piece, anchor.start())
    at = start.end() if start else _after_labels(piece, anchor.end())
    foot = _FOOT.search(piece, at)
    body = _unwrap(piece[at : foot.start() if foot else len(piece)])
    body = re.sub(r"\n(?:Copyright|\u00a9)[^\n]*\s*\Z", "", body)
    lines = [x.strip() for x in piece[: at if start else anchor.start()].split("\n") if x.strip()]
    plain = [x for x in lines if not ((m := _LABEL.match(x)) and m[1].lower() in _LABELS) and not x.lower().startswith(("copyright", "all rights", "\u00a9", "body"))]
    labels = {m[1].lower(): m[2].strip() for x in lines if (m := _LABEL.match(x)) and m[1].lower() in _LABELS}
    dated = next((k for k, x in enumerate(plain) if _DATE.match(x)), None)
    if dated is None or not body.strip():
        return None
    modern = dated >= 2 or (dated == 1 and len(plain) < 3)
    outlet = plain[dated - 1] if dated else None
    title = labels.get("headline") or (plain[0] if modern and dated >= 2 else next((x for x in plain[dated + 1 :] if not re.search(r"\bEdition\b|\bGMT\b|\bET\b", x)), None))
    return title or None, outlet, fields.day(plain[dated]), body, None


def _after_labels(piece: str, at: int) -> int:
    """Where the labels after the length end."""
    for line in piece[at:].split("\n"):
        m = _LABEL.match(line)
        if line.strip() and not (m and m[1].lower() in _LABELS):
            return at
        at += len(line) + 1
    return at


def _tagged(piece: str) -> _Found | None:
    marks = list(_TAG.finditer(piece))
    values: dict[str, str] = {}
    for m, following in zip(marks, [*marks[1:], None]):
        values.setdefault(m[1], f"{m[2] or ''}\n{piece[m.end() : following.start() if following else len(piece)]}".strip())
    body = _unwrap("\n\n".join(values[k] for k in ("LP", "TD") if k in values))
    if "HD" not in values or not body:
        return None
    key = _ACCESSION.search(piece)
    return " ".join(values["HD"].split()), values.get("SN"), fields.day(values.get("PD", "")), body, key[1] if key else None


def _factiva(piece: str) -> _Found | None:
    key = _ACCESSION.search(piece)
    lines = piece[: key.start()].split("\n") if key else piece.split("\n")
    words = next((k for k, x in enumerate(lines) if re.fullmatch(r"[\d,]+ words\s*", x)), None)
    rights = next((k for k, x in enumerate(lines) if words is not None and k > words and re.match(r"\s*(?:\(c\)|copyright|\u00a9)", x, re.IGNORECASE)), None)
    if words is None or rights is None:
        return None
    head = [x.strip() for x in lines[words + 1 : rights] if x.strip()]
    title = next((x.strip() for x in lines[:words] if x.strip() and not x.lower().startswith("by ")), None)
    outlet = next((x for x in head[1:] if not re.match(r"\d\d:\d\d", x)), None)
    body = _unwrap("\n".join(lines[rights + 1 :]))
    return (title, outlet, fields.day(head[0]) if head else None, body, key[1] if key else None) if body else None


def _unwrap(text: str) -> str:
    """Lines that were broken at a width become paragraphs, where empty lines part those."""
    pieces = [p for p in re.split(r"\n[ \t]*\n", text.strip()) if p.strip()]
    if len(pieces) > 1 or all(len(x) < _WIDE for x in text.split("\n")):
        return "\n".join(" ".join(p.split()) for p in pieces)
    return "\n".join(" ".join(x.split()) for x in text.split("\n") if x.strip())
