"""Words as they are compared across texts: without endings, without those that say nothing."""

import functools
import re

from dateline.lexicon import load
from dateline.lexicon.inflect import verb_lemmas
from dateline.settings import Settings

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_ENDINGS = ("ies", "ied", "ing", "ed", "es", "s", "e", "er", "or", "ion")


@functools.cache
def _stop() -> frozenset[str]:
    return frozenset(load.words("wording")["stop"])


@functools.cache
def _alike() -> dict[str, str]:
    return {_plain(w): f"={row[0]}" for row in load.words("wording")["alike"] for w in row}


@functools.cache
def _numbers() -> dict[str, str]:
    return {w: str(n) for w, n in load.words("wording")["numbers"].items()}


@functools.cache
def _negations() -> frozenset[str]:
    return frozenset(load.words("wording")["negations"])


def tokens(text: str) -> list[str]:
    """The words of a text in lower case, figures whole."""
    return _WORD.findall(text.lower())


@functools.lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without its ending; words that stand for one another (data/wording.yaml) have one stem."""
    plain = _plain(word)
    return _alike().get(plain, plain)


def _plain(word: str) -> str:
    word = verb_lemmas(Settings()).get(word, word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            rest = word[: -len(ending)]
            return rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "lse" else rest
    return word


def content(text: str) -> frozenset[str]:
    """The stems of the words of a text that say something."""
    return frozenset(stem(w) for w in tokens(text) if w not in _stop() and w not in _negations() and not w.isdigit() and len(w) > 1)


def figures(text: str) -> frozenset[str]:
    """The numbers of a text, as figures."""
    return frozenset(_numbers().get(w, w.replace(",", "")) for w in tokens(text) if w[0].isdigit() or w in _numbers())


def turned(text: str) -> bool:
    """Whether the words that turn a sentence into its contrary are odd in number."""
    return sum(w in _negations() for w in tokens(text)) % 2 == 1
