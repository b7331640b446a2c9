"""Who gets which grade by votes: rules in order, seats and ties (DECIDE §3). Counts no ballots."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from .vote_rules import Decide, DecideRule
from .votes import SubjectVotes, VoteShare

RankKey = tuple[tuple[bool, Fraction], ...]
"""Compares like the rank: the higher comes first. A missing value comes after all others."""


@dataclass(frozen=True, slots=True)
class Entrant:
    """A subject, or a name written in, with its votes. `key`: its values for the keys of `decide.rank`."""

    name: str
    votes: SubjectVotes
    key: RankKey


class Trial(StrEnum):
    """How one rule ends for an entrant. SEATED and MET give the grade; NO_SEAT: all seats went to others."""

    MET = "met"
    NOT_MET = "not_met"
    SEATED = "seated"
    NO_SEAT = "no_seat"
    TIED = "tied"


@dataclass(frozen=True, slots=True)
class Step:
    """One rule applied to one entrant. The last rule, which has no condition, is no step."""

    rule: DecideRule
    share: VoteShare
    trial: Trial


@dataclass(frozen=True, slots=True)
class Verdict:
    """The grade of an entrant, None where none can be given; `steps`: the rules that led there, in order."""

    grade: str | None = None
    steps: tuple[Step, ...] = ()

    @property
    def is_tied(self) -> bool:
        return bool(self.steps) and self.steps[-1].trial is Trial.TIED

    @property
    def is_seated(self) -> bool:
        return bool(self.steps) and self.steps[-1].trial is Trial.SEATED


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who got the seats. `again`: the name of the part that is the run-off, if there is one."""

    grade: str
    seats: int
    elected: tuple[str, ...]
    tied: tuple[str, ...]
    again: str | None

    @property
    def open(self) -> int:
        return self.seats - len(self.elected)


def rank_key(values: Iterable[Fraction | int | None]) -> RankKey:
    return tuple((value is not None, Fraction(value or 0)) for value in values)


def ranks(keys: Sequence[RankKey]) -> list[int]:
    """Ties share a rank: 1, 1, 3."""
    first: dict[RankKey, int] = {}
    for place, key in enumerate(sorted(keys, reverse=True), 1):
        first.setdefault(key, place)
    return [first[key] for key in keys]


def verdicts(decide: Decide, entrants: Sequence[Entrant]) -> list[Verdict]:
    """The verdict on each entrant: the first rule that holds gives the grade. Where somebody's numbers are missing or
    contradict each other, nobody can be seated, and who depends on the seats has no grade."""
    found = [Verdict()] * len(entrants)
    rest = [place for place, entrant in enumerate(entrants) if entrant.votes.share.is_known]
    is_undecided = any(entrant.votes.is_undecided for entrant in entrants)
    for rule in decide.rules[:-1]:
        if rule.seats is not None and is_undecided:
            return found
        trials = _try(rule, [entrants[place] for place in rest])
        for place, trial in zip(rest, trials, strict=True):
            step = Step(rule, entrants[place].votes.share_for(rule), trial)
            grade = rule.grade if trial in (Trial.MET, Trial.SEATED) else None
            found[place] = Verdict(grade, (*found[place].steps, step))
        rest = [place for place, trial in zip(rest, trials, strict=True) if trial in (Trial.NOT_MET, Trial.NO_SEAT)]
    for place in rest:
        found[place] = replace(found[place], grade=decide.rules[-1].grade)
    return found


def _try(rule: DecideRule, entrants: Sequence[Entrant]) -> list[Trial]:
    holds = [entrant.votes.share_for(rule).meets(rule) for entrant in entrants]
    if rule.seats is None:
        return [Trial.MET if met else Trial.NOT_MET for met in holds]
    keys = sorted((entrant.key for entrant, met in zip(entrants, holds, strict=True) if met), reverse=True)
    return [
        _trial_of_seat(entrant.key, keys, rule.seats) if met else Trial.NOT_MET
        for entrant, met in zip(entrants, holds, strict=True)
    ]


def _trial_of_seat(key: RankKey, keys: Sequence[RankKey], seats: int) -> Trial:
    """`keys`: of everybody for whom the rule holds, the highest first. Those who tie across the last seat get none."""
    if len(keys) <= seats or key > keys[seats]:
        return Trial.SEATED
    return Trial.TIED if key == keys[seats] == keys[seats - 1] else Trial.NO_SEAT


def outcome_of(
    decide: Decide, entrants: Sequence[Entrant], verdicts: Sequence[Verdict], again: str | None
) -> Outcome | None:
    """None without seats, and while they cannot be decided."""
    rule = decide.seats
    known = any(entrant.votes.share.is_known for entrant in entrants)
    if rule is None or rule.seats is None or not known or any(entrant.votes.is_undecided for entrant in entrants):
        return None
    ranked = sorted(zip(entrants, verdicts, strict=True), key=lambda pair: pair[0].key, reverse=True)
    elected = tuple(entrant.name for entrant, verdict in ranked if verdict.is_seated)
    tied = tuple(entrant.name for entrant, verdict in ranked if verdict.is_tied)
    return Outcome(rule.grade, rule.seats, elected, tied, again)


def outcome_json(outcome: Outcome) -> dict[str, object]:
    """`outcome` of a part (DECIDE §5)."""
    return {
        "grade": outcome.grade,
        "seats": outcome.seats,
        "filled": len(outcome.elected),
        "open": outcome.open,
        "elected": list(outcome.elected),
        "tied": list(outcome.tied),
        "again": outcome.again,
    }
