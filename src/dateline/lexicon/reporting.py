"""The words of attribution (data/reporting.yaml), compiled."""

import functools

from dateline.lexicon import load
from dateline.model.story import Record

_CLASSES = (
    "demand", "call", "promise", "threaten", "deny", "condemn", "welcome", "apologise", "accuse", "propose", "question", "hope", "intend",
    "believe", "assert",
)  # fmt: skip
_PREFERRED_ASSERT = frozenset({"say", "state", "tell", "announce", "warn", "suggest", "recommend", "advise", "insist", "agree", "conclude", "assure", "offer", "propose"})


class Cue(Record, frozen=True, kw_only=True):
    """What a cue word can do: the class by what follows it."""

    clause: str | None = None
    quotation: str | None = None
    infinitive: str | None = None
    object: str | None = None
    prep: tuple[tuple[str, str], ...] = ()


@functools.cache
def cues() -> tuple[dict[str, Cue], dict[str, str], frozenset[str]]:
    """Cue verbs by lemma (particles after a space), cue nouns to their class, and the verbs that carry cue nouns."""
    raw = load.words("reporting")
    table: dict[str, dict[str, str]] = {}
    preps: dict[str, list[tuple[str, str]]] = {}
    for name in _CLASSES:
        spec = raw[name]
        for v in spec["verbs"]:
            slots = table.setdefault(v, {})
            for slot in spec["takes"]:
                if slot == "object":
                    continue
                if slot in ("clause", "quotation") and v in _PREFERRED_ASSERT:
                    slots[slot] = "assert" if name in ("assert", "believe") else slots.get(slot, name)
                else:
                    slots.setdefault(slot, name)
            for prep in spec.get("prep", ()):
                preps.setdefault(v, []).append((prep, name))
        for v in spec.get("object", ()):
            table.setdefault(v, {}).setdefault("object", name)
    verbs = {v: Cue(prep=tuple(preps.get(v, ())), **slots) for v, slots in table.items()}
    nouns = {n: name for name, words in raw["nouns"].items() for n in words}
    return verbs, nouns, frozenset(raw["carriers"])


@functools.cache
def illocution(name: str) -> str:
    """The illocution of a cue class."""
    spec = load.words("reporting").get(name)
    return str(spec.get("illocution", "assert")) if isinstance(spec, dict) else "assert"


@functools.cache
def occasions() -> dict[str, str]:
    """Occasion nouns and phrases to the occasion that they name."""
    return {w: name for name, words in load.words("reporting")["occasions"].items() for w in words}


@functools.cache
def document_nouns() -> frozenset[str]:
    """Nouns for documents that can be a source."""
    return frozenset(load.words("reporting")["document_nouns"])


@functools.cache
def evidentials() -> tuple[tuple[str, str], ...]:
    """Evidential phrases with their class, the longest first."""
    raw = load.words("reporting")["evidentials"]
    return tuple(sorted(((p, name) for name, phrases in raw.items() for p in phrases), key=lambda x: (-len(x[0]), x[0])))
