"""What a governing word makes of a ceasefire's step: "urged them to accept a truce" is a call, "feared that it would collapse" a truce that stands.

Steps fall into groups that turn alike; the table of turns is in data/ceasefire.yaml. Whatever turns a step leaves it unreal, but a ceasefire
that is broken, ended or kept must exist: its breach may be feared, its end planned, and still it stands.
"""

import functools

from dateline.lexicon import load
from dateline.model.claim import Reason

GROUPS = {
    "called_for": "call", "proposed": "propose", "under_negotiation": "talk", "accepted": "make", "agreed": "make", "declared": "make",
    "in_force": "stand", "holding": "keep", "extended": "extend", "violation_alleged": "broke", "suspended": "over", "ended": "over",
    "rejected": "reject", "hoped_or_possible": "hope", "conditional": "cond", "planned": "plan", "historical": "stand",
}  # fmt: skip
"""The group of each step; "begin" is a step in_force that starts, "bare" no step yet."""
COMING = frozenset({"bare", "make", "begin", "extend", "plan"})
"""The groups of a ceasefire that is not there yet."""
REAL = frozenset({"accepted", "agreed", "declared", "in_force", "holding", "extended", "violation_alleged", "suspended", "ended"})
"""The steps that are real where nothing turns them."""


@functools.cache
def _turns() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for kind, row in load.words("ceasefire")["turns"].items():
        own = {group: step for group, step in row.items() if group not in ("new", "also")}
        table[kind] = {**dict.fromkeys((*COMING, *row.get("also", ())), row["new"]), **own}
    return table


@functools.cache
def opposing() -> frozenset[str]:
    """Words of opposition that consent where they are denied."""
    return frozenset(load.words("ceasefire")["opposing"])


class State:
    """The step read so far, whether it is real, and the token that decided it."""

    __slots__ = ("accuser", "at", "because", "begins", "deal", "inner", "known", "negative", "open", "proposal", "real", "step", "word")

    def __init__(self) -> None:
        self.step: str | None = None
        self.begins = False
        self.real = False
        self.known = False
        """The text speaks of the ceasefire as of one that exists."""
        self.open = False
        """It speaks of it as of one that may come ("any truce", "a possible ceasefire")."""
        self.deal = False
        """The mention names an agreement ("truce deal")."""
        self.negative = False
        """"No ceasefire"."""
        self.proposal: int | None = None
        """The proposal that the step is an answer to."""
        self.inner: State | None = None
        """What the phrase around the mention tells ("the truce agreed in May")."""
        self.accuser: int | None = None
        self.at: int | None = None
        self.word = ""
        self.because: list[Reason] = []

    @property
    def group(self) -> str:
        """How the step turns."""
        if self.step is None:
            return "bare"
        return "begin" if self.step == "in_force" and (self.begins or not self.known) else GROUPS[self.step]

    @property
    def first(self) -> str:
        """The first word of what decided the step."""
        return self.word.split()[0] if self.word else ""

    def set(self, step: str, at: int, word: str, *, real: bool | None = None, begins: bool = False) -> None:
        """Take a step, read from a word."""
        self.step, self.at, self.word, self.begins = step, at, word, begins
        self.real = step in REAL if real is None else real

    def to(self, step: str, *, real: bool) -> None:
        """The step becomes another, by the same word."""
        self.step, self.begins, self.real = step, False, real

    def turn(self, kind: str, at: int, word: str, *, take: bool = True) -> bool:
        """Turn the step as a governing word of this kind does; tells whether it changed. `take`: the word's subject takes the new step."""
        new = _turns()[kind].get(self.group)
        if new is None:
            if self.group in ("broke", "over"):
                self.to("in_force", real=self.known or kind != "hypothetical")
                return True
            if self.group != "keep":
                return False
            if self.known:
                self.to("in_force", real=True)
                return True
            new = {"call": "called_for", "try": "under_negotiation"}.get(kind, "hoped_or_possible")
        if kind == "call" and self.proposal is not None and self.step == "accepted":  # "urged them to accept the plan": the plan stands
            self.to("proposed", real=False)
            self.at = self.proposal
            return True
        self.to(new, real=False)
        if take:
            self.at, self.word = at, word
        return True

    def negate(self, at: int, word: str, *, never: bool = False, will: bool = False, yet: bool = False) -> None:
        """Turn the step as "not" does; `will`: it says that something will not be; `yet`: that it is not so far."""
        group = self.group
        if group == "make":
            refused = not yet and (never or will or self.step == "accepted" or self.first in ("sign", "initial", "ink"))
            self.to("rejected" if refused else "under_negotiation" if self.step == "agreed" or yet else self.step or "", real=False)
        elif group == "begin":
            self.to("planned", real=False)
        elif group == "keep":
            self.to("violation_alleged", real=self.known)
        elif group == "extend":
            self.to("ended", real=True)
        elif group == "broke":
            self.to("holding", real=True)
        elif group == "over":
            self.to("in_force", real=True)
        elif group == "plan":
            self.to("rejected" if never or will else "planned", real=False)
        elif group == "bare":
            self.set("rejected" if will or never else "under_negotiation", at, word, real=False)
        elif group == "stand":
            self.real = False
        elif group == "propose" and self.word.startswith("be "):  # "no truce is on offer"
            self.to("rejected", real=False)
        elif group == "reject" and self.first in opposing():
            self.to("accepted", real=False)  # "no objection to a truce"
        elif group == "propose" and will:
            self.to("rejected", real=False)
        elif group == "reject":
            self.to("hoped_or_possible", real=False)
        elif group == "hope" and (will or never):
            self.to("rejected", real=False)
