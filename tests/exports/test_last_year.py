"""Last year's score and grade on the papers, as that year printed them, and nowhere else; last year's problems below
the briefs."""

import io
import re
from dataclasses import replace
from xml.etree.ElementTree import fromstring

import openpyxl
import pytest

from server.core.last_year import LastYear, PastResult
from server.core.record import Record
from server.core.texts import Rectified, Texts
from server.exports.content.charts import chart
from server.exports.content.single_papers import PAPERS, paper_pages, refusal
from server.exports.formats import FORMATS, PAPER_FORMATS
from server.exports.writers.csv_writer import read_rows
from server.exports.writers.svg_writer import WIDTH, write_chart
from tests.exports import readers
from tests.exports.records import MEETINGS, make_meeting, make_record, part
from tests.exports.test_charts import SVG, texts

HOSTILE = "=1+1 <script>alert(1)</script> 好"
SAME_SCALE = {
    "s1": PastResult("张三", "张三部", "8.417", ("1", "10"), "较好"),
    "s2": PastResult("李四", "旧部", "9.100", ("1", "10"), None),
}
OTHER_SCALE = {"s1": PastResult("张三", "张三部", "91.25", ("0", "100"), "优秀")}


def last_year(people: dict[str, PastResult], title: str = "2025年度述职评议") -> LastYear:
    return LastYear(title, "2025-12-20", "0" * 64, "ABCD EFGH IJKL MNOP QRST", people)


def record(people: dict[str, PastResult], *parts: dict[str, object], language: str = "zh", **rules: object) -> Record:
    meeting = make_meeting(*(parts or (part(), part("下评", "committee"))), language=language, rules=rules)
    return make_record(meeting, last_year=last_year(people))


def csv_summary(made: Record) -> list[dict[str, str]]:
    heading, *rows = read_rows(FORMATS["csv"][0](made))
    return [dict(zip(heading, row, strict=True)) for row in rows]


def html(made: Record, name: str) -> str:
    return PAPER_FORMATS["html"][0](made, paper_pages(made, name), "").decode()


def test_the_summary_has_last_years_score_and_decided_grade_of_each_person() -> None:
    rows = {row["姓名"]: row for row in csv_summary(record(SAME_SCALE))}
    shown = {name: (row["上年得分（1–10分）"], row["上年等次"]) for name, row in rows.items()}
    assert shown == {"张三": ("8.417", "较好"), "李四": ("9.100", ""), "王五": ("", "")}


def test_a_score_is_printed_with_the_decimals_of_its_year_as_text_in_the_workbook() -> None:
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"][0](record(OTHER_SCALE, decimals=3))))
    (cell,) = [cell for row in book["汇总表"].iter_rows() for cell in row if cell.value == "91.25"]
    assert cell.data_type == "s"
    assert "2025年度述职评议" in str([cell.value for row in book["汇总表"].iter_rows() for cell in row])


def test_scores_on_several_scales_are_printed_with_theirs() -> None:
    people = {**OTHER_SCALE, "s2": SAME_SCALE["s2"], "s3": PastResult("王五", "", "7.5", None, None)}
    rows = {row["姓名"]: row["上年得分"] for row in csv_summary(record(people))}
    assert rows == {"张三": "91.25（0–100分）", "李四": "9.100（1–10分）", "王五": "7.5"}


def test_columns_that_nobody_fills_are_left_out() -> None:
    only_grade = {"s1": PastResult("张三", "张三部", None, None, "合格")}
    assert [key for key in csv_summary(record(only_grade))[0] if "上年" in key] == ["上年等次"]
    only_score = {"s2": SAME_SCALE["s2"]}
    assert [key for key in csv_summary(record(only_score))[0] if "上年" in key] == ["上年得分（1–10分）"]
    assert not [key for key in csv_summary(record({}))[0] if "上年" in key]


def test_the_printed_summary_names_the_meeting_they_are_from_and_stays_one_page_wide() -> None:
    made = record(SAME_SCALE)
    page = html(made, "summary")
    assert "上年得分、上年等次取自《2025年度述职评议》（2025-12-20）的归档" in page
    (results,) = [name for name in readers.html_tables(page.encode()) if name.startswith("results")]
    assert results == "results", "no column has gone to a second table"
    workbook = FORMATS["xlsx"][0](made)
    for sheet in openpyxl.load_workbook(io.BytesIO(workbook)):
        properties = sheet.sheet_properties.pageSetUpPr
        assert sheet.page_setup.fitToWidth in (None, 1) and properties is not None and properties.fitToPage


def test_a_feedback_sheet_has_one_line_about_that_person_alone() -> None:
    page = html(record(SAME_SCALE), "feedback")
    assert page.count("上年结果") == 2 and "2025-12-20：8.417（1–10分）、较好" in page
    sheets = {page.person: str(page.blocks) for page in paper_pages(record(SAME_SCALE), "feedback")}
    assert "8.417" in sheets["张三"] and "9.100" not in sheets["张三"] and "上年" not in sheets["王五"]


REFUSED = {"votes", "circular", "briefs", "notice", "opinions"}
"""Papers that the record has nothing for."""


@pytest.mark.parametrize("name", [name for name in PAPERS if name not in ("summary", "feedback")])
def test_no_other_paper_has_them(name: str) -> None:
    made = record(SAME_SCALE)
    assert (refusal(made, name) is not None) == (name in REFUSED)
    if name not in REFUSED:
        pages = paper_pages(made, name, (0,) if name == "rectification" else ())
        shown = PAPER_FORMATS["html"][0](made, pages, "").decode()
        assert "8.417" not in shown and "上年" not in shown


def test_a_chart_compares_the_final_scores_of_both_years_on_one_scale() -> None:
    made = record(SAME_SCALE)
    (result,) = [each for each in made.results if each.name == "张三"]
    root = fromstring(write_chart(chart(made, "s1")))
    assert {"最终得分（1–10分）", "本年", "上年", "8.417、较好"} <= set(texts(root))
    own, past = [bar for bar in root.iter(f"{SVG}rect")][-2:]
    assert result.score is not None
    ratio = int(own.attrib["width"]) / int(past.attrib["width"])
    assert abs(ratio - float(result.score) / 8.417) < 0.01 and own.attrib["fill"] != past.attrib["fill"]


def test_a_chart_never_compares_unlike_scales() -> None:
    made = record(OTHER_SCALE)
    without = len(list(fromstring(write_chart(chart(record({}), "s1"))).iter(f"{SVG}rect")))
    root = fromstring(write_chart(chart(made, "s1")))
    assert len(list(root.iter(f"{SVG}rect"))) == without
    assert "上年结果　2025-12-20：91.25（0–100分）、优秀" in texts(root)


def test_a_chart_has_room_for_the_longest_grade_behind_the_longest_bar() -> None:
    people = {"s1": PastResult("张三", "张三部", "10.000", ("1", "10"), "等" * 20)}
    root = fromstring(write_chart(chart(record(people), "s1")))
    (text,) = [each for each in root.iter(f"{SVG}text") if each.text == f"10.000、{'等' * 20}"]
    assert int(text.attrib["x"]) + 16 * 25 <= WIDTH


def test_people_who_are_voted_on_as_well_have_them_beside_their_score() -> None:
    vote = {
        "title": "表决票",
        "scale": {"choices": [["赞成", "1"], ["反对", "0"]]},
        "items": [{"key": "vote", "title": "表决"}],
        "notes": [],
    }
    decide = {"rules": [{"grade": "通过", "of": ["赞成"], "over": "1/2"}, {"grade": "未通过"}]}
    made = record(SAME_SCALE, part(), part("表决", vote, decide=decide, bands=None))
    shown = [(result.roster, result.last_year is not None) for result in made.results if result.name == "张三"]
    assert sorted(shown) == [(1, True), (2, False)]


def test_hostile_texts_of_the_other_archive_are_shown_and_never_run() -> None:
    people = {"s1": PastResult(HOSTILE, "", "8.417", ("1", "10"), HOSTILE)}
    made = replace(record(people), last_year=last_year(people, HOSTILE))
    for name in ("summary", "feedback"):
        page = html(made, name)
        assert "<script>" not in page and "=1+1 &lt;script&gt;" in page
    assert csv_summary(made)[[row["姓名"] for row in csv_summary(made)].index("张三")]["上年等次"] == HOSTILE
    assert "'=1+1" in FORMATS["csv"][0](made).decode("utf-8-sig")
    for sheet in openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"][0](made))):
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert "<script" not in write_chart(chart(made, "s1")).decode()


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_they_are_in_the_meetings_language(language: str) -> None:
    made = record(SAME_SCALE, language=language)
    words = {"en": ("Last year’s score (1–10)", "Last year"), "zh-Hant": ("上年得分（1–10分）", "上年結果")}[language]
    assert words[0] in str(csv_summary(made)[0]) and words[1] in html(made, "feedback")


def test_papers_of_a_meeting_without_them_do_not_know_them() -> None:
    for made in MEETINGS.values():
        assert "上年" not in FORMATS["html"][0](made).decode() and "Last year" not in FORMATS["html"][0](made).decode()


# 上年度整改

ROWS = (Rectified("调研不够", "每月下村", "已完成"), Rectified(HOSTILE, "", ""))


def test_briefs_have_last_years_problems_as_a_section_and_a_page_of_its_own_without_a_brief() -> None:
    made = make_record(
        make_meeting(part(), part("下评", "committee")),
        texts=Texts(briefs={"s4": "一年来"}, rectified={"s1": ROWS, "s2": ROWS[:1]}),
    )
    tables = readers.html_tables(html(made, "briefs").encode())
    assert [row["姓名"] for row in tables["contents"]] == ["李四", "张三"], "where the brief is"
    rows = [row for name, table in tables.items() if name.startswith("rectified") for row in table]
    assert {(row["问题"], row["整改措施"], row["完成情况"]) for row in rows} == {
        ("调研不够", "每月下村", "已完成"),
        (HOSTILE, None, "未填写"),
    }
    assert len(paper_pages(made, "briefs")) == 3
    assert [name for name in readers.html_tables(html(made, "notice").encode())] == ["rectified-1", "rectified-2"]


def test_the_longest_section_is_printed_whole() -> None:
    rows = tuple(Rectified("题" * 20, "措" * 20, "成" * 20) for _ in range(50))
    made = make_record(make_meeting(part()), texts=Texts(rectified={"s1": rows}))
    for extension in PAPER_FORMATS:
        assert PAPER_FORMATS[extension][0](made, paper_pages(made, "briefs"), "")
    assert len(re.findall("题{20}", html(made, "briefs"))) == 50
