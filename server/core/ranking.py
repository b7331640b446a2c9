"""Ranks by several keys in turn (DECIDE §4, DOMAIN §5.8). Computes no score."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby

from .grade_reasons import PartStanding
from .results import Result

RankValues = tuple[Fraction | None, ...]
"""What a person is ranked by: the value of each key, None where it is missing."""


def rank_values(keys: Sequence[str], result: Result, standings: Sequence[PartStanding]) -> RankValues:
    """The values of `Rules.rank` for a person, who stands in these parts."""
    return tuple(_rank_value(key, result, standings) for key in keys)


def _rank_value(key: str, result: Result, standings: Sequence[PartStanding]) -> Fraction | None:
    kind, _, name = key.partition(":")
    match kind:
        case "score":
            return result.score
        case "exact":
            return result.exact
        case "count":
            counts = [n for standing in standings for band, n in standing.tally.bands if band == name]
            return Fraction(sum(counts)) if counts else None
        case "item":
            return _item_mean(name, standings)
        case _:
            return next((standing.tally.exact for standing in standings if standing.part.name == name), None)


def _item_mean(key: str, standings: Sequence[PartStanding]) -> Fraction | None:
    """Of the marks in the first of the person's parts that asks for the item: exact, untrimmed, groups unweighted."""
    asking = (s for s in standings if not s.part.entered and any(item.key == key for item in s.part.form.items))
    first = next(asking, None)
    return next((item.mean for item in first.tally.items if item.key == key), None) if first else None


def ranked(rows: Sequence[tuple[Result, RankValues | None]]) -> list[Result]:
    """The results by rank; persons with equal values share one: 1, 1, 3. Those with None instead of values have no rank
    and come last. Within a rank they keep their order."""
    values = sorted(_order(own) for _, own in rows if own is not None)
    results = [
        replace(result, rank=None if own is None else 1 + bisect_left(values, _order(own))) for result, own in rows
    ]
    return sorted(results, key=lambda result: len(rows) + 1 if result.rank is None else result.rank)


def _order(values: RankValues) -> tuple[tuple[bool, Fraction], ...]:
    """The highest first, missing values after all others and equal to one another."""
    return tuple((value is None, -(value or Fraction())) for value in values)


def ties(results: Sequence[Result]) -> list[list[Result]]:
    """The ranked persons in groups of equal rank. `results` are by rank."""
    with_rank = (result for result in results if result.rank is not None)
    return [list(tied) for _, tied in groupby(with_rank, key=lambda result: result.rank)]
