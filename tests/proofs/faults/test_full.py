"""A small file system, mounted for the test, that fills up during a round."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.harness import MeetingClient, Process, code, receipt
from tests.proof_scale import scaled
from tests.voters import Started

pytestmark = pytest.mark.anyio

ROOM = 6 * 1024 * 1024
"""Bytes of the file system: the server's own files and logs take about one."""
FULL_TIMES = scaled(2, 20)
NOTE = [{"subject": 0, "key": "problems", "text": "难" * 500}]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of ROOM bytes, in memory."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a file system of a given size")
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(place)], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip(f"mounting is not allowed here: {mounted.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(ballast: Path) -> None:
    """Fill the file system to the last byte."""
    with ballast.open("ab", buffering=0) as file:
        for step in (65_536, 4096, 1):
            with suppress(OSError):
                while file.write(bytes(step)):
                    pass


async def cast_until_refused(made: MeetingClient, round_id: str, tokens: Iterator[str]) -> tuple[str, bytes, int]:
    """The token and nonce of the first cast that was not recorded, and how many were before it."""
    for taken, token in enumerate(tokens):
        nonce = os.urandom(16)
        async with made.phone(token) as phone:
            answer = await phone.cast(round_id, 7, nonce, NOTE)
        if not receipt(answer):
            assert code(answer) == "not_recorded"
            return token, nonce, taken
    raise AssertionError("the disk never filled")


async def test_a_disk_that_fills_up_takes_ballots_again_as_soon_as_there_is_room(
    small: Path, started: Started, proof: Callable[[str], None]
) -> None:
    """P07: a file system of 6 MB; nothing is acknowledged that is not there; opening and closing wait for room too."""
    server: Process = await started(small / "data").ready()
    made = await server.make(admission="cards")
    cards = await made.cards(60 * FULL_TIMES)
    tokens, ballots, refused = iter(cards), 0, 0
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        for _ in range(FULL_TIMES):
            fill(small / "ballast")
            token, nonce, taken = await cast_until_refused(made, round_id, tokens)
            ballots, refused = ballots + taken, refused + 1
            (small / "ballast").unlink()
            async with made.phone(token) as phone:
                assert receipt(await phone.cast(round_id, 7, nonce, NOTE))
            ballots += 1
        while ballots < 5:
            async with made.phone(next(tokens)) as phone:
                assert receipt(await phone.cast(round_id, 7))
            ballots += 1
        fill(small / "ballast")
        answer = await chair.ask("close", round=round_id)
        assert answer["t"] == "done" or code(answer) == "not_recorded"
        opening = await chair.ask("open", part="上述", subjects=made.ids()[1:2], seconds=None)
        assert opening["t"] == "refused" and code(opening) in ("not_recorded", "round_open")
        (small / "ballast").unlink()
        if (await chair.ask("close", round=round_id))["t"] == "refused":
            await chair.hear("round", id=round_id, state="closed")
        await chair.open(made.ids()[1:2])
    tally = await made.tally(draft=True)
    assert tally["parts"][0]["subjects"][0]["ballots"] == ballots
    proof(f"a 6 MB file system filled {FULL_TIMES + 1} times: {refused} casts refused, then taken; {ballots} counted")
    assert server.stop() == 0
