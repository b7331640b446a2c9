"""Who is present: by group, and as each round keeps it; over HTTP, on both databases."""

from collections.abc import AsyncIterator

import pytest

from server.core.attendance import Attendance, GroupAttendance
from tests.harness import MEETING, Hosted, Map, MeetingClient, Start, receipt
from tests.voters import moved

pytestmark = pytest.mark.anyio

PARTS: list[Map] = [
    *MEETING["parts"],
    {"name": "下评", "form": "plain", "groups": ["A票"], "subjects": [{"name": "镇党委书记"}]},
]
DOCUMENT: Map = {**MEETING, "admission": "cards", "groups": [{"name": "A票"}, {"name": "B票"}], "parts": PARTS}
PEOPLE: Map = {"present": 30, "absent": 8}
BY_GROUP: Map = {"A票": {"present": 20, "absent": 5}, "B票": {"present": 10, "absent": 3}}
GROUPS = (GroupAttendance("A票", 20, 5), GroupAttendance("B票", 10, 3))


@pytest.fixture
async def host(start: Start) -> AsyncIterator[Hosted]:
    async with start() as running:
        yield running


async def put(made: MeetingClient, **attendance: object) -> None:
    answer = await made.http("PUT", "/attendance", attendance)
    assert answer.status_code == 200 and answer.json() == attendance


async def a_closed_round(made: MeetingClient, subject: int, part: str = "上述") -> str:
    async with made.chair() as chair:
        round_id = await chair.open(made.ids(part)[subject : subject + 1], part)
        for token in await made.cards(5, "A票"):
            async with made.phone(token) as phone:
                assert receipt(await phone.cast(round_id, 8))
        await chair.do("close", round=round_id)
    return round_id


def kept(host: Hosted, made: MeetingClient, round_id: str) -> Attendance | None:
    round = host.registry.live_meetings[made.id].round(round_id)
    assert round is not None
    return round.attendance


async def test_a_round_keeps_the_attendance_of_its_close_and_over_a_restart(start: Start) -> None:
    async with start() as host:
        made = await host.make(DOCUMENT)
        await put(made, present=31, absent=7)
        first = await a_closed_round(made, 0)
        await put(made, **PEOPLE, groups=BY_GROUP)
        second = await a_closed_round(made, 1)
    async with start() as host:
        made = moved(made, host)
        assert (await made.http("GET", "")).json()["attendance"] == {**PEOPLE, "groups": BY_GROUP}
        assert kept(host, made, first) == Attendance(31, 7)
        assert kept(host, made, second) == Attendance(30, 8, GROUPS)
        await put(made, present=29, absent=9)
        assert kept(host, made, first) == Attendance(31, 7)
        assert (await made.http("GET", "")).json()["attendance"] == {"present": 29, "absent": 9}


async def test_a_round_without_attendance_keeps_the_first_that_is_entered_later(host: Hosted) -> None:
    made = await host.make(DOCUMENT)
    round_id = await a_closed_round(made, 0)
    await put(made, present=None, absent=8)
    assert kept(host, made, round_id) is None
    await put(made, **PEOPLE)
    await put(made, present=29, absent=9)
    assert kept(host, made, round_id) == Attendance(30, 8)
    log = (await made.http("GET", "/log")).json()["log"]
    details = [line["detail"] for line in log if line["act"] == "attendance"]
    assert details == [{"present": None, "absent": 8}, {**PEOPLE, "rounds": [round_id]}, {"present": 29, "absent": 9}]


@pytest.mark.parametrize("wrong", [{"present": 3, "absent": 35}, {"present": 35, "absent": 8}])
async def test_numbers_that_cannot_be_right_give_way_to_later_ones(host: Hosted, wrong: Map) -> None:
    """Fewer people than ballots, and people who do not add up to those expected: a typing mistake. Right ones stay."""
    made = await host.make(DOCUMENT, expected=38)
    await put(made, **wrong)
    round_id = await a_closed_round(made, 0)
    assert kept(host, made, round_id) == Attendance(**wrong)
    await put(made, **PEOPLE)
    assert kept(host, made, round_id) == Attendance(30, 8)
    await put(made, present=29, absent=9)
    assert kept(host, made, round_id) == Attendance(30, 8)


async def test_a_round_of_some_groups_waits_for_their_numbers(host: Hosted) -> None:
    made = await host.make(DOCUMENT)
    await put(made, present=31, absent=7)
    round_id = await a_closed_round(made, 0, "下评")
    whole = await a_closed_round(made, 0)
    await put(made, present=29, absent=9)
    assert kept(host, made, round_id) == Attendance(31, 7)
    await put(made, **PEOPLE, groups=BY_GROUP)
    await put(
        made,
        present=30,
        absent=8,
        groups={**BY_GROUP, "A票": {"present": 19, "absent": 6}, "B票": {"present": 11, "absent": 2}},
    )
    assert kept(host, made, round_id) == Attendance(30, 8, GROUPS)
    assert kept(host, made, whole) == Attendance(31, 7)


async def test_a_correction_of_one_round_changes_that_round_only(host: Hosted) -> None:
    made = await host.make(DOCUMENT)
    await put(made, **PEOPLE)
    first, second = await a_closed_round(made, 0), await a_closed_round(made, 1)
    await put(made, present=28, absent=10, round=first)
    await put(made, **PEOPLE, groups=BY_GROUP, round=second)
    assert kept(host, made, first) == Attendance(28, 10) and kept(host, made, second) == Attendance(30, 8, GROUPS)
    assert (await made.http("GET", "")).json()["attendance"] == PEOPLE
    stored = await host.operations.store.counted_round(made.id, first)
    assert stored is not None and stored.round.attendance == Attendance(28, 10) and stored.votes


async def test_only_a_closed_round_can_be_corrected(host: Hosted) -> None:
    made = await host.make(DOCUMENT)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        for round, status, code in ((round_id, 409, "round_open"), ("r9", 404, "unknown_round")):
            answer = await made.http("PUT", "/attendance", {**PEOPLE, "round": round})
            assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
        await chair.do("void", round=round_id, reason="重投")
        answer = await made.http("PUT", "/attendance", {**PEOPLE, "round": round_id})
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "stale")


@pytest.mark.scaled(8)
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"groups": {**BY_GROUP, "A票": {"present": 19, "absent": 5}}}, "groups"),
        ({"groups": {**BY_GROUP, "B票": {"present": 10, "absent": 2}}}, "groups"),
        ({"groups": {"A票": {"present": 20, "absent": 5}}}, "groups"),
        ({"groups": BY_GROUP, "present": None}, "groups"),
        ({"groups": BY_GROUP, "absent": None}, "groups"),
        ({"groups": {**BY_GROUP, "C票": {"present": 0, "absent": 0}}}, "groups.C票"),
        ({"groups": {**BY_GROUP, "B票": {"present": 10}}}, "groups.B票"),
        ({"groups": {**BY_GROUP, "B票": 13}}, "groups.B票"),
        ({"groups": {**BY_GROUP, "B票": {"present": 10.0, "absent": 3}}}, "present"),
        ({"groups": [1]}, "groups"),
        ({"round": 7}, "round"),
        ({"spare": 7}, "spare"),
    ],
)
async def test_numbers_that_do_not_add_up_are_refused(host: Hosted, changes: Map, field: str) -> None:
    made = await host.make(DOCUMENT)
    answer = await made.http("PUT", "/attendance", {**PEOPLE, **changes})
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)


async def test_a_group_that_is_left_out_is_empty_if_the_others_add_up(host: Hosted) -> None:
    made = await host.make(DOCUMENT)
    await put(made, present=20, absent=5, groups={"A票": {"present": 20, "absent": 5}})
    groups = host.registry.live_meetings[made.id].state.attendance.groups
    assert groups == (GroupAttendance("A票", 20, 5), GroupAttendance("B票", 0, 0))
