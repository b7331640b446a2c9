"""A server killed or stopped in the middle of a round: no acknowledged ballot is lost."""

import asyncio
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.harness import MeetingClient, Process, TestClock, code, hosted, receipt
from tests.proof_scale import scaled
from tests.voters import Phone, Started, moved, phones, recounted, rush

pytestmark = pytest.mark.anyio

VOTERS = scaled(180, 1000)
AT_ONCE = 60


async def opened(
    server: Process, seconds: int | None = None, cards: int = VOTERS
) -> tuple[MeetingClient, str, list[Phone]]:
    """A meeting with printed cards and one open round."""
    made = await server.make(admission="cards")
    voters = phones(await made.cards(cards))
    async with made.chair() as chair:
        return made, await chair.open(made.ids()[:1], seconds=seconds), voters


async def test_no_acknowledged_ballot_is_lost_or_doubled_when_the_server_is_killed_three_times_under_load(
    tmp_path: Path, started: Started
) -> None:
    """P01: a cast without an answer may or may not be stored; the phone retries it with its nonce, or never."""
    server = await started(tmp_path).ready()
    made, round_id, voters = await opened(server)
    for third in range(3):
        instant = third * VOTERS // 5 + random.randint(1, VOTERS // 5)

        def end_at(receipts: int, running: Process = server, instant: int = instant) -> None:
            if receipts >= instant and running.child.poll() is None:
                running.child.kill()
                running.child.wait()

        await rush(made, round_id, voters, AT_ONCE, end_at)
        server.kill()
        assert sum(voter.acknowledged for voter in voters) < VOTERS
        server = await started(tmp_path, server.port).ready()
    waiting = [voter for voter in voters if not voter.acknowledged]
    lost_for_good = random.sample(waiting, len(waiting) // 2)
    await rush(made, round_id, [voter for voter in voters if voter not in lost_for_good], AT_ONCE, lambda _: None)
    assert all(voter.acknowledged for voter in voters if voter not in lost_for_good)
    async with made.chair() as chair:
        await chair.do("close", round=round_id)
    recounted(await made.tally(), voters)
    server.stop()


async def test_a_crash_inside_the_commit_leaves_the_token_unspent(tmp_path: Path, started: Started) -> None:
    """P01: no ballot is stored, no receipt was sent, and the same cast counts once after the restart."""
    server = await started(tmp_path, None, PINGYI_FAULT="cast").ready()
    made, round_id, (voter, *_) = await opened(server, cards=5)
    await voter.vote(made, round_id)
    assert voter.tried and not voter.acknowledged and server.child.wait() == 137
    server.kill()
    server = await started(tmp_path, server.port).ready()
    async with made.chair() as chair:
        assert chair.welcome["turnout"]["cast"] == 0
    await voter.vote(made, round_id)
    await voter.vote(made, round_id)
    async with made.chair() as chair:
        assert chair.welcome["turnout"]["cast"] == 1
        await chair.do("close", round=round_id, confirm=True)
    recounted(await made.tally(), [voter])
    server.stop()


@pytest.mark.alone
async def test_a_server_stopped_under_load_tells_its_clients_and_resumes_with_every_acknowledged_ballot(
    tmp_path: Path, started: Started, proof: Callable[[str], None]
) -> None:
    """P09: SIGTERM: 1012 to all, exit 0 within 10 s, the round resumes, a timed one with at least 60 s."""
    server = await started(tmp_path).ready()
    made, round_id, voters = await opened(server, seconds=30)
    idle = made.phone(voters[0].token)
    await idle.__aenter__()

    def stop_at(receipts: int) -> None:
        if receipts >= VOTERS // 3 and server.child.poll() is None:
            server.child.terminate()

    async with made.screen() as screen:
        await rush(made, round_id, voters, AT_ONCE, stop_at)
        assert [await idle.closed(), await screen.closed()] == [1012, 1012]
    assert await asyncio.to_thread(server.child.wait, 10) == 0
    cut_off = {voter.code for voter in voters if voter.tried and not voter.acknowledged}
    assert cut_off <= {1012}
    acknowledged = sum(voter.acknowledged for voter in voters)
    assert VOTERS // 3 <= acknowledged < VOTERS
    server.kill()

    server = await started(tmp_path, server.port).ready()
    async with made.chair() as chair:
        assert chair.welcome["round"]["state"] == "open"
        assert 30_000 < chair.welcome["round"]["left"] <= 60_000
        await rush(made, round_id, voters, AT_ONCE, lambda _: None)
        assert all(voter.acknowledged for voter in voters)
        await chair.do("close", round=round_id)
    recounted(await made.tally(), voters)
    proof(f"stopped after {acknowledged} of {VOTERS}: all kept, 1012, exit 0 within 10 s, resumed, {VOTERS} counted")
    server.stop()


@pytest.mark.parametrize(("seconds", "ran", "left"), [(30, 10, 60_000), (600, 200, 400_000), (600, 590, 60_000)])
async def test_a_timed_round_resumes_after_a_stop_with_the_time_that_was_left(
    tmp_path: Path, clock: TestClock, seconds: int, ran: int, left: int
) -> None:
    """P09: at least 60 s, however long the server was down; then it closes by itself."""
    async with hosted(tmp_path, clock) as host:
        made = await host.make(admission="cards")
        voters = phones(await made.cards(6))
        async with made.chair() as chair:
            round_id = await chair.open(made.ids()[:1], seconds=seconds)
        for voter in voters[:5]:
            await voter.vote(made, round_id)
        clock.run(ran)
    clock.run(86_400)
    async with hosted(tmp_path, clock) as host:
        made = moved(made, host)
        async with made.chair() as chair:
            assert chair.welcome["round"]["left"] == left
            clock.run(left / 1000 - 1)
            await voters[5].vote(made, round_id)
            clock.run(1)
            await chair.hear("round", state="closed")
        recounted(await made.tally(), voters)
        assert all(voter.acknowledged for voter in voters)


async def test_a_timed_round_has_at_least_a_minute_after_a_crash(tmp_path: Path, started: Started) -> None:
    """P09: less is left by the wall clock, but phones get a minute to vote."""
    server = await started(tmp_path).ready()
    made, round_id, voters = await opened(server, seconds=20, cards=5)
    await voters[0].vote(made, round_id)
    server.kill()
    server = await started(tmp_path, server.port).ready()
    async with made.chair() as chair:
        assert chair.welcome["round"]["id"] == round_id
        assert 20_000 < chair.welcome["round"]["left"] <= 60_000
    server.stop()


async def test_a_phone_that_missed_its_receipt_gets_it_after_the_restart(tmp_path: Path) -> None:
    """P02: its nonce gets the receipt over a new connection to a new process; another nonce does not."""
    async with hosted(tmp_path) as host:
        made = await host.make(admission="cards")
        (voter,) = phones(await made.cards(1))
        async with made.chair() as chair:
            round_id = await chair.open(made.ids()[:1])
        await voter.vote(made, round_id)
    async with hosted(tmp_path) as host, moved(made, host).phone(voter.token) as phone:
        assert phone.welcome["round"]["voted"] is True
        assert code(await phone.cast(round_id, voter.score)) == "already_voted"
        notes = [{"subject": 0, "key": "problems", "text": voter.text}]
        assert receipt(await phone.cast(round_id, voter.score, voter.nonce, notes))


async def test_a_start_that_cannot_store_the_time_left_exits_instead_of_hanging(
    tmp_path: Path, started: Started
) -> None:
    """P07: the box is open by then, and an open box keeps the process from ending."""
    server = await started(tmp_path).ready()
    made, round_id, (voter, *_) = await opened(server, seconds=600, cards=5)
    server.kill()
    with closing(sqlite3.connect(tmp_path / "pingyi.db")) as db:
        db.execute("CREATE TRIGGER no BEFORE UPDATE ON round BEGIN SELECT RAISE(ABORT, 'no'); END")
        assert await asyncio.to_thread(started(tmp_path).child.wait, 20) != 0
        db.execute("DROP TRIGGER no")
    server = await started(tmp_path).ready()
    await voter.vote(moved(made, server), round_id)
    assert voter.acknowledged
