"""P47: requests whose head or trailers never end, on either HTTP parser."""

import asyncio
import itertools
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

import pytest

from server.websocket.http_protocol import MAX_HEADERS, MAX_INCOMPLETE_BYTES
from tests.harness import Host, Process
from tests.proof_scale import scaled
from tests.server_watch import watch_server

pytestmark = pytest.mark.anyio

SENT_BYTES = scaled(8, 32) << 20
PIECE = 64 << 10
PARSERS = ("httptools", "h11")
CHUNKED = "Transfer-Encoding: chunked\r\n\r\n"


def head(host: Host, line: str = "GET / HTTP/1.1") -> bytes:
    return f"{line}\r\nHost: 127.0.0.1:{host.port}\r\n".encode()


def numbered(form: bytes) -> Iterator[bytes]:
    """Pieces of many different short lines."""
    numbers = itertools.count()
    while True:
        yield b"".join(form % next(numbers) for _ in range(PIECE // len(form)))


def post(host: Host) -> bytes:
    return head(host, "POST /api/rosters HTTP/1.1") + CHUNKED.encode()


ENDLESS: dict[str, Callable[[Host], tuple[bytes, Iterator[bytes]]]] = {
    "one header's value": lambda host: (head(host) + b"X: ", itertools.repeat(b"x" * PIECE)),
    "one header's name": lambda host: (head(host), itertools.repeat(b"x" * PIECE)),
    "a URL": lambda host: (b"GET /", itertools.repeat(b"x" * PIECE)),
    "a method": lambda host: (b"", itertools.repeat(b"X" * PIECE)),
    "many headers": lambda host: (head(host), numbered(b"X%d: 1\r\n")),
    "empty lines": lambda host: (b"", itertools.repeat(b"\r\n" * (PIECE // 2))),
    "a folded header": lambda host: (head(host) + b"X: 1\r\n", itertools.repeat(b" x\r\n" * (PIECE // 4))),
    "one trailer": lambda host: (post(host) + b"1\r\nx\r\n0\r\nX: ", itertools.repeat(b"x" * PIECE)),
    "many trailers": lambda host: (post(host) + b"1\r\nx\r\n0\r\n", numbered(b"X%d: 1\r\n")),
    "a chunk's extension": lambda host: (post(host) + b"1;", itertools.repeat(b"x" * PIECE)),
    "pipelined requests": lambda host: (b"", itertools.repeat((head(host) + b"\r\n") * 1000)),
    "a WebSocket's head": lambda host: (
        head(host, "GET /ws HTTP/1.1") + b"Upgrade: websocket\r\nConnection: Upgrade\r\n",
        numbered(b"X%d: 1\r\n"),
    ),
}


async def parsing_server(parser: str, folder: Path) -> Process:
    """A server with the extra `fast`, or with neither httptools nor uvloop."""
    env = {}
    if parser == "h11":
        for module in ("httptools", "uvloop"):
            (folder / f"{module}.py").write_text("raise ImportError\n")
        env["PYTHONPATH"] = str(folder)
    return await Process(folder / "data", None, **env).ready()


@pytest.fixture(params=PARSERS)
async def server(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Process]:
    """One of the test's own, whose memory and log are watched."""
    process = await parsing_server(request.param, tmp_path)
    yield process
    if process.child.stdout is not None and not process.child.stdout.closed:
        process.kill()


@pytest.fixture(params=PARSERS, scope="module")
async def same_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, anyio_backend: str
) -> AsyncIterator[Process]:
    process = await parsing_server(request.param, tmp_path_factory.mktemp(request.param))
    yield process
    process.kill()


def send_endlessly(host: Host, start: bytes, pieces: Iterator[bytes]) -> int:
    """Send until the server ends the connection; returns how many bytes it let through."""
    sent = 0
    with socket.create_connection(("127.0.0.1", host.port), timeout=20) as client, suppress(OSError):
        client.sendall(start)
        while sent < SENT_BYTES:
            client.sendall(next(pieces))
            sent += PIECE
    return sent


@pytest.mark.alone
async def test_a_request_that_never_ends_is_aborted(server: Process, proof: Callable[[str], None]) -> None:
    """P47: each way to send one; the server answers others meanwhile."""
    with watch_server(server) as watch:
        async with held_heads(server, 1):  # what a server loads at its first request is no growth
            watch.reset()
        for name, opening in ENDLESS.items():
            sent = await asyncio.to_thread(send_endlessly, server, *opening(server))
            assert sent < SENT_BYTES, name
            assert (await server.http("GET", "/healthz", None)).status_code == 200
            assert watch.growth_mb <= 20, name
        grown = watch.growth_mb
    proof(f"{len(ENDLESS)} endless requests, each up to {SENT_BYTES >> 20} MB: aborted, {grown:+.1f} MB")


async def test_the_largest_heads_that_are_allowed_cost_little(server: Process, proof: Callable[[str], None]) -> None:
    """P47: 8 MB in incomplete heads, each below the limits."""
    with watch_server(server) as watch:
        async with held_heads(server, 1):
            watch.reset()
        async with held_heads(server, (8 << 20) // MAX_INCOMPLETE_BYTES):
            grown = watch.growth_mb
    assert grown <= 20
    proof(f"8 MB in incomplete heads below the limit: {grown:+.1f} MB")


@asynccontextmanager
async def held_heads(host: Host, count: int) -> AsyncIterator[None]:
    """Keep connections with as much of a head as is allowed; one like them, but complete, is answered."""
    start, fields = head(host), MAX_HEADERS - 2
    value = b"x" * ((MAX_INCOMPLETE_BYTES - len(start)) // fields - 8)
    start += b"".join(b"X%02d: %b\r\n" % (i, value) for i in range(fields))
    async with AsyncExitStack() as stack:
        for _ in range(count):
            reader, writer = await asyncio.open_connection("127.0.0.1", host.port)
            stack.callback(writer.close)
            writer.write(start)
            await writer.drain()
        writer.write(b"\r\n")
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")
        yield


@pytest.mark.parametrize("headers", [MAX_HEADERS + 1, 5000])
async def test_a_complete_head_with_too_many_headers_is_refused(same_server: Process, headers: int) -> None:
    """P47: also if it arrives at once."""
    reader, writer = await asyncio.open_connection("127.0.0.1", same_server.port)
    writer.write(head(same_server) + b"".join(b"X%d: 1\r\n" % i for i in range(headers - 1)) + b"\r\n")
    with suppress(ConnectionError):
        assert (await reader.readline())[9:12] in (b"", b"400")
    writer.close()


async def test_a_body_of_known_length_may_be_longer_than_a_head(same_server: Process) -> None:
    """P47: also one in chunks, and one that is refused before it was read."""
    body = b"x" * (3 << 20)
    for key, status in ((same_server.admin, 422), ("A" * 32, 401)):
        answer = await same_server.http("POST", "/api/rosters", key, body, Content_Type="text/csv")
        assert answer.status_code in (status, 200), answer.text
