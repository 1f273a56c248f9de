"""The encoder's layers in one go give what the package's own layers give, to the last bit."""

import numpy as np
import pytest

from dateline.annotate.parser import parser
from dateline.settings import Settings

MODEL = Settings().model


@pytest.mark.parametrize("rows", [0, 1, 15, 16, 17, 511, 512, 527, 528, 529, 1040])
@pytest.mark.parametrize("component", ["tok2vec", "ner"])
def test_the_same_bits(rows: int, component: str) -> None:
    """Whatever the number of rows: whole blocks, a rest, a rest too small for a block of its own."""
    ours, theirs = (
        next(node for node in parser(MODEL, plain=plain).get_pipe(component).model.walk() if {"embed", "encode"} <= set(node.ref_names)).layers[1].layers[0]
        for plain in (False, True)
    )
    assert (ours.name, theirs.name == "windows") == ("windows", False)
    given = np.random.default_rng(rows).standard_normal((rows, 96)).astype(np.float32)
    kept = given.copy()
    assert np.array_equal(ours.predict(given), theirs.predict(given))
    assert np.array_equal(given, kept)
