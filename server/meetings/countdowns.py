"""Running time counted towards a deletion, by the monotonic clock: a wrong time of day can neither hasten nor delay it.

The count is in the database, so it continues after a restart. Nodes that share a database count the same time once.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass

from ..clock import Clock
from ..store.rows import Countdown, CountdownKey
from ..store.store import Store


@dataclass(frozen=True, slots=True)
class _Count:
    """`ran` seconds were counted at the monotonic time `at`. `id` is that of the stored row; None before there is
    one."""

    id: str | None
    ran: float
    at: float


class Countdowns:
    """Raises NotRecorded; the next count then adds what this one could not store."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock = store, clock
        self._counts: dict[CountdownKey, _Count] = {}

    def begin(self, key: CountdownKey) -> None:
        """Count from this moment. Without it, counting begins with the first call of `count`."""
        self._counts[key] = _Count(None, 0.0, self.clock.steady())

    async def count(self, keys: Collection[CountdownKey]) -> dict[CountdownKey, float]:
        """The seconds of running time counted for each of `keys` up to now."""
        if not keys:
            return {}
        stored, now = await self.store.countdowns(), self.clock.steady()
        counts = {key: self._continued(key, stored.get(key), now) for key in keys}
        await self.store.save_countdowns({key: Countdown(count.id or "", count.ran) for key, count in counts.items()})
        self._counts.update(counts)
        return {key: count.ran for key, count in counts.items()}

    async def end(self, keys: Collection[CountdownKey]) -> None:
        """Forget what was counted for `keys`: if they are counted again, they start from zero."""
        ended = [key for key in await self.store.countdowns() if key in keys] if keys else []
        if ended:
            await self.store.end_countdowns(ended)
        for key in keys:
            self._counts.pop(key, None)

    def _continued(self, key: CountdownKey, stored: Countdown | None, now: float) -> _Count:
        """A row with another id was started again after ours had ended, so what we counted no longer applies."""
        last = self._counts.get(key)
        if stored is None:
            counted = last.ran + now - last.at if last is not None and last.id is None else 0.0
            return _Count(secrets.token_hex(8), counted, now)
        if last is None or last.id not in (None, stored.id):
            return _Count(stored.id, stored.ran, now)
        return _Count(stored.id, max(stored.ran, last.ran + now - last.at), now)
