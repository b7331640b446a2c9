"""Every TCP connection from its acceptance to its end, and which of them make room when there are too many.

A connection is authenticated while its peer is in a meeting, or while a request with a valid key is being answered.
Only the others are ever closed here (PROMISES P48). Knows no TLS, HTTP or WebSocket.
"""

import asyncio
import ipaddress
from collections.abc import Callable

from .guess_limiter import client_address

FIRST_BYTE_SECONDS = 5.0
"""How long a peer may take to send the first byte of a request, its TLS handshake included."""
ADDRESS_SHARE = 0.75
"""Part of the places not taken by authenticated connections that the unauthenticated ones of one address may use."""


class TrackedSocket:
    """One connection. Its protocols report here what its peer does; `abort` ends it without waiting for the peer."""

    __slots__ = ("_first_byte_timer", "_table", "abort", "address", "is_authenticated", "is_open")

    def __init__(self, table: "SocketTable", address: str, abort: Callable[[], object]) -> None:
        self._table, self.address, self.abort = table, address, abort
        self.is_open, self.is_authenticated = True, False
        self._first_byte_timer: asyncio.TimerHandle | None = None

    def expect_first_byte(self) -> None:
        self._first_byte_timer = asyncio.get_running_loop().call_later(FIRST_BYTE_SECONDS, lambda: self.abort())

    def byte_received(self) -> None:
        if self._first_byte_timer is not None:
            self._first_byte_timer.cancel()
            self._first_byte_timer = None

    def authenticate(self) -> None:
        self._table.change(self, is_authenticated=True)

    def deauthenticate(self) -> None:
        """A request begins, or the peer is no longer in a meeting."""
        self._table.change(self, is_authenticated=False)

    def request_finished(self) -> None:
        """The connection is kept open, but only for a request that may come."""
        self._table.change(self, is_authenticated=False, is_idle=True)

    def lost(self) -> None:
        """The connection has ended; may be called more than once."""
        self.byte_received()
        self._table.remove(self)


class SocketTable:
    """At most `places` connections at a time. `trusted_proxies` (addresses or networks) carry the connections of many
    peers, so no share limits them."""

    def __init__(self, places: int, trusted_proxies: tuple[str, ...] = ()) -> None:
        self.places = places
        self._proxies = [ipaddress.ip_network(proxy, strict=False) for proxy in trusted_proxies]
        self._authenticated = 0
        self._unauthenticated = _Queue()
        self._by_address: dict[str, _Queue] = {}

    def __len__(self) -> int:
        return self._authenticated + len(self._unauthenticated)

    def add(self, host: str, abort: Callable[[], object]) -> TrackedSocket:
        """Track a connection that was just accepted, and close those that it displaces."""
        socket = TrackedSocket(self, client_address((host, 0)), abort)
        self._enqueue(socket, is_idle=False)
        of_address = self._by_address[socket.address]
        if len(of_address) > self._address_share and not self._is_proxy(host):
            self._close(of_address.first())
        if len(self) > self.places:
            self.close_oldest()
        return socket

    @property
    def _address_share(self) -> float:
        return max(1.0, ADDRESS_SHARE * (self.places - self._authenticated))

    def close_oldest(self) -> bool:
        """Close the unauthenticated connection that is idle, or else open, for longest. False if there is none."""
        oldest = self._unauthenticated.first()
        self._close(oldest)
        return oldest is not None

    def change(self, socket: TrackedSocket, is_authenticated: bool, is_idle: bool = False) -> None:
        if not socket.is_open:
            return
        self._dequeue(socket)
        socket.is_authenticated = is_authenticated
        if is_authenticated:
            self._authenticated += 1
        else:
            self._enqueue(socket, is_idle)

    def remove(self, socket: TrackedSocket) -> None:
        if socket.is_open:
            self._dequeue(socket)
            socket.is_open = False

    def _close(self, socket: TrackedSocket | None) -> None:
        if socket is not None:
            socket.lost()  # its place is free from now on; its file is closed in the next pass of the event loop
            socket.abort()

    def _enqueue(self, socket: TrackedSocket, is_idle: bool) -> None:
        self._unauthenticated.add(socket, is_idle)
        self._by_address.setdefault(socket.address, _Queue()).add(socket, is_idle)

    def _dequeue(self, socket: TrackedSocket) -> None:
        if socket.is_authenticated:
            self._authenticated -= 1
            return
        of_address = self._by_address[socket.address]
        self._unauthenticated.discard(socket)
        of_address.discard(socket)
        if not of_address:
            del self._by_address[socket.address]

    def _is_proxy(self, host: str) -> bool:
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return False
        return any(address in network for network in self._proxies)


class _Queue:
    """Unauthenticated connections in the order in which they make room: idle ones first, the oldest of each first."""

    __slots__ = ("_busy", "_idle")

    def __init__(self) -> None:
        self._idle: dict[TrackedSocket, None] = {}
        self._busy: dict[TrackedSocket, None] = {}

    def __len__(self) -> int:
        return len(self._idle) + len(self._busy)

    def add(self, socket: TrackedSocket, is_idle: bool) -> None:
        (self._idle if is_idle else self._busy)[socket] = None

    def discard(self, socket: TrackedSocket) -> None:
        self._idle.pop(socket, None)
        self._busy.pop(socket, None)

    def first(self) -> TrackedSocket | None:
        return next(iter(self._idle), None) or next(iter(self._busy), None)
