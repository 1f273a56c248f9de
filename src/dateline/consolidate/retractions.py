"""Retractions: stories by which an agency takes another back (kill, withdrawal) or mends it (correction, clarification)."""

import functools
import re
from collections.abc import Iterable, Mapping, Sequence

from dateline.consolidate.words import content
from dateline.lexicon import load
from dateline.model.coded import CodedStoryHead
from dateline.model.copies import Retraction
from dateline.model.story import Span, Story
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


def find_retractions(stories: Iterable[Story | CodedStoryHead], settings: Settings | None = None) -> tuple[Retraction, ...]:
    """The notices among stories, each with the earlier story that it means, where one fits."""
    settings = settings or Settings()
    every = sorted(stories, key=lambda s: (s.published is None, s.published, s.id))
    notices = [(s, found) for s in every if (found := notice(s)) is not None]
    if not notices:
        return ()
    words = {s.id: content(f"{s.title or ''} {s.text[:1500]}") for s in every}
    posted: dict[str, list[int]] = {}
    for i, s in enumerate(every):
        for w in words[s.id]:
            posted.setdefault(w, []).append(i)
    return tuple(_retraction(s, found, every, words, posted, settings) for s, found in notices)


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


def _retraction(s: Story | CodedStoryHead, found: tuple[str, str, Span | None], every: Sequence[Story | CodedStoryHead], words: Mapping[str, frozenset[str]], posted: Mapping[str, list[int]], settings: Settings) -> Retraction:
    kind, said, span = found
    own = words[s.id]
    hits: dict[int, int] = {}
    for w in own:
        if len(posted[w]) <= 2000:
            for i in posted[w]:
                hits[i] = hits.get(i, 0) + 1
    best, score = None, 0.0
    for i, n in hits.items():
        t = every[i]
        if t.id == s.id or (t.published and s.published and not 0 <= (s.published - t.published).days <= settings.copy_days) or notice(t) is not None:
            continue
        share = n / max(1, min(len(own), len(words[t.id])))
        share = min(1.0, share + 0.1 * (t.outlet is not None and t.outlet == s.outlet))
        if (share, t.id) > (score, best.id if best else ""):
            best, score = t, share
    fits = best is not None and score >= _ENOUGH
    why = (f"has {score:.0%} of the words in common", *((f"the same outlet: {s.outlet}",) if best and best.outlet == s.outlet and s.outlet else ())) if fits else ("no earlier story fits",)
    return Retraction(story=s.id, kind=kind, words=said, span=span, retracts=best.id if best and fits else None, score=round(score, 4) if fits else 0.0, why=why)  # type: ignore[arg-type]
