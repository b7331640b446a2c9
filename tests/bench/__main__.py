"""The benches, one table: `python -m tests.bench [NAME ...]`. Server on core 0, load on core 1, 127.0.0.1 only.

Names: ratio, idle, second, flat. Every bound is the one that the project set itself.
"""

import asyncio
import os
import platform
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.phones import Crowd, casts, percentile
from tests.harness import Map, Peer, Process

MEETING: Map = {
    "title": "bench",
    "admission": "cards",
    "parts": [{"name": "上述", "form": "plain", "subjects": [{"name": f"s{i}"} for i in range(400)]}],
}
Row = tuple[str, str, str]


class Bench:
    """A server pinned to core 0 with a meeting of 400 subjects and a chair."""

    def __init__(self, folder: Path) -> None:
        self.process = Process(folder)
        self.subject = 0

    async def start(self) -> None:
        os.sched_setaffinity(self.process.child.pid, {0})
        await self.process.ready()
        self.made = await self.process.make(MEETING, show="closed")
        self.chair: Peer = await self.made.chair().__aenter__()

    async def crowd(self, count: int, at_once: int = 200) -> Crowd:
        tokens: list[str] = []
        while len(tokens) < count:
            tokens += await self.made.cards(min(5000, count - len(tokens)))
        hellos = [{"t": "hello", "v": 1, "role": "voter", "token": token} for token in tokens]
        return Crowd(self.process.port, hellos, at_once)

    async def open(self, crowd: Crowd) -> str:
        id = await self.chair.open([self.made.subjects[self.subject]["id"]])
        self.subject += 1
        crowd.drain()
        return id

    async def close(self, crowd: Crowd, round_id: str) -> float:
        begun = time.perf_counter()
        await self.chair.do("close", round=round_id, confirm=True)
        took = time.perf_counter() - begun
        crowd.drain()
        return took

    def cpu(self) -> float:
        fields = Path(f"/proc/{self.process.child.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """Resident kB."""
        status = Path(f"/proc/{self.process.child.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))

    def stop(self) -> None:
        self.process.kill()


def echo_server() -> tuple[subprocess.Popen[bytes], int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    child = subprocess.Popen([sys.executable, "-m", "tests.bench.echo", str(port)])
    os.sched_setaffinity(child.pid, {0})
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return child, port
        time.sleep(0.02)


async def ratio(folder: Path) -> list[Row]:
    """Sealed durable ballots a second ÷ bare echo, 500 phones, median of five alternating pairs."""
    child, port = echo_server()
    bench = Bench(folder)
    await bench.start()
    echo = Crowd(port, [{"t": "hello"}] * 500)
    crowd = await bench.crowd(500)
    pairs = []
    try:
        for _ in range(6):
            echoed = [_timed(echo, casts(echo, "0" * 16)) for _ in range(20)]
            cast = []
            for _ in range(20):
                round_id = await bench.open(crowd)
                cast.append(_timed(crowd, casts(crowd, round_id)))
                await bench.close(crowd, round_id)
            pairs.append((500 * 20 / sum(echoed), 500 * 20 / sum(cast)))
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait()
        bench.stop()
    pairs = pairs[1:]
    middle = statistics.median(b / a for a, b in pairs)
    a, b = (statistics.median(column) for column in zip(*pairs, strict=True))
    return [
        ("bare echo, 500 phones", f"{a:,.0f}/s", ""),
        ("sealed durable ballots, 500 phones", f"{b:,.0f}/s", ""),
        ("ratio, median of five pairs", f"{middle:.2f}", "≥ 0.55"),
    ]


def _timed(crowd: Crowd, frames: dict) -> float:  # type: ignore[type-arg]
    begun = time.perf_counter()
    answers = crowd.answers(frames, {"receipt"})
    took = time.perf_counter() - begun
    assert len(answers) == len(frames)
    return took


async def idle(folder: Path) -> list[Row]:
    """What 2,000 connected phones cost the server in memory, and in work while nothing happens."""
    bench = Bench(folder)
    await bench.start()
    try:
        warm = await bench.crowd(50)
        before = bench.memory()
        crowd = await bench.crowd(2000)
        crowd.drain()
        each = (bench.memory() - before) / 2000
        warm.close()
        cpu = bench.cpu()
        await asyncio.sleep(10)
        work = (bench.cpu() - cpu) / 10
        crowd.close()
    finally:
        bench.stop()
    return [
        ("2,000 phones connected and idle, each", f"{each:.1f} kB", "≤ 34 kB"),
        ("server's core while they idle", f"{100 * work:.1f} %", ""),
    ]


async def second(folder: Path) -> list[Row]:
    """2,000 phones vote within one second; five rounds."""
    bench = Bench(folder)
    await bench.start()
    slowest, lost = [], 0
    try:
        crowd = await bench.crowd(2000)
        for _ in range(5):
            round_id = await bench.open(crowd)
            took = crowd.spread(casts(crowd, round_id), 1.0, {"receipt"})
            slowest.append(percentile(took, 0.99))
            await bench.close(crowd, round_id)
        document = await bench.made.tally(draft=True)
        for one in document["reconciliation"]["rounds"]:
            lost += 2000 - one["returned"]
        crowd.close()
    finally:
        bench.stop()
    return [
        ("2,000 phones vote in one second, ack p99", f"{1000 * statistics.median(slowest):.0f} ms", "≤ 500 ms"),
        ("of these lost", str(lost), "0"),
    ]


async def flat(folder: Path) -> list[Row]:
    """CPU per ballot while a round grows to 100,000 ballots, 2,000 phones at a time; medians of five bursts."""
    bench = Bench(folder)
    await bench.start()
    spent: list[float] = []
    try:
        round_id = ""
        while len(spent) < 50:
            crowd = await bench.crowd(2000)
            round_id = round_id or await bench.open(crowd)
            crowd.drain()
            cpu = bench.cpu()
            _timed(crowd, casts(crowd, round_id))
            spent.append(1e6 * (bench.cpu() - cpu) / 2000)
            crowd.close()
        begun = time.perf_counter()
        await bench.chair.do("close", round=round_id, confirm=True)
        closing = time.perf_counter() - begun
    finally:
        bench.stop()
    ends = {"the first 10,000": spent[:5], "40,000 to 50,000": spent[20:25], "the last 10,000 of 100,000": spent[45:]}
    rows = [(f"CPU a ballot, {name}", f"{statistics.median(some):.0f} µs", "flat") for name, some in ends.items()]
    return [*rows, ("closing the round of 100,000", f"{closing:.1f} s", "")]


BENCHES: dict[str, Callable[[Path], object]] = {"ratio": ratio, "idle": idle, "second": second, "flat": flat}


async def main(names: list[str]) -> None:
    os.sched_setaffinity(0, {1})
    rows: list[Row] = []
    for name in names or list(BENCHES):
        with tempfile.TemporaryDirectory() as folder:
            rows += await BENCHES[name](Path(folder))  # type: ignore[misc]
    print(f"\n{platform.node()}: {platform.processor() or platform.machine()}, Python {platform.python_version()}\n")
    for what, figure, bound in rows:
        print(f"| {what:45} | {figure:>12} | {bound:8} |")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
