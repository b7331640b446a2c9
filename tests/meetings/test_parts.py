"""Parts that chair and desk add and withdraw while a meeting runs: motions and run-offs."""

from collections.abc import AsyncIterator

import pytest

from tests.harness import Hosted, Map, MeetingClient, Start, code
from tests.voters import moved

pytestmark = pytest.mark.anyio

WORDS: Map = {"choices": ["赞成", "反对"]}
VOTE: Map = {"title": "表决票", "scale": WORDS, "items": [{"key": "vote", "title": "表决", "abstain": True}]}
DECIDE: Map = {"base": "expected", "rules": [{"grade": "通过", "of": ["赞成"], "over": "1/2"}, {"grade": "不通过"}]}
SEATS: Map = {"rules": [{"grade": "当选", "of": ["赞成"], "over": "1/2", "seats": 1}, {"grade": "未当选"}]}
MOTION: Map = {"name": "临时表决", "form": VOTE, "decide": DECIDE, "subjects": [{"name": "关于会费的决定"}]}
DOCUMENT: Map = {
    "title": "党员大会",
    "expected": 30,
    "admission": "cards",
    "groups": [{"name": "A票"}, {"name": "B票"}],
    "parts": [
        {"name": "上述", "form": "secretary", "subjects": [{"name": "甲", "unit": "一支部"}, {"name": "乙"}]},
        {
            "name": "选举",
            "form": {**VOTE, "write_in": {"as": "赞成", "at_most": 1}},
            "decide": SEATS,
            "groups": ["A票"],
            "subjects": [{"name": "丙"}, {"name": "丁"}],
        },
    ],
}


@pytest.fixture
async def host(start: Start) -> AsyncIterator[Hosted]:
    async with start() as running:
        yield running


async def patch(made: MeetingClient, role: str = "desk", **changes: object) -> tuple[int, Map]:
    answer = await made.http("PATCH", "", changes, role)
    return answer.status_code, answer.json()


async def refusal(made: MeetingClient, role: str = "desk", **changes: object) -> tuple[int, str, str | None]:
    status, body = await patch(made, role, **changes)
    return status, body["error"]["code"], body["error"].get("field")


@pytest.mark.parametrize("role", ["chair", "desk"])
async def test_a_motion_is_added_and_can_be_voted_on_at_once(start: Start, role: str) -> None:
    async with start() as host:
        made = await host.make(DOCUMENT)
        await made.go_live()
        async with made.chair() as chair, made.screen() as screen:
            status, added = await patch(made, role, add_part=MOTION)
            assert (status, added["part"], len(added["subjects"])) == (200, "临时表决", 1)
            (subject,) = added["subjects"]
            assert {key: subject[key] for key in ("id", "part", "name", "unit")} == {
                "id": "s5",
                "part": "临时表决",
                "name": "关于会费的决定",
                "unit": "",
            }
            assert (await screen.hear("welcome"))["parts"][-1]["name"] == "临时表决"
            await chair.open([subject["id"]], "临时表决")
    async with start() as host:
        parts = (await moved(made, host).http("GET", "")).json()["document"]["parts"]
        assert parts[-1]["name"] == "临时表决" and parts[-1]["groups"] == ["A票", "B票"]


async def test_a_run_off_is_for_the_same_cards_and_its_people_are_the_same(host: Hosted) -> None:
    made = await host.make(DOCUMENT)
    await made.go_live()
    again = {
        "name": "再次投票",
        "again": "选举",
        "form": VOTE,
        "decide": SEATS,
        "subjects": [{"name": "丙"}, {"name": "丁"}],
    }
    assert (await patch(made, "chair", add_part=again))[0] == 200
    part = (await made.http("GET", "")).json()["document"]["parts"][-1]
    assert (part["again"], part["groups"]) == ("选举", ["A票"])
    [recused] = await made.cards(1, "A票", recuse=made.ids("选举")[0])
    async with made.chair() as chair:
        await chair.open(["s5", "s6"], "再次投票")
        async with made.phone(recused) as phone:
            assert phone.welcome["round"]["recused"] == [0], "the same person in every part"
        assert code(await chair.ask("open", part="再次投票", subjects=["s5"], seconds=None)) == "round_open"


@pytest.mark.scaled(8)
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"decide": None}, "add_part.decide"),
        ({"name": "上述"}, "add_part.name"),
        ({"subjects": []}, "add_part.subjects"),
        ({"weight": "1"}, "add_part.weight"),
        ({"again": "上述"}, "add_part.again"),
        ({"again": "没有"}, "add_part.again"),
        ({"again": "选举", "form": {**VOTE, "write_in": {"as": "赞成", "at_most": 1}}}, "add_part.form.write_in"),
        ({"groups": ["C票"]}, "add_part.groups[0]"),
        ({"form": "none"}, "add_part.form"),
        ({"no": 1}, "add_part.no"),
    ],
)
async def test_a_part_that_cannot_be_added_names_its_field(host: Hosted, changes: Map, field: str) -> None:
    made = await host.make(DOCUMENT)
    assert await refusal(made, "chair", add_part={**MOTION, **changes}) == (422, "invalid_document", field)
    assert len((await made.http("GET", "")).json()["document"]["parts"]) == 2


async def test_the_chair_may_change_parts_only_and_one_at_a_time(host: Hosted) -> None:
    made = await host.make(DOCUMENT)
    for changes in ({"title": "别的"}, {"withdraw": ["s1"]}, {}):
        assert (await refusal(made, "chair", **changes))[:2] == (403, "wrong_role")
    for role in ("chair", "desk"):
        for mixed in ({"title": "别的"}, {"withdraw_part": "选举"}):
            assert (await refusal(made, role, add_part=MOTION, **mixed))[0] == 422
    assert (await made.http("GET", "")).json()["title"] == DOCUMENT["title"]


async def test_a_part_without_rounds_can_be_withdrawn(host: Hosted) -> None:
    made = await host.make(DOCUMENT)
    await made.go_live()
    assert (await patch(made, add_part=MOTION))[0] == 200
    status, body = await patch(made, "chair", withdraw_part="临时表决")
    assert status == 200 and [part["name"] for part in body["document"]["parts"]] == ["上述", "选举"]
    assert (await patch(made, add_part=MOTION))[1]["subjects"][0]["id"] == "s6", "no id is given twice"
    async with made.chair() as chair:
        round_id = await chair.open(["s6"], "临时表决")
        assert await refusal(made, withdraw_part="临时表决") == (409, "has_ballots", "withdraw_part")
        await chair.do("void", round=round_id, reason="重投")
        assert await refusal(made, withdraw_part="临时表决") == (409, "has_ballots", "withdraw_part")


async def test_a_part_that_must_stay_is_not_withdrawn(host: Hosted) -> None:
    made = await host.make(DOCUMENT)
    again = {**MOTION, "name": "再次投票", "again": "选举"}
    assert (await patch(made, add_part=again))[0] == 200
    assert await refusal(made, withdraw_part="选举") == (422, "invalid_document", "withdraw_part")
    assert await refusal(made, withdraw_part="没有") == (422, "invalid_document", "withdraw_part")
    assert await refusal(made, withdraw_part=7) == (422, "invalid_document", "withdraw_part")
    await made.cards(1, "A票", recuse="s1")
    assert await refusal(made, withdraw_part="上述") == (409, "has_cards", "withdraw_part")
    assert (await patch(made, withdraw_part="再次投票"))[0] == (await patch(made, withdraw_part="选举"))[0] == 200
    assert await refusal(made, withdraw_part="上述") == (422, "invalid_document", "withdraw_part")


async def test_parts_are_final_once_the_meeting_is_certified(host: Hosted) -> None:
    made = await host.make(DOCUMENT)
    await made.go_live()
    await made.http("PUT", "/attendance", {"present": 0, "absent": 30})
    assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200
    assert (await refusal(made, "chair", add_part=MOTION))[:2] == (409, "wrong_phase")
    assert (await refusal(made, withdraw_part="选举"))[:2] == (409, "wrong_phase")


async def test_added_and_withdrawn_parts_are_logged_and_in_the_count_report(host: Hosted) -> None:
    """P43: with the role that did it."""
    made = await host.make(DOCUMENT)
    await made.go_live()
    await patch(made, "chair", add_part=MOTION)
    await patch(made, "desk", withdraw_part="临时表决")
    log = (await made.http("GET", "/log")).json()["log"]
    assert [(line["role"], line["detail"]) for line in log if line["act"] == "amend"] == [
        ("chair", {"add_part": {"name": "临时表决", "subjects": [{"id": "s5", "name": "关于会费的决定", "unit": ""}]}}),
        ("desk", {"withdraw_part": "临时表决"}),
    ]
    paper = (await made.http("GET", "/tally.html?draft=1")).text
    assert "增加环节“临时表决”：关于会费的决定" in paper and "环节“临时表决”移出议程" in paper


async def test_a_part_without_scores_takes_no_adjustment_and_no_entered_score(host: Hosted) -> None:
    made = await host.make(DOCUMENT)
    subject = made.ids("选举")[0]
    for kind, value in (("adjustments", [{"points": "1", "reason": "奖"}]), ("entered", {"score": "8"})):
        answer = await made.http("PUT", f"/subjects/{subject}/{kind}", value)
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "decided_by_votes")
    assert (await made.http("PUT", f"/subjects/{subject}/flags", ["问责"])).status_code == 200
