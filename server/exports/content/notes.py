"""The notes digest (意见建议汇总): per person the notes, without score, group or part (DOMAIN §6).

Knows no file format.
"""

from ...core.record import NoteRecord, Record
from ..model.labels import labels_of
from ..model.table import Column, Kind, Table, make_table


def notes(record: Record) -> Table:
    """One row per note."""
    labels, kinds = labels_of(record), (Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.LONG)
    columns = (Column(labels[key], kind) for key, kind in zip(("name", "unit", "note_box", "text"), kinds, strict=True))
    rows = ((n.subject.name, n.subject.unit, n.title, n.text) for n in notes_by_person(record))
    return make_table("notes", labels["notes"], columns, rows)


def notes_by_person(record: Record) -> list[NoteRecord]:
    """In document order, so that it reveals neither score nor part; a person's notes by text, so that it does not
    reveal when they were written."""
    order: dict[tuple[str, str], int] = {}
    for _, subject in record.meeting.subjects():
        order.setdefault(subject.person, len(order))
    return sorted(record.notes, key=lambda note: (order[note.subject.person], note.title, note.text))
