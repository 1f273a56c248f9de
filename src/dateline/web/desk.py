"""What all pages work with: the copy of the store that is read now, and what was made of it and is kept until the next one."""

import contextlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, cast

from dateline.errors import DatelineError
from dateline.store import Store
from dateline.store.copy import Copy, Mark, mark
from dateline.web.index import Index

_REST = 4.0
"""A copy is made anew no sooner than this many times as long as the last one took, so that the machine is free for readers and coders."""


class Kept:
    """What was made of one copy, the last used of it, up to a number: each thing is made once, even where many ask for it at once."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._things: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def get[T](self, key: Hashable, make: Callable[[], T]) -> T:
        """The thing of a key, made if it is not kept."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                return cast(T, self._things[key])
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._things:
                    return cast(T, self._things[key])
            try:
                thing = make()
                with self._lock:
                    self._things[key] = thing
                    while len(self._things) > self.most:
                        self._things.popitem(last=False)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return thing


class Sight:
    """One copy of the store, and what was made of it: figures, processes, whole pages."""

    def __init__(self, copy: Copy) -> None:
        self.copy, self.mark = copy, copy.mark
        self.processes, self.pages, self.figures, self.things = Kept(12), Kept(600), Kept(120), Kept(600)
        self._index = Kept(1)

    def index(self) -> Index:
        """The words of the copy, for the search; made when it is first asked for."""
        return self._index.get("words", lambda: Index(self.copy))

    @property
    def token(self) -> str:
        """A word that changes with the store: for addresses of figures and for what a browser keeps."""
        return f"{self.mark[0]:x}-{self.mark[1]:x}"


class Desk:
    """Gives each request the sight to read from. A store that has changed is copied in the background; until then the last copy serves."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._sight: Sight | None = None
        self._lock = threading.Lock()
        self._renewing: threading.Thread | None = None
        self._next = 0.0

    def sight(self) -> Sight:
        """What is read from now; a StoreError with the remedy if there is no store."""
        with self._lock:
            if self._sight is None:
                self._sight = self._made()
            elif self._changed(self._sight.mark) and time.monotonic() >= self._next and self._renewing is None:
                self._renewing = threading.Thread(target=self._renew, daemon=True)
                self._renewing.start()
            return self._sight

    def warm(self) -> None:
        """Make ready, beside the first requests, what they would have to wait for."""
        def run() -> None:
            with contextlib.suppress(DatelineError):  # a request that meets the same fault tells of it
                self.sight().index()

        threading.Thread(target=run, daemon=True).start()

    def renew(self) -> Sight:
        """Copy the store now and read from that: for who has just written and wants to see it."""
        with self._lock:
            self._sight = self._made()
            return self._sight

    def _made(self) -> Sight:
        began = time.monotonic()
        made = Sight(Copy(self.store))
        now = time.monotonic()
        self._next = now + _REST * (now - began)
        return made

    def _renew(self) -> None:
        try:
            made = self._made()
            made.index()  # a search right after the change need not wait for it
            with self._lock:
                self._sight = made
        finally:
            self._renewing = None

    def _changed(self, seen: Mark) -> bool:
        return self.store.path.exists() and mark(self.store.path) != seen
