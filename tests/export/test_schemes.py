"""The field's schemes: what is written and what not, never a made-up day or place, and columns that others' readers know."""

import csv
import io
import json
import pathlib
import sys
import zipfile
from typing import Any

import pandas as pd
import pytest
from handmade import both, event, first
from msgspec.structs import replace

from dateline import export
from dateline.export import acled, ceasefires, gdelt2, told, ucdp
from dateline.model.coded import CodedCount, CodedInterval, CodedStep, CodedStory


@pytest.fixture
def stories() -> list[CodedStory]:
    return both()


def text(stories: list[CodedStory], name: str) -> str:
    out = io.BytesIO()
    export.write(stories, name, out)
    return out.getvalue().decode()


def rows(stories: list[CodedStory], name: str, tabs: bool = False) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(stories, name)), delimiter="\t" if tabs else ",", quoting=csv.QUOTE_NONE if tabs else csv.QUOTE_MINIMAL))


def test_nothing_that_did_not_happen_is_written(stories: list[CodedStory]) -> None:
    """Only the formats that say the status of every record may hold a plan."""
    for name in ("plover", "polecat", "gdelt1", "gdelt2", "acled", "ucdp", "hxl", "geojson", "ftm"):
        assert "Jufra" not in text(stories, name).replace("Story Locations", "").replace("Sirte; Libya; Al Jufrah", ""), name
        assert "a/e4" not in text(stories, name), name
    for status in ("planned", "called_for", "possible", "denied", "negated", "hypothetical", "hoped"):
        s = first()
        s = replace(s, events=tuple(replace(e, status=status) for e in s.events), process=())
        for name in ("plover", "acled", "ucdp", "ceasefires", "geojson", "gdelt2", "polecat", "hxl"):
            assert text([s], name) == text([replace(s, events=())], name), (status, name)


def test_plover_has_what_its_manual_requires(stories: list[CodedStory]) -> None:
    found = [json.loads(line) for line in text(stories, "plover").splitlines()]
    assert [f["id"] for f in found] == ["a/e1", "a/e3", "a/e5"]  # e2 has no day, e4 is a plan, b/e1 has no day
    for f in found:
        assert f["id"] and f["date"] == "2020-06-09" and f["actor"] and f["event"]
    shelled = found[0]
    assert (shelled["event"], shelled["mode"], shelled["quad_code"], shelled["event_scale"]) == ("ASSAULT", ["heavy-weapons"], 4, -9.5)
    assert shelled["actor"] == [{"code": "LBY", "sector": ["REB"], "entity_text": "Northern Front rebels", "identifier_text": "Northern Front", "actor_id": "LBY.northern-front"}]
    assert shelled["size"] == {"dead": "5-7"} and shelled["event_loc"]["resolution"] == 4
    assert "lat" not in found[1]["event_loc"] and found[1]["event_loc"]["country_code"] == "LBY"


def test_the_day_of_publication_only_for_who_asks(stories: list[CodedStory]) -> None:
    asked = [json.loads(line) for line in text(list(told.dated_by_publication(stories)), "plover").splitlines()]
    assert [(f["id"], f["date"]) for f in asked] == [("a/e1", "2020-06-09"), ("a/e2", "2020-06-10"), ("a/e3", "2020-06-09"), ("a/e5", "2020-06-09")]


def test_polecat_is_read_as_polecat(stories: list[CodedStory]) -> None:
    frame = pd.read_csv(io.StringIO(text(stories, "polecat")), sep="\t", dtype=str, quoting=csv.QUOTE_NONE)
    assert list(frame.columns) == ["Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version"]
    shelled = frame[frame["Event ID"] == "a/e1"].iloc[0]
    assert (shelled["Actor COW"], shelled["Quad Code"], shelled["Contexts"], shelled["City"]) == ("620", "MATERIAL CONFLICT", "military; territory", "Sirte")
    call = frame[frame["Event ID"] == "a/e2"].iloc[0]
    assert pd.isna(call["Event Date"]) and call["Publication Date"] == "2020-06-10" and call["Actor Country"] == "UNO"
    fought = frame[frame["Event ID"] == "a/e3"].iloc[0]
    assert fought["Country"] == "LBY" and pd.isna(fought["Latitude"])


@pytest.fixture(scope="module")
def reader() -> Any:
    """The `gdelt` package; it asks the network for its table of codes when it is imported, and gets the copy that it brought along."""
    import requests

    data = pathlib.Path(sys.prefix) / "data"  # where its wheel puts them

    class Answer:
        status_code = 200
        content = (data / "cameoCodes.json").read_bytes()

    patch = pytest.MonkeyPatch()
    patch.setattr(requests, "get", lambda *_, **__: Answer)
    import gdelt

    yield gdelt, data, Answer
    patch.undo()


@pytest.mark.parametrize(("name", "labels"), [("gdelt1", "events1.csv"), ("gdelt2", "events2.csv")])
def test_a_gdelt_reader_reads_gdelt(stories: list[CodedStory], reader: Any, name: str, labels: str) -> None:
    _gdelt, data, answer = reader
    from gdelt.parallel import _mp_worker

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as z:
        z.writestr("20200610.export.CSV", text(stories, name))
    answer.content = packed.getvalue()
    frame = _mp_worker("http://news.example/20200610.export.CSV.zip", table="events")
    columns = [n for n in pd.read_csv(data / labels).name if n != "CAMEOCodeDescription"]
    assert len(columns) == frame.shape[1] == {"gdelt1": 58, "gdelt2": 61}[name]
    assert [f.name for f in export.format_(name).CODEBOOK.fields[0][1]] == columns
    frame.columns = columns
    shelled = frame.iloc[0]
    assert (shelled.SQLDATE, shelled.EventCode, shelled.EventRootCode, shelled.QuadClass) == (20200609, "194", "19", 4)
    assert (shelled.Actor1Code, shelled.Actor2Code, shelled.Actor1Name) == ("LBYREB", "LBYMIL", "NORTHERN FRONT")
    assert shelled.ActionGeo_FullName == "Sirte, Surt, Libya" and shelled.ActionGeo_Type == 4 and shelled.ActionGeo_Lat == 31.2
    call = frame[frame.EventCode == "1056"].iloc[0]
    assert pd.isna(call.SQLDATE) and str(call.DATEADDED).startswith("20200610") and call.Actor1Code == "IGOUNO"
    fought = frame[frame.EventCode == "190"].iloc[0]
    assert (fought.Actor1Code, fought.Actor2Code) == ("LBYREB", "LBYMIL") and pd.isna(fought.ActionGeo_Lat)
    assert frame.GLOBALEVENTID.is_unique and frame.AvgTone.isna().all()


def test_gdelt_types_are_cameo_roles() -> None:
    from dateline.lexicon import load

    known = load.words("cameo_actors")["sectors"]
    for plover, cameo in load.words("formats")["cameo"]["sectors"].items():
        assert known[cameo] == plover
    assert set(load.words("formats")["cameo"]["quads"]) == {c for c in load.cameo() if len(c) == 2}
    assert len(gdelt2.COLUMNS) == 61


def test_acled_keeps_its_rules(stories: list[CodedStory]) -> None:
    [row] = rows(stories, "acled")  # e3 has no place finer than a country, e5 none at all, e4 is a plan
    assert (row["event_date"], row["time_precision"], row["geo_precision"], row["location"], row["fatalities"], row["fatalities_high"]) == ("2020-06-09", "1", "1", "Sirte", "5", "7")
    assert (row["actor1"], row["inter1"], row["actor2"], row["inter2"], row["interaction"], row["iso"]) == ("Northern Front", "2", "Libyan army", "1", "12", "434")
    assert row["notes"].endswith("(according to Libyan army)") and row["timestamp"] == row["tags"] == ""


@pytest.mark.parametrize(("last", "precision"), [("2020-06-09", "1"), ("2020-06-15", "2"), ("2020-06-30", "3"), ("2020-07-20", None), (None, None)])
def test_acled_takes_days_to_within_a_month(last: str | None, precision: str | None) -> None:
    import datetime as dt

    s = first()
    when = CodedInterval(earliest=dt.date(2020, 6, 9), latest=dt.date.fromisoformat(last) if last else None, basis="expression")
    found = [r["time_precision"] for r in rows([replace(s, events=(replace(s.events[0], when=when),))], "acled")]
    assert found == ([precision] if precision else [])


def test_acled_has_no_unarmed_shellers_and_no_two_rows_of_one_event() -> None:
    s = first()
    civil = replace(s, mentions=tuple(replace(m, sector="CVL", kind="civil_people") if m.id == "m1" else m for m in s.mentions))
    assert rows([civil], "acled") == []
    assert len(rows([replace(s, events=(s.events[0], replace(s.events[0], id="e9")))], "acled")) == 1


def test_ucdp_needs_a_death_a_day_a_place_and_sides(stories: list[CodedStory]) -> None:
    [row] = rows(stories, "ucdp")
    assert (row["type_of_violence"], row["side_a"], row["side_b"], row["dyad_name"]) == ("1", "Libyan army", "Northern Front", "Libyan army - Northern Front")
    assert (row["best"], row["low"], row["high"], row["deaths_unknown"], row["deaths_a"]) == ("5", "5", "7", "5", "")
    assert (row["where_prec"], row["date_prec"], row["geom_wkt"], row["source_original"]) == ("1", "1", "POINT (16.6 31.2)", "Libyan army")
    assert len(ucdp.COLUMNS) == 49 and [f.name for f in ucdp.COLUMNS][-5:] == ["best", "high", "low", "gwnoa", "gwnob"]
    s = first()
    e = s.events[0]
    for bad in (replace(e, casualties={}), replace(e, casualties={"killed": CodedCount(low=0, high=0, span=(0, 1))}), replace(e, when=None), replace(e, where=None), replace(e, recipients=()), replace(e, actors=())):
        assert rows([replace(s, events=(bad,))], "ucdp") == []
    [wide] = rows([replace(s, events=(replace(e, where="p2"),))], "ucdp")
    assert (wide["where_prec"], wide["latitude"], wide["priogrid_gid"]) == ("6", "", "")


def test_the_grid_cell_is_prio_s() -> None:
    assert ucdp.cell(-90, -180) == 1 and ucdp.cell(-89.75, 179.75) == 720 and ucdp.cell(89.75, 179.75) == 259200
    assert ucdp.cell(32.25, 13.25) == 244 * 720 + 387  # the cell of Gharyan: row 245 from the south, column 387 from the west


def test_a_ceasefire_is_agreed_by_two_or_declared_by_one(stories: list[CodedStory]) -> None:
    found = rows(stories, "ceasefires")
    assert [(r["actor_name"], r["cf_dec_yr"], r["cf_dec_month"], r["cf_dec_day"], r["parties"]) for r in found] == [("Libyan army", "2020", "6", "9", "2"), ("Northern Front", "2020", "6", "9", "2")]
    assert {r["cf_id"] for r in found} == {"a#1"} and found[0]["fixed"] == "1" and found[0]["fixed_time"] == "seven-day" and found[0]["cc"] == "LBY"
    assert found[0]["end_yr"] == found[0]["cf_effect_day"] == found[0]["ended"] == ""
    s = first()
    agreed = s.process[1]

    def kept(*steps: CodedStep) -> int:
        return len({r["cf_id"] for r in rows([replace(s, process=steps)], "ceasefires")})

    assert kept(replace(agreed, realised=False)) == 0
    assert kept(replace(agreed, background=True)) == 0
    assert kept(replace(agreed, by=("m3",))) == 0, "what one side signed is no ceasefire"
    assert kept(replace(agreed, by=("m3",), step="declared")) == 1
    for step in ("called_for", "proposed", "under_negotiation", "conditional", "accepted", "rejected", "hoped_or_possible", "planned", "historical", "violation_alleged", "ended"):
        assert kept(replace(agreed, step=step)) == 0, step
    assert kept(agreed, replace(agreed, id="c9")) == 1


def test_a_day_to_come_is_the_day_of_effect() -> None:
    import datetime as dt

    s = first()
    later = CodedInterval(earliest=dt.date(2020, 6, 12), latest=dt.date(2020, 6, 12), basis="expression")
    [row, _] = rows([replace(s, process=(replace(s.process[1], when=later),))], "ceasefires")
    assert (row["cf_dec_day"], row["cf_effect_day"]) == ("", "12")
    undated = rows([replace(s, process=(replace(s.process[1], when=None),))], "ceasefires")
    assert {v for r in undated for k, v in r.items() if k.startswith("cf_") and k != "cf_id"} == {""}


def test_every_format_says_its_scheme_rules_and_fields() -> None:
    assert len(export.formats()) >= 16
    for name, module in export.formats().items():
        told_ = module.CODEBOOK.text()
        assert module.CODEBOOK.scheme and module.CODEBOOK.about.endswith("."), name
        assert module.CODEBOOK.rules, name
        assert all(len(line) < 140 for line in told_.splitlines()), name
    assert "Always empty, for Dateline does not have it: `active_year`" in ucdp.CODEBOOK.text()
    assert {f.name for f in acled.COLUMNS} >= {"event_id_cnty", "event_date", "disorder_type", "sub_event_type", "inter1", "geo_precision", "fatalities", "timestamp"}
    assert {f.name for f in ceasefires.COLUMNS} >= {"cf_id", "ucdp_acd_id", "cf_dec_yr", "cf_effect_day", "ceasefire_class", "mediator_nego", "ddr"}


def test_an_event_of_one_actor_and_no_cameo_code_is_no_dyad() -> None:
    s = first()
    assert text([replace(s, events=(event("e1", "ASSAULT", "shelled"),))], "gdelt2") == ""
