"""A connection that makes room for another, or is stopped, while it is handed over: its protocol learns that it ended.

Otherwise uvicorn keeps the protocol in memory, and waits for it in vain when it stops.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, suppress
from typing import cast

import pytest
import uvloop

from server.websocket.listener import Listener
from server.websocket.socket_table import SocketTable, TrackedSocket

CLIENTS = 200


class Counted(asyncio.Protocol):
    """Is in `connected` while it has a connection, as uvicorn's protocols are."""

    def __init__(self, tracked: TrackedSocket, connected: "set[Counted]") -> None:
        self.tracked, self.connected = tracked, connected

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.connected.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.connected.discard(self)
        self.tracked.lost()


Crowd = tuple[Listener, list[socket.socket], set[Counted]]


@asynccontextmanager
async def crowd(places: int) -> AsyncIterator[Crowd]:
    """CLIENTS that wait to be accepted by a listener."""
    connected: set[Counted] = set()
    with ExitStack() as sockets:
        server = sockets.enter_context(socket.create_server(("127.0.0.1", 0), backlog=CLIENTS))
        server.setblocking(False)
        address = server.getsockname()
        clients = [sockets.enter_context(socket.create_connection(address)) for _ in range(CLIENTS)]
        listener = Listener([server], SocketTable(places), lambda tracked: Counted(tracked, connected), None)
        try:
            yield listener, clients, connected
        finally:
            listener.close()
            await listener.wait_closed()


async def end(client: socket.socket) -> None:
    """Wait until the server has closed this connection."""
    client.setblocking(False)
    with suppress(ConnectionError):
        assert await asyncio.get_running_loop().sock_recv(client, 1) == b""


@pytest.fixture(params=[asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def runner(request: pytest.FixtureRequest) -> Iterator[asyncio.Runner]:
    with asyncio.Runner(loop_factory=request.param) as runner:
        yield runner


def test_connections_that_make_room_while_they_are_handed_over_end(runner: asyncio.Runner) -> None:
    async def flood() -> None:
        async with crowd(places=1) as (_, clients, connected), asyncio.timeout(10):
            await asyncio.gather(*map(end, clients[:-1]))
            assert len(connected) <= 1

    runner.run(flood())


# Python closes a socket that the cancelled call of accept was about to return, with a warning.
@pytest.mark.filterwarnings("ignore:Exception ignored in. <socket.socket:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("passes", range(1, 8))
def test_connections_that_are_handed_over_at_the_stop_end(runner: asyncio.Runner, passes: int) -> None:
    """After any number of passes of the event loop. uvicorn closes those that it knows."""

    async def stop() -> None:
        async with crowd(places=CLIENTS) as (listener, clients, connected), asyncio.timeout(10):
            for _ in range(passes):
                await asyncio.sleep(0)
            known = list(connected)
            listener.close()
            for protocol in known:
                protocol.transport.close()
            await listener.wait_closed()
            for _ in range(CLIENTS):
                await asyncio.sleep(0)
            assert not connected

    runner.run(stop())
