"""Utterances: the same thing said once by one speaker, in other words or another translation, linked across stories.

Renderings are compared when they have the speaker and a day in common. What is alike is the content: its words without endings, words
that translators put for one another counted as one, but with the same figures and not one the contrary of the other.
"""

import collections
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.consolidate.words import content, figures, turned
from dateline.model.coded import CodedStatement, CodedStory
from dateline.model.story import Span
from dateline.model.utterance import Rendering, Utterance, UtteranceLink, Utterances
from dateline.settings import Settings

_COMPARED = 60  # renderings of a speaker's day that one is compared with
_CHECKED = 8  # renderings of each side that are compared before two utterances become one
_VERBATIM = 0.9  # likeness from which unnamed speakers ("officials") are taken for the same
_FEW = 3  # common words below which nothing can be said


def find_utterances(stories: Iterable[CodedStory], groups: Mapping[str, str] | None = None, settings: Settings | None = None) -> Utterances:
    """What was said in coded stories, each utterance with all its renderings. `groups` gives each story's copy group."""
    return link(list(renderings(stories, groups or {}, settings or Settings())), settings)


def renderings(stories: Iterable[CodedStory], groups: Mapping[str, str], settings: Settings) -> Iterator[Rendering]:
    """The statements of coded stories whose speaker is known by name or by body, nominal ones ("his call for …") left out."""
    for s in stories:
        mentions = {m.id: m for m in s.mentions}
        for x in s.statements:
            speaker = next((m for i in _speakers(x) if (m := mentions.get(i)) is not None and m.actor), None)
            if speaker is None or speaker.actor is None or x.form == "nominal" or x.negated:
                continue
            lo, hi = (x.said_on.earliest, x.said_on.latest) if x.said_on else (None, None)
            hi = hi or s.story.published
            lo = lo or (hi - dt.timedelta(days=settings.news_days) if hi else None)
            yield Rendering(
                id=f"{s.story.id}/{x.id}", story=s.story.id, statement=x.id, group=groups.get(s.story.id, s.story.id), outlet=s.story.outlet, published=s.story.published,
                speaker=speaker.actor, named=_named(s, speaker.actor), speaker_name=speaker.name or speaker.text, spans=x.content.spans, text=" ".join(" ".join(s.story.text[slice(*c)].split()) for c in x.content.spans),
                words=frozenset().union(*(_words(s, c) for c in x.content.spans)), form=x.form, illocution=x.illocution, said_earliest=lo, said_latest=hi, occasion=x.occasion.kind if x.occasion else None,
            )  # fmt: skip


def link(every: Sequence[Rendering], settings: Settings | None = None) -> Utterances:
    """Join renderings of one utterance. The order in which they are given does not matter."""
    settings = settings or Settings()
    found = sorted(every, key=_order)
    links = {(x.first, x.second): x for x in (compare(a, b, settings) for a, b in _pairs(found))}
    home = {r.id: r.id for r in found}
    members = {r.id: [r] for r in found}
    for x in sorted((x for x in links.values() if x.verdict == "same"), key=lambda x: (-x.score, x.first, x.second)):
        a, b = sorted((home[x.first], home[x.second]), key=lambda i: _order(members[i][0]))
        if a == b or any(compare(p, q, settings).verdict == "different" for p in members[a][:_CHECKED] for q in members[b][:_CHECKED]):
            continue
        members[a] = sorted((*members[a], *members.pop(b)), key=_order)
        for r in members[a]:
            home[r.id] = a
    utterances = tuple(_utterance(m) for m in sorted(members.values(), key=lambda m: _order(m[0])))
    return Utterances(utterances=utterances, links=tuple(links[k] for k in sorted(links) if links[k].verdict != "different"))


def compare(a: Rendering, b: Rendering, settings: Settings) -> UtteranceLink:
    """Whether two renderings with one speaker and day are of one utterance."""
    a, b = sorted((a, b), key=lambda r: r.id)
    x, y = a.words, b.words
    common = x & y
    why = [f"in common: {' '.join(sorted(common))}"]
    score = (len(common) / min(len(x), len(y)) + 2 * len(common) / (len(x) + len(y))) / 2 if common else 0.0
    if a.text == b.text:
        score = 1.0
    elif len(common) < _FEW:
        score, why = 0.0, [*why, "too few words in common"]
    else:
        n, m = figures(a.text), figures(b.text)
        if n and m and not n & m:
            score, why = score / 3, [*why, f"other figures: {' '.join(sorted(n))} and {' '.join(sorted(m))}"]
        if turned(a.text) != turned(b.text):
            score, why = score / 3, [*why, "one is negated, the other is not"]
    if not (a.named and b.named) and score < _VERBATIM:
        score, why = min(score, settings.utterance_same - 0.01), [*why, "the speaker has no name"]
    verdict = "same" if score >= settings.utterance_same else "unsure" if score >= settings.utterance_unsure else "different"
    return UtteranceLink(first=a.id, second=b.id, verdict=verdict, score=round(score, 4), why=tuple(why))  # type: ignore[arg-type]


def _speakers(x: CodedStatement) -> list[str]:
    return ([x.on_behalf_of] if x.on_behalf_of else []) + (list(x.source.mentions) if x.source else [])


def _named(s: CodedStory, actor: str) -> bool:
    """Whether an actor has a name of its own, in the knowledge base or in the text; "officials" and "sources" have none."""
    if not actor.startswith("~"):
        return ":" not in actor
    return any(m.actor == actor and m.evidence and not m.implicit and "noun)" not in m.evidence and not m.evidence.startswith("pronoun") for m in s.mentions)


def _words(s: CodedStory, span: Span) -> frozenset[str]:
    """The words of a stretch of text, its known actors by id: "Libya's army" and "the Libyan army" are one."""
    inside = sorted((m.span, m.actor) for m in s.mentions if m.span and m.actor and m.text[:1].isupper() and not m.actor.startswith("~") and span[0] <= m.span[0] and m.span[1] <= span[1])
    out: set[str] = set()
    at = span[0]
    for (lo, hi), actor in inside:
        if lo >= at:
            out |= {*content(s.story.text[at:lo]), actor}
            at = hi
    return frozenset(out) | content(s.story.text[at : span[1]])


def _order(r: Rendering) -> tuple[dt.date, str, tuple[tuple[int, int], ...], str]:
    return r.published or dt.date.max, r.story, r.spans, r.id


def _pairs(found: Sequence[Rendering]) -> Iterator[tuple[Rendering, Rendering]]:
    days: dict[tuple[str, int], list[int]] = collections.defaultdict(list)
    for i, r in enumerate(found):
        hi = r.said_latest.toordinal() if r.said_latest else 0
        lo = max(r.said_earliest.toordinal() if r.said_earliest else hi, hi - 7)
        for day in range(lo, hi + 1):
            days[r.speaker, day].append(i)
    seen: set[tuple[int, int]] = set()
    for together in days.values():
        for at, i in enumerate(together):
            seen.update((i, j) for j in together[at + 1 : at + 1 + _COMPARED] if found[i].story != found[j].story)
    for i, j in sorted(seen):
        yield found[i], found[j]


def _utterance(members: Sequence[Rendering]) -> Utterance:
    los, his = [r.said_earliest for r in members if r.said_earliest], [r.said_latest for r in members if r.said_latest]
    return Utterance(
        id=f"u:{members[0].id}", speaker=members[0].speaker, speaker_name=members[0].speaker_name, earliest=max(los, default=None), latest=min(his, default=None),
        renderings=tuple(members), origins=len({r.group for r in members}),
    )  # fmt: skip
