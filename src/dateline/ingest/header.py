"""What stands before and after the report: crawl lines, headlines, datelines, credits. Also the parts of a story.

A dateline says where copy was filed and by whom; it is furniture, never the place or time of an event.
"""

import datetime as dt
import functools
import re

import msgspec

from dateline.lexicon.load import outlets
from dateline.model.story import Dateline, Part, Span, Story

_MONTHS = {
    m: i + 1
    for i, names in enumerate(
        ["jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august", "sep sept september", "oct october", "nov november", "dec december"]
    )
    for m in names.split()
}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?(?:\s+\d{{4}})?|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|\d{{4}}-\d\d-\d\d|"
    r"\d{1,2}[/.]\d{1,2}[/.]\d{4})"
)
_CRAWL = re.compile(r"\s*date (\d{4})-(\d\d)-(\d\d)(?=\s)")
_TOWN = rf"(?!{_MONTH}(?![a-z]))[^\W\d_][\w.'\u2019-]*(?:[ ](?!{_MONTH}(?![a-z]))[^\W\d_][\w.'\u2019-]*){{0,3}}"
_PLACE = rf"{_TOWN}(?:\s?[,/]\s?{_TOWN}){{0,3}}"
_DASH = r"(?:--+|[-\u2013\u2014:])"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE})?\s*,?\s*(?P<date>{_DATE})?\s*\.?,?\s*"
    rf"(?:\((?P<paren>[^()\n]{{2,90}})\)|/(?P<slash>[A-Z][\w .-]{{1,20}})/\.?)?\s*(?P<dash>{_DASH})?\s*",
    re.IGNORECASE,
)
_PIPED = re.compile(r"(?P<agency>[\w ./-]{2,40}) \| (?P<place>[\w .,'-]{2,40}) \| (?:Updated|Created|Published):[^\n|]*(?:\||\n|$)\s*")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?|gmt|utc)?", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:\n|(?<=[.!?\"\u201d)]))[ \t]*(?:\((?:Additional |Also )?(?:example story written for|reporting|report|editing|writing|edited|compiled|with (?:inputs?|files)|source:)[^()]*"
    r"(?:\([^()]*\)[^()]*)*\)|(?:Related Topics|Read more|Read also|Also read|Follow us|Copyright|\u00a9|All rights reserved|=[A-Z][\w ]{1,20}=|"
    r"This story has been corrected|Sign up for|Subscribe to|Click here|Share this)[^\n]*)[\s\S]{0,400}\Z",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:By|BY)\s+[A-Z][^\n]{2,80}(?:\n|$)")


def parse_date(text: str, year: int | None = None) -> dt.date | None:
    """Read a header's date ("08th July, 2020", "June 4", "2020-07-08"). Without a year in it or given, None."""
    m = re.search(r"(\d{4})-(\d\d)-(\d\d)", text)
    try:
        if m:
            return dt.date(int(m[1]), int(m[2]), int(m[3]))
        month = re.search(rf"\b{_MONTH}(?![a-z])", text, re.IGNORECASE)
        day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b(?!\d)", text)
        own = re.search(r"\b(\d{4})\b", text)
        if month and day and (own or year):
            return dt.date(int(own[1]) if own else int(year or 0), _MONTHS[month.group().lower().rstrip(".")], int(day[1]))
    except ValueError:
        return None
    return None


@functools.cache
def _outlet_names() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    names: dict[str, tuple[str, str]] = {}
    for o in outlets():
        for n in (o.name, *o.datelines):
            names.setdefault(n.lower(), (o.name, o.kind))
    alternatives = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE), names


def _credits(text: str) -> list[tuple[str, str]]:
    pattern, names = _outlet_names()
    return [names[m.group().lower()] for m in pattern.finditer(text)]


def read_header(story: Story, *, published: dt.date | None = None) -> Story:
    """Find the crawl line, title, dateline, agencies, date and parts of a story.

    `published` is used only where neither the record nor the header gives the date. `published_from` says where it came from.
    """
    text, at = story.text, 0
    date, origin = story.published, story.published_from or ("record" if story.published else None)
    furniture: list[Span] = []
    if m := _CRAWL.match(text):
        at = m.end()
        furniture.append((m.start(1) - 5, at))
        if date is None:
            date, origin = dt.date(*map(int, m.groups())), "crawl line"
    at += len(text[at:]) - len(text[at:].lstrip())
    title = story.title
    line_end = text.find("\n", at)
    first = text[at:line_end].strip() if line_end > 0 else ""
    if not furniture and first and len(first) < 160 and text[line_end:].strip() and first[-1] not in '.!?"\u201d:,;-' and not _looks_filed(text, at):
        title = title or first
        furniture.append((at, line_end))
        at = line_end + len(text[line_end:]) - len(text[line_end:].lstrip())
    if m := _BYLINE.match(text, at):
        furniture.append((at, m.end()))
        at = m.end() + len(text[m.end() :]) - len(text[m.end() :].lstrip())
    line, agencies, outlet = _dateline(text, at, date)
    if line:
        furniture.append(line.span)
        if date is None and line.date:
            date, origin = line.date, "dateline"
        at = line.span[1]
    if date is None and published is not None:
        date, origin = published, "given"
    if line and line.date is None and line.date_span and date:
        line = msgspec.structs.replace(line, date=parse_date(text[slice(*line.date_span)], date.year))
    end = len(text.rstrip())
    if m := _TAIL.search(text, at):
        if m.start() > at + 40:
            tail = (m.start() + len(m.group()) - len(m.group().lstrip()), end)
            furniture.append(tail)
            end = m.start()
    parts = [Part(span=s, kind="furniture") for s in furniture if s[1] > s[0]]
    start = at + len(text[at:end]) - len(text[at:end].lstrip())
    body_end = start + len(text[start:end].rstrip())
    if body_end > start:
        cut = re.compile(r"\n\s*\n|\n").search(text, start, body_end)
        lead_end = cut.start() if cut else body_end
        parts.append(Part(span=(start, lead_end), kind="lead"))
        if cut and cut.end() < body_end:
            parts.append(Part(span=(cut.end(), body_end), kind="body"))
    return msgspec.structs.replace(
        story,
        published=date,
        published_from=origin,
        title=title,
        outlet=story.outlet or outlet or (agencies[0] if agencies else None),
        agencies=story.agencies or tuple(agencies),
        dateline=line,
        parts=tuple(sorted(parts, key=lambda p: p.span)),
        language=story.language or "en",
    )


def _looks_filed(text: str, at: int) -> bool:
    return _dateline(text, at, None)[0] is not None


def _dateline(text: str, at: int, date: dt.date | None) -> tuple[Dateline | None, list[str], str | None]:
    """The dateline at an offset, with its agencies (origin first) and the outlet if it names one beside them."""
    if m := _PIPED.match(text, at):
        names = _credits(m["agency"])
        if names:
            return Dateline(span=(at, m.end()), place=m.span("place"), place_name=m["place"]), [n for n, _ in names], None
    m = _DATELINE.match(text, at)
    if not m or m.end() == at:
        return None, [], None
    inner = m["paren"] or m["slash"] or ""
    names = _credits(inner)
    place, upper = m["place"], False
    if place:
        place = place.strip(" ,.")
        upper = place.split(",")[0].split("/")[0].strip().isupper()
    filed = bool(names) or bool(m["slash"]) or bool(_CLOCK.search(inner) and upper)
    dashed = bool(m["dash"]) and upper and len(place or "") > 2 and not inner
    if not filed and not dashed and not (upper and inner and m["dash"]):
        return None, [], None
    if not place and not names:
        return None, [], None
    date_span = m.span("date") if m["date"] else None
    if not date_span and inner and (d := re.search(_DATE, inner, re.IGNORECASE)):
        offset = m.start("paren") if m["paren"] else m.start("slash")
        date_span = (offset + d.start(), offset + d.end())
    found = parse_date(text[slice(*date_span)], date.year if date else None) if date_span else None
    portals = [n for n, k in names if k in ("portal", "aggregator")]
    wires = [n for n, k in names if k not in ("portal", "aggregator")]
    end = m.end() if m["dash"] else at + len(m.group().rstrip())
    if place:
        start = m.start("place")
        place_span: Span | None = (start, start + len(place))
    else:
        place_span = None
    line = Dateline(span=(at, at + len(text[at:end].rstrip())), place=place_span, place_name=place or None, date_span=date_span, date=found)
    return line, wires[::-1] or portals[:1], portals[0] if portals else None
