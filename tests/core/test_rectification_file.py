"""The rectification list as it comes back: filled in, saved by another program, with cells merged and columns added."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement

from server.core.errors import InvalidDocument
from server.core.record import Record
from server.core.rectification_file import RectifiedPerson, read_rectifications
from server.core.texts import MAX_BRIEF, Opinion, Rectified, Texts
from server.exports.content.single_papers import paper_pages
from server.exports.formats import PAPER_FORMATS
from tests.exports.office import saved_again
from tests.exports.records import make_meeting, make_record, part

OPINIONS = {"s1": Opinion(problems=("调研不够", "联系群众少")), "s2": Opinion(problems=("学习不深",))}
FILLED = {"整改措施": "每月下村两次", "责任人": "本人", "时限": "6月底", "完成情况": "已完成"}
HOSTILE = "=1+1 <script>alert(1)</script> 😀"


def record(language: str = "zh") -> Record:
    return make_record(make_meeting(part(), part("下评"), language=language), texts=Texts(opinions=OPINIONS))


def paper(extension: str, language: str = "zh") -> bytes:
    made = record(language)
    return PAPER_FORMATS[extension][0](made, paper_pages(made, "rectification"), "")


def column_of(sheet: Any, heading: str) -> tuple[int, int]:
    """The row and the column of a heading."""
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == heading]
    return cell.row, cell.column


def workbook(change: Callable[[Any], None], extension: str = "xlsx") -> bytes:
    """The list of the first person, changed by hand."""
    book = openpyxl.load_workbook(io.BytesIO(paper(extension)))
    change(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill(sheet: Any, below: int = 1, **values: object) -> None:
    for heading, value in (values or FILLED).items():
        row, column = column_of(sheet, heading)
        sheet.cell(row + below, column).value = value


def rows_of(data: bytes, name: str = "张三") -> tuple[Rectified, ...]:
    (person,) = [person for person in read_rectifications(data) if person.name == name]
    return person.rows


def word(change: Callable[[Any], None] | None = None) -> bytes:
    document = docx.Document(io.BytesIO(paper("docx")))
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(InvalidDocument) as refused:
        read_rectifications(data)
    (error,) = refused.value.field_errors
    return error.field, error.text("zh")


@pytest.mark.parametrize("language", ["zh", "en", "zh-Hant"])
@pytest.mark.parametrize("extension", ["xlsx", "docx"])
def test_a_list_is_read_back_as_it_was_downloaded_in_every_language(extension: str, language: str) -> None:
    assert read_rectifications(paper(extension, language)) == (
        RectifiedPerson("张三", "张三部", (Rectified("调研不够"), Rectified("联系群众少"))),
        RectifiedPerson("李四", "李四部", (Rectified("学习不深"),)),
    )


def test_a_filled_in_workbook_has_measures_and_what_was_done() -> None:
    assert rows_of(workbook(fill)) == (Rectified("调研不够", "每月下村两次", "已完成"), Rectified("联系群众少"))


def test_a_filled_in_word_file_has_measures_and_what_was_done() -> None:
    def change(document: Any) -> None:
        cells = document.tables[1].rows[1].cells
        cells[3].text, cells[6].text = "每月下村两次\n每季走访", "已完成"

    assert rows_of(word(change))[0] == Rectified("调研不够", "每月下村两次\n每季走访", "已完成")


def test_an_added_column_and_added_rows_are_no_problem() -> None:
    def change(sheet: Any) -> None:
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        fill(sheet)
        row, column = column_of(sheet, "整改措施")
        sheet.insert_cols(column)
        sheet.cell(row, column).value = "督办领导"
        sheet.cell(row + 1, column).value = "王书记"
        fill(sheet, 3, 问题="新查出的问题", 完成情况="正在整改")

    read = rows_of(workbook(change))
    assert read[0] == Rectified("调研不够", "每月下村两次", "已完成")
    assert read[2] == Rectified("新查出的问题", "", "正在整改")


def test_a_problem_merged_over_two_rows_has_the_measures_of_both() -> None:
    def change(sheet: Any) -> None:
        fill(sheet, 1, 整改措施="下村", 完成情况="完成一半")
        fill(sheet, 2, 问题=None, 来源=None, 整改措施="走访", 完成情况="全部完成")
        row, column = column_of(sheet, "问题")
        for merged in list(sheet.merged_cells.ranges):
            if merged.min_col == column and merged.min_row in (row + 1, row + 2):
                sheet.unmerge_cells(str(merged))
        sheet.merge_cells(start_row=row + 1, end_row=row + 2, start_column=column, end_column=column)

    assert rows_of(workbook(change)) == (Rectified("调研不够", "下村\n走访", "完成一半\n全部完成"),)


def test_cells_merged_in_word_keep_the_columns_in_place() -> None:
    def change(document: Any) -> None:
        table = document.tables[1]
        table.rows[1].cells[6].text = "已完成"
        table.cell(1, 4).merge(table.cell(1, 5)).text = "本人，6月底"
        table.cell(2, 1).text = ""
        table.cell(1, 1).merge(table.cell(2, 1))
        table.cell(2, 6).text = "验收通过"

    assert rows_of(word(change)) == (Rectified("调研不够", "", "已完成\n验收通过"),)


@pytest.mark.parametrize("extension", ["xlsx", "docx"])
def test_a_list_that_another_program_has_saved_is_read_as_before(extension: str, tmp_path: Path) -> None:
    """LibreOffice writes merges, styles and texts in ways of its own."""

    def change(document: Any) -> None:
        document.tables[1].cell(1, 6).text = HOSTILE

    filled = workbook(fill) if extension == "xlsx" else word(change)
    saved = saved_again({f"list.{extension}": filled}, tmp_path)[f"list.{extension}"]
    assert saved != filled and read_rectifications(saved) == read_rectifications(filled)


@pytest.mark.parametrize(
    ("typed", "read"),
    [(date(2026, 6, 30), "2026-06-30"), (datetime(2026, 6, 30), "2026-06-30"), (100, "100"), (0.5, "0.5"), (8.0, "8")],
)
def test_dates_and_numbers_that_a_program_made_of_the_text_are_shown(typed: object, read: str) -> None:
    assert rows_of(workbook(lambda sheet: fill(sheet, 完成情况=typed)))[0].done == read


def test_formula_starters_markup_and_emoji_are_text_and_a_formula_is_refused_with_its_place() -> None:
    def quoted(sheet: Any) -> None:
        fill(sheet, 完成情况=HOSTILE)
        row, column = column_of(sheet, "完成情况")
        sheet.cell(row + 1, column).data_type = "s"

    assert rows_of(workbook(quoted))[0].done == HOSTILE
    place, sentence = refusal(workbook(lambda sheet: fill(sheet, 完成情况="=A1&B1")))
    assert place.startswith("1 张三 ") and place[-1].isdigit() and "公式" in sentence
    assert rows_of(word(lambda document: setattr(document.tables[1].cell(1, 6), "text", HOSTILE)))[0].done == HOSTILE


def test_text_that_was_deleted_with_changes_tracked_is_not_read() -> None:
    def change(document: Any) -> None:
        run = document.tables[1].cell(1, 6).paragraphs[0].add_run("没有完成")
        deleted = OxmlElement("w:del")
        run._r.addprevious(deleted)
        deleted.append(run._r)

    assert rows_of(word(change))[0].done == ""


def test_a_signature_below_the_table_is_no_problem() -> None:
    def change(sheet: Any) -> None:
        row, _ = column_of(sheet, "序号")
        sheet.cell(row + 4, 1).value = "填表人：张三"

    assert len(rows_of(workbook(change))) == 2


def test_a_list_without_its_name_or_its_columns_is_refused_with_the_place() -> None:
    def no_name(sheet: Any) -> None:
        row, column = column_of(sheet, "姓名")
        sheet.cell(row, column).value = "人员"

    def no_column(sheet: Any) -> None:
        row, column = column_of(sheet, "完成情况")
        sheet.cell(row, column).value = "备注"

    place, sentence = refusal(workbook(no_name))
    assert place.startswith("1 张三 ") and "姓名" in sentence
    place, sentence = refusal(workbook(no_column))
    assert place.startswith("1 张三 ") and "“张三”" in sentence and "完成情况" in sentence


def test_too_long_a_list_is_refused_with_whose_it_is() -> None:
    place, sentence = refusal(workbook(lambda sheet: fill(sheet, 完成情况="字" * MAX_BRIEF)))
    assert place == "张三" and str(MAX_BRIEF) in sentence
    emoji = "😀" * (MAX_BRIEF - len("调研不够联系群众少"))
    assert rows_of(workbook(lambda sheet: fill(sheet, 完成情况=emoji)))[0].done == emoji


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", "述职".encode(), paper("html")])
def test_another_file_is_said_to_be_none(data: bytes) -> None:
    assert refusal(data) == ("file", refusal(b"")[1]) and "整改清单" in refusal(b"")[1]


def test_other_papers_hold_no_list_and_broken_files_are_said_to_be_broken() -> None:
    made = record()
    for extension in ("xlsx", "docx"):
        summary = PAPER_FORMATS[extension][0](made, paper_pages(made, "summary"), "")
        assert refusal(summary)[0] == "file" and "没有找到整改清单" in refusal(summary)[1]
        whole = paper(extension)
        assert refusal(whole[: len(whole) // 2])[0] == "file"
    assert "旧版" in refusal(b"\xd0\xcf\x11\xe0" + bytes(512))[1]


def test_a_bomb_of_tables_is_refused() -> None:
    cells = "<w:tr>" + '<w:tc><w:tcPr><w:gridSpan w:val="50"/></w:tcPr><w:p/></w:tc>' * 100 + "</w:tr>"
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"<w:document {space}><w:body><w:tbl>{cells * 100}</w:tbl></w:body></w:document>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", body)
    assert refusal(out.getvalue())[0] == "file" and "太大" in refusal(out.getvalue())[1]
