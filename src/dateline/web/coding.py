"""Coding what a reader pastes or drops: one coder, loaded once, nothing kept."""

import datetime as dt
import pathlib
import tempfile
import threading
from collections.abc import Callable

from dateline import ingest
from dateline.errors import InputError, UsageError
from dateline.export.jsonl import coded
from dateline.model.coded import CodedStory
from dateline.model.story import Story
from dateline.pipeline import Coder

LARGEST = 2_000_000
"""Bytes of a request; a larger one is refused unread."""
LONGEST = 60_000
"""Characters of a story that is coded while the reader waits."""
MOST = 5
"""Stories of a dropped file that are coded."""


class Coding:
    """Codes stories one at a time, as the pages ask. `make` gives the coder, when the first story comes."""

    def __init__(self, make: Callable[[], Coder] = Coder) -> None:
        self._make = make
        self._coder: Coder | None = None
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Load the coder beside the first requests, so that the first story need not wait for it."""
        threading.Thread(target=self._ready, daemon=True).start()

    def _ready(self) -> Coder:
        with self._lock:
            if self._coder is None:
                self._coder = self._make()
            return self._coder

    def text(self, text: str, *, id_: str, published: dt.date | None, title: str | None = None, outlet: str | None = None) -> CodedStory:
        """One story coded. A UsageError says what is missing or too much."""
        if not text.strip():
            raise UsageError("There is no text. Paste the story, or choose a file")
        return self._coded([ingest.prepare(Story(id=id_, text=text, title=title, outlet=outlet), published=published)])[0]

    def file(self, name: str, content: bytes, *, published: dt.date | None) -> list[CodedStory]:
        """The stories of a file in any format that can be read, the first ones coded."""
        with tempfile.TemporaryDirectory(prefix="dateline-drop-") as folder:
            path = pathlib.Path(folder) / ("story" + _suffix(name))
            path.write_bytes(content)
            stories: list[Story | InputError] = []
            for s in ingest.read([path], published=published):
                stories.append(s)
                if len(stories) == MOST:
                    break
        if not stories:
            raise UsageError("No story was found in this file. Text, web pages and the formats of docs/formats-in.md can be read")
        return self._coded(stories)

    def _coded(self, stories: list[Story | InputError]) -> list[CodedStory]:
        good = []
        for s in stories:
            if isinstance(s, InputError) and "date" in s.what:
                raise UsageError("The story does not tell the day and year when it was published, on which “today” and “Monday” hang. Give the day below")
            if isinstance(s, InputError):
                raise UsageError(f"The story {s.what}. {s.remedy}")
            if len(s.text) > LONGEST:
                raise UsageError(f"The story has {len(s.text):,} characters; up to {LONGEST:,} are coded here. For more: dateline code FILE")
            good.append(s)
        coder = self._ready()
        with self._lock:
            return [coded(r) for r in coder.code(good)]


def _suffix(name: str) -> str:
    ending = pathlib.PurePosixPath(name.replace("\\", "/")).suffix.lower()
    return ending if ending[1:].isalnum() and ending.isascii() and len(ending) <= 8 else ""
