"""The score of one ballot on one subject, and sums of such scores (DOMAIN §5.1–5.2, DECIDE §1).

Exact, in integers: a score is a numerator and a denominator, and becomes a fraction only in a mean.
"""

from bisect import insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from .bands import part_bands
from .forms import Form
from .models import Band, Meeting, Part, Row
from .scale_classes import mark_table

Score = tuple[int, int]
"""Numerator and denominator."""
WITHOUT_NUMBER: Score = (0, 1)
"""Of a ballot that counts where votes decide."""


@dataclass(frozen=True, slots=True, eq=False)
class ScoredItem:
    """An item with a weight: its index in the row, its mark table's entries, and integers in the ratio of the weights,
    `factor` with and `weight` without the factor of the values."""

    index: int
    entries: Mapping[int, tuple[int, int]]
    factor: int
    weight: int


@dataclass(frozen=True, slots=True, eq=False)
class Scoring:
    """How the ballots of a part score. `decided`: the index of the item on which votes decide, which gives no score.

    `unit`: what the integer of a ballot's values is divided by for a sum, for a mean once more by its weights.
    """

    form: Form
    items: tuple[ScoredItem, ...]
    unit: int
    bands: tuple[Band, ...]
    decided: int | None = None
    zeroes: bool = False

    def score(self, marks: Sequence[int | None]) -> Score | None:
        """b = Σ wᵢ·sᵢ / Σ wᵢ over the scored items, or Σ sᵢ; None where the ballot abstains (DOMAIN §5.1)."""
        if self.decided is not None:
            return None if marks[self.decided] is None else WITHOUT_NUMBER
        numerator = weights = 0
        for item in self.items:
            mark = marks[item.index]
            if mark is not None:
                numerator += item.entries[mark][1] * item.factor
                weights += item.weight
            elif self.zeroes:
                weights += item.weight
        if not weights:
            return None
        return numerator, self.unit if self.form.is_sum else self.unit * weights


def scoring_of(meeting: Meeting, part: Part) -> Scoring:
    form = part.form
    return Scoring(
        form=form,
        items=() if part.decide else _scored_items(form),
        unit=1 if part.decide else _unit(form),
        bands=part_bands(meeting, part),
        decided=form.index(part.decide.item) if part.decide else None,
        zeroes=part.zeroes_abstentions,
    )


def _unit(form: Form) -> int:
    """A common denominator of all values of scored items."""
    return lcm(*(mark_table(scale, False).factor for scale in form.scored_scales))


def _scored_items(form: Form) -> tuple[ScoredItem, ...]:
    unit, common = _unit(form), lcm(*(item.weight.denominator for item in form.items))
    items = []
    for index, (item, scale) in enumerate(zip(form.items, form.scales, strict=True)):
        if item.weight:
            table, weight = mark_table(scale, False), int(item.weight * common)
            items.append(ScoredItem(index, table.entries, weight * (unit // table.factor), weight))
    return tuple(items)


def is_scored(part: Part, row: Row) -> bool:
    """Whether a ballot with this row counts as scored: it marks an item with a weight, or any ballot where abstentions
    are 0; where votes decide, it marks the decided item. Neither a recused row nor an invalid one does."""
    if row is None or isinstance(row, str):
        return False
    if part.decide is not None:
        return row[part.form.index(part.decide.item)] is not None
    if part.zeroes_abstentions:
        return True
    return any(mark is not None and part.form.items[index].weight for index, mark in enumerate(row))


@dataclass(slots=True)
class ScoreSum:
    """The scores of many ballots. `sums`: of the numerators, by denominator. `in_bands`: ballots per band, of which
    `floors` are the numerators and denominators, from the highest.

    `lowest` and `highest` are the scores that trimming leaves out, at most `trim` of each; the highest are negative and
    ascending too.
    """

    trim: int
    floors: Sequence[tuple[int, int]]
    in_bands: list[int] = field(default_factory=list)
    size: int = 0
    sums: dict[int, int] = field(default_factory=dict)
    lowest: list[Fraction] = field(default_factory=list)
    highest: list[Fraction] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.in_bands = [0] * len(self.floors)

    def add(self, score: Score, times: int) -> None:
        numerator, denominator = score
        self.size += times
        self.sums[denominator] = self.sums.get(denominator, 0) + numerator * times
        if self.floors:
            self.in_bands[self._band(numerator, denominator)] += times
        if self.trim:
            self._keep(self.lowest, numerator, denominator, times)
            self._keep(self.highest, -numerator, denominator, times)

    def _band(self, numerator: int, denominator: int) -> int:
        """The first band whose floor the score reaches, the last where it reaches none."""
        for index, (floor, divisor) in enumerate(self.floors):
            if numerator * divisor >= floor * denominator:
                return index
        return -1

    def _keep(self, ends: list[Fraction], numerator: int, denominator: int, times: int) -> None:
        if len(ends) == self.trim and numerator * ends[-1].denominator >= ends[-1].numerator * denominator:
            return
        value = Fraction(numerator, denominator)
        for _ in range(min(times, self.trim)):
            insort(ends, value)
        del ends[self.trim :]

    def mean(self, trimmed: bool) -> Fraction | None:
        """Without the `trim` lowest and highest scores where `trimmed`; None without any score."""
        if not self.size:
            return None
        total = sum((Fraction(numerator, denominator) for denominator, numerator in self.sums.items()), Fraction())
        if not trimmed:
            return total / self.size
        return (total - sum(self.lowest) + sum(self.highest)) / (self.size - 2 * self.trim)

    def include(self, other: "ScoreSum") -> None:
        """Add the ballots of `other`."""
        self.size += other.size
        self.in_bands = [mine + its for mine, its in zip(self.in_bands, other.in_bands, strict=True)]
        for denominator, numerator in other.sums.items():
            self.sums[denominator] = self.sums.get(denominator, 0) + numerator
        self.lowest = sorted(self.lowest + other.lowest)[: self.trim]
        self.highest = sorted(self.highest + other.highest)[: self.trim]
