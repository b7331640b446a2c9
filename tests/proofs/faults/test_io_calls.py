"""The n-th write of a start, or of a request by desk or admin, fails, for every n until none is left to fail."""

import asyncio
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.harness import Host, MeetingClient, Process, hosted, receipt
from tests.proof_scale import sampled, scaled
from tests.proofs.faults.interposer import Interposer
from tests.proofs.faults.test_io import FAILURES, MOST, every_failure
from tests.voters import Started, copied, give, moved

pytestmark = pytest.mark.anyio

CAST = 6
STEP, CALL_STEP = scaled(40, 1), scaled(3, 1)
"""Every STEP-th call of a start is made to fail: a start takes a second, and the first start makes ninety calls. Of
another call every CALL_STEP-th one."""

Proof = Callable[[str], None]


# Starts


@dataclass(slots=True)
class OpenRound:
    """A stopped server's open round, in which CAST have voted and one has not."""

    made: MeetingClient
    round_id: str
    spare: str

    async def counted(self, server: Host) -> int:
        tally = await moved(self.made, server).tally(draft=True)
        subject = tally["parts"][0]["subjects"][0]
        assert subject["items"][0]["counts"][6] == subject["ballots"]
        return int(subject["ballots"])


async def left(data: Path) -> OpenRound:
    async with hosted(data) as host:
        made = await host.make(admission="cards")
        *tokens, spare = await made.cards(CAST + 1)
        async with made.chair() as chair:
            round_id = await chair.open(made.ids()[:1], seconds=600)
        for token in tokens:
            await give(host, round_id, token, [[7]])
    return OpenRound(made, round_id, spare)


async def cut_off(data: Path, rest: OpenRound, started: Started) -> None:
    """Start closing the round, and end the process half-way."""
    server = await started(data, None, PINGYI_FAULT="before-seal").ready()
    async with moved(rest.made, server).chair() as chair:
        await chair.send({"t": "close", "n": 1, "round": rest.round_id})
        assert await asyncio.to_thread(server.child.wait, 20) == 137
    server.kill()


async def goes_on(server: Process, rest: OpenRound) -> None:
    """The open round takes the last ballot and closes."""
    made = moved(rest.made, server)
    async with made.chair() as chair, made.phone(rest.spare) as phone:
        assert receipt(await phone.cast(rest.round_id, 7))
        await chair.do("close", round=rest.round_id)
    assert await rest.counted(server) == CAST + 1


async def ends(server: Process, rest: OpenRound) -> None:
    """The closing resumes, at once or when the disk works again."""
    async with moved(rest.made, server).chair() as chair:
        if chair.welcome["round"]["state"] != "closed":
            await chair.hear("round", id=rest.round_id, state="closed")
    assert await rest.counted(server) == CAST


async def begins(server: Process, rest: OpenRound) -> None:
    """A first start: a meeting can be created."""
    made = await server.make()
    assert (await made.http("GET", "")).status_code == 200


STARTS = {"the very first": begins, "in a round": goes_on, "in a closing": ends}
every_start = pytest.mark.parametrize("stage", sampled(STARTS, 1))


async def tried(server: Process) -> str | None:
    """None once it serves; its message if it ended."""
    try:
        await server.ready()
    except AssertionError as ended:
        return str(ended).removeprefix("the server ended: ")
    return None


@every_failure
@every_start
async def test_a_start_whose_write_fails_serves_or_says_why_not_and_loses_nothing(
    folder: Path, interposer: Interposer, started: Started, stage: str, failure: str, proof: Proof
) -> None:
    """P07: it serves, and without a restart does everything once the disk works; or it ends in words for a person,
    and the next start serves."""
    error, more = FAILURES[failure]
    rest, data = await left(folder / "rest"), folder / "data"
    if stage == "in a closing":
        await cut_off(folder / "rest", rest, started)
    served = ended = 0
    for number in range(random.randint(1, STEP), MOST, STEP):
        shutil.rmtree(data, ignore_errors=True)
        if stage != "the very first":
            copied(folder / "rest", data)
        with interposer.failing(number, error, more):
            server = started(data, None, **interposer.environment)
            said = await tried(server)
        if said is not None:
            assert server.child.returncode == 2 and "pingyi: " in said and "Traceback" not in said, said
            assert interposer.failed, f"it ended although nothing failed: {said}"
            server = await started(data, None, **interposer.environment).ready()
        await STARTS[stage](server, rest)
        server.kill()
        if not interposer.failed:
            break
        served, ended = served + (said is None), ended + (said is not None)
    assert not interposer.failed, "the calls never end"
    assert served + ended, "no call failed at all"
    proof(f"a start, {stage}: {failure} at {served + ended} calls, {ended} starts refused")


# Calls

Call = Callable[[MeetingClient, int], tuple[str, str, object]]
CALLS: dict[str, Call] = {
    "another title": lambda made, n: ("PATCH", "", {"title": f"第{n}个名称"}),
    "cards": lambda made, n: ("POST", "/cards", {"group": "全体", "count": 3}),
    "a new key": lambda made, n: ("POST", "/keys", {"role": "chair"}),
    "attendance": lambda made, n: ("PUT", "/attendance", {"present": 7, "absent": 1}),
    "a flag": lambda made, n: ("PUT", f"/subjects/{made.ids()[0]}/flags", ["请假"]),
    "a phase": lambda made, n: ("POST", "/phase", {"phase": "live"}),
    "deleting": lambda made, n: ("DELETE", "", {"title": f"第{n}次会议"}),
}
"""Method, path below a new meeting, body; each changes the answers that `state_of` compares."""
every_call = pytest.mark.parametrize("call", sampled(CALLS, 1))


async def state_of(made: MeetingClient) -> list[tuple[int, str]]:
    """Every answer that desk, chair and admin get about a meeting, and the list of all meetings."""
    asked = [("desk", ""), ("desk", "/log"), ("chair", "")]
    answers = [await made.http("GET", path, role=role) for role, path in asked]
    answers.append(await made.host.http("GET", "/api/meetings", made.host.admin))
    return [(answer.status_code, answer.text) for answer in answers]


@every_failure
@every_call
async def test_a_call_whose_write_fails_is_as_if_it_had_not_been_made_and_works_again_at_once(
    folder: Path, interposer: Interposer, started: Started, call: str, failure: str, proof: Proof
) -> None:
    """P07: 507 `not_recorded` and nothing has changed, or done; then the same call is, and stays over a restart."""
    error, more = FAILURES[failure]
    server = await started(folder / "data", None, **interposer.environment).ready()
    failed = refused = 0
    for number in range(random.randint(1, CALL_STEP), MOST, CALL_STEP):
        made = await server.make(title=f"第{number}次会议", admission="cards")
        method, path, body = CALLS[call](made, number)
        before = await state_of(made)
        with interposer.failing(number, error, more):
            answer = await made.http(method, path, body)
        after = await state_of(made)
        if answer.status_code == 507:
            assert answer.json()["error"]["code"] == "not_recorded" and after == before
            answer, refused = await made.http(method, path, body), refused + 1
            after = await state_of(made)
        assert answer.is_success and after != before, answer.text
        if not interposer.failed:
            break
        failed += 1
    assert not interposer.failed, "the calls never end"
    assert refused, "no failure was reported"
    await asyncio.to_thread(server.stop)
    again = await started(folder / "data", server.port).ready()
    assert await state_of(moved(made, again)) == after
    proof(f"{call}: {failure} at {failed} calls")
