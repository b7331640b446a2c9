"""Points at which a test may kill the process (PROMISES P06): around every write, fsync and unlink that must
be durable, and between the steps of a round's life. Does nothing unless asked.

PINGYI_FAULT=NAME ends the process at that point as `kill -9` would: no clean-up, no flush. A number N ends
it at the N-th point that comes, whatever its name.
"""

import os
from dataclasses import dataclass


@dataclass(slots=True)
class CrashPoint:
    """Ends the process at the point `name`, or at the last of `left` points."""

    name: str = ""
    left: int = 0

    def meet(self, name: str) -> None:
        self.left -= 1
        if name == self.name or self.left == 0:
            os._exit(137)


def asked(text: str) -> CrashPoint | None:
    """What the setting asks for; None where it is empty."""
    if not text:
        return None
    return CrashPoint(left=int(text)) if text.isdecimal() else CrashPoint(text)


wanted = asked(os.environ.get("PINGYI_FAULT", ""))


def point(name: str) -> None:
    if wanted is not None:
        wanted.meet(name)
