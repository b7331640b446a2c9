"""The tally of one subject, exactly (DOMAIN §5.1–5.3, §5.9, §5.10). Knows no rounds, persons or grades.

Rational numbers throughout: a value is rounded once, where it is graded or printed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm

from .bands import band_of, part_bands
from .forms import Form, Scale
from .hidden_groups import NONE_HIDDEN, POOLED, HiddenGroups
from .models import Band, Meeting, Part, Subject, Vote
from .rounding import format_optional, round_half_up

Distribution = tuple[tuple[Fraction, int], ...]
"""Ballot scores from the lowest to the highest, each with the number of ballots that have it."""


@dataclass(frozen=True, slots=True)
class ItemTally:
    """One item of the form. `counts` per mark in the order of the scale, never trimmed.

    `mean` is the plain mean of the marks cast on the item, None without any.
    """

    key: str
    title: str
    counts: tuple[int, ...]
    abstained: int
    mean: Fraction | None


@dataclass(frozen=True, slots=True)
class GroupTally:
    """One voter group. A `suppressed` one holds neither count nor mean (DOMAIN §5.9)."""

    name: str
    weight: Fraction | None
    ballots: int | None
    mean: Fraction | None
    suppressed: bool = False


@dataclass(frozen=True, slots=True)
class SubjectTally:
    """The count of one subject in one part. `ballots` are those that score (DOMAIN §5.10).

    `exact` is for further computation, `score` its rounded value. `bands` counts scored ballots from the highest
    band down. `trimmed`: the score leaves some ballots out. `untrimmed`: names of the groups with too few ballots
    to be trimmed; `("",)` if groups have no weights and all ballots together are too few. `empty` names weighted
    groups without a scored ballot; `blocked`: there is no score because of them (`empty_group: refuse`).
    """

    id: str
    decimals: int
    ballots: int = 0
    abstained: int = 0
    recused: int = 0
    invalid: int = 0
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
        return None if self.exact is None else round_half_up(self.exact, self.decimals)

    @property
    def score_text(self) -> str | None:
        return format_optional(self.exact, self.decimals)


@dataclass(frozen=True, slots=True)
class _Pool:
    """Ballots that are averaged together: those of a weighted group, or all of them where groups have no weights.

    Hidden groups whose votes are pooled are one pool without a name. What its ballots cannot tell is in `hidden`.
    """

    name: str
    weight: Fraction
    distribution: Distribution
    hidden: HiddenGroups = NONE_HIDDEN

    @property
    def size(self) -> int:
        return _size(self.distribution)


def tally_subject(
    meeting: Meeting, part: Part, subject: Subject, votes: Mapping[Vote, int], hidden: HiddenGroups = NONE_HIDDEN
) -> SubjectTally:
    """Count the votes on `subject` in `part`. `hidden`: the groups whose votes are pooled in `votes`.

    Under `empty_group: refuse` an empty weighted group blocks the score once anybody has voted; without weights no
    group can lose its weight, so nothing is blocked.
    """
    rules, form = meeting.rules, part.form
    distributions = _distributions(form, meeting.voting_groups(part), votes)
    groups = {index: distribution for index, distribution in distributions.items() if index != POOLED}
    pools = _pools(meeting, distributions, hidden)
    ballots = sum(map(_size, distributions.values()))
    recused = sum(n for vote, n in votes.items() if vote.marks is None)
    invalid = sum(n for vote, n in votes.items() if vote.is_invalid)
    total = sum(votes.values())
    empty = tuple(pool.name for pool in pools if pool.name and not pool.size) if total else ()
    blocked = bool(empty) and rules.refuse_empty_group
    return SubjectTally(
        id=subject.id,
        decimals=rules.decimals,
        ballots=ballots,
        abstained=total - ballots - recused - invalid,
        recused=recused,
        invalid=invalid,
        exact=None if blocked or part.decide else _score(pools, rules.trim),
        items=tuple(_item_tallies(form, votes)),
        bands=_band_counts(part_bands(meeting, part), distributions.values()),
        groups=_group_tallies(meeting, groups, hidden, part.decide is not None),
        trimmed=any(_is_trimmed(pool.distribution, rules.trim) for pool in pools),
        untrimmed=tuple(_untrimmed(meeting, pools)),
        empty=empty,
        blocked=blocked,
    )


def entered_tally(meeting: Meeting, subject: Subject, score: Fraction | None) -> SubjectTally:
    """The tally of a score that is entered by hand: no ballots, no counts (DOMAIN §5.4)."""
    return SubjectTally(subject.id, meeting.rules.decimals, exact=score)


def ballot_score(form: Form, marks: Sequence[int | None]) -> Fraction | None:
    """b = Σ wᵢ·sᵢ / Σ wᵢ over the scored items; None where all are abstained (DOMAIN §5.1)."""
    numerator, denominator = _weighted_sums(*_integer_scale(form), marks)
    return Fraction(numerator, denominator) if denominator else None


def _integer_scale(form: Form) -> tuple[list[int], dict[int, int], int]:
    """Weights and values of the form as integers, and the factor of the values: it saves one fraction per mark, which
    matters with thousands of ballots."""
    values, factor = _integer_values(form.scale)
    scale = lcm(*(item.weight.denominator for item in form.items))
    return [int(i.weight * scale) for i in form.items], values, factor


@lru_cache(64)
def _integer_values(scale: Scale) -> tuple[dict[int, int], int]:
    """Plain words count as 0: their forms have no score."""
    values = {mark: scale.value(mark) if scale.has_values else Fraction() for mark in scale.marks}
    factor = lcm(*(value.denominator for value in values.values()))
    return {mark: int(value * factor) for mark, value in values.items()}, factor


def _weighted_sums(
    weights: Sequence[int], values: Mapping[int, int], factor: int, marks: Sequence[int | None]
) -> tuple[int, int]:
    """Numerator and denominator of a ballot's score; the denominator is 0 where nothing is scored."""
    numerator = denominator = 0
    for weight, mark in zip(weights, marks, strict=True):
        if mark is not None:
            numerator, denominator = numerator + weight * values[mark], denominator + weight
    return numerator, denominator * factor


def _distributions(form: Form, voting: tuple[int, ...], votes: Mapping[Vote, int]) -> dict[int, Distribution]:
    """The ballot scores of each voting group, by its index in the meeting, and of the pooled votes, under POOLED."""
    sums: dict[int, Counter[tuple[int, int]]] = {index: Counter() for index in (*voting, POOLED)}
    scale = _integer_scale(form)
    for vote, n in votes.items():
        if isinstance(vote.marks, tuple):
            sums[vote.group][_weighted_sums(*scale, vote.marks)] += n
    return {index: _distribution(counter) for index, counter in sums.items()}


def _distribution(sums: Mapping[tuple[int, int], int]) -> Distribution:
    """Leaves out the ballots that score nothing."""
    scores: Counter[Fraction] = Counter()
    for (numerator, denominator), n in sums.items():
        if denominator and n:
            scores[Fraction(numerator, denominator)] += n
    return tuple(sorted(scores.items()))


def _pools(meeting: Meeting, distributions: Mapping[int, Distribution], hidden: HiddenGroups) -> list[_Pool]:
    shown = [
        _Pool(meeting.groups[index].name, weight, distribution)
        for index, distribution in distributions.items()
        if index not in (POOLED, *hidden.groups) and (weight := meeting.groups[index].weight) is not None
    ]
    hidden_weight = sum((meeting.groups[index].weight or Fraction() for index in hidden.groups), Fraction())
    if hidden_weight:
        return [*shown, _Pool("", hidden_weight, distributions[POOLED], hidden)]
    if shown:
        return shown
    total: Counter[Fraction] = Counter()
    for distribution in distributions.values():
        total.update(dict(distribution))
    return [_Pool("", Fraction(1), tuple(sorted(total.items())))]


def _size(distribution: Distribution) -> int:
    return sum(n for _, n in distribution)


def _is_trimmed(distribution: Distribution, trim: int) -> bool:
    """Only more than 2·trim + 2 scored ballots are trimmed (DOMAIN §5.2)."""
    return trim > 0 and _size(distribution) > 2 * trim + 2


def _skip_ballots(pairs: Iterable[tuple[Fraction, int]], skip: int) -> Iterator[tuple[Fraction, int]]:
    """Without the first `skip` ballots."""
    for value, n in pairs:
        skipped = min(skip, n)
        skip -= skipped
        if n > skipped:
            yield value, n - skipped


def _mean(distribution: Distribution, trim: int = 0) -> Fraction | None:
    """The mean, without the `trim` lowest and highest ballots where there are enough."""
    if _is_trimmed(distribution, trim):
        without_lowest = list(_skip_ballots(distribution, trim))
        distribution = tuple(_skip_ballots(reversed(without_lowest), trim))
    size = _size(distribution)
    return sum((value * n for value, n in distribution), Fraction()) / size if size else None


def _score(pools: Sequence[_Pool], trim: int) -> Fraction | None:
    """Σ w_g·mean_g / Σ w_g over the pools that have a ballot (DOMAIN §5.3)."""
    means = [(p.weight, p.hidden.mean if p.hidden.groups else _mean(p.distribution, trim)) for p in pools]
    counted = [(weight, mean) for weight, mean in means if mean is not None]
    if not counted:
        return None
    return sum((weight * mean for weight, mean in counted), Fraction()) / sum(weight for weight, _ in counted)


def _untrimmed(meeting: Meeting, pools: Sequence[_Pool]) -> Iterator[str]:
    trim = meeting.rules.trim
    for pool in pools:
        if pool.hidden.untrimmed:
            yield from (meeting.groups[index].name for index in pool.hidden.groups)
        elif not pool.hidden.groups and trim and pool.size and not _is_trimmed(pool.distribution, trim):
            yield pool.name


def _item_tallies(form: Form, votes: Mapping[Vote, int]) -> Iterator[ItemTally]:
    values, factor = _integer_values(form.scale)
    for index, item in enumerate(form.items):
        marks: Counter[int | None] = Counter()
        for vote, n in votes.items():
            if isinstance(vote.marks, tuple):
                marks[vote.marks[index]] += n
        counts = tuple(marks[mark] for mark in form.scale.marks)
        total = sum(values[mark] * n for mark, n in marks.items() if mark is not None)
        mean = Fraction(total, factor * sum(counts)) if any(counts) and form.scale.has_values else None
        yield ItemTally(item.key, item.title, counts, marks[None], mean)


def _band_counts(bands: Sequence[Band], distributions: Iterable[Distribution]) -> tuple[tuple[str, int], ...]:
    counts = dict.fromkeys((band.name for band in bands), 0)
    for distribution in distributions if bands else ():
        for value, n in distribution:
            counts[band_of(bands, value).name] += n
    return tuple(counts.items())


def _group_tallies(
    meeting: Meeting, groups: Mapping[int, Distribution], hidden: HiddenGroups, is_decided: bool
) -> tuple[GroupTally, ...]:
    small = hidden_groups([_size(distribution) for distribution in groups.values()], meeting.rules.min_group)
    suppressed = hidden.groups or [index for position, index in enumerate(groups) if position in small]
    return tuple(
        GroupTally(group.name, group.weight, None, None, True)
        if index in suppressed
        else GroupTally(
            group.name,
            group.weight,
            _size(distribution),
            None if is_decided else _mean(distribution, meeting.rules.trim),
        )
        for index, group, distribution in ((i, meeting.groups[i], d) for i, d in groups.items())
    )


def hidden_groups(sizes: Sequence[int], least: int) -> frozenset[int]:
    """Indexes of the groups whose count and mean are not shown (DOMAIN §5.9). `sizes`: scored ballots per group.

    Groups of 1 to `least` - 1 ballots; a single one would follow from the total, so the next smallest is hidden with
    it. An empty group is never hidden. A small group that votes alone in its part is hidden too, although the subject's
    own line shows its numbers: the rule has no exceptions.
    """
    small = {index for index, size in enumerate(sizes) if 0 < size < least}
    if len(small) == 1:
        others = [index for index, size in enumerate(sizes) if size and index not in small]
        small |= set(sorted(others, key=lambda index: (sizes[index], -index))[:1])
    return frozenset(small)


def score_basis(meeting: Meeting, part: Part, tallies: Iterable[SubjectTally]) -> str:
    """How a part's scores are computed: `weighted` by groups, `trimmed` for at least one subject, or a plain `mean`."""
    weights = [meeting.groups[index].weight for index in meeting.voting_groups(part)]
    if len(weights) > 1 and None not in weights:
        return "weighted"
    return "trimmed" if any(tally.trimmed for tally in tallies) else "mean"


def subject_json(tally: SubjectTally) -> dict[str, object]:
    """A subject as both the screen's `tally` message and tally.json have it (CONTRACT)."""
    return {
        "id": tally.id,
        "ballots": tally.ballots,
        "abstained": tally.abstained,
        "score": tally.score_text,
        "items": items_json(tally),
        "bands": dict(tally.bands),
    }


def items_json(tally: SubjectTally) -> list[dict[str, object]]:
    return [
        {
            "key": item.key,
            "counts": list(item.counts),
            "abstained": item.abstained,
            "mean": format_optional(item.mean, tally.decimals),
        }
        for item in tally.items
    ]
