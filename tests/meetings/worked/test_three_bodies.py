"""三方加权考核: two leaders count for 0.5, six heads of departments for 0.3, five of the staff for 0.2.

秦岚 and 卢刚 have the same score, but not as many ballots of 优秀; 程颖 and 白洁 differ in neither, but in the mean
of the first item. The leaders are too few to be shown, and the staff are hidden with them. A ballot may give 优秀 to
two of the five; one of the five gets it, which a quota of at most 40 % allows.
"""

from pathlib import Path

import pytest

from tests.harness import Hosted, Map
from tests.meetings.worked.play import Play, compare, played
from tests.meetings.worked.score_rows import columns, hidden, marks, result, scored_group, scored_part, subject
from tests.meetings.worked.vote_rows import balance, ballots

pytestmark = pytest.mark.anyio

WORDS = {"优": "优秀", "合": "合格", "基": "基本合格"}
"""Worth 95, 80 and 65. The three items count for 0.4, 0.3 and 0.3, so that 优优合 is 90.5, 合合基 75.5, 基合合 74."""
#    方文   秦岚   卢刚   程颖   白洁
LEADERS = ("优优优 优优优 合合合 合合合 合合合", "优优优 合合合 优优优 合合合 合合合")
HEADS = (
    "优优优 优优优 合合合 合合基 合合合",
    "优优优 优优优 合合合 合合基 合合合",
    "优优优 合合合 优优优 合合基 合合合",
    "优优优 合合合 优合合 合合基 基合合",
    "优优合 合合合 合优合 合合合 基合合",
    "优优合 合合合 合优合 合合合 基合合",
)
STAFF = (
    "优优优 合合合 合合合 合合合 合合合",
    "优优优 合合合 合合合 合合合 合合合",
    "优优优 合合合 合合合 合合合 合合合",
    "合合合 合合合 合合合 合合合 合合合",
    "合合合 合合合 合合合 合合合 合合合",
)
THREE_EXCELLENT = "优优优 优合合 合合优 合合合 合合合"
KEYS = (("duty", "履行职责"), ("team", "团队建设"), ("conduct", "师德师风"))
GRADES = ["优秀", "合格", "基本合格", "不合格"]


def lines(ballot: str) -> list[tuple[str, ...]]:
    return [tuple(WORDS[mark] for mark in line) for line in ballot.split()]


def bands(excellent: int, good: int) -> Map:
    return dict(zip(GRADES, (excellent, good, 0, 0), strict=True))


Item = tuple[list[int], str]
"""Counts and mean of an item."""


def head(id: str, name: str, unit: str, score: str, items: list[Item], banded: tuple[int, int], shown: Map) -> Map:
    """`banded`: ballots of at least 87.5 and of at least 72.5, halfway between the values of the words."""
    rows = [marks(key, title, counts, mean) for (key, title), (counts, mean) in zip(KEYS, items, strict=True)]
    groups = [hidden("校级领导", "0.5"), shown, hidden("教职工代表", "0.2")]
    return subject(id, name, unit, 13, score, rows, bands(*banded), groups)


def heads(mean: str, banded: tuple[int, int], *items: tuple[list[int], list[str]]) -> Map:
    """The six heads of departments: counts and shares of each item."""
    rows = [(key, counts, shares) for (key, _), (counts, shares) in zip(KEYS, items, strict=True)]
    return scored_group("中层干部", "0.3", 6, mean, bands(*banded), *rows)


ALL_EXCELLENT = ([6, 0, 0, 0], ["100.00", "0.00", "0.00", "0.00"])
ALL_GOOD = ([0, 6, 0, 0], ["0.00", "100.00", "0.00", "0.00"])
TWO_EXCELLENT = ([2, 4, 0, 0], ["33.33", "66.67", "0.00", "0.00"])
SUBJECTS = [
    head(
        "s1",
        "方文",
        "教务处",
        "93.350",  # 0.5 · 95 + 0.3 · 93.5 + 0.2 · 89 = 47.5 + 28.05 + 17.8
        [
            ([11, 2, 0, 0], "92.692"),  # (11 · 95 + 2 · 80) / 13
            ([11, 2, 0, 0], "92.692"),
            ([9, 4, 0, 0], "90.385"),  # (9 · 95 + 4 · 80) / 13
        ],
        (11, 2),
        heads(
            "93.500",  # (4 · 95 + 2 · 90.5) / 6
            (6, 0),
            ALL_EXCELLENT,
            ALL_EXCELLENT,
            ([4, 2, 0, 0], ["66.67", "33.33", "0.00", "0.00"]),
        ),
    ),
    head(
        "s2",
        "秦岚",
        "学生处",
        "85.250",  # 0.5 · 87.5 + 0.3 · 85 + 0.2 · 80 = 43.75 + 25.5 + 16
        [([3, 10, 0, 0], "83.462")] * 3,  # (3 · 95 + 10 · 80) / 13
        (3, 10),
        heads("85.000", (2, 4), TWO_EXCELLENT, TWO_EXCELLENT, TWO_EXCELLENT),  # (2 · 95 + 4 · 80) / 6
    ),
    head(
        "s3",
        "卢刚",
        "总务处",
        "85.250",
        [
            ([3, 10, 0, 0], "83.462"),
            ([4, 9, 0, 0], "84.615"),  # (4 · 95 + 9 · 80) / 13
            ([2, 11, 0, 0], "82.308"),  # (2 · 95 + 11 · 80) / 13
        ],
        (2, 11),
        heads(
            "85.000",  # (95 + 86 + 2 · 84.5 + 2 · 80) / 6
            (1, 5),
            TWO_EXCELLENT,
            ([3, 3, 0, 0], ["50.00", "50.00", "0.00", "0.00"]),
            ([1, 5, 0, 0], ["16.67", "83.33", "0.00", "0.00"]),
        ),
    ),
    head(
        "s4",
        "程颖",
        "科研处",
        "79.100",  # 0.5 · 80 + 0.3 · 77 + 0.2 · 80 = 40 + 23.1 + 16
        [
            ([0, 13, 0, 0], "80.000"),
            ([0, 13, 0, 0], "80.000"),
            ([0, 9, 4, 0], "75.385"),  # (9 · 80 + 4 · 65) / 13
        ],
        (0, 13),
        heads("77.000", (0, 6), ALL_GOOD, ALL_GOOD, ([0, 2, 4, 0], ["0.00", "33.33", "66.67", "0.00"])),
        # (4 · 75.5 + 2 · 80) / 6
    ),
    head(
        "s5",
        "白洁",
        "办公室",
        "79.100",
        [
            ([0, 10, 3, 0], "76.538"),  # (10 · 80 + 3 · 65) / 13
            ([0, 13, 0, 0], "80.000"),
            ([0, 13, 0, 0], "80.000"),
        ],
        (0, 13),
        heads("77.000", (0, 6), ([0, 3, 3, 0], ["0.00", "50.00", "50.00", "0.00"]), ALL_GOOD, ALL_GOOD),
        # (3 · 74 + 3 · 80) / 6
    ),
]


def placed(rank: int, id: str, name: str, unit: str, score: str, grade: str, floor: str) -> Map:
    reason = ("band", f"得分 {score}，达到“{grade}”的起点 {floor} 分")
    return result(rank, id, name, unit, {"考核测评": score}, score, grade, grades=GRADES, reasons=[reason])


RESULTS = [
    placed(1, "s1", "方文", "教务处", "93.350", "优秀", "87.5"),
    placed(2, "s2", "秦岚", "学生处", "85.250", "合格", "72.5"),  # 3 ballots of 优秀
    placed(3, "s3", "卢刚", "总务处", "85.250", "合格", "72.5"),  # 2
    placed(4, "s4", "程颖", "科研处", "79.100", "合格", "72.5"),  # 履行职责 80
    placed(5, "s5", "白洁", "办公室", "79.100", "合格", "72.5"),  # 76.538
]
QUOTA: Map = {
    "grade": "优秀",
    "bound": "at_most",
    "share": "0.200",
    "target": "0.40",
    "met": True,
    "ungraded": 0,
    "nearest": [],
}
PRINTED = [
    ("1", "方文", "93.350", "优秀"),
    ("2", "秦岚", "85.250", "合格"),
    ("3", "卢刚", "85.250", "合格"),
    ("4", "程颖", "79.100", "合格"),
    ("5", "白洁", "79.100", "合格"),
]
HIDDEN = "少于5票或为保护其他票种，不单列"
COUNTED = [
    ("93.500", HIDDEN, "93.350"),
    ("85.000", HIDDEN, "85.250"),
    ("85.000", HIDDEN, "85.250"),
    ("77.000", HIDDEN, "79.100"),
    ("77.000", HIDDEN, "79.100"),
]


async def appraise(play: Play) -> None:
    phones = [
        *await play.phones(2, "校级领导"),
        *await play.phones(6, "中层干部"),
        *await play.phones(5, "教职工代表"),
    ]
    await play.open("考核测评")
    refused = await play.refused(phones[0], *lines(THREE_EXCELLENT))
    assert (refused["code"], refused["field"]) == ("bad_ballot", "scores[2]"), "优秀 for a third person"
    for phone, ballot in zip(phones, [*LEADERS, *HEADS, *STAFF], strict=True):
        await play.cast([phone], *lines(ballot))
    await play.close(publish=False)
    await play.chair.do("publish", all=True)


async def test_the_number_of_best_ballots_and_then_an_item_rank_persons_of_equal_score(
    host: Hosted, tmp_path: Path
) -> None:
    async with played(host, "three-bodies", expected=15) as play:
        await appraise(play)
        await play.attend(present=13, absent=2)
        tally = await play.certify()
        papers = await play.papers(tmp_path)
    compare(tally["parts"], [scored_part("考核测评", "1", "department-head", SUBJECTS)])
    compare(tally["results"], RESULTS)
    compare(tally["rosters"], [{"parts": ["考核测评"], "ranked": 5, "quota": QUOTA, "awards": []}])
    assert tally["quota"] == QUOTA
    rounds = [ballots((15, 13), (13, 13, 0), (13, 0, 0), phone=13, paper=0)]
    groups = [(name, None, None, None) for name in ("校级领导", "中层干部", "教职工代表")]
    compare(tally["reconciliation"], {**balance((15, 13, 2), 13, groups), "rounds": rounds})
    for tables in (papers.html, papers.word):
        assert columns(tables, "results", "名次", "姓名", "最终得分", "建议等次") == PRINTED
        assert columns(tables, "standing-1", "中层干部·均分", "校级领导·均分", "得分") == COUNTED
    assert {"93.35", "85.25", "79.1", "92.692"} <= papers.workbook
