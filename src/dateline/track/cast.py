"""Who stands in a coded story, for which party, and who vouches for what."""

import datetime as dt
from collections.abc import Iterable

from dateline.lexicon.knowledge import Sides
from dateline.model.coded import CodedInterval, CodedMention, CodedPlace, CodedStep, CodedStory
from dateline.model.process import Actor, Days, Evidence
from dateline.model.story import Span

_ENDS = (". ", ".\n", '." ', '."\n', "? ", "! ", "\n\n")


class Parties:
    """The parties of a conflict: which of them an actor is, leads, serves or is an organ of, on a day. Answers are kept."""

    def __init__(self, ids: Iterable[str], sides: Sides) -> None:
        self.ids, self.sides = frozenset(ids), sides
        self._known: dict[tuple[str, dt.date | None], str | None] = {}

    def of(self, actor: str | None, day: dt.date | None) -> str | None:
        """The party of an actor: the nearest that it serves, and of this the widest party that it is an organ of."""
        if not actor:
            return None
        key = (actor, day)
        if key not in self._known:
            found = self._nearest(actor, day)
            while found is not None and (wider := next((a for a in self.sides.sides(found, day)[1:] if a in self.ids), None)):
                found = wider
            self._known[key] = found
        return self._known[key]

    def _nearest(self, actor: str, day: dt.date | None) -> str | None:
        bare = actor.split(":")[0]
        return bare if bare in self.ids else next((a for a in self.sides.sides(bare, day) if a in self.ids), None)

    def serves(self, actor: str, body: str, day: dt.date | None) -> bool:
        """Whether an actor leads or serves a body on a day, or is an organ of it."""
        return body in self.sides.sides(actor.split(":")[0], day)

    def name(self, actor: str) -> str:
        """The name that an actor is shown by."""
        return self.sides.name(actor) or actor


class Cast:
    """The actors and places of one coded story."""

    def __init__(self, story: CodedStory, parties: Parties) -> None:
        self.story, self.parties = story, parties
        self.day = story.story.published or dt.date.min
        self.mentions = {m.id: m for m in story.mentions}
        self.events = {e.id: e for e in story.events}
        self.places = {p.id: p for p in story.places}

    def actor(self, mention: str) -> Actor | None:
        """The actor of a mention."""
        m = self.mentions.get(mention)
        if m is None:
            return None
        local = m.actor is None or m.actor.startswith("~")
        name = m.name or m.text
        body, _, role = (m.actor or "").partition(":")
        if role and not local and (of := self.parties.name(body)).lower() not in name.lower():  # "the head" alone says nothing in a table
            name = f"{name} ({of})"
        return Actor(id=f"{self.story.story.id}/{m.actor or m.id}" if local else m.actor or "", name=name, side=None if local else self.parties.of(m.actor, self.day))

    def actors(self, mentions: Iterable[str]) -> tuple[Actor, ...]:
        """The actors of mentions, each once; of a group that the text makes up ("both sides") its members."""
        found: dict[str, Actor] = {}
        for i in mentions:
            m = self.mentions.get(i)
            if m is None:
                continue
            if m.members:
                for a in m.members:
                    found.setdefault(a, Actor(id=a, name=self.parties.name(a), side=self.parties.of(a, self.day)))
            elif (one := self.actor(i)) is not None:
                found.setdefault(one.id, one)
        return tuple(found.values())

    def mention(self, i: str) -> CodedMention | None:
        """A mention by its id."""
        return self.mentions.get(i)

    def place(self, i: str | None) -> CodedPlace | None:
        """A place by its id."""
        return self.places.get(i or "")

    def sentence(self, span: Span) -> str:
        """The text around a span, cut at the ends of its sentence."""
        text = self.story.story.text
        lo = max((at + len(e) for e in _ENDS if (at := text.rfind(e, 0, span[0])) >= 0), default=0)
        ends = [at + len(e.rstrip()) for e in _ENDS if (at := text.find(e, max(span[1] - 1, span[0]))) >= 0]
        return self._shown(lo, min(ends, default=len(text)))

    def _shown(self, lo: int, hi: int) -> str:
        """The text of a sentence without the dateline before it."""
        line = self.story.story.dateline
        if line is not None and lo < line.span[1] < hi:
            lo = line.span[1]
        return " ".join(self.story.story.text[lo:hi].split()).lstrip("-–—: ")

    def evidence(self, record: str, span: Span, *, sentence: Span | None = None, holders: Iterable[str] = ("outlet",), hedge: str | None = None) -> Evidence:
        """The evidence of a record; `holders` are "outlet" and mention ids, outermost first."""
        chain, inner = [], None
        for h in holders:
            a = self.actor(h)
            chain.append(a.id if a else h)
            inner = a if a is not None else (Actor(id=h, name=h) if h != "outlet" else inner)
        text = self._shown(*sentence) if sentence else self.sentence(span)
        return Evidence(
            record=f"{self.story.story.id}/{record}", known_since=self.day, outlet=self.story.story.outlet, span=span, sentence=text, holders=tuple(chain),
            said_by=inner.id if inner else None, said_by_name=inner.name if inner else None, side=inner.side if inner else None, hedge=hedge,
        )  # fmt: skip

    def step_evidence(self, x: CodedStep) -> Evidence:
        """The evidence of a step; its event, if it stands on one, says who vouches for it, for a step names only the last speaker."""
        e = self.events.get(x.event or "")
        if e is not None:
            return self.evidence(x.id, x.span, sentence=e.sentence, holders=e.holders)
        return self.evidence(x.id, x.span, holders=("outlet", x.according_to) if x.according_to else ("outlet",))

    def days(self, when: CodedInterval | None) -> Days:
        """The days of something that the story tells as having happened: none of them after publication."""
        if when is None or (when.latest is None and when.earliest is None):
            return Days(earliest=None, latest=self.day)
        latest = min(when.latest or self.day, self.day)
        earliest = when.earliest if when.earliest is not None and when.earliest <= latest else None
        return Days(earliest=earliest, latest=latest)

    def lasting(self, actor: Actor) -> bool:
        """Whether an actor is one of the knowledge base, or stands for a party: one that other stories know too."""
        return not actor.id.startswith(f"{self.story.story.id}/")

    def speaks_for(self, speaker: str, actor: Actor | str) -> bool:
        """Whether a speaker is an actor, serves it, or stands for the same party."""
        wanted, side = (actor, actor) if isinstance(actor, str) else (actor.id, actor.side)
        return speaker == wanted or self.parties.serves(speaker, wanted, self.day) or (side is not None and self.parties.of(speaker, self.day) == side)

    def voice(self, evidence: Evidence, *actors: Actor | str | None) -> str:
        """Whose word it is: "own" if it comes from one of the actors' own people, "outlet" if nobody else is named, else "other"."""
        if evidence.said_by is None:
            return "outlet"
        return "own" if any(self.speaks_for(evidence.said_by, a) for a in actors if a is not None) else "other"
