"""Ballots a second as a ratio of a bare echo; cost of a phone and of a ballot; 2,000 in one second."""

import asyncio
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.phones import Crowd, casts, percentile
from tests.bench.served import Bench, Row


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


PHONES, BURSTS, PAIRS = 2000, 5, 5


async def ratio(folder: Path) -> list[Row]:
    """Sealed durable ballots a second ÷ bare echo in C, in bursts of 2,000 phones; the median of alternating pairs."""
    child, port = echo_server()
    bench = Bench(folder)
    await bench.start()
    echo = Crowd(port, [{"t": "hello"}] * PHONES)
    crowd = await bench.crowd(PHONES)
    pairs = []
    try:
        for _ in range(PAIRS + 1):
            echoed = sum(_timed(echo, casts(echo, "0" * 16)) for _ in range(BURSTS))
            cast = 0.0
            for _ in range(BURSTS):
                round_id = await bench.open(crowd)
                cast += _timed(crowd, casts(crowd, round_id))
                await bench.close(crowd, round_id)
            pairs.append((PHONES * BURSTS / echoed, PHONES * BURSTS / cast))
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait()
        bench.stop()
    pairs = pairs[1:]
    middle = statistics.median(ballots / echoes for echoes, ballots in pairs)
    echoes, ballots = (statistics.median(column) for column in zip(*pairs, strict=True))
    return [
        ("bare echo in C, bursts of 2,000 phones", f"{echoes:,.0f}/s", ""),
        ("sealed durable ballots, bursts of 2,000 phones", f"{ballots:,.0f}/s", ""),
        ("ratio, median of five pairs", f"{middle:.2f}", "≥ 0.40"),
    ]


def _timed(crowd: Crowd, frames: dict) -> float:  # type: ignore[type-arg]
    begun = time.perf_counter()
    answers = crowd.answers(frames, {"receipt"})
    took = time.perf_counter() - begun
    assert len(answers) == len(frames)
    return took


async def idle(folder: Path) -> list[Row]:
    """Memory of 2,000 connected phones, and processor time while they idle."""
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
        ("2,000 phones connected and idle, each", f"{each:.1f} kB", "≤ 30 kB"),
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
        ("2,000 phones vote in one second, ack p99", f"{1000 * statistics.median(slowest):.0f} ms", "≤ 250 ms"),
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
    return [*rows, ("closing the round of 100,000", f"{closing:.1f} s", "≤ 5 s")]
