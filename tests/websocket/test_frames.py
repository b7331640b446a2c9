"""Frames that nobody should send: broken, oversize, too many, and in the place of a hello."""

import asyncio
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgpack
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.harness import MEETING, Host, Hosted, Made, Map, Peer, code, crowd, receipt
from tests.proof_scale import scaled
from tests.server_watch import watch_server
from tests.voters import Started

pytestmark = pytest.mark.anyio

CARDS: Map = {**MEETING, "admission": "cards"}
N = b"n" * 16
SEED = 20221220
FRAMES = scaled(2000, 100_000)


def a_cast(round_id: str, **fields: object) -> Map:
    return {"t": "cast", "round": round_id, "nonce": N, "scores": [[99]], "notes": [], **fields}


def sized(message: Map, size: int) -> bytes:
    """The message as a frame of exactly `size` bytes, its nonce filled up."""
    spare = size - len(msgpack.packb({**message, "nonce": bytes(256)})) + 256
    return bytes(msgpack.packb({**message, "nonce": bytes(spare)}))


def raw(host: Host) -> connect:
    """A connection that has said nothing yet."""
    return connect(f"ws://127.0.0.1:{host.port}/ws", origin=host.base, compression=None, max_size=None)  # type: ignore[arg-type]


async def answered(socket: ClientConnection) -> tuple[list[Map], int | None]:
    """Everything the server says until it ends the connection, and the close code."""
    said = []
    async with asyncio.timeout(20):
        try:
            while True:
                said.append(msgpack.unpackb(await socket.recv()))
        except ConnectionClosed:
            return said, socket.close_code


def depth(levels: int) -> bytes:
    return b"\x81\xa1t" + b"\x91" * levels + b"\xc0"


BROKEN: list[bytes | str] = [
    b"",
    b"\xc1",
    b"\x81\xa1t",
    b"\x81\xa1t\xa4cast\x00",
    b"\x81\xa1t\xa2\xff\xfe",
    b"\x81\x90\xa1t",
    b"\xdf\xff\xff\xff\xff",
    b"\xdd\xff\xff\xff\xff",
    depth(1000),
    depth(3000),
    msgpack.packb([1, 2]),
    msgpack.packb(None),
    msgpack.packb({}),
    msgpack.packb({"T": "cast"}),
    msgpack.packb({"t": "nothing"}),
    msgpack.packb({"t": 5}),
    msgpack.packb({"t": b"cast"}),
    msgpack.packb({"t": ["cast"]}),
    '{"t":"hello","v":1}',
    "",
]


async def test_the_third_bad_frame_closes_whoever_sends_it(host: Hosted) -> None:
    """P31: a voter, a chair, and somebody who has not said hello."""
    made = await host.make(CARDS)
    [token] = await made.cards(1)
    error = {"t": "error", "code": "bad_frame"}
    for i, frame in enumerate(BROKEN):
        peer = (made.phone(token), made.chair(), made.screen(), made.desk())[i % 4]
        async with peer, raw(host) as stranger:
            for socket in (peer.socket, stranger):
                for _ in range(3):
                    await socket.send(frame)
                said, closed = await answered(socket)
                assert [one for one in said if one["t"] == "error"] == [error] * 3 and closed == 1008, frame


async def test_two_bad_frames_are_forgiven(host: Hosted) -> None:
    made = await host.make()
    async with made.chair() as chair, crowd(made, 1) as (phone,):
        for _ in range(2):
            await phone.socket.send(b"\xc1")
            assert await phone.hear("error") == {"t": "error", "code": "bad_frame"}
        assert receipt(await phone.cast(await chair.open(made.ids()[:1]), 8))


async def test_nothing_is_done_before_a_hello(host: Hosted) -> None:
    made = await host.make()
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        for first in (
            a_cast(round_id, scores=[[8]]),
            {"t": "close", "n": 1, "round": round_id, "confirm": True},
            {"t": "paper", "n": 1, "round": round_id, "token": "0" * 16, "nonce": N, "scores": [[8]]},
            {"t": "hello", "v": 2, "role": "chair", "key": made.keys["chair"]},
            {"t": "hello", "v": True, "role": "chair", "key": made.keys["chair"]},
            {"t": "hello", "v": 1, "role": "admin", "key": host.admin},
            {"t": "hello", "v": 1, "role": ["chair"], "key": made.keys["chair"]},
            {"t": "hello", "v": 1, "role": "voter", "join": made.join["全体"], "device": b"short"},
            {"t": "hello", "v": 1, "role": "voter", "join": made.join["全体"], "device": "d" * 16},
        ):
            async with raw(host) as stranger:
                for _ in range(3):
                    await stranger.send(msgpack.packb(first))
                said, closed = await answered(stranger)
                assert {one["t"] for one in said} <= {"error", "refused"} and closed == 1008, first
        await chair.do("void", round=round_id, reason="still open")


async def test_a_voters_frame_is_as_long_as_the_rounds_form_may_need(host: Hosted) -> None:
    """P32: min(65,536, max(4,096, 512 + Σ(4·max + 64) over notes + 3·items·subjects)), above it 1009."""
    made = await host.make(CARDS)
    tokens = await made.cards(4)
    notes = [{"key": f"k{i}", "title": "意见", "max": 2000} for i in range(9)]
    long_form = {"title": "长", "scale": {"min": 1, "max": 10}, "items": [{"key": "a", "title": "甲"}], "notes": notes}
    long = await host.make({**CARDS, "parts": [{"name": "上述", "form": long_form, "subjects": [{"name": "甲"}]}]})
    [other] = await long.cards(1)
    async with made.chair() as chair, long.chair() as second:
        await too_long(made.phone(tokens[0]), "none", 4096)
        one = await chair.open(made.ids()[:1])
        await too_long(made.phone(tokens[1]), one, 512 + 2 * 2064 + 3)
        await chair.do("close", round=one, confirm=True)
        two = await chair.open(made.ids()[1:])
        await too_long(made.phone(tokens[2]), two, 512 + 2 * 2 * 2064 + 6)
        await too_long(long.phone(other), await second.open(long.ids()), 65_536)
    async with raw(host) as stranger:
        await stranger.send("文" * 1366)
        assert (await answered(stranger))[1] == 1009, "a text frame is measured too"


async def too_long(phone: Peer, round_id: str, limit: int) -> None:
    async with phone:
        await phone.socket.send(sized(a_cast(round_id), limit))
        assert code(await phone.hear("refused")) in ("bad_ballot", "unknown_round")
        await phone.socket.send(sized(a_cast(round_id), limit + 1))
        assert await phone.closed() == 1009


async def test_a_flood_on_one_connection_is_closed_and_others_go_on(host: Hosted, proof: Callable[[str], None]) -> None:
    """P35: 100 frames for a voter, 2,000 for a chair, then 1008."""
    made = await host.make()
    async with made.chair() as chair, made.chair() as flooding, crowd(made, 2) as (phone, other):
        for _ in range(99):
            await phone.send(a_cast("none"))
        for _ in range(99):
            assert code(await phone.hear("refused")) == "unknown_round"
        await flood(phone, a_cast("none"), 500)
        for _ in range(1999):
            await flooding.send({"t": "close", "n": 1, "round": "none"})
        for _ in range(1999):
            assert code(await flooding.hear("refused")) == "unknown_round"
        await flood(flooding, {"t": "close", "n": 1, "round": "none"}, 4000)
        assert receipt(await other.cast(await chair.open(made.ids()[:1]), 8))
    proof("99 frames answered and 500 more closed with 1008 for a phone, 1,999 and 4,000 for a chair; the others go on")


async def flood(peer: Peer, message: Map, frames: int) -> None:
    try:
        for _ in range(frames):
            await peer.send(message)
    except ConnectionClosed:
        pass
    assert await peer.closed() == 1008


ODD: list[Any] = [
    None, True, False, -1, 0, 2**63, -(2**63), 8.0, float("nan"), float("inf"), "", "\0", "8", "文" * 300, "\udcff",
    b"", b"x" * 300, [], [[]], [[8, 8]], [[True]], {}, {"t": "cast"}, {1: 2}, msgpack.ExtType(1, b"x"),
    msgpack.Timestamp(1), [None] * 500, [[[[[[[[]]]]]]]],
]  # fmt: skip


def altered(base: Map, chance: random.Random) -> bytes:
    """A frame with one thing wrong: a field, a byte, its length, or what follows it."""
    kind = chance.choice((0, 0, 0, 0, 0, 0, 1, 2, 3, 4))
    if kind == 0:
        base = {**base, chance.choice([*base, "extra"]): chance.choice(ODD)}
    frame = bytearray(msgpack.packb(base, unicode_errors="surrogatepass"))
    if kind == 1:
        for _ in range(chance.randint(1, 4)):
            frame[chance.randrange(len(frame))] = chance.randrange(256)
    elif kind == 2:
        del frame[chance.randrange(len(frame)) :]
    elif kind == 3:
        frame += chance.randbytes(chance.randint(1, 20))
    elif kind == 4:
        frame[chance.randrange(len(frame)) : 0] = chance.randbytes(chance.randint(1, 3))
    return bytes(frame)


def a_ballot(frame: bytes) -> bool:
    """Whether chance has made a valid cast: those are not what is tested."""
    try:
        message = msgpack.unpackb(frame, strict_map_key=False)
        (mark,) = message["scores"][0]
        return type(mark) is int and 1 <= mark <= 10
    except Exception:
        return False


def bases(made: Made, token: str, round_id: str) -> dict[str, list[Map]]:
    """What each peer may say, every one of it without effect on the round."""
    note = {"subject": 0, "key": "problems", "text": "文"}
    cast, named = a_cast(round_id, notes=[note]), {"n": 1, "round": "none"}
    return {
        "stranger": [{"t": "hello", "v": 1, "role": "voter", "token": "0" * 16}, cast],
        "voter": [cast],
        "desk": [{**cast, "t": "paper", "n": 1, "token": token}],
        "chair": [
            {"t": "open", "n": 1, "part": "上述", "subjects": ["s1"], "seconds": 60},
            {"t": "extend", "seconds": 60, **named},
            {"t": "close", "paper_pending": 1, "confirm": True, **named},
            {"t": "publish", "all": False, **named},
            {"t": "void", "reason": "x", **named},
            {"t": "timer", "n": 1, "kind": "report", "seconds": 60, "action": "start"},
            {"t": "view", "n": 1, "view": "result", "subject": "s1"},
        ],
    }


def mutated(told: dict[str, list[Map]], chance: random.Random) -> tuple[str, list[bytes]]:
    who = chance.choice(list(told))
    frames = (altered(chance.choice(told[who]), chance) for _ in range(40))
    return who, [frame for frame in frames if not a_ballot(frame)]


async def test_the_server_survives_mutated_frames(
    tmp_path: Path, started: Started, proof: Callable[[str], None]
) -> None:
    """P31: no ballot, no traceback, no memory lost, and a good ballot is taken afterwards."""
    chance = random.Random(SEED)
    host = await started(tmp_path).ready()
    made = await host.make(CARDS)
    [token] = await made.cards(1)
    with watch_server(host) as watch:
        async with made.chair() as chair, made.phone(token) as honest:
            round_id = await chair.open(made.ids()[:1])
            told, heard = bases(made, token, round_id), 0
            for bound in (FRAMES // 10, FRAMES):
                while heard < bound:
                    some = [mutated(told, chance) for _ in range(20)]
                    heard += sum(await asyncio.gather(*(answers_to(who, host, made, token, fs) for who, fs in some)))
                grown = watch.growth_mb
                watch.reset()
            async with made.screen() as screen:
                assert screen.welcome["turnout"]["cast"] == 0 and screen.welcome["round"]["id"] == round_id
            assert receipt(await honest.cast(round_id, 8))
    assert grown <= 20
    proof(f"{heard:,} mutated frames answered: 0 ballots, 0 tracebacks, {grown:+.1f} MB in the last nine tenths")


async def answers_to(who: str, host: Host, made: Made, token: str, frames: list[bytes]) -> int:
    """How many of the frames the server answered before it had enough; at last it is made to."""
    peers = {"voter": made.phone(token), "desk": made.desk(), "chair": made.chair()}
    async with raw(host) if who == "stranger" else peers[who] as peer:
        socket = peer.socket if isinstance(peer, Peer) else peer
        try:
            for frame in [*frames, b"", b"", b""]:
                await socket.send(frame)
        except ConnectionClosed:
            pass
        said, closed = await answered(socket)
        assert closed == 1008
        return sum(one["t"] in ("error", "refused", "done") for one in said)
