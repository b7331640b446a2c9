"""Stalled peers: a peer that stops reading delays nobody, is sent only the latest state, and is finally aborted."""

import asyncio
import json
import select
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import pytest

from server.web.assets import Assets, folder
from server.websocket import connection, peer_watch, protocol
from tests.bench.phones import Crowd, casts, framed, percentile
from tests.harness import MEETING, Host, Hosted, Map, MeetingClient, Peer
from tests.proof_scale import FULL_SIZE, scaled
from tests.server_watch import watch_server
from tests.voters import Started

pytestmark = pytest.mark.anyio


async def change_title(meeting: MeetingClient, title: str) -> None:
    """Change the meeting itself, so that every screen is sent the whole state."""
    assert (await meeting.http("PATCH", "", {"title": title})).status_code == 200


async def stall_screen(
    meeting: MeetingClient, screen: Peer, healthy: Peer, titles: list[str]
) -> protocol.WebSocketProtocol:
    """Change the title until a peer's buffer is full; return its connection. The healthy peer gets every change."""
    for n in range(4000):
        titles.append(f"第{n}个名称")
        await change_title(meeting, titles[-1])
        await healthy.until(lambda m: m["t"] == "welcome" and m["meeting"]["title"] == titles[-1])
        for connection_protocol in list(protocol.PROTOCOLS):
            if not connection_protocol.writable:
                return connection_protocol
    raise AssertionError("no buffer filled up")


async def test_a_screen_that_stops_reading_delays_nobody_and_is_aborted(host: Hosted) -> None:
    """P33, short: newer state replaces what it has not read; after half a minute it is aborted."""
    subjects: list[Map] = [{"name": f"第{i}位" + "长" * 80, "unit": "单位" * 40} for i in range(400)]
    meeting = await host.make(parts=[{"name": "上述", "form": "secretary", "subjects": subjects}])
    async with meeting.screen() as silent, meeting.chair() as chair:
        silent.socket.transport.pause_reading()
        titles: list[str] = []
        stalled = await stall_screen(meeting, silent, chair, titles)
        await change_title(meeting, "最后的名称")
        await change_title(meeting, "真正最后的名称")
        assert len(stalled._unsent) <= 3, "only the latest frame of each topic waits"
        now = asyncio.get_running_loop().time()
        assert not stalled.is_stalled(now)
        assert stalled.is_stalled(now + protocol.STALL_TIMEOUT_SECONDS + 1)
        answer = await chair.ask("view", view="agenda")
        assert answer["t"] == "done"
        stalled.transport.abort()
        silent.socket.transport.resume_reading()
        assert await silent.closed() in (None, 1006)


# Peers that never complete a request


def request(host: Host, *lines: str, path: str = "/ws") -> bytes:
    """The start of a request; an empty line completes it."""
    headers = (f"Host: 127.0.0.1:{host.port}", f"Origin: {host.base}")
    return "\r\n".join((f"GET {path} HTTP/1.1", *headers, *lines, "")).encode()


def upgrade(host: Host) -> bytes:
    key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    return request(host, "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", key) + b"\r\n"


ESTABLISHED = "01"
LARGE_FILE = Assets(folder()).url("voter/main.js")
SILENT_PEERS = scaled(9, 200)
Opening = tuple[bytes, bytes]
OPENINGS: dict[str, Callable[[Host], Opening]] = {
    "nothing": lambda host: (b"", b""),
    "half a line": lambda host: (b"GET /ws HT", b""),
    "half its headers": lambda host: (request(host, "Upgrade: websoc"), b""),
    "half a body": lambda host: (b"POST" + request(host, "Content-Length: 9", path="/api/forms")[3:] + b"\r\n{", b""),
    "no hello": lambda host: (upgrade(host), b""),
    "half a hello": lambda host: (upgrade(host), b"\x82\xa0\0\0\0\0\x81\xa1t"),
    "half a frame's head": lambda host: (upgrade(host), b"\x82"),
    "many requests, no reading": lambda host: ((request(host, path=LARGE_FILE) + b"\r\n") * 500, b""),
}
"""Bytes that a peer sends before it falls silent: immediately, and after the first response. It reads nothing."""


class SilentPeer:
    """A connection that never reads. Whether the server has closed its end is read from /proc, since a full receive
    window lets no close through."""

    def __init__(self, host: Host, opening: Opening) -> None:
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.connect(("127.0.0.1", host.port))
        self.socket.setblocking(False)
        self.port: int = self.socket.getsockname()[1]
        self.pending, self.second = opening
        self.opened_at, self.closed = time.monotonic(), False
        self.write()

    def poll(self, held: set[int]) -> None:
        """Send what is left to send, and note whether the server has closed the connection."""
        self.write()
        self.closed |= self.port not in held

    def write(self) -> None:
        if self.second and not self.pending and select.select([self.socket], [], [], 0)[0]:
            self.pending, self.second = self.second, b""
        with suppress(OSError):
            self.pending = self.pending[self.socket.send(self.pending) :] if self.pending else b""


def open_peer_ports(port: int) -> set[int]:
    """The peers' ports of all connections that are open at the server's `port`."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    established = [row for row in rows if row[1].endswith(f":{port:04X}") and row[3] == ESTABLISHED]
    return {int(row[2].rpartition(":")[2], 16) for row in established}


async def wait_until_closed(host: Host, peers: list[SilentPeer], seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while not all(peer.closed for peer in peers):
            held = open_peer_ports(host.port)
            for peer in peers:
                peer.poll(held)
            await asyncio.sleep(0.01)


MakeSilent = Callable[[Host, Opening], SilentPeer]


@pytest.fixture
def make_silent() -> Iterator[MakeSilent]:
    """Creates silent connections and closes them after the test."""
    peers: list[SilentPeer] = []

    def make(host: Host, opening: Opening) -> SilentPeer:
        peers.append(SilentPeer(host, opening))
        return peers[-1]

    yield make
    for peer in peers:
        peer.socket.close()


@pytest.fixture
def short_timeouts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rules with timeouts of 0.5 instead of 10 to 30 seconds, polled 50 times as often."""
    for module, name, seconds in (
        (protocol, "STALL_TIMEOUT_SECONDS", 0.5),
        (protocol, "CLOSE_TIMEOUT_SECONDS", 0.5),
        (peer_watch, "STALL_POLL_SECONDS", 0.1),
        (connection, "HELLO_SECONDS", 0.5),
    ):
        monkeypatch.setattr(module, name, seconds)


class SlowUpload:
    """The body of an archive that comes in bit by bit, and the server's view of it at times that the test chooses."""

    def __init__(self, host: Hosted, size: int) -> None:
        self.host, self.size, self.now = host, size, 0.0
        self.waiting: peer_watch.Waits = WeakKeyDictionary()
        self.peer: Any = None

    async def begin(self) -> None:
        before = set(self.host.app.connections)
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.host.port)
        head = f"POST /api/copies HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.host.admin}\r\n"
        self.writer.write(f"{head}Content-Length: {self.size}\r\n\r\n".encode())
        await self.until(lambda: bool(set(self.host.app.connections) - before))
        [self.peer] = set(self.host.app.connections) - before
        await self.until(lambda: peer_watch._awaits_body(self.peer))
        self.received = self.peer.received
        self.look()

    async def send(self, body: bytes) -> None:
        self.writer.write(body)
        self.received += len(body)
        await self.until(lambda: self.peer.received == self.received)

    def look(self, seconds: float = 0) -> bool:
        """Whether the connection is still open after so many seconds more."""
        self.now += seconds
        peer_watch.abort_without_progress(self.waiting, self.peer, self.now)
        return not self.peer.transport.is_closing()

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not condition():  # noqa: ASYNC110
                await asyncio.sleep(0.01)


ARCHIVE = json.dumps(MEETING).encode() + b" " * 4 * peer_watch.LEAST_BODY_BYTES


async def test_an_archive_over_a_slow_line_arrives_as_long_as_it_makes_progress(host: Hosted) -> None:
    """Its time limit starts again with each part; 30 s for the whole were too few."""
    slow = SlowUpload(host, len(ARCHIVE))
    await slow.begin()
    for place in range(0, len(ARCHIVE), peer_watch.LEAST_BODY_BYTES):
        await slow.send(ARCHIVE[place : place + peer_watch.LEAST_BODY_BYTES])
        assert slow.look(protocol.STALL_TIMEOUT_SECONDS - 1)
    assert (await slow.reader.readline()).startswith(b"HTTP/1.1 200")
    slow.writer.close()


async def test_a_body_that_trickles_or_takes_for_ever_is_aborted(host: Hosted) -> None:
    """P33: neither keeps a place for archives from others."""
    trickling = SlowUpload(host, len(ARCHIVE))
    await trickling.begin()
    for _ in range(6):
        await trickling.send(bytes(100))
        assert trickling.look(protocol.STALL_TIMEOUT_SECONDS / 6)
    await trickling.send(bytes(100))
    assert not trickling.look(protocol.STALL_TIMEOUT_SECONDS / 6)
    endless = SlowUpload(host, 18 << 20)
    await endless.begin()
    while endless.now < peer_watch.MAX_BODY_SECONDS:
        await endless.send(bytes(peer_watch.LEAST_BODY_BYTES))
        assert endless.look(20)
    await endless.send(bytes(peer_watch.LEAST_BODY_BYTES))
    assert not endless.look(20)
    for upload in (trickling, endless):
        assert await upload.reader.read() == b""
        upload.writer.close()


@pytest.mark.scaled(3)
@pytest.mark.parametrize("opening", OPENINGS)
async def test_a_peer_that_never_completes_its_request_is_aborted(
    short_timeouts: None, host: Hosted, make_silent: MakeSilent, opening: str
) -> None:
    """P33: an incomplete handshake, request or hello, or a response that is not read, is not kept for ever."""
    peers = [make_silent(host, OPENINGS[opening](host)) for _ in range(5)]
    meeting = await host.make()
    await wait_until_closed(host, peers, 25)
    async with meeting.guest() as phone:
        assert phone.welcome["t"] == "welcome"


async def test_a_message_sent_before_the_answer_to_the_handshake_is_dropped(short_timeouts: None, host: Hosted) -> None:
    """RFC 6455 §4.1: a client sends nothing before that answer. Its hello does not count, and 10 s later (here 0.5 s)
    the connection is closed with 1008; the same hello after the answer is welcomed."""
    meeting = await host.make()
    hello = framed({"t": "hello", "v": 1, "role": "screen", "key": meeting.keys["screen"]})
    for early, late in ((hello, b""), (b"", hello)):
        reader, writer = await asyncio.open_connection("127.0.0.1", host.port)
        writer.write(upgrade(host) + early)
        async with asyncio.timeout(20):
            assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 101")
            writer.write(late)
            answer = await reader.readexactly(4)
        assert answer == b"\x88\x02" + (1008).to_bytes(2, "big") if early else answer[0] == 0x82
        writer.close()


async def test_a_silent_peer_with_a_little_unread_data_is_aborted(host: Hosted) -> None:
    """P33: too little to pause writing, but closing would wait for it to be read."""
    meeting = await host.make()
    async with meeting.screen() as silent:
        [stalled] = [
            stalled
            for stalled in protocol.PROTOCOLS
            if stalled.transport is not None and not stalled.transport.is_closing()
        ]
        silent.socket.transport.pause_reading()
        while not stalled.transport.get_write_buffer_size():
            stalled.send(bytes(20_000))
        assert stalled.writable, "less than pauses writing"
        stalled.abandon()
        assert stalled.transport.is_closing() and not stalled.transport.get_write_buffer_size()
        silent.socket.transport.resume_reading()


def screen_opening(host: Host, key: str) -> Opening:
    return upgrade(host), framed({"t": "hello", "v": 1, "role": "screen", "key": key})


@pytest.mark.alone
async def test_voters_are_served_while_many_peers_read_nothing(
    tmp_path: Path, started: Started, make_silent: MakeSilent, proof: Callable[[str], None]
) -> None:
    """P33: voters among screens that never read and incomplete requests; for ten minutes at full size."""
    server = await started(tmp_path).ready()
    subjects: list[Map] = [{"name": f"第{i}位" + "长" * 80, "unit": "单位" * 40} for i in range(200)]
    meeting = await server.make(parts=[{"name": "上述", "form": "secretary", "subjects": subjects}], admission="cards")
    with watch_server(server):
        p99, lifetimes, receipts = await vote_among_silent_peers(server, meeting, make_silent)
    assert not FULL_SIZE or (max(lifetimes) <= 45 and p99 <= 1)
    proof(f"{SILENT_PEERS} silent peers, kept {max(lifetimes):.0f} s at most; p99 of {receipts} receipts: {p99:.3f} s")


async def vote_among_silent_peers(
    server: Host, meeting: MeetingClient, make_silent: MakeSilent
) -> tuple[float, list[float], int]:
    """The 99th percentile of the time to a receipt, how long each silent peer was kept, and the number of receipts."""
    openings = [screen_opening(server, meeting.keys["screen"]), *(opening(server) for opening in OPENINGS.values())]
    tokens = await meeting.cards(scaled(20, 100))
    lifetimes, receipt_seconds = [0.0], list[float]()
    async with meeting.chair() as chair:
        round_id = await chair.open(meeting.ids()[:1])
        hellos: list[Map] = [{"t": "hello", "v": 1, "role": "voter", "token": token} for token in tokens]
        crowd = await asyncio.to_thread(Crowd, server.port, hellos)
        peers = [make_silent(server, openings[i % len(openings)]) for i in range(SILENT_PEERS)]
        cast_frames, until = casts(crowd, round_id), time.monotonic() + scaled(0, 600)
        while not receipt_seconds or time.monotonic() < until:
            receipt_seconds += await asyncio.to_thread(crowd.spread, cast_frames, scaled(1, 2), {"receipt"})
            await change_title(meeting, f"第{len(receipt_seconds)}个名称")
            held = open_peer_ports(server.port)
            for i, peer in enumerate(peers):
                peer.poll(held)
                lifetimes.append(time.monotonic() - peer.opened_at)
                if peer.closed:
                    peer.socket.close()
                    peers[i] = make_silent(server, openings[i % len(openings)])
        for peer in peers:
            peer.socket.close()
        await asyncio.to_thread(crowd.close)
        assert (await chair.ask("close", round=round_id, confirm=True))["t"] == "done"
    return percentile(receipt_seconds, 0.99), lifetimes, len(receipt_seconds)


async def test_a_client_that_disconnects_before_its_responses_causes_no_traceback(
    tmp_path: Path, started: Started
) -> None:
    """P31, P33: writing a response to a closed connection is not an error."""
    server = await started(tmp_path).ready()
    with watch_server(server):
        for _ in range(scaled(60, 1000)):
            client = SilentPeer(server, OPENINGS["many requests, no reading"](server))
            client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            assert (await server.http("GET", "/healthz", None)).status_code == 200
            client.write()
            client.socket.close()
        assert (await server.http("GET", "/healthz", None)).status_code == 200
