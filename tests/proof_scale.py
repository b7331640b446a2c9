"""Scale of a proof: short in everyday runs, the size that PROMISES states under `scripts/prove`.

Other tests that are long scale in the same way; the marker `scaled` has `scripts/prove` run them too.
"""

import os
import random
from collections.abc import Iterable, Sequence
from typing import TypeVar

Name = TypeVar("Name", str, int)
Value = TypeVar("Value")

FULL_SIZE = os.environ.get("PINGYI_PROVE") == "1"
SEED = os.environ.get("PYTEST_XDIST_TESTRUNUID")
"""Shared by the workers of one run, which must collect the same tests."""


def scaled(short: int, full: int) -> int:
    return full if FULL_SIZE else short


def sampled(names: Iterable[Name], count: int) -> list[Name]:
    """All names at full size, otherwise a random `count` of them."""
    listed: list[Name] = list(names)
    return listed if FULL_SIZE else random.Random(SEED).sample(sorted(listed), count)


def spread(values: Iterable[Value], count: int) -> Sequence[Value]:
    """All values at full size, otherwise about `count` of them at even distances, the same in every run."""
    listed = list(values)
    return listed if FULL_SIZE else listed[:: max(1, len(listed) // count)]
