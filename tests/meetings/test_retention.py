"""A meeting with `retention_days` is deleted that many days after certification, and not a day before."""

from pathlib import Path
from typing import Any

import pytest

from tests.harness import Hosted, Made, TestClock, hosted
from tests.proofs.attacks.test_deleted import found
from tests.voters import moved
from tests.web.test_api import hold_round

pytestmark = pytest.mark.anyio

DAY = 86400
TITLE = "金丝雀到期会议zq77"


async def certified(host: Hosted, **settings: Any) -> Made:
    made = await host.make(title=TITLE, **settings)
    await made.go_live()
    await hold_round(made)
    assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200
    return made


async def let_pass(host: Hosted, clock: TestClock, seconds: float) -> None:
    clock.run(seconds)
    await host.scheduler.tick()


async def exists(made: Made) -> bool:
    return (await made.http("GET", "/tally.json")).status_code == 200


async def test_a_meeting_past_its_retention_is_deleted_to_the_last_byte(
    host: Hosted, tmp_path: Path, clock: TestClock
) -> None:
    made, other = await certified(host, retention_days=30), await certified(host)
    other_tally = await other.tally()
    words = [made.id, (await made.tally())["rounds"][0]["id"]]
    await let_pass(host, clock, 30 * DAY - 60)
    assert await exists(made) and len(found(tmp_path, words)) == 2
    async with made.desk() as desk:
        await let_pass(host, clock, 120)
        assert await desk.closed() == 1008
    assert (await made.http("GET", "")).status_code == 401, "its keys no longer work"
    assert found(tmp_path, words) == []
    assert await other.tally() == other_tally


async def test_retention_is_counted_from_certification_not_from_the_meeting(host: Hosted, clock: TestClock) -> None:
    made = await host.make(title=TITLE, retention_days=1)
    await made.go_live()
    await hold_round(made)
    await let_pass(host, clock, 400 * DAY)
    assert await exists(made), "a meeting that was never certified stays"
    assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200
    await let_pass(host, clock, DAY / 2)
    assert await exists(made)
    await let_pass(host, clock, DAY)
    assert not await exists(made)


async def test_retention_that_ends_while_the_server_is_off_takes_effect_at_the_next_start(
    tmp_path: Path, clock: TestClock
) -> None:
    async with hosted(tmp_path, clock) as host:
        made = await certified(host, retention_days=30)
    clock.run(31 * DAY)
    async with hosted(tmp_path, clock) as host:
        made = moved(made, host)
        await host.scheduler.tick()
        assert not await exists(made) and found(tmp_path, [TITLE, made.id]) == []


async def test_a_later_decision_does_not_postpone_the_deletion(host: Hosted, clock: TestClock) -> None:
    made = await certified(host, retention_days=30)
    await let_pass(host, clock, 29 * DAY)
    path = f"/subjects/{made.ids()[0]}/decision"
    assert (await made.http("PUT", path, {"grade": "好", "reason": ""})).status_code == 200
    await let_pass(host, clock, 2 * DAY)
    assert not await exists(made)


@pytest.mark.parametrize("days", [0, -1, 1.5, "30", True, 36_501])
async def test_invalid_retention_days_are_refused_by_their_field(host: Hosted, days: object) -> None:
    answer = await host.http("POST", "/api/meetings", host.admin, {"title": "x", "parts": [], "retention_days": days})
    assert answer.status_code == 422
    assert "retention_days" in [fault["field"] for fault in answer.json()["error"]["fields"]]
