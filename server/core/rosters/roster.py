"""Rosters as people have them (pasted rows, CSV, XLSX) as validated rows. Knows no meeting.

Nothing is guessed or dropped silently: what cannot be imported is a problem that names its line or cell, and a roster
with a problem is not `clean`. What was left out or filled in on purpose is a remark.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from openpyxl.utils import get_column_letter

from ..errors import FieldError
from ..message import Message
from ..validation import Field, printable
from .text_grid import MAX_COLUMNS, MAX_LINES, Grid, GridCell, Line, Merge, Unreadable, roster_message, text_grid
from .xlsx_grid import OLD_OFFICE, workbook_grid

MAX_ROWS = 10_000
MAX_HEADING_LINE = 5
"""A list may have its title and date above the headings."""

COLUMNS = ("name", "unit", "post", "mode")
"""Their order where there are no headings."""

HEADINGS = {
    "number": "序号 编号 序 no no. number #",
    "name": "姓名 名字 名称 人员 人员姓名 述职人 述职人员 述职人姓名 述职对象 测评对象 评议对象 考核对象 被测评人 name",
    "unit": "单位 部门 所在单位 工作单位 单位名称 所在部门 部门名称 所属单位 所属部门 科室 支部 所在支部 党支部"
    " 所在党支部 党组织 所在党组织 unit department organisation organization",
    "post": "职务 岗位 职位 现任职务 党内职务 post position",
    "mode": "述职方式 方式 述职形式 形式 mode",
}
COLUMN_OF_HEADING = {heading: column for column, headings in HEADINGS.items() for heading in headings.split()}
MODES = {
    "onsite": ("", "现场", "现场述职", "口头", "口头述职", "onsite"),
    "written": ("书面", "书面述职", "written"),
}
MODE_OF_TEXT = {text: mode for mode, texts in MODES.items() for text in texts}
HINT = re.compile(r"[(（\[【].*[)）\]】]$")
"""The hint that a form prints behind a heading: 述职方式（现场/书面）."""
SERIAL = re.compile(r"[0-9]{1,5}[.、．]?")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person, with the problems of that line. `line` counts from 1 in the file."""

    line: int
    name: str
    unit: str = ""
    post: str = ""
    mode: str = "onsite"
    problems: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """`problems` concern the whole file: an unreadable one has no rows. `remarks` do not prevent the import: columns or
    sheets that were not read, merged cells that were filled in."""

    rows: tuple[RosterRow, ...] = ()
    problems: tuple[FieldError, ...] = ()
    remarks: tuple[FieldError, ...] = ()

    @property
    def clean(self) -> bool:
        return bool(self.rows) and not self.problems and not any(row.problems for row in self.rows)


@dataclass(frozen=True, slots=True)
class Headings:
    """The index of each column, the line of the headings, and the columns that are not read.

    Without headings `line` is 0, and only the first `max_columns` may have content.
    """

    columns: dict[str, int]
    line: int = 0
    unread: tuple[GridCell, ...] = ()
    max_columns: int = MAX_COLUMNS

    def is_person(self, line: Line) -> bool:
        """Whether the line has more than a serial number."""
        number = self.columns.get("number")
        return any(cell.has_content for i, cell in enumerate(line[1]) if i != number)


def read_roster(data: bytes | str, typed: bool = False) -> Roster:
    """The validated rows of a roster, without blank lines; bytes are a file of any kind.

    `typed`: rows typed or pasted by hand, whose columns may be separated by wide gaps.
    """
    try:
        return _roster(_grid(data, typed))
    except Unreadable as error:
        return Roster(problems=(FieldError("", error.message),))


def _grid(data: bytes | str, typed: bool) -> Grid:
    if isinstance(data, str) or not data.startswith((b"PK", OLD_OFFICE)):
        return text_grid(data, typed)
    return workbook_grid(data)


def _roster(grid: Grid) -> Roster:
    headings, body = _split_headings(grid.lines)
    body = [line for line in body if headings.is_person(line)]
    if len(body) > MAX_ROWS:
        raise Unreadable("too_many_rows", most=MAX_ROWS)
    if not body:
        raise Unreadable("empty")
    merge_remarks = _fill_merged_cells(body, headings, grid.merges)
    first_lines: dict[tuple[str, str], int] = {}
    rows = tuple(_without_repetition(_row(line, cells, headings), first_lines) for line, cells in body)
    return Roster(rows, remarks=(*grid.remarks, *map(_unread_remark, headings.unread), *merge_remarks))


def _split_headings(lines: list[Line]) -> tuple[Headings, list[Line]]:
    """The headings, and the lines below them."""
    for index, (number, cells) in enumerate(lines[:MAX_HEADING_LINE]):
        columns = [COLUMN_OF_HEADING.get(_normalised_heading(cell.text)) for cell in cells]
        recognised = [column for column in columns if column]
        if "name" in recognised or len(recognised) > 1:
            _check_headings(columns, cells)
            below = lines[index + 1 :]
            indexes = {column: i for i, column in enumerate(columns) if column}
            return Headings(indexes, number, tuple(_unread_columns(columns, cells, below))), below
    return _default_headings(lines), lines


def _default_headings(lines: list[Line]) -> Headings:
    """The columns in their default order, after a column of serial numbers if there is one."""
    numbered = bool(lines) and all(len(cells) > 1 and SERIAL.fullmatch(cells[0].text.strip()) for _, cells in lines)
    indexes = {column: i + numbered for i, column in enumerate(COLUMNS)}
    return Headings(indexes | ({"number": 0} if numbered else {}), max_columns=len(COLUMNS) + numbered)


def _normalised_heading(heading: str) -> str:
    return HINT.sub("", "".join(heading.split())).strip("*＊:：").lower()


def _check_headings(columns: Sequence[str | None], cells: Sequence[GridCell]) -> None:
    """Raises Unreadable without a name column, and where two headings mean the same column."""
    if "name" not in columns:
        raise Unreadable("no_name_column")
    for column in HEADINGS:
        same = [printable(cell.text.strip()) for cell, other in zip(cells, columns, strict=True) if other == column]
        if len(same) > 1:
            raise Unreadable("same_headings", headings=_joined_headings(same), column=roster_message(column))


def _joined_headings(headings: Sequence[str]) -> object:
    joined: object = headings[0]
    for heading in headings[1:]:
        joined = roster_message("and_heading", headings=joined, heading=heading)
    return joined


def _unread_columns(columns: Sequence[str | None], cells: Sequence[GridCell], below: list[Line]) -> list[GridCell]:
    """The columns that have content but no known heading: a cell each, with the column's letter and its heading."""
    recognised = {i for i, column in enumerate(columns) if column}
    filled = {i for _, row in below for i, cell in enumerate(row) if cell.has_content}
    texts = {i: cell.text for i, cell in enumerate(cells)}
    return [GridCell(get_column_letter(i + 1), texts.get(i, "")) for i in sorted(filled - recognised)]


def _unread_remark(column: GridCell) -> FieldError:
    heading = printable(column.text.strip())
    key = "named_column_not_read" if heading else "column_not_read"
    return FieldError(column.where, roster_message(key, column=column.where, heading=heading))


def _fill_merged_cells(body: list[Line], headings: Headings, merges: tuple[Merge, ...]) -> list[FieldError]:
    """Copies a cell that is merged over several lines of one column to each of them; a remark for each.

    A merge of names, or of two columns, becomes a problem of its first line.
    """
    lines, remarks, budget = dict(body), list[FieldError](), MAX_LINES * len(COLUMNS)
    for merge in merges:
        merged = [column for column in COLUMNS if merge.left <= headings.columns.get(column, -1) <= merge.right]
        if not merged or merge.top <= headings.line or merge.top not in lines:
            continue
        first, index = lines[merge.top], headings.columns[merged[0]]
        if len(merged) > 1 or index != merge.left or (merged == ["name"] and merge.top < merge.bottom):
            first[index] = GridCell(merge.ref, "", roster_message("merged"))
            continue
        below = range(merge.top + 1, min(merge.bottom, body[-1][0]) + 1)
        budget -= len(below)
        if budget < 0:
            raise Unreadable("overlapping_merges")
        for line in lines.keys() & below:
            lines[line][index] = replace(first[index], where=f"{get_column_letter(index + 1)}{line}")
        if text := first[index].text.strip():
            values = {"cells": merge.ref, "text": printable(text)}
            remarks.append(FieldError(merge.ref, roster_message("merge_filled", **values)))
    return remarks


def _row(line: int, cells: list[GridCell], headings: Headings) -> RosterRow:
    problems: list[FieldError] = []

    def text(column: str, least: int = 0) -> str:
        index = headings.columns.get(column, MAX_COLUMNS)
        return _text(cells[index] if index < len(cells) else GridCell(cells[0].where, ""), column, least, problems)

    name, unit, post, mode = text("name", 1), text("unit"), text("post"), text("mode").lower()
    if mode not in MODE_OF_TEXT:
        problems.append(_problem(cells[headings.columns["mode"]].where, roster_message("unknown_mode")))
    if any(cell.has_content for cell in cells[headings.max_columns :]):
        problems.append(_problem(cells[headings.max_columns].where, roster_message("no_headings")))
    return RosterRow(line, name, unit, post, MODE_OF_TEXT.get(mode, "onsite"), tuple(problems))


def _text(cell: GridCell, column: str, least: int, problems: list[FieldError]) -> str:
    title = roster_message(column)
    if cell.problem:
        problems.append(_problem(cell.where, roster_message("bad_cell", column=title, problem=cell.problem)))
        return ""
    field = Field(cell.text, cell.where)
    text = field.text(least)
    for error in field.field_errors:
        problems.append(_problem(cell.where, roster_message("in_column", column=title, problem=error.message)))
    return text


def _problem(where: str, problem: Message) -> FieldError:
    """Its sentence names the line or cell too, because it is also read away from the row."""
    line = where.removeprefix("line ")
    if line == where:
        return FieldError(where, roster_message("in_cell", where=where, problem=problem))
    return FieldError(where, roster_message("in_line", line=line, problem=problem))


def _without_repetition(row: RosterRow, first_lines: dict[tuple[str, str], int]) -> RosterRow:
    """The row, with a problem if an earlier one has the same name and unit."""
    first = first_lines.setdefault((row.name, row.unit), row.line)
    if first == row.line or not row.name:
        return row
    repeated = _problem(f"line {row.line}", roster_message("duplicate", first=first))
    return replace(row, problems=(*row.problems, repeated))
