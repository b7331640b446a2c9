"""QR codes as one SVG path and as text for a terminal. Knows nothing of what is in them."""

import sys
from itertools import groupby

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET = 4
"""Light modules around the code, as the standard asks; some readers fail with fewer."""


def modules(text: str) -> list[list[bool]]:
    """The code's square of modules, True is dark, quiet zone included."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def svg_path(text: str) -> tuple[int, str]:
    """(size, path): a path of rectangles for `viewBox="0 0 size size"`, one per run of dark modules in a row."""
    square = modules(text)
    return len(square), "".join(_row(y, row) for y, row in enumerate(square))


def _row(y: int, row: list[bool]) -> str:
    return "".join(f"M{x} {y}h{length}v1h-{length}z" for x, length in _runs(row))


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """(start, length) of every run of dark modules."""
    runs = ([x for x, _ in run] for dark, run in groupby(enumerate(row), key=lambda cell: cell[1]) if dark)
    return [(run[0], len(run)) for run in runs]


BLOCKS = {(True, True): " ", (True, False): "▄", (False, True): "▀", (False, False): "█"}
"""Two rows in one line. Light modules are drawn: terminals are dark, and an inverted code is read by few phones."""


def terminal(text: str, encoding: str | None = None) -> str:
    """The code in half blocks, or in `#` where `encoding` (default: of stdout) has no half blocks."""
    square = modules(text)
    return _blocks(square) if _writes_blocks(encoding or sys.stdout.encoding or "ascii") else _ascii(square)


def _writes_blocks(encoding: str) -> bool:
    try:
        "▄▀█".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _blocks(square: list[list[bool]]) -> str:
    even = [*square, [True] * len(square)] if len(square) % 2 else square
    pairs = zip(even[::2], even[1::2], strict=True)
    return "\n".join("".join(BLOCKS[cell] for cell in zip(*pair, strict=True)) for pair in pairs)


def _ascii(square: list[list[bool]]) -> str:
    return "\n".join("".join("  " if dark else "##" for dark in row) for row in square)
