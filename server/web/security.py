"""Host and Origin checks of every request, and security headers of every response (CONTRACT "Keys").

ASGI middleware around the whole application. Knows no key and no meeting.
"""

import ipaddress
import re
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .base_path import base_path, route_path

Authority = tuple[str, int]
"""Host name in lower case, and port."""

DEFAULT_PORT = {"http": 80, "ws": 80, "https": 443, "wss": 443}
SECURITY_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
HOST_HEADER = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?")

UVLOOP_CLOSED_TRANSPORT = "the handler is closed"
"""Message of uvloop's RuntimeError on a write after the peer has disconnected; asyncio's own loop ignores the write."""


def content_security_policy(own: str, places: Iterable[str]) -> str:
    """`own`: the sources of this server's files. `places`: its authorities with their paths; the WebSocket's addresses
    are named because Safari 13 does not include them in 'self', nor any browser in a source without a scheme."""
    connect = " ".join([own, *(f"{scheme}://{place}" for place in places for scheme in ("ws", "wss"))])
    return (
        f"default-src 'none'; script-src {own}; style-src {own}; img-src {own} data: blob:; connect-src {connect}; "
        "font-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


class RequestGuard:
    """Refuses requests with a foreign Host or Origin: against DNS rebinding and cross-site requests (PROMISES P36).

    `hosts` are accepted besides IP literals, localhost and the public URL's host. `refusal_app(code)` is the
    application that answers a refused request with 403.
    """

    def __init__(
        self, app: ASGIApp, public_url: str, hosts: frozenset[str], refusal_app: Callable[[str], ASGIApp]
    ) -> None:
        self.app, self.refusal_app = app, refusal_app
        url = urlsplit(public_url)
        self._base, self._authority = base_path(public_url), url.netloc
        self._public: Authority = (url.hostname or "", url.port or DEFAULT_PORT[url.scheme])
        self._hosts = hosts | {"localhost", self._public[0]}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        code = self._refusal_code(scope, headers)
        if code is not None:
            await self.refusal_app(code)(scope, receive, _with_headers(send, self._policy("")))
        elif scope["type"] == "websocket" and route_path(scope) == "/ws":
            await self.app(scope, receive, send)
        else:
            await self.app(scope, receive, _with_headers(send, self._policy(headers.get("host", ""))))

    def _policy(self, host: str) -> str:
        """On a shared host the files of its other programs are no sources. The public address is one, because a proxy
        may change Host."""
        authorities = [authority for authority in dict.fromkeys((host, self._authority)) if authority]
        if not self._base or not all(map(_can_be_source, authorities)):
            return content_security_policy("'self'", filter(None, [host]))
        places = [f"{authority}{self._base}/" for authority in authorities]
        return content_security_policy(" ".join(places), places)

    def _refusal_code(self, scope: Scope, headers: Headers) -> str | None:
        requested = _authority(headers.getlist("host"), scope["scheme"])
        is_health_check = scope["type"] == "http" and route_path(scope) == "/healthz"
        if not is_health_check and (requested is None or not self._serves(requested[0])):
            return "forbidden_host"
        origin = headers.get("origin")
        if origin is None:
            return "forbidden_origin" if scope["type"] == "websocket" else None
        return None if self._is_own_origin(origin, requested) else "forbidden_origin"

    def _serves(self, host: str) -> bool:
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return host.rstrip(".") in self._hosts
        return True

    def _is_own_origin(self, origin: str, requested: Authority | None) -> bool:
        try:
            url = urlsplit(origin)
            authority = (url.hostname or "", url.port or DEFAULT_PORT.get(url.scheme, 0))
        except ValueError:
            return False
        if url.scheme not in ("http", "https") or url.path or url.query or url.username or not authority[0]:
            return False
        return authority in (requested, self._public)


def _authority(host_headers: list[str], scheme: str) -> Authority | None:
    """The requested host and port; None unless there is exactly one well-formed Host header."""
    if len(host_headers) != 1 or not HOST_HEADER.fullmatch(host_headers[0]):
        return None
    try:
        url = urlsplit(f"//{host_headers[0]}")
        port = url.port or DEFAULT_PORT[scheme]
    except ValueError:
        return None
    if url.hostname is None or url.path or url.query or url.fragment or url.username is not None:
        return None
    return url.hostname, port


def _can_be_source(authority: str) -> bool:
    """A policy may name hosts and 127.0.0.1, no other IP address (CSP Level 3, host-part matching)."""
    parsed = _authority([authority], "http")
    try:
        return parsed is not None and str(ipaddress.ip_address(parsed[0])) == "127.0.0.1"
    except ValueError:
        return True


def _with_headers(send: Send, csp: str) -> Send:
    policy = (b"content-security-policy", csp.encode("latin-1"))

    async def send_with_headers(message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.http.response.start"):
            message["headers"] = [*message.get("headers", ()), policy, *SECURITY_HEADERS]
        try:
            await send(message)
        except RuntimeError as error:
            if UVLOOP_CLOSED_TRANSPORT not in str(error):
                raise

    return send_with_headers


class Forwarded:
    """Applies X-Forwarded-Host from trusted proxies; uvicorn's middleware handles X-Forwarded-For and -Proto.

    `proxies` are IP addresses or networks.
    """

    def __init__(self, app: ASGIApp, proxies: tuple[str, ...]) -> None:
        self.app = app
        self._networks = [ipaddress.ip_network(proxy, strict=False) for proxy in proxies]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and self._is_trusted(scope):
            forwarded = Headers(scope=scope).get("x-forwarded-host", "").split(",")[0].strip()
            if forwarded:
                others = [(name, value) for name, value in scope["headers"] if name != b"host"]
                scope["headers"] = [*others, (b"host", forwarded.encode("latin-1"))]
        await self.app(scope, receive, send)

    def _is_trusted(self, scope: Scope) -> bool:
        try:
            client = ipaddress.ip_address((scope.get("client") or ("",))[0])
        except ValueError:
            return False
        return any(client in network for network in self._networks)
