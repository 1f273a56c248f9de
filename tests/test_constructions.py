"""The constructions of newswire, in stories of many conflicts written for these tests."""

import datetime as dt

import pytest

from conftest import Code, events, mention, names
from dateline.model.claim import REALISED


def content(r, k: int = 0) -> list[str]:  # type: ignore[no-untyped-def]
    return [r.story.text[slice(*c)] for c in r.statements[k].content]


def test_a_dash_left_as_a_closing_mark_cuts_no_quotation(code: Code) -> None:
    r = code('KHARTOUM (Reuters) - "We are talking \u201d we talked and will talk \u201d with every side about a truce," Sudanese Foreign Minister Ali Youssef said on Monday.')
    assert [d.reading for d in r.story.damage] == ["\u2014", "\u2014"]
    assert content(r) == ["We are talking \u201d we talked and will talk \u201d with every side about a truce,"]
    assert r.statements[0].form == "direct"


def test_curly_pairs_are_no_damage(code: Code) -> None:
    r = code("\u201cThe truce holds,\u201d the envoy said. \u201cFor now.\u201d")
    assert r.story.damage == ()


def test_according_to_takes_the_rest_of_the_sentence(code: Code) -> None:
    r = code("According to the Ukrainian defence minister, Kyiv has been in touch with all commanders in the east.")
    assert content(r) == ["Kyiv has been in touch with all commanders in the east"]
    assert names(r, r.statements[0].speakers) == ["person.andrii-taran"] or r.statements[0].speakers


def test_the_outlets_aside_is_no_part_of_what_the_speaker_says(code: Code) -> None:
    r = code("The minister voiced hope that Iran, which is known to support the Houthis, would back a truce in Yemen.")
    s = r.statements[0]
    assert [r.story.text[slice(*x)] for x in s.excluded] == ["which is known to support the Houthis"]
    backs = [x for x in r.relations if x.predicate == "backs"]
    assert [x.holders for x in backs] == [("outlet",)]
    assert backs[0].evidential == "is known to"


def test_nested_statement_has_a_parent(code: Code) -> None:
    r = code('"Moscow is sending a clear signal that both sides must stop shooting," Ukrainian President Volodymyr Zelensky said on Tuesday.')
    nested = [s for s in r.statements if s.parent]
    assert nested
    assert names(r, nested[0].speakers) == ["RUS"]


def test_calls_from_x_are_a_nominal_statement(code: Code) -> None:
    r = code("Despite repeated calls from regional leaders upon the warring parties to lay down arms during the rains, fighting has continued.")
    s = next(s for s in r.statements if s.form == "nominal")
    assert [r.story.text[slice(*c)] for c in s.content] == ["to lay down arms"]
    assert any(e.type == "ASSAULT" and e.status == "ongoing" for e in r.events)


def test_an_abbreviation_in_brackets_names_the_actor_through_the_story(code: Code) -> None:
    r = code("The Sudan Peace Front (SPF) attacked a convoy on Monday. The SPF said it had warned the drivers.")
    assert mention(r, "Sudan Peace Front").actor == mention(r, "The SPF" if any(m.text == "The SPF" for m in r.mentions) else "SPF").actor


def test_house_of_representatives_is_the_country_of_the_story(code: Code) -> None:
    libya = code("TOBRUK, Libya (Reuters) - The House of Representatives rejected the plan on Monday, a Libyan lawmaker said. Libya has two governments.")
    assert mention(libya, "House of Representatives").actor == "LBY.hor"
    america = code("WASHINGTON (Reuters) - The House of Representatives rejected the plan on Monday. U.S. President Donald Trump had backed it.")
    assert mention(america, "House of Representatives").country == "USA"


def test_a_capital_acts_or_is_a_place(code: Code) -> None:
    r = code("Ankara rejected the accusation. Shells fell on Ankara.")
    assert [m.actor for m in r.mentions if m.text == "Ankara" and m.kind != "place"] == ["TUR"]


def test_offices_are_those_of_the_day(code: Code) -> None:
    early = code("The French president met the Russian foreign minister in Sochi on Monday.", dt.date(2009, 6, 10))
    late = code("The French president met the Russian foreign minister in Sochi on Monday.", dt.date(2018, 6, 13))
    assert mention(early, "The French president").actor == "person.nicolas-sarkozy"
    assert mention(late, "The French president").actor == "person.emmanuel-macron"
    assert mention(late, "the Russian foreign minister").actor == "person.sergey-lavrov"


def test_the_minister_is_the_minister_named_before(code: Code) -> None:
    r = code("Turkish Foreign Minister Mevlut Cavusoglu met aides in Doha on Monday. The minister also called Tehran.")
    assert mention(r, "The minister").actor == mention(r, "Mevlut Cavusoglu").actor


def test_the_country_goes_back_to_the_last_state(code: Code) -> None:
    r = code("Fighting in Ethiopia has spread. The landlocked country has asked for help.")
    assert mention(r, "The landlocked country").actor == "ETH"


def test_the_warring_parties_are_those_that_the_story_names(code: Code) -> None:
    r = code(
        "Sudan's army and the Rapid Support Forces (RSF) traded fire in Khartoum on Monday. The United Nations urged the warring parties to stop.",
        dt.date(2023, 5, 3),
    )
    request = events(r, "REQUEST")[0]
    assert {"SDN.rsf"} <= set(names(r, request.recipients)) or mention(r, "the warring parties").members


@pytest.mark.parametrize(
    ("sentence", "actors", "recipients"),
    [
        ("Rebels shelled Goma.", ["Rebels"], []),
        ("The village was shelled by Burundian soldiers.", ["Burundian soldiers"], []),
        ("Burundian soldiers, who shelled the village on Monday, have left.", ["Burundian soldiers"], []),
        ("The rebels began shelling the army on Monday.", ["The rebels"], ["the army"]),
        ("The shelling of the army by separatists went on.", ["separatists"], ["the army"]),
        ("Separatists carried out an attack on the army.", ["Separatists"], ["the army"]),
        ("The army came under attack from separatists.", ["separatists"], ["The army"]),
        ("Rebels and militiamen attacked soldiers and policemen.", ["Rebels", "militiamen"], ["soldiers", "policemen"]),
    ],
)
def test_who_did_it_to_whom(code: Code, sentence: str, actors: list[str], recipients: list[str]) -> None:
    r = code(sentence)
    by_id = {m.id: m.text for m in r.mentions}
    found = events(r, "ASSAULT")
    assert found, [e.type for e in r.events]
    assert any({by_id[i] for i in e.actors} >= set(actors) and {by_id[i] for i in e.recipients} >= set(recipients) for e in found), [
        ([by_id[i] for i in e.actors], [by_id[i] for i in e.recipients]) for e in found
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The rebels did not declare a ceasefire.",
        "The rebels refused to declare a ceasefire.",
        "The envoy called on the rebels to declare a ceasefire.",
        "The rebels may declare a ceasefire.",
        "The rebels will declare a ceasefire if the army withdraws.",
        "The envoy hopes that the rebels will declare a ceasefire.",
        "The rebels plan to declare a ceasefire.",
        "The rebels denied that they had declared a ceasefire.",
        "Talks on a ceasefire between the army and the rebels go on.",
        "The United Nations proposed a ceasefire to the army and the rebels.",
        "The first step is to declare a ceasefire, the minister said.",
        "Monitors crossed the ceasefire line in Kashmir.",
        "The two companies declared a truce in their price war.",
        "Without a ceasefire, aid will not reach the town.",
        "The rebels are considering a ceasefire.",
        "The president urged India and Pakistan to respect the ceasefire that he wants them to sign.",
    ],
)
def test_a_ceasefire_that_did_not_happen_is_not_real(code: Code, sentence: str) -> None:
    r = code(sentence)
    assert not [x for x in r.process if x.kind == "ceasefire" and x.realised], [(x.step, x.because) for x in r.process]
    assert not [e for e in r.events if e.type in ("CONCEDE", "RETREAT") and e.status in REALISED]


@pytest.mark.parametrize(
    ("sentence", "step"),
    [
        ("The rebels declared a ceasefire on Monday.", "declared"),
        ("A ceasefire between the army and the rebels took effect at midnight.", "in_force"),
        ("Armenia and Azerbaijan signed a ceasefire agreement in Moscow on Monday.", "agreed"),
        ("The ceasefire in Yemen is holding, the United Nations said.", "holding"),
        ("The Colombian government and the ELN extended their ceasefire.", "extended"),
        ("The ceasefire collapsed on Monday after three days.", "ended"),
    ],
)
def test_a_ceasefire_that_is_asserted_is_real(code: Code, sentence: str, step: str) -> None:
    r = code(sentence)
    found = [(x.step, x.realised) for x in r.process if x.kind == "ceasefire"]
    assert (step, True) in found, found


def test_a_claimed_violation_is_a_claim(code: Code) -> None:
    r = code("Ukraine accused the separatists of violating the ceasefire near Donetsk on Monday.", dt.date(2015, 2, 18))
    x = next(x for x in r.process if x.kind == "ceasefire")
    assert x.step == "violation_alleged"
    assert not [e for e in events(r, "ASSAULT") if e.status in REALISED]
    assert events(r, "ACCUSE")


def test_old_events_told_without_a_source_are_background(code: Code) -> None:
    r = code(
        "GOMA (Reuters) - M23 rebels captured Rutshuru on Tuesday, the army said.\n\n"
        "The rebels seized Goma in 2012. Since the end of that war, the country has suffered repeated attacks."
    )
    flags = {r.story.text[slice(*e.trigger)]: e.background for e in r.events}
    assert flags.get("captured") is False
    assert flags.get("seized") is True


def test_no_event_is_placed_by_the_dateline(code: Code) -> None:
    r = code("NAIROBI, July 7 (Reuters) - Ethiopian troops crossed into Somalia and clashed with al-Shabaab fighters, residents said.")
    placed = {p.name for p in r.places if p.id in {e.where for e in r.events}}
    assert "Nairobi" not in placed
    assert "NAIROBI" not in placed


@pytest.mark.parametrize(
    "sentence",
    [
        "Arsenal attacked from the start and the striker shot wide.",
        "The bank launched an offensive to win customers.",
        "Shares were hammered and oil retreated on Monday.",
        "The film tells how the rebels captured the city.",
        "The company fired its chief executive.",
        "The two airlines called a truce in their price war.",
        "The minister was bombarded with questions about the budget.",
        "The coach defended his players after their defeat.",
    ],
)
def test_other_senses_give_no_event(code: Code, sentence: str) -> None:
    r = code(sentence)
    assert not [e for e in r.events if e.status in REALISED and e.type != "SUPPORT"], [(e.type, e.rule) for e in r.events]


def test_relations_of_a_story(code: Code) -> None:
    r = code(
        "The Aden-based Southern Transitional Council (STC) led by Aidarous al-Zubaidi and the Houthis, backed by Iran, are at odds. "
        "The internationally recognized government is allied with Saudi Arabia.",
        dt.date(2020, 5, 4),
    )
    found = {x.predicate for x in r.relations}
    assert {"based_in", "leads", "backs", "recognises"} <= found, found
