"""A feedback sheet stays on one page, in Word and as PDF; worksheets print one page wide. Printed by LibreOffice."""

import io
from dataclasses import replace

import openpyxl
import pytest
from pypdf import PdfReader

from server.core.record import NoteRecord, Record
from server.exports.content.single_papers import paper_pages
from server.exports.formats import FORMATS, PAPER_FORMATS
from server.exports.model.blocks import Page
from server.exports.model.page_fit import Density, density
from tests.exports.office import printed
from tests.exports.records import MEETINGS, make_meeting, make_record, part

TEXT = "走访群众偏少，调研不够深入，对困难支部帮带不足，学习抓得不紧。会议偏多，材料偏长，督办不够。"
NOTES = 12


def with_notes(record: Record, length: int, number: int = NOTES) -> Record:
    """Each person has that many notes of that length."""
    subjects = [subject.subject for subject in record.parts[0].subjects]
    boxes = ("问题和不足", "意见建议")
    notes = (
        NoteRecord(subject, "problems", boxes[n % 2], (TEXT * 20)[n : n + length])
        for subject in subjects
        for n in range(number)
    )
    return replace(record, notes=tuple(notes))


FORMS = {
    form: make_record(make_meeting(part(form=form)))
    for form in ("secretary", "committee", "indicators", "six-items", "members", "plain")
}
SHEETS = {
    **{f"{form} {length}": with_notes(record, length) for form, record in FORMS.items() for length in (20, 45)},
    "two parts 45": with_notes(MEETINGS["two weighted parts and hidden groups"], 45),
    "two scales 45": with_notes(MEETINGS["choices of six items beside numbers"], 45),
    "in English 45": with_notes(MEETINGS["in English"], 45),
}


def sheets(record: Record) -> list[Page]:
    return list(paper_pages(record, "feedback"))


WORD = [f"{form} 45" for form in ("secretary", "six-items", "members", "two parts", "two scales", "in English")]
WORKBOOKS = ("twelve groups", "in English")


@pytest.fixture(scope="module")
def printouts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PdfReader]:
    word = {f"{name}.docx": PAPER_FORMATS["docx"][0](SHEETS[name], sheets(SHEETS[name]), "") for name in WORD}
    books = {f"{name}.xlsx": FORMATS["xlsx"][0](MEETINGS[name]) for name in WORKBOOKS}
    return printed(word | books, tmp_path_factory.mktemp("printed"))


def test_a_word_sheet_with_twelve_notes_is_one_page_for_each_person(printouts: dict[str, PdfReader]) -> None:
    pages = {name: len(printouts[f"{name}.docx"].pages) for name in WORD}
    assert pages == dict.fromkeys(WORD, 3)


@pytest.mark.scaled(5)
@pytest.mark.parametrize("name", SHEETS)
def test_a_pdf_sheet_with_twelve_notes_is_one_page_for_each_person(name: str) -> None:
    body = PAPER_FORMATS["pdf"][0](SHEETS[name], sheets(SHEETS[name]), "")
    texts = ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(body)).pages]
    assert [sum(text.count(TEXT[n : n + 20]) > 0 for n in range(NOTES)) for text in texts] == [NOTES] * 3


def test_a_sheet_is_printed_no_more_tightly_than_needed() -> None:
    """What fits in the usual size has it, and so has what would not fit in the smallest."""
    record = FORMS["secretary"]
    by_notes = [density(sheets(with_notes(record, 20, number))[0]) for number in (0, 2, 12, 16, 200)]
    assert by_notes[0] is Density.NORMAL and by_notes[-1] is Density.NORMAL
    assert by_notes == sorted(by_notes[:-1], key=list(Density).index) + by_notes[-1:]
    assert Density.COMPACT in by_notes


def test_papers_about_everybody_keep_the_official_sizes() -> None:
    record = with_notes(MEETINGS["one part"], 100, 100)
    assert {density(page) for name in ("summary", "report", "digest") for page in paper_pages(record, name)} == {
        Density.NORMAL
    }


@pytest.mark.parametrize("name", WORKBOOKS)
def test_every_worksheet_prints_one_page_wide(name: str, printouts: dict[str, PdfReader]) -> None:
    """The first and the last heading of the widest table are on one page, and no sheet has a second page beside it."""
    texts = ["".join(page.extract_text().split()) for page in printouts[f"{name}.xlsx"].pages]
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"][0](MEETINGS[name])))
    for sheet in book.worksheets:
        assert sheet.page_setup.fitToWidth in (None, 1) and sheet.page_setup.fitToHeight == 0
    first, *_, last = ("".join(str(cell.value).split()) for cell in book.worksheets[0][5] if cell.value)
    assert any(first in text and last in text for text in texts)
