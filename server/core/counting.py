"""The tally of one subject, exactly (DOMAIN §5.1–5.3, §5.9, §5.10). Knows no rounds, persons or grades.

Rational numbers throughout. A figure is rounded once, where it is graded or shown; what it is
made from stays exact.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from .models import Band, Form, Meeting, Part, Rules, Subject, Vote
from .rounding import figure_or_none, rounded

Spread = tuple[tuple[Fraction, int], ...]
"""How often each ballot score came, from the lowest to the highest."""


def band_of(bands: Sequence[Band], value: Fraction) -> Band:
    """The band a value falls in; below all bands is the lowest (DOMAIN §5.4). `bands` highest first."""
    return next((band for band in bands if value >= band.floor), bands[-1])


@dataclass(frozen=True, slots=True)
class ItemTally:
    """One line of the form. `counts` per mark of the scale, in its order; trimming never touches it.

    `mean` is the plain mean of the marks cast on the item, None where there are none.
    """

    key: str
    title: str
    counts: tuple[int, ...]
    abstained: int
    mean: Fraction | None


@dataclass(frozen=True, slots=True)
class GroupTally:
    """One group's row. Where `suppressed`, the count and the mean are not even in it (DOMAIN §5.9)."""

    name: str
    weight: Fraction | None
    ballots: int | None
    mean: Fraction | None
    suppressed: bool = False


@dataclass(frozen=True, slots=True)
class SubjectTally:
    """What was counted for one subject in one part. `ballots` are the scored ones (DOMAIN §5.10).

    `exact` goes into further reckoning, `score` is it rounded. `bands` counts scored ballots, from
    the highest band down. `trimmed`: something was left out of the score; `untrimmed` names groups
    too small for it ("" stands for all ballots together). `empty` names weighted groups without a
    scored ballot; `blocked`: that refuses the score (`empty_group: refuse`).
    """

    id: str
    decimals: int
    ballots: int = 0
    abstained: int = 0
    recused: int = 0
    exact: Fraction | None = None
    items: tuple[ItemTally, ...] = ()
    bands: tuple[tuple[str, int], ...] = ()
    groups: tuple[GroupTally, ...] = ()
    trimmed: bool = False
    untrimmed: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    blocked: bool = False

    @property
    def score(self) -> Fraction | None:
        return None if self.exact is None else rounded(self.exact, self.decimals)

    @property
    def shown(self) -> str | None:
        return figure_or_none(self.exact, self.decimals)


@dataclass(frozen=True, slots=True)
class _Pool:
    """Ballots that are averaged together: a weighted group, or all where there are no weights."""

    name: str
    weight: Fraction
    spread: Spread

    @property
    def size(self) -> int:
        return _size(self.spread)


def tally_subject(meeting: Meeting, part: Part, subject: Subject, votes: Mapping[Vote, int]) -> SubjectTally:
    """Count what was cast for `subject` in `part`.

    Under `empty_group: refuse` an empty weighted group leaves no score once anybody has voted;
    without weights no group can lose its weight, so nothing is refused.
    """
    rules, form = meeting.rules, part.form
    groups = _spreads(form, meeting.voting_groups(part), votes)
    pools = _pools(meeting, groups)
    ballots = sum(map(_size, groups.values()))
    recused = sum(n for vote, n in votes.items() if vote.marks is None)
    total = sum(votes.values())
    empty = tuple(pool.name for pool in pools if pool.name and not pool.size) if total else ()
    blocked = bool(empty) and rules.refuse_empty_group
    return SubjectTally(
        id=subject.id,
        decimals=rules.decimals,
        ballots=ballots,
        abstained=total - ballots - recused,
        recused=recused,
        exact=None if blocked else _score(pools, rules.trim),
        items=tuple(_items(form, votes)),
        bands=_bands(meeting.bands(form), groups.values()),
        groups=_rows(meeting, groups),
        trimmed=any(_trims(pool.spread, rules.trim) for pool in pools),
        untrimmed=tuple(_untrimmed(pools, rules)),
        empty=empty,
        blocked=blocked,
    )


def entered_tally(meeting: Meeting, subject: Subject, score: Fraction | None) -> SubjectTally:
    """The place of a subject whose score is typed in: no ballots, no counts (DOMAIN §5.4)."""
    return SubjectTally(subject.id, meeting.rules.decimals, exact=score)


def ballot_score(form: Form, marks: Sequence[int | None]) -> Fraction | None:
    """b = Σ wᵢ·sᵢ / Σ wᵢ over the items scored; None where all are abstained (DOMAIN §5.1)."""
    above, below = _sums(*_whole(form), marks)
    return Fraction(above, below) if below else None


def _whole(form: Form) -> tuple[list[int], dict[int, int], int]:
    """Weights and values of the form as whole numbers, and what the values were multiplied by.

    Thousands of ballots are added up while the room waits: one fraction a sum, not one a mark.
    """
    values = {mark: form.scale.value(mark) for mark in form.scale.marks}
    unit = lcm(*(value.denominator for value in values.values()))
    scale = lcm(*(item.weight.denominator for item in form.items))
    return [int(i.weight * scale) for i in form.items], {m: int(v * unit) for m, v in values.items()}, unit


def _sums(weights: Sequence[int], values: Mapping[int, int], unit: int, marks: Sequence[int | None]) -> tuple[int, int]:
    above = below = 0
    for weight, mark in zip(weights, marks, strict=True):
        if mark is not None:
            above, below = above + weight * values[mark], below + weight
    return above, below * unit


def _spreads(form: Form, voting: tuple[int, ...], votes: Mapping[Vote, int]) -> dict[int, Spread]:
    sums: dict[int, Counter[tuple[int, int]]] = {index: Counter() for index in voting}
    whole = _whole(form)
    for vote, n in votes.items():
        if vote.marks is not None:
            sums[vote.group][_sums(*whole, vote.marks)] += n
    return {index: _spread(counter) for index, counter in sums.items()}


def _spread(sums: Mapping[tuple[int, int], int]) -> Spread:
    """From the lowest to the highest; ballots that scored nothing are left out."""
    scores: Counter[Fraction] = Counter()
    for (above, below), n in sums.items():
        if below and n:
            scores[Fraction(above, below)] += n
    return tuple(sorted(scores.items()))


def _pools(meeting: Meeting, groups: Mapping[int, Spread]) -> list[_Pool]:
    named = [(meeting.groups[index], spread) for index, spread in groups.items()]
    weighted = [_Pool(g.name, g.weight, spread) for g, spread in named if g.weight is not None]
    if weighted:
        return weighted
    together: Counter[Fraction] = Counter()
    for spread in groups.values():
        together.update(dict(spread))
    return [_Pool("", Fraction(1), tuple(sorted(together.items())))]


def _size(spread: Spread) -> int:
    return sum(n for _, n in spread)


def _trims(spread: Spread, k: int) -> bool:
    """Only more than 2k+2 scored ballots are trimmed (DOMAIN §5.2)."""
    return k > 0 and _size(spread) > 2 * k + 2


def _without_lowest(pairs: Sequence[tuple[Fraction, int]], k: int) -> Iterator[tuple[Fraction, int]]:
    for value, n in pairs:
        dropped = min(k, n)
        k -= dropped
        if n > dropped:
            yield value, n - dropped


def _mean(spread: Spread, k: int = 0) -> Fraction | None:
    """A group's mean: trimmed by `k` at either end where it is large enough."""
    if _trims(spread, k):
        upper = list(_without_lowest(spread, k))
        spread = tuple(_without_lowest(upper[::-1], k))
    size = _size(spread)
    return sum((value * n for value, n in spread), Fraction()) / size if size else None


def _score(pools: Sequence[_Pool], k: int) -> Fraction | None:
    """Σ w_g·mean_g / Σ w_g over the pools that have a ballot (DOMAIN §5.3)."""
    means = [(pool.weight, mean) for pool in pools if (mean := _mean(pool.spread, k)) is not None]
    if not means:
        return None
    return sum((w * mean for w, mean in means), Fraction()) / sum(w for w, _ in means)


def _untrimmed(pools: Sequence[_Pool], rules: Rules) -> Iterator[str]:
    for pool in pools:
        if rules.trim and pool.size and not _trims(pool.spread, rules.trim):
            yield pool.name


def _items(form: Form, votes: Mapping[Vote, int]) -> Iterator[ItemTally]:
    for index, item in enumerate(form.items):
        cast: Counter[int | None] = Counter()
        for vote, n in votes.items():
            if vote.marks is not None:
                cast[vote.marks[index]] += n
        spread = tuple((form.scale.value(mark), cast[mark]) for mark in form.scale.marks)
        yield ItemTally(item.key, item.title, tuple(n for _, n in spread), cast[None], _mean(spread))


def _bands(bands: Sequence[Band], spreads: Iterable[Spread]) -> tuple[tuple[str, int], ...]:
    fallen = dict.fromkeys((band.name for band in bands), 0)
    for spread in spreads:
        for value, n in spread:
            fallen[band_of(bands, value).name] += n
    return tuple(fallen.items())


def _rows(meeting: Meeting, groups: Mapping[int, Spread]) -> tuple[GroupTally, ...]:
    hidden = hidden_groups([_size(spread) for spread in groups.values()], meeting.rules.min_group)
    return tuple(
        GroupTally(group.name, group.weight, None, None, True)
        if place in hidden
        else GroupTally(group.name, group.weight, _size(spread), _mean(spread, meeting.rules.trim))
        for place, (group, spread) in enumerate((meeting.groups[i], s) for i, s in groups.items())
    )


def hidden_groups(sizes: Sequence[int], least: int) -> frozenset[int]:
    """Places of the groups whose count and mean are not shown (DOMAIN §5.9).

    An empty group is never hidden. A group that votes alone in its part is hidden like any other
    when it is small, though the subject's own line gives its figures: the rule has no exception.
    """
    small = {place for place, size in enumerate(sizes) if 0 < size < least}
    if len(small) == 1:
        others = [place for place, size in enumerate(sizes) if size and place not in small]
        small |= set(sorted(others, key=lambda place: (sizes[place], -place))[:1])
    return frozenset(small)


def basis(meeting: Meeting, part: Part, tallies: Iterable[SubjectTally]) -> str:
    """What the scores of a part are: `weighted` by groups, `trimmed` for one subject at least, or a plain `mean`."""
    weights = [meeting.groups[index].weight for index in meeting.voting_groups(part)]
    if len(weights) > 1 and None not in weights:
        return "weighted"
    return "trimmed" if any(tally.trimmed for tally in tallies) else "mean"


def subject_json(tally: SubjectTally) -> dict[str, object]:
    """A subject's figures as the screen's `tally` message and tally.json both print them (CONTRACT)."""
    return {
        "id": tally.id,
        "ballots": tally.ballots,
        "abstained": tally.abstained,
        "score": tally.shown,
        "items": items_json(tally),
        "bands": dict(tally.bands),
    }


def items_json(tally: SubjectTally) -> list[dict[str, object]]:
    return [
        {
            "key": item.key,
            "counts": list(item.counts),
            "abstained": item.abstained,
            "mean": figure_or_none(item.mean, tally.decimals),
        }
        for item in tally.items
    ]
