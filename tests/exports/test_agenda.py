"""The printed agenda: date, place, reporters and other items in order, with times as far as they are planned."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from server.core.record import Record
from server.exports.content.single_papers import paper_pages
from server.exports.formats import PAPER_FORMATS
from server.exports.model.blocks import Facts
from tests.exports import readers
from tests.exports.records import make_meeting, make_record, part

HOSTILE = "=1+1 <script>alert(1)</script> #panic()"
MOTION: dict[str, object] = {
    "name": "决议", "form": "motion", "subjects": [{"name": "会费"}],
    "decide": {"rules": [{"grade": "通过", "of": ["赞成"], "over": "1/2"}, {"grade": "未通过"}], "base": "valid"},
}  # fmt: skip
ITEMS = [
    {"title": "宣布规则", "minutes": 5, "part": "上述", "place": 1},
    {"title": "休息", "minutes": 10, "part": "上述", "place": 3},
    {"title": HOSTILE},
]


def record(**agenda: object) -> Record:
    """Without counts, of which the agenda has none."""
    first = part("上述")
    first["subjects"] = [*first["subjects"], {"name": "赵六", "mode": "written"}]  # type: ignore[misc]
    meeting = make_meeting(first, part("再评"), MOTION, agenda={"items": ITEMS, **agenda})
    return replace(make_record(make_meeting()), meeting=meeting)


PLANNED = record(start="23:30", venue="三楼会议室", report=15)
WHAT = [
    "宣布规则", "张三 述职", "李四 述职", "休息", "王五 述职", "测评书面述职的：赵六", "投票：再评", "投票：决议",
    HOSTILE,
]  # fmt: skip


def tables(record: Record) -> readers.Tables:
    pages = paper_pages(record, "agenda")
    return readers.html_tables(PAPER_FORMATS["html"][0](record, pages, ""))


def test_the_agenda_has_reporters_and_items_in_order_with_their_times() -> None:
    """People report once, also where several parts are about them; a time is known while all minutes before it are."""
    rows = tables(PLANNED)["agenda"]
    assert [row["议程"] for row in rows] == WHAT
    assert [row["时间"] for row in rows] == ["23:30", "23:35", "23:50", "00:05", "00:15", "00:30", None, None, None]
    assert [str(row["序号"]) for row in rows] == [str(number) for number in range(1, 10)]
    assert [row["单位"] for row in rows][:3] == [None, "张三部", "李四部"]


def test_date_and_place_are_above() -> None:
    (facts,) = [block for page in paper_pages(PLANNED, "agenda") for block in page.blocks if isinstance(block, Facts)]
    assert facts.pairs == (("日期", "2026-01-01"), ("开始时间", "23:30"), ("地点", "三楼会议室"))
    shown = str(tables(PLANNED)["agenda-facts"])
    assert all(value in shown for _, value in facts.pairs)


def test_below_the_title_is_the_organisation_and_no_time_of_data() -> None:
    (page,) = paper_pages(PLANNED, "agenda")
    assert page.subtitle == "某委"


def test_without_a_start_there_are_no_times() -> None:
    assert {row["时间"] for row in tables(record(report=15))["agenda"]} == {None}


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_word_and_pdf_say_the_same(suffix: str) -> None:
    content = PAPER_FORMATS[suffix][0](PLANNED, paper_pages(PLANNED, "agenda"), "")
    if suffix == "docx":
        assert [row["议程"] for row in readers.word_tables(content)["agenda"]] == WHAT
        return
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)
    assert all("".join(what.split()) in text for what in (*WHAT, "三楼会议室", "00:15"))
