"""The workbook (DOMAIN §6): 汇总表, 得票情况, 意见建议, 计票报告. Numbers are numbers, text is never a formula.

Every figure comes from the record; knows no votes.
"""

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from server.core.counting import ItemTally
from server.core.record import NoteRecord, PartRecord, Record, Standing
from server.papers.report import WORDS, Line, report
from server.papers.summary import Cell, Kind, Summary, group_mean, mark_names, number, summary, waiting_text

WIDTHS = {Kind.TEXT: 12, Kind.LONG: 44, Kind.COUNT: 6, Kind.SCORE: 9, Kind.SHARE: 9}
PAGE = 270
"""How many characters of columns one landscape page takes at a readable size."""
LONGEST = 32_767
"""What one cell holds; a longer text goes on in the row below."""

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def workbook(record: Record) -> bytes:
    """The same record gives the same bytes."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": clean(record.meeting.title), "created": _instant(record.generated)})
    styles = _styles(book, record.meeting.rules.decimals)
    for add in (_summary_sheet, _counts_sheet, _notes_sheet, _report_sheet):
        add(book, styles, record)
    book.close()
    return out.getvalue()


def _instant(time: str) -> datetime:
    told = datetime.fromisoformat(time)
    return told.astimezone(UTC) if told.tzinfo else told


def clean(text: str) -> str:
    """Without what XML cannot hold."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


Styles = Mapping[str, Format]


def _styles(book: Workbook, decimals: int) -> Styles:
    cell = {"border": 1, "valign": "vcenter", "align": "center", "text_wrap": True}
    places = "0." + "0" * decimals if decimals else "0"
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "left"}),
        "plain": book.add_format({"align": "left"}),
        "head": book.add_format({**cell, "bold": True, "bg_color": "#F3EFE6"}),
        Kind.TEXT: book.add_format({**cell, "quote_prefix": True}),
        Kind.LONG: book.add_format({**cell, "align": "left", "quote_prefix": True}),
        Kind.COUNT: book.add_format({**cell, "num_format": "0"}),
        Kind.SCORE: book.add_format({**cell, "num_format": places}),
        Kind.SHARE: book.add_format({**cell, "num_format": "0.00"}),
    }


def _sheet(book: Workbook, styles: Styles, record: Record, name: str, widths: Sequence[int]) -> Worksheet:
    """A landscape A4 sheet with the meeting's heading in its first two rows, marks included."""
    words, meeting = WORDS[record.meeting.language], record.meeting
    sheet = book.add_worksheet(words[name])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(-(-sum(widths) // PAGE), 0)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    marks = " ".join(record.marks)
    sheet.set_header(f"&L{words[name]}&R{marks}")
    sheet.set_footer("&C&P / &N")
    told = (marks and f"【{marks}】", meeting.title, words[name])
    sheet.write_string(0, 0, clean(" ".join(filter(None, told))), styles["title"])
    below = words["below"].format(organisation=meeting.organisation, date=meeting.date, generated=record.generated)
    sheet.write_string(1, 0, clean(below.strip()), styles["plain"])
    return sheet


def _write(sheet: Worksheet, styles: Styles, row: int, column: int, cell: Cell, kind: str) -> None:
    if cell is None:
        sheet.write_blank(row, column, None, styles[kind])
    elif isinstance(cell, str):
        text_kind = kind if kind in ("head", Kind.LONG) else Kind.TEXT
        sheet.write_string(row, column, clean(cell)[:LONGEST], styles[text_kind])
    else:
        sheet.write_number(row, column, cell, styles[kind])


def _write_row(
    sheet: Worksheet, styles: Styles, row: int, cells: Iterable[tuple[Cell, str]], widths: Sequence[int]
) -> None:
    tallest = 1
    for column, (cell, kind) in enumerate(cells):
        _write(sheet, styles, row, column, cell, kind)
        tallest = max(tallest, _lines(cell, widths[column]))
    sheet.set_row(row, _height(tallest))


def _height(lines: int) -> int:
    """In points. Not every program makes room for wrapped text by itself."""
    return min(409, 4 + 15 * lines)


def _lines(cell: Cell, width: int) -> int:
    """How many lines a text takes in a column; a Chinese character is two wide."""
    if not isinstance(cell, str):
        return 1
    room = max(2, width - 1)
    sizes = (sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in cell.split("\n"))
    return sum(max(1, -(-size // room)) for size in sizes)


def _summary_sheet(book: Workbook, styles: Styles, record: Record) -> None:
    content = summary(record)
    kinds = [column.kind for column in content.columns]
    widths = [WIDTHS[kind] for kind in kinds]
    sheet = _sheet(book, styles, record, "summary", widths)
    _summary_heading(sheet, styles, content, widths)
    for row, cells in enumerate(content.rows, 4):
        _write_row(sheet, styles, row, zip(cells, kinds, strict=True), widths)
    sheet.freeze_panes(4, 2)
    sheet.repeat_rows(2, 3)
    sheet.repeat_columns(0, 1)


def _summary_heading(sheet: Worksheet, styles: Styles, content: Summary, widths: Sequence[int]) -> None:
    """Two lines: the part over its columns, the column's own name below."""
    for place, column in enumerate(content.columns):
        _write(sheet, styles, 2, place, column.over, "head")
    _write_row(sheet, styles, 3, [(column.title, "head") for column in content.columns], widths)
    for over in dict.fromkeys(column.over for column in content.columns if column.over):
        places = [place for place, column in enumerate(content.columns) if column.over == over]
        if len(places) > 1:
            sheet.merge_range(2, places[0], 2, places[-1], clean(over), styles["head"])


def _counts_sheet(book: Workbook, styles: Styles, record: Record) -> None:
    """A block a part, a line an item of each subject."""
    blocks = [list(_block(record, part)) for part in record.parts if not part.part.entered]
    widths = [14, 18, 14] + [7] * (max((len(block[0]) for block in blocks), default=3) - 3)
    sheet, row = _sheet(book, styles, record, "counts", widths), 3
    for block in blocks:
        for place, cells in enumerate(block):
            _write_row(sheet, styles, row + place, cells, widths)
        row += len(block) + 1
    sheet.freeze_panes(2, 1)
    sheet.repeat_rows(0, 1)


Cells = Sequence[tuple[Cell, str]]


def _block(record: Record, part: PartRecord) -> Iterator[Cells]:
    words, form = WORDS[record.meeting.language], part.part.form
    groups = [record.meeting.groups[index].name for index in record.meeting.voting_groups(part.part)]
    heads = [part.part.name, words["unit"], words["item"], *mark_names(form.scale, record.meeting.language)]
    heads += [words["item_abstained"], words["mean"], words["ballots"], words["abstained"], words["recused"]]
    heads += [band.name for band in record.meeting.bands(form)]
    heads += [words["of_group"].format(group=group, what=what) for group in groups for what in words["pair"].split()]
    yield [(head, "head") for head in (*heads, words["score"])]
    for standing in part.subjects:
        yield from _subject_lines(record, standing)


def _subject_lines(record: Record, standing: Standing) -> Iterator[Cells]:
    subject, tally = standing.subject, standing.tally
    named: list[tuple[Cell, str]] = [(subject.name, Kind.TEXT), (subject.unit, Kind.TEXT)]
    if tally is None:
        yield [*named, (waiting_text(record, standing), Kind.TEXT)]
        return
    whole: list[tuple[Cell, str]] = [(n, Kind.COUNT) for n in (tally.ballots, tally.abstained, tally.recused)]
    whole += [(n, Kind.COUNT) for _, n in tally.bands]
    for group in tally.groups:
        mean = group_mean(record, group)
        whole += [(mean if group.ballots is None else group.ballots, Kind.COUNT), (mean, Kind.SCORE)]
    whole.append((number(tally.exact, tally.decimals), Kind.SCORE))
    for place, item in enumerate(tally.items):
        yield [*named, *_item_cells(item, tally.decimals), *(whole if place == 0 else ())]


def _item_cells(item: ItemTally, decimals: int) -> list[tuple[Cell, str]]:
    counts: list[tuple[Cell, str]] = [(n, Kind.COUNT) for n in (*item.counts, item.abstained)]
    return [(item.title, Kind.TEXT), *counts, (number(item.mean, decimals), Kind.SCORE)]


def _notes_sheet(book: Workbook, styles: Styles, record: Record) -> None:
    """Who was written about and what; neither score nor group nor part (DOMAIN §6)."""
    words, widths = WORDS[record.meeting.language], (14, 24, 18, 90)
    sheet = _sheet(book, styles, record, "notes", widths)
    _write_row(sheet, styles, 2, [(words[key], "head") for key in ("name", "unit", "box", "text")], widths)
    row = 3
    for note in _by_person(record):
        for piece in _pieces(clean(note.text)):
            cells = (note.subject.name, note.subject.unit, note.title, piece)
            kinds = (Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.LONG)
            _write_row(sheet, styles, row, zip(cells, kinds, strict=True), widths)
            row += 1
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(0, 2)


def _by_person(record: Record) -> list[NoteRecord]:
    """In document order: not even the order of the persons tells a score or a part."""
    order: dict[tuple[str, str], int] = {}
    for _, subject in record.meeting.subjects():
        order.setdefault(subject.person, len(order))
    return sorted(record.notes, key=lambda note: (order[note.subject.person], note.title, note.text))


def _pieces(text: str) -> list[str]:
    return [text[start : start + LONGEST] for start in range(0, len(text), LONGEST)]


def _report_sheet(book: Workbook, styles: Styles, record: Record) -> None:
    """A text that ends its line gets the rest of the page."""
    widths = [22, *[17] * 8]
    sheet, last = _sheet(book, styles, record, "report", widths), len(widths) - 1
    for row, line in enumerate(report(record), 3):
        _write_row(sheet, styles, row, [(cell, _kind(line, cell)) for cell in line.cells[:-1]], widths)
        place = len(line.cells) - 1
        if line.cells and isinstance(text := line.cells[-1], str) and 0 < place < last:
            sheet.merge_range(row, place, row, last, clean(text), styles["head" if line.heading else Kind.LONG])
            sheet.set_row(row, _height(_lines(text, sum(widths[place:]))))
        elif line.cells:
            _write(sheet, styles, row, place, line.cells[-1], _kind(line, line.cells[-1]))
    sheet.freeze_panes(2, 0)


def _kind(line: Line, cell: Cell) -> str:
    if line.heading:
        return "head"
    return Kind.COUNT if isinstance(cell, int | Decimal) else Kind.TEXT
