"""Who is meant again: names cut short, nouns, pronouns, in stories written for these tests."""

import pytest

from conftest import Code
from dateline.model.reading import Reading


def actors(r: Reading, *texts: str) -> list[str | None]:
    """The actor of the last mention with each text."""
    return [next(m.actor for m in reversed(r.mentions) if m.text == t) for t in texts]


@pytest.mark.parametrize(
    ("text", "first", "again"),
    [
        ("Police arrested the driver, Omar Haddad, on Monday. The driver was unhurt.", "Omar Haddad", "The driver"),
        ("The accountant Carla Rossi met a lawyer, Piero Neri. She said nothing.", "Carla Rossi", "She"),
        ("Mother Asha Devi and Ravi Kumar fled. Kumar was found in Patna.", "Ravi Kumar", "Kumar"),
        ("The Moro Islamic Liberation Front rejected the offer. The group said it would fight on.", "Moro Islamic Liberation Front", "The group"),
    ],
)  # fmt: skip
def test_the_same_actor(code: Code, text: str, first: str, again: str) -> None:
    a, b = actors(code(text), first, again)
    assert a is not None and a == b


def test_a_person_meant_by_he_is_not_meant_by_she(code: Code) -> None:
    r = code("Wen Tadeo resigned on Friday. He gave no reason. She spoke to reporters.")
    assert actors(r, "He") == ["~wen-tadeo"]
    assert not any(m.text == "She" and m.actor == "~wen-tadeo" for m in r.mentions)


def test_one_man_is_not_the_people(code: Code) -> None:
    man, people = actors(code("A man was hurt in the blast. Nine people were killed."), "A man", "Nine people")
    assert man != people
