"""Where the columns of a paper ballot are: row number, names, and the boxes of each item. Knows no page.

Lengths are tenths of a millimetre.
"""

from dataclasses import dataclass
from itertools import accumulate

from .paper_ballot import PaperBallot
from .sheet_layout import Layout
from .text_lines import text_width

PADDING = 10
"""Left and right of text in a cell."""
MANY = 6
"""More boxes in a row than this are closer to each other."""


@dataclass(frozen=True, slots=True)
class NameColumn:
    """`kind`: "number", "who", "about" (unit and post) or "item"."""

    kind: str
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Ticks:
    """The boxes of an item, or of the row's item where `item` is None. `edges`: borders of the cells of the marks, best
    first; a single cell where a number is written. `abstain`: borders of the cell for 弃权."""

    item: int | None
    edges: tuple[int, ...]
    abstain: tuple[int, int] | None

    @property
    def start(self) -> int:
        return self.edges[0]

    @property
    def end(self) -> int:
        return self.abstain[1] if self.abstain else self.edges[-1]


@dataclass(frozen=True, slots=True)
class Columns:
    names: tuple[NameColumn, ...]
    ticks: tuple[Ticks, ...]

    @property
    def is_across(self) -> bool:
        """The items are side by side; otherwise each has a row."""
        return self.ticks[0].item is not None

    def named(self, kind: str) -> NameColumn | None:
        return next((column for column in self.names if column.kind == kind), None)

    @property
    def start(self) -> int:
        """Where the boxes begin."""
        return self.ticks[0].start

    @property
    def end(self) -> int:
        return self.ticks[-1].end


def columns_down(ballot: PaperBallot, layout: Layout) -> Columns:
    """A row for each item."""
    kinds = _kinds_down(ballot)
    if ballot.ticked:
        count = len(ballot.columns) + ballot.abstains
        cells = [_tick_width(ballot, layout, kinds, count)] * count
    else:
        cells = [layout.inner * 2 // 5, *[layout.tick[2] * 4 // 5] * ballot.abstains]
    names = _name_columns(ballot, layout, kinds, sum(cells))
    start = names[-1].x + names[-1].width
    return Columns(names, (_ticks(None, start, cells, ballot.abstains),))


def columns_across(ballot: PaperBallot, layout: Layout) -> Columns | None:
    """A row for each person, with the items side by side; None where they do not fit."""
    if ballot.single or len(ballot.items) < 2 or ballot.most or not ballot.ticked:
        return None
    counts = [len(ballot.columns) + item.abstain for item in ballot.items]
    kinds = ["number", *(["about"] if ballot.has_about else []), "who"]
    if layout.inner - layout.number - layout.tick[0] * sum(counts) < _least_names(layout, kinds):
        return None
    width = _tick_width(ballot, layout, kinds, sum(counts))
    names = _name_columns(ballot, layout, kinds, width * sum(counts))
    starts = accumulate((count * width for count in counts), initial=names[-1].x + names[-1].width)
    placed = zip(ballot.items, counts, starts, strict=False)
    ticks = (_ticks(n, start, [width] * count, item.abstain) for n, (item, count, start) in enumerate(placed))
    return Columns(names, tuple(ticks))


def _kinds_down(ballot: PaperBallot) -> list[str]:
    if ballot.single:
        return ["number", "item"]
    if ballot.lines > 1:
        return ["number", "who", "item"]
    return ["number", *(["about"] if ballot.has_about else []), "who"]


def _least_names(layout: Layout, kinds: list[str]) -> int:
    return layout.name * (len(kinds) - 1)


def _tick_width(ballot: PaperBallot, layout: Layout, kinds: list[str], count: int) -> int:
    """As far apart as the names leave room for, which need no second line if the boxes can be close enough."""
    least, many, few = layout.tick
    names = max(_least_names(layout, kinds), sum(_wanted(ballot, layout, kind) for kind in kinds[1:]))
    room = layout.inner - layout.number - names
    return max(least, min(many if count > MANY else few, room // count))


def _wanted(ballot: PaperBallot, layout: Layout, kind: str) -> int:
    """The width in which no text of a column has a second line."""
    if kind == "item":
        widths = [text_width(f"{item.title} {item.share}".strip(), layout.text) for item in ballot.items]
    elif kind == "about":
        widths = [text_width(about, layout.least) for about in ballot.abouts]
    else:
        widths = [text_width(name, layout.name_type) for name in ballot.names]
    return max(widths) + 2 * PADDING


def _ticks(item: int | None, start: int, cells: list[int], abstains: bool) -> Ticks:
    edges = tuple(accumulate(cells, initial=start))
    return Ticks(item, edges[:-1], (edges[-2], edges[-1])) if abstains else Ticks(item, edges, None)


def _name_columns(ballot: PaperBallot, layout: Layout, kinds: list[str], ticks: int) -> tuple[NameColumn, ...]:
    room = layout.inner - layout.number - ticks
    widths = [layout.number, *_name_widths(ballot, layout, kinds[1:], room)]
    starts = accumulate(widths, initial=layout.left)
    return tuple(NameColumn(kind, x, width) for kind, x, width in zip(kinds, starts, widths, strict=False))


def _name_widths(ballot: PaperBallot, layout: Layout, kinds: list[str], room: int) -> list[int]:
    """What each column wants and half of what is left; where both want too much, the first has a fair part."""
    if len(kinds) == 1:
        return [room]
    first, second = (_wanted(ballot, layout, kind) for kind in kinds)
    least = min(layout.name, first, room // 2)
    second = min(max(second + (room - first - second) // 2, least), room - least)
    return [room - second, second]
