"""Utterances: two wordings of one press conference are one; other content and other speakers are not."""

import datetime as dt

import pytest

from dateline import ingest
from dateline.consolidate.utterances import find_utterances
from dateline.errors import InputError
from dateline.export.jsonl import coded
from dateline.model.coded import CodedStory
from dateline.model.story import Story
from dateline.model.utterance import Utterance
from dateline.pipeline import Coder

TEXTS = {
    "wire": 'MOSCOW, July 8 (Reuters) - "The Libyan National Army is ready to sign a document on an immediate ceasefire," Russian Foreign Minister Sergei Lavrov told a news conference on Wednesday.',
    "translated": "Russian Foreign Minister Sergei Lavrov said on Wednesday that Libya's National Army was prepared to sign a paper on the immediate cessation of fire.",
    "other-content": 'Russian Foreign Minister Sergei Lavrov said on Wednesday that Moscow would not extend the treaty on nuclear arms with Washington.',
    "contrary": "Russian Foreign Minister Sergei Lavrov said on Wednesday that the Libyan National Army was not ready to sign a document on an immediate ceasefire.",
    "other-speaker": "Turkish President Recep Tayyip Erdogan said on Wednesday that the Libyan National Army was ready to sign a document on an immediate ceasefire.",
}


@pytest.fixture(scope="module")
def found(coder: Coder) -> list[Utterance]:
    out: list[CodedStory] = []
    for name, text in TEXTS.items():
        story = ingest.prepare(Story(id=name, text=text), published=dt.date(2020, 7, 8))
        assert not isinstance(story, InputError)
        out.append(coded(next(coder.code([story]))))
    assert find_utterances(reversed(out)) == find_utterances(out)
    return list(find_utterances(out).utterances)


def test_two_wordings_of_one_press_conference_are_one(found: list[Utterance]) -> None:
    together = [sorted(r.story for r in u.renderings) for u in found if len(u.renderings) > 1]
    assert together == [["translated", "wire"]]


@pytest.mark.parametrize("name", ["other-content", "contrary", "other-speaker"])
def test_near_misses_stay_apart(found: list[Utterance], name: str) -> None:
    assert [len(u.renderings) for u in found for r in u.renderings if r.story == name] == [1]
