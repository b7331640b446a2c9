"""等额选举: as many candidates as seats. Whoever is elected needs 12 of the 23 who are entitled to vote.

In the first meeting a name that was written in gets the third seat; in the second the seat stays open until a second
vote.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.harness import Hosted, Map
from tests.meetings.worked.play import ABSTAIN, INVALID, Play, compare, played
from tests.meetings.worked.vote_rows import Share, balance, ballots, group, item, result, roster, subject, written

pytestmark = pytest.mark.anyio

FOR, AGAINST = "赞成", "反对"
PART, AGAIN = "支部委员选举", "支部委员选举（再次投票）"


def candidate(label: str, counts: list[int], bases: Sequence[int], votes: Share, shares: list[str], **more: int) -> Map:
    """A candidate on the ballots of one group. `more`: abstained, invalid."""
    marked = bases[-1]
    return subject(
        label,
        [item("vote", "表决", counts, more.get("abstained", 0))],
        ballots=marked,
        bases=bases,
        votes=votes,
        needed=12,
        groups=[group("全体", marked, ("vote", counts, shares))],
        **more,
    )


def judged(label: str, rank: int, votes: Share, grade: str, reason: str, part: str = PART, roster: int = 1) -> Map:
    return result(
        label,
        part,
        roster=roster,
        rank=rank,
        votes=votes,
        needed=12,
        grade=grade,
        grades=["当选", "未当选"],
        reasons=[reason],
    )


async def elect(play: Play) -> None:
    """17 phones and two ballots on paper, one of them spoiled. Twelve ballots add 郑和, four of them as 郑合."""
    voters, paper = await play.phones(17), await play.made.cards(2)
    await play.open(PART)  # 顾明 贺丽 江涛
    for names in (["顾 明"], ["郑和", "郑 和"]):
        answer = await play.refused(voters[0], FOR, AGAINST, AGAINST, write_ins=names)
        assert (answer["code"], answer["field"]) == ("bad_ballot", f"write_ins[{len(names) - 1}]")
    await play.cast(voters[:7], FOR, FOR, AGAINST, write_ins=["郑和"])
    await play.cast(voters[7:10], FOR, FOR, ABSTAIN, write_ins=["郑 合"])
    await play.cast(voters[10:11], FOR, AGAINST, AGAINST, write_ins=["郑和", "郑合"])
    await play.cast(voters[11:16], FOR, FOR, FOR)
    await play.cast(voters[16:], AGAINST, AGAINST, FOR)
    await play.paper(paper[0], FOR, INVALID, FOR, write_ins=["郑和"])
    await play.paper(paper[1])
    await play.close()


# Shares of the 23 who are expected.
GU = ("expected", 17, 23, "73.91")
HE = ("expected", 15, 23, "65.22")
JIANG = ("expected", 7, 23, "30.43")
SUBJECTS = [
    candidate("s1 顾明 心内科", [17, 1], (23, 19, 19, 18, 18), GU, ["94.44", "5.56"]),
    candidate("s2 贺丽 儿科", [15, 2], (23, 19, 19, 17, 17), HE, ["88.24", "11.76"], invalid=1),
    candidate("s3 江涛 药剂科", [7, 8], (23, 19, 19, 18, 15), JIANG, ["46.67", "53.33"], abstained=3),
]
RESULTS = [
    judged("s1 顾明 心内科", 1, GU, "当选", "赞成 17/23，73.91%，超过 1/2"),
    judged("s2 贺丽 儿科", 2, HE, "当选", "赞成 15/23，65.22%，超过 1/2"),
    judged("s3 江涛 药剂科", 3, JIANG, "未当选", "赞成 7/23，30.43%，未超过 1/2"),
]
OPEN: Map = {
    **{"grade": "当选", "seats": 3, "filled": 2, "open": 1},
    **{"elected": ["顾明", "贺丽"], "tied": [], "again": None},
}
NAMES = [
    written("郑和", ["郑和"], (9, 23, "39.13"), "未当选"),
    written("郑合", ["郑合"], (4, 23, "17.39"), "未当选"),
]
MERGED = [written("郑和", ["郑合", "郑和"], (12, 23, "52.17"), "当选")]  # 9 + 4, less the ballot that has both


async def test_a_name_that_was_written_in_gets_a_seat_once_its_spellings_are_merged(
    host: Hosted, tmp_path: Path
) -> None:
    async with played(host, "election-equal") as play:
        await elect(play)
        await play.attend(present=19, absent=4)
        before = await play.made.tally()
        compare(before["parts"], [{"outcome": OPEN, "write_ins": NAMES, "subjects": SUBJECTS}])
        into_candidate = {"part": PART, "merge": {"郑合": "顾明"}}
        assert (await play.made.http("PUT", "/write-ins", into_candidate)).status_code == 422
        await play.put("/write-ins", {"part": PART, "merge": {"郑合": "郑和"}})
        tally = await play.certify()
        papers = await play.papers(tmp_path)
    filled = {**OPEN, "filled": 3, "open": 0, "elected": ["顾明", "贺丽", "郑和"]}
    about = {"name": PART, "weight": None, "form": "branch-election", "again": None}
    compare(tally["parts"], [{**about, "outcome": filled, "write_ins": MERGED, "subjects": SUBJECTS}])
    compare(tally["results"], RESULTS)
    compare(tally["rosters"], [roster(PART, 3)])
    rounds = [ballots((23, 19), (19, 19, 0), (18, 1, 0), phone=17, paper=2)]
    compare(tally["reconciliation"], {**balance((23, 19, 4), 19, [("全体", None, None, None)]), "rounds": rounds})
    name = {"姓名": "郑和", "合并的写法": "郑合", "票数": "12", "得票率": "12/23，52.17%", "结果": "当选"}
    for tables in (papers.html, papers.word):
        assert tables["election-1-turnout"] == [
            {"应到": "23", "实到": "19", "发出": "19", "收回": "19", "有效": "18", "无效": "1"}
        ]
        shares = [(row["候选人"], row["赞成（占应到人数）"], row["结果"]) for row in tables["election-1-counts"]]
        assert shares == [
            ("顾明", "17/23，73.91%", "当选"),
            ("贺丽", "15/23，65.22%", "当选"),
            ("江涛", "7/23，30.43%", "未当选"),
        ]
        assert tables["election-1-names"] == [name]
    assert {"12/23，52.17%", "应选 3 名，当选 3 名：顾明、贺丽、郑和。"} <= papers.workbook


# The second meeting: 15 of the 19 present vote, and nobody is written in.
FIRST = [
    candidate("s1 顾明 心内科", [14, 1], (23, 19, 15, 15, 15), ("expected", 14, 23, "60.87"), ["93.33", "6.67"]),
    candidate("s2 贺丽 儿科", [13, 2], (23, 19, 15, 15, 15), ("expected", 13, 23, "56.52"), ["86.67", "13.33"]),
    candidate("s3 江涛 药剂科", [11, 4], (23, 19, 15, 15, 15), ("expected", 11, 23, "47.83"), ["73.33", "26.67"]),
]
SECOND = [
    candidate(
        "s4 江涛 药剂科", [12, 2], (23, 19, 15, 15, 14), ("expected", 12, 23, "52.17"), ["85.71", "14.29"], abstained=1
    )
]
ENDED = [
    judged("s1 顾明 心内科", 1, ("expected", 14, 23, "60.87"), "当选", "赞成 14/23，60.87%，超过 1/2"),
    judged("s2 贺丽 儿科", 2, ("expected", 13, 23, "56.52"), "当选", "赞成 13/23，56.52%，超过 1/2"),
    judged("s3 江涛 药剂科", 3, ("expected", 11, 23, "47.83"), "未当选", "赞成 11/23，47.83%，未超过 1/2"),
    judged("s4 江涛 药剂科", 1, ("expected", 12, 23, "52.17"), "当选", "赞成 12/23，52.17%，超过 1/2", AGAIN, 2),
]
RUN_OFF: Map = {
    "name": AGAIN,
    "again": PART,
    "form": "motion",
    "decide": {
        "base": "expected",
        "rules": [{"grade": "当选", "of": ["赞成"], "over": "1/2", "seats": 1}, {"grade": "未当选"}],
    },
    "subjects": [{"name": "江涛", "unit": "药剂科"}],
}


async def test_a_seat_that_stays_open_is_filled_by_a_second_vote(host: Hosted, tmp_path: Path) -> None:
    """江涛 has 11 of the 15 ballots, but not half of the 23 members."""
    async with played(host, "election-equal") as play:
        voters, _ = await play.phones(15), await play.made.cards(4)
        await play.attend(present=19, absent=4)
        await play.open(PART)
        await play.cast(voters[:9], FOR, FOR, FOR)
        await play.cast(voters[9:13], FOR, FOR, AGAINST)
        await play.cast(voters[13:14], FOR, AGAINST, FOR)
        await play.cast(voters[14:], AGAINST, AGAINST, FOR)
        await play.close()
        compare((await play.made.tally())["parts"], [{"outcome": OPEN, "write_ins": [], "subjects": FIRST}])
        await play.add_part(RUN_OFF)
        await play.open(AGAIN)
        await play.cast(voters[:12], FOR)
        await play.cast(voters[12:14], AGAINST)
        await play.cast(voters[14:], ABSTAIN)
        await play.close()
        tally = await play.certify()
        await play.papers(tmp_path)
    seat = {"grade": "当选", "seats": 1, "filled": 1, "open": 0, "elected": ["江涛"], "tied": [], "again": None}
    parts = [
        {"again": None, "outcome": {**OPEN, "again": AGAIN}, "write_ins": [], "subjects": FIRST},
        {"again": PART, "outcome": seat, "write_ins": [], "subjects": SECOND},
    ]
    compare(tally["parts"], parts)
    compare(tally["results"], ENDED)
    compare(tally["rosters"], [roster(PART, 3), roster(AGAIN, 1)])
    rounds = [
        ballots((23, 19), (19, 15, 4), (15, 0, 0), phone=15, paper=0),
        ballots((23, 19), (19, 15, 4), (15, 0, 1), phone=15, paper=0),
    ]
    compare(tally["reconciliation"], {**balance((23, 19, 4), 19, [("全体", None, None, None)]), "rounds": rounds})
