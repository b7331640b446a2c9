"""Reads a rectification list (整改清单) back, the Excel or Word file that somebody has filled in and saved again: each
person's problems, the measures, and what was done.

It is recognised by its words, in any of our languages, wherever the columns are: programs change widths and merge
cells, people add columns. The file is untrusted. Knows no meeting.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache

from .errors import FieldError, InvalidDocument
from .message import Message
from .message_catalogue import LANGUAGES, section
from .office_parts import ENCRYPTED, OLD_OFFICE, BadPackage
from .people import Identity, fold
from .rosters.text_grid import GridCell, Unreadable
from .rosters.xlsx_grid import SheetCell, workbook_sheets
from .text_files import DOCUMENT, ZIP
from .texts import Rectified, TextKind, read_text
from .word_tables import word_tables

HEADINGS = {"problem": "problem_found", "measures": "measures", "done": "done"}
"""The columns that are read, and the keys of their headings in the catalogue's table `papers`."""
NEEDED = ("problem", "done")
FACTS = ("name", "unit")
MAX_PEOPLE = 500
MAX_WORD = 40

Cells = Sequence[GridCell]


@dataclass(slots=True)
class _List:
    """One person's, while it is read. `rows`: the texts of each problem by column. `columns`: their places; None before
    the headings."""

    name: str
    where: str
    unit: str = ""
    columns: Mapping[str, int] | None = None
    rows: list[dict[str, list[str]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RectifiedPerson:
    name: str
    unit: str
    rows: tuple[Rectified, ...]

    @property
    def person(self) -> Identity:
        return (self.name, self.unit)


def read_rectifications(data: bytes) -> tuple[RectifiedPerson, ...]:
    """Everybody in the file with at least one problem; a person who is there twice has the problems of both. Raises
    InvalidDocument, which says what is wrong with the file and where."""
    rows: dict[Identity, list[dict[str, list[str]]]] = {}
    for read in _lists(_lines(data)):
        rows.setdefault((read.name, read.unit), []).extend(read.rows)
    if len(rows) > MAX_PEOPLE:
        raise _refused("list_large", "file")
    people = tuple(RectifiedPerson(*who, _checked(who[0], own)) for who, own in rows.items() if own)
    if not people:
        raise _refused("list_not_found", "file")
    return people


def _refused(key: str, where: str, **values: object) -> InvalidDocument:
    """A message of the catalogue's table `last_year`. `where`: the place in the file, or the file."""
    return InvalidDocument([FieldError(where, Message("last_year", key, values))])


def _checked(name: str, rows: Sequence[Mapping[str, Sequence[str]]]) -> tuple[Rectified, ...]:
    """As texts about people are. The place of an error is the person's name."""
    value = [{column: "\n".join(row.get(column, ())) for column in HEADINGS} for row in rows]
    try:
        text = read_text(TextKind.RECTIFIED, value)
    except InvalidDocument as error:
        raise InvalidDocument([FieldError(name, each.message) for each in error.field_errors]) from None
    assert isinstance(text, tuple)
    return tuple(row for row in text if isinstance(row, Rectified))


# Files


def _lines(data: bytes) -> Iterator[Cells]:
    """The lines of all tables, in their order."""
    if data.startswith(OLD_OFFICE):
        raise _refused("list_encrypted" if ENCRYPTED in data else "list_old", "file")
    if not data.startswith(ZIP):
        raise _refused("list_not_found", "file")
    if DOCUMENT.encode() in data:
        yield from _word_lines(data)
    else:
        yield from _sheet_lines(data)


def _sheet_lines(data: bytes) -> Iterator[Cells]:
    try:
        sheets = workbook_sheets(data, _sheet_cell)
    except Unreadable as error:
        raise InvalidDocument([FieldError("file", error.message)]) from None
    for title, lines in sheets:
        yield from (
            [GridCell(f"{title} {cell.where}", cell.text, cell.problem) for cell in cells] for _, cells in lines
        )


def _sheet_cell(where: str, cell: SheetCell) -> GridCell:
    """As the sheet shows it, more or less: programs turn what is typed into dates and numbers."""
    value, kind = cell.value, cell.data_type
    if kind in ("f", "e"):
        return GridCell(where, "", Message("last_year", "list_formula", {}))
    if value is None:
        return GridCell(where, "")
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, float):
        value = int(value) if value.is_integer() else value
    return GridCell(where, value.isoformat() if isinstance(value, date) else str(value).strip())


def _word_lines(data: bytes) -> Iterator[Cells]:
    try:
        tables = word_tables(data)
    except BadPackage as error:
        raise _refused("list_large" if error.is_large else "list_broken", "file") from None
    for table_number, table in enumerate(tables, 1):
        for row_number, row in enumerate(table, 1):
            yield [GridCell(f"{table_number}:{row_number}", text) for text in row]


# Lines


def _lists(lines: Iterable[Cells]) -> Iterator[_List]:
    """Each begins with a person's name; its headings and problems follow."""
    read: _List | None = None
    for cells in lines:
        columns = _columns(cells)
        facts = _facts(cells) if columns is None else {}
        if facts.get("name"):
            if read is not None:
                yield _complete(read)
            read = _List(facts["name"], cells[0].where)
        if columns is not None:
            if read is None:
                raise _refused("list_no_name", cells[0].where)
            read.columns = columns
        elif read is not None and read.columns is None:
            read.unit = facts.get("unit", read.unit)
        elif read is not None:
            _add(read, cells)
    if read is not None:
        yield _complete(read)


def _complete(read: _List) -> _List:
    if read.columns is None:
        raise _refused("list_no_columns", read.where, name=read.name)
    return read


def _add(read: _List, cells: Cells) -> None:
    """A line without a problem continues the one above, whose cell may be merged over both. One without anything that
    is read, as a signature below the table, is none."""
    assert read.columns is not None
    own = {column: cells[place] for column, place in read.columns.items() if place < len(cells)}
    if faulty := next((cell for cell in own.values() if cell.problem is not None), None):
        assert faulty.problem is not None
        raise InvalidDocument([FieldError(faulty.where, faulty.problem)])
    texts = {column: cell.text for column, cell in own.items() if cell.text}
    if "problem" in texts:
        read.rows.append({column: [text] for column, text in texts.items()})
    elif texts and read.rows:
        for column, text in texts.items():
            read.rows[-1].setdefault(column, []).append(text)


def _facts(cells: Cells) -> dict[str, str]:
    """The values behind the words for name and unit."""
    facts: dict[str, str] = {}
    filled = [cell.text for cell in cells if cell.text]
    for word, value in zip(filled, [*filled[1:], ""], strict=True):
        for fact in FACTS:
            if _is_called(word, fact) and fact not in facts:
                facts[fact] = "" if any(_is_called(value, other) for other in FACTS) else value
    return facts


def _columns(cells: Cells) -> dict[str, int] | None:
    """The places of the columns that are read, if these are their headings."""
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        for column in HEADINGS:
            if column not in places and _is_called(cell.text, column):
                places[column] = place
    return places if all(column in places for column in NEEDED) else None


def _is_called(text: str, name: str) -> bool:
    return len(text) <= MAX_WORD and fold(text) in _words()[name]


@cache
def _words() -> Mapping[str, frozenset[str]]:
    """How each column and fact is called on the paper, in every language."""
    keys = {**HEADINGS, **{fact: fact for fact in FACTS}}
    labels = [section(language, "papers") for language in LANGUAGES]
    return {name: frozenset(fold(each[key]) for each in labels) for name, key in keys.items()}
