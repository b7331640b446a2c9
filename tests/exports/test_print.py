"""The papers in print: the official layout in Word, one self-contained HTML page, equal bytes."""

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from playwright.sync_api import sync_playwright

from server.exports.content.documents import summary_page
from server.exports.formats import FORMATS
from server.exports.model.table import Table
from tests.browser import LAUNCH_FLAGS, chromium
from tests.exports import pdf_reader, readers
from tests.exports.records import MEETINGS, make_meeting, make_record, part

TWO = MEETINGS["two weighted parts and hidden groups"]


@pytest.mark.parametrize("kind", FORMATS)
def test_equal_records_give_equal_bytes(kind: str) -> None:
    first, second = (make_record(make_meeting(part(), part("下评", "committee"))) for _ in range(2))
    assert FORMATS[kind][0](first) == FORMATS[kind][0](second)


def test_no_time_and_no_name_of_the_machine_is_in_the_word_document() -> None:
    packed = zipfile.ZipFile(io.BytesIO(FORMATS["docx"][0](TWO)))
    assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    about = readers.document(TWO).core_properties
    assert (about.title, about.author, about.comments) == ("述职评议", "", "")
    assert about.created.isoformat()[:19] == "2026-01-01T02:00:00"
    assert not [name for name in packed.namelist() if "thumbnail" in name]


def test_word_pages_have_the_official_margins_upright_and_turned() -> None:
    sections = readers.document(TWO).sections
    margins = ([s.top_margin, s.right_margin, s.bottom_margin, s.left_margin] for s in sections)
    sides = [[round(side.mm) for side in four] for four in margins]
    assert [s.orientation for s in sections] == [WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    assert [(round(s.page_width.mm), round(s.page_height.mm)) for s in sections] == [(297, 210), (210, 297)]
    assert sides == [[28, 37, 26, 35], [37, 26, 35, 28]]


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [("Normal", "仿宋", 16), ("Title", "华文中宋", 18), ("Heading 1", "华文中宋", 22), ("Table Small", "仿宋", 9)],
)
def test_every_style_names_its_east_asian_font_and_language(style: str, font: str, points: float) -> None:
    found = readers.document(TWO).styles[style]
    assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert found.element.rPr.find(qn("w:lang")).get(qn("w:eastAsia")) == "zh-CN"
    assert found.font.size.pt == points


def test_word_repeats_headings_splits_no_row_and_numbers_pages() -> None:
    paper = readers.document(TWO)
    for table in paper.tables:
        assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.rows)
        assert sum(int(col.get(qn("w:w"))) for col in table._tbl.tblGrid) <= 297 * 57
    named = {"results": 2, "grounds": 1, "items-1": 2, "returns": 1, "notes-1": 1}
    heads = {readers.name_of(table): len(readers.lines_of(table)[0]) for table in paper.tables}
    assert {name: heads[name] for name in named} == named
    assert paper.sections[0].footer._element.find(f".//{qn('w:fldSimple')}").get(qn("w:instr")) == "PAGE"
    assert readers.document(TWO).sections[1].footer.is_linked_to_previous


def test_each_person_begins_on_a_new_page() -> None:
    paper = readers.document(TWO)
    titles = [p for p in paper.paragraphs if p.style.name == "Title"]
    breaks = [bool(p.paragraph_format.page_break_before) for p in titles]
    assert breaks == [False, False, True, True, True, True]  # the first two begin a section
    page = FORMATS["html"][0](TWO).decode()
    assert re.findall('<section id="([a-z0-9-]+)"', page) == [
        "summary", "report", "digest", "feedback-1", "feedback-2", "feedback-3",
    ]  # fmt: skip


def test_a_table_too_wide_for_its_page_continues_in_another_that_repeats_the_names() -> None:
    paper = readers.document(MEETINGS["twelve groups"])
    tables = {readers.name_of(table): readers.lines_of(table) for table in paper.tables}
    wide = [name for name in tables if name.startswith("standing-1")]
    assert len(wide) > 1
    for name in wide:
        assert [row[0] for row in tables[name][1]] == ["张三", "李四", "王五"]


def test_a_groups_count_and_mean_stay_in_one_table() -> None:
    blocks = summary_page(MEETINGS["twelve groups"]).blocks
    standing = [one for one in blocks if isinstance(one, Table) and one.name.startswith("standing-1")]
    pairs = [Counter(column.over for column in one.columns if column.over) for one in standing]
    assert len(pairs) > 1 and all(set(one.values()) <= {2} for one in pairs)


@pytest.mark.parametrize(("name", "language"), [("one part", "zh-CN"), ("in English", "en")])
def test_the_html_page_needs_no_other_file(name: str, language: str) -> None:
    page = FORMATS["html"][0](MEETINGS[name]).decode()
    assert page.startswith(f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">')
    assert not re.search("<script|<link|src=|href=|@import|url[(]| style=", page)


def test_heading_cells_have_a_scope() -> None:
    page = FORMATS["html"][0](TWO).decode()
    cells = re.findall("<th[ >][^>]*>", page)
    assert cells and all('scope="' in cell for cell in cells)
    assert re.search('<th scope="colgroup" colspan="10"><bdi>各分票数</bdi></th>', page)


OTHERS = "document.querySelectorAll('section:not([id^=feedback])').forEach(other => other.remove())"


def test_a_feedback_sheet_prints_on_one_upright_page(tmp_path: Path) -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=LAUNCH_FLAGS)
        page = browser.new_page()
        for name in ("one part", "two weighted parts and hidden groups", "five items"):
            (tmp_path / "paper.html").write_bytes(FORMATS["html"][0](MEETINGS[name]))
            page.goto((tmp_path / "paper.html").as_uri())
            page.evaluate(OTHERS)
            boxes = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", page.pdf(prefer_css_page_size=True))
            assert len(boxes) == 3 and all(float(wide) < float(high) for wide, high in boxes), name
        browser.close()


def test_nobody_signs_an_empty_page() -> None:
    """The table of the fingerprint is kept on one page with the signatures."""
    tables = readers.document(TWO).tables
    names = [table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for table in tables]
    sealed = tables[names.index("signatures") - 1]
    assert "SHA-256" in [cell.text for cell in sealed.columns[0].cells]
    paragraphs = [paragraph for row in sealed.rows for cell in row.cells for paragraph in cell.paragraphs]
    assert all(paragraph.paragraph_format.keep_with_next for paragraph in paragraphs)


def test_a_browser_prints_the_signature_lines_below_the_end_of_the_report(tmp_path: Path) -> None:
    """They stay with the signing key above them, wherever the page ends. In English, whose letters the PDF names."""
    english = replace(TWO, meeting=replace(TWO.meeting, language="en"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=LAUNCH_FLAGS)
        page = browser.new_page()
        for earlier in range(2, 7):
            record = replace(english, earlier=tuple(f"{n:064x}" for n in range(earlier)))
            (tmp_path / "paper.html").write_bytes(FORMATS["html"][0](record))
            page.goto((tmp_path / "paper.html").as_uri())
            texts = pdf_reader.texts(page.pdf(prefer_css_page_size=True))
            (signed,) = [text for text in texts if "Scrutineer:" in text]
            assert "ABCDEFGHIJKLMNOPQRST" in signed and signed.count("Date:") == 3, earlier
        browser.close()
