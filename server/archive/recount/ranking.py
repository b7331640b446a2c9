"""Ranks, and the awards that follow from them (DECIDE §4)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from .numbers import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .archive_files import Map
    from .persons import Person

    Key = tuple[tuple[int, Fraction], ...]


class Placing(NamedTuple):
    """A person, the rank or None, and how many share it."""

    person: Person
    rank: int | None
    sharing: int = 0


def placings(rules: Map, persons: Sequence[Person]) -> list[Placing]:
    """By rank: the highest score, or what `rules.rank` lists, first. Persons without a score come last, and otherwise
    everybody stays in the document's order. Ties share a rank: 1, 1, 3."""
    keys = sorted(_key(rules, person) for person in persons if person.score is not None)
    placed = []
    for person in persons:
        if person.score is None:
            placed.append(Placing(person, None))
        else:
            own = _key(rules, person)
            worse, not_better = bisect_left(keys, own), bisect_right(keys, own)
            placed.append(Placing(person, 1 + len(keys) - not_better, not_better - worse))
    return sorted(placed, key=lambda placing: (placing.rank is None, placing.rank or 0))


def _key(rules: Map, person: Person) -> Key:
    """Larger is better; a missing value is below every other."""
    values = [_value(name, person) for name in rules.get("rank", ["score"])]
    return tuple((0, Fraction()) if value is None else (1, value) for value in values)


def _value(name: str, person: Person) -> Fraction | None:
    if name == "score":
        return person.score
    if name == "exact":
        return person.exact
    kind, which = name.split(":", 1)
    if kind == "part":
        return next((count.exact for count in person.counts if count.part["name"] == which), None)
    if kind == "item":
        return _item_mean(which, person)
    counted = [count.bands[which] for count in person.counts if which in count.bands]
    return Fraction(sum(counted)) if counted else None


def _item_mean(which: str, person: Person) -> Fraction | None:
    """The plain mean of the item's marks in the person's first part that has it."""
    for count in person.counts:
        if not count.form.entered and which in [item["key"] for item in count.form.items]:
            return count.means.get(which)
    return None


def awards(rules: Map, placed: Sequence[Placing]) -> list[Map]:
    """`rosters[].awards` of tally.json, with Persons for their names. Awards follow one another from the top; one of
    whose places and others a tie takes up is left open."""
    ranked, taken, stated = sum(placing.rank is not None for placing in placed), 0, []
    for name, size in rules.get("awards", []):
        places = size if isinstance(size, int) else int(number(size) * ranked)
        given, pending = [], []
        for placing in placed:
            best = placing.rank or 0
            worst = best + placing.sharing - 1
            if placing.rank is not None and taken < best and worst <= taken + places:
                given.append(placing.person)
            elif placing.rank is not None and places and best <= taken + places and worst > taken:
                pending.append(placing.person)
        stated.append({"name": name, "places": places, "given": given, "pending": pending})
        taken += places
    return stated
