"""Places: which words name one, which place they mean, how precisely; and the gazetteer under them."""

import pathlib
from collections.abc import Callable

import pytest

from dateline.errors import KnowledgeError
from dateline.lexicon import gazetteer as gz
from dateline.model.claim import Place
from dateline.model.reading import Reading

Code = Callable[..., Reading]


def place(r: Reading, text: str) -> Place:
    found = [p for p in r.places if p.text == text]
    assert found, f"{text!r} is not among {[p.text for p in r.places]}"
    return found[0]


def near(p: Place, lat: float, lon: float, km: float = 60) -> bool:
    return p.lat is not None and p.lon is not None and abs(p.lat - lat) < km / 110 and abs(p.lon - lon) < km / 80


def test_spans_are_slices_and_do_not_overlap(code: Code) -> None:
    r = code("Rebels near Ras Lanuf, Libya, shelled the port; in Paris, Texas, and in northern Iraq nobody noticed the attack on Deir al-Zor province.")
    ends = 0
    for p in r.places:
        assert r.story.text[slice(*p.span)] == p.text
        assert p.span[0] >= ends
        ends = p.span[1]
    assert len({p.id for p in r.places}) == len(r.places)


@pytest.mark.parametrize(
    ("text", "name", "lat", "lon", "country"),
    [
        ("Two men were arrested in Paris, Texas, on Monday.", "Paris", 33.66, -95.55, "USA"),
        ("The minister spoke in Paris after talks with French officials.", "Paris", 48.85, 2.35, "FRA"),
        ("A bomb went off in Tripoli, Lebanon, officials in Beirut said.", "Tripoli", 34.43, 35.84, "LBN"),
        ("Libyan forces left Tripoli for Misrata.", "Tripoli", 32.89, 13.19, "LBY"),
        ("The governor of Georgia met farmers from Alabama and Florida in Atlanta.", "Georgia", 32.75, -83.5, "USA"),
        ("Georgia accused Russian troops of moving the fence near South Ossetia.", "Georgia", 42.0, 43.5, "GEO"),
        ("Gunmen killed four people in Deir al-Zor, Syria.", "Deir al-Zor", 35.34, 40.14, "SYR"),
        ("Fighting spread across Tigray, Ethiopian officials said.", "Tigray", 13.8, 38.6, "ETH"),
        ("Tankers were stopped in the Strait of Hormuz.", "Strait of Hormuz", 26.57, 56.25, None),
        ("Drones struck the al-Watiya airbase in western Libya.", "al-Watiya airbase", 32.47, 11.9, "LBY"),
    ],
)
def test_senses(code: Code, text: str, name: str, lat: float, lon: float, country: str | None) -> None:
    p = place(code(text), name)
    assert near(p, lat, lon, 120), p
    assert p.country == country


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("Soldiers patrolled Benghazi on Sunday.", "Benghazi", "city"),
        ("Militants hold parts of Idlib province in Syria.", "Idlib province", "province"),
        ("Egypt closed the Rafah crossing.", "Rafah crossing", "point"),
        ("The army deployed to Kashmir.", "Kashmir", "region"),
        ("The delegation flew to Kenya on Friday.", "Kenya", "country"),
        ("Taliban fighters seized the Sangin district of Helmand.", "Sangin district", "district"),
        ("Six people died in northern Nigeria.", "northern Nigeria", "region"),
    ],
)
def test_precision(code: Code, text: str, name: str, precision: str) -> None:
    assert place(code(text), name).precision == precision


def test_one_sense_a_story(code: Code) -> None:
    r = code("Police in Birmingham, Alabama, found the car.\n\nBirmingham has had nine such cases, an Alabama judge said.")
    points = {(p.lat, p.lon) for p in r.places if p.text == "Birmingham"}
    assert len(points) == 1
    assert near(place(r, "Birmingham"), 33.52, -86.8)


def test_an_unknown_name_has_no_coordinates(code: Code) -> None:
    r = code("Troops entered the village of Qarzubalat in Syria on Monday.")
    p = next(p for p in r.places if "Qarzubalat" in p.text)
    assert p.lat is None and p.lon is None and p.precision is None


def test_people_and_bodies_are_no_places(code: Code) -> None:
    r = code("Washington Otieno told the African Union that NATO would pay. Mr. Sirte Bongani agreed.")
    assert {p.text for p in r.places if p.lat is not None} == set()


def test_a_body_named_after_its_town(code: Code) -> None:
    r = code("The wounded were taken to Aleppo University Hospital in Syria.")
    assert any("Aleppo" in p.text and near(p, 36.2, 37.16) for p in r.places)


def test_the_dateline_is_a_place_of_the_story(code: Code) -> None:
    r = code("NAIROBI (Reuters) - Somali forces retook a town from al Shabaab on Tuesday, the defence ministry said.")
    p = r.places[0]
    assert (p.text, p.name, p.country) == ("NAIROBI", "Nairobi", "KEN")
    assert all(e.where != p.id for e in r.events)


def test_sides_of_a_country(code: Code) -> None:
    r = code("Libya's rival camps met again. The army controls the east, and militias hold the country's west, Libyan officials said.")
    assert {p.text: p.country for p in r.places if p.kind == "region"} == {"the east": "LBY", "the country's west": "LBY"}


def test_spellings_meet_in_the_key() -> None:
    for a, b in [("Deir ez-Zor", "Deir al-Zor"), ("St. Louis", "Saint Louis"), ("Sa\u2019dah", "Sadah"), ("\u00c1l-Qa'im", "al-Qaim"), ("Mt. Pleasant", "Mount Pleasant")]:
        assert gz.key(a) == gz.key(b)


def test_the_index_opens_at_once_and_knows_its_fields() -> None:
    g = gz.gazetteer()
    assert len(g) > 240_000
    r = max((r for r, how in g.find("Benghazi") if how == gz.MAIN), key=lambda r: g.weight[r])
    assert (g.name(r), g.country_of(r), gz.KINDS[g.kind[r]]) == ("Benghazi", "LBY", "city")
    assert g.geonames_id(r) == 88319
    assert g.find("Qarzubalat") == () and g.find("") == ()


def test_an_unwritable_cache_costs_time_only(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setattr(gz.platformdirs, "user_cache_dir", lambda _: str(blocked / "cache"))
    monkeypatch.setattr(gz, "_build", lambda: gz._pack(_small(), {}, {}))
    gz.gazetteer.cache_clear()
    try:
        g = gz.gazetteer()
        assert [g.name(r) for r, _ in g.find("Testville")] == ["Testville"]
    finally:
        gz.gazetteer.cache_clear()


def _small() -> gz._Builder:
    b = gz._Builder()
    r = b.add("Testville", 1.5, 2.5, 4.0, "KEN", b.division("KE.01", "Coast"), "city", 7)
    b.call("Testville", r, gz.MAIN)
    return b


def test_the_places_of_the_data_are_valid() -> None:
    rows = gz.entries()
    assert len(rows) >= 900
    assert all(e.country is None or len(e.country) == 3 for e in rows)


@pytest.mark.parametrize("row", ["- {name: X, kind: moon, lat: 1, lon: 2}", "- {name: X, kind: city, lat: 91, lon: 2}", "- {name: X, kind: city, lat: 1}"])
def test_a_faulty_entry_names_its_file(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path, row: str) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(row)
    monkeypatch.setattr(gz, "_files", lambda: [file])
    with pytest.raises(KnowledgeError, match=r"bad\.yaml"):
        gz.entries()
