"""PETRARCH and TABARI actor dictionaries.

    SERGEY_LAVROV_                             # a name; `_` stands for a space, a last one for the end of the word
    +SERGEI_LAVROV_                            # a synonym
        [RUSGOV 19940922-20040712] # Amb. to UN    # a code and when it held: from-to, >from, <to; years of two or four digits
        [RUSGOV >20040309]
    FRENTE_POLISARIO_ [ESHREB] ; comment       # name and code on one line

Intervals that overlap are both kept. What the code means is read by imports/cameo.py; "elite" intervals around an office are what the
office's end says anyway. Undated names with a country's bare code become metonyms of the state, which stand for it only where it acts.
"""

import calendar
import re

import msgspec

from dateline.imports.base import Base
from dateline.imports.cameo import Meaning, meaning
from dateline.imports.found import Draft, Found
from dateline.lexicon import load
from dateline.lexicon.entries import Office

NAME = "petrarch"
_CODE = re.compile(r"\[([^\]]*)\]?")
_DATED = re.compile(r"(?P<code>(?:[A-Z]{3}|(?<=[A-Z])\d{3}(?!\d))*[A-Z]{0,3}(?:(?<=[A-Z])\d{3})?|-+)(?!\d)\s*(?:(?P<sign>[<>])\s*(?P<one>\d+)|(?P<since>\d+)\s*-\s*(?P<until>\d+)|(?P<bare>\d+))?\s*$")
_PLUS = re.compile(r"\s*\+(?=[_\s])\s*|(?<=[_\s])\+\s*")
_HEADS = re.compile(r"^[A-Z][^\[\n]*(?:\[[A-Z-]{3,}|\n\+|\n\s+\[[A-Z-]{3,})", re.M)
_PIVOT = 30
"""Years of two digits below this are of the 2000s."""
_KINDS = {
    "COP": "police", "JUD": "court", "LEG": "legislature", "MIL": "military", "SPY": "intelligence", "REB": "armed_group", "UAF": "armed_group",
    "PTY": "party", "JRN": "media", "BUS": "company", "REL": "religious_group", "GOV": "agency",
}  # fmt: skip
_SLOTS = {"UNO": "igo_organ", "EUR": "igo_organ", "IGO": "igo", "NGO": "ngo", "ISM": "movement", "IMG": "armed_group", "MNC": "company"}


def matches(head: str) -> bool:
    """Whether a text has names with codes in brackets, and no agent codes."""
    return "[~" not in head and "~]" not in head and bool(_HEADS.search(head) or ("TABARI" in head[:400] and "agents" not in head[:200]))


def date(digits: str, *, after: str | None = None) -> tuple[str | None, str | None]:
    """An ISO date of six or eight digits, and what is wrong with it. A two-digit year that lies after `after` is of the century before."""
    if len(digits) == 6:
        year = int(digits[:2])
        digits = f"{1900 + year if year >= _PIVOT else 2000 + year}{digits[2:]}"
        if after and digits > after.replace("-", ""):
            digits = f"{int(digits[:4]) - 100}{digits[4:]}"
    if len(digits) != 8:
        return None, f"a date of {len(digits)} digits ({digits})"
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    if not 1 <= month <= 12:
        return f"{year:04}", f"no month {month} ({digits})"
    if not 1 <= day <= calendar.monthrange(max(year, 1), month)[1]:
        return f"{year:04}-{month:02}", f"no day {day} in that month ({digits})"
    return f"{year:04}-{month:02}-{day:02}", None


class _Block:
    def __init__(self, line: int, raw: str) -> None:
        self.line, self.raw = line, raw
        self.names: list[str] = []
        self.codes: list[tuple[int, str, str]] = []


def _blocks(text: str, found: Found) -> list[_Block]:
    blocks: list[_Block] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line, _, comment = raw.partition("#")
        if ";" in line:
            line, _, comment = line.partition(";")
        if not line.strip() or line.lstrip().startswith("<!--"):
            continue
        name, bracket, rest = line.partition("[")
        name = name.strip()
        if not name and bracket and not blocks:
            found.fault(number, raw, "a code before any name")
            continue
        if name.startswith("+"):
            if not blocks:
                found.fault(number, raw, "a synonym before any name")
                continue
        elif name:
            blocks.append(_Block(number, raw))
        parts = _PLUS.split(name.strip("+")) if name else []
        blocks[-1].names += parts
        if len(parts) > 1:
            found.fault(number, raw, "a + inside a name: read as two names")
        codes = _CODE.findall(bracket + rest)
        note = comment.split("#")[0].strip() if len(codes) == 1 else ""
        if bracket and "]" not in rest:
            found.fault(number, raw, "a bracket is not closed")
        blocks[-1].codes += [(number, c.strip(), note) for c in codes]
    return blocks


def read(text: str, base: Base) -> Found:
    """Read a dictionary; every name with its synonyms and codes is an entry."""
    found = Found()
    for b in _blocks(text, found):
        found.read += 1
        names, weak = _names(b, base, found)
        if not names and not weak:
            found.fault(b.line, b.raw, "no name is left of it")
            continue
        if not b.codes:
            found.fault(b.line, b.raw, "no code")
            continue
        held = _codes(b, base, found)
        if held:
            found.drafts.append(_draft(b, names, weak, held, base))
    return found


def _names(b: _Block, base: Base, found: Found) -> tuple[list[str], list[str]]:
    names: list[str] = []
    weak: list[str] = []
    for raw in b.names:
        plain = " ".join(raw.replace("_", " ").split()).strip(" ,")
        inner = re.search(r"\(([^()]+)\)?", plain)
        if inner:
            plain = " ".join((plain[: inner.start()] + " " + plain[inner.end() :]).split())
            weak += [inner.group(1)] if len(inner.group(1)) > 1 else []
        if sum(c.isalpha() for c in plain) < 2:
            found.fault(b.line, raw, "too short for a name")
            continue
        name = base.cased(plain)
        ordinary = " " not in name and (plain.lower() in base.ordinary or (len(name) <= 5 and name.isupper()))
        (weak if ordinary else names).append(name)
    return list(dict.fromkeys(names)), list(dict.fromkeys(weak))


_Held = tuple[Meaning, str | None, str | None, str, str]


def _codes(b: _Block, base: Base, found: Found) -> list[_Held]:
    """The codes of an entry as (meaning, since, until, comment, code)."""
    held: list[_Held] = []
    for line, raw, note in b.codes:
        m = _DATED.match(raw)
        if not m:
            found.fault(line, f"{b.names[0]} [{raw}]", "neither a code nor a code with dates")
            continue
        what = meaning(m["code"], base)
        if what.fault:
            found.fault(line, f"{b.names[0]} [{raw}]", what.fault)
            continue
        until, wrong = date(m["until"]) if m["until"] else (None, None)
        since, wrong2 = date(m["since"], after=until) if m["since"] else (None, None)
        if m["one"]:
            one, wrong = date(m["one"])
            since, until = (one, None) if m["sign"] == ">" else (None, one)
        if m["bare"]:
            wrong = f"a date without < or > ({m['bare']})"
        if since and until and since > until:
            wrong, since = f"it ends ({until}) before it begins ({since})", None
        for w in (wrong, wrong2):
            if w:
                found.fault(line, f"{b.names[0]} [{raw}]", f"{w}: kept without it")
        held.append((what, since, until, note, m["code"]))
    return held


def _draft(b: _Block, names: list[str], weak: list[str], held: list[_Held], base: Base) -> Draft:
    first = held[0][0]
    serving = [h for h in held if h[0].sectors[:1] != ("ELI",)] or held
    lead = next((h[0] for h in serving if h[0].country or h[0].code), first)
    title = (names or weak)[0]
    dated = any(h[1] or h[2] for h in held)
    sectors = list(dict.fromkeys(s for h in serving for s in h[0].sectors))
    draft = Draft(line=b.line, names=names, weak=weak, kind="person", country=lead.country, code=lead.code if not lead.country else None)
    if base.is_person(title) or (dated and _personal(title, base)):
        draft.sector = sectors[0] if len(sectors) == 1 and sectors[0] != "GOV" else None
        if not draft.country and lead.code in ("UNO", "EUR", "IGO", "NGO", "IMG", "ISM", "MNC"):
            draft.code = None  # a person serves a body, and is none
        for what, since, until, note, code in serving:
            office = _office(what, since, until, note, code, base)
            if office is not None and office not in draft.offices:
                draft.offices.append(office)
        return draft
    if lead.country and not sectors and not dated:
        return Draft(line=b.line, names=[], metonyms=names, weak=[], kind="state", country=lead.country, id=lead.country)
    draft.kind = _SLOTS.get(draft.code or "", _KINDS.get(sectors[0] if sectors else "", "movement" if sectors else "state"))
    if draft.kind == "state":
        draft.kind = "government"
    draft.sector = sectors[0] if sectors else None
    draft.sectors = sectors[1:]
    if not draft.country and not draft.code:
        draft.code = "IMG" if draft.sector in ("REB", "UAF") else None
    if len(serving) == 1 and dated:
        draft.fields |= {k: v for k, v in (("since", serving[0][1]), ("until", serving[0][2])) if v}
    elif dated:
        draft.fields["note"] = "; ".join(f"{code} {since or '?'} to {until or '?'}" for _, since, until, _, code in serving)
    return draft


def _personal(name: str, base: Base) -> bool:
    words = name.lower().split()
    return 1 < len(words) < 6 and not set(words) & {"of", "the", "for", "and"} and not any(w in base.bodies or w in base.people or w in base.body_words for w in words)


def _office(what: Meaning, since: str | None, until: str | None, note: str, code: str, base: Base) -> Office | None:
    table = load.words("cameo_actors")["organisations"]
    of = what.country
    if of is None:
        groups = [code[k : k + 3] for k in range(3, len(code), 3)]
        of = next((table[g] for g in reversed(groups) if g in table and table[g] in base.entries), None)
    if of is None or of not in base.entries or not (what.sectors or what.code):
        return None
    role = base.role_of(note) if note and not note.lower().startswith(("former", "later", "then")) else None
    sector = what.sectors[0] if what.sectors and what.sectors[0] not in ("GOV", "ELI") else None
    row = {"role": role or "official", "of": of, "title": note[:1].upper() + note[1:] if role else None, "since": since, "until": until, "sector": sector}
    return msgspec.convert(row, Office)
