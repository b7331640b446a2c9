"""Reads every format into the same shape: tables by name, each a list of rows by heading."""

import io
import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any, TypeVar

import docx
import openpyxl
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from openpyxl.worksheet.worksheet import Worksheet

from server.core.record import Record
from server.exports.formats import FORMATS

T = TypeVar("T")
Row = dict[str, str | None]
Tables = dict[str, list[Row]]


def once(read: Callable[[Record], T]) -> Callable[[Record], T]:
    """Reads a record's paper once, however many tests look at it."""
    known: dict[int, tuple[Record, T]] = {}

    def reading(record: Record) -> T:
        if id(record) not in known:
            known[id(record)] = record, read(record)
        return known[id(record)][1]

    return reading


def heads(lines: Sequence[Sequence[str]]) -> list[str]:
    """Headings of two lines in one: the shared heading, then the column's own."""
    if not lines:
        return []
    if len(lines) == 1:
        return list(lines[0])
    return [title if over in ("", title) else f"{over}·{title}" for over, title in zip(*lines, strict=True)]


def rows(lines: Sequence[Sequence[str]], body: Iterable[Sequence[str]]) -> list[Row]:
    names = heads(lines)
    return [dict(zip(names or map(str, range(len(row))), (text or None for text in row), strict=True)) for row in body]


def joined(tables: Tables) -> Tables:
    """Puts tables together that were divided because they are too wide for a page."""
    whole: Tables = {}
    for name, part in tables.items():
        first = next((known for known in whole if re.fullmatch(re.escape(known) + "-[0-9]+", name)), None)
        if first is None or not name.startswith(("items", "standing", "results", "returns")):
            whole[name] = part
        else:
            whole[first] = [{**one, **other} for one, other in zip(whole[first], part, strict=True)]
    return whole


class _Page(HTMLParser):
    """Tables by id: heading lines and body lines; a spanning cell is repeated in each of its columns."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, tuple[list[list[str]], list[list[str]]]] = {}
        self.text: list[str] = []
        self._spanned: dict[int, str] = {}
        self._cell: list[str] | None = None
        self._spans = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        if tag == "table":
            self._lines = ([], [])
            self.tables[str(about["id"])] = self._lines
            self._inside = 1
        elif tag in ("thead", "tbody"):
            self._inside = 0 if tag == "thead" else 1
        elif tag == "tr":
            self._row: list[str] = []
            self._lines[self._inside].append(self._row)
        elif tag in ("th", "td"):
            self._cell, self._spans = [], (int(about.get("colspan") or 1), int(about.get("rowspan") or 1))
            while len(self._row) in self._spanned:
                self._row.append(self._spanned.pop(len(self._row)))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td") and self._cell is not None:
            text, self._cell = "".join(self._cell).strip(" "), None
            if self._spans[1] > 1:
                self._spanned[len(self._row)] = text
            self._row += [text] * (1 if self._inside else self._spans[0])
        elif tag == "tr":
            while len(self._row) in self._spanned and self._inside == 0 and len(self._lines[0]) > 1:
                self._row.append(self._spanned.pop(len(self._row)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self._cell is not None:
            self._cell.append(data)

    _lines: tuple[list[list[str]], list[list[str]]]
    _inside: int


def html_page(record: Record) -> _Page:
    return read_page(FORMATS["html"][0](record))


def read_page(body: bytes) -> _Page:
    page = _Page()
    page.feed(body.decode())
    return page


@once
def html(record: Record) -> Tables:
    return html_tables(FORMATS["html"][0](record))


def html_tables(body: bytes) -> Tables:
    return joined({name: rows(*lines) for name, lines in read_page(body).tables.items()})


@once
def document(record: Record) -> Any:
    return docx.Document(io.BytesIO(FORMATS["docx"][0](record)))


@once
def word(record: Record) -> Tables:
    return _word_tables(document(record))


def word_tables(body: bytes) -> Tables:
    return _word_tables(docx.Document(io.BytesIO(body)))


def _word_tables(document: Any) -> Tables:
    return joined({name_of(table): rows(*lines_of(table)) for table in document.tables})


def name_of(table: WordTable) -> str:
    caption = table._tbl.tblPr.find(qn("w:tblCaption"))
    assert caption is not None
    return str(caption.get(qn("w:val")))


def lines_of(table: WordTable) -> tuple[list[list[str]], list[list[str]]]:
    """Heading lines are those that Word repeats on every page."""
    top: list[list[str]] = []
    body: list[list[str]] = []
    for row in table.rows:
        repeated = row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        (top if repeated else body).append([cell.text.strip(" ") for cell in row.cells])
    return top, body


@once
def book(record: Record) -> Any:
    return openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"][0](record)))


def sheet(record: Record, name: str) -> Worksheet:
    found = book(record)[name]
    assert isinstance(found, Worksheet)
    return found


def printed(cell: Any) -> str:
    """A number cell as a spreadsheet shows it, with the decimals of its format."""
    if cell.value is None or isinstance(cell.value, str):
        return cell.value or ""
    places = len(cell.number_format.partition(".")[2])
    return f"{Decimal(str(cell.value)):.{places}f}"


def sheet_lines(found: Worksheet) -> list[list[str]]:
    """Every line of a worksheet without its empty cells."""
    lines = ([text for cell in row if (text := printed(cell))] for row in found.iter_rows())
    return [line for line in lines if line]
