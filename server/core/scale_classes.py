"""How the marks of an item are counted: one by one, or in ten classes where the scale is long (DECIDE §1). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm

from .forms import Scale
from .rounding import format_shortest

MAX_SINGLE_MARKS = 21
"""A scale of more marks is counted in classes."""
CLASSES = 10


@dataclass(frozen=True, slots=True)
class ScaleClass:
    """The marks from `low` up to `high`, which only the last class includes, as shortest decimals. `first` and `last`:
    its lowest and highest mark."""

    low: str
    high: str
    first: int
    last: int


@lru_cache(256)
def scale_classes(scale: Scale) -> tuple[ScaleClass, ...]:
    """Ten intervals of equal width from the lowest mark to the highest; () where single marks are counted."""
    if len(scale.marks) <= MAX_SINGLE_MARKS:
        return ()
    width = (scale.greatest - scale.least) / CLASSES
    bounds = [format_shortest(scale.least + index * width) for index in range(CLASSES + 1)]
    members: list[list[int]] = [[] for _ in range(CLASSES)]
    for mark in scale.marks:
        members[_class_of(scale, mark)].append(mark)
    return tuple(
        ScaleClass(bounds[index], bounds[index + 1], marks[0], marks[-1]) for index, marks in enumerate(members)
    )


def _class_of(scale: Scale, mark: int) -> int:
    return min(CLASSES - 1, (mark - scale.low) * CLASSES // (scale.high - scale.low))


@dataclass(frozen=True, slots=True, eq=False)
class MarkTable:
    """`entries`: for each mark the index of its column and its value as an integer, which is `factor` times the true
    one: integers save one fraction for each mark of each ballot. Plain words have the value 0, and no `has_values`."""

    entries: Mapping[int, tuple[int, int]]
    factor: int
    columns: int
    has_values: bool


@lru_cache(256)
def mark_table(scale: Scale, in_classes: bool) -> MarkTable:
    """A column for each mark in the order of the scale, or with `in_classes` one for each class of a long scale."""
    grouped = in_classes and bool(scale_classes(scale))
    columns = {mark: _class_of(scale, mark) if grouped else index for index, mark in enumerate(scale.marks)}
    values = {mark: scale.value(mark) if scale.has_values else Fraction() for mark in scale.marks}
    factor = lcm(*(value.denominator for value in values.values()))
    entries = {mark: (columns[mark], int(values[mark] * factor)) for mark in scale.marks}
    return MarkTable(entries, factor, CLASSES if grouped else len(scale.marks), scale.has_values)
