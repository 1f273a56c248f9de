"""Whatever marks, brackets and line ends a story mixes: nothing crashes, spans are slices, and contents that meet are nested."""

import datetime as dt
import functools

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline import ingest
from dateline.errors import InputError
from dateline.model.story import Span, Story
from dateline.pipeline import Coder

PIECES = st.sampled_from(
    [
        "\"", "'", "\u201c", "\u201d", "\u2018", "\u2019", "\u00ab", "\u00bb", "``", "''", "[", "]", "(", ")", "\n", "\n\n", " ", ". ", ", ", "? ", ": ", "\u2014", "said", "told reporters",
        "The rebels", "a spokesman", "Mr. Haftar", "he", "the truce", "will hold", "denied", "that", "on Friday", "we shelled the town", "according to the army", "\U0001f600", "e\u0301",
    ]
)  # fmt: skip


@functools.cache
def coder() -> Coder:
    return Coder()


def meets(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def within(inner: Span, outer: tuple[Span, ...]) -> bool:
    return any(o[0] <= inner[0] and inner[1] <= o[1] for o in outer)


@example("said said according to the army")
@given(st.lists(PIECES, min_size=1, max_size=60).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_any_mix(text: str) -> None:
    story = ingest.prepare(Story(id="x", text=text, published=dt.date(2020, 7, 8)))
    if isinstance(story, InputError):
        return
    (reading,) = coder().code([story])
    for s in reading.statements:
        for a, b in (*s.content, *s.excluded, *((s.cue,) if s.cue else ()), *((s.source,) if s.source else ())):
            assert 0 <= a < b <= len(text)
        for one, other in zip(s.content, s.content[1:], strict=False):
            assert one[1] <= other[0], "the pieces of one content are in order and apart"
    for k, s in enumerate(reading.statements):
        for t in reading.statements[k + 1 :]:
            for a in s.content:
                for b in t.content:
                    if meets(a, b):
                        assert within(a, t.content) or within(b, s.content), "contents that meet are nested"
