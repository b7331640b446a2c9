"""uvicorn's WebSocket protocol with the three things this product needs and ASGI has no words for.

A frame can be offered without waiting; a peer that stops reading is aborted, not waited for; places
are limited. Knows no meeting.
"""

import asyncio
import struct
from collections.abc import Callable
from typing import Any
from weakref import WeakSet

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState

PATIENCE = 30.0
"""Seconds that a peer may leave what was sent to it unread, or a closing unanswered."""

LINKS: WeakSet["LinkProtocol"] = WeakSet()


class LinkProtocol(WebSocketsSansIOProtocol):
    """Reaches the application as `scope["extensions"]["pingyi.link"]`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unsent: dict[str, bytes] = {}
        self._stuck_since: float | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        LINKS.add(self)

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if self.handshake_initiated and not self.handshake_complete:
            extensions: dict[str, Any] = self.scope["extensions"]
            extensions["pingyi.link"] = self

    async def send(self, message: Any) -> None:
        await super().send(message)
        if message["type"] == "websocket.http.response.body":  # a refused handshake is a finished one
            self.handshake_complete = True

    def offer(self, topic: str, frame: bytes) -> None:
        """Send now if the peer is reading; else keep it until it does, in the place of an older one."""
        if self.writable.is_set() and not self._unsent:
            self._send(frame)
        else:
            self._unsent.pop(topic, None)
            self._unsent[topic] = frame

    def _send(self, frame: bytes) -> None:
        if self.close_sent or self.disconnected or self.transport.is_closing():
            return
        self.transport.write(_header(len(frame)) + frame)

    def leave(self, code: int) -> None:
        """Close from this side, without waiting for the peer."""
        if self.close_sent or self.disconnected or self.transport.is_closing():
            return
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": ""})
        try:
            self.conn.send_close(code)
        except InvalidState:
            return
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self._stuck_since = self.loop.time()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stuck_since = self.loop.time()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stuck_since = None
        while self._unsent and self.writable.is_set():
            self._send(self._unsent.pop(next(iter(self._unsent))))

    def stuck(self, now: float) -> bool:
        closing = self.transport.is_closing() or self.close_sent
        if closing and self._stuck_since is None:
            self._stuck_since = now
        return self._stuck_since is not None and now - self._stuck_since > PATIENCE

    def abort(self) -> None:
        self.transport.abort()


async def watch(sleep: Callable[[float], Any] = asyncio.sleep) -> None:
    """Abort, every few seconds, the links whose peers have stopped reading."""
    while True:
        await sleep(5.0)
        now = asyncio.get_running_loop().time()
        for link in [link for link in LINKS if link.stuck(now)]:
            link.abort()


def _header(length: int) -> bytes:
    """Of an unmasked, unfragmented binary frame (RFC 6455 §5.2). Written here because the general way,
    through the protocol's own frames, is a fifth of the cost of telling a thousand phones something."""
    if length < 126:
        return bytes((0x82, length))
    if length < 65536:
        return struct.pack("!BBH", 0x82, 126, length)
    return struct.pack("!BBQ", 0x82, 127, length)
