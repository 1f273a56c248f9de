"""Retractions: stories by which an agency takes another back (kill, withdrawal) or mends it (correction, clarification)."""

import datetime as dt
import functools
import re
from collections.abc import Iterable, Mapping, Sequence

from dateline.consolidate.words import content
from dateline.lexicon import load
from dateline.model.coded import CodedStoryHead
from dateline.model.copies import Retraction
from dateline.model.story import Record, Span, Story
from dateline.settings import Settings

_KINDS = ("kill", "withdrawal", "correction", "clarification")
_ENOUGH = 0.35  # share of the notice's words that the story which is meant has at least


@functools.cache
def _patterns() -> Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    out = {}
    for kind, rows in load.words("copies").items():
        title = re.compile(rf"\W*(?:{'|'.join(rows['title'])})(?!\w)", re.IGNORECASE)
        out[kind] = (title, re.compile(rf"(?<!\w)(?:{'|'.join(rows['body'])})", re.IGNORECASE))
    return out


class Notices:
    """The notices among stories, each with the earlier story that it means. Stories come by date of publication, undated ones last; only the last days are kept."""

    def __init__(self, settings: Settings) -> None:
        self._days = settings.copy_days
        self._seen: list[_Seen] = []
        self._open: list[tuple[_Seen, tuple[str, str, Span | None]]] = []  # notices of the day at hand: what they mean may come later on that day
        self._found: list[Retraction] = []

    def add(self, s: Story | CodedStoryHead) -> None:
        """Take in one story."""
        if self._seen and self._seen[-1].published != s.published:
            self._close()
            if s.published is not None:
                first = s.published - dt.timedelta(days=self._days)
                self._seen = [t for t in self._seen if t.published is None or t.published >= first]
        found = notice(s)
        seen = _Seen(id=s.id, outlet=s.outlet, published=s.published, words=content(f"{s.title or ''} {s.text[:1500]}"), notice=found is not None)
        self._seen.append(seen)
        if found is not None:
            self._open.append((seen, found))

    def found(self) -> tuple[Retraction, ...]:
        """The notices so far, in the order in which they came."""
        self._close()
        return tuple(self._found)

    def _close(self) -> None:
        self._found += [_retraction(s, found, self._seen) for s, found in self._open]
        self._open.clear()


class _Seen(Record, frozen=True, kw_only=True):
    """What is kept of a story."""

    id: str
    outlet: str | None
    published: dt.date | None
    words: frozenset[str]
    notice: bool


def find_retractions(stories: Iterable[Story | CodedStoryHead], settings: Settings | None = None) -> tuple[Retraction, ...]:
    """The notices among stories, each with the earlier story that it means, where one fits."""
    notices = Notices(settings or Settings())
    for s in sorted(stories, key=lambda s: (s.published is None, s.published, s.id)):
        notices.add(s)
    return notices.found()


def notice(story: Story | CodedStoryHead) -> tuple[str, str, Span | None] | None:
    """Whether a story takes another back or mends it: the kind, the words that say so, and where they stand (None: in the title)."""
    furniture = [p.span for p in story.parts if p.kind == "furniture"]
    for kind in _KINDS:
        title, _ = _patterns()[kind]
        if story.title and (m := title.match(story.title)):
            return kind, m.group().strip(), None
        if m := title.match(story.text, len(story.text) - len(story.text.lstrip())):
            return kind, m.group().strip(), m.span()
    for kind in _KINDS:
        _, body = _patterns()[kind]
        for m in body.finditer(story.text):
            alone = "\n" in story.text[max(0, m.start() - 40) : m.start()] or m.start() < 40 or "(" in story.text[max(0, m.start() - 3) : m.start()]
            if alone or any(lo <= m.start() < hi for lo, hi in furniture):
                return kind, m.group().strip(), m.span()
    return None


def _retraction(s: _Seen, found: tuple[str, str, Span | None], earlier: Sequence[_Seen]) -> Retraction:
    kind, said, span = found
    best, score = None, 0.0
    for t in earlier:
        if t.id == s.id or t.notice or not (common := len(s.words & t.words)):
            continue
        share = min(1.0, common / min(len(s.words), len(t.words)) + 0.1 * (t.outlet is not None and t.outlet == s.outlet))
        if (share, t.id) > (score, best.id if best else ""):
            best, score = t, share
    fits = best is not None and score >= _ENOUGH
    why = (f"has {score:.0%} of the words in common", *((f"the same outlet: {s.outlet}",) if best and best.outlet == s.outlet and s.outlet else ())) if fits else ("no earlier story fits",)
    return Retraction(story=s.id, kind=kind, words=said, span=span, retracts=best.id if best and fits else None, score=round(score, 4) if fits else 0.0, why=why)  # type: ignore[arg-type]
