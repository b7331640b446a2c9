"""Last year's results of a meeting's people (上年得分, 上年等次), taken from the archive of an earlier meeting.

They are printed as that meeting printed them, with their scale: years may have different scales, so nothing is computed
from two of them. Values, and their JSON.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .bands import score_range
from .models import Meeting, Part
from .people import Identity
from .rounding import format_shortest

SCORE = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?")
MAX_TEXT = 1000
"""Of a name, unit, title or grade; documents allow less."""

Range = tuple[str, str]
"""The least and the greatest score that ballots can give, as exact decimals."""


@dataclass(frozen=True, slots=True)
class PastResult:
    """What an earlier meeting's summary states of a person, who had this name and unit then. `score` has the decimals
    of that paper; `scale` is None where ballots gave scores on several, or none. `grade`: as decided, None if it was
    not."""

    name: str
    unit: str
    score: str | None = None
    scale: Range | None = None
    grade: str | None = None

    @property
    def person(self) -> Identity:
        return (self.name, self.unit)


@dataclass(frozen=True, slots=True)
class LastYear:
    """The results by subject id, and where they are from: `record` and `signer` are what the earlier meeting's count
    report prints of its record and of the key that signed its archive."""

    title: str
    date: str
    record: str
    signer: str
    people: Mapping[str, PastResult]

    def source_json(self) -> dict[str, object]:
        return {"title": self.title, "date": self.date, "record": self.record, "signer": self.signer}

    def of_person(self, meeting: Meeting) -> dict[Identity, PastResult]:
        """By the person's present name and unit: all subjects of a person have the same result."""
        return {s.person: self.people[s.id] for _, s in meeting.subjects() if s.id in self.people}


def of_subjects(last_year: LastYear | None, subjects: Iterable[str]) -> LastYear | None:
    """Without the results of subjects that the meeting does not have any more."""
    if last_year is None:
        return None
    known = set(subjects)
    return replace(last_year, people={id: past for id, past in last_year.people.items() if id in known})


def scale_of(parts: Iterable[Part]) -> Range | None:
    """The range of the scores of a person who has one in these parts, if the parts with ballots share it."""
    ranges = {score_range(part) for part in parts if not part.entered and part.decide is None}
    if len(ranges) != 1:
        return None
    least, greatest = ranges.pop()
    return format_shortest(least), format_shortest(greatest)


# JSON


def past_json(past: PastResult) -> dict[str, object]:
    return {
        "name": past.name,
        "unit": past.unit,
        "score": past.score,
        "scale": None if past.scale is None else list(past.scale),
        "grade": past.grade,
    }


def to_json(last_year: LastYear) -> dict[str, Any]:
    return {**last_year.source_json(), "people": {id: past_json(past) for id, past in last_year.people.items()}}


def from_json(value: Mapping[str, Any]) -> LastYear:
    """The inverse of `to_json`, also of an archive, which can come from anyone. Raises ValueError, LookupError or
    TypeError for anything else."""
    people = {str(id): _past_result(past) for id, past in dict(value["people"]).items()}
    title, day, record, signer = (_text(value[name]) for name in ("title", "date", "record", "signer"))
    return LastYear(title, day, record, signer, people)


def _past_result(value: Mapping[str, Any]) -> PastResult:
    score, scale, grade = value["score"], value["scale"], value["grade"]
    least, greatest = (None, None) if scale is None else map(_number, scale)
    return PastResult(
        name=_text(value["name"]),
        unit=_text(value["unit"]),
        score=None if score is None else _number(score),
        scale=None if least is None or greatest is None else (least, greatest),
        grade=None if grade is None else _text(grade),
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise ValueError(f"{value!r:.60} is not a text")
    return value


def _number(value: object) -> str:
    if not isinstance(value, str) or not SCORE.fullmatch(value):
        raise ValueError(f"{value!r:.60} is not a score")
    return value
