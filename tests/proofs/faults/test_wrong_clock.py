"""The time of day is wrong by an hour, a month, for seconds or for good: nothing is deleted or kept because of it."""

import random
import secrets
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest

from server.core.errors import Refused
from tests.harness import Hosted, MeetingClient, TestClock, hosted
from tests.nodes import nodes
from tests.proof_scale import scaled
from tests.voters import give, moved
from tests.web.test_api import hold_round

pytestmark = pytest.mark.anyio

HOUR, DAY = 3600, 86_400
WRONG = (HOUR, -HOUR, 31 * DAY, -31 * DAY, 400 * DAY, -400 * DAY)
"""By how many seconds the clock is wrong."""
TEN_MINUTES = 600
GRACE = 72 * HOUR
RETENTION_DAYS = 30


async def certified(host: Hosted) -> MeetingClient:
    made = await host.make(retention_days=RETENTION_DAYS)
    await made.go_live()
    await hold_round(made)
    assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200
    return made


async def exists(made: MeetingClient) -> bool:
    return (await made.http("GET", "/tally.json")).status_code == 200


async def ticked(host: Hosted, clock: TestClock, seconds: float) -> None:
    clock.run(seconds)
    await host.scheduler.tick()


# Automatic deletion


@pytest.mark.parametrize("wrong", WRONG)
async def test_a_certified_meeting_survives_a_clock_that_is_wrong_for_seconds_at_any_step(
    tmp_path: Path, clock: TestClock, wrong: int, proof: Callable[[str], None]
) -> None:
    """P51: before, during and after ticks, over restarts, until the clock is set right again."""
    steps = 0
    async with hosted(tmp_path, clock) as host:
        made = await certified(host)
        for seconds in (0, 1, 31, 2 * HOUR, 71 * HOUR):
            clock.jump(wrong)
            await host.scheduler.tick()
            await ticked(host, clock, seconds)
            clock.jump(-wrong)
            await ticked(host, clock, 1)
            assert await exists(made)
            steps += 1
    for seconds in (0, 2, 60 * HOUR):
        clock.jump(wrong)
        async with hosted(tmp_path, clock) as host:
            made = moved(made, host)
            await ticked(host, clock, seconds)
            clock.jump(-wrong)
            await ticked(host, clock, 2)
            assert await exists(made)
            steps += 1
    proof(f"{wrong / 3600:+.0f} h, {steps} times while running and over restarts: nothing deleted")


async def test_one_right_reading_between_two_sweeps_starts_the_three_days_again(host: Hosted, clock: TestClock) -> None:
    """P51: the clock is right for a quarter of a second in each of two periods, each of nearly three days."""
    made = await certified(host)
    for _ in range(2):
        clock.jump(400 * DAY)
        await ticked(host, clock, 31)
        await ticked(host, clock, GRACE - 60)
        clock.jump(-400 * DAY)
        await ticked(host, clock, 0.25)
        clock.jump(400 * DAY)
        await ticked(host, clock, 29)
        assert await exists(made)
        clock.jump(-400 * DAY)


async def test_nodes_count_the_same_three_days_once(tmp_path: Path, database: str, clock: TestClock) -> None:
    """P51: three nodes that look in turn do not shorten them; what one of them saw starts them again for all."""
    async with nodes(tmp_path, database, 3, clock) as hosts:
        a, b, c = hosts
        made = await certified(a)
        for host in (b, c):
            await exists(moved(made, host))  # so that it has loaded the meeting
        clock.run(RETENTION_DAYS * DAY + 1)
        for host in hosts:
            await host.scheduler.tick()
        for hour in range(71):
            await ticked(hosts[hour % 3], clock, HOUR)
        for host in hosts:
            await host.scheduler.tick()
            assert await exists(moved(made, host))
        clock.jump(-10 * DAY)
        await ticked(a, clock, 31)
        clock.jump(10 * DAY)
        for host in hosts:
            await ticked(host, clock, 31)
        for hour in range(71):
            await ticked(hosts[hour % 3], clock, HOUR)
            assert await a.operations.store.state(made.id) is not None
        await ticked(b, clock, 2 * HOUR)
        assert await a.operations.store.state(made.id) is None


# Retries


@dataclass
class Case:
    """A closed round and one of its ballots, on a server that a test may restart."""

    made: MeetingClient
    round_id: str
    token: str
    nonce: bytes
    host: Hosted

    async def retried(self) -> str:
        try:
            answer = await give(self.host, self.round_id, self.token, [[8]], nonce=self.nonce)
        except Refused as refused:
            return refused.code
        assert answer is not None
        return str(answer["t"])


async def closed_round(host: Hosted) -> Case:
    made, nonce = await host.make(admission="cards"), secrets.token_bytes(16)
    token, *others = await made.cards(5)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await give(host, round_id, token, [[8]], nonce=nonce)
        for other in others:
            await give(host, round_id, other, [[7]])
        await chair.do("close", round=round_id)
    return Case(made, round_id, token, nonce, host)


def stored_digests(data: Path) -> int:
    with closing(sqlite3.connect(data / "pingyi.db")) as db:
        return int(db.execute("SELECT count(*) FROM retry").fetchone()[0])


async def test_a_retry_is_answered_for_ten_minutes_and_its_digest_is_then_gone_whatever_the_clock_says(
    tmp_path: Path, clock: TestClock, proof: Callable[[str], None]
) -> None:
    """P51: random steps, jumps and restarts; the digest lasts ten minutes of running time."""
    runs, jumps, restarts = scaled(4, 60), 0, 0
    for number in range(runs):
        data = tmp_path / str(number)
        async with AsyncExitStack() as stack:
            host = await stack.enter_async_context(hosted(data, clock))
            case = await closed_round(host)
            counted = 0.0  # since the close, in the running servers
            while counted < TEN_MINUTES - 1:
                step = min(random.choice((0.25, 20, 31, 200)), TEN_MINUTES - 1 - counted)
                if random.random() < 0.6:
                    clock.jump(random.choice(WRONG))
                    jumps += 1
                await ticked(host, clock, step)
                counted += step
                assert await case.retried() == "receipt" and stored_digests(data) == 5
                if random.random() < 0.1 and counted < 300:
                    await host.scheduler.tick()
                    await stack.aclose()
                    case.host = host = await stack.enter_async_context(hosted(data, clock))
                    counted, restarts = 0.0, restarts + 1
                    await let_run(host, clock)
                    break
            clock.jump(-31 * DAY)
            await ticked(host, clock, TEN_MINUTES + 1 - counted)
            assert stored_digests(data) == 0 and await case.retried() == "already_voted"
    proof(f"{runs} rounds, {jumps} jumps of up to 400 days, {restarts} restarts: every retry answered, digests deleted")


async def let_run(host: Hosted, clock: TestClock) -> None:
    """Most of ten minutes, with the clock wrong in either direction."""
    for wrong in (HOUR, -2 * HOUR):
        clock.jump(wrong)
        await ticked(host, clock, 1)


@asynccontextmanager
async def killed_after(data: Path, clock: TestClock, seconds: float, case: Case | None) -> AsyncIterator[Case]:
    async with hosted(data, clock) as host:
        if case is None:
            case = await closed_round(host)
        case.host = host
        await ticked(host, clock, seconds)
        yield case


async def test_a_server_that_restarts_again_and_again_still_deletes_the_digests(
    tmp_path: Path, clock: TestClock
) -> None:
    """P51: what ran before each restart counts, although the clock goes back by an hour at each."""
    case, answers = None, []
    for _ in range(7):
        async with killed_after(tmp_path, clock, 90, case) as case:
            answers.append(await case.retried())
        clock.jump(-HOUR)
    assert answers == ["receipt"] * 6 + ["already_voted"] and stored_digests(tmp_path) == 0


async def test_with_several_nodes_a_retry_is_answered_for_ten_minutes_whatever_the_clock_says(
    tmp_path: Path, database: str, clock: TestClock
) -> None:
    """P51: on PostgreSQL, at either node."""
    async with nodes(tmp_path, database, 2, clock) as (a, b):
        case = await closed_round(a)
        other = Case(moved(case.made, b), case.round_id, case.token, case.nonce, b)
        for wrong in (HOUR, -2 * HOUR, 31 * DAY):
            clock.jump(wrong)
            for host in (a, b):
                await ticked(host, clock, 90)
            assert await case.retried() == await other.retried() == "receipt"
        clock.jump(-31 * DAY)
        for _ in range(3):
            for host in (a, b):
                await ticked(host, clock, 31)
        await ticked(b, clock, 1)
        assert await other.retried() == "already_voted" or await case.retried() == "already_voted"


# Keys of rounds


async def test_the_key_of_a_round_that_is_being_opened_survives_a_clock_that_jumps(
    tmp_path: Path, database: str, clock: TestClock
) -> None:
    """P51: another node sweeps when the database's clock has just jumped by two hours."""
    async with nodes(tmp_path, database, 1, clock) as (host,):
        boxes = host.operations.housekeeping.boxes
        box = await boxes.create("meeting", "round")
        db = await asyncpg.connect(database)
        await db.execute("UPDATE box_key SET made = made - interval '2 hours'")
        for seconds in (31, 3500):
            await ticked(host, clock, seconds)
            assert await db.fetchval("SELECT count(*) FROM box_key") == 1
        await ticked(host, clock, 200)
        assert await db.fetchval("SELECT count(*) FROM box_key") == 0, "nobody opened it"
        await db.close()
        await box.close()


# Join codes


@pytest.mark.parametrize("wrong", WRONG)
async def test_a_rotating_code_neither_expires_early_nor_becomes_valid_again(
    host: Hosted, clock: TestClock, wrong: int
) -> None:
    """P51: codes follow the monotonic clock."""
    made = await host.make(join="rotating")
    async with made.screen() as screen:
        shown = screen.welcome["join"]["codes"]["全体"]
    clock.jump(wrong)
    await host.scheduler.tick()
    async with made.guest(shown) as phone:
        assert phone.welcome["t"] == "welcome"
    clock.run(61)
    clock.jump(-wrong - 61)
    async with made.guest(shown) as phone:
        assert phone.welcome["code"] == "expired_code"
