"""When: the days of each statement and event, from the words that date it, the saying that frames it, or its tense. Never a default day."""

import datetime as dt
import re

import msgspec

from dateline.model.claim import REALISED, Event, Interval, Reason, Statement, TimeExpression
from dateline.model.parse import Parse
from dateline.model.reading import Reading

_PERFECT = frozenset({"has", "have", "had", "was", "were", "been"})
_CAUTIOUS = frozenset({"CONCEDE", "RETREAT"})
_TIMES = frozenset({"DATE", "TIME", "DURATION"})
"""A length dates an event only where it has days: "for the past month" runs up to the story's day."""
_PREMODIFIERS = frozenset({"poss", "compound", "nmod", "nummod", "amod"})
_LIMITS = frozenset({"deadline", "ultimatum", "anniversary"})
"""Nouns whose date is not that of the event which speaks of them."""
_TO = re.compile(r"\s+(?:to|until|till|through|and)\s+")
_COMPARED = frozenset({"first", "only", "last", "worst", "best"})
_INSIDE = frozenset({"in", "during", "at", "with", "for", "on", "into", "by"})
"""Prepositions under which a noun shares the time of the verb."""


def situate_times(reading: Reading) -> Reading:
    """Date the statements, then the events."""
    if reading.story.published is None:
        return reading
    s = _Story(reading)
    statements = s.statements()
    s.set_statements(statements)
    events = tuple(_possible(reading.tokens, msgspec.structs.replace(e, when=s.event(e)), reading.story.published) for e in reading.events)
    return msgspec.structs.replace(reading, statements=statements, events=events)


def _past(p: Parse, e: Event) -> bool:
    """Whether the event's verb is in the past: "was killed", "fled", not "a truce" and not "have fled" after "will"."""
    if any(p.tags[t] == "VBD" for t in p.tokens_in(e.trigger)):
        return True
    return p.tags[e.head] == "VBN" and any(p.deps[c] in ("aux", "auxpass") and p.words[c].lower() in _PERFECT for c in p.children(e.head))


def _possible(p: Parse, e: Event, published: dt.date) -> Event:
    """What is dated after the story was published has not happened.

    A verb in the past says that the story's own date is wrong, and stands; not for concessions and retreats, where a ceasefire
    that has yet to come must never be told as one that is.
    """
    if e.status not in REALISED or e.when is None or e.when.earliest is None or e.when.earliest <= published:
        return e
    if e.type not in _CAUTIOUS and _past(p, e):
        return e
    reason = Reason(field="status", value="planned", why=f"dated {e.when.earliest}, after publication")
    return msgspec.structs.replace(
        e, status="planned", acled=None, cameo=e.cameo if e.content else None, goldstein=e.goldstein if e.content else None, because=(*e.because, reason)
    )


class _Story:
    def __init__(self, reading: Reading) -> None:
        self.reading, self.p = reading, reading.tokens
        day = reading.story.published
        assert day is not None
        self.day: dt.date = day
        self.times = [
            t for t in reading.times if not t.furniture and t.type in _TIMES and (t.earliest or t.latest) and self.p.tokens_in(t.span)
        ]
        self.heads = {t.id: self._head(t) for t in self.times}
        self.event_heads = {e.head for e in reading.events}
        self.trigger_tokens = {t for e in reading.events for t in self.p.tokens_in(e.trigger)}
        self.nouns: dict[int, list[int]] = {}
        """The nouns that head events, by sentence."""
        for e in reading.events:
            if self.p.tags[e.head][:1] == "N":
                self.nouns.setdefault(self.p.sentence_of[e.head], []).append(e.head)
        self.owner = {t.id: self._owner(t) for t in self.times}
        self.owned: dict[int, list[TimeExpression]] = {}
        for t in self.times:
            if (word := self.owner[t.id]) is not None:
                self.owned.setdefault(word, []).append(t)
        self.following = {t.id: after for t, after in zip(self.times, self.times[1:], strict=False)}
        self.set_statements(reading.statements)

    def set_statements(self, statements: tuple[Statement, ...]) -> None:
        """Look the statements up by the tokens of their cues."""
        self.stated = statements
        self.cues = {s.cue_token for s in statements}
        self.cued: dict[int, list[int]] = {}
        for k, s in enumerate(statements):
            for i in {*(self.p.tokens_in(s.cue) if s.cue else ()), *([s.cue_token] if s.cue_token is not None else [])}:
                self.cued.setdefault(i, []).append(k)

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
        if self._compares(first):
            return None
        if p.deps[head] in _PREMODIFIERS and p.tags[p.heads[head]][:1] == "N":
            return self._occasion(p.heads[head])
        lead = first - 1
        while lead > 0 and p.tags[lead] in ("IN", "DT") and p.lemmas[lead] in ("on", "in", "at", "the", "of", "during", "since"):
            lead -= 1
        if lead >= 0 and p.sentence_of[lead] == p.sentence_of[first] and p.tags[lead][:1] == "N":
            for noun in self.nouns.get(p.sentence_of[lead], ()):
                if noun <= lead <= p.right[noun] and noun < first:
                    fronted = any(p.deps[a] == "prep" and p.heads[a] > first for a in p.ancestors(noun))
                    if fronted or p.under(head, noun):
                        return noun
        return self._above(head)

    def _occasion(self, noun: int) -> int | None:
        """What the date of a noun dates: the event that it is, or the verb that it is the occasion of ("said at Friday's summit")."""
        p = self.p
        if p.lemmas[noun] in _LIMITS:
            return None
        if noun in self.trigger_tokens:
            return noun
        prep = p.heads[noun]
        verb = p.heads[prep]
        return verb if p.deps[noun] == "pobj" and p.lemmas[prep] in _INSIDE and p.tags[verb][:2] == "VB" else noun

    def _above(self, i: int) -> int | None:
        p = self.p
        for a in p.ancestors(i):
            if p.lemmas[a] in _LIMITS:
                return None
            if a in self.event_heads or a in self.trigger_tokens or p.tags[a][:2] == "VB":
                return a
            i = a
        return i if p.tags[i][:1] in "NV" else None

    def _compares(self, first: int) -> bool:
        """Whether a time only says how long there was no such thing: "the worst attack since 2014"."""
        p = self.p
        if not first or p.lemmas[first - 1] != "since":
            return False
        start = max(p.sentences[p.sentence_of[first]].first, first - 12)
        return any(p.tags[k] in ("JJS", "RBS") or p.lemmas[k] in _COMPARED for k in range(start, first))

    def _interval(self, t: TimeExpression, *, status: str) -> Interval:
        """A time's days under its preposition."""
        p = self.p
        first = p.tokens_in(t.span)[0]
        # The word before counts only if it governs the time: not in "after last week welcoming envoys".
        leads = first and p.tags[first - 1] == "IN" and p.heads[self.heads[t.id]] == first - 1
        prep = p.lemmas[first - 1] if leads else p.lemmas[first]
        lo, hi = t.earliest, t.latest
        if status in REALISED and lo and hi and lo <= self.day < hi:
            hi = self.day
        basis = "expression" if t.value else "named period (knowledge base)"
        if t.type == "DURATION" or (t.value and "/" in t.value):
            return Interval(earliest=lo, latest=hi, basis=basis, time=t.id)
        if prep in ("from", "between") and (end := self._range_end(t)) is not None:
            return Interval(earliest=lo, latest=end, basis=basis, time=t.id)
        if prep in ("since", "from"):
            return Interval(earliest=lo, latest=self.day if status in REALISED else None, basis=basis, time=t.id)
        if prep in ("until", "till", "through"):
            return Interval(earliest=None, latest=hi, basis=basis, time=t.id)
        if prep == "by" and lo and lo > self.day:
            return Interval(earliest=self.day, latest=hi, basis=basis, time=t.id)
        if prep == "before":
            return Interval(earliest=None, latest=lo, basis=basis, time=t.id)
        if prep == "after" and hi and hi < self.day:
            return Interval(earliest=hi, latest=self.day, basis=basis, time=t.id)
        return Interval(earliest=lo, latest=hi, basis=basis, time=t.id)

    def _range_end(self, t: TimeExpression) -> dt.date | None:
        """The last day of "from … to …", "between … and …"."""
        after = self.following.get(t.id)
        if after is None or after.latest is None or not _TO.fullmatch(self.p.text, t.span[1], after.span[0]):
            return None
        return after.latest if t.earliest and after.latest >= t.earliest else None

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
        for t in self.owned.get(s.cue_token, ()):
            if not any(c[0] <= t.span[0] < c[1] for c in s.content):
                return self._interval(t, status="happened")
        return None

    # -- events ------------------------------------------------------------------------------------------------------

    def event(self, e: Event) -> Interval | None:
        """An event's days; None where nothing in the story dates it."""
        p = self.p
        trigger = {e.head, *p.tokens_in(e.trigger)}
        own = [t for i in sorted(trigger) for t in self.owned.get(i, ())]
        governor = p.heads[e.head]
        if not own and p.tags[governor][:2] == "VB" and not self._is_cue(governor):
            takes_part = p.tags[e.head][:1] == "N" and p.deps[e.head] in ("nsubj", "nsubjpass", "dobj") and governor not in self.event_heads
            if takes_part or (p.tags[e.head][:2] == "VB" and p.deps[e.head] in ("conj", "advcl", "xcomp")):
                own = self.owned.get(governor, [])
        if not own:
            own = self._shared(e)
        if own:
            nearest = min(own, key=lambda t: (abs(self.heads[t.id] - e.head), t.span))
            return self._interval(nearest, status=e.status)
        if (said := self._said(e, trigger)) is not None:
            return said
        if e.status in REALISED:
            return Interval(earliest=None, latest=self.day, basis="told as past or present at publication")
        return None

    def _said(self, e: Event, trigger: set[int]) -> Interval | None:
        """The day of the statement that an event is, or that it is told as the occasion of."""
        p = self.p
        for k in sorted({k for i in (*trigger, *p.ancestors(e.head)) for k in self.cued.get(i, ())}):
            s = self.stated[k]
            if s.cue_token is None or s.said_on is None:
                continue
            if s.cue_token in trigger or (s.cue and s.cue[0] <= e.trigger[0] and e.trigger[1] <= s.cue[1]):
                return msgspec.structs.replace(s.said_on, basis="the statement that it is")
            inside = any(c[0] <= e.trigger[0] < c[1] for c in s.content)
            if not inside and p.under(e.head, s.cue_token) and e.status in REALISED:
                return msgspec.structs.replace(s.said_on, basis="told as part of the occasion of a dated statement")
        return None

    def _shared(self, e: Event) -> list[TimeExpression]:
        """The times of what an event happened along with: of the verb that it takes part in, or that its clause hangs on by "as" or "when"."""
        p, i = self.p, e.head
        for _ in range(3):
            up, dep = p.heads[i], p.deps[i]
            if up == i:
                return []
            if dep == "pobj" and p.lemmas[up] in _INSIDE:
                i = up
                continue
            joined = dep == "advcl" and any(p.deps[c] in ("mark", "advmod") and p.lemmas[c] in ("as", "when", "while") for c in p.children(i))
            if not joined and dep not in ("prep", "nsubj", "nsubjpass", "dobj"):
                return []
            if p.tags[up][:2] != "VB" or self._is_cue(up):
                return []
            if own := self.owned.get(up):
                return own
            if up in self.event_heads and not joined:
                return []
            i = up
        return []

    def _is_cue(self, i: int) -> bool:
        return i in self.cues
