"""Limits how many frames a peer may send (CONTRACT "WebSocket", rate limit). Knows no connection."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

VOTER_BURST, STAFF_BURST = 100, 2000
"""Frames that a bucket holds when full."""
FRAMES_PER_SECOND = 20.0
FIRST_SWEEP = 1000
"""Number of buckets at which those that are not needed any more are looked for."""

Clock = Callable[[], float]


@dataclass(slots=True)
class Bucket:
    """A bucket of `size` frames, refilled at FRAMES_PER_SECOND; `users` are the connections that share it."""

    size: float
    clock: Clock = time.monotonic
    users: int = 0
    level: float = field(init=False)
    updated_at: float = field(init=False)

    def __post_init__(self) -> None:
        self.level, self.updated_at = self.size, self.clock()

    def take(self) -> bool:
        """Take one frame out; False if the bucket is empty."""
        self._refill()
        if self.level < 1:
            return False
        self.level -= 1
        return True

    @property
    def is_full(self) -> bool:
        self._refill()
        return self.level >= self.size

    def _refill(self) -> None:
        now = self.clock()
        self.level = min(self.size, self.level + (now - self.updated_at) * FRAMES_PER_SECOND)
        self.updated_at = now


class Buckets:
    """A bucket for each token or key, shared by all its connections.

    A bucket outlives its last connection until it is full again, so that reconnecting gains nothing. At most twice as
    many are kept as are needed, plus FIRST_SWEEP.
    """

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._buckets: dict[bytes, Bucket] = {}
        self._sweep_at = FIRST_SWEEP

    def __len__(self) -> int:
        return len(self._buckets)

    def join(self, owner: bytes, size: float) -> Bucket:
        """The bucket of `owner`, with one more user. The connection subtracts itself when it ends."""
        if len(self) >= self._sweep_at:
            self._sweep()
        bucket = self._buckets.get(owner)
        if bucket is None:
            bucket = self._buckets[owner] = Bucket(size, self._clock)
        bucket.users += 1
        return bucket

    def _sweep(self) -> None:
        self._buckets = {owner: bucket for owner, bucket in self._buckets.items() if bucket.users or not bucket.is_full}
        self._sweep_at = 2 * len(self) + FIRST_SWEEP
