"""The votes on one subject, or for one name written in, as shares of their bases (DECIDE §3). Grades nobody.

Each ballot counts as one, whatever the weight of its group.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from .attendance import Attendance
from .models import Meeting, Part
from .rounding import format_percent
from .tallies import SubjectTally
from .vote_bases import Bases, ItemVotes, base_number, bases_of, item_votes, voters_of
from .vote_rules import Base, Decide, DecideRule

SHARE_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class VoteShare:
    """`count` of the `base` ballots or people that `basis` names, None while that number is missing. `contradicted`:
    more ballots were returned than there are people in the base."""

    count: int
    basis: Base
    base: int | None
    contradicted: bool = False

    @property
    def is_known(self) -> bool:
        """Whether there is a share."""
        return bool(self.base) and not self.contradicted

    @property
    def percent(self) -> str | None:
        """With two decimals; None where there is no share."""
        return format_percent(self.count, self.base or 0, SHARE_DECIMALS) if self.is_known else None

    def meets(self, rule: DecideRule) -> bool:
        """Whether a known share reaches the rule's threshold; a seat also needs one vote."""
        assert self.base, "a share of nothing was about to be compared"
        value = Fraction(self.count, self.base)
        if rule.seats is not None and not self.count:
            return False
        return (rule.at_least is None or value >= rule.at_least) and (rule.over is None or value > rule.over)


@dataclass(frozen=True, slots=True)
class FigureShare:
    """A named share that decides nothing."""

    name: str
    share: VoteShare


@dataclass(frozen=True, slots=True)
class RoundBallots:
    """What a round's ballots say on one subject. `spoiled`: the round's ballots that are invalid as a whole.
    `attendance`: of the round."""

    tally: SubjectTally
    spoiled: int = 0
    attendance: Attendance = Attendance()


@dataclass(frozen=True, slots=True)
class SubjectVotes:
    """The votes on a subject in a part with `decide`, on the item that decides."""

    decide: Decide
    item: ItemVotes
    bases: Bases

    @property
    def share(self) -> VoteShare:
        """Of the first rule."""
        return self.share_for(self.decide.rules[0])

    def share_for(self, rule: DecideRule) -> VoteShare:
        return share_of(rule.of, self.decide.base, self.bases, self.item)

    @property
    def needed(self) -> int | None:
        """The least count that meets the first rule; None without a threshold or a base."""
        return needed_votes(self.decide.rules[0], self.share.base)

    @property
    def is_undecided(self) -> bool:
        """Whether a number is missing or contradicts another one, so that no rule can be applied yet."""
        return self.share.base is None or self.share.contradicted


def share_of(words: tuple[str, ...], basis: Base, bases: Bases, item: ItemVotes) -> VoteShare:
    """The ballots that mark one of `words`."""
    base = base_number(basis, bases, item)
    counts_people = basis in ("expected", "present")
    return VoteShare(item.count(words), basis, base, counts_people and base is not None and base < bases.returned)


def needed_votes(rule: DecideRule, base: int | None) -> int | None:
    """The least count that meets the rule's threshold; None without one, and without a base."""
    if not base or (rule.at_least is None and rule.over is None):
        return None
    least = 1 if rule.seats is not None else 0
    return max(least, ceil(rule.at_least * base) if rule.at_least is not None else floor((rule.over or 0) * base) + 1)


def subject_votes(meeting: Meeting, part: Part, ballots: RoundBallots) -> SubjectVotes | None:
    """None in a part without `decide`."""
    if part.decide is None:
        return None
    item, voters = item_votes(part.form, part.decide.item, ballots.tally), voters_of(meeting, part, ballots.attendance)
    return SubjectVotes(part.decide, item, bases_of(voters, item, ballots.spoiled))


def figures_of(meeting: Meeting, part: Part, ballots: RoundBallots) -> tuple[FigureShare, ...]:
    """Abstained, marked and invalid refer to the item of each figure."""
    voters = voters_of(meeting, part, ballots.attendance)
    items = {key: item_votes(part.form, key, ballots.tally) for key in {figure.item for figure in part.figures}}
    bases = {key: bases_of(voters, item, ballots.spoiled) for key, item in items.items()}
    return tuple(
        FigureShare(figure.name, share_of(figure.of, figure.base, bases[figure.item], items[figure.item]))
        for figure in part.figures
    )


def votes_json(votes: SubjectVotes) -> dict[str, object]:
    """`votes` of a subject (DECIDE §5)."""
    return {**share_json(votes.share), "needed": votes.needed}


def share_json(share: VoteShare) -> dict[str, object]:
    basis = share.basis if isinstance(share.basis, str) else list(share.basis)
    return {"count": share.count, "basis": basis, "base": share.base, "share": share.percent}


def figure_json(figure: FigureShare) -> dict[str, object]:
    return {"name": figure.name, **share_json(figure.share)}


def bases_json(bases: Bases) -> dict[str, object]:
    return {
        "expected": bases.expected,
        "present": bases.present,
        "returned": bases.returned,
        "valid": bases.valid,
        "marked": bases.marked,
    }


def subject_votes_json(votes: SubjectVotes | None, figures: Sequence[FigureShare]) -> dict[str, object]:
    """What tally.json and the `tally` message have of a subject's votes: null where there are none, in a scored part
    and until a round is closed and may be seen."""
    return {
        "bases": None if votes is None else bases_json(votes.bases),
        "votes": None if votes is None else votes_json(votes),
        "figures": [figure_json(figure) for figure in figures],
    }


def votes_fields(meeting: Meeting, part: Part, ballots: RoundBallots) -> dict[str, object]:
    """`subject_votes_json` of a round's ballots."""
    return subject_votes_json(subject_votes(meeting, part, ballots), figures_of(meeting, part, ballots))
