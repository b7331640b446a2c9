"""One worksheet of the workbook: its heading and print set-up, and cells written row by row.

Numbers are numbers, text is never a formula or a link. Knows no figures of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ..model.blocks import Page
from ..model.column_widths import lines
from ..model.table import Cell, Kind, Table, together

A4 = 9
LANDSCAPE, PORTRAIT = 270, 100
"""How many characters of columns one page takes at a readable size."""
LONGEST = 32_767
"""What one cell holds; a longer text goes on in the row below."""
HEADED = 3
"""The row below a sheet's heading."""

Styles = Mapping[str, Format]


def styles(book: Workbook, decimals: int) -> Styles:
    cell = {"border": 1, "valign": "vcenter", "align": "center", "text_wrap": True}
    places = "0." + "0" * decimals if decimals else "0"
    plain = {"align": "left", "valign": "vcenter", "text_wrap": True}
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "left"}),
        "below": book.add_format({"align": "left"}),
        "plain": book.add_format({**plain, "quote_prefix": True}),
        "section": book.add_format({**plain, "bold": True, "font_size": 12, "quote_prefix": True}),
        "line": book.add_format({"bottom": 1}),
        "head": book.add_format({**cell, "bold": True, "bg_color": "#F3EFE6", "quote_prefix": True}),
        Kind.TEXT: book.add_format({**cell, "quote_prefix": True}),
        Kind.LONG: book.add_format({**cell, "align": "left", "quote_prefix": True}),
        Kind.COUNT: book.add_format({**cell, "num_format": "0"}),
        Kind.SCORE: book.add_format({**cell, "num_format": places}),
        Kind.SHARE: book.add_format({**cell, "num_format": "0.00"}),
    }


@dataclass(slots=True)
class Sheet:
    """`row` is where the next line goes."""

    worksheet: Worksheet
    styles: Styles
    widths: Sequence[int]
    row: int = HEADED

    def write(self, place: int, cell: Cell, kind: str, span: int = 1) -> None:
        """One cell in the current row, over `span` columns. Text keeps to text styles whatever its column's kind."""
        style = self.styles[kind if not isinstance(cell, str) or kind not in _NUMERIC else Kind.TEXT]
        if span > 1:
            self.worksheet.merge_range(self.row, place, self.row, place + span - 1, "", style)
        if cell is None:
            self.worksheet.write_blank(self.row, place, None, style)
        elif isinstance(cell, str):
            self.worksheet.write_string(self.row, place, cell[:LONGEST], style)
        else:
            self.worksheet.write_number(self.row, place, cell, style)

    def line(self, cells: Sequence[tuple[Cell, str]], spans: Sequence[int] = (), least: int = 1) -> None:
        """A row of cells, each over its span of columns, as high as its longest text; `least` lines."""
        place, tallest = 0, least
        for (cell, kind), span in zip(cells, spans or [1] * len(cells), strict=True):
            self.write(place, cell, kind, span)
            live = sum(self.widths[place : place + span]) - 1
            tallest = max(tallest, lines(cell, live) if isinstance(cell, str) else 1)
            place += span
        self.worksheet.set_row(self.row, _height(tallest))
        self.row += 1

    def heading(self, whole: Table, spans: Sequence[int] = ()) -> None:
        """One line, or two where columns belong together: what they belong to over their own names."""
        if any(column.over for column in whole.columns):
            self._overs(whole, list(spans) or [1] * len(whole.columns))
        self.line([(column.title, "head") for column in whole.columns], spans)

    def _overs(self, whole: Table, spans: Sequence[int]) -> None:
        for start, end in together(whole):
            self.write(sum(spans[:start]), whole.columns[start].over, "head", sum(spans[start:end]))
        self.row += 1

    def table(self, whole: Table, spans: Sequence[int] = ()) -> None:
        """Heading and rows; a text too long for a cell goes on in the rows below."""
        self.heading(whole, spans)
        kinds = [column.kind for column in whole.columns]
        for row in whole.rows:
            self.line(list(zip(row, kinds, strict=True)), spans)
            for start in range(LONGEST, max(_length(cell) for cell in row), LONGEST):
                rest = [cell[start:] if _length(cell) > start else cell for cell in row]  # type: ignore[index]
                self.line(list(zip(rest, kinds, strict=True)), spans)


_NUMERIC = (Kind.COUNT, Kind.SCORE, Kind.SHARE)


def _length(cell: Cell) -> int:
    return len(cell) if isinstance(cell, str) else 0


def _height(count: int) -> int:
    """In points. Not every program makes room for wrapped text by itself."""
    return min(409, 4 + 15 * count)


def sheet(book: Workbook, styles: Styles, page: Page, name: str, widths: Sequence[int], marks: str) -> Sheet:
    """An A4 sheet with the page's heading in its first two rows, marks there and in the print's header."""
    made = book.add_worksheet(name)
    if page.landscape:
        made.set_landscape()
    made.set_paper(A4)
    made.fit_to_pages(-(-sum(widths) // (LANDSCAPE if page.landscape else PORTRAIT)), 0)
    for column, width in enumerate(widths):
        made.set_column(column, column, width)
    made.set_header(f"&L{page.title}&R{marks}")
    made.set_footer("&C&P / &N")
    made.write_string(0, 0, f"{page.over} {page.title}", styles["title"])
    made.write_string(1, 0, page.below, styles["below"])
    return Sheet(made, styles, widths)
