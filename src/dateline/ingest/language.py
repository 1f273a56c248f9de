"""Whether a text is in English. Only what is clearly another language is passed over: a story lost is worse than one read in vain."""

import re
from typing import cast

_SURE = 120
"""Letters below which a text says too little of its language, and what the record says counts."""
_LOOKED_AT = 6_000
_MARGIN = 60
"""How much nearer another language's profile must be than that of English (resiliparse's ranks)."""
_SPACE = re.compile(r"\s+")


def foreign(text: str, declared: str | None = None) -> str | None:
    """The code of the language that a text is in, where that is not English; else None.

    `declared` is what the record says ("fr", "en-GB"). A long enough text decides itself, since records are often wrong; without the package that
    tells languages, what the record says counts.
    """
    said = (declared or "").replace("_", "-").partition("-")[0].strip().lower()
    named = said if said and said not in ("en", "eng", "english", "und", "x") else None
    sample = _SPACE.sub(" ", text[:_LOOKED_AT]).lower()
    if sum(c.isalpha() for c in sample) < _SURE:
        return named
    try:
        from resiliparse.parse.lang import detect_fast
    except ImportError:
        return named
    ranks = dict(cast("list[tuple[str, int]]", detect_fast(sample, cutoff=1_200, n_results=101)))
    if not ranks:
        return named
    best = min(ranks, key=lambda k: (ranks[k], k))
    if best == "en" or ranks.get("en", 10_000) - ranks[best] < _MARGIN:
        return named if named in ranks and ranks[named] < ranks.get("en", 10_000) else None
    return str(best)
