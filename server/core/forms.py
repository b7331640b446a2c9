"""Ballot forms as frozen values: scales, items, notes, and what one ballot must observe (DECIDE §1).

Knows no meeting, band or wire format.
"""

from dataclasses import dataclass
from fractions import Fraction

from .rounding import format_shortest

Mark = int | None
"""A mark on an item, None for 弃权."""
ABSENT: frozenset[Mark] = frozenset((None,))
ABSTENTION = "弃权"
"""The word for a mark of None in a ballot's conditions; never a choice of its own."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A word that may be marked. A plain word has no value: it is only counted."""

    name: str
    value: Fraction | None


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers or words. A mark is a whole number: of `step`s, from `low` to `high`, or the index of one of `choices`.

    8.5 on a scale in steps of 0.5 is the mark 17. Exactly one of numbers and `choices` is set.
    """

    low: int = 0
    high: int = 0
    choices: tuple[Choice, ...] = ()
    step: Fraction = Fraction(1)

    @property
    def marks(self) -> range:
        """Every mark that may be cast."""
        return range(len(self.choices)) if self.choices else range(self.low, self.high + 1)

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(choice.name for choice in self.choices)

    @property
    def has_values(self) -> bool:
        return all(choice.value is not None for choice in self.choices)

    @property
    def least(self) -> Fraction:
        return min(map(self.value, self.marks)) if self.choices else self.low * self.step

    @property
    def greatest(self) -> Fraction:
        return max(map(self.value, self.marks)) if self.choices else self.high * self.step

    def value(self, mark: int) -> Fraction:
        """The number that a mark stands for; a plain word has none."""
        if not self.choices:
            return mark * self.step
        value = self.choices[mark].value
        assert value is not None, "a plain word was about to be scored"
        return value

    def label(self, mark: int) -> str:
        """What the ballot calls the mark."""
        return self.choices[mark].name if self.choices else format_shortest(mark * self.step)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the form. With `weight` 0 it is asked and reported but never scored; `abstain` allows 弃权.

    `scale`: its own, None for the form's. `about` explains the item at length, on demand.
    """

    key: str
    title: str
    weight: Fraction = Fraction(1)
    abstain: bool = False
    scale: Scale | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A free-text box; `max` code points after NFC."""

    key: str
    title: str
    max: int = 500


@dataclass(frozen=True, slots=True)
class Guidance:
    """A hint, never enforced: about `about` of all subjects, or of every `of` subjects, should be in `bands`."""

    bands: tuple[str, ...]
    about: int
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """How many subjects of one ballot may get one of `choices`: at most floor(`share` × subjects), or by number.

    `exactly` n is `at_least` n and `at_most` n.
    """

    choices: tuple[str, ...]
    share: Fraction | None = None
    at_most: int | None = None
    at_least: int | None = None

    def most(self, subjects: int, write_ins: int = 0) -> int:
        """The greatest number of persons that may get one of `choices` on a ballot of so many subjects, to which so
        many names may be added."""
        bounds = (self.at_most, None if self.share is None else int(self.share * subjects), subjects + write_ins)
        return min(bound for bound in bounds if bound is not None)

    @property
    def least(self) -> int:
        return self.at_least or 0


@dataclass(frozen=True, slots=True)
class Agreement:
    """Where a subject's row has `choice` on `item` (None: 弃权), its mark on `needs` must be a number of at least
    `at_least` and below `below`, or, with `none`, be missing."""

    item: str
    choice: str | None
    needs: str
    at_least: Fraction | None = None
    below: Fraction | None = None
    none: bool = False

    def allowed(self, scale: Scale) -> frozenset[Mark]:
        """The marks that meet the condition, on the scale of `needs`."""
        return ABSENT if self.none else frozenset(mark for mark in scale.marks if self._is_within(scale.value(mark)))

    def _is_within(self, value: Fraction) -> bool:
        is_enough = self.at_least is None or value >= self.at_least
        return is_enough and (self.below is None or value < self.below)


@dataclass(frozen=True, slots=True)
class WriteIn:
    """Up to `at_most` names may be added to a ballot (另选他人). Each counts as `choice`."""

    choice: str
    at_most: int


@dataclass(frozen=True, slots=True)
class Form:
    """A ballot form. `explain`: bands or choices that require a note. `is_sum`: a ballot's score is the sum of the
    marks with weight 1, otherwise their weighted mean."""

    id: str
    title: str
    scale: Scale
    items: tuple[Item, ...]
    notes: tuple[Note, ...] = ()
    guidance: Guidance | None = None
    limits: tuple[Limit, ...] = ()
    explain: tuple[str, ...] = ()
    is_sum: bool = False
    agree: tuple[Agreement, ...] = ()
    write_in: WriteIn | None = None

    @property
    def scales(self) -> tuple[Scale, ...]:
        """The scale of each item."""
        return tuple(self.scale if item.scale is None else item.scale for item in self.items)

    @property
    def scored_scales(self) -> tuple[Scale, ...]:
        """The scales of the items with a weight, which are the ones that grades are about."""
        return tuple(scale for item, scale in zip(self.items, self.scales, strict=True) if item.weight)

    def index(self, key: str) -> int:
        """The place of an item."""
        return next(index for index, item in enumerate(self.items) if item.key == key)

    def scale_of(self, key: str) -> Scale:
        return self.scales[self.index(key)]
