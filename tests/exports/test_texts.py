"""Texts survive in every format and are run by none (P38); marks and suppression are in all of them."""

import io
import json
import random
import re
import zipfile
from dataclasses import replace
from fractions import Fraction as F
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.archive.builder import contents
from server.archive.office_package import read_parts
from server.archive.paper_reader import read_document
from server.archive.verification import verify_archive
from server.archive.workbook_reader import read_workbook
from server.core.attendance import Attendance
from server.core.changes import Change
from server.core.hidden_groups import hidden_groups
from server.core.models import Additions, Award
from server.core.record import Record
from server.core.rounds import State
from server.core.tallies import GroupTally
from server.exports.content.changes import changes
from server.exports.content.count_report import report, report_lines
from server.exports.content.csv_tables import csv_tables
from server.exports.content.summary import group_mean
from server.exports.formats import FORMATS
from server.exports.writers import csv_writer
from tests.exports import readers
from tests.exports.records import GROUPS, MEETINGS, counted, make_meeting, make_record, part, tally
from tests.exports.rich import source

RISKY = ["=1+1", '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\0=1", "＝1", "＋1", "－1", "＠1",
         "'=1", "''@", "﹦1", "{=1}", "http://x", "internal:A1"]  # fmt: skip
ODD = ["𠮷䶮㙍", "😀👨‍👩‍👧🏳️‍🌈", "<b>粗</b><script>alert(1)</script>", "&amp; &lt; ]]> -->", "\u202e反\u202c正\u2067x",
       "a\nb\n\nc", "意" * 500, "a\x07b\x0bc\ufffe", '"\'`\\', "</style></title><svg onload=alert(1)>"]  # fmt: skip
VOTED = MEETINGS["one part"]
HIDDEN_PAIR = "少于5票或为保护其他票种，不单列"


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
    """As papers hold it: without what XML cannot hold, line ends as one character."""
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", text)
    return kept.replace("\r\n", "\n").replace("\r", "\n")


def stands_everywhere(texts: list[str]) -> None:
    record, kept = noted(*texts), sorted(map(shown, texts))
    assert sorted(row[3] for row in csv_writer.read_rows(csv_writer.write_table(csv_tables(record)[2]))[1:]) == kept
    cells = [readers.printed(row[3]) for row in readers.sheet(record, "意见建议").iter_rows(min_row=5)]
    assert sorted(cells) == kept
    bare = sorted(text.strip(" ") for text in kept)
    for read in (readers.html, readers.word):
        assert sorted(row["内容"] or "" for row in read(record)["notes-1"]) == bare


def test_p38_notes_are_text_in_every_format() -> None:
    stands_everywhere([*RISKY, *ODD])


@settings(max_examples=5)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=30))
def test_any_text_is_the_same_in_every_format(texts: list[str]) -> None:
    stands_everywhere(texts)


@pytest.mark.parametrize("text", [*RISKY[:6], *ODD])
def test_p38_nothing_of_it_runs(text: str) -> None:
    record = noted(text)
    packed = zipfile.ZipFile(io.BytesIO(FORMATS["xlsx"][0](record)))
    for name in packed.namelist():
        assert "charts/" in name or not re.search(rb"<f[ >]|<hyperlink", packed.read(name)), name
    page = FORMATS["html"][0](record).decode()
    assert not re.search("<script|<b>|<svg onload|src=|href=|url[(]", page)
    assert page.count("<style>") == page.count("</style>") == 1
    raw = csv_writer.write_table(csv_tables(record)[2]).decode("utf-8-sig")
    assert not re.search(r'(^|,)"?[=+\-@\t＝＋－＠﹦]', raw)


def test_titles_of_papers_and_charts_have_no_character_that_xml_cannot_hold() -> None:
    """A document of an older version may have such titles; today they are refused."""
    odd, meeting = "标\x07题\x0b\ufffe\uffff\x7f", make_meeting(part("评分", "six-items"))
    (one,) = meeting.parts
    scale = replace(one.form.scale, choices=tuple(replace(c, name=c.name + odd) for c in one.form.scale.choices))
    form = replace(one.form, title=odd, scale=scale, items=tuple(replace(i, title=odd) for i in one.form.items))
    subjects = tuple(replace(s, name=f"{s.name}{odd}", post=odd) for s in one.subjects)
    held = replace(one, name=odd, form=form, subjects=subjects)
    record = make_record(replace(meeting, title=odd, organisation=odd, parts=(held,)))
    for kind in ("xlsx", "docx"):
        packed = zipfile.ZipFile(io.BytesIO(FORMATS[kind][0](record)))
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                text = "".join(f"{one.text}{one.attrib}" for one in ElementTree.fromstring(packed.read(name)).iter())
                assert not re.search("[\x07\x0b\x7f\ufffe\uffff]|_x00|_xFF", text), name
        assert any("标题" in packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml"))
    assert not re.search("[\x07\x0b\x7f\ufffe\uffff]", FORMATS["html"][0](record).decode())


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n\0＝a1,\"﹣"), max_size=6))
def test_p38_guarding_is_reversible_and_no_guarded_text_begins_like_a_formula(text: str) -> None:
    assert csv_writer.unguard_formula(csv_writer.guard_formula(text)) == text
    assert csv_writer.guard_formula(text)[:1] not in tuple("=+-@\t\r\n\0＝﹣")


def test_p38_numbers_in_csv_are_untouched_even_below_zero() -> None:
    deep = replace(VOTED, results=(replace(VOTED.results[0], score=F(-2)),))
    assert ",-2.000," in csv_writer.write_summary(deep).decode("utf-8-sig")


def test_p25_no_cell_of_a_hidden_group_is_printed_anywhere() -> None:
    record = MEETINGS["two weighted parts and hidden groups"]
    for read in (readers.html, readers.word):
        for row in read(record)["standing-1"]:
            hidden = {row[f"{group}·{what}"] for group in ("B票", "C票") for what in ("票数", "均分")}
            assert hidden == {HIDDEN_PAIR}
            assert row["A票·票数"] == "20"
    for line in csv_writer.read_rows(csv_writer.write_summary(record))[1:]:
        assert line.count(HIDDEN_PAIR) == 4


@pytest.mark.parametrize("sizes", [(20, 9, 2), (20, 3, 2), (20, 3, 2, 1), (3,), (20, 0, 2)])
def test_which_groups_are_small_is_said_only_where_all_hidden_ones_are(sizes: tuple[int, ...]) -> None:
    """Of two hidden groups one may be hidden only to protect the other, and no record tells which is the small one."""
    hidden = hidden_groups(sizes, VOTED.meeting.rules.min_group)
    groups = tuple(GroupTally(f"{i}", None, n, F(8), suppressed=i in hidden) for i, n in enumerate(sizes))
    texts = {group_mean(VOTED, group, groups) for group in groups if group.suppressed}
    assert texts == {HIDDEN_PAIR if sum(group.suppressed for group in groups) == 2 else "少于5票，不单列"}
    assert "少于 5 票不单列；这样的票种只有一个时，票数次少的也不单列" in str(report(VOTED))


def test_notes_follow_the_document_and_not_the_ranking() -> None:
    record = replace(VOTED, results=VOTED.results[::-1])
    notes = tuple(replace(VOTED.notes[0], subject=s.subject, text="同") for s in reversed(VOTED.parts[0].subjects))
    record = replace(record, notes=notes)
    assert [row[0] for row in csv_tables(record)[2].rows] == ["张三", "李四", "王五"]
    assert [row["姓名"] for row in readers.html(record)["items-1"]] == ["张三", "李四", "王五"]


def test_notes_name_neither_score_group_nor_part() -> None:
    assert csv_tables(VOTED)[2].headings == ("姓名", "单位", "栏目", "内容")
    assert [list(row) for row in readers.html(VOTED)["notes-1"]] == [["栏目", "内容"]] * 2


def test_a_withheld_tally_is_named_and_never_printed_as_zero() -> None:
    record = MEETINGS["a draft with held results"]
    (row, *_) = readers.html(record)["standing-1"]
    assert row["计分票"] == "未公布" and row["得分"] is row["弃权"] is None
    assert "会议偏多" not in "".join(readers.html_page(record).text)
    assert readers.html(record)["counted-1-1"][0]["计分票"] == "未公布"


def running(record: Record) -> Record:
    """The same votes in a running round."""
    counted_round = counted(record.meeting, record.meeting.parts[0], 1, 20, "会议偏多", random.Random(1))
    still = replace(counted_round.round, state=State.OPEN, closed=None)
    return make_record(record.meeting, rounds=(replace(counted_round, round=still),), draft=True)


FIGURES, REASONS = ("最终得分", "建议等次", "Final score", "Proposed grade"), ("理由", "Reasons")
HELD = MEETINGS["a draft with held results"]
HALF = make_record(make_meeting(part(), part("下评"), show="held"), draft=True)


@pytest.mark.parametrize(
    ("record", "said"),
    [(HELD, "未公布"), (running(HELD), "未截止"), (HALF, "未公布"), (running(MEETINGS["one part"]), "未截止"),
     (make_record(make_meeting(show="closed", language="en"), draft=True), "not published"),
     (running(MEETINGS["in English"]), "not closed")],
)  # fmt: skip
def test_no_paper_says_that_nobody_voted_or_wrote_while_a_tally_is_withheld(record: Record, said: str) -> None:
    """DOMAIN §7: "nobody voted" in the PDF while the screen showed 180."""
    for read in (readers.html, readers.word):
        papers = read(record)
        for place in (1, 2, 3):
            facts = [cell for row in papers[f"facts-{place}"] for cell in row.values()]
            told = dict(zip(facts[::2], facts[1::2], strict=True))
            assert {told[key] for key in FIGURES if key in told} == {said}
            assert [said in str(told[key]) for key in REASONS if key in told] == [True]
        assert [said in str(row[key]) for row in papers["grounds"] for key in REASONS if key in row] == [True] * 3
    everything = "".join(readers.html_page(record).text) + "".join(p.text for p in readers.document(record).paragraphs)
    everything += json.dumps(tally(record), ensure_ascii=False) + csv_writer.write_summary(record).decode("utf-8-sig")
    assert not re.search("没有计分的票|没有意见建议|无得分|(?i:no scored|nothing was written|no score)", everything)


@pytest.mark.parametrize(
    ("rules", "size", "codes"),
    [({"trim": 1}, 20, {"not_trimmed"}), ({"trim": 1, "min_group": 1}, 3, {"not_trimmed"}), ({}, 0, {"empty_group"}),
     ({"empty_group": "refuse"}, 0, {"blocked"})],
)  # fmt: skip
def test_p25_a_feedback_sheet_names_no_group(rules: dict[str, object], size: int, codes: set[str]) -> None:
    """Small and empty groups are named in the summary, which the person does not get."""
    record = make_record(make_meeting(groups=GROUPS, rules={**rules, "panel": True}), size)
    assert codes <= {reason["code"] for result in tally(record)["results"] for reason in result["remarks"]}
    sheets = FORMATS["html"][0](record).decode().partition('<section id="feedback-1"')[2]
    assert sheets.count("</section>") == 3 and not re.search("票种|[ABC]票", sheets)
    for place in (1, 2, 3):
        for read in (readers.html, readers.word):
            cells = [str(cell) for row in read(record)[f"facts-{place}"] for cell in row.values()]
            assert "理由" in cells and not re.search("票种|[ABC]票", "".join(cells))


def test_p25_nothing_in_the_archive_names_a_hidden_group_as_too_small_to_be_trimmed() -> None:
    """Its name would bound the hidden count (DOMAIN §5.9)."""
    files = contents(source())
    stated, figures = json.loads(files["inputs.json"])["hidden"], json.loads(files["tally.json"])
    assert all(one["untrimmed"] is True for one in stated.values()) and stated
    said = [r["text"] for one in figures["results"] for r in one["remarks"] if r["code"] == "not_trimmed"]
    assert said and all("部分票种" in text and not re.search("[ABC]票", text) for text in said)
    assert list(verify_archive(files)) == []


@pytest.mark.parametrize(
    ("name", "mark"), [("a draft with held results", "未截止"), ("a rehearsal", "测试"), ("one part", "")]
)
def test_drafts_and_rehearsals_are_marked_in_every_paper(name: str, mark: str) -> None:
    record = MEETINGS[name]
    for found in readers.book(record).worksheets:
        assert (found["A1"].value.startswith(f"【{mark}】")) == bool(mark)
        assert (found.oddHeader.right.text or "") == mark
    for one in csv_tables(record):
        lines = csv_writer.read_rows(csv_writer.write_table(one))
        assert {line[-1] for line in lines if line[-1] in ("测试", "未截止")} == ({mark} if mark else set())
        assert len(lines) == len(one.rows) + 1 and (not mark or {line[-1] for line in lines} == {mark})
    page = FORMATS["html"][0](record).decode()
    assert len(re.findall(f"<h1><bdi>【{mark}】", page)) == (page.count("<section") if mark else 0)
    assert (f'@top-right {{ content: "{mark}"; }}' in page) == bool(mark)
    paper = readers.document(record)
    titles = [p.text for p in paper.paragraphs if p.style.name == "Title"]
    assert len(titles) == 6 and all(title.startswith(f"【{mark}】") == bool(mark) for title in titles)
    assert {section.header.paragraphs[0].text for section in paper.sections} == {mark}


def test_no_paper_mentions_plain_http() -> None:
    """It belongs in the archive's README and on the desk, not on what people sign. Papers of formats 1 to 4 had it."""
    record = MEETINGS["in the clear"]
    assert record.plain_http
    assert "http" not in FORMATS["html"][0](record).decode().lower()
    for kind in ("docx", "xlsx"):
        parts = read_parts(FORMATS[kind][0](record))
        shown = read_document(parts) if kind == "docx" else read_workbook(parts)
        assert not [line for line in shown if any("http" in text.lower() for text in line)]
    for name, told in (("in the clear", "明文传输（http）"), ("one part", "加密传输（https）")):
        earlier = replace(MEETINGS[name], format=4)
        (row,) = (row for row in readers.html(earlier)["rules"] if row["项目"] == "传输")
        assert told in str(row["内容"])


def test_the_report_states_rosters_quotas_awards_and_a_quorum_that_must_be_exceeded() -> None:
    record = MEETINGS["two rosters with awards"]
    (report,) = (table for table in csv_tables(record) if table.name == "report")
    facts = [(row[2], str(row[3])) for row in report.rows]
    assert ("到会人数要求", "超过应到的 4/5，至少 33 人：达到") in facts
    assert ("环节权重", "上述 0.7；下评 1；打分 1") in facts
    assert ("分别排名", "上述；下评；打分") in facts
    assert ("排名依据（依次）", "得分（取位后）、“好”票数、“总体评价”均分") in facts
    assert ("档次（打分）", "未设等次线") in facts
    rosters = tally(record)["rosters"]
    for roster in rosters[:2]:
        (quota,) = (value for field, value in facts if field == f"低档次比例（{roster['parts'][0]}）")
        said = "只有一人，不作比较（占" if roster["ranked"] == 1 else "实际占"
        assert quota.startswith(f"“好”不超过 30%：{said} {float(roster['quota']['share']) * 100:.1f}%")
    (awards,) = (value for field, value in facts if field == "奖项（上述）")
    first, second = rosters[0]["awards"]
    assert awards == f"先进 1 名：{first['given'][0]}；表扬 1 名：{second['given'][0]}"
    assert ("奖项（下评）", "先进 1 名：镇书记；表扬 0 名：无") in facts


def test_a_tie_over_an_award_is_printed_as_pending_beside_each_award_that_it_touches() -> None:
    record = MEETINGS["one part"]
    meeting = replace(record.meeting, rules=replace(record.meeting.rules, awards=(Award("先进", 1), Award("表扬", 1))))
    everybody = {subject.id: F(9) for _, subject in meeting.subjects()}
    entered = replace(meeting, parts=tuple(replace(one, entered=True) for one in meeting.parts))
    tied = make_record(entered, additions=Additions(entered=everybody))
    tables = {table.name: table for table in csv_tables(tied)}
    (awards,) = (row[3] for row in tables["report"].rows if row[2] == "奖项")
    assert awards == "先进 1 名：并列待定 张三、李四、王五；表扬 1 名：并列待定 张三、李四、王五"
    place = [column.heading for column in tables["summary"].columns].index("奖项")
    assert [row[place] for row in tables["summary"].rows] == ["先进（待定）、表扬（待定）"] * 3


def test_the_report_lists_the_discrepancies_and_has_signature_lines() -> None:
    record = make_record(make_meeting(), attendance=Attendance(36, 3))
    for read in (readers.html, readers.word):
        papers = read(record)
        assert ["核对结果", "不符"] in [list(row.values()) for row in papers["balance"]]
        assert [next(iter(row.values())) for row in papers["signatures"]] == ["监票人：", "计票人：", "秘书："]
        assert "念错名字" in [row["作废原因"] for row in papers["rounds"]]


def test_a_decision_without_a_reason_ends_with_its_grade() -> None:
    made = [("好", "综合研究"), ("好", ""), ("好", " "), ("", "")]
    lines = tuple(
        Change(
            "2026-01-01T10:00:00+08:00",
            "desk",
            "decisions",
            {"subject": "s1", "value": {"grade": grade, "reason": reason}},
        )
        for grade, reason in made
    )
    assert [row[2] for row in changes(replace(VOTED, changes=lines)).rows] == [
        "“张三”：决定等次“好”，综合研究",
        "“张三”：决定等次“好”",
        "“张三”：决定等次“好”",
        "“张三”：撤销决定",
    ]


def test_the_share_of_one_person_is_not_compared_with_the_quota() -> None:
    """The one who is ranked is all or nothing of it; the share itself and who is nearest stay in the report."""
    record = MEETINGS["two rosters with awards"]
    assert [outcome.ranked for outcome in record.rosters] == [3, 1, 1]
    quotas = [str(row[3]) for row in report_lines(record).rows if str(row[2]).startswith("低档次比例")]
    assert ["达到" in quota for quota in quotas[:2]] == [True, False]
    assert quotas[1] == "“好”不超过 30%：只有一人，不作比较（占 0.0%；最接近分界：无）"
