"""The print papers on worksheets: every block on one grid of narrow columns, histograms with a native chart.

Knows no figures of its own.
"""

from xlsxwriter import Workbook

from ..model.blocks import Block, Facts, Heading, Histogram, Page, Signatures
from ..model.column_widths import divided, widths
from ..model.table import Kind, Table
from .xlsx_sheet import Sheet, Styles, sheet

COLUMNS, ROOM, WIDTH = 48, 2, 1.57
"""How many columns a page's grid has; how many characters of a longer text each takes; its width by itself."""
LABEL, MARK, COUNT = 8, 8, 10
"""How many columns a fact's name, a histogram's mark and its count take where there is room."""
PIXELS, LINE, EMPTY = 16, 25, 20
"""How wide a column is; how high a row of one line and one that nothing is written in."""
TALL = 240


class Mark(str):
    """A mark's name that is no number, whatever it looks like: a chart tries to reckon with "nan" and "１"."""

    def __float__(self) -> float:
        raise ValueError(f"{self!r} is a name")


def drawn(book: Workbook, styles: Styles, page: Page, name: str, marks: str) -> Sheet:
    """A worksheet with all blocks of the page from top to bottom."""
    made = sheet(book, styles, page, name, [ROOM] * COLUMNS, marks)
    made.worksheet.set_column(0, COLUMNS - 1, WIDTH)
    for block in page.blocks:
        _draw(book, made, block)
    return made


def _draw(book: Workbook, made: Sheet, block: Block) -> None:
    if isinstance(block, Table):
        made.table(block, widths(block, COLUMNS, COLUMNS * ROOM))
        made.row += 1
    elif isinstance(block, Facts):
        _facts(made, block)
    elif isinstance(block, Histogram):
        _histogram(book, made, block)
    elif isinstance(block, Signatures):
        _signatures(made, block)
    else:
        made.line([(block.text, "section" if isinstance(block, Heading) else "plain")], [COLUMNS])


def _facts(made: Sheet, facts: Facts) -> None:
    for row in facts.rows():
        live = COLUMNS // len(row) - LABEL
        kind = Kind.LONG if len(row) == 1 else Kind.SCORE
        cells = [cell for name, value in row for cell in ((name, "head"), (value, kind))]
        made.line(cells, [LABEL, live] * len(row))
    made.row += 1


def _histogram(book: Workbook, made: Sheet, block: Histogram) -> None:
    """One item: the chart beside its figures. Several: a chart of the first below all of them."""
    alone, top = len(block.series) == 1, made.row
    spans = [MARK, COUNT] if alone else divided([MARK, *[MARK] * len(block.series)], COLUMNS)
    made.line([(block.title, "head"), *((title, "head") for title, _ in block.series)], spans)
    for place, mark in enumerate(block.marks):
        made.line([(mark, "head"), *((counts[place], Kind.COUNT) for _, counts in block.series)], spans)
    at = (top, sum(spans) + 1) if alone else (made.row + 1, 0)
    _chart(book, made, block, spans[0], top, at)
    beside = LINE * (len(block.marks) + 1) if alone else -EMPTY
    made.row += 1 + max(0, -(-(TALL - beside) // EMPTY))


def _chart(book: Workbook, made: Sheet, block: Histogram, first: int, top: int, at: tuple[int, int]) -> None:
    chart, name = book.add_chart({"type": "column"}), made.worksheet.get_name()
    bottom = top + len(block.marks)
    chart.add_series({
        "name": [name, top, first],
        "categories": [name, top + 1, 0, bottom, 0],
        "categories_data": [Mark(mark) for mark in block.marks],
        "values": [name, top + 1, first, bottom, first],
        "fill": {"color": "#B3261E"},
        "gap": 60,
        "data_labels": {"value": True},
    })  # fmt: skip
    chart.set_legend({"none": True})
    # Its cell, not its text: a title like "=a!A1" would be taken for a formula.
    chart.set_title({"name": [name, top, first], "name_font": {"size": 11, "bold": False}})
    chart.set_y_axis({"min": 0, "major_gridlines": {"visible": False}, "visible": False})
    chart.set_size({"width": PIXELS * (COLUMNS - at[1]), "height": TALL})
    made.worksheet.insert_chart(*at, chart, {"description": f"{block.title} {block.series[0][0]}"})


def _signatures(made: Sheet, block: Signatures) -> None:
    for role in block.roles:
        cells = [(role, "plain"), (None, "line"), (block.date, "plain"), (None, "line")]
        made.line(cells, [10, 18, 8, 12], least=2)
