"""Utterances: what one speaker said once, in every wording and translation that was printed."""

import datetime as dt
from typing import Literal

from dateline.model.story import Record, Span


class Rendering(Record, frozen=True, kw_only=True):
    """One story's wording of an utterance. `id` is "story/statement", `spans` where the content stands; `group` the story's copy
    group; `words` what is compared: the content's words without endings, known actors as their ids;
    `named` is false of a speaker without a name of his own ("officials")."""

    id: str
    story: str
    statement: str
    group: str
    outlet: str | None
    published: dt.date | None
    speaker: str
    speaker_name: str
    named: bool
    spans: tuple[Span, ...]
    text: str
    words: frozenset[str]
    form: str
    illocution: str
    said_earliest: dt.date | None
    said_latest: dt.date | None
    occasion: str | None = None


class UtteranceLink(Record, frozen=True, kw_only=True):
    """Whether two renderings are of one utterance: similarity 0-1, and what was found alike or in the way."""

    first: str
    second: str
    verdict: Literal["same", "different", "unsure"]
    score: float
    why: tuple[str, ...]


class Utterance(Record, frozen=True, kw_only=True):
    """One thing said. `id` is made of its earliest rendering's; `origins` counts texts, not their copies."""

    id: str
    speaker: str
    speaker_name: str
    earliest: dt.date | None
    latest: dt.date | None
    renderings: tuple[Rendering, ...]
    origins: int


class Utterances(Record, frozen=True, kw_only=True):
    """What was said, and the judgements that joined its wordings."""

    utterances: tuple[Utterance, ...]
    links: tuple[UtteranceLink, ...]
