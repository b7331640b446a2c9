"""The papers of parts that are decided by votes, compared with values written out by hand."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from server.core.attendance import Attendance, GroupAttendance
from server.core.models import Decision
from server.core.record import Record
from server.exports.content.csv_tables import csv_tables
from server.exports.content.documents import pages
from server.exports.content.feedback_sheets import feedback_pages
from server.exports.content.vote_pages import vote_pages
from server.exports.model.blocks import Page, Signatures, Text
from server.exports.model.table import Table
from tests.exports import readers
from tests.exports.records import make_meeting, make_record, part
from tests.exports.votes import ELECTION, branch_meeting, congress, election, lines, sample, vote_record

ELECTED = [
    {"名次": "1", "候选人": "陈思远", "单位": "街道办事处", "赞成": "24", "反对": "4", "弃权": "1", "本行无效": "0",
     "赞成（占实到人数）": "24/30，80.00%", "结果": "当选"},
    {"名次": "2", "候选人": "丁晓梅", "单位": "望江社区", "赞成": "19", "反对": "9", "弃权": "1", "本行无效": "0",
     "赞成（占实到人数）": "19/30，63.33%", "结果": "当选"},
    {"名次": "3", "候选人": "范立群", "单位": "滨河社区", "赞成": "17", "反对": "10", "弃权": "1", "本行无效": "1",
     "赞成（占实到人数）": "17/30，56.67%", "结果": "需再次投票"},
    {"名次": "3", "候选人": "高云", "单位": "东门社区", "赞成": "17", "反对": "11", "弃权": "1", "本行无效": "0",
     "赞成（占实到人数）": "17/30，56.67%", "结果": "需再次投票"},
]  # fmt: skip
WRITTEN_IN = [
    {"姓名": "王五", "合并的写法": "王伍", "票数": "6", "得票率": "6/30，20.00%", "结果": "未当选"},
    {"姓名": "赵六", "合并的写法": None, "票数": "1", "得票率": "1/30，3.33%", "结果": "未当选"},
]
TURNOUT = [{"应到": "38", "实到": "30", "发出": "38", "收回": "30", "有效": "29", "无效": "1"}]
Read = Callable[[Record], readers.Tables]
READERS: tuple[Read, ...] = (readers.html, readers.word)


def only_page(record: Record) -> Page:
    (page,) = vote_pages(record)
    return page


def texts(page: Page) -> list[str]:
    return [block.text for block in page.blocks if isinstance(block, Text)]


def signers(page: Page) -> tuple[str, ...]:
    return next(block.roles for block in page.blocks if isinstance(block, Signatures))


@pytest.mark.parametrize("read", READERS)
def test_the_report_of_an_election_has_every_number(read: Read) -> None:
    tables = read(election())
    assert tables["election-1-turnout"] == TURNOUT
    assert tables["election-1-counts"] == ELECTED
    assert tables["election-1-names"] == WRITTEN_IN


def test_the_report_of_an_election_states_the_rule_the_elected_and_the_tie() -> None:
    page = only_page(election())
    assert (page.title, signers(page)) == ("选举结果报告单", ("总监票人：", "监票人：", "计票人："))
    assert texts(page) == [
        "表决规则：赞成超过实到人数的 1/2，按“赞成”票数从高到低取 3 名：当选；其余：未当选。",
        "应选 3 名，当选 2 名：陈思远、丁晓梅。",
        "范立群、高云票数相同，最后 1 个名额未能确定，需再次投票。",
    ]


def test_a_workbook_has_the_report_of_an_election_as_a_sheet() -> None:
    sheet = readers.sheet(election(), "选举结果报告单")
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {"陈思远", "24/30，80.00%", "王伍", "6/30，20.00%", "总监票人："} <= set(cells)


def test_without_attendance_there_is_no_result_and_the_paper_says_why() -> None:
    record = election(attendance=Attendance())
    rows = readers.html(record)["election-1-counts"]
    assert [row["赞成（占实到人数）"] for row in rows] == [f"{n}（实到人数未填）" for n in (24, 19, 17, 17)]
    assert {row["结果"] for row in rows} == {"不出结果"}
    assert texts(only_page(record))[1:] == ["缺少实到人数，不出结果", "票数或人数尚不完整，选举结果未定。"]


def test_more_ballots_than_people_present_are_a_contradiction_without_percentage() -> None:
    record = election(attendance=Attendance(29, 9))
    assert readers.html(record)["election-1-counts"][0]["赞成（占实到人数）"] == "24/29"
    assert texts(only_page(record))[1] == "收回 30 票，实到只有 29 人，不出结果"


@pytest.mark.parametrize("read", READERS)
def test_the_results_of_votes_have_each_rules_share_and_the_figures(read: Read) -> None:
    tables = read(congress())
    assert tables["votes-1-counts"] == [
        {"表决对象": "关于优化营商环境工作的报告", "单位": "区发展和改革局", "满意": "20", "基本满意": "9",
         "不满意": "3", "弃权": "1", "满意（占应到人数）": "20/38，52.63%",
         "满意、基本满意（占应到人数）": "29/38，76.32%",
         "满意率": "29/33，87.88%", "结果": "满意"},
        {"表决对象": "关于义务教育均衡发展的报告", "单位": "区教育局", "满意": "15", "基本满意": "9",
         "不满意": "7", "弃权": "2", "满意（占应到人数）": "15/38，39.47%",
         "满意、基本满意（占应到人数）": "24/38，63.16%",
         "满意率": "24/33，72.73%", "结果": "基本满意"},
        {"表决对象": "关于河湖水环境治理的报告", "单位": "区水务局", "满意": "10", "基本满意": "6",
         "不满意": "17", "弃权": "0", "满意（占应到人数）": "10/38，26.32%",
         "满意、基本满意（占应到人数）": "16/38，42.11%",
         "满意率": "16/33，48.48%", "结果": "不满意"},
    ]  # fmt: skip
    page = only_page(congress())
    assert (page.title, signers(page)) == ("表决结果", ("监票人：", "计票人：", "秘书："))
    assert texts(page) == [
        "表决规则：满意达到应到人数的 1/2：满意；满意、基本满意超过应到人数的 1/2：基本满意；其余：不满意。"
    ]


def test_what_people_decide_takes_the_place_of_the_outcome() -> None:
    base = congress()
    decided = replace(base.results[0], decided=Decision("不满意", "复议"))
    (page,) = vote_pages(replace(base, results=(decided, *base.results[1:])))
    table = next(block for block in page.blocks if isinstance(block, Table) and block.name == "votes-1-counts")
    assert table.rows[0][-1] == "不满意（会议决定）"


def test_a_summary_of_votes_alone_has_no_column_of_scores() -> None:
    table = csv_tables(election())[0]
    assert table.headings == (
        "名次", "姓名", "单位", "表态票", "弃权", "回避", "本行无效", "赞成", "反对", "得票", "基数（实到人数）",
        "得票率%", "结果", "理由", "会议决定", "决定理由",
    )  # fmt: skip
    assert [str(cell) for cell in table.rows[2][:12]] == [
        "3", "范立群", "滨河社区", "27", "1", "0", "1", "17", "10", "17", "30", "56.67",
    ]  # fmt: skip


def test_the_counts_of_votes_have_bases_and_figures_but_no_means() -> None:
    table = csv_tables(congress())[1]
    assert table.headings == (
        "环节", "姓名", "单位", "测评项目", "各选项票数·满意", "各选项票数·基本满意", "各选项票数·不满意", "本项弃权",
        "表态票", "弃权", "回避", "收回", "有效", "得票", "基数（应到人数）", "得票率%", "占比·满意率", "全体·票数",
    )  # fmt: skip
    assert [str(cell) for cell in table.rows[0][4:]] == [
        "20", "9", "3", "1", "32", "1", "0", "33", "33", "20", "38", "52.63", "87.88", "32",
    ]  # fmt: skip


def test_the_results_are_printed_roster_by_roster() -> None:
    tables = readers.html(branch_meeting())
    assert list(tables["results-1"][0]) == [
        "名次", "姓名", "单位", "民主评议·得分", "最终得分", "建议等次", "决定等次",
    ]  # fmt: skip
    assert tables["results-2"] == [
        {"姓名": "关于接收林晓为中共预备党员的决议", "支部决议·得票": "15", "支部决议·基数（应到人数）": "26",
         "支部决议·得票率%": "57.69", "结果": "通过", "会议决定": None}
    ]  # fmt: skip


def test_there_is_a_feedback_sheet_for_every_person_but_not_for_a_motion() -> None:
    assert len(feedback_pages(branch_meeting())) == 10
    tables = readers.html(election())
    assert tables["counted-4"] == [
        {"赞成": "17", "反对": "11", "弃权": "1", "赞成（占实到人数）": "17/30，56.67%", "结果": "需再次投票"}
    ]
    facts = [[*row.values()] for row in tables["facts-1"]]
    assert facts == [["姓名", "陈思远", "单位", "街道办事处"], ["结果", "当选", "会议决定", "未决定"],
                     ["理由", "赞成 24/30，80.00%，超过 1/2"]]  # fmt: skip


def rules(record: Record) -> dict[str, str]:
    report = csv_tables(record)[3]
    return {str(row[2]): str(row[3]) for row in report.rows if row[0] in ("计票规则", "票数核对")}


def test_the_count_report_states_the_deciding_rules() -> None:
    stated = rules(election())
    assert stated["表决规则（委员选举）"] == "赞成超过实到人数的 1/2，按“赞成”票数从高到低取 3 名：当选；其余：未当选"
    assert stated["另选他人（委员选举）"] == "每票至多 1 人，计作“赞成”"
    assert not {"环节权重", "票种权重", "去掉最高分和最低分", "降档比例线", "票种无票"} & stated.keys()
    assert rules(congress())["满意率（满意度测评）"] == "满意、基本满意占有效票"


def test_the_count_report_has_the_attendance_of_each_group() -> None:
    groups = [{"name": "正式党员", "size": 20}, {"name": "预备党员", "size": 6}]
    entered = (GroupAttendance("正式党员", 18, 2), GroupAttendance("预备党员", 4, 2))
    meeting = sample("members.toml", groups=groups)
    record = vote_record(meeting, None, [lines(15, 5, abstained=2)], attendance=Attendance(22, 4, entered))
    stated = rules(record)
    assert stated["出席（正式党员）"] == "应到 20、实到 18、缺席 2"
    assert stated["出席（预备党员）"] == "应到 6、实到 4、缺席 2"


def test_the_count_report_says_how_scores_are_formed() -> None:
    items = [{"key": "a", "title": "德", "weight": "1"}, {"key": "b", "title": "印象", "weight": "0"}]
    form = {"id": "own", "title": "表", "scale": {"min": 0, "max": 20}, "items": items}
    meeting = make_meeting(part("测评", form, abstained="zero", bands=[]), rules={"items": "means"})
    stated = rules(make_record(meeting))
    assert stated["只统计、不计分（测评）"] == "印象"
    assert stated["弃权（测评）"] == "按 0 分计入"
    assert stated["分项合成"] == "先求各项均分，再按权重合成"
    trimmed = rules(make_record(make_meeting(rules={"trim": 1, "trim_least": 3})))
    assert trimmed["去掉最高分和最低分"] == "各去掉 1 个（3 票以上才去）"


def test_the_score_sheet_has_the_mean_of_each_item_and_the_score() -> None:
    items = [{"key": "a", "title": "德", "weight": "0.7"}, {"key": "b", "title": "能", "weight": "0.3"}]
    form = {"id": "own", "title": "表", "scale": {"min": 1, "max": 10}, "items": items}
    record = vote_record(make_meeting(part("测评", form)), [[(9, 6), (10, 7), (8, 8)]] * 3)
    sheet = readers.html(record)["score-sheet-1"]
    assert sheet[0] == {
        "姓名": "张三",
        "单位": "张三部",
        "德（权重 0.7）": "9.000",
        "能（权重 0.3）": "7.000",
        "得分": "8.400",
    }
    titles = [str(cell.value) for cell in readers.sheet(record, "计分表")[5]][:5]
    assert titles == ["姓名", "单位", "德（权重 0.7）", "能（权重 0.3）", "得分"]


def test_papers_of_a_vote_that_is_not_published_have_no_number_and_no_zero() -> None:
    meeting = sample("election.toml", show="held")
    record = vote_record(meeting, None)
    assert readers.html(record)["election-1-counts"][0] == {
        "候选人": "陈思远", "单位": "街道办事处", "赞成": None, "反对": None, "弃权": None, "赞成（占实到人数）": None,
        "结果": "未投票",
    }  # fmt: skip
    assert texts(only_page(record))[-1] == "票数或人数尚不完整，选举结果未定。"


def test_the_papers_of_an_election_in_english() -> None:
    record = vote_record(sample("election.toml", language="en"), ELECTION, spoiled=1)
    assert [page.title for page in pages(record)][:2] == ["Summary", "Report of the election"]
    assert texts(only_page(record)) == [
        "Deciding rule: 赞成 in those present over 1/2, by votes “赞成” the first 3: 当选; otherwise: 未当选.",
        "No names were written in.",
        "Seats: 3. 当选: 2: 陈思远, 丁晓梅.",
        "范立群, 高云 have equal votes; 1 of the seats stays open and another ballot is needed.",
    ]


def test_one_seat_is_singular_but_not_in_a_meeting_that_was_stored_with_other_words() -> None:
    """Reasons are in the record's fingerprint, so earlier English meetings keep theirs."""
    meeting = sample("election.toml", language="en")
    (part,) = meeting.parts
    assert part.decide is not None
    by_votes = replace(part.decide.rules[0], at_least=None, over=None, seats=1)
    decide = replace(part.decide, rules=(by_votes, *part.decide.rules[1:]))
    meeting = replace(meeting, parts=(replace(part, decide=decide),))
    for wording, noun in ((2, "seat"), (1, "seats")):
        record = vote_record(replace(meeting, wording=wording), ELECTION, spoiled=1)
        said = [reason.text for result in record.results for reason in result.reasons if reason.code == "votes"]
        assert len(said) == 4 and {text.rpartition(" the 1 ")[2] for text in said} == {noun}
