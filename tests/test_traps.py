"""Sentences of everyday life, sport, business and grammar traps: none tells an act of politics or war."""

import pathlib

import pytest
import yaml

from conftest import Code
from dateline.model.claim import REALISED

TRAPS: dict[str, list[str]] = yaml.safe_load((pathlib.Path(__file__).parent / "traps.yaml").read_text(encoding="utf-8"))
"""Sentences by kind; those under "open" are known to be coded still."""
OPEN = pytest.mark.xfail(strict=True, reason="still coded as an event")
SENTENCES = [pytest.param(text, id=f"{kind}-{k}", marks=OPEN if kind == "open" else ()) for kind, texts in TRAPS.items() for k, text in enumerate(texts)]


def test_there_are_enough() -> None:
    assert sum(len(texts) for texts in TRAPS.values()) >= 250


@pytest.mark.parametrize("text", SENTENCES)
def test_tells_no_event(code: Code, text: str) -> None:
    coded = code(text)
    found = [(e.type, coded.story.text[slice(*e.trigger)], e.rule) for e in coded.events if e.status in REALISED]
    assert not found
