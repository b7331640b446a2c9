"""Worker processes that servers in this process hand on: starting one takes longer than most of its jobs."""

import subprocess

from server.app import App
from server.web.heavy_work import Job, Worker

SPARE: list["subprocess.Popen[bytes]"] = []


class SpareWorker(Worker):
    """Takes a spare process for its first job, and leaves it to others when it is closed between jobs."""

    def __init__(self) -> None:
        super().__init__()
        self._works = False

    def run(self, job: Job) -> object:
        if self._process is None:
            self._process = _spare()
        self._works = True
        try:
            return super().run(job)
        finally:
            self._works = False

    def close(self) -> None:
        """Also called by `run` for a process that ended in the middle of a job."""
        if self._process is not None and not self._works:
            SPARE.append(self._process)
            self._process = None
        super().close()


def _spare() -> "subprocess.Popen[bytes] | None":
    """One that still runs: a worker may have ended while nobody had it."""
    while SPARE:
        process = SPARE.pop()
        if process.poll() is None:
            return process
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
    return None


def hand_on_workers(app: App) -> None:
    app._api.heavy_work._worker = SpareWorker()


def end_spare_workers() -> None:
    while SPARE:
        worker = SpareWorker()
        worker._process, worker._works = SPARE.pop(), True
        worker.close()
