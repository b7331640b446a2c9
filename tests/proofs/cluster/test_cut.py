"""Connections cut while a node reloads a meeting: its state is never half changed."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from server.core.tokens import digest
from tests.harness import Map, MeetingClient, code, receipt
from tests.nodes import Started, healthy, node, nodes
from tests.postgres_server import PostgresServer
from tests.voters import moved

pytestmark = pytest.mark.anyio

TAKING_UP = "box_turnout", "SELECT node, phone"
"""What a node reads last when it takes up a box."""


class Held:
    """Nobody reads or writes a table meanwhile. `waiting` are those who would by a query that begins so."""

    def __init__(self, db: asyncpg.Connection, query: str) -> None:
        self.db = db
        self.waiting = f"wait_event_type = 'Lock' AND application_name = 'pingyi' AND query LIKE '{query}%'"

    async def until_one_waits(self) -> None:
        async with asyncio.timeout(30):
            while not await self.db.fetchval(f"SELECT count(*) FROM pg_stat_activity WHERE {self.waiting}"):
                await self.db.execute("SELECT pg_stat_clear_snapshot()")  # a transaction sees it once


@asynccontextmanager
async def held(database: str, table: str, query: str) -> AsyncIterator[Held]:
    db = await asyncpg.connect(database, server_settings={"synchronous_commit": "off"})  # it waits for no standby
    try:
        async with db.transaction():
            await db.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            yield Held(db, query)
    finally:
        await db.close()


async def _vote(place: MeetingClient, token: str, round_id: str) -> Map:
    """The same cast for the same token."""
    async with place.phone(token) as phone:
        nonce = digest(token)[:16]
        return phone.welcome if phone.welcome["t"] == "refused" else await phone.cast(round_id, 8, nonce)


async def _opened(made: MeetingClient) -> str:
    async with made.chair() as chair:
        return await chair.open(made.ids()[:1])


async def test_a_node_cut_off_while_it_takes_up_a_round_takes_it_up_again(tmp_path: Path, own: PostgresServer) -> None:
    """P01: else its phones would hear `round_closed` for as long as the round is open."""
    database = await own.database()
    async with nodes(tmp_path, database) as (a, b):
        made = await a.make(admission="cards")
        (token,), there = await made.cards(1), moved(made, b)
        await there.tally(draft=True)  # the other node has loaded the meeting, in its state before the round
        async with held(database, *TAKING_UP) as hold:
            round_id = await _opened(made)
            early = asyncio.create_task(_vote(there, token, round_id))
            await hold.until_one_waits()
            while not early.done():
                await own.cut(hold.waiting)
            assert code(await early) == "busy"
        await healthy(b)
        assert receipt(await _vote(there, token, round_id))


async def test_nobody_votes_at_a_node_before_it_has_the_box(tmp_path: Path, database: str) -> None:
    """P01: who comes while the first phone waits for it waits too."""
    async with nodes(tmp_path, database) as (a, b):
        made = await a.make(admission="cards")
        tokens, there = await made.cards(2), moved(made, b)
        round_id = await _opened(made)
        async with held(database, *TAKING_UP) as hold:
            first = asyncio.create_task(_vote(there, tokens[0], round_id))
            await hold.until_one_waits()
            second = asyncio.create_task(_vote(there, tokens[1], round_id))
            while not (second.done() or b.registry._loading[made.id]._waiters):  # noqa: ASYNC110
                await asyncio.sleep(0)
        assert receipt(await first) and receipt(await second)


async def test_an_opening_of_which_nobody_knows_whether_it_went_through_keeps_its_key(
    tmp_path: Path, own: PostgresServer
) -> None:
    """P01: the round may be open after all, and others vote in it. The commit waits for a standby when it is cut."""
    database = await own.database()
    async with nodes(tmp_path, database) as (a, b):
        made = await a.make(admission="cards")
        (token,), there = await made.cards(1), moved(made, b)
        async with made.chair() as chair, there.screen() as screen:
            about = {"part": "上述", "subjects": made.ids()[:1], "seconds": None}
            async with held(database, "round", "SELECT id, number, state, digest FROM round") as hold:
                opening = asyncio.create_task(chair.ask("open", **about))
                await hold.until_one_waits()
                await own.wait_for("nobody")
            while not opening.done():
                await own.cut("wait_event = 'SyncRep'")
            assert code(await opening) == "not_recorded"
            await own.wait_for("")
            round_id = (await screen.hear("round", state="open"))["id"]
            assert receipt(await _vote(there, token, round_id))
            assert receipt(await _vote(made, token, round_id))


async def test_a_card_voided_while_another_node_closes_votes_no_more_there(tmp_path: Path, database: str) -> None:
    """P30: that node learns of the card and of what it has closed itself at once."""
    async with nodes(tmp_path, database) as (a, b):
        made = await a.make(admission="cards")
        tokens, there = await made.cards(6), moved(made, b)
        async with there.phone(tokens[0]) as phone, there.chair() as chair:
            round_id = await chair.open(made.ids()[:1])
            async with b.registry.live_meetings[made.id].lock:  # as a closing there holds it
                answer = await made.http("POST", "/void-cards", {"tokens": tokens[:1]})
                assert answer.status_code == 200, answer.text
                b.registry.live_meetings[made.id].batches = await b.operations.store.batches(
                    made.id
                )  # as counting a round out does
            await chair.do("close", round=round_id, confirm=True)
            again = await chair.open(made.ids()[1:2])
            await phone.hear("round", id=again)
            assert code(await phone.cast(again, 7)) == "void_card"


async def test_a_node_that_stops_in_the_middle_of_a_commit_keeps_no_other_from_closing(
    tmp_path: Path, started: Started, database: str
) -> None:
    """P05: it holds the fence of the round, and says nothing more: its power or its network is gone."""
    silent, other = [await node(started, tmp_path / name, database) for name in "ab"]
    made = await silent.make(admission="cards")
    tokens, there = await made.cards(2), moved(made, other)
    async with there.chair() as chair, made.phone(tokens[0]) as phone:
        round_id = await chair.open(made.ids()[:1])
        await phone.hear("round", id=round_id)
        assert receipt(await _vote(made, tokens[1], round_id))  # its queries are prepared by that
        async with held(database, "box_spent", "INSERT INTO box_spent") as hold:
            cast = {"t": "cast", "round": round_id, "nonce": bytes(16), "scores": [[7]], "notes": []}
            await phone.send(cast)
            await hold.until_one_waits()
            silent.child.send_signal(signal.SIGSTOP)
        try:
            async with asyncio.timeout(40):
                await chair.do("close", round=round_id, confirm=True)
                await chair.hear("round", id=round_id, state="closed")
        finally:
            silent.child.send_signal(signal.SIGCONT)
