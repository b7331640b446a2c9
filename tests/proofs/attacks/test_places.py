"""P48: one card, one address, or connections that say nothing take every place. Others get in all the same."""

import asyncio
import secrets
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import msgpack
import pytest
from websockets.asyncio.client import connect

from server.host import raise_file_limit
from server.websocket.connection import MAX_TOKEN_CONNECTIONS
from server.websocket.socket_table import FIRST_BYTE_SECONDS
from tests.bench.phones import framed
from tests.harness import UNVERIFIED_TLS, Host, Hosted, Map, MeetingClient, Peer, Process, code, receipt
from tests.proof_scale import sampled, scaled
from tests.server_watch import watch_server
from tests.voters import Started
from tests.websocket.test_stuck import request, upgrade

pytestmark = pytest.mark.anyio

FILES = 600
CONNECTIONS = scaled(800, 1500)
"""At a time: more than the server may open."""
ATTACKER = "127.0.0.66"
RENEWED, GREEDY = 200, scaled(60, 300)
IN_TIME = scaled(20, 2)
"""Seconds; in an everyday run other tests use the processors at the same time."""


class Narrow(Process):
    """A server that may open FILES files."""

    prefix = ("sh", "-c", f'ulimit -n {FILES}; exec "$@"', "sh")


@pytest.fixture
async def meeting(tmp_path: Path) -> AsyncIterator[MeetingClient]:
    server = await Narrow(tmp_path).ready()
    with watch_server(server):
        yield await server.make(admission="cards")
    server.kill()


def dial(host: Host, address: str = ATTACKER) -> socket.socket:
    client = socket.socket()
    client.bind((address, 0))
    client.settimeout(5)
    client.connect(("127.0.0.1", host.port))
    return client


Attack = Callable[[Host], bytes]
ATTACKS: dict[str, Attack] = {
    "nothing": lambda host: b"",
    "half a TLS handshake": lambda host: b"\x16\x03\x01\x02",
    "half a head": lambda host: b"GET / HT",
    "no hello": upgrade,
    "requests that were answered": lambda host: request(host, path="/healthz") + b"\r\n",
    "requests with a wrong key": lambda host: (
        request(host, "Authorization: Bearer " + "A" * 32, path="/api/meetings") + b"\r\n"
    ),
}


class Flood:
    """Keeps `most` connections, each of which sends `start` and nothing else, and opens a new one for each that the
    server has closed, and more: RENEWED a second."""

    def __init__(self, host: Host, start: bytes, addresses: list[str], most: int) -> None:
        self._host, self._start, self._addresses, self._most = host, start, addresses, most
        self._open: list[socket.socket] = []
        self.opened = 0

    async def fill(self) -> None:
        for _ in range(self._most):
            await self._dial()

    async def renew(self) -> None:
        while True:
            await asyncio.sleep(0.05)
            for _ in range(RENEWED // 20):
                await self._dial()

    async def _dial(self) -> None:
        if len(self._open) >= self._most:
            self._open.pop(0).close()
        client, loop = socket.socket(), asyncio.get_running_loop()
        client.setblocking(False)
        client.bind((self._addresses[self.opened % len(self._addresses)], 0))
        self._open.append(client)
        self.opened += 1
        with suppress(OSError):
            await loop.sock_connect(client, ("127.0.0.1", self._host.port))
            await loop.sock_sendall(client, self._start)

    def close(self) -> None:
        for client in self._open:
            client.close()


@asynccontextmanager
async def flood(host: Host, start: bytes, addresses: list[str], most: int = CONNECTIONS) -> AsyncIterator[Flood]:
    raise_file_limit()
    attack = Flood(host, start, addresses, most)
    await attack.fill()
    task = asyncio.create_task(attack.renew())
    try:
        yield attack
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        attack.close()


async def seconds_until_welcome(peer: Peer) -> float:
    """One attempt; a refusal or a broken connection fails the test."""
    start = time.monotonic()
    async with peer:
        assert peer.welcome["t"] == "welcome", peer.welcome
    return time.monotonic() - start


async def assert_everybody_gets_in(meeting: MeetingClient, tokens: list[str]) -> float:
    """New phones, chair, screen, desk and a health check; returns the seconds of the slowest."""
    slowest = 0.0
    for token in tokens:
        for peer in (meeting.phone(token), meeting.chair(), meeting.screen(), meeting.desk()):
            slowest = max(slowest, await seconds_until_welcome(peer))
        for path, key in (("/healthz", None), (meeting.path, meeting.keys["desk"])):
            start = time.monotonic()
            assert (await meeting.host.http("GET", path, key)).status_code == 200
            slowest = max(slowest, time.monotonic() - start)
    assert slowest <= IN_TIME
    return slowest


@pytest.mark.alone
@pytest.mark.parametrize("attack", sampled(ATTACKS, 3))
async def test_one_address_that_takes_every_connection_keeps_nobody_out(
    meeting: MeetingClient, attack: str, proof: Callable[[str], None]
) -> None:
    """P48: 1,500 connections at a time from one address, and 200 new ones a second."""
    tokens = await meeting.cards(scaled(3, 30))
    async with flood(meeting.host, ATTACKS[attack](meeting.host), [ATTACKER]) as attacker:
        slowest = await assert_everybody_gets_in(meeting, tokens)
        opened = attacker.opened
    proof(f"{attack}, {opened} connections: everybody in within {slowest:.2f} s")


@pytest.mark.alone
async def test_many_addresses_that_take_every_connection_keep_nobody_out(
    meeting: MeetingClient, proof: Callable[[str], None]
) -> None:
    """P48: silent connections from 200 addresses; the oldest make room."""
    tokens = await meeting.cards(scaled(3, 30))
    addresses = [f"127.0.1.{i}" for i in range(1, 201)]
    async with flood(meeting.host, b"", addresses) as attacker:
        slowest = await assert_everybody_gets_in(meeting, tokens)
        opened = attacker.opened
    proof(f"200 addresses, {opened} silent connections: everybody in within {slowest:.2f} s")


async def test_one_card_keeps_three_connections(meeting: MeetingClient, proof: Callable[[str], None]) -> None:
    """P48: 300 connections under one card; the newest three stay, the others are refused and closed."""
    greedy, *others = await meeting.cards(4)
    async with AsyncExitStack() as stack:
        peers = [await stack.enter_async_context(meeting.phone(greedy)) for _ in range(GREEDY)]
        assert {peer.welcome["t"] for peer in peers} == {"welcome"}
        for peer in peers[:-MAX_TOKEN_CONNECTIONS]:
            assert code(await peer.next()) == "elsewhere" and await peer.closed() == 1013
        slowest = await assert_everybody_gets_in(meeting, others)
        async with meeting.chair() as chair:
            round_id = await chair.open(meeting.ids()[:1])
            for peer in peers[-MAX_TOKEN_CONNECTIONS:]:
                assert (await peer.hear("round"))["id"] == round_id
            assert receipt(await peers[-1].cast(round_id, 8))
    proof(f"{GREEDY} connections of one card, 3 stay open; everybody in within {slowest:.2f} s")


async def test_one_device_of_open_admission_keeps_three_connections(host: Hosted) -> None:
    """P48: a join code gives one device one token; another device is not affected."""
    meeting, device = await host.make(), secrets.token_bytes(16)
    async with AsyncExitStack() as stack:
        other = await stack.enter_async_context(meeting.guest())
        peers = [await stack.enter_async_context(meeting.guest(device=device)) for _ in range(5)]
        assert [await peer.closed() for peer in peers[:2]] == [1013, 1013]
        assert host.app.websocket_endpoint.voters == 4
        async with meeting.chair() as chair:
            assert chair.welcome["turnout"]["joined"] == 2
            await chair.open(meeting.ids()[:1])
            for peer in (other, *peers[2:]):
                await peer.hear("round")


async def test_a_replaced_connection_that_does_not_read_frees_its_place_at_once(host: Hosted) -> None:
    """P48: whether or not its peer answers the close frame."""
    meeting = await host.make(admission="cards")
    [token] = await meeting.cards(1)
    async with AsyncExitStack() as stack:
        silent = await stack.enter_async_context(meeting.phone(token))
        silent.socket.transport.pause_reading()
        for _ in range(MAX_TOKEN_CONNECTIONS):
            await stack.enter_async_context(meeting.phone(token))
        assert host.app.websocket_endpoint.voters == MAX_TOKEN_CONNECTIONS
        silent.socket.transport.resume_reading()


async def test_the_first_byte_must_arrive_within_five_seconds(host: Hosted) -> None:
    """P48: not earlier, not later; a request that began in time goes on."""
    silent, begun = dial(host), dial(host)
    opened = time.monotonic()
    begun.sendall(b"GET /healthz HTTP/1.1\r\n")
    silent.setblocking(False)
    async with asyncio.timeout(FIRST_BYTE_SECONDS + 2):
        with suppress(ConnectionError):
            assert await asyncio.get_running_loop().sock_recv(silent, 1) == b""
    assert time.monotonic() - opened >= FIRST_BYTE_SECONDS - 0.1
    begun.sendall(f"Host: 127.0.0.1:{host.port}\r\n\r\n".encode())
    begun.setblocking(False)
    assert (await asyncio.get_running_loop().sock_recv(begun, 100)).startswith(b"HTTP/1.1 200")
    for client in (silent, begun):
        client.close()


async def test_authenticated_connections_are_never_closed_for_others(meeting: MeetingClient) -> None:
    """P48: phones and staff keep their connections through a flood, and requests with a key are answered."""
    tokens = await meeting.cards(30)
    async with AsyncExitStack() as stack:
        phones = [await stack.enter_async_context(meeting.phone(token)) for token in tokens]
        chair = await stack.enter_async_context(meeting.chair())
        async with flood(meeting.host, b"", [ATTACKER]):
            round_id = await chair.open(meeting.ids()[:1])
            answers = await asyncio.gather(*(phone.cast(round_id, 8) for phone in phones))
        assert all(map(receipt, answers))


# TLS


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tls")
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        + ["-keyout", str(key), "-out", str(cert)],
        check=True,
        capture_output=True,
    )
    return cert, key


@pytest.fixture
async def tls_server(tmp_path: Path, certificate: tuple[Path, Path]) -> AsyncIterator[Process]:
    cert, key = certificate
    server = Narrow(tmp_path, None, "--tls-cert", str(cert), "--tls-key", str(key))
    server.base = server.base.replace("http:", "https:")
    await server.ready()
    with watch_server(server):
        yield server
    server.kill()


async def secure_welcome(server: Process, hello: Map) -> Map:
    """The welcome of a connection over TLS."""
    origin: Any = server.base
    async with connect(f"wss://127.0.0.1:{server.port}/ws", ssl=UNVERIFIED_TLS, origin=origin) as phone:
        await phone.send(msgpack.packb({"t": "hello", "v": 1, **hello}))
        welcome: Map = msgpack.unpackb(await phone.recv())
        return welcome


@pytest.mark.alone
async def test_half_open_tls_handshakes_keep_nobody_out(tls_server: Process, proof: Callable[[str], None]) -> None:
    """P48: they count from the moment they are accepted, and are over after five seconds."""
    meeting = await tls_server.make(admission="cards")
    [token], slowest = await meeting.cards(1), 0.0
    hellos = [{"role": "voter", "token": token}, *({"role": role, "key": key} for role, key in meeting.keys.items())]
    for start in (b"", b"\x16\x03\x01\x02"):
        async with flood(tls_server, start, [ATTACKER]):
            for hello in hellos:
                began = time.monotonic()
                assert (await secure_welcome(tls_server, hello))["t"] == "welcome"
                slowest = max(slowest, time.monotonic() - began)
            assert (await tls_server.http("GET", "/healthz", None)).status_code == 200
    assert slowest <= IN_TIME
    with dial(tls_server) as silent:
        silent.sendall(b"\x16\x03\x01\x02")
        silent.settimeout(FIRST_BYTE_SECONDS + 2)
        assert not await asyncio.to_thread(silent.recv, 1)
    proof(f"1,500 half-open TLS handshakes: everybody in within {slowest:.2f} s")


@pytest.mark.alone
@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_a_hall_behind_one_address_connects_at_once(
    tmp_path: Path, started: Started, certificate: tuple[Path, Path], scheme: str, proof: Callable[[str], None]
) -> None:
    """P48: 2,000 phones at the same instant, each with two idle connections that loaded its page. None is refused."""
    flags = ("--tls-cert", str(certificate[0]), "--tls-key", str(certificate[1])) if scheme == "https" else ()
    server = started(tmp_path, None, *flags)
    server.base = f"{scheme}://127.0.0.1:{server.port}"
    await server.ready()
    meeting = await server.make(admission="cards")
    tokens = await meeting.cards(scaled(60, 2000))
    tls = UNVERIFIED_TLS if scheme == "https" else None
    page = request(server, path="/v") + b"\r\n"

    async def arrive(token: str, welcomed: list[asyncio.StreamWriter]) -> None:
        for _ in range(2):
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port, ssl=tls)
            writer.write(page)
            assert (await reader.readline()).startswith(b"HTTP/1.1 200")
            welcomed.append(writer)
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port, ssl=tls)
        writer.write(upgrade(server).replace(b"http://", scheme.encode() + b"://"))
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 101")
        writer.write(framed({"t": "hello", "v": 1, "role": "voter", "token": token}))
        assert b"welcome" in await reader.read(300)
        welcomed.append(writer)

    writers: list[asyncio.StreamWriter] = []
    start = time.monotonic()
    async with asyncio.timeout(300):
        await asyncio.gather(*(arrive(token, writers) for token in tokens))
    seconds = time.monotonic() - start
    async with meeting.chair() if scheme == "http" else AsyncExitStack():
        assert len(writers) == 3 * len(tokens)
    for writer in writers:
        writer.transport.abort()
    proof(f"{len(tokens)} phones behind one address over {scheme}: all in after {seconds:.1f} s, none refused")
