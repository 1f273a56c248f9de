"""The state machine of ceasefires and the other tables of data/process.yaml, read and checked."""

import fnmatch
import functools
from typing import Any

import msgspec

from dateline.errors import KnowledgeError
from dateline.lexicon.load import read_yaml
from dateline.model.story import Record
from dateline.settings import DATA

WITHOUT_STATE = ("violation_alleged", "planned")
"""Coded steps that belong to a ceasefire and change no side's state: claims, and announcements that bring terms."""

PHASES = ("before", "made", "running", "out", "over")
"""The phases of a side's stand towards a ceasefire."""


class State(Record, frozen=True, kw_only=True):
    """A state: its phase, how it reads after the side's name, and how of the ceasefire as a whole, where no side is named."""

    phase: str
    says: str
    whole: str | None = None


class Rule(Record, frozen=True, kw_only=True):
    """What a step does: from which states or phases it leads to which state. `otherwise`: where to if the text does not assert it."""

    to: str
    from_: tuple[str, ...] = msgspec.field(name="from")
    needs: str | None = None
    otherwise: str | None = None
    otherwise_from: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    vouched: bool = False


class Alone(Record, frozen=True, kw_only=True):
    """What becomes of the last side that is bound, when all others have ended the ceasefire."""

    from_: tuple[str, ...] = msgspec.field(name="from")
    to: str


class Act(Record, frozen=True, kw_only=True):
    """Events that stand for a step. `own`: only in the voice of the side or the outlet; `opens`: whether it may begin a ceasefire, and `word` what that is called."""

    rules: tuple[str, ...]
    status: tuple[str, ...]
    step: str = ""
    to: str = ""
    own: bool = False
    opens: bool = True
    word: str = "ceasefire"
    with_: str | None = msgspec.field(name="with", default=None)


class Fights(Record, frozen=True, kw_only=True):
    """Which events are fighting, and which of them major operations."""

    types: tuple[str, ...]
    status: tuple[str, ...]
    major: tuple[str, ...]


class Contacts(Record, frozen=True, kw_only=True):
    """Which events and relations are contacts, and their modes."""

    types: tuple[str, ...]
    status: tuple[str, ...]
    standing: tuple[str, ...]
    modes: dict[str, str]
    relations: dict[str, str]
    between: tuple[str, ...] = ()


class Stance(Record, frozen=True, kw_only=True):
    """The stance that events of some types take."""

    types: tuple[str, ...]
    stance: str


class Issue(Record, frozen=True, kw_only=True):
    """An issue, and the modes, contexts and rules of events that are about it."""

    issue: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


class Positions(Record, frozen=True, kw_only=True):
    """Which steps and events are positions, on which issue."""

    steps: dict[str, str]
    events: tuple[Stance, ...]
    status: tuple[str, ...]
    issues: tuple[Issue, ...]


class Controls(Record, frozen=True, kw_only=True):
    """Which relations and events say who holds, takes and leaves a place."""

    relations: tuple[str, ...]
    takes: tuple[str, ...]
    leaves: tuple[str, ...]
    status: tuple[str, ...]


class Calendar(Record, frozen=True, kw_only=True):
    """Which events are plans, and their names."""

    status: tuple[str, ...]
    words: dict[str, str]


class Machine(Record, frozen=True, kw_only=True):
    """data/process.yaml whole."""

    states: dict[str, State]
    moves: dict[str, Rule]
    alone: Alone
    now: tuple[str, ...]
    until: tuple[str, ...]
    joins: dict[str, dict[str, int]]
    refine: tuple[Act, ...]
    acts: tuple[Act, ...]
    fights: Fights
    contacts: Contacts
    positions: Positions
    ties: tuple[str, ...]
    controls: Controls
    calendar: Calendar

    def phase(self, state: str) -> str:
        """The phase of a state."""
        return self.states[state].phase

    def allows(self, names: tuple[str, ...], state: str) -> bool:
        """Whether a state is among some states and phases."""
        return state in names or self.states[state].phase in names


@functools.lru_cache(maxsize=65536)
def matches(rule: str, patterns: tuple[str, ...]) -> bool:
    """Whether a rule's id is one of some patterns ("assault.capture*")."""
    return any(fnmatch.fnmatchcase(rule, p) for p in patterns)


@functools.cache
def machine() -> Machine:
    """The shipped machine (data/process.yaml); a name that is no state, phase or step is a KnowledgeError."""
    path = DATA / "process.yaml"
    raw: Any = read_yaml(path)
    try:
        m = msgspec.convert(raw, Machine)
    except msgspec.ValidationError as e:
        raise KnowledgeError(f"{path}: {e}") from e
    names = {*m.states, *PHASES}
    for s, state in m.states.items():
        if state.phase not in PHASES:
            raise KnowledgeError(f"{path}: state {s}: {state.phase} is no phase ({', '.join(PHASES)})")
    for step, rule in m.moves.items():
        for name in (rule.to, *((rule.otherwise,) if rule.otherwise else ())):
            if name not in m.states:
                raise KnowledgeError(f"{path}: move {step}: {name} is no state")
        for name in (*rule.from_, *rule.otherwise_from, *rule.unnamed):
            if name not in names:
                raise KnowledgeError(f"{path}: move {step}: {name} is no state and no phase")
    for step, phases in m.joins.items():
        if step not in m.moves and step not in WITHOUT_STATE:
            raise KnowledgeError(f"{path}: joins: {step} is no move")
        if not set(phases) <= {*PHASES}:
            raise KnowledgeError(f"{path}: joins: {step}: {', '.join(set(phases) - {*PHASES})} is no phase")
    return m
