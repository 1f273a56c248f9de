"""The order in which a story's events are listed. Stories written for these tests."""

from conftest import Code


def test_what_the_story_is_about_comes_first_and_background_last(code: Code) -> None:
    r = code(
        "KINSHASA (Reuters) - Congolese President Felix Tshisekedi met Rwandan President Paul Kagame in Luanda on Tuesday after rebels seized a border town.\n\n"
        "The European Union condemned Uganda.\n\n"
        "Tshisekedi later held talks with Kagame by telephone, his office said.\n\n"
        "In 2013 the army defeated the rebels, who had captured the city of Goma a year earlier."
    )
    listed = [(e.type, e.background) for e in r.events]
    assert listed[0] == ("CONSULT", False)
    assert listed[1] == ("CONSULT", False)
    flags = [b for _, b in listed]
    assert flags == sorted(flags)


def test_ids_count_in_the_order_of_the_text(code: Code) -> None:
    r = code("Rebels shelled Aden on Monday.\n\nFrance condemned Yemen.\n\nRebels shelled Aden again on Tuesday.")
    in_text = sorted(r.events, key=lambda e: e.trigger)
    assert [e.id for e in in_text] == [f"e{k}" for k in range(1, len(in_text) + 1)]


def test_one_event_or_none(code: Code) -> None:
    assert not code("The match ended in a draw.").events
    assert len(code("Rebels shelled Aden.").events) == 1
