"""The printed agenda (议程): who reports and what else is planned, in order, with times as far as they are planned.

Knows no result and no file format.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...core.agenda import AgendaItem
from ...core.agenda_order import in_order, is_written, speakers
from ...core.models import Meeting, Part, Subject
from ...core.record import Record
from ...core.results import unambiguous_names
from ..model.blocks import Block, Facts, Page, make_page
from ..model.labels import joined, labels_of
from ..model.table import Cell, Column, Kind, clean, clean_cell, make_table

HOUR = 60
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Line:
    """`minutes`: planned, None if they are not."""

    what: str
    unit: str = ""
    minutes: int | None = None


def agenda_page(record: Record) -> Page:
    """Below the title only the organisation: the date is in the table, and an agenda shows no figures as of a time."""
    labels, agenda = labels_of(record), record.meeting.agenda
    pairs = (("agenda_date", record.meeting.date), ("agenda_start", agenda.start), ("agenda_venue", agenda.venue))
    facts = Facts("agenda-facts", tuple((labels[key], clean_cell(value)) for key, value in pairs if value))
    columns = [
        Column(labels["number"], Kind.COUNT),
        Column(labels["agenda_time"], Kind.TEXT),
        Column(labels["agenda_item"], Kind.LONG),
        Column(labels["unit"], Kind.TEXT),
        Column(labels["agenda_minutes"], Kind.COUNT),
    ]
    lines = list(_lines(record))
    times = _times(record.meeting, lines)
    rows = (
        (number, time, line.what, line.unit, line.minutes)
        for number, (time, line) in enumerate(zip(times, lines, strict=True), 1)
    )
    table = make_table("agenda", labels["agenda"], columns, rows)
    blocks: list[Block] = [facts, table]
    page = make_page(record, "agenda", labels["agenda"], blocks)
    return replace(page, subtitle=clean(record.meeting.organisation))


def _lines(record: Record) -> Iterator[Line]:
    """An item, a report or, once for a part, what else is voted on in it: those in writing, a motion, an election."""
    meeting = record.meeting
    speaking, named = set(speakers(meeting)), set[str]()
    for part, entry in in_order(meeting):
        if isinstance(entry, AgendaItem):
            yield Line(entry.title, minutes=entry.minutes)
        elif entry.id in speaking:
            title = labels_of(record)["agenda_report"].format(name=unambiguous_names(meeting)[entry.person])
            yield Line(title, entry.unit, meeting.agenda.report)
        elif part is not None and not part.entered and part.name not in named and _ends(part, entry, speaking):
            named.add(part.name)
            yield Line(_vote_title(record, part, speaking))


def _ends(part: Part, subject: Subject, speaking: set[str]) -> bool:
    """Whether the subject is the last of the part's that do not report."""
    return [other.id for other in part.subjects if other.id not in speaking][-1] == subject.id


def _vote_title(record: Record, part: Part, speaking: set[str]) -> str:
    labels, names = labels_of(record), unambiguous_names(record.meeting)
    others = [subject for subject in part.subjects if subject.id not in speaking]
    if all(is_written(subject) for subject in others):
        return labels["agenda_written"].format(names=joined(record, *(names[subject.person] for subject in others)))
    return labels["agenda_vote"].format(part=part.name)


def _times(meeting: Meeting, lines: list[Line]) -> Iterator[Cell]:
    """When each begins, as long as the minutes of all before it are planned."""
    hour, _, minute = meeting.agenda.start.partition(":")
    now = HOUR * int(hour) + int(minute) if minute else None
    for line in lines:
        yield None if now is None else f"{now % DAY // HOUR:02}:{now % HOUR:02}"
        now = None if now is None or line.minutes is None else now + line.minutes
