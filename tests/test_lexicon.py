"""Every entry of the event lexicon codes its examples and leaves its rejects alone."""

import pytest

from dateline.check import lexicon
from dateline.settings import Settings


@pytest.fixture(scope="module")
def faults() -> tuple[list[str], int]:
    found = list(lexicon(Settings()))
    return [f for f in found if isinstance(f, str)], next(f for f in found if isinstance(f, int))


def test_examples_and_rejects(faults: tuple[list[str], int]) -> None:
    wrong, tried = faults
    assert tried > 500
    assert not wrong, f"{len(wrong)} of {tried} sentences:\n" + "\n".join(wrong)
