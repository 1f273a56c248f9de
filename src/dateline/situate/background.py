"""Background: what a story recalls, told apart from its news.

A paragraph is background where nobody is quoted or dated to the days of the news and where it looks back: at old dates, with
"since" or "following", in the perfect. Paragraphs after it stay background until the news returns. An event that ended long before
publication is background wherever it stands.
"""

import bisect
import datetime as dt
import re

import msgspec

from dateline.model.claim import Event, TimeExpression
from dateline.model.holding import Holding
from dateline.model.parse import Parse
from dateline.model.reading import Reading
from dateline.model.story import Part
from dateline.settings import Settings

_LOOKS_BACK = frozenset({"since", "following", "despite", "after", "although", "though", "while", "during"})
_RECENT_DAYS = 3
_LONG_AGO_DAYS = 200
_DASH = re.compile(r"\s*(?:[-\u2013\u2014:]|--)\s")
"""What follows the date that heads a line in a list of dates."""


def mark_background(reading: Reading) -> Reading:
    """Set `background` and `holders` of events, and split the body into body and background parts."""
    p, day = reading.tokens, reading.story.published
    paragraphs = _paragraphs(p)
    flags: list[bool] = []
    for k, (first, last) in enumerate(paragraphs):
        flags.append(k > 0 and day is not None and _is_background(reading, first, last, flags[-1], day))
    flag_of = {i: flags[k] for k, (first, last) in enumerate(paragraphs) for i in range(first, last)}
    events = []
    holding = Holding(reading)
    old_times = _old_times(reading, day) if day is not None else []
    for e in reading.events:
        chain, statement = holding.at(p.starts[e.head])
        old = day is not None and (_old(e, day) or _dated(reading, e, old_times))
        background = flag_of.get(e.head, False) or old
        events.append(msgspec.structs.replace(e, background=background, holders=chain, statement=statement))
    parts = list(reading.story.parts)
    spans = [p.span(first, last - 1) for k, (first, last) in enumerate(paragraphs) if flags[k]]
    if spans:
        start = spans[0][0] if all(flags[next(k for k, f in enumerate(flags) if f) :]) else None
        if start is not None:
            kept: list[Part] = []
            for part in parts:
                if part.kind == "body" and part.span[0] <= start < part.span[1] and not reading.story.text[part.span[0] : start].strip():
                    kept.append(msgspec.structs.replace(part, span=(start, part.span[1]), kind="background"))
                elif part.kind == "body" and part.span[0] < start < part.span[1]:
                    end = start - (len(reading.story.text[:start]) - len(reading.story.text[:start].rstrip()))
                    kept += [msgspec.structs.replace(part, span=(part.span[0], end)), Part(span=(start, part.span[1]), kind="background")]
                else:
                    kept.append(part)
            parts = kept
    story = msgspec.structs.replace(reading.story, parts=tuple(parts))
    return msgspec.structs.replace(reading, events=tuple(events), story=story)


def _paragraphs(p: Parse) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    number = None
    for s in p.sentences:
        if s.paragraph == number:
            out[-1] = (out[-1][0], s.last)
        else:
            out.append((s.first, s.last))
            number = s.paragraph
    return out


def _is_background(reading: Reading, first: int, last: int, before: bool, day: dt.date) -> bool:
    p = reading.tokens
    lo, hi = p.starts[first], p.ends[last - 1]
    spoken = any(s.cue and lo <= s.cue[0] < hi and s.form in ("direct", "mixed", "indirect") and s.cue_class not in ("believe", "intend", "welcome")
                 and s.speakers for s in reading.statements)  # fmt: skip
    quoted = any(lo <= q.span[0] < hi and not q.scare for q in reading.quotations)
    if spoken or quoted:
        return False
    times = [t for t in reading.times if lo <= t.span[0] < hi and not t.furniture and t.latest]
    recent = [t for t in times if t.latest and t.earliest and t.earliest >= day - dt.timedelta(days=_RECENT_DAYS)]
    if recent:
        return False
    old = [t for t in times if t.latest and t.latest < day - dt.timedelta(days=Settings().background_days)]
    if old or before:
        return True
    words = p.words[first].lower()
    perfect = sum(p.tags[i] == "VBN" and any(p.lemmas[c] == "have" and p.deps[c] == "aux" for c in p.children(i)) for i in range(first, last))
    simple = sum(p.tags[i] == "VBD" for i in range(first, last))
    return words in _LOOKS_BACK and perfect >= simple and perfect > 0


def _old_times(reading: Reading, day: dt.date) -> list[TimeExpression]:
    """The time expressions of days too long ago to be news, in the order of the text."""
    limit = day - dt.timedelta(days=Settings().background_days)
    return sorted((t for t in reading.times if t.latest and t.latest < limit and not t.furniture), key=lambda t: t.span)


def _dated(reading: Reading, e: Event, old: list[TimeExpression]) -> bool:
    """Whether a date inside the event's noun phrase is old ("a strike at the port in 2008"), or heads its line in a list of dates."""
    p = reading.tokens

    def between(lo: int, hi: int) -> list[TimeExpression]:
        return old[bisect.bisect_left(old, lo, key=lambda t: t.span[0]) : bisect.bisect_left(old, hi, key=lambda t: t.span[0])]

    start = e.sentence[0]
    if any(_DASH.match(reading.story.text, t.span[1]) for t in between(start, start + 4)):
        return True
    return p.tags[e.head][:1] == "N" and bool(between(*p.subtree(e.head)))


def _old(e: Event, day: dt.date) -> bool:
    w = e.when
    return w is not None and w.basis == "expression" and w.latest is not None and w.latest < day - dt.timedelta(days=Settings().background_days)
