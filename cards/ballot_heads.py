"""The headings above the boxes of a paper ballot, repeated on each page. Lengths are tenths of a millimetre."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from .ballot_columns import PADDING, Columns, Ticks
from .ballot_sentences import range_text
from .paper_ballot import PaperBallot
from .sheet_layout import Layout
from .sheet_page import CELL_PERCENT, Paragraph, SheetPage, height_of
from .text_lines import is_cut

HEADING, LABEL = "head", ""
"""Classes of print.css."""


@dataclass(frozen=True, slots=True)
class Label:
    """A heading in a cell; `turned` where it is a word too long for a narrow one."""

    paragraph: Paragraph
    x: int
    width: int
    turned: bool

    @property
    def height(self) -> int:
        if self.turned:
            return self.paragraph.width + 2 * PADDING
        return height_of([self.paragraph], _room(self.width)) + PADDING

    def draw(self, page: SheetPage, y: int, height: int) -> None:
        if self.turned:
            page.turned(self.x, y, self.width, height, self.paragraph)
        else:
            page.centred(self.x + PADDING // 4, y, _room(self.width), height, [self.paragraph])


@dataclass(frozen=True, slots=True)
class Heads:
    """`rows`: the labels of each row of headings with its height; `names` and `abstain` span rows. `heavy`: where lines
    are thicker."""

    columns: Columns
    names: tuple[Label, ...]
    rows: tuple[tuple[tuple[Label, ...], int], ...]
    abstain: tuple[Label, ...]
    heavy: frozenset[int]

    @property
    def height(self) -> int:
        return sum(height for _, height in self.rows)

    def draw(self, page: SheetPage, y: int) -> int:
        """Returns where they end."""
        top, bottom = y, y + self.height
        for label in self.names:
            page.cell(label.x, top, label.width, self.height)
            label.draw(page, top, self.height)
        for labels, height in self.rows:
            for label in labels:
                page.cell(label.x, y, label.width, height)
                label.draw(page, y, height)
                page.vertical(label.x, y, y + height, label.x in self.heavy)
            y += height
        below = top + (self.rows[0][1] if len(self.rows) > 1 else 0)
        for label in self.abstain:
            page.cell(label.x, below, label.width, bottom - below)
            label.draw(page, below, bottom - below)
        return bottom


def make_heads(ballot: PaperBallot, columns: Columns, layout: Layout) -> Heads:
    """The headings with their heights."""
    word = ballot.words["abstain"]
    abstain = tuple(
        _label(word, ticks.abstain[0], ticks.abstain[1] - ticks.abstain[0], layout)
        for ticks in columns.ticks
        if ticks.abstain
    )
    texts = zip(_name_heads(ballot, columns), columns.names, strict=True)
    names = tuple(_label(text, column.x, column.width, layout) for text, column in texts)
    rows = [_titles(ballot, columns, layout), *_label_rows(ballot, columns, layout)]
    heights = [max(layout.head, *(label.height for label in row)) for row in rows]
    short = max((label.height for label in abstain), default=0) - sum(heights[1:] or heights)
    heights[-1] += max(0, short, max(label.height for label in names) - sum(heights))
    return Heads(
        columns, names, tuple(zip(map(tuple, rows), heights, strict=True)), abstain, heavy_lines(ballot, columns)
    )


def heavy_lines(ballot: PaperBallot, columns: Columns) -> frozenset[int]:
    """Between two bands, and between items that are side by side."""
    bands = [column.band for column in ballot.columns]
    ends = [place for place, (band, following) in enumerate(pairwise(bands), 1) if band and band != following]
    starts = [ticks.start for ticks in columns.ticks if columns.is_across]
    return frozenset([*starts, *(ticks.edges[place] for ticks in columns.ticks for place in ends)])


def _titles(ballot: PaperBallot, columns: Columns, layout: Layout) -> list[Label]:
    """What is asked: the items side by side, or one title above all boxes."""
    if columns.is_across:
        titles = [_with_share(item.title, item.share) for item in ballot.items]
    else:
        titles = [_mark_head(ballot)]
    pairs = zip(titles, columns.ticks, strict=True)
    rest = bool(ballot.ticked or ballot.span)
    return [_label(text, ticks.start, _title_end(ticks, rest) - ticks.start, layout, HEADING) for text, ticks in pairs]


def _title_end(ticks: Ticks, has_rest: bool) -> int:
    """With no row below, the heading of 弃权 is beside the title."""
    return ticks.end if has_rest else ticks.edges[-1]


def _with_share(title: str, share: str) -> str:
    return f"{title} {share}".strip()


def _mark_head(ballot: PaperBallot) -> str:
    if len(ballot.items) == 1:
        return ballot.items[0].title
    is_number = ballot.banded or not ballot.ticked and not ballot.has_words
    return ballot.words["mark" if is_number else "choice"]


def _name_heads(ballot: PaperBallot, columns: Columns) -> Iterator[str]:
    words = ballot.words
    several = "subject" if ballot.lines > 1 and not columns.is_across else "person"
    keys = {"number": "number", "about": "unit", "item": "item", "who": "matter" if ballot.matters else several}
    return (words[keys[column.kind]] for column in columns.names)


def _label_rows(ballot: PaperBallot, columns: Columns, layout: Layout) -> Iterator[list[Label]]:
    """Bands and marks; or the range of the numbers to be written, where all items have the same."""
    if not ballot.ticked:
        if ballot.span:
            start, end = columns.ticks[0].edges
            yield [_label(range_text(ballot, ballot.span), start, end - start, layout)]
        return
    if ballot.banded:
        yield [label for ticks in columns.ticks for label in _bands(ballot, ticks, layout)]
    marks = [
        _label(column.label, start, end - start, layout)
        for ticks in columns.ticks
        for column, (start, end) in zip(ballot.columns, pairwise(ticks.edges), strict=True)
    ]
    yield _alike(marks)


def _alike(labels: list[Label]) -> list[Label]:
    """In one direction and size, those that the longest of them has."""
    if not any(label.turned for label in labels):
        size = min(label.paragraph.size for label in labels)
        return [replace(label, paragraph=replace(label.paragraph, size=size)) for label in labels]
    size = min(label.paragraph.size for label in labels if label.turned)
    return [replace(label, paragraph=replace(label.paragraph, size=size), turned=True) for label in labels]


def _bands(ballot: PaperBallot, ticks: Ticks, layout: Layout) -> Iterator[Label]:
    place = 0
    for band, run in groupby(ballot.columns, key=lambda column: column.band):
        length = len(list(run))
        start, end = ticks.edges[place], ticks.edges[place + length]
        yield _label(band, start, end - start, layout, HEADING)
        place += length


def _label(text: str, x: int, width: int, layout: Layout, style: str = LABEL) -> Label:
    """The largest type in which no word is broken; turned where there is none."""
    sizes = (Paragraph(text, size, style, CELL_PERCENT) for size in (layout.text, layout.least))
    whole = next((one for one in sizes if not is_cut(text, _room(width), one.measured)), None)
    return Label(whole or Paragraph(text, layout.least, style), x, width, turned=whole is None)


def _room(width: int) -> int:
    return width - PADDING // 2
