"""The workbook (DOMAIN §6, DECIDE §6): 汇总表, 表决结果, 选举结果报告单, 得票情况, 计分表, 意见建议, 计票报告, then one
反馈表 per person. There is no sheet of votes, elections or scores without any.

汇总表, 得票情况, 计分表 and 意见建议 are plain tables for further work, the others papers to print. Computes no number.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook

from ...core.record import Record
from ..content.counts import part_counts
from ..content.documents import report_page
from ..content.feedback_sheets import feedback_pages
from ..content.notes import notes
from ..content.past_results import past_source
from ..content.score_sheet import score_sheets
from ..content.summary import summary
from ..content.vote_pages import vote_pages
from ..model.blocks import Page, make_page
from ..model.column_widths import line_count
from ..model.labels import labels_of
from ..model.table import Kind, Table, clean, file_time
from .xlsx_page import write_page
from .xlsx_sheet import FIRST_ROW, Formats, SheetWriter, add_sheet, cell_formats

WIDTHS = {Kind.TEXT: 14, Kind.LONG: 44, Kind.COUNT: 7, Kind.SCORE: 9, Kind.SHARE: 9, Kind.VOTES: 16}
NOTE_WIDTHS = (14, 24, 18, 90)
MAX_NAME = 31
"""Excel's limit of a worksheet's name, in UTF-16 units."""
MAX_TITLE_LINES = 2
"""Of a title that is as wide as its table's first column."""


def write_pages(record: Record, pages: Sequence[Page]) -> bytes:
    """A worksheet for each page. Equal records give equal bytes."""
    out = io.BytesIO()
    book, marks = _book(record, out), " ".join(record.marks)
    formats = cell_formats(book, record.meeting.rules.decimals)
    for number, page in enumerate(pages, 1):
        write_page(book, formats, page, sheet_name(number, page.person or page.title), marks)
    book.close()
    return out.getvalue()


def _book(record: Record, out: io.BytesIO) -> Workbook:
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": clean(record.meeting.title), "created": file_time(record.generated)})
    return book


def write_workbook(record: Record) -> bytes:
    """Equal records give equal bytes."""
    out = io.BytesIO()
    book = _book(record, out)
    formats, marks = cell_formats(book, record.meeting.rules.decimals), " ".join(record.marks)
    tables = _TableSheets(book, formats, record)
    tables.add_summary()
    for page in vote_pages(record):
        write_page(book, formats, page, page_name(record, page), marks)
    tables.add_counts()
    tables.add_score_sheets()
    tables.add_notes()
    report = report_page(record)
    write_page(book, formats, report, shortened(report.title), marks).worksheet.freeze_panes(FIRST_ROW - 1, 0)
    for number, sheet in enumerate(feedback_pages(record), 1):
        write_page(book, formats, sheet, sheet_name(number, sheet.person), marks)
    book.close()
    return out.getvalue()


def sheet_name(number: int, person: str) -> str:
    """`1 张三`; the number keeps namesakes apart."""
    return shortened(f"{number} {person}")


def shortened(name: str, ending: str = "") -> str:
    """A worksheet's name without the characters that Excel does not allow, as long as it may be with its ending."""
    name = re.sub(r"[\[\]:*?/\\'\s]+", " ", name).strip()
    while len((name + ending).encode("utf-16-le")) > 2 * MAX_NAME:
        name = name[:-1]
    return name.strip() + ending


def page_name(record: Record, page: Page) -> str:
    """The paper's title, with a number where there are several of that title."""
    alike = [other.name for other in vote_pages(record) if other.title == page.title]
    return shortened(page.title, f" {alike.index(page.name) + 1}" if len(alike) > 1 else "")


@dataclass(frozen=True, slots=True)
class _TableSheets:
    """The sheets that hold plain tables."""

    book: Workbook
    formats: Formats
    record: Record

    def add_summary(self) -> None:
        table = summary(self.record)
        sheet = self._add(table.name, table.title, [WIDTHS[column.kind] for column in table.columns])
        sheet.write_table(table)
        if source := past_source(self.record):
            sheet.write(0, source, "below")
        sheet.worksheet.freeze_panes(FIRST_ROW + 2, 2)
        sheet.worksheet.repeat_rows(FIRST_ROW, FIRST_ROW + 1)
        sheet.worksheet.repeat_columns(0, 1)

    def add_counts(self) -> None:
        """One table per part, below each other."""
        tables = [part_counts(self.record, part) for part in self.record.parts if not part.part.entered]
        kinds = max(([column.kind for column in table.columns] for table in tables), key=len, default=[])
        sheet = self._add("counts", labels_of(self.record)["counts"], [WIDTHS[kind] for kind in kinds])
        for table in tables:
            _write_section(sheet, table)
        sheet.worksheet.freeze_panes(FIRST_ROW - 1, 2)
        sheet.worksheet.repeat_rows(0, 1)

    def add_score_sheets(self) -> None:
        """计分表: one table per part, below each other; no sheet without any."""
        tables = score_sheets(self.record)
        if not tables:
            return
        columns = max((table.columns for table in tables), key=len)
        sheet = self._add("score-sheet", labels_of(self.record)["score_sheet"], [WIDTHS[each.kind] for each in columns])
        for table in tables:
            _write_section(sheet, table)
        sheet.worksheet.freeze_panes(FIRST_ROW - 1, 2)

    def add_notes(self) -> None:
        table = notes(self.record)
        sheet = self._add(table.name, table.title, NOTE_WIDTHS)
        sheet.write_table(table)
        sheet.worksheet.freeze_panes(FIRST_ROW + 1, 0)
        sheet.worksheet.repeat_rows(FIRST_ROW, FIRST_ROW)

    def _add(self, name: str, title: str, widths: Sequence[int]) -> SheetWriter:
        page = make_page(self.record, name, title, (), landscape=True)
        marks = " ".join(self.record.marks)
        return add_sheet(self.book, self.formats, page, shortened(title), widths, marks)


def _write_section(sheet: SheetWriter, table: Table) -> None:
    """A table below its title, which has all columns where one would cut it off."""
    is_long = line_count(table.title, int(sheet.widths[0]) - 1) > MAX_TITLE_LINES
    sheet.write(0, table.title, "section", len(sheet.widths) if is_long else 1)
    sheet.row += 1
    sheet.write_table(table)
    sheet.row += 1
