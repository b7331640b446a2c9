"""A disk that is full, read-only or fails at any write: nothing is acknowledged, nothing stays broken."""

import asyncio
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from server.core.rounds import State
from server.meetings.live_meeting import LiveMeeting
from server.meetings.turnouts import turnout_message
from server.store.sqlite import Sqlite
from tests.harness import Hosted, MeetingClient, Peer, code, hosted, receipt
from tests.voters import give, moved

pytestmark = pytest.mark.anyio

LONG = "难" * 500
"""A note that needs pages of its own."""
FRAME = 4096 + 24
"""Bytes of one page in SQLite's write-ahead log."""


async def fill(database: Sqlite, spare: int = 0) -> None:
    """Let the database grow by no more than `spare` pages."""
    async with database.write() as db:
        ((pages,),) = await db.fetch("PRAGMA page_count")
        await db.execute(f"PRAGMA max_page_count = {pages + spare}")


async def make_room(database: Sqlite) -> None:
    async with database.write() as db:
        await db.execute("PRAGMA max_page_count = 1000000")


async def set_read_only(database: Sqlite, on: bool) -> None:
    await database._writer.execute(f"PRAGMA query_only = {int(on)}")


@contextmanager
def no_file_beyond(octets: int) -> Iterator[None]:
    """No file of this process can grow beyond this size: writes are cut short, then fail."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def live_meeting(host: Hosted, made: MeetingClient) -> LiveMeeting:
    return host.registry.live_meetings[made.id]


def box(host: Hosted, made: MeetingClient) -> Sqlite:
    running = live_meeting(host, made).running_round
    assert running is not None and isinstance(running.box.database, Sqlite)
    return running.box.database


def main(host: Hosted) -> Sqlite:
    database = host.operations.store._database
    assert isinstance(database, Sqlite)
    return database


def log_size(database: Sqlite) -> int:
    return database.path.with_name(database.path.name + "-wal").stat().st_size


def secrets_left(data: Path) -> list[str]:
    return [path.name for folder in ("boxes", "keys") for path in (data / folder).iterdir()]


def note(text: str) -> list[dict[str, object]]:
    return [{"subject": 0, "key": "problems", "text": text}]


async def open_with_ballots(
    host: Hosted, chair: Peer, made: MeetingClient, ballots: int, text: str | None = None
) -> str:
    """Open a round of the first subject and cast so many ballots."""
    round_id = await chair.open(made.ids()[:1])
    for token in await made.cards(ballots):
        await give(host, round_id, token, [[7]], text)
    return round_id


async def counted(made: MeetingClient) -> int:
    subject = (await made.tally())["parts"][0]["subjects"][0]
    assert subject["items"][0]["counts"][6] == subject["ballots"]
    return int(subject["ballots"])


async def test_a_cast_onto_a_full_disk_is_not_recorded_and_can_be_sent_again(host: Hosted) -> None:
    """P07: `not_recorded`, nothing counted or spent; once there is room the same cast gets its receipt."""
    made = await host.make(admission="cards")
    (token,) = await made.cards(1)
    nonce = bytes(range(16))
    async with made.chair() as chair, made.phone(token) as phone:
        round_id = await open_with_ballots(host, chair, made, 6)
        await fill(box(host, made))
        for _ in range(3):
            assert code(await phone.cast(round_id, 7, nonce, note(LONG))) == "not_recorded"
        async with made.phone(token) as again:
            assert again.welcome["round"]["voted"] is False
        async with made.screen() as screen:
            assert screen.welcome["turnout"]["cast"] == 6
        await make_room(box(host, made))
        assert receipt(await phone.cast(round_id, 7, nonce, note(LONG)))
        assert receipt(await phone.cast(round_id, 7, nonce, note(LONG)))
        await chair.do("close", round=round_id)
    assert await counted(made) == 7


async def test_a_read_only_box_takes_ballots_again_without_a_restart_once_it_is_writable(host: Hosted) -> None:
    """P07: not recorded, and nothing happened; recorded as soon as it is possible."""
    made = await host.make(admission="cards")
    tokens = await made.cards(6)
    async with made.chair() as chair, made.phone(tokens[0]) as phone:
        round_id = await open_with_ballots(host, chair, made, 4)
        await set_read_only(box(host, made), True)
        assert code(await phone.cast(round_id, 7, bytes(16))) == "not_recorded"
        await set_read_only(box(host, made), False)
        assert receipt(await phone.cast(round_id, 7, bytes(16)))
        await chair.do("close", round=round_id)
    assert await counted(made) == 5


async def test_a_write_that_fails_at_any_point_of_a_cast_acknowledges_nothing(host: Hosted) -> None:
    """P07: the n-th kilobyte of the box's log is the last that the disk takes, for every n."""
    made = await host.make(admission="cards")
    tokens = await made.cards(40)
    refused = 0
    async with made.chair() as chair:
        round_id = await open_with_ballots(host, chair, made, 5)
        for n, token in enumerate(tokens):
            async with made.phone(token) as phone:
                nonce = n.to_bytes(16, "big")
                with no_file_beyond(log_size(box(host, made)) + n * 1024):
                    answer = await phone.cast(round_id, 7, nonce, note(LONG))
                if not receipt(answer):
                    assert code(answer) == "not_recorded"
                    assert turnout_message(live_meeting(host, made))["cast"] == 5 + n
                    refused += 1
                assert receipt(await phone.cast(round_id, 7, nonce, note(LONG)))
        assert 5 < refused < 40
        await chair.do("close", round=round_id)
    assert await counted(made) == 45


async def test_a_ballot_cast_during_a_close_that_fails_on_disk_can_be_sent_again(host: Hosted) -> None:
    """P07: nobody is refused with `round_closed` while the round goes on."""
    made = await host.make(admission="cards")
    (late,) = await made.cards(1)
    live = live_meeting(host, made)
    async with made.chair() as chair, made.phone(late) as phone:
        round_id = await open_with_ballots(host, chair, made, 6)
        async with main(host).write() as db:
            closing = asyncio.create_task(chair.ask("close", round=round_id))
            while live.phones_may_cast:  # noqa: ASYNC110
                await asyncio.sleep(0)
            casting = asyncio.create_task(phone.cast(round_id, 7, bytes(16)))
            assert (await host.http("GET", "/healthz", None)).status_code == 200  # the cast has arrived by then
            await db.fetch("PRAGMA query_only = 1")
        assert code(await closing) == code(await casting) == "not_recorded"
        await set_read_only(main(host), False)
        assert receipt(await phone.cast(round_id, 7, bytes(16)))
        await chair.do("close", round=round_id)
    assert await counted(made) == 7


async def test_a_close_onto_a_full_disk_waits_for_space_and_completes_by_itself(host: Hosted, tmp_path: Path) -> None:
    """P07: phones have stopped, nothing is lost, and the chair need not ask again."""
    made = await host.make(admission="cards")
    (late,) = await made.cards(1)
    async with made.chair() as chair, made.phone(late) as phone:
        round_id = await open_with_ballots(host, chair, made, 20, LONG)
        await fill(main(host), spare=2)
        assert code(await chair.ask("close", round=round_id)) == "not_recorded"
        assert [round.state for round in live_meeting(host, made).rounds] == [State.CLOSING]
        await host.scheduler.tick()
        assert code(await phone.cast(round_id, 7)) == "round_closed"
        assert len(secrets_left(tmp_path)) >= 2
        await make_room(main(host))
        await host.scheduler.tick()
        await chair.hear("round", id=round_id, state="closed")
    assert await counted(made) == 20
    assert secrets_left(tmp_path) == []


async def test_a_close_interrupted_by_a_full_disk_is_completed_by_the_next_start(tmp_path: Path) -> None:
    """P07, P06: with the same figures."""
    async with hosted(tmp_path) as host:
        made = await host.make(admission="cards")
        async with made.chair() as chair:
            round_id = await open_with_ballots(host, chair, made, 20, LONG)
            await fill(main(host), spare=2)
            assert code(await chair.ask("close", round=round_id)) == "not_recorded"
    async with hosted(tmp_path) as host:
        assert await counted(moved(made, host)) == 20
    assert secrets_left(tmp_path) == []


async def test_a_write_that_fails_at_any_point_of_a_close_loses_nothing(host: Hosted, tmp_path: Path) -> None:
    """P07: the n-th page is the last that the main database's log takes, for every n."""
    made = await host.make(admission="cards")
    tokens = await made.cards(6)
    answers = []
    async with made.chair() as chair:
        for n in range(0, 40, 3):
            round_id = await chair.open(made.ids()[:1])
            for token in tokens:
                await give(host, round_id, token, [[7]], LONG)
            with no_file_beyond(log_size(main(host)) + n * FRAME + 100):
                answers.append(await chair.ask("close", round=round_id))
            if live_meeting(host, made).rounds[-1].state is State.OPEN:
                await chair.do("close", round=round_id)
            await chair.hear("round", id=round_id, state="closed")
            assert await counted(made) == 6
            assert secrets_left(tmp_path) == []
            await chair.do("void", round=round_id, reason="再来一次")
    assert {answer["t"] for answer in answers} == {"done", "refused"}
    assert {code(answer) for answer in answers if answer["t"] == "refused"} == {"not_recorded"}


async def test_an_opening_onto_a_full_disk_is_refused_and_leaves_no_box_and_no_key(
    host: Hosted, tmp_path: Path
) -> None:
    """P07: of thirty meetings some still find space for a round's row; the next does not."""
    meetings = [await host.make() for _ in range(30)]
    await fill(main(host))
    for opened, made in enumerate(meetings):
        async with made.chair() as chair:
            answer = await chair.ask("open", part="上述", subjects=made.ids(), seconds=None)
            if answer["t"] == "refused":
                assert code(answer) == "not_recorded"
                assert {name.split(".")[0] for name in secrets_left(tmp_path)} == rounds_open(host)
                await make_room(main(host))
                await chair.open(made.ids())
                assert len(rounds_open(host)) == opened + 1
                return
    raise AssertionError("the disk never filled")


def rounds_open(host: Hosted) -> set[str]:
    return {live.open.id for live in host.registry.live_meetings.values() if live.open is not None}


async def test_a_write_that_fails_at_any_point_of_an_opening_leaves_no_key(host: Hosted, tmp_path: Path) -> None:
    """P07: the key, the box and the main database are cut short at every length in turn."""
    made = await host.make()
    lengths = [0, 16, 31, 32, *range(1024, 160_000, 3000)]
    opened = 0
    async with made.chair() as chair:
        for length in lengths:
            with no_file_beyond(length):
                answer = await chair.ask("open", part="上述", subjects=made.ids(), seconds=None)
            if answer["t"] == "done":
                opened += 1
                await chair.do("void", round=answer["round"], reason="再来一次")
            else:
                assert code(answer) == "not_recorded", length
                assert live_meeting(host, made).open is None
            assert secrets_left(tmp_path) == [], length
        assert 0 < opened < len(lengths)
        await chair.open(made.ids())
