"""Somebody on the network between phones and an https server: sees connections, and sizes and times of TLS records."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

RECORD_HEADER = 5
"""Bytes: type, version, and in the last two the length of what follows (RFC 8446 §5.1)."""
APPLICATION_DATA = 23
"""Type of every encrypted record."""

Record = tuple[float, int]
"""When it was complete, in seconds, and its length in bytes."""


@dataclass(slots=True)
class Direction:
    """The records that went one way, in order."""

    records: list[Record] = field(default_factory=list)
    _buffer: bytes = b""

    def read(self, data: bytes) -> None:
        self._buffer += data
        while len(self._buffer) >= RECORD_HEADER:
            length = int.from_bytes(self._buffer[3:RECORD_HEADER], "big")
            if len(self._buffer) < RECORD_HEADER + length:
                return
            if self._buffer[0] == APPLICATION_DATA:
                self.records.append((time.perf_counter(), length))
            self._buffer = self._buffer[RECORD_HEADER + length :]


@dataclass(slots=True)
class Seen:
    """One connection as the observer sees it."""

    up: Direction = field(default_factory=Direction)
    down: Direction = field(default_factory=Direction)


class Observer:
    """A relay that passes on what it cannot read. `connections` are by the phone's port."""

    def __init__(self, server_port: int) -> None:
        self.server_port = server_port
        self.connections: dict[int, Seen] = {}
        self._pumps: set[asyncio.Task[None]] = set()

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen = self.connections[writer.get_extra_info("peername")[1]] = Seen()
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.server_port)
        for pump in (_pump(reader, far_writer, seen.up), _pump(far_reader, writer, seen.down)):
            task = asyncio.create_task(pump)
            self._pumps.add(task)
            task.add_done_callback(self._pumps.discard)

    async def stop(self) -> None:
        for pump in self._pumps:
            pump.cancel()
        await asyncio.gather(*self._pumps, return_exceptions=True)


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter, direction: Direction) -> None:
    try:
        while data := await source.read(65536):
            direction.read(data)
            sink.write(data)
            await sink.drain()
    except OSError:
        pass  # one end broke, so the other is closed too
    finally:
        sink.close()


@asynccontextmanager
async def observer_before(server_port: int) -> AsyncIterator[tuple[Observer, int]]:
    """The observer, and the port that phones connect to."""
    observer = Observer(server_port)
    server = await asyncio.start_server(observer.accept, "127.0.0.1", 0)
    try:
        yield observer, server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await observer.stop()
