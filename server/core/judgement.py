"""Results of all persons from tallies under the rule set: scores, grades, ranks, quotas and awards by roster (DOMAIN
§5.4–5.8, DECIDE §4).

A result belongs to a person, who may stand in several parts. It is a proposal with its reasons; people decide.
Knows no rounds and no votes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType

from .awards import AwardOutcome, award_outcomes, awards_json, with_awards
from .bands import person_bands
from .counting import entered_tally
from .decided_results import decided_results
from .grade_reasons import PartStanding, remarks
from .grading import decidable_grades, grade_of
from .models import Additions, Adjustment, Meeting, Part
from .part_votes import PartVotes
from .quota import QuotaOutcome, quota_json, quota_outcome
from .ranking import rank_values, ranked
from .result_rosters import Roster, rosters_of
from .results import Result, unambiguous_names
from .rounding import round_half_up
from .tallies import SubjectTally


@dataclass(frozen=True, slots=True)
class RosterOutcome:
    """A roster with its number of ranked persons, its quota and its awards."""

    roster: Roster
    ranked: int
    quota: QuotaOutcome | None = None
    awards: tuple[AwardOutcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """`results` by roster, then by rank, then in document order; those without a rank come last in their roster."""

    results: tuple[Result, ...]
    rosters: tuple[RosterOutcome, ...]

    @property
    def quota(self) -> QuotaOutcome | None:
        """That of the only scored roster; None where there are several."""
        scored = [outcome for outcome in self.rosters if not outcome.roster.is_decided]
        return scored[0].quota if len(scored) == 1 else None


def judge(
    meeting: Meeting,
    tallies: Mapping[str, SubjectTally],
    additions: Additions,
    waiting: Mapping[str, str] = MappingProxyType({}),
    votes: Mapping[str, PartVotes] = MappingProxyType({}),
) -> Judgement:
    """The results of all persons. `tallies` by subject id. A subject whose tally is withheld is in `waiting` instead,
    with the state of its round, "open" or "closed". `votes` by the name of a decided part."""
    results, outcomes = list[Result](), list[RosterOutcome]()
    for roster in rosters_of(meeting):
        if roster.is_decided:
            decided = decided_results(meeting, votes[roster.parts[0].name], additions, waiting)
            rows = [replace(row, roster=roster.number) for row in decided]
            outcomes.append(RosterOutcome(roster, _ranked_count(rows)))
        else:
            persons = _standings_by_person(meeting, roster, tallies, waiting)
            rows = _scored_results(meeting, roster, persons, additions)
            outcomes.append(_scored_outcome(meeting, roster, rows))
        results += with_awards(rows, outcomes[-1].awards)
    return Judgement(tuple(results), tuple(outcomes))


def _scored_outcome(meeting: Meeting, roster: Roster, results: Sequence[Result]) -> RosterOutcome:
    """Only scores are subject to a quota and win awards; seats are filled by votes."""
    quota, awards = meeting.rules.quota, award_outcomes(meeting.rules.awards, results)
    outcome = None if quota is None else quota_outcome(quota, results)
    return RosterOutcome(roster, _ranked_count(results), outcome, awards)


def _ranked_count(results: Sequence[Result]) -> int:
    return sum(result.rank is not None for result in results)


def _standings_by_person(
    meeting: Meeting, roster: Roster, tallies: Mapping[str, SubjectTally], waiting: Mapping[str, str]
) -> list[list[PartStanding]]:
    persons: dict[tuple[str, str], list[PartStanding]] = {}
    for part in roster.parts:
        for subject in part.subjects:
            state = waiting.get(subject.id, "")
            tally = entered_tally(meeting, subject, None) if state else tallies[subject.id]
            persons.setdefault(subject.person, []).append(PartStanding(part, subject, tally, state))
    return list(persons.values())


def _scored_results(
    meeting: Meeting, roster: Roster, persons: Sequence[Sequence[PartStanding]], additions: Additions
) -> list[Result]:
    """By rank, for persons with a score."""
    results = [_scored_result(meeting, roster, standings, additions) for standings in persons]
    rows = [
        (result, None if result.score is None else rank_values(meeting.rules.rank, result, standings))
        for result, standings in zip(results, persons, strict=True)
    ]
    return ranked(rows)


def _scored_result(meeting: Meeting, roster: Roster, standings: Sequence[PartStanding], additions: Additions) -> Result:
    """Adjustments and flags of all the person's subject ids apply; of decisions, the first in document order."""
    first, ids = standings[0].subject, tuple(standing.subject.id for standing in standings)
    adjustments = tuple(a for sid in ids for a in additions.adjustments.get(sid, ()))
    flags = tuple(dict.fromkeys(flag for sid in ids for flag in additions.flags.get(sid, ())))
    exact = _exact_score(standings, adjustments)
    score = None if exact is None else round_half_up(exact, meeting.rules.decimals)
    bands = person_bands(meeting, _judging_parts(standings))
    grade, grade_reasons = grade_of(meeting, standings, score, bands, flags)
    return Result(
        name=first.name,
        unit=first.unit,
        subjects=ids,
        parts=tuple((s.part.name, s.tally.exact) for s in standings if s.tally.exact is not None),
        adjustments=adjustments,
        score=score,
        bands=bands,
        grade=grade,
        reasons=(*grade_reasons, *remarks(meeting, standings, score)),
        decided=next((additions.decisions[sid] for sid in ids if sid in additions.decisions), None),
        roster=roster.number,
        exact=exact,
        grades=decidable_grades(meeting, bands),
    )


def _exact_score(standings: Sequence[PartStanding], adjustments: Sequence[Adjustment]) -> Fraction | None:
    """Σ w_p·part_p / Σ w_p over the parts with a score, plus adjustments (DOMAIN §5.4)."""
    scored = [(s.part.weight, s.tally.exact) for s in standings if s.tally.exact is not None]
    if not scored or any(standing.tally.blocked for standing in standings):
        return None
    mean = sum((weight * score for weight, score in scored), Fraction()) / sum(weight for weight, _ in scored)
    return mean + sum(adjustment.points for adjustment in adjustments)


def _judging_parts(standings: Sequence[PartStanding]) -> Iterator[Part]:
    """The parts whose bands judge the person: those with a score, all of them until there is one."""
    scored = [standing.part for standing in standings if standing.tally.exact is not None]
    yield from scored or (standing.part for standing in standings)


def judgement_quota_json(meeting: Meeting, quota: QuotaOutcome | None) -> dict[str, object] | None:
    """`quota` of tally.json."""
    return None if quota is None else quota_json(quota, unambiguous_names(meeting), meeting.edition)


def rosters_json(meeting: Meeting, rosters: Sequence[RosterOutcome]) -> list[dict[str, object]]:
    """`rosters` of tally.json (DECIDE §5)."""
    names = unambiguous_names(meeting)
    return [
        {
            "parts": [part.name for part in outcome.roster.parts],
            "ranked": outcome.ranked,
            "quota": outcome.quota and quota_json(outcome.quota, names, meeting.edition),
            "awards": awards_json(outcome.awards, names),
        }
        for outcome in rosters
    ]
