"""Rosters as people have them (pasted rows, CSV, XLSX) → rows checked one by one. Knows no meeting.

Nothing is guessed or dropped in silence: what cannot be taken is a problem that names its line or cell,
and a roster with any problem is not `clean`; what was left out or filled in on purpose is a remark.
"""

import re
from dataclasses import dataclass, replace

from openpyxl.utils import get_column_letter

from ..errors import FieldError
from ..validation import Field, printable
from .text_grid import MAX_COLUMNS, MAX_LINES, Cell, Grid, Line, Merge, Unreadable, text_grid
from .xlsx_grid import OLD_OFFICE, workbook_grid

MAX_ROWS = 10_000
HEADING_WITHIN = 5
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
HEADING = {word: column for column, words in HEADINGS.items() for word in words.split()}
WORDS = {"name": "姓名", "unit": "单位", "post": "职务", "mode": "述职方式", "number": "序号"}
MODES = {
    "onsite": ("", "现场", "现场述职", "口头", "口头述职", "onsite"),
    "written": ("书面", "书面述职", "written"),
}
MODE = {word: mode for mode, words in MODES.items() for word in words}
HINT = re.compile(r"[(（\[【].*[)）\]】]$")
"""What a form asks for behind its heading: 述职方式（现场/书面）."""
SERIAL = re.compile(r"[0-9]{1,5}[.、．]?")
TOO_MANY = (f"最多 {MAX_ROWS} 行，请拆分后再导入。", f"At most {MAX_ROWS} rows. Split it and import again.")


@dataclass(frozen=True, slots=True)
class Row:
    """One person, and what is wrong with the line. `line` counts from 1 in the file."""

    line: int
    name: str
    unit: str = ""
    post: str = ""
    mode: str = "onsite"
    problems: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """`problems` are those of the whole file; a file that cannot be read has no rows. `remarks` stand in
    nobody's way: columns or sheets that were not read, merged cells that were filled in."""

    rows: tuple[Row, ...] = ()
    problems: tuple[FieldError, ...] = ()
    remarks: tuple[FieldError, ...] = ()

    @property
    def clean(self) -> bool:
        return bool(self.rows) and not self.problems and not any(row.problems for row in self.rows)


@dataclass(frozen=True, slots=True)
class Headings:
    """Where each column stands (from 0), the line of the headings, and the columns that are not read.

    Without headings `line` is 0, and there are no more columns than `rest`.
    """

    columns: dict[str, int]
    line: int = 0
    unread: tuple[Cell, ...] = ()
    rest: int = MAX_COLUMNS

    def person(self, line: Line) -> bool:
        """Whether more than a serial number stands on the line."""
        number = self.columns.get("number")
        return any(cell.text.strip() or cell.problem for i, cell in enumerate(line[1]) if i != number)


def read_roster(data: bytes | str, typed: bool = False) -> Roster:
    """The checked rows of a roster, blank lines left out; bytes are a file of whatever kind they are.
    `typed`: rows written or pasted by hand, whose columns may stand apart by wide gaps."""
    try:
        return _roster(_grid(data, typed))
    except Unreadable as reason:
        return Roster(problems=(FieldError("", *reason.args),))


def _grid(data: bytes | str, typed: bool) -> Grid:
    if isinstance(data, str) or not data.startswith((b"PK", OLD_OFFICE)):
        return text_grid(data, typed)
    return workbook_grid(data)


def _roster(grid: Grid) -> Roster:
    headings, body = _heads(grid.lines)
    body = [line for line in body if headings.person(line)]
    if len(body) > MAX_ROWS:
        raise Unreadable(*TOO_MANY)
    if not body:
        raise Unreadable("没有名单，请粘贴名单或另选文件。", "There are no rows. Paste rows or choose another file.")
    body, remarks = _filled(body, headings, grid.merges)
    seen: dict[tuple[str, str], int] = {}
    rows = tuple(_apart(_row(line, cells, headings), seen) for line, cells in body)
    return Roster(rows, remarks=(*grid.remarks, *map(_unread, headings.unread), *remarks))


def _heads(lines: list[Line]) -> tuple[Headings, list[Line]]:
    """Where each column stands, and the lines below the headings."""
    for index, (line, cells) in enumerate(lines[:HEADING_WITHIN]):
        found = [HEADING.get(_bare(cell.text)) for cell in cells]
        known = [column for column in found if column]
        if "name" in known or len(known) > 1:
            _whole(found, cells)
            below = lines[index + 1 :]
            columns = {column: i for i, column in enumerate(found) if column}
            return Headings(columns, line, tuple(_others(found, cells, below))), below
    numbered = bool(lines) and all(len(cells) > 1 and SERIAL.fullmatch(cells[0].text.strip()) for _, cells in lines)
    columns = {column: i + numbered for i, column in enumerate(COLUMNS)}
    return Headings(columns | ({"number": 0} if numbered else {}), rest=len(COLUMNS) + numbered), lines


def _bare(heading: str) -> str:
    return HINT.sub("", "".join(heading.split())).strip("*＊:：").lower()


def _whole(found: list[str | None], cells: list[Cell]) -> None:
    if "name" not in found:
        raise Unreadable("没有“姓名”一列，请补上表头。", "There is no name column. Add its heading.")
    for column, word in WORDS.items():
        same = [cell for cell, one in zip(cells, found, strict=True) if one == column]
        if len(same) > 1:
            names = [printable(cell.text.strip()) for cell in same]
            zh = f"表头“{'”和“'.join(names)}”都是{word}，请删去或改名一列。"
            raise Unreadable(zh, f"The headings “{'” and “'.join(names)}” both mean {column}. Remove or rename one.")


def _others(found: list[str | None], cells: list[Cell], below: list[Line]) -> list[Cell]:
    """The first cells of columns that have something in them and no heading that is known."""
    known = {i for i, column in enumerate(found) if column}
    filled = {i for _, row in below for i, cell in enumerate(row) if cell.text.strip() or cell.problem}
    blank = Cell("", "")
    return [_column(cells[i] if i < len(cells) else blank, i) for i in sorted(filled - known)]


def _column(heading: Cell, index: int) -> Cell:
    return Cell(get_column_letter(index + 1), heading.text)


def _unread(column: Cell) -> FieldError:
    name = f"“{printable(column.text.strip())}”" if column.text.strip() else ""
    zh, en = f"没有导入 {column.where} 列{name}。", f"Column {column.where} {name} was not imported."
    return FieldError(column.where, zh, en.replace("  ", " "))


def _filled(body: list[Line], headings: Headings, merges: tuple[Merge, ...]) -> tuple[list[Line], list[FieldError]]:
    """Cells merged over several lines of one column are written on each of them, and said so; what merges
    a name over lines, or two columns, is a problem of its first line."""
    lines, remarks, most = dict(body), list[FieldError](), MAX_LINES * len(COLUMNS)
    for merge in merges:
        across = [column for column in COLUMNS if merge.left <= headings.columns.get(column, -1) <= merge.right]
        if not across or merge.top <= headings.line or merge.top not in lines:
            continue
        first, at = lines[merge.top], headings.columns[across[0]]
        if len(across) > 1 or at != merge.left or (across == ["name"] and merge.top < merge.bottom):
            zh = "是合并的单元格，请取消合并，逐格填写。"
            first[at] = Cell(merge.ref, "", (zh, "is merged. Split it and fill in each cell."))
            continue
        below = range(merge.top + 1, min(merge.bottom, body[-1][0]) + 1)
        most -= len(below)
        if most < 0:
            raise Unreadable("合并的单元格互相重叠，请取消合并。", "Merged cells overlap. Split them.")
        for line in lines.keys() & below:
            lines[line][at] = replace(first[at], where=f"{get_column_letter(at + 1)}{line}")
        if first[at].text.strip():
            remarks.append(_fill(merge, first[at]))
    return body, remarks


def _fill(merge: Merge, cell: Cell) -> FieldError:
    text = printable(cell.text.strip())
    zh, en = f"单元格 {merge.ref} 是合并的，各行都按“{text}”导入。", f"{merge.ref} is merged: every row has “{text}”."
    return FieldError(merge.ref, zh, en)


def _row(line: int, cells: list[Cell], headings: Headings) -> Row:
    field_errors: list[FieldError] = []

    def text(column: str, least: int = 0) -> str:
        at = headings.columns.get(column, MAX_COLUMNS)
        return _text(cells[at] if at < len(cells) else Cell(cells[0].where, ""), column, least, field_errors)

    name, unit, post, mode = text("name", 1), text("unit"), text("post"), text("mode")
    if mode.lower() not in MODE:
        where = cells[headings.columns["mode"]].where
        field_errors.append(_fault(where, "述职方式只能是“现场”或“书面”。", "The mode is onsite or written."))
    if any(cell.text.strip() or cell.problem for cell in cells[headings.rest :]):
        field_errors.append(
            _fault(cells[headings.rest].where, "列太多，请加上表头。", "Too many columns. Add headings.")
        )
    return Row(line, name, unit, post, MODE.get(mode.lower(), "onsite"), tuple(field_errors))


def _text(cell: Cell, column: str, least: int, field_errors: list[FieldError]) -> str:
    zh, en = WORDS[column], column
    if cell.problem:
        field_errors.append(_fault(cell.where, f"{zh}{cell.problem[0]}", f"{en} {cell.problem[1]}"))
        return ""
    place = Field(cell.text, cell.where)
    text = place.text(least)
    field_errors.extend(_fault(cell.where, f"{zh}：{fault.zh}", f"{en}: {fault.en}") for fault in place.field_errors)
    return text


def _fault(where: str, zh: str, en: str) -> FieldError:
    """A fault whose sentence names its place as well: people read it away from the row."""
    line = where.removeprefix("line ")
    if line == where:
        return FieldError(where, f"单元格 {where} {zh}", f"{where}: {en}")
    return FieldError(where, f"第 {line} 行{zh}", f"Line {line}: {en}")


def _apart(row: Row, seen: dict[tuple[str, str], int]) -> Row:
    """The row, with a problem where the same person stood before."""
    first = seen.setdefault((row.name, row.unit), row.line)
    if first == row.line or not row.name:
        return row
    twice = _fault(f"line {row.line}", f"与第 {first} 行重复。", f"repeats line {first}.")
    return replace(row, problems=(*row.problems, twice))
