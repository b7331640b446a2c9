"""Points at which a test can kill the process (PROMISES P06): around every write, fsync and unlink that must be
durable, and between the steps of opening and closing a round. Disabled unless PINGYI_FAULT is set.

PINGYI_FAULT=NAME ends the process at the point of that name as `kill -9` would, without clean-up or flush. A number N
ends it at the N-th point reached.
"""

import os
from dataclasses import dataclass


@dataclass(slots=True)
class CrashPoint:
    """Ends the process at the point `name`, or when `left` points have been reached."""

    name: str = ""
    left: int = 0

    def reach(self, name: str) -> None:
        self.left -= 1
        if name == self.name or self.left == 0:
            os._exit(137)


def parse(text: str) -> CrashPoint | None:
    """The crash point of a setting; None if it is empty."""
    if not text:
        return None
    return CrashPoint(left=int(text)) if text.isdecimal() else CrashPoint(text)


crash_point = parse(os.environ.get("PINGYI_FAULT", ""))


def point(name: str) -> None:
    if crash_point is not None:
        crash_point.reach(name)
