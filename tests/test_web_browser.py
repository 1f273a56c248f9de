"""The main journeys in a browser, with and without a script, and what axe finds on each page."""

import datetime as dt
import os
import pathlib
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

pytest.importorskip("litestar")
pytest.importorskip("playwright")

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from dateline.pipeline import Coder
from dateline.store import Store
from dateline.web import Coding, Writing, app

CHROMIUM = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="there is no Chromium: apt-get install chromium"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning", "ignore::DeprecationWarning"),
]
TOKEN = "a-token-of-the-tests"
LIBYA = "/conflict/conflict.libya"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


@pytest.fixture(scope="module")
def address(libya: Callable[[], pathlib.Path], coder: Coder) -> Iterator[str]:
    store = Store(libya())
    writing = Writing(TOKEN, lambda: dt.datetime(2020, 11, 1, tzinfo=dt.UTC))
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app(store.path, writing=writing, coding=Coding(lambda: coder)), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM is not None, "there is no Chromium: apt-get install chromium"
    with sync_playwright() as p:
        b = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield b
        b.close()


@pytest.fixture(params=[True, False], ids=["with a script", "without"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def test_what_changed_and_by_which_words(page: Page) -> None:
    page.goto("/")
    assert "changed" in page.locator("#h-changed").inner_text()
    page.locator(".changes a.ref").first.click()
    assert page.locator("h1").inner_text() == "Why this record exists"
    assert page.locator("blockquote mark").count() > 0


def test_why_a_ceasefire_counts_as_called_for_and_where_it_says_so(page: Page, address: str) -> None:
    called: dict[str, Any] = page.request.get(f"{address}/api/lists/steps?step=called_for&limit=1").json()["rows"][0]
    page.goto(f"/story?id={called['story_id']}")
    row = page.locator("table tr", has_text="called for").filter(has_text="○ no").first
    row.locator("a.ref").first.click()
    page.wait_for_url(re.compile("/record"), timeout=5000) if page.locator("[data-panel]:visible").count() == 0 else None
    page.goto(f"/record?id={called['story_id']}/{called['step_id']}")
    assert "called for" in page.locator(".reasons").inner_text()
    page.locator('.reasons a[href^="/story"]').last.click()
    assert page.locator(".m.chosen").count() > 0


def test_a_story_is_pasted_and_coded_at_once(page: Page) -> None:
    page.goto("/paste")
    page.get_by_label("Text of the story").fill("The envoy called on the rebels to declare a truce on Monday.")
    page.get_by_label("Published on").fill("2020-07-07")
    began = time.monotonic()
    page.get_by_role("button", name="Code it").click()
    assert "not told as real" in page.locator("section.coded").inner_text()
    assert time.monotonic() - began < 5
    assert "told as real" not in page.locator("section.coded").inner_text().replace("not told as real", "")


def test_a_record_is_corrected(page: Page, address: str) -> None:
    page.goto("/record?id=2020-01-12-in-effect/e1")
    page.get_by_role("link", name="Say that it is right or wrong").click()
    page.get_by_label("wrong: the words do not say this").check()
    page.get_by_label("Why (others will read this)").fill("told of another day")
    page.get_by_label("Your name").fill("A. Reader")
    page.get_by_label("Token").fill("wrong")
    page.get_by_role("button", name="Write it down").click()
    assert "token" in page.get_by_role("alert").inner_text()
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Write it down").click()
    assert "told of another day" in page.locator(".corrections").inner_text()
    page.goto("/corrections")
    assert "A. Reader" in page.locator("main").inner_text()


@pytest.mark.parametrize(
    "where",
    ["/", "/changes", "/stories", "/incidents", "/search?q=ceasefire", "/corrections", "/paste", "/story?id=2020-06-06-cairo", "/record?id=2020-06-06-cairo/e1", "/correct?id=2020-06-06-cairo/e1",
     "/actor?id=LBY.gna", "/nothing", LIBYA, *(f"{LIBYA}/{p}" for p in ("ceasefires", "timeline", "map", "network", "contacts", "positions", "statements", "violations", "calendar", "changes", "sources"))],
)  # fmt: skip
def test_axe_finds_no_serious_fault(where: str, browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto(where)
    found = Axe().run(page).response["violations"]
    context.close()
    assert not [(v["id"], v["nodes"][0]["html"][:120]) for v in found if v["impact"] in ("serious", "critical")]
