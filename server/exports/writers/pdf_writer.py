"""Papers as PDF, laid out like the Word papers by Typst with the fonts of this machine (`paper.typ`, `pdf_fonts.py`).

The fonts are embedded as far as they are used. Computes no number.
"""

import importlib.util
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...core.errors import Refused
from ...core.record import Record
from ..model.blocks import Block, Facts, Heading, Histogram, Page, Signatures, Text
from ..model.column_widths import column_widths, histogram_widths, line_count, whole_headings
from ..model.labels import labels_of
from ..model.page_fit import MEASURES, PAGE_WIDTH, TURNED_WIDTH, Density, Measures, Type, density
from ..model.table import Cell, Kind, Row, Table, clean, column_ranges
from ..model.text_pieces import Lines, pieces

TEMPLATE = Path(__file__).with_name("paper.typ").read_bytes()
UNITS = 1000
"""Of which a table's column widths are parts."""
MAX_SHOWN = 20
"""The most characters that a refusal names."""
MAX_UNBROKEN_LINES = 12
"""A row of more lines may be divided between pages; a page could be too short for it."""
SIGNED_ROWS = 8
"""The most rows of a table that stay on one page with the signatures below it."""
TYPES = ("title", "paper", "below", "section", "statement", "remark", "large", "middle", "small")

Json = dict[str, Any]


def require_installed() -> None:
    """Raises Refused `not_installed`."""
    if any(importlib.util.find_spec(name) is None for name in ("typst", "fontTools")):
        raise Refused("not_installed", command=f"{sys.executable} -m pip install typst fonttools")


def write_pdf(record: Record, pages: Sequence[Page], title: str) -> bytes:
    """Equal records give equal bytes on one machine. Raises Refused: `not_installed` without the typesetter, `no_glyph`
    with the characters that none of this machine's fonts has."""
    require_installed()
    from typst import Compiler

    from . import pdf_fonts

    paper = _paper(record, pages, title)
    if missing := pdf_fonts.without_glyph(_texts(paper)):
        raise Refused("no_glyph", characters=_named(missing))
    language = labels_of(record)["lang"]
    paper |= {"lang": language[:2], "region": "TW" if pdf_fonts.is_traditional(language) else None}
    paper["fonts"] = {use: pdf_fonts.families(use, language) for use in pdf_fonts.FAMILIES}
    inputs = {"paper": json.dumps(paper, ensure_ascii=False)}
    compiler = Compiler(TEMPLATE, font_paths=pdf_fonts.machine_fonts(), ignore_system_fonts=True, sys_inputs=inputs)
    pdf = compiler.compile(format="pdf", timestamp=0)
    assert isinstance(pdf, bytes)
    return pdf


def _texts(value: object) -> Iterator[str]:
    """Every string in the JSON of a paper."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for each in value.values() for text in _texts(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in _texts(each))


def _named(characters: Sequence[str]) -> str:
    """𠮷（U+20BB7）, the first few."""
    named = "、".join(f"{char} (U+{ord(char):04X})" for char in characters[:MAX_SHOWN])
    return named if len(characters) <= MAX_SHOWN else f"{named} …"


def _paper(record: Record, pages: Sequence[Page], title: str) -> Json:
    return {
        "title": clean(f"{record.meeting.title} · {title}"),
        "marks": pieces(" ".join(record.marks)) if record.marks else [],
        "measures": {each: _measures(MEASURES[each]) for each in Density},
        "pages": [_page(page) for page in pages],
    }


def _measures(measures: Measures) -> Json:
    types: dict[str, Type] = {name: getattr(measures, name) for name in TYPES}
    return {
        "types": {name: [type.size, type.line, type.above, type.below] for name, type in types.items()},
        "side": measures.cell_side,
        "gap": measures.gap,
    }


def _page(page: Page) -> Json:
    tightness = density(page)
    layout = _Layout(MEASURES[tightness], TURNED_WIDTH if page.landscape else PAGE_WIDTH)
    return {
        "landscape": page.landscape,
        "density": tightness,
        "meeting": pieces(page.meeting_title),
        "title": pieces(page.title),
        "subtitle": pieces(page.subtitle),
        "blocks": list(layout.blocks(page.blocks)),
    }


@dataclass(frozen=True, slots=True)
class _Layout:
    """The blocks of one page as JSON. `width`: between its margins, in points."""

    measures: Measures
    width: float

    def blocks(self, blocks: Sequence[Block]) -> Iterator[Json]:
        """The end of the block before signatures stays on their page, so that nobody signs an empty one."""
        previous: Block | None = None
        for block, following in zip(blocks, [*blocks[1:], None], strict=True):
            if isinstance(following, Signatures):
                *before, last = self._ending(block)
                yield from before
                yield {"kind": "together", "blocks": [last, self._block(following)]}
            elif not isinstance(block, Signatures) or previous is None:
                yield self._block(block)
            previous = block

    def _ending(self, block: Block) -> Iterator[Json]:
        """The block; a long table as its beginning and its last rows."""
        if not isinstance(block, Table) or len(block.rows) <= SIGNED_ROWS:
            yield self._block(block)
            return
        whole = self._table(block)
        yield {**whole, "rows": whole["rows"][:-2], "joined": True}
        yield {**whole, "rows": whole["rows"][-2:], "headings": []}

    def _block(self, block: Block) -> Json:
        if isinstance(block, Heading):
            return {"kind": "section", "text": pieces(block.text)}
        if isinstance(block, Text):
            return {"kind": "remark" if block.small else "statement", "text": pieces(block.text)}
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Facts):
            return self._facts(block)
        return self._histogram(block) if isinstance(block, Histogram) else _signatures(block)

    def _room(self, type: Type) -> int:
        """The width in half-width characters."""
        return int(self.width / (type.size / 2))

    def _table(self, table: Table) -> Json:
        """A table of few columns is printed larger."""
        count = len(table.columns)
        room = self._room(self.measures.cells(count))
        widths = whole_headings(table, column_widths(table, UNITS, room), UNITS, room)
        characters = [max(2, width * room // UNITS) for width in widths]
        kinds = [column.kind for column in table.columns]
        return {
            "kind": "table",
            "style": "large" if count <= 4 else "middle" if count <= 6 else "small",
            "widths": widths,
            "headings": list(_headings(table, characters)),
            "rows": [_row(row, kinds, characters) for row in table.rows],
            "joined": False,
            "min_lines": table.min_lines,
        }

    def _facts(self, facts: Facts) -> Json:
        room = self._room(self.measures.middle)

        def cells(row: Sequence[tuple[str, Cell]]) -> list[list[Lines]]:
            width = room // 3 - 1 if len(row) == 2 else room * 5 // 6 - 1
            return [[pieces(name, room // 6 - 1), pieces(_text(value), width)] for name, value in row]

        return {"kind": "facts", "rows": [cells(row) for row in facts.rows()]}

    def _histogram(self, histogram: Histogram) -> Json:
        widths, room = histogram_widths(len(histogram.series), UNITS), self._room(self.measures.small)
        characters = [width * room // UNITS - 1 for width in widths]
        titles = [histogram.title, *(title for title, _ in histogram.series)]
        return {
            "kind": "histogram",
            "widths": widths,
            "headings": [pieces(title, width) for title, width in zip(titles, characters, strict=True)],
            "highest": histogram.highest,
            "rows": [
                {"mark": pieces(mark, characters[0]), "counts": [counts[index] for _, counts in histogram.series]}
                for index, mark in enumerate(histogram.marks)
            ],
        }


def _row(row: Row, kinds: Sequence[Kind], characters: Sequence[int]) -> Json:
    lines = max(line_count(_text(cell), width) for cell, width in zip(row, characters, strict=True))
    cells = [
        {"text": pieces(_text(cell), width), "long": kind is Kind.LONG}
        for cell, kind, width in zip(row, kinds, characters, strict=True)
    ]
    return {"cells": cells, "breakable": lines > MAX_UNBROKEN_LINES}


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _headings(table: Table, characters: Sequence[int]) -> Iterator[Json]:
    """One line, or two where columns share a heading; a column without a shared one spans both."""
    has_shared = any(column.over for column in table.columns)
    for start, end in column_ranges(table):
        over = table.columns[start].over
        text, width = over or table.columns[start].title, sum(characters[start:end])
        yield {"text": pieces(text, width), "columns": end - start, "rows": 2 if has_shared and not over else 1}
    for column, width in zip(table.columns, characters, strict=True):
        if column.over:
            yield {"text": pieces(column.title, width), "columns": 1, "rows": 1}


def _signatures(signatures: Signatures) -> Json:
    roles = [pieces(role) for role in signatures.roles]
    return {"kind": "signatures", "roles": roles, "date": pieces(signatures.date)}
