"""Reads what the workbook of an earlier build shows: every cell with its number format, and the charts. Raises
ValueError for whatever no build has written (`paper_grammar`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from . import paper_grammar
from .paper_reader import Line, Parts, parse_part
from .recount.numbers import number, round_half_up

REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,5})")
RANGE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$([A-Z]+)\$([0-9]+)(?::\$([A-Z]+)\$([0-9]+))?")
TITLES = re.compile(
    r"(?:'(?:[^']|'')+'|[^'!]+)!\$[A-Z]:\$[A-Z](?:,.+!\$[0-9]:\$[0-9])?|(?:'(?:[^']|'')+'|[^'!]+)!\$[0-9]:\$[0-9]"
)
WHOLE = re.compile("-?[0-9]{1,9}")
INTEGER_FORMAT = "1"
"""Excel's number for the format 0."""

Cells = dict[tuple[int, int], str]
"""The shown texts by row and column, both from 1."""


@dataclass(frozen=True, slots=True)
class Formats:
    """By style: how many decimals its number format shows; None for the general one, which shows whole numbers as they
    are."""

    decimals: tuple[int | None, ...]

    def show(self, value: str, style: int) -> str:
        places = self.decimals[style]
        if places is None and not WHOLE.fullmatch(value):
            raise ValueError(f"{value:.20} without a number format")
        return round_half_up(number(value), places or 0)


def read_workbook(parts: Parts) -> Iterator[Line]:
    formats = _read_formats(parse_part(parts["xl/styles.xml"], paper_grammar.STYLES))
    strings = [_string(item) for item in parse_part(parts["xl/sharedStrings.xml"], paper_grammar.STRINGS)]
    sheets: dict[str, Cells] = {}
    for place, name in enumerate(_sheet_names(parts["xl/workbook.xml"]), 1):
        sheet = parse_part(parts[f"xl/worksheets/sheet{place}.xml"], paper_grammar.SHEET)
        cells = sheets[name] = _read_cells(sheet, strings, formats)
        yield ("sheet", name, *(each.text or "" for each in sheet.iter() if each.tag in ("oddHeader", "oddFooter")))
        yield from ((f"{row}:{column}", text) for (row, column), text in cells.items())
        yield from (("merged", merge.get("ref", "")) for merge in sheet.iter("mergeCell"))
    for name in parts:
        if name.startswith("xl/charts/"):
            yield from _read_chart(parse_part(parts[name], paper_grammar.CHART), sheets)
        elif name.startswith("xl/drawings/drawing"):
            drawing = parse_part(parts[name], paper_grammar.DRAWING)
            yield from (("chart", shape.get("descr", "")) for shape in drawing.iter("d:cNvPr"))


def _read_formats(styles: Element) -> Formats:
    codes = {each.get("numFmtId"): each.get("formatCode", "") for each in styles.iter("numFmt")}
    places = {id: len(code.partition(".")[2]) for id, code in codes.items()}
    (xfs,) = styles.iter("cellXfs")
    return Formats(tuple({**places, INTEGER_FORMAT: 0}.get(xf.get("numFmtId")) for xf in xfs))


def _string(item: Element) -> str:
    if len(item) != 1:
        raise ValueError("a text in several parts")
    return item[0].text or ""


def _sheet_names(content: bytes) -> list[str]:
    workbook = parse_part(content, paper_grammar.WORKBOOK)
    if not all(TITLES.fullmatch(name.text or "") for name in workbook.iter("definedName")):
        raise ValueError("a defined name")
    names = []
    for place, sheet in enumerate(workbook.iter("sheet"), 1):
        if (sheet.get("sheetId"), sheet.get("r:id")) != (str(place), f"rId{place}"):
            raise ValueError("sheets in another order")
        names.append(sheet.get("name", ""))
    return names


def _read_cells(sheet: Element, strings: list[str], formats: Formats) -> Cells:
    """Raises ValueError for a cell out of order, which programs may read in another place, and for a value that a
    merged cell hides."""
    cells: Cells = {}
    before = (0, 0)
    for row in sheet.iter("row"):
        for cell in row:
            place = _place(cell.get("r", ""))
            if place <= before or place[0] != int(row.get("r", "0")) or len(cell) > 1:
                raise ValueError(f"{cell.get('r')}: out of order")
            value = cell[0].text or "" if len(cell) else None
            is_text = cell.get("t") == "s"
            style = int(cell.get("s", "0"))
            before = place
            cells[place] = "" if value is None else strings[int(value)] if is_text else formats.show(value, style)
    for merge in sheet.iter("mergeCell"):
        first, last = map(_place, merge.get("ref", "").split(":"))
        covered = ((r, c) for r in range(first[0], last[0] + 1) for c in range(first[1], last[1] + 1))
        if any(cells.get(place) for place in covered if place != first):
            raise ValueError(f"{merge.get('ref')}: a hidden cell")
    return cells


def _place(reference: str) -> tuple[int, int]:
    match = REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(f"{reference:.20} is no cell")
    return int(match[2]), _column(match[1])


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return column


def _read_chart(chart: Element, sheets: dict[str, Cells]) -> Iterator[Line]:
    """A chart shows its cells, or where it is not computed again what it has stored of them: both must agree."""
    for reference in chart.iter():
        if reference.tag in ("c:strRef", "c:numRef"):
            formula, cache = reference
            points = [point[0].text or "" for point in cache if point.tag == "c:pt"]
            shown = list(_referenced(formula.text or "", sheets))
            if shown != points:
                raise ValueError(f"a chart of {shown!r:.60} shows {points!r:.60}")
            yield ("points", *points)


def _referenced(formula: str, sheets: dict[str, Cells]) -> Iterator[str]:
    match = RANGE.fullmatch(formula)
    if match is None:
        raise ValueError(f"{formula:.40} is no range of cells")
    quoted, plain, left, top, right, bottom = match.groups()
    cells = sheets[(quoted or plain).replace("''", "'")]
    for row in range(int(top), int(bottom or top) + 1):
        for column in range(_column(left), _column(right or left) + 1):
            yield cells.get((row, column), "")
