"""Named lists of words and phrases, compiled so that one pass over a stretch of text finds them all."""

from collections.abc import Iterable, Mapping, Sequence

from dateline.model.parse import Parse

Found = dict[str, list[int]]
"""The last tokens of the words found, by the name of their list."""
_SKIP = frozenset({"the", "a", "an", "its", "his", "her", "their", "'s"})


class Cues:
    """Lists of lemmas and lemma phrases by name; `$class` takes a class of the lexicon in.

    A word fits a token's lemma or its lower-cased form; articles and possessors inside a phrase are passed over. "/N" or "/V" at the end of a
    phrase asks for a noun or a verb ("rock/N").
    """

    def __init__(self, lists: Mapping[str, Iterable[str]], classes: Mapping[str, Sequence[str]]) -> None:
        table: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        for name, words in lists.items():
            for word in words:
                for w in classes[word[1:]] if word.startswith("$") else (word,):
                    text, _, tag = w.partition("/")
                    phrase = tuple(text.lower().replace("-", " - ").split())
                    table.setdefault(phrase[-1], []).append((phrase[-2::-1], name, tag))
        self._table = {last: tuple(dict.fromkeys(found)) for last, found in table.items()}

    def find(self, p: Parse, first: int, last: int) -> Found:
        """The words found in tokens [first, last)."""
        out: Found = {}
        table, lemmas, words = self._table, p.lemmas, p.words
        for i in range(first, last):
            entries = table.get(lemmas[i])
            if entries is None:
                if words[i] == lemmas[i]:
                    continue
                entries = table.get(words[i].lower())
                if entries is None:
                    continue
            for before, name, tag in entries:
                if tag and p.tags[i][0] != tag:
                    continue
                at = i - 1
                for w in before:
                    while at > first and lemmas[at] in _SKIP and w not in _SKIP:
                        at -= 1
                    if at < first or (lemmas[at] != w and words[at].lower() != w):
                        break
                    at -= 1
                else:
                    hits = out.setdefault(name, [])
                    if not hits or hits[-1] != i:
                        hits.append(i)
        return out
