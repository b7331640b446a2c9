"""Races: cancelled writes, paper ballots and retries during a close, hellos while the state changes."""

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

from server.core.admin_keys import BY_DESK
from server.core.errors import NotRecorded
from server.meetings.housekeeping import SWEEP_SECONDS
from server.meetings.live_meeting import LiveMeeting
from server.store.sqlite import Sqlite
from server.store.sqlite_box import SqliteBox
from tests.harness import Hosted, Map, MeetingClient, Peer, TestClock, heard, receipt
from tests.voters import give, voter

pytestmark = pytest.mark.anyio

Patch = pytest.MonkeyPatch
Hook = Callable[..., Awaitable[None]]


async def yield_to_others(count: int = 1) -> None:
    """Let everything that is ready run."""
    for _ in range(count):
        await asyncio.sleep(0)


async def nothing(*_: object) -> None: ...


def wrap(patch: Patch, owner: Any, name: str, before: Hook = nothing, after: Hook = nothing) -> None:
    """Wrap the owner's method: `before` runs just before it, `after` just after it."""
    method = getattr(owner, name)

    async def wrapped(*args: Any, **kwargs: Any) -> Any:
        await before(*args)
        result = await method(*args, **kwargs)
        await after(*args)
        return result

    patch.setattr(owner, name, wrapped)


def live_meeting(host: Hosted, made: MeetingClient) -> LiveMeeting:
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
    """P07: also when it is cancelled again while it cleans up."""
    database = await Sqlite.open(tmp_path / "one.db")
    async with database.write() as db:
        await db.execute("CREATE TABLE kept (a)")
    try:
        gate = threading.Event()
        busy = [asyncio.ensure_future(one._execute(gate.wait)) for one in (database._writer, database._reader)]  # type: ignore[no-untyped-call]
        await yield_to_others()
        task = asyncio.ensure_future(work(database))
        await yield_to_others(5)
        for _ in range(times):
            task.cancel()
            await yield_to_others(5)
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


# During a close


async def slowly(box: SqliteBox, *_: object) -> None:
    """A slow disk: other queries of this box come first."""
    for _turn in range(30):
        await box.spent_tags()


async def open_with_ballots(host: Hosted, made: MeetingClient, ballots: int = 0) -> tuple[str, list[str]]:
    """An open round with so many ballots in it, and as many unused cards."""
    tokens = await made.cards(2 * ballots)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
    for token in tokens[:ballots]:
        await give(host, round_id, token, [[7]])
    return round_id, tokens[ballots:]


async def test_paper_typed_in_during_a_close_is_acknowledged_if_and_only_if_it_counts(
    host: Hosted, monkeypatch: Patch
) -> None:
    """P05: submitted while CLOSING is being stored, into a box on a slow disk."""
    made = await host.make(admission="cards")
    round_id, tokens = await open_with_ballots(host, made, 6)
    live, round_commands = live_meeting(host, made), host.operations.round_commands
    casts: list[asyncio.Task[Map | None]] = []

    async def type_in(*_: object) -> None:
        for token in tokens:
            message: Map = {"round": round_id, "nonce": os.urandom(16), "scores": [[7]], "notes": []}
            casts.append(asyncio.create_task(round_commands.cast_paper(live, await voter(host, token), message)))
            await yield_to_others()

    wrap(monkeypatch, SqliteBox, "_commit", before=slowly)
    wrap(monkeypatch, host.operations.store, "move_all", before=type_in)
    await round_commands.close_round(live, round_id)
    monkeypatch.undo()
    answers = await asyncio.gather(*casts, return_exceptions=True)
    acknowledged = sum(isinstance(answer, dict) for answer in answers)
    (row,) = (await made.tally())["reconciliation"]["rounds"]
    assert (row["phone"], row["paper"], row["returned"]) == (6, acknowledged, 6 + acknowledged)
    assert acknowledged == len(tokens) == 6


async def test_an_exact_retry_while_the_chair_extends_gets_its_receipt(host: Hosted, monkeypatch: Patch) -> None:
    """P02: the round changes state between the box's answer and the check whether it is a retry."""
    made = await host.make(admission="cards")
    round_id, (token, *_) = await open_with_ballots(host, made, 1)
    nonce, live = os.urandom(16), live_meeting(host, made)
    await give(host, round_id, token, [[7]], nonce=nonce)

    async def extend(*_: object) -> None:
        await host.operations.round_commands.extend(live, round_id, 60)

    wrap(monkeypatch, SqliteBox, "_commit", before=extend)
    async with made.phone(token) as phone:
        assert [receipt(await phone.cast(round_id, 7, nonce)) for _ in range(3)] == [True] * 3
    monkeypatch.undo()
    assert live.running_round is not None and live.running_round.turnout.cast == 2


@pytest.mark.parametrize("slow", [False, True])
async def test_an_exact_retry_at_any_step_of_closing_gets_its_receipt(
    host: Hosted, monkeypatch: Patch, slow: bool
) -> None:
    """P02: before and after each of the two writes of a close, and afterwards; never `round_closed`."""
    made = await host.make(admission="cards")
    round_id, (token, *_) = await open_with_ballots(host, made, 1)
    nonce, live = os.urandom(16), live_meeting(host, made)
    await give(host, round_id, token, [[7]], nonce=nonce)
    retries: list[asyncio.Task[tuple[Map | None, bool]]] = []

    known = await voter(host, token)

    async def retry(*_: object) -> None:
        message: Map = {"round": round_id, "nonce": nonce, "scores": [[7]], "notes": []}
        retries.append(asyncio.create_task(host.operations.casting.cast(live, known, message)))
        await yield_to_others()

    for name in ("move_all", "seal"):
        wrap(monkeypatch, host.operations.store, name, before=retry, after=retry)
    wrap(monkeypatch, SqliteBox, "holds", before=slowly if slow else nothing)
    wrap(monkeypatch, SqliteBox, "close", before=retry)
    await host.operations.round_commands.close_round(live, round_id, confirm=True)
    monkeypatch.undo()
    await retry()
    answers = await asyncio.gather(*retries)
    assert answers == [({"t": "receipt", "round": round_id, "nonce": nonce}, False)] * 6
    assert (await made.tally())["parts"][0]["subjects"][0]["ballots"] == 2


# Hellos


def last_round(messages: list[Map]) -> object:
    """The round that a phone shows after these messages: whichever came last."""
    rounds = [one["round"] if one["t"] == "welcome" else one for one in messages if one["t"] in ("welcome", "round")]
    return rounds[-1] and (rounds[-1]["id"], rounds[-1]["state"])


async def test_a_phone_that_connects_while_a_round_opens_shows_that_round(host: Hosted, monkeypatch: Patch) -> None:
    """The round opens while a welcome about the previous one is being composed."""
    made = await host.make()
    one, two, _ = made.ids()
    async with made.chair() as chair:
        await chair.do("close", round=await chair.open([one]), confirm=True)
        ids: list[str] = []

        async def open_once(*_: object) -> None:
            if not ids:
                ids.append(
                    (await host.operations.round_commands.open_round(live_meeting(host, made), "上述", [two], None)).id
                )

        wrap(monkeypatch, host.operations.casting, "has_voted", after=open_once)
        async with made.guest() as phone:
            assert last_round([phone.welcome, *await heard(phone)]) == (ids[0], "open")
            assert receipt(await phone.cast(ids[0], 8))


async def test_every_phone_that_connects_while_rounds_open_and_close_shows_the_latest_state(host: Hosted) -> None:
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


async def can_command(peer: Peer) -> bool:
    """Whether this chair's command is still executed."""
    with suppress(ConnectionClosed):
        async with peer:
            return peer.welcome["t"] == "welcome" and bool((await peer.ask("view", view="blank"))["t"] == "done")
    return False


@pytest.mark.parametrize("call", [1, 2])
async def test_a_key_replaced_during_its_hello_can_never_command(host: Hosted, monkeypatch: Patch, call: int) -> None:
    """P30: it was still valid at the first or the second query of the database."""
    made = await host.make()
    calls = []

    async def replace(*_: object) -> None:
        calls.append(1)
        if len(calls) == call:
            await host.operations.meeting_commands.replace_key(live_meeting(host, made), "chair", BY_DESK)

    wrap(monkeypatch, host.operations.store, "access", after=replace)
    assert not await can_command(made.chair()) and len(calls) >= call


async def test_no_connection_with_an_old_key_outlives_its_replacement(host: Hosted) -> None:
    """P30: earlier connections are closed, later ones are refused."""
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
    assert await can_command(made.chair())


# A disk that fails once


@pytest.mark.parametrize("query", ["rounds_with_retries", "batches"])
async def test_a_write_that_fails_once_does_not_stop_the_scheduler(
    host: Hosted, clock: TestClock, monkeypatch: Patch, query: str
) -> None:
    """P07: whatever is due later still happens: a timed round closes."""
    made = await host.make()
    failed = asyncio.Event()

    async def fail(*_: object) -> None:
        if not failed.is_set():
            failed.set()
            raise NotRecorded("the disk is full")

    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1], seconds=SWEEP_SECONDS + 60)
        wrap(monkeypatch, host.operations.store, query, before=fail)
        async with made.guest():
            clock.run(SWEEP_SECONDS + 1)
            await host.scheduler.tick()
            async with asyncio.timeout(20):
                await failed.wait()
            clock.run(60)
            await host.scheduler.tick()
            assert (await chair.hear("round", state="closed"))["id"] == round_id


@pytest.mark.parametrize("query", ["phone_limits", "rounds_with_retries", "batches"])
async def test_a_query_that_takes_long_delays_no_closing(
    host: Hosted, clock: TestClock, monkeypatch: Patch, query: str
) -> None:
    """Limits of admin keys, the sweep and the turnout wait for the database in tasks of their own."""
    made = await host.make()
    asked, answered = asyncio.Event(), asyncio.Event()

    async def wait(*_: object) -> None:
        if not asked.is_set():
            asked.set()
            await answered.wait()

    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1], seconds=SWEEP_SECONDS + 60)
        wrap(monkeypatch, host.operations.store, query, before=wait)
        async with made.guest():
            clock.run(SWEEP_SECONDS + 1)
            async with asyncio.timeout(20):
                await asked.wait()
            clock.run(60)
            try:
                assert (await chair.hear("round", state="closed"))["id"] == round_id
            finally:
                answered.set()


async def test_a_fault_in_one_meeting_does_not_stop_the_scheduler(
    host: Hosted, clock: TestClock, monkeypatch: Patch
) -> None:
    """An error that nobody expected is logged, and the rounds of all other meetings end on time."""
    broken, made = await host.make(), await host.make()
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1], seconds=60)
        monkeypatch.setattr(host.registry.live_meetings[broken.id].audience, "staff", None)
        host.registry.live_meetings[broken.id].pages_changed = True
        clock.run(60)
        await host.scheduler.tick()
        assert (await chair.hear("round", state="closed"))["id"] == round_id
        monkeypatch.undo()
