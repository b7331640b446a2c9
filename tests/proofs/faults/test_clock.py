"""Changes of the time of day by hours and days do not affect the rounds of a running server."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from tests.harness import Map, MeetingClient, Peer, TestClock, crowd, hosted
from tests.proof_scale import scaled
from tests.proofs.faults.interposer import Interposer
from tests.voters import Phone, Started, moved, phones, recounted

pytestmark = pytest.mark.anyio

DAY = 86_400
STEPS = (DAY, -DAY, 3600, -3600)
SECONDS = 600
FAKETIME = [*Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), *Path("/usr/lib").glob("faketime/libfaketime.so.1")]


@dataclass(frozen=True, slots=True)
class Moving:
    """A way to move a server's time of day: its environment, and a function that sets the offset in seconds."""

    environment: dict[str, str]
    move: Callable[[int], object]


@pytest.fixture(params=["interposer", "faketime"][: scaled(1, 2)])
def moving(request: pytest.FixtureRequest, folder: Path) -> Iterator[Moving]:
    if request.param == "interposer":
        interposer: Interposer = request.getfixturevalue("interposer")
        yield Moving(interposer.environment, interposer.set_clock_offset)
        return
    library = next(iter(FAKETIME), None)
    if library is None:
        pytest.skip("libfaketime is not installed")
    told = folder / "time"
    told.write_text("+0")
    settings = {"FAKETIME_TIMESTAMP_FILE": str(told), "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    yield Moving({"LD_PRELOAD": str(library), **settings}, lambda seconds: told.write_text(f"{seconds:+d}"))


async def last_stamp(made: MeetingClient) -> float:
    log: list[Map] = (await made.http("GET", "/log")).json()["log"]
    return datetime.fromisoformat(log[-1]["at"]).timestamp()


async def seen_moved(made: MeetingClient, chair: Peer, round_id: str, seconds: int) -> None:
    """The server's own log confirms how far its clock was moved."""
    await chair.do("extend", round=round_id, seconds=1)
    assert abs(await last_stamp(made) - time.time() - seconds) < 60


async def test_a_round_neither_ends_early_nor_late_when_the_machines_clock_is_moved(
    folder: Path, started: Started, moving: Moving, proof: Callable[[str], None]
) -> None:
    """P08: by an hour and a day either way while it runs, and by two days over a crash: at least its minute is left."""
    server = await started(folder / "data", None, **moving.environment).ready()
    made = await server.make(admission="cards")
    voters = phones(await made.cards(2 * len(STEPS) + 2))
    waiting, began = iter(voters), time.monotonic()
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1], seconds=SECONDS)
        for number, seconds in enumerate(STEPS, 1):
            await next(waiting).vote(made, round_id)
            moving.move(seconds)
            await seen_moved(made, chair, round_id, seconds)
            await next(waiting).vote(made, round_id)
            await still_open(made, SECONDS + number - (time.monotonic() - began))
    server.kill()
    for seconds in (-DAY, DAY):
        moving.move(seconds)
        server = await started(folder / "data", server.port, **moving.environment).ready()
        await next(waiting).vote(made, round_id)
        async with made.screen() as screen:
            assert 0 < screen.welcome["round"]["left"] <= 1000 * (SECONDS + len(STEPS))
        if seconds != DAY:
            server.kill()
    async with made.chair() as chair:
        await chair.do("close", round=round_id)
    assert_all(voters)
    recounted(await made.tally(), voters)
    proof(f"moved {len(STEPS)} times in a running round and twice over a crash: {len(voters)} of {len(voters)} counted")


async def still_open(made: MeetingClient, left: float) -> None:
    async with made.screen() as screen:
        assert screen.welcome["round"]["state"] == "open"
        assert abs(screen.welcome["round"]["left"] - 1000 * left) < 60_000


def assert_all(voters: list[Phone]) -> None:
    assert all(voter.acknowledged for voter in voters)


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


CHANGES = {
    "into summer time": (datetime(2026, 3, 29, 1, 59, 30), "2026-03-29T01:59:30+01:00", "2026-03-29T03:00:30+02:00"),
    "into winter time": (datetime(2026, 10, 25, 1, 59, 30), "2026-10-25T01:59:30+02:00", "2026-10-25T02:00:30+02:00"),
    "out of the hour that comes twice": (
        datetime(2026, 10, 25, 2, 59, 30),
        "2026-10-25T02:59:30+02:00",
        "2026-10-25T02:00:30+01:00",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_a_minute_over_a_change_of_summer_time_is_a_minute(
    folder: Path, clock: TestClock, berlin: None, change: str
) -> None:
    """P08: the times in the record carry their offset, so that they stay in order; the same tally after a restart."""
    start, opened, closed = CHANGES[change]
    clock.day = start.timestamp()
    async with hosted(folder / "data", clock) as host:
        made = await host.make()
        async with made.chair() as chair, crowd(made, 5) as voters:
            round_id = await chair.open(made.ids()[:1], seconds=60)
            for phone in voters:
                await phone.cast(round_id, 7)
            clock.run(59)
            await host.scheduler.tick()
            assert host.registry.live_meetings[made.id].time_left() == 1000
            clock.run(1)
            await chair.hear("round", id=round_id, state="closed")
        tally = await made.tally()
        assert (tally["rounds"][0]["opened"], tally["rounds"][0]["closed"]) == (opened, closed)
    clock.jump(-7200)
    async with hosted(folder / "data", clock) as host:
        assert await moved(made, host).tally() == tally
