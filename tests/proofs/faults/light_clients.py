"""Light voters for load tests: many connections on one loop, opened beforehand, so that the load is only casts.

`tests.voters` has voters that open a connection for each cast.
"""

import asyncio
import os
import struct
from dataclasses import dataclass, field
from typing import Any, Protocol

import msgpack

from tests.bench.phones import framed
from tests.harness import MeetingClient
from tests.voters import VoterLog

Map = dict[str, Any]
UPGRADE = (
    "GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
EXTENDED = {126: (4, "!2xH"), 127: (10, "!2xQ")}


class Listener(Protocol):
    def opened(self) -> None: ...
    def received(self, message: Map) -> None: ...
    def lost(self) -> None: ...


class Connection(asyncio.Protocol):
    """One WebSocket connection with a parser of its own."""

    def __init__(self, port: int, listener: Listener) -> None:
        self.port, self.listener, self.buffer, self.opened = port, listener, b"", False
        self.transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.transport.write(UPGRADE.format(port=self.port).encode())

    def connection_lost(self, error: Exception | None) -> None:
        self.listener.lost()

    def send(self, message: Map) -> None:
        self.transport.write(framed(message))

    def abort(self) -> None:
        """Drop the connection without a close frame; data in flight is lost."""
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.opened:
            head, found, rest = self.buffer.partition(b"\r\n\r\n")
            if not found:
                return
            assert head.startswith(b"HTTP/1.1 101"), head[:80]
            self.opened, self.buffer = True, rest
            self.listener.opened()
        while self._frame():
            pass

    def _frame(self) -> bool:
        if len(self.buffer) < 2:
            return False
        length, at = self.buffer[1], 2
        if length in EXTENDED:
            at, form = EXTENDED[length]
            if len(self.buffer) < at:
                return False
            (length,) = struct.unpack_from(form, self.buffer)
        if len(self.buffer) < at + length:
            return False
        kind, body, self.buffer = self.buffer[0] & 15, self.buffer[at : at + length], self.buffer[at + length :]
        if kind == 2:
            self.listener.received(msgpack.unpackb(body))
        elif kind == 9:
            self.transport.write(struct.pack("!BB4x", 0x8A, 0x80 | len(body)) + body)
        return True


@dataclass(slots=True, eq=False)
class Client(VoterLog):
    """Keeps its connection. `refused`: the codes of the refusals that it was sent."""

    refused: list[str] = field(default_factory=list)
    connection: Connection | None = None
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    answered: asyncio.Event = field(default_factory=asyncio.Event)

    async def connect(self, made: MeetingClient) -> None:
        """Returns after the welcome. Raises OSError where nobody listens."""
        self.ready.clear()
        port = made.host.port
        _, self.connection = await asyncio.get_running_loop().create_connection(
            lambda: Connection(port, self), "127.0.0.1", port
        )
        await self.ready.wait()
        if self.connection is None:
            raise ConnectionError("cut off before the welcome")

    def cast(self, round_id: str) -> None:
        """Send the ballot if there is a connection, without waiting."""
        if self.connection is not None:
            self.tried = True
            self.answered.clear()
            cast = {"t": "cast", "round": round_id, "nonce": self.nonce, "scores": [[self.score]], "notes": self.notes}
            self.connection.send(cast)

    def opened(self) -> None:
        if self.connection is not None:
            self.connection.send({"t": "hello", "v": 1, "role": "voter", "token": self.token})

    def received(self, message: Map) -> None:
        if message["t"] == "welcome":
            self.ready.set()
        elif message["t"] == "receipt" and message["nonce"] == self.nonce:
            self.acknowledged = True
            self.answered.set()
        elif message["t"] == "refused":
            self.refused.append(message["code"])
            self.answered.set()

    def lost(self) -> None:
        self.connection = None
        self.ready.set()
        self.answered.set()

    def leave(self) -> None:
        if self.connection is not None:
            self.connection.abort()


def clients(tokens: list[str], mark: str = "") -> list[Client]:
    mark = mark or os.urandom(3).hex()
    return [Client(token, 1 + i % 10, f"意见{mark}-{i:05}") for i, token in enumerate(tokens)]


async def connected(made: MeetingClient, chosen: list[Client], at_once: int = 100) -> None:
    for start in range(0, len(chosen), at_once):
        await asyncio.gather(*(one.connect(made) for one in chosen[start : start + at_once]))
