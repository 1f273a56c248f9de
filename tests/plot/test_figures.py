"""Figures: each draws from a store, shows what is there, and says so when there is nothing."""

import json
import pathlib
import re

import pytest

from dateline import plot, run
from dateline.errors import UsageError
from dateline.lexicon.names import AgentIndex, NameIndex
from dateline.plot.network import layout
from dateline.plot.scope import NothingToShow, Scope
from dateline.plot.write import write
from dateline.resolve.actors import Resolver
from dateline.settings import Settings
from dateline.store import Store
from dateline.store.rebuild import rebuild

EXAMPLES = pathlib.Path(__file__).parent.parent.parent / "examples" / "libya-2020"
LIBYA = Scope(conflict="conflict.libya", title="Libyan conflict", countries=("LBY",))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    s = Store(tmp_path_factory.mktemp("store") / "libya.duckdb")
    run.code_into(s, [EXAMPLES], settings=Settings())
    rebuild(s, sides=Resolver(NameIndex(Settings()), AgentIndex()), settings=Settings())
    return s


@pytest.mark.parametrize("name", sorted(plot.figures()))
def test_each_figure_is_drawn_alike_twice(name: str, store: Store, tmp_path: pathlib.Path) -> None:
    module = plot.figure(name)
    assert module.ABOUT.endswith(".")
    write(module.chart(store, LIBYA), tmp_path / "a.svg")
    write(module.chart(store, LIBYA), tmp_path / "b.svg")
    drawn = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert drawn == (tmp_path / "b.svg").read_text(encoding="utf-8")
    assert "Libyan conflict" in drawn
    assert len(re.findall(r"<(path|text)", drawn)) > 10


@pytest.mark.parametrize("name", sorted(plot.figures()))
def test_nothing_to_show_says_so(name: str, store: Store) -> None:
    with pytest.raises(NothingToShow, match="Code more stories"):
        plot.figure(name).chart(store, Scope(conflict="conflict.colombia-farc"))


def test_known_by_leaves_out_what_came_later(store: Store) -> None:
    import datetime as dt

    early = json.dumps(plot.figure("timeline").chart(store, Scope(conflict="conflict.libya", known_by=dt.date(2020, 1, 31))).to_dict())
    assert "2020-10" not in early and "2020-01" in early


def test_a_page_needs_no_network(store: Store, tmp_path: pathlib.Path) -> None:
    write(plot.figure("timeline").chart(store, LIBYA), tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert not re.search(r"<(script|link)[^>]+(src|href)=", page)


def test_other_endings_are_refused(store: Store, tmp_path: pathlib.Path) -> None:
    with pytest.raises(UsageError, match="svg"):
        write(plot.figure("timeline").chart(store, LIBYA), tmp_path / "a.doc")
    with pytest.raises(UsageError, match="timeline"):
        plot.figure("pie")


def test_the_layout_is_the_same_each_time_and_keeps_points_apart() -> None:
    nodes = list("abcdef")
    at = layout(nodes, [("a", "b"), ("b", "c"), ("d", "e")])
    assert at == layout(nodes, [("a", "b"), ("b", "c"), ("d", "e")])
    assert min((at[x][0] - at[y][0]) ** 2 + (at[x][1] - at[y][1]) ** 2 for x in nodes for y in nodes if x < y) > 0.02


def test_the_ladder_shows_no_ceasefire_before_one_was_accepted(store: Store) -> None:
    drawn = plot.figure("ladder").chart(store, LIBYA).to_dict()
    blocks = [b for rows in drawn["datasets"].values() for b in rows if "phase" in b]
    first = min(b["from"] for b in blocks if b["phase"] in ("bound itself", "in force"))
    assert first == "2020-01-11"
    assert {b["lane"] for b in blocks if b["phase"] == "in force"} == {"Government of National Accord", "Libyan National Army"}


def test_an_event_that_two_stories_tell_counts_once(store: Store) -> None:
    reports, events = LIBYA.rows(store, "fighting_and_talking"), LIBYA.incidents(store, "fighting_and_talking")
    assert 0 < len(events) < len(reports) == sum(map(len, events))
    assert all(len({r["incident"] for r in rs}) == 1 for rs in events)
    spec = json.dumps(plot.figure("timeline").chart(store, LIBYA).to_dict())
    counts = [int(n) for n in re.findall(r'"events": (\d+)', spec)]
    shown = [rs for rs in events if rs[0]["family"] in ("fighting", "talking", "concession")]
    assert sum(counts) == len(shown) and f"{len(shown)} events in {sum(map(len, shown))} reports" in spec
