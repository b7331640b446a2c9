"""The HTTP API: a meeting made, changed, added to, certified and deleted."""

import asyncio
import hashlib
import io
import json
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.harness import MEETING, Hosted, Made, Map, crowd, receipt
from tests.web.test_documents import error

pytestmark = pytest.mark.anyio

PART: Map = MEETING["parts"][0]


async def held(made: Made, votes: int = 6, subject: int = 0) -> None:
    """A round held and closed, every ballot an 8."""
    async with made.chair() as chair, crowd(made, votes) as phones:
        round_id = await chair.open([made.ids()[subject]])
        assert all(map(receipt, await asyncio.gather(*(phone.cast(round_id, 8) for phone in phones))))
        await chair.do("close", round=round_id)


async def test_a_new_meeting_answers_with_everything_that_is_needed(host: Hosted) -> None:
    answer = await host.http("POST", "/api/meetings", host.admin, MEETING)
    made = answer.json()
    assert answer.status_code == 201 and {"id", "keys", "join", "links", "subjects"} <= set(made)
    assert set(made["keys"]) == {"chair", "screen", "desk"} and len(set(made["keys"].values())) == 3
    assert all(made["links"][role].endswith(f"/{role}#{key}") for role, key in made["keys"].items())
    assert list(made["join"]) == ["全体"] and len(made["join"]["全体"]) == 8
    assert made["subjects"][0].items() >= {"part": "上述", "name": "第一支部书记", "unit": "第一支部"}.items()
    listed = (await host.http("GET", "/api/meetings", host.admin)).json()
    assert [(one["id"], one["phase"]) for one in listed] == [(made["id"], "rehearsal")]


async def test_a_document_is_replaced_until_a_live_ballot_was_cast(host: Hosted) -> None:
    made = await host.make()
    changed = {**MEETING, "title": "改过的会议", "parts": [{**PART, "subjects": PART["subjects"][1:]}]}
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        assert error(await made.http("PUT", "", changed))[:2] == (409, "round_open")
        await chair.do("void", round=round_id, reason="改表")
    await held(made)
    answer = await made.http("PUT", "", changed)
    assert answer.status_code == 200, "a rehearsal's ballots do not count"
    assert [one["id"] for one in answer.json()["subjects"]] == made.ids()[1:], "who stays keeps the same id"
    assert (await made.tally())["rounds"] == []
    assert (await made.http("PUT", "", MEETING)).status_code == 200
    await made.go_live()
    assert (await made.http("PUT", "", MEETING)).status_code == 200
    made.subjects = (await made.http("GET", "")).json()["subjects"]
    await held(made)
    assert error(await made.http("PUT", "", changed))[:2] == (409, "has_ballots")
    async with made.chair() as chair:
        await chair.do("void", round=chair.welcome["round"]["id"], reason="重投")
    assert error(await made.http("PUT", "", changed))[:2] == (409, "has_ballots"), "they were cast all the same"


async def test_small_corrections_are_made_at_any_time_and_logged(host: Hosted) -> None:
    made = await host.make()
    await made.go_live()
    await held(made)
    one, two, three = made.ids()
    async with made.chair() as chair, crowd(made, 1) as (phone,):
        round_id = await chair.open([two])
        order, names = {"上述": [three, two, one]}, {two: {"name": "更正"}}
        answer = await made.http("PATCH", "", {"title": "新名称", "expected": 9, "names": names, "order": order})
        assert answer.status_code == 200 and answer.json()["document"]["title"] == "新名称"
        assert [subject["id"] for subject in answer.json()["subjects"]] == [three, two, one]
        renamed = await phone.until(lambda m: m["t"] == "round" and m["subjects"][0]["name"] == "更正")
        assert renamed["id"] == round_id
        for stands in (one, two):
            assert (await made.http("PATCH", "", {"withdraw": [stands]})).status_code == 409
        assert (await made.http("PATCH", "", {"withdraw": [three]})).status_code == 200
        added = await made.http("PATCH", "", {"add": [{"part": "上述", "name": "新人"}]})
        assert [subject["name"] for subject in added.json()["subjects"]][-1] == "新人"
        for wrong, field in (
            ({"title": ""}, "title"),
            ({"show": "held"}, "show"),
            ({"withdraw": ["s99"]}, "withdraw[0]"),
            ({"order": {"上述": [one]}}, "order.上述"),
            ({"add": [{"part": "没有", "name": "谁"}]}, "add[0].part"),
        ):
            assert error(await made.http("PATCH", "", wrong)) == (422, "invalid_document", field)
        await chair.do("close", round=round_id, confirm=True)
    acts = [entry["act"] for entry in (await made.http("GET", "/log")).json()["log"]]
    assert acts.count("amend") == 3


async def test_certifying_waits_for_the_balance_and_freezes_the_counts(host: Hosted) -> None:
    made = await host.make(expected=8)
    assert error(await made.http("POST", "/phase", {"phase": "certified"}))[0] == 409, "a rehearsal is not certified"
    await made.go_live()
    await held(made)
    assert error(await made.http("POST", "/phase", {"phase": "certified"}))[:2] == (409, "not_balanced")
    for attendance in ({"present": 9, "absent": 0}, {"present": 5, "absent": 3}):
        assert (await made.http("PUT", "/attendance", attendance)).status_code == 200
        assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 409
        tally = await made.tally()
        assert not tally["reconciliation"]["balanced"] and tally["reconciliation"]["problems"]
    for wrong in ({"present": -1}, {"present": True}, {"present": "6"}, {"present": 6.0}, {"late": 1}):
        assert error(await made.http("PUT", "/attendance", wrong))[::2] == (422, next(iter(wrong)))
    await made.http("PUT", "/attendance", {"present": 6, "absent": 2})
    async with made.screen() as screen:
        assert screen.welcome["fingerprint"] is None, "it is not final yet"
        answer = await made.http("POST", "/phase", {"phase": "certified"})
        assert answer.status_code == 200, answer.text
        before = await made.tally()
        await screen.hear("welcome", fingerprint=before["fingerprint"])
    frozen: list[tuple[str, str, Any]] = [
        ("POST", "/phase", {"phase": "live"}),
        ("PUT", "", MEETING),
        ("POST", "/cards", {"group": "全体", "count": 1}),
        ("PUT", "/attendance", {"present": 7, "absent": 1}),
        ("PUT", "/subjects/s1/adjustments", [{"points": "1", "reason": "x"}]),
        ("PUT", "/subjects/s1/flags", ["x"]),
    ]
    for method, path, body in frozen:
        assert error(await made.http(method, path, body))[0] == 409, path
    async with made.chair() as chair:
        for command in ("open", "void"):
            asked = {"part": "上述", "subjects": made.ids()[1:2], "round": before["rounds"][0]["id"], "reason": "x"}
            assert (await chair.ask(command, **asked))["code"] == "wrong_phase"
    assert await made.tally() == before
    decided = {"grade": "好", "reason": "综合研判"}
    assert (await made.http("PUT", "/subjects/s1/decision", decided)).status_code == 200
    after = await made.tally()
    assert after["results"][0]["decided"] == decided and after["fingerprint"] == before["fingerprint"]


async def test_held_results_are_published_all_together(host: Hosted) -> None:
    made = await host.make(show="held")
    async with made.chair() as chair:
        assert (await chair.ask("publish", all=True))["code"] == "stale"
        for subject in range(2):
            await held(made, subject=subject)
        assert error(await made.http("GET", "/tally.json"))[:2] == (409, "not_published")
        await chair.do("publish", all=True)
        assert {one["state"] for one in (await made.tally())["rounds"]} == {"published"}


async def test_what_people_add_is_checked_and_stands_beside_what_was_voted(host: Hosted) -> None:
    entered = {**PART, "name": "考核", "source": "entered"}
    made = await host.make(parts=[PART, entered])
    await held(made)
    one, other = made.ids()[0], made.ids("考核")[0]
    wrong: list[tuple[str, str, Any, tuple[int, str, str | None]]] = [
        (one, "decision", {"grade": "很好"}, (422, "invalid_document", "grade")),
        (one, "decision", {"reason": "x"}, (422, "invalid_document", "grade")),
        (one, "adjustments", [{"points": 0.5, "reason": "x"}], (422, "invalid_document", "[0].points")),
        (one, "adjustments", [{"points": "1"}], (422, "invalid_document", "[0].reason")),
        (one, "flags", "重大失误", (422, "invalid_document", "")),
        (one, "entered", {"score": "8"}, (404, "unknown_subject", "subject")),
        (other, "entered", {"score": "excellent"}, (422, "invalid_document", "score")),
        ("s99", "flags", [], (404, "unknown_subject", "subject")),
        (one, "wishes", [], (404, "not_found", None)),
    ]
    for subject, kind, body, expected in wrong:
        told = error(await made.http("PUT", f"/subjects/{subject}/{kind}", body))
        assert (*told[:2], told[2] or "") == (*expected[:2], expected[2] or ""), kind
    for subject, kind, body in (
        (one, "adjustments", [{"points": "-0.5", "reason": "迟到"}]),
        (one, "flags", ["重大失误"]),
        (other, "entered", {"score": "9"}),
    ):
        assert (await made.http("PUT", f"/subjects/{subject}/{kind}", body)).status_code == 200
    [result] = [one for one in (await made.tally())["results"] if one["subject"]["name"] == "第一支部书记"]
    assert result["score"] == "8.000", "(8 + 9) / 2 - 0.5"
    assert result["grade"] == "差" and "flag" in {reason["code"] for reason in result["reasons"]}


async def test_a_subject_of_a_voided_round_may_be_withdrawn(host: Hosted) -> None:
    made = await host.make()
    one = made.ids()[0]
    async with made.chair() as chair, crowd(made, 1) as (phone,):
        round_id = await chair.open([one])
        await chair.do("void", round=round_id, reason="缺席")
        assert (await made.http("PATCH", "", {"withdraw": [one]})).status_code == 200
        async with made.chair() as again, made.phone(phone.welcome["token"]) as back:
            assert again.welcome["round"]["state"] == back.welcome["round"]["state"] == "voided"
    assert (await made.tally())["rounds"][0]["subjects"] == [one]


async def test_deleting_leaves_no_byte_of_a_meeting_on_the_disk(host: Hosted) -> None:
    """Its title, its people, its notes, its log; another meeting stays whole."""
    canary, note = "金丝雀会议zq17", "金丝雀意见zq18"
    other = await host.make()
    made = await host.make(title=canary, parts=[{**PART, "subjects": [{"name": "金丝雀人zq19"}]}])
    async with made.chair() as chair, crowd(made, 1) as (phone,):
        round_id = await chair.open(made.ids())
        assert error(await made.http("DELETE", "", {"title": canary}))[:2] == (409, "round_open")
        assert receipt(await phone.cast(round_id, 8, notes=[{"subject": 0, "key": "problems", "text": note}]))
        await chair.do("close", round=round_id, confirm=True)
    assert error(await made.http("DELETE", "", {"title": "别的"}))[1:] == ("title_mismatch", "title")
    folder = host.data
    words = [word.encode() for word in (canary, note, "金丝雀人zq19", made.id, round_id)]

    def disk() -> bytes:
        return b"".join(path.name.encode() + path.read_bytes() for path in folder.rglob("*") if path.is_file())

    assert all(word in disk() for word in words)
    assert (await made.http("DELETE", "", {"title": canary})).status_code == 204
    assert not any(word in disk() for word in words)
    assert (await other.tally())["meeting"]["id"] == other.id


async def test_every_act_is_in_a_log_of_which_no_line_can_go_missing(host: Hosted) -> None:
    made = await host.make()
    await made.cards(1)
    await held(made)
    log = (await made.http("GET", "/log")).json()["log"]
    assert [entry["act"] for entry in log] == ["create", "cards", "open", "close", "counted"]
    assert [entry["n"] for entry in log] == [1, 2, 3, 4, 5]
    chain = ""
    for entry in log:
        line = [made.id, entry["n"], entry["at"], entry["role"], entry["act"], entry["detail"]]
        written = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        chain = hashlib.sha256((chain + written).encode()).hexdigest()
        assert entry["chain"] == chain


async def test_rosters_come_as_text_or_as_a_file(host: Hosted) -> None:
    book, body = openpyxl.Workbook(), io.BytesIO()
    page = book.active
    assert isinstance(page, Worksheet)
    for row in (["姓名", "单位"], ["张三", "第一支部"], ["李四", "第二支部"]):
        page.append(row)
    book.save(body)
    pasted = json.dumps({"text": "姓名\t单位\n张三\t第一支部\n李四\t第二支部"}).encode()
    kinds = {"application/json": pasted, "text/csv": "姓名,单位\n张三,第一支部\n李四,第二支部\n".encode()}
    for media, sent in {**kinds, "application/octet-stream": body.getvalue()}.items():
        answer = (await host.http("POST", "/api/rosters", host.admin, sent, Content_Type=media)).json()
        assert answer["ok"] and [(row["name"], row["unit"]) for row in answer["rows"]][1] == ("李四", "第二支部"), media
    twice = await host.http("POST", "/api/rosters", host.admin, "张三,一\n张三,一\n".encode(), Content_Type="text/csv")
    assert twice.status_code == 200 and not twice.json()["ok"]


async def test_forms_and_a_preview_need_no_meeting(host: Hosted) -> None:
    shipped = (await host.http("GET", "/api/forms", host.admin)).json()["forms"]
    assert {form["id"] for form in shipped} >= {"secretary", "committee", "indicators", "six-items", "members", "plain"}
    shown = (await host.http("POST", "/api/preview", host.admin, MEETING)).json()
    assert len(shown["results"]) == 3 and all(result["grade"] for result in shown["results"])
    assert (await host.http("GET", "/api/meetings", host.admin)).json() == []
