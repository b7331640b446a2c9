"""scripts/cluster-demo: one command runs two nodes behind one address, survives the loss of a node, and cleans up."""

import asyncio
import os
import re
import shutil
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.harness import ROOT, Host, MeetingClient, receipt
from tests.postgres_server import programs
from tests.voters import moved

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc"),
    pytest.mark.skipif(programs() is None, reason="no PostgreSQL on this machine"),
]

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
START_SECONDS = 120
"""For a start on a busy machine."""


class RunningDemo(NamedTuple):
    """`front` is the address for phones; `nodes` are the nodes' own addresses, `processes` their process ids."""

    process: Process
    front: Host
    nodes: list[Host]
    processes: list[int]


def descendants(pid: int) -> set[tuple[int, str]]:
    """Every descendant of `pid` with its start time, which tells it from a later process with the same id."""
    parents: dict[int, list[tuple[int, str]]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just exited
        parents.setdefault(int(fields[1]), []).append((int(stat.parent.name), fields[19]))
    processes, to_visit = set[tuple[int, str]](), [pid]
    while to_visit:
        children = parents.get(to_visit.pop(), [])
        processes.update(children)
        to_visit += [child for child, _ in children]
    return processes


def is_alive(process: tuple[int, str]) -> bool:
    try:
        return Path(f"/proc/{process[0]}/stat").read_text().rpartition(")")[2].split()[19] == process[1]
    except OSError:
        return False


async def output_until_ready(process: Process) -> str:
    assert process.stdout is not None and process.stderr is not None
    output = ""
    async with asyncio.timeout(START_SECONDS):
        while "Ctrl-C" not in output:
            line = await process.stdout.readline()
            assert line, (await process.stderr.read()).decode()
            output += line.decode()
    return output


@asynccontextmanager
async def demo(*flags: str) -> AsyncIterator[RunningDemo]:
    """A running demo, stopped by SIGINT, after which none of its processes may be left."""
    command = [str(ROOT / "scripts/cluster-demo"), "--port", "0", *flags]
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE, start_new_session=True)
    try:
        output = await output_until_ready(process)
        (port, admin) = re.findall(r"admin:  http://\S+:(\d+)/admin#(\w+)", output)[0]
        nodes = re.findall(r"node \w:  http://127.0.0.1:(\d+)  kill (\d+)", output)
        started = descendants(process.pid)
        assert len(started) >= 3
        hosts = [Host(int(each), admin) for each, _ in nodes]
        yield RunningDemo(process, Host(int(port), admin), hosts, [int(pid) for _, pid in nodes])
        process.send_signal(signal.SIGINT)
        await asyncio.wait_for(process.communicate(), 60)
        assert process.returncode == 0
        assert [each for each in started if is_alive(each)] == []
    finally:
        if process.returncode is None:
            process.terminate()
            await process.communicate()


async def assert_serves(host: Host) -> None:
    health = await host.http("GET", "/healthz", None)
    assert (health.status_code, health.json()) == (200, {"status": "ok"})
    page = await host.http("GET", "/admin", None)
    assert page.status_code == 200 and re.search(r'src="/static/\w+/admin/main.js"', page.text)


async def vote(meetings: list[MeetingClient], round_id: str, tokens: list[str]) -> None:
    for number, token in enumerate(tokens):
        async with meetings[number % len(meetings)].phone(token) as phone:
            assert receipt(await phone.cast(round_id, 8))


async def finish(meeting: MeetingClient, round_id: str, ballots: int) -> None:
    async with meeting.chair() as chair:
        await chair.do("close", round=round_id, confirm=True)
        await chair.hear("round", id=round_id, state="closed")
    assert (await meeting.tally(draft=True))["reconciliation"]["rounds"][0]["returned"] == ballots


@pytest.mark.skipif(NGINX is None, reason="no nginx on this machine")
async def test_the_demo_serves_two_nodes_behind_one_address_and_survives_the_loss_of_one() -> None:
    async with demo() as running:
        for host in (running.front, *running.nodes):
            await assert_serves(host)
        meeting = await running.front.make(admission="cards")
        tokens = await meeting.cards(20)
        async with meeting.chair() as chair:
            round_id = await chair.open(meeting.ids()[:1])
        await vote([moved(meeting, host) for host in running.nodes], round_id, tokens[:6])
        os.kill(running.processes[0], signal.SIGKILL)
        await vote([meeting], round_id, tokens[6:])
        await assert_serves(running.front)
        await finish(meeting, round_id, 20)


async def test_the_demo_without_nginx_has_two_addresses() -> None:
    async with demo("--no-nginx") as running:
        assert [host.port for host in running.nodes][0] == running.front.port
        for host in running.nodes:
            await assert_serves(host)
        meeting = await running.nodes[0].make(admission="cards")
        meeting_on_other_node, tokens = moved(meeting, running.nodes[1]), await meeting.cards(6)
        async with meeting_on_other_node.chair() as chair:
            round_id = await chair.open(meeting.ids()[:1])
        await vote([meeting, meeting_on_other_node], round_id, tokens)
        await finish(meeting_on_other_node, round_id, 6)
