"""The schemas of request bodies and the server agree, as far as a schema can."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any, NamedTuple

import httpx2
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from scripts.schemas.files import DEFINITIONS
from scripts.schemas.http_bodies import BODIES
from scripts.schemas.operations import JSON, OPERATIONS
from scripts.schemas.vocabulary import ref
from tests.harness import MEETING, Map, MeetingClient, TestClock, hosted
from tests.schemas.checks import compiled
from tests.schemas.drawing import drawn
from tests.schemas.odd_values import places, variants
from tests.websocket.test_roles import DOCUMENT, PARTS

pytestmark = pytest.mark.anyio

AMENDMENTS = {"corrections", "added_part", "withdrawn_part"}
"""The kinds of body that one call takes."""
UNREADABLE = ("bad_json", "invalid_field", "invalid_document")
"""Codes of bodies that a schema should refuse. Any other concerns the state of the meeting."""
DRAWN = 20


class Body(NamedTuple):
    """`valid`: bodies that the server takes. `beyond`: the fields that it may refuse although the schema admits them,
    because they depend on the meeting or on one another. `depth`: how far down values are changed. `role`: whose key
    is sent; with that of the main admin the path starts at the server."""

    definition: str
    method: str
    path: str
    valid: list[Any]
    beyond: str = "-"
    depth: int = 9
    role: str = "desk"


DECIDED: Map = {**PARTS[-1], "name": "动议"}
BODIES_TRIED = [
    Body(
        "corrections",
        "PATCH",
        "",
        [
            {"title": "新名称", "expected": 30, "rules": {"panel": True}, "wifi": [{"ssid": "会场", "password": None}]},
            {"names": {"s1": {"name": "第一支部书记", "unit": "一", "post": "书记", "mode": "written"}}},
            {"order": {"考核": ["s4", "s5", "s6"]}, "expected": None, "wifi": None},
            {"add": [{"part": "上述", "name": "新人", "unit": "", "post": "", "mode": "onsite"}], "withdraw": []},
        ],
        r"names\.[^.]+|order(\..*)?|add\[\d+\](\.(part|name|unit))?|add|withdraw(\[\d+\])?|subjects of .*|wifi.*\.ssid"
        r"|agenda\.items\[\d+\]\.(part|place|id)",
    ),
    Body("added_part", "PATCH", "", [{"add_part": DECIDED}], r"add_part\..*", 1),
    Body("withdrawn_part", "PATCH", "", [{"withdraw_part": "动议"}], r"withdraw_part"),
    Body("role_body", "POST", "/keys", [{"role": "screen"}]),
    Body(
        "card_order",
        "POST",
        "/cards",
        [
            {"group": "全体", "count": 1, "recuse": "s1", "print": "cards", "part": None, "paper": "A4", "wifi": 1},
            {"group": "全体", "count": 1, "recuse": None, "print": "forms", "part": "上述", "paper": "A3"},
        ],
        "part|wifi|count",
    ),
    Body("voided_cards", "POST", "/void-cards", [{"tokens": [], "batch": None}, {"tokens": None, "batch": "?"}]),
    Body("void_open", "POST", "/void-open", [{"after": "2022-12-20T09:00:00+08:00"}]),
    Body("simulation", "POST", "/simulated-voters", [{"count": 1}]),
    Body(
        "attendance_body",
        "PUT",
        "/attendance",
        [
            {"present": 3, "absent": None, "groups": None, "spare": None, "round": None},
            {"present": 3, "absent": 0, "groups": {"全体": {"present": 3, "absent": 0}}, "spare": {"全体": 0}},
        ],
        r"groups(\..*)?|spare\..*",
    ),
    Body("merges_body", "PUT", "/write-ins", [{"part": "选举", "merge": {}}], r"part|merge\..*"),
    Body("decision_body", "PUT", "/subjects/s1/decision", [{"grade": "好", "reason": "研究决定"}], "grade"),
    Body("adjustments_body", "PUT", "/subjects/s1/adjustments", [[{"points": "-0.5", "reason": "迟到"}]], r".*points"),
    Body("flags_body", "PUT", "/subjects/s1/flags", [["重大失误"]]),
    Body("entered_body", "PUT", "/subjects/s4/entered", [{"score": "8.5"}, {"score": 8}, {"score": ""}], "score"),
    Body("owner_body", "PUT", "/api/meetings/{id}/owner", [{"key": None}], role="main"),
    Body(
        "new_admin_key",
        "POST",
        "/api/keys",
        [{"name": "第一中学", "meetings": None, "phones": 500, "expires": "2030-12-31"}],
        role="main",
    ),
    Body(
        "admin_key_changes",
        "PATCH",
        "/api/keys/{key}",
        [{"name": "第二中学", "meetings": 3, "phones": None, "expires": None}],
        role="main",
    ),
    Body("brief_body", "PUT", "/subjects/s1/brief", [{"text": "一年来的工作"}]),
    Body("comments_body", "PUT", "/subjects/s1/comments", [[{"text": "工作扎实", "by": "市委组织部"}]]),
    Body(
        "opinion_body",
        "PUT",
        "/subjects/s1/opinion",
        [{"strengths": "认真", "problems": ["创新不够"], "direction": "加强学习"}],
        "problems",
    ),
    Body(
        "rectified_body",
        "PUT",
        "/subjects/s1/rectified",
        [[{"problem": "调研不够", "measures": "每月下村", "done": "已完成"}]],
        "",  # all of them together
    ),
    Body("phase_body", "POST", "/phase", [{"phase": "live"}]),
    Body("title_body", "DELETE", "", [{"title": MEETING["title"] + "?"}]),
]


class Caller:
    """Sends bodies over one connection, whatever becomes of the meeting. `key`: the id of a named admin key."""

    def __init__(self, client: httpx2.AsyncClient, meeting: MeetingClient, key: str) -> None:
        self.client, self.meeting, self.key = client, meeting, key

    async def refusal(self, body: Body, value: Any) -> tuple[str, list[str]] | None:
        """The code and the fields at fault; None where the server has done it."""
        key, path = self.meeting.keys.get(body.role, self.meeting.host.admin), body.path
        path = path.format(id=self.meeting.id, key=self.key) if body.role == "main" else self.meeting.path + path
        headers = {"Authorization": f"Bearer {key}"}
        answer = await self.client.request(body.method, path, json=value, headers=headers)
        if answer.status_code < 400:
            return None
        error = answer.json()["error"]
        return error["code"], [each["field"] for each in error.get("fields", [{"field": error.get("field", "")}])]


@pytest.fixture(scope="module")
async def caller(tmp_path_factory: pytest.TempPathFactory, anyio_backend: str) -> AsyncIterator[Caller]:
    async with (
        hosted(tmp_path_factory.mktemp("bodies"), TestClock()) as host,
        httpx2.AsyncClient(base_url=host.base, timeout=60) as client,
    ):
        key = (await host.http("POST", "/api/keys", host.admin, {"name": "中学"})).json()
        yield Caller(client, await host.make(DOCUMENT), key["id"])


def bodies_of(body: Body) -> Iterator[Any]:
    """Valid ones, their variants, and some that the schema alone has made."""
    yield from body.valid
    for place in (each for each in places(body.valid).values() if len(each[1]) <= body.depth):
        yield from variants(body.definition, place)
    yield from examples(drawn(ref(body.definition), DEFINITIONS))


def examples(values: st.SearchStrategy[Any]) -> list[Any]:
    found: list[Any] = []

    @settings(max_examples=DRAWN, phases=[Phase.generate], database=None)
    @given(values)
    def collect(value: Any) -> None:
        found.append(value)

    collect()
    return found


@pytest.mark.parametrize("body", BODIES_TRIED, ids=lambda body: body.definition)
async def test_schema_and_server_agree_on_a_request_body(caller: Caller, body: Body) -> None:
    """What the schema refuses the server refuses, and the reverse except for what depends on the meeting."""
    schema, beyond = compiled(ref(body.definition), DEFINITIONS), re.compile(body.beyond)
    whole = compiled(ref("amendment"), DEFINITIONS) if body.definition in AMENDMENTS else schema
    for value in body.valid:
        assert schema.is_valid(value), value
    for value in bodies_of(body):
        refusal, is_admitted = await caller.refusal(body, value), whole.is_valid(value)
        assert refusal is not None or is_admitted, f"the server takes what the schema refuses: {value}"
        if refusal is not None and is_admitted and refusal[0] in UNREADABLE:
            code, fields = refusal
            assert all(beyond.fullmatch(field) for field in fields), (
                f"{code} {fields}, which the schema admits: {value}"
            )


def test_every_body_was_tried() -> None:
    bodies = {schema["$ref"].removeprefix("#/$defs/") for each in OPERATIONS for schema in _json(each.bodies)}
    elsewhere = {"amendment", "document", "roster_text"}
    assert bodies - elsewhere == {body.definition for body in BODIES_TRIED} - {
        "corrections",
        "added_part",
        "withdrawn_part",
    }
    assert set(BODIES) - {body.definition for body in BODIES_TRIED} == {"amendment", "roster_text"}


def _json(bodies: Any) -> list[Any]:
    return [bodies[JSON]] if JSON in bodies else []
