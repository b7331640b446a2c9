"""Killed at each fault point of every action of a round, until the action completes before the fault."""

import json
import random
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.harness import ROOT, Map, MeetingClient, hosted, receipt
from tests.proof_scale import scaled
from tests.proofs.faults.forked_actions import NONCE, NOTE, Request
from tests.voters import copied, give, moved, phones

pytestmark = pytest.mark.anyio

VOTERS = 12
MOST = 60
"""Fault points that one action may have; more means an endless loop."""
STEP = scaled(3, 1)
"""Every STEP-th fault point is tried, from a random one on."""


class Actor:
    """The process that forks one action at a time."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.proofs.faults.forked_actions"]
        self.process = subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def run(self, action: str, fault: str, stage: "Stage", data: Path) -> tuple[int, str]:
        """The exit code, and what a client had been told until then."""
        assert self.process.stdin is not None and self.process.stdout is not None
        request: Request = {"action": action, "fault": fault, "data": str(data), "meeting": stage.made.id}
        request |= {"round": stage.round_id, "token": stage.spare}
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return answer["exit_code"], answer["output"]


@dataclass(slots=True)
class Stage:
    """A stopped server's data folder: a meeting, its round, a card that has not voted."""

    data: Path
    made: MeetingClient
    round_id: str
    spare: str


@pytest.fixture(scope="module")
def actor() -> Iterator[Actor]:
    one = Actor()
    yield one
    one.process.communicate()


async def staged(data: Path, actor: Actor, at: str) -> Stage:
    """A meeting that is `fresh`, or whose round is `open` with twelve ballots, `closing`, or `closed`."""
    async with hosted(data) as host:
        made = await host.make(admission="cards")
        *voters, spare = phones(await made.cards(VOTERS + 1))
        stage = Stage(data, made, "", spare.token)
        if at != "fresh":
            async with made.chair() as chair:
                stage.round_id = await chair.open(made.ids()[:1], seconds=600)
            for one in voters:
                await give(host, stage.round_id, one.token, [[one.score]], one.text)
    if at == "open":
        with closing(sqlite3.connect(data / "boxes" / f"{stage.round_id}.db")) as box, box:
            box.execute("DELETE FROM box_released")  # as if no tick had come before the stop
    if at in ("closing", "closed"):
        ended, _ = actor.run("close", "closing" if at == "closing" else "", stage, data)
        assert ended == (137 if at == "closing" else 0)
    return stage


def left(data: Path) -> set[str]:
    """Rounds that still have a box or a key."""
    return {path.name.split(".")[0] for folder in ("boxes", "keys") for path in (data / folder).iterdir()}


def figures(tally: Map) -> Map:
    """The figures that two runs with the same ballots share: everything but times and the order of notes."""
    rounds = [{key: value for key, value in one.items() if key not in ("opened", "closed")} for one in tally["rounds"]]
    notes = sorted(note["text"] for note in tally["notes"])
    return {**{key: tally[key] for key in ("meeting", "parts", "results", "reconciliation")}, "rounds": rounds} | {
        "notes": notes
    }


@dataclass(slots=True)
class After:
    """State after the kill: the data folder, and what a client had been told."""

    stage: Stage
    data: Path
    said: str

    async def closed(self) -> Map:
        """The round is closed, by the start or now; its figures hold over another start, and nothing is left."""
        async with hosted(self.data) as host:
            made = moved(self.stage.made, host)
            async with made.chair() as chair:
                now = chair.welcome["round"]
                assert now["state"] == "open" or self.said != "held", "the desk may still key paper"
                assert now["state"] == "closed" or self.said != "closed"
                if now["state"] == "open":
                    await chair.do("close", round=now["id"], confirm=True)
            tally = await made.tally()
        assert left(self.data) == set()
        async with hosted(self.data) as host:
            again = await moved(self.stage.made, host).tally()
        assert again == tally and again["fingerprint"] == tally["fingerprint"]
        return figures(again)


def tried(number: int) -> int:
    """Number of points tried, when point `number` was beyond the last."""
    return (number - 1) // STEP


Check = Callable[[After, Map], Awaitable[None]]


async def the_same(after: After, twin: Map) -> None:
    assert await after.closed() == twin


async def opened_or_not(after: After, twin: Map) -> None:
    """Either the round is open, or nothing of it is left and it may be opened."""
    async with hosted(after.data) as host:
        made = moved(after.stage.made, host)
        async with made.chair() as chair:
            now = chair.welcome["round"]
            assert left(after.data) == ({now["id"]} if now else set())
            assert not after.said or now["id"] == after.said
            round_id = now["id"] if now else await chair.open(made.ids()[:1])
            await give(host, round_id, after.stage.spare, [[9]], NOTE["text"])  # type: ignore[arg-type]
            await chair.do("close", round=round_id, confirm=True)
        assert (await made.tally())["parts"][0]["subjects"][0]["items"][0]["counts"][8] == 1


async def counted_once(after: After, twin: Map) -> None:
    """A receipt means a stored ballot; without one, the same cast gets its receipt now and counts once."""
    async with hosted(after.data) as host:
        made = moved(after.stage.made, host)
        async with made.chair() as chair, made.phone(after.stage.spare) as phone:
            assert chair.welcome["turnout"]["cast"] in ((VOTERS + 1,) if after.said else (VOTERS, VOTERS + 1))
            assert phone.welcome["round"]["voted"] is (chair.welcome["turnout"]["cast"] == VOTERS + 1)
            assert receipt(await phone.cast(after.stage.round_id, 9, NONCE, [NOTE]))
    assert await after.closed() == twin


async def no_smaller_step(after: After, twin: Map) -> None:
    """What may have been shown is remembered: 7 of 12, or nothing yet."""
    async with hosted(after.data) as host, moved(after.stage.made, host).chair() as chair:
        shown = [tally["counted"] for tally in chair.welcome["tallies"]]
        assert shown in ([[7]] if after.said else [[7], []])
    assert await after.closed() == twin


async def gone(after: After, twin: Map) -> None:
    """Voided, or as before and voided now; no box, no key, no figure."""
    async with hosted(after.data) as host:
        made = moved(after.stage.made, host)
        async with made.chair() as chair:
            state = chair.welcome["round"]["state"]
            assert state == "voided" or not after.said
            if state != "voided":
                await chair.do("void", round=after.stage.round_id, reason="重投")
        assert figures(await made.tally()) == twin and left(after.data) == set()


async def published(after: After, twin: Map) -> None:
    async with hosted(after.data) as host:
        made = moved(after.stage.made, host)
        async with made.chair() as chair:
            state = chair.welcome["round"]["state"]
            assert state == "published" or not after.said
            if state != "published":
                await chair.do("publish", round=after.stage.round_id)
        assert figures(await made.tally()) == twin


CASES: dict[str, tuple[str, str, Check]] = {
    "a start": ("open", "start", the_same),
    "a start that goes on closing": ("closing", "start", the_same),
    "opening": ("fresh", "open", opened_or_not),
    "a cast": ("open", "cast", counted_once),
    "a step of the running tally": ("open", "release", no_smaller_step),
    "waiting for paper": ("open", "hold", the_same),
    "closing": ("open", "close", the_same),
    "publishing": ("closed", "publish", published),
    "voiding an open round": ("open", "void", gone),
    "voiding a closed round": ("closed", "void", gone),
}


async def twin_of(stage: Stage, act: str, check: Check, actor: Actor, data: Path) -> Map:
    """The figures of a copy of the folder whose action ran undisturbed."""
    copied(stage.data, data)
    ended, said = actor.run(act, "", stage, data)
    assert ended == 0
    if check in (gone, published):
        async with hosted(data) as host:
            return figures(await moved(stage.made, host).tally())
    return await After(stage, data, said).closed() if stage.round_id else {}


@pytest.mark.scaled(4)
@pytest.mark.parametrize("case", CASES)
async def test_killed_at_any_point_of_an_act_the_next_start_goes_on(
    folder: Path, case: str, actor: Actor, proof: Callable[[str], None]
) -> None:
    """P06: the n-th point for every n, until the act ends before the fault comes."""
    at, act, check = CASES[case]
    stage = await staged(folder / "whole", actor, at)
    twin = await twin_of(stage, act, check, actor, folder / "twin")
    for number in range(random.randint(1, STEP), MOST, STEP):
        data = copied(stage.data, folder / f"killed-{number}")
        ended, said = actor.run(act, str(number), stage, data)
        if ended == 0:
            assert number > STEP, "too few fault points were reached"
            proof(f"{case}: killed at {tried(number)} points")
            return
        assert ended == 137
        await check(After(stage, data, said), twin)
    raise AssertionError("the points never end")


async def test_killed_at_any_point_of_the_first_start_the_next_one_is_the_first(
    folder: Path, actor: Actor, proof: Callable[[str], None]
) -> None:
    """P06: half-made secrets and half-made tables do not lock anybody out."""
    async with hosted(folder / "elsewhere") as host:
        nobody = Stage(folder, await host.make(), "", "")
    for number in range(random.randint(1, STEP), MOST, STEP):
        data = folder / f"killed-{number}"
        ended, _ = actor.run("start", str(number), nobody, data)
        async with hosted(data) as host:
            made = await host.make()
            async with made.chair() as chair:
                await chair.open(made.ids())
        if ended == 0:
            assert number > STEP, "too few fault points were reached"
            proof(f"the first start: killed at {tried(number)} points")
            return
    raise AssertionError("the points never end")
