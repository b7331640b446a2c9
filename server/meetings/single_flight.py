"""A value computed once for everybody who asks for it while it is being computed, and kept until something changes."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Key = tuple[object, ...]


class SingleFlight(Generic[T]):
    """Keeps the value of the latest key. The values of a key are compared by identity, which is cheap however large
    they are; integers by value."""

    def __init__(self) -> None:
        self._key: Key = ()
        self._task: asyncio.Task[T] | None = None

    async def get(self, key: Key, compute: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Raises what `compute` raises; a failure is not kept. Whoever is cancelled leaves the others waiting."""
        if self._task is None or not _is_same(key, self._key):
            self._key, self._task = key, asyncio.create_task(compute())
        task = self._task
        try:
            return await asyncio.shield(task)
        except BaseException:
            if task.done() and self._task is task:
                self._task = None
            raise

    def clear(self) -> None:
        """What is being computed still reaches those who wait for it."""
        self._task = None


def _is_same(key: Key, other: Key) -> bool:
    pairs = zip(key, other, strict=False)
    return len(key) == len(other) and all(a is b or type(a) is int and a == b for a, b in pairs)
