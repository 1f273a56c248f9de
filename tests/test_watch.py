"""Following feeds and folders, against a server on this machine's own loopback address and with a clock of our own."""

import contextlib
import gzip
import http.server
import json
import os
import pathlib
import socket
import threading
import time
from collections.abc import Iterator

import httpx
import pytest

from dateline.errors import InputError, UsageError
from dateline.model.story import Story
from dateline.settings import Settings
from dateline.store import Store
from dateline.watch import Watcher, follow
from dateline.watch.fetch import Fetcher, Manners
from dateline.watch.sinks import Into, Lines
from dateline.watch.state import State

ITEM = "<item><guid>{id}</guid><link>{link}</link><pubDate>Wed, 08 Jul 2020 10:00:00 GMT</pubDate><description>Rebels shelled {town} on Monday.</description></item>"
MANNERS = Manners(pause=0, most_bytes=1 << 16, timeout=2, whole_timeout=2)


def feed(*items: tuple[str, str], link: str = "https://daily.example/x") -> bytes:
    return f"<rss version='2.0'><channel><title>D</title>{''.join(ITEM.format(id=i, town=t, link=link) for i, t in items)}</channel></rss>".encode()


class Host:
    """A host whose next answers are set by the test; it notes what it is asked."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        host = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                status, headers, body = host.answers.get(self.path, (404, {}, b""))
                if status == 200 and "etag" in headers and self.headers.get("If-None-Match") == headers["etag"]:
                    status, body = 304, b""
                self.send_response(status)
                for k, v in headers.items():
                    self.send_header(k, v)
                self.end_headers()
                with contextlib.suppress(OSError):
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def host() -> Iterator[Host]:
    h = Host()
    yield h
    h.server.shutdown()
    h.server.server_close()


class Clock:
    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def look(watcher: Watcher) -> list[Story | InputError]:
    """One round, committed."""
    found: list[Story | InputError] = []
    for batch in watcher.batches(once=True):
        found += batch.items
        watcher.commit(batch)
    return found


def ids(found: list[Story | InputError]) -> list[str]:
    return [s.id for s in found if isinstance(s, Story)]


@pytest.fixture
def clock() -> Clock:
    return Clock()


def watcher(tmp_path: pathlib.Path, clock: Clock, *sources: str, manners: Manners = MANNERS) -> Watcher:
    return Watcher(sources, State(tmp_path / "state"), manners=manners, clock=clock, sleep=clock.sleep)


def test_a_feed_is_asked_conditionally_at_intervals_and_gives_only_what_is_new(tmp_path: pathlib.Path, host: Host, clock: Clock) -> None:
    host.answers["/f"] = (200, {"etag": '"1"', "last-modified": "Wed, 08 Jul 2020 10:00:00 GMT"}, feed(("a", "Sirte")))
    assert ids(look(watcher(tmp_path, clock, host.url + "/f"))) == ["a"]
    assert ids(look(watcher(tmp_path, clock, host.url + "/f"))) == [] and len(host.asked) == 1  # not due
    clock.now += 1_000
    assert look(watcher(tmp_path, clock, host.url + "/f")) == []  # the state outlives the watcher
    assert host.asked[1][1]["if-none-match"] == '"1"' and host.asked[1][1]["if-modified-since"].startswith("Wed, 08 Jul")
    host.answers["/f"] = (200, {"etag": '"2"'}, feed(("b", "Tripoli"), ("a", "Sirte"), ("a", "Sirte and Jufra")))
    clock.now += 1_000
    assert ids(look(watcher(tmp_path, clock, host.url + "/f"))) == ["b", "a"]  # a corrected text is new
    assert "dateline/" in host.asked[0][1]["user-agent"]


def test_what_stories_and_feeds_point_to_is_never_fetched(tmp_path: pathlib.Path, host: Host, clock: Clock) -> None:
    host.answers["/f"] = (200, {}, feed(("a", f"{host.url}/evil and &lt;img src='{host.url}/evil'&gt;"), link=f"{host.url}/evil"))
    assert ids(look(watcher(tmp_path, clock, host.url + "/f"))) == ["a"]
    assert [path for path, _ in host.asked] == ["/f"]


@pytest.mark.parametrize(("status", "headers", "least"), [(429, {"Retry-After": "7200"}, 7_200), (503, {}, 1_800), (500, {}, 1_800)])
def test_a_host_that_refuses_is_left_alone_for_longer(tmp_path: pathlib.Path, host: Host, clock: Clock, status: int, headers: dict[str, str], least: float) -> None:
    host.answers["/f"] = (status, headers, b"")
    w = watcher(tmp_path, clock, host.url + "/f")
    (fault,) = look(w)
    assert isinstance(fault, InputError) and str(status) in fault.what
    assert w.state.followed(host.url + "/f").due - clock.now == pytest.approx(least)
    clock.now += least - 1
    assert look(w) == [] and len(host.asked) == 1
    clock.now += 2
    look(w)
    assert w.state.followed(host.url + "/f").due - clock.now >= 3_600  # twice as long


def test_what_is_gone_is_not_asked_again(tmp_path: pathlib.Path, host: Host, clock: Clock) -> None:
    host.answers["/f"] = (410, {}, b"")
    w = watcher(tmp_path, clock, host.url + "/f")
    look(w)
    clock.now += 10_000_000
    assert look(w) == [] and len(host.asked) == 1


def test_redirects_stay_with_the_host_that_was_named(tmp_path: pathlib.Path, host: Host, clock: Clock) -> None:
    other = Host()
    other.answers["/secret"] = (200, {}, feed(("x", "Sirte")))
    host.answers |= {"/f": (302, {"Location": "/g"}, b""), "/g": (200, {}, feed(("a", "Sirte"))), "/away": (302, {"Location": other.url + "/secret"}, b""),
                     "/file": (302, {"Location": "file:///etc/passwd"}, b""), "/loop": (302, {"Location": "/loop"}, b"")}  # fmt: skip
    found = look(watcher(tmp_path, clock, *(host.url + p for p in ("/f", "/away", "/file", "/loop"))))
    assert ids(found) == ["a"]
    faults = [f.what for f in found if isinstance(f, InputError)]
    assert len(faults) == 3 and "another place" in faults[0] and "more than 5 times" in faults[2]
    assert not other.asked
    other.server.shutdown()
    other.server.server_close()


def test_no_redirect_into_a_private_network(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    fetcher = Fetcher(MANNERS, clock=clock, sleep=clock.sleep)
    for address, well in (("127.0.0.1", False), ("10.1.2.3", False), ("169.254.169.254", False), ("::1", False), ("93.184.216.34", True)):
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, a=address: [(0, 0, 0, "", (a, 80))])
        with contextlib.nullcontext() if well else pytest.raises(InputError, match="private network"):
            fetcher._redirected("http://daily.example/f", httpx.URL("http://daily.example/f"), httpx.URL("http://www.daily.example/f"))


def test_an_answer_without_end_is_cut(tmp_path: pathlib.Path, host: Host, clock: Clock) -> None:
    host.answers["/big"] = (200, {}, b"a" * (1 << 18))
    host.answers["/bomb"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"a" * (1 << 24)))
    found = look(watcher(tmp_path, clock, host.url + "/big", host.url + "/bomb"))
    assert all(isinstance(f, InputError) and "more than 65,536 bytes" in f.what for f in found) and len(found) == 2


def test_a_host_that_does_not_answer_is_a_fault_and_the_others_go_on(tmp_path: pathlib.Path, host: Host, clock: Clock) -> None:
    silent = socket.create_server(("127.0.0.1", 0))
    host.answers["/f"] = (200, {}, feed(("a", "Sirte")))
    found = look(watcher(tmp_path, clock, f"http://127.0.0.1:{silent.getsockname()[1]}/f", host.url + "/f", manners=Manners(pause=0, timeout=0.3)))
    silent.close()
    assert ids(found) == ["a"]
    assert isinstance(found[0], InputError) and "ReadTimeout" in found[0].what


def test_a_folder_gives_new_and_changed_files_once_they_are_at_rest(tmp_path: pathlib.Path, clock: Clock) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (tmp_path / "outside.txt").write_text("date 2020-07-08 Talks.", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "a.txt").write_text("date 2020-07-08 Talks went on.", encoding="utf-8")
    (folder / "bad.txt").write_text("Talks went on.", encoding="utf-8")
    w = watcher(tmp_path, clock, str(folder))
    assert look(w) == []  # still being written, for all we know
    clock.now += 10
    found = look(w)
    assert ids(found) == ["a"] and len(found) == 2
    assert look(watcher(tmp_path, clock, str(folder))) == []
    (folder / "a.txt").write_text("date 2020-07-09 Talks broke down.", encoding="utf-8")
    clock.now += 10
    assert ids(look(w)) == ["a"]


def test_a_killed_run_goes_on_without_loss_or_repetition(tmp_path: pathlib.Path) -> None:
    folder, out, state = tmp_path / "news", tmp_path / "news" / "out.jsonl", tmp_path / "s"
    folder.mkdir()
    rows = [{"id": f"s{k}", "text": f"Rebels shelled town {k} on Monday.", "published": "2020-07-08"} for k in range(3)]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    os.utime(folder / "a.jsonl", (1, 1))

    def watch() -> int:
        return follow([str(folder)], Lines(out), state, settings=Settings(), once=True).coded

    assert watch() == 3
    lines = out.read_bytes().splitlines(keepends=True)
    state.unlink()  # as if it had been killed after it wrote two stories and a half, before it could note any
    out.write_bytes(b"".join(lines[:2]) + lines[2][:50])
    assert watch() == 1
    assert out.read_bytes().splitlines(keepends=True) == lines
    assert watch() == 0


def test_a_killed_run_into_a_store_goes_on_without_loss_or_repetition(tmp_path: pathlib.Path) -> None:
    folder, state = tmp_path / "news", tmp_path / "s"
    folder.mkdir()
    rows = [{"id": f"s{k}", "text": f"Rebels shelled town {k} on Monday.", "published": "2020-07-08"} for k in range(2)]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    os.utime(folder / "a.jsonl", (1, 1))
    store = Store(tmp_path / "a.duckdb")

    def watch() -> list[bytes]:
        follow([str(folder)], Into(store), state, settings=Settings(), once=True)
        return list(store.lines())

    once = watch()
    assert len(once) == 2
    state.unlink()  # as if it had been killed before it could note what it wrote
    assert watch() == once


def test_a_state_file_that_is_none_is_refused(tmp_path: pathlib.Path) -> None:
    (tmp_path / "s").write_text("no database " * 100, encoding="utf-8")
    with pytest.raises(UsageError, match="no state file"):
        State(tmp_path / "s")
