"""The print papers on worksheets: every block on one grid of narrow columns, histograms with a native chart.

Computes no number.
"""

from xlsxwriter import Workbook

from ..model.blocks import Block, Facts, Heading, Histogram, Page, Signatures
from ..model.column_widths import column_widths, divide
from ..model.table import Kind, Table
from .xlsx_sheet import Formats, SheetWriter, add_sheet

COLUMNS, COLUMN_CHARACTERS, COLUMN_WIDTH = 48, 2, 1.57
"""The page's grid: the number of columns, the characters that fit in one of several, and its width in Excel's unit."""
NAME_COLUMNS, MARK_COLUMNS, COUNT_COLUMNS = 8, 8, 10
"""Widths of a fact's name, and of a histogram's mark and count where there is room."""
COLUMN_PIXELS, ROW_PIXELS, EMPTY_ROW_PIXELS = 16, 25, 20
"""The width of a column, and the heights of a row of one line and of an empty row."""
CHART_PIXELS = 240


class MarkName(str):
    """A mark's name in a chart's categories, never a number: XlsxWriter converts texts like "nan" and "１"."""

    def __float__(self) -> float:
        raise ValueError(f"{self!r} is a name")


def write_page(book: Workbook, formats: Formats, page: Page, name: str, marks: str) -> SheetWriter:
    """A worksheet with all blocks of the page from top to bottom."""
    sheet = add_sheet(book, formats, page, name, [COLUMN_CHARACTERS] * COLUMNS, marks)
    sheet.worksheet.set_column(0, COLUMNS - 1, COLUMN_WIDTH)
    for block in page.blocks:
        _write_block(book, sheet, block)
    return sheet


def _write_block(book: Workbook, sheet: SheetWriter, block: Block) -> None:
    if isinstance(block, Table):
        sheet.write_table(block, column_widths(block, COLUMNS, COLUMNS * COLUMN_CHARACTERS))
        sheet.row += 1
    elif isinstance(block, Facts):
        _write_facts(sheet, block)
    elif isinstance(block, Histogram):
        _write_histogram(book, sheet, block)
    elif isinstance(block, Signatures):
        _write_signatures(sheet, block)
    else:
        sheet.write_row([(block.text, "section" if isinstance(block, Heading) else "plain")], [COLUMNS])


def _write_facts(sheet: SheetWriter, facts: Facts) -> None:
    for row in facts.rows():
        value_columns = COLUMNS // len(row) - NAME_COLUMNS
        kind = Kind.LONG if len(row) == 1 else Kind.SCORE
        cells = [cell for name, value in row for cell in ((name, "head"), (value, kind))]
        sheet.write_row(cells, [NAME_COLUMNS, value_columns] * len(row))
    sheet.row += 1


def _write_histogram(book: Workbook, sheet: SheetWriter, histogram: Histogram) -> None:
    """With one series the chart is next to its counts; with several, a chart of the first is below all of them."""
    is_single, top = len(histogram.series) == 1, sheet.row
    several = divide([MARK_COLUMNS, *[MARK_COLUMNS] * len(histogram.series)], COLUMNS)
    spans = [MARK_COLUMNS, COUNT_COLUMNS] if is_single else several
    sheet.write_row([(histogram.title, "head"), *((title, "head") for title, _ in histogram.series)], spans)
    for index, mark in enumerate(histogram.marks):
        sheet.write_row([(mark, "head"), *((counts[index], Kind.COUNT) for _, counts in histogram.series)], spans)
    position = (top, sum(spans) + 1) if is_single else (sheet.row + 1, 0)
    _insert_chart(book, sheet, histogram, spans[0], top, position)
    overlap = ROW_PIXELS * (len(histogram.marks) + 1) if is_single else -EMPTY_ROW_PIXELS
    sheet.row += 1 + max(0, -(-(CHART_PIXELS - overlap) // EMPTY_ROW_PIXELS))


def _insert_chart(
    book: Workbook, sheet: SheetWriter, histogram: Histogram, column: int, top: int, position: tuple[int, int]
) -> None:
    """A chart of the first series, whose counts are in `column` below row `top`."""
    chart, name = book.add_chart({"type": "column"}), sheet.worksheet.get_name()
    bottom = top + len(histogram.marks)
    chart.add_series({
        "name": [name, top, column],
        "categories": [name, top + 1, 0, bottom, 0],
        "categories_data": [MarkName(mark) for mark in histogram.marks],
        "values": [name, top + 1, column, bottom, column],
        "fill": {"color": "#B3261E"},
        "gap": 60,
        "data_labels": {"value": True},
    })  # fmt: skip
    chart.set_legend({"none": True})
    # A reference to the cell, because a title text like "=a!A1" would be a formula.
    chart.set_title({"name": [name, top, column], "name_font": {"size": 11, "bold": False}})
    chart.set_y_axis({"min": 0, "major_gridlines": {"visible": False}, "visible": False})
    chart.set_size({"width": COLUMN_PIXELS * (COLUMNS - position[1]), "height": CHART_PIXELS})
    sheet.worksheet.insert_chart(*position, chart, {"description": f"{histogram.title} {histogram.series[0][0]}"})


def _write_signatures(sheet: SheetWriter, signatures: Signatures) -> None:
    for role in signatures.roles:
        cells = [(role, "plain"), (None, "line"), (signatures.date, "plain"), (None, "line")]
        sheet.write_row(cells, [10, 18, 8, 12], min_lines=2)
