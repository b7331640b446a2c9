"""One worksheet of the workbook: heading, print set-up, and cells written row by row.

Numbers are stored as numbers; text is never a formula or a link. Computes no number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ..model.blocks import Page
from ..model.column_widths import line_count
from ..model.table import Cell, Kind, Row, Table, column_ranges

A3, A4 = 8, 9
"""Excel's numbers of paper sizes."""
MAX_READABLE = 320
"""The most characters across A4 that can still be read."""
MAX_CELL = 32_767
"""The most characters in a cell (Excel's limit); a longer text continues in the next row."""
FIRST_ROW = 3
"""The row below a sheet's heading."""
MAX_ROW_POINTS = 409
"""Excel's limit of a row's height."""

Formats = Mapping[str, Format]
_NUMERIC = (Kind.COUNT, Kind.SCORE, Kind.SHARE)


def cell_formats(book: Workbook, decimals: int) -> Formats:
    cell = {"border": 1, "valign": "vcenter", "align": "center", "text_wrap": True}
    score = "0." + "0" * decimals if decimals else "0"
    plain = {"align": "left", "valign": "vcenter", "text_wrap": True}
    text = book.add_format({**cell, "quote_prefix": True})
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "left"}),
        "below": book.add_format({"align": "left"}),
        "plain": book.add_format({**plain, "quote_prefix": True}),
        "section": book.add_format({**plain, "bold": True, "font_size": 12, "quote_prefix": True}),
        "line": book.add_format({"bottom": 1}),
        "head": book.add_format({**cell, "bold": True, "bg_color": "#F3EFE6", "quote_prefix": True}),
        Kind.TEXT: text,
        Kind.VOTES: text,
        Kind.LONG: book.add_format({**cell, "align": "left", "quote_prefix": True}),
        Kind.COUNT: book.add_format({**cell, "num_format": "0"}),
        Kind.SCORE: book.add_format({**cell, "num_format": score}),
        Kind.SHARE: book.add_format({**cell, "num_format": "0.00"}),
    }


@dataclass(slots=True)
class SheetWriter:
    """`widths` of the columns in characters; `row` is the next row to write."""

    worksheet: Worksheet
    formats: Formats
    widths: Sequence[int]
    row: int = FIRST_ROW

    def write(self, column: int, cell: Cell, kind: str, span: int = 1) -> None:
        """One cell in the current row, over `span` columns. Text has a text format whatever its column's kind."""
        format = self.formats[Kind.TEXT if isinstance(cell, str) and kind in _NUMERIC else kind]
        if span > 1:
            self.worksheet.merge_range(self.row, column, self.row, column + span - 1, "", format)
        if cell is None:
            self.worksheet.write_blank(self.row, column, None, format)
        elif isinstance(cell, str):
            self.worksheet.write_string(self.row, column, cell[:MAX_CELL], format)
        else:
            self.worksheet.write_number(self.row, column, cell, format)

    def write_row(self, cells: Sequence[tuple[Cell, str]], spans: Sequence[int] = (), min_lines: int = 1) -> None:
        """A row of cells with their kinds, each over its span of columns, as high as its longest text."""
        column, lines = 0, min_lines
        for (cell, kind), span in zip(cells, spans or [1] * len(cells), strict=True):
            self.write(column, cell, kind, span)
            width = sum(self.widths[column : column + span]) - 1
            lines = max(lines, line_count(cell, width) if isinstance(cell, str) else 1)
            column += span
        self.worksheet.set_row(self.row, _row_points(lines))
        self.row += 1

    def write_headings(self, table: Table, spans: Sequence[int] = ()) -> None:
        """One line, or two where columns share a heading."""
        if any(column.over for column in table.columns):
            self._write_shared_headings(table, list(spans) or [1] * len(table.columns))
        self.write_row([(column.title, "head") for column in table.columns], spans)

    def _write_shared_headings(self, table: Table, spans: Sequence[int]) -> None:
        """No program fits a row's height to merged cells."""
        lines = 1
        for start, end in column_ranges(table):
            column, span, text = sum(spans[:start]), sum(spans[start:end]), table.columns[start].over
            self.write(column, text, "head", span)
            if span > 1:
                lines = max(lines, line_count(text, sum(self.widths[column : column + span]) - 1))
        if lines > 1:
            self.worksheet.set_row(self.row, _row_points(lines))
        self.row += 1

    def write_table(self, table: Table, spans: Sequence[int] = ()) -> None:
        """Headings and rows; a text that is too long for a cell continues in the rows below."""
        self.write_headings(table, spans)
        kinds = [column.kind for column in table.columns]
        for row in table.rows:
            self.write_row(list(zip(row, kinds, strict=True)), spans, table.min_lines)
            for start in range(MAX_CELL, max(map(_length, row)), MAX_CELL):
                self.write_row(list(zip(_continued(row, start), kinds, strict=True)), spans)


def _continued(row: Row, start: int) -> Row:
    return tuple(cell[start:] if isinstance(cell, str) and len(cell) > start else cell for cell in row)


def _length(cell: Cell) -> int:
    return len(cell) if isinstance(cell, str) else 0


def _row_points(lines: int) -> int:
    """Set explicitly, because not every program fits the height to wrapped text."""
    return min(MAX_ROW_POINTS, 4 + 15 * lines)


def add_sheet(
    book: Workbook, formats: Formats, page: Page, name: str, widths: Sequence[int], marks: str
) -> SheetWriter:
    """A sheet that prints one page wide, with the page's heading in its first two rows, and with marks there and in the
    printed header."""
    worksheet = book.add_worksheet(name)
    if page.landscape:
        worksheet.set_landscape()
    worksheet.set_paper(A3 if page.landscape and sum(widths) > MAX_READABLE else A4)
    worksheet.fit_to_pages(1, 0)
    for column, width in enumerate(widths):
        worksheet.set_column(column, column, width)
    worksheet.set_header(f"&L{page.title}&R{marks}")
    worksheet.set_footer("&C&P / &N")
    worksheet.write_string(0, 0, f"{page.meeting_title} {page.title}", formats["title"])
    worksheet.write_string(1, 0, page.subtitle, formats["below"])
    return SheetWriter(worksheet, formats, widths)
