"""Where a conflict stands, from coded stories: parties, backers, contacts, the ceasefire by side, sequence, the latest.

Every line keeps its source: the story, its date and the characters that say it. Nothing is averaged and nothing is added from
the knowledge base but names and which side a person speaks for.
"""

import collections
import datetime as dt
from collections.abc import Iterable

from dateline.lexicon.knowledge import Sides
from dateline.model.coded import CodedEvent, CodedMention, CodedStep, CodedStory
from dateline.model.story import Record, Span

_PARTY_KINDS = frozenset({"government", "armed_group", "legislature", "coalition", "military", "party", "movement", "state"})
REALISED = frozenset({"happened", "ongoing"})


class Source(Record, frozen=True, kw_only=True):
    """The characters that say it: story id, its date and outlet, the span, and its sentence or clause."""

    story: str
    date: dt.date | None
    outlet: str | None
    span: Span
    text: str
    record: str


class Line(Record, frozen=True, kw_only=True):
    """One line of an account: cells to show, and the source."""

    cells: tuple[str, ...]
    source: Source
    times: int = 1


class SideState(Record, frozen=True, kw_only=True):
    """A side's last known state towards a ceasefire."""

    side: str
    name: str
    step: str
    realised: bool
    date: dt.date | None
    by: str
    according_to: str | None
    source: Source


class Account(Record, frozen=True, kw_only=True):
    """The account of one conflict on one day."""

    conflict: str
    name: str
    as_of: dt.date | None
    stories: int
    first: dt.date | None
    last: dt.date | None
    outlets: tuple[str, ...]
    parties: tuple[Line, ...] = ()
    backers: tuple[Line, ...] = ()
    contacts: tuple[Line, ...] = ()
    ceasefire: tuple[SideState, ...] = ()
    calls: tuple[Line, ...] = ()
    sequence: tuple[Line, ...] = ()
    hostilities: tuple[Line, ...] = ()
    talks: tuple[Line, ...] = ()
    control: tuple[Line, ...] = ()
    events: tuple[Line, ...] = ()
    statements: tuple[Line, ...] = ()


def conflicts_in(stories: Iterable[CodedStory]) -> list[tuple[str, int]]:
    """The conflicts that stories belong to, with the number of stories, the most first."""
    count = collections.Counter(s.story.conflicts[0] for s in stories if s.story.conflicts)
    return sorted(count.items(), key=lambda x: (-x[1], x[0]))


def account(stories: Iterable[CodedStory], *, conflict: str, name: str, parties: Iterable[str], sides: Sides, as_of: dt.date | None = None, latest: int = 8) -> Account:
    """Sum up the stories of a conflict, published up to `as_of` (all, if None). `parties` are the ids of its parties."""
    chosen = [s for s in stories if conflict in s.story.conflicts and (as_of is None or (s.story.published or dt.date.min) <= as_of)]
    chosen.sort(key=lambda s: (s.story.published or dt.date.min, s.story.id))
    b = _Builder(chosen, set(parties), sides)
    dates = [s.story.published for s in chosen if s.story.published]
    return Account(
        conflict=conflict, name=name, as_of=as_of, stories=len(chosen), first=min(dates, default=None), last=max(dates, default=None),
        outlets=tuple(sorted({s.story.outlet for s in chosen if s.story.outlet})), parties=b.parties(), backers=b.relations("backs", "recognises"),
        contacts=b.contacts(), ceasefire=b.ceasefire(), calls=b.calls(latest), sequence=b.steps("sequence", latest), hostilities=b.hostilities(latest),
        talks=b.talks(latest), control=b.relations("controls"), events=b.events(latest), statements=b.statements(latest),
    )  # fmt: skip


class _Builder:
    def __init__(self, stories: list[CodedStory], parties: set[str], sides: Sides) -> None:
        self.stories, self.party_ids, self.sides = stories, parties, sides
        self.mentions = {s.story.id: {m.id: m for m in s.mentions} for s in stories}
        self.places = {s.story.id: {p.id: p for p in s.places} for s in stories}

    # -- pieces --------------------------------------------------------------------------------------------------------

    def source(self, s: CodedStory, span: Span, record: str, sentence: Span | None = None) -> Source:
        lo, hi = sentence or _sentence(s, span)
        text = " ".join(s.story.text[lo:hi].split())
        return Source(story=s.story.id, date=s.story.published, outlet=s.story.outlet, span=span, text=text, record=record)

    def who(self, s: CodedStory, ids: Iterable[str]) -> str:
        names = []
        for i in ids:
            m = self.mentions[s.story.id].get(i)
            names.append(label(m) if m else i)
        return ", ".join(dict.fromkeys(names))

    def side_of(self, m: CodedMention | None) -> str | None:
        """The party that a mention is, leads or speaks for."""
        if m is None or not m.actor:
            return None
        if m.actor in self.party_ids:
            return m.actor
        return next((a for a in self.sides.sides(m.actor) if a in self.party_ids), None)

    def named(self, actor: str) -> str:
        return self.sides.name(actor) or actor

    # -- sections ------------------------------------------------------------------------------------------------------

    def parties(self) -> tuple[Line, ...]:
        count: collections.Counter[str] = collections.Counter()
        first: dict[str, Source] = {}
        leaders: dict[str, set[str]] = collections.defaultdict(set)
        seats: dict[str, set[str]] = collections.defaultdict(set)
        for s in self.stories:
            seen = set()
            for m in s.mentions:
                if m.actor in self.party_ids and m.span and m.actor not in seen:
                    seen.add(m.actor)
                    count[m.actor] += 1
                    first.setdefault(m.actor, self.source(s, m.span, m.id))
            for r in s.relations:
                subject, object_ = self.mentions[s.story.id].get(r.subject), self.mentions[s.story.id].get(r.object or "")
                if r.predicate == "leads" and object_ and object_.actor in self.party_ids and subject:
                    leaders[object_.actor or ""].add(subject.name or subject.text)
                if r.predicate == "based_in" and subject and subject.actor in self.party_ids and (place := self.places[s.story.id].get(r.object or "")):
                    seats[subject.actor or ""].add(place.name)
        return tuple(
            Line(cells=(self.named(a), ", ".join(sorted(leaders[a])), ", ".join(sorted(seats[a]))), source=first[a], times=n)
            for a, n in sorted(count.items(), key=lambda x: (-x[1], x[0]))
            if len(a) > 3
        )

    def relations(self, *predicates: str) -> tuple[Line, ...]:
        found: dict[tuple[str, ...], list[Source]] = {}
        for s in self.stories:
            for r in s.relations:
                if r.predicate not in predicates:
                    continue
                ends = []
                for ref in (r.subject, r.object):
                    m = self.mentions[s.story.id].get(ref or "")
                    p = self.places[s.story.id].get(ref or "")
                    ends.append(label(m) if m else p.name if p else r.object_text or "")
                says = "outlet" if r.holders == ("outlet",) else self.who(s, list(r.holders[1:]))
                word = r.predicate + (f" ({r.kind})" if r.kind and r.kind != "unspecified" else "")
                found.setdefault((ends[0], word, ends[1], says), []).append(self.source(s, r.span, r.id))
        return tuple(Line(cells=k, source=v[-1], times=len({x.story for x in v})) for k, v in sorted(found.items()))

    def contacts(self) -> tuple[Line, ...]:
        found: dict[tuple[str, str], list[tuple[str, Source]]] = {}
        for s in self.stories:
            ms = self.mentions[s.story.id]
            for e in s.events:
                if e.type != "CONSULT" or e.status not in REALISED:
                    continue
                actors, others = [ms[a] for a in e.actors if a in ms], [ms[a] for a in e.recipients if a in ms]
                pairs = [(a, b) for a in actors for b in others] or [(actors[0], b) for b in actors[1:]]
                for a, b in pairs:
                    if a.actor != b.actor and a.actor and b.actor:
                        pair = tuple(sorted((label(a), label(b))))
                        kind = "standing" if e.status == "ongoing" else e.mode or "talks"
                        found.setdefault(pair, []).append((f"{kind} {when(e)}".strip(), self.source(s, e.trigger, e.id, e.sentence)))  # type: ignore[arg-type]
        rows = [Line(cells=(a, b, v[-1][0]), source=v[-1][1], times=len({x.story for _, x in v})) for (a, b), v in found.items()]
        return tuple(sorted(rows, key=lambda r: (-r.times, r.cells)))

    def ceasefire(self) -> tuple[SideState, ...]:
        """Each side's last step, in the order of the days on which it was told. Calls by others are no state of a side."""
        last: dict[str, SideState] = {}
        for s in self.stories:
            ms = self.mentions[s.story.id]
            for x in s.process:
                if x.kind != "ceasefire" or x.background or x.step in ("historical", "hoped_or_possible", "under_negotiation"):
                    continue
                for i in x.by:
                    m = ms.get(i)
                    if m is None:
                        continue
                    alone = self.side_of(m)
                    for side in (alone,) if alone else tuple(a for a in m.members if a in self.party_ids):
                        last[side] = SideState(
                            side=side, name=self.named(side), step=x.step, realised=x.realised, date=(x.when.latest if x.when and x.when.latest and x.when.basis == "expression" else s.story.published),
                            by=label(m), according_to=self.who(s, [x.according_to]) if x.according_to else None, source=self.source(s, x.span, x.id),
                        )  # fmt: skip
        return tuple(last[k] for k in sorted(last))

    def calls(self, latest: int) -> tuple[Line, ...]:
        out = []
        for s in self.stories:
            for x in s.process:
                if x.kind == "ceasefire" and x.step in ("called_for", "proposed", "violation_alleged", "under_negotiation") and not x.background:
                    out.append(Line(cells=(day(s), x.step, self.who(s, x.by) or "?", terms(x)), source=self.source(s, x.span, x.id)))
        return tuple(out[-latest:])

    def steps(self, kind: str, latest: int) -> tuple[Line, ...]:
        out = []
        for s in self.stories:
            for x in s.process:
                if x.kind == kind:
                    text = " ".join(s.story.text[slice(*x.span)].split())
                    out.append(Line(cells=(day(s), text, self.who(s, [x.according_to]) if x.according_to else "outlet"), source=self.source(s, x.span, x.id)))
        return tuple(out[-latest:])

    def hostilities(self, latest: int) -> tuple[Line, ...]:
        out = []
        for s in self.stories:
            for e in s.events:
                if e.type == "ASSAULT" and e.status in REALISED and not e.background:
                    out.append(Line(cells=(when(e) or day(s), f"{e.type}{'/' + e.mode if e.mode else ''}", self.who(s, e.actors) or "?", self.who(s, e.recipients)), source=self.source(s, e.trigger, e.id, e.sentence)))
        return tuple(out[-latest:])

    def talks(self, latest: int) -> tuple[Line, ...]:
        out = []
        for s in self.stories:
            for x in s.process:
                if x.kind in ("talks", "agreement") and not x.background:
                    out.append(Line(cells=(day(s), f"{x.kind} {x.step}", self.who(s, x.by) or "?"), source=self.source(s, x.span, x.id)))
        return tuple(out[-latest:])

    def events(self, latest: int) -> tuple[Line, ...]:
        out = []
        for s in self.stories:
            for e in s.events:
                if not e.background and (e.actors or e.recipients):
                    out.append(Line(cells=(when(e) or day(s), e.type + (f"/{e.mode}" if e.mode else ""), e.status, self.who(s, e.actors) or "?", self.who(s, e.recipients)), source=self.source(s, e.trigger, e.id, e.sentence)))
        return tuple(out[-latest:])

    def statements(self, latest: int) -> tuple[Line, ...]:
        out = []
        for s in self.stories:
            for x in s.statements:
                if x.parent or not x.source or x.form == "nominal" or (x.illocution == "assert" and x.form == "indirect" and not x.source.mentions):
                    continue
                text = " … ".join(" ".join(s.story.text[slice(*c)].split()) for c in x.content.spans)
                speaker = self.who(s, x.source.mentions) or (" ".join(s.story.text[slice(*x.source.span)].split()) if x.source.span else "?")
                said = x.said_on.latest.isoformat() if x.said_on and x.said_on.latest else day(s)
                out.append(Line(cells=(said, speaker, x.illocution, text), source=self.source(s, x.content.spans[0], x.id)))
        return tuple(out[-latest:])


def label(m: CodedMention) -> str:
    """A mention's name for reading."""
    return m.name or m.text


def day(s: CodedStory) -> str:
    """A story's date for reading."""
    return s.story.published.isoformat() if s.story.published else "undated"


def when(e: CodedEvent) -> str:
    """An event's days for reading; empty where the text gives none."""
    w = e.when
    if w is None or (w.earliest is None and w.basis.startswith("told as")):
        return ""
    lo = w.earliest.isoformat() if w.earliest else ".."
    hi = w.latest.isoformat() if w.latest else ".."
    return lo if lo == hi else f"{lo}/{hi}"


def terms(x: CodedStep) -> str:
    """A step's terms for reading."""
    return ", ".join(f"{k}: {v}" for k, v in x.terms.items())


def _sentence(s: CodedStory, span: Span) -> Span:
    """The clause around a span, cut at sentence ends, for reading."""
    text = s.story.text
    lo = max((text.rfind(mark, 0, span[0]) + len(mark) for mark in (". ", "\n", '." ', "? ", "! ") if text.rfind(mark, 0, span[0]) >= 0), default=0)
    ends = [k + 1 for mark in (". ", ".\n", '."', "? ", "! ", "\n\n") if (k := text.find(mark, span[1])) >= 0]
    return lo, min(ends, default=len(text))
