"""学生会评议: three classes of voters with weights of their own; an abstained item counts as 0, not as nothing.

Two departments are equal in score, and the one with more 满意 wins the award; the other two are equal in that as well.
Two leaders of clubs are too few to be shown, and the teachers are hidden with them.
"""

from pathlib import Path

import pytest

from tests.harness import Hosted, Map
from tests.meetings.worked.play import ABSTAIN, Play, compare, played
from tests.meetings.worked.score_rows import (
    award,
    columns,
    hidden,
    marks,
    result,
    scored_group,
    scored_part,
    subject,
)
from tests.meetings.worked.vote_rows import balance, ballots

pytestmark = pytest.mark.anyio

GOOD, FAIR, POOR = "满意", "基本满意", "不满意"
#    学习部  文体部  生活部  宣传部
TEACHERS = (
    (GOOD, GOOD, GOOD, GOOD),
    (GOOD, GOOD, GOOD, GOOD),
    (GOOD, GOOD, FAIR, FAIR),
    (FAIR, GOOD, FAIR, FAIR),
    (ABSTAIN, FAIR, POOR, POOR),
)
STUDENTS = (
    (GOOD, GOOD, GOOD, GOOD),
    (GOOD, FAIR, GOOD, GOOD),
    (GOOD, FAIR, GOOD, GOOD),
    (GOOD, FAIR, FAIR, FAIR),
    (FAIR, FAIR, FAIR, FAIR),
)
STUDENT_ON_PAPER = (POOR, FAIR, ABSTAIN, POOR)
CLUBS = (
    (GOOD, FAIR, POOR, POOR),
    (ABSTAIN, POOR, POOR, ABSTAIN),
)


def bands(*counts: int) -> Map:
    return dict(zip((GOOD, FAIR, POOR), counts, strict=True))


def department(
    id: str, name: str, score: str, item: tuple[list[int], str, int], banded: tuple[int, int, int], students: Map
) -> Map:
    """All thirteen ballots are scored. `item`: the marks, their mean, and the abstentions, which are 不满意 in
    `banded`."""
    counts, mean, abstained = item
    groups = [hidden("教师代表", "0.4"), students, hidden("社团负责人", "0.2")]
    items = [marks("overall", "总体评价", counts, mean, abstained)]
    return subject(id, name, "", 13, score, items, bands(*banded), groups)


def students(mean: str, counts: list[int], shares: list[str], banded: tuple[int, int, int]) -> Map:
    return scored_group("学生代表", "0.4", 6, mean, bands(*banded), ("overall", counts, shares))


SUBJECTS = [
    department(
        "s1",
        "学习部",
        "69.47",  # 0.4 · 360/5 + 0.4 · 460/6 + 0.2 · 100/2 = 28.8 + 30.667 + 10
        ([8, 2, 1], "83.64", 2),  # 920 / 11
        (8, 2, 3),
        students("76.67", [4, 1, 1], ["66.67", "16.67", "16.67"], (4, 1, 1)),  # 460 / 6
    ),
    department(
        "s2",
        "文体部",
        "69.47",  # 0.4 · 460/5 + 0.4 · 400/6 + 0.2 · 60/2 = 36.8 + 26.667 + 6
        ([5, 7, 1], "70.77", 0),  # 920 / 13
        (5, 7, 1),
        students("66.67", [1, 5, 0], ["16.67", "83.33", "0.00"], (1, 5, 0)),  # 400 / 6
    ),
    department(
        "s3",
        "生活部",
        "53.60",  # 0.4 · 320/5 + 0.4 · 420/6 + 0.2 · 0/2 = 25.6 + 28 + 0
        ([5, 4, 3], "61.67", 1),  # 740 / 12
        (5, 4, 4),
        students("70.00", [3, 2, 0], ["60.00", "40.00", "0.00"], (3, 2, 1)),  # 420 / 6, of five marks
    ),
    department(
        "s4",
        "宣传部",
        "53.60",
        ([5, 4, 3], "61.67", 1),
        (5, 4, 4),
        students("70.00", [3, 2, 1], ["50.00", "33.33", "16.67"], (3, 2, 1)),
    ),
]


def placed(rank: int, id: str, name: str, score: str, *awards: str) -> Map:
    """Floors are halfway between the words' values: 80 and 30."""
    return result(
        rank,
        id,
        name,
        "",
        {"工作评议": score},
        score,
        FAIR,
        grades=[GOOD, FAIR, POOR],
        awards=list(awards),
        reasons=[("band", f"得分 {score}，达到“基本满意”的起点 30 分")],
    )


RESULTS = [
    placed(1, "s1", "学习部", "69.47", "先进部门"),  # 8 满意
    placed(2, "s2", "文体部", "69.47"),  # 5 满意
    placed(3, "s3", "生活部", "53.60"),
    placed(3, "s4", "宣传部", "53.60"),
]
ROSTER: Map = {"parts": ["工作评议"], "ranked": 4, "quota": None, "awards": [award("先进部门", 1, ["学习部"])]}
PRINTED = [
    ("1", "学习部", "69.47", "先进部门", FAIR),
    ("2", "文体部", "69.47", None, FAIR),
    ("3", "生活部", "53.60", None, FAIR),
    ("3", "宣传部", "53.60", None, FAIR),
]
HIDDEN = "少于5票或为保护其他票种，不单列"
COUNTED = [
    ("76.67", HIDDEN, "69.47"),
    ("66.67", HIDDEN, "69.47"),
    ("70.00", HIDDEN, "53.60"),
    ("70.00", HIDDEN, "53.60"),
]


async def appraise(play: Play) -> None:
    """Twelve phones and a ballot on paper; a second one is spoiled."""
    teachers, pupils = await play.phones(5, "教师代表"), await play.phones(5, "学生代表")
    clubs = await play.phones(2, "社团负责人")
    [paper], [spoiled] = await play.made.cards(1, "学生代表"), await play.made.cards(1, "社团负责人")
    await play.open("工作评议")
    for phone, lines in zip([*teachers, *pupils, *clubs], [*TEACHERS, *STUDENTS, *CLUBS], strict=True):
        await play.cast([phone], *lines)
    await play.paper(paper, *STUDENT_ON_PAPER)
    await play.paper(spoiled)
    await play.close(publish=False)
    await play.chair.do("publish", all=True)


async def test_the_number_of_best_marks_breaks_a_tie_and_abstentions_count_as_zero(
    host: Hosted, tmp_path: Path
) -> None:
    async with played(host, "student-council", expected=15) as play:
        await appraise(play)
        await play.attend(present=14, absent=1)
        tally = await play.certify()
        papers = await play.papers(tmp_path)
    compare(tally["parts"], [scored_part("工作评议", "1", "council", SUBJECTS)])
    compare(tally["results"], RESULTS)
    compare(tally["rosters"], [ROSTER])
    rounds = [ballots((15, 14), (14, 14, 0), (13, 1, 0), phone=12, paper=2)]
    groups = [(name, None, None, None) for name in ("教师代表", "学生代表", "社团负责人")]
    compare(tally["reconciliation"], {**balance((15, 14, 1), 14, groups), "rounds": rounds})
    for tables in (papers.html, papers.word):
        assert columns(tables, "results", "名次", "姓名", "最终得分", "奖项", "建议等次") == PRINTED
        assert columns(tables, "standing-1", "学生代表·均分", "教师代表·均分", "得分") == COUNTED
    assert {"69.47", "53.6", "83.64"} <= papers.workbook
