"""How tightly a paper is printed, so that a sheet handed to one person stays on one page (DOMAIN §6).

Heights are those of the Word and PDF papers, in points. Knows no file format.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .blocks import Block, Facts, Heading, Histogram, Page, Signatures, Text
from .column_widths import column_widths, histogram_widths, line_count, text_width
from .table import Cell, Table

PAGE_WIDTH, PAGE_HEIGHT = 442, 638
"""Of an upright A4 page between the official margins."""
TURNED_WIDTH = 638
SPARE = 8
"""What a page keeps free, because programs break lines differently."""
BORDER = 0.5
UNITS = 1000


class Density(StrEnum):
    NORMAL = "normal"
    COMPACT = "compact"
    DENSE = "dense"
    TIGHT = "tight"


@dataclass(frozen=True, slots=True)
class Type:
    """The size of a paragraph's type, the distance of its lines, and the space above and below."""

    size: float
    line: float
    above: float = 0
    below: float = 0

    def height(self, lines: int = 1) -> float:
        return self.above + lines * self.line + self.below


@dataclass(frozen=True, slots=True)
class Measures:
    """Of a paper's paragraphs, and of the cells of tables of few, some and many columns. `cell_side`: the space between
    a cell's text and its left or right border."""

    title: Type
    paper: Type
    below: Type
    section: Type
    statement: Type
    remark: Type
    large: Type
    middle: Type
    small: Type
    cell_side: float
    gap: float = 6

    def cells(self, columns: int) -> Type:
        return self.large if columns <= 4 else self.middle if columns <= 6 else self.small


_NINE, _EIGHT, _SEVEN = Type(9, 13), Type(8, 11), Type(7.5, 9.5)
MEASURES = {
    Density.NORMAL: Measures(
        title=Type(18, 30, 0, 4),
        paper=Type(22, 36, 0, 6),
        below=Type(12, 20, 0, 8),
        section=Type(14, 26, 8, 4),
        statement=Type(16, 28),
        remark=Type(12, 20, 0, 3),
        large=Type(12, 19),
        middle=Type(10.5, 17),
        small=_NINE,
        cell_side=2.25,
    ),
    Density.COMPACT: Measures(
        title=Type(16, 22, 0, 0),
        paper=Type(20, 28, 0, 2),
        below=Type(10.5, 16, 0, 4),
        section=Type(12, 20, 4, 2),
        statement=Type(12, 20),
        remark=Type(9, 13, 0, 2),
        large=_NINE,
        middle=_NINE,
        small=_NINE,
        cell_side=1.25,
    ),
    Density.DENSE: Measures(
        title=Type(14, 18, 0, 0),
        paper=Type(18, 24, 0, 2),
        below=Type(9, 13, 0, 3),
        section=Type(11, 17, 3, 2),
        statement=Type(11, 17),
        remark=Type(8, 11, 0, 1),
        large=_EIGHT,
        middle=_EIGHT,
        small=_EIGHT,
        cell_side=1,
    ),
    Density.TIGHT: Measures(
        title=Type(12, 15, 0, 0),
        paper=Type(16, 20, 0, 1),
        below=Type(8, 11, 0, 2),
        section=Type(10, 14, 2, 1),
        statement=Type(10, 14),
        remark=Type(7.5, 9.5, 0, 1),
        large=_SEVEN,
        middle=_SEVEN,
        small=_SEVEN,
        cell_side=1,
        gap=4,
    ),
}


def density(page: Page) -> Density:
    """The loosest that keeps the page's contents on one page, if it is to stay on one and can."""
    if page.one_page and not page.landscape:
        for each in Density:
            if _height(page, MEASURES[each]) <= PAGE_HEIGHT - SPARE:
                return each
    return Density.NORMAL


def _height(page: Page, measures: Measures) -> float:
    head = (page.meeting_title, measures.title), (page.title, measures.paper), (page.subtitle, measures.below)
    above = sum(_paragraph(text, type) for text, type in head)
    return above + sum(_block(block, measures) for block in page.blocks)


def _paragraph(text: str, type: Type, indent: int = 0) -> float:
    return type.height(_lines(text, PAGE_WIDTH, type, indent))


def _lines(text: str, width: float, type: Type, indent: int = 0) -> int:
    """A text of several lines needs more than its width, because no line begins with a comma."""
    room, whole = width / (type.size / 2), " " * indent + text
    return 1 if "\n" not in text and text_width(whole) <= room else max(1, line_count(whole, int(room) - 2))


def _block(block: Block, measures: Measures) -> float:
    if isinstance(block, Heading):
        return _paragraph(block.text, measures.section)
    if isinstance(block, Text):
        return _paragraph(block.text, measures.remark if block.small else measures.statement, 0 if block.small else 4)
    if isinstance(block, Signatures):
        return 45 * len(block.roles) + measures.gap
    rows = _facts(block, measures) if isinstance(block, Facts) else _rows(block, measures)
    return sum(rows) + measures.gap


def _facts(facts: Facts, measures: Measures) -> Iterator[float]:
    for row in facts.rows():
        width = PAGE_WIDTH / 3 if len(row) == 2 else PAGE_WIDTH * 5 / 6
        cells = [cell for name, value in row for cell in ((name, PAGE_WIDTH / 6), (value, width))]
        yield _row([cell for cell, _ in cells], [width for _, width in cells], measures.middle, measures.cell_side)


def _rows(block: Table | Histogram, measures: Measures) -> Iterator[float]:
    if isinstance(block, Histogram):
        yield from _bars(block, measures)
        return
    type = measures.cells(len(block.columns))
    parts = column_widths(block, UNITS, int(PAGE_WIDTH / (type.size / 2)))
    widths = [part * PAGE_WIDTH / UNITS for part in parts]
    if any(column.over for column in block.columns):
        yield type.height() + BORDER
    yield _row([column.title for column in block.columns], widths, type, measures.cell_side)
    yield from (_row(row, widths, type, measures.cell_side) for row in block.rows)


def _bars(histogram: Histogram, measures: Measures) -> Iterator[float]:
    titles = [histogram.title, *(title for title, _ in histogram.series)]
    parts = histogram_widths(len(histogram.series), UNITS)
    widths = [part * PAGE_WIDTH / UNITS for part in parts]
    yield _row(titles, widths, measures.small, measures.cell_side)
    yield from (_row([mark], widths[:1], measures.small, measures.cell_side) for mark in histogram.marks)


def _row(cells: Sequence[Cell], widths: Sequence[float], type: Type, side: float) -> float:
    lines = (
        _lines(str(cell), width - 2 * side, type)
        for cell, width in zip(cells, widths, strict=True)
        if cell is not None and text_width(str(cell))
    )
    return type.height(max(lines, default=1)) + BORDER
