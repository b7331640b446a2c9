"""Lines of cells as text: the form of every roster before its columns are interpreted. Knows no column.

Here: pasted and typed rows, and CSV in the encodings that spreadsheets save. Workbooks: `xlsx_grid.py`.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ..errors import FieldError
from ..message import Message
from ..text_encoding import Undecodable, decode
from .typed_rows import typed_rows

FORMULA_GUARD = re.compile(r"'(?=[=+\-@\t\r\0＝＋－＠])")
"""The quote that our own CSV files put before text that a spreadsheet would run as a formula."""

MAX_LINES = 20_000
"""Including blank lines of a sheet; also the most merged cells."""
MAX_COLUMNS = 50


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as text. `where` is its name for a person: "B3" in a workbook, otherwise "line 3"."""

    where: str
    text: str
    problem: Message | None = None

    @property
    def has_content(self) -> bool:
        return bool(self.text.strip() or self.problem)


Line = tuple[int, list[GridCell]]
"""Its number, from 1 in the file, and its cells. Blank lines are left out."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range of cells: lines from 1, columns from 0, both ends included."""

    ref: str
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Grid:
    """`remarks`: what was left out on purpose."""

    lines: list[Line]
    merges: tuple[Merge, ...] = ()
    remarks: tuple[FieldError, ...] = ()


def roster_message(key: str, **values: object) -> Message:
    """A message of the catalogue's table `rosters`."""
    return Message("rosters", key, values)


class Unreadable(Exception):
    """The file as a whole cannot be imported; `message` says why."""

    def __init__(self, key: str, sheets: tuple[str, ...] = (), **values: object) -> None:
        """`sheets`: those of a workbook between which somebody has to choose."""
        super().__init__(key)
        self.message, self.sheets = roster_message(key, **values), sheets


def too_many_columns(line: int) -> Unreadable:
    return Unreadable("too_many_columns", line=line, most=MAX_COLUMNS)


def text_grid(data: bytes | str, typed: bool) -> Grid:
    """The lines of a text. `typed`: wide gaps may separate columns. Raises Unreadable."""
    text = data if isinstance(data, str) else _decode(data)
    lines = list(islice(_lines(text.removeprefix("\ufeff"), typed), MAX_LINES + 1))
    if len(lines) > MAX_LINES:
        raise Unreadable("too_many_lines", most=MAX_LINES)
    return Grid(lines)


def _decode(data: bytes) -> str:
    """WPS and Excel save CSV in several encodings. Raises Unreadable."""
    try:
        return decode(data)
    except Undecodable as error:
        raise Unreadable(error.key, (), **error.values) from None


def _lines(text: str, typed: bool) -> Iterator[Line]:
    rows = typed_rows(text) if typed else text
    delimiter = "\t" if typed and "\t" in rows else max(",\t;", key=rows.count)
    reader = csv.reader(io.StringIO(rows, newline=""), delimiter=delimiter)
    line, open_end = 1, _open_end(rows)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if any(cell.strip() for cell in cells[MAX_COLUMNS:]):
                    raise too_many_columns(line)
                is_open = line < reader.line_num == open_end
                yield line, [_cell(line, cell, is_open) for cell in cells[:MAX_COLUMNS]]
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable("bad_quotes", line=line) from error


def _open_end(rows: str) -> int:
    """The last line if a quote is never closed, otherwise 0. The record that contains it reaches that far."""
    return sum(1 for _ in io.StringIO(rows, newline="")) if rows.count('"') % 2 else 0


def _cell(line: int, text: str, is_open: bool) -> GridCell:
    if is_open:
        return GridCell(f"line {line}", "", roster_message("open_quote"))
    return GridCell(f"line {line}", FORMULA_GUARD.sub("", text.strip(" "), count=1))
