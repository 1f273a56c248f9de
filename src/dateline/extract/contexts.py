"""PLOVER's contexts: what an event is about, beside what was done. An entry of the lexicon gives some; words of the clause and who takes part add few.

What words cannot tell is decided by the parties: state forces make it military, force on the unarmed repression, two states at a table diplomacy.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from dateline.errors import KnowledgeError
from dateline.lexicon import load
from dateline.lexicon.cues import Cues
from dateline.lexicon.entries import CONTEXTS
from dateline.lexicon.match import EventLexicon
from dateline.model.claim import Event, Mention
from dateline.model.parse import Parse
from dateline.model.reading import Reading

_SECURITY = frozenset({"police", "military", "intelligence", "state_armed_people"})
_SECURITY_SECTORS = frozenset({"MIL", "COP", "SPY"})
_REBEL = frozenset({"armed_group", "armed_people"})
_REBEL_SECTORS = frozenset({"REB", "UAF", "PRM", "CRM"})
_STATES = frozenset({"state", "government", "ministry", "igo", "igo_organ"})
_UNARMED = frozenset({"civil_people", "ethnic_group", "religious_group", "media", "ngo", "party", "movement", "company"})
_REPRESSIVE = frozenset(
    {"ASSAULT/beat", "ASSAULT/crowd-control", "ASSAULT/firearms", "ASSAULT/torture", "ASSAULT/targeted", "ASSAULT/abduct", "ASSAULT/sexual", "ASSAULT", "COERCE/arrest",
     "COERCE/restrict", "COERCE/curfew", "COERCE/martial-law", "COERCE/censor", "COERCE/withhold"}
)  # fmt: skip
_DISSENT = frozenset({"OPP", "JRN", "SOC", "LAB", "EDU", "REL", "PTY"})
_PRIVATE = frozenset({"LAB", "BUS", "EDU", "MED", "AGR"})
_TALKS = frozenset({"CONSULT", "SUPPORT", "AGREE", "REJECT/meet", "REQUEST/meet", "SANCTION/withdraw"})
_BARRIERS = frozenset({"relcl", "advcl", "ccomp", "parataxis", "acl", "conj"})
_LONG = 80
"""Characters of a trigger whose words stand apart: only its head is looked at."""


class ContextCoder:
    """Adds contexts. Holds the compiled words; keeps nothing between stories."""

    def __init__(self, lexicon: EventLexicon) -> None:
        raw: dict[str, Any] = load.words("contexts")
        table: dict[str, dict[str, Any]] = raw["contexts"]
        wrong = set(table) ^ CONTEXTS
        if wrong:
            raise KnowledgeError(f"contexts.yaml: not PLOVER's contexts: {', '.join(sorted(wrong))}")
        self.most: int = raw["most"]
        lists = {name: spec["words"] for name, spec in table.items()} | {f"not {name}": spec["not"] for name, spec in table.items() if "not" in spec}
        self.cues = Cues(lists, lexicon.classes)
        self.types = {name: frozenset(spec["types"]) for name, spec in table.items() if "types" in spec}
        self.order = {name: k for k, name in enumerate(table)}
        self.always: dict[str, list[str]] = {}
        self.sectors: dict[str, list[str]] = {}
        self.kinds: dict[str, list[str]] = {}
        for name, spec in table.items():
            for key, index in (("always", self.always), ("sectors", self.sectors), ("kinds", self.kinds)):
                for value in spec.get(key, ()):
                    index.setdefault(value, []).append(name)

    def code(self, reading: Reading) -> list[tuple[str, ...]]:
        """The contexts of each event of the reading, in their order."""
        p = reading.tokens
        by_id = {m.id: m for m in reading.mentions}
        heads: dict[int, set[int]] = {}
        for e in reading.events:
            heads.setdefault(p.sentence_of[e.head], set()).add(e.head)
        found: dict[int, dict[int, list[str]]] = {}
        out = []
        for e in reading.events:
            s = p.sentence_of[e.head]
            if s not in found:
                sentence = p.sentences[s]
                found[s] = _by_token(self.cues.find(p, sentence.first, sentence.last))
            out.append(self._of(p, e, [by_id[i] for i in e.actors], [by_id[i] for i in e.recipients], found[s], heads[s]))
        return out

    def _of(self, p: Parse, e: Event, doers: Sequence[Mention], done: Sequence[Mention], cues: dict[int, list[str]], heads: set[int]) -> tuple[str, ...]:
        parties = [*doers, *done]
        full = f"{e.type}/{e.mode}" if e.mode else e.type
        rebels = _only_rebels(parties)
        private = any(m.kind == "company" or m.sector in _PRIVATE for m in parties)
        have = [c for c in e.contexts if not (c == "military" and rebels) and not (c == "diplomatic" and private)]
        scores: dict[str, int] = {}
        taken = {c for c, off in (("military", rebels), ("diplomatic", private)) if off}
        if cues:
            own = _clause(p, e, heads) | {t for m in parties if m.head >= 0 for t in range(m.first, m.last + 1)}
            for t, names in cues.items():
                for name in names if t in own else ():
                    if name.startswith("not "):
                        taken.add(name[4:])
                    elif self._may(name, e.type, full):
                        scores[name] = scores.get(name, 0) + 1
        for c in (*self.always.get(full, ()), *self.always.get(e.type, ())):
            scores[c] = scores.get(c, 0) + 3
        for m in parties:
            for c in (*self.sectors.get(m.sector or "", ()), *self.kinds.get(m.kind or "", ())):
                if self._may(c, e.type, full):
                    scores[c] = scores.get(c, 0) + 1
        if _represses(e, full, doers, done):
            scores["repression"] = scores.get("repression", 0) + 2
        if _TALKS & {e.type, full} and _between_states(parties):
            scores["diplomatic"] = scores.get("diplomatic", 0) + (2 if e.type == "CONSULT" else 1)
        if e.mode == "suicide-attack" or (e.mode == "explosives" and _only_rebels(doers) and any(m.kind in _UNARMED for m in done)):
            scores["terrorism"] = scores.get("terrorism", 0) + 2
        if scores.keys() & {"corruption", "illegal_drugs", "trafficking"}:
            taken.add("crime")  # only where no narrower one fits
        if "migration" in scores and "asylum" in scores:
            scores["asylum"] += scores.pop("migration")
        best = sorted((c for c in scores if c not in taken), key=lambda c: (-scores[c], self.order[c]))
        return tuple(dict.fromkeys([*have, *best]))[: max(self.most, len(have))]

    def _may(self, context: str, type_: str, full: str) -> bool:
        return context not in self.types or bool(self.types[context] & {type_, full})


def _by_token(found: dict[str, list[int]]) -> dict[int, list[str]]:
    """Cues by the token at which they end."""
    out: dict[int, list[str]] = {}
    for name, tokens in found.items():
        for t in tokens:
            out.setdefault(t, []).append(name)
    return out


def _clause(p: Parse, e: Event, heads: set[int]) -> set[int]:
    """The tokens of an event's own clause: what hangs on its trigger, without clauses that tell another event."""
    tops = {e.head, *p.tokens_in(e.trigger)} if e.trigger[1] - e.trigger[0] < _LONG else {e.head}
    top = e.head
    if p.tags[top][:1] == "N" and p.deps[top] in ("dobj", "nsubj", "nsubjpass", "attr"):
        top = p.heads[top]
    out: set[int] = set()
    stack = [top, *tops]
    while stack:
        i = stack.pop()
        if i in out:
            continue
        out.add(i)
        for c in p.children(i):
            if p.deps[c] in _BARRIERS and p.tags[c][:2] == "VB" and c not in tops and any(p.left[c] <= h <= p.right[c] for h in heads if h != e.head):
                continue
            stack.append(c)
    return out


def _only_rebels(parties: Iterable[Mention]) -> bool:
    """Whether all parties that bear arms or rule are armed groups or police."""
    sides = [m for m in parties if m.kind in _SECURITY | _REBEL or m.sector in _SECURITY_SECTORS | _REBEL_SECTORS or m.kind in _STATES]
    return bool(sides) and all(m.kind in _REBEL or m.sector in _REBEL_SECTORS or m.kind == "police" or m.sector == "COP" for m in sides)


def _between_states(parties: Sequence[Mention]) -> bool:
    countries = {m.country or m.code for m in parties if m.kind in _STATES or (m.kind in ("office", "person") and m.sector == "GOV")} - {None}
    return len(countries) > 1


def _represses(e: Event, full: str, doers: Sequence[Mention], done: Sequence[Mention]) -> bool:
    """Force by a state's security forces or government on the unarmed of its own country; an ordinary arrest is none."""
    if full not in _REPRESSIVE or not doers or not done:
        return False
    if not all(m.kind in _SECURITY or m.sector in _SECURITY_SECTORS or m.kind in ("government", "ministry") for m in doers):
        return False
    if not all((m.kind in _UNARMED or m.sector in ("CVL", *_DISSENT)) and m.sector not in _REBEL_SECTORS for m in done):
        return False
    here, there = {m.country for m in doers} - {None}, {m.country for m in done} - {None}
    if here and there and not here & there:
        return False
    if full == "COERCE/arrest":
        return any(m.sector in _DISSENT for m in done) or e.rule.startswith("protest.")
    return True
