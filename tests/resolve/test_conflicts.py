"""Which conflicts a story is about: by words, armed parties with their land, and never by what another conflict explains."""

import datetime as dt
from collections.abc import Callable

import pytest

from dateline.model.reading import Reading

Code = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "day", "conflicts"),
    [
        ("The Libyan National Army shelled Misrata, and Turkey sent drones to the Government of National Accord.", dt.date(2020, 3, 2), ("conflict.libya",)),
        ("Greece accused Turkey of drilling off Crete in the Aegean Sea.", dt.date(2020, 8, 20), ("conflict.aegean",)),
        ("Colombia and the National Liberation Army agreed a ceasefire, the two sides said in Quito.", dt.date(2017, 9, 4), ("conflict.colombia",)),
        ("Ethiopia and the Tigray People's Liberation Front agreed to cease hostilities.", dt.date(2022, 11, 2), ("conflict.ethiopia-tigray",)),
        ("Ukraine and pro-Russian separatists signed a ceasefire agreement in Minsk on Friday.", dt.date(2014, 9, 5), ("conflict.donbas",)),
        ("France and Egypt signed a trade agreement in Paris.", dt.date(2020, 7, 8), ()),
    ],
)
def test_conflicts_of_a_story(code: Code, text: str, day: dt.date, conflicts: tuple[str, ...]) -> None:
    assert code(text, day).conflicts == conflicts


def test_a_story_of_two_conflicts_names_both(code: Code) -> None:
    text = "The M23 rebels took Sake in eastern Congo on Monday. The war in Sudan went on as the Rapid Support Forces shelled Omdurman."
    assert set(code(text, dt.date(2024, 2, 12)).conflicts) == {"conflict.m23", "conflict.sudan-2023"}
