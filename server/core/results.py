"""What follows from the tallies under the rule set: score, grade, rank, quota (DOMAIN §5.4–5.8).

Judges persons, who may stand in several parts. It proposes and gives its reasons; people decide.
Knows no rounds and no votes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from types import MappingProxyType

from .counting import SubjectTally, band_of, entered_tally
from .grade_reasons import GROUNDS, WORDS, PartStanding, Reason, flagged, reached, remarks, vetoed
from .models import Additions, Adjustment, Band, Decision, Meeting, Quota
from .rounding import figure, figure_or_none, rounded, shortest


@dataclass(frozen=True, slots=True)
class Result:
    """One person's proposed result beside what was decided. `subjects`: its ids, in document order.

    `parts` holds the exact score of each part that has one. `score` is final and rounded.
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
        """Whether the grade was proposed by a veto or a flag rather than by the score."""
        return any(reason.code in ("veto", "flag") for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class QuotaOutcome:
    """How the proposed grades stand to the quota; reported, never enforced. `nearest` are names."""

    at_or_below: str
    share: Fraction
    target: Fraction
    met: bool
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """`results` by rank, then in document order; those without a score last."""

    results: tuple[Result, ...]
    quota: QuotaOutcome | None


def judge(
    meeting: Meeting,
    tallies: Mapping[str, SubjectTally],
    additions: Additions,
    waiting: Mapping[str, str] = MappingProxyType({}),
) -> Judgement:
    """The results of all persons. `tallies` by subject id; of every subject without one, `waiting` has the state
    of the round whose figures are held back: "open" or "closed"."""
    persons: dict[tuple[str, str], list[PartStanding]] = {}
    for part, subject in meeting.subjects():
        state = waiting.get(subject.id, "")
        tally = entered_tally(meeting, subject, None) if state else tallies[subject.id]
        persons.setdefault(subject.person, []).append(PartStanding(part, subject, tally, state))
    results = _ranked([_result(meeting, stands, additions) for stands in persons.values()])
    quota = meeting.rules.quota
    return Judgement(tuple(results), None if quota is None else _quota(meeting, quota, results))


def _result(meeting: Meeting, stands: Sequence[PartStanding], additions: Additions) -> Result:
    """Adjustments and flags count for every subject id of the person; the first decision found stands."""
    first, ids = stands[0].subject, tuple(stand.subject.id for stand in stands)
    adjustments = tuple(a for sid in ids for a in additions.adjustments.get(sid, ()))
    flags = tuple(dict.fromkeys(flag for sid in ids for flag in additions.flags.get(sid, ())))
    score, bands = _score(meeting, stands, adjustments), _bands(meeting, stands)
    grade, grounds = _grade(meeting, stands, score, bands, flags)
    return Result(
        name=first.name,
        unit=first.unit,
        subjects=ids,
        parts=tuple((s.part.name, s.tally.exact) for s in stands if s.tally.exact is not None),
        adjustments=adjustments,
        score=score,
        bands=bands,
        grade=grade,
        reasons=(*grounds, *remarks(meeting, stands, score)),
        decided=next((additions.decisions[sid] for sid in ids if sid in additions.decisions), None),
    )


def _score(meeting: Meeting, stands: Sequence[PartStanding], adjustments: Sequence[Adjustment]) -> Fraction | None:
    """Σ w_p·part_p / Σ w_p over the parts with a score, adjusted, rounded once (DOMAIN §5.4)."""
    scored = [(s.part.weight, s.tally.exact) for s in stands if s.tally.exact is not None]
    if not scored or any(stand.tally.blocked for stand in stands):
        return None
    mean = sum((w * score for w, score in scored), Fraction()) / sum(w for w, _ in scored)
    return rounded(mean + sum(a.points for a in adjustments), meeting.rules.decimals)


def _bands(meeting: Meeting, stands: Sequence[PartStanding]) -> tuple[Band, ...]:
    """The bands all scoring parts share, else the meeting's own."""
    scales = {meeting.bands(s.part.form) for s in stands if s.tally.exact is not None}
    return scales.pop() if len(scales) == 1 else meeting.rules.bands


def _grade(
    meeting: Meeting,
    stands: Sequence[PartStanding],
    score: Fraction | None,
    bands: Sequence[Band],
    flags: Sequence[str],
) -> tuple[str | None, list[Reason]]:
    """The proposed grade and its grounds. A veto or flag never lifts a grade; without a score there is none."""
    words = WORDS[meeting.language]
    if score is None:
        return None, [flagged(words, flag) for flag in flags]
    veto, band = meeting.rules.veto, band_of(bands, score)
    sunk = _lower(bands, band.name, veto.grade if veto else bands[-1].name)
    grounds = [reached(words, score, band, meeting.rules.decimals)]
    if veto:
        grounds += vetoed(words, veto, stands, sunk)
    grounds += [flagged(words, flag, sunk) for flag in flags]
    return (sunk if len(grounds) > 1 else band.name), grounds


def _lower(bands: Sequence[Band], one: str, other: str) -> str:
    """The lower of a band's name and a proposed grade; a grade outside these bands counts as below them."""
    names = [band.name for band in bands]
    return other if other not in names or names.index(other) > names.index(one) else one


def _ranked(results: Sequence[Result]) -> list[Result]:
    """By rounded score, ties sharing a rank: 1, 1, 3 (DOMAIN §5.8)."""
    scores = [result.score for result in results if result.score is not None]
    placed = [
        result if result.score is None else replace(result, rank=1 + sum(s > result.score for s in scores))
        for result in results
    ]
    return sorted(placed, key=lambda result: len(results) + 1 if result.rank is None else result.rank)


def _quota(meeting: Meeting, quota: Quota, results: Sequence[Result]) -> QuotaOutcome | None:
    """DOMAIN §5.7 over persons who have a grade on a scale that knows the quota's band; None if nobody has."""
    graded = [r for r in results if r.grade is not None and quota.at_or_below in _names(r)]
    if not graded:
        return None
    share = Fraction(sum(_at_or_below(r, quota.at_or_below) for r in graded), len(graded))
    met = abs(share - quota.share) <= quota.tolerance
    nearest = tuple(_called(meeting, r, results) for r in _nearest(graded, quota.at_or_below))
    return QuotaOutcome(quota.at_or_below, share, quota.share, met, nearest)


def _names(result: Result) -> list[str]:
    return [band.name for band in result.bands]


def _at_or_below(result: Result, line: str) -> bool:
    names = _names(result)
    return result.grade not in names or names.index(result.grade) >= names.index(line)


def _nearest(graded: Sequence[Result], line: str) -> list[Result]:
    """Those nearest to the floor they would cross, on either side, ties included, the closest first.

    A grade proposed by veto or flag does not hang on that floor, so such persons are left out.
    """
    distances: list[tuple[Fraction, Result]] = []
    for result in graded:
        place = _names(result).index(line)
        if place and result.score is not None and not result.lowered:
            distances.append((result.score - result.bands[place - 1].floor, result))
    above = min((d for d, _ in distances if d >= 0), default=None)
    below = max((d for d, _ in distances if d < 0), default=None)
    chosen = [pair for pair in distances if pair[0] in (above, below)]
    return [result for _, result in sorted(chosen, key=lambda pair: abs(pair[0]))]


def _called(meeting: Meeting, result: Result, results: Sequence[Result]) -> str:
    """The name, with the unit where two persons share it."""
    shared = sum(other.name == result.name for other in results) > 1 and result.unit
    both = WORDS[meeting.language]["both"]
    return both.format(name=result.name, unit=result.unit) if shared else result.name


def result_json(result: Result, decimals: int) -> dict[str, object]:
    """One entry of `results` in tally.json."""
    return {
        "subject": {"name": result.name, "unit": result.unit},
        "rank": result.rank,
        "parts": {name: figure(score, decimals) for name, score in result.parts},
        "adjustments": [{"points": shortest(a.points), "reason": a.reason} for a in result.adjustments],
        "score": figure_or_none(result.score, decimals),
        "grade": result.grade,
        "reasons": [asdict(reason) for reason in result.reasons if reason.code in GROUNDS],
        "remarks": [asdict(reason) for reason in result.reasons if reason.code not in GROUNDS],
        "decided": result.decided and {"grade": result.decided.grade, "reason": result.decided.reason},
    }


def quota_json(quota: QuotaOutcome) -> dict[str, object]:
    """Shares have three places, as the contract prints them; the target at least two."""
    target = shortest(quota.target)
    return {
        "at_or_below": quota.at_or_below,
        "share": figure(quota.share, 3),
        "target": target if len(target) > 3 else figure(quota.target, 2),
        "met": quota.met,
        "nearest": list(quota.nearest),
    }
