"""Reads an archive's files (评议 Pingyi): zip or folder, CSV, and the page of its papers. Knows no rules.

Part of the archive; `verify.py` calls it. Standard library only, Python 3.8. Whatever is read is bounded.
"""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
import zlib
from functools import lru_cache
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Mapping  # noqa: UP035 (Python 3.8)
from xml.etree import ElementTree

if TYPE_CHECKING:
    from . import check_markup

    Files = dict[str, bytes]
    Rows = list[list[str]]
else:  # beside the archive's files, or inside the product
    check_markup = import_module((__package__ + "." if __package__ else "") + "check_markup")

MOST, TOTAL, ENTRIES = 64 << 20, 256 << 20, 4096
"""Bytes of one file and of all together, and how many files there may be."""
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, csv.Error, ElementTree.ParseError)


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


class Page:
    """results.html: a section a paper, a table a name. `headers` of each, and what stands in `sections` below them."""

    def __init__(self, content: bytes) -> None:
        self.paper = Paper()
        self.captions: list[str] = []
        self.headers: dict[str, list[str]] = {}
        self.sections: dict[str, list[str]] = {}
        self.table, self.section, self.head, self.within = "", "", False, [""]
        self.texts: list[str] = []
        self.heading: list[list[tuple[str, int, bool]]] = []
        self.span, self.tall = 1, False
        for tag, closes, attributes, text in check_markup.tokens(content):
            if not tag:
                self._text(text)
            elif closes:
                self._close(tag)
            else:
                self._open(tag, attributes)

    def _open(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = attributes.get("id", "")
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
            self.span, self.tall = int(attributes.get("colspan", "1")), "rowspan" in attributes
        if tag in ("style", "title", "header", "caption"):
            self.within.append(tag)
        if tag in (*TEXTS, "caption"):
            self.texts = []

    def _text(self, text: str) -> None:
        self.texts.append(text)
        if self.within[-1] not in ("style", "title", "caption"):
            self.paper.flow.append(text)

    def _close(self, tag: str) -> None:
        if tag == self.within[-1]:
            self.within.pop()
        said = words("".join(self.texts)) if tag in (*TEXTS, "caption") else ""
        if tag == "caption":
            self.captions.append(said)
        if tag in ("th", "td"):
            self.paper.cell(self.table, self.head, said)
        if self.head and tag == "th":
            self.heading[-1].append((said, self.span, self.tall))
        elif tag in TEXTS and self.within[-1] == "":
            self._say([said])
        elif tag in TEXTS and self.within[-1] == "header":
            self.headers[self.section].append(said)
        if tag == "thead":
            self._say(_by_lines(self.heading))
            self.heading = []
        if tag in (*TEXTS, "caption"):
            self.texts = []

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
