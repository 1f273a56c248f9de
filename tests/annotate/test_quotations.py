"""Quotation marks: straight, curly, doubled, single, nested, opened again, left open; and what holds for any mix of them."""

import itertools
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate.quotations import find_quotations
from dateline.model.claim import Quotation
from dateline.model.reading import Reading
from dateline.model.story import Part, Story


def quotations(text: str) -> tuple[Quotation, ...]:
    story = Story(id="t", text=text, parts=(Part(span=(0, len(text)), kind="body"),))
    return find_quotations(Reading(story=story)).quotations


def inner(text: str) -> list[str]:
    return [text[slice(*q.inner)] for q in quotations(text)]


def test_straight_and_curly_marks() -> None:
    assert inner('"We will go," he said. "Soon."') == ["We will go,", "Soon."]
    assert inner("\u201cWe will go,\u201d he said. \u201cSoon.\u201d") == ["We will go,", "Soon."]


def test_doubled_apostrophes_and_angles() -> None:
    assert inner("''The bridge is ours,'' she said.") == ["The bridge is ours,"]
    assert inner("\u00abThe bridge is ours,\u00bb she said.") == ["The bridge is ours,"]


def test_single_marks_quote_where_no_double_ones_do() -> None:
    assert inner("The general's aide said: \u2018We hold the soldiers\u2019 camp.\u2019") == ["We hold the soldiers\u2019 camp."]
    assert inner("The ministers' talks didn't end the army's siege.") == []


def test_marks_inside_marks_stay_one_quotation() -> None:
    text = "\u201cThe \u201cfree zone\u201d is no zone at all,\u201d the mayor said."
    assert inner(text) == ["The \u201cfree zone\u201d is no zone at all,"]


def test_a_quotation_opened_again_goes_on() -> None:
    text = "He said: \u201cThe road is closed.\n\n\u201cNobody may pass it.\u201d"
    first, second = quotations(text)
    assert not first.closed
    assert second.continues
    assert second.closed


def test_single_marks_in_a_quotation_that_goes_on_without_a_mark_are_part_of_it() -> None:
    text = "He said: \u201cThe road is closed.\n\n'Never' was the word that they used.\u201d"
    assert inner(text) == ["The road is closed.", "'Never' was the word that they used."]


def test_a_straight_mark_that_was_never_closed_ends_where_the_next_opens() -> None:
    text = '"The road is closed.\n"Nobody may pass it," he said.'
    assert inner(text) == ["The road is closed.", "Nobody may pass it,"]


def test_a_stray_mark_takes_its_sentence_only() -> None:
    text = 'The 12" shell fell on "the market. Nobody was hurt. The mayor left.'
    assert all("mayor" not in x for x in inner(text))


def test_names_titles_and_distance_are_no_speech() -> None:
    for text in ('the so-called "Northern Republic" fell', 'her book "The Long Road Home" sold', 'the "elections" were held', 'He watched "Morning Show."'):
        assert [q.scare for q in quotations(text)] == [True], text
    assert [q.scare for q in quotations('"Never," he said.')] == [False]


MARKS = "\"'`\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019"
PIECES = st.sampled_from([*MARKS, "''", "``", "[", "]", "(", ")", "\n", "\n\n", " ", "     ", ".", ",", "?", ":", "\u2014", "a", "Rebels", "said", "s", "\u00a0", "\U0001f600", "e\u0301"])


@given(st.lists(PIECES, max_size=120).map("".join))
@settings(max_examples=400, deadline=None)
def test_any_mix_of_marks_brackets_and_line_ends(text: str) -> None:
    found = quotations(text)
    for q in found:
        assert 0 <= q.span[0] <= q.inner[0] < q.inner[1] <= q.span[1] <= len(text)
        assert text[slice(*q.inner)] in text[slice(*q.span)]
    for a, b in itertools.pairwise(found):
        nested = a.span[0] <= b.span[0] and b.span[1] <= a.span[1]
        assert a.span[1] <= b.span[0] or nested, "quotations cross"


@given(st.text(alphabet=st.sampled_from(MARKS + " \n.,ab"), max_size=80))
@settings(max_examples=300, deadline=None)
def test_the_same_text_gives_the_same_quotations(text: str) -> None:
    assert quotations(text) == quotations(text)


def _cost(text: str) -> float:
    best = 9.9
    for _ in range(3):
        begin = time.process_time()
        quotations(text)
        best = min(best, time.process_time() - begin)
    return best


def test_time_grows_with_length_only() -> None:
    for unit in ('"We hold the town," he said.\n\n', "\u201cA \u201cb\u201d c, d's e' ", "' \u2018 ' ", '"\n', "\u201c", "\n "):
        small, large = unit * (100_000 // len(unit)), unit * (1_000_000 // len(unit))
        assert _cost(large) < 30 * _cost(small) + 0.5, unit
