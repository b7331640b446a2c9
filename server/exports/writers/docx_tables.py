"""Blocks of a paper as WordprocessingML: tables with repeated headings and unbroken rows, histograms, signature lines.

Knows no document around them and computes no number.
"""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from ..model.blocks import Facts, Histogram, Signatures
from ..model.column_widths import column_widths, divide, histogram_widths
from ..model.table import Cell, Kind, Table, column_ranges
from .docx_template import LARGE, CellStyle, TableStyles, cell_style

HEADING_COLOUR = "F3EFE6"
BAR_COLOUR = "B3261E"
BAR_CHARACTER = " "
"""A shaded space draws a bar in any font and is no text to a screen reader. It is half as wide as a character."""
COUNT_TWIPS = 600
"""The space for the count behind the longest bar."""
LINE_TWIPS = 260
"""The height of a line in which people write."""
SIGNATURE_TWIPS = 900
"""The height of a signature line."""
LINE = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'


def table_xml(table: Table, width: int, styles: TableStyles) -> BaseOxmlElement:
    """`width` in twips. A table of few columns is printed larger."""
    style = styles.of(len(table.columns))
    widths = column_widths(table, width, width // style.character)
    kinds = [column.kind for column in table.columns]
    headings = "".join(_headings(table, widths, style))
    height = LINE_TWIPS * table.min_lines if table.min_lines > 1 else 0
    rows = "".join(
        _row(
            "".join(_cell(cell, w, style, kind) for cell, w, kind in zip(row, widths, kinds, strict=True)),
            height=height,
        )
        for row in table.rows
    )
    return _table(table.name, table.title, widths, headings + rows, styles.side)


def facts_xml(facts: Facts, width: int, styles: TableStyles) -> BaseOxmlElement:
    """Rows of one or two pairs; each name takes a sixth of the width."""
    name = width // 6
    grid = [name, width // 3, name, width - 2 * name - width // 3]
    rows = "".join(_facts_row(pairs, grid, styles.some) for pairs in facts.rows())
    return _table(facts.name, "", grid, rows, styles.side)


def _facts_row(pairs: Sequence[tuple[str, Cell]], grid: Sequence[int], style: CellStyle) -> str:
    if len(pairs) == 2:
        cells = (
            _cell(name, grid[2 * i], style, Kind.TEXT, True) + _cell(value, grid[2 * i + 1], style, Kind.TEXT)
            for i, (name, value) in enumerate(pairs)
        )
        return _row("".join(cells))
    ((name, value),) = pairs
    return _row(_cell(name, grid[0], style, Kind.TEXT, True) + _cell(value, sum(grid[1:]), style, Kind.LONG, span=3))


def histogram_xml(histogram: Histogram, width: int, styles: TableStyles) -> BaseOxmlElement:
    """A row per mark, with a bar and its count for each series."""
    style = styles.many
    widths = histogram_widths(len(histogram.series), width)
    titles = [histogram.title, *(title for title, _ in histogram.series)]
    heading = "".join(_cell(t, w, style, Kind.TEXT, True) for t, w in zip(titles, widths, strict=True))
    rows = "".join(_histogram_row(histogram, index, widths, style) for index in range(len(histogram.marks)))
    return _table(histogram.name, histogram.title, widths, _row(heading, True) + rows, styles.side)


def _histogram_row(histogram: Histogram, index: int, widths: Sequence[int], style: CellStyle) -> str:
    series = zip(histogram.series, widths[1:], strict=True)
    bars = "".join(_bar(counts[index], histogram.highest, width, style) for (_, counts), width in series)
    return _row(_cell(histogram.marks[index], widths[0], style, Kind.TEXT, True) + bars)


def signatures_xml(signatures: Signatures, width: int, styles: TableStyles) -> BaseOxmlElement:
    widths = divide([3, 6, 2, 4], width)
    lines = ("".join(_signature_line(role, signatures.date, widths)) for role in signatures.roles)
    rows = "".join(_row(line, height=SIGNATURE_TWIPS) for line in lines)
    return _table(signatures.name, "", widths, rows, styles.side, borders=False)


def _signature_line(role: str, date: str, widths: Sequence[int]) -> Iterator[str]:
    """Kept on one page with the next line."""
    for text, width in zip((role, "", date, ""), widths, strict=True):
        side = "" if text else LINE.format(side="bottom")
        paragraph = f'<w:pPr><w:pStyle w:val="{cell_style(LARGE).id}"/><w:keepNext/></w:pPr>{_run(text, "")}'
        yield _table_cell(paragraph, width, border=f"<w:tcBorders>{side}</w:tcBorders>")


def _headings(table: Table, widths: Sequence[int], style: CellStyle) -> Iterator[str]:
    """One line, or two where columns share a heading; a column without a shared one spans both."""
    if not any(column.over for column in table.columns):
        headings = zip(table.columns, widths, strict=True)
        yield _row("".join(_cell(c.title, w, style, Kind.TEXT, True) for c, w in headings), True)
        return
    first = second = ""
    for start, end in column_ranges(table):
        over, width = table.columns[start].over, sum(widths[start:end])
        title = over or table.columns[start].title
        first += _cell(title, width, style, Kind.TEXT, True, end - start, "" if over else "restart")
        for column, column_width in zip(table.columns[start:end], widths[start:end], strict=True):
            title, merge = (column.title, "") if over else ("", "continue")
            second += _cell(title, column_width, style, Kind.TEXT, True, merge=merge)
    yield _row(first, True)
    yield _row(second, True)


def _table(name: str, title: str, widths: Sequence[int], rows: str, side: int, borders: bool = True) -> BaseOxmlElement:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV") if borders else ()
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(LINE.format(side=side) for side in sides)
    left, right = (f'<w:{each} w:w="{side}" w:type="dxa"/>' for each in ("left", "right"))
    margins = f"<w:tblCellMar>{left}{right}</w:tblCellMar>"
    caption = f"<w:tblCaption w:val={quoteattr(name)}/>"
    description = f"<w:tblDescription w:val={quoteattr(title)}/>" if title else ""
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>{margins}'
        f'<w:tblLook w:firstRow="1" w:noHBand="1" w:noVBand="1"/>{caption}{description}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(cells: str, heading: bool = False, height: int = 0) -> str:
    row_height = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    repeat = "<w:tblHeader/>" if heading else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{row_height}{repeat}</w:trPr>{cells}</w:tr>"


def _cell(
    cell: Cell, width: int, style: CellStyle, kind: Kind, heading: bool = False, span: int = 1, merge: str = ""
) -> str:
    alignment = "left" if kind is Kind.LONG else "center"
    bold = "<w:b/>" if heading else ""
    text = "" if cell is None else _run(str(cell), _run_properties(bold + style.size))
    return _table_cell(f"{_paragraph_properties(style, alignment)}{text}", width, heading, span, merge)


def _run_properties(properties: str) -> str:
    return f"<w:rPr>{properties}</w:rPr>" if properties else ""


def _paragraph_properties(style: CellStyle, alignment: str) -> str:
    return f'<w:pPr><w:pStyle w:val="{style.id}"/>{style.spacing}<w:jc w:val="{alignment}"/></w:pPr>'


def _run(text: str, properties: str) -> str:
    """Keeps line ends."""
    parts = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{properties}{'<w:br/>'.join(parts)}</w:r>"


def _bar(count: int, highest: int, width: int, style: CellStyle) -> str:
    """Its length is in proportion to the highest count; the number follows it."""
    length = 2 * (width - COUNT_TWIPS) * count // (highest * style.character) if highest else 0
    shade = _run_properties(f'{style.size}<w:shd w:val="clear" w:color="auto" w:fill="{BAR_COLOUR}"/>')
    bar = f'<w:r>{shade}<w:t xml:space="preserve">{BAR_CHARACTER * length}</w:t></w:r>' if length else ""
    text = f'<w:r>{_run_properties(style.size)}<w:t xml:space="preserve"> {count}</w:t></w:r>'
    return _table_cell(f"{_paragraph_properties(style, 'left')}{bar}{text}", width)


def _table_cell(
    paragraph: str, width: int, heading: bool = False, span: int = 1, merge: str = "", border: str = ""
) -> str:
    grid_span = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    vertical_merge = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{HEADING_COLOUR}"/>' if heading else ""
    alignment = f'<w:vAlign w:val="{"bottom" if border else "center"}"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{grid_span}{vertical_merge}{border}{shade}{alignment}'
        f"</w:tcPr><w:p>{paragraph}</w:p></w:tc>"
    )
