"""村镇书记述职评议: eighteen branch secretaries are appraised from above for 0.7 and have an entered score for 0.3; the
town's own secretary is appraised from below and is a roster of his own.

Every rule of DOMAIN §5 has its person: 第二 reaches 9 exactly, 第三 by rounding, 第四 misses it; 第五 is vetoed, 第六
is not at exactly 10 %; 第七 has no entered score, 第八 has adjustments, 第九 a flag.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness import Hosted, Map
from tests.meetings.worked.play import Play, compare, played
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
from tests.meetings.worked.vote_rows import balance, ballots

pytestmark = pytest.mark.anyio

LEADERS, DELEGATES, PEOPLE = "镇党委班子成员", "两代表一委员", "基层党员群众代表"
GRADES = ["好", "较好", "一般", "差"]
FIFTHS = ["0.00", "20.00", "40.00", "60.00", "80.00", "100.00"]

Counts = dict[int, int]
"""How often each mark was given."""
Bands = tuple[int, int, int]
"""Ballots of 好, 较好 and 一般."""
Group = tuple[Counts, str, Bands]
"""Marks, mean and bands of a group."""

ABOVE: list[tuple[str, str, str, str]] = [
    # five leaders, five delegates
    ("第一党支部书记", "第一党支部", "10 10 9 9 10", "9 9 10 9 9"),
    ("第二党支部书记", "第二党支部", "9 9 9 9 9", "9 9 9 9 9"),
    ("第三党支部书记", "第三党支部", "9 9 9 9 9", "9 9 9 9 9"),
    ("第四党支部书记", "第四党支部", "9 9 9 9 9", "9 9 9 9 9"),
    ("第五党支部书记", "第五党支部", "9 9 9 9 6", "9 9 9 9 6"),
    ("第六党支部书记", "第六党支部", "9 9 9 9 6", "9 9 9 9 9"),
    ("第七党支部书记", "第七党支部", "8 8 8 8 8", "8 8 8 8 8"),
    ("第八党支部书记", "第八党支部", "10 10 10 10 10", "10 10 10 10 10"),
    ("第九党支部书记", "第九党支部", "9 9 9 9 9", "9 9 9 9 9"),
    ("第十党支部书记", "第十党支部", "8 8 8 8 7", "8 8 7 7 7"),
    ("第十一党支部书记", "第十一党支部", "9 10 9 10 9", "9 9 9 9 10"),
    ("第十二党支部书记", "第十二党支部", "10 10 10 9 9", "10 9 9 9 9"),
    ("第十三党支部书记", "第十三党支部", "10 10 9 9 9", "10 10 9 9 9"),
    ("第十四党支部书记", "第十四党支部", "10 9 9 9 9", "10 9 9 9 9"),
    ("社区第一党支部书记", "社区第一党支部", "10 10 10 10 10", "10 10 10 9 9"),
    ("社区第二党支部书记", "社区第二党支部", "10 9 9 9 9", "9 9 9 9 9"),
    ("机关党支部书记", "机关党支部", "9 9 9 9 9", "10 9 9 9 9"),
    ("企业联合党支部书记", "企业联合党支部", "7 7 7 7 7", "7 7 7 7 7"),
]
BELOW = "10 9 9 9 8"
"""What five of those below give the town's secretary: 45 / 5."""

HIGH, MIDDLE, ONE_LOW = (5, 0, 0), (0, 5, 0), (4, 0, 1)
"""Of five ballots, those of 好, 较好 and 一般."""

# 上述: (0.4 · leaders + 0.3 · delegates) / 0.7; each row has the score, the item's mean, both groups' marks, means and
# bands, and the bands of all ten.
COUNTED: list[tuple[str, str, Group, Group, Bands]] = [
    ("9.429", "9.400", ({10: 3, 9: 2}, "9.600", HIGH), ({10: 1, 9: 4}, "9.200", HIGH), (10, 0, 0)),  # 66 / 7
    ("9.000", "9.000", ({9: 5}, "9.000", HIGH), ({9: 5}, "9.000", HIGH), (10, 0, 0)),
    ("9.000", "9.000", ({9: 5}, "9.000", HIGH), ({9: 5}, "9.000", HIGH), (10, 0, 0)),
    ("9.000", "9.000", ({9: 5}, "9.000", HIGH), ({9: 5}, "9.000", HIGH), (10, 0, 0)),
    ("8.400", "8.400", ({9: 4, 6: 1}, "8.400", ONE_LOW), ({9: 4, 6: 1}, "8.400", ONE_LOW), (8, 0, 2)),
    ("8.657", "8.700", ({9: 4, 6: 1}, "8.400", ONE_LOW), ({9: 5}, "9.000", HIGH), (9, 0, 1)),  # 60.6 / 7
    ("8.000", "8.000", ({8: 5}, "8.000", MIDDLE), ({8: 5}, "8.000", MIDDLE), (0, 10, 0)),
    ("10.000", "10.000", ({10: 5}, "10.000", HIGH), ({10: 5}, "10.000", HIGH), (10, 0, 0)),
    ("9.000", "9.000", ({9: 5}, "9.000", HIGH), ({9: 5}, "9.000", HIGH), (10, 0, 0)),
    ("7.629", "7.600", ({8: 4, 7: 1}, "7.800", MIDDLE), ({8: 2, 7: 3}, "7.400", MIDDLE), (0, 10, 0)),  # 53.4 / 7
    ("9.314", "9.300", ({10: 2, 9: 3}, "9.400", HIGH), ({10: 1, 9: 4}, "9.200", HIGH), (10, 0, 0)),  # 65.2 / 7
    ("9.429", "9.400", ({10: 3, 9: 2}, "9.600", HIGH), ({10: 1, 9: 4}, "9.200", HIGH), (10, 0, 0)),  # 66 / 7
    ("9.400", "9.400", ({10: 2, 9: 3}, "9.400", HIGH), ({10: 2, 9: 3}, "9.400", HIGH), (10, 0, 0)),
    ("9.200", "9.200", ({10: 1, 9: 4}, "9.200", HIGH), ({10: 1, 9: 4}, "9.200", HIGH), (10, 0, 0)),
    ("9.829", "9.800", ({10: 5}, "10.000", HIGH), ({10: 3, 9: 2}, "9.600", HIGH), (10, 0, 0)),  # 68.8 / 7
    ("9.114", "9.100", ({10: 1, 9: 4}, "9.200", HIGH), ({9: 5}, "9.000", HIGH), (10, 0, 0)),  # 63.8 / 7
    ("9.086", "9.100", ({9: 5}, "9.000", HIGH), ({10: 1, 9: 4}, "9.200", HIGH), (10, 0, 0)),  # 63.6 / 7
    ("7.000", "7.000", ({7: 5}, "7.000", MIDDLE), ({7: 5}, "7.000", MIDDLE), (0, 10, 0)),
]
TOTALS: list[Counts] = [
    {10: 4, 9: 6},
    {9: 10},
    {9: 10},
    {9: 10},
    {9: 8, 6: 2},
    {9: 9, 6: 1},
    {8: 10},
    {10: 10},
    {9: 10},
    {8: 6, 7: 4},
    {10: 3, 9: 7},
    {10: 4, 9: 6},
    {10: 4, 9: 6},
    {10: 2, 9: 8},
    {10: 8, 9: 2},
    {10: 1, 9: 9},
    {10: 1, 9: 9},
    {7: 10},
]
DAILY = (
    *("9.5", "9", "8.999", "8.998", "9.5", "9", None, "10", "8", "8.2", "9", "9.1"),
    *("9.2", "9.3", "9", "9.4", "9.6", "7"),
)
PRINTED_DAILY = (
    *("9.500", "9.000", "8.999", "8.998", "9.500", "9.000", None, "10.000", "8.000", "8.200", "9.000", "9.100"),
    *("9.200", "9.300", "9.000", "9.400", "9.600", "7.000"),
)
FINAL: list[tuple[int, int, str, str]] = [
    # rank, place in the list, final score, grade: 0.7 · 上述 + 0.3 · 日常考核
    (1, 15, "9.580", "好"),  # 4 + 2.88 + 2.7
    (2, 1, "9.450", "好"),  # 3.84 + 2.76 + 2.85
    (3, 13, "9.340", "好"),  # 3.76 + 2.82 + 2.76
    (4, 12, "9.330", "好"),  # 3.84 + 2.76 + 2.73
    (5, 8, "9.250", "好"),  # 4 + 3 + 3 + 0.25 - 1
    (6, 17, "9.240", "好"),  # 3.6 + 2.76 + 2.88
    (7, 14, "9.230", "好"),  # 3.68 + 2.76 + 2.79
    (8, 11, "9.220", "好"),  # 3.76 + 2.76 + 2.7
    (9, 16, "9.200", "好"),  # 3.68 + 2.7 + 2.82
    (10, 2, "9.000", "好"),  # 3.6 + 2.7 + 2.7
    (10, 3, "9.000", "好"),  # 3.6 + 2.7 + 2.6997 = 8.9997
    (12, 4, "8.999", "较好"),  # 3.6 + 2.7 + 2.6994 = 8.9994
    (13, 6, "8.760", "较好"),  # 3.36 + 2.7 + 2.7
    (14, 5, "8.730", "差"),  # 3.36 + 2.52 + 2.85
    (15, 9, "8.700", "差"),  # 3.6 + 2.7 + 2.4
    (16, 7, "8.000", "较好"),
    (17, 10, "7.800", "较好"),  # 3.12 + 2.22 + 2.46
    (18, 18, "7.000", "较好"),  # 2.8 + 2.1 + 2.1
]
FLOORS = {"好": "9", "较好": "7"}
REACHED = {5: "较好", 9: "较好"}
"""The bands of the two who are lowered."""
ADJUSTMENTS = [{"points": "0.25", "reason": "全县先进"}, {"points": "-1", "reason": "通报批评"}]
LOWERED = {
    5: ("veto", "“上述”中 2/10（20.00%）的有效评分票为“一般”或“差”，超过 10%，建议等次“差”"),
    9: ("flag", "有“被问责”情形，建议等次“差”"),
}


def on_scale(counts: Counts) -> list[int]:
    return spread(10, {mark - 1: count for mark, count in counts.items()})


def five(name: str, weight: str, counts: Counts, mean: str, banded: Bands) -> Map:
    """A group of five ballots."""
    percents = shares(10, {mark - 1: FIFTHS[count] for mark, count in counts.items()})
    bands = dict(zip(GRADES, (*banded, 0), strict=True))
    return scored_group(name, weight, 5, mean, bands, ("overall", on_scale(counts), percents))


def above() -> Iterator[Map]:
    for place, (person, counted, total) in enumerate(zip(ABOVE, COUNTED, TOTALS, strict=True), 1):
        score, mean, leaders, delegates, of_ten = counted
        groups = [five(LEADERS, "0.4", *leaders), five(DELEGATES, "0.3", *delegates)]
        items = [marks("overall", "总体评价", on_scale(total), mean)]
        bands = dict(zip(GRADES, (*of_ten, 0), strict=True))
        yield subject(f"s{place}", person[0], person[1], 10, score, items, bands, groups)


def daily() -> Iterator[Map]:
    """An entered score has no ballots."""
    for place, ((name, unit, *_), score) in enumerate(zip(ABOVE, PRINTED_DAILY, strict=True), 19):
        yield subject(f"s{place}", name, unit, 0, score, [], {}, [])


SECRETARY = subject(
    "s37",
    "镇党委书记",
    "镇党委",
    5,
    "9.000",
    [marks("overall", "总体评价", on_scale({10: 1, 9: 3, 8: 1}), "9.000")],
    {"好": 4, "较好": 1, "一般": 0, "差": 0},
    [five(PEOPLE, "0.3", {10: 1, 9: 3, 8: 1}, "9.000", (4, 1, 0))],
)


def results() -> Iterator[Map]:
    for rank, place, score, grade in FINAL:
        name, unit, *_ = ABOVE[place - 1]
        parts = {"上述": COUNTED[place - 1][0], "日常考核": PRINTED_DAILY[place - 1]}
        reached = REACHED.get(place, grade)
        yield result(
            rank,
            f"s{place} s{place + 18}",
            name,
            unit,
            {part: each for part, each in parts.items() if each is not None},
            score,
            grade,
            grades=GRADES,
            adjustments=ADJUSTMENTS if place == 8 else [],
            reasons=[
                ("band", f"得分 {score}，达到“{reached}”的起点 {FLOORS[reached]} 分"),
                *([LOWERED[place]] if place in LOWERED else []),
            ],
            remarks=[("one_part", "只有“上述”有得分，按其排名")] if place == 7 else [],
        )
    reason = ("band", "得分 9.000，达到“好”的起点 9 分")
    yield result(
        1, "s37", "镇党委书记", "镇党委", {"下评": "9.000"}, "9.000", "好", roster=2, grades=GRADES, reasons=[reason]
    )


ABOUT: Map = {"at_or_below": "较好", "bound": "about", "target": "0.40", "ungraded": 0}
ROSTERS = [
    {
        "parts": ["上述", "日常考核"],
        "ranked": 18,
        "quota": {
            **{**ABOUT, "share": "0.389", "met": True},  # 7 / 18
            "nearest": ["第二党支部书记", "第三党支部书记", "第四党支部书记"],
        },
        "awards": [],
    },
    {
        "parts": ["下评"],
        "ranked": 1,
        "quota": {**ABOUT, "share": "0.000", "met": False, "nearest": ["镇党委书记"]},
        "awards": [],
    },
]


async def appraise(play: Play) -> None:
    """All eighteen on one ballot; the fifth delegate votes on paper."""
    upper = [*await play.phones(5, LEADERS), *await play.phones(4, DELEGATES)]
    [paper], lower = await play.made.cards(1, DELEGATES), await play.phones(5, PEOPLE)
    await play.open("上述")
    *on_phones, on_paper = zip(*(f"{leaders} {delegates}".split() for *_, leaders, delegates in ABOVE), strict=True)
    for phone, lines in zip(upper, on_phones, strict=True):
        await play.cast([phone], *map(int, lines))
    await play.paper(paper, *map(int, on_paper))
    await play.close()
    await play.open("下评")
    for phone, mark in zip(lower, BELOW.split(), strict=True):
        await play.cast([phone], int(mark))
    await play.close()


async def enter(play: Play) -> None:
    for place, score in enumerate(DAILY, 19):
        if score is not None:
            await play.put(f"/subjects/s{place}/entered", {"score": score})
    await play.put("/subjects/s8/adjustments", ADJUSTMENTS)
    await play.put("/subjects/s27/flags", ["被问责"])  # 第九党支部书记 in the entered part
    groups = {name: {"present": 5, "absent": 1} for name in (LEADERS, DELEGATES, PEOPLE)}
    await play.attend(present=15, absent=3, groups=groups)


async def test_eighteen_branch_secretaries_are_ranked_without_the_towns_own(host: Hosted, tmp_path: Path) -> None:
    async with played(host, "town-18", expected=18) as play:
        await appraise(play)
        await enter(play)
        tally = await play.certify()
        papers = await play.papers(tmp_path)
    parts = [
        scored_part("上述", "0.7", "secretary", list(above())),
        scored_part("日常考核", "0.3", "plain", list(daily())),
        scored_part("下评", "1", "committee", [SECRETARY]),
    ]
    compare(tally["parts"], parts)
    compare(tally["results"], list(results()))
    compare(tally["rosters"], ROSTERS)
    assert tally["quota"] is None, "two rosters have one each"
    rounds: list[Map] = [
        {**ballots((0, 10), (10, 10, 0), (10, 0, 0), phone=9, paper=1), "expected": None},
        {**ballots((0, 5), (5, 5, 0), (5, 0, 0), phone=5, paper=0), "expected": None},
    ]
    people = balance((18, 15, 3), 15, [(name, None, 5, 1) for name in (LEADERS, DELEGATES, PEOPLE)])
    compare(tally["reconciliation"], {**people, "rounds": rounds})
    for tables in (papers.html, papers.word):
        printed = [(str(rank), ABOVE[place - 1][0], score, grade) for rank, place, score, grade in FINAL]
        assert columns(tables, "results-1", "名次", "姓名", "最终得分", "建议等次") == printed
        assert columns(tables, "results-2", "名次", "姓名", "最终得分", "建议等次") == [
            ("1", "镇党委书记", "9.000", "好")
        ]
    assert {"9.58", "8.999", "8.657", "9.829"} <= papers.workbook
    assert LOWERED[5][1] in papers.text
