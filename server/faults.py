"""Named points at which a test may kill the process (PROMISES P06). Does nothing unless asked.

PINGYI_FAULT=NAME ends the process at that point as `kill -9` would: no clean-up, no flush.
"""

import os

_WANTED = os.environ.get("PINGYI_FAULT")


def point(name: str) -> None:
    if name == _WANTED:
        os._exit(137)
