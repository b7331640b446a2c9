"""The distribution of the marks of each subject as a chart (得票分布), for slides and reports.

It shows what the feedback sheet shows: no group, and nothing that is withheld. Every number comes from the record.
Knows no file format.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...core.errors import Refused
from ...core.models import Part
from ...core.record import Record, SubjectRecord
from ..model.blocks import Histogram
from ..model.labels import labels_of
from ..model.table import clean
from .feedback_sheets import subject_histograms
from .past_results import Comparison, comparison_of, past_text


@dataclass(frozen=True, slots=True)
class Chart:
    """Of one subject in one part. `title`: the meeting, with the record's marks; `subtitle`: whom it is about;
    `language`: as in HTML. `comparison`: the person's scores of both years; `remark`: last year's, where they cannot be
    compared."""

    name: str
    unit: str
    part: str
    title: str
    subtitle: str
    histograms: tuple[Histogram, ...]
    language: str
    comparison: Comparison | None = None
    remark: str = ""


def charts(record: Record) -> Iterator[Chart]:
    """Of all subjects whose tally may be seen, in document order."""
    for part in record.parts:
        for subject in part.subjects:
            if subject.tally is not None and subject.round is not None:
                yield _chart(record, part.part, subject)


def chart(record: Record, id: str) -> Chart:
    """Raises Refused: `unknown_subject`; `not_published` while the tally is withheld; `no_paper` where nobody has
    voted."""
    for part in record.parts:
        for subject in part.subjects:
            if subject.subject.id == id:
                if subject.round is None:
                    raise Refused("no_paper")
                if subject.tally is None:
                    raise Refused("not_published")
                return _chart(record, part.part, subject)
    raise Refused("unknown_subject")


def _chart(record: Record, part: Part, subject: SubjectRecord) -> Chart:
    person, marks = subject.subject, "".join(f"【{mark}】" for mark in record.marks)
    about = "　".join(filter(None, (person.name, person.unit, part.name)))
    histograms = tuple(subject_histograms(record, part, subject))
    title = clean(marks + record.meeting.title)
    names = clean(person.name), clean(person.unit), clean(part.name)
    chart = Chart(*names, title, clean(about), histograms, labels_of(record)["lang"])
    result = next((each for each in record.results if person.id in each.subjects), None)
    if result is None or result.last_year is None:
        return chart
    comparison = comparison_of(record, result)
    remark = "" if comparison else f"{labels_of(record)['last_year']}　{past_text(record, result.last_year)}"
    return replace(chart, comparison=comparison, remark=remark)
