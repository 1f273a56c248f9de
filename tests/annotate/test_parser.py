"""The short cuts of the parser change nothing that it says."""

import numpy as np
import pytest

from dateline.annotate import parser as module
from dateline.annotate.parser import Lemmas, lemmas_of, parser
from dateline.settings import Settings

MODEL = Settings().model
TEXTS = [
    "Rebels who had been shelling the town on Tuesday said they weren't leaving.",
    "There are no talks, the worst of the fighters' leaders said; let's go, we gotta leave.",
    'He\'s been told "there is a truce", and the troops ain\'t gonna wait.',
    "The  delegations met in Geneva \n and left better than they came, by 5,000 kilometres.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_as_the_plain_pipeline_has_it(text: str) -> None:
    """Tags, heads, names and lemmas are those of the pipeline with all its components."""
    rules = lemmas_of(MODEL)
    for _ in range(2):  # the second time from what is remembered
        plain = parser(MODEL, plain=True)(text)
        doc = next(iter(parser(MODEL).pipe([text], disable=rules.stands_for)))
        assert [(t.tag_, t.dep_, t.head.i) for t in doc] == [(t.tag_, t.dep_, t.head.i) for t in plain]
        assert [(e.text, e.label_) for e in doc.ents] == [(e.text, e.label_) for e in plain.ents]
        assert rules.of(doc) == [t.lemma_.lower() for t in plain]


def test_both_lemma_components_are_spared() -> None:
    """Else the test above would compare the pipeline with itself."""
    assert lemmas_of(MODEL).stands_for == ["attribute_ruler", "lemmatizer"]


def test_vectors_do_not_depend_on_what_came_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word seen alone, in company, or after the table was emptied has the same vector to the last bit."""
    monkeypatch.setattr(module, "_REMEMBERED", 24)
    nlp = parser.__wrapped__(MODEL)
    keep = {"enable": ["tok2vec"]}
    with nlp.select_pipes(**keep):
        alone = np.asarray(nlp("truce").tensor)
        for text in (*TEXTS, " ".join(TEXTS)):
            nlp(text)
        assert (np.asarray(nlp("truce").tensor) == alone).all()


def test_a_pipeline_without_rules_gives_its_own_lemmas() -> None:
    """A model that has no lemmatizer is asked for what it has."""
    import spacy

    nlp = spacy.blank("en")
    assert Lemmas(nlp).of(nlp("They met")) == ["", ""]
