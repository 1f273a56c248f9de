"""What a governing word makes of a ceasefire's step: "urged them to accept a truce" is a call, "feared that it would collapse" a truce that stands.

Steps fall into groups that turn alike. Whatever turns a step leaves it unreal, but a ceasefire that is broken, ended or kept must
exist: its breach may be feared, its end planned, and still it stands.
"""

from dateline.model.claim import Reason

GROUPS = {
    "called_for": "call", "proposed": "propose", "under_negotiation": "talk", "accepted": "make", "agreed": "make", "declared": "make", "in_force": "stand",
    "holding": "keep", "extended": "extend", "violation_alleged": "broke", "suspended": "over", "ended": "over", "rejected": "reject", "hoped_or_possible": "hope",
    "conditional": "cond", "planned": "plan", "historical": "stand",
}  # fmt: skip
"""The group of each step; "begin" is a step in_force that starts, "bare" no step yet."""
REAL = frozenset({"accepted", "agreed", "declared", "in_force", "holding", "extended", "violation_alleged", "suspended", "ended"})
"""The steps that are real where nothing turns them."""

_NO, _KEPT, _KNOWN = "no", "kept", "known"
_HOPED = ("hoped_or_possible", _NO)
_STANDS = ("in_force", _KEPT)
_MAY_STAND = ("in_force", _KNOWN)


def _row(default: tuple[str, str], **other: tuple[str, str]) -> dict[str, tuple[str, str]]:
    row = dict.fromkeys(("bare", "make", "begin", "extend", "plan"), default)
    return row | {"keep": _MAY_STAND, "broke": _STANDS, "over": _STANDS} | other


_CALLED, _PROPOSED, _TALKED = ("called_for", _NO), ("proposed", _NO), ("under_negotiation", _NO)
_REJECTED, _ACCEPTED, _PLANNED = ("rejected", _NO), ("accepted", _NO), ("planned", _NO)
_TURNS: dict[str, dict[str, tuple[str, str]]] = {
    "call": _row(_CALLED, keep=_CALLED, call=_CALLED, talk=_CALLED, hope=_CALLED, reject=_CALLED),
    "propose": _row(_PROPOSED, keep=_PROPOSED, talk=_PROPOSED, hope=_PROPOSED),
    "try": _row(_TALKED),
    "ready": _row(_ACCEPTED, keep=_ACCEPTED, extend=_HOPED),
    "reject": _row(_REJECTED, keep=_REJECTED, talk=_REJECTED, propose=_REJECTED, hope=_REJECTED),
    "plan": _row(_PLANNED, keep=_PLANNED),
    "possible": _row(_HOPED),
    "hope": _row(_HOPED),
    "fear": _row(_HOPED, bare=_MAY_STAND),
    "prevent": _row(_HOPED),
    "hypothetical": _row(_HOPED, keep=_HOPED, broke=_MAY_STAND, over=_MAY_STAND),
    "condition": dict.fromkeys(("bare", "make", "begin", "extend", "plan", "keep", "broke", "over", "stand", "propose", "talk", "hope", "reject", "call"), ("conditional", _NO)),
}  # fmt: skip


class State:
    """The step read so far, whether it is real, and the token that decided it."""

    __slots__ = ("accuser", "at", "because", "begins", "deal", "firm", "known", "negative", "open", "proposal", "real", "step", "word")

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
        self.firm = False
        self.proposal: int | None = None
        """The proposal that the step is an answer to."""
        self.accuser: int | None = None
        self.at: int | None = None
        self.word = ""
        self.because: list[Reason] = []

    @property
    def group(self) -> str:
        """How the step turns."""
        if self.step is None:
            return "bare"
        return "begin" if self.begins and self.step == "in_force" else GROUPS[self.step]

    def set(self, step: str, at: int, word: str, *, real: bool | None = None, begins: bool = False) -> None:
        """Take a step, read from a word."""
        self.step, self.at, self.word, self.begins = step, at, word, begins
        self.real = step in REAL if real is None else real

    def turn(self, kind: str, at: int, word: str, *, take: bool = True) -> bool:
        """Turn the step as a governing word of this kind does; tells whether it changed. `take`: the word's subject takes the new step."""
        new = _TURNS.get(kind, {}).get(self.group)
        if new is None:
            return False
        step, real = new
        if kind == "call" and self.proposal is not None and self.step == "accepted":  # "urged them to accept the plan": the plan stands
            self.step, self.real, self.at = "proposed", False, self.proposal
            return True
        if kind in ("hope", "fear", "possible", "prevent", "try") and step == "in_force":
            take = False
        self.step, self.begins, self.firm = step, False, False
        self.real = {_NO: False, _KEPT: True, _KNOWN: self.known}[real]
        if real == _KNOWN and not self.known:
            self.step = "called_for" if kind == "call" else "under_negotiation" if kind == "try" else "hoped_or_possible"
        if take:
            self.at, self.word = at, word
        return True

    def negate(self, at: int, word: str, *, never: bool = False, will: bool = False, yet: bool = False) -> None:
        """Turn the step as "not" does."""
        group, step = self.group, self.step
        self.firm = False
        if group == "make":
            refused = never or (will and not yet) or ((step == "accepted" or self.word.split()[0] in ("sign", "initial", "ink")) and not yet)
            self.step = "rejected" if refused else "under_negotiation" if step == "agreed" or yet else step
            self.real = False
        elif group == "begin":
            self.step, self.real, self.begins = "planned", False, False
        elif group == "keep":
            self.step, self.real = "violation_alleged", self.known
        elif group == "extend":
            self.step, self.real = "ended", True
        elif group == "broke":
            self.step, self.real = "holding", True
        elif group == "over":
            self.step, self.real = "in_force", True
        elif group == "plan":
            self.step, self.real = "rejected" if never or will else "planned", False
        elif group == "bare":
            self.step, self.real = "rejected" if will or never else "under_negotiation", False
            self.at, self.word = at, word
        elif group == "stand":
            self.real = False
        elif group == "reject":
            self.step, self.real = "hoped_or_possible", False
        elif group == "hope" and (will or never):
            self.step = "rejected"
