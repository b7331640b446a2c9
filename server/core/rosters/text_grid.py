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

FORMULA_GUARD = re.compile(r"'(?=[=+\-@\t\r\0＝＋－＠])")
"""The quote that our own CSV files put before text that a spreadsheet would run as a formula."""

BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
OTHER_FORMATS = (
    *(b"%pdf", b"\x89png", b"\xff\xd8\xff", b"gif8", b"rar!", b"7z\xbc\xaf", b"{\\rtf"),
    *(b"<!doctype", b"<html", b"<?xml", b"<table"),
)
"""First bytes, in lower case, of files that are not rosters; some systems save a web page as .xls."""
SNIFFED_BYTES = 100
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

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.message = roster_message(key, **values)


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
    """WPS and Excel save CSV as UTF-8, with or without a byte order mark, as GB18030, or as UTF-16 "Unicode text"."""
    if data[:SNIFFED_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(OTHER_FORMATS):
        raise Unreadable("other_file")
    marked = next((encoding for mark, encoding in BYTE_ORDER_MARKS.items() if data.startswith(mark)), None)
    for encoding in (marked,) if marked else _likely_encodings(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding == "utf-8" and (marked or _is_mostly_utf8(data)):
                raise Unreadable("damaged_text", line=data.count(b"\n", 0, error.start) + 1) from None
    raise Unreadable("unknown_encoding")


def _likely_encodings(data: bytes) -> tuple[str, ...]:
    """Only in UTF-16 do commas, tabs and line ends have a zero byte next to them."""
    if b"\0" in data and len(data) % 2 == 0:
        first, second = data[::2].count(0), data[1::2].count(0)
        if first != second:
            return ("utf-16-le",) if second > first else ("utf-16-be",)
    return ("utf-8", "gb18030")


def _is_mostly_utf8(data: bytes) -> bool:
    """Then an invalid byte is damage; decoded as GB18030, the whole text would become other characters."""
    text = data.decode("utf-8", "replace")
    invalid = text.count("\ufffd")
    return sum(not char.isascii() for char in text) - invalid > 10 * invalid


def _lines(text: str, typed: bool) -> Iterator[Line]:
    rows = _with_commas(text) if typed and "\t" not in text else text
    delimiter = "\t" if typed and "\t" in rows else max(",\t;", key=rows.count)
    reader = csv.reader(io.StringIO(rows, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if any(cell.strip() for cell in cells[MAX_COLUMNS:]):
                    raise too_many_columns(line)
                yield line, [_cell(line, cell) for cell in cells[:MAX_COLUMNS]]
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable("bad_quotes", line=line) from error


def _cell(line: int, text: str) -> GridCell:
    return GridCell(f"line {line}", FORMULA_GUARD.sub("", text.strip(" "), count=1))


def _with_commas(text: str) -> str:
    """Rows typed by hand, whose columns are separated by commas or by a wide gap; one space is part of a name."""
    text = re.sub("[，；;]", ",", text)
    return text if "," in text else re.sub("[ \u3000]{2,}|\u3000", ",", text)
