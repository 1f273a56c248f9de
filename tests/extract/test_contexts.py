"""PLOVER's contexts: few and right. Sentences written for these tests."""

import pytest

from conftest import Code
from dateline.lexicon import load
from dateline.lexicon.entries import CONTEXTS
from dateline.model.reading import Reading


def contexts(r: Reading) -> set[str]:
    """All contexts of a story's events."""
    return {c for e in r.events for c in e.contexts}


def test_the_table_has_plovers_contexts() -> None:
    assert set(load.words("contexts")["contexts"]) == CONTEXTS


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Turkish troops shelled Kurdish positions near Afrin.", "military"),
        ("Riot police beat students at a sit-in in Minsk.", "repression"),
        ("The Kenyan president met his Somali counterpart in Nairobi.", "diplomatic"),
        ("The United Nations sent 500 peacekeepers to Bangui.", "peacekeeping"),
        ("Germany granted asylum to a Belarusian activist.", "asylum"),
        ("Pakistan deported 400 Afghan refugees.", "migration"),
        ("Washington imposed tariffs on Chinese steel.", "economic"),
        ("France sent 40 tons of food aid to Chad.", "human_security"),
        ("Cuba sent vaccine supplies to Venezuela.", "health"),
        ("Opposition supporters protested against the election result in Conakry.", "election"),
        ("Prosecutors indicted the former president of Peru.", "legal"),
        ("Amnesty accused the army of war crimes in Tigray.", "human_rights"),
        ("A suicide bomber attacked a church in Quetta.", "terrorism"),
        ("Iran rejected a demand to halt uranium enrichment.", "cbrn"),
        ("Hackers launched a cyberattack on Estonian ministries.", "cyber"),
        ("Rebels captured the border town of Bunagana.", "territory"),
        ("Soldiers raped six women near Bukavu.", "gender"),
        ("Japan sent rescue teams to Nepal after the earthquake.", "disasters"),
        ("Police arrested the mayor of Kampala on charges of embezzlement.", "corruption"),
        ("Militants blew up an oil pipeline in Shabwa.", "natural_resource"),
    ],
)  # fmt: skip
def test_contexts(code: Code, text: str, wanted: str) -> None:
    assert wanted in contexts(code(text))


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("Rebels attacked a village near Beni.", "military"),  # state forces only
        ("Soldiers killed ten insurgents near Derna.", "repression"),  # not against the armed
        ("Police arrested a burglar in Leeds.", "repression"),
        ("The army said it had killed 12 terrorists in Sinai.", "terrorism"),  # a government's label
        ("The minister met union leaders over wages in Lyon.", "diplomatic"),
        ("Police arrested five drug traffickers carrying cocaine in Guayaquil.", "crime"),  # a narrower one fits
    ],
)  # fmt: skip
def test_not_these(code: Code, text: str, unwanted: str) -> None:
    assert unwanted not in contexts(code(text))


def test_no_more_than_three_are_added(code: Code) -> None:
    r = code("Police arrested Muslim students protesting in Delhi against a citizenship law, fuel prices, corruption and religious discrimination in court.")
    assert all(len(e.contexts) <= 3 for e in r.events)
