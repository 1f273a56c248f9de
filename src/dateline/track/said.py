"""Who said what: the statements of coded stories, chosen by speaker, subject, addressee and day."""

import datetime as dt
from collections.abc import Iterable, Iterator

from dateline.model.coded import CodedStory
from dateline.model.story import Record, Span


class Saying(Record, frozen=True, kw_only=True):
    """One statement, ready to show or write. `spans` are the content's characters in the story `story`."""

    story: str
    statement: str
    published: dt.date | None
    said_on: dt.date | None
    said_in: str | None
    outlet: str | None
    speaker: str
    actor: str | None
    office: str | None
    illocution: str
    form: str
    to: str
    content: str
    spans: tuple[Span, ...]
    url: str | None


def said(
    stories: Iterable[CodedStory], *, by: str | None = None, about: str | None = None, to: str | None = None, since: dt.date | None = None, until: dt.date | None = None
) -> Iterator[Saying]:
    """Statements in the order of the stories. `by`, `about` and `to` are parts of names or actor ids, whatever their case."""
    for s in stories:
        ms = {m.id: m for m in s.mentions}
        for x in s.statements:
            speakers = [ms[i] for i in (x.source.mentions if x.source else ()) if i in ms]
            source = " ".join(s.story.text[slice(*x.source.span)].split()) if x.source and x.source.span else ""
            day = x.said_on.latest if x.said_on else s.story.published
            if (since and (day is None or day < since)) or (until and (day is None or day > until)):
                continue
            if by and not _any(by, [source, *(v for m in speakers for v in (m.name, m.actor, m.office))]):
                continue
            addressed = [ms[i] for i in x.addressees if i in ms]
            if to and not _any(to, [v for m in addressed for v in (m.name, m.actor, m.text)]):
                continue
            content = " … ".join(" ".join(s.story.text[slice(*c)].split()) for c in x.content.spans)
            if about:
                inside = [m for m in s.mentions if m.span and any(c[0] <= m.span[0] < c[1] for c in x.content.spans)]
                if not _any(about, [content, *(v for m in inside for v in (m.name, m.actor))]):
                    continue
            first = speakers[0] if speakers else None
            yield Saying(
                story=s.story.id, statement=x.id, published=s.story.published, said_on=x.said_on.latest if x.said_on else None, said_in=next((p.name for p in s.places if p.id == x.said_in), None), outlet=s.story.outlet,
                speaker=", ".join(m.name or m.text for m in speakers) or source, actor=first.actor if first else None, office=first.office if first else None,
                illocution=("not " if x.negated else "") + x.illocution, form=x.form, to=", ".join(m.name or m.text for m in addressed), content=content,
                spans=x.content.spans, url=s.story.url,
            )  # fmt: skip


def _any(wanted: str, values: Iterable[str | None]) -> bool:
    low = wanted.lower()
    return any(low in v.lower() for v in values if v)
