"""Blocks of a paper as WordprocessingML: tables with repeated headings and whole rows, bars, lines to sign on.

Knows no document around them and no figures of its own.
"""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from ..model.blocks import Facts, Histogram, Signatures
from ..model.column_widths import divided, widths
from ..model.table import Cell, Kind, Table, together

LARGE, MIDDLE, SMALL = "TableLarge", "TableMiddle", "TableSmall"
"""Paragraph styles of cells."""
HALF = {LARGE: 120, MIDDLE: 105, SMALL: 90}
"""Of them, how wide a half-width character is, in twips."""
HEAD = "F3EFE6"
BAR = "B3261E"
BAR_CHAR = " "
"""A shaded space: a bar in every font, and no text to a reader."""
BAR_TWIPS = 45
"""How wide one is in the small style."""
LINE = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'


def table_xml(whole: Table, live: int) -> BaseOxmlElement:
    """`room` is the width in twips. Few columns are printed larger."""
    wide = len(whole.columns)
    style = LARGE if wide <= 4 else MIDDLE if wide <= 6 else SMALL
    columns = widths(whole, live, live // HALF[style])
    kinds = [column.kind for column in whole.columns]
    heads = "".join(_headings(whole, columns, style))
    rows = "".join(
        _row("".join(_cell(cell, w, style, kind) for cell, w, kind in zip(row, columns, kinds, strict=True)))
        for row in whole.rows
    )
    return _table(whole.name, whole.title, columns, heads + rows)


def facts_xml(facts: Facts, live: int) -> BaseOxmlElement:
    """Two pairs a line: each name takes a sixth of the width."""
    label, grid = live // 6, [live // 6, live // 3, live // 6, live - 2 * (live // 6) - live // 3]
    rows = []
    for pairs in facts.rows():
        spans = [1, 1, 1, 1] if len(pairs) == 2 else [1, 3]
        sizes = grid if len(pairs) == 2 else [label, live - label]
        cells = [cell for pair in pairs for cell in pair]
        drawn = (
            _cell(cell, size, MIDDLE, Kind.LONG if place % 2 and spans[place] > 1 else Kind.TEXT, place % 2 == 0, span)
            for place, (cell, size, span) in enumerate(zip(cells, sizes, spans, strict=True))
        )
        rows.append(_row("".join(drawn)))
    return _table(facts.name, "", grid, "".join(rows))


def histogram_xml(block: Histogram, live: int) -> BaseOxmlElement:
    """A line a mark, a bar and its count an item."""
    columns = divided([8, *[max(12, 60 // len(block.series))] * len(block.series)], live)
    titles = [block.title, *(title for title, _ in block.series)]
    head = _row("".join(_cell(t, w, SMALL, Kind.TEXT, True) for t, w in zip(titles, columns, strict=True)), True)
    rows = "".join(
        _row(
            _cell(mark, columns[0], SMALL, Kind.TEXT, True)
            + "".join(
                _bar(counts[place], block.most, width)
                for (_, counts), width in zip(block.series, columns[1:], strict=True)
            )
        )
        for place, mark in enumerate(block.marks)
    )
    return _table(block.name, block.title, columns, head + rows)


def signatures_xml(block: Signatures, live: int) -> BaseOxmlElement:
    columns = divided([3, 6, 2, 4], live)
    rows = "".join(_row("".join(_signed(role, block.date, columns)), height=900) for role in block.roles)
    return _table("signatures", "", columns, rows, borders=False)


def _signed(role: str, date: str, columns: Sequence[int]) -> Iterator[str]:
    """All of them on one page."""
    for text, width in zip((role, "", date, ""), columns, strict=True):
        side = "" if text else LINE.format(side="bottom")
        paragraph = f'<w:pPr><w:pStyle w:val="{LARGE}"/><w:keepNext/></w:pPr>{_runs(text, "")}'
        yield _boxed(paragraph, width, border=f"<w:tcBorders>{side}</w:tcBorders>")


def _headings(whole: Table, columns: Sequence[int], style: str) -> Iterator[str]:
    """One line, or two where columns belong together; a column that belongs to none takes both."""
    if not any(column.over for column in whole.columns):
        heads = zip(whole.columns, columns, strict=True)
        yield _row("".join(_cell(c.title, w, style, Kind.TEXT, True) for c, w in heads), True)
        return
    first = second = ""
    for start, end in together(whole):
        over, size = whole.columns[start].over, sum(columns[start:end])
        merge, title = ("", over) if over else ("restart", whole.columns[start].title)
        first += _cell(title, size, style, Kind.TEXT, True, end - start, merge)
        for column, width in zip(whole.columns[start:end], columns[start:end], strict=True):
            title, merge = (column.title, "") if over else ("", "continue")
            second += _cell(title, width, style, Kind.TEXT, True, merge=merge)
    yield _row(first, True)
    yield _row(second, True)


def _table(name: str, title: str, columns: Sequence[int], rows: str, borders: bool = True) -> BaseOxmlElement:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV") if borders else ()
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    drawn = "".join(LINE.format(side=side) for side in sides)
    margins = '<w:tblCellMar><w:left w:w="45" w:type="dxa"/><w:right w:w="45" w:type="dxa"/></w:tblCellMar>'
    caption = f"<w:tblCaption w:val={quoteattr(name)}/>"
    described = f"<w:tblDescription w:val={quoteattr(title)}/>" if title else ""
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{drawn}</w:tblBorders><w:tblLayout w:type="fixed"/>{margins}'
        f'<w:tblLook w:firstRow="1" w:noHBand="1" w:noVBand="1"/>{caption}{described}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(cells: str, head: bool = False, height: int = 0) -> str:
    tall = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{tall}{repeated}</w:trPr>{cells}</w:tr>"


def _cell(cell: Cell, width: int, style: str, kind: Kind, head: bool = False, span: int = 1, merge: str = "") -> str:
    aligned = "left" if kind is Kind.LONG else "center"
    bold = "<w:rPr><w:b/></w:rPr>" if head else ""
    text = "" if cell is None else _runs(str(cell), bold)
    paragraph = f'<w:pPr><w:pStyle w:val="{style}"/><w:jc w:val="{aligned}"/></w:pPr>{text}'
    return _boxed(paragraph, width, head, span, merge)


def _runs(text: str, properties: str) -> str:
    """Line ends stay line ends."""
    parts = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{properties}{'<w:br/>'.join(parts)}</w:r>"


def _bar(count: int, most: int, width: int) -> str:
    """As long as the count is of the largest one, room left for the figure."""
    length = (width - 600) * count // (most * BAR_TWIPS) if most else 0
    shade = f'<w:rPr><w:shd w:val="clear" w:color="auto" w:fill="{BAR}"/></w:rPr>'
    bar = f'<w:r>{shade}<w:t xml:space="preserve">{BAR_CHAR * length}</w:t></w:r>' if length else ""
    text = f'<w:r><w:t xml:space="preserve"> {count}</w:t></w:r>'
    return _boxed(f'<w:pPr><w:pStyle w:val="{SMALL}"/><w:jc w:val="left"/></w:pPr>{bar}{text}', width)


def _boxed(paragraph: str, width: int, head: bool = False, span: int = 1, merge: str = "", border: str = "") -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{HEAD}"/>' if head else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{merged}{border}{shade}'
        f'<w:vAlign w:val="{"bottom" if border else "center"}"/></w:tcPr><w:p>{paragraph}</w:p></w:tc>'
    )
