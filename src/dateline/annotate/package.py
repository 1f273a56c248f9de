"""The parser's package loaded without what no stage reads: it lists 685,000 words that word vectors stand for, of which a story uses a few hundred.

Half a second and 250 MB a process: the words' strings are left where they are (a text brings its own), their rows are looked up in a file that
processes share, and spaCy's own commands (a web client, project templates) are not imported. What the parser says is the same.
"""

import importlib
import pathlib
import sys
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any

from dateline.lexicon import load

if TYPE_CHECKING:
    import numpy as np
    from spacy.language import Language


def spacy_package() -> Any:
    """The module `spacy`, imported without its commands."""
    if "spacy" not in sys.modules:
        stand_in: Any = ModuleType("spacy.cli.info")
        stand_in.info = None
        sys.modules |= {"spacy.cli": ModuleType("spacy.cli"), "spacy.cli.info": stand_in}
        try:
            importlib.import_module("spacy")
        finally:
            del sys.modules["spacy.cli"], sys.modules["spacy.cli.info"]
    return sys.modules["spacy"]


def load_package(folder: pathlib.Path) -> "Language":
    """The pipeline whose files are in `folder`."""
    spacy = spacy_package()
    vocab = folder / "vocab"
    if not all((vocab / name).is_file() for name in ("strings.json", "vectors", "key2row", "lookups.bin")):
        return spacy.load(folder)  # type: ignore[no-any-return]
    nlp: Language = spacy.load(folder, exclude=["senter", "strings", "vectors"])
    for pipe in nlp.pipe_names:
        for label in getattr(nlp.get_pipe(pipe), "labels", ()):
            nlp.vocab.strings.add(label)
    import numpy as np

    vectors: Any = nlp.vocab.vectors
    vectors.data = np.asarray(np.load(vocab / "vectors", mmap_mode="r"))
    vectors.key2row = _Rows(load.cached_array("vector-rows", [vocab / "key2row"], lambda: _rows(vocab / "key2row")))
    return nlp


def _rows(path: pathlib.Path) -> "np.ndarray[Any, Any]":
    """Hashes of words in ascending order, and the row of each."""
    import msgspec
    import numpy as np

    pairs = sorted(msgspec.msgpack.decode(path.read_bytes(), type=dict[int, int]).items())
    return np.array(pairs, dtype=np.uint64).T.copy()


class _Rows(Mapping[int, int]):
    """Rows of vectors by the hash of their word, in an array of two lines."""

    def __init__(self, table: "np.ndarray[Any, Any]") -> None:
        self._keys, self._numbers = table

    def __getitem__(self, key: int) -> int:
        at = int(self._keys.searchsorted(self._keys.dtype.type(key)))
        if at < len(self._keys) and int(self._keys[at]) == key:
            return int(self._numbers[at])
        raise KeyError(key)

    def __iter__(self) -> Iterator[int]:
        return map(int, self._keys)

    def __len__(self) -> int:
        return len(self._keys)
