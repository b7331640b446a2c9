"""The HTTP API: what a document, a body and a change may be, and what is refused with which words."""

import asyncio
import hashlib
import io
import json
from typing import Any

import httpx2
import openpyxl
import pytest

from tests.harness import MEETING, Hosted, Made, Map, crowd, receipt

pytestmark = pytest.mark.anyio

PART: Map = MEETING["parts"][0]
MIB = 1024 * 1024


def error(answer: httpx2.Response) -> tuple[int, str, str | None]:
    """Status, code and field of a refusal; every refusal has words for a person."""
    told = answer.json()["error"]
    assert set(answer.json()) == {"error"} and told["message"]
    return answer.status_code, told["code"], told.get("field")


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


def part(**changes: object) -> Map:
    return {"parts": [{**PART, **changes}]}


FORM: Map = {"title": "表", "scale": {"min": 1, "max": 10}, "items": [{"key": "a", "title": "甲"}]}
REFUSED: list[tuple[Map, str]] = [
    ({"title": ""}, "title"),
    ({"title": 5}, "title"),
    ({"colour": "red"}, "colour"),
    ({"parts": []}, "parts"),
    (part(weight="0"), "parts[0].weight"),
    (part(weight="-1"), "parts[0].weight"),
    (part(weight=0.7), "parts[0].weight"),
    (part(weight="NaN"), "parts[0].weight"),
    (part(colour="red"), "parts[0].colour"),
    (part(subjects=[]), "parts[0].subjects"),
    (part(subjects=[{"name": "甲"}, {"name": "甲"}]), "parts[0].subjects[1].name"),
    (part(subjects=[{"name": "甲", "age": 5}]), "parts[0].subjects[0].age"),
    (part(subjects=[{"name": "甲", "mode": "video"}]), "parts[0].subjects[0].mode"),
    (part(form="none"), "parts[0].form"),
    (part(form={**FORM, "items": []}), "parts[0].form.items"),
    (part(form={**FORM, "items": [{"key": "a", "title": "甲", "weight": "0"}]}), "parts[0].form.items[0].weight"),
    (part(form={**FORM, "scale": {"min": 10, "max": 1}}), "parts[0].form.scale.max"),
    (part(groups=["B"]), "parts[0].groups[0]"),
    (part(source="paper"), "parts[0].source"),
    ({"language": "fr"}, "language"),
    ({"date": "2022-02-30"}, "date"),
    ({"expected": 0}, "expected"),
    ({"expected": True}, "expected"),
    ({"quorum": "3/2"}, "quorum"),
    ({"admission": "email"}, "admission"),
    ({"join": "secret"}, "join"),
    ({"show": "never"}, "show"),
    ({"voters_see_results": "yes"}, "voters_see_results"),
    ({"groups": [{"name": "A"}, {"name": "A"}]}, "groups[1].name"),
    ({"groups": [{"name": "A", "weight": "0", "size": 5}]}, "groups[0].weight"),
    ({"groups": [{"name": "A", "weight": "1"}, {"name": "B", "weight": "1", "size": 5}]}, "groups[0].size"),
    ({"rules": {"decimals": -1}}, "rules.decimals"),
    ({"rules": {"mercy": 1}}, "rules.mercy"),
    ({"rules": {"veto": {"bands": ["坏"], "over": "0.10", "grade": "差"}}}, "rules.veto.bands[0]"),
    ({"retention_days": -1}, "retention_days"),
]


async def test_a_wrong_document_is_refused_with_the_field_that_is_wrong(host: Hosted) -> None:
    made = await host.make()
    for changes, field in REFUSED:
        document = {**MEETING, **changes}
        for method, path, key in (
            ("POST", "/api/meetings", host.admin),
            ("POST", "/api/preview", host.admin),
            ("PUT", made.path, made.keys["desk"]),
        ):
            assert error(await host.http(method, path, key, document)) == (422, "invalid_document", field), changes
    for missing in ("title", "parts"):
        document = {name: value for name, value in MEETING.items() if name != missing}
        assert error(await host.http("POST", "/api/meetings", host.admin, document))[::2] == (422, missing)
    assert len((await host.http("GET", "/api/meetings", host.admin)).json()) == 1


async def test_a_body_is_json_of_at_most_one_mib_and_sixteen_levels(host: Hosted) -> None:
    async def post(body: bytes, path: str = "/api/meetings") -> tuple[int, str, str | None]:
        return error(await host.http("POST", path, host.admin, body))

    for broken in (b"", b"{", b"\xff\xfe", b"nonsense", b'{"title": NaN}', b'{"title": Infinity}'):
        assert (await post(broken))[:2] == (400, "bad_json"), broken
    for other in (b"[]", b"5", b"null", b'"text"'):
        assert (await post(other))[0] in (400, 422)
    assert (await post(b'{"x":' + b"[" * 15 + b"]" * 15 + b"}"))[:2] == (422, "invalid_document")
    assert (await post(b'{"x":' + b"[" * 16 + b"]" * 16 + b"}"))[:2] == (400, "too_deep")
    assert (await post(b"[" * 100_000))[:2] == (400, "too_deep")
    assert (await post(b'{"x":"' + b"[" * (MIB - 8) + b'"}'))[:2] == (422, "invalid_document")
    assert (await post(b'{"x":"' + b"[" * (MIB - 7) + b'"}'))[:2] == (413, "body_too_large")
    text = json.dumps({"text": "\n" * (2 * MIB)}).encode()
    assert (await host.http("POST", "/api/rosters", host.admin, text, Content_Type="application/json")).status_code == 200
    assert (await post(b"," * (5 * MIB + 1), "/api/rosters"))[:2] == (413, "body_too_large")


async def test_words_come_in_the_language_that_is_asked_for(host: Hosted) -> None:
    made = await host.make()
    for asked, chinese in (("", True), ("en", False), ("fr", True), ("en;q=0.5, zh-CN;q=0.8", True), ("en-GB,zh;q=0.5", False)):
        for answer in (
            await host.http("GET", "/api/meetings", None, Accept_Language=asked),
            await made.http("POST", "/phase", {"phase": "nowhere"}, Accept_Language=asked),
            await made.http("PUT", "", {**MEETING, "title": ""}, Accept_Language=asked),
        ):
            assert answer.json()["error"]["message"].isascii() is not chinese, asked


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
        answer = await made.http(
            "PATCH", "", {"title": "新名称", "expected": 9, "names": {two: {"name": "更正"}}, "order": {"上述": [three, two, one]}}
        )
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
    assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200
    before = await made.tally()
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
