"""Store: stories and codings in one embedded DuckDB file, append-only; what follows from them is rebuilt.

`db` opens the file and adds to it, `schema` says what stands in it, `rebuild` derives copies, incidents, utterances and the
process from the codings, `tables` reads views out. Nothing else in the program knows SQL.
"""

from dateline.store.db import Added, Store

__all__ = ["Added", "Store"]
