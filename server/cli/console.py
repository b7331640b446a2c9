"""What commands print. Where a reader ends early (`pingyi doctor | head -1`), the command goes on and the rest is
dropped: a closed pipe must not stop a server, a series of backups, or a move half-way.
"""

import io
import os
import sys
from contextlib import suppress
from typing import Any

from ..core.errors import BadSetting
from ..host import is_closed_pipe, is_terminal


class Console(io.TextIOWrapper):
    """`lost` is why nothing more reaches the reader."""

    lost: OSError | None = None

    def write(self, text: str, /) -> int:
        try:
            return super().write(text)
        except OSError as error:
            self._drop(error)
            return len(text)

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            self._drop(error)

    def _drop(self, error: OSError) -> None:
        """Send the rest nowhere: Python flushes its streams at the end, and would report the closed pipe once more."""
        self.lost = self.lost or error
        with suppress(OSError, ValueError), open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), self.fileno())


def configure_console() -> None:
    """UTF-8 in files and pipes. A console keeps its own encoding, in which unknown characters are replaced."""
    sys.stdout, sys.stderr = _configured(sys.stdout), _configured(sys.stderr)


def _configured(stream: Any) -> Any:
    """Replaces only what Python opened itself, not the stream of a program that calls `main`. None: it is closed."""
    if stream is None:
        closed = Console(io.BufferedWriter(io.FileIO(os.devnull, "w")), "utf-8")
        closed.lost = BrokenPipeError()
        return closed
    if type(stream) is not io.TextIOWrapper:
        return stream
    encoding = stream.encoding if is_terminal(stream) else "utf-8"
    stream.flush()
    return Console(stream.buffer, encoding, "replace", line_buffering=True)


def is_printed(text: str) -> bool:
    """Whether stdout took the text, or else stderr."""
    return any(_takes(stream, text) for stream in (sys.stdout, sys.stderr))


def _takes(stream: Any, text: str) -> bool:
    try:
        print(text, file=stream, flush=True)
    except (OSError, ValueError):
        return False
    return getattr(stream, "lost", None) is None


def refuse_lost_output() -> None:
    """Raises BadSetting where stdout was lost for another reason than that its reader has ended, as on a full disk."""
    lost = getattr(sys.stdout, "lost", None)
    if lost is not None and not is_closed_pipe(lost):
        raise BadSetting("output_lost", "stdout", lost)
