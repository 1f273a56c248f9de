"""Casualties: who was counted, how the text bounds it, and whose they are. Sentences written for these tests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Code
from dateline.extract.quantities import Quantities
from dateline.lexicon import load
from dateline.model.claim import Event
from dateline.model.parse import Parse, Sentence
from dateline.model.reading import Reading

Bounds = tuple[int | None, int | None]


def counts(r: Reading) -> dict[str, Bounds]:
    """All counts of a story by kind; a kind that two events have is a fault of the sentence."""
    out: dict[str, Bounds] = {}
    for e in r.events:
        for kind, c in e.casualties.items():
            assert kind not in out, f"{kind} stands twice"
            out[kind] = (c.low, c.high)
    return out


def having(r: Reading, kind: str) -> Event:
    """The event that has casualties of a kind."""
    found = [e for e in r.events if kind in e.casualties]
    assert len(found) == 1, [(e.rule, e.casualties) for e in r.events]
    return found[0]


# -- numbers ---------------------------------------------------------------------------------------------------------


def parsed(text: str) -> Parse:
    words = text.split()
    starts = [sum(len(w) + 1 for w in words[:k]) for k in range(len(words))]
    n = len(words)
    return Parse(
        text=text, words=words, lemmas=[w.lower() for w in words], tags=["NN"] * n, deps=["dep"] * n, heads=[0] * n, starts=starts,
        ends=[a + len(w) for a, w in zip(starts, words, strict=True)], sentences=[Sentence(0, n, 0)], entities=[],
    )  # fmt: skip


@pytest.fixture(scope="module")
def quantities() -> Quantities:
    return Quantities(load.words("casualties"))


@pytest.mark.parametrize(
    ("text", "low", "high", "span"),
    [
        ("at least 20 miners", 20, None, "at least 20"),
        ("more than 300 were hurt", 301, None, "more than 300"),
        ("up to 40", None, 40, "up to 40"),
        ("as many as three", None, 3, "as many as three"),
        ("fewer than ten", None, 9, "fewer than ten"),
        ("nearly 300", None, 300, "nearly 300"),
        ("between 5 and 8 guards", 5, 8, "between 5 and 8"),
        ("five or six men", 5, 6, "five or six"),
        ("3 - 5 herders", 3, 5, "3 - 5"),
        ("from 10 to 15", 10, 15, "10 to 15"),
        ("about 20", 20, 20, "about 20"),
        ("some 1,500 villagers", 1500, 1500, "some 1,500"),
        ("20 or more", 20, None, "20 or more"),
        ("twenty - five recruits", 25, 25, "twenty - five"),
        ("two hundred and fifty", 250, 250, "two hundred and fifty"),
        ("about 1.5 million", 1_500_000, 1_500_000, "about 1.5 million"),
        ("half a dozen boys", 6, 6, "half a dozen"),
        ("two dozen", 24, 24, "two dozen"),
        ("dozens of pilgrims", 24, 99, "dozens of"),
        ("at least a dozen", 12, None, "at least a dozen"),
        ("more than a dozen", 13, None, "more than a dozen"),
        ("hundreds of thousands", 200_000, 999_999, "hundreds of thousands"),
        ("no one", 0, 0, "no one"),
        ("a guard", 1, 1, "a"),
    ],
)  # fmt: skip
def test_bounds(quantities: Quantities, text: str, low: int | None, high: int | None, span: str) -> None:
    p = parsed(text)
    q = quantities.find(p, 0, len(p), frozenset())[0]
    read = p.text[slice(*p.span(q.first, q.last))]
    assert (q.low, q.high) == (low, high)
    assert read.removeprefix("from ") == span


@given(st.integers(1, 999_999), st.sampled_from(["", "at least ", "about ", "up to ", "more than "]))
def test_a_numeral_is_read_as_it_is_written(n: int, bound: str) -> None:
    p = parsed(f"{bound}{n:,} people")
    q = Quantities(load.words("casualties")).find(p, 0, len(p), frozenset())
    assert len(q) == 1
    assert n in (q[0].low, q[0].high) or (q[0].low == n + 1 and bound == "more than ")


# -- harms -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gunmen killed five soldiers and two police officers in an ambush in Cauca.", {"killed": (7, 7)}),
        ("A soldier was shot dead by militants in Sinai.", {"killed": (1, 1)}),
        ("Up to 40 fighters were killed in clashes near Marib, the army said.", {"killed": (None, 40)}),
        ("An air strike on a wedding killed between 15 and 20 people, including six children, in Hodeidah.", {"killed": (15, 20)}),
        ("A suicide bomber blew himself up in a mosque in Peshawar, killing nine worshippers and injuring at least 25 others.", {"killed": (9, 9), "injured": (25, None)}),
        ("Shelling of the market left 12 dead and 40 injured.", {"killed": (12, 12), "injured": (40, 40)}),
        ("Rockets hit a school in Donetsk, leaving five dead.", {"killed": (5, 5)}),
        ("12 dead, 30 wounded in Baghdad suicide bombing", {"killed": (12, 12), "injured": (30, 30)}),
        ("Two soldiers killed in bomb attack in southern Thailand", {"killed": (2, 2)}),
        ("The death of two soldiers in a landmine blast was confirmed by the army.", {"killed": (2, 2)}),
        ("The shooting claimed the lives of six people.", {"killed": (6, 6)}),
        ("The bombing killed the governor and four of his bodyguards.", {"killed": (5, 5)}),
        ("A mother and her two children were killed when a shell hit their house in Stepanakert.", {"killed": (3, 3)}),
        ("Shelling killed a family of five in Gorlovka.", {"killed": (5, 5)}),
        ("A 12-year-old boy was killed by sniper fire in Taiz.", {"killed": (1, 1)}),
        ("Security forces killed or wounded at least 26 civilians in Sylhet.", {"casualties": (26, None)}),
        ("Militants abducted 27 students from a school in Kankara.", {"abducted": (27, 27)}),
        ("Bandits abducted the village head and 15 others in Katsina.", {"abducted": (16, 16)}),
        ("The rebels released 18 hostages near Jolo.", {"released": (18, 18)}),
        ("Police arrested around 200 demonstrators in Minsk on Sunday.", {"arrested": (200, 200)}),
        ("The clashes have forced more than 12,000 people from their homes in North Kivu since Friday.", {"displaced": (12_001, None)}),
        ("Three aid workers are missing after an attack on a convoy in Tigray.", {"missing": (3, 3)}),
        ("At least five soldiers were killed, three wounded and two captured when rebels overran a post in Kachin state on Sunday.",
         {"killed": (5, None), "injured": (3, 3), "captured": (2, 2)}),
        ("No civilians were hurt when police shot dead two gunmen in Nice.", {"injured": (0, 0), "killed": (2, 2)}),
        ("The death toll from the bombing in Mogadishu rose to 85.", {"killed": (85, 85)}),
        ("Officials raised the death toll from the attack on the hotel in Kismayo to 26.", {"killed": (26, 26)}),
        ("The rebels killed as many as 60 villagers, local officials said; the government put the number of dead at 22.", {"killed": (None, 60)}),
    ],
)  # fmt: skip
def test_counts(code: Code, text: str, wanted: dict[str, Bounds]) -> None:
    assert counts(code(text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The war has killed more than 300,000 people since 2011.",
        "More than 100,000 people have died in the conflict.",
        "Air strikes have killed some 800 civilians since 2015.",
        "Some 1,500 people have been killed in Yemen this year.",
        "The militants could kill 20 people if the talks fail.",
        "The army would kill 20 rebels for every soldier, the general warned.",
        "Seven people were killed in a bus crash near Lima.",
        "Rebels killed soldiers near Beni on Monday.",
        "Five men were sentenced to death for the killing of two tourists.",
        "The mine lost $12 million after rebels attacked it in Kolwezi.",
    ],
)  # fmt: skip
def test_no_count(code: Code, text: str) -> None:
    assert not counts(code(text))


def test_a_recent_since_is_no_whole_war(code: Code) -> None:
    assert counts(code("At least 30 people have been killed since Monday in fighting in Tripoli.")) == {"killed": (30, None)}


def test_spans_are_slices_of_the_text(code: Code) -> None:
    r = code("Thirty-one people, most of them women, were killed and more than 60 injured in the blast at a market in Maiduguri.")
    e = having(r, "killed")
    assert {k: r.story.text[slice(*c.span)] for k, c in e.casualties.items()} == {"killed": "Thirty-one people", "injured": "more than 60"}


# -- whose -----------------------------------------------------------------------------------------------------------


def test_a_result_belongs_to_its_act(code: Code) -> None:
    r = code("Rebels attacked a village near Beni, killing at least 14 people and wounding dozens.")
    e = having(r, "killed")
    assert r.story.text[slice(*e.trigger)] == "attacked"
    assert set(e.casualties) == {"killed", "injured"}


def test_a_bare_effect_belongs_to_the_act_before_it(code: Code) -> None:
    r = code("A car bomb exploded in Kabul on Monday. At least 20 people were killed and 30 wounded, officials said.")
    e = having(r, "killed")
    assert e.mode == "explosives"
    assert {k: (c.low, c.high) for k, c in e.casualties.items()} == {"killed": (20, None), "injured": (30, 30)}


def test_the_act_of_the_adverbial_clause_has_the_casualties(code: Code) -> None:
    e = having(code("Dozens of people were killed and hundreds injured when troops opened fire on protesters in Andijan."), "killed")
    assert e.mode == "firearms"
    assert set(e.casualties) == {"killed", "injured"}


def test_two_acts_have_their_own(code: Code) -> None:
    r = code("Gunmen killed three policemen in Quetta on Monday. In Lahore, a roadside bomb killed nine pilgrims on Tuesday.")
    assert sorted(c.low or 0 for e in r.events for k, c in e.casualties.items() if k == "killed") == [3, 9]


def test_the_first_count_stands_and_is_not_averaged(code: Code) -> None:
    r = code("A bomb killed nine people in Quetta. The bomb killed eleven people, a doctor said.")
    assert all((c.low, c.high) in ((9, 9), (11, 11)) for e in r.events for c in e.casualties.values())
