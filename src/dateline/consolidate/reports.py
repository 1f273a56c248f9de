"""Reports: the events of coded stories, with what is compared of them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from dateline.consolidate.likeness import lead_words
from dateline.consolidate.words import content, stem, tokens
from dateline.model.coded import CodedEvent, CodedMention, CodedStory
from dateline.model.incident import Locality, Number, Party, Report
from dateline.settings import Settings

_NAMED = ("name in the text", "surname of", "alias of", "name of")  # how the evidence of a proper name begins


def reports(stories: Iterable[CodedStory], groups: Mapping[str, str], settings: Settings) -> Iterator[Report]:
    """A report for each event of each story. `groups` gives the copy group of a story (its own id where it is not there)."""
    for s in stories:
        mentions = {m.id: m for m in s.mentions}
        named = frozenset(m.actor for m in s.mentions if m.actor and m.evidence and m.evidence.startswith(_NAMED))
        lead = lead_words(s.story)
        for e in s.events:
            yield _report(s, e, mentions, named, lead, groups.get(s.story.id, s.story.id), settings)


def _report(s: CodedStory, e: CodedEvent, mentions: Mapping[str, CodedMention], named: frozenset[str], lead: frozenset[str], group: str, settings: Settings) -> Report:
    trigger, sentence = s.story.text[slice(*e.trigger)], s.story.text[slice(*e.sentence)]
    earliest, latest, dated = _days(s, e, settings)
    head = next((t for t in tokens(trigger) if content(t)), trigger.lower())
    return Report(
        id=f"{s.story.id}/{e.id}", story=s.story.id, event=e.id, group=group, outlet=s.story.outlet, published=s.story.published, type=e.type, mode=e.mode,
        sub_event_type=e.acled.sub_event_type if e.acled else None, status=e.status, background=e.background, trigger=e.trigger, sentence=e.sentence, word=stem(head),
        words=content(sentence), lead=lead, actors=_parties(e.actors, mentions, named), recipients=_parties(e.recipients, mentions, named), earliest=earliest, latest=latest, dated=dated,
        where=_where(s, e), casualties={k: Number(low=c.low, high=c.high, span=c.span) for k, c in e.casualties.items()},
        holders=tuple(_holder(h, mentions) for h in e.holders),
    )  # fmt: skip


def _parties(ids: tuple[str, ...], mentions: Mapping[str, CodedMention], named: frozenset[str]) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for i in ids:
        m = mentions.get(i)
        if m is None or m.actor is None:
            continue
        known = not m.actor.startswith("~") and ":" not in m.actor
        found.setdefault(m.actor, Party(key=m.actor, name=m.name or m.text, country=m.country, sector=m.sector, known=known, named=known or m.actor in named))
    return tuple(found[k] for k in sorted(found))


def _days(s: CodedStory, e: CodedEvent, settings: Settings) -> tuple[dt.date | None, dt.date | None, bool]:
    """The days of an event. News without a date is of the last days before it was printed; background may be of any time before."""
    w = e.when
    if w is not None and w.earliest is not None and w.latest is not None:
        return w.earliest, w.latest, True
    latest = (w.latest if w else None) or s.story.published
    if e.background or latest is None:
        return (w.earliest if w else None), latest, False
    return (w.earliest if w else None) or latest - dt.timedelta(days=settings.news_days), latest, False


def _where(s: CodedStory, e: CodedEvent) -> Locality | None:
    p = next((p for p in s.places if p.id == e.where), None)
    return Locality(name=p.name, country=p.country, admin1=p.admin1, geonames_id=p.geonames_id, lat=p.lat, lon=p.lon, precision=p.precision) if p else None


def _holder(holder: str, mentions: Mapping[str, CodedMention]) -> str:
    m = mentions.get(holder)
    return (m.actor or m.name or m.text) if m else holder
