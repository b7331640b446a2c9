"""Additions to the voted results: validated, logged, frozen at certification; decisions may come later."""

from pathlib import Path
from typing import Any

import pytest

from tests.harness import MEETING, Hosted, Map, MeetingClient, TestClock, crowd, hosted, receipt
from tests.voters import moved
from tests.web.test_api import hold_round
from tests.web.test_documents import error
from tests.workbooks import cells

pytestmark = pytest.mark.anyio

WEEKS = 6 * 7 * 86400
ENTERED: Map = {
    "name": "日常考核",
    "form": "plain",
    "source": "entered",
    "weight": "0.3",
    "subjects": [{"name": "张三"}],
}


async def certified(host: Hosted, **changes: Any) -> MeetingClient:
    """A certified meeting with one closed round."""
    made = await host.make(expected=8, **changes)
    await made.go_live()
    await hold_round(made)
    assert (await made.http("PUT", "/attendance", {"present": 6, "absent": 2})).status_code == 200
    answer = await made.http("POST", "/phase", {"phase": "certified"})
    assert answer.status_code == 200, answer.text
    return made


async def decide(made: MeetingClient, grade: str, reason: str) -> None:
    path = f"/subjects/{made.ids()[0]}/decision"
    assert (await made.http("PUT", path, {"grade": grade, "reason": reason})).status_code == 200


async def test_a_decision_weeks_after_certification_is_shown_next_to_the_grade_and_keeps_the_fingerprint(
    tmp_path: Path, clock: TestClock
) -> None:
    async with hosted(tmp_path, clock) as host:
        made = await certified(host)
        before = await made.tally()
        clock.run(WEEKS)
        await decide(made, "好", "综合日常表现")
        after = await made.tally()
        assert after["fingerprint"] == before["fingerprint"] and len(before["fingerprint"]) == 64
        assert after["generated"] > before["generated"]
        result, proposed = after["results"][0], before["results"][0]
        assert result["decided"] == {"grade": "好", "reason": "综合日常表现"}
        assert {**result, "decided": None} == proposed, "votes and proposed grade are unchanged"
    async with hosted(tmp_path, clock) as host:
        made = moved(made, host)
        assert await made.tally() == after
        clock.run(WEEKS)
        await decide(made, "一般", "复核后更改")
        changed = await made.tally()
        assert changed["fingerprint"] == before["fingerprint"]
        assert changed["results"][0]["decided"] == {"grade": "一般", "reason": "复核后更改"}
        await decide(made, "", "")
        assert (await made.tally())["results"][0]["decided"] is None, "withdrawn"
        log = (await made.http("GET", "/log")).json()["log"]
        assert [entry["detail"]["value"]["grade"] for entry in log if entry["act"] == "decisions"] == ["好", "一般", ""]


async def test_what_was_decided_on_a_rehearsals_results_ends_with_them(host: Hosted) -> None:
    """Flags and adjustments are of the person, not of the results, and stay."""
    made = await host.make()
    await hold_round(made)
    await decide(made, "好", "试")
    await made.http("PUT", f"/subjects/{made.ids()[0]}/flags", ["被问责"])
    await made.http("PUT", f"/subjects/{made.ids()[0]}/adjustments", [{"points": "-0.5", "reason": "材料迟交"}])
    assert (await made.tally())["results"][0]["decided"] == {"grade": "好", "reason": "试"}
    await made.go_live()
    additions = (await made.http("GET", "")).json()["additions"]
    assert (additions["decisions"], list(additions["flags"]), list(additions["adjustments"])) == (
        {},
        made.ids()[:1],
        made.ids()[:1],
    )


async def test_after_certification_only_a_decision_can_be_added(host: Hosted) -> None:
    made = await certified(host, parts=[MEETING["parts"][0], ENTERED])
    before, log = await made.tally(), (await made.http("GET", "/log")).json()
    one = f"/subjects/{made.ids()[0]}"
    for method, path, body in (
        ("PUT", one + "/adjustments", [{"points": "-0.5", "reason": "迟到"}]),
        ("PUT", one + "/flags", ["重大失误"]),
        ("PUT", f"/subjects/{made.ids('日常考核')[0]}/entered", {"score": "8.5"}),
        ("PUT", "/attendance", {"present": 7, "absent": 1}),
        ("PATCH", "", {"title": "别的"}),
        ("PUT", "", MEETING),
        ("POST", "/phase", {"phase": "live"}),
        ("POST", "/phase", {"phase": "certified"}),
    ):
        assert error(await made.http(method, path, body))[:2] == (409, "wrong_phase"), (method, path)
    assert await made.tally() == before and (await made.http("GET", "/log")).json() == log


async def test_adjustments_flags_and_entered_scores_change_the_result_and_are_shown_with_their_reasons(
    host: Hosted,
) -> None:
    parts = [MEETING["parts"][0] | {"weight": "0.7", "subjects": [{"name": "张三"}]}, ENTERED]
    made = await host.make(parts=parts)
    await made.go_live()
    await hold_round(made)
    one, entered = made.ids()[0], made.ids("日常考核")[0]
    for path, body in (
        (f"/subjects/{entered}/entered", {"score": "9.5"}),
        (f"/subjects/{one}/adjustments", [{"points": "-0.5", "reason": "迟到"}, {"points": "0.25", "reason": "加分"}]),
        (f"/subjects/{one}/flags", ["被问责"]),
    ):
        assert (await made.http("PUT", path, body)).status_code == 200, path
    (result,) = (await made.tally())["results"]
    assert result["parts"] == {"上述": "8.000", "日常考核": "9.500"}
    assert result["score"] == "8.200", "0.7 · 8 + 0.3 · 9.5 - 0.5 + 0.25"
    assert [one["reason"] for one in result["adjustments"]] == ["迟到", "加分"]
    assert result["grade"] == "差" and ("flag", True) in {(r["code"], "被问责" in r["text"]) for r in result["reasons"]}
    for path in ("adjustments", "flags"):
        assert (await made.http("PUT", f"/subjects/{one}/{path}", [])).status_code == 200
    (result,) = (await made.tally())["results"]
    assert (result["score"], result["grade"]) == ("8.450", "较好"), "gone once withdrawn"


BAD: dict[str, list[tuple[object, str]]] = {
    "decision": [
        ({}, "grade"),
        ({"grade": "", "reason": "x"}, "grade"),
        ({"reason": "x"}, "grade"),
        ({"grade": "极好", "reason": ""}, "grade"),
        ({"grade": 9, "reason": ""}, "grade"),
        ({"grade": "好", "reason": "字" * 501}, "reason"),
        ({"grade": "好", "reason": ["x"]}, "reason"),
        ({"grade": "好", "reason": "\u202e"}, "reason"),
        ({"grade": "好", "reason": "", "by": "x"}, "by"),
        ([], ""),
    ],
    "adjustments": [
        ({}, ""),
        ([{}], "[0].points"),
        ([{"points": "1", "reason": "x"}, {"points": 0.5, "reason": "x"}], "[1].points"),
        ([{"points": "1e3", "reason": "x"}], "[0].points"),
        ([{"points": "NaN", "reason": "x"}], "[0].points"),
        ([{"points": True, "reason": "x"}], "[0].points"),
        ([{"points": "1.0000000000001", "reason": "x"}], "[0].points"),
        ([{"points": "1", "reason": ""}], "[0].reason"),
        ([{"points": "1"}], "[0].reason"),
        ([{"points": "1", "reason": "x"}] * 51, ""),
    ],
    "flags": [("重大失误", ""), ([""], "[0]"), ([7], "[0]"), (["x", "\n"], "[1]"), (["x"] * 21, "")],
    "entered": [
        ({}, "score"),
        ({"score": 8.5}, "score"),
        ({"score": "-1"}, "score"),
        ({"score": "八"}, "score"),
        ({"score": None}, "score"),
        ({"score": "1001"}, "score"),
    ],
}


@pytest.mark.parametrize("kind", BAD)
async def test_every_invalid_value_is_refused_by_its_field_and_changes_nothing(host: Hosted, kind: str) -> None:
    made = await host.make(parts=[MEETING["parts"][0], ENTERED])
    subject = made.ids("日常考核")[0]
    before = (await made.http("GET", "")).json()
    for body, field in BAD[kind]:
        answer = await made.http("PUT", f"/subjects/{subject}/{kind}", body)
        assert error(answer) == (422, "invalid_document", field), body
        reported = answer.json()["error"]
        assert reported["message"] and reported["fields"][0]["field"] == field
    assert (await made.http("GET", "")).json() == before
    assert error(await made.http("PUT", f"/subjects/s99/{kind}", VALID[kind]))[:2] == (404, "unknown_subject")
    assert (await made.http("PUT", f"/subjects/{subject}/{kind}", VALID[kind])).status_code == 200


VALID: dict[str, object] = {
    "decision": {"grade": "好", "reason": ""},
    "adjustments": [{"points": "-0.5", "reason": "x"}],
    "flags": ["x"],
    "entered": {"score": "8.5"},
}


async def test_a_score_can_be_entered_only_in_a_part_without_voting(host: Hosted) -> None:
    made = await host.make(parts=[MEETING["parts"][0], ENTERED])
    answer = await made.http("PUT", f"/subjects/{made.ids()[0]}/entered", {"score": "8"})
    assert error(answer)[:2] == (404, "unknown_subject")


@pytest.mark.parametrize("meeting", ["zh", "en"])
async def test_a_refused_certification_names_every_difference_in_the_language_of_the_request(
    host: Hosted, meeting: str
) -> None:
    made = await host.make(expected=9, language=meeting)
    await made.go_live()
    await hold_round(made)
    await made.http("PUT", "/attendance", {"present": 5, "absent": 2})
    problems = {}
    for asks in ("zh", "en"):
        answer = await made.http("POST", "/phase", {"phase": "certified"}, Accept_Language=asks)
        reported = answer.json()["error"]
        assert (answer.status_code, reported["code"]) == (409, "not_balanced")
        assert all(problem in reported["message"] for problem in reported["problems"])
        problems[asks] = reported["problems"]
    assert problems["zh"] == ["应到 9 人，实到 5 加缺席 2 是 7 人，少 2", "第 1 轮收回 6 票，实到只有 5 人，多 1"]
    assert problems["en"] == [
        "9 are expected, but 5 present and 2 absent make 7: 2 too few",
        "Round 1: 6 ballots came back from 5 present: 1 too many",
    ]
    assert (await made.tally())["reconciliation"]["problems"] == problems[meeting], (
        "the papers are in the meeting's language"
    )


async def test_a_voided_round_stays_in_the_certified_record_with_its_reason_but_does_not_count(host: Hosted) -> None:
    made = await host.make(expected=6)
    await made.go_live()
    async with made.chair() as chair, crowd(made, 6) as phones:
        first = await chair.open(made.ids()[:1])
        for phone in phones:
            assert receipt(await phone.cast(first, 1))
        await chair.do("close", round=first)
        await chair.do("void", round=first, reason="念错了名字")
        second = await chair.open(made.ids()[:1])
        for phone in phones:
            assert receipt(await phone.cast(second, 9))
        await chair.do("close", round=second)
    await made.http("PUT", "/attendance", {"present": 6, "absent": 0})
    assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200
    tally = await made.tally()
    assert [(one["state"], one["voided"]) for one in tally["rounds"]] == [("voided", "念错了名字"), ("closed", None)]
    assert [one["round"] for one in tally["reconciliation"]["rounds"]] == [second]
    assert tally["results"][0]["score"] == "9.000"
    report = (await made.http("GET", "/tally.xlsx")).content
    assert any("念错了名字" in str(cell.value) for cell in cells(report)), "also on the count report"
