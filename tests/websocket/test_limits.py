"""P40: at capacity, voters are asked to retry later, while chair, screen and desk can still connect."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from server.app import OTHER_FILES, STAFF_CONNECTIONS
from tests.harness import MeetingClient, Peer, Process, code, receipt

pytestmark = pytest.mark.anyio

FILES = 430
VOTER_CAPACITY = FILES - OTHER_FILES - STAFF_CONNECTIONS


class Narrow(Process):
    """A server with a low limit on open files, and so on connections."""

    prefix = ("sh", "-c", f'ulimit -n {FILES}; exec "$@"', "sh")


@pytest.fixture
async def meeting(tmp_path: Path, anyio_backend: str) -> AsyncIterator[MeetingClient]:
    server = await Narrow(tmp_path).ready()
    yield await server.make()
    server.kill()


async def connect_all(stack: AsyncExitStack, peers: Iterable[Peer]) -> list[Peer]:
    return [await stack.enter_async_context(peer) for peer in peers]


async def test_voters_beyond_capacity_are_busy_and_staff_connections_are_reserved(
    meeting: MeetingClient, proof: Callable[[str], None]
) -> None:
    """P40: 1013 for a voter, 503 for everybody beyond the reserve; no connected peer is disconnected."""
    async with AsyncExitStack() as stack:
        voters = await connect_all(stack, (meeting.guest() for _ in range(VOTER_CAPACITY)))
        assert {one.welcome["t"] for one in voters} == {"welcome"}
        for _ in range(5):
            async with meeting.guest() as late:
                assert code(late.welcome) == "busy" and await late.closed() == 1013
        staff = await connect_all(stack, (one() for one in (meeting.chair, meeting.screen, meeting.desk)))
        assert [one.welcome["role"] for one in staff] == ["chair", "screen", "desk"]
        screens = await connect_all(stack, (meeting.screen() for _ in range(STAFF_CONNECTIONS - len(staff))))
        assert {one.welcome["t"] for one in screens} == {"welcome"}
        for late in (meeting.guest(), meeting.chair()):
            with pytest.raises(InvalidStatus) as refused:
                await late.__aenter__()
            assert refused.value.response.status_code == 503
        await assert_all_connected(meeting, voters, staff)
    proof(
        f"{VOTER_CAPACITY} voters: 5 more 1013, {STAFF_CONNECTIONS} staff connections in the reserve, 2 beyond it 503"
    )


def connect_without_hello(meeting: MeetingClient) -> connect:
    return connect(f"ws://127.0.0.1:{meeting.host.port}/ws", origin=meeting.host.base)  # type: ignore[arg-type]


async def assert_all_connected(meeting: MeetingClient, voters: list[Peer], staff: list[Peer]) -> None:
    """Hold a whole round while the server is full."""
    chair, screen, _ = staff
    round_id = await chair.open(meeting.ids()[:1])
    assert all(map(receipt, await asyncio.gather(*(voter.cast(round_id, 8) for voter in voters))))
    await chair.do("close", round=round_id)
    assert (await screen.hear("round", id=round_id, state="closed"))["t"] == "round"
    assert (await meeting.tally())["parts"][0]["subjects"][0]["ballots"] == len(voters)


async def test_a_voter_can_connect_once_another_has_disconnected(meeting: MeetingClient) -> None:
    """P40: after it was asked to retry later."""
    async with AsyncExitStack() as stack:
        voters = await connect_all(stack, (meeting.guest() for _ in range(VOTER_CAPACITY)))
        async with meeting.guest() as late:
            assert code(late.welcome) == "busy"
        await voters[0].socket.close()
        async with asyncio.timeout(20):
            while True:
                async with meeting.guest() as later:
                    if later.welcome["t"] == "welcome":
                        break


async def test_connections_without_a_hello_do_not_keep_the_chair_out(meeting: MeetingClient) -> None:
    """P40: they do not use up the connections reserved for chair, screen and desk."""
    async with AsyncExitStack() as stack:
        await connect_all(stack, (meeting.guest() for _ in range(VOTER_CAPACITY)))
        for _ in range(STAFF_CONNECTIONS + 5):
            await stack.enter_async_context(connect_without_hello(meeting))
        async with meeting.chair() as chair:
            assert chair.welcome["role"] == "chair"
