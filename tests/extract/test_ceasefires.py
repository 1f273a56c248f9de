"""Ceasefire steps over a table of sentences of many conflicts and forms. What is missed is listed beside it: the list must not grow."""

import datetime as dt
import functools
import pathlib

import msgspec
import pytest
import yaml

from dateline import ingest
from dateline.errors import InputError
from dateline.model.claim import Step
from dateline.model.reading import Reading
from dateline.model.story import Span, Story
from dateline.pipeline import Coder

HERE = pathlib.Path(__file__).parent
DAY = dt.date(2024, 5, 15)
REAL = frozenset({"agreed", "declared", "in_force", "holding", "extended", "violation_alleged", "suspended", "ended"})


class Row(msgspec.Struct, frozen=True, kw_only=True):
    step: str
    real: bool
    text: str
    by: list[Span]
    mention: Span | None


def read(path: pathlib.Path) -> list[Row]:
    """The rows of a table: brackets are taken out of the text."""
    rows = []
    for key, sentences in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        step, _, flag = key.partition(" ")
        for raw in sentences:
            text, start, by, mention = "", 0, [], None
            for ch in raw:
                if ch in "[{":
                    start = len(text)
                elif ch == "]":
                    by.append((start, len(text)))
                elif ch == "}":
                    mention = (start, len(text))
                else:
                    text += ch
            rows.append(Row(step=step, real=flag == "real" or (not flag and step in REAL), text=text, by=by, mention=mention))
    return rows


ROWS = read(HERE / "ceasefires.yaml") + read(HERE / "ceasefires_rounds.yaml")
UNSEEN = read(HERE / "ceasefires_unseen.yaml")
MISSES: dict[str, list[str]] = yaml.safe_load((HERE / "ceasefire_misses.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def coded(coder: Coder) -> list[tuple[Row, Reading, list[Step]]]:
    return code(coder, ROWS)


def code(coder: Coder, rows: list[Row]) -> list[tuple[Row, Reading, list[Step]]]:
    """The rows with what the program reads in them."""
    stories = []
    for k, row in enumerate(rows):
        story = ingest.prepare(Story(id=str(k), text=row.text), published=DAY)
        assert not isinstance(story, InputError)
        stories.append(story)
    return [(row, r, steps_of(row, r)) for row, r in zip(rows, coder.code(stories), strict=True)]


def steps_of(row: Row, r: Reading) -> list[Step]:
    """The steps of the mention meant."""
    m = row.mention
    return [x for x in r.process if x.kind == "ceasefire" and (m is None or (x.span[0] < m[1] and m[0] < x.span[1]))]


def step_right(row: Row, steps: list[Step]) -> bool:
    return not steps if row.step == "none" else row.step in {x.step for x in steps}


def by_found(row: Row, r: Reading, steps: list[Step]) -> bool:
    ids = {m.id: m for m in r.mentions}
    spans = [s for x in steps for i in x.by if (s := ids[i].span) is not None]
    return any(a < d and c < b for a, b in spans for c, d in row.by)


@functools.cache
def known(kind: str) -> frozenset[str]:
    return frozenset(MISSES[kind])


def test_the_step_is_right(coded: list[tuple[Row, Reading, list[Step]]]) -> None:
    missed = [row.text for row, _, steps in coded if not step_right(row, steps)]
    assert set(missed) == known("step"), "take what is right now off the list; what is wrong now is new"


def test_no_ceasefire_is_told_as_real_that_is_not(coded: list[tuple[Row, Reading, list[Step]]]) -> None:
    false = [row.text for row, _, steps in coded if not row.real and any(x.realised for x in steps)]
    assert set(false) == known("false_real")


def test_real_ceasefires_are_told_as_real(coded: list[tuple[Row, Reading, list[Step]]]) -> None:
    lost = [row.text for row, _, steps in coded if row.real and not any(x.realised for x in steps)]
    assert set(lost) == known("lost_real")


def test_who_takes_the_step(coded: list[tuple[Row, Reading, list[Step]]]) -> None:
    missed = [row.text for row, r, steps in coded if row.by and row.step != "none" and not by_found(row, r, steps)]
    assert set(missed) == known("by")


def test_the_lists_of_misses_do_not_grow() -> None:
    assert {kind: len(x) for kind, x in MISSES.items()} == {kind: len(set(x)) for kind, x in MISSES.items()}
    limits = {"step": 168, "false_real": 9, "lost_real": 54, "by": 122}
    assert all(len(MISSES[kind]) <= n for kind, n in limits.items())


def test_a_round_that_nothing_was_tuned_on(coder: Coder) -> None:
    found = code(coder, UNSEEN)
    right = sum(step_right(row, steps) for row, _, steps in found)
    unreal = [any(x.realised for x in steps) for row, _, steps in found if not row.real]
    real = [any(x.realised for x in steps) for row, _, steps in found if row.real]
    assert right >= 0.8 * len(found)
    assert sum(unreal) <= 0.04 * len(unreal)
    assert sum(real) >= 0.8 * len(real)


def test_every_step_says_why(coded: list[tuple[Row, Reading, list[Step]]]) -> None:
    assert all(x.because and x.because[0].value == x.step for _, _, steps in coded for x in steps)


@pytest.mark.parametrize(
    ("text", "area", "sequence"),
    [
        ("Sudan's army and the Rapid Support Forces signed a seven-day ceasefire in Jeddah on Saturday.", None, False),
        ("Armenia and Azerbaijan agreed to a ceasefire in Nagorno-Karabakh on Saturday.", "Nagorno-Karabakh", False),
        ("Russia and Turkey called on Wednesday for a ceasefire in Libya after talks in Istanbul.", "Libya", False),
        ('"Before a ceasefire, Sirte must be evacuated," the Turkish foreign minister said.', None, True),
    ],
)
def test_where_it_was_signed_is_no_term_and_when_it_was_said_is_no_sequence(coder: Coder, text: str, area: str | None, sequence: bool) -> None:
    story = ingest.prepare(Story(id="x", text=text), published=DAY)
    assert not isinstance(story, InputError)
    steps = next(iter(coder.code([story]))).process
    assert {s.terms["area"] for s in steps if "area" in s.terms} == ({area} if area else set())
    assert any(s.kind == "sequence" for s in steps) == sequence
