"""The rectification list (整改清单): problems of the opinion and ticked notes, a page each, the rest to fill in."""

import io
import re

import openpyxl
import pytest
from pypdf import PdfReader

from server.core.errors import Refused
from server.core.record import Record
from server.core.texts import Opinion, Texts
from server.exports.content.single_papers import paper_pages, refusal
from server.exports.formats import PAPER_FORMATS
from tests.exports import readers
from tests.exports.records import MEETINGS, make_meeting, make_record, part

HOSTILE = "=1+1 <script>alert(1)</script> #panic()"
OPINIONS = {"s1": Opinion("抓得实", ("调研不够", HOSTILE), "补短板"), "s2": Opinion("稳当")}
RECORD = make_record(make_meeting(part("上述"), part("下评")), texts=Texts(opinions=OPINIONS))
HEADINGS = ["序号", "问题", "来源", "整改措施", "责任人", "时限", "完成情况"]


def tables(record: Record, *notes: int) -> readers.Tables:
    pages = paper_pages(record, "rectification", notes)
    return readers.html_tables(PAPER_FORMATS["html"][0](record, pages, ""))


def test_the_list_has_the_problems_of_the_opinion_with_their_source_and_the_rest_blank() -> None:
    rows = tables(RECORD)["problems-1"]
    assert [list(row) for row in rows] == [HEADINGS, HEADINGS]
    assert [(row["问题"], row["来源"]) for row in rows] == [
        ("调研不够", "综合评价意见"),
        (HOSTILE, "综合评价意见"),
    ]
    assert all(row[key] is None for row in rows for key in HEADINGS[3:])
    assert "problems-2" not in tables(RECORD)  # nothing to put right about the others


def test_ticked_notes_come_below_with_their_box_and_only_to_the_person_they_are_about() -> None:
    last = len(RECORD.notes) - 1
    rows = tables(RECORD, last, 0)["problems-1"]
    assert [row["来源"] for row in rows] == ["综合评价意见"] * 2 + [
        f"意见建议（{RECORD.notes[place].title}）" for place in (last, 0)
    ]
    without_opinion = MEETINGS["one part"]
    assert list(tables(without_opinion, 0)) == ["rectified-1", "problems-1"]


def test_word_pdf_and_excel_say_the_same() -> None:
    pages = paper_pages(RECORD, "rectification", (0,))
    wanted = ["调研不够", HOSTILE, RECORD.notes[0].text]
    word = readers.word_tables(PAPER_FORMATS["docx"][0](RECORD, pages, ""))["problems-1"]
    assert [row["问题"] for row in word] == wanted
    text = "".join(PdfReader(io.BytesIO(PAPER_FORMATS["pdf"][0](RECORD, pages, ""))).pages[0].extract_text().split())
    assert all("".join(each.split()) in text for each in wanted)
    (sheet,) = openpyxl.load_workbook(io.BytesIO(PAPER_FORMATS["xlsx"][0](RECORD, pages, ""))).worksheets
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value in wanted]
    assert [cell.value for cell in cells] == wanted and {cell.data_type for cell in cells} == {"s"}
    assert sheet.title == "1 张三" and sheet.page_setup.orientation == "landscape"


def test_without_problems_and_notes_there_is_none_and_an_unknown_note_is_refused() -> None:
    silent = MEETINGS["no notes, nobody voted"]
    missing = refusal(silent, "rectification")
    assert missing is not None and missing.code == "no_paper"
    assert refusal(MEETINGS["one part"], "rectification") is None  # there are notes to tick
    with pytest.raises(Refused) as refused:
        paper_pages(RECORD, "rectification", (len(RECORD.notes),))
    assert (refused.value.code, refused.value.field) == ("invalid_field", "notes")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_columns_are_named_in_the_meetings_language(language: str) -> None:
    record = make_record(make_meeting(language=language))
    page = PAPER_FORMATS["html"][0](record, paper_pages(record, "rectification", (0,)), "").decode()
    assert re.search("Measures" if language == "en" else "整改措施", page)
