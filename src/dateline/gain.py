"""Compare two lexicons over the same stories: what one codes that the other does not, and what it codes otherwise."""

from collections.abc import Iterable

from dateline.annotate.quotations import find_quotations
from dateline.annotate.syntax import parse
from dateline.model.claim import Event
from dateline.model.reading import Reading
from dateline.model.story import Record, Span, Story
from dateline.pipeline import Coder
from dateline.settings import Settings

_BATCH = 16


class Difference(Record, frozen=True, kw_only=True):
    """One event that differs. `old` or `new` is None where only the other lexicon codes it."""

    story: str
    trigger: Span
    words: str
    sentence: str
    old: str | None
    new: str | None


class Gain(Record, frozen=True, kw_only=True):
    """What changed from the old lexicon to the new one, over so many stories; `same` events are coded alike by both."""

    stories: int
    same: int
    gained: tuple[Difference, ...]
    lost: tuple[Difference, ...]
    changed: tuple[Difference, ...]


def compare(stories: Iterable[Story], old: Settings, new: Settings) -> Gain:
    """Code the stories with both lexicons, each story parsed once."""
    coders = Coder(old), Coder(new)
    gained: list[Difference] = []
    lost: list[Difference] = []
    changed: list[Difference] = []
    same = count = 0
    batch: list[Story] = []

    def flush() -> int:
        nonlocal same
        for reading in parse([find_quotations(Reading(story=s)) for s in batch], new):
            a, b = ({e.trigger: e for e in c.finish(reading).events} for c in coders)
            heads = {e.head: e for e in a.values()}
            for trigger, e in sorted(b.items()):
                before = a.get(trigger) or heads.get(e.head)
                if before is None:
                    gained.append(_difference(reading, e, None, _shown(e)))
                elif _shown(before) != _shown(e):
                    changed.append(_difference(reading, e, _shown(before), _shown(e)))
                else:
                    same += 1
            now = {e.head for e in b.values()}
            lost.extend(_difference(reading, e, _shown(e), None) for t, e in sorted(a.items()) if t not in b and e.head not in now)
        return len(batch)

    for s in stories:
        batch.append(s)
        if len(batch) == _BATCH:
            count += flush()
            batch.clear()
    count += flush()
    return Gain(stories=count, same=same, gained=tuple(gained), lost=tuple(lost), changed=tuple(changed))


def _shown(e: Event) -> str:
    return f"{e.type}{'/' + e.mode if e.mode else ''}, {e.status}, {e.rule}"


def _difference(r: Reading, e: Event, old: str | None, new: str | None) -> Difference:
    text = r.story.text
    return Difference(
        story=r.story.id, trigger=e.trigger, words=" ".join(text[slice(*e.trigger)].split()), sentence=" ".join(text[slice(*e.sentence)].split()), old=old, new=new
    )
