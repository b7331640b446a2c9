"""Scale of a proof: short in everyday runs, the size that PROMISES states under `scripts/prove`."""

import os
import random
from collections.abc import Iterable
from typing import TypeVar

Name = TypeVar("Name", str, int)

FULL_SIZE = os.environ.get("PINGYI_PROVE") == "1"
SEED = os.environ.get("PYTEST_XDIST_TESTRUNUID")
"""Shared by the workers of one run, which must collect the same tests."""


def scaled(short: int, full: int) -> int:
    return full if FULL_SIZE else short


def sampled(names: Iterable[Name], count: int) -> list[Name]:
    """All names at full size, otherwise a random `count` of them."""
    listed: list[Name] = list(names)
    return listed if FULL_SIZE else random.Random(SEED).sample(sorted(listed), count)
