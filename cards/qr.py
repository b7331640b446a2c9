"""QR codes as an SVG path and as text for a terminal."""

import sys
from itertools import groupby

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET_ZONE = 4
"""Light modules around the code (ISO/IEC 18004); some readers fail with fewer."""


def modules(text: str) -> list[list[bool]]:
    """The code's modules by row, quiet zone included; True is dark."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def svg_path(text: str) -> tuple[int, str]:
    """The size n, and a path for `viewBox="0 0 n n"` with one rectangle for each run of dark modules in a row."""
    square = modules(text)
    return len(square), "".join(_row_path(y, row) for y, row in enumerate(square))


def _row_path(y: int, row: list[bool]) -> str:
    return "".join(f"M{x} {y}h{length}v1h-{length}z" for x, length in _dark_runs(row))


def _dark_runs(row: list[bool]) -> list[tuple[int, int]]:
    """Start and length of each."""
    runs = ([x for x, _ in run] for dark, run in groupby(enumerate(row), key=lambda cell: cell[1]) if dark)
    return [(run[0], len(run)) for run in runs]


HALF_BLOCKS = {(True, True): " ", (True, False): "▄", (False, True): "▀", (False, False): "█"}
"""The character for an upper and a lower module. Light modules are drawn, because terminals are dark and few phones
read an inverted code."""


def terminal(text: str, encoding: str | None = None) -> str:
    """The code in half blocks, or in `#` if `encoding` (by default that of stdout) does not have them."""
    square = modules(text)
    return _half_blocks(square) if _has_half_blocks(encoding or sys.stdout.encoding or "ascii") else _ascii(square)


def _has_half_blocks(encoding: str) -> bool:
    try:
        "▄▀█".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _half_blocks(square: list[list[bool]]) -> str:
    even = [*square, [True] * len(square)] if len(square) % 2 else square
    pairs = zip(even[::2], even[1::2], strict=True)
    return "\n".join("".join(HALF_BLOCKS[cell] for cell in zip(*pair, strict=True)) for pair in pairs)


def _ascii(square: list[list[bool]]) -> str:
    return "\n".join("".join("  " if dark else "##" for dark in row) for row in square)
