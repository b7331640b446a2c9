"""Named admin keys over HTTP: what they see, their limits, how they end, and the log of the instance."""

import asyncio
import hashlib
import json

import pytest

from server.core.admin_keys import BY_MAIN, Limits
from tests.harness import MEETING, Hosted, Map, MeetingClient, Start, TestClock

pytestmark = pytest.mark.anyio

TITLE = MEETING["title"]


async def add(host: Hosted, name: str = "第一中学", **limits: object) -> Map:
    answer = await host.http("POST", "/api/keys", host.admin, {"name": name, **limits})
    assert answer.status_code == 201, answer.text
    added: Map = answer.json()
    return added


async def make(host: Hosted, key: str, **changes: object) -> MeetingClient:
    answer = await host.http("POST", "/api/meetings", key, {**MEETING, **changes})
    assert answer.status_code == 201, answer.text
    return MeetingClient(host, answer.json())


async def titles(host: Hosted, key: str) -> set[str]:
    return {row["title"] for row in (await host.http("GET", "/api/meetings", key)).json()}


async def listed(host: Hosted) -> dict[str, Map]:
    return {row["name"]: row for row in (await host.http("GET", "/api/keys", host.admin)).json()}


async def log(host: Hosted) -> list[Map]:
    answer = await host.http("GET", "/api/log", host.admin)
    assert answer.status_code == 200, answer.text
    lines: list[Map] = answer.json()["log"]
    return lines


def refusal(answer: object) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]  # type: ignore[attr-defined]


# What a key sees


async def test_each_key_sees_its_own_meetings_and_the_main_one_all_with_whose_they_are(host: Hosted) -> None:
    school, hospital = await add(host), await add(host, "市医院")
    await make(host, school["key"], title="甲")
    await make(host, hospital["key"], title="乙")
    await host.make(title="丙")
    assert await titles(host, school["key"]) == {"甲"}
    assert await titles(host, hospital["key"]) == {"乙"}
    rows = {row["title"]: row for row in (await host.http("GET", "/api/meetings", host.admin)).json()}
    owners = {title: row["owner"] and row["owner"]["name"] for title, row in rows.items()}
    assert owners == {"甲": "第一中学", "乙": "市医院", "丙": None}
    (own,) = (await host.http("GET", "/api/meetings", school["key"])).json()
    assert not {"owner", "number"} & set(own), "a body learns nothing of others, nor how many meetings there are"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/document", None),
        ("GET", "/log", None),
        ("POST", "/keys", {"role": "desk"}),
        ("DELETE", "", {"title": TITLE}),
        ("DELETE", "", {"title": "别的"}),
        ("POST", "/keys", {"role": "nobody"}),
    ],
)
async def test_the_meeting_of_another_body_answers_like_one_that_does_not_exist(
    host: Hosted, method: str, path: str, body: object
) -> None:
    school, hospital = await add(host), await add(host, "市医院")
    theirs, ours = await make(host, hospital["key"]), await host.make()
    for made in (theirs, ours):
        answer = await host.http(method, made.path + path, school["key"], body)
        unknown = await host.http(method, f"/api/meetings/{'0' * 16}{path}", school["key"], body)
        assert refusal(answer) == (404, "not_found")
        assert answer.content == unknown.content and dict(answer.headers).keys() == dict(unknown.headers).keys()
        assert (await made.http("GET", "")).status_code == 200, "nothing has changed"


async def test_a_key_has_the_document_links_log_and_deletion_of_its_own_meeting(host: Hosted) -> None:
    school = await add(host)
    made = await make(host, school["key"])
    document = (await host.http("GET", made.path + "/document", school["key"])).json()
    again = await make(host, school["key"], **document)
    link = await host.http("POST", made.path + "/keys", school["key"], {"role": "desk"})
    assert (await host.http("GET", made.path, link.json()["key"])).status_code == 200
    assert (await made.http("GET", "")).status_code == 401, "the old link opens nothing"
    acts = [(line["role"], line["act"]) for line in (await again.http("GET", "/log")).json()["log"]]
    assert acts == [("admin", "create")], "a meeting's own log, which is printed, names no admin key"
    assert (await host.http("DELETE", made.path, school["key"], {"title": TITLE})).status_code == 204
    assert len((await host.http("GET", "/api/meetings", school["key"])).json()) == 1


async def test_the_main_key_assigns_a_meeting_to_a_body_and_back(host: Hosted) -> None:
    school, made = await add(host), await host.make()
    for key, seen in ((school["id"], {TITLE}), (None, set())):
        answer = await host.http("PUT", made.path + "/owner", host.admin, {"key": key})
        assert answer.status_code == 204
        assert await titles(host, school["key"]) == seen
    for body, expected in (({"key": "00000000"}, (404, "unknown_admin_key")), ({"key": 1}, (422, "invalid_field"))):
        assert refusal(await host.http("PUT", made.path + "/owner", host.admin, body)) == expected
    nowhere = await host.http("PUT", f"/api/meetings/{'0' * 16}/owner", host.admin, {"key": school["id"]})
    assert refusal(nowhere) == (404, "not_found")
    assert refusal(await host.http("PUT", made.path + "/owner", school["key"], {"key": school["id"]}))[0] == 403


async def test_ids_that_no_database_can_hold_are_unknown(start: Start) -> None:
    """PostgreSQL stores no zero byte; no database stores half a surrogate pair."""
    async with start() as host:
        school, made = await add(host), await host.make()
        for id in ("%00", "a%00b", "%ED%A0%80", "%F0%9F%98%80"):
            for method, path, body in (
                ("GET", "/document", None),
                ("POST", "/keys", {"role": "desk"}),
                ("DELETE", "", {"title": TITLE}),
            ):
                for key in (host.admin, school["key"]):
                    answer = await host.http(method, f"/api/meetings/{id}{path}", key, body)
                    assert refusal(answer) == (404, "not_found"), (id, path)
            owner = await host.http("PUT", f"/api/meetings/{id}/owner", host.admin, {"key": None})
            assert refusal(owner) == (404, "not_found")
            for method, path in (("PATCH", ""), ("POST", "/link"), ("DELETE", "")):
                answer = await host.http(method, f"/api/keys/{id}{path}", host.admin, {"phones": 5})
                assert refusal(answer) == (404, "unknown_admin_key"), (id, method)
        for text in ("\0", "\ud800", "0000000\ud800"):
            answer = await host.http("PUT", made.path + "/owner", host.admin, {"key": text})
            assert refusal(answer) == (404, "unknown_admin_key")


async def test_an_admin_key_says_whose_it_is_and_what_it_allows(host: Hosted) -> None:
    school = await add(host, meetings=3, phones=200, expires="2027-06-30")
    await make(host, school["key"])
    own = (await host.http("GET", "/api/admin", school["key"])).json()
    assert own == {
        "name": "第一中学",
        "meetings": 1,
        "limits": {"meetings": 3, "phones": 200, "expires": "2027-06-30"},
    }
    main = (await host.http("GET", "/api/admin", host.admin)).json()
    assert (main["name"], main["meetings"], main["keys"]) == (None, 1, 1)


async def test_the_demo_and_its_simulated_voters_are_the_main_keys(host: Hosted) -> None:
    school, let_in = await add(host), list[str]()
    host.operations.simulated_voters.let_in = lambda: let_in.append("in")
    assert (await host.http("GET", "/api/demo", school["key"])).json() == {"demo": False}
    assert refusal(await host.http("POST", "/api/demo", school["key"], {})) == (404, "not_found")
    assert let_in == []
    assert (await host.http("GET", "/api/demo", host.admin)).json() == {"demo": True}
    assert (await host.http("POST", "/api/demo", host.admin, {})).status_code == 204 and let_in == ["in"]


# Names


async def test_two_keys_in_use_have_names_that_nobody_confuses(host: Hosted) -> None:
    """Names that differ in case, width, blanks or invisible characters only are refused."""
    await add(host, "Grove School 1")
    for name in ("grove school 1", "Ｇｒｏｖｅ School１", "Grove\u200bSchool\u00a01", " GroveSchool·1 "):
        answer = await host.http("POST", "/api/keys", host.admin, {"name": name})
        assert refusal(answer) == (409, "key_name_taken"), name
        assert answer.json()["error"]["field"] == "name"
    other = await add(host, "Grove School 2")
    answer = await host.http("PATCH", f"/api/keys/{other['id']}", host.admin, {"name": "GROVE SCHOOL 1"})
    assert refusal(answer) == (409, "key_name_taken")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        "甲\n乙",
        "\x1b[2J",
        "\u202e第一中学",
        "\u200b",
        "\u115f",
        "\u3164",
        "main",
        "0123abcd",
        "长" * 61,
        7,
        None,
    ],
)
async def test_a_name_can_neither_break_a_line_nor_pass_for_an_id(host: Hosted, name: object) -> None:
    answer = await host.http("POST", "/api/keys", host.admin, {"name": name})
    assert refusal(answer) == (422, "invalid_document")
    assert answer.json()["error"]["field"] == "name"


@pytest.mark.parametrize(
    "limits", [{"meetings": 0}, {"phones": True}, {"phones": "5"}, {"expires": "2026-02-30"}, {"owner": "x"}]
)
async def test_a_wrong_limit_is_named(host: Hosted, limits: Map) -> None:
    answer = await host.http("POST", "/api/keys", host.admin, {"name": "第一中学", **limits})
    assert answer.json()["error"]["field"] == next(iter(limits))
    assert await listed(host) == {}


# Limits on meetings


async def test_a_key_at_its_limit_creates_no_further_meeting_and_is_told_limit_and_name(host: Hosted) -> None:
    school = await add(host, meetings=1)
    made = await make(host, school["key"])
    answer = await host.http("POST", "/api/meetings", school["key"], MEETING, Accept_Language="en")
    assert refusal(answer) == (409, "meeting_limit")
    assert "第一中学" in answer.json()["error"]["message"] and "1 meeting," in answer.json()["error"]["message"]
    other = await host.make()
    answer = await host.http("PUT", other.path + "/owner", host.admin, {"key": school["id"]})
    assert refusal(answer) == (409, "meeting_limit")
    assert (await host.http("PUT", made.path + "/owner", host.admin, {"key": school["id"]})).status_code == 204
    await host.http("DELETE", made.path, school["key"], {"title": TITLE})
    await make(host, school["key"])
    assert (await host.http("PATCH", f"/api/keys/{school['id']}", host.admin, {"meetings": None})).status_code == 204
    await make(host, school["key"])


async def test_requests_that_race_do_not_exceed_the_limit(host: Hosted) -> None:
    school = await add(host, meetings=3)
    requests = (host.http("POST", "/api/meetings", school["key"], MEETING) for _ in range(12))
    codes = sorted(answer.status_code for answer in await asyncio.gather(*requests))
    assert codes == [201] * 3 + [409] * 9
    assert (await listed(host))["第一中学"]["meetings"] == 3


# The end of a key


async def test_a_revoked_key_opens_nothing_and_its_meetings_go_on(host: Hosted) -> None:
    school = await add(host)
    made = await make(host, school["key"])
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        assert (await host.http("DELETE", f"/api/keys/{school['id']}", host.admin)).status_code == 204
        for method, path in (("GET", "/api/meetings"), ("GET", made.path + "/log"), ("GET", "/api/admin")):
            assert refusal(await host.http(method, path, school["key"])) == (401, "revoked_key")
        async with made.guest() as phone:
            assert (await phone.cast(round_id, 8))["t"] == "receipt"
        await chair.do("close", round=round_id, confirm=True)
    (row,) = (await host.http("GET", "/api/meetings", host.admin)).json()
    assert row["owner"] == {"id": school["id"], "name": "第一中学", "revoked": True}
    again = await add(host)
    assert await titles(host, again["key"]) == set(), "another key of the same name does not inherit them"
    for method, path in (("PATCH", ""), ("POST", "/link"), ("DELETE", "")):
        answer = await host.http(method, f"/api/keys/{school['id']}{path}", host.admin, {"phones": 5})
        assert refusal(answer) == (404, "unknown_admin_key"), "it is revoked for good"


async def test_a_revocation_during_a_creation_leaves_no_meeting_of_that_key(
    host: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key was still good when the request was authorised."""
    school, create = await add(host), host.operations.store.create

    async def revoked_before(*arguments: object) -> None:
        await host.operations.admin_keys.revoke(school["id"], BY_MAIN)
        await create(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(host.operations.store, "create", revoked_before)
    answer = await host.http("POST", "/api/meetings", school["key"], MEETING)
    assert refusal(answer) == (401, "unknown_key")
    assert (await listed(host))["第一中学"]["meetings"] == 0


async def test_a_key_is_good_through_its_last_day_in_the_servers_zone(host: Hosted, clock: TestClock) -> None:
    today = clock.local().date()
    school = await add(host, expires=today.isoformat())
    assert (await host.http("GET", "/api/meetings", school["key"])).status_code == 200
    clock.run(24 * 3600)
    answer = await host.http("GET", "/api/meetings", school["key"])
    assert refusal(answer) == (401, "expired_key")
    assert today.isoformat() in answer.json()["error"]["message"]
    assert (await listed(host))["第一中学"]["state"] == "expired"
    await host.http("PATCH", f"/api/keys/{school['id']}", host.admin, {"expires": None})
    assert (await host.http("GET", "/api/meetings", school["key"])).status_code == 200


async def test_a_new_link_ends_the_old_one_and_keeps_the_meetings(host: Hosted) -> None:
    school = await add(host)
    await make(host, school["key"])
    link = (await host.http("POST", f"/api/keys/{school['id']}/link", host.admin)).json()
    assert link["link"].endswith(f"/admin#{link['key']}") and link["name"] == "第一中学"
    assert refusal(await host.http("GET", "/api/meetings", school["key"])) == (401, "unknown_key")
    assert await titles(host, link["key"]) == {TITLE}


async def test_the_last_use_is_stored_to_the_minute_and_from_nowhere(start: Start, clock: TestClock) -> None:
    async with start() as host:
        school = await add(host)
        assert (await listed(host))["第一中学"]["used"] is None
        await host.http("GET", "/api/meetings", school["key"])
        clock.run(150)
        await host.http("GET", "/api/meetings", school["key"])
        row = (await listed(host))["第一中学"]
        assert row["used"] == clock.stamp(clock.now() // 60 * 60)
        clock.run(150)
        await host.http("GET", "/api/admin", school["key"])
        assert (await listed(host))["第一中学"]["used"] == row["used"], "an open page is no use of its key"
        assert set(row) == {"id", "name", "state", "meetings", "limits", "created", "used", "revoked"}


async def test_no_answer_and_no_file_has_a_named_key(host: Hosted) -> None:
    """P22: only its digest is stored."""
    school = await add(host)
    await make(host, school["key"])
    answers = [await host.http("GET", path, host.admin) for path in ("/api/keys", "/api/log", "/api/meetings")]
    assert not any(school["key"] in answer.text for answer in answers)
    stored = b"".join(path.read_bytes() for path in host.data.rglob("*") if path.is_file())
    assert school["key"].encode() not in stored
    assert hashlib.sha256(school["key"].encode()).digest() in stored


# The log


async def test_the_log_says_who_did_what_to_which_meeting_and_key(host: Hosted) -> None:
    school = await add(host, phones=50)
    made = await make(host, school["key"])
    await host.http("POST", made.path + "/keys", host.admin, {"role": "chair"})
    await made.http("POST", "/keys", {"role": "screen"})
    for changes in (
        {"phones": 60, "name": "一中", "meetings": None},
        {"phones": 60},
        {},
    ):  # the last two change nothing
        await host.http("PATCH", f"/api/keys/{school['id']}", host.admin, changes)
    await host.http("PUT", made.path + "/owner", host.admin, {"key": None})
    await host.http("POST", f"/api/keys/{school['id']}/link", host.admin)
    assert (await log(host))[1]["title"] == TITLE
    await made.http("DELETE", "", {"title": TITLE})
    await host.http("DELETE", f"/api/keys/{school['id']}", host.admin)
    lines = await log(host)
    id = school["id"]
    assert [(line["by"]["role"], line["act"], line["meeting"], line["detail"]) for line in lines] == [
        ("main", "add-key", None, {"key": id, "name": "第一中学", "phones": 50}),
        ("key", "create", 1, {}),
        ("main", "replace-link", 1, {"role": "chair"}),
        ("desk", "replace-link", 1, {"role": "screen"}),
        ("main", "change-key", None, {"key": id, "name": "一中", "phones": 60}),
        ("main", "assign", 1, {"from": id, "to": None}),
        ("main", "replace-key", None, {"key": id}),
        ("desk", "delete", 1, {}),
        ("main", "revoke-key", None, {"key": id}),
    ]
    assert lines[1]["by"] == {"role": "key", "key": id, "name": "一中"}
    assert lines[1]["title"] is None, "the meeting is gone, and its title with it"
    assert made.id not in json.dumps(lines)


async def test_the_chain_of_the_log_can_be_computed_again(host: Hosted) -> None:
    """As docs/protocol.md describes it."""
    await host.make()
    await add(host)
    before = ""
    for line in await log(host):
        by = line["by"]
        fields = [line["n"], line["at"], by["role"], by.get("key", ""), line["act"], line["meeting"], line["detail"]]
        text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        before = hashlib.sha256((before + text).encode()).hexdigest()
        assert line["chain"] == before


async def test_the_log_is_read_in_pages(host: Hosted) -> None:
    for number in range(130):
        await host.operations.admin_keys.add(f"单位{number}", Limits(), BY_MAIN)
    newest = await log(host)
    assert [line["n"] for line in newest] == [*range(31, 131)]
    older = await host.http("GET", "/api/log?before=31", host.admin)
    assert [line["n"] for line in older.json()["log"]] == [*range(1, 31)]
    for text in ("0x1", "-1", "1" * 10, ""):
        assert refusal(await host.http("GET", f"/api/log?before={text}", host.admin)) == (422, "invalid_field")
