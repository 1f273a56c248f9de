"""Time expressions: where they stand, their TIMEX3 value, and the days that they may mean. The anchor is the story's date."""

import re

import msgspec

from dateline.annotate import calendar as cal
from dateline.annotate.timerules import Found, Rules
from dateline.annotate.timewords import time_words
from dateline.model.claim import TimeExpression
from dateline.model.reading import Reading
from dateline.model.story import Span, Story

_REACH = 70
"""Characters around a word of time within which an expression with it lies."""
_CRAWL = re.compile(r"\s*date (\d{4}-\d\d-\d\d)(?=\s)")
_GAP = re.compile(r",?\s+(?:at|on|of)\s+|,\s+|\s+")


def find_times(reading: Reading) -> Reading:
    """Add the time expressions of a story, in the order of the text. The header's dates are furniture."""
    if reading.parse is None:
        return reading
    rules = Rules(reading.story.reading, reading.tokens, reading.story.published)
    header = _header(reading.story)
    found = _search(reading.story, rules, [span for span, _ in header])
    found = _clocks(reading, found)
    times = [_expression(reading.story, span, f, furniture=True) for span, f in header]
    times += [_expression(reading.story, span, f) for span, f in found]
    times.sort(key=lambda t: t.span)
    return msgspec.structs.replace(reading, times=tuple(msgspec.structs.replace(t, id=f"t{k}") for k, t in enumerate(times, 1)))


def _header(story: Story) -> list[tuple[Span, Found]]:
    """The crawl line's date and the dateline's."""
    out: list[tuple[Span, Found]] = []
    if m := _CRAWL.match(story.text):
        out.append((m.span(1), Found(type="DATE", value=m[1])))
    line = story.dateline
    if line and line.date_span:
        out.append((line.date_span, Found(type="DATE", value=line.date.isoformat() if line.date else None)))
    return out


def _expression(story: Story, span: Span, found: Found, *, furniture: bool = False) -> TimeExpression:
    lo, hi = cal.days(found.value) if found.type in ("DATE", "TIME") else (None, None)
    return TimeExpression(
        id="", span=span, text=story.slice(span), type=found.type, value=found.value, mod=found.mod,
        earliest=found.earliest or lo, latest=found.latest or hi, vague=found.vague, furniture=furniture,
    )  # fmt: skip


def _windows(text: str, start: int, end: int) -> list[Span]:
    """The stretches around words of time; most sentences have none."""
    out: list[Span] = []
    for m in time_words().trigger.finditer(text, start, end):
        a, b = max(start, m.start() - _REACH), min(end, m.end() + _REACH)
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    grown = []
    for a, b in out:
        while b < end and not text[b].isspace():
            b += 1
        grown.append((a, b))
    return grown


def _search(story: Story, rules: Rules, taken: list[Span]) -> list[tuple[Span, Found]]:
    """Try the matches of all patterns, the first and longest first, and keep what a rule accepts and nothing overlaps."""
    text = story.reading
    candidates: list[tuple[int, int, int, str, re.Match[str]]] = []
    for part in story.parts:
        if part.kind == "furniture":
            continue
        for a, b in _windows(text, *part.span):
            for rank, (name, pattern) in enumerate(rules.words.patterns):
                candidates += [(m.start(), -m.end(), rank, name, m) for m in pattern.finditer(text, a, b)]
    candidates.sort(key=lambda c: c[:3])
    out: list[tuple[Span, Found]] = []
    at = 0
    for start, end, _, name, m in candidates:
        if start < at or any(a < -end and start < b for a, b in taken):
            continue
        found = rules.apply(name, m)
        if found is not None:
            at = -end - found.drop
            out.append(((start + found.cut, at), found))
    return out


def _clocks(reading: Reading, found: list[tuple[Span, Found]]) -> list[tuple[Span, Found]]:
    """Give each clock its day: from the date beside it (one expression then), in its sentence, before it, or the story's own."""
    text, p = reading.story.reading, reading.tokens
    out: list[tuple[Span, Found]] = []
    skip = -1
    for k, (span, f) in enumerate(found):
        if k == skip:
            continue
        after = found[k + 1] if k + 1 < len(found) else None
        if after and _is_day(f) and _is_clock(after[1]) and _GAP.fullmatch(text, span[1], after[0][0]):
            out.append(((span[0], after[0][1]), msgspec.structs.replace(after[1], value=f"{str(f.value)[:10]}{after[1].value}")))
            skip = k + 1
        elif after and _is_clock(f) and _is_day(after[1]) and _GAP.fullmatch(text, span[1], after[0][0]):
            out.append(((span[0], after[0][1]), msgspec.structs.replace(f, value=f"{str(after[1].value)[:10]}{f.value}")))
            skip = k + 1
        elif _is_clock(f):
            day = _day_of(p.sentence_span(p.tokens_in(span)[0]), k, found) or (reading.story.published.isoformat() if reading.story.published else None)
            out.append((span, msgspec.structs.replace(f, value=f"{day}{f.value}") if day else f))
        else:
            out.append((span, f))
    return out


def _day_of(sentence: Span, k: int, found: list[tuple[Span, Found]]) -> str | None:
    near = [(abs(j - k), j) for j, (span, f) in enumerate(found) if _is_day(f) and sentence[0] <= span[0] < sentence[1]]
    if near:
        return str(found[min(near)[1]][1].value)[:10]
    return next((str(f.value)[:10] for _, f in reversed(found[:k]) if _is_day(f)), None)


def _is_day(found: Found) -> bool:
    return bool(found.type in ("DATE", "TIME") and found.value and re.match(r"\d{4}-\d\d-\d\d(?:T[A-Z]|$)", found.value))


def _is_clock(found: Found) -> bool:
    return bool(found.type == "TIME" and found.value and re.match(r"T\d", found.value))
