"""A server whose public URL has a path, behind a proxy that passes the path on or removes it."""

import re
from collections.abc import AsyncIterator
from itertools import product
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from server.config import is_own_path
from server.web.assets import PAGES
from server.web.guide import written
from tests.harness import Hosted, MeetingClient, TestClock, hosted

pytestmark = pytest.mark.anyio

BASE = "/vote"
PUBLIC = f"https://www.example.org{BASE}"
WAYS = pytest.mark.parametrize("passed", [BASE, ""], ids=["passed on", "removed"])
"""What a proxy leaves of the base path."""
GUIDES = tuple(address for _, address, _ in written())
ADDRESS = re.compile(r'\s(?:href|src)="([^"]*)"')


@pytest.fixture(scope="module")
async def below(tmp_path_factory: pytest.TempPathFactory, anyio_backend: str) -> AsyncIterator[Hosted]:
    async with hosted(tmp_path_factory.mktemp("below"), TestClock(), public_url=PUBLIC) as host:
        yield host


@pytest.fixture(scope="module")
async def made(below: Hosted) -> MeetingClient:
    return await below.make(admission="cards")


async def upgrade_status(host: Hosted, path: str, origin: str) -> int:
    try:
        async with connect(f"ws://127.0.0.1:{host.port}{path}", origin=origin):  # type: ignore[arg-type]
            return 101
    except InvalidStatus as refusal:
        return refusal.response.status_code


@WAYS
async def test_every_address_in_a_page_is_below_the_path_and_leads_to_its_file(below: Hosted, passed: str) -> None:
    asked: set[str] = set()
    for path, language in product([*PAGES, *GUIDES, "/key", "/reference", "/nothing"], ["zh", "en"]):
        answer = await below.http("GET", passed + path, None, Accept_Language=language)
        assert answer.status_code == (404 if path == "/nothing" else 200), path
        asked.update(ADDRESS.findall(answer.text))
    own = {address.partition("#")[0] for address in asked if not address.startswith(("#", "data:", "https://"))} - {""}
    assert len(own) > 40
    for address in own:
        assert address.startswith(f"{BASE}/"), address
        assert (await below.http("GET", address, None)).status_code == 200, address
        assert (await below.http("GET", address.removeprefix(BASE), None)).status_code == 200, address


@WAYS
async def test_a_page_tells_its_scripts_the_path(below: Hosted, passed: str) -> None:
    for path, language in product(PAGES, ["zh", "en"]):
        html = (await below.http("GET", passed + path, None, Accept_Language=language)).text
        assert re.search(rf'<html [^>]*data-base="{BASE}"', html), path


async def test_without_a_path_pages_say_nothing_of_one(host: Hosted) -> None:
    for path in PAGES:
        assert "data-base" not in (await host.http("GET", path, None)).text


@WAYS
async def test_the_api_and_the_socket_answer_both_ways(below: Hosted, made: MeetingClient, passed: str) -> None:
    answer = await below.http("GET", passed + made.path, made.keys["desk"])
    assert answer.status_code == 200 and answer.json()["url"] == PUBLIC
    assert (await below.http("GET", f"{passed}/healthz", None, Host="anything.example")).json() == {"status": "ok"}
    refusal = await below.http("GET", f"{passed}/api/nothing", below.admin)
    assert refusal.status_code == 404 and refusal.headers["content-type"] == "application/json"
    assert await upgrade_status(below, f"{passed}/ws", "https://www.example.org") == 101
    assert await upgrade_status(below, f"{passed}/ws", "https://evil.example") == 403
    assert await upgrade_status(below, f"{passed}/nothing", "https://www.example.org") == 404


async def test_all_links_codes_and_cards_begin_with_the_public_url(below: Hosted) -> None:
    created = (await below.http("POST", "/api/meetings", below.admin, made_document("open"))).json()
    links = [*(created["links"][role] for role in ("chair", "screen", "desk")), *created["links"]["join"].values()]
    assert [link.partition("#")[0] for link in links] == [
        f"{PUBLIC}/{page}" for page in ("chair", "screen", "desk", "m")
    ]
    made = MeetingClient(below, created)
    assert (await made.http("POST", "/keys", {"role": "chair"})).json()["link"].startswith(f"{PUBLIC}/chair#")
    async with made.screen() as screen, made.guest() as phone:
        assert screen.welcome["join"]["url"] == f"{PUBLIC}/m"
        assert screen.welcome["meeting"]["url"] == phone.welcome["meeting"]["url"] == PUBLIC
    cards = MeetingClient(
        below, (await below.http("POST", "/api/meetings", below.admin, made_document("cards"))).json()
    )
    body = {"group": "全体", "count": 2}
    printed = (await cards.http("POST", "/cards", body)).json()["cards"]
    assert all(card["url"] == f"{PUBLIC}/v#{card['token']}" for card in printed)
    sheet = (await cards.http("POST", "/cards", body, Accept="text/html")).text
    assert f"www.example.org{BASE}/v<" in sheet
    assert all(address.startswith(f"{BASE}/static/") for address in ADDRESS.findall(sheet))


def made_document(admission: str) -> dict[str, object]:
    subjects = [{"name": "甲"}]
    return {
        "title": "会议",
        "admission": admission,
        "parts": [{"name": "述职", "form": "plain", "subjects": subjects}],
    }


async def test_the_path_alone_leads_to_the_entry_page_and_no_redirect_leaves_the_path(below: Hosted) -> None:
    for path, target in ((BASE, f"{BASE}/"), (f"{BASE}/guide/", f"{BASE}/guide"), ("/guide/", f"{BASE}/guide")):
        answer = await below.http("GET", path, None)
        assert answer.status_code == 307
        assert answer.headers["location"] == target, "a host or scheme would be what the proxy calls this server"


async def test_no_redirect_names_another_host(host: Hosted, below: Hosted) -> None:
    for server in (host, below):
        for path in ("//evil.example/", "/%5cevil.example/", "/%2fevil.example/", "//evil.example/guide/", "//guide/"):
            answer = await server.http("GET", server.base + path, None)
            assert (answer.status_code, answer.headers.get("location")) == (404, None), path
    answer = await host.http("GET", "/guide/?next=//evil.example", None, Host="10.0.0.1:81")
    assert answer.headers["location"] == "/guide?next=//evil.example"


async def test_only_the_whole_path_counts_as_the_path_and_only_once(below: Hosted) -> None:
    for path in ("/votes", "/votev", "/vot/v", f"{BASE}{BASE}/v", f"{BASE}{BASE}"):
        assert (await below.http("GET", path, None)).status_code == 404, path
    for path in ("/VOTE/V", f"{BASE}/v/", f"{BASE}/v%23ABCD-EFGH"):  # as messengers change addresses
        assert 'data-base="/vote"' in (await below.http("GET", path, None)).text, path


async def test_pages_may_load_nothing_of_other_programs_on_the_host(below: Hosted) -> None:
    """The content security policy names the path, at the address that was asked and at the public one."""
    csp = (await below.http("GET", "/", None, Host="127.0.0.1:8000")).headers["content-security-policy"]
    policy = dict(directive.strip().split(" ", 1) for directive in csp.split(";"))
    own = ["127.0.0.1:8000/vote/", "www.example.org/vote/"]
    assert policy["script-src"].split() == policy["style-src"].split() == own
    sockets = [f"{scheme}://{place}" for place in own for scheme in ("ws", "wss")]
    assert policy["connect-src"].split() == [*own, *sockets]
    assert "'self'" not in csp
    for address in ("[::1]:8000", "10.0.0.1:8000"):  # a policy cannot name it
        at_address = (await below.http("GET", "/", None, Host=address)).headers["content-security-policy"]
        assert "script-src 'self';" in at_address and f"'self' ws://{address} wss://{address};" in at_address


async def test_no_path_that_the_server_uses_itself_can_be_the_path(below: Hosted) -> None:
    """Otherwise it could not tell whether a proxy has removed the path."""
    routes = {route.path for route in below.app._http.routes}  # type: ignore[attr-defined]
    first = {path.split("/")[1] for path in (*routes, *PAGES, "/ws", "/static")} - {""}
    assert {step for step in first if not is_own_path(step)} == set()
    assert is_own_path("GUIDE.zh-hant") and not is_own_path("guided")


async def test_cards_printed_below_another_path_are_named(tmp_path: Path) -> None:
    async with hosted(tmp_path, TestClock(), public_url=PUBLIC) as host:
        made = await host.make(admission="cards")
        await made.cards(1)
    async with hosted(tmp_path, TestClock(), public_url="https://www.example.org") as host:
        answer = await host.http("GET", made.path, made.keys["desk"])
        assert any(PUBLIC in warning for warning in answer.json()["warnings"])
