"""The widths of a table's columns, and the division of a table that is too wide for its page. Knows no format's units.

The unit is a half-width character: a letter takes one, a Chinese character two.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from .table import Cell, Column, Kind, Table, column_ranges, select_columns

LANDSCAPE, PORTRAIT = 132, 94
"""The width of an A4 page between the official margins, in a table's small print."""
MIN_WIDTH = {Kind.TEXT: 9, Kind.LONG: 16, Kind.COUNT: 5, Kind.SCORE: 7, Kind.SHARE: 7, Kind.VOTES: 14}
MAX_WIDTH = {Kind.TEXT: 20, Kind.LONG: 60, Kind.COUNT: 12, Kind.SCORE: 12, Kind.SHARE: 9, Kind.VOTES: 24}
PAIR = 2
"""So many columns under one heading are never separated."""
_WORD = re.compile("[!-~À-ÖØ-öø-ỿ]+")


def text_width(text: str) -> int:
    """The width of the longest line."""
    return max(sum(_char_width(char) for char in line) for line in text.split("\n"))


def line_count(text: str, width: int) -> int:
    """The number of lines that a text takes in a column."""
    return sum(max(1, -(-text_width(line) // max(2, width))) for line in text.split("\n"))


def column_widths(table: Table, total: int, room: int) -> list[int]:
    """A width of at least 1 for each column, by its contents, in units of which the table has exactly `total`.

    `room`: the same width in half-width characters. Columns of long texts share what the others leave.
    """
    wanted = [_wanted_width(column, table.cells(index)) for index, column in enumerate(table.columns)]
    long = [index for index, column in enumerate(table.columns) if column.kind is Kind.LONG]
    left = room - sum(width for index, width in enumerate(wanted) if index not in long)
    for index in long:
        wanted[index] = max(MIN_WIDTH[Kind.LONG], left // len(long))
    return divide(_unbroken_votes(table, wanted, room), total)


def whole_headings(table: Table, widths: list[int], total: int, room: int) -> list[int]:
    """The widths with room for the longest word of each heading, which wide columns give up as far as they can."""
    words = [_WORD.findall(column.title) or [""] for column in table.columns]
    least = [-(-(max(map(text_width, each)) + 2) * total // room) for each in words]
    needed = sum(max(0, low - width) for low, width in zip(least, widths, strict=True))
    may_give = [column.kind is not Kind.VOTES for column in table.columns]
    spare = [max(0, width - low) * may for low, width, may in zip(least, widths, may_give, strict=True)]
    if not needed or needed > sum(spare):
        return widths
    given = divide([each + 1 for each in spare], needed + len(spare))
    return [max(low, width) - give + 1 for low, width, give in zip(least, widths, given, strict=True)]


def _unbroken_votes(table: Table, wanted: list[int], room: int) -> list[int]:
    """Where votes would be broken because the table is too wide, texts give way: they can take more lines."""
    kinds = [column.kind for column in table.columns]
    texts = [index for index, kind in enumerate(kinds) if kind is Kind.TEXT]
    excess, spare = sum(wanted) - room, sum(wanted[index] - MIN_WIDTH[Kind.TEXT] for index in texts)
    if Kind.VOTES not in kinds or excess <= 0 or spare <= 0:
        return wanted
    for index in texts:
        wanted[index] -= -(-(wanted[index] - MIN_WIDTH[Kind.TEXT]) * min(excess, spare) // spare)
    return wanted


def divide(weights: Sequence[int], total: int) -> list[int]:
    """`total` divided in proportion to `weights`, each share at least 1. `total` must be at least their number."""
    assert total >= len(weights)
    spare, weight = total - len(weights), sum(weights)
    edges = [spare * sum(weights[:index]) // weight for index in range(len(weights) + 1)]
    return [1 + right - left for left, right in zip(edges, edges[1:], strict=False)]


def histogram_widths(series: int, total: int) -> list[int]:
    """Of a histogram's marks and of each series, in units of which the table has exactly `total`."""
    return divide([8, *[max(12, 60 // series)] * series], total)


def fit_to_page(table: Table, room: int, keys: int, continued: str) -> Iterator[Table]:
    """The table, or, if it is wider than `room`, several that each begin with its first `keys` columns.

    `continued`: the title of the later ones, with a placeholder for the title of the first.
    """
    minimum = [_min_width(column, table.cells(index)) for index, column in enumerate(table.columns)]
    pages: list[list[int]] = [[]]
    for unit in _units(table, keys):
        if pages[-1] and sum(minimum[:keys]) + sum(minimum[i] for i in (*pages[-1], *unit)) > room:
            pages.append([])
        pages[-1] += unit
    for number, indexes in enumerate(pages):
        title = continued.format(title=table.title) if number else table.title
        name = f"{table.name}-{number + 1}" if number else table.name
        yield select_columns(table, [*range(keys), *indexes], name, title)


def _units(table: Table, keys: int) -> Iterator[range]:
    """Columns that stay on one page: a pair under one heading; of more than two, each column may begin a page."""
    for start, end in column_ranges(table):
        step = end - start if end - start <= PAIR else 1
        yield from (range(index, index + step) for index in range(max(start, keys), end, step))


def _char_width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def _min_width(column: Column, cells: Sequence[Cell]) -> int:
    """A text in a column of numbers needs the width of text."""
    has_text = any(isinstance(cell, str) and cell for cell in cells)
    return max(MIN_WIDTH[column.kind], MIN_WIDTH[Kind.TEXT] if has_text else 0)


def _wanted_width(column: Column, cells: Sequence[Cell]) -> int:
    """Wide enough for a heading in two lines without breaking a word."""
    longest = max((text_width(str(cell)) for cell in cells if cell is not None), default=0)
    heading = max(text_width(column.title) // 2 + 2, *(len(word) + 1 for word in _WORD.findall(column.title)), 0)
    return max(MIN_WIDTH[column.kind], min(MAX_WIDTH[column.kind], max(longest + 1, heading)))
