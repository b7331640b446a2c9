"""How large a proof is: short in every run of the tests, at the size that PROMISES states under `scripts/prove`."""

import os
import random
from collections.abc import Iterable

FULL = os.environ.get("PINGYI_PROVE") == "1"


def size(short: int, full: int) -> int:
    return full if FULL else short


SEED = os.environ.get("PINGYI_CHANCE") or os.environ.get("PYTEST_XDIST_TESTRUNUID")
"""Workers that run side by side draw the same, and so does who asks again what failed (scripts/test)."""


def some(names: Iterable[str], count: int) -> list[str]:
    """All of them at full size, else a few by chance."""
    return [*names] if FULL else random.Random(SEED).sample(sorted(names), count)
