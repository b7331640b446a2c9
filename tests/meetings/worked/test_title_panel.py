"""职称评审: vote and mark must agree, and two thirds of the members present must be in favour: 8 of 12.

One member is recused from 田雨, which lowers the ballots returned but not the number of people present. Two candidates
have eight votes each; the mean of their marks ranks them.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.harness import Hosted, Map
from tests.meetings.worked.play import ABSTAIN, INVALID, Play, compare, played
from tests.meetings.worked.vote_rows import (
    Share,
    balance,
    ballots,
    group,
    item,
    long_item,
    result,
    roster,
    subject,
)

pytestmark = pytest.mark.anyio

YES, NO = "同意", "不同意"
NEITHER = (ABSTAIN, ABSTAIN)


async def review(play: Play) -> None:
    """Nine phones, that of the recused member, and two ballots on paper."""
    voters, paper = await play.phones(9), await play.made.cards(2)
    [recused] = await play.phones(1, recuse="s3")
    await play.open("职称评审")  # 任杰 史可 田雨
    for line, rule in (((YES, 59), 0), ((NO, 60), 1)):
        answer = await play.refused(voters[0], line, NEITHER, NEITHER)
        assert (answer["code"], answer["field"], answer["agree"]) == ("bad_ballot", "scores[0][1]", rule)
    await play.cast(voters[:5], (YES, 80), (YES, 75), (YES, 88))
    await play.cast(voters[5:6], (YES, 60), (YES, 70), (YES, 90))
    await play.cast(voters[6:7], (NO, 59), (NO, 50), (YES, 70))
    await play.cast(voters[7:8], (NO, 45), (NO, 55), (NO, 40))
    await play.cast(voters[8:], NEITHER, (ABSTAIN, 65), (NO, 58))
    await play.cast([recused], (YES, 95), (YES, 62), None)
    await play.paper(paper[0], (YES, 100), INVALID, (YES, 79))
    await play.paper(paper[1], (NO, 0), NEITHER, NEITHER)
    await play.close(publish=False)


CLASSES = ("0", "10", "20", "30", "40", "50", "60", "70", "80", "90", "100")


def candidate(
    label: str,
    counts: list[int],
    marks: tuple[Sequence[int], int, str],
    bases: Sequence[int],
    votes: Share,
    shares: list[str],
    **more: int,
) -> Map:
    """`marks`: how many are in each class, how many abstain, and the mean; `more`: abstained, recused, invalid."""
    classes, silent, mean = marks
    marked = bases[-1]
    return subject(
        label,
        [
            item("vote", "表决", counts, more.get("abstained", 0)),
            long_item("mark", "评分", list(zip(CLASSES, CLASSES[1:], classes, strict=False)), silent, mean),
        ],
        ballots=marked,
        bases=bases,
        votes=votes,
        needed=8,
        groups=[group("全体", marked, ("vote", counts, shares), ("mark", None, None))],
        **more,
    )


REN = ("present", 8, 12, "66.67")
SHI = ("present", 7, 12, "58.33")
TIAN = ("present", 8, 12, "66.67")
SUBJECTS = [
    candidate(
        "s1 任杰 设计院",
        [8, 3],
        ([1, 0, 0, 0, 1, 1, 1, 0, 5, 2], 1, "69.000"),  # (5 · 80 + 60 + 59 + 45 + 95 + 100 + 0) / 11
        (15, 12, 12, 12, 11),
        REN,
        ["72.73", "27.27"],
        abstained=1,
    ),
    candidate(
        "s2 史可 检测中心",
        [7, 2],
        ([0, 0, 0, 0, 0, 2, 2, 6, 0, 0], 1, "67.700"),  # (5 · 75 + 70 + 50 + 55 + 65 + 62) / 10
        (15, 12, 12, 11, 9),
        SHI,
        ["77.78", "22.22"],
        abstained=2,
        invalid=1,
    ),
    candidate(
        "s3 田雨 勘察队",
        [8, 2],
        ([0, 0, 0, 0, 1, 1, 0, 2, 5, 1], 1, "77.700"),  # (5 · 88 + 90 + 70 + 40 + 58 + 79) / 10
        (15, 12, 11, 11, 10),
        TIAN,
        ["80.00", "20.00"],
        abstained=1,
        recused=1,
    ),
]


def judged(label: str, rank: int, votes: Share, grade: str, reason: str) -> Map:
    about: Map = {"needed": 8, "grade": grade, "grades": ["通过", "未通过"], "reasons": [reason]}
    return result(label, "职称评审", rank=rank, votes=votes, **about)


RESULTS = [
    judged("s3 田雨 勘察队", 1, TIAN, "通过", "同意 8/12，66.67%，达到 2/3"),
    judged("s1 任杰 设计院", 2, REN, "通过", "同意 8/12，66.67%，达到 2/3"),
    judged("s2 史可 检测中心", 3, SHI, "未通过", "同意 7/12，58.33%，未达到 2/3"),
]
NO_PRESENT = {"code": "awaits", "text": "缺少实到人数，不出结果"}
TOO_FEW = {"code": "contradicted", "text": "收回 12 票，实到只有 11 人，不出结果"}


def unjudged(id: str, rank: int, count: int, base: int | None, needed: int | None, remark: Map, *awaits: str) -> Map:
    """Votes that give no share and no grade."""
    votes = {"count": count, "basis": "present", "base": base, "share": None, "needed": needed}
    about = {"ids": [id], "rank": rank, "votes": votes, "grade": None, "reasons": []}
    return {**about, "awaits": list(awaits), "remarks": [remark]}


WITHOUT_ATTENDANCE = [
    unjudged("s3", 1, 8, None, None, NO_PRESENT, "present"),
    unjudged("s1", 2, 8, None, None, NO_PRESENT, "present"),
    unjudged("s2", 3, 7, None, None, NO_PRESENT, "present"),
]
# Had 11 people been present, 12 of them could not have voted on the first two; 11 could on 田雨.
MISTAKEN = [
    judged("s3 田雨 勘察队", 1, ("present", 8, 11, "72.73"), "通过", "同意 8/11，72.73%，达到 2/3"),
    unjudged("s1", 2, 8, 11, 8, TOO_FEW),
    unjudged("s2", 3, 7, 11, 8, TOO_FEW),
]
UNDECIDED: Map = {"rank": None, "votes": None, "grade": None, "awaits": ["round"], "reasons": []}
PRINTED = [
    ("1", "田雨", "8", "2", "77.700", "8/12，66.67%", "通过"),
    ("2", "任杰", "8", "3", "69.000", "8/12，66.67%", "通过"),
    ("3", "史可", "7", "2", "67.700", "7/12，58.33%", "未通过"),
]


async def test_the_mean_mark_ranks_candidates_with_equally_many_votes(host: Hosted, tmp_path: Path) -> None:
    async with played(host, "title-panel") as play:
        await review(play)
        withheld = await play.made.tally(draft=True)
        nothing: Map = {"ballots": None, "bases": None, "votes": None, "items": [], "groups": []}
        compare(withheld["parts"], [{"outcome": None, "subjects": [nothing] * 3}])
        waiting = {"code": "waiting", "text": "“职称评审”未公布，尚无结果"}
        compare(withheld["results"], [{**UNDECIDED, "remarks": [waiting]}] * 3)
        await play.chair.do("publish", all=True)
        compare((await play.made.tally())["results"], WITHOUT_ATTENDANCE)
        await play.attend(present=11, absent=4)
        mistaken = await play.made.tally()
        compare(mistaken["results"], MISTAKEN)
        assert mistaken["reconciliation"]["problems"] == ["第 1 轮收回 12 票，实到只有 11 人，多 1"]
        await play.attend(present=12, absent=3)
        tally = await play.certify()
        papers = await play.papers(tmp_path)
    about: Map = {"name": "职称评审", "weight": None, "form": "title-panel", "again": None, "write_ins": []}
    compare(tally["parts"], [{**about, "outcome": None, "subjects": SUBJECTS}])
    compare(tally["results"], RESULTS)
    compare(tally["rosters"], [roster("职称评审", 3)])
    rounds = [ballots((15, 12), (12, 12, 0), (12, 0, 0), phone=10, paper=2)]
    compare(tally["reconciliation"], {**balance((15, 12, 3), 12, [("全体", None, None, None)]), "rounds": rounds})
    for tables in (papers.html, papers.word):
        headings = ("名次", "表决对象", "同意", "不同意", "评分均分", "同意（占实到人数）", "结果")
        assert [tuple(row[heading] for heading in headings) for row in tables["votes-1-counts"]] == PRINTED
    assert {"8/12，66.67%", "7/12，58.33%"} <= papers.workbook
