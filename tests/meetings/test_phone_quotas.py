"""The phones that an admin key allows: cards and admitted phones of a meeting, connections of all its meetings."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from server.cli.simulated_voters import offer
from server.core.admin_keys import BY_COMMAND
from tests.harness import MEETING, Hosted, Map, MeetingClient, code, crowd
from tests.nodes import nodes

pytestmark = pytest.mark.anyio


AT = "2026-12-01T09:00:00+08:00"


async def add(host: Hosted, phones: int, name: str = "第一中学") -> Map:
    added: Map = (await host.http("POST", "/api/keys", host.admin, {"name": name, "phones": phones})).json()
    return added


async def make(host: Hosted, key: Map, **changes: object) -> MeetingClient:
    answer = await host.http("POST", "/api/meetings", key["key"], {**MEETING, **changes})
    assert answer.status_code == 201, answer.text
    return MeetingClient(host, answer.json())


async def raise_limit(host: Hosted, key: Map, phones: int | None) -> None:
    answer = await host.http("PATCH", f"/api/keys/{key['id']}", host.admin, {"phones": phones})
    assert answer.status_code == 204


async def warnings(made: MeetingClient) -> list[str]:
    found: list[str] = (await made.http("GET", "")).json()["warnings"]
    return [text for text in found if "第一中学" in text]


async def test_no_more_valid_cards_are_issued_than_the_key_allows(host: Hosted) -> None:
    """The refusal names limit and key; void cards do not count."""
    school = await add(host, 10)
    made = await make(host, school, admission="cards")
    tokens = await made.cards(8)
    answer = await made.http("POST", "/cards", {"group": "全体", "count": 3})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "phone_limit")
    assert "第一中学" in answer.json()["error"]["message"] and "10" in answer.json()["error"]["message"]
    assert (await made.http("GET", "")).json()["cards"][0]["count"] == 8, "no card of the refused batch exists"
    await made.cards(2)
    await made.http("POST", "/void-cards", {"tokens": tokens[:3]})
    await made.cards(3)
    await (await make(host, school, admission="cards")).cards(10)  # each meeting has its own
    await (await host.make(admission="cards")).cards(30)  # the main key has no limit


async def test_open_admission_gives_out_no_more_places_than_the_key_allows(host: Hosted) -> None:
    school = await add(host, 2)
    made = await make(host, school, expected=5)
    assert await warnings(made) == [
        "应到 5 人，而管理密钥“第一中学”最多允许 2 部手机：请管理员提高限额，或者安排纸质票。"
    ]
    async with crowd(made, 2):
        async with made.guest() as late:
            assert code(late.welcome) == "full" and await late.closed() == 1008
        await raise_limit(host, school, 3)
        async with made.guest() as late:
            assert late.welcome["t"] == "welcome"


async def test_all_meetings_of_a_key_share_its_connections(host: Hosted) -> None:
    """A phone without a place gets `busy`, and gets in when another one leaves."""
    school = await add(host, 4)
    one, two = await make(host, school), await make(host, school)
    other = await host.make()
    async with crowd(one, 2), crowd(two, 1), crowd(other, 3), two.chair() as chair:
        device = b"d" * 16
        async with two.guest(device=device) as last:
            token = last.welcome["token"]
            async with one.guest() as late:
                assert late.welcome == {"t": "refused", "code": "busy", "reason": "phone_limit"}
                assert await late.closed() == 1013
            async with two.phone(token) as second:
                assert second.welcome["t"] == "welcome", "a second tab of a connected phone takes no place"
            [refused] = await warnings(one)
            assert "4 部手机同时连接" in refused
            await raise_limit(host, school, 5)
            assert await warnings(one) == [], "nobody was refused under the new limit"
            await raise_limit(host, school, 4)
        await chair.hear("turnout", stale=1)
        async with one.guest() as late:
            assert late.welcome["t"] == "welcome", "a place had become free"


async def test_a_lower_limit_disconnects_nobody(host: Hosted) -> None:
    school = await add(host, 3)
    made = await make(host, school)
    async with crowd(made, 3) as phones, made.chair() as chair:
        await raise_limit(host, school, 1)
        round_id = await chair.open(made.ids()[:1])
        assert [(await phone.cast(round_id, 8))["t"] for phone in phones] == ["receipt"] * 3
        await raise_limit(host, school, None)
        async with made.guest() as late:
            assert late.welcome["t"] == "welcome"


async def test_a_change_by_another_process_is_noticed(host: Hosted) -> None:
    """The command line writes into the same database."""
    school = await add(host, 5)
    made = await make(host, school)
    await host.operations.store.change_admin_key(school["id"], {"phones": 1}, AT, BY_COMMAND)
    host.app.operations.phone_quotas._refreshed = float("-inf")
    async with crowd(made, 1):
        await host.scheduler.tick()
        async with made.guest() as late:
            assert code(late.welcome) in ("full", "busy")


async def test_simulated_voters_are_counted_too(host: Hosted) -> None:
    offer(host.operations, host.port, "http")
    school = await add(host, 3)
    made = await make(host, school)
    answer = await made.http("POST", "/simulated-voters", {"count": 4})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "phone_limit")


async def reported(host: Hosted, meeting: str, phones: int) -> None:
    """Other nodes have reported so many phones to the database."""
    notifications = host.operations.phone_quotas.notifications
    assert notifications is not None
    async with asyncio.timeout(10):
        while (await notifications.phones_elsewhere([meeting])).get(meeting) != phones:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


@pytest.fixture
async def two_nodes(tmp_path: Path, database: str) -> AsyncIterator[list[Hosted]]:
    async with nodes(tmp_path, database) as hosts:
        yield hosts


async def test_nodes_count_the_phones_of_a_key_together(two_nodes: list[Hosted]) -> None:
    """Also those of a meeting that this node has not loaded; keys end at all nodes at once."""
    here, there = two_nodes
    school = await add(here, 3)
    one, two = await make(here, school), await make(there, school)
    async with AsyncExitStack() as stack:
        for _ in range(3):
            await stack.enter_async_context(MeetingClient.guest(two))
        await there.operations.refresh_quotas()
        assert one.id not in there.registry.live_meetings
        async with there.peer({"role": "voter", "join": next(iter(one.join.values())), "device": b"d" * 16}) as late:
            assert code(late.welcome) == "busy", "a meeting that is just being loaded has the quota already"
        await reported(here, two.id, 3)
        await here.operations.refresh_quotas()
        async with one.guest() as late:
            assert code(late.welcome) == "busy"
    await here.http("DELETE", f"/api/keys/{school['id']}", here.admin)
    answer = await there.http("GET", "/api/meetings", school["key"])
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "revoked_key")
    assert (await two.http("GET", "")).status_code == 200, "its meetings go on"
