"""Watches a server process under abuse: collects its stderr and measures its memory."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.harness import Process


class ServerWatch:
    """`stderr` is everything logged so far; `growth_mb` is the growth of resident memory since the last `reset`."""

    def __init__(self, server: Process) -> None:
        self._pid = server.child.pid
        self._lines: list[str] = []
        assert server.child.stderr is not None
        self._reader = threading.Thread(target=self._lines.extend, args=(server.child.stderr,), daemon=True)
        self._reader.start()
        self.reset()

    def reset(self) -> None:
        """Start measuring growth here, after everything a server always loads has been loaded."""
        self._start_mb = self._resident_mb()

    @property
    def growth_mb(self) -> float:
        return self._resident_mb() - self._start_mb

    @property
    def stderr(self) -> str:
        return "".join(self._lines)

    def join(self) -> None:
        """Wait for the end of stderr."""
        self._reader.join(20)

    def _resident_mb(self) -> float:
        match = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{self._pid}/status").read_text())
        assert match is not None
        return int(match[1]) / 1024


@contextmanager
def watch_server(server: Process) -> Iterator[ServerWatch]:
    """Stops the server at the end, and fails if it logged an error or a traceback."""
    watch = ServerWatch(server)
    try:
        yield watch
    finally:
        server.child.terminate()
        watch.join()
        server.child.wait(20)
        print(watch.stderr)  # pytest shows it for a failed test
    assert "Traceback" not in watch.stderr and " ERROR " not in watch.stderr, watch.stderr
