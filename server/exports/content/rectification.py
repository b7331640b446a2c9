"""The rectification list (整改清单): a page per person with the problems that the opinion on the person lists and the
notes that the desk has ticked; measures, who is responsible, by when and what was done are filled in by hand.

Knows no file format.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ...core.errors import Refused
from ...core.record import NoteRecord, Record
from ...core.results import Person
from ..model.blocks import Block, Facts, Page, make_page
from ..model.labels import labels_of
from ..model.table import Column, Kind, Row, Table, clean_cell, make_table

FILLED_IN = ("measures", "responsible", "deadline", "done")
"""The columns that are left blank."""
MIN_LINES = 3
"""People write into the rows."""
KINDS = {"measures": Kind.LONG, "done": Kind.LONG}


def rectification_pages(record: Record, notes: Iterable[int]) -> tuple[Page, ...]:
    """`notes`: the places of the ticked ones in the record. Raises Refused `invalid_field` for an unknown one."""
    ticked = [_note(record, place) for place in dict.fromkeys(notes)]
    pages = list[Page]()
    for person, rows in _problems(record, ticked):
        if rows:
            pages.append(_page(record, len(pages) + 1, person, rows))
    return tuple(pages)


def _note(record: Record, place: int) -> NoteRecord:
    if not 0 <= place < len(record.notes):
        raise Refused("invalid_field", "notes")
    return record.notes[place]


def _problems(record: Record, ticked: Sequence[NoteRecord]) -> Iterator[tuple[Person, list[tuple[str, str]]]]:
    """Of each person, in document order, the problems with their sources."""
    labels, ids = labels_of(record), dict[Person, list[str]]()
    for _, subject in record.meeting.subjects():
        ids.setdefault(subject.person, []).append(subject.id)
    for person, own in ids.items():
        opinions = (record.texts.opinions[id] for id in own if id in record.texts.opinions)
        stated = [(problem, labels["opinion"]) for opinion in opinions for problem in opinion.problems]
        noted = [(note.text, labels["from_note"].format(box=note.title)) for note in ticked if note.subject.id in own]
        yield person, [*stated, *noted]


def _page(record: Record, number: int, person: Person, problems: Sequence[tuple[str, str]]) -> Page:
    labels, (name, unit) = labels_of(record), person
    pairs = ((labels["name"], clean_cell(name)), (labels["unit"], clean_cell(unit)))
    blocks: list[Block] = [Facts(f"rectified-{number}", pairs), _table(record, number, problems)]
    return make_page(record, f"rectification-{number}", labels["rectification"], blocks, landscape=True, person=person)


def _table(record: Record, number: int, problems: Sequence[tuple[str, str]]) -> Table:
    labels = labels_of(record)
    columns = [
        Column(labels["number"], Kind.COUNT),
        Column(labels["problem_found"], Kind.LONG),
        Column(labels["source"], Kind.TEXT),
        *(Column(labels[key], KINDS.get(key, Kind.TEXT)) for key in FILLED_IN),
    ]
    blank: Row = (None,) * len(FILLED_IN)
    rows = ((place, *problem, *blank) for place, problem in enumerate(problems, 1))
    return replace(make_table(f"problems-{number}", labels["rectification"], columns, rows), min_lines=MIN_LINES)
