"""Two lists of the same length, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

First = TypeVar("First")
Second = TypeVar("Second")


def paired(first: Iterable[First], second: Iterable[Second]) -> Iterator[tuple[First, Second]]:
    """ValueError where one has more elements. zip(strict=True) would do, but is not in Python 3.8."""
    ones, others = list(first), list(second)
    if len(ones) != len(others):
        raise ValueError(f"{len(ones)} elements and {len(others)}")
    return zip(ones, others)  # noqa: B905
