"""Tokens, dependencies and names of a story: what the parser says, as `model.Parse`, which is all that the other stages read."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.annotate.mend import mend_subjects
from dateline.annotate.parser import Lemmas, lemmas_of, parser
from dateline.lexicon.inflect import noun_lemmas, verb_lemmas
from dateline.model.parse import Entity, Parse, Sentence
from dateline.model.reading import Reading
from dateline.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_BREAK = re.compile(r"\n\s*\n")
_LINE = re.compile(r"\n")
_SPACES = str.maketrans("\n\u00a0\u2007\u2009\u202f", "     ")
_CLOSERS = frozenset({'"', "\u201d", "''", "\u2019"})
_STOP = re.compile(r"(?<=[.!?\"\u201d])\s+(?=[\"\u201c(A-Z])")


def paragraphs(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """Split [start, end) at blank lines, and at single line ends where lines are not wrapped; cut what is too long."""
    blocks: list[tuple[int, int]] = []
    at = start
    for m in [*_BREAK.finditer(text, start, end), None]:
        stop = m.start() if m else end
        if stop > at:
            blocks.append((at, stop))
        at = m.end() if m else end
    for first, last in blocks:
        at = first
        for m in [*_LINE.finditer(text, first, last), None]:
            stop = m.start() if m else last
            if m and text[at:stop].rstrip()[-1:] not in tuple(".!?\"\u201d:") and text[m.end() : m.end() + 1].strip():
                continue
            yield from _pieces(text, at, stop, longest)
            at = m.end() if m else last


def _pieces(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > longest:
        cut = None
        for m in _STOP.finditer(text, start + longest // 2, start + longest):
            cut = m.end()
        if cut is None:
            space = text.rfind(" ", start + 1, start + longest)
            cut = space + 1 if space > start else start + longest
        yield start, cut
        start = cut
    if end > start:
        yield start, end


def parse(readings: Iterable[Reading], settings: Settings) -> list[Reading]:
    """Parse a batch of readings. Furniture is not parsed; a paragraph is never joined with the next."""
    nlp = parser(settings.model)
    batch = list(readings)
    docs: list[Doc] = []
    plan: list[list[tuple[int, int]]] = []
    texts: list[str] = []
    for r in batch:
        text = r.story.reading
        limit = settings.max_characters
        spans = [p.span for p in r.story.parts if p.kind != "furniture"]
        title = [p.span for p in r.story.parts if p.kind == "furniture" and r.story.title and text[slice(*p.span)].strip() == r.story.title]
        cuts = [c for s in sorted(title + spans) for c in paragraphs(text, s[0], min(s[1], limit), settings.max_paragraph)]
        texts.append(text)
        plan.append(cuts)
        docs += [_document(nlp, text[a:b].translate(_SPACES)) for a, b in cuts]
    rules = lemmas_of(settings.model)
    done = iter(nlp.pipe(docs, batch_size=256, disable=rules.stands_for))
    known = verb_lemmas(settings)
    out = []
    for r, text, cuts in zip(batch, texts, plan, strict=True):
        tree = _read(text, [(a, next(done)) for a, _ in cuts], known, rules)
        notes = r.notes
        if len(text) > settings.max_characters:
            notes = (*notes, f"only the first {settings.max_characters:,} of {len(text):,} characters were read")
        out.append(msgspec.structs.replace(r, parse=mend_subjects(tree), notes=notes))
    return out


def _document(nlp: "Language", text: str) -> "Doc":
    doc = nlp.make_doc(text)
    if any(mark in text for mark in _CLOSERS):
        for i, token in enumerate(doc):
            # A closing mark belongs to the sentence that it closes, whatever the parser would like.
            if i and token.text in _CLOSERS and not doc[i - 1].whitespace_:
                token.is_sent_start = False
    return doc


def _read(text: str, docs: list[tuple[int, "Doc"]], verbs: dict[str, str], rules: Lemmas) -> Parse:
    from spacy.attrs import DEP, HEAD, IDX, LENGTH, SENT_START, TAG

    nouns = noun_lemmas()
    words: list[str] = []
    lemmas: list[str] = []
    tags: list[str] = []
    deps: list[str] = []
    heads: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    sentences: list[Sentence] = []
    entities: list[Entity] = []
    for number, (offset, doc) in enumerate(docs):
        base, size = len(words), len(doc)
        if not size:
            continue
        strings: Any = doc.vocab.strings
        table = doc.to_array([TAG, DEP, HEAD, IDX, LENGTH, SENT_START])
        tag, dep, head, idx, length, sent = (column.tolist() for column in table.T)
        names: dict[int, str] = {}

        def name(key: int, names: dict[int, str] = names, strings: Any = strings) -> str:
            value = names.get(key)
            if value is None:
                value = names[key] = strings[key]
            return value

        begin = [offset + k for k in idx]
        finish = [offset + k + n for k, n in zip(idx, length, strict=True)]
        starts += begin
        ends += finish
        words += [text[a:b] for a, b in zip(begin, finish, strict=True)]
        own = [name(k) for k in tag]
        lemmas += [
            verbs.get(text[a:b].lower(), k) if t[:2] == "VB" else nouns.get(text[a:b].lower(), k) if t[:1] == "N" else k
            for k, t, a, b in zip(rules.of(doc), own, begin, finish, strict=True)
        ]
        tags += own
        deps += [name(k) for k in dep]
        heads += [base + i + (h - 2**64 if h > 2**63 else h) for i, h in enumerate(head)]
        edges = [i for i, s in enumerate(sent) if s == 1 or i == 0]
        for a, b in zip(edges, [*edges[1:], size], strict=True):
            sentences.append(Sentence(base + a, base + b, number))
        entities += [Entity(base + e.start, base + e.end, e.label_) for e in doc.ents]
    return Parse(
        text=text, words=words, lemmas=lemmas, tags=tags, deps=deps, heads=heads, starts=starts, ends=ends,
        sentences=sentences, entities=entities,
    )  # fmt: skip
