"""A plain table of actors: one row an actor, or one row an office of a person (rows of the same id or name are joined).

Columns, by their headings in any order; only `name` is needed. Several values in a cell are parted by semicolons or bars.

| column | what |
|---|---|
| id, kind, name, aliases, weak, adjectives, demonyms, metonyms | as in docs/actors.md; without `kind` an actor with an office is a person, another one is read by its sector |
| country, code, sector, sectors, parent, members, follows, place, since, until, gender, source, note | as in docs/actors.md |
| cameo | a CAMEO actor code instead of country, code and sector |
| role, of, title, office_since, office_until | an office; without `role` it is found by the title, without `of` it is the country's |
"""

import csv
import io
import re
from typing import Any

from dateline.imports.base import Base
from dateline.imports.cameo import meaning
from dateline.imports.found import Draft, Found
from dateline.lexicon.entries import Office

NAME = "csv"
_LISTS = ("aliases", "weak", "adjectives", "demonyms", "metonyms", "sectors", "members", "follows")
_PLAIN = ("parent", "place", "since", "until", "gender", "source", "note", "capital")
_KNOWN = {"id", "kind", "name", "country", "code", "sector", "cameo", "role", "of", "title", "office_since", "office_until", *_LISTS, *_PLAIN}
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")
_KIND = {"REB": "armed_group", "UAF": "armed_group", "PRM": "armed_group", "PTY": "party", "MIL": "military", "COP": "police", "GOV": "agency", "JRN": "media", "BUS": "company"}


def matches(head: str) -> bool:
    """Whether the first line is a row of headings with `name` among them."""
    line = head.splitlines()[0] if head.strip() else ""
    return "name" in {c.strip().strip('"').lower() for c in re.split(r"[,;\t]", line)}


def read(text: str, base: Base) -> Found:
    """Read a table. Headings that mean nothing are noted; a row with a fault is left out, or kept without the faulty cell where the rest stands."""
    found = Found()
    head = text.splitlines()[0]
    mark = max(",;\t", key=head.count)
    rows = csv.DictReader(io.StringIO(text), delimiter=mark)
    columns = {c: c.strip().lower().replace(" ", "_") for c in rows.fieldnames or ()}
    strange = [c for c, low in columns.items() if low not in _KNOWN]
    if strange:
        found.notes.append(f"columns that were not understood: {', '.join(strange)}")
    drafts: dict[str, Draft] = {}
    for raw in rows:
        row = {columns[c]: v.strip() for c, v in raw.items() if c in columns and isinstance(v, str) and v.strip()}
        if not row:
            continue
        found.read += 1
        line = rows.line_num
        if "name" not in row:
            found.fault(line, mark.join(row.values()), "no name")
            continue
        office = _office(row, line, base, found)
        key = row.get("id") or row["name"]
        if key in drafts:
            if office:
                drafts[key].offices.append(office)
            continue
        draft = _draft(row, line, base, found, office is not None)
        if draft is not None:
            drafts[key] = draft
            draft.offices += [office] if office else []
    found.drafts = list(drafts.values())
    return found


def _draft(row: dict[str, str], line: int, base: Base, found: Found, held: bool) -> Draft | None:
    country, code, sector = row.get("country"), row.get("code"), row.get("sector")
    sectors: list[str] = []
    if "cameo" in row:
        what = meaning(row["cameo"], base)
        if what.fault:
            found.fault(line, row["name"], what.fault)
            return None
        country, code, sector = what.country, what.code, what.sectors[0] if what.sectors else None
        sectors = list(what.sectors[1:])
    if country and base.state(country.upper()) is None:
        found.fault(line, row["name"], f"{country} is no ISO 3166-1 alpha-3 code")
        return None
    fields: dict[str, Any] = {}
    for c in _LISTS:
        if c in row:
            fields[c] = [v.strip() for v in re.split(r"[;|]", row[c]) if v.strip()]
    for c in _PLAIN:
        if c in row:
            if c in ("since", "until") and not _DATE.match(row[c]):
                found.fault(line, row["name"], f"{row[c]!r} is no date (YYYY, YYYY-MM or YYYY-MM-DD): kept without it")
                continue
            fields[c] = row[c]
    sectors += fields.pop("sectors", [])
    kind = row.get("kind") or ("person" if held or base.is_person(row["name"]) else _KIND.get(sector or "", "movement"))
    return Draft(
        line=line, id=row.get("id"), names=[row["name"], *fields.pop("aliases", [])], weak=fields.pop("weak", []), metonyms=fields.pop("metonyms", []), kind=kind,
        country=country.upper() if country else None, code=code, sector=sector, sectors=sectors, fields=fields,
    )  # fmt: skip


def _office(row: dict[str, str], line: int, base: Base, found: Found) -> Office | None:
    if not any(c in row for c in ("role", "of", "title", "office_since", "office_until")):
        return None
    role = row.get("role") or (base.role_of(row["title"]) if "title" in row else None) or "official"
    of = row.get("of") or (row.get("country") or "").upper()
    if role not in base.role_ids:
        found.fault(line, row["name"], f"{role} is no role of agents.yaml: kept as official")
        role = "official"
    if not of:
        found.fault(line, row["name"], "an office of nobody (no `of`, no country): left out")
        return None
    dates: dict[str, str] = {}
    for c, k in (("office_since", "since"), ("office_until", "until")):
        if c in row and not _DATE.match(row[c]):
            found.fault(line, row["name"], f"{row[c]!r} is no date (YYYY, YYYY-MM or YYYY-MM-DD): kept without it")
        elif c in row:
            dates[k] = row[c]
    return Office(role=role, of=of, title=row.get("title"), since=dates.get("since"), until=dates.get("until"))
