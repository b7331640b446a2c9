"""Casts of one size: `pad` is ignored, stored nowhere and no part of a retry; the answers show no content either."""

import os
import secrets
from pathlib import Path

import msgpack
import pytest

from server.core.codec import decode, encode, encode_padded
from tests.harness import MEETING, Hosted, Map, Peer, code, receipt

pytestmark = pytest.mark.anyio

CARDS: Map = {**MEETING, "admission": "cards"}
ROUND_SIZE = 512 + 2 * (4 * 500 + 64) + 5
"""Of one subject on the shipped form `secretary`."""
LONG_FORM: Map = {
    "title": "长",
    "scale": {"min": 1, "max": 10},
    "items": [{"key": "a", "title": "甲"}],
    "notes": [{"key": f"k{i}", "title": "意见", "max": 1500} for i in range(2)],
}


def cast(round_id: str, score: int = 8, text: str = "", **fields: object) -> Map:
    notes = [{"subject": 0, "key": "problems", "text": text}] if text else []
    nonce = secrets.token_bytes(16)
    return {"t": "cast", "round": round_id, "nonce": nonce, "scores": [[score]], "notes": notes, **fields}


async def answer(peer: Peer, frame: bytes) -> tuple[Map, int]:
    """The answer to a cast, and its size."""
    await peer.socket.send(frame)
    while True:
        reply = await peer.socket.recv(decode=False)
        message = msgpack.unpackb(reply)
        if message["t"] in ("receipt", "refused"):
            return message, len(reply)


async def test_padding_fills_every_length_exactly() -> None:
    message: Map = {"t": "cast", "round": "r1", "nonce": bytes(16), "scores": [[8]], "notes": ""}
    for length in range(4096 - len(encode(message)) - 10):
        frame = encode_padded({**message, "notes": "a" * length}, 4096)
        assert len(frame) == 4096
        assert decode(frame) == {**message, "notes": "a" * length, "pad": decode(frame)["pad"]}
    assert encode_padded({**message, "notes": "a" * 4096}, 4096) == encode({**message, "notes": "a" * 4096})


async def test_every_role_is_told_the_size_of_a_rounds_casts(host: Hosted) -> None:
    made = await host.make({**CARDS, "parts": [*MEETING["parts"], long_part(9)]})
    (token,) = await made.cards(1)
    async with made.chair() as chair, made.phone(token) as phone:
        await chair.open(made.ids()[:1])
        assert (await phone.hear("round"))["cast_size"] == ROUND_SIZE
        async with made.phone(token) as later, made.screen() as screen:
            assert later.welcome["round"]["cast_size"] == screen.welcome["round"]["cast_size"] == ROUND_SIZE
        await chair.do("close", round=phone_round(later), confirm=True)
        await chair.open(made.ids("长")[:9], part="长")
        assert (await phone.hear("round", state="open"))["cast_size"] == 16_384, "never more, whatever the limit"


def phone_round(phone: Peer) -> str:
    return str(phone.welcome["round"]["id"])


def long_part(subjects: int) -> Map:
    return {"name": "长", "form": LONG_FORM, "subjects": [{"name": f"第{i}位"} for i in range(subjects)]}


@pytest.mark.parametrize("pad", [b"", b"\xff" * 3000, bytes(4000)])
async def test_any_bytes_are_ignored_and_a_retry_may_have_others(host: Hosted, pad: bytes) -> None:
    """P46, P02: the content of a retry is that of its ballot."""
    made = await host.make(CARDS)
    (token,) = await made.cards(1)
    async with made.chair() as chair, made.phone(token) as phone:
        round_id = await chair.open(made.ids()[:1])
        ballot = cast(round_id, text="深入一线不够")
        for frame in (encode({**ballot, "pad": pad}), encode(ballot), encode_padded(ballot, ROUND_SIZE)):
            reply, _ = await answer(phone, frame)
            assert reply == {"t": "receipt", "round": round_id, "nonce": ballot["nonce"]}
        await chair.do("close", round=round_id, confirm=True)
        reply, _ = await answer(phone, encode_padded(ballot, ROUND_SIZE))
        assert receipt(reply), "after the close too"
        assert (await made.tally(draft=True))["reconciliation"]["rounds"][0]["returned"] == 1


@pytest.mark.parametrize("pad", ["text", None, 8, True, [], {}, msgpack.ExtType(1, b"x")])
async def test_a_pad_that_is_no_bytes_is_a_bad_ballot(host: Hosted, pad: object) -> None:
    """P31: not a bad frame; nothing is spent."""
    made = await host.make(CARDS)
    (token,) = await made.cards(1)
    async with made.chair() as chair, made.phone(token) as phone:
        round_id = await chair.open(made.ids()[:1])
        reply, _ = await answer(phone, msgpack.packb(cast(round_id, pad=pad)))
        assert (code(reply), reply["field"]) == ("bad_ballot", "pad")
        assert receipt(await phone.cast(round_id, 8))


async def test_a_paper_ballot_may_be_padded(host: Hosted) -> None:
    made = await host.make(CARDS)
    (token,) = await made.cards(1)
    async with made.chair() as chair, made.desk() as desk:
        round_id = await chair.open(made.ids()[:1])
        frame = encode_padded({**cast(round_id), "t": "paper", "n": 1, "token": token}, ROUND_SIZE)
        assert len(frame) == ROUND_SIZE
        reply, _ = await answer(desk, frame)
        assert receipt(reply)


async def test_padding_is_not_stored(host: Hosted, tmp_path: Path) -> None:
    """P22: neither in the box nor in its log, whose sizes stay those of the ballots."""
    made = await host.make(CARDS)
    sizes = []
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        for padded in (False, True):
            before = disk_use(tmp_path)
            for token in await made.cards(50):
                async with made.phone(token) as phone:
                    ballot = cast(round_id)
                    frame = encode_padded(ballot, ROUND_SIZE) if padded else encode(ballot)
                    assert receipt((await answer(phone, frame))[0])
            sizes.append(disk_use(tmp_path) - before)
    assert sizes[1] < sizes[0] + 50 * ROUND_SIZE / 4, sizes


def disk_use(folder: Path) -> int:
    return sum(path.stat().st_size for path in (folder / "boxes").iterdir() if not path.name.endswith("-shm"))


async def test_answers_do_not_show_the_content_of_a_cast_by_their_size(host: Hosted) -> None:
    """P46: a refusal that names a field is as long for a mark as for a note."""
    made = await host.make(CARDS)
    tokens = await made.cards(2)
    wrong: list[Map] = [
        {"scores": []},
        {"scores": [[99]]},
        {"pad": "text"},
        {"notes": 1},
        {"notes": [{"subject": 0, "key": "problems", "text": "王" + "\u0301" * 31}]},
        {"notes": [{"subject": 9, "key": "problems", "text": "x"}]},
        {"notes": [{"subject": 0, "key": "none", "text": "x"}]},
    ]
    async with made.chair() as chair, made.phone(tokens[0]) as phone, made.phone(tokens[1]) as other:
        round_id = await chair.open(made.ids()[:1])
        refusals = [await answer(phone, encode({**cast(round_id), **fields})) for fields in wrong]
        assert {code(reply) for reply, _ in refusals} == {"bad_ballot"}
        assert len({reply["field"] for reply, _ in refusals}) > 4
        assert len({size for _, size in refusals}) == 1
        receipts = [
            await answer(peer, encode(cast(round_id, 8, text))) for peer, text in ((phone, ""), (other, "x" * 500))
        ]
        assert all(receipt(reply) for reply, _ in receipts)
        assert len({size for _, size in receipts}) == 1


async def test_a_late_cast_may_have_the_size_of_its_own_round(host: Hosted) -> None:
    """P02, P32: the next round may have a smaller limit; without this a phone would be closed at every retry."""
    made = await host.make({**CARDS, "parts": [long_part(1), {**MEETING["parts"][0], "form": plain_form()}]})
    tokens = await made.cards(3)
    async with made.chair() as chair, made.phone(tokens[0]) as phone, made.phone(tokens[1]) as stranger:
        first = await chair.open(made.ids("长"), part="长")
        size = int((await phone.hear("round"))["cast_size"])
        ballot = cast(first)
        assert receipt((await answer(phone, encode_padded(ballot, size)))[0])
        await chair.do("close", round=first, confirm=True)
        second = await chair.open(made.ids()[:1])
        assert receipt((await answer(phone, encode_padded(ballot, size)))[0])
        assert receipt(await phone.cast(second, 8))
        await assert_too_big(stranger, encode({**cast(second), "pad": os.urandom(4096)}))
        for frame in (encode_padded(cast("none"), size), b"\xc1" * size, encode_padded({**ballot, "t": "brief"}, size)):
            async with made.phone(tokens[2]) as again:
                await assert_too_big(again, frame)
        await assert_too_big(phone, encode({**ballot, "pad": bytes(size)}))


def plain_form() -> Map:
    return {**LONG_FORM, "title": "短", "notes": []}


async def assert_too_big(peer: Peer, frame: bytes) -> None:
    await peer.socket.send(frame)
    assert await peer.closed() == 1009
