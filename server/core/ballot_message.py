"""What a page needs to show and check the ballot of a round, as maps for the wire (DECIDE §1, §3). Pure.

Pages state these rules and check them before a ballot is sent; `ballot_validation` decides.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from math import ceil

from .bands import mark_names
from .codec import Map
from .forms import Agreement, Form, Limit, Scale
from .models import Meeting, Part
from .rounding import format_shortest, round_half_up
from .vote_rules import Decide

MOST_LISTED = 21
"""On a scale of more marks than this, the marks are not listed one by one."""


def ballot_message(meeting: Meeting, part: Part, subjects: int) -> Map:
    """The fields of ROUND about a ballot on so many subjects. `scale_of` has, for each item, its place in `scales`:
    items of one scale differ in them if bands judge only some."""
    form = part.form
    named = [(scale, mark_names(meeting, part, item)) for item, scale in enumerate(form.scales)]
    scales = list(dict.fromkeys(named))
    return {
        "scales": [_scale(scale, names) for scale, names in scales],
        "scale_of": [scales.index(each) for each in named],
        "limits": _limits(form, subjects),
        "guidance": _guidance(form, subjects),
        "agree": [_agreement(form, agreement) for agreement in form.agree],
        "decide": None if part.decide is None else _decide(form, part.decide),
    }


def _scale(scale: Scale, names: tuple[str, ...]) -> Map:
    """`marks`: mark, label and band of each, in the order of a tally's counts. Numbers also have their `low` and `high`
    mark, the `step` and its `decimals`, and the lowest mark of each band, from the highest."""
    listed = [[mark, scale.label(mark), name] for mark, name in zip(scale.marks, names, strict=True)]
    if scale.choices:
        return {"marks": listed}
    step = format_shortest(scale.step)
    return {
        "marks": listed if len(listed) <= MOST_LISTED else None,
        "low": scale.low,
        "high": scale.high,
        "step": step,
        "decimals": len(step.partition(".")[2]),
        "bands": _lowest_marks(scale, names),
    }


def _lowest_marks(scale: Scale, names: tuple[str, ...]) -> list[list[object]]:
    runs = groupby(zip(scale.marks, names, strict=True), key=lambda pair: pair[1])
    return [[next(run)[0], name] for name, run in runs if name][::-1]


def _limits(form: Form, subjects: int) -> list[Map]:
    """A ballot on a single subject has no limits, unless names may be added to it (DOMAIN §4, DECIDE §3). `most` is
    None without an upper bound."""
    if subjects < 2 and form.write_in is None:
        return []
    return [
        {"choices": list(limit.choices), "least": limit.least, "most": _most(form, limit, subjects)}
        for limit in form.limits
    ]


def _most(form: Form, limit: Limit, subjects: int) -> int | None:
    """A number bounds the ballot with the names added to it, and a share only its subjects."""
    if limit.at_most is None and limit.share is None:
        return None
    return limit.most(subjects) if form.write_in is None or limit.at_most is None else limit.at_most


def _guidance(form: Form, subjects: int) -> Map | None:
    """About so many of this ballot's subjects; of a number that is meant "of" more, the share rounded half up, and only
    in combined rounds (DECIDE §4)."""
    hint = form.guidance
    if hint is None or hint.of is not None and subjects < 2:
        return None
    about = hint.about if hint.of is None else int(round_half_up(Fraction(hint.about * subjects, hint.of), 0))
    return {"bands": list(hint.bands), "about": about}


def _agreement(form: Form, agreement: Agreement) -> Map:
    """`allowed`: ranges of marks, both ends included; None where the mark must be missing."""
    item, needs = form.index(agreement.item), form.index(agreement.needs)
    words = form.scales[item].words
    return {
        "item": item,
        "mark": None if agreement.choice is None else words.index(agreement.choice),
        "needs": needs,
        "allowed": None if agreement.none else list(_allowed(form.scales[needs], agreement)),
    }


def _allowed(scale: Scale, agreement: Agreement) -> Iterator[list[int]]:
    if not scale.choices:
        low, high = scale.low, scale.high
        if agreement.at_least is not None:
            low = max(low, ceil(agreement.at_least / scale.step))
        if agreement.below is not None:
            high = min(high, ceil(agreement.below / scale.step) - 1)
        yield [low, high]
        return
    for mark in scale.marks:
        value = scale.value(mark)
        is_enough = agreement.at_least is None or value >= agreement.at_least
        if is_enough and (agreement.below is None or value < agreement.below):
            yield [mark, mark]


def _decide(form: Form, decide: Decide) -> Map:
    """What the votes decide: the rule that fills seats, otherwise the first. It gives `grade` to the votes for `of`."""
    rule = decide.ranking
    base = decide.base
    return {
        "item": form.index(decide.item),
        "base": base if isinstance(base, str) else list(base),
        "grade": rule.grade,
        "of": list(rule.of),
        "at_least": _share(rule.at_least),
        "over": _share(rule.over),
        "seats": rule.seats,
    }


def _share(share: Fraction | None) -> str | None:
    """As people say it: "1/2", "2/3", otherwise in percent."""
    if share is None:
        return None
    return str(share) if 1 < share.denominator <= 10 else f"{format_shortest(100 * share)}%"
