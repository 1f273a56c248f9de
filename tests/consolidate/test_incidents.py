"""Incidents: one event from many reports, with what they disagree on; and what must not be joined."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import ingest
from dateline.consolidate.incidents import find_incidents
from dateline.errors import InputError
from dateline.export.jsonl import coded
from dateline.model.coded import CodedStory
from dateline.model.incident import Incident
from dateline.model.story import Story
from dateline.pipeline import Coder

TEXTS = {
    "one": (7, "Example Wire", "TRIPOLI, July 7 (Reuters) - Turkey bombed Sirte on Monday, killing 12 people."),
    "two": (7, "Daily Example", "Turkish warplanes bombed Sirte on Monday and killed at least 20 people, officials said."),
    "two-copy": (8, "Radio Example", "Turkish warplanes bombed Sirte on Monday and killed at least 20 people, officials said."),
    "other-town": (8, "Example Wire", "Turkish warplanes bombed Derna on Monday."),
    "other-day": (21, "Example Wire", "Turkish warplanes bombed Sirte on Sunday."),
    "called-for": (7, "Example Wire", "Lawmakers called on Turkey to bomb Sirte."),
    "planned": (4, "Daily Example", "Russia and Turkey will hold talks in Moscow on Monday."),
    "talks": (8, "Example Wire", "Russia and Turkey held talks in Moscow on Monday."),
}
GROUPS = {"two-copy": "two"}


@pytest.fixture(scope="module")
def stories(coder: Coder) -> list[CodedStory]:
    out = []
    for name, (day, outlet, text) in TEXTS.items():
        story = ingest.prepare(Story(id=name, text=text, outlet=outlet), published=dt.date(2020, 7, day))
        assert not isinstance(story, InputError)
        out.append(coded(next(coder.code([story]))))
    return out


def of(stories: list[CodedStory], name: str, type_: str = "ASSAULT") -> Incident:
    return next(i for i in find_incidents(stories, GROUPS).incidents if i.type == type_ and any(r.startswith(f"{name}/") for r in i.reports))


def test_reports_of_one_strike_are_one_incident(stories: list[CodedStory]) -> None:
    found = of(stories, "one")
    assert {r.split("/")[0] for r in found.reports} == {"one", "two", "two-copy"}
    assert found.origins == 2
    assert (found.earliest, found.latest) == (dt.date(2020, 7, 6), dt.date(2020, 7, 6))


def test_another_town_another_day_and_what_was_only_called_for_stay_apart(stories: list[CodedStory]) -> None:
    assert {r.split("/")[0] for r in of(stories, "other-town").reports} == {"other-town"}
    assert {r.split("/")[0] for r in of(stories, "other-day").reports} == {"other-day"}
    assert not any(r.startswith("called-for/") for i in find_incidents(stories, GROUPS).incidents if i.type == "ASSAULT" for r in i.reports)


def test_a_plan_stands_beside_what_followed_and_makes_no_incident(stories: list[CodedStory]) -> None:
    found = of(stories, "talks", "CONSULT")
    assert [r.split("/")[0] for r in found.announced] == ["planned"]
    assert not any(r.startswith("planned/") for i in find_incidents(stories, GROUPS).incidents for r in i.reports)


def test_the_dead_are_told_side_by_side_and_never_averaged(stories: list[CodedStory]) -> None:
    killed = next(d for d in of(stories, "one").details if d.name == "killed")
    assert killed.conflicting
    assert {(v.value, v.origins) for v in killed.versions} == {("12", 1), ("20-", 1)}


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_the_order_of_arrival_does_not_show(stories: list[CodedStory], data: st.DataObject) -> None:
    assert find_incidents(data.draw(st.permutations(stories)), GROUPS) == find_incidents(stories, GROUPS)
