"""The schema of Dateline's knowledge: what an entry of each data file may say.

Entries are read from YAML (see `load`), so every field here is a key that a person writes. Unknown keys are errors:
a misspelt key must not be a silent one.
"""

from typing import Literal

import msgspec

ActorKind = Literal[
    "state", "government", "legislature", "court", "ministry", "military", "police", "intelligence", "agency",
    "armed_group", "party", "movement", "igo", "igo_organ", "mission", "format", "coalition", "ngo", "company",
    "media", "ethnic_group", "religious_group", "person",
]  # fmt: skip

Sector = Literal[
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
    "ELI", "JRN", "LAB", "MED", "OPP", "PRE", "REF", "REL", "SOC",
]  # fmt: skip


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What all entries share: frozen, keyword-only, unknown keys refused."""


class Office(Record, frozen=True, kw_only=True):
    """A dated office of a person. `since` and `until` are ISO dates, perhaps partial ("2004-03"); null is not known.

    `sector` is given where it is not that of the role or body.
    """

    role: str
    of: str
    title: str | None = None
    since: str | None = None
    until: str | None = None
    acting: bool = False
    sector: Sector | None = None
    about: str | None = msgspec.field(default=None, name="for")


class Member(Record, frozen=True, kw_only=True):
    """A dated membership in an organisation, coalition or format."""

    id: str
    since: str | None = None
    until: str | None = None


class ActorEntry(Record, frozen=True, kw_only=True):
    """An actor of the knowledge base (docs/actors.md)."""

    id: str
    kind: ActorKind
    name: str
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    capital: str | None = None
    country: str | None = None
    code: Literal["UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"] | None = None
    sector: Sector | None = None
    sectors: tuple[Sector, ...] = ()
    parent: str | None = None
    members: tuple[str | Member, ...] = ()
    follows: tuple[str, ...] = ()
    place: str | None = None
    since: str | None = None
    until: str | None = None
    gender: Literal["m", "f"] | None = None
    offices: tuple[Office, ...] = ()
    source: str | None = None
    note: str | None = None


PloverType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip

MODES: dict[str, frozenset[str]] = {
    "CONSULT": frozenset({"visit", "third-party", "multilateral", "phone"}),
    "RETREAT": frozenset({"withdraw", "release", "disarm", "ceasefire", "access", "resign"}),
    "REQUEST": frozenset({"assist", "change", "yield", "meet"}),
    "REJECT": frozenset({"assist", "change", "yield", "meet"}),
    "ACCUSE": frozenset({"disapprove", "investigate", "allege"}),
    "THREATEN": frozenset({"restrict", "arrest", "relations", "expel", "territory", "violence"}),
    "PROTEST": frozenset({"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}),
    "SANCTION": frozenset({"convict", "expel", "withdraw", "discontinue"}),
    "MOBILIZE": frozenset({"troops", "weapons", "police", "militia"}),
    "COERCE": frozenset(
        {"seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"}
    ),
    "ASSAULT": frozenset(
        {"abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
         "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional"}
    ),
}  # fmt: skip
"""The modes of each PLOVER type that has any (PLOVER manual 2.0)."""

CONTEXTS = frozenset(
    {"military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy",
     "pro_autocracy", "legal", "reparations", "human_rights", "rights_freedoms", "repression", "gender", "lgbt",
     "religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping", "asylum", "migration", "economic",
     "human_security", "health", "disasters", "natural_resource", "environment", "technology", "terrorism", "cbrn", "cyber",
     "misinformation", "crime", "corruption", "illegal_drugs", "trafficking"}
)  # fmt: skip
"""PLOVER's 37 contexts."""


class Example(Record, frozen=True, kw_only=True):
    """A sentence that an entry must code, with what it must find (texts of the mentions) where that is worth testing."""

    text: str
    actors: tuple[str, ...] | None = None
    recipients: tuple[str, ...] | None = None
    status: str | None = None


class EventEntry(Record, frozen=True, kw_only=True):
    """A pattern of the event lexicon (docs/lexicon.md): words that name an act, and what must stand around them."""

    id: str
    type: PloverType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    acled: str | None = None
    means: str | None = None
    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    prep: dict[str, tuple[str, ...]] = {}
    to: tuple[str, ...] = ()
    that: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    not_subject: tuple[str, ...] = ()
    not_object: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    passive: bool | None = None
    not_own: bool = False
    actors: tuple[str, ...] | str | None = None
    recipients: tuple[str, ...] | str | None = None
    reciprocal: bool = False
    step: str | None = None
    priority: int = 0
    examples: tuple[str | Example, ...]
    rejects: tuple[str, ...]


class Outlet(Record, frozen=True, kw_only=True):
    """A news agency, newspaper, broadcaster or portal, with its names in datelines."""

    name: str
    kind: Literal["agency", "newspaper", "broadcaster", "portal", "aggregator"]
    actor: str | None = None
    datelines: tuple[str, ...] = ()
    country: str | None = None
    ownership: Literal["private", "state", "public", "party"] | None = None
    note: str | None = None


class RoleNoun(Record, frozen=True, kw_only=True):
    """Words for an office ("foreign minister"), with the role that they name and the title that is shown."""

    role: str
    title: str
    sector: Sector | None = None
    sectors: tuple[Sector, ...] = ()
    note: str | None = None
    words: tuple[str, ...]
    countries: tuple[str, ...] = ()


class BodyNoun(Record, frozen=True, kw_only=True):
    """Words for a body or instrument that stands for a side ("army", "warplane", "foreign ministry")."""

    body: str
    kind: str
    sector: Sector | None = None
    sectors: tuple[Sector, ...] = ()
    note: str | None = None
    words: tuple[str, ...]


class PeopleNoun(Record, frozen=True, kw_only=True):
    """Words for people without names ("rebel", "protester"). `kind`: armed, state_armed, civil, official, generic."""

    group: str
    kind: Literal["armed", "state_armed", "civil", "official", "generic"]
    sector: Sector | None = None
    sectors: tuple[Sector, ...] = ()
    note: str | None = None
    words: tuple[str, ...]


class Agents(Record, frozen=True, kw_only=True):
    """The nouns for people and bodies without names."""

    roles: tuple[RoleNoun, ...]
    bodies: tuple[BodyNoun, ...]
    people: tuple[PeopleNoun, ...]


class Backer(Record, frozen=True, kw_only=True):
    """Who is said to support which party of a conflict. Never used to write a backing that a story does not state."""

    id: str
    of: str | None = None
    since: str | None = None
    until: str | None = None
    note: str | None = None


class Conflict(Record, frozen=True, kw_only=True):
    """A conflict, recognised by its countries, parties, words and places."""

    id: str
    name: str
    countries: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    parties: tuple[str, ...] = ()
    backers: tuple[Backer, ...] = ()
    words: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    source: str | None = None
    note: str | None = None
