"""Papers as one HTML page for reading and printing: no script, no external resource, one sheet per person.

Every text is escaped and isolated (<bdi>), so that bidirectional marks in it do not affect the text around it.
Computes no number.
"""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from ...core.record import Record
from ..model.blocks import Block, Facts, Heading, Histogram, Page, Signatures, Text
from ..model.column_widths import column_widths, divide, histogram_widths
from ..model.labels import labels_of
from ..model.table import Cell, Column, Kind, Table, clean, column_ranges

STYLE = Path(__file__).with_name("paper.css").read_text("utf-8")
MAX_LARGE_COLUMNS, MAX_MEDIUM_COLUMNS = 4, 6
BAR_PERCENT = 75
"""The share of its cell that the longest bar takes; the rest is for the number."""
PORTRAIT_ROOM = {"few": 78, "some": 90, "many": 104}
"""The width of an upright page in half-width characters of each size; a landscape page has half as much again."""
UNITS = 200
"""Column widths are in half percents of the table's width."""
WIDTHS = "".join(f"col.w{n} {{ width: {n / 2}%; }}\n" for n in range(1, UNITS))


def write_page(record: Record, pages: Sequence[Page], title: str) -> bytes:
    """Equal records give equal bytes. `title`: what the pages are together, for the title of the window."""
    labels = labels_of(record)
    title = escape(clean(f"{record.meeting.title} · {title}"))
    body = "".join(_section(page) for page in pages)
    return (
        f'<!doctype html>\n<html lang="{labels["lang"]}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>\n'
        f"<style>\n{STYLE}{WIDTHS}{_mark_style(record)}</style></head>\n<body>\n{body}</body></html>\n"
    ).encode()


def _mark_style(record: Record) -> str:
    """Repeats the record's marks at the top of every printed page."""
    mark = " ".join(record.marks)
    box = f'{{ @top-right {{ content: "{mark}"; }} }}'
    return f"@page {box}\n@page wide {box}\n" if mark else ""


def _section(page: Page) -> str:
    wide = ' class="wide"' if page.landscape else ""
    blocks = "\n".join(_block(block, page.landscape) for block in page.blocks)
    return (
        f'<section id="{page.name}"{wide}>\n<header><h1>{_text(page.meeting_title)}</h1><h2>{_text(page.title)}</h2>'
        f'<p class="below">{_text(page.subtitle)}</p></header>\n{blocks}\n</section>\n'
    )


def _text(cell: Cell) -> str:
    return "" if cell is None else f"<bdi>{escape(str(cell))}</bdi>"


def _block(block: Block, landscape: bool) -> str:
    if isinstance(block, Heading):
        return f"<h3>{_text(block.text)}</h3>"
    if isinstance(block, Text):
        return f'<p class="{"remark" if block.small else "statement"}">{_text(block.text)}</p>'
    if isinstance(block, Table):
        return _data_table(block, landscape)
    if isinstance(block, Facts):
        return _facts(block)
    return _histogram(block) if isinstance(block, Histogram) else _signatures(block)


def _data_table(table: Table, landscape: bool) -> str:
    count = len(table.columns)
    size = "few" if count <= MAX_LARGE_COLUMNS else "some" if count <= MAX_MEDIUM_COLUMNS else "many"
    rows = "".join(f"<tr>{''.join(map(_cell, table.columns, row))}</tr>\n" for row in table.rows)
    widths = column_widths(table, UNITS, PORTRAIT_ROOM[size] * 3 // 2 if landscape else PORTRAIT_ROOM[size])
    return _table(table.name, size, rows, widths, table.title, "".join(_headings(table)))


def _table(name: str, css_class: str, rows: str, widths: Sequence[int], title: str = "", headings: str = "") -> str:
    caption = f"<caption>{_text(title)}</caption>" if title else ""
    head = f"<thead>{headings}</thead>\n" if headings else ""
    columns = "".join(f'<col class="w{width}">' for width in widths)
    body = f"<colgroup>{columns}</colgroup>{head}<tbody>\n{rows}</tbody>"
    return f'<table id="{name}" class="{css_class}">{caption}{body}</table>'


def _headings(table: Table) -> Iterator[str]:
    if not any(column.over for column in table.columns):
        yield f"<tr>{''.join(_heading(column.title) for column in table.columns)}</tr>"
        return
    ranges = [table.columns[start:end] for start, end in column_ranges(table)]
    first_line = (
        f'<th scope="colgroup" colspan="{len(columns)}">{_text(columns[0].over)}</th>'
        if columns[0].over
        else _heading(columns[0].title, ' rowspan="2"')
        for columns in ranges
    )
    yield f"<tr>{''.join(first_line)}</tr>"
    yield f"<tr>{''.join(_heading(column.title) for column in table.columns if column.over)}</tr>"


def _heading(title: str, attributes: str = "") -> str:
    return f'<th scope="col"{attributes}>{_text(title)}</th>'


def _row_heading(title: str) -> str:
    return f'<th scope="row">{_text(title)}</th>'


def _cell(column: Column, cell: Cell) -> str:
    kind = "long" if column.kind is Kind.LONG else "text" if cell is None or isinstance(cell, str) else "number"
    return f'<td class="{kind}">{_text(cell)}</td>'


def _facts(facts: Facts) -> str:
    rows = "".join(f"<tr>{''.join(_fact_cells(pairs))}</tr>\n" for pairs in facts.rows())
    return _table(facts.name, "some", rows, divide([1, 2, 1, 2], UNITS))


def _fact_cells(pairs: Sequence[tuple[str, Cell]]) -> Iterator[str]:
    kind, span = ("text", "") if len(pairs) == 2 else ("long", ' colspan="3"')
    for name, value in pairs:
        yield f'{_row_heading(name)}<td class="{kind}"{span}>{_text(value)}</td>'


def _histogram(histogram: Histogram) -> str:
    widths = histogram_widths(len(histogram.series), UNITS)
    titles = (histogram.title, *(title for title, _ in histogram.series))
    headings = f"<tr>{''.join(_heading(title) for title in titles)}</tr>"
    rows = ""
    for index, mark in enumerate(histogram.marks):
        bars = (_bar(counts[index], histogram.highest) for _, counts in histogram.series)
        rows += f"<tr>{_row_heading(mark)}{''.join(bars)}</tr>\n"
    return _table(histogram.name, "spread", rows, widths, histogram.title, headings)


def _bar(count: int, highest: int) -> str:
    """Its length is in proportion to the highest count; the number follows it."""
    length = BAR_PERCENT * count // highest if highest else 0
    bar = f'<svg width="{length}%" aria-hidden="true"><rect width="100%" height="100%"/></svg> ' if length else ""
    return f'<td class="bar">{bar}{count}</td>'


def _signatures(signatures: Signatures) -> str:
    rows = "".join(
        f"<tr>{_row_heading(role)}<td></td>{_row_heading(signatures.date)}<td></td></tr>\n" for role in signatures.roles
    )
    return _table(signatures.name, "sign", rows, divide([3, 6, 2, 4], UNITS))
