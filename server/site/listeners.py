"""The listeners of `--site`, for a wireless network without internet: port 80 and port 53 of one private address.

They run next to the server for voters, share no socket and no route with it, and end with it. A fault in one of them
ends at most the connection that caused it.
"""

import asyncio
import errno
import socket
import sys
from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager

from ..core.errors import BadSetting
from .dns_answers import DnsAnswers
from .dns_listener import DnsConnection, DnsDatagrams
from .limits import Budget, ShortConnections
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
    answers, queries = DnsAnswers(addresses), Budget(QUERIES_PER_SECOND, QUERY_BURST)
    web, dns = (ShortConnections(Budget(CONNECTIONS_PER_SECOND, CONNECTION_BURST)) for _ in range(2))
    loop = asyncio.get_running_loop()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(asyncio.sleep, 0)  # aborted connections end in the next pass of the loop
        sockets = _bind(address, ports, stack)
        for connections in (web, dns):
            stack.callback(connections.close)
        servers = [
            await loop.create_server(lambda: WebConnection(web, join_page), sock=sockets[0], backlog=BACKLOG),
            await loop.create_server(lambda: DnsConnection(dns, answers, queries), sock=sockets[1], backlog=BACKLOG),
        ]
        for server in servers:
            stack.callback(server.close)
        datagrams, _ = await loop.create_datagram_endpoint(lambda: DnsDatagrams(answers, queries), sock=sockets[2])
        stack.callback(datagrams.close)
        yield


def _bind(address: str, ports: tuple[int, int], stack: AsyncExitStack) -> list[socket.socket]:
    """The sockets for HTTP, DNS over TCP and DNS over UDP. All or none."""
    http_port, dns_port = ports
    wanted = [(socket.SOCK_STREAM, http_port), (socket.SOCK_STREAM, dns_port), (socket.SOCK_DGRAM, dns_port)]
    sockets = []
    for kind, port in wanted:
        listener = stack.enter_context(socket.socket(socket.AF_INET, kind))
        if kind is socket.SOCK_STREAM and sys.platform != "win32":  # there it would share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
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
