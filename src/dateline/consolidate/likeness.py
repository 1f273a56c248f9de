"""Likeness: how much two stories tell of the same thing, by the words of their beginnings."""

import collections
import itertools
import math
from collections.abc import Iterable, Mapping

from dateline.consolidate.words import content, stem, tokens
from dateline.model.coded import CodedStoryHead
from dateline.model.story import Story

LEAD = 400
"""Characters from a report's beginning that say what the story is about."""

SAME_STORY = 0.15
"""Likeness of their beginnings from which two stories tell of the same thing."""


def lead_words(story: Story | CodedStoryHead) -> frozenset[str]:
    """The words of a story's title and of its report's first lines, without endings and without those that say nothing.

    A word that comes again stands there again, as "word·2" and so on: what is repeated is what the story is about.
    """
    start = min((p.span[0] for p in story.parts if p.kind != "furniture"), default=0)
    beginning = f"{story.title or ''} {story.text[start : start + LEAD]}"
    told, counts = content(beginning), collections.Counter(stem(w) for w in tokens(beginning))
    return told | {f"{w}·{n}" for w in told for n in range(2, counts[w] + 1)}


def rarity(texts: Iterable[tuple[str, frozenset[str]]]) -> dict[str, float]:
    """How much each word says: the logarithm of the number of texts over the number of those that have it.

    `texts` are words with the name of the text that they come from; pieces of one text, which come one after another, are counted once.
    """
    counts: collections.Counter[str] = collections.Counter()
    total = 0
    for _, pieces in itertools.groupby(texts, key=lambda t: t[0]):
        counts.update(frozenset().union(*(words for _, words in pieces)))
        total += 1
    return {w: math.log((total + 1) / (n + 0.5)) for w, n in counts.items()}


def likeness(a: frozenset[str], b: frozenset[str], rare: Mapping[str, float]) -> float:
    """The cosine (0-1) of two sets of words, each weighted by its rarity."""
    common = _square(a & b, rare)
    return common / math.sqrt(_square(a, rare) * _square(b, rare)) if common else 0.0


def _square(words: Iterable[str], rare: Mapping[str, float]) -> float:
    return math.fsum(rare.get(w, 1.0) ** 2 for w in words)
