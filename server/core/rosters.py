"""Rosters as people have them (pasted rows, CSV, XLSX) → rows checked one by one. Knows no meeting.

Nothing is guessed or dropped in silence: what cannot be taken is a problem that names its line or cell,
and a roster with any problem is not `clean`.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from server.core.checks import Place
from server.core.errors import Fault

MAX_ROWS = 5_000
MAX_COLUMNS = 50
MAX_SHEET_ROWS = 20_000
"""Blank ones included."""
MAX_UNPACKED = 12 * 1024 * 1024
HEADING_WITHIN = 5
"""A list may have its title and date above the headings."""

COLUMNS = ("name", "unit", "post", "mode")
"""Their order where there are no headings."""

HEADINGS = {
    "number": ("序号", "编号", "no", "no.", "number"),
    "name": ("姓名", "名称", "述职人", "测评对象", "name"),
    "unit": ("单位", "部门", "所在单位", "工作单位", "单位名称", "unit"),
    "post": ("职务", "岗位", "职位", "post"),
    "mode": ("述职方式", "方式", "mode"),
}
HEADING = {word: column for column, words in HEADINGS.items() for word in words}
MODES = {"": "onsite", "现场": "onsite", "现场述职": "onsite", "onsite": "onsite"} | {
    "书面": "written",
    "书面述职": "written",
    "written": "written",
}
SERIAL = re.compile(r"[0-9]{1,5}[.、．]?")
GUARDED = re.compile(r"'(?=[=+\-@\t\r\0＝＋－＠])")
"""The quote our own CSV files put before text that a spreadsheet would take for a formula."""

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
BROKEN = ("文件损坏或不是 .xlsx，请重新另存后再导入。", "The file is damaged or no .xlsx. Save it again.")
TOO_MANY = (f"最多 {MAX_ROWS} 行，请拆分后再导入。", f"At most {MAX_ROWS} rows. Split it and import again.")


@dataclass(frozen=True, slots=True)
class Row:
    """One person, and what is wrong with the line. `line` counts from 1 in the file."""

    line: int
    name: str
    unit: str = ""
    post: str = ""
    mode: str = "onsite"
    problems: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """`problems` are those of the whole file; a file that cannot be read has no rows."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Fault, ...] = ()

    @property
    def clean(self) -> bool:
        return bool(self.rows) and not self.problems and not any(row.problems for row in self.rows)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as text; `where` names it to a person: "B3" in a workbook, else "line 3"."""

    where: str
    text: str
    problem: tuple[str, str] | None = None


Line = tuple[int, list[Cell]]


class Unreadable(Exception):
    """The file as a whole cannot be taken; carries the sentence in both languages."""


def read(data: bytes | str, kind: Literal["text", "csv", "xlsx"]) -> Roster:
    """The checked rows of a roster, blank lines left out."""
    try:
        return _roster(list(islice(_lines(data, kind), MAX_ROWS + HEADING_WITHIN + 1)))
    except Unreadable as reason:
        return Roster(problems=(Fault("", *reason.args),))


def _lines(data: bytes | str, kind: str) -> Iterator[Line]:
    if kind != "xlsx":
        text = data if isinstance(data, str) else _decoded(data)
        return _text_lines(text.removeprefix("\ufeff"), kind)
    if not isinstance(data, bytes):
        raise Unreadable("请选择 .xlsx 文件。", "Choose an .xlsx file.")
    return _sheet_lines(data)


def _decoded(data: bytes) -> str:
    """WPS and Excel save CSV as UTF-8, with or without a mark, as GB18030, or as UTF-16 "Unicode text"."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("文字编码无法识别，请另存为 UTF-8 的 CSV。", "Unknown text encoding. Save it as CSV in UTF-8.")


def _text_lines(text: str, kind: str) -> Iterator[Line]:
    rows = text if kind == "csv" or "\t" in text else _typed(text)
    delimiter = "\t" if kind == "text" and "\t" in rows else max(",\t;", key=rows.count)
    reader = csv.reader(io.StringIO(rows, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                where = f"line {reader.line_num}"
                yield reader.line_num, [Cell(where, GUARDED.sub("", cell.strip(" "), count=1)) for cell in cells]
    except csv.Error as error:
        at = reader.line_num
        raise Unreadable(f"第 {at} 行无法读取，请检查引号。", f"Line {at} cannot be read. Check its quotes.") from error


def _typed(text: str) -> str:
    """Rows typed by hand: columns stand apart by commas, or by a wide gap. One space is part of a name."""
    text = re.sub("[，；;]", ",", text)
    return text if "," in text else re.sub("[ \u3000]{2,}|\u3000", ",", text)


def _sheet_lines(data: bytes) -> Iterator[Line]:
    _guard(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = [list(row) for row in islice(sheet.iter_rows(max_col=MAX_COLUMNS), MAX_SHEET_ROWS + 1)]
    except Exception as error:
        # openpyxl meets a broken workbook with whatever its parsers raise; any of it means the same here.
        raise Unreadable(*BROKEN) from error
    if len(rows) > MAX_SHEET_ROWS:
        raise Unreadable(*TOO_MANY)
    for line, row in enumerate(rows, 1):
        cells = [_cell(f"{get_column_letter(i)}{line}", cell.value, cell.data_type) for i, cell in enumerate(row, 1)]
        if any(cell.text or cell.problem for cell in cells):
            yield line, cells


def _guard(data: bytes) -> None:
    """Refuses a file that unpacks to too much, or brings XML entities of its own, before anything parses it."""
    if data.startswith(OLD_OFFICE):
        raise Unreadable("这是旧版 .xls 或加密的文件，请另存为 .xlsx。", "An old .xls or encrypted. Save it as .xlsx.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise Unreadable("文件解压后太大，请只保留名单。", "The file is too large. Keep only the roster.")
            declares = any(_declares(archive.read(entry)) for entry in archive.infolist())
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Unreadable(*BROKEN) from error
    if declares:
        raise Unreadable(*BROKEN)


def _declares(part: bytes) -> bool:
    return any("<!DOCTYPE".encode(encoding) in part for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def _cell(where: str, value: object, kind: str) -> Cell:
    if value is None:
        return Cell(where, "")
    if kind == "f":
        return Cell(where, "", ("是公式，请改为“粘贴为数值”。", "is a formula. Paste it as a value."))
    if isinstance(value, str) and kind != "e":
        return Cell(where, value)
    if type(value) is int or (isinstance(value, float) and value.is_integer()):
        return Cell(where, str(int(value)))
    return Cell(where, "", ("不是文字，请改成文字。", "is not text. Type it as text."))


def _roster(lines: list[Line]) -> Roster:
    columns, body = _columns(lines)
    if len(body) > MAX_ROWS:
        raise Unreadable(*TOO_MANY)
    if not body:
        raise Unreadable("没有名单，请粘贴名单或另选文件。", "There are no rows. Paste rows or choose another file.")
    seen: dict[tuple[str, str], int] = {}
    return Roster(tuple(_apart(_row(line, cells, columns), seen) for line, cells in body))


def _columns(lines: list[Line]) -> tuple[dict[str, int], list[Line]]:
    """Where each column stands, and the lines below the headings."""
    for index, (_, cells) in enumerate(lines[:HEADING_WITHIN]):
        found = [HEADING.get(_bare(cell.text)) for cell in cells]
        known = [column for column in found if column]
        if "name" in known or len(known) > 1:
            _whole(known)
            return {column: i for i, column in enumerate(found) if column}, lines[index + 1 :]
    numbered = all(len(cells) > 1 and SERIAL.fullmatch(cells[0].text.strip()) for _, cells in lines)
    return {column: i + numbered for i, column in enumerate(COLUMNS)} | {"rest": len(COLUMNS) + numbered}, lines


def _bare(heading: str) -> str:
    return "".join(heading.split()).strip("*＊:：").lower()


def _whole(known: list[str]) -> None:
    if "name" not in known:
        raise Unreadable("没有“姓名”一列，请补上表头。", "There is no name column. Add its heading.")
    if len(known) > len(set(known)):
        raise Unreadable("有两列表头相同，请删去一列。", "Two columns have the same heading. Remove one.")


def _row(line: int, cells: list[Cell], columns: dict[str, int]) -> Row:
    faults: list[Fault] = []

    def text(column: str, least: int = 0) -> str:
        cell = cells[columns[column]] if columns.get(column, MAX_COLUMNS) < len(cells) else Cell(cells[0].where, "")
        return _text(cell, column, least, faults)

    name, unit, post, mode = text("name", 1), text("unit"), text("post"), text("mode")
    if mode.lower() not in MODES:
        where = _where(cells, columns["mode"])
        faults.append(_fault(where, "述职方式只能是“现场”或“书面”。", "The mode is onsite or written."))
    if "rest" in columns and any(cell.text.strip() for cell in cells[columns["rest"] :]):
        faults.append(_fault(_where(cells, columns["rest"]), "列太多，请加上表头。", "Too many columns. Add headings."))
    return Row(line, name, unit, post, MODES.get(mode.lower(), "onsite"), tuple(faults))


def _where(cells: list[Cell], column: int) -> str:
    return cells[min(column, len(cells) - 1)].where


def _text(cell: Cell, column: str, least: int, faults: list[Fault]) -> str:
    zh, en = HEADINGS[column][0], column
    if cell.problem:
        faults.append(_fault(cell.where, f"{zh}{cell.problem[0]}", f"{en} {cell.problem[1]}"))
        return ""
    place = Place(cell.text, cell.where)
    text = place.text(least)
    faults.extend(_fault(cell.where, f"{zh}：{fault.zh}", f"{en}: {fault.en}") for fault in place.faults)
    return text


def _fault(where: str, zh: str, en: str) -> Fault:
    """A fault whose sentence names its place as well: people read it away from the row."""
    line = where.removeprefix("line ")
    return Fault(where, f"第 {line} 行{zh}" if line != where else f"单元格 {where} {zh}", f"{where.capitalize()}: {en}")


def _apart(row: Row, seen: dict[tuple[str, str], int]) -> Row:
    """The row, with a problem where the same person stood before."""
    first = seen.setdefault((row.name, row.unit), row.line)
    if first == row.line or not row.name:
        return row
    twice = _fault(f"line {row.line}", f"与第 {first} 行重复。", f"repeats line {first}.")
    return replace(row, problems=(*row.problems, twice))
