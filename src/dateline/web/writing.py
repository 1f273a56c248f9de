"""Leave to write: the site is read-only unless it was started otherwise, and then each change comes with a token.

The token stands in the form or in the header of the very request that changes something, never in a cookie: another site cannot write in the reader's name.
"""

import datetime as dt
import hmac
from collections.abc import Callable

from dateline.errors import UsageError


class NoLeave(UsageError):
    """A change that may not be made; the message says what would do."""


class Writing:
    """Leave for whoever knows the token. `now` gives the time that corrections bear (with its zone)."""

    def __init__(self, token: str, now: Callable[[], dt.datetime]) -> None:
        self._token, self.now = token.encode(), now

    def check(self, given: object) -> None:
        """NoLeave if what was given is not the token; the time that it takes tells nothing of the token."""
        if not isinstance(given, str) or not hmac.compare_digest(given.strip().encode("utf-8", "replace"), self._token):
            raise NoLeave("The token is missing or is not the right one. It was printed when the site was started")


def leave(writing: Writing | None, given: object) -> Writing:
    """The leave to write of a site, if the token is right; NoLeave else."""
    if writing is None:
        raise NoLeave("This site only reads. Start it with: dateline serve --store DB --write")
    writing.check(given)
    return writing
