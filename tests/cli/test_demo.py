"""scripts/cluster-demo: one command, two nodes, one address; a node may die; Ctrl-C leaves nothing behind."""

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

from tests.harness import ROOT, Host, Made, receipt
from tests.postgres_server import programs
from tests.voters import moved

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc"),
    pytest.mark.skipif(programs() is None, reason="no PostgreSQL on this machine"),
]

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
LONGEST = 120
"""Seconds for a start on a machine that does other things too."""


class RunningTally(NamedTuple):
    """`front` is the address for phones, `nodes` their own; `processes` are those of the nodes."""

    process: Process
    front: Host
    nodes: list[Host]
    processes: list[int]


def descendants(pid: int) -> set[tuple[int, str]]:
    """Every process below `pid`, with its start, so that a number given again is not taken for it."""
    parents: dict[int, list[tuple[int, str]]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        parents.setdefault(int(fields[1]), []).append((int(stat.parent.name), fields[19]))
    found, left = set[tuple[int, str]](), [pid]
    while left:
        below = parents.get(left.pop(), [])
        found.update(below)
        left += [child for child, _ in below]
    return found


def alive(one: tuple[int, str]) -> bool:
    try:
        return Path(f"/proc/{one[0]}/stat").read_text().rpartition(")")[2].split()[19] == one[1]
    except OSError:
        return False


async def _said(process: Process) -> str:
    """What it prints until it is ready."""
    assert process.stdout is not None and process.stderr is not None
    said = ""
    async with asyncio.timeout(LONGEST):
        while "Ctrl-C" not in said:
            line = await process.stdout.readline()
            assert line, (await process.stderr.read()).decode()
            said += line.decode()
    return said


@asynccontextmanager
async def demo(*flags: str) -> AsyncIterator[RunningTally]:
    """Ended by SIGINT; nothing that it started outlives it."""
    command = [str(ROOT / "scripts/cluster-demo"), "--port", "0", *flags]
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE, start_new_session=True)
    try:
        said = await _said(process)
        (port, admin) = re.findall(r"admin:  http://\S+:(\d+)/#(\w+)", said)[0]
        nodes = re.findall(r"node \w:  http://127.0.0.1:(\d+)  kill (\d+)", said)
        started = descendants(process.pid)
        assert len(started) >= 3
        hosts = [Host(int(each), admin) for each, _ in nodes]
        yield RunningTally(process, Host(int(port), admin), hosts, [int(pid) for _, pid in nodes])
        process.send_signal(signal.SIGINT)
        await asyncio.wait_for(process.communicate(), 60)
        assert process.returncode == 0
        assert [one for one in started if alive(one)] == []
    finally:
        if process.returncode is None:
            process.terminate()
            await process.communicate()


async def answers(host: Host) -> None:
    health = await host.http("GET", "/healthz", None)
    assert (health.status_code, health.json()) == (200, {"status": "ok"})
    page = await host.http("GET", "/", None)
    assert page.status_code == 200 and re.search(r'src="/static/\w+/admin/main.js"', page.text)


async def vote(places: list[Made], round_id: str, tokens: list[str]) -> None:
    for number, token in enumerate(tokens):
        async with places[number % len(places)].phone(token) as phone:
            assert receipt(await phone.cast(round_id, 8))


async def finish(made: Made, round_id: str, ballots: int) -> None:
    async with made.chair() as chair:
        await chair.do("close", round=round_id, confirm=True)
        await chair.hear("round", id=round_id, state="closed")
    assert (await made.tally(draft=True))["reconciliation"]["rounds"][0]["returned"] == ballots


@pytest.mark.skipif(NGINX is None, reason="no nginx on this machine")
async def test_the_demo_serves_two_nodes_behind_one_address_and_goes_on_without_one_of_them() -> None:
    async with demo() as running:
        for host in (running.front, *running.nodes):
            await answers(host)
        made = await running.front.make(admission="cards")
        tokens = await made.cards(20)
        async with made.chair() as chair:
            round_id = await chair.open(made.ids()[:1])
        await vote([moved(made, host) for host in running.nodes], round_id, tokens[:6])
        os.kill(running.processes[0], signal.SIGKILL)
        await vote([made], round_id, tokens[6:])
        await answers(running.front)
        await finish(made, round_id, 20)


async def test_the_demo_without_nginx_has_two_addresses() -> None:
    async with demo("--no-nginx") as running:
        assert [host.port for host in running.nodes][0] == running.front.port
        for host in running.nodes:
            await answers(host)
        made = await running.nodes[0].make(admission="cards")
        there, tokens = moved(made, running.nodes[1]), await made.cards(6)
        async with there.chair() as chair:
            round_id = await chair.open(made.ids()[:1])
        await vote([made, there], round_id, tokens)
        await finish(there, round_id, 6)
