"""Dictionaries of other programs become entries that pass the check and resolve names; what is not understood is told by line."""

import json
import pathlib

import pytest

from dateline.check import actors as check
from dateline.errors import InputError
from dateline.imports import Base, read
from dateline.imports.cameo import meaning
from dateline.imports.petrarch import date
from dateline.imports.run import Imported, run
from dateline.lexicon import load
from dateline.lexicon.entries import ActorEntry
from dateline.lexicon.names import AgentIndex, NameIndex
from dateline.settings import Settings

PETRARCH = """\
# A dictionary in TABARI's way, written for this test
TAROSIA_FRONT_  [SDNREB <991231] [SDNGOV >20000101] ; from rebels to rulers
+TAROSIA_LIBERATION_FRONT_ # a synonym
+FRONT_OF_TAROSIA_(TLFX)_

OMBASHU_QELTARI_
+O._QELTARI_
\t[SDNGOV 19940922-20040712] # Ambassador to Chad
\t[SDNGOV >040309] # Foreign Minister
\t[SDNELI]
ZENOVA_MERIDAN_ [NGOHLH 010101-2004017] # a digit too many
THE_NAMELESS_ONES_
VELMORA_RADIO_ [SDNMED]
VELMORA_CLINIC_NET_ [SDNHLH]
HIGHLAND_UNION_BAND_ [SEAREB]
NOWHERE_PEOPLE_ [XQZGOV]
ODD_ONES_ [---]
KHARTOUM_NORTHGATE_ [SDN]
"""


@pytest.fixture(scope="module")
def base() -> Base:
    return Base(NameIndex(Settings()))


def written(folder: pathlib.Path) -> dict[str, ActorEntry]:
    own = {i for i, _ in load.ids(load.own_files("actors", folder))}
    return {e.name: e for e in load.actors(Settings(actors=(folder,))) if e.id in own}


def imported(tmp_path: pathlib.Path, name: str, text: str) -> tuple[Imported, dict[str, ActorEntry]]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    folder = tmp_path / "mine"
    result = run([tmp_path / name], folder)[0]
    assert list(check(Settings(actors=(folder,)), folder)) == []
    return result, written(folder)


def test_petrarch(tmp_path: pathlib.Path) -> None:
    result, entries = imported(tmp_path, "small.actors.txt", PETRARCH)
    assert result.format == "petrarch"
    front = entries["Tarosia Front"]
    assert front.kind == "armed_group"
    assert (front.country, front.sector, front.sectors) == ("SDN", "REB", ("GOV",))
    assert front.aliases == ("Tarosia Liberation Front", "Front of Tarosia")
    assert front.weak == ("TLFX",)
    assert "2000-01-01" in (front.note or "")
    minister = entries["Ombashu Qeltari"]
    assert minister.kind == "person"
    assert [(o.role, o.since, o.until) for o in minister.offices] == [("ambassador", "1994-09-22", "2004-07-12"), ("foreign_minister", "2004-03-09", None)]
    assert entries["Velmora Radio"].sector == "JRN", "MED is the media in CAMEO"
    assert entries["Velmora Clinic Net"].sector == "MED", "and health in PLOVER"
    assert (entries["Highland Union Band"].country, entries["Highland Union Band"].code) == (None, "IMG")
    assert "Khartoum Northgate" in entries["Sudan"].metonyms, "a town under a state stands for it where it acts"
    why = {f.line: f.why for f in result.faults}
    lines = PETRARCH.splitlines()
    at = {name: k for k, line in enumerate(lines, start=1) for name in ("THE_NAMELESS", "ZENOVA", "NOWHERE", "ODD_ONES") if line.startswith(name)}
    assert why[at["THE_NAMELESS"]] == "no code"
    assert "7 digits" in why[at["ZENOVA"]]
    assert "no country" in why[at["NOWHERE"]]
    assert "uncoded" in why[at["ODD_ONES"]]
    assert result.read == 10


@pytest.mark.parametrize(
    ("digits", "after", "want"),
    [("940922", None, "1994-09-22"), ("040309", None, "2004-03-09"), ("20110823", None, "2011-08-23"), ("200101", "1933-11-08", "1920-01-01"), ("090931", None, "2009-09")],
)
def test_dates_of_two_and_four_digit_years(digits: str, after: str | None, want: str) -> None:
    assert date(digits, after=after)[0] == want


@pytest.mark.parametrize(
    ("code", "country", "slot", "sectors"),
    [
        ("RUSMED", "RUS", None, ("JRN",)), ("RUSHLH", "RUS", None, ("MED",)), ("PHLSEP", "PHL", None, ("REB",)), ("PHLINS", "PHL", None, ("REB",)),
        ("IGOUNOREFHCR", None, "UNO", ("REF",)), ("IGOEURBUS", None, "EUR", ("BUS",)), ("IGOWSTNAT", None, "IGO", ()), ("NGOHLHIRC", None, "NGO", ("MED",)),
        ("IMGMOSALQ", None, "IMG", ("REL",)), ("MNC", None, "MNC", ()), ("NGMENV", None, "ISM", ("SOC",)), ("KSVGOV", "KOS", None, ("GOV",)),
        ("GBROPPPTY", "GBR", None, ("PTY", "OPP")), ("ESHREB", "MAR", None, ("REB", "PRE")),
    ],
)  # fmt: skip
def test_cameo_codes_are_read_by_their_place(base: Base, code: str, country: str | None, slot: str | None, sectors: tuple[str, ...]) -> None:
    m = meaning(code, base)
    assert m.fault is None
    assert (m.country, m.code, m.sectors) == (country, slot, sectors)


def test_what_is_known_is_extended_and_not_doubled(tmp_path: pathlib.Path, base: Base) -> None:
    result, entries = imported(tmp_path, "known.txt", "SERGEY_LAVROV_ [RUSGOV >040309]\n\nUNITED_NATIONS_ [IGOUNO]\n+THE_GLASS_TOWER_OF_NATIONS_\n\nUN_ENVOY_ [IGOUNO]\n")
    assert (result.known, result.extended, result.composed) == (1, 1, 1)
    assert "The Glass Tower of Nations" in entries["United Nations"].aliases
    assert entries["United Nations"].id == "UN"


def test_agents(tmp_path: pathlib.Path) -> None:
    text = "# agents\n!PERSON! = MAN, MEN, WOMAN\nGLASSBLOWER_GUARDS [~COP]\nMEADOW!PERSON! [~AGR]\nSCRIBE_OF_NEWSBOARDS {SCRIBES_OF_NEWSBOARDS} [~MED]\nSOLDIER [~MIL]\nODD_THING [IGO~]\n"
    (tmp_path / "small.agents.txt").write_text(text, encoding="utf-8")
    result = run([tmp_path / "small.agents.txt"], tmp_path / "mine")[0]
    assert result.format == "agents"
    nouns = AgentIndex(Settings(actors=(tmp_path / "mine",)))
    assert nouns.at(["meadowman"], ["meadowman"], 0)[0][2].people.sector == "AGR"  # type: ignore[union-attr]
    own = load.agents((tmp_path / "mine",))
    assert next(g for g in own.people if "scribe of newsboards" in g.words).sector == "JRN"
    assert not any("soldier" in g.words for g in own.people[len(load.agents().people) :]), "known already"
    assert [f.line for f in result.faults] == [7]


def test_csv(tmp_path: pathlib.Path) -> None:
    text = (
        "name;aliases;country;cameo;title;office_since;office_until;colour\n"
        "Yelda Karvonis;Y. Karvonis|Yelda Carvonis;GRC;;Foreign Minister;2004-03;2006;blue\n"
        "Yelda Karvonis;;GRC;;Ambassador to Peru;2007;;\n"
        "Band of the Blue Ridge;;;COLREB;;;;\n"
        ";nobody;;;;;;\n"
        "Zorvan Pell;;XXX;;;;;\n"
        "Quint Ostrava;;CZE;;Minister of Health;spring 1999;;\n"
    )
    result, entries = imported(tmp_path, "people.csv", text)
    person = entries["Yelda Karvonis"]
    assert [(o.role, o.of, o.since, o.until) for o in person.offices] == [("foreign_minister", "GRC", "2004-03", "2006"), ("ambassador", "GRC", "2007", None)]
    assert (entries["Band of the Blue Ridge"].kind, entries["Band of the Blue Ridge"].sector) == ("armed_group", "REB")
    assert [f.line for f in result.faults] == [5, 6, 7]
    assert any("colour" in n for n in result.notes)


def test_ftm(tmp_path: pathlib.Path) -> None:
    def line(id_: str, schema: str, **properties: list[str]) -> str:
        return json.dumps({"id": id_, "schema": schema, "properties": properties})

    text = "\n".join(
        [
            line("p1", "Person", name=["Torvald Brenning"], alias=["T. Brenning"], nationality=["no"], gender=["male"]),
            line("b1", "PublicBody", name=["Office of Fjord Affairs"], country=["no"]),
            line("o1", "Organization", name=["Lanternist Party"], country=["no"], topics=["pol.party"]),
            line("o2", "Organization", name=["Aurora Compact"], topics=["gov.igo"]),
            line("pos", "Position", name=["Minister of Foreign Affairs"], country=["no"]),
            line("occ", "Occupancy", holder=["p1"], post=["pos"], startDate=["2013-10-16"], endDate=["2017"]),
            line("m1", "Membership", member=["p1"], organization=["o1"], role=["Party leader"], startDate=["2010"]),
            line("m2", "Membership", member=["o1"], organization=["o2"], startDate=["2015-05"]),
            line("u1", "UnknownLink", subject=["p1"], object=["o2"]),
            line("x1", "Vessel", name=["Grey Gull"]),
            "{broken",
            line("occ2", "Occupancy", holder=["p9"], post=["pos"]),
        ]
    )
    result, entries = imported(tmp_path, "entities.ftm.json", text)
    assert result.format == "ftm"
    person = entries["Torvald Brenning"]
    assert person.gender == "m"
    assert [(o.role, o.of, o.since, o.until) for o in person.offices] == [("foreign_minister", "NOR", "2013-10-16", "2017"), ("leader", entries["Lanternist Party"].id, "2010", None)]
    assert entries["Lanternist Party"].sector == "PTY"
    assert entries["Aurora Compact"].code == "IGO"
    assert entries["Aurora Compact"].members[0].id == entries["Lanternist Party"].id  # type: ignore[union-attr]
    assert entries["Office of Fjord Affairs"].sector == "GOV"
    assert sorted(f.line for f in result.faults) == [9, 11, 12]
    assert any("Vessel" in n for n in result.notes)


def test_an_unknown_file_says_what_to_do(tmp_path: pathlib.Path, base: Base) -> None:
    (tmp_path / "x").write_text("just a text\n", encoding="utf-8")
    with pytest.raises(InputError, match="--format"):
        read(tmp_path / "x", base)


def test_a_folder_with_other_things_is_left_alone(tmp_path: pathlib.Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.tex").write_text("", encoding="utf-8")
    (tmp_path / "a.csv").write_text("name\nOmbashu Velt\n", encoding="utf-8")
    with pytest.raises(InputError, match="holds other files"):
        run([tmp_path / "a.csv"], tmp_path / "out")


def test_shipped_ids_stand_once() -> None:
    ids = [i for i, _ in load.ids(load.files("actors"))]
    assert len(ids) == len(set(ids))
