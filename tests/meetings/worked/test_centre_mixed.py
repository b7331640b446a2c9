"""民主测评: the centre's team is graded by the votes for each word, its officials by the sum of five marks out of 20.

中层干部 and 职工代表 vote alike, without weights. 苏敏 votes, but not on herself; one ballot on paper is spoiled
in the first round and its card not used in the second, and another has several marks on one line.
"""

from pathlib import Path

import pytest

from tests.harness import Hosted, Map
from tests.meetings.worked import vote_rows
from tests.meetings.worked.play import ABSTAIN, INVALID, Line, Play, compare, played
from tests.meetings.worked.score_rows import (
    columns,
    marks,
    result,
    scored_group,
    scored_part,
    shares,
    spread,
    subject,
)
from tests.meetings.worked.vote_rows import Share, balance, ballots, group, item, long_item

pytestmark = pytest.mark.anyio

# The team: 优秀 or 良好 by at least two thirds of the valid ballots

TEAM_HEADS: tuple[Line, ...] = (
    ("优秀", 95),
    ("优秀", 92),
    ("优秀", 90),
    ("良好", 85),
    ("良好", 80),
    ("优秀", 96),
    ("一般", 70),
)
TEAM_STAFF: tuple[Line, ...] = (("优秀", 91), ("良好", 84), ("良好", ABSTAIN), ("较差", 50), (ABSTAIN, 75))
TEAM_PAPER = ("良好", 82)
TO_100 = ("0", "10", "20", "30", "40", "50", "60", "70", "80", "90", "100")

EXCELLENT: Share = ("valid", 5, 13, "38.46")
TEAM = vote_rows.subject(
    "s1 中心领导班子 市民服务中心",
    [
        item("grade", "总体评价", [5, 5, 1, 1], abstained=1),
        long_item(
            "mark",
            "综合得分",
            list(zip(TO_100, TO_100[1:], [0, 0, 0, 0, 0, 1, 0, 2, 4, 5], strict=False)),
            1,
            "82.500",  # 990 / 12
        ),
    ],
    ballots=12,
    bases=(20, 14, 14, 13, 12),
    votes=EXCELLENT,
    needed=9,  # two thirds of 13 are 8.67
    groups=[
        group(
            "中层干部",
            7,
            ("grade", [4, 2, 1, 0], ["57.14", "28.57", "14.29", "0.00"]),
            ("mark", None, None),
        ),
        group(
            "职工代表",
            5,
            ("grade", [1, 3, 0, 1], ["20.00", "60.00", "0.00", "20.00"]),
            ("mark", None, None),
        ),
    ],
    abstained=1,
    figures=[{"name": "优秀良好率", "count": 10, "basis": "valid", "base": 13, "share": "76.92"}],
)
TEAM_RESULT = vote_rows.result(
    "s1 中心领导班子 市民服务中心",
    "领导班子",
    rank=None,
    votes=EXCELLENT,
    needed=9,
    grade="良好",
    grades=["优秀", "良好", "较差", "一般"],
    reasons=["优秀 5/13，38.46%，未达到 2/3", "优秀、良好 10/13，76.92%，达到 2/3"],
)

# The officials: 德 能 勤 绩 廉

#               何志远                 苏敏                  马俊
ALIKE = ((16, 16, 16, 16, 16), (12, 12, 12, 12, 12))  # 苏敏 80, 马俊 60
HEADS = (
    ((19, 19, 18, 20, 19), *ALIKE),  # 何志远 95
    ((19, 19, 18, 20, 19), *ALIKE),
    ((19, 19, 18, 20, 19), *ALIKE),
    ((18, 18, 18, 18, 18), *ALIKE),  # 90
    ((18, 18, 18, 18, 18), *ALIKE),
    ((17, 17, 18, 18, 19), *ALIKE),  # 89
)
SU_MIN: tuple[Line, ...] = ((20, 20, 20, 20, 20), None, (12, 12, 12, 12, 12))
ALIKE_STAFF = ((14, 15, 14, 15, 14), (10, 11, 12, 11, 10))  # 苏敏 72, 马俊 54
STAFF = (
    ((18, 17, 18, 19, 18), *ALIKE_STAFF),  # 何志远 90
    ((18, 17, 18, 19, 18), *ALIKE_STAFF),
    ((16, 17, 16, 17, 18), *ALIKE_STAFF),  # 84
    ((15, 15, 15, 15, 15), *ALIKE_STAFF),  # 75
    ((19, 19, 19, 19, 19), *ALIKE_STAFF),  # 95
)
PAPER = (INVALID, (15, 15, 15, 15, 15), (13, 13, 13, 13, 12))  # 苏敏 75, 马俊 64

ITEMS = (("virtue", "德"), ("ability", "能"), ("diligence", "勤"), ("achievement", "绩"), ("integrity", "廉"))
GRADES = ["优秀", "称职", "基本称职", "不称职"]
Counted = tuple[dict[int, int], str]
"""How often each mark was given, and the mean."""


def bands(*counts: int) -> Map:
    return dict(zip(GRADES, counts, strict=True))


def official(
    id: str,
    name: str,
    score: tuple[int, str],
    banded: tuple[int, int, int, int],
    items: list[Counted],
    groups: list[Map],
    **more: int,
) -> Map:
    """`score`: the ballots and the mean of their sums."""
    rows = [marks(*names, spread(21, counts), mean) for names, (counts, mean) in zip(ITEMS, items, strict=True)]
    scored, mean = score
    return subject(id, name, "市民服务中心", scored, mean, rows, bands(*banded), groups, **more)


def heads_or_staff(
    name: str, ballots: int, mean: str, banded: tuple[int, int, int, int], *items: dict[int, tuple[int, str]]
) -> Map:
    """`items`: of each mark given, how often and in percent."""
    rows = [
        (
            key,
            spread(21, {mark: count for mark, (count, _) in item.items()}),
            shares(21, {mark: percent for mark, (_, percent) in item.items()}),
        )
        for (key, _), item in zip(ITEMS, items, strict=True)
    ]
    return scored_group(name, None, ballots, mean, bands(*banded), *rows)


HE = official(
    "s2",
    "何志远",
    (12, "90.667"),  # (3 · 95 + 2 · 90 + 89 + 100 + 2 · 90 + 84 + 75 + 95) / 12 = 1088 / 12
    (9, 3, 0, 0),
    [
        ({15: 1, 16: 1, 17: 1, 18: 4, 19: 4, 20: 1}, "18.000"),  # 216 / 12
        ({15: 1, 17: 4, 18: 2, 19: 4, 20: 1}, "17.917"),  # 215 / 12
        ({15: 1, 16: 1, 18: 8, 19: 1, 20: 1}, "17.833"),  # 214 / 12
        ({15: 1, 17: 1, 18: 3, 19: 3, 20: 4}, "18.583"),  # 223 / 12
        ({15: 1, 18: 5, 19: 5, 20: 1}, "18.333"),  # 220 / 12
    ],
    [
        heads_or_staff(
            "中层干部",
            7,
            "93.429",  # 654 / 7
            (6, 1, 0, 0),
            {17: (1, "14.29"), 18: (2, "28.57"), 19: (3, "42.86"), 20: (1, "14.29")},
            {17: (1, "14.29"), 18: (2, "28.57"), 19: (3, "42.86"), 20: (1, "14.29")},
            {18: (6, "85.71"), 20: (1, "14.29")},
            {18: (3, "42.86"), 20: (4, "57.14")},
            {18: (2, "28.57"), 19: (4, "57.14"), 20: (1, "14.29")},
        ),
        heads_or_staff(
            "职工代表",
            5,
            "86.800",  # 434 / 5
            (3, 2, 0, 0),
            {15: (1, "20.00"), 16: (1, "20.00"), 18: (2, "40.00"), 19: (1, "20.00")},
            {15: (1, "20.00"), 17: (3, "60.00"), 19: (1, "20.00")},
            {15: (1, "20.00"), 16: (1, "20.00"), 18: (2, "40.00"), 19: (1, "20.00")},
            {15: (1, "20.00"), 17: (1, "20.00"), 19: (3, "60.00")},
            {15: (1, "20.00"), 18: (3, "60.00"), 19: (1, "20.00")},
        ),
    ],
    invalid=1,
)
SU = official(
    "s3",
    "苏敏",
    (12, "76.250"),  # (6 · 80 + 5 · 72 + 75) / 12 = 915 / 12
    (0, 7, 5, 0),
    [
        ({14: 5, 15: 1, 16: 6}, "15.083"),  # 181 / 12
        ({15: 6, 16: 6}, "15.500"),  # 186 / 12
        ({14: 5, 15: 1, 16: 6}, "15.083"),
        ({15: 6, 16: 6}, "15.500"),
        ({14: 5, 15: 1, 16: 6}, "15.083"),
    ],
    [
        heads_or_staff("中层干部", 6, "80.000", (0, 6, 0, 0), *[{16: (6, "100.00")}] * 5),
        heads_or_staff(
            "职工代表",
            6,
            "72.500",  # (5 · 72 + 75) / 6
            (0, 1, 5, 0),
            {14: (5, "83.33"), 15: (1, "16.67")},
            {15: (6, "100.00")},
            {14: (5, "83.33"), 15: (1, "16.67")},
            {15: (6, "100.00")},
            {14: (5, "83.33"), 15: (1, "16.67")},
        ),
    ],
    recused=1,
)
MA = official(
    "s4",
    "马俊",
    (13, "58.000"),  # (7 · 60 + 5 · 54 + 64) / 13 = 754 / 13
    (0, 0, 8, 5),
    [
        ({10: 5, 12: 7, 13: 1}, "11.308"),  # 147 / 13
        ({11: 5, 12: 7, 13: 1}, "11.692"),  # 152 / 13
        ({12: 12, 13: 1}, "12.077"),  # 157 / 13
        ({11: 5, 12: 7, 13: 1}, "11.692"),
        ({10: 5, 12: 8}, "11.231"),  # 146 / 13
    ],
    [
        heads_or_staff("中层干部", 7, "60.000", (0, 0, 7, 0), *[{12: (7, "100.00")}] * 5),
        heads_or_staff(
            "职工代表",
            6,
            "55.667",  # (5 · 54 + 64) / 6
            (0, 0, 1, 5),
            {10: (5, "83.33"), 13: (1, "16.67")},
            {11: (5, "83.33"), 13: (1, "16.67")},
            {12: (5, "83.33"), 13: (1, "16.67")},
            {11: (5, "83.33"), 13: (1, "16.67")},
            {10: (5, "83.33"), 12: (1, "16.67")},
        ),
    ],
)


def placed(rank: int, id: str, name: str, score: str, grade: str, floor: str) -> Map:
    return result(
        rank,
        id,
        name,
        "市民服务中心",
        {"领导干部": score},
        score,
        grade,
        roster=2,
        grades=GRADES,
        reasons=[("band", f"得分 {score}，达到“{grade}”的起点 {floor} 分")],
    )


RESULTS = [
    TEAM_RESULT,
    placed(1, "s2", "何志远", "90.667", "优秀", "90"),
    placed(2, "s3", "苏敏", "76.250", "称职", "75"),
    placed(3, "s4", "马俊", "58.000", "不称职", "0"),
]


async def appraise(play: Play) -> None:
    heads, [su_min] = await play.phones(6, "中层干部"), await play.phones(1, "中层干部", recuse="s3")
    staff, [spoiled, paper] = await play.phones(5, "职工代表"), await play.made.cards(2, "职工代表")
    await play.open("领导班子")
    for phone, line in zip([*heads, su_min, *staff], [*TEAM_HEADS, *TEAM_STAFF], strict=True):
        await play.cast([phone], line)
    await play.paper(paper, TEAM_PAPER)
    await play.paper(spoiled)
    await play.close()
    await play.open("领导干部")
    too_much = await heads[0].cast(play.round, [[21, 19, 18, 20, 19], [16] * 5, [12] * 5])
    assert (too_much["code"], too_much["field"]) == ("bad_ballot", "scores[0][0]"), "21 of 20"
    for phone, lines in zip([*heads, su_min, *staff], [*HEADS, SU_MIN, *STAFF], strict=True):
        await play.cast([phone], *lines)
    await play.paper(paper, *PAPER)
    await play.close()


async def test_the_team_is_graded_by_votes_and_its_officials_by_sums(host: Hosted, tmp_path: Path) -> None:
    async with played(host, "centre-mixed", expected=20) as play:
        await appraise(play)
        groups = {"中层干部": {"present": 7, "absent": 3}, "职工代表": {"present": 7, "absent": 3}}
        await play.attend(present=14, absent=6, groups=groups)
        tally = await play.certify()
        papers = await play.papers(tmp_path)
    team: Map = {"name": "领导班子", "weight": None, "form": "centre-team", "again": None, "outcome": None}
    officials = scored_part("领导干部", "1", "centre-official", [HE, SU, MA])
    compare(tally["parts"], [{**team, "write_ins": [], "subjects": [TEAM]}, officials])
    compare(tally["results"], RESULTS)
    compare(tally["rosters"], [vote_rows.roster("领导班子", 0), vote_rows.roster("领导干部", 3)])
    assert tally["quota"] is None
    rounds = [
        ballots((20, 14), (14, 14, 0), (13, 1, 0), phone=12, paper=2),
        ballots((20, 14), (14, 13, 1), (13, 0, 0), phone=12, paper=1),
    ]
    people = balance((20, 14, 6), 14, [("中层干部", None, 7, 3), ("职工代表", None, 7, 3)])
    compare(tally["reconciliation"], {**people, "rounds": rounds})
    for tables in (papers.html, papers.word):
        assert columns(tables, "results-2", "名次", "姓名", "最终得分", "建议等次") == [
            ("1", "何志远", "90.667", "优秀"),
            ("2", "苏敏", "76.250", "称职"),
            ("3", "马俊", "58.000", "不称职"),
        ]
        assert columns(tables, "votes-1-counts", "优秀", "良好", "一般", "较差") == [("5", "5", "1", "1")]
    assert {"90.667", "76.25", "17.917"} <= papers.workbook
