"""Scale of a proof: short in everyday runs, the size that PROMISES states under `scripts/prove`.

Other tests that are long scale in the same way; the marker `scaled` has `scripts/prove` run them too. With `scaled(n)`
an everyday run tries a random `n` of the test's cases.
"""

import os
import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

Name = TypeVar("Name", str, int, Path)
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


def everyday(items: Iterable[pytest.Item], named: Collection[str] = ()) -> set[pytest.Item]:
    """What an everyday run leaves out: of each test that is marked `scaled(n)` all cases but a random `n`. A case that
    is `named`, or that failed last, is never left out."""
    cases = defaultdict(list)
    for item in items:
        marker = item.get_closest_marker("scaled")
        if marker is not None and marker.args and not FULL_SIZE and item.nodeid not in named:
            cases[item.path, getattr(item, "originalname", item.name), marker.args[0]].append(item)
    left_out: set[pytest.Item] = set()
    for (path, name, count), of_test in cases.items():
        choice = random.Random(f"{SEED} {path.name} {name}" if SEED else None)
        left_out |= {*of_test} - {*choice.sample(of_test, min(count, len(of_test)))}
    return left_out


def ends(values: Iterable[Value], count: int) -> list[Value]:
    """All values at full size, otherwise the first, the last and a random `count` of those between, in their order."""
    listed = list(values)
    between = range(1, len(listed) - 1)
    if FULL_SIZE or len(between) <= count:
        return listed
    chosen = {0, len(listed) - 1, *random.Random(SEED).sample(between, count)}
    return [listed[place] for place in sorted(chosen)]


def spread(values: Iterable[Value], count: int) -> Sequence[Value]:
    """All values at full size, otherwise about `count` of them at even distances, the same in every run."""
    listed = list(values)
    return listed if FULL_SIZE else listed[:: max(1, len(listed) // count)]
