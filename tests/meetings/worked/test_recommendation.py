"""民主推荐: each ballot names exactly two of six; the three with most votes go on, if a third of the ballots name them.

Eight of 24 ballots are exactly a third: that is enough, but the three places go to others.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.harness import Hosted, Map
from tests.meetings.worked.play import INVALID, Line, Play, compare, played
from tests.meetings.worked.vote_rows import Share, balance, ballots, group, item, result, roster, subject

pytestmark = pytest.mark.anyio

NAMES = ("蒋文博", "康宁", "黎芳", "孟凡", "牛犇", "欧阳雪")
PASSED = "列为考察对象"


def naming(*names: str) -> list[Line]:
    return ["推荐" if name in names else "不推荐" for name in NAMES]


async def recommend(play: Play) -> None:
    """23 phones and two ballots on paper: one with two marks on the line of 牛犇, one spoiled."""
    voters, paper = await play.phones(23), await play.made.cards(2)
    await play.open("民主推荐")
    for names in (["蒋文博"], ["蒋文博", "康宁", "黎芳"], []):
        assert (await play.refused(voters[0], *naming(*names)))["code"] == "bad_ballot"
    await play.cast(voters[:6], *naming("蒋文博", "康宁"))
    await play.cast(voters[6:9], *naming("蒋文博", "黎芳"))
    await play.cast(voters[9:13], *naming("蒋文博", "孟凡"))
    await play.cast(voters[13:16], *naming("康宁", "黎芳"))
    await play.cast(voters[16:18], *naming("康宁", "孟凡"))
    await play.cast(voters[18:20], *naming("黎芳", "牛犇"))
    await play.cast(voters[20:21], *naming("孟凡", "牛犇"))
    await play.cast(voters[21:22], *naming("孟凡", "欧阳雪"))
    await play.cast(voters[22:], *naming("牛犇", "欧阳雪"))
    await play.paper(paper[0], "不推荐", "不推荐", "推荐", "不推荐", INVALID, "不推荐")
    await play.paper(paper[1])
    await play.close()


def recommended(label: str, counts: list[int], bases: Sequence[int], votes: Share, shares: list[str]) -> Map:
    return subject(
        label,
        [item("vote", "推荐意见", counts)],
        ballots=bases[-1],
        invalid=1 if bases[-1] == 23 else 0,
        bases=bases,
        votes=votes,
        needed=8,
        groups=[group("全体", bases[-1], ("vote", counts, shares))],
    )


def judged(label: str, rank: int, votes: Share, grade: str, reason: str) -> Map:
    about: Map = {"needed": 8, "grade": grade, "grades": [PASSED, "未列入"], "reasons": [reason]}
    return result(label, "民主推荐", rank=rank, votes=votes, **about)


# Shares of the valid ballots: 24, but 23 for 牛犇, whose line cannot be read on one of them.
JIANG = ("valid", 13, 24, "54.17")
KANG = ("valid", 11, 24, "45.83")
LI = ("valid", 9, 24, "37.50")
MENG = ("valid", 8, 24, "33.33")
NIU = ("valid", 4, 23, "17.39")
OUYANG = ("valid", 2, 24, "8.33")
ALL, LESS = (30, 26, 25, 24, 24), (30, 26, 25, 23, 23)
SUBJECTS = [
    recommended("s1 蒋文博 第一小学", [13, 11], ALL, JIANG, ["54.17", "45.83"]),
    recommended("s2 康宁 第二小学", [11, 13], ALL, KANG, ["45.83", "54.17"]),
    recommended("s3 黎芳 实验中学", [9, 15], ALL, LI, ["37.50", "62.50"]),
    recommended("s4 孟凡 第五中学", [8, 16], ALL, MENG, ["33.33", "66.67"]),
    recommended("s5 牛犇 职教中心", [4, 19], LESS, NIU, ["17.39", "82.61"]),
    recommended("s6 欧阳雪 幼教中心", [2, 22], ALL, OUYANG, ["8.33", "91.67"]),
]
RESULTS = [
    judged("s1 蒋文博 第一小学", 1, JIANG, PASSED, "推荐 13/24，54.17%，达到 1/3"),
    judged("s2 康宁 第二小学", 2, KANG, PASSED, "推荐 11/24，45.83%，达到 1/3"),
    judged("s3 黎芳 实验中学", 3, LI, PASSED, "推荐 9/24，37.50%，达到 1/3"),
    judged("s4 孟凡 第五中学", 4, MENG, "未列入", "推荐 8/24，33.33%，不在 3 个名额之内"),
    judged("s5 牛犇 职教中心", 5, NIU, "未列入", "推荐 4/23，17.39%，未达到 1/3"),
    judged("s6 欧阳雪 幼教中心", 6, OUYANG, "未列入", "推荐 2/24，8.33%，未达到 1/3"),
]
OUTCOME: Map = {
    **{"grade": PASSED, "seats": 3, "filled": 3, "open": 0},
    **{"elected": ["蒋文博", "康宁", "黎芳"], "tied": [], "again": None},
}


async def test_the_three_with_most_votes_go_on(host: Hosted, tmp_path: Path) -> None:
    async with played(host, "recommendation") as play:
        await recommend(play)
        await play.attend(present=26, absent=4)
        tally = await play.certify()
        papers = await play.papers(tmp_path)
    about: Map = {"name": "民主推荐", "weight": None, "form": "recommendation", "again": None, "write_ins": []}
    compare(tally["parts"], [{**about, "outcome": OUTCOME, "subjects": SUBJECTS}])
    compare(tally["results"], RESULTS)
    compare(tally["rosters"], [roster("民主推荐", 6)])
    rounds = [ballots((30, 26), (25, 25, 0), (24, 1, 0), phone=23, paper=2)]
    compare(tally["reconciliation"], {**balance((30, 26, 4), 25, [("全体", None, None, None)]), "rounds": rounds})
    for tables in (papers.html, papers.word):
        shares = [(row["候选人"], row["推荐（占有效票）"], row["结果"]) for row in tables["election-1-counts"]]
        assert shares == [
            ("蒋文博", "13/24，54.17%", PASSED),
            ("康宁", "11/24，45.83%", PASSED),
            ("黎芳", "9/24，37.50%", PASSED),
            ("孟凡", "8/24，33.33%", "未列入"),
            ("牛犇", "4/23，17.39%", "未列入"),
            ("欧阳雪", "2/24，8.33%", "未列入"),
        ]
    assert {"13/24，54.17%", "4/23，17.39%"} <= papers.workbook
