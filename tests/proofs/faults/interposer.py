"""The library between a server and its disk and clock: compiled, preloaded, and told what is to fail."""

import mmap
import shutil
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")
NUMBERS = struct.Struct("=5q")
ALL = -1


def compiled(folder: Path) -> Path | None:
    """The library; None where the machine has no C compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    library = folder / "shim.so"
    flags = ["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", str(library), str(SOURCE), "-ldl", "-pthread"]
    subprocess.run([compiler, *flags], check=True)
    return library


class Shim:
    """`environment` is for the server. Everything is whole until `failing` says otherwise."""

    def __init__(self, library: Path, control: Path, under: Path) -> None:
        control.write_bytes(bytes(NUMBERS.size))
        self._control = control.open("r+b")
        self._numbers = mmap.mmap(self._control.fileno(), NUMBERS.size)
        self.environment = {"LD_PRELOAD": str(library), "SHIM_CONTROL": str(control), "SHIM_UNDER": str(under)}

    @contextmanager
    def failing(self, number: int, error: int, more: int = 0) -> Iterator[None]:
        """The number-th call on the data folder fails from now, and `more` after it."""
        off = self.off
        NUMBERS.pack_into(self._numbers, 0, number, more, error, 0, off)
        try:
            yield
        finally:
            NUMBERS.pack_into(self._numbers, 0, 0, 0, 0, self.failed, off)

    @property
    def failed(self) -> int:
        """How many calls failed the last time."""
        return self._read()[3]

    @property
    def off(self) -> int:
        """Seconds by which the server's time of day is off."""
        return self._read()[4]

    def set_off(self, seconds: int) -> None:
        NUMBERS.pack_into(self._numbers, 0, *self._read()[:4], seconds)

    def _read(self) -> list[int]:
        return list(NUMBERS.unpack_from(self._numbers))

    def close(self) -> None:
        self._numbers.close()
        self._control.close()
