"""A meeting with `retention_days` is deleted that many days after certification and three days of running time."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from server.core.admin_keys import BY_SERVER
from tests.harness import Hosted, MeetingClient, TestClock, hosted
from tests.proofs.attacks.test_deleted import found
from tests.voters import moved
from tests.web.test_api import hold_round

pytestmark = pytest.mark.anyio

DAY = 86400
GRACE = 72 * 3600
SWEEP = 30
TITLE = "金丝雀到期会议zq77"


async def certified(host: Hosted, **settings: Any) -> MeetingClient:
    made = await host.make(title=TITLE, **settings)
    await made.go_live()
    await hold_round(made)
    assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200
    return made


async def let_pass(host: Hosted, clock: TestClock, *periods: float) -> None:
    """Each period ends with two sweeps: the first may still go by a reading from before the period."""
    for seconds in periods:
        for part in (seconds - SWEEP, SWEEP):
            clock.run(part)
            await host.scheduler.tick()


async def exists(made: MeetingClient) -> bool:
    return (await made.http("GET", "/tally.json")).status_code == 200


async def test_a_meeting_past_its_retention_is_deleted_to_the_last_byte(
    host: Hosted, tmp_path: Path, clock: TestClock
) -> None:
    made, other = await certified(host, retention_days=30), await certified(host)
    other_tally = await other.tally()
    words = [made.id, (await made.tally())["rounds"][0]["id"]]
    await let_pass(host, clock, 30 * DAY - 60)
    assert await exists(made) and len(found(tmp_path, words)) == 2
    await let_pass(host, clock, 120, GRACE - 60)
    assert await exists(made)
    async with made.desk() as desk:
        await let_pass(host, clock, 60)
        assert await desk.closed() == 1008
    assert (await made.http("GET", "")).status_code == 401, "its keys no longer work"
    line = (await host.operations.store.instance_lines())[-1]
    assert (line.by, line.act, line.meeting) == (BY_SERVER, "delete", 1)
    assert found(tmp_path, words) == []
    assert await other.tally() == other_tally


async def test_retention_is_counted_from_certification_not_from_the_meeting(host: Hosted, clock: TestClock) -> None:
    made = await host.make(title=TITLE, retention_days=1)
    await made.go_live()
    await hold_round(made)
    await let_pass(host, clock, 400 * DAY)
    assert await exists(made), "a meeting that was never certified stays"
    assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200
    await let_pass(host, clock, DAY / 2, DAY / 2 - 1)
    assert await exists(made)
    await let_pass(host, clock, 120, GRACE)
    assert not await exists(made)


async def test_retention_that_ends_while_the_server_is_off_takes_effect_after_three_days_of_running(
    tmp_path: Path, clock: TestClock
) -> None:
    """The days are counted over restarts."""
    async with hosted(tmp_path, clock) as host:
        made = await certified(host, retention_days=30)
    for _ in range(3):
        clock.run(31 * DAY)
        async with hosted(tmp_path, clock) as host:
            made = moved(made, host)
            assert await exists(made)
            await let_pass(host, clock, DAY)
            gone = not await exists(made)
    assert gone and found(tmp_path, [TITLE, made.id]) == []


async def test_the_desk_is_warned_a_week_before_and_again_once_the_meeting_is_due(
    host: Hosted, clock: TestClock
) -> None:
    made = await certified(host, retention_days=30)
    end = datetime.fromtimestamp(clock.day + 30 * DAY).astimezone().isoformat(timespec="seconds")
    clock.run(23 * DAY - 60)
    assert (await made.http("GET", "")).json()["deletion"] is None
    clock.run(120)
    assert (await made.http("GET", "")).json()["deletion"] == {"at": end, "due": False, "hours": 72}
    clock.run(7 * DAY)
    assert (await made.http("GET", "")).json()["deletion"] == {"at": end, "due": True, "hours": 72}
    assert (await made.http("DELETE", "", {"title": TITLE})).status_code == 204
    assert not await exists(made)


async def test_a_meeting_certified_while_the_clock_was_behind_is_kept_from_its_last_change_on(
    host: Hosted, clock: TestClock
) -> None:
    made = await host.make(title=TITLE, retention_days=30)
    await made.go_live()
    await hold_round(made)
    clock.jump(-300 * DAY)
    assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200
    clock.jump(300 * DAY)
    await let_pass(host, clock, 60, 29 * DAY)
    assert await exists(made)
    await let_pass(host, clock, DAY, GRACE)
    assert not await exists(made)


async def test_a_later_decision_does_not_postpone_the_deletion(host: Hosted, clock: TestClock) -> None:
    made = await certified(host, retention_days=30)
    await let_pass(host, clock, 29 * DAY)
    path = f"/subjects/{made.ids()[0]}/decision"
    assert (await made.http("PUT", path, {"grade": "好", "reason": ""})).status_code == 200
    await let_pass(host, clock, 2 * DAY, GRACE)
    assert not await exists(made)


@pytest.mark.parametrize("days", [0, -1, 1.5, "30", True, 36_501])
async def test_invalid_retention_days_are_refused_by_their_field(host: Hosted, days: object) -> None:
    answer = await host.http("POST", "/api/meetings", host.admin, {"title": "x", "parts": [], "retention_days": days})
    assert answer.status_code == 422
    assert "retention_days" in [fault["field"] for fault in answer.json()["error"]["fields"]]
