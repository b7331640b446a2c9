"""Who may ask: the Host and Origin of every request, and the headers of every answer (CONTRACT "Keys").

An ASGI wrapper around the whole application. Knows no key and no meeting.
"""

import ipaddress
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

DEFAULT_PORT = {"http": 80, "ws": 80, "https": 443, "wss": 443}
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)

CLOSED = "the handler is closed"
"""What uvloop says where the peer has just gone; asyncio's own loop says nothing, and there is nothing to do."""


def policy(host: str) -> str:
    """The Content-Security-Policy. The socket is named because Safari 13 does not count it to 'self'."""
    connect = f"connect-src 'self' ws://{host} wss://{host}" if host else "connect-src 'self'"
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; {connect}; "
        "font-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?")


class RequestGuard:
    """`refuse(scope, receive, send, code)` answers 403 in the asker's language."""

    def __init__(self, app: ASGIApp, public_url: str, hosts: frozenset[str], refuse: Callable[..., ASGIApp]) -> None:
        self.app, self.refuse = app, refuse
        public = urlsplit(public_url)
        self._public = (public.hostname or "", public.port or DEFAULT_PORT[public.scheme])
        self._hosts = hosts | {"localhost", self._public[0]}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        code = self._fault(scope, headers, host)
        if code is not None:
            await self.refuse(code)(scope, receive, _with_headers(send, policy("")))
        elif scope["type"] == "websocket" and scope["path"] == "/ws":
            await self.app(scope, receive, send)
        else:
            await self.app(scope, receive, _with_headers(send, policy(host)))

    def _fault(self, scope: Scope, headers: Headers, host: str) -> str | None:
        asked = _split(host, scope["scheme"])
        known = len(headers.getlist("host")) == 1 and asked is not None and self._known(asked[0])
        if not known and not (scope["type"] == "http" and scope["path"] == "/healthz"):
            return "forbidden_host"
        origin = headers.get("origin")
        if origin is None:
            return "forbidden_origin" if scope["type"] == "websocket" else None
        return None if self._own(origin, asked) else "forbidden_origin"

    def _known(self, host: str) -> bool:
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return host.rstrip(".") in self._hosts
        return True

    def _own(self, origin: str, asked: tuple[str, int] | None) -> bool:
        try:
            parts = urlsplit(origin)
            named = (parts.hostname or "", parts.port or DEFAULT_PORT.get(parts.scheme, 0))
        except ValueError:
            return False
        if parts.scheme not in ("http", "https") or parts.path or parts.query or parts.username or not named[0]:
            return False
        return named in (asked, self._public)


def _split(host: str, scheme: str) -> tuple[str, int] | None:
    if not _HOST.fullmatch(host):
        return None
    try:
        parts = urlsplit(f"//{host}")
        port = parts.port or DEFAULT_PORT[scheme]
    except ValueError:
        return None
    if parts.hostname is None or parts.path or parts.query or parts.fragment or parts.username is not None:
        return None
    return parts.hostname, port


def _with_headers(send: Send, csp: str) -> Send:
    policed = csp.encode("latin-1")

    async def sending(message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.http.response.start"):
            message["headers"] = [*message.get("headers", ()), (b"content-security-policy", policed), *HEADERS]
        try:
            await send(message)
        except RuntimeError as error:
            if CLOSED not in str(error):
                raise

    return sending


class Forwarded:
    """Believes X-Forwarded-Host from trusted proxies; uvicorn's own middleware does -For and -Proto inside."""

    def __init__(self, app: ASGIApp, proxies: tuple[str, ...]) -> None:
        self.app = app
        self._trusted = [ipaddress.ip_network(proxy, strict=False) for proxy in proxies]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and self._trusts(scope):
            forwarded = Headers(scope=scope).get("x-forwarded-host", "").split(",")[0].strip()
            if forwarded:
                kept = [(name, value) for name, value in scope["headers"] if name != b"host"]
                scope["headers"] = [*kept, (b"host", forwarded.encode("latin-1"))]
        await self.app(scope, receive, send)

    def _trusts(self, scope: Scope) -> bool:
        try:
            client = ipaddress.ip_address((scope.get("client") or ("",))[0])
        except ValueError:
            return False
        return any(client in network for network in self._trusted)
