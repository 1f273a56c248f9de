"""The process of a conflict: what each side did towards peace or war, on which day, and since when and from whom that is known.

Two times run through every record. Its *days* say when the thing was so in the world; `evidence.known_since` says from which
day a reader could know it. A question for day D as known by day K takes the records with known_since <= K, and their days up to D.
"""

import datetime as dt

from dateline.model.story import Record, Span


class Days(Record, frozen=True, kw_only=True):
    """The days in which something began or happened, both included; None is open. A single day has both the same."""

    earliest: dt.date | None = None
    latest: dt.date | None = None

    @property
    def edtf(self) -> str:
        """As EDTF: "2020-01-12", "2020-04-01/2020-04-30", "../2020-07-08", or "" where nothing is known."""
        if self.earliest == self.latest:
            return self.latest.isoformat() if self.latest else ""
        return f"{self.earliest or '..'}/{self.latest or '..'}"

    @property
    def text(self) -> str:
        """For reading: "2020-01-12", "2020-04-01 to 2020-04-30", "by 2020-07-08"."""
        if self.latest is None:
            return f"from {self.earliest}" if self.earliest else ""
        if self.earliest is None:
            return f"by {self.latest}"
        return str(self.latest) if self.earliest == self.latest else f"{self.earliest} to {self.latest}"

    def begun(self, day: dt.date) -> bool:
        """Whether it certainly had begun on a day."""
        return self.latest is not None and self.latest <= day


class Evidence(Record, frozen=True, kw_only=True):
    """The record that says it, and who vouches for it.

    `record` is "STORY/ID"; `span` and `sentence` (its text) are the characters. `holders` are actors, outermost first, "outlet" for the
    outlet itself; `said_by` is the innermost of them (None: the outlet in its own voice), `said_by_name` its name for reading.
    `side` is the party that the innermost holder stands for, if it is one.
    """

    record: str
    known_since: dt.date
    outlet: str | None = None
    span: Span
    sentence: str
    holders: tuple[str, ...] = ("outlet",)
    said_by: str | None = None
    said_by_name: str | None = None
    side: str | None = None
    hedge: str | None = None

    @property
    def story(self) -> str:
        """The story's id."""
        return self.record.rpartition("/")[0]


class Actor(Record, frozen=True, kw_only=True):
    """Somebody in a record: id (of the knowledge base, or of the story), name for reading, and the party it stands for, if any."""

    id: str
    name: str
    side: str | None = None


class Move(Record, frozen=True, kw_only=True):
    """A step of one side towards one ceasefire, as one record tells it.

    `side` is a party of the conflict; None where the record names none (then it is about the ceasefire as a whole). `state` is the state that
    the step asks for (data/process.yaml); whether it leads there is decided when the moves are put in order. `voice`: own (the side
    says it of itself), outlet (told as a fact), other (somebody else says it of the side).
    """

    thread: str
    side: str | None
    step: str
    state: str
    days: Days
    voice: str
    by: Actor | None = None
    condition: str | None = None
    evidence: Evidence


class Change(Record, frozen=True, kw_only=True):
    """Something became another: what, whose, from which state to which, since when, known since when, by which record.

    `what` is ceasefire, position, control, agreement, talks or tie; `about` the thread, issue, place or actor that it is about (`about_name` for
    reading); `side` whose state it is.
    """

    what: str
    about: str
    about_name: str
    side: str | None
    side_name: str | None
    before: str
    after: str
    days: Days
    voice: str
    condition: str | None = None
    evidence: Evidence

    @property
    def known_since(self) -> dt.date:
        """The day from which it could be known."""
        return self.evidence.known_since


class Standing(Record, frozen=True, kw_only=True):
    """The state of one side towards one ceasefire on a day, as known by a day. `told` counts the stories that say the same step."""

    thread: str
    side: str | None
    state: str
    phase: str
    days: Days
    voice: str
    condition: str | None = None
    told: int = 1
    evidence: Evidence


class Term(Record, frozen=True, kw_only=True):
    """One term of a ceasefire or agreement, in the story's words, with the days it means where it is a time."""

    name: str
    text: str
    days: Days | None = None
    evidence: Evidence


class Thread(Record, frozen=True, kw_only=True):
    """One ceasefire from the first call to its end. `word` is the outlet's own ("truce", "humanitarian pause"); `follows` the thread before it.

    `sides` are the parties that took a step; `brokers` who called, proposed, brokered or announced. `effective` and `until` are the days
    on which it was to begin and to end by its terms.
    """

    id: str
    word: str
    opened: Days
    known_since: dt.date
    follows: str | None = None
    sides: tuple[str, ...] = ()
    brokers: tuple[Actor, ...] = ()
    terms: tuple[Term, ...] = ()
    effective: Days | None = None
    until: Days | None = None
    moves: int = 0


class Violation(Record, frozen=True, kw_only=True):
    """A claim that a ceasefire was violated. Always a claim: `verified_by` stays None unless a record says who verified it."""

    thread: str | None
    alleger: Actor | None
    accused: tuple[Actor, ...] = ()
    act: str | None = None
    place: str | None = None
    days: Days
    verified_by: str | None = None
    evidence: Evidence


class Fight(Record, frozen=True, kw_only=True):
    """Fighting as one record tells it; `major` where the data calls the act an offensive or the taking of a place."""

    actors: tuple[Actor, ...]
    against: tuple[Actor, ...]
    act: str
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    days: Days
    major: bool = False
    killed: tuple[int | None, int | None] | None = None
    evidence: Evidence


class Talk(Record, frozen=True, kw_only=True):
    """A round of talks: who met, who mediated or hosted, in which format, where and when; `step` is held, ongoing, planned, called_for …"""

    id: str
    step: str
    members: tuple[Actor, ...] = ()
    brokers: tuple[Actor, ...] = ()
    format: str | None = None
    place: str | None = None
    days: Days
    evidence: tuple[Evidence, ...]


class Agreement(Record, frozen=True, kw_only=True):
    """An agreement: who signed or agreed, who is told not to have, its words in the story, where and when."""

    id: str
    title: str
    step: str
    signatories: tuple[Actor, ...] = ()
    not_signed: tuple[Actor, ...] = ()
    thread: str | None = None
    place: str | None = None
    days: Days
    terms: tuple[Term, ...] = ()
    evidence: tuple[Evidence, ...]


class Contact(Record, frozen=True, kw_only=True):
    """Two actors in contact. `standing`: kept up, not dated. `claimed_by`: the ends that say so themselves; empty: the outlet or others do."""

    a: Actor
    b: Actor
    mode: str
    standing: bool
    days: Days
    place: str | None = None
    claimed_by: tuple[str, ...] = ()
    evidence: Evidence


class Position(Record, frozen=True, kw_only=True):
    """Where an actor stands on an issue: for, against, conditional, asks, ready …

    `voice`: own (its own words), outlet (told as its act), other (another says so of it): never to be mixed.
    """

    actor: Actor
    issue: str
    stance: str
    condition: str | None = None
    days: Days
    voice: str
    evidence: Evidence


class Order(Record, frozen=True, kw_only=True):
    """One thing is to come before another, or hangs on it: a demand of its holder, nothing that happened."""

    kind: str
    text: str
    first: str | None = None
    then: str | None = None
    holder: Actor | None = None
    days: Days
    evidence: Evidence


class Tie(Record, frozen=True, kw_only=True):
    """A backs, recognises, leads, mediates for … B, and who says so."""

    subject: Actor
    predicate: str
    object: Actor
    kind: str | None = None
    since: str | None = None
    until: str | None = None
    days: Days
    evidence: Evidence


class Control(Record, frozen=True, kw_only=True):
    """A side is told to hold, to have taken or to have left a place (`act`: holds, takes, leaves), and who says so. Degrees are WGS84."""

    actor: Actor
    act: str
    place: str
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    days: Days
    voice: str
    evidence: Evidence


class Planned(Record, frozen=True, kw_only=True):
    """Something that is to happen on a day: announced, called for or agreed, not something that did."""

    what: str
    days: Days
    status: str
    who: tuple[Actor, ...] = ()
    evidence: Evidence


class Process(Record, frozen=True, kw_only=True):
    """All that is kept of a conflict, every list in the order in which it became known. `per_day`: how many stories were published on each day."""

    conflict: str
    name: str
    parties: tuple[Actor, ...] = ()
    stories: int = 0
    first: dt.date | None = None
    last: dt.date | None = None
    outlets: tuple[str, ...] = ()
    per_day: tuple[tuple[dt.date, int], ...] = ()
    threads: tuple[Thread, ...] = ()
    moves: tuple[Move, ...] = ()
    violations: tuple[Violation, ...] = ()
    fights: tuple[Fight, ...] = ()
    talks: tuple[Talk, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    contacts: tuple[Contact, ...] = ()
    positions: tuple[Position, ...] = ()
    orders: tuple[Order, ...] = ()
    ties: tuple[Tie, ...] = ()
    controls: tuple[Control, ...] = ()
    calendar: tuple[Planned, ...] = ()
