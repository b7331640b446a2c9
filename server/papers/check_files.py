"""Reads an archive's files (评议 Pingyi): zip or folder, CSV, and the tables of the papers. Knows no rules.

Part of the archive; `verify.py` calls it. Standard library only, Python 3.8. Whatever is read is bounded.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
import zlib
from decimal import Decimal
from functools import lru_cache
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    Files = dict[str, bytes]
    Rows = list[list[str]]

MOST, TOTAL, ENTRIES = 64 << 20, 256 << 20, 4096
"""Bytes of one file and of all together, and how many files there may be."""
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, csv.Error, ElementTree.ParseError)


ROOM = 8_000_000
"""Cells of one worksheet."""


def opened(path: Path) -> Files:
    """Every file by its name, of a zip or a folder. OSError or ValueError where it is neither or too large."""
    if path.is_dir():
        found = [one for one in path.iterdir() if one.is_file() and not one.is_symlink()]
        if sum(one.stat().st_size for one in found) > TOTAL:
            raise ValueError(f"more than {TOTAL >> 20} MiB")
        return {one.name: one.read_bytes() for one in found}
    if path.stat().st_size > TOTAL:
        raise ValueError(f"more than {TOTAL >> 20} MiB")
    return unzipped(path.read_bytes())


def unzipped(content: bytes) -> Files:
    """The files of a zip. What it says of their sizes is believed only as a limit."""
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        listed = zipped.infolist()
        if len(listed) > ENTRIES or len({one.filename for one in listed}) < len(listed):
            raise ValueError("too many files, or two of one name")
        if max((one.file_size for one in listed), default=0) > MOST or sum(one.file_size for one in listed) > TOTAL:
            raise ValueError(f"a file of more than {MOST >> 20} MiB")
        if any(one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for one in listed):
            raise ValueError("unusual compression")
        return {one.filename: zipped.read(one) for one in listed}


def csv_rows(content: bytes) -> list[list[str]]:
    """A table's rows with every text as it was before a ' was put before what a spreadsheet might run."""
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return [[cell[1:] if cell[:1] == "'" and _risky(cell[1:]) else cell for cell in row] for row in csv.reader(text)]


def _risky(text: str) -> bool:
    first = unicodedata.normalize("NFKC", text.lstrip("'")[:1])
    return bool(first) and first[0] in "=+-@\t\r\n\0"


def words(text: str) -> str:
    """A text whatever the spaces and line ends in it: papers lay it out as they like."""
    return " ".join(text.split())


class Paper:
    """A printed paper: its tables by name, heading rows and others apart, and all its text in order."""

    def __init__(self) -> None:
        self.heads: dict[str, Rows] = {}
        self.rows: dict[str, Rows] = {}
        self.flow: list[str] = []

    def row(self, table: str, head: bool) -> None:
        """A new row. Two tables of one name become one that has too many rows."""
        for kind in (self.heads, self.rows):
            kind.setdefault(table, [])
        (self.heads if head else self.rows)[table].append([])

    def cell(self, table: str, head: bool, text: str) -> None:
        (self.heads if head else self.rows)[table][-1].append(words(text))


@lru_cache(1)
def page(content: bytes) -> Page:
    """Read once for everything that is compared with it."""
    return Page(content)


class Page(HTMLParser):
    """results.html: a section a paper, a table a name. `headers` of each, and what stands in `sections` below them."""

    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.paper = Paper()
        self.captions: list[str] = []
        self.headers: dict[str, list[str]] = {}
        self.sections: dict[str, list[str]] = {}
        self.table, self.section, self.head, self.within, self.text = "", "", False, [""], ""
        self.heading: list[list[tuple[str, int, bool]]] = []
        self.span, self.tall = 1, False
        self.feed(content.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("id") or ""
        if tag == "section":
            self.section = name
            self.headers.setdefault(name, [])
            self.sections.setdefault(name, [])
        elif tag == "table":
            self.table = name
        elif tag in ("thead", "tbody"):
            self.head, self.heading = tag == "thead", []
        elif tag == "tr":
            self.paper.row(self.table, self.head)
            self.heading.append([])
        elif tag == "th":
            self.span, self.tall = int(dict(attrs).get("colspan") or 1), "rowspan" in dict(attrs)
        if tag in ("style", "title", "header", "caption"):
            self.within.append(tag)
        if tag in (*TEXTS, "caption"):
            self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.within[-1] not in ("style", "title", "caption"):
            self.paper.flow.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == self.within[-1]:
            self.within.pop()
        if tag == "caption":
            self.captions.append(words(self.text))
        if tag in ("th", "td"):
            self.paper.cell(self.table, self.head, self.text)
        if self.head and tag == "th":
            self.heading[-1].append((words(self.text), self.span, self.tall))
        elif tag in TEXTS and self.within[-1] == "":
            self._say([words(self.text)])
        elif tag in TEXTS and self.within[-1] == "header":
            self.headers[self.section].append(words(self.text))
        if tag == "thead":
            self._say(_by_lines(self.heading))

    def _say(self, texts: list[str]) -> None:
        self.sections.setdefault(self.section, []).extend(filter(None, texts))


def _by_lines(heading: list[list[tuple[str, int, bool]]]) -> list[str]:
    """A heading's texts line by line, where a name that takes both lines stands in the second, as on a worksheet."""
    first, second = heading[0], iter(heading[1] if len(heading) > 1 else [])
    if len(heading) == 1:
        return [text for text, _, _ in first]
    below = ([text] if tall else [under for under, _, _ in islice(second, span)] for text, span, tall in first)
    return [text for text, _, tall in first if not tall] + [text for texts in below for text in texts]


TEXTS = ("th", "td", "h1", "h2", "h3", "p")


def xml(content: bytes) -> ElementTree.Element:
    """Without entities of its own, which could make a small file a large one."""
    text = content.decode("utf-8")
    if "<!" in text or len(content) > MOST // 2:
        raise ValueError("an XML file with declarations, or too large")
    return ElementTree.fromstring(text)


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def document(content: bytes) -> Paper:
    """results.docx: a table's name is its caption."""
    paper, root = Paper(), xml(unzipped(content)["word/document.xml"])
    paper.flow = [_written(paragraph) for paragraph in root.iter(W + "p")]
    for table in root.iter(W + "tbl"):
        caption = table.find(f"{W}tblPr/{W}tblCaption")
        name = "" if caption is None else caption.get(W + "val", "")
        for row in table.iter(W + "tr"):
            head = row.find(f"{W}trPr/{W}tblHeader") is not None
            paper.row(name, head)
            for cell in row.iter(W + "tc"):
                paper.cell(name, head, " ".join(_written(paragraph) for paragraph in cell.iter(W + "p")))
    return paper


def _written(paragraph: ElementTree.Element) -> str:
    return "".join(one.text or "" if one.tag == W + "t" else " " for one in paragraph.iter() if one.tag in BREAKS)


BREAKS = tuple(W + tag for tag in ("t", "br", "tab", "cr"))


def workbook(content: bytes) -> list[tuple[str, Rows]]:
    """results.xlsx: each sheet's name and rows; a number as its shortest decimal. A formula has no place in it."""
    files = unzipped(content)
    shared = [_together(one) for one in xml(files["xl/sharedStrings.xml"]).iter(S + "si")]
    targets = {one.get("Id"): one.get("Target", "") for one in xml(files["xl/_rels/workbook.xml.rels"])}
    listed = xml(files["xl/workbook.xml"]).iter(S + "sheet")
    sheets = [(one.get("name", ""), targets[one.get(R + "id")]) for one in listed]
    return [(name, _sheet(xml(files["xl/" + target]), shared)) for name, target in sheets]


def charts(content: bytes) -> list[tuple[str, int, int, list[str]]]:
    """What the workbook's charts remember of the cells that they draw: sheet, column, first row, values. A
    chart's title is in the first of them."""
    found = []
    for name, body in unzipped(content).items():
        root = xml(body) if name.startswith("xl/charts/") else None
        for one in (root.iter() if root is not None else ()):
            formula, values = one.findtext(C + "f"), [value.text or "" for value in one.iter(C + "v")]
            place = AREA.fullmatch(formula or "")
            if formula and (not place or int(place[4] or place[3]) - int(place[3]) != len(values) - 1):
                raise ValueError(f"a chart of {formula:.40}")
            if place:
                found.append((place[1].replace("''", "'"), _column(place[2]), int(place[3]) - 1, values))
        title = "" if root is None else "".join(one.text or "" for one in root.iter(A + "t"))
        if title and (not found or found[-3][3] != [title]):
            raise ValueError(f"a chart called {title:.40}")
    return found


A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
AREA = re.compile(r"'?(.*?)'?!\$([A-Z]{1,3})\$([0-9]{1,7})(?::\$[A-Z]{1,3}\$([0-9]{1,7}))?")


def _together(element: ElementTree.Element) -> str:
    """Its text; what looks like an escape of the format is written as one."""
    return "".join(one.text or "" for one in element.iter(S + "t")).replace("_x005F_", "_")


def _sheet(root: ElementTree.Element, shared: list[str]) -> Rows:
    if root.find(f".//{S}f") is not None:
        raise ValueError("a formula")
    cells = {}
    for row in root.iter(S + "row"):
        for cell in row.iter(S + "c"):
            cells[int(row.get("r", "")) - 1, _column(cell.get("r", ""))] = _value(cell, shared)
    width, height = max((c for _, c in cells), default=-1) + 1, max((r for r, _ in cells), default=-1) + 1
    if width * height > ROOM:
        raise ValueError("a sheet of more than a paper's cells")
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
