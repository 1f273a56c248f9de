"""Which acts are of politics or war: by who takes part, and by what the story is about where it is neither."""

import collections
import functools

from dateline.lexicon import load
from dateline.model.claim import Mention
from dateline.model.parse import Parse

ARMED = frozenset({"armed_group", "military", "armed_people", "state_armed_people", "police", "coalition"})
"""Kinds of mentions that bear arms."""
STATE = frozenset({"state", "government", "legislature", "court", "ministry", "military", "police", "intelligence", "agency", "official_people"})
"""Kinds of mentions that are a state or its bodies."""
_POLITICAL = (
    frozenset(
        {"armed_group", "party", "movement", "igo", "igo_organ", "mission", "format", "coalition", "ngo", "ethnic_group", "religious_group", "armed_people",
         "state_armed_people"}
    )
    | STATE
)  # fmt: skip
_PUBLIC_BODIES = STATE | {"armed_group", "party", "igo", "igo_organ", "mission", "coalition", "armed_people", "state_armed_people"}
_HIGH = frozenset({"state", "government", "igo", "party", "armed_group", "coalition"})
_PUBLIC_SECTORS = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PTY", "REB", "PRM", "OPP", "ELI", "REL", "REF", "UAF", "SOC", "LAB", "CVL", "PRE", "EDU", "JRN", "MED"})
_OFFICIAL_SECTORS = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PTY", "REB", "PRM", "OPP", "PRE", "UAF"})
_LEAST_WORDS = 6
"""A sentence or two are no story: fewer words of a domain decide nothing."""


def political(m: Mention) -> bool:
    """Whether a mention is an actor of politics or war: not a company, nor a person or name of whom nothing public is known."""
    if m.kind in _POLITICAL:
        return True
    if m.kind in ("company", "organisation", "media"):
        return m.sector in ("GOV", "LEG", "JUD", "MIL", "COP") or (m.kind == "organisation" and m.country is not None)
    if m.kind == "generic":
        return bool(m.members) or m.sector is None
    if m.kind == "group":
        return True
    if m.kind in ("office", "civil_people"):
        return m.sector != "BUS" and m.role not in ("executive", "founder")
    return m.sector in _PUBLIC_SECTORS or (m.kind == "person" and m.country is not None and m.sector != "BUS")


def public(m: Mention) -> bool:
    """Whether a mention is certainly of public life: in a story about business, nobody else makes news of politics."""
    if m.kind in _PUBLIC_BODIES:
        return True
    if m.kind == "generic":
        return bool(m.members)
    if m.kind in ("person", "office", "civil_people", "organisation", "company", "media", "ngo", "movement"):
        return m.sector in _OFFICIAL_SECTORS and not (m.kind == "civil_people" and m.sector == "JUD")
    return False


def _quiet(m: Mention) -> bool:
    """Whether a mention is a central bank or the like, whose talk, votes and pledges are no politics."""
    return any(mark in (m.actor or "") for mark in load.words("domains")["bodies"]["quiet"])


@functools.cache
def _domain_words() -> dict[str, str]:
    raw = load.words("domains")
    return {w: name for name, words in raw.items() if isinstance(words, list) for w in words}


def domain(p: Parse) -> str | None:
    """What a story is about where that is neither politics nor war: "business", "sport", "entertainment" (data/domains.yaml)."""
    count: collections.Counter[str] = collections.Counter()
    words = _domain_words()
    for lemma in p.lemmas:
        name = words.get(lemma)
        if name is not None:
            count[name] += 1
    limits = load.words("domains")["thresholds"]
    over = [(n / len(p), name) for name, n in count.items() if n >= _LEAST_WORDS and n / len(p) >= limits[name]]
    return max(over)[1] if over else None


def concerns(type_: str, mode: str | None, actors: list[Mention], recipients: list[Mention], about: str | None) -> bool:
    """Whether an act is one of politics or war, by who takes part and what the story is about."""
    if about == "business":
        return _in_business(type_, mode, actors, recipients)
    acting, addressed = [m for m in actors if political(m)], [m for m in recipients if political(m)]
    if about in ("sport", "entertainment"):
        return bool(acting) and bool(addressed) and any(m.kind in STATE or m.kind in ARMED for m in acting + addressed)
    if type_ in ("ASSAULT", "PROTEST"):
        return not (actors and all(m.kind == "company" for m in actors) and not addressed)
    return bool(acting or addressed)


def _in_business(type_: str, mode: str | None, actors: list[Mention], recipients: list[Mention]) -> bool:
    """The same in a story about business, where most that is said, sued over and agreed is between companies."""
    if type_ == "ASSAULT":
        hurt = any(m.kind in ARMED or m.kind in ("civil_people", "state") for m in actors + recipients)
        return hurt and all(m.kind not in ("company", "organisation") for m in actors)
    if type_ == "PROTEST":
        return not actors or any(m.kind != "company" for m in actors)
    acting, addressed = [m for m in actors if public(m)], [m for m in recipients if public(m)]
    loud, heard = [m for m in acting if not _quiet(m)], [m for m in addressed if not _quiet(m)]
    if type_ in ("SANCTION", "COERCE", "ACCUSE"):
        if mode == "disapprove":
            return bool(loud) and bool(heard)
        if actors:
            return bool(acting) or (type_ == "ACCUSE" and any(m.kind in STATE and m.kind != "court" for m in heard))
        return bool(heard)
    if type_ == "AID":
        return bool(loud) and bool(recipients)
    if recipients:
        return bool(loud) and bool(heard)
    if type_ == "CONSULT":
        return len({m.actor for m in loud}) >= 2
    return any(m.kind in _HIGH for m in loud)
