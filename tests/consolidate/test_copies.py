"""Copies of one text, handed-down sentences, and notices that take a story back."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.consolidate.copies import CopyIndex, find_copies
from dateline.consolidate.retractions import find_retractions
from dateline.consolidate.sketch import sketch
from dateline.model.copies import Copy
from dateline.model.story import Story

LEAD = "Rebel fighters seized the border town of Arvand on Monday after two days of heavy shelling, local officials and residents said."
BODY = [
    "The mayor said at least 12 people were killed and 40 others were taken to the regional hospital in the night.",
    "Army units pulled back to the river crossing and blew up the only bridge behind them, according to a military spokesman.",
    "The United Nations envoy urged both sides to return to the table and let ambulances through without delay.",
    "Thousands of families spent the night in schools and mosques further south, aid workers told reporters by telephone.",
    "Traders in the capital said bread prices had doubled since the main road was cut at the end of last month.",
]
BACKGROUND = "The conflict began in 2011 when protests against the long rule of the old president were put down by force across the country."
OTHER = "Parliament in the capital passed the budget on Tuesday after a long debate over pensions, the price of fuel and school meals for poor districts."


def story(name: str, text: str, day: int = 1, outlet: str | None = None, title: str | None = None) -> Story:
    return Story(id=name, text=text, published=dt.date(2020, 3, day), outlet=outlet, title=title)


FULL = " ".join([LEAD, *BODY])
STORIES = [
    story("a-wire", FULL, 2, "Example Wire"),
    story("b-same", FULL, 2, "Daily Example"),
    story("c-credit", FULL + " The wire contributed to this report.", 3, "Morning Example"),
    story("d-short", " ".join([LEAD, *BODY[:2]]), 3, "Radio Example"),
    story("e-toll", FULL.replace("12 people", "17 people").replace("40 others", "55 others"), 3, "Example Wire"),
    story("f-more", " ".join([LEAD, *BODY, *(f"In district {n} the council counted {n} burnt houses and asked the province for tents and stoves." for n in range(20, 27))]), 3),
    story("g-rewritten", FULL.replace("Rebel fighters seized", "Insurgents captured").replace("heavy shelling", "fierce bombardment").replace("urged both sides", "called on the two sides")
          .replace("Thousands of families", "Many families").replace("bread prices had doubled", "bread cost twice as much").replace("were killed", "had died"), 4),
    story("h-other", OTHER, 3, "Example Wire"),
    story("i-empty", "", 3),
]  # fmt: skip


def places(stories: list[Story]) -> dict[str, Copy]:
    return {c.story: c for c in find_copies(map(sketch, stories)).copies()}


def test_every_relation_to_the_origin() -> None:
    found = places(STORIES)
    assert {k: c.relation for k, c in found.items()} == {
        "a-wire": "origin", "b-same": "identical", "c-credit": "republished", "d-short": "shortened", "e-toll": "updated", "f-more": "updated",
        "g-rewritten": "rewritten", "h-other": "origin", "i-empty": "origin",
    }  # fmt: skip
    assert {c.origin for k, c in found.items() if k[0] in "abcdefg"} == {"a-wire"}
    assert found["d-short"].own < 0.05 < 0.6 > found["d-short"].kept


def test_an_origin_that_comes_late_takes_its_place() -> None:
    index = CopyIndex()
    index.add(map(sketch, STORIES[1:]))
    assert next(c for c in index.copies() if c.story == "d-short").group == "b-same"
    index.add([sketch(STORIES[0])])
    index.add([sketch(STORIES[0])])
    assert next(c for c in index.copies() if c.story == "d-short").group == "a-wire"
    assert len(index) == len(STORIES)


@settings(max_examples=25, deadline=None)
@given(st.permutations(STORIES), st.integers(1, 5))
def test_the_order_and_the_batches_of_arrival_do_not_show(stories: list[Story], size: int) -> None:
    index = CopyIndex()
    for at in range(0, len(stories), size):
        index.add(map(sketch, stories[at : at + size]))
    assert {c.story: c for c in index.copies()} == places(STORIES)


def test_background_that_is_handed_down_makes_no_copies_and_is_dated() -> None:
    first = story("old", f"{OTHER} {BACKGROUND}", 1)
    later = story("new", f"{LEAD} {BODY[0]} {BACKGROUND}", 9)
    index = find_copies(map(sketch, [later, first]))
    assert all(len(g.members) == 1 for g in index.groups())
    [r] = index.recycled()
    assert (r.story, r.first_story, r.first_published) == ("new", "old", dt.date(2020, 3, 1))
    assert later.text[slice(*r.span)] == BACKGROUND


def test_a_correction_and_a_kill_find_what_they_mean() -> None:
    wrong = story("wrong", FULL, 2, "Example Wire", "Rebels seize Arvand")
    mended = story("mended", FULL.replace("Monday", "Sunday"), 3, "Example Wire", "CORRECTED-Rebels seize Arvand")
    kill = story("kill", "ADVISORY: WITHDRAWN\nPlease kill the story slugged Arvand on rebel fighters who seized the border town after heavy shelling. It should not be used.", 3, "Example Wire")
    found = {r.story: r for r in find_retractions([kill, mended, wrong, story("h", OTHER, 2, "Example Wire")])}
    assert {k: (r.kind, r.retracts) for k, r in found.items()} == {"mended": ("correction", "wrong"), "kill": ("withdrawal", "wrong")}


def test_a_story_about_killing_is_no_kill() -> None:
    about = [story("k", "Militants killed five soldiers on Friday. The army has withdrawn from the town, and the minister corrected himself."), story("w", "Withdrawing troops will take a year.", title="Killing of envoy condemned")]
    assert find_retractions(about) == ()
