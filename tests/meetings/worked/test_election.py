"""差额选举: four candidates for three seats, more than half of those present, one name may be written in.

38 are entitled to vote and 32 have come; two of them hand nothing in. Two candidates tie for the last seat, and a
second vote, for which one of the 32 does not stay, decides between them.
"""

from pathlib import Path

import pytest

from tests.harness import Hosted, Map, Peer
from tests.meetings.worked.play import ABSTAIN, INVALID, Papers, Play, compare, played, sample
from tests.meetings.worked.vote_rows import (
    balance,
    ballots,
    group,
    item,
    result,
    roster,
    subject,
    without_groups,
    written,
)

pytestmark = pytest.mark.anyio

FOR, AGAINST = "赞成", "反对"
GRADES = ["当选", "未当选"]
RUN_OFF: Map = {
    "name": "委员选举（再次投票）",
    "again": "委员选举",
    "form": {
        **{key: value for key, value in sample("election")["parts"][0]["form"].items() if key != "write_in"},
        "limits": [{"choices": ["赞成"], "at_most": 1}],
    },
    "decide": {
        "base": "present",
        "rules": [{"grade": "当选", "of": ["赞成"], "over": "1/2", "seats": 1}, {"grade": "未当选"}],
    },
    "subjects": [{"name": "范立群", "unit": "滨河社区"}, {"name": "高云", "unit": "东门社区"}],
}


async def elect(play: Play) -> tuple[list[Peer], list[str]]:
    """27 phones and three ballots on paper: one with a line that has two marks, one spoiled."""
    voters, paper = await play.phones(27), await play.made.cards(5)
    await play.open("委员选举")  # 陈思远 丁晓梅 范立群 高云
    assert (await play.refused(voters[0], FOR, FOR, FOR, FOR))["field"] == "scores[3]"
    too_many = await play.refused(voters[0], FOR, FOR, FOR, AGAINST, write_ins=["王五"])
    assert (too_many["code"], too_many["field"]) == ("bad_ballot", "write_ins[0]"), "a name counts as a fourth 赞成"
    await play.cast(voters[:9], FOR, FOR, FOR, AGAINST)
    await play.cast(voters[9:15], FOR, FOR, AGAINST, FOR)
    await play.cast(voters[15:20], FOR, AGAINST, FOR, FOR)
    await play.cast(voters[20:22], AGAINST, FOR, FOR, FOR)
    await play.cast(voters[22:25], FOR, AGAINST, AGAINST, FOR, write_ins=["王五"])
    await play.cast(voters[25:26], FOR, FOR, ABSTAIN, AGAINST, write_ins=["王 伍"])
    await play.cast(voters[26:27], ABSTAIN, ABSTAIN, ABSTAIN, ABSTAIN, write_ins=["赵六"])
    await play.paper(paper[0], AGAINST, FOR, FOR, FOR)
    await play.paper(paper[1], AGAINST, AGAINST, INVALID, AGAINST, write_ins=["王五"])
    await play.paper(paper[2])
    await play.close()
    return voters, paper


async def vote_again(play: Play, voters: list[Peer], paper: list[str]) -> None:
    """Between 范立群 and 高云, with the same cards. No other name can be written in."""
    added = await play.add_part(RUN_OFF)
    assert [each["id"] for each in added["subjects"]] == ["s5", "s6"]
    await play.open(RUN_OFF["name"])
    assert (await play.refused(voters[0], FOR, AGAINST, write_ins=["王五"]))["field"] == "write_ins"
    await play.cast(voters[:16], FOR, AGAINST)
    await play.cast(voters[16:26], AGAINST, FOR)
    await play.cast(voters[26:], ABSTAIN, ABSTAIN)
    await play.paper(paper[0], FOR, AGAINST)
    await play.paper(paper[1], AGAINST, FOR)
    await play.paper(paper[2], INVALID, AGAINST)
    await play.close()


# Shares of the 32 present; 17 are more than half of them.
CHEN = ("present", 24, 32, "75.00")
DING = ("present", 19, 32, "59.38")
FAN = ("present", 17, 32, "53.13")
GAO = ("present", 17, 32, "53.13")
# One of them leaves before the second vote, in which 16 of 31 are enough.
FAN_AGAIN = ("present", 17, 31, "54.84")
GAO_AGAIN = ("present", 11, 31, "35.48")
NAMES = [
    written("王五", ["王五"], (4, 32, "12.50"), "未当选"),
    written("王伍", ["王伍"], (1, 32, "3.13"), "未当选"),
    written("赵六", ["赵六"], (1, 32, "3.13"), "未当选"),
]
MERGED = [
    written("王五", ["王五", "王伍"], (5, 32, "15.63"), "未当选"),
    written("赵六", ["赵六"], (1, 32, "3.13"), "未当选"),
]


def votes(counts: list[int], abstained: int = 0) -> list[Map]:
    return [item("vote", "表决", counts, abstained)]


SUBJECTS = [
    subject(
        "s1 陈思远 街道办事处",
        votes([24, 4], 1),
        ballots=28,
        abstained=1,
        bases=(38, 32, 30, 29, 28),
        votes=CHEN,
        needed=17,
        groups=[group("全体", 28, ("vote", [24, 4], ["85.71", "14.29"]))],
    ),
    subject(
        "s2 丁晓梅 望江社区",
        votes([19, 9], 1),
        ballots=28,
        abstained=1,
        bases=(38, 32, 30, 29, 28),
        votes=DING,
        needed=17,
        groups=[group("全体", 28, ("vote", [19, 9], ["67.86", "32.14"]))],
    ),
    subject(
        "s3 范立群 滨河社区",
        votes([17, 9], 2),
        ballots=26,
        abstained=2,
        invalid=1,
        bases=(38, 32, 30, 28, 26),  # returned 30 = valid 28 + one invalid line + one spoiled ballot
        votes=FAN,
        needed=17,
        groups=[group("全体", 26, ("vote", [17, 9], ["65.38", "34.62"]))],
    ),
    subject(
        "s4 高云 东门社区",
        votes([17, 11], 1),
        ballots=28,
        abstained=1,
        bases=(38, 32, 30, 29, 28),
        votes=GAO,
        needed=17,
        groups=[group("全体", 28, ("vote", [17, 11], ["60.71", "39.29"]))],
    ),
]
SUBJECTS_AGAIN = [
    subject(
        "s5 范立群 滨河社区",
        votes([17, 11], 1),
        ballots=28,
        abstained=1,
        invalid=1,
        bases=(38, 31, 30, 29, 28),
        votes=FAN_AGAIN,
        needed=16,
        groups=[group("全体", 28, ("vote", [17, 11], ["60.71", "39.29"]))],
    ),
    subject(
        "s6 高云 东门社区",
        votes([11, 18], 1),
        ballots=29,
        abstained=1,
        bases=(38, 31, 30, 30, 29),
        votes=GAO_AGAIN,
        needed=16,
        groups=[group("全体", 29, ("vote", [11, 18], ["37.93", "62.07"]))],
    ),
]
OUTCOME: Map = {
    **{"grade": "当选", "seats": 3, "filled": 2, "open": 1},
    **{"elected": ["陈思远", "丁晓梅"], "tied": ["范立群", "高云"], "again": None},
}
OUTCOME_AGAIN: Map = {
    **{"grade": "当选", "seats": 1, "filled": 1, "open": 0},
    **{"elected": ["范立群"], "tied": [], "again": None},
}
ELECTED: Map = {"part": "委员选举", "needed": 17, "grades": GRADES, "grade": "当选"}
TIED: Map = {
    **ELECTED,
    **{"grade": None, "rank": 3, "reasons": ["赞成 17/32，53.13%，在 3 个名额的末位并列"]},
    "remarks": [{"code": "again", "text": "再次投票见“委员选举（再次投票）”"}],
}
NEEDED: Map = {"awaits": ["again"], "remarks": [{"code": "again", "text": "需再次投票"}]}
AGAIN: Map = {"part": "委员选举（再次投票）", "needed": 16, "grades": GRADES, "roster": 2}
RESULTS = [
    result("s1 陈思远 街道办事处", rank=1, votes=CHEN, reasons=["赞成 24/32，75.00%，超过 1/2"], **ELECTED),
    result("s2 丁晓梅 望江社区", rank=2, votes=DING, reasons=["赞成 19/32，59.38%，超过 1/2"], **ELECTED),
    result("s3 范立群 滨河社区", votes=FAN, **TIED),
    result("s4 高云 东门社区", votes=GAO, **TIED),
]
RESULTS_AGAIN = [
    result(
        "s5 范立群 滨河社区",
        rank=1,
        votes=FAN_AGAIN,
        grade="当选",
        reasons=["赞成 17/31，54.84%，超过 1/2"],
        **AGAIN,
    ),
    result(
        "s6 高云 东门社区",
        rank=2,
        votes=GAO_AGAIN,
        grade="未当选",
        reasons=["赞成 11/31，35.48%，未超过 1/2"],
        **AGAIN,
    ),
]


async def test_a_tie_for_the_last_seat_is_decided_by_a_second_vote(host: Hosted, tmp_path: Path) -> None:
    async with played(host, "election") as play:
        await play.attend(present=32, absent=6)
        voters, paper = await elect(play)
        before = await play.made.tally()
        compare(before["parts"], [{"outcome": OUTCOME, "write_ins": NAMES, "subjects": SUBJECTS}])
        compare(before["results"], [*RESULTS[:2], *({**row, **NEEDED} for row in RESULTS[2:])])
        screen = await play.screen()
        compare(screen["tallies"], [{"subjects": without_groups(SUBJECTS)}])
        compare(screen["outcomes"], [{"part": "委员选举", "outcome": OUTCOME, "write_ins": NAMES}])
        await play.put("/write-ins", {"part": "委员选举", "merge": {"王伍": "王五"}})
        await play.attend(present=31, absent=7)
        await vote_again(play, voters, paper)
        tally = await play.certify()
        papers = await play.papers(tmp_path)
    first = {"name": "委员选举", "weight": None, "form": "committee-election", "again": None, "write_ins": MERGED}
    second: Map = {"name": "委员选举（再次投票）", "weight": None, "again": "委员选举", "write_ins": []}
    compare(
        tally["parts"],
        [
            {**first, "outcome": {**OUTCOME, "again": "委员选举（再次投票）"}, "subjects": SUBJECTS},
            {**second, "outcome": OUTCOME_AGAIN, "subjects": SUBJECTS_AGAIN},
        ],
    )
    compare(tally["results"], [*RESULTS, *RESULTS_AGAIN])
    compare(tally["rosters"], [roster("委员选举", 4), roster("委员选举（再次投票）", 2)])
    assert tally["quota"] is None
    rounds = [
        ballots((38, 32), (32, 30, 2), (29, 1, 0), phone=27, paper=3),
        ballots((38, 31), (32, 30, 2), (30, 0, 1), phone=27, paper=3),
    ]
    compare(tally["reconciliation"], {**balance((38, 31, 7), 32, [("全体", None, None, None)]), "rounds": rounds})
    check_papers(papers)


TURNOUT = {"应到": "38", "发出": "32", "收回": "30"}
HEADINGS = ("名次", "候选人", "单位", "赞成", "反对", "弃权", "本行无效", "赞成（占实到人数）", "结果")
PRINTED = [
    ("1", "陈思远", "街道办事处", "24", "4", "1", "0", "24/32，75.00%", "当选"),
    ("2", "丁晓梅", "望江社区", "19", "9", "1", "0", "19/32，59.38%", "当选"),
    ("3", "范立群", "滨河社区", "17", "9", "2", "1", "17/32，53.13%", "需再次投票"),
    ("3", "高云", "东门社区", "17", "11", "1", "0", "17/32，53.13%", "需再次投票"),
]
PRINTED_NAMES = [
    {"姓名": "王五", "合并的写法": "王伍", "票数": "5", "得票率": "5/32，15.63%", "结果": "未当选"},
    {"姓名": "赵六", "合并的写法": None, "票数": "1", "得票率": "1/32，3.13%", "结果": "未当选"},
]
PRINTED_AGAIN = [
    ("1", "范立群", "滨河社区", "17", "11", "1", "1", "17/31，54.84%", "当选"),
    ("2", "高云", "东门社区", "11", "18", "1", "0", "11/31，35.48%", "未当选"),
]


def check_papers(papers: Papers) -> None:
    for tables in (papers.html, papers.word):
        assert tables["election-1-turnout"] == [{**TURNOUT, "实到": "32", "有效": "29", "无效": "1"}]
        assert tables["election-1-counts"] == [dict(zip(HEADINGS, row, strict=True)) for row in PRINTED]
        assert tables["election-1-names"] == PRINTED_NAMES
        assert tables["election-2-turnout"] == [{**TURNOUT, "实到": "31", "有效": "30", "无效": "0"}]
        assert tables["election-2-counts"] == [dict(zip(HEADINGS, row, strict=True)) for row in PRINTED_AGAIN]
    assert {"24/32，75.00%", "17/32，53.13%", "5/32，15.63%", "17/31，54.84%"} <= papers.workbook
    assert "应选 3 名，当选 2 名：陈思远、丁晓梅。" in papers.workbook
    assert "应选 1 名，当选 1 名：范立群。" in papers.workbook
