"""Whether a name is the actor that bears it: namesakes, longer names, other countries' bodies, spellings, titles, the office of the day."""

import datetime as dt

import pytest

from conftest import Code, mention
from dateline.lexicon.names import NameIndex
from dateline.lexicon.spelling import skeleton
from dateline.model.claim import Mention
from dateline.settings import Settings

BEFORE = dt.date(2008, 3, 4)


def found(code: Code, text: str, name: str, day: dt.date = dt.date(2020, 7, 8)) -> Mention | None:
    return next((m for m in code(text, day).mentions if m.text == name), None)


def actor(code: Code, text: str, name: str, day: dt.date = dt.date(2020, 7, 8)) -> str:
    m = found(code, text, name, day)
    return (m.actor if m else None) or "none"


def test_another_first_name_is_another_person(code: Code) -> None:
    assert actor(code, "The coach praised Milena Erdogan after the match in Turkey.", "Milena Erdogan") == "~milena-erdogan"


def test_a_surname_alone_before_any_office_is_not_taken(code: Code) -> None:
    text = "Trump opened another hotel in the United States on Tuesday, and the guests applauded."
    assert actor(code, text, "Trump", BEFORE) != "person.donald-trump"
    assert actor(code, text.replace("hotel", "meeting"), "Trump", dt.date(2018, 3, 4)) == "person.donald-trump"


def test_a_full_name_earlier_lets_the_surname_stand(code: Code) -> None:
    r = code("Former Libyan leader Muammar Gaddafi built the camp. Gaddafi never saw it finished.", dt.date(2019, 5, 5))
    assert mention(r, "Gaddafi").actor == "person.muammar-gaddafi"


def test_another_walk_of_life_is_a_namesake(code: Code) -> None:
    text = "The merger makes sense, said Mike Jackson, chief executive of a car dealer in Florida."
    assert actor(code, text, "Mike Jackson", dt.date(2009, 5, 15)) == "~mike-jackson"


def test_part_of_a_longer_name(code: Code) -> None:
    r = code("She spoke at the John Kerry School of Gardening in Ohio on Friday.")
    assert not any(m.actor == "person.john-kerry" for m in r.mentions)


def test_a_states_name_in_a_persons_name(code: Code) -> None:
    r = code("Michael Jordan bought the team, and Jordan said he would keep the players.")
    assert not any(m.actor == "JOR" for m in r.mentions)


def test_bodies_of_other_countries(code: Code) -> None:
    r = code("The United States and Britain watched as Spain's Treasury sold bonds. The Spanish Treasury will sell more, the Treasury said.")
    assert not any(m.actor in ("USA.treasury", "GBR.treasury") for m in r.mentions)


def test_letters_without_the_name(code: Code) -> None:
    r = code("Prices on ICE fell in the United States on Monday, a trader said.")
    assert not any(m.actor == "USA.ice" for m in r.mentions)


def test_words_in_capitals_are_no_names(code: Code) -> None:
    r = code("WHO WILL PAY FOR THE ROADS? The minister did not say on Monday.")
    assert not any(m.actor == "WHO" for m in r.mentions)


def test_reporters_are_not_in_the_news(code: Code) -> None:
    r = code("Rebels took the town.\n\n(Reporting by Hassan Rouhani in Dubai; Editing by Boris Johnson)")
    assert not any((m.actor or "").startswith("person.") for m in r.mentions)


def test_byname_that_many_bear(code: Code) -> None:
    text = "The head of the Libyan operations room, Abu Obeida, was detained in Egypt on Friday."
    assert actor(code, text, "Abu Obeida", dt.date(2014, 1, 26)) != "person.abu-obeida"


@pytest.mark.parametrize(
    ("text", "name", "want"),
    [
        ("Algerian President Abdelazis Boutefleka met the envoy.", "Abdelazis Boutefleka", "person.abdelaziz-bouteflika"),
        ("The International Labor Offices criticised the law.", "International Labor Offices", "ILO"),
        ("Ethopia reopened the border on Monday.", "Ethopia", "ETH"),
    ],
)
def test_near_spellings_are_found_with_a_score(code: Code, text: str, name: str, want: str) -> None:
    m = found(code, text, name, dt.date(2012, 3, 4))
    assert m is not None
    assert m.actor == want
    assert m.score is not None
    assert 0.8 < m.score < 1


def test_particles_with_and_without_capitals(code: Code) -> None:
    assert actor(code, "Dutch Foreign Minister Hans Van Den Broek arrived.", "Hans Van Den Broek", dt.date(1991, 9, 7)) == "person.hans-van-den-broek"


def test_designates_and_next_ones_hold_no_office(code: Code) -> None:
    day = dt.date(2016, 12, 1)
    assert actor(code, "The next U.S. president will decide on the treaty.", "The next U.S. president", day) == "USA:head_of_state"
    assert actor(code, "The U.S. president will decide on the treaty.", "The U.S. president", day) == "person.barack-obama"


def test_the_text_names_an_earlier_office(code: Code) -> None:
    r = code("Prime Minister Vladimir Putin had signed the decree in 2009, a Russian court heard.", dt.date(2015, 2, 3))
    assert mention(r, "Vladimir Putin").role == "head_of_government"


def test_secretary_of_state_is_no_minister_of_state(code: Code) -> None:
    r = code("U.S. Secretary of State Hillary Clinton arrived in Cairo.", dt.date(2012, 7, 14))
    m = mention(r, "Hillary Clinton")
    assert m.office == "Secretary of State, United States"
    assert not any(x.text == "State" for x in r.mentions)


def test_the_highest_office_of_the_day_is_shown(code: Code) -> None:
    assert mention(code("Jacob Zuma flew to Harare.", dt.date(2012, 8, 14)), "Jacob Zuma").role == "head_of_state"


def test_a_rulers_government_is_the_states(code: Code) -> None:
    r = code("The rebels attacked Assad's army near Homs in Syria.", dt.date(2013, 8, 14))
    assert mention(r, "Assad's army").country == "SYR"


def test_troops_withdrawn_from_a_country_are_not_its_own(code: Code) -> None:
    r = code("The United States sped up the withdrawal of its soldiers from Iraq.", dt.date(2010, 8, 14))
    m = next(m for m in r.mentions if "soldiers" in m.text)
    assert m.country != "IRQ"


def test_ethnic_people_are_no_state(code: Code) -> None:
    m = found(code, "Ethnic Finns in northern Norway demanded schools.", "Finns", dt.date(2001, 2, 3))
    assert m is not None
    assert (m.kind, m.country) == ("ethnic_group", "NOR")


def test_a_person_whom_the_base_does_not_know_takes_the_words_before_the_name(code: Code) -> None:
    r = code("Zambia deported suspected British militant Harun Rashid Kamoto on Sunday.")
    assert mention(r, "Harun Rashid Kamoto").country == "GBR"


def test_exchange_codes_are_no_abbreviations(code: Code) -> None:
    r = code("Boeing Co ( BA.N ) sold jets to Iraq.")
    assert not any(m.text == "BA.N" for m in r.mentions)


def test_find_by_any_capitals_and_by_near_spelling() -> None:
    index = NameIndex(Settings())
    assert index.entries[index.search("haftar")[0][0]].id == "person.khalifa-haftar"
    number, _, name, score = index.search("sergei lavrof")[0]
    assert index.entries[number].id == "person.sergey-lavrov"
    assert name == "Sergei Lavrov"
    assert 80 < score < 100
    assert index.search("qqqzzzxw") == []


@pytest.mark.parametrize(("a", "b"), [("haftar", "hifter"), ("bouteflika", "boutefleka"), ("mohammed", "muhamad"), ("zelensky", "selenski")])
def test_spellings_of_one_name_have_one_skeleton(a: str, b: str) -> None:
    assert skeleton(a) == skeleton(b)
