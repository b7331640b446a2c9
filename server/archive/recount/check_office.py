"""Reads an archive's Word document and workbook (评议 Pingyi). Knows no rules.

Part of the archive; `verify.py` calls it. Standard library only, Python 3.8. Whatever is read is bounded.
"""

from __future__ import annotations

import re
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

if TYPE_CHECKING:
    from . import check_markup
    from .check_files import Files, Paper, Rows, unzipped
else:  # beside the archive's files, or inside the product
    near = __package__ + "." if __package__ else ""
    check_markup, files = import_module(near + "check_markup"), import_module(near + "check_files")
    Paper, unzipped = files.Paper, files.unzipped

ROOM = 32_000_000
"""Cells of all worksheets and the characters in them."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
P = "{http://schemas.openxmlformats.org/package/2006/relationships}"


def _parts(content: bytes) -> Files:
    """The files in a paper."""
    files = unzipped(content)
    if sum(body.count(b"<") for body in files.values()) > check_markup.TAGS:
        raise ValueError(f"more than {check_markup.TAGS} tags")
    return files


def document(content: bytes) -> Paper:
    """results.docx: a table's name is its caption."""
    paper, name = Paper(), ""
    for one in check_markup.elements(_parts(content)["word/document.xml"], W + "tblPr", W + "tr", W + "p"):
        if one.tag == W + "tblPr":
            caption = one.find(W + "tblCaption")
            name = "" if caption is None else caption.get(W + "val", "")
        if one.tag == W + "tr":
            _row(paper, name, one)
        paper.flow += [_written(paragraph) for paragraph in one.iter(W + "p")]
    return paper


def _row(paper: Paper, table: str, row: ElementTree.Element) -> None:
    head = row.find(f"{W}trPr/{W}tblHeader") is not None
    paper.row(table, head)
    for cell in row.iter(W + "tc"):
        paper.cell(table, head, " ".join(_written(paragraph) for paragraph in cell.iter(W + "p")))


def _written(paragraph: ElementTree.Element) -> str:
    return "".join(one.text or "" if one.tag == W + "t" else " " for one in paragraph.iter() if one.tag in BREAKS)


BREAKS = tuple(W + tag for tag in ("t", "br", "tab", "cr"))


def workbook(content: bytes) -> list[tuple[str, Rows]]:
    """results.xlsx: each sheet's name and rows; a number as its shortest decimal. A formula has no place in it."""
    files, read = _parts(content), check_markup.elements
    shared = [_together(one) for one in read(files["xl/sharedStrings.xml"], S + "si")]
    targets = {one.get("Id"): one.get("Target", "") for one in read(files["xl/_rels/workbook.xml.rels"], P + RELATED)}
    listed = [(one.get("name", ""), targets[one.get(R + "id")]) for one in read(files["xl/workbook.xml"], S + "sheet")]
    if len({target for _, target in listed}) < len(listed):
        raise ValueError("one worksheet under two names")
    sheets, live = [], ROOM
    for name, target in listed:
        rows = _sheet(files["xl/" + target], shared, live)
        live -= sum(len(cell) + 1 for row in rows for cell in row)
        sheets.append((name, rows))
    return sheets


RELATED = "Relationship"


class Drawn(NamedTuple):
    """What a chart remembers of cells below each other: where they stand, and what stood in them."""

    sheet: str
    column: int
    first: int
    values: list[str]


class Chart(NamedTuple):
    """The cells that a chart draws: its title, and a column of marks beside one of counts, which has a name."""

    title: Drawn
    name: Drawn
    marks: Drawn
    counts: Drawn


def charts(content: bytes) -> list[Chart]:
    """Of the workbook. ValueError where a chart has more or less in it, or its title is not its counts' name."""
    parts = (body for name, body in _parts(content).items() if name.startswith("xl/charts/"))
    return [_chart(one) for body in parts for one in check_markup.elements(body, C + "chartSpace")]


def _chart(space: ElementTree.Element) -> Chart:
    places = (space.find("/".join(C + tag for tag in path.split())) for path in DRAWN)
    chart = Chart(*(_drawn(place) for place in places))
    told = [value.text or "" for value in space.iter(C + "v")]
    if told != [value for drawn in chart for value in drawn.values] or next(space.iter(A + "t"), None) is not None:
        raise ValueError("a chart with more in it than one column of counts")
    (sheet, column, above, _), marks = chart.name, chart.marks
    below = chart.counts[:3] == (sheet, column, above + 1) and (marks.sheet, marks.first) == (sheet, above + 1)
    if not below or chart.title != chart.name:
        raise ValueError(f"a chart of {sheet:.40} that is not of one table")
    return chart


DRAWN = ("chart title tx", *(f"chart plotArea barChart ser {kind}" for kind in ("tx", "cat", "val")))


def _drawn(place: ElementTree.Element | None) -> Drawn:
    formula = "" if place is None else place.findtext(f"*/{C}f", "")
    values = [] if place is None else [value.text or "" for value in place.iter(C + "v")]
    area = AREA.fullmatch(formula)
    if area is None or int(area[4] or area[3]) - int(area[3]) != len(values) - 1:
        raise ValueError(f"a chart of {formula:.40}")
    return Drawn(area[1].replace("''", "'"), _column(area[2]), int(area[3]) - 1, values)


A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
AREA = re.compile(r"'?(.*?)'?!\$([A-Z]{1,3})\$([0-9]{1,7})(?::\$[A-Z]{1,3}\$([0-9]{1,7}))?")


def _together(element: ElementTree.Element) -> str:
    """Its text; what looks like an escape of the format is written as one."""
    return "".join(one.text or "" for one in element.iter(S + "t")).replace("_x005F_", "_")


def _sheet(content: bytes, shared: list[str], live: int) -> Rows:
    cells = {}
    for row in check_markup.elements(content, S + "row"):
        if row.find(f".//{S}f") is not None:
            raise ValueError("a formula")
        for cell in row.iter(S + "c"):
            cells[int(row.get("r", "")) - 1, _column(cell.get("r", ""))] = _value(cell, shared)
    width, height = max((c for _, c in cells), default=-1) + 1, max((r for r, _ in cells), default=-1) + 1
    if width * height + sum(map(len, cells.values())) > live:
        raise ValueError("more than a paper's cells")
    return [[cells.get((row, column), "") for column in range(width)] for row in range(height)]


def _column(reference: str) -> int:
    """A is 0."""
    place = 0
    for letter in reference.rstrip("0123456789")[:3]:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _value(cell: ElementTree.Element, shared: list[str]) -> str:
    value = cell.findtext(S + "v")
    if value is None:
        return ""
    if cell.get("t") == "s":
        return shared[int(value)]
    if not NUMERIC.fullmatch(value):
        raise ValueError(f"{value:.40} is no number")
    return f"{Decimal(value):f}"


NUMERIC = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?(E[-+]?[0-9]{1,2})?")
