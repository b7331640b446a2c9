"""满意度测评 in a people's congress: the base is all 38 members, so whoever is absent or abstains counts against.

19 of 38 are "at least a half", which is enough for 满意, but not "more than a half", which 基本满意 needs.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.harness import Hosted, Map
from tests.meetings.worked.play import ABSTAIN, INVALID, Play, compare, played
from tests.meetings.worked.vote_rows import Share, balance, ballots, group, item, result, roster, share, subject

pytestmark = pytest.mark.anyio

YES, RATHER, NO = "满意", "基本满意", "不满意"


async def appraise(play: Play) -> None:
    """28 phones and three ballots on paper: one with two marks on its second line, one spoiled."""
    voters, paper = await play.phones(28), await play.made.cards(5)
    await play.open("满意度测评")
    await play.cast(voters[:8], YES, YES, YES)
    await play.cast(voters[8:18], YES, YES, RATHER)
    await play.cast(voters[18:19], YES, RATHER, RATHER)
    await play.cast(voters[19:20], RATHER, ABSTAIN, RATHER)
    await play.cast(voters[20:25], RATHER, NO, NO)
    await play.cast(voters[25:], NO, NO, NO)
    await play.paper(paper[0], NO, INVALID, NO)
    await play.paper(paper[1], ABSTAIN, ABSTAIN, NO)
    await play.paper(paper[2])
    await play.close()


def report(
    label: str, counts: list[int], bases: Sequence[int], votes: Share, figure: Share, shares: list[str], **more: int
) -> Map:
    """`figure`: 满意率; `more`: abstained, invalid."""
    marked = bases[-1]
    return subject(
        label,
        [item("vote", "测评意见", counts, more.get("abstained", 0))],
        ballots=marked,
        bases=bases,
        votes=votes,
        needed=19,
        figures=[{"name": "满意率", **share(figure)}],
        groups=[group("全体", marked, ("vote", counts, shares))],
        **more,
    )


def judged(label: str, votes: Share, grade: str, *reasons: str) -> Map:
    about: Map = {"needed": 19, "grade": grade, "grades": [YES, RATHER, NO], "reasons": list(reasons)}
    return result(label, "满意度测评", rank=None, votes=votes, **about)


BUSINESS = ("expected", 19, 38, "50.00")
SCHOOLS = ("expected", 18, 38, "47.37")
WATER = ("expected", 8, 38, "21.05")
SUBJECTS = [
    report(
        "s1 关于优化营商环境工作的报告 区发展和改革局",
        [19, 6, 4],
        (38, 33, 31, 30, 29),
        BUSINESS,
        ("valid", 25, 30, "83.33"),
        ["65.52", "20.69", "13.79"],
        abstained=1,
    ),
    report(
        "s2 关于义务教育均衡发展的报告 区教育局",
        [18, 1, 8],
        (38, 33, 31, 29, 27),  # returned 31 = valid 29 + one invalid line + one spoiled ballot
        SCHOOLS,
        ("valid", 19, 29, "65.52"),
        ["66.67", "3.70", "29.63"],
        abstained=2,
        invalid=1,
    ),
    report(
        "s3 关于河湖水环境治理的报告 区水务局",
        [8, 12, 10],
        (38, 33, 31, 30, 30),
        WATER,
        ("valid", 20, 30, "66.67"),
        ["26.67", "40.00", "33.33"],
    ),
]
RESULTS = [
    judged("s1 关于优化营商环境工作的报告 区发展和改革局", BUSINESS, YES, "满意 19/38，50.00%，达到 1/2"),
    judged(
        "s2 关于义务教育均衡发展的报告 区教育局",
        SCHOOLS,
        NO,
        "满意 18/38，47.37%，未达到 1/2",
        "满意、基本满意 19/38，50.00%，未超过 1/2",
    ),
    judged(
        "s3 关于河湖水环境治理的报告 区水务局",
        WATER,
        RATHER,
        "满意 8/38，21.05%，未达到 1/2",
        "满意、基本满意 20/38，52.63%，超过 1/2",
    ),
]
PRINTED = [
    ("19/38，50.00%", "25/38，65.79%", "25/30，83.33%", YES),
    ("18/38，47.37%", "19/38，50.00%", "19/29，65.52%", NO),
    ("8/38，21.05%", "20/38，52.63%", "20/30，66.67%", RATHER),
]


async def test_absent_members_count_against_a_report(host: Hosted, tmp_path: Path) -> None:
    async with played(host, "congress") as play:
        await appraise(play)
        await play.attend(present=33, absent=5)
        tally = await play.certify()
        papers = await play.papers(tmp_path)
    about: Map = {"name": "满意度测评", "weight": None, "form": "satisfaction", "again": None, "write_ins": []}
    compare(tally["parts"], [{**about, "outcome": None, "subjects": SUBJECTS}])
    compare(tally["results"], RESULTS)
    compare(tally["rosters"], [roster("满意度测评", 0)])
    rounds = [ballots((38, 33), (33, 31, 2), (30, 1, 0), phone=28, paper=3)]
    compare(tally["reconciliation"], {**balance((38, 33, 5), 33, [("全体", None, None, None)]), "rounds": rounds})
    headings = ("满意（占应到人数）", "满意、基本满意（占应到人数）", "满意率", "结果")
    for tables in (papers.html, papers.word):
        assert [tuple(row[heading] for heading in headings) for row in tables["votes-1-counts"]] == PRINTED
    assert {"19/38，50.00%", "20/38，52.63%", "19/29，65.52%"} <= papers.workbook
