"""Results from tallies under the rule set: score, grade, rank, quota (DOMAIN §5.4–5.8).

A result belongs to a person, who may stand in several parts. It is a proposal with its reasons; people decide.
Knows no rounds and no votes.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from types import MappingProxyType

from .bands import band_of, person_bands
from .counting import entered_tally
from .grade_reasons import (
    GRADE_REASONS,
    PartStanding,
    Reason,
    band_reason,
    flag_reason,
    remarks,
    sentences,
    veto_reasons,
)
from .models import Additions, Adjustment, Band, Decision, Meeting, Quota
from .rounding import format_decimal, format_optional, format_shortest, round_half_up
from .tallies import SubjectTally


@dataclass(frozen=True, slots=True)
class Result:
    """One person's proposed result and the decision, if any. `subjects`: the person's ids, in document order.

    `parts` has the exact score of each part with one. `score` is final and rounded.
    """

    name: str
    unit: str
    subjects: tuple[str, ...]
    parts: tuple[tuple[str, Fraction], ...]
    adjustments: tuple[Adjustment, ...]
    score: Fraction | None
    bands: tuple[Band, ...]
    grade: str | None
    reasons: tuple[Reason, ...]
    decided: Decision | None
    rank: int | None = None

    @property
    def lowered(self) -> bool:
        """Whether the grade comes from a veto or a flag rather than from the score."""
        return any(reason.code in ("veto", "flag") for reason in self.reasons)

    @property
    def below_score(self) -> bool:
        """Whether the grade is lower than the band that the score reaches: a veto or flag need not change it."""
        return self.score is not None and bool(self.bands) and self.grade != band_of(self.bands, self.score).name


@dataclass(frozen=True, slots=True)
class QuotaOutcome:
    """The proposed grades compared with the quota; reported, never enforced. `nearest` are names."""

    at_or_below: str
    share: Fraction
    target: Fraction
    met: bool
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """`results` by rank, then in document order; those without a score come last."""

    results: tuple[Result, ...]
    quota: QuotaOutcome | None


def judge(
    meeting: Meeting,
    tallies: Mapping[str, SubjectTally],
    additions: Additions,
    waiting: Mapping[str, str] = MappingProxyType({}),
) -> Judgement:
    """The results of all persons. `tallies` by subject id. A subject whose tally is withheld is in `waiting` instead,
    with the state of its round, "open" or "closed"."""
    persons: dict[tuple[str, str], list[PartStanding]] = {}
    for part, subject in meeting.subjects():
        state = waiting.get(subject.id, "")
        tally = entered_tally(meeting, subject, None) if state else tallies[subject.id]
        persons.setdefault(subject.person, []).append(PartStanding(part, subject, tally, state))
    results = _ranked([_result(meeting, standings, additions) for standings in persons.values()])
    quota = meeting.rules.quota
    return Judgement(tuple(results), None if quota is None else _quota_outcome(meeting, quota, results))


def _result(meeting: Meeting, standings: Sequence[PartStanding], additions: Additions) -> Result:
    """Adjustments and flags of all the person's subject ids apply; of decisions, the first in document order."""
    first, ids = standings[0].subject, tuple(standing.subject.id for standing in standings)
    adjustments = tuple(a for sid in ids for a in additions.adjustments.get(sid, ()))
    flags = tuple(dict.fromkeys(flag for sid in ids for flag in additions.flags.get(sid, ())))
    score = _score(meeting, standings, adjustments)
    bands = person_bands(meeting, (s.part for s in standings if s.tally.exact is not None))
    grade, grade_reasons = _grade(meeting, standings, score, bands, flags)
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
    )


def _score(meeting: Meeting, standings: Sequence[PartStanding], adjustments: Sequence[Adjustment]) -> Fraction | None:
    """Σ w_p·part_p / Σ w_p over the parts with a score, plus adjustments, rounded once (DOMAIN §5.4)."""
    scored = [(s.part.weight, s.tally.exact) for s in standings if s.tally.exact is not None]
    if not scored or any(standing.tally.blocked for standing in standings):
        return None
    mean = sum((w * score for w, score in scored), Fraction()) / sum(w for w, _ in scored)
    return round_half_up(mean + sum(a.points for a in adjustments), meeting.rules.decimals)


def _grade(
    meeting: Meeting,
    standings: Sequence[PartStanding],
    score: Fraction | None,
    bands: Sequence[Band],
    flags: Sequence[str],
) -> tuple[str | None, list[Reason]]:
    """The proposed grade with its reasons. A veto or flag never raises a grade; without a score there is none."""
    words = sentences(meeting)
    if score is None or not bands:
        return None, [flag_reason(words, flag) for flag in flags]
    veto, band = meeting.rules.veto, band_of(bands, score)
    lowered = _lower_grade(bands, band.name, veto.grade if veto else bands[-1].name)
    reasons = [band_reason(words, score, band, meeting.rules.decimals)]
    if veto:
        reasons += veto_reasons(words, veto, standings, lowered)
    reasons += [flag_reason(words, flag, lowered) for flag in flags]
    return (lowered if len(reasons) > 1 else band.name), reasons


def _lower_grade(bands: Sequence[Band], band: str, proposed: str) -> str:
    """The lower of a band and a proposed grade; a grade that is none of these bands counts as below them."""
    names = [band.name for band in bands]
    return proposed if proposed not in names or names.index(proposed) > names.index(band) else band


def _ranked(results: Sequence[Result]) -> list[Result]:
    """By rounded score; ties share a rank: 1, 1, 3 (DOMAIN §5.8)."""
    scores = sorted(result.score for result in results if result.score is not None)
    ranked = [
        result if result.score is None else replace(result, rank=1 + len(scores) - bisect_right(scores, result.score))
        for result in results
    ]
    return sorted(ranked, key=lambda result: len(results) + 1 if result.rank is None else result.rank)


def _quota_outcome(meeting: Meeting, quota: Quota, results: Sequence[Result]) -> QuotaOutcome | None:
    """DOMAIN §5.7, over the persons with a grade on a scale that has the quota's band; None without any."""
    graded = [r for r in results if r.grade is not None and quota.grade in _band_names(r)]
    if not graded:
        return None
    share = Fraction(sum(_is_at_or_below(r, quota.grade) for r in graded), len(graded))
    met = abs(share - quota.share) <= quota.tolerance
    namesakes = Counter(result.name for result in results)
    nearest = tuple(_distinct_name(meeting, r, namesakes) for r in _nearest(graded, quota.grade))
    return QuotaOutcome(quota.grade, share, quota.share, met, nearest)


def _band_names(result: Result) -> list[str]:
    return [band.name for band in result.bands]


def _is_at_or_below(result: Result, band: str) -> bool:
    names = _band_names(result)
    return result.grade not in names or names.index(result.grade) >= names.index(band)


def _nearest(graded: Sequence[Result], band: str) -> list[Result]:
    """The persons nearest to the floor above `band`, on either side, with ties, the closest first.

    A grade from a veto or flag does not depend on that floor, so such persons are left out.
    """
    distances: list[tuple[Fraction, Result]] = []
    for result in graded:
        index = _band_names(result).index(band)
        if index and result.score is not None and not result.lowered:
            distances.append((result.score - result.bands[index - 1].floor, result))
    above = min((d for d, _ in distances if d >= 0), default=None)
    below = max((d for d, _ in distances if d < 0), default=None)
    nearest = [pair for pair in distances if pair[0] in (above, below)]
    return [result for _, result in sorted(nearest, key=lambda pair: abs(pair[0]))]


def _distinct_name(meeting: Meeting, result: Result, namesakes: Mapping[str, int]) -> str:
    """The name, with the unit where two persons share the name. `namesakes`: persons by name."""
    if not result.unit or namesakes[result.name] == 1:
        return result.name
    return sentences(meeting)["name_and_unit"].format(name=result.name, unit=result.unit)


def result_json(result: Result, decimals: int) -> dict[str, object]:
    """One entry of `results` in tally.json (CONTRACT)."""
    return {
        "subject": {"name": result.name, "unit": result.unit},
        "rank": result.rank,
        "parts": {name: format_decimal(score, decimals) for name, score in result.parts},
        "adjustments": [{"points": format_shortest(a.points), "reason": a.reason} for a in result.adjustments],
        "score": format_optional(result.score, decimals),
        "grade": result.grade,
        "reasons": [asdict(reason) for reason in result.reasons if reason.code in GRADE_REASONS],
        "remarks": [asdict(reason) for reason in result.reasons if reason.code not in GRADE_REASONS],
        "decided": result.decided and {"grade": result.decided.grade, "reason": result.decided.reason},
    }


def shown_result_json(result: Result, decimals: int) -> dict[str, object]:
    """A result as the `results` message has it: also the ids of its subjects, and whether a rule
    lowers the grade below the band that the score reaches."""
    return {**result_json(result, decimals), "ids": list(result.subjects), "lowered": result.below_score}


def quota_json(quota: QuotaOutcome) -> dict[str, object]:
    """`quota` of tally.json (CONTRACT): the share with three decimals, the target with at least two."""
    target = format_shortest(quota.target)
    return {
        "at_or_below": quota.at_or_below,
        "share": format_decimal(quota.share, 3),
        "target": target if len(target) > 3 else format_decimal(quota.target, 2),
        "met": quota.met,
        "nearest": list(quota.nearest),
    }
