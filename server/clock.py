"""The time of day and the steady clock, so that tests can bring their own."""

import time
from datetime import datetime


class Clock:
    def now(self) -> float:
        """Seconds since the epoch: for what people read. May jump."""
        return time.time()

    def steady(self) -> float:
        """Seconds that never jump: for what ends a round."""
        return time.monotonic()

    def stamp(self) -> str:
        """ISO 8601 in local time with its offset, to the second."""
        return datetime.fromtimestamp(self.now()).astimezone().isoformat(timespec="seconds")


class AgreedClock(Clock):
    """The time of day that several machines agree on: what one of them said once, and the steady clock since."""

    def __init__(self, now: float) -> None:
        self._before = now - self.steady()

    def now(self) -> float:
        return self._before + self.steady()
