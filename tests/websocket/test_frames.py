"""Invalid frames: malformed, oversize, too many, or sent before the hello."""

import asyncio
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgpack
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.harness import MEETING, Host, Hosted, Map, MeetingClient, Peer, code, crowd, receipt
from tests.proof_scale import scaled
from tests.server_watch import watch_server
from tests.voters import Started

pytestmark = pytest.mark.anyio

CARDS: Map = {**MEETING, "admission": "cards"}
N = b"n" * 16
SEED = 20221220
FRAMES = scaled(2000, 100_000)
BATCHES = 20
"""Of mutated frames, sent at once."""


def cast_message(round_id: str, **fields: object) -> Map:
    return {"t": "cast", "round": round_id, "nonce": N, "scores": [[99]], "notes": [], **fields}


def frame_of_size(message: Map, size: int) -> bytes:
    """The message as a frame of exactly `size` bytes, padded in its nonce."""
    padding = size - len(msgpack.packb({**message, "nonce": bytes(256)})) + 256
    return bytes(msgpack.packb({**message, "nonce": bytes(padding)}))


def connect_without_hello(host: Host) -> connect:
    return connect(f"ws://127.0.0.1:{host.port}/ws", origin=host.base, compression=None, max_size=None)  # type: ignore[arg-type]


async def replies_and_close_code(socket: ClientConnection) -> tuple[list[Map], int | None]:
    """All messages of the server until it closes the connection, and the close code."""
    replies = []
    async with asyncio.timeout(20):
        try:
            while True:
                replies.append(msgpack.unpackb(await socket.recv()))
        except ConnectionClosed:
            return replies, socket.close_code


def nested(levels: int) -> bytes:
    return b"\x81\xa1t" + b"\x91" * levels + b"\xc0"


MALFORMED: list[bytes | str] = [
    b"",
    b"\xc1",
    b"\x81\xa1t",
    b"\x81\xa1t\xa4cast\x00",
    b"\x81\xa1t\xa2\xff\xfe",
    b"\x81\x90\xa1t",
    b"\xdf\xff\xff\xff\xff",
    b"\xdd\xff\xff\xff\xff",
    nested(1000),
    nested(3000),
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


async def test_the_third_bad_frame_closes_the_connection(host: Hosted) -> None:
    """P31: of a voter, of staff, and of a peer without a hello."""
    meeting = await host.make(CARDS)
    [token] = await meeting.cards(1)
    error = {"t": "error", "code": "bad_frame"}
    for i, frame in enumerate(MALFORMED):
        peer = (meeting.phone(token), meeting.chair(), meeting.screen(), meeting.desk())[i % 4]
        async with peer, connect_without_hello(host) as stranger:
            for socket in (peer.socket, stranger):
                for _ in range(3):
                    await socket.send(frame)
                replies, close_code = await replies_and_close_code(socket)
                assert [reply for reply in replies if reply["t"] == "error"] == [error] * 3 and close_code == 1008, (
                    frame
                )


async def test_two_bad_frames_leave_the_connection_open(host: Hosted) -> None:
    meeting = await host.make()
    async with meeting.chair() as chair, crowd(meeting, 1) as (phone,):
        for _ in range(2):
            await phone.socket.send(b"\xc1")
            assert await phone.hear("error") == {"t": "error", "code": "bad_frame"}
        assert receipt(await phone.cast(await chair.open(meeting.ids()[:1]), 8))


async def test_no_message_has_effect_before_a_hello(host: Hosted) -> None:
    meeting = await host.make()
    async with meeting.chair() as chair:
        round_id = await chair.open(meeting.ids()[:1])
        for first in (
            cast_message(round_id, scores=[[8]]),
            {"t": "close", "n": 1, "round": round_id, "confirm": True},
            {"t": "paper", "n": 1, "round": round_id, "token": "0" * 16, "nonce": N, "scores": [[8]]},
            {"t": "card", "n": 1, "round": round_id, "token": "0" * 16},
            {"t": "hello", "v": 2, "role": "chair", "key": meeting.keys["chair"]},
            {"t": "hello", "v": True, "role": "chair", "key": meeting.keys["chair"]},
            {"t": "hello", "v": 1, "role": "admin", "key": host.admin},
            {"t": "hello", "v": 1, "role": ["chair"], "key": meeting.keys["chair"]},
            {"t": "hello", "v": 1, "role": "voter", "join": meeting.join["全体"], "device": b"short"},
            {"t": "hello", "v": 1, "role": "voter", "join": meeting.join["全体"], "device": "d" * 16},
        ):
            async with connect_without_hello(host) as stranger:
                for _ in range(3):
                    await stranger.send(msgpack.packb(first))
                replies, close_code = await replies_and_close_code(stranger)
                assert {reply["t"] for reply in replies} <= {"error", "refused"} and close_code == 1008, first
        await chair.do("void", round=round_id, reason="still open")


async def test_a_voters_frame_limit_follows_the_rounds_form(host: Hosted) -> None:
    """P32: min(65,536, max(4,096, 512 + Σ(4·max + 64) over notes + 5·items·subjects)), else 1009."""
    meeting = await host.make(CARDS)
    tokens = await meeting.cards(4)
    notes = [{"key": f"k{i}", "title": "意见", "max": 2000} for i in range(9)]
    long_form = {"title": "长", "scale": {"min": 1, "max": 10}, "items": [{"key": "a", "title": "甲"}], "notes": notes}
    long_meeting = await host.make(
        {**CARDS, "parts": [{"name": "上述", "form": long_form, "subjects": [{"name": "甲"}]}]}
    )
    [long_token] = await long_meeting.cards(1)
    async with meeting.chair() as chair, long_meeting.chair() as long_chair:
        await assert_frame_limit(meeting.phone(tokens[0]), "none", 4096)
        first_round = await chair.open(meeting.ids()[:1])
        await assert_frame_limit(meeting.phone(tokens[1]), first_round, 512 + 2 * 2064 + 5)
        await chair.do("close", round=first_round, confirm=True)
        second_round = await chair.open(meeting.ids()[1:])
        await assert_frame_limit(meeting.phone(tokens[2]), second_round, 512 + 2 * 2 * 2064 + 10)
        await assert_frame_limit(long_meeting.phone(long_token), await long_chair.open(long_meeting.ids()), 65_536)
    async with connect_without_hello(host) as stranger:
        await stranger.send("文" * 1366)
        assert (await replies_and_close_code(stranger))[1] == 1009, "the limit applies to text frames too"


async def assert_frame_limit(phone: Peer, round_id: str, limit: int) -> None:
    async with phone:
        await phone.socket.send(frame_of_size(cast_message(round_id), limit))
        assert code(await phone.hear("refused")) in ("bad_ballot", "unknown_round")
        await phone.socket.send(frame_of_size(cast_message(round_id), limit + 1))
        assert await phone.closed() == 1009


async def test_a_flood_closes_its_own_connection_and_no_other(host: Hosted, proof: Callable[[str], None]) -> None:
    """P35: 100 frames of a voter, 2,000 of a desk, then 1008."""
    meeting = await host.make()
    async with meeting.chair() as chair, meeting.desk() as flooding, crowd(meeting, 2) as (phone, other):
        for _ in range(99):
            await phone.send(cast_message("none"))
        for _ in range(99):
            assert code(await phone.hear("refused")) == "unknown_round"
        await assert_flood_is_closed(phone, cast_message("none"), 500)
        paper = {**cast_message("none"), "t": "paper", "n": 1, "token": "0" * 16}
        for _ in range(1999):
            await flooding.send(paper)
        for _ in range(1999):
            assert code(await flooding.hear("refused")) == "unknown_token"
        await assert_flood_is_closed(flooding, paper, 4000)
        assert receipt(await other.cast(await chair.open(meeting.ids()[:1]), 8))
    proof("1008 after 99 answered frames and 500 more for a phone, 1,999 and 4,000 for a desk; others unaffected")


async def assert_flood_is_closed(peer: Peer, message: Map, frames: int) -> None:
    try:
        for _ in range(frames):
            await peer.send(message)
    except ConnectionClosed:
        pass
    assert await peer.closed() == 1008


ODD_VALUES: list[Any] = [
    None, True, False, -1, 0, 2**63, -(2**63), 8.0, float("nan"), float("inf"), "", "\0", "8", "文" * 300, "\udcff",
    b"", b"x" * 300, [], [[]], [[8, 8]], [[True]], {}, {"t": "cast"}, {1: 2}, msgpack.ExtType(1, b"x"),
    msgpack.Timestamp(1), [None] * 500, [[[[[[[[]]]]]]]],
]  # fmt: skip


def mutate(base: Map, chance: random.Random) -> bytes:
    """A frame with one mutation: a field, some bytes, a truncation, trailing bytes or inserted bytes."""
    kind = chance.choice((0, 0, 0, 0, 0, 0, 1, 2, 3, 4))
    if kind == 0:
        base = {**base, chance.choice([*base, "extra"]): chance.choice(ODD_VALUES)}
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


def is_valid_cast(frame: bytes) -> bool:
    """Whether a mutation produced a valid cast: those are left out."""
    try:
        message = msgpack.unpackb(frame, strict_map_key=False)
        (mark,) = message["scores"][0]
        return type(mark) is int and 1 <= mark <= 10
    except Exception:
        return False


def base_messages(meeting: MeetingClient, token: str, round_id: str) -> dict[str, list[Map]]:
    """Messages by sender; none of them has an effect on the round."""
    note = {"subject": 0, "key": "problems", "text": "文"}
    cast, unknown = cast_message(round_id, notes=[note]), {"n": 1, "round": "none"}
    return {
        "stranger": [{"t": "hello", "v": 1, "role": "voter", "token": "0" * 16}, cast],
        "voter": [cast],
        "desk": [
            {**cast, "t": "paper", "n": 1, "token": token},
            {"t": "card", "n": 1, "round": round_id, "token": token},
        ],
        "chair": [
            {"t": "open", "n": 1, "part": "上述", "subjects": ["s1"], "seconds": 60},
            {"t": "extend", "seconds": 60, **unknown},
            {"t": "close", "paper_pending": 1, "confirm": True, **unknown},
            {"t": "publish", "all": False, **unknown},
            {"t": "void", "reason": "x", **unknown},
            {"t": "timer", "n": 1, "kind": "report", "seconds": 60, "action": "start"},
            {"t": "view", "n": 1, "view": "result", "subject": "s1"},
        ],
    }


def random_frames(messages: dict[str, list[Map]], chance: random.Random) -> tuple[str, list[bytes]]:
    who = chance.choice(list(messages))
    frames = (mutate(chance.choice(messages[who]), chance) for _ in range(40))
    return who, [frame for frame in frames if not is_valid_cast(frame)]


async def test_the_server_survives_mutated_frames(
    tmp_path: Path, started: Started, proof: Callable[[str], None]
) -> None:
    """P31: no ballot, no traceback, no memory leak, and a valid ballot is accepted afterwards."""
    chance = random.Random(SEED)
    host = await started(tmp_path).ready()
    meeting = await host.make(CARDS)
    token, *tokens = await meeting.cards(21)  # a token may have three connections
    with watch_server(host) as watch:
        async with meeting.chair() as chair, meeting.phone(token) as honest:
            round_id = await chair.open(meeting.ids()[:1])
            messages, replies = base_messages(meeting, token, round_id), 0
            for bound in (FRAMES // 10, FRAMES):
                while replies < bound:
                    batches = [random_frames(messages, chance) for _ in range(BATCHES)]
                    tokens = await with_full_buckets(meeting)
                    replies += sum(
                        await asyncio.gather(
                            *(
                                count_replies(who, host, meeting, token, frames)
                                for (who, frames), token in zip(batches, tokens, strict=True)
                            )
                        )
                    )
                grown = watch.growth_mb
                watch.reset()
            async with meeting.screen() as screen:
                assert screen.welcome["turnout"]["cast"] == 0 and screen.welcome["round"]["id"] == round_id
            assert receipt(await honest.cast(round_id, 8))
    assert grown <= 20
    proof(f"{replies:,} mutated frames answered: 0 ballots, 0 tracebacks, {grown:+.1f} MB in the last nine tenths")


async def with_full_buckets(meeting: MeetingClient) -> list[str]:
    """Another token for each batch, and new keys: the rate limit counts the frames of a token or key."""
    for role in ("chair", "desk"):
        answer = await meeting.http("POST", "/keys", {"role": role})
        meeting.keys[role] = answer.json()["key"]
    return await meeting.cards(BATCHES)


async def count_replies(who: str, host: Host, meeting: MeetingClient, token: str, frames: list[bytes]) -> int:
    """How many frames the server answered before it closed the connection; three bad frames at the end make sure."""
    peers = {"voter": meeting.phone(token), "desk": meeting.desk(), "chair": meeting.chair()}
    async with connect_without_hello(host) if who == "stranger" else peers[who] as peer:
        socket = peer.socket if isinstance(peer, Peer) else peer
        try:
            for frame in [*frames, b"", b"", b""]:
                await socket.send(frame)
        except ConnectionClosed:
            pass
        replies, close_code = await replies_and_close_code(socket)
        assert close_code == 1008
        return sum(reply["t"] in ("error", "refused", "done") for reply in replies)
