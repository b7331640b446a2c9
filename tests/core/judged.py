"""Small meetings with every ballot in the test, and their results."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction as F
from typing import Any

from cards.form_files import forms
from server.core import meeting_document
from server.core.counting import entered_tally, tally_subject
from server.core.judgement import Judgement, judge
from server.core.models import Additions, Meeting, Vote
from server.core.results import Result
from server.core.tallies import SubjectTally

Map = dict[str, Any]
Marks = Mapping[tuple[str, str], Sequence[object]]
"""By part and name: the ballots' marks, a number for a form of one item."""

TEN = {"title": "评分", "scale": {"min": 1, "max": 10}, "items": [{"key": "overall", "title": "总体"}]}
HUNDRED = {**TEN, "scale": {"min": 0, "max": 100}}


def part(name: str, names: str, form: Map | str = TEN, **fields: object) -> Map:
    subjects = [dict(zip(("name", "unit"), person.split("/"), strict=False)) for person in names.split()]
    return {"name": name, "form": form, "subjects": subjects, **fields}


def make_meeting(*parts: Map, **rules: object) -> Meeting:
    document = {"title": "评议", "parts": list(parts), "rules": rules}
    return meeting_document.parse(document, forms(), today="2026-01-01")


def judged(meeting: Meeting, marks: Marks, **additions: object) -> Judgement:
    """`marks` of an entered part are the score itself."""
    tallies: dict[str, SubjectTally] = {}
    for own, subject in meeting.subjects():
        cast = marks.get((own.name, subject.name), ())
        if own.entered:
            tallies[subject.id] = entered_tally(meeting, subject, F(str(cast[0])) if cast else None)
        else:
            rows = Counter(Vote(0, row if isinstance(row, tuple) else (row,)) for row in cast)
            tallies[subject.id] = tally_subject(meeting, own, subject, rows)
    return judge(meeting, tallies, Additions(**additions))  # type: ignore[arg-type]


def entered(scores: Mapping[str, str], **rules: object) -> Judgement:
    """Persons with exactly these scores."""
    meeting = make_meeting(part("打分", " ".join(scores), source="entered"), **rules)
    return judged(meeting, {("打分", name): [score] for name, score in scores.items()})


def ranks(judgement: Judgement) -> list[tuple[str, int | None]]:
    return [(result.name, result.rank) for result in judgement.results]


def codes(result: Result) -> list[str]:
    return [reason.code for reason in result.reasons]
