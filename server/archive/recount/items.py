"""The marks on one item, one by one or in the ten classes of a long scale (DECIDE §1)."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from .numbers import round_half_up, shortest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .archive_files import Map
    from .forms import Form, Scale

    Marks = Sequence[int | None]

MAX_COUNTS, CLASSES = 21, 10


def classes(form: Form, scale: Scale) -> list[list[int]]:
    """The marks of each class of a scale of more than 21 marks, from the lowest; none of a shorter one, and none at all
    in edition 1."""
    if form.edition == 1 or len(scale.values) <= MAX_COUNTS:
        return []
    bounds = class_bounds(scale)
    members: list[list[int]] = [[] for _ in range(CLASSES)]
    for mark in scale.values:
        members[sum(scale.value(mark) >= bound for bound in bounds[1:-1])].append(mark)
    return members


def class_bounds(scale: Scale) -> list[Fraction]:
    """Ten intervals of equal width need eleven."""
    values = [scale.value(mark) for mark in scale.values]
    low, high = min(values), max(values)
    return [low + (high - low) * Fraction(place, CLASSES) for place in range(CLASSES + 1)]


class ItemMarks:
    """The marks that some ballots have on the item at `place`. `rows`: the ballots' marks, and how often each came."""

    def __init__(self, form: Form, place: int, rows: Iterable[tuple[Marks, int]]) -> None:
        self.form, self.item, self.scale = form, form.items[place], form.scales[place]
        self.marks: Counter[int | None] = Counter()
        for marks, times in rows:
            self.marks[marks[place]] += times

    def mean(self, zeroes: bool = False) -> Fraction | None:
        """The plain mean, with `zeroes` of abstentions as 0 too. None without any mark, and for plain words."""
        counts = self._counts()
        total = sum(counts.values()) + (self.marks[None] if zeroes else 0)
        if not total or None in self.scale.values.values():
            return None
        return sum((self.scale.value(mark) * count for mark, count in counts.items()), Fraction()) / total

    def of_subject(self, decimals: int) -> Map:
        """The item's object in tally.json."""
        mean = self.mean()
        return {
            "key": self.item["key"],
            "title": self.item["title"],
            **self._counts_or_classes(),
            "abstained": self.marks[None],
            "mean": None if mean is None else round_half_up(mean, decimals),
        }

    def of_group(self) -> Map:
        """The item's object in the row of a group: counts, and shares of the group's marks on it."""
        counts: list[int] | None = self._counts_or_classes()["counts"]
        if counts is None:
            return {"key": self.item["key"], "counts": None, "shares": None}
        total = sum(counts)
        shares = [round_half_up(Fraction(100 * count, total), 2) if total else None for count in counts]
        return {"key": self.item["key"], "counts": counts, "shares": shares}

    def _counts(self) -> Mapping[int, int]:
        return {mark: self.marks[mark] for mark in self.scale.values}

    def _counts_or_classes(self) -> Map:
        members = classes(self.form, self.scale)
        counts = None if members else list(self._counts().values())
        if self.form.edition == 1:
            return {"counts": counts}
        return {"counts": counts, "classes": self._classes(members) if members else None}

    def _classes(self, members: list[list[int]]) -> list[list[object]]:
        bounds = [shortest(bound) for bound in class_bounds(self.scale)]
        return [
            [bounds[place], bounds[place + 1], sum(self.marks[mark] for mark in marks)]
            for place, marks in enumerate(members)
        ]
