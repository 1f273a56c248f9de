"""spaCy's pipeline, loaded once a process and spared the work that would give the same again. Only this module, `package` and `syntax` know spaCy.

What it leaves out changes nothing that is read: the same words in the same place get the same bits. Figures in docs/performance.md.
"""

import functools
import importlib
import pathlib
import re
from typing import TYPE_CHECKING, Any

from dateline.annotate.encoder import merge_windows, no_way_back
from dateline.annotate.package import load_package, spacy_package
from dateline.errors import UsageError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.api import Model

_REMEMBERED = 1 << 16
"""Word forms whose vectors are kept: 25 MB a network."""
_LEAST_ROWS = 16
"""A matrix product of fewer rows goes another way through OpenBLAS, and may differ in the last bit."""
_OF_A_WORD = frozenset({"ORTH", "NORM", "LOWER", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"})


@functools.cache
def parser(model: str, *, plain: bool = False) -> "Language":
    """The parser of a package; `plain` without the short cuts, to measure against. Products by OpenBLAS on one thread: 1.6 times as fast as BLIS.

    Raises UsageError if the model's package is not installed.
    """
    import threadpoolctl

    spacy = spacy_package()
    from thinc.api import NumpyOps, set_current_ops

    threadpoolctl.threadpool_limits(1)
    set_current_ops(NumpyOps(use_blis=False))
    try:
        package = importlib.import_module(model)
        folder = pathlib.Path(str(package.__file__)).parent / "_model"
        nlp: Language = spacy.load(folder if folder.is_dir() else model) if plain or not folder.is_dir() else load_package(folder)
    except (ImportError, OSError) as e:
        raise UsageError(f"the parser's model {model} is not installed: pip install {model}") from e
    if not plain:
        for _, pipe in nlp.pipeline:
            if (network := getattr(pipe, "model", None)) is not None:
                _remember_words(network)
                merge_windows(network)
    return nlp


@functools.cache
def lemmas_of(model: str) -> "Lemmas":
    """The lemma table of a parser, kept for the life of the process."""
    return Lemmas(parser(model))


def _remember_words(model: "Model[Any, Any]") -> None:
    """Let each network keep the vectors of the words that it has seen: the first of its layers sees a word without its neighbours.

    That layer is 40 % of the network's arithmetic, and three words of four in a batch have been seen before.
    """
    from thinc.api import Model

    for node in list(model.walk()):
        if not {"embed", "encode"} <= set(node.ref_names) or node.layers[0] is not node.get_ref("embed"):
            continue
        embed = node.layers[0]
        if {str(c) for n in embed.walk() if n.name == "extract_features" for c in n.attrs["columns"]} <= _OF_A_WORD:
            node.layers[0] = Model("remembered_words", _Remembered(embed))


class _Remembered:
    """The forward pass of an embedding layer, with the rows of words that were seen before."""

    def __init__(self, embed: "Model[list[Doc], list[Any]]") -> None:
        self._embed = embed
        self._rows: dict[tuple[int, ...], int] = {}
        self._table: Any = None

    def __call__(self, model: "Model[Any, Any]", docs: "list[Doc]", is_train: bool) -> Any:
        """Vectors of the tokens of each document; there is no way back, for nothing is trained here."""
        import numpy as np
        from spacy.attrs import NORM, ORTH, SPACY

        keys = [key for doc in docs for key in zip(*doc.to_array([ORTH, NORM, SPACY]).T.tolist(), strict=True)]
        new = [key for key in dict.fromkeys(keys) if key not in self._rows]
        if len(self._rows) + len(new) > _REMEMBERED:
            self._rows.clear()
            new = list(dict.fromkeys(keys))
        if len(new) > _REMEMBERED:
            return self._embed.predict(docs), no_way_back
        if new:
            made = self._embed.predict([_document(docs[0], new)])[0]
            if self._table is None:
                self._table = np.empty((_REMEMBERED, made.shape[1]), dtype=made.dtype)
            first = len(self._rows)
            self._table[first : first + len(new)] = made[: len(new)]
            self._rows |= {key: first + k for k, key in enumerate(new)}
        rows = self._rows
        found = self._table[[rows[key] for key in keys]] if keys else None
        out, at = [], 0
        for doc in docs:
            out.append(found[at : at + len(doc)] if found is not None else self._embed.predict([doc])[0])
            at += len(doc)
        return out, no_way_back


def _document(like: "Doc", keys: list[tuple[int, ...]]) -> "Doc":
    """Words by their form, norm and following space, in a document long enough for its products to be the same in any company."""
    from spacy.tokens import Doc

    strings: Any = like.vocab.strings
    keys = keys + keys[:1] * (_LEAST_ROWS - len(keys))
    doc = Doc(like.vocab, words=[strings[orth] for orth, _, _ in keys], spaces=[bool(space) for _, _, space in keys])
    for token, (_, norm, _) in zip(doc, keys, strict=True):
        if token.norm != norm:
            token.norm_ = strings[norm]
    return doc


class Lemmas:
    """Lemmas as the parser's own rules give them, each worked out once a form, tag and dependency and not again at every token.

    The attribute ruler and the lemmatizer are a fifth of the parser's time, and what they say of a token follows from that token alone,
    but for a few rules over two tokens ("gon na"): tokens that one of those holds for are worked out together.
    """

    def __init__(self, nlp: "Language") -> None:
        from spacy.matcher import Matcher

        pipes: Any = dict(nlp.pipeline)
        self._ruler, self._rules = pipes.get("attribute_ruler"), pipes.get("lemmatizer")
        self.stands_for: list[str] = []
        """The components of the parser that need not run."""
        self._known: dict[tuple[int, ...], str] = {}
        if self._ruler is None or self._rules is None or self._rules.mode != "rule":
            return
        patterns = [p for rule in self._ruler.patterns for p in rule["patterns"]]
        if {attribute for p in patterns for token in p for attribute in token} - {"TAG", "DEP", "LOWER", "IS_SPACE"}:
            return
        deps, forms = _asked(patterns, "DEP"), _asked(patterns, "LOWER")
        if {operator for operator, _ in deps} - {"IN", "NOT_IN"} or {operator for operator, _ in forms} - {"IN", "NOT_IN", "REGEX"}:
            return
        self._deps = frozenset(nlp.vocab.strings[name] for _, name in deps)
        """The dependencies that a rule tells apart; all others are one to it. So with forms."""
        self._forms = frozenset(form for operator, form in forms if operator != "REGEX")
        self._shapes = [re.compile(form) for operator, form in forms if operator == "REGEX"]
        self._ruled: dict[tuple[str, int, int, bool], Doc] = {}
        self.stands_for = ["attribute_ruler", "lemmatizer"]
        self._pairs, self._openers = Matcher(nlp.vocab, validate=False), Matcher(nlp.vocab, validate=False)
        self._opening: set[tuple[int, ...]] = set()
        if longer := [p for p in patterns if len(p) > 1]:
            self._pairs.add("pairs", longer)
            self._openers.add("openers", [p[:1] for p in longer])
        index = self._rules.lookups.get_table("lemma_index")
        for pos, words in index.items():  # the package keeps tens of thousands of words in lists, and looks through them
            index[pos] = frozenset(words)

    def of(self, doc: "Doc") -> list[str]:
        """The lemmas of a tagged and parsed document, lower case."""
        from spacy.attrs import DEP, ORTH, TAG

        if not self.stands_for:
            return [token.lemma_.lower() for token in doc]
        known, named, opening, out = self._known, self._deps, False, []
        for i, (form, tag, dep) in enumerate(doc.to_array([ORTH, TAG, DEP]).tolist()):
            key = (form, tag, dep if dep in named else 0)
            lemma = known.get(key)
            if lemma is None:
                lemma = known[key] = self._new(doc, i, key)
            opening = opening or key in self._opening
            out.append(lemma)
        if opening:
            first = end = 0
            for _, a, b in sorted(self._pairs(doc, allow_missing=True), key=lambda m: m[1:]):
                first, end = (first, max(end, b)) if a < end else (a, b)  # pairs that overlap are one piece
                out[first:end] = self._worked_out(_piece(doc, first, end))
        return out

    def _new(self, doc: "Doc", i: int, key: tuple[int, ...]) -> str:
        """The lemma of a token whose form, tag and dependency were not seen before. What the ruler says is the same for most forms."""
        token: Any = doc[i]
        form = token.lower_
        kind = (form if form in self._forms or any(shape.search(form) for shape in self._shapes) else "", key[1], key[2], token.is_space)
        alike = self._ruled.get(kind)
        if alike is None:
            alike = self._ruled[kind] = self._ruler(_piece(doc, i, i + 1))
        if self._openers(alike, allow_missing=True):
            self._opening.add(key)
        said: Any = alike[0]
        if not said.lemma_:
            token.pos = said.pos
            token.set_morph(said.morph)
        return str(said.lemma_ or self._rules.lemmatize(token)[0]).lower()

    def _worked_out(self, doc: "Doc") -> list[str]:
        return [(t.lemma_ or self._rules.lemmatize(t)[0]).lower() for t in self._ruler(doc)]


def _asked(patterns: list[list[dict[str, Any]]], attribute: str) -> list[tuple[str, str]]:
    """What the patterns ask of an attribute: operators and values."""
    found: list[tuple[str, str]] = []
    for token in (t for p in patterns for t in p if attribute in t):
        value = token[attribute]
        for operator, values in ({"IN": [value]} if isinstance(value, str) else value).items():
            found += [(operator, v) for v in ([values] if isinstance(values, str) else values)]
    return found


def _piece(doc: "Doc", first: int, last: int) -> "Doc":
    """Tokens [first, last) in a document of their own, with their tags and dependencies."""
    from spacy.tokens import Doc

    tokens = doc[first:last]
    return Doc(doc.vocab, words=[t.text for t in tokens], tags=[t.tag_ for t in tokens], deps=[t.dep_ for t in tokens], heads=[0] * len(tokens))
