"""Which acts are of politics or war: by who takes part, and by what the story is about where it is neither."""

import collections
import functools
import re

from dateline.lexicon import load
from dateline.model.claim import Mention
from dateline.model.parse import Parse
from dateline.model.reading import Reading

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
_POWERS = frozenset({"state", "government", "igo", "party", "armed_group", "coalition", "legislature"})
_SHARE_CODE = re.compile(r"(?:'s)?\s*\(?\s?[A-Z0-9]{1,6}[a-z]{0,2}\.[A-Z]{1,2}\b")
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


def _side(m: Mention) -> str | None:
    """Which side a mention is of: all bodies and officials of a state are one."""
    return m.country if m.country is not None and (m.kind in STATE or m.sector in _OFFICIAL_SECTORS) else m.actor


def public(m: Mention) -> bool:
    """Whether a mention is certainly a body, an office or a member of public life; a name of which only a country is known is not."""
    if m.kind in _PUBLIC_BODIES:
        return True
    if m.kind in ("generic", "group"):
        return bool(m.members)
    if m.sector == "JUD":
        return m.kind != "civil_people"  # judges and prosecutors, no lawyers
    return m.sector in _OFFICIAL_SECTORS or (m.kind == "person" and m.actor is not None and m.actor[0] != "~" and m.sector != "BUS")


def _quiet(m: Mention) -> bool:
    """Whether a mention is a central bank, a regulator of markets or one of their people: what they say about money is no politics."""
    return any(mark in (m.actor or "") for mark in load.words("domains")["bodies"]["quiet"])


def advised(speaker: Mention, asked: Mention) -> bool:
    """Whether what one says that another must do is a demand of politics, no opinion: a body or person of public life asks a certain one."""
    loose = asked.kind == "group" or (asked.plural and asked.kind in ("office", "official_people", "generic"))
    return public(speaker) and public(asked) and not _quiet(speaker) and not _quiet(asked) and not loose


def companies(reading: Reading) -> frozenset[str]:
    """The actors that a story names as companies, by their legal form ("Corp") or by the share code after the name ("( GM.N )")."""
    forms = frozenset(load.words("domains")["bodies"]["company"])
    out = set()
    for m in reading.mentions:
        if m.actor is None or m.actor[0] != "~" or m.span is None or m.kind not in ("organisation", "person", "company", "group", None):
            continue
        last = m.text.rstrip(".").rsplit(" ", 1)[-1].lower().rstrip(".")
        if m.kind == "company" or last in forms or _SHARE_CODE.match(reading.story.text, m.span[1]):
            out.add(m.actor)
    return frozenset(out)


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


class Relevance:
    """Judges the acts of one story."""

    def __init__(self, reading: Reading) -> None:
        self.about = domain(reading.tokens)
        self.companies = companies(reading)

    def _private(self, m: Mention) -> bool:
        return m.kind == "company" or ":company" in (m.actor or "") or (m.actor or "").split(":")[0] in self.companies or m.sector == "BUS" or (m.sector == "JUD" and m.kind == "civil_people")

    def concerns(self, type_: str, mode: str | None, actors: list[Mention], recipients: list[Mention]) -> bool:
        """Whether an act is one of politics or war, by who takes part and what the story is about."""
        able, aimed = [m for m in actors if not self._private(m)], [m for m in recipients if not self._private(m)]
        sure, sure_of = [m for m in able if public(m)], [m for m in aimed if public(m)]
        business = self.about == "business"
        if self.about in ("sport", "entertainment"):
            return bool(sure) and bool(sure_of) and any(m.kind in STATE or m.kind in ARMED for m in sure + sure_of)
        if type_ == "PROTEST":
            return not actors or any(m.kind != "company" and m.actor not in self.companies for m in actors)
        if type_ == "ASSAULT":
            if actors and not able and not any(m.kind in STATE or m.kind in ARMED for m in aimed):
                return False
            return not business or any(m.kind in ARMED or m.kind in ("civil_people", "state") for m in actors + recipients)
        if type_ == "COOPERATE" and all(m.kind == "person" for m in actors + recipients) and len({m.country for m in actors + recipients} - {None}) < 2:
            return False  # "worked with the adviser": colleagues
        private = [m for m in actors + recipients if self._private(m)]
        if type_ in ("CONSULT", "COOPERATE") and (business or private):
            loud = [m for m in sure + sure_of if not (business and _quiet(m))]
            return len({_side(m) if private else m.actor for m in loud}) >= 2
        if actors and not able:  # a company's or a lawyer's quarrel is news where public life is the other side, and only then
            return type_ == "ACCUSE" and mode not in ("disapprove", "investigate") and any(m.kind != "court" for m in sure_of)
        if private and not sure and not any(m.kind in ("movement", "ngo") or (m.kind == "civil_people" and m.country) for m in able):
            return False  # critics and customers of a company
        if type_ not in ("ACCUSE", "SANCTION", "COERCE") and able and all(m.sector == "JUD" or m.kind == "court" for m in able + sure_of) and (self.companies or private):
            return False  # what courts do in a company's matter
        if not business:
            return any(political(m) for m in able + aimed)
        return self._in_business(type_, mode, sure, sure_of, actors, recipients)

    @staticmethod
    def _in_business(type_: str, mode: str | None, sure: list[Mention], sure_of: list[Mention], actors: list[Mention], recipients: list[Mention]) -> bool:
        if type_ in ("SANCTION", "COERCE") or (type_ == "ACCUSE" and mode != "disapprove"):
            return bool(sure) if actors else bool(sure_of)
        loud, heard = [m for m in sure if not _quiet(m)], [m for m in sure_of if not _quiet(m)]
        if type_ == "AID":
            return bool(loud) and bool(recipients)
        if recipients:
            return bool(loud) and bool(heard)
        return type_ != "ACCUSE" and any(m.kind in _POWERS for m in loud)
