"""Two things at once: a cancelled write, paper and retries at a closing, hellos while the state moves."""

import asyncio
import os
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgpack
import pytest
from websockets.exceptions import ConnectionClosed

from server.core.errors import NotRecorded
from server.meetings.live_meeting import LiveMeeting
from server.meetings.registry import SWEEP
from server.store.sqlite import Sqlite
from server.store.sqlite_box import SqliteBox
from tests.harness import Hosted, Made, Map, Peer, TestClock, heard, receipt
from tests.voters import give, voter

pytestmark = pytest.mark.anyio

Patch = pytest.MonkeyPatch
Hook = Callable[..., Awaitable[None]]


async def turns(count: int = 1) -> None:
    """Let everything that is ready go on."""
    for _ in range(count):
        await asyncio.sleep(0)


async def nothing(*_: object) -> None: ...


def around(patch: Patch, owner: Any, name: str, before: Hook = nothing, after: Hook = nothing) -> None:
    """The owner's own method with something happening just before it begins and just after it is done."""
    method = getattr(owner, name)

    async def widened(*given: Any, **more: Any) -> Any:
        await before(*given)
        result = await method(*given, **more)
        await after(*given)
        return result

    patch.setattr(owner, name, widened)


def room_of(host: Hosted, made: Made) -> LiveMeeting:
    return host.registry.live_meetings[made.id]


# Cancelled writes


async def write(database: Sqlite) -> None:
    async with database.write() as db:
        await db.execute("INSERT INTO kept VALUES (1)")


async def read(database: Sqlite) -> None:
    async with database.read() as db:
        await db.fetch("SELECT 1 FROM kept")


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("work", [write, read])
async def test_a_task_cancelled_in_the_middle_of_begin_leaves_the_database_usable(
    tmp_path: Path, work: Callable[[Sqlite], Awaitable[None]], times: int
) -> None:
    """P07: also where it is cancelled once more while it cleans up."""
    database = await Sqlite.open(tmp_path / "one.db")
    async with database.write() as db:
        await db.execute("CREATE TABLE kept (a)")
    try:
        gate = threading.Event()
        busy = [asyncio.ensure_future(one._execute(gate.wait)) for one in (database._writer, database._reader)]  # type: ignore[no-untyped-call]
        await turns()
        task = asyncio.ensure_future(work(database))
        await turns(5)
        for _ in range(times):
            task.cancel()
            await turns(5)
        gate.set()
        with suppress(asyncio.CancelledError):
            await task
        await asyncio.gather(*busy)
        await write(database)
        await read(database)
        async with database.read() as db:
            assert [row[0] for row in await db.fetch("SELECT count(*) FROM kept")] == [1]
    finally:
        await database.close()


# At the closing


async def slowly(box: SqliteBox, *_: object) -> None:
    """A slow disk: other queries of this box come before."""
    for _turn in range(30):
        await box.spent_tags()


async def opened(host: Hosted, made: Made, ballots: int = 0) -> tuple[str, list[str]]:
    """An open round with so many ballots in it, and as many cards again."""
    tokens = await made.cards(2 * ballots)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
    for token in tokens[:ballots]:
        await give(host, round_id, token, [[7]])
    return round_id, tokens[ballots:]


async def test_paper_typed_while_the_chair_closes_is_acknowledged_if_and_only_if_it_counts(
    host: Hosted, monkeypatch: Patch
) -> None:
    """P05: taken in while CLOSING is being written, into a box whose disk is slow."""
    made = await host.make(admission="cards")
    round_id, tokens = await opened(host, made, 6)
    room, verbs = room_of(host, made), host.registry.round_commands
    typed: list[asyncio.Task[Map | None]] = []

    async def type_in(*_: object) -> None:
        for token in tokens:
            message: Map = {"round": round_id, "nonce": os.urandom(16), "scores": [[7]], "notes": []}
            typed.append(asyncio.create_task(verbs.paper(room, await voter(host, token), message)))
            await turns()

    around(monkeypatch, SqliteBox, "_commit", before=slowly)
    around(monkeypatch, host.registry.store, "move_all", before=type_in)
    await verbs.close_round(room, round_id)
    monkeypatch.undo()
    answers = await asyncio.gather(*typed, return_exceptions=True)
    acknowledged = sum(isinstance(answer, dict) for answer in answers)
    (row,) = (await made.tally())["reconciliation"]["rounds"]
    assert (row["phone"], row["paper"], row["returned"]) == (6, acknowledged, 6 + acknowledged)
    assert acknowledged == len(tokens) == 6


async def test_an_exact_retry_while_the_chair_extends_gets_its_receipt(host: Hosted, monkeypatch: Patch) -> None:
    """P02: the round's new state comes between the box's answer and the question whether it is a retry."""
    made = await host.make(admission="cards")
    round_id, (token, *_) = await opened(host, made, 1)
    nonce, room = os.urandom(16), room_of(host, made)
    await give(host, round_id, token, [[7]], nonce=nonce)

    async def extend(*_: object) -> None:
        await host.registry.round_commands.extend(room, round_id, 60)

    around(monkeypatch, SqliteBox, "_commit", before=extend)
    async with made.phone(token) as phone:
        assert [receipt(await phone.cast(round_id, 7, nonce)) for _ in range(3)] == [True] * 3
    monkeypatch.undo()
    assert room.box is not None and room.box.turnout.cast == 2


@pytest.mark.parametrize("slow", [False, True])
async def test_an_exact_retry_at_any_step_of_closing_gets_its_receipt(
    host: Hosted, monkeypatch: Patch, slow: bool
) -> None:
    """P02: before and after each of the two writes of a closing, and afterwards; never `round_closed`."""
    made = await host.make(admission="cards")
    round_id, (token, *_) = await opened(host, made, 1)
    nonce, room = os.urandom(16), room_of(host, made)
    await give(host, round_id, token, [[7]], nonce=nonce)
    retries: list[asyncio.Task[Map | None]] = []

    known = await voter(host, token)

    async def retry(*_: object) -> None:
        message: Map = {"round": round_id, "nonce": nonce, "scores": [[7]], "notes": []}
        retries.append(asyncio.create_task(host.registry.round_commands.cast(room, known, message)))
        await turns()

    for name in ("move_all", "seal"):
        around(monkeypatch, host.registry.store, name, before=retry, after=retry)
    around(monkeypatch, SqliteBox, "holds", before=slowly if slow else nothing)
    around(monkeypatch, SqliteBox, "close", before=retry)
    await host.registry.round_commands.close_round(room, round_id, confirm=True)
    monkeypatch.undo()
    await retry()
    answers = await asyncio.gather(*retries)
    assert answers == [{"t": "receipt", "round": round_id, "nonce": nonce}] * 6
    assert (await made.tally())["parts"][0]["subjects"][0]["ballots"] == 2


# Hellos


def last_round(told: list[Map]) -> object:
    """The round that a phone shows after all it was told: whatever came last."""
    rounds = [one["round"] if one["t"] == "welcome" else one for one in told if one["t"] in ("welcome", "round")]
    return rounds[-1] and (rounds[-1]["id"], rounds[-1]["state"])


async def test_a_phone_that_says_hello_while_a_round_opens_ends_up_with_that_round(
    host: Hosted, monkeypatch: Patch
) -> None:
    """It opens while the welcome is being made, which is about the round before."""
    made = await host.make()
    one, two, _ = made.ids()
    async with made.chair() as chair:
        await chair.do("close", round=await chair.open([one]), confirm=True)
        ids: list[str] = []

        async def open_once(*_: object) -> None:
            if not ids:
                ids.append((await host.registry.round_commands.open_round(room_of(host, made), "上述", [two], None)).id)

        around(monkeypatch, host.registry.round_commands.casting, "voted", after=open_once)
        async with made.guest() as phone:
            assert last_round([phone.welcome, *await heard(phone)]) == (ids[0], "open")
            assert receipt(await phone.cast(ids[0], 8))


async def test_of_many_phones_that_come_while_rounds_open_and_close_none_is_left_behind(host: Hosted) -> None:
    made = await host.make()
    async with made.chair() as chair:
        for subject in made.ids():
            phones = [made.guest() for _ in range(12)]
            round_id, *_ = await asyncio.gather(chair.open([subject]), *(phone.__aenter__() for phone in phones))
            assert {last_round([phone.welcome, *await heard(phone)]) for phone in phones} == {(round_id, "open")}
            late = [made.guest() for _ in range(12)]
            closing = chair.do("close", round=round_id, confirm=True)
            await asyncio.gather(closing, *(phone.__aenter__() for phone in late))
            assert {last_round([phone.welcome, *await heard(phone)]) for phone in late} == {(round_id, "closed")}
            for phone in phones + late:
                await phone.__aexit__(None, None, None)


async def commands(peer: Peer) -> bool:
    """Whether this chair's command is still done."""
    with suppress(ConnectionClosed):
        async with peer:
            return peer.welcome["t"] == "welcome" and bool((await peer.ask("view", view="blank"))["t"] == "done")
    return False


@pytest.mark.parametrize("call", [1, 2])
async def test_an_old_key_that_says_hello_while_it_is_replaced_never_commands(
    host: Hosted, monkeypatch: Patch, call: int
) -> None:
    """P30: it was still good when the database was asked, for the first or the second time."""
    made = await host.make()
    calls = []

    async def replace(*_: object) -> None:
        calls.append(1)
        if len(calls) == call:
            await host.registry.meeting_commands.replace_key(room_of(host, made), "chair", "desk")

    around(monkeypatch, host.registry.store, "access", after=replace)
    assert not await commands(made.chair()) and len(calls) >= call


async def test_of_many_hellos_with_the_old_key_none_outlives_its_replacement(host: Hosted) -> None:
    """P30: those that came before it are sent away, those after it are refused."""
    made = await host.make()
    peers = [made.chair() for _ in range(16)]
    replacing = asyncio.create_task(made.http("POST", "/keys", {"role": "chair"}))
    await asyncio.gather(*(peer.__aenter__() for peer in peers), return_exceptions=True)
    made.keys["chair"] = (await replacing).json()["key"]
    for peer in peers:
        with suppress(ConnectionClosed):
            await peer.socket.send(msgpack.packb({"t": "view", "n": 77, "view": "blank"}))
        assert await peer.closed() == 1008
        assert not [one for one in peer._queued if one["t"] == "done"]
    assert await commands(made.chair())


# A disk that fails once


@pytest.mark.parametrize("query", ["forget_retries", "batches"])
async def test_a_write_that_fails_once_does_not_end_the_ticking(
    host: Hosted, clock: TestClock, monkeypatch: Patch, query: str
) -> None:
    """P07: what is due later still comes: a timed round closes."""
    made = await host.make()
    failed = asyncio.Event()

    async def fail(*_: object) -> None:
        if not failed.is_set():
            failed.set()
            raise NotRecorded("the disk is full")

    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1], seconds=SWEEP + 60)
        around(monkeypatch, host.registry.store, query, before=fail)
        async with made.guest():
            clock.run(SWEEP + 1)
            await host.registry.tick()
            async with asyncio.timeout(20):
                await failed.wait()
            clock.run(60)
            await host.registry.tick()
            assert (await chair.hear("round", state="closed"))["id"] == round_id
