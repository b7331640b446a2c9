"""The opening handshake of a WebSocket connection, put to the application through ASGI.

So the checks of Host, Origin and proxy headers, which are ASGI middleware, apply to it. Knows no frame.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Scope
from websockets.datastructures import Headers
from websockets.http11 import Request, Response
from websockets.server import ServerProtocol

log = logging.getLogger("pingyi")


class OpeningHandshake:
    """One valid request, and its answer by the application: it accepts, or it refuses with
    `websocket.http.response.start` and a body, or with `websocket.close` (403). A failure or silence is 500.

    `respond` is called once, with `accepted` or a refusal, before the application's `send` returns.
    """

    def __init__(self, protocol: ServerProtocol, accepted: Response, respond: Callable[[Response], None]) -> None:
        self._protocol, self._accepted, self._respond = protocol, accepted, respond
        self._refusal: Message | None = None
        self._answered = False

    async def run(self, app: ASGIApp, scope: Scope) -> None:
        try:
            await app(scope, self._receive, self._send)
        except Exception:
            log.exception("handshake")
        self._answer(self._protocol.reject(500, ""))

    async def _receive(self) -> Message:
        return {"type": "websocket.connect"}

    async def _send(self, message: Message) -> None:
        if message["type"] == "websocket.accept":
            self._answer(self._accepted)
        elif message["type"] == "websocket.http.response.start":
            self._refusal = message
        elif self._refusal is None:
            self._answer(self._protocol.reject(403, ""))
        elif not message.get("more_body"):
            self._answer(self._refused(self._refusal, message["body"].decode()))

    def _refused(self, start: Message, body: str) -> Response:
        """The application's headers replace those of the library."""
        response = self._protocol.reject(start["status"], body)
        headers = Headers((name.decode(), value.decode()) for name, value in start["headers"])
        for name in headers:
            response.headers.pop(name, None)
        response.headers.update(headers)
        return response

    def _answer(self, response: Response) -> None:
        if not self._answered:
            self._answered = True
            self._respond(response)


def websocket_scope(
    request: Request, transport: asyncio.BaseTransport, state: dict[str, Any], extensions: dict[str, object]
) -> Scope:
    """ASGI's scope of a connection. `extensions`: besides `websocket.http.response`."""
    path, _, query = request.path.partition("?")
    return {
        "type": "websocket",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "scheme": "wss" if transport.get_extra_info("sslcontext") else "ws",
        "server": _address(transport, "sockname"),
        "client": _address(transport, "peername"),
        "root_path": "",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in request.headers.raw_items()],
        "subprotocols": [],
        "state": state.copy(),
        "extensions": {"websocket.http.response": {}, **extensions},
    }


def _address(transport: asyncio.BaseTransport, name: str) -> tuple[str, int] | None:
    """Host and port as ASGI has them; None for a Unix socket. An IPv6 address has two more elements."""
    info = transport.get_extra_info(name)
    return (str(info[0]), int(info[1])) if isinstance(info, (list, tuple)) else None
