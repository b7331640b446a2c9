"""What the listeners of the site network may take from the process that also takes the votes."""

import asyncio
import ipaddress
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Protocol, cast

CONNECTIONS = 64
"""Open TCP connections of a listener; a new one ends the oldest. An honest one lasts milliseconds."""
CONNECTION_SECONDS = 5.0
"""How long a connection may last."""
PAUSE_SECONDS = 0.1
"""How long a listener whose budget is spent does not read."""
SITE_FILES = 2 * CONNECTIONS + 8
"""Open files of all listeners together: the connections of web and DNS, and what listens."""

LOCAL_NETWORKS = [
    ipaddress.ip_network(network)
    for network in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8")
]
"""RFC 1918 private, RFC 3927 link-local, and this machine."""


def is_local(address: str) -> bool:
    """False for anything but an IPv4 address of a local network."""
    with suppress(ValueError):
        parsed = ipaddress.ip_address(address)
        return any(parsed in network for network in LOCAL_NETWORKS)
    return False


class Budget:
    """At most `per_second` in the long run and `burst` at once, whoever asks: no address is kept.

    `spent` is set when more is wanted.
    """

    def __init__(self, per_second: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_second, self._burst, self._clock = per_second, burst, clock
        self._level, self._updated_at = burst, clock()
        self.spent = asyncio.Event()

    def take(self) -> bool:
        now = self._clock()
        self._level = min(self._burst, self._level + (now - self._updated_at) * self._per_second)
        self._updated_at = now
        if self._level < 1:
            self.spent.set()
            return False
        self._level -= 1
        return True


class Endpoint(Protocol):
    """A server or a datagram transport of asyncio."""

    def close(self) -> None: ...


async def serve_within(budget: Budget, open_endpoint: Callable[[], Awaitable[Endpoint]]) -> None:
    """Serve until cancelled, but not while `budget` is spent: what arrives then is dropped by the system.

    Reading a flood only to drop it would take more of a processor than answering within the budget does.
    """
    while True:
        budget.spent.clear()
        try:
            endpoint = await open_endpoint()
        except OSError:  # no file descriptor is left
            await asyncio.sleep(PAUSE_SECONDS)
            continue
        try:
            await budget.spent.wait()
        finally:
            endpoint.close()
        await asyncio.sleep(PAUSE_SECONDS)


class ShortConnections:
    """The open connections of one listener, oldest first."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._open: dict[asyncio.Transport, asyncio.TimerHandle] = {}

    def __len__(self) -> int:
        return len(self._open)

    def add(self, transport: asyncio.Transport) -> None:
        """Ends the connection at once if its peer is not local or the budget is spent."""
        peer = transport.get_extra_info("peername")
        if not (peer and is_local(peer[0]) and self._budget.take()):
            transport.abort()
            return
        if len(self._open) >= CONNECTIONS:
            self._abort(next(iter(self._open)))
        self._open[transport] = asyncio.get_running_loop().call_later(CONNECTION_SECONDS, self._abort, transport)

    def remove(self, transport: asyncio.Transport) -> None:
        timer = self._open.pop(transport, None)
        if timer is not None:
            timer.cancel()

    def close(self) -> None:
        for transport in list(self._open):
            self._abort(transport)

    def _abort(self, transport: asyncio.Transport) -> None:
        self.remove(transport)
        transport.abort()


class ShortConnection(asyncio.Protocol):
    """A connection that is among `connections` for as long as it is open."""

    transport: asyncio.Transport

    def __init__(self, connections: ShortConnections) -> None:
        self._connections = connections

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self._connections.add(self.transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._connections.remove(self.transport)
