"""The papers read back: every figure as in tally.json to the last digit, and no text that could run (P38)."""

import io
import json
import re
import zipfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction as F
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from server.core.models import (
    Additions,
    Adjustment,
    Attendance,
    Band,
    Decision,
    Form,
    Group,
    Item,
    Meeting,
    Note,
    Part,
    Phase,
    Quota,
    Rules,
    Scale,
    Show,
    Subject,
    Veto,
    Vote,
    Written,
)
from server.core.record import Record, Snapshot, compose, record_json
from server.core.rounds import CountedRound, Counts, Round, State
from server.papers import csv as papers_csv
from server.papers import xlsx

BANDS = (Band("好", F(9)), Band("较好", F(7)), Band("一般", F(4)), Band("差", F(0)))
BOX = Note("problems", "问题和不足")
ONE = Form("secretary", "", Scale(1, 10), (Item("overall", "总体评价", abstain=True),), (BOX,))
TWO = Form("indicators", "", Scale(1, 10), (Item("a", "责任"), Item("b", "学习", F(2))))
RISKY = ["=1+1", '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\0=1", "＝1", "＋1", "－1", "＠1",
         "'=1", "''@", "﹦1"]  # fmt: skip


def room(names: list[str], **about: Any) -> Meeting:
    above = tuple(Subject(f"a{i}", name, f"{name}部") for i, name in enumerate(names))
    below = tuple(replace(subject, id=f"b{i}") for i, subject in enumerate(above))
    parts = (
        Part("上述", ONE, above, F("0.7"), ("A票", "B票", "C票")),
        Part("下评", TWO, below, F("0.3"), ("A票", "B票", "C票")),
    )
    groups = (Group("A票", F("0.5")), Group("B票", F("0.3")), Group("C票", F("0.2")))
    veto, quota = Veto(("一般", "差"), F("0.10"), "差"), Quota("较好", F("0.40"), F("0.05"))
    rules = Rules(BANDS, veto=veto, quota=quota)
    return replace(Meeting("述职评议", parts, groups, rules, "2026-01-01", "某委", expected=40), **about)


def votes(place: int, items: int) -> Counter[Vote]:
    """A group of 20, one of 2 and one of 7, and an abstention in the first part."""
    cast = Counter({Vote(0, ((9 - place % 3),) * items): 13, Vote(0, (10,) * items): 7, Vote(1, (8,) * items): 2})
    cast[Vote(2, (7, 10)[:items])] += 7
    if items == 1:
        cast[Vote(0, (None,))] += 1
    return cast


def record(names: list[str] | None = None, note: str = "会议偏多", draft: bool = False, **about: Any) -> Record:
    names = names or ["张三", "李四", "王五"]
    phase = about.pop("phase", Phase.LIVE)
    meeting = room(names, **about)
    rounds = []
    for number, part in enumerate(meeting.parts, 1):
        columns = tuple(votes(place, len(part.form.items)) for place in range(len(names)))
        ids = tuple(subject.id for subject in part.subjects)
        counts = Counts(eligible=36, phone=30, paper=1 - number % 2, abstained=0)
        round = Round(f"r{number}", number, part.name, ids, State.CLOSED, "09:00", "09:05", counts=counts)
        rounds.append(CountedRound(round, columns, (Written(0, "problems", note),) if number == 1 else ()))
    voided = Round("r9", 9, "上述", ("a0",), State.VOIDED, "08:50", None, "念错名字")
    additions = Additions(
        decisions={"a0": Decision("较好", "综合研判")}, adjustments={"a1": (Adjustment(F("-0.25"), "迟到"),)}
    )
    return compose(
        Snapshot("m1", meeting, phase, Attendance(36, 4), additions, 40, 2, (*rounds, CountedRound(voided)),
                 "2026-01-01T10:00:00+08:00", {"title": "述职评议"}, draft)
    )  # fmt: skip


def tally(made: Record) -> Any:
    return json.loads(json.dumps(record_json(made)))


def sheet(made: Record, name: str = "汇总表") -> Worksheet:
    found = openpyxl.load_workbook(io.BytesIO(xlsx.workbook(made)))[name]
    assert isinstance(found, Worksheet)
    return found


def printed(cell: Any) -> str | None:
    """A number cell as a spreadsheet prints it: its value in its format's places."""
    if cell.value is None or isinstance(cell.value, str):
        return cell.value
    places = len(cell.number_format.partition(".")[2])
    return f"{Decimal(str(cell.value)):.{places}f}"


def summary_rows(made: Record) -> list[dict[str, str | None]]:
    cells = list(sheet(made).iter_rows(min_row=3))
    over, heads, merged = "", [], sheet(made).merged_cells
    for top, head in zip(cells[0], cells[1], strict=True):
        over = str(top.value or "") or (over if top.coordinate in merged else "")
        heads.append(f"{over}·{head.value}" if over else str(head.value))
    return [{head: printed(cell) for head, cell in zip(heads, row, strict=True)} for row in cells[2:]]


def csv_rows(made: Record) -> list[dict[str, str | None]]:
    heads, *rows = papers_csv.read(papers_csv.table(made))
    return [dict(zip(heads, (text or None for text in row), strict=True)) for row in rows]


@pytest.mark.parametrize("rows", [summary_rows, csv_rows])
def test_the_summary_agrees_with_the_json_to_the_last_digit(rows: Any) -> None:
    made = record()
    figures = tally(made)
    subjects = {(p["name"], s["name"]): s for p in figures["parts"] for s in p["subjects"]}
    assert len(rows(made)) == len(figures["results"]) == 3
    for row, result in zip(rows(made), figures["results"], strict=True):
        name = result["subject"]["name"]
        assert (row["姓名"], row["单位"]) == (name, result["subject"]["unit"])
        assert (row["名次"], row["最终得分"]) == (str(result["rank"]), result["score"])
        assert row["建议等次"] == result["grade"]
        assert row["理由"] == "；".join(reason["text"] for reason in result["reasons"])
        assert row["决定等次"] == (result["decided"] and result["decided"]["grade"])
        for part in ("上述", "下评"):
            counted = subjects[part, name]
            assert row[f"{part}·得分"] == counted["score"] == result["parts"][part]
            assert row[f"{part}·计分票"] == str(counted["ballots"])
            assert row[f"{part}·弃权"] == str(counted["abstained"])
            for band, n in counted["bands"].items():
                assert row[f"{part}·{band}（占计分票%）"] == f"{Decimal(100 * n) / counted['ballots']:.2f}"
        (item,) = subjects["上述", name]["items"]
        assert [row[f"上述·{mark}分"] for mark in range(1, 11)] == [str(n) for n in item["counts"]]


def test_p25_no_cell_of_a_hidden_group_is_printed_anywhere() -> None:
    made = record()
    groups = tally(made)["parts"][0]["subjects"][0]["groups"]
    assert [group["suppressed"] for group in groups] == [False, True, True]
    for row in (*summary_rows(made), *csv_rows(made)):
        assert row["上述·A票均分"] not in (None, "少于5票，不单列")
        assert row["上述·B票均分"] == row["上述·C票均分"] == "少于5票，不单列"
    heads = next(row for row in sheet(made, "得票情况").iter_rows(min_row=4, values_only=True))
    first = next(row for row in sheet(made, "得票情况").iter_rows(min_row=5, values_only=True))
    counted = dict(zip(heads, first, strict=True))
    assert [counted[f"{g}票{what}"] for g in "BC" for what in ("票数", "均分")] == ["少于5票，不单列"] * 4
    assert counted["A票票数"] == 20


def test_the_counts_sheet_agrees_with_the_json() -> None:
    made = record()
    lines = [row for row in sheet(made, "得票情况").iter_rows(min_row=4) if row[0].value]
    for part, block in zip(tally(made)["parts"], (lines[:4], lines[4:]), strict=True):
        heads = [str(cell.value) for cell in block[0]]
        assert heads[0] == part["name"]
        shown = [dict(zip(heads, map(printed, row), strict=True)) for row in block[1:]]
        items = [(subject, item) for subject in part["subjects"] for item in subject["items"]]
        for row, (subject, item) in zip(shown, items, strict=True):
            assert [row[f"{mark}分"] for mark in range(1, 11)] == [str(n) for n in item["counts"]]
            assert (row["测评项目"], row["本项均分"]) == (item["title"], item["mean"])
            if item is subject["items"][0]:
                assert (row["得分"], row["计分票"]) == (subject["score"], str(subject["ballots"]))
                assert [row[band] for band in subject["bands"]] == [str(n) for n in subject["bands"].values()]


def test_scores_are_real_numbers_with_the_meetings_places() -> None:
    cells = [cell for row in sheet(record()).iter_rows(min_row=5) for cell in row]
    scores = [cell for cell in cells if cell.number_format == "0.000" and cell.value is not None]
    assert any(cell.data_type == "n" for cell in scores)
    made = record(["甲"], rules=Rules(BANDS, decimals=1))
    assert "0.0" in [cell.number_format for cell in sheet(made)[5]]


def report_text(made: Record, name: str = "计票报告") -> str:
    rows = sheet(made, name).iter_rows(values_only=True)
    return "\n".join(" ".join(str(value) for value in row if value is not None) for row in rows)


def test_the_count_report_holds_balance_rules_rounds_signatures_and_fingerprint() -> None:
    made = record()
    text = report_text(made)
    row = tally(made)["reconciliation"]["rounds"][0]
    assert "应到 40" in text and "实到 36" in text and "不符" in text
    assert all(problem in text for problem in made.reconciliation.problems) and made.reconciliation.problems
    assert f"1 {row['eligible']} {row['returned']} {row['unreturned']}" in text
    assert "念错名字" in text and "监票人" in text and "计票人" in text and made.fingerprint in text
    assert "上述 0.7、下评 0.3" in text and "至少 27 人：达到" in text


def test_the_notes_sheet_names_neither_score_group_nor_part() -> None:
    rows = list(sheet(record(), "意见建议").iter_rows(min_row=3, values_only=True))
    assert rows == [("姓名", "单位", "栏目", "内容"), ("张三", "张三部", "问题和不足", "会议偏多")]


def test_the_notes_sheet_does_not_follow_the_ranking() -> None:
    made = record()
    made = replace(made, results=made.results[::-1])
    notes = tuple(replace(made.notes[0], subject=s.subject, text="同") for s in reversed(made.parts[0].subjects))
    rows = list(sheet(replace(made, notes=notes), "意见建议").iter_rows(min_row=4, values_only=True))
    assert [row[0] for row in rows] == ["张三", "李四", "王五"]


@pytest.mark.parametrize("risky", RISKY)
def test_p38_no_text_becomes_a_formula_or_link_in_the_workbook(risky: str) -> None:
    made = record([risky, "李四"], note=risky, title=risky)
    packed = zipfile.ZipFile(io.BytesIO(xlsx.workbook(made)))
    for name in packed.namelist():
        assert not re.search(rb"<f[ >]|<hyperlink", packed.read(name)), name
    expected = re.sub("[\0]", "", risky).replace("\r", "\n")
    assert expected in [cell.value for cell in sheet(made, "意见建议")["D"]]
    assert {cell.data_type for cell in sheet(made, "意见建议")["D"]} <= {"s", "n"}


@pytest.mark.parametrize("risky", RISKY)
def test_p38_csv_text_is_guarded_and_read_back_as_it_was(risky: str) -> None:
    made = record([risky, "李四"])
    raw = papers_csv.table(made).decode("utf-8-sig")
    assert f"'{risky}" in raw.replace('""', '"')
    assert risky in [row[1] for row in papers_csv.read(papers_csv.table(made))]


def test_p38_numbers_in_csv_are_untouched_even_below_zero() -> None:
    made = record(["甲"])
    deep = replace(made, results=(replace(made.results[0], score=F(-2)),))
    assert ",-2.000," in papers_csv.table(deep).decode("utf-8-sig")
    assert papers_csv.read(papers_csv.table(deep))[1][-5] == "-2.000"


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n\0＝a1,\"﹣"), max_size=6))
def test_p38_guarding_loses_nothing_and_lets_no_sign_stand_first(text: str) -> None:
    assert papers_csv.bared(papers_csv.guarded(text)) == text
    assert papers_csv.guarded(text)[:1] not in tuple("=+-@\t\r\n\0＝﹣")


def test_characters_that_xml_cannot_hold_are_dropped() -> None:
    assert xlsx.clean("a\0b\x0bc\x1f\ufffe\ud800d\te\nf") == "abcd\te\nf"
    assert "意见ab" in report_text(record(note="意见\x07a\x00b"), "意见建议")


def test_a_note_longer_than_a_cell_goes_on_below() -> None:
    cells = [row[3] for row in sheet(record(note="长" * 40_000), "意见建议").iter_rows(min_row=4, values_only=True)]
    assert "".join(str(cell) for cell in cells) == "长" * 40_000


@pytest.mark.parametrize(
    ("about", "mark"),
    [({"draft": True}, "未截止"), ({"phase": Phase.REHEARSAL}, "测试"), ({}, None)],
)
def test_drafts_and_rehearsals_are_marked_on_every_sheet_and_every_csv_line(about: Any, mark: str | None) -> None:
    made = record(**about)
    for name in ("汇总表", "得票情况", "意见建议", "计票报告"):
        title = str(sheet(made, name)["A1"].value)
        assert (f"【{mark}】" in title) if mark else ("【" not in title)
        header = sheet(made, name).oddHeader
        assert header and (header.right.text or "") == (mark or "")
    assert all((row[-1] == mark) == bool(mark) for row in papers_csv.read(papers_csv.table(made)))


def test_held_back_figures_are_called_so_and_never_printed_as_nought() -> None:
    made = record(draft=True, show=Show.HELD)
    for row in (*summary_rows(made), *csv_rows(made)):
        assert row["上述·计分票"] == "未公布"
        assert row["上述·得分"] is row["上述·10分"] is row["最终得分"] is None
    assert "未公布" in report_text(made, "得票情况") and "会议偏多" not in report_text(made, "意见建议")


def test_sheets_are_set_up_for_landscape_a4_with_frozen_headings() -> None:
    first = sheet(record())
    assert (first.page_setup.orientation, str(first.page_setup.paperSize)) == ("landscape", "9")
    assert (first.freeze_panes, first.print_title_rows) == ("C5", "$3:$4")


def test_an_english_meeting_has_english_titles() -> None:
    made = record(language="en")
    assert openpyxl.load_workbook(io.BytesIO(xlsx.workbook(made))).sheetnames == [
        "Summary", "Counts", "Notes", "Count report",
    ]  # fmt: skip
    assert papers_csv.read(papers_csv.table(made))[0][:3] == ["Rank", "Name", "Unit"]


def test_the_same_record_gives_the_same_bytes() -> None:
    assert xlsx.workbook(record()) == xlsx.workbook(record())
    assert papers_csv.table(record()).startswith(b"\xef\xbb\xbf")
