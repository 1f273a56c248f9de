"""Who does what to whom, in sentences of many conflicts written for these tests."""

import pytest

from conftest import Code
from dateline.model.claim import Mention
from dateline.model.reading import Reading


def sides(r: Reading, type_: str) -> tuple[list[str], list[str]]:
    """The actors and recipients of the first event of a type, by their words."""
    by_id: dict[str, Mention] = {m.id: m for m in r.mentions}
    e = next(e for e in r.events if e.type == type_)
    return [by_id[i].text for i in e.actors], [by_id[i].text for i in e.recipients]


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        ("Nigeria has refused to send peacekeepers to Mali.", "REJECT", ["Nigeria"], ["Mali"]),
        ("Kosovo withdrew its troops from Afghanistan.", "RETREAT", ["Kosovo"], ["Afghanistan"]),
        ("Thailand imposed a curfew in Pattani.", "COERCE", ["Thailand"], ["Pattani"]),
        ("Denmark donated generators to help Moldova.", "AID", ["Denmark"], ["Moldova"]),
        ("Sudanese rebels wounded two Chadian soldiers in a bomb attack.", "ASSAULT", ["Sudanese rebels"], ["two Chadian soldiers"]),
        ("Forces loyal to President Bashar al-Assad arrested three teachers.", "COERCE", ["Forces"], ["three teachers"]),
        ("Ethiopia sped up the withdrawal of its troops from Somalia.", "RETREAT", ["Ethiopia"], ["Somalia"]),
        ("Serb forces were engaged in ethnic cleansing against the Albanian population.", "ASSAULT", ["Serb forces"], ["the Albanian population"]),
        ("Salah Sidi staged a hunger strike in protest against the abuses by Algerian security forces.", "PROTEST", ["Salah Sidi"], ["Algerian security forces"]),
        ("Teachers in Chad stopped work over a wage bill signed by Issa Doubragne.", "PROTEST", ["Teachers"], ["Issa Doubragne"]),
        ("Qatar launched a mediation effort between Chad and Sudan.", "CONSULT", ["Qatar"], ["Chad", "Sudan"]),
    ],
)
def test_who_does_it_and_to_whom(code: Code, text: str, type_: str, actors: list[str], recipients: list[str]) -> None:
    assert sides(code(text), type_) == (actors, recipients)


def test_a_place_that_an_act_is_done_to_has_its_country(code: Code) -> None:
    r = code("Hezbollah threatened to shell Haifa. Turkey shelled the city of Aleppo.")
    assert [(m.text, m.country) for m in r.mentions if m.kind == "place"] == [("Haifa", "ISR"), ("Aleppo", "SYR")]


def test_where_people_are_gives_their_country(code: Code) -> None:
    r = code("The Spanish government banned the largest Protestant group in Catalonia. Kurdish forces took the hill.")
    by_text = {m.text: m for m in r.mentions}
    assert by_text["the largest Protestant group"].country == "ESP"
    assert by_text["Kurdish forces"].actor == "~kurdish-forces"


def test_a_ministry_that_a_group_runs_is_not_the_group(code: Code) -> None:
    r = code("The Houthi-run health ministry accused Saudi Arabia of a massacre.")
    m = next(m for m in r.mentions if m.text.endswith("health ministry"))
    assert (m.country, m.kind) == ("YEM", "ministry")
    assert m.actor != "YEM.houthis"


def test_coordinated_countries_are_members_with_their_own_codes(code: Code) -> None:
    r = code("A meeting between Kenyan and Somali ministers was held in Djibouti.")
    e = next(e for e in r.events if e.type == "CONSULT")
    assert [m.country for i in e.actors for m in r.mentions if m.id == i] == ["KEN", "SOM"]


def test_a_title_is_the_person_named_beside_it(code: Code) -> None:
    r = code("Kenya's defense minister, Yusuf Haji, agreed with his Ethiopian counterpart, Siraj Fegessa, to exchange intelligence.")
    by_text = {m.text: m.actor for m in r.mentions}
    assert by_text["Kenya's defense minister"] == by_text["Yusuf Haji"]
    assert by_text["his Ethiopian counterpart"] == by_text["Siraj Fegessa"]


def test_a_possessive_pronoun_says_whose_troops(code: Code) -> None:
    r = code("Ethiopia said its troops had left. Al-Shabaab buried its fighters.")
    by_text = {m.text: m for m in r.mentions}
    assert by_text["its troops"].country == "ETH"
    assert by_text["its fighters"].actor == "SOM.al-shabaab"
