"""The same name on different days is different offices: a table of names, days and offices (leaders.yaml)."""

import datetime as dt
import pathlib
from typing import Any

import pytest
import yaml

from dateline import ingest
from dateline.errors import InputError
from dateline.model.claim import Mention
from dateline.model.story import Story
from dateline.pipeline import Coder
from dateline.resolve.actors import holds

ROWS: list[dict[str, Any]] = yaml.safe_load((pathlib.Path(__file__).parent / "leaders.yaml").read_text(encoding="utf-8"))
HEADS = {"head_of_state", "head_of_government", "supreme_leader", "crown_prince", "deputy_head_of_state", "leader"}


@pytest.fixture(scope="module")
def resolved(coder: Coder) -> list[Mention | None]:
    """What each row's name is resolved to in a sentence that says where, but not what the person is."""
    stories = []
    for k, row in enumerate(ROWS):
        where = next((e.name for of in row["of"] if (e := coder.resolver.entry(of.split(".")[0])) is not None), row["of"][0])
        story = ingest.prepare(Story(id=str(k), text=f"The talks on {where} went on. {row['name']} received several reporters on Tuesday.", published=dt.date.fromisoformat(row["date"])))
        assert not isinstance(story, InputError)
        stories.append(story)
    found = []
    for row, reading in zip(ROWS, coder.code(stories), strict=True):
        words = row["name"].split()[-1]
        found.append(next((m for m in reading.mentions if words in m.text and not m.pronoun and m.kind == "person"), None))
    return found


def right(coder: Coder, row: dict[str, Any], m: Mention) -> bool:
    """Whether a mention has an office of the row on the row's day, and is shown with one."""
    e = coder.resolver.entry(m.actor)
    day = dt.date.fromisoformat(row["date"])
    roles = HEADS if row["role"] == ["leader"] and "REIGN" in row["source"] else set(row["role"])
    held = {o.role for o in e.offices if o.role in roles and o.of in row["of"] and holds(o.since, o.until, day)} if e is not None else set()
    return bool(held) and m.office is not None


def test_the_table_is_what_it_says() -> None:
    assert len(ROWS) >= 300
    assert sum("REIGN" in r["source"] for r in ROWS) == 200
    assert len({r["of"][0] for r in ROWS}) > 150


def test_names_are_resolved_to_the_office_of_the_day(coder: Coder, resolved: list[Mention | None]) -> None:
    known = [(row, m) for row, m in zip(ROWS, resolved, strict=True) if m is not None and m.actor and not m.actor.startswith("~")]
    wrong = [f"{row['name']} {row['date']}: {m.actor} {m.office}" for row, m in known if not right(coder, row, m)]
    assert len(known) >= 0.9 * len(ROWS), f"known: {len(known)} of {len(ROWS)}"
    assert len(wrong) <= 0.05 * len(known), "\n".join(wrong)
