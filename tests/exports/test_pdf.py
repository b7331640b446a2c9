"""PDF papers: every glyph is the font's own, every figure the record's, and the layout is that of the Word papers."""

import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from server.core.attendance import Attendance
from server.core.composition import compose
from server.core.errors import Refused
from server.core.meeting_document import dump
from server.core.models import Additions, Phase
from server.core.reconciliation import Cards
from server.core.record import LogHead, Record, Snapshot
from server.exports.content.documents import pages
from server.exports.content.single_papers import paper_pages
from server.exports.formats import FORMATS, PAPER_FORMATS
from server.exports.model.table import Table
from tests.exports import pdf_reader, readers
from tests.exports.records import MEETINGS, make_meeting, make_record, part
from tests.exports.votes import branch_meeting, congress, election

TWO = MEETINGS["two weighted parts and hidden groups"]
MM = 72 / 25.4


def pdf(record: Record, name: str = "") -> bytes:
    own = paper_pages(record, name) if name else pages(record)
    return PAPER_FORMATS["pdf"][0](record, own, own[0].title)


# Glyphs

RARE = "𠮷䶮㙍"
DIGITS = "0123456789"


def named(name: str, unit: str = "", note: str = "会议偏多") -> Record:
    subjects = [{"name": name, "unit": unit}, {"name": "李四"}, {"name": "王五"}]
    return make_record(make_meeting(part(subjects=subjects)), note=note)


def test_every_glyph_on_paper_is_the_fonts_own_rare_characters_and_digits_included() -> None:
    """What a reader copies is what was written, and what is drawn is the outline that the machine's font has for it."""
    drawn = list(pdf_reader.glyphs(pdf(named(f"{RARE}田", DIGITS), "feedback")))
    shown = [glyph for glyph in drawn if glyph.text.strip()]
    assert len(shown) > 500 and {*RARE, *DIGITS, "，", "。", "“", "%"} <= {glyph.text for glyph in shown}
    wrong = {(each.text, each.font) for each in shown if each.outline not in pdf_reader.machine_outlines(each.text)}
    assert wrong == set()


def test_rare_characters_and_digits_leave_ink_on_the_page(tmp_path: Path) -> None:
    """Rendered by another program, each of them is neither blank nor a box that stands for a missing glyph."""
    body = pdf(named(RARE, DIGITS), "feedback")
    first = pdf_reader.words(body, tmp_path)[0]
    places = {word.text: word for word in first if word.text in (RARE, DIGITS)}
    assert set(places) == {RARE, DIGITS}
    picture = rendered(body, tmp_path)
    for text, place in places.items():
        width = (place.right - place.left) / len(text)
        cells = [
            picture.ink(place.left + n * width, place.top, width, place.bottom - place.top) for n in range(len(text))
        ]
        assert all(0.03 < ink < 0.6 for ink in cells), (text, cells)
        assert len({round(ink, 4) for ink in cells}) > len(text) // 2, "the same box everywhere"


class Picture:
    """The first page in grey, as pdftoppm draws it."""

    def __init__(self, pgm: bytes, resolution: int) -> None:
        head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", pgm)
        assert head is not None
        self.width, self.pixels, self.scale = int(head[1]), pgm[head.end() :], resolution / 72

    def ink(self, left: float, top: float, width: float, height: float) -> float:
        """The share of a rectangle that is dark."""
        columns = range(int(left * self.scale), int((left + width) * self.scale))
        rows = range(int(top * self.scale), int((top + height) * self.scale))
        dark = sum(self.pixels[y * self.width + x] < 128 for y in rows for x in columns)
        return dark / (len(columns) * len(rows))


def rendered(body: bytes, folder: Path, resolution: int = 150) -> Picture:
    (folder / "paper.pdf").write_bytes(body)
    command = ["pdftoppm", "-gray", "-r", str(resolution), "-f", "1", "-l", "1", str(folder / "paper.pdf")]
    return Picture(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout, resolution)


def test_all_fonts_are_embedded_and_only_the_glyphs_that_are_used() -> None:
    body = pdf(TWO)
    fonts = [
        font["/DescendantFonts"][0].get_object()
        for page in PdfReader(io.BytesIO(body)).pages
        for font in pdf_reader.fonts_of(page).values()
    ]
    assert fonts and all({"/FontFile2", "/FontFile3"} & font["/FontDescriptor"].get_object().keys() for font in fonts)
    assert all(re.match(r"/[A-Z]{6}\+", font["/BaseFont"]) for font in fonts) and len(body) < 600_000


def test_a_paper_in_traditional_characters_has_the_forms_of_that_script() -> None:
    """骨 has another form in Taiwan than on the mainland, under the same code."""
    forms = {
        language: next(
            glyph.outline
            for glyph in pdf_reader.glyphs(pdf(make_record(make_meeting(title="骨幹", language=language)), "report"))
            if glyph.text == "骨"
        )
        for language in ("zh", "zh-Hant")
    }
    assert forms["zh"] != forms["zh-Hant"]


def test_characters_that_no_font_has_are_named_and_the_browser_is_offered() -> None:
    with pytest.raises(Refused) as refusal:
        pdf(named("张\U0010fffd", "\U0010fffc部"), "feedback")
    assert refusal.value.code == "no_glyph"
    assert re.findall(r"U\+[0-9A-F]+", str(refusal.value.detail["characters"])) == ["U+10FFFC", "U+10FFFD"]


def test_joiners_and_variation_selectors_need_no_glyph() -> None:
    assert "张" in pdf_reader.texts(pdf(named("张\u200d三\ufe0f\U000e0100"), "feedback"))[0]


def test_without_the_typesetter_the_refusal_has_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)  # as if it were not installed
    with pytest.raises(Refused) as refusal:
        pdf(TWO)
    assert (refusal.value.code, refusal.value.detail["command"]) == (
        "not_installed",
        f"{sys.executable} -m pip install typst fonttools",
    )


# Figures


def rows_of(record: Record) -> list[str]:
    """Every row of every table of the HTML papers, and every text outside of tables, without blanks."""
    page = FORMATS["html"][0](record).decode()
    body = re.sub(
        "<style>.*?</style>|<title>.*?</title>|<thead>.*?</thead>|<caption>.*?</caption>", "", page, flags=re.S
    )
    lines = re.sub("</(?:tr|h[123]|p)>", "\n", body)
    return ["".join(re.sub("<[^>]+>", "", line).split()) for line in lines.split("\n")]


VOTES = {"an election": election, "three reports": congress, "a branch meeting": branch_meeting}


@pytest.mark.scaled(6)
@pytest.mark.parametrize("meeting", [*MEETINGS, *VOTES])
def test_pdf_papers_read_back_to_the_same_figures(meeting: str) -> None:
    """Row by row, in the order of the other papers; only page numbers and repeated headings come in between."""
    record = MEETINGS[meeting] if meeting in MEETINGS else VOTES[meeting]()
    text, place = "".join(pdf_reader.texts(pdf(record))), 0
    for row in filter(None, rows_of(record)):
        plain = row.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&#x27;", "'")
        found = text.find(plain, place)
        assert found >= 0, (plain, text[place : place + 200])
        place = found + len(plain)


def test_equal_records_give_equal_bytes() -> None:
    assert pdf(TWO) == pdf(replace(TWO))


# Layout


def sides(body: bytes) -> list[tuple[int, int]]:
    boxes = (page.mediabox for page in PdfReader(io.BytesIO(body)).pages)
    return [(round(box.width / MM), round(box.height / MM)) for box in boxes]


PUNCTUATION = 6
"""Points by which the blank half of a full-width comma may stick out at the end of a line."""


def test_pages_have_the_official_margins_upright_and_turned(tmp_path: Path) -> None:
    body = pdf(TWO)
    upright, turned = (37, 26, 35, 28), (28, 37, 26, 35)
    for (width, height), words in zip(sides(body), pdf_reader.words(body, tmp_path), strict=True):
        assert (width, height) in ((210, 297), (297, 210))
        top, right, bottom, left = (side * MM for side in (upright if width < height else turned))
        below = [word for word in words if word.top > height * MM - bottom]
        assert [word.text for word in below][0::2] == ["—", "—"] and len(below) == 3
        inside = [word for word in words if word not in below]
        assert all(left - 1 <= word.left and word.right <= width * MM - right + PUNCTUATION for word in inside)
        assert all(top - 3 <= word.top and word.bottom <= height * MM - bottom + 1 for word in inside)


def test_pages_are_numbered_and_a_rehearsal_is_marked_on_each() -> None:
    texts = pdf_reader.texts(pdf(make_record(make_meeting(), phase=Phase.REHEARSAL, draft=True)))
    assert all(f"—{number}—" in text for number, text in enumerate(texts, 1))
    assert len(texts) > 3 and all("测试未截止" in text for text in texts)


def many_subjects(count: int) -> Record:
    """Before anybody has voted."""
    meeting = make_meeting(part(subjects=[{"name": f"第{n}人"} for n in range(1, count + 1)]))
    log, nobody = LogHead("2026-01-01T10:00:00+08:00", "1f" * 32), Attendance()
    return compose(Snapshot("m1", meeting, Phase.LIVE, nobody, Additions(), Cards(0, 0), (), log, dump(meeting)))


def test_a_table_that_continues_on_another_page_repeats_its_headings() -> None:
    texts = pdf_reader.texts(pdf(many_subjects(60), "summary"))
    assert len(texts) > 3
    continued = [text for text in texts if "第30人" in text or "第58人" in text]
    assert continued and all("姓名" in text for text in continued)


@pytest.mark.scaled(8)
@pytest.mark.parametrize("earlier", [*range(0, 24), 40])
def test_nobody_signs_a_page_without_the_end_of_the_report(earlier: int) -> None:
    """However long the report is, the signature lines share their page with the signing key above them."""
    record = replace(TWO, earlier=tuple(f"{n:064x}" for n in range(earlier)))
    (signed,) = [text for text in pdf_reader.texts(pdf(record, "report")) if "监票人：" in text]
    assert "归档签名密钥ABCDEFGHIJKLMNOPQRST" in signed and signed.count("日期：") == 3


@pytest.mark.parametrize("name", ["summary", "report", "feedback"])
def test_no_word_of_an_english_heading_is_broken(name: str, tmp_path: Path) -> None:
    """The columns of a wide table would be too narrow for some."""
    record = make_record(make_meeting(part(), part("Below", "committee"), language="en"))
    tables = [block for page in paper_pages(record, name) for block in page.blocks if isinstance(block, Table)]
    headings = {word for table in tables for column in table.columns for word in re.findall("[A-Za-z]+", column.title)}
    shown = [word.text for page in pdf_reader.words(pdf(record, name), tmp_path) for word in page]
    drawn = {part for text in shown for part in re.findall("[A-Za-z]+", text)}
    page = PAPER_FORMATS["html"][0](record, paper_pages(record, name), "").decode()
    whole = set(re.findall("[A-Za-z]+", re.sub("<[^>]+>", " ", page)))
    parts = {word[:length] for word in headings for length in range(3, len(word))}
    assert len(headings) > 8 and sorted(headings - drawn) == [] and sorted(parts & drawn - whole) == []


def test_section_headings_stay_with_their_tables() -> None:
    for count in (8, 11, 13, 16, 19, 22):
        for text in pdf_reader.texts(pdf(many_subjects(count), "summary")):
            assert not re.search(r"[一二三四五]、[^0-9]{2,20}—\d+—$", text), (count, text[-60:])


# Hostile texts

MARKUP = [
    '#import "@preview/x:1.0.0": *', "#panic()", "$x^2$", "*粗* _斜_ `码`", "= 标题", "<label> @ref", "\\u{1F600}",
    "<script>alert(1)</script>", "=HYPERLINK(\"http://a\")", "]#[", "// 注释", "/* 注释 */", "https://a.b/c",
    "-- --- ... ~ 'x' \"y\"", "&lt;",
]  # fmt: skip


def test_markup_is_printed_and_never_run() -> None:
    text = "".join(pdf_reader.texts(pdf(named("张三", note="\n".join(MARKUP)), "feedback")))
    assert [each for each in MARKUP if "".join(each.split()) not in text] == []
    assert not PdfReader(io.BytesIO(pdf(named("张三", note="https://a.b/c"), "feedback"))).pages[0].get("/Annots")


@pytest.mark.scaled(2)
@pytest.mark.parametrize(
    "text", ["😀" * 3000, "W" * 3000, "长" * 3000, "W " * 1500, "\u202e反" * 300, "é" * 3000, "1234567890" * 300]
)
def test_the_longest_texts_stay_inside_their_column_and_are_complete(text: str, tmp_path: Path) -> None:
    body = pdf(named("张三", note=text), "feedback")
    drawn = "".join(pdf_reader.texts(body))
    char = text[0] if text[0] != "\u202e" else "反"
    assert drawn.count(char) >= 2 * text.count(char)  # two boxes of the form
    right = (210 - 26) * MM + PUNCTUATION
    assert all(
        word.right <= right and word.bottom < 297 * MM for page in pdf_reader.words(body, tmp_path) for word in page
    )


def test_a_long_name_and_unit_break_inside_their_cells(tmp_path: Path) -> None:
    body = pdf(named("A" * 60, "B" * 60), "summary")
    limit = (297 - 37) * MM + 1
    assert all(word.right <= limit for page in pdf_reader.words(body, tmp_path) for word in page)
    assert readers.html(named("A" * 60, "B" * 60))["results"][0]["姓名"]
