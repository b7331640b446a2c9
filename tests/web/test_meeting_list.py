"""The administrator's calls on meetings: the list, a meeting's document for another one, deleting."""

import hashlib
import json

import pytest

from cards.sample_files import samples
from tests.harness import MEETING, Hosted, Map, MeetingClient, Start, TestClock

pytestmark = pytest.mark.anyio

SAMPLES = {name: json.loads(json.dumps(document, default=str)) for name, document in samples()}
VOTE: Map = {
    "title": "表决票",
    "scale": {"choices": ["赞成", "反对"]},
    "items": [{"key": "vote", "title": "表决", "abstain": True}],
}
MOTION: Map = {
    "name": "临时表决",
    "form": VOTE,
    "decide": {"rules": [{"grade": "通过", "of": ["赞成"], "over": "1/2"}, {"grade": "不通过"}]},
    "subjects": [{"name": "关于会费的决定"}],
}


async def listed(host: Hosted) -> list[Map]:
    answer = await host.http("GET", "/api/meetings", host.admin)
    assert answer.status_code == 200
    meetings: list[Map] = answer.json()
    return meetings


async def document(made: MeetingClient, key: str | None = None) -> Map:
    answer = await made.host.http("GET", f"{made.path}/document", key or made.keys["desk"])
    assert answer.status_code == 200, answer.text
    found: Map = answer.json()
    return found


async def amend(made: MeetingClient, changes: Map) -> None:
    answer = await made.http("PATCH", "", changes)
    assert answer.status_code == 200, answer.text


# The list


async def test_a_row_of_the_list_has_what_tells_meetings_apart(start: Start) -> None:
    async with start() as host:
        parts = [*MEETING["parts"], {**MEETING["parts"][0], "name": "下评"}]
        made = await host.make(title="年终评议", organisation="某镇", date="2026-12-20", expected=38, parts=parts)
        (row,) = await listed(host)
        assert {name: row[name] for name in ("id", "title", "organisation", "date", "phase", "people", "expected")} == {
            "id": made.id,
            "title": "年终评议",
            "organisation": "某镇",
            "date": "2026-12-20",
            "phase": "rehearsal",
            "people": 3,
            "expected": 38,
        }
        log = (await made.http("GET", "/log")).json()["log"]
        assert row["created"] == log[0]["at"]


async def test_the_list_tells_a_replaced_desk_key_and_reveals_none(host: Hosted) -> None:
    made = await host.make()

    async def key_id() -> str:
        return str((await listed(host))[0]["desk_key_id"])

    first = await key_id()
    assert first == hashlib.sha256(made.keys["desk"].encode()).hexdigest()[:16]
    await made.http("POST", "/keys", {"role": "chair"})
    assert await key_id() == first
    key = (await made.http("POST", "/keys", {"role": "desk"})).json()["key"]
    assert await key_id() == hashlib.sha256(key.encode()).hexdigest()[:16] != first
    text = json.dumps(await listed(host))
    assert not [one for one in (key, *made.keys.values()) if one in text]


async def test_the_list_begins_with_the_latest_day_and_within_a_day_with_the_newest_meeting(
    host: Hosted, clock: TestClock
) -> None:
    for title, day in (("甲", "2026-03-05"), ("乙", "2026-11-30"), ("丙", "2026-03-05"), ("丁", "2025-12-31")):
        await host.make(title=title, date=day)
        clock.run(60)
    assert [row["title"] for row in await listed(host)] == ["乙", "丙", "甲", "丁"]


# The document for another meeting


@pytest.mark.scaled(6)
@pytest.mark.parametrize("name", SAMPLES)
async def test_the_document_of_a_meeting_makes_an_equal_one(host: Hosted, name: str) -> None:
    """Copy as a new meeting: all but ballots, cards, keys and date."""
    made = await host.make(SAMPLES[name])
    copied = await document(made, host.admin)
    again = MeetingClient(host, (await host.http("POST", "/api/meetings", host.admin, copied)).json())
    before, after = [(await one.http("GET", "")).json()["document"] for one in (made, again)]
    assert before.pop("date") and after.pop("date")
    assert before == after == copied == await document(again)


async def test_the_document_has_no_ids_date_keys_and_no_wifi_password(host: Hosted) -> None:
    wifi = {"ssid": "会场无线网", "password": "correct-horse"}
    made = await host.make(date="2022-12-20", admission="cards", wifi=wifi)
    tokens = await made.cards(2)
    copied = await document(made)
    assert not {"id", "ids", "date", "keys", "wifi", "phase"} & set(copied)
    text = json.dumps(copied, ensure_ascii=False)
    secrets = [*made.keys.values(), *tokens, made.id, "2022-12-20", *wifi.values()]
    assert [secret for secret in secrets if secret in text] == []
    assert all(set(subject) == {"name", "unit", "post", "mode"} for subject in copied["parts"][0]["subjects"])


async def test_the_document_is_the_meeting_as_amended(host: Hosted) -> None:
    """Corrected names, added people and parts are in it as they are now; withdrawn ones are not."""
    parts = [*MEETING["parts"], {**MEETING["parts"][0], "name": "下评", "subjects": [{"name": "镇书记"}]}]
    made = await host.make(parts=parts, expected=30)
    await made.go_live()
    first, second, _ = made.ids()
    await amend(made, {"names": {first: {"name": "张三", "unit": "第九支部", "post": "书记", "mode": "written"}}})
    await amend(made, {"withdraw": [second], "add": [{"part": "上述", "name": "李四"}], "expected": 31})
    await amend(made, {"add_part": MOTION})
    await amend(made, {"withdraw_part": "下评"})
    await amend(made, {"title": "改过的名称", "rules": {"panel": True}})
    copied = await document(made)
    assert (copied["title"], copied["expected"], copied["rules"]["panel"]) == ("改过的名称", 31, True)
    assert [part["name"] for part in copied["parts"]] == ["上述", "临时表决"]
    people = copied["parts"][0]["subjects"]
    assert people[0] == {"name": "张三", "unit": "第九支部", "post": "书记", "mode": "written"}
    assert [person["name"] for person in people] == ["张三", "第三支部书记", "李四"]
    assert (await host.http("POST", "/api/meetings", host.admin, copied)).status_code == 201


async def test_a_withdrawn_part_that_a_rule_names_leaves_a_document_that_is_accepted(host: Hosted) -> None:
    other = {**MEETING["parts"][0], "name": "下评", "bands": [["甲", "6"], ["乙", "0"]]}
    rules = {"rank": ["score", "part:下评"], "veto": {"bands": ["乙"], "over": "0.10", "grade": "乙"}}
    made = await host.make(parts=[*MEETING["parts"], other], rules=rules)
    await amend(made, {"withdraw_part": "下评"})
    answer = await host.http("POST", "/api/meetings", host.admin, await document(made))
    assert answer.status_code == 201, answer.text


# Deleting


async def test_the_administrator_deletes_a_meeting_by_its_title(host: Hosted) -> None:
    made, other = await host.make(title="试一试"), await host.make(title="别的会")
    for body, status in (({"title": "别的会"}, 422), ({}, 422), ({"title": "试一试"}, 204)):
        answer = await host.http("DELETE", made.path, host.admin, body)
        assert answer.status_code == status, (body, answer.text)
    assert [row["id"] for row in await listed(host)] == [other.id]
    assert (await made.http("GET", "")).status_code == 401
    assert (await host.http("DELETE", made.path, host.admin, {"title": "试一试"})).status_code == 404


async def test_nobody_deletes_a_meeting_while_a_round_is_open(host: Hosted) -> None:
    made = await host.make()
    async with made.chair() as chair:
        await chair.open(made.ids()[:1])
        answer = await host.http("DELETE", made.path, host.admin, {"title": MEETING["title"]})
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "round_open")
    assert len(await listed(host)) == 1
