"""Limits how many frames a peer may send (CONTRACT "WebSocket", rate limit). Knows no connection."""

import time
from dataclasses import dataclass, field

VOTER_BURST, STAFF_BURST = 100, 2000
"""Frames that a bucket holds when full."""
FRAMES_PER_SECOND = 20.0


@dataclass(slots=True)
class Bucket:
    """A bucket of `size` frames, refilled at FRAMES_PER_SECOND."""

    size: float
    level: float = field(init=False)
    updated_at: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.level = self.size

    def take(self) -> bool:
        """Take one frame out; False if the bucket was empty."""
        now = time.monotonic()
        self.level = min(self.size, self.level + (now - self.updated_at) * FRAMES_PER_SECOND)
        self.updated_at = now
        self.level -= 1
        return self.level >= 0
