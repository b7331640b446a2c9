"""The desk merges spellings of names that were written in (另选他人)."""

from collections.abc import AsyncIterator

import pytest

from tests.harness import Hosted, Map, MeetingClient, Start, receipt
from tests.voters import moved

pytestmark = pytest.mark.anyio

DOCUMENT: Map = {
    "title": "党员大会",
    "admission": "cards",
    "show": "closed",
    "parts": [
        {
            "name": "选举",
            "form": {
                "title": "选举票",
                "scale": {"choices": ["赞成", "反对"]},
                "items": [{"key": "vote", "title": "表决"}],
                "write_in": {"as": "赞成", "at_most": 2},
            },
            "decide": {"rules": [{"grade": "当选", "of": ["赞成"], "over": "1/2", "seats": 1}, {"grade": "未当选"}]},
            "subjects": [{"name": "甲"}, {"name": "艾力·买买提"}],
        }
    ],
}


@pytest.fixture
async def host(start: Start) -> AsyncIterator[Hosted]:
    async with start() as running:
        yield running


async def elect(made: MeetingClient, publish: bool = True) -> str:
    """Five ballots that write names in, each in another spelling."""
    async with made.chair() as chair:
        round_id = await chair.open(made.ids("选举"), "选举")
        for name, token in zip(("王五", "王 伍", "王武", "赵六", "赵陆"), await made.cards(5), strict=True):
            async with made.phone(token) as phone:
                assert receipt(await phone.cast(round_id, [[0], [1]], write_ins=[name]))
        await chair.do("close", round=round_id)
        if publish:
            await chair.do("publish", round=round_id)
    return round_id


async def merge(made: MeetingClient, pairs: object, part: str = "选举") -> tuple[int, Map]:
    answer = await made.http("PUT", "/write-ins", {"part": part, "merge": pairs})
    return answer.status_code, answer.json()


def merges(host: Hosted, made: MeetingClient) -> dict[str, dict[str, str]]:
    return host.registry.live_meetings[made.id].state.additions.merges


async def test_spellings_are_folded_replaced_and_kept_over_a_restart(start: Start) -> None:
    async with start() as host:
        made = await host.make(DOCUMENT)
        await elect(made)
        first = {"part": "选举", "merge": {"王伍": "王五", "王武": "王五"}}
        assert await merge(made, {"王 伍": "王五", "王武": "王\u3000五"}) == (200, first)
        assert (await made.http("GET", "")).json()["additions"]["merges"] == {"选举": first["merge"]}
        assert (await merge(made, {"赵陆": "赵六"}))[0] == 200
        assert merges(host, made) == {"选举": {"赵陆": "赵六"}}
    async with start() as host:
        made = moved(made, host)
        added = (await made.http("GET", "")).json()["additions"]
        assert added["merges"] == {"选举": {"赵陆": "赵六"}}
        assert (await merge(made, {}))[0] == 200 and merges(host, made) == {}
        log = (await made.http("GET", "/log")).json()["log"]
    assert [line["detail"]["merge"] for line in log if line["act"] == "write-ins"] == [
        first["merge"],
        {"赵陆": "赵六"},
        {},
    ]


@pytest.mark.parametrize(
    "pairs",
    [
        {"王伍": "甲"},
        {"王伍": "艾力‧买 买提"},
        {"孙七": "王五"},
        {"王伍": "孙七"},
        {"王伍": "王伍"},
        {"王伍": "王五", "王 伍": "赵六"},
        {"王伍": "王武", "王武": "王五"},
        {"王伍": 5},
        [["王伍", "王五"]],
        None,
    ],
)
async def test_what_cannot_be_merged_is_refused(host: Hosted, pairs: object) -> None:
    made = await host.make(DOCUMENT)
    await elect(made)
    status, body = await merge(made, pairs)
    assert (status, body["error"]["code"]) == (422, "invalid_document")
    assert body["error"]["field"].startswith("merge") and merges(host, made) == {}


async def test_names_that_are_not_published_cannot_be_tried_out(host: Hosted) -> None:
    """A refusal would tell whether somebody wrote a name."""
    made = await host.make(DOCUMENT)
    await made.go_live()
    round_id = await elect(made, publish=False)
    assert (await merge(made, {"王伍": "王五"}))[0] == 422
    async with made.chair() as chair:
        await chair.do("publish", round=round_id)
    assert (await merge(made, {"王伍": "王五"}))[0] == 200


async def test_only_a_part_with_write_ins_has_names(host: Hosted) -> None:
    made = await host.make(DOCUMENT)
    assert (await merge(made, {}, "没有"))[1]["error"]["field"] == "part"
    assert (await merge(made, {"a": "b"}))[0] == 422


async def test_merges_go_with_the_ballots(host: Hosted) -> None:
    made = await host.make(DOCUMENT)
    round_id = await elect(made)
    assert (await merge(made, {"王伍": "王五"}))[0] == 200
    async with made.chair() as chair:
        await chair.do("void", round=round_id, reason="重投")
    assert merges(host, made) == {}
    await elect(made)
    assert (await merge(made, {"王伍": "王五"}))[0] == 200
    await made.go_live()
    assert merges(host, made) == {}


async def test_merges_are_final_once_certified_and_in_the_count_report(host: Hosted) -> None:
    made = await host.make(DOCUMENT)
    await made.go_live()
    await elect(made)
    assert (await merge(made, {"王伍": "王五"}))[0] == 200
    await made.http("PUT", "/attendance", {"present": 5, "absent": 0})
    assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200
    status, body = await merge(made, {})
    assert (status, body["error"]["code"]) == (409, "wrong_phase")
    assert "“选举”另选他人：“王伍”计入“王五”" in (await made.http("GET", "/tally.html")).text
