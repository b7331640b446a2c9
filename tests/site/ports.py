"""Ports and connections for listeners in the test's own namespace, where 80 and 53 may be taken."""

import asyncio
import socket
from contextlib import suppress


def free_ports() -> tuple[int, int]:
    """One for HTTP, and one that is free for both UDP and TCP."""
    while True:
        with socket.socket() as web, socket.socket() as stream, socket.socket(type=socket.SOCK_DGRAM) as datagram:
            for tcp in (web, stream):
                tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            datagram.bind(("127.0.0.1", 0))
            dns_port = datagram.getsockname()[1]
            with suppress(OSError):
                stream.bind(("127.0.0.1", dns_port))
                web.bind(("127.0.0.1", 0))
                return web.getsockname()[1], dns_port


async def rest(reader: asyncio.StreamReader) -> bytes:
    """What still arrives until the end of the connection; nothing after a reset."""
    with suppress(ConnectionError):
        async with asyncio.timeout(10):
            return await reader.read()
    return b""


async def closed(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()
