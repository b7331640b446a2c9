"""The marks on one item of a subject, counted ballot by ballot, so that a running tally can go on counting. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from .forms import Item, Scale
from .scale_classes import MarkTable, mark_table, scale_classes
from .tallies import GroupItemTally, ItemTally


@dataclass(slots=True)
class ItemCount:
    """`counts` per column of the table; `total` is the sum of the marks' integer values."""

    table: MarkTable
    counts: list[int] = field(default_factory=list)
    abstained: int = 0
    total: int = 0

    def __post_init__(self) -> None:
        self.counts = [0] * self.table.columns

    def add(self, mark: int | None, times: int) -> None:
        if mark is None:
            self.abstained += times
            return
        column, value = self.table.entries[mark]
        self.counts[column] += times
        self.total += value * times

    def include(self, other: "ItemCount") -> None:
        """Add what `other` has counted on the same item."""
        self.counts = [mine + its for mine, its in zip(self.counts, other.counts, strict=True)]
        self.abstained += other.abstained
        self.total += other.total

    def mean(self, zeroes: bool = False) -> Fraction | None:
        """Of the marks, `zeroes`: with abstentions as 0. None without any, and for plain words."""
        marks = sum(self.counts) + (self.abstained if zeroes else 0)
        return Fraction(self.total, self.table.factor * marks) if marks and self.table.has_values else None


def item_counts(scales: Sequence[Scale], in_classes: bool) -> list[ItemCount]:
    """One for each item's scale; `in_classes`: long scales are counted in classes."""
    return [ItemCount(mark_table(scale, in_classes)) for scale in scales]


def item_tally(item: Item, scale: Scale, count: ItemCount) -> ItemTally:
    classes = scale_classes(scale) if len(count.counts) < len(scale.marks) else ()
    return ItemTally(item.key, item.title, tuple(count.counts), count.abstained, count.mean(), classes)


def group_item_tally(item: Item, scale: Scale, count: ItemCount) -> GroupItemTally:
    in_classes = len(count.counts) < len(scale.marks)
    return GroupItemTally(item.key, None if in_classes else tuple(count.counts))
