"""An XLSX workbook as lines of cells. The file is a stranger's: it is measured before anything parses it.

Formulas, dates and errors are named by their cells, never worked out. Knows no column.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Protocol

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.escape import unescape

from ..errors import FieldError
from ..validation import printable
from .text_grid import MAX_COLUMNS, MAX_LINES, Cell, Grid, Line, Merge, Unreadable, wide

LAST_ROW = 1_048_576
"""Of the format itself."""
MAX_UNPACKED = 12 * 1024 * 1024
MAX_PARTS = 500
MAX_TAGS = 1_000_000
"""A sheet of 10,000 rows has about half as many."""
CHUNK = 65536

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
OLD = ("这是旧版 .xls 或加密的文件，请另存为 .xlsx。", "An old .xls or encrypted. Save it as .xlsx.")
BROKEN = ("文件损坏或不是 .xlsx，请重新另存后再导入。", "The file is damaged or no .xlsx. Save it again.")
LARGE = ("文件解压后太大，请只保留名单。", "The file is too large. Keep only the roster.")
FAR = (
    f"第 {MAX_LINES} 行以下还有内容，请删去名单以外的行。",
    f"There are cells below row {MAX_LINES}. Delete the rows that are no roster.",
)
SHARED = re.compile(rb"\bt\s*=\s*['\"]shared['\"]")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})"')


class Sheet(Protocol):
    """What is used of openpyxl's read-only sheets."""

    title: str
    sheet_state: str
    _worksheet_path: str

    def reset_dimensions(self) -> None: ...

    def iter_rows(self, *, max_col: int) -> Iterator[Sequence["Value"]]: ...


class Value(Protocol):
    value: object
    data_type: str


def workbook_grid(data: bytes) -> Grid:
    """The first visible sheet with anything on it. Raises Unreadable."""
    if data.startswith(OLD_OFFICE):
        raise Unreadable(*OLD)
    try:
        parts = _parts(data)
        return _grid(parts, _sheets(parts))
    except Unreadable:
        raise
    except Exception as error:
        # openpyxl meets a broken workbook with whatever its parsers raise; any of it means the same here.
        raise Unreadable(*BROKEN) from error


def _grid(parts: dict[str, bytes], sheets: list[Sheet]) -> Grid:
    for at, sheet in enumerate(sheets):
        if rows := _rows(sheet):
            merges = tuple(islice(_merges(parts[sheet._worksheet_path.lstrip("/")]), MAX_LINES + 1))
            if len(merges) > MAX_LINES:
                raise Unreadable(*LARGE)
            return Grid(rows, merges, tuple(_unread(sheet, [other for other in sheets[at + 1 :] if _filled(other)])))
    return Grid([])


def _parts(data: bytes) -> dict[str, bytes]:
    """The XML parts, unpacked and within the limits whatever the file says of its own sizes."""
    if data.count(b"PK\1\2") > MAX_PARTS:
        raise Unreadable(*LARGE)
    parts: dict[str, bytes] = {}
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                if entry.filename.lower().endswith((".xml", ".rels")):
                    parts[entry.filename] = _unpacked(archive, entry, left)
                    left -= len(parts[entry.filename])
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Unreadable(*BROKEN) from error
    if any(_declares(part) for part in parts.values()):
        raise Unreadable(*BROKEN)
    if sum(part.count(b"<") for part in parts.values()) > MAX_TAGS:
        raise Unreadable(*LARGE)
    return parts


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """Chunk by chunk: read at once, a part unpacks in memory however small it says it is."""
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable(*BROKEN)  # no office writes others, and they unpack without a bound
    chunks = []
    with archive.open(entry) as part:
        while chunk := part.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise Unreadable(*LARGE)
            chunks.append(chunk)
    return b"".join(chunks)


def _declares(part: bytes) -> bool:
    """An XML part that brings entities of its own."""
    return any("<!DOCTYPE".encode(encoding) in part for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def _sheets(parts: dict[str, bytes]) -> list[Sheet]:
    """The visible sheets, read from a fresh archive of the parts that were measured."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, SHARED.sub(b't="normal"', part))  # shared formulas are only named, not worked out
    book = load_workbook(packed, read_only=True, keep_links=False)
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]  # type: ignore[misc]


def _rows(sheet: Sheet) -> list[Line]:
    lines = []
    for number, row in _written(sheet):
        if row[MAX_COLUMNS].value is not None:
            raise wide(number)
        cells = [_cell(f"{get_column_letter(i)}{number}", one) for i, one in enumerate(row[:MAX_COLUMNS], 1)]
        if any(cell.text.strip() or cell.problem for cell in cells):
            if number > MAX_LINES:
                raise Unreadable(*FAR)
            lines.append((number, cells))
    return lines


def _filled(sheet: Sheet) -> bool:
    return next(_written(sheet), None) is not None


def _written(sheet: Sheet) -> Iterator[tuple[int, Sequence[Value]]]:
    """The rows with a value in them. Rows that the file leaves out come as one and the same empty row."""
    sheet.reset_dimensions()  # what a sheet says of its own size may be wrong by a million rows
    before: Sequence[Value] = ()
    for number, row in enumerate(islice(sheet.iter_rows(max_col=MAX_COLUMNS + 1), LAST_ROW), 1):
        if row is not before and any(cell.value is not None for cell in row):
            yield number, row
        before = row


def _cell(where: str, cell: Value) -> Cell:
    value, kind = cell.value, cell.data_type
    if value is None:
        return Cell(where, "")
    if kind == "f":
        return Cell(where, "", ("是公式，请改为“粘贴为数值”。", "is a formula. Paste it as a value."))
    if isinstance(value, str) and kind != "e":
        return Cell(where, unescape(value))
    if type(value) is int or (isinstance(value, float) and value.is_integer()):
        return Cell(where, str(int(value)))
    return Cell(where, "", ("不是文字，请改成文字。", "is not text. Type it as text."))


def _merges(sheet: bytes) -> Iterator[Merge]:
    """Of the sheet's XML: openpyxl's read-only sheets do not tell."""
    for left, top, right, bottom in MERGED.findall(sheet):
        a, b = (column_index_from_string(column.decode()) - 1 for column in (left, right))
        ref = f"{left.decode()}{int(top)}:{right.decode()}{int(bottom)}"
        yield Merge(ref, a, int(top), b, int(bottom))


def _unread(read: Sheet, others: Sequence[Sheet]) -> Iterator[FieldError]:
    if others:
        name, rest = printable(read.title), [printable(sheet.title) for sheet in others]
        zh = f"只读取了工作表“{name}”，没有读取：{'、'.join(rest)}。"
        yield FieldError("", zh, f"Only the sheet “{name}” was read, not: {', '.join(rest)}.")
