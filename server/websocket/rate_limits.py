"""How many frames a peer may send: a bucket that refills steadily (CONTRACT "WebSocket")."""

import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Bucket:
    """A bucket of frames, refilled steadily; an empty one closes the connection."""

    size: float
    rate: float = 20.0
    held: float = field(init=False)
    since: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.held = self.size

    def take(self) -> bool:
        now = time.monotonic()
        self.held = min(self.size, self.held + (now - self.since) * self.rate)
        self.since = now
        self.held -= 1
        return self.held >= 0


VOTER_BUCKET = 100
KEYED_BUCKET = 2000
