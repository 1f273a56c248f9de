"""The pages: each answers, honours its days of sight, says what to do where it cannot, and lets nothing in or out that it should not."""

import datetime as dt
import itertools
import json
import pathlib
import re
from collections.abc import Callable, Iterator

import pytest

pytest.importorskip("litestar")

from litestar.testing import TestClient

from dateline import run
from dateline.settings import Settings
from dateline.store import Store
from dateline.store.copy import Copy
from dateline.track.positions import grid
from dateline.web import app
from dateline.web.desk import Desk
from dateline.web.marks import Mark, pieces

LIBYA = "/conflict/conflict.libya"
PARTS = ("", "/ceasefires", "/timeline", "/map", "/network", "/contacts", "/positions", "/statements", "/violations", "/calendar", "/changes", "/sources")
CAIRO = "2020-06-06-cairo"


@pytest.fixture(scope="module")
def path(libya: Callable[[], pathlib.Path]) -> pathlib.Path:
    return libya()


@pytest.fixture(scope="module")
def site(path: pathlib.Path) -> Iterator[TestClient]:
    with TestClient(app(path), base_url="http://127.0.0.1") as client:
        yield client


def main(text: str) -> str:
    found = re.search(r"<main.*</main>", text, re.DOTALL)
    assert found
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.group()))


@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_a_conflict_answers(part: str, site: TestClient) -> None:
    answer = site.get(LIBYA + part)
    assert answer.status_code == 200, main(answer.text)
    assert answer.text.count("<h1>") == 1
    assert 'aria-current="page"' in answer.text
    for table in re.findall(r"<table.*?</table>", answer.text, re.DOTALL):
        assert "<caption" in table and 'scope="col"' in table


@pytest.mark.parametrize(
    "address",
    ["/", "/changes", "/stories", "/incidents", "/search", "/search?q=ceasefire", "/search?q=ceasefire&in=statement", "/search?q=Haftar&in=event", f"/story?id={CAIRO}", f"/record?id={CAIRO}/e1",
     f"/record?id={CAIRO}/s1", f"/record?id={CAIRO}/m1", "/actor?id=LBY.gna", "/actor?id=person.khalifa-haftar", f"{LIBYA}/brief/html", f"{LIBYA}/brief/md"],
)  # fmt: skip
def test_each_other_page_answers(address: str, site: TestClient) -> None:
    assert site.get(address).status_code == 200


def test_every_link_of_the_front_page_and_of_a_conflict_leads_somewhere(site: TestClient) -> None:
    seen = set()
    for address in ("/", LIBYA, f"{LIBYA}/ceasefires", f"/story?id={CAIRO}", f"/record?id={CAIRO}/e1"):
        for link in re.findall(r'(?:href|src)="(/[^"]*)"', site.get(address).text):
            seen.add(link.replace("&amp;", "&").partition("#")[0])
    assert len(seen) > 60
    wrong = [link for link in sorted(seen) if site.get(link).status_code != 200]
    assert not wrong


def test_as_of_and_known_by_change_what_is_told(site: TestClient) -> None:
    now, then = main(site.get(LIBYA).text), main(site.get(f"{LIBYA}?as_of=2020-01-15").text)
    assert "As it stood on 15 January 2020" in then and "23 Oct 2020: Government" not in then
    assert now != then
    early = main(site.get(f"{LIBYA}/ceasefires?known_by=2020-01-31").text)
    assert "Oct 2020" not in early and "Jan 2020" in early
    assert "Jun 2020" not in main(site.get(f"{LIBYA}/timeline?known_by=2020-01-31").text).partition("Events")[2]


def test_the_days_of_sight_go_along_with_the_links(site: TestClient) -> None:
    assert f'{LIBYA}/ceasefires?as_of=2020-01-15"' in site.get(f"{LIBYA}?as_of=2020-01-15").text


def test_a_called_for_ceasefire_is_never_shown_as_real(site: TestClient, path: pathlib.Path) -> None:
    asked = Store(path).query("SELECT story_id || '/' || step_id AS id FROM process WHERE kind = 'ceasefire' AND step = 'called_for'").to_pylist()
    assert asked
    for row in asked:
        text = main(site.get(f"/record?id={row['id']}").text)
        assert "no: said, asked, meant or hoped" in text and "yes: the text asserts it" not in text


def test_filters_of_the_timeline_are_kept_in_the_address(site: TestClient) -> None:
    text = site.get(f"{LIBYA}/timeline?type=ASSAULT&news=1&since=2020-03-01&until=2020-06-30").text
    kinds = set(re.findall(r'<td data-label="What">([a-z]+)', text))
    assert kinds == {"assault"}
    assert 'name="since" value="2020-03-01"' in text and '<option value="ASSAULT" selected>' in text
    assert "type=ASSAULT" in re.findall(r'href="(/download/events.csv[^"]*)"', text)[0]


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/nowhere", 404, "Begin at the front page"), ("/story?id=none", 404, "no story of that id"), ("/story", 400, "lacks “id”"), (f"/record?id={CAIRO}/e999", 404, "no such record"),
        ("/incident?id=i:none", 404, "no incident"), ("/actor?id=nobody.at-all", 404, "Neither the knowledge base"), ("/conflict/conflict.atlantis", 404, "No story of this store"),
        (f"{LIBYA}?as_of=yesterday", 400, "Write it as year-month-day"), (f"{LIBYA}?as_of=2020-02-31", 400, "no day"), (f"{LIBYA}/timeline?offset=-1", 400, "whole number"),
        ("/search?q=x&in=everything", 400, "is one of"), ("/download/secrets.csv", 404, "There is no such list"), ("/download/events.exe", 400, "csv or jsonl"), (f"{LIBYA}/brief/docx", 404, "written as"),
        ("/stories?outlet=" + "x" * 400, 400, "Shorten it"), ("/figure/cake.svg?conflict=conflict.libya", 404, "no such figure"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_says_what_to_do(address: str, status: int, says: str, site: TestClient) -> None:
    answer = site.get(address)
    assert answer.status_code == status
    assert says in main(answer.text)
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_a_store_that_is_not_there_is_told_of(tmp_path: pathlib.Path) -> None:
    with TestClient(app(tmp_path / "none.duckdb"), base_url="http://127.0.0.1") as client:
        answer = client.get("/")
        assert answer.status_code == 503 and "dateline code STORIES --store" in main(answer.text)


def test_an_empty_store_says_what_to_do(tmp_path: pathlib.Path) -> None:
    store = Store(tmp_path / "empty.duckdb")
    with store.connection(write=True):
        pass
    with TestClient(app(store.path), base_url="http://127.0.0.1") as client:
        assert "dateline rebuild --store" in main(client.get("/").text)
        assert client.get("/stories").status_code == client.get("/search?q=truce").status_code == 200


def test_headers_keep_the_page_to_itself(site: TestClient) -> None:
    answer = site.get("/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff" and answer.headers["referrer-policy"] == "no-referrer"
    for address in ("/", LIBYA, f"/story?id={CAIRO}", "/search?q=truce"):
        text = site.get(address).text
        assert not re.search(r"<script(?! src=\"/static/)|<style|\sstyle=|\son[a-z]+=|javascript:", text)
        assert not re.search(r'(src|href)="(https?:)?//(?!t\.me)', main_html(text))


def main_html(text: str) -> str:
    return text.partition("</head>")[0]


def test_a_name_that_is_not_the_sites_is_refused(site: TestClient) -> None:
    assert site.get("/", headers={"host": "evil.example"}).status_code == 400
    assert site.get("/", headers={"host": "127.0.0.1:8000"}).status_code == 200
    assert site.get("/", headers={"host": "[::1]:8000"}).status_code == 200


def test_a_page_that_did_not_change_is_not_sent_again(site: TestClient) -> None:
    first = site.get(LIBYA)
    assert site.get(LIBYA, headers={"if-none-match": first.headers["etag"]}).status_code == 304


def test_lists_are_downloaded_whole(site: TestClient, path: pathlib.Path) -> None:
    total = Store(path).query("SELECT count(*) AS n FROM events").to_pylist()[0]["n"]
    csv = site.get("/download/events.csv").text
    assert csv.startswith("story_id,event_id,") and "attachment" in site.get("/download/events.csv").headers["content-disposition"]
    rows = [json.loads(line) for line in site.get("/download/events.jsonl").text.splitlines()]
    assert len(rows) == total
    mapped = site.get("/download/map.geojson?conflict=conflict.libya").json()
    assert mapped["type"] == "FeatureCollection" and all(f["geometry"]["type"] == "Point" for f in mapped["features"])
    for name in ("stories", "statements", "steps", "relations", "incidents", "contacts", "ties", "ladder", "casualties", "timeline", "copies", "changes"):
        assert site.get(f"/download/{name}.jsonl").status_code == 200


@pytest.mark.parametrize("name", ["ladder", "timeline", "map", "network", "contacts", "casualties"])
def test_figures_are_drawn_for_day_and_night(name: str, site: TestClient) -> None:
    answer = site.get(f"/figure/{name}.svg?conflict=conflict.libya&until=2020-08-01")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("image/svg+xml")
    assert "prefers-color-scheme: dark" in answer.text and "Libyan conflict" in answer.text


def test_lists_are_paged(site: TestClient) -> None:
    first, second = site.get(f"{LIBYA}/timeline?limit=5").text, site.get(f"{LIBYA}/timeline?limit=5&offset=5").text
    ids = [re.findall(r'/record\?id=([^"&]+)"', t.partition('id="events"')[2]) for t in (first, second)]
    assert len(ids[0]) == len(ids[1]) == 5 and not set(ids[0]) & set(ids[1])
    assert "offset=5" in first and "limit=5" in first


def test_search_finds_what_holds_all_words(site: TestClient) -> None:
    assert "Nothing holds all of these words" in main(site.get("/search?q=ceasefire+zeppelin").text)
    for odd in ('"', "((", "a:b^~*", "\\", "AND OR NOT", "-"):
        assert site.get("/search", params={"q": odd}).status_code == 200


def test_marks_that_nest_lead_to_the_innermost() -> None:
    found = [Mark(span=(0, 20), id="s1", layer="statements", says="outer"), Mark(span=(5, 15), id="s2", layer="statements", says="inner"), Mark(span=(8, 12), id="e1", layer="events", says="event")]
    cut = pieces("0123456789abcdefghijrest", found)
    assert "".join(p.text for p in cut) == "0123456789abcdefghijrest"
    assert [(p.text, p.id) for p in cut] == [("01234", "s1"), ("567", "s2"), ("89ab", "e1"), ("cde", "s2"), ("fghij", "s1"), ("rest", None)]
    assert "depth2" in cut[2].classes and cut[2].says == "event · inner · outer"


def test_a_story_with_markup_is_shown_as_text(tmp_path: pathlib.Path) -> None:
    source = tmp_path / "s.jsonl"
    evil = {"id": "<b>x", "title": "<script>alert(1)</script>", "text": 'TRIPOLI - The rebels <img src=x onerror=alert(1)> declared a ceasefire on Monday, the army said.', "published": "2020-01-05", "outlet": "\"'><svg onload=alert(1)>", "url": "javascript:alert(1)"}
    source.write_text(json.dumps(evil), encoding="utf-8")
    store = Store(tmp_path / "e.duckdb")
    run.code_into(store, [source], settings=Settings())
    with TestClient(app(store.path), base_url="http://127.0.0.1") as client:
        for address, params in (("/stories", {}), ("/story", {"id": "<b>x"}), ("/search", {"q": "rebels"}), ("/search", {"q": "<script>alert(1)</script>"}), ("/story", {"id": "<script>"})):
            text = client.get(address, params=params).text
            assert not re.search(r"<(script>|img src=x|svg|b>)", text)
            assert 'href="javascript' not in text


def test_a_copy_reads_as_the_store_does_and_cannot_be_written_to(path: pathlib.Path) -> None:
    store, copy = Store(path), Copy(Store(path))
    for view, _, _ in store.views():
        assert copy.query(f"SELECT count(*) AS n FROM {view}").to_pylist() == store.query(f"SELECT count(*) AS n FROM {view}").to_pylist(), view
    with pytest.raises(Exception, match="read-only"):
        copy.query("DROP TABLE events")


def test_a_store_that_changes_is_read_anew(path: pathlib.Path, tmp_path: pathlib.Path) -> None:
    own = tmp_path / "own.duckdb"
    own.write_bytes(path.read_bytes())
    desk = Desk(Store(own))
    first = desk.sight()
    assert desk.sight() is first
    source = tmp_path / "new.jsonl"
    source.write_text(json.dumps({"id": "new", "text": "TRIPOLI - The army shelled the port on Monday.", "published": "2020-11-02"}), encoding="utf-8")
    run.code_into(Store(own), [source], settings=Settings())
    assert desk.renew().copy.story("new") is not None and first.copy.story("new") is None


def test_the_grid_keeps_an_actors_own_word_apart(path: pathlib.Path) -> None:
    process = Store(path).process("conflict.libya")
    assert process is not None
    whole, early = grid(process), grid(process, as_of=dt.date(2020, 1, 31))
    assert whole.actors and all(p.voice != "other" for held in whole.cells.values() for p in held)
    assert all(a.stance != b.stance for held in whole.cells.values() for a, b in itertools.pairwise(held))
    assert all(p.days.latest and p.days.latest <= dt.date(2020, 1, 31) for held in early.cells.values() for p in held)
