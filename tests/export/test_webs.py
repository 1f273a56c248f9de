"""GeoJSON, FollowTheMoney, Web Annotations and HXL: read by their own packages where there are such."""

import csv
import io
import json

import geojson
import pytest
from handmade import TEXT, both, first

from dateline import export
from dateline.model.coded import CodedStory

FTM = {
    "Article": {"title", "publishedAt", "publisher", "sourceUrl", "author", "language"},
    "Person": {"name", "country", "position", "proof"},
    **{key: {"name", "country", "proof"} for key in ("PublicBody", "Organization", "Company", "LegalEntity")},
    "Event": {"name", "summary", "startDate", "endDate", "date", "location", "country", "organizer", "involved", "keywords", "proof", "recordId", "sourceUrl", "publisher"},
    "Position": {"name"},
    "Occupancy": {"holder", "post", "startDate", "endDate", "summary", "recordId", "sourceUrl", "publisher"},
    "Membership": {"member", "organization", "role", "startDate", "endDate", "summary", "recordId", "sourceUrl", "publisher"},
    "UnknownLink": {"subject", "object", "role", "startDate", "endDate", "summary", "recordId", "sourceUrl", "publisher"},
}
"""The schemata and properties that are written, as FollowTheMoney 3.8.2 has them."""


@pytest.fixture
def stories() -> list[CodedStory]:
    return both()


def text(stories: list[CodedStory], name: str) -> str:
    out = io.BytesIO()
    export.write(stories, name, out)
    return out.getvalue().decode()


def test_geojson_is_valid_and_puts_nothing_in_the_middle_of_a_country(stories: list[CodedStory]) -> None:
    found = geojson.loads(text(stories, "geojson"))
    assert isinstance(found, geojson.FeatureCollection) and found.is_valid
    assert [(f.id, f.geometry and f.geometry.coordinates) for f in found.features] == [("a/e1", [16.6, 31.2]), ("a/e3", None)]
    assert found.features[0].properties["killed_low"] == 5 and found.features[1].properties["country"] == "LBY"
    assert geojson.loads(text([], "geojson")).features == []


def test_ftm_entities_are_of_their_schemata(stories: list[CodedStory]) -> None:
    found = [json.loads(line) for line in text(stories, "ftm").splitlines()]
    ids = {e["id"] for e in found}
    for e in found:
        assert e["properties"].keys() <= FTM[e["schema"]], e
        assert all(isinstance(v, str) and v for vs in e["properties"].values() for v in vs)
        for ref in ("organizer", "involved", "proof", "subject", "object", "holder", "post", "member", "organization"):
            assert set(e["properties"].get(ref, ())) <= ids
    assert {e["schema"] for e in found} == {"Article", "Organization", "PublicBody", "Person", "Event", "UnknownLink"}
    [again] = {e["id"] for e in (json.loads(line) for line in text([first(), first()], "ftm").splitlines()) if e["properties"].get("name") == ["Northern Front"]}
    assert again in ids


def test_followthemoney_reads_the_entities(stories: list[CodedStory]) -> None:
    from followthemoney import model  # type: ignore[import-not-found]

    for line in text(stories, "ftm").splitlines():
        data = json.loads(line)
        model.get(data["schema"]).validate(data)
        entity = model.make_entity(data["schema"])
        for name, values in data["properties"].items():
            for value in values:
                entity.add(name, value)
        assert {k: sorted(v) for k, v in entity.to_dict()["properties"].items()} == data["properties"]


def test_annotations_select_the_words(stories: list[CodedStory]) -> None:
    page = json.loads(text(stories, "annotations"))
    assert page["type"] == "AnnotationPage" and page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert len({a["id"] for a in page["items"]}) == len(page["items"]) > 15
    for a in page["items"]:
        assert a["type"] == "Annotation" and a["motivation"] in ("identifying", "describing")
        for target in a["target"] if isinstance(a["target"], list) else [a["target"]]:
            position, quote = target["selector"]
            if target["source"] == "https://news.example/a":
                lo, hi = position["start"], position["end"]
                assert TEXT[lo:hi] == quote["exact"] and TEXT[:lo].endswith(quote["prefix"]) and TEXT[hi:].startswith(quote["suffix"])
    plan = next(a for a in page["items"] if a["id"] == "urn:dateline:a:e4")
    assert plan["body"][1]["dateline:status"] == "planned"
    call = next(a for a in page["items"] if a["id"] == "urn:dateline:a:c1")
    assert call["body"][0]["value"] == "ceasefire: called_for (not real)"


def test_hxl_has_a_row_of_hashtags(stories: list[CodedStory]) -> None:
    names, tags, *rows = csv.reader(io.StringIO(text(stories, "hxl")))
    assert all(t.startswith("#") for t in tags) and len(names) == len(tags)
    assert tags[names.index("killed_low")] == "#affected+killed+min" and rows[0][names.index("killed_low")] == "5"
    assert rows[1][names.index("killed_low")] == "" and rows[1][names.index("date_start")] == ""
