"""A server process under abuse: what it writes on its terminal is read as it comes, its memory is weighed."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.harness import Process


class Watch:
    """`said` is all of stderr so far; `grown` is in MB since the watch began."""

    def __init__(self, server: Process) -> None:
        self._pid = server.child.pid
        self._lines: list[str] = []
        assert server.child.stderr is not None
        self._reading = threading.Thread(target=self._lines.extend, args=(server.child.stderr,), daemon=True)
        self._reading.start()
        self._began = self.weight()

    def weight(self) -> float:
        found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{self._pid}/status").read_text())
        assert found is not None
        return int(found[1]) / 1024

    def begin(self) -> None:
        """Weighs anew, once what every server needs has been loaded."""
        self._began = self.weight()

    @property
    def grown(self) -> float:
        return self.weight() - self._began

    @property
    def said(self) -> str:
        return "".join(self._lines)

    def ended(self) -> None:
        self._reading.join(20)


@contextmanager
def watched(server: Process) -> Iterator[Watch]:
    """Stops the server at the end; it must not have told of an error of its own."""
    watch = Watch(server)
    try:
        yield watch
    finally:
        server.child.terminate()
        watch.ended()
        server.child.wait(20)
        print(watch.said)  # shown where a test fails
    assert "Traceback" not in watch.said and " ERROR " not in watch.said, watch.said
