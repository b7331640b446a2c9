"""The role matrix: every call and every command, by everybody who might try it."""

from collections.abc import AsyncIterator, Callable
from typing import NamedTuple

import httpx2
import pytest
from starlette.routing import Route

from tests.harness import MEETING, Hosted, Made, Map, Peer, TestClock, code, hosted, receipt

pytestmark = pytest.mark.anyio

N = b"n" * 16
PARTS = [*MEETING["parts"], {**MEETING["parts"][0], "name": "考核", "source": "entered"}]
DOCUMENT: Map = {**MEETING, "admission": "cards", "parts": PARTS}


@pytest.fixture(scope="module")
async def host(tmp_path_factory: pytest.TempPathFactory, anyio_backend: str) -> AsyncIterator[Hosted]:
    """One server for the whole matrix: every row makes meetings of its own."""
    async with hosted(tmp_path_factory.mktemp("roles"), TestClock()) as running:
        yield running


TOP = ("/api/", "/metrics")
OPEN = {("GET", "/healthz")}
"""Nobody needs a key for it."""


class Call(NamedTuple):
    """`path` within the meeting, or from the top where it is one of TOP. `who` may; they are answered `status`."""

    method: str
    path: str
    body: object
    who: str
    status: int

    @property
    def everywhere(self) -> bool:
        return self.path.startswith(TOP)


CALLS = [
    Call("POST", "/api/meetings", DOCUMENT, "admin", 201),
    Call("GET", "/api/meetings", None, "admin", 200),
    Call("GET", "/api/forms", None, "admin desk", 200),
    Call("POST", "/api/rosters", {"text": "张三\t第一支部"}, "admin desk", 200),
    Call("POST", "/api/preview", DOCUMENT, "admin desk", 200),
    Call("POST", "/keys", {"role": "screen"}, "admin desk", 201),
    Call("GET", "", None, "chair desk", 200),
    Call("PUT", "", DOCUMENT, "desk", 200),
    Call("PATCH", "", {"title": "新名称"}, "desk", 200),
    Call("POST", "/cards", {"group": "全体", "count": 1}, "desk", 201),
    Call("POST", "/void-cards", {"tokens": []}, "desk", 200),
    Call("POST", "/phase", {"phase": "live"}, "desk", 200),
    Call("PUT", "/attendance", {"present": 3, "absent": 0}, "desk", 200),
    Call("PUT", "/subjects/s1/decision", {"grade": "好", "reason": "研究决定"}, "desk", 200),
    Call("PUT", "/subjects/s1/adjustments", [{"points": "-0.5", "reason": "迟到"}], "desk", 200),
    Call("PUT", "/subjects/s1/flags", ["重大失误"], "desk", 200),
    Call("PUT", "/subjects/s4/entered", {"score": "8.5"}, "desk", 200),
    Call("GET", "/tally.json", None, "desk", 200),
    Call("GET", "/tally.json?draft=1", None, "desk", 200),
    Call("GET", "/tally.xlsx", None, "desk", 200),
    Call("GET", "/tally.csv", None, "desk", 200),
    Call("GET", "/tally.docx", None, "desk", 200),
    Call("GET", "/tally.html", None, "desk", 200),
    Call("GET", "/tally.none", None, "desk", 404),
    Call("GET", "/bundle.zip", None, "desk", 200),
    Call("GET", "/bundle.zip?draft=1", None, "desk", 200),
    Call("GET", "/metrics", None, "admin", 200),
    Call("GET", "/api/demo", None, "admin", 200),
    Call("POST", "/api/demo", {}, "admin", 404),
    Call("GET", "/tally.docx", None, "desk", 200),
    Call("GET", "/tally.html", None, "desk", 200),
    Call("GET", "/bundle.zip", None, "desk", 200),
    Call("GET", "/log", None, "admin desk", 200),
    Call("DELETE", "", {"title": MEETING["title"]}, "desk", 204),
]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call.method} {call.path}")
async def test_every_call_is_for_its_roles_and_nobody_else(host: Hosted, call: Call) -> None:
    """P30, P37: an unknown key 401, the wrong role or another meeting's key 403; every answer is protected."""
    made, other = await host.make(DOCUMENT), await host.make(DOCUMENT)
    [card] = await made.cards(1)
    nobody = {"none": None, "unknown": "A" * 32, "voter": card, "short": "A" * 25, "hash": "0" * 64}
    keys = {"admin": host.admin, **made.keys}
    others = {f"other {role}": key for role, key in other.keys.items()}
    path = call.path if call.everywhere else made.path + call.path
    for who, key in {**nobody, **others, **keys}.items():
        if who in call.who.split() or (call.everywhere and who.removeprefix("other ") in call.who.split()):
            continue
        answer = await host.http(call.method, path, key, call.body)
        expected = (401, "unknown_key") if who in nobody else (403, "wrong_role")
        assert (answer.status_code, answer.json()["error"]["code"]) == expected, who
        protected(answer)
        assert answer.headers.get("www-authenticate") == ("Bearer" if who in nobody else None)
    for who in call.who.split():
        answer = await host.http(call.method, path, keys[who], call.body)
        assert answer.status_code == call.status, (who, answer.text)
        protected(answer)


def protected(answer: httpx2.Response) -> None:
    """What every answer carries; nothing but a page or a file of a page may be kept."""
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert "content-type" in answer.headers or answer.status_code == 204


def test_every_route_has_its_row(host: Hosted, proof: Callable[[str], None]) -> None:
    """P30: what is added to the server must be added to the matrix."""
    said = {(call.method, call.path if call.everywhere else "/api/meetings/m" + call.path) for call in CALLS}
    tried = {(method, path.partition("?")[0]) for method, path in said} | OPEN
    routes = [route for route in host.app._http.routes if isinstance(route, Route)]
    wanted = {(method, route.path) for route in routes for method in route.methods or () if method != "HEAD"}
    found = {
        (method, route.path)
        for route in routes
        for method, path in tried
        if method in (route.methods or ()) and route.path_regex.fullmatch(path)
    }
    assert found == wanted
    proof(f"{len(CALLS)} calls and 10 commands × 13 holders of keys; {len(wanted)} routes, none without a row")


async def test_a_key_comes_as_a_bearer_and_in_no_other_way(host: Hosted) -> None:
    made = await host.make()
    key = made.keys["desk"]
    assert (await host.http("GET", made.path, None, Authorization=f"bearer {key}")).status_code == 200
    for header in (f"Basic {key}", key, f"Bearer {key.lower()}", f"Bearer {key} x", "Bearer", f"Bearer{key}"):
        assert (await host.http("GET", made.path, None, Authorization=header)).status_code == 401, header
    for path in (f"{made.path}?key={key}", f"{made.path}?token={key}"):
        answer = await host.http("GET", path, None, Cookie=f"key={key}")
        assert answer.status_code == 401 and "set-cookie" not in answer.headers


async def test_a_deleted_meetings_keys_open_nothing(host: Hosted) -> None:
    made = await host.make()
    async with made.chair() as chair:
        assert (await made.http("DELETE", "", {"title": MEETING["title"]})).status_code == 204
        assert await chair.closed() == 1008
    for role in made.keys:
        assert (await made.http("GET", "", role=role)).status_code == 401
    assert (await host.http("POST", f"{made.path}/keys", host.admin, {"role": "desk"})).status_code == 404


async def test_a_hello_is_for_the_role_of_its_key(host: Hosted) -> None:
    """P30: nobody becomes what the key does not say."""
    made = await host.make(DOCUMENT)
    [card] = await made.cards(1)
    keys = {**made.keys, "admin": host.admin, "voter": card, "none": "", "unknown": "A" * 32}
    for role in ("chair", "screen", "desk"):
        for owner, key in keys.items():
            async with host.peer({"role": role, "key": key}) as peer:
                if owner == role:
                    assert peer.welcome["role"] == role
                else:
                    assert code(peer.welcome) == ("wrong_role" if owner in made.keys else "unknown_key")
                    assert await peer.closed() == 1008
    for key in (*made.keys.values(), host.admin):
        async with host.peer({"role": "voter", "token": key}) as peer:
            assert code(peer.welcome) == "unknown_token" and await peer.closed() == 1008


def commands(made: Made, round_id: str, card: str) -> dict[str, list[Map]]:
    """What each role may say. Each does something, in this order."""
    ballot: Map = {"round": round_id, "nonce": N, "scores": [[8]], "notes": []}
    return {
        "voter": [{"t": "cast", **ballot}],
        "desk": [{"t": "paper", "token": card, **ballot, "nonce": b"p" * 16}],
        "chair": [
            {"t": "extend", "round": round_id, "seconds": 600},
            {"t": "admit", "open": False},
            {"t": "timer", "kind": "report", "seconds": 60, "action": "start"},
            {"t": "view", "view": "agenda"},
            {"t": "close", "round": round_id, "confirm": True},
            {"t": "publish", "round": round_id},
            {"t": "open", "part": "上述", "subjects": made.ids()[1:2], "seconds": None},
            {"t": "void", "round": round_id, "reason": "重投"},
        ],
        "screen": [],
    }


async def state(made: Made) -> Map:
    """Everything the commands could have moved."""
    async with made.screen() as screen:
        turnout = {key: screen.welcome["turnout"][key] for key in ("round", "cast", "paper", "issued")}
        told = {key: screen.welcome[key] for key in ("rounds", "view", "timer", "tallies")}
        return {**told, "turnout": turnout, "admitting": screen.welcome["meeting"]["admitting"]}


async def test_every_command_is_for_its_role_and_moves_nothing_for_another(host: Hosted) -> None:
    """P30: chair, screen, desk, voter and another meeting's four against every command."""
    made, other = await host.make(DOCUMENT), await host.make(DOCUMENT)
    mine, theirs = await made.cards(2), await other.cards(2)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1], seconds=600)
        said = commands(made, round_id, mine[1])
        before = await state(made)
        for owner, messages in said.items():
            for message in messages:
                for role in said:
                    if role != owner:
                        key = made.keys.get(role)
                        async with host.peer({"role": role, "key": key}) if key else made.phone(mine[0]) as peer:
                            assert await said_in_vain(peer, message) == "bad_frame", (role, message)
        for message in [*said["chair"], *said["desk"], *said["voter"]]:
            if "round" in message:
                for peer in (other.chair(), other.desk(), other.phone(theirs[0])):
                    async with peer:
                        assert await said_in_vain(peer, message) in ("unknown_round", "unknown_token", "bad_frame")
        assert await state(made) == before
        async with made.phone(mine[0]) as phone, made.desk() as desk:
            await phone.send(said["voter"][0])
            assert receipt(await phone.hear("receipt"))
            await desk.send({**said["desk"][0], "n": 1})
            assert (await desk.hear("receipt"))["n"] == 1
            for message in said["chair"]:
                moved = await state(made)
                await chair.do(message["t"], **{key: value for key, value in message.items() if key != "t"})
                assert await state(made) != moved, message


async def said_in_vain(peer: Peer, message: Map) -> str:
    await peer.send({**message, "n": 7})
    answer = await peer.until(lambda m: m["t"] in ("error", "refused", "done", "receipt"))
    assert answer["t"] in ("error", "refused"), answer
    return str(answer["code"])
