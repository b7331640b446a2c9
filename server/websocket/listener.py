"""Accepts TCP connections and gives each to an HTTP protocol of uvicorn, through TLS where it is configured.

uvicorn would accept up to 2,048 connections at once, and under TLS name none of them before its handshake is complete.
Here each connection has a place in the table before anything is read from it.
"""

import asyncio
import errno
import logging
import socket
import ssl
from collections.abc import Callable, Sequence

from .socket_table import FIRST_BYTE_SECONDS, SocketTable, TrackedSocket

BACKLOG = 2048
"""Connections that the operating system holds until they are accepted."""
ACCEPTS_AT_ONCE = 32
"""Connections accepted before those that are open are served again, so that a burst delays nobody for long."""
RETRY_SECONDS = 0.01
"""Pause after a failed accept."""
SHORTAGES = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
"""Errors of accept when the process or the system has no file descriptor or memory left."""

MakeProtocol = Callable[[TrackedSocket], asyncio.Protocol]
log = logging.getLogger("pingyi")


class Listener:
    """Accepts connections until it is closed; has the methods of asyncio's servers that uvicorn calls."""

    def __init__(
        self, listeners: Sequence[socket.socket], table: SocketTable, protocol: MakeProtocol, tls: ssl.SSLContext | None
    ) -> None:
        self._table, self._protocol, self._tls = table, protocol, tls
        self._connecting: dict[asyncio.Task[None], TrackedSocket] = {}
        self._closed = False
        for listener in listeners:
            listener.listen(BACKLOG)
        self._accepting = [asyncio.create_task(self._accept(listener)) for listener in listeners]

    def close(self) -> None:
        self._closed = True
        for task in self._accepting:
            task.cancel()
        for tracked in self._connecting.values():
            tracked.abort()

    async def wait_closed(self) -> None:
        await asyncio.gather(*self._accepting, *self._connecting, return_exceptions=True)

    async def _accept(self, listener: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                for _ in range(ACCEPTS_AT_ONCE):
                    self._connect(*await loop.sock_accept(listener))
                await asyncio.sleep(0)
            except OSError as error:
                log.debug("accept: %s", error)  # unless short of files, the peer is already gone
                if error.errno in SHORTAGES:
                    for _ in range(ACCEPTS_AT_ONCE):
                        self._table.close_oldest()
                await asyncio.sleep(RETRY_SECONDS)

    def _connect(self, accepted: socket.socket, peer: object) -> None:
        if self._closed:  # the accepting task is cancelled only when it next has to wait
            accepted.close()
            return
        tracked = self._table.add(str(peer[0]) if isinstance(peer, tuple) else "", accepted.close)
        if not tracked.is_open:  # every other connection is authenticated
            return
        task = asyncio.get_running_loop().create_task(self._hand_over(accepted, tracked))
        # Without TLS the handover takes one pass of the event loop, and then ends what has lost its place. If it were
        # cancelled, uvloop would close the transport without telling the protocol.
        tracked.abort = task.cancel if self._tls else lambda: None
        tracked.expect_first_byte()
        self._connecting[task] = tracked
        task.add_done_callback(lambda task: self._finish(task, accepted, tracked))

    async def _hand_over(self, accepted: socket.socket, tracked: TrackedSocket) -> None:
        accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        protocol = self._protocol(tracked)
        try:
            transport, _ = await asyncio.get_running_loop().connect_accepted_socket(
                lambda: protocol,
                accepted,
                ssl=self._tls,
                ssl_handshake_timeout=FIRST_BYTE_SECONDS if self._tls else None,
            )
        except asyncio.CancelledError:
            begun: asyncio.Transport | None = getattr(protocol, "transport", None)
            if begun is not None:  # a cancelled call would close it only after the peer has answered
                begun.abort()
            raise
        tracked.abort = transport.abort
        if self._closed or not tracked.is_open:
            transport.abort()
        elif transport.is_closing():  # a peer that left during its TLS handshake may never have reached the protocol
            tracked.lost()

    def _finish(self, task: asyncio.Task[None], accepted: socket.socket, tracked: TrackedSocket) -> None:
        self._connecting.pop(task)
        if task.cancelled() or task.exception() is not None:  # the peer left, or failed the TLS handshake
            tracked.lost()
            accepted.close()
