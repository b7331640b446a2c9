"""The path of the public URL, such as `/vote`, where a server shares its host with others.

A reverse proxy may pass this prefix on or remove it: both requests get the same answer. Inside the server it is ASGI's
`root_path`. Knows no page.
"""

import re
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

OWN_ADDRESS = re.compile(r'(?<= )((?:href|src)=")/(?!/)')


def base_path(public_url: str) -> str:
    """Without a slash at its end; empty where the server has its host to itself."""
    return urlsplit(public_url).path


def route_path(scope: Scope) -> str:
    """The path of a request as routes name it; empty for the base path itself."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def with_base(html: str, base: str) -> str:
    """A page whose links to this server's own addresses are below the base path."""
    return OWN_ADDRESS.sub(rf"\1{base}/", html) if base else html


class BasePath:
    """ASGI middleware: makes every path one below the base path, whether the proxy has removed that or not."""

    def __init__(self, app: ASGIApp, base: str) -> None:
        self.app, self.base = app, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app({**scope, "root_path": self.base, "path": self.base + self._below(scope["path"])}, receive, send)

    def _below(self, path: str) -> str:
        """Messengers may have written it in capitals."""
        prefix, rest = path[: len(self.base)], path[len(self.base) :]
        return rest if prefix.lower() == self.base.lower() and rest[:1] in ("", "/") else path
