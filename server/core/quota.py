"""The quota of a roster: the share of its graded persons that have a grade (DOMAIN §5.7, DECIDE §4). Reported, never
enforced."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .models import Bound, Quota
from .results import Person, Result
from .rounding import format_decimal, format_shortest


@dataclass(frozen=True, slots=True)
class QuotaOutcome:
    """The proposed grades compared with the quota. `ungraded`: persons of the roster without a grade. `nearest`: the
    persons nearest to the dividing line."""

    quota: Quota
    share: Fraction
    met: bool
    ungraded: int
    nearest: tuple[Person, ...]


def quota_outcome(quota: Quota, results: Sequence[Result]) -> QuotaOutcome | None:
    """Over the persons of a roster who are graded on a scale that has the quota's grade; None without any."""
    graded = [result for result in results if result.grade is not None and _concerns(quota, result)]
    if not graded:
        return None
    share = Fraction(sum(_counts(quota, result) for result in graded), len(graded))
    ungraded = sum(result.grade is None for result in results)
    nearest = tuple(result.person for result in _nearest(graded, quota.grade))
    return QuotaOutcome(quota, share, _is_met(quota, share), ungraded, nearest)


def _is_met(quota: Quota, share: Fraction) -> bool:
    match quota.bound:
        case Bound.AT_MOST:
            return share <= quota.share
        case Bound.AT_LEAST:
            return share >= quota.share
        case Bound.ABOUT:
            return abs(share - quota.share) <= quota.tolerance


def _concerns(quota: Quota, result: Result) -> bool:
    return quota.grade in _band_names(result) or (result.grade == quota.grade and not quota.or_below)


def _counts(quota: Quota, result: Result) -> bool:
    """Whether the person has the quota's grade, or with `or_below` one that is not higher. A grade that is none of the
    person's bands, from a veto, is below them."""
    if not quota.or_below:
        return result.grade == quota.grade
    names = _band_names(result)
    return result.grade not in names or names.index(result.grade) >= names.index(quota.grade)


def _band_names(result: Result) -> list[str]:
    return [band.name for band in result.bands]


def _nearest(graded: Sequence[Result], band: str) -> list[Result]:
    """The persons nearest to the floor above `band`, on either side, with ties, the closest first.

    A grade from a veto or flag does not depend on that floor, so such persons are left out.
    """
    distances: list[tuple[Fraction, Result]] = []
    for result in graded:
        above = _floor_above(result, band)
        if above is not None and result.score is not None and not result.lowered:
            distances.append((result.score - above, result))
    reaching = min((d for d, _ in distances if d >= 0), default=None)
    missing = max((d for d, _ in distances if d < 0), default=None)
    nearest = [pair for pair in distances if pair[0] in (reaching, missing)]
    return [result for _, result in sorted(nearest, key=lambda pair: abs(pair[0]))]


def _floor_above(result: Result, band: str) -> Fraction | None:
    names = _band_names(result)
    index = names.index(band) if band in names else 0
    return result.bands[index - 1].floor if index else None


def quota_json(outcome: QuotaOutcome, names: Mapping[Person, str], edition: int) -> dict[str, object]:
    """A quota of tally.json (DECIDE §5): the share with three decimals, the target with at least two. `names`: how
    persons are called. Meetings of edition 1 do not state what they could not have set."""
    quota, target = outcome.quota, format_shortest(outcome.quota.share)
    is_first = edition == 1
    return {
        "at_or_below" if quota.or_below else "grade": quota.grade,
        **({} if is_first else {"bound": str(quota.bound)}),
        "share": format_decimal(outcome.share, 3),
        "target": target if len(target) > 3 else format_decimal(quota.share, 2),
        "met": outcome.met,
        **({} if is_first else {"ungraded": outcome.ungraded}),
        "nearest": [names[person] for person in outcome.nearest],
    }
