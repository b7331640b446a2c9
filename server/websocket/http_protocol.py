"""uvicorn's HTTP protocols, with limits on what a request may hold in memory before it is complete (PROMISES P47).

Without them a head that never ends costs 16 to 18 bytes of memory for each byte sent. Only public interfaces are used:
asyncio's protocol methods and the callbacks of the parser.
"""

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from .socket_table import TrackedSocket

MAX_INCOMPLETE_BYTES = 32 * 1024
"""Bytes of a head, a chunk's header or trailers that the parser may wait with for the rest."""
MAX_HEADERS = 100
"""Header fields of a request, trailers included."""
MAX_PIPELINED = 100
"""Complete requests that may wait for the answer to an earlier one of the same connection."""
SOCKET = "pingyi.socket"
"""Key of the TrackedSocket in the ASGI scope's state."""


class LimitedProtocol(asyncio.Protocol):
    """To be inherited before a protocol of uvicorn. Feeds it no more at a time than its parser may still keep."""

    transport: asyncio.Transport
    tracked: TrackedSocket
    """Set before the connection is made."""
    received = 0
    """Bytes of all requests."""

    def data_received(self, data: bytes) -> None:
        self.tracked.byte_received()
        self.received += len(data)
        while data and self.transport.get_protocol() is self and not self.transport.is_closing():
            room = MAX_INCOMPLETE_BYTES - self.incomplete_bytes()
            if room <= 0:
                self.transport.abort()
                return
            self.feed(data[:room])
            data = data[room:]

    def connection_lost(self, exc: Exception | None) -> None:
        self.tracked.lost()
        super().connection_lost(exc)

    def incomplete_bytes(self) -> int:
        """How many bytes the parser has been fed of an element that is not complete."""
        raise NotImplementedError

    def feed(self, data: bytes) -> None:
        raise NotImplementedError


class LimitedH11Protocol(LimitedProtocol, H11Protocol):
    def incomplete_bytes(self) -> int:
        return len(self.conn.trailing_data[0])

    def feed(self, data: bytes) -> None:
        H11Protocol.data_received(self, data)
        if len(self.headers or ()) > MAX_HEADERS or self._incomplete_lines() > MAX_HEADERS:
            self.transport.abort()

    def send_400_response(self, msg: str) -> None:
        """uvicorn also tries this in the middle of a request that the application has begun to answer; h11 raises."""
        if self.conn.our_state is h11.IDLE:
            super().send_400_response(msg)
        else:
            self.transport.abort()

    def _incomplete_lines(self) -> int:
        """Complete lines of an incomplete head or of incomplete trailers; requests that wait their turn are neither."""
        is_parsing = self.conn.their_state in (h11.IDLE, h11.SEND_BODY)
        return self.conn.trailing_data[0].count(b"\n") - 1 if is_parsing else 0


def http_protocol() -> type[LimitedProtocol]:
    """The protocol on httptools if that is installed, otherwise on h11."""
    try:
        from .httptools_protocol import LimitedHttpToolsProtocol
    except ImportError:
        return LimitedH11Protocol
    return LimitedHttpToolsProtocol
