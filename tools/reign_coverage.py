"""How many of REIGN's leaders since 1990 the knowledge base knows by name, and in office then.

    reign_coverage.py FILE [--since YEAR] [--list]

FILE is REIGN's leader list (reign_leaderlist_*.csv; OEFDataScience/REIGN, MIT), which is not part of the project. A leader is known by name
if a person of that country in the base bears it (any spelling near enough), and in office if one of the person's offices meets the term.
"""

import argparse
import csv
import pathlib
import re

from rapidfuzz import fuzz

from dateline.lexicon.entries import ActorEntry
from dateline.lexicon.names import NameIndex, fold
from dateline.lexicon.spelling import skeleton
from dateline.settings import Settings

COW = dict(
    re.findall(
        r"(\w+):(\w+)",
        """
    AAB:ATG ALG:DZA ANG:AGO AUL:AUS AUS:AUT BAH:BHR BAR:BRB BFO:BFA BHM:BHS BHU:BTN BNG:BGD BOS:BIH BOT:BWA BRU:BRN BUI:BDI BUL:BGR CAM:KHM CAO:CMR CAP:CPV
    CDI:CIV CEN:CAF CHA:TCD CON:COG COS:CRI CRO:HRV CZE:CSK CZR:CZE DEN:DNK DRC:COD DRV:VNM EQG:GNQ FIJ:FJI ETM:TLS FRN:FRA GAM:GMB GDR:DDR GMY:DEU GRG:GEO GRN:GRD
    GUA:GTM GUI:GIN HAI:HTI HON:HND ICE:ISL INS:IDN IRE:IRL KUW:KWT KYR:KGZ KZK:KAZ LAT:LVA LEB:LBN LES:LSO LIB:LBY LIT:LTU MAA:MRT MAC:MKD MAD:MDV MAG:MDG
    MAL:MYS MAS:MUS MAW:MWI MLD:MDA MNC:MCO MNG:MNE MON:MNG MOR:MAR MSI:MHL MYA:MMR MZM:MOZ NAU:NRU NEP:NPL NEW:NZL NIG:NGA NIR:NER NTH:NLD OMA:OMN PAL:PLW
    PAR:PRY PHI:PHL POR:PRT ROK:KOR ROM:ROU SAF:ZAF SAL:SLV SEY:SYC SIE:SLE SIN:SGP SKN:KNA SLO:SVK SLU:LCA SLV:SVN SNM:SMR SOL:SLB SPN:ESP SRI:LKA SUD:SDN
    SVG:VCT SWA:SWZ SWD:SWE SWZ:CHE TAJ:TJK TAZ:TZA THI:THA TOG:TGO TRI:TTO UAE:ARE UKG:GBR URU:URY VAN:VUT YAR:YEM ZAM:ZMB ZIM:ZWE DMA:DMA
    """,
    )
)
"""The Correlates of War's letters for states, where they are not ISO 3166-1's."""
ALSO = {"RUS": ("SUN",), "SRB": ("YUG", "SCG"), "YUG": ("SRB", "SCG", "MNE"), "CSK": ("CZE", "SVK"), "DDR": ("DEU",), "YPR": ("YEM",), "MNE": ("SCG",)}
"""States whose leaders may be entered under a state before or after them."""
LEAST = 80.0
"""The likeness of a name's word (rapidfuzz ratio, 0 to 100) at which two spellings are of one name."""


def words(name: str) -> list[str]:
    """The words of a name that tell people apart."""
    return [w for w in fold(name).lower().replace(",", " ").replace("'", "").split() if len(w.strip(".")) > 2 and w not in ("the", "bin", "ibn", "von", "van", "del", "and", "jr.")]


def like(a: str, b: str) -> bool:
    """Whether two words spell one name."""
    return fuzz.ratio(a, b) >= LEAST or (len(a) > 3 and len(skeleton(a)) > 2 and skeleton(a) == skeleton(b))


def is_named(leader: str, e: ActorEntry) -> bool:
    """Whether an entry bears REIGN's name of a leader: most of its words, the longest among them."""
    mine = words(leader)
    own = {w for n in (e.name, *e.aliases, *e.weak) for w in words(n)}
    hits = [any(like(w, o) for o in own) for w in mine]
    longest = max(range(len(mine)), key=lambda k: len(mine[k])) if mine else 0
    return bool(mine) and hits[longest] and sum(hits) * 2 >= len(hits)


def meets(e: ActorEntry, states: tuple[str, ...], first: str, last: str) -> bool:
    """Whether an office of the state, or of a body of its, meets a term."""
    return any(o.of.split(".")[0] in states and (o.since or "") <= last and (o.until or "9999") + "~" >= first for o in e.offices)


def main() -> None:
    """Print the shares, and with --list the leaders that are not known."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("file", type=pathlib.Path)
    ap.add_argument("--since", type=int, default=1990, help="leaders whose term reached this year")
    ap.add_argument("--list", action="store_true", help="list those that are not known")
    a = ap.parse_args()
    people: dict[str, list[ActorEntry]] = {}
    for e in NameIndex(Settings()).entries:
        if e.kind == "person":
            for c in {e.country or "", *(o.of.split(".")[0] for o in e.offices)}:
                people.setdefault(c, []).append(e)
    total = named = held = 0
    missing = []
    with a.file.open(encoding="latin-1", newline="") as f:
        rows = list(csv.DictReader(f))
    for row in rows:
        if not row["syear"].isdigit() or (row["eyear"].isdigit() and int(row["eyear"]) < a.since):
            continue
        total += 1
        iso = COW.get(row["stateabb"], row["stateabb"])
        states = (iso, *ALSO.get(iso, ()))
        first = f"{row['syear']}-{int(row['smonth'] or 1):02}"
        last = f"{row['eyear']}-{int(row['emonth'] or 12):02}" if row["eyear"].isdigit() else "2021-03"
        known = [e for c in states for e in people.get(c, ()) if is_named(row["leader"], e)]
        named += bool(known)
        held += any(meets(e, states, first, last) for e in known)
        if not known:
            missing.append(f"{iso} {row['leader']} {first} to {last}")
        elif not any(meets(e, states, first, last) for e in known):
            missing.append(f"{iso} {row['leader']} {first} to {last}: known, but in no office then ({', '.join(e.id for e in known[:2])})")
    print(f"REIGN's leaders since {a.since}: {total}; known by name {named} ({named / total:.3f}); known in office then {held} ({held / total:.3f})")
    if a.list:
        print("\n".join(missing))


if __name__ == "__main__":
    main()
