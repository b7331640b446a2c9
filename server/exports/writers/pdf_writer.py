"""Papers as PDF, laid out like the Word papers by Typst with the fonts of this machine (`paper.typ`, `pdf_fonts.py`).

The fonts are embedded as far as they are used. Computes no number.
"""

import importlib.util
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ...core.errors import Refused
from ...core.record import Record
from ..model.blocks import Block, Facts, Heading, Histogram, Page, Signatures, Text
from ..model.column_widths import LANDSCAPE, PORTRAIT, column_widths, divide, line_count
from ..model.labels import labels_of
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
SIZES = {"large": 1.33, "middle": 1.17, "small": 1.0}
"""The size of each style's type as a multiple of the smallest, in which the width of a page is stated."""

Json = dict[str, Any]


def is_installed() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in ("typst", "fontTools"))


def write_pdf(record: Record, pages: Sequence[Page], title: str) -> bytes:
    """Equal records give equal bytes on one machine. Raises Refused: `not_installed` without the typesetter, `no_glyph`
    with the characters that none of this machine's fonts has."""
    if not is_installed():
        raise Refused("not_installed", command=f"{sys.executable} -m pip install typst fonttools")
    from typst import Compiler

    from . import pdf_fonts

    paper = _paper(record, pages, title)
    if missing := pdf_fonts.without_glyph(_texts(paper)):
        raise Refused("no_glyph", characters=_named(missing))
    paper["fonts"] = {use: pdf_fonts.families(use, paper["lang"]) for use in pdf_fonts.FAMILIES}
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
    language, _, region = labels_of(record)["lang"].partition("-")
    return {
        "lang": language,
        "region": region if len(region) == 2 else None,
        "title": clean(f"{record.meeting.title} · {title}"),
        "marks": pieces(" ".join(record.marks)) if record.marks else [],
        "pages": [_page(page) for page in pages],
    }


def _page(page: Page) -> Json:
    room = LANDSCAPE if page.landscape else PORTRAIT
    return {
        "landscape": page.landscape,
        "meeting": pieces(page.meeting_title),
        "title": pieces(page.title),
        "subtitle": pieces(page.subtitle),
        "blocks": list(_blocks(page.blocks, room)),
    }


def _blocks(blocks: Sequence[Block], room: int) -> Iterator[Json]:
    """The end of the block before signatures stays on their page, so that nobody signs an empty one."""
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if isinstance(following, Signatures):
            *before, last = _ending(block, room)
            yield from before
            yield {"kind": "together", "blocks": [last, _block(following, room)]}
        elif not isinstance(block, Signatures) or len(blocks) == 1:
            yield _block(block, room)


def _ending(block: Block, room: int) -> Iterator[Json]:
    """The block; a long table as its beginning and its last rows."""
    if not isinstance(block, Table) or len(block.rows) <= SIGNED_ROWS:
        yield _block(block, room)
        return
    whole = _table(block, room)
    yield {**whole, "rows": whole["rows"][:-2], "joined": True}
    yield {**whole, "rows": whole["rows"][-2:], "headings": []}


def _block(block: Block, room: int) -> Json:
    if isinstance(block, Heading):
        return {"kind": "section", "text": pieces(block.text)}
    if isinstance(block, Text):
        return {"kind": "remark" if block.small else "statement", "text": pieces(block.text)}
    if isinstance(block, Table):
        return _table(block, room)
    if isinstance(block, Facts):
        return _facts(block, room)
    return _histogram(block, room) if isinstance(block, Histogram) else _signatures(block)


def _table(table: Table, room: int) -> Json:
    """A table of few columns is printed larger."""
    count = len(table.columns)
    style = "large" if count <= 4 else "middle" if count <= 6 else "small"
    own_room = int(room / SIZES[style])
    widths = column_widths(table, UNITS, own_room)
    characters = [max(2, width * own_room // UNITS) for width in widths]
    kinds = [column.kind for column in table.columns]
    return {
        "kind": "table",
        "style": style,
        "widths": widths,
        "headings": list(_headings(table, characters)),
        "rows": [_row(row, kinds, characters) for row in table.rows],
        "joined": False,
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


def _facts(facts: Facts, room: int) -> Json:
    own_room = int(room / SIZES["middle"])

    def cells(row: Sequence[tuple[str, Cell]]) -> list[list[Lines]]:
        width = own_room // 3 - 1 if len(row) == 2 else own_room * 5 // 6 - 1
        return [[pieces(name, own_room // 6 - 1), pieces(_text(value), width)] for name, value in row]

    return {"kind": "facts", "rows": [cells(row) for row in facts.rows()]}


def _histogram(histogram: Histogram, room: int) -> Json:
    widths = divide([8, *[max(12, 60 // len(histogram.series))] * len(histogram.series)], UNITS)
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


def _signatures(signatures: Signatures) -> Json:
    return {
        "kind": "signatures",
        "roles": [pieces(role) for role in signatures.roles],
        "date": pieces(signatures.date),
    }
