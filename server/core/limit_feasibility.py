"""Whether any ballot can observe all limits of a form at once (DECIDE §1). Pure; checks no ballot.

Finds what authors get wrong: minimums above the number of subjects or above another limit's maximum, and maximums that
leave a subject without any word. It proves no form possible: limits that overlap in other ways are not solved.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from .forms import Form, Limit


@dataclass(frozen=True, slots=True)
class LimitFault:
    """Why nobody can fill in such a ballot: a key of the catalogue's table `validation` with its values. `limit`: the
    place of the limit that cannot be met."""

    limit: int
    key: str
    values: dict[str, object]


def limit_faults(form: Form, limits: Sequence[Limit], subjects: int) -> Iterator[LimitFault]:
    """The faults of `limits` on a ballot on so many subjects; one subject without write-ins has no limits."""
    if subjects < 1 or (subjects < 2 and form.write_in is None):
        return
    faults = [
        *_unreachable(form, limits, subjects),
        *_below_a_minimum(form, limits, subjects),
    ]
    if not faults and limits and _are_of_one_item(form, limits):
        faults += _out_of_reach_together(form, limits, subjects)
    yield from faults


def _fault(key: str, limit: int, **values: object) -> LimitFault:
    return LimitFault(limit, key, values)


def most_write_ins(form: Form, limit: Limit) -> int:
    """How many names written in count towards the limit."""
    return form.write_in.at_most if form.write_in is not None and form.write_in.choice in limit.choices else 0


def _unreachable(form: Form, limits: Sequence[Limit], subjects: int) -> Iterator[LimitFault]:
    for place, limit in enumerate(limits):
        count = subjects + most_write_ins(form, limit)
        if limit.least > count:
            yield _fault("limit_not_met", place, least=limit.least, count=count)


def _below_a_minimum(form: Form, limits: Sequence[Limit], subjects: int) -> Iterator[LimitFault]:
    """Whoever has a word of one limit has one of every limit that has all its words."""
    for first, second in combinations(range(len(limits)), 2):
        for inner, outer in ((limits[first], limits[second]), (limits[second], limits[first])):
            most = outer.most(subjects, most_write_ins(form, outer))
            if set(inner.choices) <= set(outer.choices) and inner.least > most:
                yield _fault("limits_contradict", second, least=inner.least, most=most)
                break


def _are_of_one_item(form: Form, limits: Sequence[Limit]) -> bool:
    """Whether no subject can count towards two limits: they have different words, all of a single item."""
    words = [word for limit in limits for word in limit.choices]
    items = [scale for scale in form.scales if set(scale.words) & set(words)]
    return len(set(words)) == len(words) and len(items) == 1 and set(words) <= set(items[0].words)


def _out_of_reach_together(form: Form, limits: Sequence[Limit], subjects: int) -> Iterator[LimitFault]:
    last = len(limits) - 1
    total = sum(max(0, limit.least - most_write_ins(form, limit)) for limit in limits)
    if total > subjects:
        yield _fault("limits_not_met", last, total=total, count=subjects)
    most = sum(limit.most(subjects) for limit in limits)
    if most < subjects and _leaves_no_other_mark(form, limits):
        yield _fault("limits_too_low", last, total=most, count=subjects)


def _leaves_no_other_mark(form: Form, limits: Sequence[Limit]) -> bool:
    """Whether every subject must get one of the limited words."""
    words = {word for limit in limits for word in limit.choices}
    return any(
        not item.abstain and set(scale.words) == words for item, scale in zip(form.items, form.scales, strict=True)
    )
