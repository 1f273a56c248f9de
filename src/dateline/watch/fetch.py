"""Fetch one address politely and guardedly: conditional, bounded in time and size, and only from the host that the user named.

Nothing else in the program opens a connection.
"""

import email.utils
import ipaddress
import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from dateline.errors import InputError
from dateline.model.story import Record
from dateline.settings import VERSION

if TYPE_CHECKING:
    import httpx


class Manners(Record, frozen=True, kw_only=True):
    """How often, how long and how much. Seconds and bytes."""

    feed_interval: float = 900
    folder_interval: float = 5
    longest_wait: float = 86_400
    """Back-off, Retry-After and max-age do not put an address off for longer."""
    pause: float = 1
    """Between two requests to one host."""
    timeout: float = 20
    """For connecting, and between two pieces of an answer."""
    whole_timeout: float = 120
    """For an answer altogether, however slowly it trickles."""
    most_bytes: int = 1 << 25
    redirects: int = 5


class Answer(Record, frozen=True, kw_only=True):
    """What a host answered. `data` is empty where it did not change (304) or was refused."""

    status: int
    data: bytes = b""
    etag: str | None = None
    modified: str | None = None
    wait: float = 0
    """Seconds that the host asks to be left alone."""


class Fetcher:
    """One client for all addresses. Cookies are not kept."""

    def __init__(self, manners: Manners, *, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        try:
            import httpx
        except ImportError:
            raise InputError("dateline watch", "needs a package that is not installed (httpx)", "Install it: pip install 'dateline[formats]'") from None
        self._manners, self._clock, self._sleep = manners, clock, sleep
        self._asked: dict[str, float] = {}
        agent = f"dateline/{VERSION} (follows feeds; conditional requests)"
        self._client = httpx.Client(follow_redirects=False, timeout=manners.timeout, headers={"User-Agent": agent, "Accept-Encoding": "gzip"})

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """Ask for an address. Raises InputError where no answer comes, or one that breaks a bound."""
        import httpx

        headers = ({"If-None-Match": etag} if etag else {}) | ({"If-Modified-Since": modified} if modified else {})
        target = httpx.URL(url)
        try:
            for _ in range(self._manners.redirects + 1):
                self._wait_for(target.host)
                self._client.cookies.clear()
                with self._client.stream("GET", target, headers=headers) as response:
                    if not response.has_redirect_location:
                        return self._answer(url, response)
                    target = self._redirected(url, target, target.join(response.headers["location"]))
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as e:
            raise InputError(url, f"cannot be fetched ({type(e).__name__}: {str(e)[:100]})", "It is tried again later; check the address and the connection") from None
        raise InputError(url, f"redirects more than {self._manners.redirects} times", "Give the address that it ends at")

    def _wait_for(self, host: str) -> None:
        left = self._asked.get(host, 0) + self._manners.pause - self._clock()
        if host in self._asked and left > 0:
            self._sleep(left)
        self._asked[host] = self._clock()

    def _answer(self, url: str, response: "httpx.Response") -> Answer:
        wait = max(_seconds(response.headers.get("retry-after"), self._clock()), _max_age(response.headers.get("cache-control")) if response.status_code in (200, 304) else 0)
        if response.status_code != 200:
            return Answer(status=response.status_code, wait=wait, etag=response.headers.get("etag"), modified=response.headers.get("last-modified"))
        pieces, size, until = [], 0, time.monotonic() + self._manners.whole_timeout
        for piece in response.iter_bytes(1 << 16):
            size += len(piece)
            pieces.append(piece)
            if size > self._manners.most_bytes:
                raise InputError(url, f"answers with more than {self._manners.most_bytes:,} bytes", "Download it by itself and code the file")
            if time.monotonic() > until:
                raise InputError(url, f"answers for more than {self._manners.whole_timeout:.0f} seconds", "It is tried again later")
        return Answer(status=200, data=b"".join(pieces), etag=response.headers.get("etag"), modified=response.headers.get("last-modified"), wait=wait)

    def _redirected(self, url: str, old: "httpx.URL", new: "httpx.URL") -> "httpx.URL":
        """The next address, if it is the same host's ("www." or not, http to https); else an error that names it."""
        same = new.host.removeprefix("www.") == old.host.removeprefix("www.") and (new.port == old.port or (old.scheme, new.scheme, new.port) == ("http", "https", None))
        if new.scheme not in ("http", "https") or (old.scheme, new.scheme) == ("https", "http") or not same:
            raise InputError(url, f"redirects to another place ({str(new)[:200]}), which is not followed", "If you trust it, follow that address instead")
        if new.host != old.host and any(not ipaddress.ip_address(str(a[4][0]).partition("%")[0]).is_global for a in socket.getaddrinfo(new.host, new.port or 80)):
            raise InputError(url, f"redirects into a private network ({new.host}), which is not followed", "Check the address")
        return new


def _seconds(value: str | None, now: float) -> float:
    """Retry-After: seconds or a date."""
    if not value:
        return 0
    if value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - now)
    except (ValueError, OverflowError):
        return 0


def _max_age(value: str | None) -> float:
    for part in (value or "").split(","):
        name, _, seconds = part.strip().partition("=")
        if name.lower() == "max-age" and seconds.isdigit():
            return float(seconds[:9])
    return 0
