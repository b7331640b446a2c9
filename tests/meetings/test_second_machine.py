"""The laptop fails in the middle of a meeting: a second one continues from the backup (docs/operations.md)."""

import asyncio
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.harness import ROOT, MeetingClient
from tests.proof_scale import scaled
from tests.voters import Phone, Started, moved, phones, recounted, rush

pytestmark = pytest.mark.anyio

VOTERS = scaled(60, 2000)
AT_ONCE = 40


async def back_up(data: Path, to: Path) -> None:
    command = [sys.executable, "-m", "server", "backup", str(to), "--data", str(data)]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL)
    assert await process.wait() == 0


async def vote(made: MeetingClient, round_id: str, voters: list[Phone]) -> None:
    await rush(made, round_id, voters, AT_ONCE, lambda _: None)
    assert all(voter.acknowledged for voter in voters)


async def test_the_second_machine_continues_from_a_backup_made_under_load(
    tmp_path: Path, started: Started, proof: Callable[[str], None]
) -> None:
    """P10: closed rounds show the same figures; the open round is voided with --void-lost and can be repeated."""
    first, copy = await started(tmp_path / "first").ready(), tmp_path / "copy.db"
    made = await first.make(admission="cards")
    tokens = await made.cards(VOTERS)
    before, during, after = phones(tokens), phones(tokens), phones(tokens)
    async with made.chair() as chair:
        closed = await chair.open(made.ids()[:1])
        await vote(made, closed, before)
        await chair.do("close", round=closed)
        figures = await made.tally()
        open_round = await chair.open(made.ids()[1:2])
        await asyncio.gather(vote(made, open_round, during), back_up(first.data, copy))
    first.kill()

    second = tmp_path / "second"
    second.mkdir()
    shutil.copy(copy, second / "pingyi.db")
    for name in ("secret", "admin-key"):
        shutil.copy(first.data / name, second / name)
    refusing = started(second, first.port)
    assert await asyncio.to_thread(refusing.child.wait, 30) == 2
    assert "--void-lost" in refusing.child.communicate()[1]

    server = await started(second, first.port, "--void-lost").ready()
    made = moved(made, server)
    tally = await made.tally()
    assert [one["state"] for one in tally["rounds"]] == ["closed", "voided"]
    assert tally["parts"][0]["subjects"][0] == figures["parts"][0]["subjects"][0]
    recounted(tally, before)
    async with made.chair() as chair:
        again = await chair.open(made.ids()[1:2])
        await vote(made, again, after)
        await chair.do("close", round=again)
    assert (await made.tally())["parts"][0]["subjects"][1]["ballots"] == VOTERS
    proof(f"{VOTERS} voters in each round, backup while they voted: same figures, the open round voided and run again")
    server.stop()


async def test_codes_and_links_of_the_first_machine_work_on_the_second(tmp_path: Path, started: Started) -> None:
    """P10: with `secret` and `admin-key` next to the copy, phones in open admission keep their tokens."""
    first = await started(tmp_path / "first").ready()
    made, device = await first.make(), b"d" * 16
    async with made.guest(device=device) as phone:
        token = phone.welcome["token"]
    await back_up(first.data, tmp_path / "copy.db")
    first.kill()
    second = tmp_path / "second"
    second.mkdir()
    shutil.copy(tmp_path / "copy.db", second / "pingyi.db")
    for name in ("secret", "admin-key"):
        shutil.copy(first.data / name, second / name)
    server = await started(second, first.port).ready()
    made = moved(made, server)
    async with made.guest(device=device) as phone, made.phone(token) as same, made.chair() as chair:
        assert phone.welcome["token"] == token and same.welcome["t"] == chair.welcome["t"] == "welcome"
    assert (await server.http("GET", "/api/meetings", first.admin)).json()[0]["id"] == made.id
    server.stop()
