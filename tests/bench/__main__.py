"""The benches, one table: `python -m tests.bench [NAME ...]`. Server on core 0, load on core 1, 127.0.0.1 only.

Names: ratio, padding, idle, heartbeat, second, screen, flat, thousands, closing, restart, motion, rush, papers,
tallies, cluster, across. Every bound is the one that the project set itself.
"""

import asyncio
import os
import platform
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.bench.ballots import flat, idle, ratio, second
from tests.bench.cluster import across, cluster
from tests.bench.heartbeat import heartbeat
from tests.bench.large import closing, restart, screen, thousands
from tests.bench.motion import motion
from tests.bench.padding import padding
from tests.bench.papers import papers
from tests.bench.rush import joining
from tests.bench.served import Row
from tests.bench.tallies import tallies

BENCHES: dict[str, Callable[[Path], Awaitable[list[Row]]]] = {
    "ratio": ratio,
    "padding": padding,
    "idle": idle,
    "heartbeat": heartbeat,
    "second": second,
    "screen": screen,
    "flat": flat,
    "thousands": thousands,
    "closing": closing,
    "restart": restart,
    "motion": motion,
    "rush": joining,
    "papers": papers,
    "tallies": tallies,
    "cluster": cluster,
    "across": across,
}


async def main(names: list[str]) -> None:
    os.sched_setaffinity(0, {1})
    rows: list[Row] = []
    for name in names or list(BENCHES):
        with tempfile.TemporaryDirectory() as folder:
            rows += await BENCHES[name](Path(folder))
    print(f"\n{platform.node()}: {platform.processor() or platform.machine()}, Python {platform.python_version()}\n")
    for what, figure, bound in rows:
        print(f"| {what:55} | {figure:>12} | {bound:8} |")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
