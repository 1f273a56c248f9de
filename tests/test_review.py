"""Corrections: checked against the story, kept as records of their own, applied on request, and true to the words they were made on."""

import datetime as dt

import msgspec
import pytest

from dateline import ingest, review
from dateline.consolidate.incidents import account
from dateline.consolidate.reports import reports
from dateline.errors import InputError, ReviewError
from dateline.export.jsonl import coded
from dateline.model.coded import CodedStory
from dateline.model.correction import Correction, Ruling
from dateline.model.story import Story
from dateline.pipeline import Coder
from dateline.settings import Settings

NOON = dt.datetime(2020, 7, 9, 12, tzinfo=dt.UTC)
TEXTS = {
    "truce": "TRIPOLI, July 7 (Reuters) - The rebels declared a ceasefire on Monday, their spokesman said. Turkey bombed Sirte on Monday, killing 12 people.",
    "strike": "Turkish warplanes bombed Sirte on Monday and killed at least 20 people, officials said.",
    "derna": "Turkish warplanes bombed Derna on Monday.",
}


@pytest.fixture(scope="module")
def stories(coder: Coder) -> dict[str, CodedStory]:
    found = {}
    for name, text in TEXTS.items():
        story = ingest.prepare(Story(id=name, text=text, outlet=f"{name} wire"), published=dt.date(2020, 7, 7))
        assert not isinstance(story, InputError)
        found[name] = coded(next(coder.code([story])))
    return found


@pytest.fixture
def truce(stories: dict[str, CodedStory]) -> CodedStory:
    return stories["truce"]


def event(s: CodedStory, type_: str) -> str:
    return next(e.id for e in s.events if e.type == type_)


def said(s: CodedStory, record: str, verdict: str = "wrong", when: dt.datetime = NOON, **changes: object) -> Correction:
    return review.judge(s, record, verdict=verdict, changes=changes, reason="the sentence says otherwise", who="A. Reader", when=when)  # type: ignore[arg-type]


def apply(s: CodedStory, *corrections: Correction) -> CodedStory:
    return next(review.reviewed([s], corrections))


def test_nothing_said_nothing_changed(truce: CodedStory) -> None:
    assert apply(truce) is truce
    assert b"reviews" not in msgspec.json.encode(truce)


def test_a_wrong_event_goes_and_takes_its_step_with_it(truce: CodedStory) -> None:
    step = next(x for x in truce.process if x.realised and x.event)
    assert step.event is not None
    after = apply(truce, said(truce, step.event))
    assert step.event not in {e.id for e in after.events} and not any(x.realised for x in after.process)
    assert [c.verdict for c in after.reviews] == ["wrong"]  # type: ignore[union-attr]


def test_a_corrected_event_is_changed_and_flagged_and_its_step_is_no_longer_real(truce: CodedStory) -> None:
    step = next(x for x in truce.process if x.realised and x.event)
    c = said(truce, str(step.event), "corrected", status="called_for", earliest="2020-07-06")
    after = apply(truce, c)
    e = next(e for e in after.events if e.id == step.event)
    assert (e.status, e.rule) == ("called_for", f"review.{c.id}")
    assert e.when is not None and e.when.earliest == dt.date(2020, 7, 6)
    assert "A. Reader" in e.because[-1].why
    assert not next(x for x in after.process if x.id == step.id).realised
    assert [k.before for k in c.changes if k.field == "status"] == ["happened"]


def test_the_dead_can_be_corrected(truce: CodedStory) -> None:
    strike = event(truce, "ASSAULT")
    e = next(e for e in apply(truce, said(truce, strike, "corrected", killed_low=10, killed_high=11)).events if e.id == strike)
    assert (e.casualties["killed"].low, e.casualties["killed"].high) == (10, 11)
    assert "killed" not in next(e for e in apply(truce, said(truce, strike, "corrected", killed_low=None, killed_high=None)).events if e.id == strike).casualties


def test_a_wrong_statement_leaves_no_record_pointing_at_it(truce: CodedStory) -> None:
    gone = truce.statements[0].id
    after = apply(truce, said(truce, gone))
    assert gone not in {x.id for x in after.statements}
    assert gone not in {x.statement for x in (*after.events, *after.relations)}


def test_the_newest_word_holds(truce: CodedStory) -> None:
    strike = event(truce, "ASSAULT")
    first, second = said(truce, strike), said(truce, strike, "right", NOON + dt.timedelta(hours=1))
    for given in ((first, second), (second, first)):
        after = apply(truce, *given)
        assert strike in {e.id for e in after.events}
        assert after.reviews == (second,)


def test_the_same_said_twice_is_one_correction(truce: CodedStory) -> None:
    strike = event(truce, "ASSAULT")
    assert said(truce, strike).id == said(truce, strike).id != said(truce, strike, "right").id


def test_a_correction_follows_its_words_and_not_the_number(truce: CodedStory) -> None:
    strike = event(truce, "ASSAULT")
    c = said(truce, strike)
    renumbered = msgspec.structs.replace(truce, events=tuple(msgspec.structs.replace(e, id=f"e{50 + n}") for n, e in enumerate(truce.events)), process=())
    after = apply(renumbered, c)
    assert len(after.events) == len(truce.events) - 1 and not any(e.type == "ASSAULT" for e in after.events)
    revised = msgspec.structs.replace(truce, story=msgspec.structs.replace(truce.story, text="X" + truce.story.text))
    assert apply(revised, c) is revised


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"status": "maybe"}, "status"), ({"type": "BOMB"}, "type"), ({"actors": ("m999",)}, "mention"), ({"where": "p999"}, "place"), ({"earliest": "Monday"}, "date"),
        ({"earliest": "2020-07-08", "latest": "2020-07-01"}, "before"), ({"killed_low": -1}, "number"), ({"killed_low": 30, "killed_high": 3}, "less"), ({"background": "yes"}, "true"),
        ({"rule": "x"}, "no field"), ({"status": None}, "empty"), ({"type": "ASSAULT"}, "already"), ({}, "at least one"), ({"mode": "<script>"}, "no word"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_named(truce: CodedStory, changes: dict[str, object], fault: str) -> None:
    with pytest.raises(ReviewError, match=fault):
        said(truce, event(truce, "ASSAULT"), "corrected", **changes)


def test_a_reason_and_a_name_are_needed(truce: CodedStory) -> None:
    for reason, who, fault in ((" ", "A", "reason"), ("why", "", "who"), ("x" * 2001, "A", "longer"), ("why", "A\x1b[31m", "shown")):
        with pytest.raises(ReviewError, match=fault):
            review.judge(truce, truce.events[0].id, verdict="right", reason=reason, who=who, when=NOON)
    with pytest.raises(ReviewError, match="no event"):
        said(truce, "e999")


def test_a_reviewer_joins_and_parts_reports(stories: dict[str, CodedStory]) -> None:
    every = list(reports(stories.values(), {}, Settings()))
    strikes = {s: f"{s}/{event(stories[s], 'ASSAULT')}" for s in TEXTS}

    def homes(*rulings: Ruling) -> dict[str, str]:
        found = account(every, Settings(), rulings)
        return {s: i.id for s, r in strikes.items() for i in found.incidents if r in i.reports}

    def ruling(first: str, second: str, same: bool) -> Ruling:
        return Ruling(first=(strikes[first],), second=(strikes[second],), same=same, why="A. Reader: one raid")

    plain = homes()
    assert plain["truce"] == plain["strike"] != plain["derna"]
    parted = homes(ruling("truce", "strike", False))
    assert parted["truce"] != parted["strike"]
    merged = homes(ruling("derna", "strike", True))
    assert merged["derna"] == merged["strike"]
    both = (ruling("truce", "strike", False), ruling("truce", "strike", True))
    assert homes(*both) == parted and homes(*reversed(both)) == plain
    judgement = next(j for j in account(every, Settings(), both[:1]).judgements if j.why[0].feature == "review")
    assert (judgement.verdict, judgement.why[0].value) == ("different", "A. Reader: one raid")


def test_rulings_find_their_reports_by_the_words(stories: dict[str, CodedStory]) -> None:
    a, b = (review.target(stories[s], event(stories[s], "ASSAULT")) for s in ("truce", "strike"))
    c = review.rule([a], [b], same=False, reason="two raids", who="A. Reader", when=NOON)
    spans = {s: {f"e{9 - n}": e.trigger for n, e in enumerate(x.events)} for s, x in stories.items()}
    (ruling,) = review.rulings([c], spans)
    assert spans["truce"][ruling.first[0].partition("/")[2]] == a.span and not ruling.same
    assert review.rulings([c], {"strike": spans["strike"]}) == []
    with pytest.raises(ReviewError, match="both"):
        review.rule([a], [a], same=True, reason="x", who="y", when=NOON)
