"""Long words on every paper, by a made-up language: nothing is cut off, beside its page or on top of something else.

Read from what is printed: PDF as it is, Word and Excel by LibreOffice, HTML by Chromium.
"""

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from cards.form_files import forms
from server.core import message_catalogue
from server.core.last_year import LastYear, PastResult
from server.core.models import Decision
from server.core.record import Record
from server.core.texts import Opinion, Rectified, Texts
from server.exports.content.charts import charts
from server.exports.content.single_papers import PAPERS, paper_pages
from server.exports.formats import FORMATS, PAPER_FORMATS
from server.exports.model.blocks import Facts, Heading, Histogram, Page, Signatures, Text
from server.exports.model.column_widths import text_width
from server.exports.writers.svg_writer import MARGIN, WIDTH, write_chart
from tests.browser import LAUNCH_FLAGS, chromium
from tests.exports.office import printed_as_pdf
from tests.exports.pdf_reader import Word, words
from tests.exports.records import GROUPS, QUOTA, VETO, make_meeting, make_record
from tests.exports.votes import ELECTION, WRITTEN, lines, vote_record
from tests.pseudo import long_words, printed_sections

MM = 72 / 25.4
SIDES = {"pdf": 26 * MM, "docx": 26 * MM, "html": 18 * MM, "xlsx": 5 * MM}
"""The narrowest margin on the left or right of a page."""
PUNCTUATION = 6
"""Points by which the blank half of a full-width sign may stick out at the end of a line."""
FIGURE_DASH = "\u2012"
"""For which fonts have the glyph of the other one, and which PDF files from Chromium say."""
PEOPLE: list[dict[str, object]] = [
    {"name": "Alexandra Konstantinopoulou", "unit": long_words("Department of Rural Development"), "post": "Head"},
    {"name": "Bartholomew Featherstonehaugh", "unit": long_words("Office"), "post": "Deputy head", "mode": "written"},
    {"name": "Li", "unit": long_words("Statistics")},
]
NOTE = long_words("Meetings are too many, and there is little time for visits to the villages.")
OPINION = Opinion(
    long_words("Plans well"), (long_words("Too few visits"), long_words("Slow")), long_words("Visit more")
)
AGENDA = {
    "items": [{"title": long_words("Opening address"), "minutes": 5}, {"title": long_words("Break")}],
    "start": "09:00",
    "venue": long_words("Conference room"),
    "report": 10,
}


def long_form(id: str) -> Any:
    """A form that ships, in the made-up language."""
    return _longer(forms("en")[id])


def _longer(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: long_words(each) if key in ("title", "about") else _longer(each) for key, each in value.items()}
    return [_longer(each) for each in value] if isinstance(value, list) else value


def appraisal() -> Record:
    """Two weighted parts, groups of which some are hidden, rules, decisions, last year and every text about people."""
    meeting = make_meeting(
        {"name": long_words("Upper part"), "form": long_form("indicators"), "subjects": PEOPLE, "weight": "0.7"},
        {"name": long_words("Lower part"), "form": long_form("committee"), "subjects": PEOPLE, "weight": "0.3"},
        language="en",
        title=long_words("Yearly appraisal of branch secretaries"),
        organisation=long_words("Town committee"),
        agenda=AGENDA,
        groups=[{**group, "name": long_words(f"Voters {str(group['name'])[0]}")} for group in GROUPS],
        rules={"quota": {**QUOTA, "at_or_below": "Good"}, "veto": {**VETO, "bands": ["Fair", "Poor"], "grade": "Poor"}},
    )
    ids = [subject.id for subject in meeting.parts[0].subjects]
    rectified = (Rectified(long_words("Too few visits"), long_words("Weekly visits"), ""),)
    texts = Texts(dict.fromkeys(ids, NOTE), {}, dict.fromkeys(ids, OPINION), dict.fromkeys(ids, rectified))
    past = {id: PastResult("Li", long_words("Office"), "91.25", ("0", "100"), long_words("Good")) for id in ids}
    last_year = LastYear(long_words("Yearly appraisal"), "2025-12-20", "0" * 64, "ABCD EFGH IJKL MNOP QRST", past)
    record = make_record(meeting, note=NOTE, texts=texts, last_year=last_year)
    decided = Decision("Good", long_words("Discussed"))
    return replace(record, results=tuple(replace(result, decided=decided) for result in record.results))


def election() -> Record:
    """With a tie, written-in names, and a motion."""
    scale = {"choices": [long_words("For"), long_words("Against")]}
    form = {"title": long_words("Ballot"), "items": [{"key": "vote", "title": long_words("Vote"), "abstain": True}]}
    elected = [
        {"grade": long_words("Elected"), "of": [long_words("For")], "over": "1/2", "seats": 3},
        {"grade": long_words("Not elected")},
    ]
    carried = [
        {"grade": long_words("Carried"), "of": [long_words("For")], "over": "1/2"},
        {"grade": long_words("Lost")},
    ]
    candidates = [*PEOPLE, {"name": "Maximilian Vandersteen", "unit": long_words("Office")}]
    meeting = make_meeting(
        {
            "name": long_words("Board"),
            "form": {**form, "scale": scale, "write_in": {"as": long_words("For"), "at_most": 3}},
            "subjects": candidates,
            "decide": {"rules": elected, "base": "present"},
        },
        {
            "name": long_words("Motion"),
            "form": {**form, "scale": scale},
            "subjects": [{"name": long_words("Membership fee")}],
            "decide": {"rules": carried, "base": "valid"},
        },
        language="en",
        title=long_words("General assembly"),
        expected=38,
        rules={},
    )
    return vote_record(meeting, ELECTION, [lines(15, 5, abstained=2)], spoiled=1, write_ins=WRITTEN)


MEETINGS = {
    "appraisal": (appraisal, [name for name in PAPERS if name != "votes"]),
    "election": (election, ["votes", "report"]),
}


each_meeting = pytest.mark.parametrize("meeting", MEETINGS)
each_format = pytest.mark.parametrize("suffix", ["docx", "html", "pdf"])


@pytest.fixture(scope="module")
def spoken() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(message_catalogue, "sections", printed_sections)
        yield


@pytest.fixture(scope="module")
def records(spoken: None) -> dict[str, Record]:
    return {name: make() for name, (make, _) in MEETINGS.items()}


@pytest.fixture(scope="module")
def pages(records: Mapping[str, Record]) -> dict[str, list[Page]]:
    """Of every paper of a meeting, with all notes ticked where they can be."""
    return {
        meeting: [page for name in names for page in paper_pages(record, name, range(len(record.notes)))]
        for (meeting, record), (_, names) in zip(records.items(), MEETINGS.values(), strict=True)
    }


@pytest.fixture(scope="module")
def papers(records: Mapping[str, Record], pages: Mapping[str, list[Page]]) -> dict[str, bytes]:
    """All papers of a meeting as one file of every format that is printed, and the workbooks."""
    files = {f"{meeting}-book.xlsx": FORMATS["xlsx"][0](record) for meeting, record in records.items()}
    for meeting, record in records.items():
        for suffix in ("docx", "html", "pdf"):
            files[f"{meeting}.{suffix}"] = PAPER_FORMATS[suffix][0](record, pages[meeting], "")
    return files


@pytest.fixture(scope="module")
def prints(papers: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Each file as PDF."""
    folder = tmp_path_factory.mktemp("long-words")
    office = {name: body for name, body in papers.items() if name.endswith(("docx", "xlsx"))}
    made = printed_as_pdf(office, folder)
    return made | dict(_from_browser(papers, folder)) | {n: body for n, body in papers.items() if n.endswith("pdf")}


def _from_browser(papers: Mapping[str, bytes], folder: Path) -> Iterator[tuple[str, bytes]]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=LAUNCH_FLAGS)
        page = browser.new_page()
        for name, body in papers.items():
            if name.endswith("html"):
                (folder / name).write_bytes(body)
                page.goto((folder / name).as_uri())
                yield name, page.pdf(prefer_css_page_size=True)
        browser.close()


def squeezed(text: str) -> str:
    """Without blanks, without ligatures, and with accents on their letters, which Chromium draws separately."""
    return unicodedata.normalize("NFKC", "".join(text.split())).replace(FIGURE_DASH, "–")


def texts_of(body: bytes) -> str:
    """All that a PDF draws, in the order in which it is drawn."""
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages))


def said(page: Page) -> Iterator[str]:
    """Every text of a page."""
    yield from (page.meeting_title, page.title, page.subtitle)
    for block in page.blocks:
        if isinstance(block, (Heading, Text)):
            yield block.text
        elif isinstance(block, Facts):
            yield from (str(text) for pair in block.pairs for text in pair if text is not None)
        elif isinstance(block, Histogram):
            yield from (block.title, *block.marks, *(title for title, _ in block.series))
        elif isinstance(block, Signatures):
            yield from (*block.roles, block.date)
        else:
            yield from (text for column in block.columns for text in (column.title, column.over))
            yield from (str(cell) for row in block.rows for cell in row if cell is not None)


def overlaps(page: list[Word]) -> Iterator[tuple[str, str]]:
    """Words that are printed on top of each other: on about the same line, and more than a point in common."""
    page = sorted(page, key=lambda word: word.top)
    for place, one in enumerate(page):
        for other in page[place + 1 :]:
            if other.top >= one.bottom:
                break
            distance = abs(one.top + one.bottom - other.top - other.bottom) / 2
            apart = 0.4 * min(one.bottom - one.top, other.bottom - other.top)
            if distance < apart and min(one.right, other.right) - max(one.left, other.left) > 1:
                yield one.text, other.text


@each_format
@each_meeting
def test_no_word_is_beside_its_page_or_on_top_of_another(
    meeting: str, suffix: str, prints: Mapping[str, bytes], tmp_path: Path
) -> None:
    body = prints[f"{meeting}.{suffix}"]
    sides = [page.mediabox for page in PdfReader(io.BytesIO(body)).pages]
    for page, paper in zip(words(body, tmp_path), sides, strict=True):
        right = float(paper.width) - SIDES[suffix] + PUNCTUATION
        assert [word for word in page if word.left < SIDES[suffix] - 1 or word.right > right] == []
        assert [word for word in page if word.top < 0 or word.bottom > float(paper.height)] == []
        assert list(overlaps(page)) == []


@each_format
@each_meeting
def test_every_text_of_a_paper_is_printed_whole(
    meeting: str, suffix: str, prints: Mapping[str, bytes], pages: Mapping[str, list[Page]]
) -> None:
    shown = texts_of(prints[f"{meeting}.{suffix}"])
    said_texts = {squeezed(text) for page in pages[meeting] for text in said(page)}
    assert len(said_texts) > 100 and [text for text in said_texts if text not in shown] == []


@each_meeting
def test_every_text_of_a_workbook_is_printed_and_no_word_on_top_of_another(
    meeting: str, papers: Mapping[str, bytes], prints: Mapping[str, bytes], tmp_path: Path
) -> None:
    """Excel refuses worksheets whose names are longer than 31 characters."""
    name = f"{meeting}-book.xlsx"
    book, shown = openpyxl.load_workbook(io.BytesIO(papers[name])), texts_of(prints[name])
    cells = [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    texts = {squeezed(value) for value in cells if isinstance(value, str)}
    assert len(texts) > 50 and [text for text in texts if text not in shown] == []
    assert [pair for page in words(prints[name], tmp_path) for pair in overlaps(page)] == []
    assert len({sheet.title for sheet in book.worksheets}) > 5


def test_long_words_of_a_chart_stay_inside_the_picture(records: Mapping[str, Record]) -> None:
    drawn = [write_chart(each).decode() for each in charts(records["appraisal"])]
    texts = [text for svg in drawn for text in re.findall(r'font-size="(\d+)"[^>]*>([^<]*)</text>', svg)]
    assert len(drawn) == 6 and texts
    assert all(text_width(text) * int(size) / 2 <= WIDTH - 2 * MARGIN for size, text in texts)
    [title] = {svg.split("<text ")[1].partition(">")[2].partition("<")[0] for svg in drawn}
    assert title == long_words("Yearly appraisal of branch secretaries")
