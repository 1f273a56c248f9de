"""Where: the place of an event comes from words that place the event, and from nothing else."""

from collections.abc import Callable

import pytest

from dateline.model.claim import Event
from dateline.model.reading import Reading

Code = Callable[..., Reading]


def where(r: Reading, trigger: str) -> str | None:
    """The name of the place of the event whose trigger contains a word."""
    found: list[Event] = [e for e in r.events if trigger in r.story.text[slice(*e.trigger)]]
    assert found, f"no event {trigger!r} among {[r.story.text[slice(*e.trigger)] for e in r.events]}"
    return next((p.name for p in r.places if p.id == found[0].where), None)


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("Government forces shelled Taiz on Monday, killing five civilians.", "shelled", "Taiz"),
        ("Rebels attacked a checkpoint near the town of Saraqib in Idlib province.", "attacked", "Saraqib"),
        ("Clashes broke out in Kidal between soldiers and Tuareg rebels.", "Clashes", "Kidal"),
        ("Fighting raged around the airport in Tripoli.", "Fighting", "Tripoli"),
        ("A suicide bomber blew himself up at a market in Peshawar, killing 12 people.", "blew himself up", "Peshawar"),
        ("Thousands of people demonstrated in Minsk against the election.", "demonstrated", "Minsk"),
        ("He was killed in a drone strike in North Waziristan, where the militants have bases.", "killed", "North Waziristan"),
        ("The siege of Homs went on as the army fired rockets at Latakia.", "siege", "Homs"),
        ("Turkish troops withdrew from Afrin.", "withdrew", "Afrin"),
        ("The foreign minister visited Cairo on Sunday.", "visited", "Cairo"),
        ("The mayor of Benghazi was assassinated in Cairo.", "assassinated", "Cairo"),
    ],
)
def test_words_that_place_an_event(code: Code, text: str, trigger: str, name: str) -> None:
    assert where(code(text), trigger) == name


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("A minister said in Moscow that the rebels had shelled the town.", "shelled"),
        ("MOSCOW (Reuters) - Russia condemned the attack on Friday.", "condemned"),
        ("Israel attacked Syria with missiles.", "attacked"),
        ("The Damascus government accused Israel of bombing its air base.", "accused"),
        ("The Security Council in New York called for a ceasefire in Libya.", "called for"),
        ("The European Union imposed sanctions on Myanmar.", "imposed"),
        ("Ankara condemned the bombing of hospitals in Aleppo.", "condemned"),
    ],
)
def test_words_that_do_not(code: Code, text: str, trigger: str) -> None:
    assert where(code(text), trigger) is None


def test_the_most_specific_place_wins(code: Code) -> None:
    r = code("A roadside bomb killed six soldiers in the Lake Chad basin near Diffa.")
    assert where(r, "killed") == "Diffa"


def test_victims_alone_take_the_place_of_the_attack_before(code: Code) -> None:
    r = code("Gunmen stormed a village in the Mopti region. At least 20 people were killed.")
    assert where(r, "killed") == where(r, "stormed") == "Mopti"


def test_victims_elsewhere_do_not(code: Code) -> None:
    r = code("Gunmen stormed a village in the Mopti region. In Gao, three people were killed.")
    assert where(r, "killed") == "Gao"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Foreign Minister Sergei Lavrov said in Cairo on Monday that Moscow supported a truce in Libya.", "Cairo"),
        ("Egyptian President Abdel Fattah al-Sisi told reporters in Athens that he wanted talks.", "Athens"),
        ("Speaking at a news conference in Geneva, the U.N. envoy Ghassan Salame said fighting had stopped near Sirte.", "Geneva"),
        ('"We will not withdraw from Aleppo," Turkish President Tayyip Erdogan told a rally in Ankara.', "Ankara"),
    ],
)
def test_words_that_place_a_saying(code: Code, text: str, name: str) -> None:
    r = code(text)
    assert next(p.name for p in r.places if p.id == r.statements[0].said_in) == name


@pytest.mark.parametrize(
    "text",
    [
        "The rebels in Idlib said they had captured Hama.",
        "Philippine President Rodrigo Duterte said the army would stay in Marawi.",
        "CAIRO (Reuters) - Egypt said on Monday that it would not attend the talks in Geneva.",
        "The army told residents in Gaza City on Sunday that they must leave Rafah.",
    ],
)
def test_a_place_that_is_spoken_of_or_filed_from_places_no_saying(code: Code, text: str) -> None:
    r = code(text)
    assert r.statements and all(s.said_in is None for s in r.statements)
