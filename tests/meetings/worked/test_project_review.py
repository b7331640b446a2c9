"""项目评审: four criteria with maxima of their own add up to 100; a ballot's score is its sum.

Six of nine members come, one of them without a phone; on that ballot the line of the first project has several marks in
one field, so five ballots count for it and six for the others.
"""

from pathlib import Path

import pytest

from tests.harness import Hosted, Map
from tests.meetings.worked.play import INVALID, Play, compare, played
from tests.meetings.worked.score_rows import (
    columns,
    long_marks,
    marks,
    result,
    scored_group,
    scored_part,
    shares,
    spread,
    subject,
)
from tests.meetings.worked.vote_rows import balance, ballots

pytestmark = pytest.mark.anyio

#            老旧小区加装电梯        社区食堂提升             口袋公园建设
BALLOTS = (
    ((28, 27, 22, 13), (25, 25, 20, 10), (20, 18, 15, 8)),  # 90 80 61
    ((25, 26, 20, 12), (26, 27, 22, 12), (22, 20, 17, 9)),  # 83 87 68
    ((30, 30, 25, 15), (28, 28, 23, 14), (25, 25, 20, 10)),  # 100 93 80
    ((27, 24, 21, 10), (24, 25, 21, 11), (21, 19, 16, 8)),  # 82 81 64
    ((26, 25, 18, 11), (27, 26, 21, 12), (23, 22, 18, 10)),  # 80 86 73
)
PAPER = (INVALID, (25, 26, 20, 12), (20, 20, 15, 8))  # – 83 63
TO_30 = ("0", "3", "6", "9", "12", "15", "18", "21", "24", "27", "30")
TO_25 = ("0", "2.5", "5", "7.5", "10", "12.5", "15", "17.5", "20", "22.5", "25")


def project(
    id: str,
    name: str,
    unit: str,
    items: list[Map],
    scored: tuple[int, str],
    bands: tuple[int, int, int],
    budget: tuple[dict[int, int], dict[int, str]],
    invalid: int = 0,
) -> Map:
    """`scored`: the ballots and their mean; `bands`: the ballots of 85 and more, of 70 and more, and the others."""
    ballots, score = scored
    words = dict(zip(("优先安排", "建议安排", "暂缓安排"), bands, strict=True))
    counts, percents = budget
    rows = [(key, None, None) for key in ("need", "feasible", "benefit")]
    everybody = scored_group(
        "全体", None, ballots, score, words, *rows, ("budget", spread(16, counts), shares(16, percents))
    )
    return subject(id, name, unit, ballots, score, items, words, [everybody], invalid=invalid)


SUBJECTS = [
    project(
        "s1",
        "老旧小区加装电梯",
        "住建局",
        [
            long_marks("need", "必要性", TO_30, [0, 0, 0, 0, 0, 0, 0, 0, 2, 3], "27.20"),  # 136 / 5
            long_marks("feasible", "可行性", TO_30, [0, 0, 0, 0, 0, 0, 0, 0, 3, 2], "26.40"),  # 132 / 5
            long_marks("benefit", "效益", TO_25, [0, 0, 0, 0, 0, 0, 0, 1, 3, 1], "21.20"),  # 106 / 5
            marks("budget", "预算合理性", spread(16, {10: 1, 11: 1, 12: 1, 13: 1, 15: 1}), "12.20"),  # 61 / 5
        ],
        (5, "87.00"),  # (90 + 83 + 100 + 82 + 80) / 5
        (2, 3, 0),
        (
            {10: 1, 11: 1, 12: 1, 13: 1, 15: 1},
            {10: "20.00", 11: "20.00", 12: "20.00", 13: "20.00", 15: "20.00"},
        ),
        invalid=1,
    ),
    project(
        "s2",
        "社区食堂提升",
        "民政局",
        [
            long_marks("need", "必要性", TO_30, [0, 0, 0, 0, 0, 0, 0, 0, 4, 2], "25.83"),  # 155 / 6
            long_marks("feasible", "可行性", TO_30, [0, 0, 0, 0, 0, 0, 0, 0, 4, 2], "26.17"),  # 157 / 6
            long_marks("benefit", "效益", TO_25, [0, 0, 0, 0, 0, 0, 0, 0, 5, 1], "21.17"),  # 127 / 6
            marks("budget", "预算合理性", spread(16, {10: 1, 11: 1, 12: 3, 14: 1}), "11.83"),  # 71 / 6
        ],
        (6, "85.00"),  # (80 + 87 + 93 + 81 + 86 + 83) / 6
        (3, 3, 0),
        ({10: 1, 11: 1, 12: 3, 14: 1}, {10: "16.67", 11: "16.67", 12: "50.00", 14: "16.67"}),
    ),
    project(
        "s3",
        "口袋公园建设",
        "园林局",
        [
            long_marks("need", "必要性", TO_30, [0, 0, 0, 0, 0, 0, 2, 3, 1, 0], "21.83"),  # 131 / 6
            long_marks("feasible", "可行性", TO_30, [0, 0, 0, 0, 0, 0, 4, 1, 1, 0], "20.67"),  # 124 / 6
            long_marks("benefit", "效益", TO_25, [0, 0, 0, 0, 0, 0, 4, 1, 1, 0], "16.83"),  # 101 / 6
            marks("budget", "预算合理性", spread(16, {8: 3, 9: 1, 10: 2}), "8.83"),  # 53 / 6
        ],
        (6, "68.17"),  # (61 + 68 + 80 + 64 + 73 + 63) / 6 = 409 / 6
        (0, 2, 4),
        ({8: 3, 9: 1, 10: 2}, {8: "50.00", 9: "16.67", 10: "33.33"}),
    ),
]
GRADES = ["优先安排", "建议安排", "暂缓安排"]


def placed(rank: int, id: str, name: str, unit: str, score: str, grade: str, floor: str) -> Map:
    reason = ("band", f"得分 {score}，达到“{grade}”的起点 {floor} 分")
    return result(rank, id, name, unit, {"项目评审": score}, score, grade, grades=GRADES, reasons=[reason])


RESULTS = [
    placed(1, "s1", "老旧小区加装电梯", "住建局", "87.00", "优先安排", "85"),
    placed(2, "s2", "社区食堂提升", "民政局", "85.00", "优先安排", "85"),  # exactly at the floor
    placed(3, "s3", "口袋公园建设", "园林局", "68.17", "暂缓安排", "0"),
]
PRINTED = [
    ("1", "老旧小区加装电梯", "87.00", "优先安排"),
    ("2", "社区食堂提升", "85.00", "优先安排"),
    ("3", "口袋公园建设", "68.17", "暂缓安排"),
]
COUNTED = [("5", "1", "87.00"), ("6", "0", "85.00"), ("6", "0", "68.17")]
BENEFITS = [("老旧小区加装电梯", "0", "21.20"), ("社区食堂提升", "0", "21.17"), ("口袋公园建设", "4", "16.83")]


async def review(play: Play) -> None:
    members, [paper] = await play.phones(5), await play.made.cards(1)
    await play.open("项目评审")
    partial = await play.refused(members[0], (28, 27, 22, None), *BALLOTS[0][1:])
    assert (partial["code"], partial["field"]) == ("bad_ballot", "scores[0][3]")
    too_much = await members[0].cast(play.round, [[31, 27, 22, 13], [25, 25, 20, 10], [20, 18, 15, 8]])
    assert (too_much["code"], too_much["field"]) == ("bad_ballot", "scores[0][0]"), "31 of 30"
    for member, lines in zip(members, BALLOTS, strict=True):
        await play.cast([member], *lines)
    await play.paper(paper, *PAPER)
    await play.close(publish=False)
    await play.chair.do("publish", all=True)


async def test_a_project_is_scored_by_the_sum_of_four_criteria(host: Hosted, tmp_path: Path) -> None:
    async with played(host, "project-review") as play:
        await review(play)
        await play.attend(present=6, absent=3)
        tally = await play.certify()
        papers = await play.papers(tmp_path)
    compare(tally["parts"], [scored_part("项目评审", "1", "project-review", SUBJECTS)])
    compare(tally["results"], RESULTS)
    compare(tally["rosters"], [{"parts": ["项目评审"], "ranked": 3, "quota": None, "awards": []}])
    assert tally["quota"] is None
    rounds = [ballots((9, 6), (6, 6, 0), (6, 0, 0), phone=5, paper=1)]
    compare(tally["reconciliation"], {**balance((9, 6, 3), 6, [("全体", None, None, None)]), "rounds": rounds})
    for tables in (papers.html, papers.word):
        assert columns(tables, "results", "名次", "姓名", "最终得分", "建议等次") == PRINTED
        assert columns(tables, "standing-1", "计分票", "本行无效", "得分") == COUNTED
        assert columns(tables, "items-1-of-2", "姓名", "各分票数·15–17分", "本项均分") == BENEFITS
    assert {"68.17", "27.2", "20.67", "8.83"} <= papers.workbook
