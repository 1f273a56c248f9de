"""The API: the same rows as the lists, a page at a time; clear errors; nothing that is asked ends in a fault of the program's."""

import datetime as dt
import pathlib
from collections.abc import Callable, Iterator

import pytest

pytest.importorskip("litestar")

import schemathesis
from hypothesis import HealthCheck, given, settings
from litestar.testing import TestClient

from dateline.pipeline import Coder
from dateline.store import Store
from dateline.web import Coding, Writing, app

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")  # streams that the clients of the tests leave open
TOKEN = "a-token-of-the-tests"


@pytest.fixture(scope="module")
def store(libya: Callable[[], pathlib.Path]) -> Store:
    return Store(libya())


@pytest.fixture(scope="module")
def site(store: Store, coder: Coder) -> Iterator[TestClient]:
    writing = Writing(TOKEN, lambda: dt.datetime(2020, 11, 1, tzinfo=dt.UTC))
    with TestClient(app(store.path, writing=writing, coding=Coding(lambda: coder)), base_url="http://127.0.0.1") as client:
        yield client


def test_a_list_a_page_at_a_time_is_the_whole_list(site: TestClient, store: Store) -> None:
    address, found = "/api/lists/events?limit=40", []
    while address:
        page = site.get(address).json()
        found += [(r["story_id"], r["event_id"]) for r in page["rows"]]
        address = page["next"]
    assert len(found) == len(set(found)) == store.query("SELECT * FROM events").num_rows


def test_every_list_answers_and_says_by_what_it_is_narrowed(site: TestClient) -> None:
    for name, about in site.get("/api/lists").json().items():
        assert site.get(f"/api/lists/{name}").status_code == 200, name
        for key in about["by"]:
            value = "2020-06-01" if key in ("since", "until", "as_of", "known_by") else "x"
            assert site.get(f"/api/lists/{name}", params={key: value if key not in ("news", "real", "contested") else "true"}).status_code == 200, (name, key)
    assert {r["status"] for r in site.get("/api/lists/events?status=called_for").json()["rows"]} == {"called_for"}


def test_a_conflict_a_story_and_an_incident(site: TestClient) -> None:
    assert site.get("/api/conflicts").json()["rows"][0]["conflict"] == "conflict.libya"
    then = site.get("/api/conflicts/conflict.libya?as_of=2020-01-15").json()
    assert then["as_of"] == "2020-01-15" and then["sections"]
    assert site.get("/api/story?id=2020-01-12-in-effect").json()["schema"] == "dateline/1"
    id_ = site.get("/api/lists/incidents?limit=1").json()["rows"][0]["incident_id"]
    assert site.get("/api/incident", params={"id": id_}).json()["told_by"]


@pytest.mark.parametrize(
    ("address", "status"),
    [("/api/lists/nothing", 404), ("/api/lists/events?limit=0", 400), ("/api/lists/events?limit=501", 400), ("/api/lists/events?offset=-1", 400), ("/api/lists/events?bogus=1", 400),
     ("/api/lists/events?since=monday", 400), ("/api/story?id=nothing", 404), ("/api/story", 400), ("/api/incident?id=x", 404), ("/api/conflicts/none", 404), ("/api/code", 405)],
)  # fmt: skip
def test_errors_are_json_and_say_what(address: str, status: int, site: TestClient) -> None:
    answer = site.get(address)
    assert answer.status_code == status
    assert answer.json()["status"] == status and len(answer.json()["error"]) > 10


def test_a_pasted_story_is_coded_and_not_kept(site: TestClient, store: Store) -> None:
    before = store.count()
    told = site.post("/api/code", json={"text": "The envoy called on the rebels to declare a truce on Monday.", "published": "2020-07-07"}).json()
    assert told["process"] and not any(x["realised"] for x in told["process"])
    assert store.count() == before
    assert site.post("/api/code", json={"text": "", "published": "2020-07-07"}).status_code == 400
    assert site.post("/api/code", content=b"{", headers={"content-type": "application/json"}).status_code == 400


def test_a_correction_is_written_with_the_token_and_shows(site: TestClient) -> None:
    said = {"record": "2020-01-12-in-effect/e1", "verdict": "wrong", "reason": "it says otherwise", "who": "A. Reader"}
    made = site.post("/api/corrections", json=said, headers={"X-Dateline-Token": TOKEN})
    assert made.status_code == 201 and made.json()["when"] == "2020-11-01T00:00:00Z"
    assert [r["correction_id"] for r in site.get("/api/lists/corrections").json()["rows"]] == [made.json()["id"]]
    assert site.post("/api/corrections", json={**said, "record": "no/e1"}, headers={"X-Dateline-Token": TOKEN}).status_code == 404
    assert site.post("/api/corrections", json={**said, "verdict": "corrected"}, headers={"X-Dateline-Token": TOKEN}).status_code == 400


def test_no_question_ends_in_a_fault(site: TestClient) -> None:
    described = schemathesis.openapi.from_asgi("/api/openapi.json", site.app, headers={"host": "localhost"})
    asked = set()
    for operation in (found.ok() for found in described.get_all_operations()):

        @settings(max_examples=15, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def ask(case: schemathesis.Case) -> None:
            answer = case.call(headers={"host": "localhost"})
            assert answer.status_code < 500, (case.formatted_path, answer.content[:300])

        ask()
        asked.add(operation.label)
    assert {"GET /api/conflicts", "POST /api/code", "POST /api/corrections"} <= asked
