"""分项指标测评: five weighted indicators, the best and the worst ballot left out, and a veto over 10 % of low ballots.

Whoever abstains on 制度体系 is scored on the other four. 韩雪 is vetoed by two of eleven ballots; one of ten, exactly
10 %, is no veto for 朱红梅; 杨帆 is lowered by a flag.
"""

from pathlib import Path

import pytest

from tests.harness import Hosted, Map
from tests.meetings.worked.play import ABSTAIN, Line, Play, compare, played
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

# The weights are 30, 25, 15, 20 and 10; in the comments, what the ballot scores.
NINES: Line = (9, 9, 9, 9, 9)
EIGHTS: Line = (8, 8, 8, 8, 8)
SIXES: Line = (6, 6, 6, 6, 6)
SHEN_PARTY: tuple[Line, ...] = (
    (10, 10, 10, 10, 10),  # 10, left out
    NINES,
    NINES,
    (9, 8, 10, 9, 8),  # (270 + 200 + 150 + 180 + 80) / 100 = 8.8
    (9, 9, 9, 9, ABSTAIN),  # 9
)
SHEN_STAFF: tuple[Line, ...] = (
    NINES,
    NINES,
    EIGHTS,
    (10, 9, 8, 9, ABSTAIN),  # (300 + 225 + 120 + 180) / 90 = 9.16667
    (9, 10, 9, 8, 10),  # (270 + 250 + 135 + 160 + 100) / 100 = 9.15
)
SHEN_PAPER: Line = (6, 6, 7, 6, 6)  # (180 + 150 + 105 + 120 + 60) / 100 = 6.15, left out
HAN_LOW: Line = (3, 5, 5, 5, 5)  # (90 + 125 + 75 + 100 + 50) / 100 = 4.4, left out
REASON = {"subject": 0, "key": "problems", "text": "主体责任清单没有落实到人"}

ITEMS = (
    ("responsibility", "落实主体责任"),
    ("ecology", "政治生态建设"),
    ("learning", "学习教育推进"),
    ("organisation", "基层党组织建设"),
    ("rules", "制度体系"),
)
GRADES = ["好", "较好", "一般", "差"]
PART = "党建述职"


def on_scale(counts: dict[int, int]) -> list[int]:
    """The marks from 1 to 10."""
    return spread(10, {mark - 1: count for mark, count in counts.items()})


def bands(*counts: int) -> Map:
    return dict(zip(GRADES, counts, strict=True))


def of_group(
    name: str, ballots: int, mean: str, banded: tuple[int, int, int, int], *items: dict[int, tuple[int, str]]
) -> Map:
    """`mean`: without the best and the worst ballot; `items`: how often each mark was given, and in percent."""
    rows = [
        (
            key,
            on_scale({mark: count for mark, (count, _) in item.items()}),
            shares(10, {mark - 1: percent for mark, (_, percent) in item.items()}),
        )
        for (key, _), item in zip(ITEMS, items, strict=True)
    ]
    return scored_group(name, None, ballots, mean, bands(*banded), *rows)


def secretary(
    id: str,
    name: str,
    unit: str,
    score: tuple[int, str],
    banded: tuple[int, int, int, int],
    items: list[tuple[dict[int, int], str]],
    groups: list[Map],
    abstained: int = 0,
) -> Map:
    """`abstained`: on the last item alone."""
    rows = [marks(*names, on_scale(counts), mean) for names, (counts, mean) in zip(ITEMS, items, strict=True)]
    rows[-1]["abstained"] = abstained
    scored, mean = score
    return subject(id, name, unit, scored, mean, rows, bands(*banded), groups)


ALL_NINES = [{9: (5, "100.00")}] * 5
SHEN = secretary(
    "s1",
    "沈国栋",
    "供水分公司党支部",
    (11, "8.902"),  # (4 · 9 + 9 + 8.8 + 8 + 9.16667 + 9.15) / 9 = 80.11667 / 9
    (8, 2, 1, 0),
    [
        ({6: 1, 8: 1, 9: 7, 10: 2}, "8.818"),  # 97 / 11
        ({6: 1, 8: 2, 9: 6, 10: 2}, "8.727"),  # 96 / 11
        ({7: 1, 8: 2, 9: 6, 10: 2}, "8.818"),  # 97 / 11
        ({6: 1, 8: 2, 9: 7, 10: 1}, "8.636"),  # 95 / 11
        ({6: 1, 8: 2, 9: 4, 10: 2}, "8.667"),  # 78 / 9
    ],
    [
        of_group(
            "党委委员",
            5,
            "9.000",  # without 10 and 8.8
            (4, 1, 0, 0),
            {9: (4, "80.00"), 10: (1, "20.00")},
            {8: (1, "20.00"), 9: (3, "60.00"), 10: (1, "20.00")},
            {9: (3, "60.00"), 10: (2, "40.00")},
            {9: (4, "80.00"), 10: (1, "20.00")},
            {8: (1, "25.00"), 9: (2, "50.00"), 10: (1, "25.00")},
        ),
        of_group(
            "职工代表",
            6,
            "8.788",  # without 9.16667 and 6.15: (9 + 9 + 8 + 9.15) / 4 = 8.7875
            (4, 1, 1, 0),
            {6: (1, "16.67"), 8: (1, "16.67"), 9: (3, "50.00"), 10: (1, "16.67")},
            {6: (1, "16.67"), 8: (1, "16.67"), 9: (3, "50.00"), 10: (1, "16.67")},
            {7: (1, "16.67"), 8: (2, "33.33"), 9: (3, "50.00")},
            {6: (1, "16.67"), 8: (2, "33.33"), 9: (3, "50.00")},
            {6: (1, "20.00"), 8: (1, "20.00"), 9: (2, "40.00"), 10: (1, "20.00")},
        ),
    ],
    abstained=2,
)
FIVE = {5: (1, "16.67"), 6: (1, "16.67"), 9: (4, "66.67")}
HAN = secretary(
    "s2",
    "韩雪",
    "排水分公司党支部",
    (11, "8.667"),  # nine of 9, 6 and 4.4, without 9 and 4.4: 78 / 9
    (9, 0, 2, 0),
    [
        ({3: 1, 6: 1, 9: 9}, "8.182"),  # 90 / 11
        *[({5: 1, 6: 1, 9: 9}, "8.364")] * 4,  # 92 / 11
    ],
    [
        of_group("党委委员", 5, "9.000", (5, 0, 0, 0), *ALL_NINES),
        of_group(
            "职工代表",
            6,
            "8.250",  # without 9 and 4.4: (3 · 9 + 6) / 4
            (4, 0, 2, 0),
            {3: (1, "16.67"), 6: (1, "16.67"), 9: (4, "66.67")},
            *[FIVE] * 4,
        ),
    ],
)
YANG = secretary(
    "s3",
    "杨帆",
    "工程公司党支部",
    (10, "8.000"),
    (0, 10, 0, 0),
    [({8: 10}, "8.000")] * 5,
    [
        of_group("党委委员", 5, "8.000", (0, 5, 0, 0), *[{8: (5, "100.00")}] * 5),
        of_group("职工代表", 5, "8.000", (0, 5, 0, 0), *[{8: (5, "100.00")}] * 5),
    ],
)
ZHU = secretary(
    "s4",
    "朱红梅",
    "机关第一党支部",
    (10, "9.000"),  # nine of 9 and 6, without 9 and 6
    (9, 0, 1, 0),
    [({6: 1, 9: 9}, "8.700")] * 5,  # 87 / 10
    [
        of_group("党委委员", 5, "9.000", (5, 0, 0, 0), *ALL_NINES),
        of_group("职工代表", 5, "9.000", (4, 0, 1, 0), *[{6: (1, "20.00"), 9: (4, "80.00")}] * 5),
    ],
)


def placed(rank: int, id: str, name: str, unit: str, score: str, grade: str, *reasons: tuple[str, str]) -> Map:
    return result(rank, id, name, unit, {PART: score}, score, grade, grades=GRADES, reasons=reasons)


RESULTS = [
    placed(1, "s4", "朱红梅", "机关第一党支部", "9.000", "好", ("band", "得分 9.000，达到“好”的起点 9 分")),
    placed(2, "s1", "沈国栋", "供水分公司党支部", "8.902", "较好", ("band", "得分 8.902，达到“较好”的起点 7 分")),
    placed(
        3,
        "s2",
        "韩雪",
        "排水分公司党支部",
        "8.667",
        "差",
        ("band", "得分 8.667，达到“较好”的起点 7 分"),
        ("veto", "“党建述职”中 2/11（18.18%）的有效评分票为“一般”或“差”，超过 10%，建议等次“差”"),
    ),
    placed(
        4,
        "s3",
        "杨帆",
        "工程公司党支部",
        "8.000",
        "差",
        ("band", "得分 8.000，达到“较好”的起点 7 分"),
        ("flag", "有“重大失误”情形，建议等次“差”"),
    ),
]
PRINTED = [
    ("1", "朱红梅", "9.000", "好"),
    ("2", "沈国栋", "8.902", "较好"),
    ("3", "韩雪", "8.667", "差"),
    ("4", "杨帆", "8.000", "差"),
]


async def appraise(play: Play) -> None:
    party, staff = await play.phones(5, "党委委员"), await play.phones(5, "职工代表")
    [card] = await play.made.cards(1, "职工代表")
    await play.open(PART, "沈国栋")
    for phone, line in zip([*party, *staff], [*SHEN_PARTY, *SHEN_STAFF], strict=True):
        await play.cast([phone], line)
    await play.paper(card, SHEN_PAPER)
    await play.close()
    await play.open(PART, "韩雪")
    refused = await play.refused(staff[4], HAN_LOW)
    assert (refused["code"], refused["field"]) == ("bad_ballot", "notes[0]"), "a 差 without a reason"
    await play.cast([*party, *staff[:4]], NINES)
    await play.cast([staff[4]], HAN_LOW, notes=[REASON])
    await play.paper(card, SIXES)
    await play.close()
    await play.open(PART, "杨帆", "朱红梅")
    await play.cast([*party, *staff[:4]], EIGHTS, NINES)
    await play.cast([staff[4]], EIGHTS, SIXES)
    await play.close()
    await play.put("/subjects/s3/flags", ["重大失误"])


async def test_weights_trimming_and_the_veto_work_on_ballots_with_abstained_items(host: Hosted, tmp_path: Path) -> None:
    async with played(host, "indicators", expected=12) as play:
        await appraise(play)
        await play.attend(present=11, absent=1)
        tally = await play.certify()
        papers = await play.papers(tmp_path)
    compare(tally["parts"], [scored_part(PART, "1", "weighted-indicators", [SHEN, HAN, YANG, ZHU])])
    compare(tally["results"], RESULTS)
    compare(tally["rosters"], [{"parts": [PART], "ranked": 4, "quota": None, "awards": []}])
    compare(tally["notes"], [{**REASON, "subject": "s2"}])
    rounds = [
        ballots((12, 11), (11, 11, 0), (11, 0, 0), phone=10, paper=1),
        ballots((12, 11), (11, 11, 0), (11, 0, 0), phone=10, paper=1),
        ballots((12, 11), (11, 10, 1), (10, 0, 0), phone=10, paper=0),
    ]
    groups = [(name, None, None, None) for name in ("党委委员", "职工代表")]
    compare(tally["reconciliation"], {**balance((12, 11, 1), 11, groups), "rounds": rounds})
    for tables in (papers.html, papers.word):
        assert columns(tables, "results", "名次", "姓名", "最终得分", "建议等次") == PRINTED
    assert {"8.902", "8.667", "8.788", "主体责任清单没有落实到人"} <= papers.workbook
