"""What 2,000 connected phones cost the server: with hidden pages, and with visible ones, which ping every 5 seconds."""

import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.phones import Crowd, framed
from tests.bench.served import Bench, Row

PHONES, SECONDS, PING_SECONDS = 2000, 60, 5
PING = framed({"t": "ping"})


def share_of_a_core(bench: Bench, meanwhile: Callable[[], object]) -> float:
    cpu, start = bench.cpu(), time.perf_counter()
    meanwhile()
    return (bench.cpu() - cpu) / (time.perf_counter() - start)


def answer(crowd: Crowd, seconds: float) -> None:
    """Hidden pages: their browsers answer the server's pings, nothing else."""
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        for fd, _ in crowd.poll.poll(left):
            crowd.phones[fd].take()


def ping(crowd: Crowd, seconds: float) -> int:
    """Visible pages: every phone pings every PING_SECONDS, evenly spread. Returns the number of pings."""
    start, sent = time.perf_counter(), 0
    while (now := time.perf_counter()) < start + seconds:
        while sent < (now - start) * len(crowd.order) / PING_SECONDS:
            crowd.order[sent % len(crowd.order)].socket.sendall(PING)
            sent += 1
        for fd, _ in crowd.poll.poll(0.005):
            crowd.phones[fd].take()
    return sent


async def heartbeat(folder: Path) -> list[Row]:
    bench = Bench(folder)
    await bench.start()
    try:
        empty = share_of_a_core(bench, lambda: time.sleep(SECONDS))
        crowd = await bench.crowd(PHONES)
        crowd.drain()
        hidden = share_of_a_core(bench, lambda: answer(crowd, SECONDS))
        visible = share_of_a_core(bench, lambda: ping(crowd, SECONDS))
        crowd.close()
    finally:
        bench.stop()
    return [
        ("an empty server's core", f"{100 * empty:.2f} %", ""),
        ("2,000 hidden phones, of a core", f"{100 * (hidden - empty):.2f} %", "≤ 0.5 %"),
        ("2,000 visible phones with their pings", f"{100 * (visible - empty):.2f} %", "≤ 4 %"),
    ]
