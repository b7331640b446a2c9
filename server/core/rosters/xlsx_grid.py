"""An XLSX workbook as lines of cells. The file is untrusted: its size is checked before anything parses it.

Formulas, dates and errors are problems that name their cell, never evaluated. Knows no column.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Protocol

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.escape import unescape

from ..errors import FieldError
from ..office_parts import ENCRYPTED, OLD_OFFICE, BadPackage, xml_parts
from ..validation import printable
from .headings import MAX_HEADING_LINE, find_headings
from .text_grid import MAX_COLUMNS, MAX_LINES, Grid, GridCell, Line, Merge, Unreadable, roster_message, too_many_columns

LAST_ROW = 1_048_576
"""The limit of the format."""
OTHER_PACKAGES = (
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ".ods"),
    (b"mimetypeapplication/vnd.oasis.opendocument", ".odt"),
    (b"word/document.xml", ".docx"),
    (b"ppt/presentation.xml", ".pptx"),
    (b"xl/workbook.bin", ".xlsb"),
    (b"Index/Document.iwa", ".numbers"),
)
"""What zip files of other formats have in them."""
HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="([1-9][0-9]{0,6})"[^>]*?\bhidden="(?:1|true)"')
MAX_NAMED_ROWS = 10
SHARED_FORMULA = re.compile(rb"\bt\s*=\s*['\"]shared['\"]")
MERGED_CELLS = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})"'
)


class Sheet(Protocol):
    """The part of openpyxl's read-only sheets that is used here."""

    title: str
    sheet_state: str
    _worksheet_path: str

    def reset_dimensions(self) -> None: ...

    def iter_rows(self, *, max_col: int) -> Iterator[Sequence["SheetCell"]]: ...


class SheetCell(Protocol):
    value: object
    data_type: str


def workbook_grid(data: bytes, sheet: str | None = None) -> Grid:
    """The visible sheet called `sheet`, or the only one that has headings of a roster, or else the only one that has
    content. Raises Unreadable."""
    if data.startswith(OLD_OFFICE):
        raise Unreadable("encrypted_workbook" if ENCRYPTED in data else "old_workbook")
    try:
        parts = _parts(data)
        return _grid(parts, _sheets(parts), sheet)
    except Unreadable:
        raise
    except Exception as error:
        # On a broken workbook openpyxl raises whatever its parsers raise; all of it means the same here.
        raise Unreadable("broken_workbook") from error


def workbook_sheets(data: bytes, read: Callable[[str, SheetCell], GridCell]) -> list[tuple[str, list[Line]]]:
    """Every visible sheet with content, by title. `read`: what a cell holds, by its name. Raises Unreadable."""
    if data.startswith(OLD_OFFICE):
        raise Unreadable("encrypted_workbook" if ENCRYPTED in data else "old_workbook")
    try:
        sheets = [sheet for sheet in _sheets(_parts(data)) if _has_content(sheet)]
        return [(printable(sheet.title), _rows(sheet, read)) for sheet in sheets]
    except Unreadable:
        raise
    except Exception as error:  # as in `workbook_grid`
        raise Unreadable("broken_workbook") from error


def _grid(parts: dict[str, bytes], sheets: list[Sheet], title: str | None) -> Grid:
    filled = [sheet for sheet in sheets if _has_content(sheet)]
    candidates = [sheet for sheet in filled if _has_headings(sheet)] or filled
    if title is not None:
        candidates = [sheet for sheet in filled if printable(sheet.title) == title]
    if len(candidates) > 1:
        names = tuple(printable(sheet.title) for sheet in candidates)
        raise Unreadable("several_sheets", sheets=names, names=names)
    if not candidates:
        return Grid([])
    (sheet,) = candidates
    part = parts[sheet._worksheet_path.lstrip("/")]
    merges = tuple(islice(_merges(part), MAX_LINES + 1))
    if len(merges) > MAX_LINES:
        raise Unreadable("large_workbook")
    rows = _rows(sheet)
    others = [other for other in filled if other is not sheet]
    return Grid(rows, merges, (*_unread_sheets(sheet, others), *_hidden_rows(part, rows)))


def _has_headings(sheet: Sheet) -> bool:
    """Whether there are headings among the first rows, and anything below them."""
    rows = [_line(number, row, _cell) for number, row in islice(_nonempty_rows(sheet), MAX_HEADING_LINE + 1)]
    try:
        found = find_headings(rows)
    except Unreadable:
        return False
    return found is not None and found < len(rows) - 1


def _parts(data: bytes) -> dict[str, bytes]:
    """The XML parts, within their limits. Raises Unreadable."""
    for content, suffix in OTHER_PACKAGES:
        if content in data:
            raise Unreadable("other_format", format=suffix)
    try:
        return xml_parts(data)
    except BadPackage as error:
        raise Unreadable("large_workbook" if error.is_large else "broken_workbook") from error


def _sheets(parts: dict[str, bytes]) -> list[Sheet]:
    """The visible sheets, read from a new archive of the parts whose size was checked."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, SHARED_FORMULA.sub(b't="normal"', part))  # openpyxl would expand shared formulas
    book = load_workbook(packed, read_only=True, keep_links=False)
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]  # type: ignore[misc]


def _rows(sheet: Sheet, read: Callable[[str, SheetCell], GridCell] | None = None) -> list[Line]:
    lines = []
    for number, row in _nonempty_rows(sheet):
        if row[MAX_COLUMNS].value is not None:
            raise too_many_columns(number)
        line = _line(number, row, read or _cell)
        if any(cell.has_content for cell in line[1]):
            if number > MAX_LINES:
                raise Unreadable("rows_below", most=MAX_LINES)
            lines.append(line)
    return lines


def _line(number: int, row: Sequence[SheetCell], read: Callable[[str, SheetCell], GridCell]) -> Line:
    """The cells up to the last one with a value."""
    width = max(index for index, cell in enumerate(row, 1) if cell.value is not None)
    cells = row[: min(width, MAX_COLUMNS)]
    return number, [read(f"{get_column_letter(i)}{number}", cell) for i, cell in enumerate(cells, 1)]


def _has_content(sheet: Sheet) -> bool:
    return next(_nonempty_rows(sheet), None) is not None


def _nonempty_rows(sheet: Sheet) -> Iterator[tuple[int, Sequence[SheetCell]]]:
    """The rows with a value in them. Rows that the file leaves out come as one and the same empty row."""
    sheet.reset_dimensions()  # the stated size may be wrong by a million rows
    before: Sequence[SheetCell] = ()
    for number, row in enumerate(islice(sheet.iter_rows(max_col=MAX_COLUMNS + 1), LAST_ROW), 1):
        if row is not before and any(cell.value is not None for cell in row):
            yield number, row
        before = row


def _cell(where: str, cell: SheetCell) -> GridCell:
    value, kind = cell.value, cell.data_type
    if value is None:
        return GridCell(where, "")
    if kind == "f":
        return GridCell(where, "", roster_message("formula"))
    if isinstance(value, str) and kind != "e":
        return GridCell(where, unescape(value))
    if type(value) is int or (isinstance(value, float) and value.is_integer()):
        return GridCell(where, str(int(value)))
    return GridCell(where, "", roster_message("not_text"))


def _merges(sheet: bytes) -> Iterator[Merge]:
    """From the sheet's XML: openpyxl's read-only sheets do not have them."""
    for left, top, right, bottom in MERGED_CELLS.findall(sheet):
        first, last = (column_index_from_string(column.decode()) - 1 for column in (left, right))
        ref = f"{left.decode()}{int(top)}:{right.decode()}{int(bottom)}"
        yield Merge(ref, first, int(top), last, int(bottom))


def _unread_sheets(read: Sheet, others: Sequence[Sheet]) -> Iterator[FieldError]:
    if others:
        names = tuple(printable(sheet.title) for sheet in others)
        yield FieldError("", roster_message("sheets_not_read", sheet=printable(read.title), others=names))


def _hidden_rows(sheet: bytes, rows: Sequence[Line]) -> Iterator[FieldError]:
    """A remark that rows were read which nobody sees, such as those that a filter hides."""
    read = {number for number, _ in rows}
    hidden = [int(number) for number in HIDDEN_ROW.findall(sheet) if int(number) in read]
    if hidden:
        lines = tuple(map(str, hidden[:MAX_NAMED_ROWS])) + (("…",) if len(hidden) > MAX_NAMED_ROWS else ())
        yield FieldError("", roster_message("hidden_rows", lines=lines))
