"""The notes digest (意见建议汇总): who was written about and what; neither score nor group nor part (DOMAIN §6).

Knows no file format.
"""

from ...core.record import NoteRecord, Record
from ..model.labels import WORDS
from ..model.table import Column, Kind, Table, table


def notes(record: Record) -> Table:
    """One line a note."""
    words, kinds = WORDS[record.meeting.language], (Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.LONG)
    heads = ("name", "unit", "box", "text")
    columns = (Column(words[key], kind) for key, kind in zip(heads, kinds, strict=True))
    rows = ((n.subject.name, n.subject.unit, n.title, n.text) for n in by_person(record))
    return table("notes", words["notes"], columns, rows)


def by_person(record: Record) -> list[NoteRecord]:
    """In document order: not even the order of the persons tells a score or a part. Texts are sorted, so no
    order in which they were written can show."""
    order: dict[tuple[str, str], int] = {}
    for _, subject in record.meeting.subjects():
        order.setdefault(subject.person, len(order))
    return sorted(record.notes, key=lambda note: (order[note.subject.person], note.title, note.text))
