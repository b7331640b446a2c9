"""The time of day and the monotonic clock. Tests pass their own."""

import time
from datetime import datetime


class Clock:
    def now(self) -> float:
        """Seconds since the epoch, for display. May jump."""
        return time.time()

    def steady(self) -> float:
        """Monotonic seconds, for the end of a round."""
        return time.monotonic()

    def stamp(self) -> str:
        """ISO 8601 in local time with its UTC offset, to the second."""
        return datetime.fromtimestamp(self.now()).astimezone().isoformat(timespec="seconds")


class AgreedClock(Clock):
    """A time of day common to several machines: one time that they all got from the database, advanced by the monotonic
    clock."""

    def __init__(self, now: float) -> None:
        self._before = now - self.steady()

    def now(self) -> float:
        return self._before + self.steady()
