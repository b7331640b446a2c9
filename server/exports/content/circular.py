"""The circular (通报): name, unit and decided grade of each person, and nothing else, in the order of the document, so
that it does not reveal the ranking.

Every grade comes from the record. Knows no file format.
"""

from collections.abc import Iterable, Iterator

from ...core.errors import Refused
from ...core.models import Part
from ...core.record import Record
from ...core.results import Result, unambiguous_names
from ..model.blocks import Block, Heading, Page, make_page, ordinal
from ..model.labels import joined, labels_of
from ..model.table import Column, Kind, Table, clean, make_table
from .vote_texts import is_motion


def circular_page(record: Record) -> Page:
    """Raises Refused `undecided`, with the names, while people have yet to decide a grade, and `no_paper` where they
    decide none."""
    labels, names = labels_of(record), unambiguous_names(record.meeting)
    results = list(_graded(record))
    if not results:
        raise Refused("no_paper")
    if undecided := dict.fromkeys(names[result.person] for result in results if result.is_undecided):
        raise Refused("undecided", names=joined(record, *undecided))
    return make_page(record, "circular", labels["circular"], list(_blocks(record, results)))


def _graded(record: Record) -> Iterator[Result]:
    """In document order: whoever has a decided grade or is to get one. What votes have decided is no decided grade, and
    motions and elections, which have papers of their own, never give one."""
    parts = {subject.id: (place, part) for place, (part, subject) in enumerate(record.meeting.subjects())}
    results = sorted(record.results, key=lambda result: (result.roster, parts[result.subjects[0]][0]))
    graded = (result for result in results if result.decided is not None or result.is_undecided)
    return (result for result in graded if _grades_persons(parts[result.subjects[0]][1]))


def _grades_persons(part: Part) -> bool:
    return not is_motion(part) and (part.decide is None or part.decide.seats is None)


def _blocks(record: Record, results: Iterable[Result]) -> Iterator[Block]:
    """A table; one for each roster, headed by its parts, where there are several."""
    by_roster: dict[int, list[Result]] = {}
    for result in results:
        by_roster.setdefault(result.roster, []).append(result)
    for number, (roster, own) in enumerate(by_roster.items(), 1):
        if len(by_roster) > 1:
            parts = joined(record, *(clean(part.name) for part in record.rosters[roster - 1].roster.parts))
            yield Heading(ordinal(record, number) + parts)
        yield _table(record, f"circular-{number}", own)


def _table(record: Record, name: str, results: Iterable[Result]) -> Table:
    labels = labels_of(record)
    columns = (Column(labels[key], Kind.TEXT) for key in ("name", "unit", "decided"))
    rows = ((result.name, result.unit, result.decided.grade if result.decided else None) for result in results)
    return make_table(name, labels["circular"], columns, rows)
