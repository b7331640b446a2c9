"""Port 80 of the site network: exact answers to probes, a redirect for the rest, and limits on every connection."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import h11
import pytest

from server.site import limits, web_listener
from server.site.limits import CONNECTIONS, Budget, ShortConnections
from server.site.listeners import site_listeners
from server.site.probes import PROBES, Probe
from server.site.web_listener import MAX_REQUEST_BYTES, WebConnection
from tests.harness import hosted
from tests.peers import receipt
from tests.site.ports import closed, free_ports, rest

pytestmark = pytest.mark.anyio

JOIN_PAGE = "http://192.168.1.5:8000/m"


@asynccontextmanager
async def listening() -> AsyncIterator[int]:
    ports = free_ports()
    async with site_listeners("127.0.0.1", JOIN_PAGE, ports=ports):
        yield ports[0]


async def ask(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    answer = await rest(reader)
    await closed(writer)
    return answer


def get(host: str, path: str, method: str = "GET") -> bytes:
    return f"{method} {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: f"{probe.host}{probe.path}")
async def test_a_probe_gets_its_published_answer_with_or_without_a_query(probe: Probe) -> None:
    async with listening() as port:
        for path in (probe.path, f"{probe.path}?nocache=1"):
            head, _, body = (await ask(port, get(probe.host, path))).partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 %d " % probe.status) and body == probe.body
            assert (b"Content-Length" in head) == (probe.status != 204)


def test_every_probe_is_named_once_with_its_source_and_every_maker_is_there() -> None:
    assert len({(probe.host, probe.path) for probe in PROBES}) == len(PROBES)
    assert all(probe.source and probe.host == probe.host.lower() and probe.path.startswith("/") for probe in PROBES)
    makers = {"Android", "Apple", "Windows", "Huawei", "Xiaomi", "OPPO", "vivo", "Samsung"}
    assert makers <= {probe.system for probe in PROBES}


@pytest.mark.parametrize(
    "request_bytes",
    [
        get("pingyi.lan", "/"),
        get("192.168.1.5", "/api/meetings"),
        get("captive.apple.com", "/generate_204"),
        get("connectivitycheck.gstatic.com.evil.example", "/generate_204"),
        get("connectivitycheck.gstatic.com", "/generate_204", "POST"),
        get("evil.example", "//evil.example/%0d%0aLocation:%20http://evil.example"),
        b"GET / HTTP/1.0\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
)
async def test_everything_else_leads_to_the_join_page_whatever_it_asks_for(request_bytes: bytes) -> None:
    async with listening() as port:
        head, _, body = (await ask(port, request_bytes)).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 302 ") and body == b""
        assert f"\r\nLocation: {JOIN_PAGE}\r\n".encode() in head and b"evil" not in head


async def test_the_name_of_a_probe_may_have_capitals_a_port_and_a_final_dot() -> None:
    async with listening() as port:
        for host in ("Captive.Apple.com", "captive.apple.com:80", "captive.apple.com."):
            assert b"Success" in await ask(port, get(host, "/hotspot-detect.html"))
        head, _, body = (await ask(port, get("captive.apple.com", "/", "HEAD"))).partition(b"\r\n\r\n")
        assert b" 200 " in head and body == b""


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 2000 + b"\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * MAX_REQUEST_BYTES,
        b"GET /" + b"a" * MAX_REQUEST_BYTES,
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"\r\n" * 5000,
    ],
)
async def test_a_bad_or_endless_request_gets_nothing(request_bytes: bytes) -> None:
    async with listening() as port:
        assert await ask(port, request_bytes) == b""
        assert b"Success" in await ask(port, get("captive.apple.com", "/"))


async def test_a_new_connection_ends_the_oldest_when_all_are_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CONNECTION_SECONDS", 600)
    async with listening() as port:
        silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(CONNECTIONS)]
        assert b"Success" in await ask(port, get("captive.apple.com", "/"))
        assert await rest(silent[0][0]) == b""
        for _, writer in silent:
            await closed(writer)


async def test_a_silent_connection_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CONNECTION_SECONDS", 0.05)
    async with listening() as port:
        assert await ask(port, b"GET / HTTP/1.1\r\n") == b""


async def test_the_end_of_the_listeners_ends_open_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CONNECTION_SECONDS", 600)
    async with listening() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        await ask(port, get("x", "/"))  # the first connection has been accepted, too
    assert await rest(reader) == b""
    await closed(writer)


class AskedFrom(asyncio.Transport):
    """A transport whose peer has the address `peer`."""

    def __init__(self, peer: str) -> None:
        super().__init__({"peername": (peer, 40_000)})
        self.sent, self.aborted = b"", False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.sent += data

    def abort(self) -> None:
        self.aborted = True

    def close(self) -> None: ...


@pytest.mark.parametrize("peer", ["203.0.113.9", "172.32.0.1", "fe80::1", "::1", ""])
async def test_a_peer_from_another_network_is_cut_off(peer: str) -> None:
    transport, connections = AskedFrom(peer), ShortConnections(Budget(1, 1))
    WebConnection(connections, JOIN_PAGE).connection_made(transport)
    assert transport.aborted and len(connections) == 0


async def test_connections_beyond_the_budget_are_cut_off_until_time_has_passed() -> None:
    now = [0.0]
    connections = ShortConnections(Budget(1, 2, lambda: now[0]))
    made = [AskedFrom("10.0.0.1") for _ in range(4)]
    for transport in made[:3]:
        connections.add(transport)
    now[0] += 1
    connections.add(made[3])
    assert [transport.aborted for transport in made] == [False, False, True, False]
    connections.close()


# The vote goes on


async def test_a_flood_of_connections_and_garbage_does_not_keep_a_phone_from_voting(tmp_path: Path) -> None:
    async with hosted(tmp_path) as server, listening() as port:
        meeting = await server.make()
        async with meeting.chair() as chair, meeting.guest() as phone:
            round_id = await chair.open(meeting.ids()[:1])
            flood = [asyncio.create_task(ask(port, b"\x00garbage\r\n\r\n")) for _ in range(300)]
            assert receipt(await phone.cast(round_id, [[8]]))
            assert set(await asyncio.gather(*flood)) == {b""}
            assert b"Success" in await ask(port, get("captive.apple.com", "/"))


async def test_a_fault_in_a_listener_ends_one_connection_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(request: h11.Request) -> Probe | None:
        raise RuntimeError

    asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
    async with hosted(tmp_path) as server, listening() as port:
        with monkeypatch.context() as patch:
            patch.setattr(web_listener, "find_probe", broken)
            assert await ask(port, get("captive.apple.com", "/")) == b""
        assert b"Success" in await ask(port, get("captive.apple.com", "/"))
        assert (await server.http("GET", "/healthz", None)).status_code == 200
