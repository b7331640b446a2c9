"""The workbook of the ledger (台账): a sheet per table, each of which prints one page wide. Computes no number."""

import io
from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter import Workbook

from ...core.ledger import Ledger
from ...core.message_catalogue import section
from ..content.ledger_tables import checks_table, left_out_table, meetings_table, people_table, problems_table
from ..model.blocks import Page
from ..model.table import Cell, Kind, Table, clean, file_time
from .xlsx_sheet import FIRST_ROW, Formats, SheetWriter, add_sheet, cell_formats

WIDTHS = {Kind.TEXT: 12, Kind.LONG: 30, Kind.COUNT: 6, Kind.SCORE: 8}
YEARLY = {Kind.TEXT: 7, Kind.SCORE: 8}
"""Of a column under a year, of which there are many."""
UNIT, UNIT_WIDTH = 2, 20


def write_ledger(ledger: Ledger, language: str, known_keys: Sequence[str]) -> bytes:
    """Equal ledgers give equal bytes."""
    out, words = io.BytesIO(), section(language, "ledger")
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    newest = max((meeting.generated for meeting in ledger.meetings), default="1980-01-01T00:00:00")
    book.set_properties({"title": words["ledger"], "created": file_time(newest)})
    formats = _formats(book, ledger)
    period = {"start": ledger.window_start, "end": ledger.window_end, "n": len(ledger.meetings)}
    note = words["window"].format(**period) if ledger.meetings else words["nothing_counted"]
    if ledger.term is not None:
        note += words["term_from"].format(date=ledger.term)
    table = people_table(ledger, language)
    widths = [(YEARLY if column.over else WIDTHS)[column.kind] for column in table.columns]
    widths[UNIT] = UNIT_WIDTH
    people = _add(book, formats, table, note, widths)
    people.worksheet.freeze_panes(FIRST_ROW + (2 if ledger.meetings else 1), 3)
    people.worksheet.repeat_columns(0, 2)
    others = (
        (meetings_table(ledger, language, known_keys), words["meetings_note"], 36),
        (problems_table(ledger, language), words["problems_note"], 36),
        (checks_table(ledger, language), words["checks_note"], 100),
        (left_out_table(ledger, language), words["left_out_note"], 60),
    )
    for table, note, long in others:
        _add(book, formats, table, note, [{**WIDTHS, Kind.LONG: long}[column.kind] for column in table.columns])
    book.close()
    return out.getvalue()


def _formats(book: Workbook, ledger: Ledger) -> Formats:
    """Also of scores, by their decimals: a score is shown as its meeting's papers print it."""
    scores = (each.score for meeting in ledger.meetings for each in meeting.standings if each.score is not None)
    by_kind = {_score_kind(score): cell_formats(book, _decimals(score))[Kind.SCORE] for score in scores}
    return {**cell_formats(book, 0), **by_kind}


def _decimals(score: Decimal) -> int:
    exponent = score.as_tuple().exponent
    assert isinstance(exponent, int)
    return -exponent


def _score_kind(score: Decimal) -> str:
    return f"{Kind.SCORE} {_decimals(score)}"


def _add(book: Workbook, formats: Formats, table: Table, note: str, widths: Sequence[int]) -> SheetWriter:
    page = Page(table.name, "", table.title, clean(note), (), landscape=True)
    sheet = add_sheet(book, formats, page, table.title, widths, "")
    sheet.write_headings(table)
    heading_rows = sheet.row - FIRST_ROW
    for row in table.rows:
        sheet.write_row([(cell, _kind(cell, column.kind)) for cell, column in zip(row, table.columns, strict=True)])
    sheet.worksheet.repeat_rows(FIRST_ROW, FIRST_ROW + heading_rows - 1)
    sheet.worksheet.freeze_panes(FIRST_ROW + heading_rows, 0)
    return sheet


def _kind(cell: Cell, kind: Kind) -> str:
    if isinstance(cell, Decimal):
        return _score_kind(cell)
    return Kind.COUNT if isinstance(cell, int) else kind
