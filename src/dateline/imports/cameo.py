"""CAMEO actor codes read by PLOVER's rules: three letters at a time, each group by its place, never by equal letters (data/cameo_actors.yaml)."""

import dataclasses

from dateline.imports.base import Base
from dateline.lexicon import load


@dataclasses.dataclass(frozen=True, kw_only=True)
class Meaning:
    """What a code says: a country or PLOVER's code for bodies without one, sectors (the first leads), groups that have no counterpart; or why it is none."""

    country: str | None = None
    code: str | None = None
    sectors: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    religious: bool = False
    fault: str | None = None


def meaning(code: str, base: Base) -> Meaning:
    """Read a code such as "RUSGOVMIL" or "IGOUNOREFHCR"."""
    table = load.words("cameo_actors")
    if set(code) <= set("-"):
        return Meaning(fault="the dictionary says to leave these words uncoded")
    groups = [g for k in range(0, len(code), 3) if not (g := code[k : k + 3]).isdigit()]  # "360" is a class of religions
    first, rest = groups[0], groups[1:]
    country = slot = None
    extra: list[str] = []
    armed = any(table["sectors"].get(g) in ("REB", "UAF") for g in rest)
    if first in table["no_actor"] and not (first == "INT" and armed):
        return Meaning(fault=f"{first} is {table['no_actor'][first]}: no actor")
    if armed and first not in table["countries"] and base.state(first) is None and first in table["no_actor"] | table["regions"] | dict.fromkeys(table["religions"]):
        slot = "IMG"  # fighters of a region or a religion are a transnational armed group
    elif first in table["international"]:
        slot = table["international"][first]
        if first == "IGO":
            slot = next((table["bodies"][g] for g in rest[:2] if g in table["bodies"]), slot)
    elif base.state(first) is not None and first not in table["countries"]:
        country = first
    elif first in table["countries"]:
        country = table["countries"][first]
    elif first in table["regions"]:
        return Meaning(fault=f"{first} is a region ({table['regions'][first]}), which has no country in PLOVER")
    elif first in table["sectors"]:
        rest = groups  # "[ELI]": a role without a country
    elif first in table["religions"]:
        return Meaning(fault=f"{first} is a religion: no country and no kind of body")
    else:
        return Meaning(fault=f"{first} is no country and no kind of body")
    if country == "SUN" and rest and base.state(rest[0]) is not None:
        country, rest = rest[0], rest[1:]  # a republic of the Soviet Union
    if country in table["partially_recognised"]:
        country = table["partially_recognised"][country]
        extra.append("PRE")
    religious = bool(set(rest) & set(table["religions"]))
    sectors = [table["sectors"][g] for g in rest if g in table["sectors"]]
    if "PTY" in sectors:
        sectors = ["PTY", *(s for s in sectors if s != "PTY")]
    if not sectors and religious:
        sectors = ["REL"]
    known = set(table["sectors"]) | set(table["religions"]) | set(table["qualifiers"]) | set(table["bodies"])
    return Meaning(
        country=country, code=slot, sectors=tuple(dict.fromkeys([*sectors, *extra])), rest=tuple(g for g in rest if g not in known), religious=religious
    )
