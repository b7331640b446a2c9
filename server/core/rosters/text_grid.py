"""Lines of cells as text: what every kind of roster is before anyone asks what it means. Knows no column.

Here: pasted and typed rows, and CSV in the encodings that spreadsheets save. Workbooks: `workbooks.py`.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ..errors import FieldError

GUARDED = re.compile(r"'(?=[=+\-@\t\r\0＝＋－＠])")
"""The quote our own CSV files put before text that a spreadsheet would take for a formula."""

MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
"""How a file says its encoding in its first bytes."""
OTHERS = (
    *(b"%pdf", b"\x89png", b"\xff\xd8\xff", b"gif8", b"rar!", b"7z\xbc\xaf", b"{\\rtf"),
    *(b"<!doctype", b"<html", b"<?xml", b"<table"),
)
"""How files begin that are no roster, in small letters; some systems save a web page under the name .xls."""
OTHER = ("这不是名单文件，请另存为 .xlsx 或 .csv 再导入。", "This is no roster. Save it as .xlsx or .csv.")
MAX_LINES = 20_000
"""Blank ones of a sheet included; there may be as many merged cells."""
MAX_COLUMNS = 50
UNKNOWN = ("文字编码无法识别，请另存为 UTF-8 的 CSV。", "Unknown text encoding. Save it as CSV in UTF-8.")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as text; `where` names it to a person: "B3" in a workbook, else "line 3"."""

    where: str
    text: str
    problem: tuple[str, str] | None = None


Line = tuple[int, list[Cell]]
"""Its number, from 1 in the file, and its cells. Blank lines are left out."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells shown as one: lines from 1, columns from 0, ends included."""

    ref: str
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Grid:
    """`remarks`: what was left out on purpose, to be told beside the rows."""

    lines: list[Line]
    merges: tuple[Merge, ...] = ()
    remarks: tuple[FieldError, ...] = ()


class Unreadable(Exception):
    """The file as a whole cannot be taken; carries the sentence in both languages."""


def wide(line: int) -> Unreadable:
    zh, en = f"第 {line} 行超过 {MAX_COLUMNS} 列", f"Line {line} has more than {MAX_COLUMNS} columns"
    return Unreadable(f"{zh}，请删去多余的列。", f"{en}. Delete those that are no roster.")


def text_grid(data: bytes | str, typed: bool) -> Grid:
    """The lines of a text. `typed`: columns may stand apart as people type them. Raises Unreadable."""
    text = data if isinstance(data, str) else _decoded(data)
    lines = list(islice(_lines(text.removeprefix("\ufeff"), typed), MAX_LINES + 1))
    if len(lines) > MAX_LINES:
        zh, en = f"超过 {MAX_LINES} 行", f"More than {MAX_LINES} lines"
        raise Unreadable(f"{zh}，请拆分后再导入。", f"{en}. Split it and import again.")
    return Grid(lines)


def _decoded(data: bytes) -> str:
    """WPS and Excel save CSV as UTF-8, with or without a mark, as GB18030, or as UTF-16 "Unicode text"."""
    if data[:100].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(OTHERS):
        raise Unreadable(*OTHER)
    marked = next((encoding for mark, encoding in MARKS.items() if data.startswith(mark)), None)
    for encoding in (marked,) if marked else _unmarked(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding == "utf-8" and (marked or _is_utf8(data)):
                line = data.count(b"\n", 0, error.start) + 1
                zh, en = f"第 {line} 行的文字已损坏", f"The text of line {line} is damaged"
                raise Unreadable(f"{zh}，请重新导出。", f"{en}. Export it again.") from None
    raise Unreadable(*UNKNOWN)


def _unmarked(data: bytes) -> tuple[str, ...]:
    """Commas, tabs and line ends have a nought beside them in UTF-16 and nowhere else."""
    if b"\0" in data and len(data) % 2 == 0:
        first, second = data[::2].count(0), data[1::2].count(0)
        if first != second:
            return ("utf-16-le",) if second > first else ("utf-16-be",)
    return ("utf-8", "gb18030")


def _is_utf8(data: bytes) -> bool:
    """Mostly UTF-8: then a byte that does not fit is damage, and GB18030 would read it all as other signs."""
    read = data.decode("utf-8", "replace")
    bad = read.count("\ufffd")
    return sum(not char.isascii() for char in read) - bad > 10 * bad


def _lines(text: str, typed: bool) -> Iterator[Line]:
    rows = _apart(text) if typed and "\t" not in text else text
    delimiter = "\t" if typed and "\t" in rows else max(",\t;", key=rows.count)
    reader = csv.reader(io.StringIO(rows, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if any(cell.strip() for cell in cells[MAX_COLUMNS:]):
                    raise wide(line)
                where = f"line {line}"
                yield line, [Cell(where, GUARDED.sub("", cell.strip(" "), count=1)) for cell in cells[:MAX_COLUMNS]]
            line = reader.line_num + 1
    except csv.Error as error:
        zh, en = f"第 {line} 行无法读取，请检查引号。", f"Line {line} cannot be read. Check its quotes."
        raise Unreadable(zh, en) from error


def _apart(text: str) -> str:
    """Rows typed by hand: columns stand apart by commas, or by a wide gap. One space is part of a name."""
    text = re.sub("[，；;]", ",", text)
    return text if "," in text else re.sub("[ \u3000]{2,}|\u3000", ",", text)
