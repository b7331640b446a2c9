"""评委与观众打分: the jury counts for 0.7, the audience for 0.3, whatever their numbers.

The audience prefers the last programme to the third, the jury does not. The first two programmes are equal, so that
neither the first nor the second prize can be given before somebody decides.
"""

from pathlib import Path

import pytest

from tests.harness import Hosted, Map
from tests.meetings.worked.play import Play, compare, played
from tests.meetings.worked.score_rows import (
    NO_BANDS,
    award,
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

SONG, DANCE, SKETCH, CLAPPER = "合唱《我的祖国》", "舞蹈《织梦》", "小品《夜班》", "快板《安全歌》"
#       合唱   舞蹈    小品   快板
JURY = (
    ("9.5", "9.5", "9", "8"),
    ("9", "9.5", "8.5", "8.5"),
    ("9.5", "9.5", "9", "8"),
    ("10", "9", "9", "7.5"),
    ("9", "9.5", "8.5", "9"),
)
AUDIENCE = (
    ("9", "10", "8", "9.5"),
    ("9.5", "9.5", "8.5", "9"),
    ("10", "9", "9", "10"),
    ("10", "9.5", "7.5", "9"),
    ("9.5", "9", "8", "9.5"),
    ("9", "10", "10", "10"),
)
MARK = {"7.5": 5, "8": 6, "8.5": 7, "9": 8, "9.5": 9, "10": 10}
"""Places on the scale from 5 to 10 in steps of 0.5."""


def places(counts: dict[str, int]) -> list[int]:
    return spread(11, {MARK[mark]: count for mark, count in counts.items()})


def of_group(name: str, weight: str, ballots: int, mean: str, counts: dict[str, tuple[int, str]]) -> Map:
    """`counts`: how often each mark was given, and its share in percent."""
    percents = shares(11, {MARK[mark]: percent for mark, (_, percent) in counts.items()})
    given = places({mark: count for mark, (count, _) in counts.items()})
    return scored_group(name, weight, ballots, mean, {}, ("overall", given, percents))


def programme(
    id: str, name: str, unit: str, score: str, counts: dict[str, int], mean: str, jury: Map, audience: Map
) -> Map:
    return subject(id, name, unit, 11, score, [marks("overall", "得分", places(counts), mean)], {}, [jury, audience])


SUBJECTS = [
    programme(
        "s1",
        SONG,
        "供电公司",
        "9.43",  # 0.7 · 9.4 + 0.3 · 9.5 = 6.58 + 2.85
        {"9": 4, "9.5": 4, "10": 3},
        "9.45",  # 104 / 11
        of_group("评委", "0.7", 5, "9.40", {"9": (2, "40.00"), "9.5": (2, "40.00"), "10": (1, "20.00")}),
        of_group("观众", "0.3", 6, "9.50", {"9": (2, "33.33"), "9.5": (2, "33.33"), "10": (2, "33.33")}),
    ),
    programme(
        "s2",
        DANCE,
        "纺织厂",
        "9.43",
        {"9": 3, "9.5": 6, "10": 2},
        "9.45",
        of_group("评委", "0.7", 5, "9.40", {"9": (1, "20.00"), "9.5": (4, "80.00")}),
        of_group("观众", "0.3", 6, "9.50", {"9": (2, "33.33"), "9.5": (2, "33.33"), "10": (2, "33.33")}),
    ),
    programme(
        "s3",
        SKETCH,
        "人民医院",
        "8.71",  # 0.7 · 8.8 + 0.3 · 8.5 = 6.16 + 2.55
        {"7.5": 1, "8": 2, "8.5": 3, "9": 4, "10": 1},
        "8.64",  # 95 / 11
        of_group("评委", "0.7", 5, "8.80", {"8.5": (2, "40.00"), "9": (3, "60.00")}),
        of_group(
            "观众",
            "0.3",
            6,
            "8.50",
            {
                "7.5": (1, "16.67"),
                "8": (2, "33.33"),
                "8.5": (1, "16.67"),
                "9": (1, "16.67"),
                "10": (1, "16.67"),
            },
        ),
    ),
    programme(
        "s4",
        CLAPPER,
        "公交集团",
        "8.59",  # 0.7 · 8.2 + 0.3 · 9.5 = 5.74 + 2.85
        {"7.5": 1, "8": 2, "8.5": 1, "9": 3, "9.5": 2, "10": 2},
        "8.91",  # 98 / 11
        of_group(
            "评委",
            "0.7",
            5,
            "8.20",
            {"7.5": (1, "20.00"), "8": (2, "40.00"), "8.5": (1, "20.00"), "9": (1, "20.00")},
        ),
        of_group("观众", "0.3", 6, "9.50", {"9": (2, "33.33"), "9.5": (2, "33.33"), "10": (2, "33.33")}),
    ),
]


def placed(rank: int, id: str, name: str, unit: str, score: str, awards: list[str]) -> Map:
    return result(rank, id, name, unit, {"节目评分": score}, score, None, awards=awards, remarks=NO_BANDS)


RESULTS = [
    placed(1, "s1", SONG, "供电公司", "9.43", []),
    placed(1, "s2", DANCE, "纺织厂", "9.43", []),
    placed(3, "s3", SKETCH, "人民医院", "8.71", ["优秀奖"]),
    placed(4, "s4", CLAPPER, "公交集团", "8.59", ["优秀奖"]),
]
AWARDS = [
    award("一等奖", 1, pending=[SONG, DANCE]),
    award("二等奖", 1, pending=[SONG, DANCE]),
    award("优秀奖", 2, [SKETCH, CLAPPER]),  # half of four
]
PRINTED = [
    ("1", SONG, "9.43", "一等奖（待定）、二等奖（待定）"),
    ("1", DANCE, "9.43", "一等奖（待定）、二等奖（待定）"),
    ("3", SKETCH, "8.71", "优秀奖"),
    ("4", CLAPPER, "8.59", "优秀奖"),
]
COUNTED = [("11", "9.40", "9.50"), ("11", "9.40", "9.50"), ("11", "8.80", "8.50"), ("11", "8.20", "9.50")]


async def perform(play: Play) -> None:
    jury, audience = await play.phones(5, "评委"), await play.phones(6, "观众")
    await play.open("节目评分")
    for phone, lines in zip([*jury, *audience], [*JURY, *AUDIENCE], strict=True):
        await play.cast([phone], *lines)
    await play.close(publish=False)
    withheld = await play.made.tally(draft=True)
    compare(withheld["results"], [{"score": None, "rank": None, "awards": []}] * 4)
    await play.chair.do("publish", all=True)


async def test_the_jury_outweighs_a_larger_audience_and_a_tie_keeps_two_prizes_open(
    host: Hosted, tmp_path: Path
) -> None:
    async with played(host, "jury-audience") as play:
        await perform(play)
        groups = {"评委": {"present": 5, "absent": 4}, "观众": {"present": 6, "absent": 294}}
        await play.attend(present=11, absent=298, groups=groups)
        tally = await play.certify()
        papers = await play.papers(tmp_path)
    compare(tally["parts"], [scored_part("节目评分", "1", "performance", SUBJECTS)])
    compare(tally["results"], RESULTS)
    compare(tally["rosters"], [{"parts": ["节目评分"], "ranked": 4, "quota": None, "awards": AWARDS}])
    rounds = [ballots((309, 11), (11, 11, 0), (11, 0, 0), phone=11, paper=0)]
    people = balance((309, 11, 298), 11, [("评委", 9, 5, 4), ("观众", 300, 6, 294)])
    compare(tally["reconciliation"], {**people, "rounds": rounds})
    for tables in (papers.html, papers.word):
        assert columns(tables, "results", "名次", "姓名", "最终得分", "奖项") == PRINTED
        assert columns(tables, "standing-1", "计分票", "评委·均分", "观众·均分") == COUNTED
    assert {"9.43", "8.71", "8.59"} <= papers.workbook
