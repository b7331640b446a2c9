"""The HTTP API: creates, changes, certifies and deletes a meeting."""

import asyncio
import hashlib
import io
import json
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from cards.form_files import forms
from server.core.message_catalogue import LANGUAGES
from tests.harness import MEETING, Hosted, Map, MeetingClient, crowd, receipt
from tests.web.test_documents import error

pytestmark = pytest.mark.anyio

PART: Map = MEETING["parts"][0]


async def hold_round(meeting: MeetingClient, votes: int = 6, subject: int = 0) -> None:
    """Hold a round on one subject and close it; every ballot is an 8."""
    async with meeting.chair() as chair, crowd(meeting, votes) as phones:
        round_id = await chair.open([meeting.ids()[subject]])
        assert all(map(receipt, await asyncio.gather(*(phone.cast(round_id, 8) for phone in phones))))
        await chair.do("close", round=round_id)


async def test_creating_a_meeting_returns_its_keys_links_codes_and_subjects(host: Hosted) -> None:
    answer = await host.http("POST", "/api/meetings", host.admin, MEETING)
    created = answer.json()
    assert answer.status_code == 201 and {"id", "keys", "join", "links", "subjects"} <= set(created)
    assert set(created["keys"]) == {"chair", "screen", "desk"} and len(set(created["keys"].values())) == 3
    assert all(created["links"][role].endswith(f"/{role}#{key}") for role, key in created["keys"].items())
    assert list(created["join"]) == ["全体"] and len(created["join"]["全体"]) == 8
    assert created["subjects"][0].items() >= {"part": "上述", "name": "第一支部书记", "unit": "第一支部"}.items()
    meetings = (await host.http("GET", "/api/meetings", host.admin)).json()
    assert [(listed["id"], listed["phase"]) for listed in meetings] == [(created["id"], "rehearsal")]


async def test_a_document_can_be_replaced_until_a_live_ballot_is_cast(host: Hosted) -> None:
    meeting = await host.make()
    changed = {**MEETING, "title": "改过的会议", "parts": [{**PART, "subjects": PART["subjects"][1:]}]}
    async with meeting.chair() as chair:
        round_id = await chair.open(meeting.ids()[:1])
        assert error(await meeting.http("PUT", "", changed))[:2] == (409, "round_open")
        await chair.do("void", round=round_id, reason="改表")
    await hold_round(meeting)
    answer = await meeting.http("PUT", "", changed)
    assert answer.status_code == 200, "ballots of a rehearsal do not prevent it"
    assert [subject["id"] for subject in answer.json()["subjects"]] == meeting.ids()[1:], (
        "remaining subjects keep their ids"
    )
    assert (await meeting.tally())["rounds"] == []
    assert (await meeting.http("PUT", "", MEETING)).status_code == 200
    await meeting.go_live()
    assert (await meeting.http("PUT", "", MEETING)).status_code == 200
    meeting.subjects = (await meeting.http("GET", "")).json()["subjects"]
    await hold_round(meeting)
    assert error(await meeting.http("PUT", "", changed))[:2] == (409, "has_ballots")
    async with meeting.chair() as chair:
        await chair.do("void", round=chair.welcome["round"]["id"], reason="重投")
    assert error(await meeting.http("PUT", "", changed))[:2] == (409, "has_ballots"), (
        "voiding the round does not undo that they were cast"
    )


async def test_amendments_are_possible_at_any_time_and_logged(host: Hosted) -> None:
    meeting = await host.make()
    await meeting.go_live()
    await hold_round(meeting)
    first, second, third = meeting.ids()
    async with meeting.chair() as chair, crowd(meeting, 1) as (phone,):
        round_id = await chair.open([second])
        order, names = {"上述": [third, second, first]}, {second: {"name": "更正"}}
        answer = await meeting.http("PATCH", "", {"title": "新名称", "expected": 9, "names": names, "order": order})
        assert answer.status_code == 200 and answer.json()["document"]["title"] == "新名称"
        assert [subject["id"] for subject in answer.json()["subjects"]] == [third, second, first]
        renamed = await phone.until(lambda m: m["t"] == "round" and m["subjects"][0]["name"] == "更正")
        assert renamed["id"] == round_id
        for subject in (first, second):
            assert (await meeting.http("PATCH", "", {"withdraw": [subject]})).status_code == 409
        assert (await meeting.http("PATCH", "", {"withdraw": [third]})).status_code == 200
        added = await meeting.http("PATCH", "", {"add": [{"part": "上述", "name": "新人"}]})
        assert [subject["name"] for subject in added.json()["subjects"]][-1] == "新人"
        for change, field in (
            ({"title": ""}, "title"),
            ({"show": "held"}, "show"),
            ({"withdraw": ["s99"]}, "withdraw[0]"),
            ({"order": {"上述": [first]}}, "order.上述"),
            ({"add": [{"part": "没有", "name": "谁"}]}, "add[0].part"),
        ):
            assert error(await meeting.http("PATCH", "", change)) == (422, "invalid_document", field)
        await chair.do("close", round=round_id, confirm=True)
    acts = [entry["act"] for entry in (await meeting.http("GET", "/log")).json()["log"]]
    assert acts.count("amend") == 3


async def test_certification_requires_a_balance_and_freezes_the_counts(host: Hosted) -> None:
    meeting = await host.make(expected=8)
    assert error(await meeting.http("POST", "/phase", {"phase": "certified"}))[0] == 409, (
        "a rehearsal cannot be certified"
    )
    await meeting.go_live()
    await hold_round(meeting)
    assert error(await meeting.http("POST", "/phase", {"phase": "certified"}))[:2] == (409, "not_balanced")
    for attendance in ({"present": 9, "absent": 0}, {"present": 5, "absent": 3}):
        assert (await meeting.http("PUT", "/attendance", attendance)).status_code == 200
        assert (await meeting.http("POST", "/phase", {"phase": "certified"})).status_code == 409
        tally = await meeting.tally()
        assert not tally["reconciliation"]["balanced"] and tally["reconciliation"]["problems"]
    for invalid in ({"present": -1}, {"present": True}, {"present": "6"}, {"present": 6.0}, {"late": 1}):
        assert error(await meeting.http("PUT", "/attendance", invalid))[::2] == (422, next(iter(invalid)))
    await meeting.http("PUT", "/attendance", {"present": 6, "absent": 2})
    async with meeting.screen() as screen:
        assert screen.welcome["fingerprint"] is None, "the counts are not final"
        answer = await meeting.http("POST", "/phase", {"phase": "certified"})
        assert answer.status_code == 200, answer.text
        before = await meeting.tally()
        await screen.hear("welcome", fingerprint=before["fingerprint"])
    frozen_calls: list[tuple[str, str, Any]] = [
        ("POST", "/phase", {"phase": "live"}),
        ("PUT", "", MEETING),
        ("POST", "/cards", {"group": "全体", "count": 1}),
        ("PUT", "/attendance", {"present": 7, "absent": 1}),
        ("PUT", "/subjects/s1/adjustments", [{"points": "1", "reason": "x"}]),
        ("PUT", "/subjects/s1/flags", ["x"]),
    ]
    for method, path, body in frozen_calls:
        assert error(await meeting.http(method, path, body))[0] == 409, path
    async with meeting.chair() as chair:
        for command in ("open", "void"):
            fields = {"part": "上述", "subjects": meeting.ids()[1:2], "round": before["rounds"][0]["id"], "reason": "x"}
            assert (await chair.ask(command, **fields))["code"] == "wrong_phase"
    assert await meeting.tally() == before
    decision = {"grade": "好", "reason": "综合研判"}
    assert (await meeting.http("PUT", "/subjects/s1/decision", decision)).status_code == 200
    after = await meeting.tally()
    assert after["results"][0]["decided"] == decision and after["fingerprint"] == before["fingerprint"]


async def test_held_results_are_published_together(host: Hosted) -> None:
    meeting = await host.make(show="held")
    async with meeting.chair() as chair:
        assert (await chair.ask("publish", all=True))["code"] == "stale"
        for subject in range(2):
            await hold_round(meeting, subject=subject)
        assert error(await meeting.http("GET", "/tally.json"))[:2] == (409, "not_published")
        await chair.do("publish", all=True)
        assert {round["state"] for round in (await meeting.tally())["rounds"]} == {"published"}


async def test_additions_are_checked_and_combined_with_the_votes(host: Hosted) -> None:
    entered_part = {**PART, "name": "考核", "source": "entered"}
    meeting = await host.make(parts=[PART, entered_part])
    await hold_round(meeting)
    voted_subject, entered_subject = meeting.ids()[0], meeting.ids("考核")[0]
    refusals: list[tuple[str, str, Any, tuple[int, str, str | None]]] = [
        (voted_subject, "decision", {"grade": "很好"}, (422, "invalid_document", "grade")),
        (voted_subject, "decision", {"reason": "x"}, (422, "invalid_document", "grade")),
        (voted_subject, "adjustments", [{"points": 0.5, "reason": "x"}], (422, "invalid_document", "[0].points")),
        (voted_subject, "adjustments", [{"points": "1"}], (422, "invalid_document", "[0].reason")),
        (voted_subject, "flags", "重大失误", (422, "invalid_document", "")),
        (voted_subject, "entered", {"score": "8"}, (404, "unknown_subject", "subject")),
        (entered_subject, "entered", {"score": "excellent"}, (422, "invalid_document", "score")),
        ("s99", "flags", [], (404, "unknown_subject", "subject")),
        (voted_subject, "wishes", [], (404, "not_found", None)),
    ]
    for subject, kind, body, expected in refusals:
        refusal = error(await meeting.http("PUT", f"/subjects/{subject}/{kind}", body))
        assert (*refusal[:2], refusal[2] or "") == (*expected[:2], expected[2] or ""), kind
    for subject, kind, body in (
        (voted_subject, "adjustments", [{"points": "-0.5", "reason": "迟到"}]),
        (voted_subject, "flags", ["重大失误"]),
        (entered_subject, "entered", {"score": "9"}),
    ):
        assert (await meeting.http("PUT", f"/subjects/{subject}/{kind}", body)).status_code == 200
    [result] = [each for each in (await meeting.tally())["results"] if each["subject"]["name"] == "第一支部书记"]
    assert result["score"] == "8.000", "(8 + 9) / 2 - 0.5"
    assert result["grade"] == "差" and "flag" in {reason["code"] for reason in result["reasons"]}


async def test_a_subject_of_a_voided_round_can_be_withdrawn(host: Hosted) -> None:
    meeting = await host.make()
    subject = meeting.ids()[0]
    async with meeting.chair() as chair, crowd(meeting, 1) as (phone,):
        round_id = await chair.open([subject])
        await chair.do("void", round=round_id, reason="缺席")
        assert (await meeting.http("PATCH", "", {"withdraw": [subject]})).status_code == 200
        async with meeting.chair() as again, meeting.phone(phone.welcome["token"]) as back:
            assert again.welcome["round"]["state"] == back.welcome["round"]["state"] == "voided"
    assert (await meeting.tally())["rounds"][0]["subjects"] == [subject]


async def test_deletion_leaves_no_byte_of_a_meeting_on_disk(host: Hosted) -> None:
    """Title, subjects, notes and log are gone; another meeting is intact."""
    canary, note = "金丝雀会议zq17", "金丝雀意见zq18"
    other = await host.make()
    meeting = await host.make(title=canary, parts=[{**PART, "subjects": [{"name": "金丝雀人zq19"}]}])
    async with meeting.chair() as chair, crowd(meeting, 1) as (phone,):
        round_id = await chair.open(meeting.ids())
        assert error(await meeting.http("DELETE", "", {"title": canary}))[:2] == (409, "round_open")
        assert receipt(await phone.cast(round_id, 8, notes=[{"subject": 0, "key": "problems", "text": note}]))
        await chair.do("close", round=round_id, confirm=True)
    assert error(await meeting.http("DELETE", "", {"title": "别的"}))[1:] == ("title_mismatch", "title")
    folder = host.data
    words = [word.encode() for word in (canary, note, "金丝雀人zq19", meeting.id, round_id)]

    def on_disk() -> set[tuple[str, bytes]]:
        """The words, each with a file that has it."""
        files = {path.name: path.name.encode() + path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        return {(name, word) for name, content in files.items() for word in words if word in content}

    assert {word for _, word in on_disk()} == set(words)
    assert (await meeting.http("DELETE", "", {"title": canary})).status_code == 204
    assert on_disk() == set()
    assert (await other.tally())["meeting"]["id"] == other.id


async def test_every_action_is_in_a_log_whose_hash_chain_reveals_missing_entries(host: Hosted) -> None:
    meeting = await host.make()
    await meeting.cards(1)
    await hold_round(meeting)
    log = (await meeting.http("GET", "/log")).json()["log"]
    assert [entry["act"] for entry in log] == ["create", "cards", "open", "close", "counted"]
    assert [entry["n"] for entry in log] == [1, 2, 3, 4, 5]
    chain = ""
    for entry in log:
        line = [meeting.id, entry["n"], entry["at"], entry["role"], entry["act"], entry["detail"]]
        canonical = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        chain = hashlib.sha256((chain + canonical).encode()).hexdigest()
        assert entry["chain"] == chain


async def test_a_roster_may_be_text_or_a_file(host: Hosted) -> None:
    book, body = openpyxl.Workbook(), io.BytesIO()
    page = book.active
    assert isinstance(page, Worksheet)
    for row in (["姓名", "单位"], ["张三", "第一支部"], ["李四", "第二支部"]):
        page.append(row)
    book.save(body)
    pasted = json.dumps({"text": "姓名\t单位\n张三\t第一支部\n李四\t第二支部"}).encode()
    bodies = {"application/json": pasted, "text/csv": "姓名,单位\n张三,第一支部\n李四,第二支部\n".encode()}
    for media, content in {**bodies, "application/octet-stream": body.getvalue()}.items():
        answer = (await host.http("POST", "/api/rosters", host.admin, content, Content_Type=media)).json()
        assert answer["ok"] and [(row["name"], row["unit"]) for row in answer["rows"]][1] == ("李四", "第二支部"), media
    duplicate = await host.http(
        "POST", "/api/rosters", host.admin, "张三,一\n张三,一\n".encode(), Content_Type="text/csv"
    )
    assert duplicate.status_code == 200 and not duplicate.json()["ok"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_forms_and_samples_come_in_the_words_of_any_language(host: Hosted, language: str) -> None:
    shipped = await host.http("GET", f"/api/forms?language={language}", host.admin)
    assert shipped.json()["forms"] == json.loads(json.dumps(list(forms(language).values())))
    samples = (await host.http("GET", f"/api/samples?language={language}", host.admin)).json()["samples"]
    documents = {each["id"]: each["document"] for each in samples}
    assert documents["town-18"].get("language", "zh") == language


async def test_forms_and_a_preview_need_no_meeting(host: Hosted) -> None:
    shipped = (await host.http("GET", "/api/forms", host.admin)).json()["forms"]
    assert {form["id"] for form in shipped} >= {"secretary", "committee", "indicators", "six-items", "members", "plain"}
    preview = (await host.http("POST", "/api/preview", host.admin, MEETING)).json()
    assert len(preview["results"]) == 3 and all(result["grade"] for result in preview["results"])
    assert (await host.http("GET", "/api/meetings", host.admin)).json() == []
