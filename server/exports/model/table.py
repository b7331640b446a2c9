"""The tables of the papers: typed cells, columns, rows. Knows no record and no file format."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from ...core.rounding import format_decimal, format_percent

Cell = str | int | Decimal | None
"""Text stays text in every format; a Decimal has exactly the decimals that are printed."""
Row = tuple[Cell, ...]

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Kind(StrEnum):
    """What a column holds, which determines its width and alignment. VOTES: shares as 17/38，44.74%, in one line."""

    TEXT = "text"
    LONG = "long"
    COUNT = "count"
    SCORE = "score"
    SHARE = "share"
    VOTES = "votes"


@dataclass(frozen=True, slots=True)
class Column:
    """`over`: the first line of a heading of two lines, which neighbouring columns share; `full_title`: the heading in
    one line, where it differs from `title`."""

    title: str
    kind: Kind
    over: str = ""
    full_title: str = ""

    @property
    def heading(self) -> str:
        """The heading in one line."""
        return self.full_title or self.title


@dataclass(frozen=True, slots=True)
class Table:
    """`name` is ASCII and the same in every language; every row has one cell per column. `min_lines`: the height of
    a row, in lines of print, where people write into it."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    min_lines: int = 1

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.heading for column in self.columns)

    def cells(self, column: int) -> list[Cell]:
        return [row[column] for row in self.rows]


def make_table(name: str, title: str, columns: Iterable[Column], rows: Iterable[Iterable[Cell]]) -> Table:
    """A table without the characters that XML cannot hold, so that every format can show it."""
    clean_columns = (Column(clean(c.title), c.kind, clean(c.over), clean(c.full_title)) for c in columns)
    return Table(name, clean(title), tuple(clean_columns), tuple(tuple(map(clean_cell, row)) for row in rows))


def select_columns(table: Table, indexes: Sequence[int], name: str, title: str) -> Table:
    """The columns of `table` at `indexes`, in that order."""
    columns = tuple(table.columns[index] for index in indexes)
    return Table(name, title, columns, tuple(tuple(row[index] for index in indexes) for row in table.rows))


def column_ranges(table: Table) -> Iterator[tuple[int, int]]:
    """Start and end of each run of columns under one `over`; a column without one is a run of its own."""
    start, overs = 0, [column.over for column in table.columns]
    while start < len(overs):
        end = start + 1
        while end < len(overs) and overs[start] and overs[end] == overs[start]:
            end += 1
        yield start, end
        start = end


def clean_cell(cell: Cell) -> Cell:
    return clean(cell) if isinstance(cell, str) else cell


def clean(text: str) -> str:
    """Without the characters that XML cannot hold, so that all formats agree; line ends are one character."""
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def decimal_cell(value: Fraction | None, decimals: int) -> Decimal | None:
    return None if value is None else Decimal(format_decimal(value, decimals))


def percent_cell(part: int, total: int) -> Decimal | None:
    """Percent with two decimals; None of a total of 0."""
    percent = format_percent(part, total, 2)
    return None if percent is None else Decimal(percent)


def file_time(iso_time: str) -> datetime:
    """A record's time for the properties of a file: in UTC if it has an offset."""
    time = datetime.fromisoformat(iso_time)
    return time.astimezone(UTC) if time.tzinfo else time
