"""ACLED types: one sub-type for one incident, by who stood against whom and with what. Sentences written for these tests."""

import pytest

from conftest import Code
from dateline.extract.acled import acled_type, sub_types
from dateline.lexicon import load
from dateline.model.reading import Reading


def subs(r: Reading) -> list[str]:
    """The sub-types of a story, in the order of the text."""
    return [e.acled[1] for e in sorted(r.events, key=lambda e: e.trigger) if e.acled]


def test_there_are_25_sub_types_of_six_types() -> None:
    assert len(sub_types()) == 25
    assert len(set(sub_types().values())) == 6
    assert acled_type("Grenade") == ("Explosions/Remote violence", "Grenade")


def test_the_table_names_only_sub_types() -> None:
    raw = load.words("acled")
    named = {*raw["absorbs"], *(x for v in raw["absorbs"].values() for x in v), *raw["modes"].values(), *raw["follows_up"]}
    assert named <= set(sub_types())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Al-Shabaab fighters ambushed an army convoy near Baidoa, killing seven soldiers.", "Armed clash"),
        ("Five civilians were killed in crossfire between soldiers and insurgents.", "Armed clash"),
        ("Government troops recaptured the town of Bor from rebels on Sunday.", "Government regains territory"),
        ("Iraqi forces have seized full control of Mosul University in their battle with Islamic State.", "Government regains territory"),
        ("M23 rebels took Bunagana, a border town, after two days of fighting.", "Non-state actor overtakes territory"),
        ("The army entered Kidal without a fight after the rebels pulled out.", "Non-violent transfer of territory"),
        ("The FARC handed over the village of Caqueta to the government.", "Non-violent transfer of territory"),
        ("Government forces used chlorine gas against the rebel-held town of Saraqeb.", "Chemical weapon"),
        ("Warplanes bombed a hospital in Idlib, killing eight.", "Air/drone strike"),
        ("A drone strike killed four suspected militants in Marib province.", "Air/drone strike"),
        ("A suicide bomber blew himself up at a checkpoint in Mogadishu, killing five soldiers.", "Suicide bomb"),
        ("Rebels shelled the airport in Aden overnight.", "Shelling/artillery/missile attack"),
        ("A rocket hit a house in Sderot, injuring two people.", "Shelling/artillery/missile attack"),
        ("A roadside bomb killed two policemen in Quetta.", "Remote explosive/landmine/IED"),
        ("Three soldiers were killed after their vehicle hit a landmine near Mopti.", "Remote explosive/landmine/IED"),
        ("Attackers hurled a grenade at a bar in Bujumbura, wounding seven people.", "Grenade"),
        ("Soldiers raped at least six women in a village near Bukavu.", "Sexual violence"),
        ("Gunmen shot dead a radio journalist in Mogadishu.", "Attack"),
        ("IS fighters had killed 15 civilians in the village of Safina and threw their bodies in the river.", "Attack"),
        ("A 12-year-old boy was killed by sniper fire in Taiz.", "Attack"),
        ("Militants kidnapped three aid workers near Maiduguri.", "Abduction/forced disappearance"),
        ("Thousands of people marched through Algiers to demand the release of prisoners.", "Peaceful protest"),
        ("Riot police dispersed hundreds of teachers who marched to the ministry in Rabat.", "Protest with intervention"),
        ("Police detained 60 people during an opposition rally in Kampala.", "Protest with intervention"),
        ("Security forces opened fire on a crowd of protesters in Omdurman on Tuesday, killing four people.", "Excessive force against protesters"),
        ("Police used live rounds to break up a student march in Harare, wounding nine.", "Excessive force against protesters"),
        ("A protest against fuel prices in Quito turned violent as police used tear gas.", "Violent demonstration"),
        ("Protests over bread prices erupted in Tunis, with shops set ablaze.", "Violent demonstration"),
        ("Residents lynched two men accused of witchcraft.", "Mob violence"),
        ("The government and the rebels exchanged 50 prisoners.", "Agreement"),
        ("Security agents detained the opposition leader at his home in Kigali.", "Arrests"),
        ("Some 600 people were arrested nationwide for breaking the curfew.", "Arrests"),
        ("Russia moved tanks and troops to the border with Ukraine.", "Change to group/activity"),
        ("Troops seized rifles and ammunition from a house in Davao.", "Disrupted weapons use"),
        ("Rifles, grenades and 2,000 rounds of ammunition were seized during the search.", "Disrupted weapons use"),
        ("The army set up a base in Jijiga.", "Headquarters or base established"),
        ("Militiamen burned down 30 houses in the village of Kouango.", "Looting/property destruction"),
    ],
)  # fmt: skip
def test_sub_types(code: Code, text: str, wanted: str) -> None:
    assert set(subs(code(text))) == {wanted}


@pytest.mark.parametrize(
    "text",
    [
        "The rebels threatened to shell the airport in Aden.",
        "The envoy called on the army to stop shelling Aden.",
        "Police arrested ten men and recovered counterfeit notes from a flat in Kolkata.",
        "More than 100,000 people have died in the conflict.",
        "The defence minister said troops could be sent to the border.",
        "The president held talks with his Chilean counterpart over trade.",
        "The group claimed responsibility for a bombing in Lahore.",
        "The police are on alert in Cairo.",
    ],
)  # fmt: skip
def test_what_has_no_type(code: Code, text: str) -> None:
    assert not subs(code(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # what sets the scene is no incident beside what is told
        ("Suicide bombings at two markets in Baghdad killed 18 people as the army battles militants.", ["Suicide bomb"]),
        ("Students rioted on the campus in Dakar after police shot a man.", ["Violent demonstration"]),
        ("Azerbaijan and Armenia agreed a ceasefire in Moscow after the worst fighting in years.", ["Agreement"]),
        # one act told by two verbs
        ("Troops shot and killed a man who ran through a checkpoint in Jenin.", ["Attack"]),
        # an arrest follows up the violence told before it
        ("Three men torched a police car in Lyon. By evening, police had arrested the three suspects.", ["Looting/property destruction"]),
    ],
)  # fmt: skip
def test_one_incident_has_one_sub_type(code: Code, text: str, wanted: list[str]) -> None:
    assert subs(code(text)) == wanted


def test_two_places_are_two_incidents(code: Code) -> None:
    r = code("Gunmen killed three shopkeepers in Karachi on Monday. In Lahore, a roadside bomb killed nine pilgrims.")
    assert sorted(subs(r)) == ["Attack", "Remote explosive/landmine/IED"]


def test_background_has_none(code: Code) -> None:
    r = code("KHARTOUM (Reuters) - Sudanese negotiators met in Jeddah on Tuesday.\n\nIn April 2018, rebels shelled the airport in Khartoum.")
    assert all(e.acled is None for e in r.events if e.background)
