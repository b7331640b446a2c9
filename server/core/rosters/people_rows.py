"""The people of one list: the lines of a block as rows, with the problems of each line. Knows no file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..errors import FieldError
from ..message import Message
from ..validation import Field, printable
from .fills import is_ditto
from .headings import Block, Headings, column_of, is_heading_word
from .headless import has_stray_cell
from .line_kinds import LineKind, heads_every_block, is_total, line_kind, section_name
from .names import Named, names_in, without_serial
from .text_grid import MAX_COLUMNS, GridCell, Line, roster_message
from .words import is_person, joined_lines

MODES = {
    "onsite": ("", "现场", "现场述职", "口头", "口头述职", "onsite"),
    "written": ("书面", "书面述职", "written"),
}
MODE_OF_TEXT = {text: mode for mode, texts in MODES.items() for text in texts}
FILLABLE = ("unit", "post", "mode")
"""Columns in which a ditto mark repeats the cell above."""
EMPTY = GridCell("", "")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person, with the problems of that line. `line` counts from 1 in the file."""

    line: int
    name: str
    unit: str = ""
    post: str = ""
    mode: str = "onsite"
    problems: tuple[FieldError, ...] = ()


@dataclass(slots=True)
class Remarks:
    """What was done to a list on purpose, for one remark each: lines that are nobody, headings of sections, cells that
    held several names."""

    surrounding: dict[int, str] = field(default_factory=dict)
    sections: list[str] = field(default_factory=list)
    split: list[int] = field(default_factory=list)


class BlockReader:
    """Reads the lines of a block in turn. `is_edited`: every line is one person, as somebody typed it."""

    def __init__(self, headings: Headings, block: Block, remarks: Remarks, is_edited: bool = False) -> None:
        self.headings, self.block, self.remarks, self.is_edited = headings, block, remarks, is_edited
        self.section = EMPTY
        self.above: dict[str, GridCell] = {}

    def rows(self, body: Sequence[Line], wide: dict[int, list[tuple[int, int]]]) -> Iterator[RosterRow]:
        for position, (line, cells) in enumerate(body):
            filled = self._filled(cells)
            kind = LineKind.PERSON if self.is_edited else self._kind(body, position, filled, wide)
            if kind is LineKind.SURROUNDING:
                self.remarks.surrounding[line] = _short(next(iter(filled.values())).text)
            elif kind is LineKind.SECTION:
                self._open_section([*filled.values()][-1])
            elif kind is LineKind.PERSON and filled:
                yield from self._people(line, cells)

    def _filled(self, cells: Sequence[GridCell]) -> dict[int, GridCell]:
        """The cells with content: those of the block, or the only one of the line, which heads every block."""
        filled = {index: cell for index, cell in enumerate(cells) if cell.has_content}
        own = {index: cell for index, cell in filled.items() if self.block.start <= index < self.block.end}
        is_shared = len(filled) == 1 and not own and self.block.start > 0
        return filled if is_shared and heads_every_block([*filled.values()][0]) else own

    def _kind(
        self, body: Sequence[Line], position: int, filled: dict[int, GridCell], wide: dict[int, list[tuple[int, int]]]
    ) -> LineKind:
        line, cells = body[position]
        if self.block.start and is_total(cells) and not any(is_person(cell.text.strip()) for cell in filled.values()):
            return LineKind.SURROUNDING if filled else LineKind.BLANK
        is_wide = any(left in filled for left, _ in wide.get(line, ()))
        below = body[position + 1][1] if position + 1 < len(body) else []
        lacks_unit = self._cell(below, "name").has_content and not self._cell(below, "unit").has_content
        return line_kind(filled, self.block, is_wide, lacks_unit, self.headings.line > 0)

    def _open_section(self, heading: GridCell) -> None:
        self.section = replace(heading, text=section_name(heading.text))
        name = _short(self.section.text)
        if name not in self.remarks.sections:
            self.remarks.sections.append(name)

    def _cell(self, cells: Sequence[GridCell], column: str) -> GridCell:
        index = self.block.columns.get(column, MAX_COLUMNS)
        return cells[index] if index < len(cells) else (replace(EMPTY, where=cells[0].where) if cells else EMPTY)

    def _people(self, line: int, cells: Sequence[GridCell]) -> Iterator[RosterRow]:
        name, details, problems = self._name_cell(cells), self._details(cells), list[FieldError]()
        if any(cell.has_content for cell in cells[self.headings.max_columns :]):
            problems.append(problem_at(cells[self.headings.max_columns].where, roster_message("no_headings")))
        people = self._names(name)
        if len(people) > 1:
            self.remarks.split.append(line)
        is_astray = not self.headings.line and not self.is_edited and has_stray_cell(cells, self.block)
        for named in people:
            yield self._row(line, replace(name, text=named.name), named, details, list(problems), is_astray)

    def _name_cell(self, cells: Sequence[GridCell]) -> GridCell:
        """The cell of the name; a surname and a given name in columns of their own as one."""
        if "family" not in self.block.columns:
            return self._cell(cells, "name")
        family, given = self._cell(cells, "family"), self._cell(cells, "given")
        is_latin = (family.text + given.text).isascii()
        text = f"{given.text.strip()} {family.text.strip()}" if is_latin else family.text.strip() + given.text.strip()
        return replace(family, text=text.strip(), problem=family.problem or given.problem)

    def _names(self, cell: GridCell) -> tuple[Named, ...]:
        if self.is_edited or cell.problem or not cell.has_content:
            return (Named(cell.text),)
        if self.block.entries:
            text = without_serial(joined_lines(cell.text.strip()))
            return (Named(text, is_doubtful=is_heading_word(text) or is_ditto(text) or text.isdigit()),)
        return names_in(cell.text, is_heading_word)

    def _details(self, cells: Sequence[GridCell]) -> dict[str, GridCell]:
        """Unit, post and mode, with what a ditto mark repeats."""
        details = {}
        for column in FILLABLE:
            cell = self._cell(cells, column)
            if not self.is_edited and is_ditto(cell.text):
                above = self.above.get(column)
                cell = (
                    replace(above, where=cell.where)
                    if above
                    else replace(cell, problem=roster_message("nothing_above"))
                )
            text = joined_lines(cell.text.strip())
            details[column] = self.above[column] = replace(
                cell, text=text if self.is_edited else _unlabelled(text, column)
            )
        return details

    def _row(
        self,
        line: int,
        name: GridCell,
        named: Named,
        details: dict[str, GridCell],
        problems: list[FieldError],
        is_astray: bool,
    ) -> RosterRow:
        text = _text(name, "name", 1, problems)
        if not problems and (is_astray or self._is_doubtful(name, named)):
            problems.append(problem_at(name.where, roster_message("doubtful_name", name=_short(name.text))))
        beside_name = {column: replace(name, text=getattr(named, column), problem=None) for column in details}
        values = {
            column: _text(cell if cell.has_content else beside_name[column], column, 0, problems)
            for column, cell in details.items()
        }
        mode = values["mode"].lower()
        if mode not in MODE_OF_TEXT:
            problems.append(problem_at(details["mode"].where, roster_message("unknown_mode")))
        unit = values["unit"] or _text(self.section, "unit", 0, problems)
        return RosterRow(line, text, unit, values["post"], MODE_OF_TEXT.get(mode, "onsite"), tuple(problems))

    def _is_doubtful(self, name: GridCell, named: Named) -> bool:
        if self.is_edited:
            return False
        is_word = is_heading_word(name.text) or is_ditto(name.text)
        return named.is_doubtful or is_word


def _unlabelled(text: str, column: str) -> str:
    """财政局 of 单位：财政局."""
    label, colon, rest = text[:MAX_COLUMNS].replace("：", ":").partition(":")
    return text[len(label + colon) :].strip() if rest and column_of(label) == column else text


def _short(text: str) -> str:
    return printable(" ".join(text[:200].split()))


def _text(cell: GridCell, column: str, least: int, problems: list[FieldError]) -> str:
    title = roster_message(column)
    if cell.problem:
        problems.append(problem_at(cell.where, roster_message("bad_cell", column=title, problem=cell.problem)))
        return ""
    field_of_cell = Field(cell.text, cell.where)
    text = field_of_cell.text(least)
    for error in field_of_cell.field_errors:
        problems.append(problem_at(cell.where, roster_message("in_column", column=title, problem=error.message)))
    return text


def problem_at(where: str, problem: Message) -> FieldError:
    """Its sentence names the line or cell too, because it is also read away from the row."""
    line = where.removeprefix("line ")
    if line == where:
        return FieldError(where, roster_message("in_cell", where=where, problem=problem))
    return FieldError(where, roster_message("in_line", line=line, problem=problem))
