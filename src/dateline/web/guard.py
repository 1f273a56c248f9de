"""What every answer carries and every question is checked for, whatever page it is about."""

from typing import Any

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.middleware import DefineMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "::1")

_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


async def headers(message: Message, scope: Scope) -> None:
    """Put on an answer what each must carry, if its page did not set it otherwise."""
    if message["type"] == "http.response.start":
        found = MutableScopeHeaders.from_message(message)
        for name, value in _HEADERS.items():
            found.setdefault(name, value)


class Guard:
    """No answer to a name that is not the site's (DNS rebinding)."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...]) -> None:
        self.app, self.hosts = app, frozenset(h.lower() for h in hosts)

    @classmethod
    def of(cls, hosts: tuple[str, ...]) -> DefineMiddleware:
        """The guard of a site with these names."""
        return DefineMiddleware(cls, hosts=hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one question."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return

        if _name(scope) not in self.hosts and "*" not in self.hosts:
            await _refuse(send, b"This site is not known by that name. Open it as http://127.0.0.1 with its port, or name it with: dateline serve --name NAME\n")
            return
        if "\x00" in scope["path"]:
            await _refuse(send, b"No address holds such a character.\n")
            return
        await self.app(scope, receive, send)


def _name(scope: Scope) -> str:
    """The name by which the site is asked for, without its port."""
    raw: bytes = next((v for k, v in scope["headers"] if k.lower() == b"host"), b"")
    host = raw.decode("latin-1").lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


async def _refuse(send: Any, body: bytes) -> None:
    await send({"type": "http.response.start", "status": 400, "headers": [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]})
    await send({"type": "http.response.body", "body": body, "more_body": False})
