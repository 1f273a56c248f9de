"""A parsed story: parallel lists over its tokens, free of the parser that made them."""

from collections.abc import Iterator, Sequence

from dateline.model.story import Span


class Sentence:
    """A sentence: tokens [first, last) and the paragraph that it stands in."""

    __slots__ = ("first", "last", "paragraph")

    def __init__(self, first: int, last: int, paragraph: int) -> None:
        self.first, self.last, self.paragraph = first, last, paragraph


class Entity:
    """A name found by the parser's recogniser: tokens [first, last) and its label (OntoNotes: PERSON, ORG, GPE, NORP …)."""

    __slots__ = ("first", "label", "last")

    def __init__(self, first: int, last: int, label: str) -> None:
        self.first, self.last, self.label = first, last, label


class Parse:
    """Tokens, dependencies, names and sentences of one story.

    All lists have one item a token: `words`, `lemmas` (lower case), `tags` (Penn), `deps` (ClearNLP labels), `heads` (index of the
    governing token; a root governs itself), `starts` and `ends` (code points of the story's text). `text` is the *reading*: the
    story's text with damage read as what it was, code point for code point as long as the original.
    """

    __slots__ = (
        "_children",
        "deps",
        "ends",
        "entities",
        "heads",
        "left",
        "lemmas",
        "right",
        "sentence_of",
        "sentences",
        "starts",
        "tags",
        "text",
        "words",
    )  # fmt: skip

    def __init__(
        self,
        *,
        text: str,
        words: list[str],
        lemmas: list[str],
        tags: list[str],
        deps: list[str],
        heads: list[int],
        starts: list[int],
        ends: list[int],
        sentences: list[Sentence],
        entities: list[Entity],
    ) -> None:
        self.text, self.words, self.lemmas, self.tags, self.deps = text, words, lemmas, tags, deps
        self.heads, self.starts, self.ends = heads, starts, ends
        self.sentences, self.entities = sentences, entities
        n = len(words)
        self.sentence_of = [0] * n
        for k, s in enumerate(sentences):
            for i in range(s.first, s.last):
                self.sentence_of[i] = k
        children: list[list[int]] = [[] for _ in range(n)]
        for i, h in enumerate(heads):
            if h != i:
                children[h].append(i)
        self._children = children
        self.left = list(range(n))
        self.right = list(range(n))
        for i in range(n):  # a token lies in the subtree of each of its governors; sentences are short, so this is cheap
            j, hops = i, 0
            while heads[j] != j and hops < 200:
                j = heads[j]
                hops += 1
                if i < self.left[j]:
                    self.left[j] = i
                if i > self.right[j]:
                    self.right[j] = i

    def __len__(self) -> int:
        return len(self.words)

    def children(self, i: int) -> Sequence[int]:
        """The tokens that hang on `i`, in the order of the text."""
        return self._children[i]

    def child(self, i: int, *deps: str) -> int | None:
        """The first child of `i` with one of these labels."""
        for c in self._children[i]:
            if self.deps[c] in deps:
                return c
        return None

    def ancestors(self, i: int) -> Iterator[int]:
        """The governors of `i`, nearest first."""
        for _ in range(200):
            h = self.heads[i]
            if h == i:
                return
            yield h
            i = h

    def under(self, i: int, top: int) -> bool:
        """Whether `i` is `top` or hangs somewhere below it."""
        return i == top or top in self.ancestors(i)

    def span(self, first: int, last: int) -> Span:
        """The code points of tokens first..last, both included."""
        return (self.starts[first], self.ends[last])

    def subtree(self, i: int) -> Span:
        """The code points from the leftmost to the rightmost token below `i`."""
        return self.span(self.left[i], self.right[i])

    def sentence_span(self, i: int) -> Span:
        """The code points of the sentence of token `i`, without white space at its ends."""
        s = self.sentences[self.sentence_of[i]]
        first, last = s.first, s.last - 1
        while first < last and not self.words[first].strip():
            first += 1
        while last > first and not self.words[last].strip():
            last -= 1
        return self.span(first, last)

    def token_at(self, offset: int) -> int | None:
        """The token that covers a code point, if any."""
        lo, hi = 0, len(self.starts)
        while lo < hi:
            mid = (lo + hi) // 2
            if self.ends[mid] <= offset:
                lo = mid + 1
            else:
                hi = mid
        return lo if lo < len(self.starts) and self.starts[lo] <= offset else None

    def tokens_in(self, span: Span) -> range:
        """The tokens that lie at least partly in a span."""
        lo, hi = 0, len(self.starts)
        while lo < hi:
            mid = (lo + hi) // 2
            if self.ends[mid] <= span[0]:
                lo = mid + 1
            else:
                hi = mid
        first = lo
        while lo < len(self.starts) and self.starts[lo] < span[1]:
            lo += 1
        return range(first, lo)
