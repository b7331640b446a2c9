"""The n-th write, fsync, truncation, rename or unlink of an action fails, for every n until none is left to fail."""

import asyncio
import errno
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.harness import Map, MeetingClient, Peer, Process, code, receipt
from tests.proof_scale import sampled, scaled
from tests.proofs.faults.interposer import ALL, Interposer
from tests.voters import Started, moved

pytestmark = pytest.mark.anyio

MOST = 200
"""Calls that one action may need; more means an endless loop."""
STEP = scaled(6, 1)
"""Every STEP-th call is made to fail, from a random one on."""
FAILURES = {
    "an I/O error": (errno.EIO, 0),
    "a full disk": (errno.ENOSPC, 1),
    "a disk that stays broken": (errno.EIO, ALL),
    "a disk that stays full": (errno.ENOSPC, ALL),
    "a disk that became read-only": (errno.EROFS, ALL),
}
"""The error, and how many calls fail after the first. A write onto a full disk writes its first half, so the next call
writes the other half."""
every_failure = pytest.mark.parametrize("failure", sampled(FAILURES, 1))


@dataclass(slots=True)
class Hall:
    """A running meeting: its chair, a card per phone, and the failures so far."""

    interposer: Interposer
    server: Process
    made: MeetingClient
    chair: Peer
    tokens: list[str]
    failed: int = 0
    answers: set[str] = field(default_factory=set)

    async def opened(self) -> str:
        return await self.chair.open(self.made.ids()[:1])

    async def voted(self, round_id: str, tokens: list[str]) -> None:
        for token in tokens:
            async with self.made.phone(token) as phone:
                assert receipt(await phone.cast(round_id, 7))

    async def counted(self) -> int:
        subject = (await self.made.tally(draft=True))["parts"][0]["subjects"][0]
        assert subject["ballots"] is None or subject["items"][0]["counts"][6] == subject["ballots"]
        return subject["ballots"] or 0

    def left(self) -> set[str]:
        folders = (self.server.data / name for name in ("boxes", "keys"))
        return {path.name.split(".")[0] for folder in folders for path in folder.iterdir()}


@pytest.fixture
async def hall(interposer: Interposer, folder: Path, started: Started) -> AsyncIterator[Hall]:
    server = await started(folder / "data", None, **interposer.environment).ready()
    made = await server.make(admission="cards")
    tokens = await made.cards(MOST)
    async with made.chair() as chair:
        yield Hall(interposer, server, made, chair, tokens)


async def nothing() -> None: ...


async def each(
    hall: Hall, failure: str, act: Callable[[], Awaitable[Map]], ready: Callable[[], Awaitable[None]] = nothing
) -> AsyncIterator[Map]:
    """The action's answer while its n-th call fails, for every n; ends where none was left to fail. `ready` runs before
    each."""
    error, more = FAILURES[failure]
    for number in range(random.randint(1, STEP), MOST, STEP):
        await ready()
        with hall.interposer.failing(number, error, more):
            answer = await act()
        if not hall.interposer.failed:
            assert answer["t"] in ("done", "receipt"), f"refused although nothing failed: {answer}"
            assert hall.failed, "no call failed at all"
            return
        hall.failed += 1
        hall.answers.add(answer["t"] if answer["t"] != "refused" else code(answer))
        yield answer
    raise AssertionError("the calls never end")


def report(hall: Hall, proof: Callable[[str], None], act: str, failure: str) -> None:
    assert hall.answers <= {"done", "receipt", "not_recorded"}
    proof(f"{act}: {failure} at {hall.failed} calls")


@every_failure
async def test_a_cast_whose_write_fails_is_never_acknowledged_and_works_again_at_once(
    hall: Hall, failure: str, proof: Callable[[str], None]
) -> None:
    """P07: `not_recorded` or a receipt that holds; then the same cast again, without a restart."""
    round_id, waiting = await hall.opened(), iter(hall.tokens)
    await hall.voted(round_id, [next(waiting) for _ in range(8)])
    notes = [{"subject": 0, "key": "problems", "text": "难" * 400}]
    cast, nonce = 8, b""

    async def act() -> Map:
        nonlocal nonce
        nonce = random.randbytes(16)
        async with hall.made.phone(next(waiting)) as phone:
            return await phone.cast(round_id, 7, nonce, notes)

    async for answer in each(hall, failure, act):
        async with hall.made.screen() as screen, hall.made.phone(hall.tokens[cast]) as phone:
            assert screen.welcome["turnout"]["cast"] == cast + receipt(answer)
            assert receipt(await phone.cast(round_id, 7, nonce, notes))
        cast += 1
    await hall.chair.do("close", round=round_id)
    assert await hall.counted() == cast + 1
    assert "not_recorded" in hall.answers
    report(hall, proof, "casting", failure)


@every_failure
async def test_an_opening_whose_write_fails_opens_nothing_and_works_again_at_once(
    hall: Hall, failure: str, proof: Callable[[str], None]
) -> None:
    """P07: refused, or done; then the next one is."""

    async def act() -> Map:
        return await hall.chair.ask("open", part="上述", subjects=hall.made.ids()[:1], seconds=None)

    async for answer in each(hall, failure, act):
        if answer["t"] == "refused":
            async with hall.made.chair() as chair:
                assert (chair.welcome["round"] or {"state": "voided"})["state"] == "voided"
            answer = await act()
        await hall.voted(answer["round"], hall.tokens[:1])
        await hall.chair.do("void", round=answer["round"], reason="再来一次")
    assert "not_recorded" in hall.answers
    report(hall, proof, "opening", failure)


@every_failure
async def test_a_closing_whose_write_fails_loses_nothing_and_ends_by_itself(
    hall: Hall, failure: str, proof: Callable[[str], None]
) -> None:
    """P07: done, or `not_recorded` and closed once the disk works again."""
    round_id = ""

    async def ready() -> None:
        nonlocal round_id
        round_id = await hall.opened()
        await hall.voted(round_id, hall.tokens[:6])

    async def act() -> Map:
        return await hall.chair.ask("close", round=round_id)

    async for answer in each(hall, failure, act, ready):
        if answer["t"] == "refused":
            again = await hall.chair.ask("close", round=round_id)
            assert again["t"] == "done" or code(again) == "stale"
        await hall.chair.hear("round", id=round_id, state="closed")
        assert await hall.counted() == 6
        await hall.chair.do("void", round=round_id, reason="再来一次")
        assert await hall.counted() == 0
    report(hall, proof, "closing", failure)
    await restarted(hall)


@every_failure
async def test_a_publication_or_a_voiding_whose_write_fails_is_as_if_it_had_not_been_tried(
    hall: Hall, failure: str, proof: Callable[[str], None]
) -> None:
    """P07: refused, or done; then the next one is."""
    round_id = ""

    async def ready() -> None:
        nonlocal round_id
        round_id = await hall.opened()
        await hall.voted(round_id, hall.tokens[:5])
        await hall.chair.do("close", round=round_id)

    async def publish() -> Map:
        return await hall.chair.ask("publish", round=round_id)

    async def void() -> Map:
        return await hall.chair.ask("void", round=round_id, reason="重投")

    async for answer in each(hall, failure, publish, ready):
        if answer["t"] == "refused":
            await hall.chair.do("publish", round=round_id)
        assert await hall.counted() == 5
        await hall.chair.do("void", round=round_id, reason="重投")
    await hall.chair.do("void", round=round_id, reason="重投")
    async for answer in each(hall, failure, void, ready):
        if answer["t"] == "refused":
            assert await hall.counted() == 5
            await hall.chair.do("void", round=round_id, reason="重投")
        assert await hall.counted() == 0
    report(hall, proof, "publishing and voiding", failure)
    await restarted(hall)


async def restarted(hall: Hall) -> None:
    """Whatever the failing disk did not delete is gone after the next start at the latest."""
    await asyncio.to_thread(hall.server.stop)
    second = Process(hall.server.data)
    try:
        await second.ready()
        async with moved(hall.made, second).chair() as chair:
            now = chair.welcome["round"]
            assert hall.left() == ({now["id"]} if now["state"] == "open" else set())
    finally:
        second.kill()
