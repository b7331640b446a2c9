"""Which votes keep the name of their group: only those that papers print under it (DOMAIN §5.9, PROMISES P25, P45).

At the close of a round the votes of hidden groups are mixed, and so are those of all groups that do not score:
abstentions, recusals and invalid lines. Neither the database nor an archive then tells more of how a small group voted
than its papers do; the database also keeps how many of its cards had not come in. And the papers tell no more than
this: every count in them is one of the mixed votes, so no difference between two counts separates the hidden groups.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from .ballot_scores import is_scored
from .counting import tally_subject
from .hidden_groups import NONE_HIDDEN, POOLED, HiddenGroups
from .models import Meeting, Part, Subject, Vote
from .tallies import GroupTally, SubjectTally

_ANYBODY = Subject("", "")
"""Counting needs no more of the subject."""


def without_groups(part: Part, votes: Mapping[Vote, int], shown: Collection[int]) -> Counter[Vote]:
    """The votes, POOLED unless they score and their group is in `shown`."""
    pooled = Counter[Vote]()
    for vote, times in votes.items():
        keeps_group = vote.group in shown and is_scored(part, vote.marks)
        pooled[vote if keeps_group else Vote(POOLED, vote.marks)] += times
    return pooled


def pool_votes(meeting: Meeting, part: Part, votes: Mapping[Vote, int]) -> tuple[Counter[Vote], HiddenGroups]:
    """What is kept of the votes on one subject: pooled, and what a weighted score needs in addition. Where one group
    votes alone, its name tells nothing and is kept."""
    voting = meeting.voting_groups(part)
    if len(voting) == 1:
        return Counter(votes), NONE_HIDDEN
    tally = tally_subject(meeting, part, _ANYBODY, votes)
    groups = list(zip(voting, tally.groups, strict=True))
    hidden = tuple(index for index, group in groups if group.suppressed)
    shown = {index for index, group in groups if not group.suppressed}
    stated = HiddenGroups(hidden, hidden_mean(tally), hidden_untrimmed(tally)) if hidden else NONE_HIDDEN
    return without_groups(part, votes, shown), stated


def pool_round(
    meeting: Meeting, part: Part, votes: Sequence[Mapping[Vote, int]]
) -> tuple[tuple[Counter[Vote], ...], tuple[HiddenGroups, ...]]:
    """`pool_votes` of each subject of a round."""
    pooled = [pool_votes(meeting, part, column) for column in votes]
    return tuple(column for column, _ in pooled), tuple(hidden for _, hidden in pooled)


def hidden_mean(tally: SubjectTally) -> Fraction | None:
    """The weighted mean of the hidden groups' means: the exact score with the shown groups subtracted. None without
    weights, hidden groups or a score."""
    hidden = weighted_hidden(tally)
    if not hidden or tally.exact is None:
        return None
    shown = [group for group in tally.groups if group.mean is not None]
    total = tally.exact * (total_weight(hidden) + total_weight(shown))
    return (total - sum((_weighted_mean(group) for group in shown), Fraction())) / total_weight(hidden)


def hidden_untrimmed(tally: SubjectTally) -> bool:
    """Whether a hidden group with a weight was too small to be trimmed."""
    return any(group.name in tally.untrimmed for group in weighted_hidden(tally))


def weighted_hidden(tally: SubjectTally) -> list[GroupTally]:
    return [group for group in tally.groups if group.suppressed and group.weight is not None]


def total_weight(groups: Sequence[GroupTally]) -> Fraction:
    return sum((group.weight or Fraction() for group in groups), Fraction())


def _weighted_mean(group: GroupTally) -> Fraction:
    return (group.weight or Fraction()) * (group.mean or Fraction())
