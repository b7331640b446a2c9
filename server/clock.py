"""The time of day and the monotonic clock. Tests pass their own."""

import time
from datetime import datetime
from typing import Protocol


class Clock:
    def now(self) -> float:
        """Seconds since the epoch, for display. May jump."""
        return time.time()

    def steady(self) -> float:
        """Monotonic seconds, for the end of a round."""
        return time.monotonic()

    async def reported(self) -> float:
        """The time of day that the machine, or the database that nodes share, reports at this moment."""
        return self.now()

    def stamp(self) -> str:
        """ISO 8601 in local time with its UTC offset, to the second."""
        return datetime.fromtimestamp(self.now()).astimezone().isoformat(timespec="seconds")


class TimeSource(Protocol):
    async def now(self) -> float:
        """Seconds since the epoch."""
        ...


class AgreedClock(Clock):
    """A time of day common to several machines: one time that they all got from the database, advanced by the monotonic
    clock."""

    def __init__(self, now: float, source: TimeSource) -> None:
        self._before, self._source = now - self.steady(), source

    async def reported(self) -> float:
        return await self._source.now()

    def now(self) -> float:
        return self._before + self.steady()
