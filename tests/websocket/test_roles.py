"""The role matrix: every HTTP call and every command, tried by every role."""

import json
from collections.abc import AsyncIterator, Callable
from typing import NamedTuple

import httpx2
import pytest
from starlette.routing import Route

from tests.harness import MEETING, Hosted, Map, MeetingClient, Peer, TestClock, code, hosted, receipt

pytestmark = pytest.mark.anyio

N = b"n" * 16
ELECTION: Map = {
    "name": "选举",
    "form": {
        "title": "选举票",
        "scale": {"choices": [["赞成", "1"], ["反对", "0"]]},
        "items": [{"key": "vote", "title": "表决"}],
        "write_in": {"as": "赞成", "at_most": 1},
    },
    "decide": {"rules": [{"grade": "当选", "of": ["赞成"], "over": "1/2"}, {"grade": "未当选"}]},
    "subjects": [{"name": "候选人"}],
}
PARTS = [*MEETING["parts"], {**MEETING["parts"][0], "name": "考核", "source": "entered"}, ELECTION]
DOCUMENT: Map = {**MEETING, "admission": "cards", "parts": PARTS, "agenda": {"items": [{"title": "休息"}]}}


@pytest.fixture(scope="module")
async def host(tmp_path_factory: pytest.TempPathFactory, anyio_backend: str) -> AsyncIterator[Hosted]:
    """One server for the whole matrix; every row creates its own meetings."""
    async with hosted(tmp_path_factory.mktemp("roles"), TestClock()) as running:
        yield running


TOP = ("/api/", "/metrics")
REFERENCE = ("/reference", "/openapi.json", "/schemas/document.json")
GUIDE = (
    *("/guide", "/guide.en", "/guide.zh-Hant", "/guide/kinds", "/guide/kinds.en", "/guide/kinds.zh-Hant"),
    "/guide/pictures/desk.png",
)
OPEN = {("GET", "/healthz"), ("GET", "/version"), ("GET", "/key"), *(("GET", path) for path in (*GUIDE, *REFERENCE))}
"""Calls that need no key."""


class Call(NamedTuple):
    """`path` is relative to the meeting unless it starts with one of TOP. The roles in `who` get `status`: `main` is
    the main admin key, `named` that of the meeting's body, `foreign` that of another body."""

    method: str
    path: str
    body: object
    who: str
    status: int

    @property
    def is_absolute(self) -> bool:
        return self.path.startswith(TOP)


CALLS = [
    Call("POST", "/api/meetings", DOCUMENT, "main named foreign", 201),
    Call("GET", "/api/meetings", None, "main named foreign", 200),
    Call("GET", "/api/admin", None, "main named foreign", 200),
    Call("GET", "/api/keys", None, "main", 200),
    Call("POST", "/api/keys", {"name": ""}, "main", 422),
    Call("PATCH", "/api/keys/{foreign}", {"phones": 500}, "main", 204),
    Call("PATCH", "/api/keys/00000000", {"phones": 500}, "main", 404),
    Call("POST", "/api/keys/00000000/link", None, "main", 404),
    Call("DELETE", "/api/keys/00000000", None, "main", 404),
    Call("GET", "/api/log", None, "main", 200),
    Call("PUT", "/owner", {"key": None}, "main", 204),
    Call("GET", "/api/forms", None, "main named foreign desk", 200),
    Call("GET", "/api/samples", None, "main named foreign desk", 200),
    Call("POST", "/api/copies", json.dumps(DOCUMENT).encode(), "main named foreign", 200),
    Call("POST", "/api/rosters", {"text": "张三\t第一支部"}, "main named foreign desk", 200),
    Call("POST", "/api/texts", "述职".encode(), "main named foreign desk", 200),
    Call("POST", "/api/ledger", b"", "main named foreign", 200),
    Call("POST", "/api/preview", DOCUMENT, "main named foreign desk", 200),
    Call("POST", "/keys", {"role": "screen"}, "main named desk", 201),
    Call("GET", "", None, "chair desk", 200),
    Call("PUT", "", DOCUMENT, "desk", 200),
    Call("PATCH", "", {"title": "新名称"}, "desk", 200),
    Call("PATCH", "", {"withdraw_part": "没有"}, "chair desk", 422),
    Call("POST", "/cards", {"group": "全体", "count": 1}, "desk", 201),
    Call("POST", "/void-cards", {"tokens": []}, "desk", 200),
    Call("POST", "/void-open", {"after": "2022-12-20T09:00:00+08:00"}, "desk", 200),
    Call("POST", "/phase", {"phase": "live"}, "desk", 200),
    Call("PUT", "/attendance", {"present": 3, "absent": 0}, "desk", 200),
    Call("PUT", "/subjects/s1/decision", {"grade": "好", "reason": "研究决定"}, "desk", 200),
    Call("PUT", "/subjects/s1/adjustments", [{"points": "-0.5", "reason": "迟到"}], "desk", 200),
    Call("PUT", "/subjects/s1/flags", ["重大失误"], "desk", 200),
    Call("PUT", "/subjects/s1/brief", {"text": "一年来"}, "desk", 200),
    Call("GET", "/subjects/s1/brief", None, "desk", 200),
    Call("PUT", "/subjects/s1/comments", [{"by": "组织部", "text": "作风扎实"}], "desk", 200),
    Call("GET", "/subjects/s1/comments", None, "desk", 200),
    Call("PUT", "/subjects/s1/opinion", {"strengths": "抓得实"}, "desk", 200),
    Call("GET", "/subjects/s1/opinion", None, "desk", 200),
    Call("PUT", "/subjects/s1/rectified", [{"problem": "调研不够", "done": "已完成"}], "desk", 200),
    Call("GET", "/subjects/s1/rectified", None, "desk", 200),
    Call("POST", "/rectified", b"", "desk", 422),
    Call("POST", "/last-year", b"", "desk", 422),
    Call("DELETE", "/last-year", None, "desk", 204),
    Call("PUT", "/subjects/s4/entered", {"score": "8.5"}, "desk", 200),
    Call("POST", "/simulated-voters", {"count": 1}, "desk", 404),
    Call("PUT", "/write-ins", {"part": "选举", "merge": {}}, "desk", 200),
    Call("GET", "/tally.json", None, "desk", 200),
    Call("GET", "/tally.json?draft=1", None, "desk", 200),
    Call("GET", "/tally.xlsx", None, "desk", 200),
    Call("GET", "/tally.csv", None, "desk", 200),
    Call("GET", "/tally.docx", None, "desk", 200),
    Call("GET", "/tally.html", None, "desk", 200),
    Call("GET", "/tally.none", None, "desk", 404),
    Call("GET", "/bundle.zip", None, "desk", 200),
    Call("GET", "/papers", None, "desk", 200),
    Call("GET", "/papers/summary.docx", None, "desk", 200),
    Call("GET", "/papers/report.html", None, "desk", 200),
    Call("GET", "/charts.zip", None, "desk", 409),
    Call("GET", "/charts/s1.svg", None, "desk", 409),
    Call("GET", "/charts/none.svg", None, "desk", 404),
    Call("GET", "/papers/digest.pdf", None, "desk", 200),
    Call("GET", "/papers/feedback.zip", None, "desk", 200),
    Call("GET", "/papers/circular.docx", None, "desk", 409),
    Call("GET", "/papers/none.docx", None, "desk", 404),
    Call("GET", "/bundle.zip?draft=1", None, "desk", 200),
    Call("GET", "/metrics", None, "main", 200),
    Call("GET", "/api/demo", None, "main named foreign", 200),
    Call("POST", "/api/demo", {}, "main named foreign", 404),
    Call("GET", "/tally.docx", None, "desk", 200),
    Call("GET", "/tally.html", None, "desk", 200),
    Call("GET", "/bundle.zip", None, "desk", 200),
    Call("GET", "/log", None, "main named desk", 200),
    Call("GET", "/document", None, "main named desk", 200),
    Call("DELETE", "", {"title": MEETING["title"]}, "main named desk", 204),
]


class Bodies(NamedTuple):
    """Two named admin keys; `id` is that of the foreign one."""

    named: str
    foreign: str
    named_id: str
    id: str


@pytest.fixture(scope="module")
async def bodies(host: Hosted) -> Bodies:
    named, foreign = [
        (await host.http("POST", "/api/keys", host.admin, {"name": name})).json() for name in ("第一中学", "第二中学")
    ]
    return Bodies(named["key"], foreign["key"], named["id"], foreign["id"])


async def owned(host: Hosted, bodies: Bodies) -> MeetingClient:
    """A meeting of the first body."""
    answer = await host.http("POST", "/api/meetings", bodies.named, DOCUMENT)
    return MeetingClient(host, answer.json())


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call.method} {call.path}")
async def test_every_call_is_open_to_its_roles_only(host: Hosted, bodies: Bodies, call: Call) -> None:
    """P30, P37: 401 for an unknown key, 403 for a wrong role or another meeting's key; security headers everywhere. For
    a named admin key the meeting of another body is one that does not exist, 404."""
    meeting, other = await owned(host, bodies), await host.make(DOCUMENT)
    [card] = await meeting.cards(1)
    nobody = {"none": None, "unknown": "A" * 32, "voter": card, "short": "A" * 25, "hash": "0" * 64}
    admins = {"main": host.admin, "named": bodies.named, "foreign": bodies.foreign}
    keys = {**admins, **meeting.keys}
    others = {f"other {role}": key for role, key in other.keys.items()}
    path = (call.path if call.is_absolute else meeting.path + call.path).replace("{foreign}", bodies.id)
    for who, key in {**nobody, **others, **keys}.items():
        if who in call.who.split() or (call.is_absolute and who.removeprefix("other ") in call.who.split()):
            continue
        answer = await host.http(call.method, path, key, call.body)
        expected = (401, "unknown_key") if who in nobody else (403, "wrong_role")
        if who == "foreign" and "named" in call.who.split():
            expected = (404, "not_found")
            unknown = await host.http(call.method, path.replace(meeting.id, "0" * 16), key, call.body)
            assert (answer.status_code, answer.content) == (unknown.status_code, unknown.content)
        assert (answer.status_code, answer.json()["error"]["code"]) == expected, who
        assert_protected(answer)
        assert answer.headers.get("www-authenticate") == ("Bearer" if who in nobody else None)
    for who in call.who.split():
        if call.method == "DELETE":
            meeting = await owned(host, bodies)
            path = call.path if call.is_absolute else meeting.path + call.path
            keys = {**admins, **meeting.keys}
        answer = await host.http(call.method, path, keys[who], call.body)
        assert answer.status_code == call.status, (who, answer.text)
        assert_protected(answer)


def assert_protected(answer: httpx2.Response) -> None:
    """Security headers are set, and caching is forbidden."""
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert "content-type" in answer.headers or answer.status_code == 204


def test_every_route_is_in_the_matrix(host: Hosted, proof: Callable[[str], None]) -> None:
    """P30: a new route must be added to the matrix."""
    calls = {(call.method, call.path if call.is_absolute else "/api/meetings/m" + call.path) for call in CALLS}
    called = {(method, path.partition("?")[0]) for method, path in calls} | OPEN
    routes = [route for route in host.app._http.routes if isinstance(route, Route)]
    expected = {(method, route.path) for route in routes for method in route.methods or () if method != "HEAD"}
    covered = {
        (method, route.path)
        for route in routes
        for method, path in called
        if method in (route.methods or ()) and route.path_regex.fullmatch(path)
    }
    assert covered == expected
    proof(f"{len(CALLS)} calls and 11 commands × 15 key holders; {len(expected)} routes, all in the matrix")


async def test_a_key_is_accepted_only_as_a_bearer_token(host: Hosted) -> None:
    meeting = await host.make()
    key = meeting.keys["desk"]
    assert (await host.http("GET", meeting.path, None, Authorization=f"bearer {key}")).status_code == 200
    for header in (f"Basic {key}", key, f"Bearer {key.lower()}", f"Bearer {key} x", "Bearer", f"Bearer{key}"):
        assert (await host.http("GET", meeting.path, None, Authorization=header)).status_code == 401, header
    for path in (f"{meeting.path}?key={key}", f"{meeting.path}?token={key}"):
        answer = await host.http("GET", path, None, Cookie=f"key={key}")
        assert answer.status_code == 401 and "set-cookie" not in answer.headers


async def test_the_keys_of_a_deleted_meeting_stop_working(host: Hosted) -> None:
    meeting = await host.make()
    async with meeting.chair() as chair:
        assert (await meeting.http("DELETE", "", {"title": MEETING["title"]})).status_code == 204
        assert await chair.closed() == 1008
    for role in meeting.keys:
        assert (await meeting.http("GET", "", role=role)).status_code == 401
    assert (await host.http("POST", f"{meeting.path}/keys", host.admin, {"role": "desk"})).status_code == 404


async def test_a_hello_must_name_the_role_of_its_key(host: Hosted, bodies: Bodies) -> None:
    """P30: a key gives no other role."""
    meeting = await host.make(DOCUMENT)
    [card] = await meeting.cards(1)
    admins = {"admin": host.admin, "named": bodies.named}
    keys = {**meeting.keys, **admins, "voter": card, "none": "", "unknown": "A" * 32}
    for role in ("chair", "screen", "desk"):
        for owner, key in keys.items():
            async with host.peer({"role": role, "key": key}) as peer:
                if owner == role:
                    assert peer.welcome["role"] == role
                else:
                    assert code(peer.welcome) == ("wrong_role" if owner in meeting.keys else "unknown_key")
                    assert await peer.closed() == 1008
    for key in (*meeting.keys.values(), host.admin):
        async with host.peer({"role": "voter", "token": key}) as peer:
            assert code(peer.welcome) == "unknown_token" and await peer.closed() == 1008


def commands(meeting: MeetingClient, round_id: str, card: str) -> dict[str, list[Map]]:
    """Commands by role. Each has an effect if they are sent in this order."""
    ballot: Map = {"round": round_id, "nonce": N, "scores": [[8]], "notes": []}
    return {
        "voter": [{"t": "cast", **ballot}],
        "desk": [
            {"t": "card", "round": round_id, "token": card},
            {"t": "paper", "token": card, **ballot, "nonce": b"p" * 16},
        ],
        "chair": [
            {"t": "extend", "round": round_id, "seconds": 600},
            {"t": "admit", "open": False},
            {"t": "timer", "kind": "report", "seconds": 60, "action": "start"},
            {"t": "view", "view": "agenda"},
            {"t": "close", "round": round_id, "confirm": True},
            {"t": "publish", "round": round_id},
            {"t": "item", "item": "a1", "action": "start"},
            {"t": "open", "part": "上述", "subjects": meeting.ids()[1:2], "seconds": None},
            {"t": "void", "round": round_id, "reason": "重投"},
        ],
        "screen": [],
    }


async def state(meeting: MeetingClient) -> Map:
    """Everything that the commands can change."""
    async with meeting.screen() as screen:
        turnout = {key: screen.welcome["turnout"][key] for key in ("round", "cast", "paper", "issued")}
        fields = {key: screen.welcome[key] for key in ("rounds", "view", "timer", "tallies")}
        about = screen.welcome["meeting"]
        return {**fields, "turnout": turnout, "admitting": about["admitting"], "items": about["agenda"]["items"]}


async def test_every_command_is_open_to_its_role_and_has_no_effect_for_others(host: Hosted) -> None:
    """P30: chair, screen, desk and voter of this meeting and of another one try every command."""
    meeting, other = await host.make(DOCUMENT), await host.make(DOCUMENT)
    own_tokens, other_tokens = await meeting.cards(2), await other.cards(2)
    async with meeting.chair() as chair:
        round_id = await chair.open(meeting.ids()[:1], seconds=600)
        commands_by_role = commands(meeting, round_id, own_tokens[1])
        before = await state(meeting)
        for owner, messages in commands_by_role.items():
            for message in messages:
                for role in commands_by_role:
                    if role != owner:
                        key = meeting.keys.get(role)
                        async with (
                            host.peer({"role": role, "key": key}) if key else meeting.phone(own_tokens[0]) as peer
                        ):
                            assert await refusal_code(peer, message) == "bad_frame", (role, message)
        for message in [*commands_by_role["chair"], *commands_by_role["desk"], *commands_by_role["voter"]]:
            if "round" in message:
                for peer in (other.chair(), other.desk(), other.phone(other_tokens[0])):
                    async with peer:
                        assert await refusal_code(peer, message) in ("unknown_round", "unknown_token", "bad_frame")
        assert await state(meeting) == before
        async with meeting.phone(own_tokens[0]) as phone, meeting.desk() as desk:
            await phone.send(commands_by_role["voter"][0])
            assert receipt(await phone.hear("receipt"))
            for n, (message, answer) in enumerate(zip(commands_by_role["desk"], ("card", "receipt"), strict=True)):
                await desk.send({**message, "n": n})
                assert (await desk.hear(answer))["n"] == n
            for message in commands_by_role["chair"]:
                previous = await state(meeting)
                await chair.do(message["t"], **{key: value for key, value in message.items() if key != "t"})
                assert await state(meeting) != previous, message


async def refusal_code(peer: Peer, message: Map) -> str:
    await peer.send({**message, "n": 7})
    answer = await peer.until(lambda m: m["t"] in ("error", "refused", "done", "receipt", "card"))
    assert answer["t"] in ("error", "refused"), answer
    return str(answer["code"])
