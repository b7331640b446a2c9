"""The library between a server and its disk and clock: compiled here, preloaded, and told which calls fail."""

import mmap
import shutil
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SOURCE = Path(__file__).with_name("interposer.c")
NUMBERS = struct.Struct("=5q")
ALL = -1


def compile_library(folder: Path) -> Path | None:
    """Path of the library; None where there is no C compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    library = folder / "interposer.so"
    flags = ["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", str(library), str(SOURCE), "-ldl", "-pthread"]
    subprocess.run([compiler, *flags], check=True)
    return library


class Interposer:
    """Start the server with `environment`. No call fails outside a `failing` block."""

    def __init__(self, library: Path, control: Path, folder: Path) -> None:
        control.write_bytes(bytes(NUMBERS.size))
        self._control = control.open("r+b")
        self._numbers = mmap.mmap(self._control.fileno(), NUMBERS.size)
        self.environment = {
            "LD_PRELOAD": str(library),
            "INTERPOSER_CONTROL": str(control),
            "INTERPOSER_FOLDER": str(folder),
        }

    @contextmanager
    def failing(self, number: int, error: int, more: int = 0) -> Iterator[None]:
        """From now the `number`-th call on the folder fails with `error`, and so do `more` calls after it."""
        clock_offset = self.clock_offset
        NUMBERS.pack_into(self._numbers, 0, number, more, error, 0, clock_offset)
        try:
            yield
        finally:
            NUMBERS.pack_into(self._numbers, 0, 0, 0, 0, self.failed, clock_offset)

    @property
    def failed(self) -> int:
        """Calls that failed in the latest `failing` block."""
        return self._read()[3]

    @property
    def clock_offset(self) -> int:
        """Seconds added to the server's time of day."""
        return self._read()[4]

    def set_clock_offset(self, seconds: int) -> None:
        NUMBERS.pack_into(self._numbers, 0, *self._read()[:4], seconds)

    def _read(self) -> list[int]:
        return list(NUMBERS.unpack_from(self._numbers))

    def close(self) -> None:
        self._numbers.close()
        self._control.close()
