"""Last year's score and grade as the papers show them: as that year's summary printed them, with their scale.

Computes nothing from them. Knows no file format.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from ...core.last_year import PastResult, Range, scale_of
from ...core.record import Record
from ...core.results import Result
from ...core.rounding import format_decimal
from ..model.labels import joined, labels_of
from ..model.table import Cell, Column, Kind, clean


@dataclass(frozen=True, slots=True)
class Bar:
    """`share`: of the greatest score that there can be, from 0 to 1."""

    name: str
    text: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class Comparison:
    """A person's final scores of both years, on one scale; this year's first."""

    title: str
    bars: tuple[Bar, Bar]


def comparison_of(record: Record, result: Result) -> Comparison | None:
    """None unless the person has a score in both years, on the same scale."""
    past, parts = result.last_year, [record.meeting.part(name) for name, _ in result.parts]
    if past is None or past.score is None or past.scale is None or result.score is None:
        return None
    if scale_of(part for part in parts if part is not None) != past.scale:
        return None
    labels, (least, greatest) = labels_of(record), past.scale
    grade = result.decided.grade if result.decided else None
    own = format_decimal(result.score, record.meeting.rules.decimals)
    return Comparison(
        clean(labels["final_in"].format(least=least, greatest=greatest)),
        (
            Bar(labels["this_year"], _bar_text(record, own, grade), _share(result.score, greatest)),
            Bar(labels["last_year_bar"], _bar_text(record, past.score, past.grade), _share(past.score, greatest)),
        ),
    )


def _bar_text(record: Record, score: str, grade: str | None) -> str:
    """The grade as decided, in either year."""
    return clean(joined(record, *filter(None, (score, grade))))


def _share(score: Fraction | str, greatest: str) -> Fraction:
    """Points that were added may lead beyond the scale; one whose choices are all worth 0 has no bars."""
    most = Fraction(greatest)
    return max(Fraction(), min(Fraction(1), Fraction(score) / most)) if most > 0 else Fraction()


def past_columns(record: Record) -> Iterator[tuple[Column, Callable[[Result], Cell]]]:
    """The score and the grade, each where anybody has one. The heading has the scale, unless there are several."""
    labels, scales = labels_of(record), _scales(record)
    if scales:
        title = labels["last_year_score"] if len(scales) > 1 or scales[0] is None else _scored(record, scales[0])
        yield Column(title, Kind.TEXT), lambda r: _score(record, r.last_year, names_scale=len(scales) > 1)
    if any(past.grade is not None for past in _shown(record)):
        yield Column(labels["last_year_grade"], Kind.TEXT), lambda r: r.last_year.grade if r.last_year else None


def _shown(record: Record) -> Iterator[PastResult]:
    return (result.last_year for result in record.results if result.last_year is not None)


def _scales(record: Record) -> list[Range | None]:
    return list(dict.fromkeys(past.scale for past in _shown(record) if past.score is not None))


def _scored(record: Record, scale: Range) -> str:
    least, greatest = scale
    return labels_of(record)["last_year_score_in"].format(least=least, greatest=greatest)


def _score(record: Record, past: PastResult | None, names_scale: bool) -> str | None:
    if past is None or past.score is None or past.scale is None or not names_scale:
        return None if past is None else past.score
    least, greatest = past.scale
    return labels_of(record)["score_in"].format(score=past.score, least=least, greatest=greatest)


def past_text(record: Record, past: PastResult) -> str:
    """The score with its scale, and the grade, in one line with the day of that meeting."""
    assert record.last_year is not None
    text = joined(record, *filter(None, (_score(record, past, names_scale=True), past.grade)))
    return clean(labels_of(record)["on_day"].format(date=record.last_year.date, text=text))


def past_source(record: Record) -> str:
    """Which meeting they are from; "" where nobody has any."""
    if record.last_year is None or not any(_shown(record)):
        return ""
    source = record.last_year
    return clean(labels_of(record)["last_year_source"].format(title=source.title, date=source.date))
