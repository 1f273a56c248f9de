"""When: the days of each statement and event, from the words that date it, the saying that frames it, or its tense. Never a default day."""

import datetime as dt

import msgspec

from dateline.model.claim import REALISED, Event, Interval, Statement, TimeExpression
from dateline.model.reading import Reading

_CALENDAR = frozenset({"DATE", "TIME"})


def situate_times(reading: Reading) -> Reading:
    """Date the statements, then the events."""
    if reading.story.published is None:
        return reading
    s = _Story(reading)
    statements = s.statements()
    s.reading = msgspec.structs.replace(reading, statements=statements)
    events = tuple(msgspec.structs.replace(e, when=s.event(e)) for e in reading.events)
    return msgspec.structs.replace(reading, statements=statements, events=events)


class _Story:
    def __init__(self, reading: Reading) -> None:
        self.reading, self.p = reading, reading.tokens
        day = reading.story.published
        assert day is not None
        self.day: dt.date = day
        self.times = [
            t for t in reading.times if not t.furniture and t.type in _CALENDAR and (t.earliest or t.latest) and self.p.tokens_in(t.span)
        ]
        self.heads = {t.id: self._head(t) for t in self.times}
        self.event_heads = {e.head for e in reading.events}
        self.trigger_tokens = {t: e for e in reading.events for t in self.p.tokens_in(e.trigger)}
        self.owner = {t.id: self._owner(t) for t in self.times}

    # -- which word a time belongs to ----------------------------------------------------------------------------------

    def _head(self, t: TimeExpression) -> int:
        p = self.p
        tokens = p.tokens_in(t.span)
        outside = [i for i in tokens if p.heads[i] not in tokens or p.heads[i] == i]
        return outside[0] if outside else tokens[0]

    def _owner(self, t: TimeExpression) -> int | None:
        """The event word that a time dates: the nominal that it directly follows, or the nearest governing verb or event noun."""
        p = self.p
        head = self.heads[t.id]
        first = p.tokens_in(t.span)[0]
        lead = first - 1
        while lead > 0 and p.tags[lead] in ("IN", "DT") and p.lemmas[lead] in ("on", "in", "at", "the", "of", "during", "since"):
            lead -= 1
        if lead >= 0 and p.sentence_of[lead] == p.sentence_of[first] and p.tags[lead][:1] == "N":
            for e in self.reading.events:
                noun = e.head
                if p.tags[noun][:1] == "N" and noun <= lead <= p.right[noun] + 0 and p.sentence_of[noun] == p.sentence_of[lead] and noun < first:
                    fronted = any(p.deps[a] == "prep" and p.heads[a] > first for a in p.ancestors(noun))
                    if fronted or p.under(head, noun):
                        return noun
        i = head
        for a in p.ancestors(head):
            if a in self.event_heads or a in self.trigger_tokens or p.tags[a][:2] == "VB":
                return a
            i = a
        return i if p.tags[i][:1] in "NV" else None

    def _interval(self, t: TimeExpression, *, status: str) -> Interval:
        """A time's days under its preposition."""
        p = self.p
        first = p.tokens_in(t.span)[0]
        prep = p.lemmas[first - 1] if first and p.tags[first - 1] == "IN" else p.lemmas[first]
        lo, hi = t.earliest, t.latest
        if prep in ("since", "from") and not t.mod:
            return Interval(earliest=lo, latest=self.day if status in REALISED else None, basis="expression", time=t.id)
        if prep in ("until", "till", "through"):
            return Interval(earliest=None, latest=hi, basis="expression", time=t.id)
        if prep == "by" and lo and lo > self.day:
            return Interval(earliest=self.day, latest=hi, basis="expression", time=t.id)
        if prep == "before":
            return Interval(earliest=None, latest=lo, basis="expression", time=t.id)
        if prep == "after" and hi and hi < self.day:
            return Interval(earliest=hi, latest=self.day, basis="expression", time=t.id)
        return Interval(earliest=lo, latest=hi, basis="expression", time=t.id)

    # -- statements --------------------------------------------------------------------------------------------------

    def statements(self) -> tuple[Statement, ...]:
        """Statements with their day of saying: from the cue's own time, or from the same speaker's dated saying."""
        by_id = {m.id: m for m in self.reading.mentions}
        dated: dict[str, Interval] = {}
        out: list[Statement] = []
        for s in self.reading.statements:
            said = self._cue_time(s)
            actor = by_id[s.speakers[0]].actor if s.speakers else None
            if said is not None and actor and s.parent is None:
                dated.setdefault(actor, said)
            out.append(msgspec.structs.replace(s, said_on=said))
        for k, s in enumerate(out):
            if s.said_on is None and s.speakers and s.parent is None and (actor := by_id[s.speakers[0]].actor) and s.cue_class != "believe":
                if actor in dated:
                    out[k] = msgspec.structs.replace(s, said_on=msgspec.structs.replace(dated[actor], basis="same speaker's dated statement"))
        said_by_id = {s.id: s.said_on for s in out}
        return tuple(
            msgspec.structs.replace(s, said_on=msgspec.structs.replace(up, basis="the enclosing statement"))
            if s.said_on is None and s.parent and (up := said_by_id.get(s.parent)) is not None and s.cue_token is not None and self.p.tags[s.cue_token] in ("VBG", "VBP", "VBZ")
            else s
            for s in out
        )

    def _cue_time(self, s: Statement) -> Interval | None:
        if s.cue_token is None:
            return None
        for t in self.times:
            if self.owner[t.id] != s.cue_token or any(c[0] <= t.span[0] < c[1] for c in s.content):
                continue
            return self._interval(t, status="happened")
        return None

    # -- events ------------------------------------------------------------------------------------------------------

    def event(self, e: Event) -> Interval | None:
        """An event's days; None where nothing in the story dates it."""
        p = self.p
        trigger = set(p.tokens_in(e.trigger))
        own = [t for t in self.times if self.owner[t.id] in trigger or self.owner[t.id] == e.head]
        governor = p.heads[e.head]
        if not own and p.tags[e.head][:1] == "N":
            own = [t for t in self.times if self.owner[t.id] == governor and governor not in self.event_heads and p.tags[governor][:2] == "VB"
                   and p.deps[e.head] in ("nsubj", "nsubjpass", "dobj") and not self._is_cue(governor)]  # fmt: skip
        if not own and p.deps[e.head] in ("conj", "advcl", "xcomp") and p.tags[e.head][:2] == "VB":
            own = [t for t in self.times if self.owner[t.id] == governor and p.tags[governor][:2] == "VB" and not self._is_cue(governor)]
        if own:
            nearest = min(own, key=lambda t: (abs(self.heads[t.id] - e.head), t.span))
            return self._interval(nearest, status=e.status)
        for s in self.reading.statements:
            if s.cue_token is None or s.said_on is None:
                continue
            if s.cue_token in trigger or (s.cue and s.cue[0] <= e.trigger[0] and e.trigger[1] <= s.cue[1]):
                return msgspec.structs.replace(s.said_on, basis="the statement that it is")
            inside = any(c[0] <= e.trigger[0] < c[1] for c in s.content)
            if not inside and p.under(e.head, s.cue_token) and e.status in REALISED:
                return msgspec.structs.replace(s.said_on, basis="told as part of the occasion of a dated statement")
        if e.status in REALISED:
            return Interval(earliest=None, latest=self.day, basis="told as past or present at publication")
        return None

    def _is_cue(self, i: int) -> bool:
        return any(s.cue_token == i for s in self.reading.statements)
