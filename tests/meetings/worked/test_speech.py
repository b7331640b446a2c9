"""演讲比赛: five judges mark to the hundredth, the highest and the lowest mark of five are left out.

To two places the first two speakers are equal; the third place decides. The last two are equal altogether and share the
third place, half of which would be a second prize.
"""

from pathlib import Path

import pytest

from tests.harness import Hosted, Map
from tests.meetings.worked.play import compare, played
from tests.meetings.worked.score_rows import (
    NO_BANDS,
    award,
    long_marks,
    result,
    scored_group,
    scored_part,
    subject,
)
from tests.meetings.worked.vote_rows import balance, ballots

pytestmark = pytest.mark.anyio

MARKS = {
    "一号选手": ("9.21", "9.35", "9.40", "9.28", "9.50"),
    "二号选手": ("9.30", "9.36", "9.36", "9.99", "8.00"),
    "三号选手": ("9.00", "9.10", "9.20", "9.30", "9.40"),
    "四号选手": ("9.20", "9.20", "9.20", "9.20", "9.20"),
}
BOUNDS = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10")


def speaker(id: str, name: str, score: str, mean: str, nines: int = 5, eights: int = 0) -> Map:
    """The item's mean is that of all five marks, the group's that of the three in the middle."""
    items = [long_marks("overall", "得分", BOUNDS, [0, 0, 0, 0, 0, 0, 0, 0, eights, nines], mean)]
    return subject(
        id, name, "", 5, score, items, {}, [scored_group("评委", None, 5, score, {}, ("overall", None, None))]
    )


SUBJECTS = [
    speaker("s1", "一号选手", "9.343", "9.348"),  # (9.35 + 9.40 + 9.28) / 3; 46.74 / 5
    speaker("s2", "二号选手", "9.340", "9.202", nines=4, eights=1),  # (9.30 + 9.36 + 9.36) / 3; 46.01 / 5
    speaker("s3", "三号选手", "9.200", "9.200"),  # (9.10 + 9.20 + 9.30) / 3; 46.00 / 5
    speaker("s4", "四号选手", "9.200", "9.200"),
]


def placed(rank: int, id: str, name: str, score: str, awards: list[str]) -> Map:
    return result(rank, id, name, "", {"演讲": score}, score, None, awards=awards, remarks=NO_BANDS)


RESULTS = [
    placed(1, "s1", "一号选手", "9.343", ["一等奖"]),
    placed(2, "s2", "二号选手", "9.340", ["二等奖"]),
    placed(3, "s3", "三号选手", "9.200", []),
    placed(3, "s4", "四号选手", "9.200", []),
]
AWARDS = [
    award("一等奖", 1, ["一号选手"]),
    award("二等奖", 2, ["二号选手"], pending=["三号选手", "四号选手"]),  # places 2–3, the tied have 3–4
]
PRINTED = [
    ("1", "一号选手", "9.343", "一等奖"),
    ("2", "二号选手", "9.340", "二等奖"),
    ("3", "三号选手", "9.200", "二等奖（待定）"),
    ("3", "四号选手", "9.200", "二等奖（待定）"),
]


async def test_the_third_decimal_place_decides_between_two_speakers(host: Hosted, tmp_path: Path) -> None:
    async with played(host, "speech") as play:
        judges = await play.phones(5, "评委")
        for name, marks in MARKS.items():
            await play.open("演讲", name)
            for judge, mark in zip(judges, marks, strict=True):
                await play.cast([judge], mark)
            await play.close()
        await play.attend(present=5, absent=0)
        tally = await play.certify()
        papers = await play.papers(tmp_path)
    compare(tally["parts"], [scored_part("演讲", "1", "speech", SUBJECTS)])
    compare(tally["results"], RESULTS)
    compare(tally["rosters"], [{"parts": ["演讲"], "ranked": 4, "quota": None, "awards": AWARDS}])
    assert tally["quota"] is None
    rounds = [ballots((5, 5), (5, 5, 0), (5, 0, 0), phone=5, paper=0)] * 4
    compare(tally["reconciliation"], {**balance((5, 5, 0), 5, [("评委", None, None, None)]), "rounds": rounds})
    for tables in (papers.html, papers.word):
        headings = ("名次", "姓名", "最终得分", "奖项")
        assert [tuple(row[heading] for heading in headings) for row in tables["results"]] == PRINTED
    assert {
        "9.343",
        "9.34",
        "9.2",
        "一等奖 1 名：一号选手；二等奖 2 名：二号选手、并列待定 三号选手、四号选手",
    } <= papers.workbook
