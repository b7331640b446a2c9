"""Tasks that nobody waits for: kept alive until they end, cancelled at shutdown."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine

from ..core.errors import PingyiError

Work = Callable[[], Coroutine[object, object, object]]
log = logging.getLogger("pingyi")
REPEAT_SECONDS, MAX_FAULTS = 60.0, 100
_logged: dict[str, float] = {}
"""When each fault was logged last."""


class BackgroundTasks:
    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._repeated: dict[Work, asyncio.Task[None]] = {}

    def run(self, work: Coroutine[object, object, object]) -> asyncio.Task[None]:
        """Start `work`; a failure is logged, see `log_failure`."""
        task = asyncio.create_task(log_failure(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def run_unless_running(self, work: Work) -> None:
        """Start `work`, unless the call that was started last has not ended yet."""
        last = self._repeated.get(work)
        if last is None or last.done():
            self._repeated[work] = self.run(work())

    async def cancel(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def log_failure(work: Coroutine[object, object, object]) -> None:
    """Run `work` to its end. An error is only logged: whatever failed is due again at a later tick."""
    try:
        await work
    except PingyiError as error:
        log.error("%s: %s", type(error).__name__, error)
    except Exception as error:  # a fault of ours must not end what else this task would do
        log_fault("a background task failed", error)


def log_fault(task: str, error: Exception) -> None:
    """With its traceback; the same fault once a minute at most, because it may come back four times a second."""
    fault, now = f"{task}: {error!r}", time.monotonic()
    if now - _logged.get(fault, float("-inf")) < REPEAT_SECONDS:
        return
    if len(_logged) >= MAX_FAULTS:
        _logged.clear()
    _logged[fault] = now
    log.error("%s", task, exc_info=error)
