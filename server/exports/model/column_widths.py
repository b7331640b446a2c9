"""How wide a table's columns are, and where a table is too wide for its page. Knows no format's units.

Widths are told in half-width characters: a letter is one wide, a Chinese character two.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from .table import Cell, Column, Kind, Table, picked, together

LANDSCAPE, PORTRAIT = 132, 94
"""What a page of A4 takes between the official margins, in a table's small print."""
LEAST = {Kind.TEXT: 9, Kind.LONG: 16, Kind.COUNT: 5, Kind.SCORE: 7, Kind.SHARE: 7}
PAIR = 2
_WORD = re.compile("[!-~]+")
MOST = {Kind.TEXT: 20, Kind.LONG: 60, Kind.COUNT: 12, Kind.SCORE: 12, Kind.SHARE: 9}


def text_width(text: str) -> int:
    """Of its longest line."""
    return max(sum(_wide(char) for char in line) for line in text.split("\n"))


def lines(text: str, width: int) -> int:
    """How many lines a text takes in a column."""
    return sum(max(1, -(-text_width(line) // max(2, width))) for line in text.split("\n"))


def widths(whole: Table, total: int, live: int) -> list[int]:
    """A width for each column, together exactly `total`, at least 1: by what stands in it. `room` is `total`
    in half-width characters: long texts take what the others leave."""
    wanted = [_wanted(column, [row[place] for row in whole.rows]) for place, column in enumerate(whole.columns)]
    long = [place for place, column in enumerate(whole.columns) if column.kind is Kind.LONG]
    left = live - sum(width for place, width in enumerate(wanted) if place not in long)
    for place in long:
        wanted[place] = max(LEAST[Kind.LONG], left // len(long))
    return divided(wanted, total)


def divided(wanted: Sequence[int], total: int) -> list[int]:
    """`total` in proportion to what is wanted, none under 1. Needs a `total` of at least one each."""
    assert total >= len(wanted)
    spare, whole = total - len(wanted), sum(wanted)
    edges = [spare * sum(wanted[:place]) // whole for place in range(len(wanted) + 1)]
    return [1 + right - left for left, right in zip(edges, edges[1:], strict=False)]


def fitted(whole: Table, live: int, keys: int, continued: str) -> Iterator[Table]:
    """The table, or where it is wider than `room` several that each begin with its first `keys` columns; a pair under
    one heading is not torn. `continued` is what the later ones are called, with a place for the title."""
    least = [_least(column, [row[place] for row in whole.rows]) for place, column in enumerate(whole.columns)]
    groups: list[list[int]] = [[]]
    for unit in _units(whole, keys):
        if groups[-1] and sum(least[:keys]) + sum(least[p] for p in (*groups[-1], *unit)) > live:
            groups.append([])
        groups[-1] += unit
    for number, places in enumerate(groups):
        title = continued.format(title=whole.title) if number else whole.title
        name = f"{whole.name}-{number + 1}" if number else whole.name
        yield picked(whole, [*range(keys), *places], name, title)


def _units(whole: Table, keys: int) -> Iterator[range]:
    """Columns that stay side by side: a pair under one heading; of more, each may begin a new table."""
    for start, end in together(whole):
        step = end - start if end - start <= PAIR else 1
        yield from (range(at, at + step) for at in range(max(start, keys), end, step))


def _wide(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def _least(column: Column, cells: Sequence[Cell]) -> int:
    """Words in the place of figures need the room of words."""
    worded = any(isinstance(cell, str) and cell for cell in cells)
    return max(LEAST[column.kind], LEAST[Kind.TEXT] if worded else 0)


def _wanted(column: Column, cells: Sequence[Cell]) -> int:
    """A heading may take two lines, but no word of it is torn."""
    longest = max((text_width(str(cell)) for cell in cells if cell is not None), default=0)
    headed = max(text_width(column.title) // 2 + 2, *(len(word) + 1 for word in _WORD.findall(column.title)), 0)
    return max(LEAST[column.kind], min(MOST[column.kind], max(longest + 1, headed)))
