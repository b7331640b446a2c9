"""A person's result: score, grade, rank and awards with their reasons, and its JSON (DOMAIN §5.4–5.8, DECIDE §5).

A result is a proposal; people decide. Computes nothing but how persons are called.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction

from .bands import band_of
from .grade_reasons import GRADE_REASONS, Reason, sentences
from .last_year import PastResult
from .models import Adjustment, Band, Decision, Meeting
from .rounding import format_decimal, format_optional, format_shortest

Person = tuple[str, str]
"""Name and unit."""


@dataclass(frozen=True, slots=True)
class Result:
    """One person's proposed result in one roster and the decision, if any. `subjects`: the person's ids in the roster,
    in document order.

    `parts` has the exact score of each part with one. `score` is final and rounded, `exact` is not. `grades`: those
    that may be decided, () for any. `pending_awards`: those that a tie keeps open. `by_votes`: in a part that is
    decided by votes; `votes` is what tally.json has of them and `awaits` names what is missing (DECIDE §5).
    `last_year`: what the person had at an earlier meeting.
    """

    name: str
    unit: str
    subjects: tuple[str, ...]
    grade: str | None
    reasons: tuple[Reason, ...]
    decided: Decision | None
    parts: tuple[tuple[str, Fraction], ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    score: Fraction | None = None
    bands: tuple[Band, ...] = ()
    rank: int | None = None
    roster: int = 1
    exact: Fraction | None = None
    grades: tuple[str, ...] = ()
    awards: tuple[str, ...] = ()
    pending_awards: tuple[str, ...] = ()
    votes: Mapping[str, object] | None = None
    awaits: tuple[str, ...] = ()
    last_year: PastResult | None = None
    by_votes: bool = False

    @property
    def is_undecided(self) -> bool:
        """Whether people have yet to decide the grade. Votes decide by themselves, and without bands there is none."""
        return self.decided is None and not self.by_votes and bool(self.grades)

    @property
    def person(self) -> Person:
        return (self.name, self.unit)

    @property
    def lowered(self) -> bool:
        """Whether the grade comes from a veto or a flag rather than from the score."""
        return any(reason.code in ("veto", "flag") for reason in self.reasons)

    @property
    def below_score(self) -> bool:
        """Whether the grade is lower than the band that the score reaches: a veto or flag need not change it."""
        return self.score is not None and bool(self.bands) and self.grade != band_of(self.bands, self.score).name


def unambiguous_names(meeting: Meeting) -> dict[Person, str]:
    """How each person is called: by name, with the unit where two persons share the name."""
    persons = dict.fromkeys(subject.person for _, subject in meeting.subjects())
    namesakes, text = Counter(name for name, _ in persons), sentences(meeting)["name_and_unit"]
    return {
        (name, unit): text.format(name=name, unit=unit) if unit and namesakes[name] > 1 else name
        for name, unit in persons
    }


def result_json(result: Result, meeting: Meeting) -> dict[str, object]:
    """One entry of `results` in tally.json (DECIDE §5); of edition 1 as it was when signed."""
    decimals = meeting.rules.decimals
    shape: dict[str, object] = {
        "subject": {"name": result.name, "unit": result.unit},
        "ids": list(result.subjects),
        "roster": result.roster,
        "rank": result.rank,
        "parts": {name: format_decimal(score, decimals) for name, score in result.parts},
        "adjustments": [{"points": format_shortest(a.points), "reason": a.reason} for a in result.adjustments],
        "score": format_optional(result.score, decimals),
        "votes": result.votes,
        "grade": result.grade,
        "grades": list(result.grades),
        "awards": list(result.awards),
        "awaits": list(result.awaits),
        "reasons": [asdict(reason) for reason in result.reasons if reason.code in GRADE_REASONS],
        "remarks": [asdict(reason) for reason in result.reasons if reason.code not in GRADE_REASONS],
        "decided": result.decided and {"grade": result.decided.grade, "reason": result.decided.reason},
    }
    return shape if meeting.edition > 1 else {key: value for key, value in shape.items() if key not in LATER}


LATER = ("ids", "roster", "votes", "grades", "awards", "awaits")
"""Keys of a result that edition 1 did not have."""


def shown_result_json(result: Result, meeting: Meeting, decisions: bool) -> dict[str, object]:
    """A result as the `results` message has it, in every edition: also whether a rule lowers the grade below the band
    that the score reaches, the awards that a tie keeps open, and whether people have yet to decide the grade. Without
    `decisions` it has no field for them."""
    shown = {"ids": list(result.subjects), "roster": result.roster, "grades": list(result.grades)}
    pending = {"awards": list(result.awards), "pending_awards": list(result.pending_awards)}
    shape = {**result_json(result, meeting), **shown, **pending, "lowered": result.below_score}
    if decisions:
        return {**shape, "undecided": result.is_undecided}
    return {key: value for key, value in shape.items() if key != "decided"}
