"""The columns of a roster without headings, from what its cells look like. Knows no problems."""

import re
from collections.abc import Sequence

from .headings import COLUMNS, Block, Headings, is_heading_word
from .line_kinds import SERIAL, is_surrounding
from .names import BRACKETS, TRAILING_MARKS, is_foreign_person, names_in, without_serial
from .text_grid import GridCell, Line
from .words import ONE_WORD, is_body, is_number, is_person, is_post, without_gaps

STOPS = re.compile("[、，,；;。：:/／|｜]")


def plain_lines(lines: Sequence[Line]) -> list[Line]:
    """Without titles, totals and notes above and below the people."""
    return [line for line in lines if not is_surrounding([cell for cell in line[1] if cell.has_content])]


def default_headings(lines: Sequence[Line]) -> Headings:
    """The columns in their default order after a column of serial numbers, if there is one; the unit may come before
    the name and the post before the unit, if every line has them so."""
    wide = [cells for _, cells in lines if sum(cell.has_content for cell in cells) > 1]
    numbered = bool(wide) and all(SERIAL.fullmatch(cells[0].text.strip()) for cells in wide)
    first = int(numbered)
    order = _order([cells[first:] for cells in wide])
    columns = {column: first + index for index, column in enumerate(order)}
    texts = [_text(cells[columns["name"]]) for _, cells in lines if columns["name"] < len(cells)]
    entries = all(ONE_WORD.fullmatch(text) and (is_body(text) or is_post(text)) for text in texts)
    columns |= {"number": 0} if numbered else {}
    block = Block(columns, entries=entries, has_sections=_has_people(texts))
    return Headings((block,), max_columns=len(COLUMNS) + numbered)


def _has_people(texts: Sequence[str]) -> bool:
    """Whether any name is clearly that of a person; otherwise the list may be one of bodies or projects."""
    return any(is_person(each.name) for text in texts for each in names_in(text, is_heading_word))


def _order(rows: Sequence[Sequence[GridCell]]) -> tuple[str, ...]:
    """By what all lines have in a column, where exactly one is a column of people; the other columns in the default
    order. Columns beyond the known number are a problem of their lines."""
    width = min([len(COLUMNS), *map(len, rows)]) if rows else 0
    kinds = [_kind([_text(row[index]) for row in rows]) for index in range(width)]
    if kinds.count("name") != 1:
        return COLUMNS
    order = [kind if kind and kinds.count(kind) == 1 else None for kind in kinds]
    rest = iter([column for column in COLUMNS if column not in order])
    return tuple(column or next(rest) for column in [*order, *[None] * (len(COLUMNS) - len(order))])


def _kind(texts: Sequence[str]) -> str | None:
    if all(map(is_person, texts)):
        return "name"
    if all(is_body(text) and not is_post(text) for text in texts):
        return "unit"
    if all(is_post(text) and not is_body(text) for text in texts):
        return "post"
    return None


def _text(cell: GridCell) -> str:
    return without_gaps(without_serial(cell.text.strip()).strip(TRAILING_MARKS))


def names_only(lines: Sequence[Line]) -> list[Line] | None:
    """A line for each cell of a table of names without anything else; None if it is no such table."""
    rows = [(number, [cell for cell in cells if cell.has_content]) for number, cells in lines]
    if not any(len(cells) > 1 for _, cells in rows):
        return None
    rows = [(number, _without_number(cells)) for number, cells in rows]
    if not all(is_person(BRACKETS.sub(r"\1", _text(cell))) for _, cells in rows if len(cells) > 1 for cell in cells):
        return None
    if not any(len(cells) > 1 for _, cells in rows):
        return None
    return [(number, [cell]) for number, cells in rows for cell in cells]


def _without_number(cells: list[GridCell]) -> list[GridCell]:
    """Without the numbers before each name."""
    names = [cell for cell in cells if not SERIAL.fullmatch(cell.text.strip())]
    return names if len(cells) > 1 else cells


def has_stray_cell(cells: Sequence[GridCell], block: Block) -> bool:
    """Whether a line without headings has a person or a number where neither belongs."""
    used = (block.columns["name"], block.columns.get("number"))
    texts = [_text(cell) for index, cell in enumerate(cells) if index not in used and cell.has_content]
    if any(is_person(piece) for text in texts for piece in STOPS.split(text)):
        return True
    name = block.columns["name"]
    own = _text(cells[name]) if name < len(cells) else ""
    return any(is_person(text) or is_number(text) or is_foreign_person(own, text) for text in texts)
