"""Tasks that nobody waits for: kept alive until they end, cancelled at shutdown."""

import asyncio
import logging
from collections.abc import Coroutine

from ..core.errors import PingyiError

log = logging.getLogger("pingyi")


class BackgroundTasks:
    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def run(self, work: Coroutine[object, object, object]) -> None:
        """Start `work`; a failure is logged, see `log_failure`."""
        task = asyncio.create_task(log_failure(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def cancel(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def log_failure(work: Coroutine[object, object, object]) -> None:
    """Run `work` to its end. An expected error is only logged: whatever failed is due again at a later tick."""
    try:
        await work
    except PingyiError as error:
        log.error("%s: %s", type(error).__name__, error)
