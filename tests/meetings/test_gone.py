"""A closed connection leaves nothing behind, neither in memory nor in the log."""

import asyncio
import gc
import logging
from collections.abc import Iterator
from contextlib import suppress
from weakref import ref

import pytest
from websockets.exceptions import ConnectionClosed

from server.websocket.protocol import PROTOCOLS
from tests.harness import Hosted, Peer, code, crowd, receipt

pytestmark = pytest.mark.anyio


@pytest.fixture
def without_gc() -> Iterator[None]:
    """Reference cycles are not collected."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


async def casts(phone: Peer, round_id: str) -> None:
    assert receipt(await phone.cast(round_id, 7))


async def casts_badly(phone: Peer, round_id: str) -> None:
    assert code(await phone.cast(round_id, 77)) == "bad_ballot"


async def says_nonsense(phone: Peer, round_id: str) -> None:
    for _ in range(3):
        await phone.socket.send(b"\xc1")
    assert await phone.closed() == 1008


@pytest.mark.scaled(1)
@pytest.mark.parametrize("act", [casts, casts_badly, says_nonsense])
async def test_a_disconnected_phone_is_freed_without_a_garbage_collection(
    host: Hosted, without_gc: None, act: object
) -> None:
    """Phones sleep and return all day: collecting 2,000 connections in reference cycles would be one long pause."""
    made = await host.make()
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        others = set(PROTOCOLS)
        async with crowd(made, 3) as phones:
            protocols = [ref(protocol) for protocol in PROTOCOLS if protocol not in others]
            for phone in phones:
                await act(phone, round_id)  # type: ignore[operator]
        await chair.hear("turnout", stale=3)
        await chair.do("view", view="agenda")
        assert len(protocols) == 3 and not any(protocol() for protocol in protocols)


TEXT, INVALID_TEXT = b"\x81\x81\0\0\0\0a", b"\x81\x81\0\0\0\0\xff"


async def test_a_connection_that_ends_before_its_answer_leaves_no_traceback(
    host: Hosted, caplog: pytest.LogCaptureFixture
) -> None:
    """P31: after a protocol error right behind a frame, and for a command with a key that is just being replaced."""
    made = await host.make()
    with caplog.at_level(logging.INFO):
        async with crowd(made, 3) as phones:
            for phone in phones:
                phone.socket.transport.write(TEXT + INVALID_TEXT)
            for phone in phones:
                assert await phone.closed() is not None
        for _ in range(5):
            async with made.chair() as chair:
                replacing = asyncio.create_task(made.http("POST", "/keys", {"role": "chair"}))
                with suppress(ConnectionClosed):
                    while True:
                        await chair.send({"t": "view", "n": 1, "view": "agenda"})
                        await asyncio.sleep(0)
                made.keys["chair"] = (await replacing).json()["key"]
    assert not [record for record in caplog.records if record.exc_info]
