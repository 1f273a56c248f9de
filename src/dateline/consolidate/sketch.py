"""Sketch: what is kept of a text to recognise it again, whole or in pieces."""

import re

import numpy as np
import rensa
from numpy.typing import NDArray

from dateline.model.coded import CodedStoryHead
from dateline.model.copies import Sketch
from dateline.model.story import Span, Story

PERMUTATIONS = 84
"""Values of a MinHash signature."""
SHINGLES = 1024
"""Hashes of three words in a row that are kept: all of a story of usual length, the smallest of a longer one."""
LEAD_WORDS = 60
"""Words from the beginning in which the lead's own words are looked for."""
LONG_SENTENCE = 8
"""Words that make a sentence worth recognising."""
_SEED = 20
_ODD = 0x9E3779B97F4A7C15
_INVERSE = pow(_ODD, -1, 1 << 64)
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"\S(?:[^.!?\n]+|[.!?](?![\"'\u201d\u2019)\]]*(?:\s|$)))*[.!?]*[\"'\u201d\u2019)\]]*")

Hashes = NDArray[np.uint64]


def sketch(story: Story | CodedStoryHead) -> Sketch:
    """The sketch of a story's report, without what stands before and after it as furniture."""
    words: list[str] = []
    cuts, spans = [0], []
    for lo, hi in _body(story):
        for m in _SENTENCE.finditer(story.text, lo, hi):
            words += _WORD.findall(m.group().casefold())
            cuts.append(len(words))
            spans.append(m.span())
    n = len(words)
    listed: list[int] = rensa.RMinHash.hash_token_sets([words])[0] if words else []
    hashes = np.array(listed, dtype=np.uint64)
    threes = np.sort(_mixed(hashes[:-2] + hashes[1:-1] * np.uint64(_ODD) + hashes[2:] * np.uint64(_ODD * _ODD % (1 << 64))) >> np.uint64(32))
    threes = threes[np.concatenate([threes[1:] != threes[:-1], np.ones(min(1, len(threes)), dtype=np.bool_)])]
    matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(threes, np.array([0, len(threes)], dtype=np.uint64), PERMUTATIONS, _SEED)
    # a sentence's hash is its stretch of one running sum, brought down to where a sum of its own would begin
    sums = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(hashes * _powers(_ODD, n))])
    edges = np.array(cuts, dtype=np.int64)
    starts, ends = edges[:-1], edges[1:]
    long = ends - starts >= LONG_SENTENCE
    sentences = _mixed((sums[ends] - sums[starts]) * _powers(_INVERSE, n + 1)[starts])[long]
    lead = {h & 0xFFFFFFFF for w, h in zip(words[:LEAD_WORDS], listed, strict=False) if len(w) > 3 or w[0].isdigit()}
    numbers = {h & 0xFFFFFFFF for w, h in zip(words, listed, strict=True) if w[0] <= "9"}
    return Sketch(
        story=story.id, published=story.published, outlet=story.outlet, agencies=story.agencies, words=n,
        whole=int(_mixed(sums[-1:])[0]) if n else 0, lead=_packed(lead), numbers=_packed(numbers),
        shingles=threes[:SHINGLES].astype("<u4").tobytes(), signature=np.array(matrix.to_rows()[0], dtype="<u4").tobytes(),
        sentences=sentences.astype("<u8").tobytes(), spans=np.array(spans, dtype="<u4").reshape(-1, 2)[long].tobytes(),
    )  # fmt: skip


def _body(story: Story | CodedStoryHead) -> list[Span]:
    return sorted(p.span for p in story.parts if p.kind != "furniture") or [(0, len(story.text))]


def _packed(values: set[int]) -> bytes:
    return np.array(sorted(values), dtype="<u4").tobytes()


def _powers(base: int, n: int) -> Hashes:
    """The first n powers of a number, modulo 2**64."""
    out = np.full(n, base, dtype=np.uint64)
    out[:1] = 1
    return np.multiply.accumulate(out)


def _mixed(x: Hashes) -> Hashes:
    """Every bit of the result depends on every bit of the value (splitmix64)."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))
