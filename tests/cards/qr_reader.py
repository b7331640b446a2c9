"""Reads small QR codes from their modules (ISO/IEC 18004): one block, letters and digits, no error correction. Knows
nothing of the library that draws them.
"""

from collections.abc import Callable, Iterator, Sequence

Modules = Sequence[Sequence[bool]]
"""Rows of modules without the quiet zone; True is dark."""

MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda row, column: (row + column) % 2 == 0,
    lambda row, column: row % 2 == 0,
    lambda row, column: column % 3 == 0,
    lambda row, column: (row + column) % 3 == 0,
    lambda row, column: (row // 2 + column // 3) % 2 == 0,
    lambda row, column: row * column % 2 + row * column % 3 == 0,
    lambda row, column: (row * column % 2 + row * column % 3) % 2 == 0,
    lambda row, column: ((row + column) % 2 + row * column % 3) % 2 == 0,
)
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
FORMAT_MASK = 0b101010000010010
ALPHANUMERIC = 0b0010


def read(modules: Modules) -> str:
    """The text of a version 1 code."""
    assert len(modules) == 21, "version 1"
    bits = iter(_data(modules))

    def number(length: int) -> int:
        return int("".join("1" if next(bits) else "0" for _ in range(length)), 2)

    assert number(4) == ALPHANUMERIC
    length = number(9)
    pairs = [divmod(number(11), 45) for _ in range(length // 2)]
    letters = [LETTERS[place] for pair in pairs for place in pair]
    return "".join(letters + [LETTERS[number(6)]] * (length % 2))


def _data(modules: Modules) -> Iterator[bool]:
    """Unmasked, in two columns at a time from the right, up and down by turns, around what is no data."""
    mask = MASKS[_format(modules) >> 10 & 0b111]
    columns = [column for column in range(20, 0, -2) if column > 6] + [5, 3, 1]
    for turn, right in enumerate(columns):
        for row in range(21) if turn % 2 else range(20, -1, -1):
            for column in (right, right - 1):
                if not _is_pattern(row, column):
                    yield modules[row][column] is not mask(row, column)


def _is_pattern(row: int, column: int) -> bool:
    """Finder patterns with the format beside them, and timing patterns."""
    corner = row < 9 and column < 9 or row < 9 and column > 12 or row > 12 and column < 9
    return corner or row == 6 or column == 6


def _format(modules: Modules) -> int:
    """Error correction level and mask, beside the upper left finder pattern."""
    places = [(8, column) for column in (0, 1, 2, 3, 4, 5, 7, 8)] + [(row, 8) for row in (7, 5, 4, 3, 2, 1, 0)]
    return int("".join("1" if modules[row][column] else "0" for row, column in places), 2) ^ FORMAT_MASK
