"""Time expressions: where they stand, their TIMEX3 value, and the days that they may mean. The anchor is the story's date."""

import re

import msgspec

from dateline.annotate.timing import calendar as cal
from dateline.annotate.timing.base import Found
from dateline.annotate.timing.rules import Rules
from dateline.annotate.timing.words import time_words
from dateline.model.claim import TimeExpression
from dateline.model.parse import Parse
from dateline.model.reading import Reading
from dateline.model.story import Span, Story

_REACH = 60
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
        earliest=found.earliest or lo, latest=found.latest or hi, vague=found.vague, furniture=furniture, alternative=found.alternative,
    )  # fmt: skip


def _sights(p: Parse) -> dict[str, list[int]]:
    """Where the words stand that an expression of time may be built around, by kind."""
    table = time_words().sights
    out: dict[str, list[int]] = {}
    for i, word in enumerate(p.words):
        kinds = table.get(word.lower())
        if kinds is None:
            if not (word[0].isdigit() or word[-1].isdigit() or word[1:2].isdigit()):
                continue
            kinds = "d"
        for kind in kinds:
            out.setdefault(kind, []).append(i)
    return out


def _windows(p: Parse, tokens: list[int], parts: list[Span]) -> list[Span]:
    """The stretches around some tokens, cut to the story's parts; where they touch they are one."""
    out: list[Span] = []
    k = 0
    for i in tokens:
        start, end = p.starts[i], p.ends[i]
        while k < len(parts) and parts[k][1] <= start:
            k += 1
        if k == len(parts):
            break
        if end <= parts[k][0]:
            continue
        a, b = max(parts[k][0], start - _REACH), min(parts[k][1], end + _REACH)
        stop = min(parts[k][1], b + _REACH)
        while b < stop and not p.text[b].isspace():
            b += 1
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out


def _search(story: Story, rules: Rules, taken: list[Span]) -> list[tuple[Span, Found]]:
    """Try the matches of all patterns, the first and longest first, and keep what a rule accepts and nothing overlaps."""
    text = story.reading
    candidates: list[tuple[int, int, int, str, re.Match[str]]] = []
    parts = sorted(part.span for part in story.parts if part.kind != "furniture")
    sights = _sights(rules.p)
    windows: dict[str, list[Span]] = {}
    for rank, (name, near, pattern) in enumerate(rules.words.patterns):
        if near not in windows:
            windows[near] = _windows(rules.p, sorted({i for kind in near for i in sights.get(kind, ())}), parts)
        for a, b in windows[near]:
            candidates += [(m.start(), -m.end(), rank, name, m) for m in pattern.finditer(text, a, b)]
    candidates.sort(key=lambda c: c[:3])
    out: list[tuple[Span, Found]] = []
    at = 0
    for start, end, _, name, m in candidates:
        if start < at or any(a < -end and start < b for a, b in taken):
            continue
        found = rules.apply(name, m)
        if found is not None:
            at = -end
            out.append(((start + found.cut, at), found))
    return out


def _clocks(reading: Reading, found: list[tuple[Span, Found]]) -> list[tuple[Span, Found]]:
    """Give each clock its day: from the date beside it (one expression then), in its sentence, before it, or the story's own."""
    text, p = reading.story.reading, reading.tokens
    out: list[tuple[Span, Found]] = []
    skip = -1
    last = reading.story.published.isoformat() if reading.story.published else None
    for k, (span, f) in enumerate(found):
        if k == skip:
            continue
        if _is_day(f):
            last = str(f.value)[:10]
        after = found[k + 1] if k + 1 < len(found) else None
        if after and _is_day(f) and _is_clock(after[1]) and _GAP.fullmatch(text, span[1], after[0][0]):
            out.append(((span[0], after[0][1]), msgspec.structs.replace(after[1], value=f"{str(f.value)[:10]}{after[1].value}")))
            skip = k + 1
        elif after and _is_clock(f) and _is_day(after[1]) and _GAP.fullmatch(text, span[1], after[0][0]):
            out.append(((span[0], after[0][1]), msgspec.structs.replace(f, value=f"{str(after[1].value)[:10]}{f.value}")))
            skip = k + 1
        elif _is_clock(f):
            day = _day_of(p.sentence_span(p.tokens_in(span)[0]), k, found, last)
            out.append((span, msgspec.structs.replace(f, value=f"{day}{f.value}") if day else f))
        else:
            out.append((span, f))
    return out


def _day_of(sentence: Span, k: int, found: list[tuple[Span, Found]], last: str | None) -> str | None:
    """The day of the nearest date in a clock's sentence; failing that, the last one before it."""
    for step in range(1, len(found)):
        near = [j for j in (k - step, k + step) if 0 <= j < len(found) and sentence[0] <= found[j][0][0] < sentence[1]]
        if not near:
            break
        for j in near:
            if _is_day(found[j][1]):
                return str(found[j][1].value)[:10]
    return last


def _is_day(found: Found) -> bool:
    return bool(found.type in ("DATE", "TIME") and found.value and re.match(r"\d{4}-\d\d-\d\d(?:T[A-Z]|$)", found.value))


def _is_clock(found: Found) -> bool:
    return bool(found.type == "TIME" and found.value and re.match(r"T\d", found.value))
