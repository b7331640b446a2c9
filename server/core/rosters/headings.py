"""The headings of a roster: their words, the lines that have them, and the columns they give. Knows no people."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..validation import printable
from .text_grid import MAX_COLUMNS, GridCell, Line, Unreadable, roster_message
from .vocabulary import table, word_list
from .words import is_person, without_gaps

MAX_HEADING_LINE = 15
"""A list may have its title, its date and a note above the headings."""

COLUMNS = ("name", "unit", "post", "mode")
"""Their order where there are no headings."""

HEADINGS = {column: listed for column, listed in table("headings").items() if column != "other"}
COLUMN_OF_HEADING = {word: column for column, listed in HEADINGS.items() for word in listed}
OTHER_HEADINGS = frozenset(word_list("headings", "other"))
"""Words of headings whose columns are not read."""
COMPOSED = {
    "name": ("姓名", "对象"),
    "unit": ("单位名称", "部门名称", "支部名称", "党组织名称"),
    "post": ("职务",),
}
"""What an unknown heading may end with: 述职评议对象, 所在党支部名称."""
NUMERAL = re.compile("[0-9一二三四五六七八九十甲乙丙丁]")
"""In 三号选手 or 第一测评对象, which are names."""
MAX_COMPOSED = 12
MAX_HEADING = 60
HINT = re.compile(r"[(（\[【].*[)）\]】]$")
"""The hint that a form prints behind a heading: 述职方式（现场/书面）."""


@dataclass(frozen=True, slots=True)
class Block:
    """Columns of one list; a sheet may have two side by side. It has the cells from `start` up to `end`.

    `entries`: it lists projects, teams or bodies instead of people. `has_sections`: a body alone in the column of names
    heads a section.
    """

    columns: dict[str, int]
    start: int = 0
    end: int = MAX_COLUMNS
    entries: bool = False
    has_sections: bool = True


@dataclass(frozen=True, slots=True)
class Headings:
    """The line of the headings, 0 if there are none, and their blocks from left to right.

    `unread`: the columns that have content and no known heading. Only the first `max_columns` may have content.
    """

    blocks: tuple[Block, ...]
    line: int = 0
    unread: tuple[GridCell, ...] = ()
    max_columns: int = MAX_COLUMNS


def normalised_heading(text: str) -> str:
    return HINT.sub("", "".join(text.split())).strip("*＊:：").lower()


def column_of(text: str) -> str | None:
    """The column that a heading names. An unknown one is known by its end."""
    if len(text) > MAX_HEADING:
        return None
    heading = normalised_heading(text)
    if column := COLUMN_OF_HEADING.get(heading) or COLUMN_OF_HEADING.get("".join(text.split()).lower()):
        return column
    if len(heading) > MAX_COMPOSED or NUMERAL.search(heading):
        return None
    return next((column for column, ends in COMPOSED.items() if heading.endswith(ends)), None)


def is_heading_word(text: str) -> bool:
    return column_of(text) is not None or normalised_heading(text) in OTHER_HEADINGS


def is_heading_line(line: Line) -> bool:
    """Whether a line has a heading for the names, and nothing that could be somebody's details."""
    columns = [column_of(cell.text) for cell in line[1]]
    filled = [cell for cell in line[1] if cell.has_content]
    if not NAMING & set(columns):
        return False
    known = sum(is_heading_word(cell.text) for cell in filled)
    return known == len(filled) or known >= 2


NAMING = frozenset(("name", "entry", "family", "contact"))
"""Columns that can hold the names."""


def find_headings(lines: Sequence[Line]) -> int | None:
    """The index of the first line of headings among the first lines. Raises Unreadable if there are headings, but none
    for the names."""
    first = lines[:MAX_HEADING_LINE]
    for index, line in enumerate(first):
        columns = {column_of(cell.text) for cell in line[1]}
        if is_heading_line(line) or columns & {"name", "family"}:
            return index
    for position, (_, cells) in enumerate(first):
        filled = [cell for cell in cells if cell.has_content]
        known = sum(is_heading_word(cell.text) for cell in filled)
        if len(filled) > 1 and (known > len(filled) // 2 or (known and not position)):
            raise Unreadable("no_name_column")
    return None


def second_line(heading: Line, below: Line) -> bool:
    """Whether the line below belongs to the headings: 职务 and 单位 below 基本情况, and nothing below 姓名."""
    columns = [column_of(cell.text) for cell in heading[1]]
    filled = {index: cell for index, cell in enumerate(below[1]) if cell.has_content}
    if below[0] != heading[0] + 1 or not any(is_heading_word(cell.text) for cell in filled.values()):
        return False
    return not any(columns[index] for index in filled if index < len(columns))


def merged_headings(heading: Line, below: Line) -> Line:
    """Two lines of headings as one."""
    width = max(len(heading[1]), len(below[1]))
    upper, lower = (
        [*cells, *(GridCell("", "") for _ in range(width - len(cells)))] for cells in (heading[1], below[1])
    )
    return below[0], [under if under.has_content else over for over, under in zip(upper, lower, strict=True)]


def read_headings(heading: Line, below: Sequence[Line]) -> Headings:
    """Raises Unreadable where two headings mean the same column."""
    columns = [column_of(cell.text) for cell in heading[1]]
    blocks = tuple(_block(columns, start, end) for start, end in _spans(columns, heading[1], below))
    used = {index for block in blocks for index in block.columns.values()}
    return Headings(blocks, heading[0], tuple(_unread_columns(used, heading[1], below)))


def _spans(columns: Sequence[str | None], cells: Sequence[GridCell], below: Sequence[Line]) -> list[tuple[int, int]]:
    """Where each block begins and ends: a heading that repeats begins the next one, if each has names."""
    starts, seen = [0], set[str]()
    for index, column in enumerate(columns):
        if column in seen and column != "other_unit":
            starts.append(index)
            seen.clear()
        if column:
            seen.add(column)
    spans = list(zip(starts, [*starts[1:], MAX_COLUMNS], strict=True))
    if len(spans) > 1 and spans[0][1] == 1 and not _all_people(below):
        _refuse_same_headings(columns, cells)
    words = {_name_word(columns, cells, start, end) for start, end in spans}
    if len(words) > 1:
        _refuse_same_headings(columns, cells)
    return spans


def _all_people(lines: Sequence[Line]) -> bool:
    return all(is_person(without_gaps(cell.text.strip())) for _, cells in lines for cell in cells if cell.has_content)


def _name_word(columns: Sequence[str | None], cells: Sequence[GridCell], start: int, end: int) -> str:
    """The heading of the names in a block, "" without one."""
    named = (index for index in range(start, min(end, len(columns))) if columns[index] in NAMING)
    return next((normalised_heading(cells[index].text) for index in named), "")


def _refuse_same_headings(columns: Sequence[str | None], cells: Sequence[GridCell]) -> None:
    for column in HEADINGS:
        same = [printable(cell.text.strip()) for cell, other in zip(cells, columns, strict=True) if other == column]
        if len(same) > 1:
            raise Unreadable("same_headings", headings=_joined(same), column=roster_message(_title(column)))


def _title(column: str) -> str:
    return {"entry": "name", "contact": "name", "family": "name", "given": "name", "unit_post": "unit"}.get(
        column, column
    )


def _joined(headings: Sequence[str]) -> object:
    joined: object = headings[0]
    for heading in headings[1:]:
        joined = roster_message("and_heading", headings=joined, heading=heading)
    return joined


def _block(columns: Sequence[str | None], start: int, end: int) -> Block:
    """A column of names of bodies is their unit where the people have names of their own; a column of those who answer
    for an entry has the names only where there is no other."""
    found: dict[str, int] = {}
    for index, column in enumerate(columns[start:end], start):
        if column:
            found.setdefault(column, index)
    entry, contact, both, other = (found.pop(name, None) for name in ("entry", "contact", "unit_post", "other_unit"))
    if other is not None:
        found.setdefault("unit", other)
    has_people = "name" in found or "family" in found
    if entry is not None:
        found.setdefault("unit" if has_people else "name", entry)
    elif contact is not None and not has_people:
        found["name"], has_people = contact, True
    if both is not None:
        found.setdefault("post" if "unit" in found else "unit", both)
    return Block(found, start, end, not has_people)


def _unread_columns(used: set[int], cells: Sequence[GridCell], below: Sequence[Line]) -> list[GridCell]:
    """A cell each, with the column's letter and its heading."""
    filled = {i for _, row in below for i, cell in enumerate(row) if cell.has_content}
    texts = {i: cell.text for i, cell in enumerate(cells)}
    return [GridCell(column_letter(i), texts.get(i, "")) for i in sorted(filled - used)]


def column_letter(index: int) -> str:
    """The letters of a column, from A for 0."""
    letters, rest = "", index + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
