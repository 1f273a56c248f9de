"""The words of a store's stories, statements and events, for the search. Made from the store, kept in a folder that goes with it, bounded by what it takes from each."""

import pathlib
import shutil
import tempfile
import weakref
from typing import Any

import tantivy

from dateline.model.story import Record
from dateline.store import Store

_LONGEST = 20_000
"""Of a longer story this many characters are looked through."""
_MEMORY = 64_000_000
_KINDS = {
    "story": "SELECT story_id AS id, coalesce(title, '') || ' ' || left(text, 20000) AS words, published AS day FROM stories",
    "statement": "SELECT story_id || '/' || statement_id AS id, coalesce(speaker, '') || ' ' || left(content, 2000) AS words, published AS day FROM statements",
    "event": "SELECT story_id || '/' || event_id AS id, array_to_string(actors, ' ') || ' ' || array_to_string(recipients, ' ') || ' ' || coalesce(place, '') || ' ' || left(sentence, 2000) AS words, published AS day FROM events",
}


class Hit(Record, frozen=True, kw_only=True):
    """Something found: its kind (story, statement, event), its id, how well it fits."""

    kind: str
    id: str
    score: float


class Index:
    """An index over one state of a store."""

    def __init__(self, store: Store) -> None:
        folder = pathlib.Path(tempfile.mkdtemp(prefix="dateline-words-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        layout = tantivy.SchemaBuilder()
        layout.add_text_field("kind", stored=True, tokenizer_name="raw")
        layout.add_text_field("id", stored=True, tokenizer_name="raw")
        layout.add_text_field("words", stored=False, tokenizer_name="en_stem")
        self._index = tantivy.Index(layout.build(), path=str(folder))
        writer = self._index.writer(heap_size=_MEMORY, num_threads=1)
        for kind, sql in _KINDS.items():
            with store.connection(guarded=True) as c:
                for batch in c.sql(sql).to_arrow_reader(5_000):
                    for id_, words in zip(batch.column("id").to_pylist(), batch.column("words").to_pylist(), strict=True):
                        writer.add_document(tantivy.Document(kind=[kind], id=[id_], words=[words or ""]))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def find(self, words: str, kind: str, *, first: int = 0, size: int = 20) -> tuple[list[Hit], int]:
        """What holds all the words (“in marks”: in that order), the best first; and how many there are in all."""
        asked = " ".join(w for w in (part.strip("'()[]{}^~*?:\\/+-!&|<>=`") for part in words.replace("“", '"').replace("”", '"').split()) if w.strip('"'))
        if not asked:
            return [], 0
        query, _ = self._index.parse_query_lenient(asked, ["words"], conjunction_by_default=True)
        only = tantivy.Query.term_query(self._index.schema, "kind", kind)
        both = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, only)])
        result: Any = self._searcher.search(both, limit=size, offset=first)
        hits = []
        for score, address in result.hits:
            doc = self._searcher.doc(address)
            hits.append(Hit(kind=kind, id=str(doc.get_first("id")), score=score))
        return hits, int(result.count)
