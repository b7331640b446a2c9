"""A server pinned to core 0 with a meeting of 400 subjects and a chair; the load is on core 1, on 127.0.0.1 only."""

import os
import time
from pathlib import Path

from tests.bench.phones import Crowd
from tests.harness import Map, MeetingClient, Peer, Process
from tests.voters import moved

MEETING: Map = {
    "title": "bench",
    "admission": "cards",
    "parts": [{"name": "上述", "form": "plain", "subjects": [{"name": f"s{i}"} for i in range(400)]}],
}
LONG_NOTES: Map = {
    "title": "long notes",
    "scale": {"min": 1, "max": 10},
    "items": [{"key": "overall", "title": "overall"}],
    "notes": [{"key": f"note{i}", "title": "note", "max": 2000} for i in range(2)],
}
Row = tuple[str, str, str]


class Bench:
    """A server pinned to core 0 with a meeting of 400 subjects and a chair."""

    def __init__(self, folder: Path, long_notes: bool = False) -> None:
        """`long_notes`: the form has a note that allows casts of 16 KiB."""
        self.process = Process(folder)
        self.subject = 0
        self.form: str | Map = LONG_NOTES if long_notes else "plain"

    async def start(self, show: str = "closed", meeting: MeetingClient | None = None) -> None:
        """`meeting`: one that the data folder has already; otherwise one is made."""
        os.sched_setaffinity(self.process.child.pid, {0})
        await self.process.ready()
        self.made = moved(meeting, self.process) if meeting else await self._make(show)
        self.chair: Peer = await self.made.chair().__aenter__()

    async def _make(self, show: str) -> MeetingClient:
        return await self.process.make(MEETING, show=show, parts=[{**MEETING["parts"][0], "form": self.form}])

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
        """Seconds of a core that it has had so far: Linux's clock of another process, by the nanosecond."""
        return time.clock_gettime((~self.process.child.pid << 3) | 2)

    def memory(self) -> int:
        """Resident kB."""
        status = Path(f"/proc/{self.process.child.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))

    def stop(self) -> None:
        self.process.kill()
