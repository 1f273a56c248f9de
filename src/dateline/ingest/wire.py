"""Copy as it went over the wire: ANPA 1312 and IPTC 7901. Control characters frame the header, the text and the trailer.

The wire's alphabet is read as what it stands for: `` and '' are quotation marks, a lone underline is a dash, and lines of IPTC 7901, which are broken
at a width, are joined to paragraphs. Editors' notes that are marked as not for publication are left out.
"""

import datetime as dt
import re
from collections.abc import Iterator

from dateline.errors import InputError
from dateline.ingest.header import parse_date
from dateline.ingest.source import Source
from dateline.model.story import Story

NAME = "ANPA and IPTC 7901"
_IPTC = re.compile(rb"\s*\x01[a-z]{2,4}\d{3,5}[ ]")
_ANPA = re.compile(rb"\s*\x16*\x01\w\d{4}\x1f")
_ANPA_DATE = re.compile(r"(\d\d)-(\d\d)-(\d\d)\b")
_IPTC_DATE = re.compile(r"\s*(\d\d)\d{4}(?: GMT)? ([A-Z]\w{2}) (\d\d)\b")
_GERMAN = {"Okt": "Oct", "Dez": "Dec", "Mai": "May", "Mrz": "Mar", "M\u00e4r": "Mar"}
_NOTEBOOK = re.compile(r"^#+ [^\n]{0,20}notebook", re.IGNORECASE | re.MULTILINE)
_SIGNATURE = re.compile(r"(?<=\n)[a-z]{2,4}(?: [a-z]{2,4}){1,6}\Z")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def sniff(head: bytes, name: str) -> int:
    """The control characters that open a transmission."""
    return 90 if _IPTC.match(head) or _ANPA.match(head) else 0


def read(source: Source) -> Iterator[Story | InputError]:
    """The stories of a file, which may hold many transmissions."""
    data = source.data()
    anpa = bool(_ANPA.match(data))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    pieces = [p for p in text.replace("\r\n", "\n").split("\x01")[1:] if p.strip()]
    for number, piece in enumerate(pieces, start=1):
        where = source.where if len(pieces) == 1 else f"{source.where}:{number}"
        header, start, rest = piece.partition("\x02")
        body, end, trailer = rest.partition("\x03")
        if not start or not end:
            yield InputError(where, f"has no {'text' if not start else 'trailer'} after its header", "It was cut off on the way; get it again")
            continue
        key = _CONTROL.split(header.split("\n")[0].strip())[0] if anpa else " ".join(header.split("\n")[0].split())
        read_one = _anpa if anpa else _iptc
        title, copy, published = read_one(body, trailer)
        stem = f"{source.stem}-{key.split(' ')[0]}" if len(pieces) > 1 else source.stem
        if not copy.strip():
            yield InputError(where, "holds no text", "Leave it out")
        else:
            yield Story(id=stem, text=copy, title=title, published=published, path=where)


def _anpa(body: str, trailer: str) -> tuple[str | None, str, dt.date | None]:
    """Lines that open with a caret are headline, byline and notes; the text's own open with a tab and spaces."""
    heads: list[str] = []
    paragraphs: list[str] = []
    for line in body.split("\n"):
        if not line.strip():
            continue
        plain = _typography(_CONTROL.sub(" ", line))
        if not paragraphs and line.startswith("^"):
            heads.append(plain.lstrip("^").rstrip(" <="))
        elif line.startswith(("\t", "^", "\x08")) or not paragraphs:
            paragraphs.append(plain.lstrip("^").strip(" \t<="))
        else:
            paragraphs[-1] += " " + plain.strip(" \t<=")
    copy = "\n".join(p for p in (" ".join(p.split()) for p in paragraphs) if p.strip("_ \u2014"))
    copy = copy or "\n".join(h for h in heads[1:] if h)  # a list of headlines
    m = _ANPA_DATE.search(trailer)
    published = None
    if m:
        try:
            published = dt.date(int(m[3]) + (1900 if int(m[3]) >= 70 else 2000), int(m[1]), int(m[2]))
        except ValueError:
            published = None
    return (heads[1] if len(heads) > 1 else heads[0].partition(",")[0] if heads else None), copy, published


def _iptc(body: str, trailer: str) -> tuple[str | None, str, dt.date | None]:
    """Headlines end with an equals sign; paragraphs are parted by empty lines."""
    head, mark, rest = body.partition("=\n")
    if not mark:
        head, _, rest = body.partition("\n")
    lines = [s for s in (x.strip() for x in head.split("\n")) if s and not s.isupper() and not s.lower().startswith("by ") and not s.startswith("(")]
    if m := _NOTEBOOK.search(rest):
        rest = rest[: m.start()]
    rest = _SIGNATURE.sub("", rest.rstrip().removesuffix("* * * *"))
    paragraphs = (" ".join(_typography(_CONTROL.sub(" ", p)).split()) for p in re.split(r"\n[ \t]*\n", rest))
    m = _IPTC_DATE.match(trailer)
    published = parse_date(f"{m[1]} {_GERMAN.get(m[2], m[2])} {int(m[3]) + (1900 if int(m[3]) >= 70 else 2000)}") if m else None
    return (" ".join(lines) or None), "\n".join(p for p in paragraphs if p), published


def _typography(text: str) -> str:
    return re.sub(r"(?<=\s)_(?=\s)", "\u2014", text.replace("``", "\u201c").replace("''", "\u201d"))
