"""The tally of one subject, exactly (DOMAIN §5.1–5.3, §5.9, §5.10; DECIDE §1). Knows no rounds, persons or grades.

Votes can be added at any time, so that a running tally costs no more than its new ballots. Rational numbers throughout:
a value is rounded once, where it is graded or printed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from .ballot_scores import ScoreSum, Scoring, scoring_of
from .hidden_groups import NONE_HIDDEN, POOLED, HiddenGroups, hidden_groups
from .item_counts import ItemCount, group_item_tally, item_counts, item_tally
from .models import Meeting, Part, Rules, Subject, Vote
from .tallies import BandCounts, GroupTally, ItemTally, SubjectTally


@dataclass(slots=True)
class GroupCount:
    """The scored ballots of one group, or of several."""

    scores: ScoreSum
    items: list[ItemCount]

    def include(self, other: "GroupCount") -> None:
        self.scores.include(other.scores)
        for mine, its in zip(self.items, other.items, strict=True):
            mine.include(its)


class SubjectCount:
    """The votes on one subject of a part. `groups`: the scored ballots of each voting group, by its index in the
    meeting, and the pooled ones, under POOLED. `unscored`: the items of the ballots that abstain."""

    def __init__(self, meeting: Meeting, part: Part) -> None:
        self.scoring = scoring_of(meeting, part)
        self.floors = [(band.floor.numerator, band.floor.denominator) for band in self.scoring.bands]
        self.in_classes = meeting.edition > 1
        self.trim = meeting.rules.trim
        self.groups = {index: self.empty_group() for index in (*meeting.voting_groups(part), POOLED)}
        self.unscored = item_counts(part.form.scales, self.in_classes)
        self.abstained = self.recused = self.invalid = 0

    def empty_group(self) -> GroupCount:
        return GroupCount(ScoreSum(self.trim, self.floors), item_counts(self.scoring.form.scales, self.in_classes))

    def add(self, votes: Mapping[Vote, int]) -> None:
        """Equal votes may be added in several steps."""
        for vote, times in votes.items():
            row = vote.marks
            if row is None:
                self.recused += times
            elif isinstance(row, str):
                self.invalid += times
            else:
                for item, mark in zip(self._score(vote.group, row, times), row, strict=True):
                    item.add(mark, times)

    def _score(self, group: int, marks: Sequence[int | None], times: int) -> list[ItemCount]:
        """Add these marks to the scores of the group. Returns the items that they belong to."""
        score = self.scoring.score(marks)
        if score is None:
            self.abstained += times
            return self.unscored
        counted = self.groups[group]
        counted.scores.add(score, times)
        return counted.items

    def together(self) -> GroupCount:
        """The scored ballots of all groups."""
        total = self.empty_group()
        for group in self.groups.values():
            total.include(group)
        return total


@dataclass(frozen=True, slots=True)
class _Pool:
    """Ballots that are averaged together: those of a weighted group, or all of them where groups have no weights.

    Hidden groups whose votes are pooled are one pool without a name. What its ballots cannot tell is in `hidden`.
    """

    name: str
    weight: Fraction
    count: GroupCount
    hidden: HiddenGroups = NONE_HIDDEN

    @property
    def size(self) -> int:
        return self.count.scores.size


def empty_counts(meeting: Meeting, part: Part, subjects: int) -> tuple[SubjectCount, ...]:
    """One for each subject of a round."""
    return tuple(SubjectCount(meeting, part) for _ in range(subjects))


def tally_subject(
    meeting: Meeting, part: Part, subject: Subject, votes: Mapping[Vote, int], hidden: HiddenGroups = NONE_HIDDEN
) -> SubjectTally:
    """Count the votes on `subject` in `part`. `hidden`: the groups whose votes are pooled in `votes`."""
    count = SubjectCount(meeting, part)
    count.add(votes)
    return replace(tally_of(meeting, subject, count, hidden), groups=tuple(_group_tallies(meeting, count, hidden)))


def tally_of(
    meeting: Meeting, subject: Subject, count: SubjectCount, hidden: HiddenGroups = NONE_HIDDEN
) -> SubjectTally:
    """What has been counted of `subject` until now, without its groups, which a running tally does not show.

    Under `empty_group: refuse` an empty weighted group blocks the score once anybody has voted; without weights no
    group can lose its weight, so nothing is blocked.
    """
    rules, total = meeting.rules, count.together()
    pools = _pools(meeting, count, total, hidden)
    ballots = total.scores.size
    voted = ballots + count.abstained + count.recused + count.invalid
    empty = tuple(pool.name for pool in pools if pool.name and not pool.size) if voted else ()
    blocked = bool(empty) and rules.refuse_empty_group
    return SubjectTally(
        id=subject.id,
        decimals=rules.decimals,
        ballots=ballots,
        abstained=count.abstained,
        recused=count.recused,
        invalid=count.invalid,
        exact=None if blocked else _score(rules, count.scoring, pools),
        items=tuple(_item_tallies(count, total)),
        bands=_band_counts(count.scoring, total),
        trimmed=any(_is_trimmed(rules, pool.size) for pool in pools),
        untrimmed=tuple(_untrimmed(meeting, pools)),
        empty=empty,
        blocked=blocked,
    )


def entered_tally(meeting: Meeting, subject: Subject, score: Fraction | None) -> SubjectTally:
    """The tally of a score that is entered by hand: no ballots, no counts (DOMAIN §5.4)."""
    return SubjectTally(subject.id, meeting.rules.decimals, exact=score)


def _pools(meeting: Meeting, count: SubjectCount, total: GroupCount, hidden: HiddenGroups) -> list[_Pool]:
    shown = [
        _Pool(meeting.groups[index].name, weight, group)
        for index, group in count.groups.items()
        if index not in (POOLED, *hidden.groups) and (weight := meeting.groups[index].weight) is not None
    ]
    hidden_weight = sum((meeting.groups[index].weight or Fraction() for index in hidden.groups), Fraction())
    if hidden_weight:
        return [*shown, _Pool("", hidden_weight, count.groups[POOLED], hidden)]
    return shown or [_Pool("", Fraction(1), total)]


def least_trimmed(rules: Rules) -> int:
    """The scored ballots that a group needs to be trimmed (DOMAIN §5.2, DECIDE §4)."""
    return 2 * rules.trim + 3 if rules.trim_least is None else rules.trim_least


def _is_trimmed(rules: Rules, ballots: int) -> bool:
    return rules.trim > 0 and ballots >= least_trimmed(rules)


def _mean(rules: Rules, scoring: Scoring, group: GroupCount) -> Fraction | None:
    """Of the ballots' scores, or of the items' means (DECIDE §1 `rules.items`); None where votes decide."""
    if scoring.decided is not None:
        return None
    if not rules.averages_items:
        return group.scores.mean(_is_trimmed(rules, group.scores.size))
    means = [(item.weight, group.items[item.index].mean(scoring.zeroes)) for item in scoring.items]
    return _weighted_mean([(Fraction(weight), mean) for weight, mean in means if mean is not None])


def _score(rules: Rules, scoring: Scoring, pools: Sequence[_Pool]) -> Fraction | None:
    """Σ w_g·mean_g / Σ w_g over the pools that have a ballot (DOMAIN §5.3)."""
    means = [(p.weight, p.hidden.mean if p.hidden.groups else _mean(rules, scoring, p.count)) for p in pools]
    return _weighted_mean([(weight, mean) for weight, mean in means if mean is not None])


def _weighted_mean(pairs: Sequence[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Of pairs of a weight and a value; None without any."""
    if not pairs:
        return None
    return sum((weight * value for weight, value in pairs), Fraction()) / sum(weight for weight, _ in pairs)


def _untrimmed(meeting: Meeting, pools: Sequence[_Pool]) -> Iterator[str]:
    rules = meeting.rules
    for pool in pools:
        if pool.hidden.untrimmed:
            yield from (meeting.groups[index].name for index in pool.hidden.groups)
        elif not pool.hidden.groups and rules.trim and pool.size and not _is_trimmed(rules, pool.size):
            yield pool.name


def _item_tallies(count: SubjectCount, total: GroupCount) -> Iterator[ItemTally]:
    """Of all ballots, scored or not."""
    form = count.scoring.form
    all_ballots = item_counts(form.scales, count.in_classes)
    for item, scale, sum_, scored, unscored in zip(
        form.items, form.scales, all_ballots, total.items, count.unscored, strict=True
    ):
        sum_.include(scored)
        sum_.include(unscored)
        yield item_tally(item, scale, sum_)


def _band_counts(scoring: Scoring, group: GroupCount) -> BandCounts:
    return tuple(zip((band.name for band in scoring.bands), group.scores.in_bands, strict=True))


def _group_tallies(meeting: Meeting, count: SubjectCount, hidden: HiddenGroups) -> Iterator[GroupTally]:
    groups = {index: group for index, group in count.groups.items() if index != POOLED}
    small = hidden_groups([group.scores.size for group in groups.values()], meeting.rules.min_group)
    suppressed = hidden.groups or [index for position, index in enumerate(groups) if position in small]
    form = count.scoring.form
    for index, group in groups.items():
        name, weight = meeting.groups[index].name, meeting.groups[index].weight
        if index in suppressed:
            yield GroupTally(name, weight, None, None, True)
        else:
            mean = _mean(meeting.rules, count.scoring, group)
            items = tuple(map(group_item_tally, form.items, form.scales, group.items))
            bands = _band_counts(count.scoring, group)
            yield GroupTally(name, weight, group.scores.size, mean, items=items, bands=bands)


def score_basis(meeting: Meeting, part: Part, tallies: Iterable[SubjectTally]) -> str:
    """How a part's scores are computed: `weighted` by groups, `trimmed` for at least one subject, or a plain `mean`."""
    weights = [meeting.groups[index].weight for index in meeting.voting_groups(part)]
    if len(weights) > 1 and None not in weights:
        return "weighted"
    return "trimmed" if any(tally.trimmed for tally in tallies) else "mean"
