"""The workbook (DOMAIN §6): 汇总表, 得票情况, 意见建议, 计票报告, then a 反馈表 a person.

The first three are plain tables to reckon with, the others papers to print. Knows no figures of its own.
"""

import io
import re
from collections.abc import Sequence

from xlsxwriter import Workbook

from ...core.record import Record
from ..content.counts import part_counts
from ..content.documents import report_page
from ..content.feedback_sheets import feedback_pages
from ..content.notes import notes
from ..content.summary import summary
from ..model.blocks import page
from ..model.labels import WORDS
from ..model.table import Kind, Table, clean, instant
from .xlsx_page import drawn
from .xlsx_sheet import HEADED, Sheet, Styles, sheet, styles

WIDTHS = {Kind.TEXT: 14, Kind.LONG: 44, Kind.COUNT: 7, Kind.SCORE: 9, Kind.SHARE: 9}
NAME = 31
"""What a worksheet's name may have, in UTF-16 units."""


def workbook(record: Record) -> bytes:
    """The same record gives the same bytes."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": clean(record.meeting.title), "created": instant(record.generated)})
    made, marks = styles(book, record.meeting.rules.decimals), " ".join(record.marks)
    for add in (_summary, _counts, _notes):
        add(book, made, record)
    report = report_page(record)
    drawn(book, made, report, report.title, marks).worksheet.freeze_panes(HEADED - 1, 0)
    for number, fed in enumerate(feedback_pages(record), 1):
        drawn(book, made, fed, sheet_name(number, fed.person), marks)
    book.close()
    return out.getvalue()


def sheet_name(number: int, person: str) -> str:
    """`1 张三`, without what a worksheet's name may not have; the number keeps namesakes apart."""
    name = f"{number} " + re.sub(r"[\[\]:*?/\\'\s]+", " ", person).strip()
    while len(name.encode("utf-16-le")) > 2 * NAME:
        name = name[:-1]
    return name.strip()


def _plain(book: Workbook, made: Styles, record: Record, whole: Table, title: str, widths: Sequence[int]) -> Sheet:
    headed = page(record, whole.name, title, (), landscape=True)
    return sheet(book, made, headed, title, widths, " ".join(record.marks))


def _summary(book: Workbook, made: Styles, record: Record) -> None:
    whole = summary(record)
    plain = _plain(book, made, record, whole, whole.title, [WIDTHS[column.kind] for column in whole.columns])
    plain.table(whole)
    plain.worksheet.freeze_panes(HEADED + 2, 2)
    plain.worksheet.repeat_rows(HEADED, HEADED + 1)
    plain.worksheet.repeat_columns(0, 1)


def _counts(book: Workbook, made: Styles, record: Record) -> None:
    """A block a part, a line an item of each subject."""
    blocks = [part_counts(record, part) for part in record.parts if not part.part.entered]
    kinds = max(([column.kind for column in block.columns] for block in blocks), key=len, default=[])
    title = WORDS[record.meeting.language]["counts"]
    widest = Table("counts", title, (), ())
    plain = _plain(book, made, record, widest, title, [WIDTHS[kind] for kind in kinds])
    for block in blocks:
        plain.write(0, block.title, "section")
        plain.row += 1
        plain.table(block)
        plain.row += 1
    plain.worksheet.freeze_panes(HEADED - 1, 2)
    plain.worksheet.repeat_rows(0, 1)


def _notes(book: Workbook, made: Styles, record: Record) -> None:
    whole = notes(record)
    plain = _plain(book, made, record, whole, whole.title, (14, 24, 18, 90))
    plain.table(whole)
    plain.worksheet.freeze_panes(HEADED + 1, 0)
    plain.worksheet.repeat_rows(HEADED, HEADED)
