"""The papers of a large meeting, 18 subjects × 2,000 ballots × 5 items, and their effect on votes meanwhile."""

import asyncio
import os
import random
import statistics
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.phones import Crowd, Phone, casts, framed, percentile
from tests.harness import Map, MeetingClient, Process

SUBJECTS, BALLOTS, ITEMS = 18, 2000, 5
LARGE: Map = {
    "title": "2022年度述职评议大会",
    "admission": "cards",
    "expected": BALLOTS,
    "parts": [
        {
            "name": "述职",
            "form": "indicators",
            "subjects": [{"name": f"述职人{n}", "unit": f"第{n}支部", "post": "书记"} for n in range(SUBJECTS)],
        }
    ],
}
SMALL: Map = {
    "title": "another",
    "admission": "cards",
    "show": "closed",
    "parts": [{"name": "上述", "form": "plain", "subjects": [{"name": f"s{n}"} for n in range(400)]}],
}
BOUNDS = {
    "tally.json": 1.0,
    "tally.xlsx": 3.0,
    "bundle.zip": 5.0,
    "tally.csv": None,
    "tally.docx": None,
    "tally.html": None,
}
"""Seconds, where the project set itself any."""
MEMORY = 150
"""MB beyond what the server had before."""
ACK = 250
"""ms, p99, of votes in another meeting meanwhile."""
Row = tuple[str, str, str]


def ballots(crowd: Crowd, round_id: str) -> dict[Phone, bytes]:
    """Almost all rows differ, the worst case for storing and counting; every fourth ballot has a note."""
    frames, chance = {}, random.Random(18)
    for i, phone in enumerate(crowd.order):
        scores = [[chance.randint(1, 10) for _ in range(ITEMS)] for _ in range(SUBJECTS)]
        text = f"{i} " + "加强学习，改进作风。" * 6
        written = [{"subject": i % SUBJECTS, "key": "problems", "text": text}] if i % 4 == 0 else []
        frames[phone] = framed(
            {"t": "cast", "round": round_id, "nonce": os.urandom(16), "scores": scores, "notes": written}
        )
    return frames


class Server:
    """On core 0; the load is on core 1."""

    def __init__(self, process: Process) -> None:
        self.process, self.pid = process, process.child.pid

    def crowd(self, tokens: list[str]) -> Crowd:
        hellos = [{"t": "hello", "v": 1, "role": "voter", "token": token} for token in tokens]
        return Crowd(self.process.port, hellos)

    def kilobytes(self, field: str) -> int:
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith(field)))

    def cpu(self) -> float:
        """Seconds of work so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def forget_peak(self) -> None:
        Path(f"/proc/{self.pid}/clear_refs").write_text("5")

    def paper(self, made: MeetingClient, name: str) -> int | None:
        """Size in bytes; None where the server has no such paper."""
        key = {"Authorization": f"Bearer {made.keys['desk']}"}
        request = urllib.request.Request(f"{self.process.base}{made.path}/{name}", headers=key)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return len(answer.read())
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            raise

    @contextmanager
    def busy(self, made: MeetingClient, names: list[str]) -> Iterator[list[str]]:
        """Download one paper after another meanwhile; yields the names of those downloaded."""
        done, taken = threading.Event(), list[str]()

        def take() -> None:
            while not done.is_set():
                for name in names:
                    if not done.is_set():
                        self.paper(made, name)
                        taken.append(name)

        desk = threading.Thread(target=take)
        desk.start()
        try:
            yield taken
        finally:
            done.set()
            desk.join()


async def held(server: Server) -> MeetingClient:
    made = await server.process.make(LARGE)
    await made.go_live()
    crowd = server.crowd(await made.cards(BALLOTS))
    async with made.chair() as chair:
        round_id = await chair.open([one["id"] for one in made.subjects], part="述职")
        crowd.drain()
        assert len(crowd.answers(ballots(crowd, round_id), {"receipt"})) == BALLOTS
        await chair.do("close", round=round_id)
    crowd.close()
    return made


async def each(server: Server, made: MeetingClient) -> tuple[list[Row], list[str]]:
    rows, there = [], []
    for name, bound in BOUNDS.items():
        server.forget_peak()
        before, work, took, size = server.kilobytes("VmRSS"), server.cpu(), list[float](), None
        for _ in range(3):
            begun = time.perf_counter()
            size = await asyncio.to_thread(server.paper, made, name)
            took.append(time.perf_counter() - begun)
        if size is None:
            rows.append((name, "not there", ""))
            continue
        there.append(name)
        more = (server.kilobytes("VmHWM") - before) / 1024
        limit, work = f"≤ {bound:.0f} s" if bound else "", (server.cpu() - work) / 3
        rows.append((f"{name} of 18 × 2,000 × 5, {size / 1e6:.1f} MB", f"{statistics.median(took):.2f} s", limit))
        rows.append(("its work on the server's core", f"{work:.2f} s", ""))
        rows.append((f"memory while {name} is made", f"+{more:.0f} MB", f"≤ {MEMORY} MB"))
    return rows, there


async def acknowledged(server: Server, other: MeetingClient, crowd: Crowd, subject: int) -> list[float]:
    """How long each of 2,000 phones waited for its receipt; they vote within four seconds."""
    async with other.chair() as chair:
        round_id = await chair.open([other.subjects[subject]["id"]])
        crowd.drain()
        took = crowd.spread(casts(crowd, round_id), 4.0, {"receipt"})
        await chair.do("close", round=round_id, confirm=True)
        crowd.drain()
    return took


async def papers(folder: Path) -> list[Row]:
    process = Process(folder)
    os.sched_setaffinity(process.child.pid, {0})
    server = Server(await process.ready())
    try:
        made = await held(server)
        rows, there = await each(server, made)
        other = await process.make(SMALL)
        crowd = server.crowd(await other.cards(BALLOTS))
        quiet = percentile(await acknowledged(server, other, crowd, 0), 0.99)
        rows.append(("ack p99 of 2,000 votes elsewhere, nothing else", f"{1000 * quiet:.0f} ms", ""))
        for at, name in enumerate(there, 1):
            with server.busy(made, [name]) as taken:
                slow = percentile(await acknowledged(server, other, crowd, at), 0.99)
            rows.append((f"the same while {len(taken)} {name} are made", f"{1000 * slow:.0f} ms", f"≤ {ACK} ms"))
        crowd.close()
    finally:
        process.kill()
    return rows
