"""The tables of an untrusted DOCX file as lines of cells, in their order. Knows no column.

A cell that spans several columns is followed by empty ones, and one that continues the cell above is empty, so that
what is in one column of a table has one place.
"""

from xml.parsers import expat

from .office_parts import BadPackage, xml_parts
from .text_files import BREAKS, DOCUMENT, NOT_SHOWN, word_tag

MAX_SPAN = 50
MAX_CELLS = 100_000


class _TableReader:
    """`hidden` counts the elements around the place that are not shown, `depth` the tables: one in a cell is part of
    its text."""

    def __init__(self) -> None:
        self.tables: list[list[list[str]]] = []
        self.depth = self.hidden = self.cells = 0
        self.in_text = self.continues = False
        self.span = 1
        self.pieces: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = word_tag(name)
        value = next((value for key, value in attributes.items() if word_tag(key) == "val"), "")
        if self.hidden or tag in NOT_SHOWN:
            self.hidden += 1
        elif tag == "tbl":
            self.depth += 1
            if self.depth == 1:
                self.tables.append([])
        elif self.depth == 1 and tag == "tr":
            self.tables[-1].append([])
        elif self.depth == 1 and tag == "tc":
            self.pieces, self.span, self.continues = [], 1, False
        elif self.depth == 1 and tag == "gridSpan" and value.isascii() and value.isdecimal() and len(value) < 4:
            self.span = min(MAX_SPAN, max(1, int(value)))
        elif self.depth == 1 and tag == "vMerge":
            self.continues = value in ("", "continue")
        elif tag in BREAKS:
            self.pieces.append(BREAKS[tag])
        self.in_text = tag == "t" and not self.hidden

    def _end(self, name: str) -> None:
        tag, self.in_text = word_tag(name), False
        if self.hidden:
            self.hidden -= 1
        elif tag == "tbl":
            self.depth -= 1
        elif tag == "p":
            self.pieces.append("\n")
        elif self.depth == 1 and tag == "tc" and self.tables[-1]:
            text = "" if self.continues else "".join(self.pieces).strip()
            self.tables[-1][-1] += [text] + [""] * (self.span - 1)
            self.cells += self.span
            if self.cells > MAX_CELLS:
                raise BadPackage(is_large=True)

    def _text(self, text: str) -> None:
        if self.in_text:
            self.pieces.append(text)


def word_tables(data: bytes) -> list[list[list[str]]]:
    """Tables of rows of cells; none of a file that is no Word document. Raises BadPackage."""
    document = xml_parts(data).get(DOCUMENT)
    if document is None:
        return []
    reader = _TableReader()
    try:
        reader.parser.Parse(document, True)
    except (expat.ExpatError, ValueError) as error:  # ValueError: an unknown encoding
        raise BadPackage from error
    return reader.tables
