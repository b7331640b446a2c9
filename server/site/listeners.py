"""The listeners of `--site`, for a wireless network without internet: port 80 and port 53 of one private address.

They run next to the server for voters, share no socket and no route with it, and end with it. A fault in one of them
ends at most the connection that caused it.
"""

import asyncio
import errno
import socket
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AsyncExitStack, asynccontextmanager

from ..core.errors import BadSetting
from ..host import reuse_port, serving_sockets
from .dns_answers import DnsAnswers
from .dns_listener import DnsConnection, DnsDatagrams
from .limits import Budget, ShortConnection, ShortConnections, serve_within
from .probes import DNS_PORT, OWN_NAME, PROBE_ADDRESSES, PROBE_PORT, PROBES
from .web_listener import WebConnection

BACKLOG = 64
QUERIES_PER_SECOND, QUERY_BURST = 1000, 4000
"""A phone that joins sends about ten queries; 2,000 phones in a few minutes stay below this."""
CONNECTIONS_PER_SECOND, CONNECTION_BURST = 300, 1500


@asynccontextmanager
async def site_listeners(
    address: str, join_page: str, names: Collection[str] = (), ports: tuple[int, int] = (PROBE_PORT, DNS_PORT)
) -> AsyncIterator[None]:
    """Listen at `address`, a private one of this machine, until the block ends. Raises BadSetting.

    `names` are further names of this machine. Requests that are no probe are sent to `join_page`.
    """
    addresses = {probe.host: address for probe in PROBES} | PROBE_ADDRESSES | dict.fromkeys([OWN_NAME, *names], address)
    answers = DnsAnswers(addresses)
    async with AsyncExitStack() as stack:
        web_socket, dns_socket, datagram_socket = _bind(address, ports, stack)
        stack.push_async_callback(asyncio.sleep, 0)  # aborted connections end in the next pass of the loop
        loops = [
            _serve_connections(web_socket, lambda connections: WebConnection(connections, join_page)),
            _serve_connections(dns_socket, lambda connections: DnsConnection(connections, answers)),
            _serve_datagrams(datagram_socket, answers),
        ]
        for loop in loops:
            stack.push_async_callback(_cancel, asyncio.create_task(loop))
        yield


async def _serve_connections(listener: socket.socket, connect: Callable[[ShortConnections], ShortConnection]) -> None:
    loop, budget = asyncio.get_running_loop(), Budget(CONNECTIONS_PER_SECOND, CONNECTION_BURST)
    connections, next_socket = ShortConnections(budget), serving_sockets(listener)

    async def open_endpoint() -> asyncio.Server:
        return await loop.create_server(lambda: connect(connections), sock=next_socket(), backlog=BACKLOG)

    try:
        await serve_within(budget, open_endpoint)
    finally:
        connections.close()


async def _serve_datagrams(receiver: socket.socket, answers: DnsAnswers) -> None:
    loop, budget = asyncio.get_running_loop(), Budget(QUERIES_PER_SECOND, QUERY_BURST)
    next_socket = serving_sockets(receiver)

    async def open_endpoint() -> asyncio.BaseTransport:
        transport, _ = await loop.create_datagram_endpoint(lambda: DnsDatagrams(answers, budget), sock=next_socket())
        return transport

    await serve_within(budget, open_endpoint)


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def _bind(address: str, ports: tuple[int, int], stack: AsyncExitStack) -> list[socket.socket]:
    """The sockets for HTTP, DNS over TCP and DNS over UDP. All or none."""
    http_port, dns_port = ports
    wanted = [(socket.SOCK_STREAM, http_port), (socket.SOCK_STREAM, dns_port), (socket.SOCK_DGRAM, dns_port)]
    sockets = []
    for kind, port in wanted:
        listener = stack.enter_context(socket.socket(socket.AF_INET, kind))
        if kind is socket.SOCK_STREAM:
            reuse_port(listener)
        try:
            listener.bind((address, port))
            if kind is socket.SOCK_STREAM:
                listener.listen(BACKLOG)
        except OSError as error:
            raise _refusal(address, port, error) from None
        listener.setblocking(False)
        sockets.append(listener)
    return sockets


def _refusal(address: str, port: int, error: OSError) -> BadSetting:
    keys = {
        errno.EACCES: "site_port_not_permitted",
        errno.EADDRINUSE: "site_port_taken",
        errno.EADDRNOTAVAIL: "site_not_ours",
    }
    key = keys.get(error.errno or 0, "cannot_listen")
    return BadSetting(key, "--site", error, address=address, port=port)
