"""What people wrote survives in every format, runs in none (P38), and marks and suppression stand in all of them."""

import io
import re
import zipfile
from dataclasses import replace
from fractions import Fraction as F

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.models import Attendance
from server.core.record import Record
from server.papers import csv
from server.papers.formats import FORMATS
from server.papers.tables import tables
from tests.papers import readers
from tests.papers.records import MEETINGS, meeting, record

RISKY = ["=1+1", '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\0=1", "＝1", "＋1", "－1", "＠1",
         "'=1", "''@", "﹦1", "{=1}", "http://x", "internal:A1"]  # fmt: skip
ODD = ["𠮷䶮㙍", "😀👨‍👩‍👧🏳️‍🌈", "<b>粗</b><script>alert(1)</script>", "&amp; &lt; ]]> -->", "\u202e反\u202c正\u2067x",
       "a\nb\n\nc", "意" * 500, "a\x07b\x0bc\ufffe", '"\'`\\', "</style></title><svg onload=alert(1)>"]  # fmt: skip
VOTED = MEETINGS["one part"]


def noted(*texts: str) -> Record:
    """A record with `texts` as notes about its first person; the first of them is that person's name and unit too,
    and the meeting's title."""
    first, *others = VOTED.parts[0].subjects
    subject = replace(first.subject, name=texts[0], unit=texts[0])
    one = replace(VOTED.parts[0].part, subjects=(subject, *VOTED.parts[0].part.subjects[1:]))
    return replace(
        VOTED,
        meeting=replace(VOTED.meeting, title=texts[0], parts=(one,)),
        parts=(replace(VOTED.parts[0], part=one, subjects=(replace(first, subject=subject), *others)),),
        notes=tuple(replace(VOTED.notes[0], subject=subject, text=text) for text in texts),
        results=(replace(VOTED.results[0], name=texts[0], unit=texts[0]), *VOTED.results[1:]),
    )


def shown(text: str) -> str:
    """As papers hold it: what XML cannot is dropped, line ends are one character."""
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", text)
    return kept.replace("\r\n", "\n").replace("\r", "\n")


def stands_everywhere(texts: list[str]) -> None:
    made, kept = noted(*texts), sorted(map(shown, texts))
    assert sorted(row[3] for row in csv.read(csv.written(tables(made)[2]))[1:]) == kept
    cells = [readers.printed(row[3]) for row in readers.sheet(made, "意见建议").iter_rows(min_row=5)]
    assert sorted(cells) == kept
    bare = sorted(text.strip(" ") for text in kept)
    for read in (readers.html, readers.word):
        assert sorted(row["内容"] or "" for row in read(made)["notes-1"]) == bare


def test_p38_what_was_written_stands_as_text_in_every_format() -> None:
    stands_everywhere([*RISKY, *ODD])


@settings(max_examples=5, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=30))
def test_any_text_is_the_same_in_every_format(texts: list[str]) -> None:
    stands_everywhere(texts)


@pytest.mark.parametrize("text", [*RISKY[:6], *ODD])
def test_p38_nothing_of_it_runs(text: str) -> None:
    made = noted(text)
    packed = zipfile.ZipFile(io.BytesIO(FORMATS["xlsx"][0](made)))
    for name in packed.namelist():
        assert "charts/" in name or not re.search(rb"<f[ >]|<hyperlink", packed.read(name)), name
    page = FORMATS["html"][0](made).decode()
    assert not re.search("<script|<b>|<svg onload|src=|href=|url[(]", page)
    assert page.count("<style>") == page.count("</style>") == 1
    raw = csv.written(tables(made)[2]).decode("utf-8-sig")
    assert not re.search(r'(^|,)"?[=+\-@\t＝＋－＠﹦]', raw)


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n\0＝a1,\"﹣"), max_size=6))
def test_p38_guarding_loses_nothing_and_lets_no_sign_stand_first(text: str) -> None:
    assert csv.bared(csv.guarded(text)) == text
    assert csv.guarded(text)[:1] not in tuple("=+-@\t\r\n\0＝﹣")


def test_p38_numbers_in_csv_are_untouched_even_below_zero() -> None:
    deep = replace(VOTED, results=(replace(VOTED.results[0], score=F(-2)),))
    assert ",-2.000," in csv.table(deep).decode("utf-8-sig")


def test_p25_no_cell_of_a_hidden_group_is_printed_anywhere() -> None:
    made = MEETINGS["two weighted parts and hidden groups"]
    for read in (readers.html, readers.word):
        for row in read(made)["standing-1"]:
            hidden = {row[f"{group}·{what}"] for group in ("B票", "C票") for what in ("票数", "均分")}
            assert hidden == {"少于5票，不单列"}
            assert row["A票·票数"] == "20"
    for line in csv.read(csv.table(made))[1:]:
        assert line.count("少于5票，不单列") == 4


def test_notes_follow_the_document_and_not_the_ranking() -> None:
    made = replace(VOTED, results=VOTED.results[::-1])
    notes = tuple(replace(VOTED.notes[0], subject=s.subject, text="同") for s in reversed(VOTED.parts[0].subjects))
    made = replace(made, notes=notes)
    assert [row[0] for row in tables(made)[2].rows] == ["张三", "李四", "王五"]
    assert [row["姓名"] for row in readers.html(made)["items-1"]] == ["张三", "李四", "王五"]


def test_notes_name_neither_score_group_nor_part() -> None:
    assert tables(VOTED)[2].heads == ("姓名", "单位", "栏目", "内容")
    assert [list(row) for row in readers.html(VOTED)["notes-1"]] == [["栏目", "内容"]] * 2


def test_held_back_figures_are_called_so_and_never_printed_as_nought() -> None:
    made = MEETINGS["a draft with held results"]
    (row, *_) = readers.html(made)["standing-1"]
    assert row["计分票"] == "未公布" and row["得分"] is row["弃权"] is None
    assert "会议偏多" not in "".join(readers.html_page(made).text)
    assert readers.html(made)["counted-1-1"][0]["计分票"] == "未公布"


@pytest.mark.parametrize(
    ("name", "mark"), [("a draft with held results", "未截止"), ("a rehearsal", "测试"), ("one part", "")]
)
def test_drafts_and_rehearsals_are_marked_in_every_paper(name: str, mark: str) -> None:
    made = MEETINGS[name]
    for found in readers.book(made).worksheets:
        assert (found["A1"].value.startswith(f"【{mark}】")) == bool(mark)
        assert (found.oddHeader.right.text or "") == mark
    for one in tables(made):
        lines = csv.read(csv.written(one))
        assert {line[-1] for line in lines if line[-1] in ("测试", "未截止")} == ({mark} if mark else set())
        assert len(lines) == len(one.rows) + 1 and (not mark or {line[-1] for line in lines} == {mark})
    page = FORMATS["html"][0](made).decode()
    assert len(re.findall(f"<h1><bdi>【{mark}】", page)) == (page.count("<section") if mark else 0)
    assert (f'@top-right {{ content: "{mark}"; }}' in page) == bool(mark)
    paper = readers.document(made)
    titles = [p.text for p in paper.paragraphs if p.style.name == "Title"]
    assert len(titles) == 6 and all(title.startswith(f"【{mark}】") == bool(mark) for title in titles)
    assert {section.header.paragraphs[0].text for section in paper.sections} == {mark}


def test_the_report_says_how_votes_were_carried() -> None:
    for name, told in (("in the clear", "明文传输（http）"), ("one part", "加密传输（https）")):
        (row,) = (row for row in readers.html(MEETINGS[name])["rules"] if row["项目"] == "传输")
        assert told in str(row["内容"])


def test_the_report_names_what_is_off_and_leaves_room_to_sign() -> None:
    made = record(meeting(), attendance=Attendance(36, 3))
    for read in (readers.html, readers.word):
        papers = read(made)
        assert ["核对结果", "不符"] in [list(row.values()) for row in papers["balance"]]
        assert [next(iter(row.values())) for row in papers["signatures"]] == ["监票人：", "计票人：", "秘书："]
        assert "念错名字" in [row["作废原因"] for row in papers["rounds"]]
