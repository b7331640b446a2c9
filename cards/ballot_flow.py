"""Lays a paper ballot out on pages: chooses the layout and the heights of rows, and fills one page after the other.

The result is the data that `ballot_sheet.py` draws, and from which a reader knows where each box is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .ballot_columns import Columns, columns_across, columns_down
from .ballot_furniture import (
    draw_foot,
    draw_instructions,
    draw_notes,
    draw_top,
    instruction_lines,
    notes_height,
    table_top,
)
from .ballot_heads import Heads, make_heads
from .ballot_rows import Block, Row, Table
from .paper_ballot import PaperBallot
from .sheet_layout import Layout, layouts
from .sheet_page import Paragraph, SheetPage

Rows = tuple[Row, ...]
"""Of one person, on one page."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A ballot's pages, all of one layout."""

    layout: Layout
    pages: tuple[SheetPage, ...]


def lay_out(ballot: PaperBallot, paper: str = "A4") -> Sheet:
    """The pages of a ballot on a size of paper (`sheet_layout.PAPERS`): of the layouts those with the fewest pages;
    where several have as few, upright before broad, and a row for each item before items side by side."""
    flows = [_Flow.plan(ballot, layout, columns) for layout, columns in _arrangements(ballot, paper)]
    return min(flows, key=lambda flow: flow.pages).draw()


def _arrangements(ballot: PaperBallot, paper: str) -> Iterator[tuple[Layout, Columns]]:
    for layout in layouts(paper):
        if layout.is_upright:
            yield layout, columns_down(ballot, layout)
        across = columns_across(ballot, layout)
        if across is not None:
            yield layout, across


@dataclass(frozen=True, slots=True)
class _Flow:
    """`fronts`: the lines of instructions on each of the first pages. `tables`: the rows on the last of these and on
    each page that follows; the last may have none, only the boxes for notes."""

    ballot: PaperBallot
    layout: Layout
    table: Table
    heads: Heads
    fronts: list[list[tuple[str, str]]]
    tables: list[list[Rows]]

    @staticmethod
    def plan(ballot: PaperBallot, layout: Layout, columns: Columns) -> "_Flow":
        """With the first of the layout's heights that take the fewest pages."""
        heads = make_heads(ballot, columns, layout)
        table = Table(ballot, columns, layout, heads.heavy)
        tops = [draw_top(SheetPage(), ballot, layout, is_first) for is_first in (True, False)]
        fronts = list(_fronts(instruction_lines(ballot, layout), tops, layout))
        begun = draw_instructions(SheetPage(), layout, tops[len(fronts) > 1], fronts[-1])
        rooms = [layout.bottom - table_top(y, layout) - heads.height for y in (begun, tops[1])]
        plans = (
            _paginate(table.blocks(row), rooms, notes_height(ballot, layout, note), heads.height)
            for row, note in layout.steps
        )
        return _Flow(ballot, layout, table, heads, fronts, min(plans, key=len))

    @property
    def pages(self) -> int:
        return len(self.fronts) - 1 + len(self.tables)

    def draw(self) -> Sheet:
        return Sheet(self.layout, tuple(self._draw_page(number) for number in range(self.pages)))

    def _draw_page(self, number: int) -> SheetPage:
        page, ballot, layout = SheetPage(), self.ballot, self.layout
        y = draw_top(page, ballot, layout, number == 0)
        if number < len(self.fronts):
            y = draw_instructions(page, layout, y, self.fronts[number])
        at = number - len(self.fronts) + 1
        persons = self.tables[at] if at >= 0 else []
        if persons:
            y = self.heads.draw(page, table_top(y, layout))
        for rows in persons:
            y = self.table.draw(page, rows, y)
        if number == self.pages - 1:
            draw_notes(page, ballot, layout, y)
        draw_foot(page, ballot, layout, number + 1, self.pages)
        return page


def _fronts(lines: list[tuple[str, str]], tops: Sequence[int], layout: Layout) -> Iterator[list[tuple[str, str]]]:
    """As many lines of the instructions as fit on the first page, and on each other."""
    pitch = Paragraph("", layout.text).pitch
    first, other = ((layout.bottom - top) // pitch for top in tops)
    yield lines[:first]
    yield from (lines[start : start + other] for start in range(first, len(lines), other))


def _paginate(blocks: Sequence[Block], rooms: Sequence[int], notes: int, heads: int) -> list[list[Rows]]:
    """`rooms`: the heights for rows on the first page and on each other; a page without rows also has that of the
    `heads`. Only rows of a person that no page has room for are parted."""
    pages: list[list[Rows]] = [[]]
    left, other = rooms
    for block in blocks:
        if left < block.height <= other:
            pages.append([])
            left = other
        for place, rows in enumerate(_parts(block, left, other)):
            if place:
                pages.append([])
                left = other
            if rows:
                pages[-1].append(rows)
                left -= sum(row.height for row in rows)
    if notes > left + heads * (not pages[-1]):
        pages.append([])
    return pages


def _parts(block: Block, first: int, other: int) -> Iterator[Rows]:
    """The rows that fit into what is left of a page, possibly none, and those on each page that follows."""
    part: list[Row] = []
    left = first
    for row in block.rows:
        if row.height > left:
            yield tuple(part)
            part, left = [], other
        part.append(row)
        left -= row.height
    yield tuple(part)
