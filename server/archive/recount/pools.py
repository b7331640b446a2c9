"""Ballots that are averaged together, and the score of each (DOMAIN §5.1–5.2, DECIDE §1)."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from .items import ItemMarks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .archive_files import Map
    from .forms import Form
    from .items import Marks


def weighted_mean(pairs: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """Of pairs of a weight and a value."""
    return sum((weight * value for weight, value in pairs), Fraction()) / sum(weight for weight, _ in pairs)


def ballot_score(form: Form, marks: Marks) -> Fraction:
    """§5.1: the weighted mean over the items with a weight that have a mark, or the sum of these. Where abstentions
    are 0, every item has a mark."""
    scored = []
    for place, weight in enumerate(form.weights):
        mark = marks[place]
        if weight and (mark is not None or form.zeroes):
            scored.append((weight, Fraction() if mark is None else form.scales[place].value(mark)))
    if form.is_sum:
        return sum((value for _, value in scored), Fraction())
    return weighted_mean(scored)


class Pool:
    """The scored ballots of a group, or of all groups of a subject."""

    def __init__(self, form: Form, rules: Map, weight: Fraction = Fraction(1)) -> None:
        self.form, self.rules, self.weight = form, rules, weight
        self.rows: Counter[tuple[int | None, ...]] = Counter()

    @property
    def size(self) -> int:
        return sum(self.rows.values())

    def scores(self) -> Iterator[Fraction]:
        """None where votes decide."""
        for marks, times in self.rows.items() if self.form.decide is None else ():
            yield from [ballot_score(self.form, marks)] * times

    def item(self, place: int) -> ItemMarks:
        return ItemMarks(self.form, place, self.rows.items())

    def trims(self) -> bool:
        """§5.2: only so many ballots are trimmed, more than 2·trim + 2 unless the rules say how many."""
        trim = self.rules["trim"]
        return trim > 0 and self.size >= int(self.rules.get("trim_least", 2 * trim + 3))

    def mean(self) -> Fraction | None:
        """Without the `trim` highest and lowest scores if there are enough; or of the items' means. None without a
        ballot, and where votes decide."""
        if not self.rows or self.form.decide is not None:
            return None
        if self.rules.get("items") == "means":
            return self._mean_of_items()
        trim, scores = self.rules["trim"], sorted(self.scores())
        counted = scores[trim:-trim] if self.trims() else scores
        return sum(counted, Fraction()) / len(counted)

    def _mean_of_items(self) -> Fraction:
        means = [(weight, self.item(place).mean(self.form.zeroes)) for place, weight in enumerate(self.form.weights)]
        return weighted_mean([(weight, mean) for weight, mean in means if weight and mean is not None])
