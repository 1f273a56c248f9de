"""Dateline: read newswire, write down the system that the news describes.

The public names. `read` gives stories, `code` codes them, `load` reads codings back, `frame` makes tables of them, `open` asks a store; `Story` is an input,
`Coding` a coded story, `Codings` many. Errors are DatelineErrors. How to use them: docs/python.md.
"""

from dateline.corpus import Coding, Codings, code, frame, load, open, read
from dateline.errors import DatelineError, InputError, KnowledgeError, StoreError, UsageError
from dateline.model.story import Story
from dateline.settings import VERSION as __version__
from dateline.settings import Settings

__all__ = [
    "Coding", "Codings", "DatelineError", "InputError", "KnowledgeError", "Settings", "StoreError", "Story", "UsageError", "__version__", "code", "frame", "load", "open", "read",
]  # fmt: skip
