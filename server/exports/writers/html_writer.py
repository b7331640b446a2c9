"""The papers as one page of HTML to look at and to print: no script, nothing fetched, one sheet a person.

Every text is escaped and stands isolated, so that no mark in it turns the text around it. Knows no figures of its own.
"""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from ...core.record import Record
from ..content.documents import pages
from ..model.blocks import Block, Facts, Heading, Histogram, Page, Signatures, Text
from ..model.column_widths import divided, widths
from ..model.labels import WORDS
from ..model.table import Cell, Column, Kind, Table, clean, together

STYLE = Path(__file__).with_name("paper.css").read_text("utf-8")
FEW, SOME = 4, 6
"""So many columns are printed large or in middle size."""
BAR = 75
"""How much of its cell the longest bar takes, in percent; the rest is for the figure."""
ROOM = {"few": 78, "some": 90, "many": 104}
"""How many half-width characters an upright page takes in each size; half as many more fit one on its side."""
UNITS = 200
"""Of a table's width: its columns are told in half percents."""
WIDTHS = "".join(f"col.w{n} {{ width: {n / 2}%; }}\n" for n in range(1, UNITS))


def document(record: Record) -> bytes:
    """The same record gives the same bytes."""
    words, meeting = WORDS[record.meeting.language], record.meeting
    title = escape(clean(f"{meeting.title} · {words['results']}"))
    body = "".join(_page(page) for page in pages(record))
    return (
        f'<!doctype html>\n<html lang="{words["lang"]}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>\n'
        f"<style>\n{STYLE}{WIDTHS}{_marked(record)}</style></head>\n<body>\n{body}</body></html>\n"
    ).encode()


def _marked(record: Record) -> str:
    """Marks stand at the head of every printed page too."""
    mark = " ".join(record.marks)
    box = f'{{ @top-right {{ content: "{mark}"; }} }}'
    return f"@page {box}\n@page wide {box}\n" if mark else ""


def _page(page: Page) -> str:
    wide = ' class="wide"' if page.landscape else ""
    blocks = "\n".join(_block(block, page.landscape) for block in page.blocks)
    return (
        f'<section id="{page.name}"{wide}>\n<header><h1>{_text(page.over)}</h1><h2>{_text(page.title)}</h2>'
        f'<p class="below">{_text(page.below)}</p></header>\n{blocks}\n</section>\n'
    )


def _text(cell: Cell) -> str:
    return "" if cell is None else f"<bdi>{escape(str(cell))}</bdi>"


def _block(block: Block, landscape: bool) -> str:
    if isinstance(block, Heading):
        return f"<h3>{_text(block.text)}</h3>"
    if isinstance(block, Text):
        return f'<p class="{"remark" if block.small else "statement"}">{_text(block.text)}</p>'
    if isinstance(block, Table):
        return _table(block, landscape)
    if isinstance(block, Facts):
        return _facts(block)
    return _histogram(block) if isinstance(block, Histogram) else _signatures(block)


def _table(whole: Table, landscape: bool) -> str:
    wide = len(whole.columns)
    size = "few" if wide <= FEW else "some" if wide <= SOME else "many"
    rows = "".join(f"<tr>{''.join(map(_cell, whole.columns, row))}</tr>\n" for row in whole.rows)
    columns = widths(whole, UNITS, ROOM[size] * 3 // 2 if landscape else ROOM[size])
    return _drawn(whole.name, size, whole.title, "".join(_headings(whole)), rows, columns)


def _drawn(name: str, kind: str, title: str, head: str, rows: str, columns: Sequence[int]) -> str:
    caption = f"<caption>{_text(title)}</caption>" if title else ""
    headed = f"<thead>{head}</thead>\n" if head else ""
    sized = "".join(f'<col class="w{width}">' for width in columns)
    body = f"<colgroup>{sized}</colgroup>{headed}<tbody>\n{rows}</tbody>"
    return f'<table id="{name}" class="{kind}">{caption}{body}</table>'


def _headings(whole: Table) -> Iterator[str]:
    if not any(column.over for column in whole.columns):
        yield f"<tr>{''.join(_head(column.title) for column in whole.columns)}</tr>"
        return
    ranges = [whole.columns[start:end] for start, end in together(whole)]
    first = (
        f'<th scope="colgroup" colspan="{len(range)}">{_text(range[0].over)}</th>'
        if range[0].over
        else _head(range[0].title, ' rowspan="2"')
        for range in ranges
    )
    yield f"<tr>{''.join(first)}</tr>"
    yield f"<tr>{''.join(_head(column.title) for column in whole.columns if column.over)}</tr>"


def _head(title: str, more: str = "") -> str:
    return f'<th scope="col"{more}>{_text(title)}</th>'


def _cell(column: Column, cell: Cell) -> str:
    kind = "long" if column.kind is Kind.LONG else "text" if cell is None or isinstance(cell, str) else "number"
    return f'<td class="{kind}">{_text(cell)}</td>'


def _facts(facts: Facts) -> str:
    rows = ""
    for pairs in facts.rows():
        kind, span = ("text", "") if len(pairs) == 2 else ("long", ' colspan="3"')
        told = (
            f'<th scope="row">{_text(name)}</th><td class="{kind}"{span}>{_text(value)}</td>' for name, value in pairs
        )
        rows += f"<tr>{''.join(told)}</tr>\n"
    return _drawn(facts.name, "some", "", "", rows, divided([1, 2, 1, 2], UNITS))


def _histogram(block: Histogram) -> str:
    columns = divided([8, *[max(12, 60 // len(block.series))] * len(block.series)], UNITS)
    head = "".join(_head(title) for title in (block.title, *(title for title, _ in block.series)))
    rows = "".join(
        f'<tr><th scope="row">{_text(mark)}</th>'
        + "".join(_bar(counts[place], block.most) for _, counts in block.series)
        + "</tr>\n"
        for place, mark in enumerate(block.marks)
    )
    return _drawn(block.name, "spread", block.title, f"<tr>{head}</tr>", rows, columns)


def _bar(count: int, most: int) -> str:
    """As long as the count is of the largest one; the figure follows it."""
    length = BAR * count // most if most else 0
    drawn = f'<svg width="{length}%" aria-hidden="true"><rect width="100%" height="100%"/></svg> ' if length else ""
    return f'<td class="bar">{drawn}{count}</td>'


def _signatures(block: Signatures) -> str:
    rows = "".join(
        f'<tr><th scope="row">{_text(role)}</th><td></td><th scope="row">{_text(block.date)}</th><td></td></tr>\n'
        for role in block.roles
    )
    return _drawn("signatures", "sign", "", "", rows, divided([3, 6, 2, 4], UNITS))
