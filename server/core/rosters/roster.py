"""Rosters as people have them (pasted rows, CSV, XLSX) as validated rows. Knows no meeting.

Nothing is guessed or dropped silently: what cannot be imported is a problem that names its line or cell, and a roster
with a problem is not `clean`. What was left out or filled in on purpose is a remark.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..errors import FieldError
from ..message import Message
from ..office_parts import OLD_OFFICE
from ..people import folded
from ..validation import printable
from .fills import fill_merged_cells, wide_lines
from .headings import (
    Headings,
    find_headings,
    is_heading_line,
    merged_headings,
    read_headings,
    second_line,
)
from .headless import default_headings, names_only, plain_lines
from .people_rows import BlockReader, Remarks, RosterRow, problem_at
from .text_grid import Grid, GridCell, Line, Unreadable, roster_message, text_grid
from .words import is_person, without_gaps
from .xlsx_grid import workbook_grid

MAX_ROWS = 10_000
MAX_NAMED = 6
"""Lines or sections that one remark names."""


@dataclass(frozen=True, slots=True)
class Roster:
    """`problems` concern the whole file: an unreadable one has no rows. `remarks` do not prevent the import: columns or
    sheets that were not read, merged cells that were filled in. `sheets`: of these somebody has to choose one."""

    rows: tuple[RosterRow, ...] = ()
    problems: tuple[FieldError, ...] = ()
    remarks: tuple[FieldError, ...] = ()
    sheets: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        return bool(self.rows) and not self.problems and not any(row.problems for row in self.rows)

    @property
    def summary(self) -> Message | None:
        """How many people were read, and who is first and last."""
        if not self.rows:
            return None
        first, last = (printable(self.rows[index].name) for index in (0, -1))
        return roster_message(
            "summary" if len(self.rows) > 1 else "summary_one", n=len(self.rows), first=first, last=last
        )


def read_roster(data: bytes | str, typed: bool = False, sheet: str | None = None, edited: bool = False) -> Roster:
    """The validated rows of a roster, without blank lines; bytes are a file of any kind.

    `typed`: rows typed or pasted by hand, whose columns may be separated by wide gaps. `sheet`: the one to read of a
    workbook. `edited`: the lines of a table that was read before, each of them one person.
    """
    try:
        return _roster(_grid(data, typed, sheet), edited)
    except Unreadable as error:
        return Roster(problems=(FieldError("", error.message),), sheets=error.sheets)


def _grid(data: bytes | str, typed: bool, sheet: str | None) -> Grid:
    if isinstance(data, str) or not data.startswith((b"PK", OLD_OFFICE)):
        return text_grid(data, typed)
    return workbook_grid(data, sheet)


def _roster(grid: Grid, edited: bool) -> Roster:
    rows, remarks, problems, notes = list[RosterRow](), [*grid.remarks], list[FieldError](), Remarks()
    wide = wide_lines(grid.merges)
    for headings, body in _tables(grid.lines):
        if len(body) > MAX_ROWS and _count(body, headings) > MAX_ROWS:
            raise Unreadable("too_many_rows", most=MAX_ROWS)
        filled = fill_merged_cells(body, headings, grid.merges)
        for block in headings.blocks:
            rows += BlockReader(headings, block, notes, edited).rows(body, wide)
        remarks += [*map(_unread_remark, headings.unread), *filled]
        problems += _unread_people(headings, body)
    if not rows:
        raise Unreadable("empty")
    if len(rows) > MAX_ROWS:
        raise Unreadable("too_many_rows", most=MAX_ROWS)
    remarks += _remarks(notes, rows)
    return Roster(tuple(_without_repetitions(rows)), tuple(problems), tuple(remarks))


def _count(body: Sequence[Line], headings: Headings) -> int:
    """Lines that may be people: with more than a serial number."""
    numbers = {block.columns.get("number") for block in headings.blocks}
    return sum(any(cell.has_content for i, cell in enumerate(cells) if i not in numbers) for _, cells in body)


def _tables(lines: list[Line]) -> Iterator[tuple[Headings, list[Line]]]:
    """The headings, and the lines below them up to the next headings."""
    start = find_headings(lines)
    if start is None:
        plain = plain_lines(lines)
        yield default_headings(names_only(plain) or plain), names_only(plain) or lines
        return
    while start < len(lines):
        end = next((index for index in range(start + 1, len(lines)) if is_heading_line(lines[index])), len(lines))
        heading, body = lines[start], lines[start + 1 : end]
        if body and second_line(heading, body[0]):
            heading, body = merged_headings(heading, body[0]), body[1:]
        yield read_headings(heading, body), body
        start = end


def _unread_remark(column: GridCell) -> FieldError:
    heading = printable(column.text.strip())
    key = "named_column_not_read" if heading else "column_not_read"
    return FieldError(column.where, roster_message(key, column=column.where, heading=heading))


def _unread_people(headings: Headings, body: Sequence[Line]) -> Iterator[FieldError]:
    """A column without a heading that holds names: people may be missing."""
    for column in headings.unread:
        if not column.text.strip():
            index = column_index(column.where)
            texts = [cells[index].text for _, cells in body if index < len(cells) and cells[index].has_content]
            if texts and all(is_person(without_gaps(text.strip())) for text in texts):
                yield FieldError(column.where, roster_message("people_not_read", column=column.where))


def column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = 26 * index + ord(letter) - 64
    return index - 1


def _remarks(notes: Remarks, rows: Sequence[RosterRow]) -> Iterator[FieldError]:
    if notes.sections:
        yield FieldError("", roster_message("sections", sections=_named(notes.sections)))
    if notes.split:
        lines = _named([str(line) for line in notes.split])
        yield FieldError("", roster_message("names_split", lines=lines))
    without_unit = [row.line for row in rows if not row.unit and not row.problems]
    if without_unit and any(row.unit for row in rows):
        yield FieldError("", roster_message("without_unit", lines=_named([str(line) for line in without_unit])))
    if notes.surrounding:
        texts = [f"{line} {text}" for line, text in notes.surrounding.items()]
        yield FieldError("", roster_message("lines_not_read", lines=_named(texts)))


def _named(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(texts[:MAX_NAMED]) + (("…",) if len(texts) > MAX_NAMED else ())


def _without_repetitions(rows: Sequence[RosterRow]) -> Iterator[RosterRow]:
    """The rows, with a problem at each whose name and unit look like an earlier one's."""
    first_lines: dict[tuple[str, str], int] = {}
    for position, row in enumerate(rows):
        first = first_lines.setdefault(folded((row.name, row.unit)), position)
        if first == position or not row.name:
            yield row
            continue
        repeated = problem_at(f"line {row.line}", roster_message("duplicate", first=rows[first].line))
        yield replace(row, problems=(*row.problems, repeated))
