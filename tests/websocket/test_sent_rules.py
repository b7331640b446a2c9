"""Rules that the server knows arrive with the messages, over real sockets; `tests/core` has their values."""

import asyncio

import pytest

from tests.harness import MEETING, Hosted, Map, crowd, receipt

pytestmark = pytest.mark.anyio

FORM: Map = {
    "title": "测评表",
    "scale": {"choices": [["优秀", "10"], ["合格", "8"], ["不合格", "3"]]},
    "items": [{"key": "overall", "title": "总体"}],
    "limits": [{"choices": ["优秀"], "share": "1/3"}],
}
LIMITED: Map = {**MEETING, "parts": [{**MEETING["parts"][0], "form": FORM}]}
VETO: Map = {"bands": ["一般", "差"], "over": "0.10", "grade": "差"}
MARKS = [[0, "优秀", "优秀"], [1, "合格", "合格"], [2, "不合格", "不合格"]]


async def test_every_role_gets_marks_and_limits_with_the_round_in_the_welcome_and_in_updates(host: Hosted) -> None:
    made = await host.make(LIMITED)
    async with made.guest() as phone, made.chair() as chair, made.screen() as screen:
        round_id = await chair.open(made.ids())
        sent = [await peer.hear("round", id=round_id) for peer in (phone, screen)]
        async with made.guest() as late, made.desk() as desk:
            sent += [late.welcome["round"], desk.welcome["round"]]
        for round in sent:
            assert (round["scales"], round["scale_of"]) == ([{"marks": MARKS}], [0])
            assert round["limits"] == [{"choices": ["优秀"], "least": 0, "most": 1}]


@pytest.mark.parametrize(
    ("refusal", "final"),
    [("already_voted", True), ("round_closed", True), ("unknown_round", True), ("bad_ballot", False)],
)
async def test_a_refused_cast_says_whether_the_phone_may_give_its_ballot_up(
    host: Hosted, refusal: str, final: bool
) -> None:
    made = await host.make()
    async with made.chair() as chair, crowd(made, 2) as (phone, other):
        round_id = await chair.open(made.ids()[:1])
        assert receipt(await phone.cast(round_id, 8)) or refusal != "already_voted"
        if refusal == "round_closed":
            await chair.do("close", round=round_id, confirm=True)
        voter = phone if refusal == "already_voted" else other
        answer = await voter.cast(
            "r0" if refusal == "unknown_round" else round_id, 99 if refusal == "bad_ballot" else 7
        )
    assert (answer["code"], answer.get("final", False)) == (refusal, final)


@pytest.mark.parametrize(("card", "refusal"), [("void", "void_card"), ("group", "not_eligible")])
async def test_a_card_that_may_not_vote_is_refused_for_good(host: Hosted, card: str, refusal: str) -> None:
    part = {**MEETING["parts"][0], "groups": ["甲"]}
    made = await host.make(
        {**MEETING, "admission": "cards", "groups": [{"name": "甲"}, {"name": "乙"}], "parts": [part]}
    )
    [token] = await made.cards(1, "甲" if card == "void" else "乙")
    async with made.chair() as chair, made.phone(token) as phone:
        if card == "void":
            assert (await made.http("POST", "/void-cards", {"tokens": [token]})).status_code == 200
        answer = await phone.cast(await chair.open(made.ids()[:1]), 8)
    assert (answer["code"], answer.get("final")) == (refusal, True)


async def test_a_published_tally_has_percentages_and_phones_get_those_of_bands_only(host: Hosted) -> None:
    made = await host.make(voters_see_results=True, rules={"veto": VETO})
    async with crowd(made, 6) as phones, made.chair() as chair, made.screen() as screen:
        round_id = await chair.open(made.ids()[:1])
        marks = (9, 9, 9, 9, 9, 4)
        await asyncio.gather(*(phone.cast(round_id, mark) for phone, mark in zip(phones, marks, strict=True)))
        await chair.do("close", round=round_id)
        await chair.do("publish", round=round_id)
        shown = await screen.hear("tally", round=round_id, state="published")
        seen = await phones[0].hear("tally", round=round_id)
        async with made.guest() as late:
            assert late.welcome["tallies"] == [seen]
        [subject], [of_phone] = shown["subjects"], seen["subjects"]
        assert subject["shares"] == of_phone["shares"] == {"好": "83.3", "较好": "0.0", "一般": "16.7", "差": "0.0"}
        assert (subject["band"], subject["basis"]) == (of_phone["band"], of_phone["basis"]) == ("较好", "mean")
        assert subject["items"][0]["shares"][8] == "83.3" and "shares" not in of_phone["items"][0]
        results = (await screen.hear("results"))["results"]
        assert [result["lowered"] for result in results if result["ids"] == made.ids()[:1]] == [True]
    assert all("lowered" not in result for result in (await made.tally())["results"])


async def test_staff_gets_the_quorum_with_the_attendance_and_the_agenda_with_every_round(host: Hosted) -> None:
    made = await host.make(expected=8)
    async with made.chair() as chair, made.screen() as screen:
        meeting = screen.welcome["meeting"]
        assert (meeting["quorum_needed"], meeting["quorum_met"]) == (6, None)
        assert meeting["agenda"]["upcoming"] == made.ids()[:1]
        await made.http("PUT", "/attendance", {"present": 6, "absent": 2})
        assert (await screen.hear("welcome"))["meeting"]["quorum_met"] is True
        round_id = await chair.open(made.ids()[:1])
        opened = await screen.hear("round", id=round_id, state="open")
        assert opened["shows_tally"] is True
        assert opened["agenda"]["states"] == {made.ids()[0]: "open"}
        assert opened["agenda"]["upcoming"] == made.ids()[1:2]
        await chair.do("void", round=round_id, reason="投影出错")
        voided = await screen.hear("round", id=round_id, state="voided")
        assert (voided["agenda"]["states"], voided["agenda"]["upcoming"]) == ({}, made.ids()[:1])
        assert (await chair.hear("round", id=round_id, state="voided"))["agenda"] == voided["agenda"]


async def test_phones_are_not_sent_what_only_staff_shows(host: Hosted) -> None:
    made = await host.make()
    async with made.guest() as phone, made.chair() as chair:
        round = await phone.hear("round", id=await chair.open(made.ids()[:1]))
        assert not {"agenda", "shows_tally"} & set(round)


async def test_the_desk_reads_the_balance_the_grades_and_whether_the_document_is_locked(host: Hosted) -> None:
    made = await host.make(LIMITED, expected=8)
    await made.go_live()

    async def read() -> Map:
        meeting: Map = (await made.http("GET", "")).json()
        return meeting

    before = await read()
    assert (before["locked"], before["cards_per_page"]) == (False, 12)
    assert before["grades"] == ["好", "较好", "一般", "差", "优秀", "合格", "不合格"]
    assert before["reconciliation"]["quorum"] == {"share": "2/3", "needed": 6, "met": None}
    async with made.chair() as chair, crowd(made, 1) as (phone,):
        round_id = await chair.open(made.ids())
        assert (await read())["locked"] is True
        assert receipt(await phone.cast(round_id, [[0], [1], [1]]))
        await chair.do("close", round=round_id, confirm=True)
    await made.http("PUT", "/attendance", {"present": 0, "absent": 7})
    after = await read()
    assert after["locked"] is True and (await made.http("PUT", "", LIMITED)).json()["error"]["code"] == "has_ballots"
    balance = after["reconciliation"]
    assert (balance["attendance_difference"], balance["quorum"]["met"]) == (-1, False)
    assert balance["rounds"][0]["discrepancy"] == {"code": "more_than_present", "n": 1}
    assert (await made.http("PATCH", "", {"rules": {"panel": True}})).status_code == 200
    assert "discrepancy" not in (await made.tally())["reconciliation"]["rounds"][0]


async def test_only_grades_of_the_bands_that_judge_a_person_can_be_decided(host: Hosted) -> None:
    """The veto's grade too; any text for a person whom no bands judge."""
    hundred = {"title": "打分", "scale": {"min": 0, "max": 100}, "items": [{"key": "mark", "title": "得分"}]}
    score = {"name": "打分", "form": hundred, "subjects": [{"name": "赵六"}]}
    words = {"name": "党员评议", "form": FORM, "subjects": [{"name": "钱七"}]}
    made = await host.make({**MEETING, "parts": [words, MEETING["parts"][0], score]}, rules={"veto": VETO})
    assert any("“打分”未设等次线" in warning for warning in (await made.http("GET", "")).json()["warnings"])
    results = {result["ids"][0]: result["grades"] for result in (await made.tally(draft=True))["results"]}
    [members], [marked, *_], [free] = (made.ids(name) for name in ("党员评议", MEETING["parts"][0]["name"], "打分"))
    assert (results[members], results[free]) == (["优秀", "合格", "不合格", "差"], [])
    assert results[marked] == ["好", "较好", "一般", "差"]

    async def decide(subject: str, grade: str) -> int:
        body = {"grade": grade, "reason": "研究决定"}
        return (await made.http("PUT", f"/subjects/{subject}/decision", body)).status_code

    for grade in ("好", "较好", "优秀", "合格", "差", "上上等"):
        for subject, grades in ((members, results[members]), (marked, results[marked])):
            assert await decide(subject, grade) == (200 if grade in grades else 422), (subject, grade)
    assert await decide(free, "上上等") == 200 and await decide(free, "等" * 21) == 422
    assert await decide(members, "") == 422
    withdrawn = await made.http("PUT", f"/subjects/{free}/decision", {"grade": "", "reason": ""})
    assert withdrawn.status_code == 200


async def test_a_real_round_without_a_ballot_does_not_lock_the_document(host: Hosted) -> None:
    made = await host.make()
    await made.go_live()
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await chair.do("close", round=round_id, confirm=True)
    assert (await made.http("GET", "")).json()["locked"] is False
    assert (await made.http("PUT", "", MEETING)).status_code == 200
