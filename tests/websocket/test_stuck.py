"""A peer that stops reading: it holds up nobody, is told only what is newest, and is aborted in the end."""

import asyncio
import select
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from server.web.assets import Assets, folder
from server.websocket import connection, protocol
from tests.bench.phones import Crowd, casts, framed, percentile
from tests.harness import Host, Hosted, Made, Map, Peer
from tests.proof_scale import FULL_SIZE, scaled
from tests.server_watch import watch_server
from tests.voters import Started

pytestmark = pytest.mark.anyio


async def retitled(made: Made, title: str) -> None:
    """Something about the meeting itself changes: every screen is told the whole state again."""
    assert (await made.http("PATCH", "", {"title": title})).status_code == 200


async def stuck_link(made: Made, screen: Peer, healthy: Peer, titles: list[str]) -> protocol.WebSocketProtocol:
    """Retitle until some link's peer takes no more; the healthy one hears every step."""
    for n in range(4000):
        titles.append(f"第{n}个名称")
        await retitled(made, titles[-1])
        await healthy.until(lambda m: m["t"] == "welcome" and m["meeting"]["title"] == titles[-1])
        for one in list(protocol.PROTOCOLS):
            if not one.writable.is_set():
                return one
    raise AssertionError("the system took everything")


async def test_a_screen_that_never_reads_holds_up_nobody_and_is_aborted(host: Hosted) -> None:
    """P33, short: what it has not read is replaced by what is newer; after half a minute it is cut off."""
    subjects: list[Map] = [{"name": f"第{i}位" + "长" * 80, "unit": "单位" * 40} for i in range(400)]
    made = await host.make(parts=[{"name": "上述", "form": "secretary", "subjects": subjects}])
    async with made.screen() as silent, made.chair() as chair:
        silent.socket.transport.pause_reading()
        titles: list[str] = []
        found = await stuck_link(made, silent, chair, titles)
        await retitled(made, "最后的名称")
        await retitled(made, "真正最后的名称")
        assert len(found._unsent) <= 3, "one of each topic waits, the newest"
        now = asyncio.get_running_loop().time()
        assert not found.stuck(now)
        assert found.stuck(now + protocol.PATIENCE + 1)
        answer = await chair.ask("view", view="agenda")
        assert answer["t"] == "done"
        found.transport.abort()
        silent.socket.transport.resume_reading()
        assert await silent.closed() in (None, 1006)


# Peers that keep the server waiting


def request(host: Host, *lines: str, path: str = "/ws") -> bytes:
    """The beginning of a request; it is whole once an empty line has come."""
    named = (f"Host: 127.0.0.1:{host.port}", f"Origin: {host.base}")
    return "\r\n".join((f"GET {path} HTTP/1.1", *named, *lines, "")).encode()


def upgrade(host: Host) -> bytes:
    key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    return request(host, "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", key) + b"\r\n"


ESTABLISHED = "01"
LONG = Assets(folder()).url("voter.js")
MUTES = scaled(9, 200)
Half = tuple[bytes, bytes]
HALVES: dict[str, Callable[[Host], Half]] = {
    "nothing": lambda host: (b"", b""),
    "half a line": lambda host: (b"GET /ws HT", b""),
    "half its headers": lambda host: (request(host, "Upgrade: websoc"), b""),
    "half a body": lambda host: (b"POST" + request(host, "Content-Length: 9", path="/api/forms")[3:] + b"\r\n{", b""),
    "no hello": lambda host: (upgrade(host), b""),
    "half a hello": lambda host: (upgrade(host), b"\x82\xa0\0\0\0\0\x81\xa1t"),
    "half a frame's head": lambda host: (upgrade(host), b"\x82"),
    "many questions, no reading": lambda host: ((request(host, path=LONG) + b"\r\n") * 500, b""),
}
"""What a peer says before it falls silent, at once and after the first answer; none of them reads."""


class Mute:
    """A connection that never reads. Whether the server still holds its end is asked of the system, for a window
    that is shut lets no goodbye through."""

    def __init__(self, host: Host, half: Half) -> None:
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.connect(("127.0.0.1", host.port))
        self.socket.setblocking(False)
        self.port: int = self.socket.getsockname()[1]
        self.said, self.then = half
        self.since, self.ended = time.monotonic(), False
        self.say()

    def look(self, held: set[int]) -> None:
        """Says what is left to say, and sees whether it is still held."""
        self.say()
        self.ended |= self.port not in held

    def say(self) -> None:
        if self.then and not self.said and select.select([self.socket], [], [], 0)[0]:
            self.said, self.then = self.then, b""
        with suppress(OSError):
            self.said = self.said[self.socket.send(self.said) :] if self.said else b""


def held_by(port: int) -> set[int]:
    """The peers' ports of the connections that the server at `port` has open."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    mine = [row for row in rows if row[1].endswith(f":{port:04X}") and row[3] == ESTABLISHED]
    return {int(row[2].rpartition(":")[2], 16) for row in mine}


async def outlive(host: Host, mutes: list[Mute], seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while not all(one.ended for one in mutes):
            held = held_by(host.port)
            for one in mutes:
                one.look(held)
            await asyncio.sleep(0.01)


Muting = Callable[[Host, Half], Mute]


@pytest.fixture
def mute() -> Iterator[Muting]:
    """Makes mute connections; none outlives its test."""
    made: list[Mute] = []

    def one(host: Host, half: Half) -> Mute:
        made.append(Mute(host, half))
        return made[-1]

    yield one
    for each in made:
        each.socket.close()


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rules in seconds: patience 0.5 instead of 30, looked at 50 times as often."""
    for where, name, seconds in (
        (protocol, "PATIENCE", 0.5),
        (protocol, "LOOKS", 0.1),
        (connection, "HELLO_SECONDS", 0.5),
    ):
        monkeypatch.setattr(where, name, seconds)


@pytest.mark.parametrize("half", HALVES)
async def test_whoever_does_not_finish_what_it_began_is_ended(
    hurried: None, host: Hosted, mute: Muting, half: str
) -> None:
    """P33: neither half a handshake, half a request, half a hello, nor an answer that nobody reads is kept for ever."""
    mutes = [mute(host, HALVES[half](host)) for _ in range(5)]
    made = await host.make()
    await outlive(host, mutes, 25)
    async with made.guest() as phone:
        assert phone.welcome["t"] == "welcome"


async def test_a_peer_that_leaves_a_little_unread_and_no_ping_answered_is_aborted(host: Hosted) -> None:
    """P33: too little to count as stuck, and a closing that would wait for it to be read."""
    made = await host.make()
    async with made.screen() as silent:
        [one] = [one for one in protocol.PROTOCOLS if one.transport is not None and not one.transport.is_closing()]
        silent.socket.transport.pause_reading()
        while not one.transport.get_write_buffer_size():
            one._send(bytes(20_000))
        assert one.writable.is_set(), "less than counts as stuck"
        one.keepalive_timeout()
        assert one.transport.is_closing() and not one.transport.get_write_buffer_size()
        silent.socket.transport.resume_reading()


def stuck_screen(host: Host, key: str) -> Half:
    return upgrade(host), framed({"t": "hello", "v": 1, "role": "screen", "key": key})


@pytest.mark.alone
async def test_voters_are_served_while_a_crowd_reads_nothing(
    tmp_path: Path, started: Started, mute: Muting, proof: Callable[[str], None]
) -> None:
    """P33: screens that never read and half requests beside voters; at full size for ten minutes."""
    server = await started(tmp_path).ready()
    people: list[Map] = [{"name": f"第{i}位" + "长" * 80, "unit": "单位" * 40} for i in range(200)]
    made = await server.make(parts=[{"name": "上述", "form": "secretary", "subjects": people}], admission="cards")
    with watch_server(server):
        p99, lives, took = await beside(server, made, mute)
    assert not FULL_SIZE or (max(lives) <= 45 and p99 <= 1)
    proof(f"{MUTES} mute peers: longest life {max(lives):.0f} s, p99 of {took} receipts {p99 * 1000:.0f} ms")


async def beside(server: Host, made: Made, mute: Muting) -> tuple[float, list[float], int]:
    """How long 99 in 100 receipts took at most, how long each mute peer was held, how many receipts there were."""
    said = [stuck_screen(server, made.keys["screen"]), *(half(server) for half in HALVES.values())]
    tokens = await made.cards(scaled(20, 100))
    lives, took = [0.0], list[float]()
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        hellos: list[Map] = [{"t": "hello", "v": 1, "role": "voter", "token": token} for token in tokens]
        crowd = await asyncio.to_thread(Crowd, server.port, hellos)
        mutes = [mute(server, said[i % len(said)]) for i in range(MUTES)]
        asked, until = casts(crowd, round_id), time.monotonic() + scaled(0, 600)
        while not took or time.monotonic() < until:
            took += await asyncio.to_thread(crowd.spread, asked, scaled(1, 2), {"receipt"})
            await retitled(made, f"第{len(took)}个名称")
            held = held_by(server.port)
            for i, one in enumerate(mutes):
                one.look(held)
                lives.append(time.monotonic() - one.since)
                if one.ended:
                    one.socket.close()
                    mutes[i] = mute(server, said[i % len(said)])
        for one in mutes:
            one.socket.close()
        await asyncio.to_thread(crowd.close)
        assert (await chair.ask("close", round=round_id, confirm=True))["t"] == "done"
    return percentile(took, 0.99), lives, len(took)


async def test_whoever_asks_and_hangs_up_leaves_no_traceback(tmp_path: Path, started: Started) -> None:
    """P31, P33: an answer on its way to somebody who has just gone is nobody's fault."""
    server = await started(tmp_path).ready()
    with watch_server(server):
        for _ in range(scaled(60, 1000)):
            asking = Mute(server, HALVES["many questions, no reading"](server))
            asking.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            assert (await server.http("GET", "/healthz", None)).status_code == 200
            asking.say()
            asking.socket.close()
        assert (await server.http("GET", "/healthz", None)).status_code == 200
