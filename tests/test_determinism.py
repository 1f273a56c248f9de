"""The same stories give the same bytes, whatever the number of processes; every span is its slice."""

import json
import pathlib
import random

import pytest

from dateline import ingest, run
from dateline.settings import Settings

EXAMPLES = pathlib.Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="module")
def once() -> list[bytes]:
    return [x for x in run.lines(ingest.read([EXAMPLES]), settings=Settings()) if isinstance(x, bytes)]


def test_there_are_stories(once: list[bytes]) -> None:
    assert len(once) >= 25


def test_twice(once: list[bytes]) -> None:
    assert once == list(run.lines(ingest.read([EXAMPLES]), settings=Settings()))


def test_two_processes(once: list[bytes]) -> None:
    assert once == list(run.lines(ingest.read([EXAMPLES]), settings=Settings(), jobs=2))


def test_order_of_arrival(once: list[bytes]) -> None:
    stories = list(ingest.read([EXAMPLES]))
    random.Random(5).shuffle(stories)
    assert sorted(once) == sorted(run.lines(stories, settings=Settings()))  # type: ignore[type-var]


def spans(value: object, found: list[list[int]]) -> list[list[int]]:
    if isinstance(value, dict):
        for k, v in value.items():
            if k in ("span", "trigger", "sentence") and isinstance(v, list):
                found.append(v)
            elif k in ("spans", "excluded"):
                found += v
            else:
                spans(v, found)
    elif isinstance(value, list):
        for v in value:
            spans(v, found)
    return found


def test_every_span_is_its_slice(once: list[bytes]) -> None:
    for line in once:
        c = json.loads(line)
        text = c["story"]["text"]
        for kind in ("mentions", "times", "places"):
            for x in c[kind]:
                if x.get("span"):
                    assert text[slice(*x["span"])] == x["text"], (c["story"]["id"], x)
        for a, b in spans(c, []):
            assert 0 <= a < b <= len(text), (c["story"]["id"], a, b)


def test_references_resolve(once: list[bytes]) -> None:
    for line in once:
        c = json.loads(line)
        ids = {m["id"] for m in c["mentions"]}
        places = {p["id"] for p in c["places"]}
        for e in c["events"]:
            assert set(e["actors"]) | set(e["recipients"]) <= ids
            assert e["where"] is None or e["where"] in places
            assert set(e["holders"]) - {"outlet", "unnamed"} <= ids
        for r in c["relations"]:
            assert {r["subject"]} | ({r["object"]} if r["object"] else set()) <= ids | places
        for x in c["process"]:
            assert set(x["by"]) | set(x["against"]) <= ids | {"unnamed"}
