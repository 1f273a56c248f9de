"""Stories and names are hostile: nothing of them becomes markup or a script; nothing is written without leave; no file is reached."""

import datetime as dt
from collections.abc import Iterator

import msgspec
import pytest

from web_markup import PAYLOADS, Page

pytest.importorskip("litestar")

from litestar.testing import TestClient

from dateline import ingest
from dateline.errors import InputError, StoreError
from dateline.export.jsonl import coded
from dateline.lexicon.names import AgentIndex, NameIndex
from dateline.model.coded import CodedStory
from dateline.model.story import Story
from dateline.pipeline import Coder
from dateline.resolve.actors import Resolver
from dateline.settings import Settings
from dateline.store import Store
from dateline.store.copy import Copy
from dateline.store.rebuild import rebuild
from dateline.web import Coding, Writing, app

TOKEN = "a-token-of-the-tests"
NOW = dt.datetime(2020, 7, 9, 12, tzinfo=dt.UTC)
TEXT = "TRIPOLI, July 7 (Reuters) - Turkey bombed Sirte on Monday, killing 12 people. The rebels declared a ceasefire, their spokesman Ali Pwn said. Haftar met Serraj in Moscow."
replace = msgspec.structs.replace
TOGETHER = [" ".join(PAYLOADS[n : n + 5]) for n in range(0, len(PAYLOADS), 5)]
"""The payloads in their five wrappings: a story each, in every field."""


def named(n: int, payload: str) -> str:
    """The id of a story: a payload too, but no longer than an address may be."""
    return f"{n}-{payload[:200]}"




def poisoned(s: CodedStory, n: int, payload: str) -> CodedStory:
    """A story in which every field that comes from outside holds the payload."""
    text = f"{s.story.text}\n{payload}"
    whole = (0, len(text))
    head = replace(s.story, id=named(n, payload), title=payload, outlet=payload, url=payload, agencies=(payload,), notes=(payload,), text=text, conflicts=("conflict.libya",), published=dt.date(2020, 7, 7))
    return replace(
        s, story=head, mentions=tuple(replace(m, text=payload, name=payload, office=payload, evidence=payload, actor=m.actor if k % 2 else f"~{payload}") for k, m in enumerate(s.mentions)),
        places=tuple(replace(p, text=payload, name=payload, admin1=payload) for p in s.places), times=tuple(replace(t, text=payload) for t in s.times),
        statements=tuple(replace(x, content=replace(x.content, spans=(whole,)), anonymity=payload) for x in s.statements),
        events=tuple(replace(e, sentence=whole, because=tuple(replace(r, value=payload, why=payload) for r in e.because)) for e in s.events),
        process=tuple(replace(x, conflict="conflict.libya", terms={"area": payload}) for x in s.process), relations=tuple(replace(r, object_text=payload) for r in s.relations),
    )  # fmt: skip


@pytest.fixture(scope="module")
def store(coder: Coder, tmp_path_factory: pytest.TempPathFactory) -> Store:
    story = ingest.prepare(Story(id="x", text=TEXT), published=dt.date(2020, 7, 7))
    assert not isinstance(story, InputError)
    clean = coded(next(coder.code([story])))
    assert clean.events and clean.statements and clean.process and clean.places
    s = Store(tmp_path_factory.mktemp("hostile") / "hostile.duckdb")
    s.add([msgspec.json.encode(poisoned(clean, n, p)) for n, p in enumerate(TOGETHER)])
    rebuild(s, sides=Resolver(NameIndex(Settings()), AgentIndex()), settings=Settings())
    return s


@pytest.fixture(scope="module")
def site(store: Store, coder: Coder) -> Iterator[TestClient]:
    with TestClient(app(store.path, writing=Writing(TOKEN, lambda: NOW), coding=Coding(lambda: coder)), base_url="http://127.0.0.1") as client:
        yield client


@pytest.fixture(scope="module")
def reader(store: Store, coder: Coder) -> Iterator[TestClient]:
    with TestClient(app(store.path, coding=Coding(lambda: coder)), base_url="http://127.0.0.1") as client:
        yield client


def clean(answer: object) -> Page:
    page = Page(answer.text)  # type: ignore[attr-defined]
    assert not page.faults, page.faults[:3]
    policy = answer.headers["content-security-policy"]  # type: ignore[attr-defined]
    assert "default-src 'self'" in policy and "unsafe" not in policy and "object-src 'none'" in policy and "frame-ancestors 'none'" in policy
    return page


def test_the_parser_would_see_it() -> None:
    assert len(PAYLOADS) >= 200 and len(set(PAYLOADS)) == len(PAYLOADS)
    assert Page("<p>ok</p>").faults == []
    for bad in ("<script>x</script>", "<a href=' javascript:x'>", "<img src=x onerror=x>", "<svg>", "<p style=x>", "<a href=//x>", "<meta http-equiv=refresh>"):
        assert Page(bad).faults, bad


@pytest.mark.parametrize(
    "address",
    ["/", "/changes", "/stories?limit=300", "/incidents?limit=300", "/search?q=pwn", "/search?q=pwn&in=statement", "/search?q=pwn&in=event", "/corrections", "/paste", "/conflict/conflict.libya",
     *(f"/conflict/conflict.libya/{p}" for p in ("ceasefires", "timeline", "map", "network", "contacts", "positions", "statements", "violations", "calendar", "changes", "sources"))],
)  # fmt: skip
def test_no_field_of_a_story_becomes_markup_on_a_list(address: str, site: TestClient) -> None:
    answer = site.get(address)
    assert answer.status_code == 200
    clean(answer)


@pytest.mark.parametrize("n", range(0, len(TOGETHER), 8))
def test_nor_on_its_own_pages(n: int, site: TestClient, store: Store) -> None:
    seen = 0
    for k, payload in enumerate(TOGETHER[n : n + 8], start=n):
        id_ = named(k, payload)
        for address, values in (("/story", {"id": id_}), ("/record", {"id": f"{id_}/e1"}), ("/record/part", {"id": f"{id_}/s1"}), ("/record", {"id": f"{id_}/m1"}), ("/correct", {"id": f"{id_}/e1"})):
            answer = site.get(address, params=values)
            assert answer.status_code in (200, 404), (address, payload)
            seen += payload.split()[0][:6] in clean(answer).said
    assert seen > 8, "the payloads do not reach the pages: the test shows nothing"


def test_nor_in_what_is_asked_or_pasted(site: TestClient) -> None:
    for payload in PAYLOADS[::4]:
        for address, values in (("/search", {"q": payload}), ("/story", {"id": payload}), ("/stories", {"outlet": payload}), ("/conflict/conflict.libya", {"as_of": payload}), ("/actor", {"id": payload})):
            answer = site.get(address, params=values)
            assert answer.status_code < 500, (address, payload)
            clean(answer)
    for payload in PAYLOADS[::9]:
        answer = site.post("/paste", files={"text": (None, f"{TEXT}\n{payload}"), "title": (None, payload), "outlet": (None, payload), "published": (None, "2020-07-07")})
        assert answer.status_code == 200
        clean(answer)


def test_nor_in_what_a_reviewer_writes(site: TestClient, store: Store) -> None:
    id_ = named(0, TOGETHER[0]) + "/e1"
    for payload in PAYLOADS[:8]:
        form = {"id": id_, "verdict": "wrong", "reason": payload, "who": payload, "token": TOKEN}
        assert site.post("/correct", data=form, follow_redirects=False).status_code == 303
    clean(site.get("/corrections"))
    assert PAYLOADS[0] in clean(site.get("/record", params={"id": id_})).said


def test_the_url_of_a_story_is_a_link_only_where_it_is_one(site: TestClient) -> None:
    for n, payload in enumerate(TOGETHER):
        assert "At the outlet" not in site.get("/story", params={"id": named(n, payload)}).text


def test_only_its_own_names_are_answered(site: TestClient) -> None:
    for host in ("pwn.example", "127.0.0.1.pwn.example", "", "localhost.pwn.example", "pwn.example:127.0.0.1"):
        for address in ("/", "/api/conflicts", "/static/dateline.css"):
            assert site.get(address, headers={"host": host}).status_code == 400
    assert site.get("/", headers={"host": "localhost:8000"}).status_code == 200
    assert site.get("/", headers={"host": "[::1]:8000"}).status_code == 200


def test_no_file_beside_the_site_is_given(site: TestClient) -> None:
    for path in ("/static/../__init__.py", "/static/..%2f__init__.py", "/static/%2e%2e/%2e%2e/settings.py", "/static//etc/passwd", "/static/..\\..\\settings.py", "/download/..%2f..%2fetc%2fpasswd",
                 "/figure/..%2f..%2fx.svg?conflict=conflict.libya", "/conflict/..%2f..%2fetc%2fpasswd", "/static/%00"):  # fmt: skip
        answer = site.get(path)
        assert answer.status_code in (400, 404, 405), path
        assert "import " not in answer.text and "root:" not in answer.text


def test_what_is_asked_never_changes_the_store(site: TestClient, store: Store) -> None:
    before = store.count()
    for name in ("stories", "events", "statements", "incidents"):
        for sql in ("'; DROP TABLE kept_stories; --", "1); DELETE FROM kept_stories; --", "x' UNION SELECT * FROM read_csv('/etc/passwd') --"):
            for key in ("conflict", "outlet", "type", "since"):
                assert site.get(f"/api/lists/{name}", params={key: sql}).status_code in (200, 400)
    assert store.count() == before
    with pytest.raises(StoreError), Copy(store).connection(write=True):
        pass
    with pytest.raises(StoreError):
        Copy(store).query("DELETE FROM kept_stories")


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], TOKEN + "x", "\u0430" + TOKEN[1:], "\U0001f600"])
def test_nothing_is_written_without_the_token(token: str, site: TestClient, store: Store) -> None:
    before = len(store.corrections())
    said = {"record": named(1, TOGETHER[1]) + "/e1", "verdict": "wrong", "reason": "x", "who": "y"}
    assert site.post("/api/corrections", json=said).status_code == 403
    assert site.post("/api/corrections", json={**said, "token": TOKEN}).status_code == 403
    form = {"id": said["record"], "verdict": "wrong", "reason": "x", "who": "y"}
    assert site.post("/correct", data={**form, "token": token}, follow_redirects=False).status_code == 403
    assert site.post(f"/correct?token={TOKEN}", data=form, headers={"cookie": f"token={TOKEN}"}, follow_redirects=False).status_code == 403
    site.cookies.clear()
    kept = {"text": (None, TEXT), "published": (None, "2020-07-07"), "keep": (None, "yes"), "token": (None, token)}
    stories = store.count()
    assert site.post("/paste", files=kept).status_code == 403
    assert (len(store.corrections()), store.count()) == (before, stories)


def test_a_site_that_only_reads_takes_no_token(reader: TestClient, store: Store) -> None:
    before = len(store.corrections())
    said = {"record": named(1, TOGETHER[1]) + "/e1", "verdict": "wrong", "reason": "x", "who": "y"}
    for token in ("", TOKEN, "None"):
        assert reader.post("/api/corrections", json=said, headers={"X-Dateline-Token": token}).status_code == 403
    assert "only reads" in reader.get("/correct", params={"id": said["record"]}).text
    assert 'type="password"' not in reader.get("/paste").text
    assert len(store.corrections()) == before


def test_too_much_is_refused_unread(site: TestClient) -> None:
    assert site.post("/paste", files={"text": (None, "x" * 3_000_000)}).status_code == 413
    assert site.post("/paste", files={"text": (None, "A ceasefire holds. " * 5000), "published": (None, "2020-07-07")}).status_code == 400
    assert site.get("/search", params={"q": "x" * 5000}).status_code == 400


def test_no_cookie_is_set_and_nothing_is_cached_that_was_pasted(site: TestClient) -> None:
    answer = site.post("/paste", files={"text": (None, TEXT), "published": (None, "2020-07-07")})
    assert answer.headers["cache-control"] == "no-store" and "set-cookie" not in answer.headers
    assert all("set-cookie" not in site.get(a).headers for a in ("/", "/paste", "/api/conflicts"))
