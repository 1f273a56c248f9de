"""The words of attribution (data/reporting.yaml), compiled."""

import functools
import re
from typing import Any

from dateline.errors import KnowledgeError
from dateline.lexicon import load
from dateline.model.story import Record

CLASSES = (
    "assert", "believe", "hope", "promise", "intend", "refuse", "threaten", "call", "demand", "propose", "question", "accuse", "deny",
    "condemn", "welcome", "apologise",
)  # fmt: skip
_SLOTS = ("clause", "quotation", "infinitive", "naming", "object")


class Cue(Record, frozen=True, kw_only=True):
    """What a cue verb takes as content, each with the class that it then has. `deed`: also a plain act."""

    clause: str | None = None
    quotation: str | None = None
    infinitive: str | None = None
    naming: str | None = None
    object: str | None = None
    prep: tuple[tuple[str, str], ...] = ()
    deed: bool = False


class Cues(Record, frozen=True, kw_only=True):
    """The cue words: verbs by lemma (particles after a space), nouns and adjectives with their class, and the verbs that carry them."""

    verbs: dict[str, Cue]
    nouns: dict[str, str]
    adjectives: frozenset[str]
    carriers: frozenset[str]
    copulas: frozenset[str]
    leads: frozenset[str]
    particles: frozenset[str]
    addressed: frozenset[str]


def _table() -> dict[str, Any]:
    return load.words("reporting")


@functools.cache
def cues() -> Cues:
    """Every cue word. A word that stands in one slot of two classes has the class that is listed last (the more telling one)."""
    raw = _table()
    slots: dict[str, dict[str, str]] = {}
    preps: dict[str, dict[str, str]] = {}
    for name in CLASSES:
        spec = raw.get(name)
        if not isinstance(spec, dict) or "illocution" not in spec:
            raise KnowledgeError(f"reporting.yaml: class {name} has no illocution")
        for slot in _SLOTS:
            for v in spec.get(slot, ()):
                slots.setdefault(v, {})[slot] = name
        for prep, words in spec.get("prep", {}).items():
            for v in words:
                preps.setdefault(v, {})[prep] = name
    deeds = frozenset(raw["deeds"])
    verbs = {}
    for v in {**slots, **preps}:
        own = slots.get(v, {})
        if "clause" in own:
            own.setdefault("quotation", own["clause"])
        verbs[v] = Cue(prep=tuple(preps.get(v, {}).items()), deed=v in deeds, **own)
    return Cues(
        verbs=verbs,
        nouns={n: name for name, words in raw["nouns"].items() for n in words},
        adjectives=frozenset(raw["adjectives"]),
        carriers=frozenset(raw["carriers"]),
        copulas=frozenset(raw["copulas"]),
        leads=frozenset(raw["leads"]),
        particles=frozenset(v.split()[1] for v in verbs if " " in v),
        addressed=frozenset(raw["addressed"]),
    )


@functools.cache
def inflected() -> tuple[str, ...]:
    """Every verb of the tables, without its particle, for the mending of lemmas."""
    return tuple(sorted({v.split()[0] for v in (*cues().verbs, *cues().carriers)}))


@functools.cache
def illocution(name: str) -> str:
    """The illocution of a cue class."""
    spec = _table().get(name)
    return str(spec.get("illocution", "assert")) if isinstance(spec, dict) else "assert"


@functools.cache
def words(name: str) -> frozenset[str]:
    """A plain list of the tables (document_nouns, media, spokespeople, labels, nobody …)."""
    return frozenset(_table()[name])


@functools.cache
def acts() -> dict[str, frozenset[str]]:
    """Verbs with the objects that make them an act."""
    return {v: frozenset(objects) for v, objects in _table()["acts"].items()}


@functools.cache
def occasions() -> dict[str, str]:
    """Occasion nouns and phrases to the occasion that they name."""
    return {w: name for name, words_ in _table()["occasions"].items() for w in words_}


@functools.cache
def document_nouns() -> frozenset[str]:
    """Nouns for documents that can be a source."""
    return words("document_nouns")


@functools.cache
def evidentials() -> tuple[tuple[str, str], ...]:
    """Evidential phrases with their class, the longest first."""
    raw = _table()["evidentials"]
    return tuple(sorted(((p, name) for name, phrases in raw.items() for p in phrases), key=lambda x: (-len(x[0]), x[0])))


@functools.cache
def anonymity() -> tuple[tuple[str, str], ...]:
    """Words of sources that stay unnamed, with their class, the surest first."""
    return tuple((w, name) for name, words_ in _table()["anonymity"].items() for w in words_)


@functools.cache
def evidential_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern for all evidential phrases, and their classes."""
    table = dict(evidentials())
    longest = sorted(table, key=lambda w: (-len(w), w))
    inner = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in longest)
    return re.compile(rf"\b(?:{inner})\b", re.IGNORECASE), table


@functools.cache
def outlet_names() -> frozenset[str]:
    """Names of agencies and outlets, in lower case."""
    return frozenset(o.name.lower() for o in load.outlets())
