"""CAMEO events as dyads in GDELT's columns: what the layouts of GDELT 1.0 (`gdelt1`) and 2.0 (`gdelt2`) share."""

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Any

from dateline.export.countries import country
from dateline.export.told import Told, days, number, point
from dateline.lexicon import load
from dateline.model.coded import CodedMention, CodedPlace

RULES = (
    "An event is written if the text tells it as having happened or going on, if it has a CAMEO code, and if it has an actor.",
    "A row is a dyad: an event with several parties has a row for each pair of actor and recipient; a mutual event one for each pair of its actors. GLOBALEVENTID is a number made from story, event and pair: the same in every run, no number of GDELT's.",
    "SQLDATE and the fields made from it are empty where the text does not tell one day (GDELT puts the day of publication there; ask for it with --undated published). DATEADDED is the day of publication.",
    "ActionGeo_Lat and _Long are empty for countries and regions, whose middle is no place of an event. ActionGeo_FeatureID is a GNS or GNIS id in GDELT, and empty here.",
    "IsRootEvent is 1 if the event stands in the lead. NumMentions, NumSources and NumArticles are 1: a row is one telling of one story.",
    "There is no header, no quoting, and no value for what is not known, as in GDELT's files.",
)
ACTOR = (
    ("Actor{}Code", "CAMEO actor code: country, then known group or role"), ("Actor{}Name", "name, in capitals"), ("Actor{}CountryCode", "CAMEO country code"), ("Actor{}KnownGroupCode", "CAMEO code of a known body", "UNO, EEC"),
    ("Actor{}EthnicCode",), ("Actor{}Religion1Code",), ("Actor{}Religion2Code",), ("Actor{}Type1Code", "CAMEO role, or kind of body", "GOV, MIL, REB …, IGO, NGO …"), ("Actor{}Type2Code",), ("Actor{}Type3Code",),
)  # fmt: skip
EVENT = (
    ("IsRootEvent", "1: stands in the lead; 0: elsewhere"), ("EventCode", "CAMEO code"), ("EventBaseCode", "its first three digits"), ("EventRootCode", "its first two digits"),
    ("QuadClass", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, by CAMEO root"), ("GoldsteinScale", "Goldstein value of the CAMEO code", "-10 to 10"), ("NumMentions", "always 1"),
    ("NumSources", "always 1"), ("NumArticles", "always 1"), ("AvgTone",),
)  # fmt: skip
DATE = (
    ("GLOBALEVENTID", "number of the row"), ("SQLDATE", "the day", "YYYYMMDD"), ("MonthYear", "the month", "YYYYMM"), ("Year", "the year", "YYYY"), ("FractionDate", "the day as a fraction of the year", "YYYY.FFFF, (month * 30 + day) / 365"),
)  # fmt: skip
PLACE = {
    "Type": ("kind of place", "1 country, 2 US state, 3 US city, 4 city, 5 first-order division"), "FullName": ("city, division, country",), "CountryCode": ("FIPS 10-4 code of the country",),
    "Lat": ("degrees (WGS 84)",), "Long": ("degrees (WGS 84)",),
}  # fmt: skip


def geography(second: bool) -> tuple[tuple[str, ...], ...]:
    """The columns of the three places. GDELT 2.0 has a second division."""
    parts = ("Type", "FullName", "CountryCode", "ADM1Code", *(("ADM2Code",) if second else ()), "Lat", "Long", "FeatureID")
    empty = [(f"{who}Geo_{p}",) for who in ("Actor1", "Actor2") for p in parts]
    return (*empty, *((f"ActionGeo_{p}", *PLACE.get(p, ())) for p in parts))


def dyads(told: Told) -> Iterator[dict[str, Any]]:
    """The rows of a story; DATEADDED is the day of publication as a date."""
    known = load.words("formats")
    cameo, head = load.cameo(), told.head
    leads = [p.span for p in head.parts if p.kind == "lead"]
    for e in told.realised():
        actors, recipients = told.known(e.actors), told.known(e.recipients)
        if not actors or not e.cameo:
            continue
        pairs: list[tuple[CodedMention, CodedMention | None]] = [(a, r) for a in actors for r in recipients] or list(itertools.combinations(actors, 2)) or [(actors[0], None)]
        when = days(e.when)
        for n, (a, r) in enumerate(pairs):
            yield {
                "GLOBALEVENTID": number(told.id, e.id, str(n)), **(_date(when[0]) if when and when[0] == when[1] else {}), **_actor("Actor1", a, known["cameo"]),
                **(_actor("Actor2", r, known["cameo"]) if r else {}), "IsRootEvent": int(any(lo <= e.trigger[0] < hi for lo, hi in leads)) if leads else None, "EventCode": e.cameo,
                "EventBaseCode": e.cameo[:3], "EventRootCode": e.cameo[:2], "QuadClass": known["cameo"]["quads"][e.cameo[:2]], "GoldsteinScale": cameo[e.cameo][1] if e.cameo in cameo else None,
                "NumMentions": 1, "NumSources": 1, "NumArticles": 1, **_place(told.place(e), known["gdelt_places"]), "DATEADDED": head.published, "SOURCEURL": head.url,
            }  # fmt: skip


def actor_code(m: CodedMention, scheme: dict[str, Any]) -> tuple[str | None, str | None, str | None]:
    """CAMEO country, known group and type of an actor; what CAMEO has no code for is None."""
    if m.code and m.code in scheme["bodies"]:
        type_, *group = scheme["bodies"][m.code]
        return None, group[0] if group else None, type_
    return scheme["countries"].get(m.country, m.country), None, scheme["sectors"].get(m.sector)


def _actor(who: str, m: CodedMention, scheme: dict[str, Any]) -> dict[str, Any]:
    land, group, type_ = actor_code(m, scheme)
    code = "".join(c for c in ((type_, group) if group else (land, type_)) if c)
    return {f"{who}Code": code or None, f"{who}Name": (m.name or m.text).upper(), f"{who}CountryCode": land, f"{who}KnownGroupCode": group, f"{who}Type1Code": type_}


def _date(day: dt.date) -> dict[str, Any]:
    return {"SQLDATE": f"{day:%Y%m%d}", "MonthYear": f"{day:%Y%m}", "Year": f"{day:%Y}", "FractionDate": f"{day.year + (day.month * 30 + day.day) / 365:.4f}"}


def _place(p: CodedPlace | None, types: dict[str, Any]) -> dict[str, Any]:
    if p is None or p.precision not in types:
        return {}
    kind, land, at = types[p.precision], country(p.country), point(p)
    names = (p.name, p.admin1 if p.admin1 != p.name else None, land.name if land and p.precision != "country" else None)
    return {
        "ActionGeo_Type": kind if isinstance(kind, int) else kind[p.country != "USA"], "ActionGeo_FullName": ", ".join(n for n in names if n), "ActionGeo_CountryCode": land.fips if land else None,
        "ActionGeo_Lat": at[0] if at else None, "ActionGeo_Long": at[1] if at else None,
    }  # fmt: skip
