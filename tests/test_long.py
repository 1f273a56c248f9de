"""Long stories: time grows with the text, not with its square."""

import datetime as dt
import pathlib
import time

from dateline import ingest
from dateline.model.cover import Cover
from dateline.model.story import Story
from dateline.pipeline import Coder

EXAMPLES = pathlib.Path(__file__).parent.parent / "examples"


def test_twice_the_text_takes_about_twice_the_time(coder: Coder) -> None:
    """Processor seconds, of stories that speak of ceasefires, people and places again and again; the better of two runs each."""
    text = "\n\n".join(f.read_text(encoding="utf-8") for f in sorted(EXAMPLES.glob("libya-2020/*.txt")))
    text = (text + "\n\n") * (60_000 // len(text) + 1)

    def seconds(size: int) -> float:
        story = ingest.prepare(Story(id="t", text=text[:size]), published=dt.date(2020, 7, 8))
        assert isinstance(story, Story)
        since = time.process_time()
        assert next(coder.code([story])).events
        return time.process_time() - since

    seconds(1_000)
    times = [(seconds(30_000), seconds(60_000)) for _ in range(2)]
    assert min(long for _, long in times) < 2.6 * min(short for short, _ in times)


def test_spans_in_one_another() -> None:
    """A span is held by one that holds all of it, be it long before."""
    cover = Cover([(10, 20), (0, 50), (12, 14)])
    assert cover.holds(15, 20) and cover.holds(30, 31) and cover.holds(0, 50)
    assert not cover.holds(30, 51) and not cover.holds(50, 51) and not Cover([]).holds(0, 1)
