"""P40: every place is taken. Voters are told to come later, who keeps the meeting going keeps going."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from server.app import OTHER_FILES, STAFF_CONNECTIONS
from tests.harness import Made, Peer, Process, code, receipt

pytestmark = pytest.mark.anyio

FILES = 430
PLACES = FILES - OTHER_FILES - STAFF_CONNECTIONS


class Narrow(Process):
    """A server that may have few files open, and so few connections."""

    before = ("sh", "-c", f'ulimit -n {FILES}; exec "$@"', "sh")


@pytest.fixture
async def made(tmp_path: Path, anyio_backend: str) -> AsyncIterator[Made]:
    server = await Narrow(tmp_path).ready()
    yield await server.make()
    server.kill()


async def all_in(stack: AsyncExitStack, peers: Iterable[Peer]) -> list[Peer]:
    return [await stack.enter_async_context(peer) for peer in peers]


async def test_voters_beyond_the_places_are_busy_and_the_keyed_ones_have_their_own(
    made: Made, proof: Callable[[str], None]
) -> None:
    """P40: 1013 for a voter; beyond the reserve 503 for everybody, and nobody who is in is thrown out."""
    async with AsyncExitStack() as stack:
        voters = await all_in(stack, (made.guest() for _ in range(PLACES)))
        assert {one.welcome["t"] for one in voters} == {"welcome"}
        for _ in range(5):
            async with made.guest() as late:
                assert code(late.welcome) == "busy" and await late.closed() == 1013
        keyed = await all_in(stack, (one() for one in (made.chair, made.screen, made.desk)))
        assert [one.welcome["role"] for one in keyed] == ["chair", "screen", "desk"]
        screens = await all_in(stack, (made.screen() for _ in range(STAFF_CONNECTIONS - len(keyed))))
        assert {one.welcome["t"] for one in screens} == {"welcome"}
        for late in (made.guest(), made.chair()):
            with pytest.raises(InvalidStatus) as refused:
                await late.__aenter__()
            assert refused.value.response.status_code == 503
        await everybody_is_there(made, voters, keyed)
    proof(f"{PLACES} places: 5 voters 1013, {STAFF_CONNECTIONS} keyed peers in the reserve, 2 beyond it 503")


def stranger(made: Made) -> connect:
    """A connection that says nothing."""
    return connect(f"ws://127.0.0.1:{made.host.port}/ws", origin=made.host.base)  # type: ignore[arg-type]


async def everybody_is_there(made: Made, voters: list[Peer], keyed: list[Peer]) -> None:
    """A whole round, with the server full."""
    chair, screen, _ = keyed
    round_id = await chair.open(made.ids()[:1])
    assert all(map(receipt, await asyncio.gather(*(one.cast(round_id, 8) for one in voters))))
    await chair.do("close", round=round_id)
    assert (await screen.hear("round", id=round_id, state="closed"))["t"] == "round"
    assert (await made.tally())["parts"][0]["subjects"][0]["ballots"] == len(voters)


async def test_a_place_that_is_left_is_free_again(made: Made) -> None:
    """P40: for a voter who was told to come later."""
    async with AsyncExitStack() as stack:
        voters = await all_in(stack, (made.guest() for _ in range(PLACES)))
        async with made.guest() as late:
            assert code(late.welcome) == "busy"
        await voters[0].socket.close()
        async with asyncio.timeout(20):
            while True:
                async with made.guest() as later:
                    if later.welcome["t"] == "welcome":
                        break


async def test_strangers_who_say_nothing_do_not_keep_the_chair_out(made: Made) -> None:
    """P40: a connection that has not said who it is holds no place of chair, screen and desk."""
    async with AsyncExitStack() as stack:
        await all_in(stack, (made.guest() for _ in range(PLACES)))
        for _ in range(STAFF_CONNECTIONS + 5):
            await stack.enter_async_context(stranger(made))
        async with made.chair() as chair:
            assert chair.welcome["role"] == "chair"
