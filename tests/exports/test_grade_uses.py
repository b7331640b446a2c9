"""结果运用: what follows from a grade is printed under it, on the sheet of the person concerned."""

import io

import pytest
from pypdf import PdfReader

from server.core.meeting_document import reusable_document
from server.core.record import Record
from server.core.texts import Opinion, Texts
from server.exports.content.single_papers import paper_pages
from server.exports.formats import FORMATS, PAPER_FORMATS
from tests.exports import readers
from tests.exports.records import make_meeting, make_record, part
from tests.exports.test_single_papers import decided

USES = [["较好", "通报表扬"], ["一般", "<b>约谈</b>，=1+1"]]
RECORD = make_record(make_meeting(rules={"uses": USES}))


def facts(record: Record) -> list[dict[str, str | None]]:
    tables = readers.read_page(FORMATS["html"][0](record)).tables
    rows = (tables[f"facts-{n}"][1] for n in (1, 2, 3))
    return [{name: value for row in own for name, value in zip(row[::2], row[1::2], strict=True)} for own in rows]


def test_a_sheet_has_the_line_of_the_decided_grade_and_until_then_of_the_proposed_one() -> None:
    first, second, third = facts(RECORD)
    assert (first["决定等次"], first["结果运用"]) == ("较好", "通报表扬")
    assert (second["建议等次"], second["结果运用（按建议等次）"]) == ("一般", "<b>约谈</b>，=1+1")
    assert third["建议等次"] == "差" and not [name for name in third if name.startswith("结果运用")]


def test_word_and_pdf_have_it_too_and_the_circular_has_nothing_of_it() -> None:
    sheets = paper_pages(RECORD, "feedback")
    word = readers.word_tables(PAPER_FORMATS["docx"][0](RECORD, sheets, ""))
    assert "<b>约谈</b>，=1+1" in str(word["facts-2"])
    pages = PdfReader(io.BytesIO(PAPER_FORMATS["pdf"][0](RECORD, sheets, ""))).pages
    assert "结果运用通报表扬" in "".join(pages[0].extract_text().split())
    everybody = decided(RECORD)
    circular = PAPER_FORMATS["html"][0](everybody, paper_pages(everybody, "circular"), "").decode()
    assert "通报表扬" not in circular


def test_an_opinion_has_the_line_of_the_decided_grade_and_none_before_the_decision() -> None:
    opinions = {"s1": Opinion("抓得实"), "s2": Opinion("稳当")}
    record = make_record(make_meeting(rules={"uses": USES}), texts=Texts(opinions=opinions))
    page = PAPER_FORMATS["html"][0](record, paper_pages(record, "opinions"), "").decode()
    assert page.count("通报表扬") == 1 and "约谈" not in page


def test_papers_of_a_meeting_without_such_lines_are_as_before() -> None:
    with_lines, without = make_record(make_meeting()), make_record(make_meeting(rules={"uses": []}))
    assert FORMATS["html"][0](with_lines) == FORMATS["html"][0](without)


@pytest.mark.parametrize("parts", [[part()], [part(bands=[["好", "8"], ["差", "0"]])]])
def test_a_meeting_made_again_keeps_the_lines_of_grades_that_it_can_give(parts: list[dict[str, object]]) -> None:
    meeting = make_meeting(*parts, rules={"uses": [["好", "评优"]]})
    rules = reusable_document(meeting)["rules"]
    assert isinstance(rules, dict) and rules["uses"] == [["好", "评优"]]
