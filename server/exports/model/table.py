"""What the papers' tables are made of: typed cells, columns, whole tables. Knows no record and no file format."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from ...core.rounding import format_decimal

Cell = str | int | Decimal | None
"""Text is never anything but text; numbers carry exactly the places they are printed with."""
Row = tuple[Cell, ...]

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Kind(StrEnum):
    TEXT = "text"
    LONG = "long"
    COUNT = "count"
    SCORE = "score"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Column:
    """`over` stands above `title` where a heading has two lines; `line` is what it is called where it has one."""

    title: str
    kind: Kind
    over: str = ""
    line: str = ""

    @property
    def head(self) -> str:
        return self.line or self.title


@dataclass(frozen=True, slots=True)
class Table:
    """`name` is ASCII and the same in every language; every row has a cell a column."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(column.head for column in self.columns)


def table(name: str, title: str, columns: Iterable[Column], rows: Iterable[Iterable[Cell]]) -> Table:
    """A table that every format can hold: no character in it that XML cannot."""
    heads = (Column(clean(c.title), c.kind, clean(c.over), clean(c.line)) for c in columns)
    return Table(name, clean(title), tuple(heads), tuple(tuple(map(fit, row)) for row in rows))


def picked(whole: Table, places: Sequence[int], name: str, title: str) -> Table:
    """The columns of `whole` at `places`, in that order."""
    columns = tuple(whole.columns[place] for place in places)
    return Table(name, title, columns, tuple(tuple(row[place] for place in places) for row in whole.rows))


def together(whole: Table) -> Iterator[tuple[int, int]]:
    """Which columns belong together, as ranges of places; a column that belongs to nothing stands alone."""
    start, overs = 0, [column.over for column in whole.columns]
    while start < len(overs):
        end = start + 1
        while end < len(overs) and overs[start] and overs[end] == overs[start]:
            end += 1
        yield start, end
        start = end


def fit(cell: Cell) -> Cell:
    return clean(cell) if isinstance(cell, str) else cell


def clean(text: str) -> str:
    """Without what XML cannot hold, so that all papers say the same; line ends are one character."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def number(value: Fraction | None, decimals: int) -> Decimal | None:
    """Rounded as everywhere, with all its places."""
    return None if value is None else Decimal(format_decimal(value, decimals))


def share(part: int, whole: int) -> Decimal | None:
    """Percent to two places; nothing of nothing."""
    return number(Fraction(100 * part, whole), 2) if whole else None


def instant(time: str) -> datetime:
    """A record's time as the properties of files hold it."""
    told = datetime.fromisoformat(time)
    return told.astimezone(UTC) if told.tzinfo else told
