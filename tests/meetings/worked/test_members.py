"""民主评议党员: ten members appraised by 24 of 26, then the branch's motion, then one that nobody had planned.

A motion needs more than half of all 26 members: 14 are enough, 13 are not.
"""

from pathlib import Path

import pytest

from tests.harness import Hosted, Map, Peer
from tests.meetings.worked.play import ABSTAIN, INVALID, Line, Papers, Play, compare, played
from tests.meetings.worked.vote_rows import (
    Share,
    balance,
    ballots,
    group,
    item,
    result,
    roster,
    subject,
    without_groups,
)

pytestmark = pytest.mark.anyio

FOR, AGAINST = "赞成", "反对"
WORDS = {"优": "优秀", "合": "合格", "基": "基本合格", "不": "不合格", "×": INVALID}
PLANNED, AD_HOC = "支部决议", "临时表决"
MOTION: Map = {
    "name": AD_HOC,
    "form": "motion",
    "decide": {
        "base": "expected",
        "rules": [{"grade": "通过", "of": ["赞成"], "over": "1/2"}, {"grade": "未通过"}],
    },
    "subjects": [{"name": "关于调整主题党日时间的决议"}],
}


def marks(letters: str) -> list[Line]:
    return [WORDS[letter] for letter in letters]


async def appraise(play: Play, voters: list[Peer], card: str) -> None:
    """One ballot may give 优秀 to a third of the ten, but a ballot on a single member is not limited."""
    await play.open("民主评议", "赵慧敏")
    await play.cast(voters[:1], "优秀")
    await play.chair.do("void", round=play.round, reason="应与其他党员一并评议")
    await play.open("民主评议")  # 赵慧敏 钱伟 孙丽华 李向东 周敏 吴建军 郑秀英 王磊 冯玉兰 陈志刚
    answer = await play.refused(voters[0], *marks("优优优优合合合合合合"))
    assert (answer["code"], answer["field"]) == ("bad_ballot", "scores[3]")
    note = {"subject": 9, "key": "suggestions", "text": "多参加支部活动"}
    await play.cast(voters[:8], *marks("优优优合合合合合合基"))
    await play.cast(voters[8:9], *marks("优优优合合合合合合基"), notes=[note])
    await play.cast(voters[9:16], *marks("优合优优合合合合基基"))
    await play.cast(voters[16:21], *marks("优合合优优合合基合不"))
    await play.cast(voters[21:], *marks("合合合合合合合合合合"))
    await play.paper(card, *marks("优优合合合合×合基不"))
    await play.close()


async def decide(play: Play, voters: list[Peer], card: str) -> None:
    await play.open(PLANNED)
    await play.cast(voters[:13], FOR)
    await play.cast(voters[13:20], AGAINST)
    await play.cast(voters[20:], ABSTAIN)
    await play.paper(card, FOR)
    await play.close()
    assert [each["id"] for each in (await play.add_part(MOTION))["subjects"]] == ["s12"]
    await play.open(AD_HOC)
    await play.cast(voters[:12], FOR)
    await play.cast(voters[12:21], AGAINST)
    await play.cast(voters[21:], ABSTAIN)
    await play.paper(card, FOR)
    await play.close()


def member(label: str, counts: list[int], score: str, shares: list[str], invalid: int = 0) -> Map:
    """`counts`: of 优秀 合格 基本合格 不合格. There is one item and one group, so the item's mean is the score."""
    id, name, unit = label.split(" ")
    ballots, bands = 24 - invalid, dict(zip(("优秀", "合格", "基本合格", "不合格"), counts, strict=True))
    everybody = {
        **{"name": "全体", "weight": None, "ballots": ballots, "mean": score, "suppressed": False, "bands": bands},
        "items": [{"key": "overall", "counts": counts, "shares": shares}],
    }
    return {
        **{"id": id, "name": name, "unit": unit, "ballots": ballots, "abstained": 0, "recused": 0},
        **{"invalid": invalid, "score": score, "bands": bands, "bases": None, "votes": None, "figures": []},
        "items": [{**item("overall", "评议意见", counts), "mean": score}],
        "groups": [everybody],
    }


# 优秀 is worth 10, 合格 8, 基本合格 6 and 不合格 3.
MEMBERS = [
    member("s1 赵慧敏 心内科", [22, 2, 0, 0], "9.833", ["91.67", "8.33", "0.00", "0.00"]),  # 236 / 24
    member("s2 钱伟 心内科", [10, 14, 0, 0], "8.833", ["41.67", "58.33", "0.00", "0.00"]),  # 212 / 24
    member("s3 孙丽华 呼吸科", [16, 8, 0, 0], "9.333", ["66.67", "33.33", "0.00", "0.00"]),  # 224 / 24
    member("s4 李向东 呼吸科", [12, 12, 0, 0], "9.000", ["50.00", "50.00", "0.00", "0.00"]),  # 216 / 24
    member("s5 周敏 检验科", [5, 19, 0, 0], "8.417", ["20.83", "79.17", "0.00", "0.00"]),  # 202 / 24
    member("s6 吴建军 检验科", [0, 24, 0, 0], "8.000", ["0.00", "100.00", "0.00", "0.00"]),
    member("s7 郑秀英 药剂科", [0, 23, 0, 0], "8.000", ["0.00", "100.00", "0.00", "0.00"], invalid=1),
    member("s8 王磊 药剂科", [0, 19, 5, 0], "7.583", ["0.00", "79.17", "20.83", "0.00"]),  # 182 / 24
    member("s9 冯玉兰 后勤科", [0, 16, 8, 0], "7.333", ["0.00", "66.67", "33.33", "0.00"]),  # 176 / 24
    member("s10 陈志刚 后勤科", [0, 2, 16, 6], "5.417", ["0.00", "8.33", "66.67", "25.00"]),  # 130 / 24
]


def appraised(label: str, rank: int, score: str, grade: str, floor: str) -> Map:
    id, name, unit = label.split(" ")
    reason = {"code": "band", "text": f"得分 {score}，达到“{grade}”的起点 {floor} 分"}
    return {
        **{"subject": {"name": name, "unit": unit}, "ids": [id], "roster": 1, "rank": rank, "score": score},
        **{"parts": {"民主评议": score}, "adjustments": [], "votes": None, "grade": grade, "awards": []},
        **{"grades": ["优秀", "合格", "基本合格", "不合格"], "awaits": [], "reasons": [reason], "remarks": []},
    }


# A grade begins halfway between two choices: 优秀 at 9, 合格 at 7, 基本合格 at 4.5.
APPRAISED = [
    appraised("s1 赵慧敏 心内科", 1, "9.833", "优秀", "9"),
    appraised("s3 孙丽华 呼吸科", 2, "9.333", "优秀", "9"),
    appraised("s4 李向东 呼吸科", 3, "9.000", "优秀", "9"),
    appraised("s2 钱伟 心内科", 4, "8.833", "合格", "7"),
    appraised("s5 周敏 检验科", 5, "8.417", "合格", "7"),
    appraised("s6 吴建军 检验科", 6, "8.000", "合格", "7"),
    appraised("s7 郑秀英 药剂科", 6, "8.000", "合格", "7"),
    appraised("s8 王磊 药剂科", 8, "7.583", "合格", "7"),
    appraised("s9 冯玉兰 后勤科", 9, "7.333", "合格", "7"),
    appraised("s10 陈志刚 后勤科", 10, "5.417", "基本合格", "4.5"),
]
CARRIED, LOST = ("expected", 14, 26, "53.85"), ("expected", 13, 26, "50.00")
LABELS = ("s11 关于接收林晓为中共预备党员的决议", "s12 关于调整主题党日时间的决议")
MOTIONS = [
    subject(
        LABELS[0],
        [item("vote", "表决", [14, 7], 3)],
        ballots=21,
        abstained=3,
        bases=(26, 25, 24, 24, 21),
        votes=CARRIED,
        needed=14,
        groups=[group("全体", 21, ("vote", [14, 7], ["66.67", "33.33"]))],
    ),
    subject(
        LABELS[1],
        [item("vote", "表决", [13, 9], 2)],
        ballots=22,
        abstained=2,
        bases=(26, 25, 24, 24, 22),
        votes=LOST,
        needed=14,
        groups=[group("全体", 22, ("vote", [13, 9], ["59.09", "40.91"]))],
    ),
]


def judged(label: str, part: str, roster: int, votes: Share, grade: str, reason: str) -> Map:
    about: Map = {"needed": 14, "grade": grade, "grades": ["通过", "未通过"], "reasons": [reason]}
    return result(label, part, roster=roster, rank=None, votes=votes, **about)


JUDGED = [
    judged(LABELS[0], PLANNED, 2, CARRIED, "通过", "赞成 14/26，53.85%，超过 1/2"),
    judged(LABELS[1], AD_HOC, 3, LOST, "未通过", "赞成 13/26，50.00%，未超过 1/2"),
]


async def test_a_branch_appraises_its_members_and_votes_on_two_motions(host: Hosted, tmp_path: Path) -> None:
    async with played(host, "members") as play:
        voters, [card] = await play.phones(23), await play.made.cards(1)
        await play.attend(present=25, absent=1)
        await appraise(play, voters, card)
        await decide(play, voters, card)
        screen = await play.screen()
        compare(screen["tallies"][-1]["subjects"], without_groups(MOTIONS[1:]))
        undecided = [{key: row[key] for key in row.keys() - {"decided"}} for row in (*APPRAISED, *JUDGED)]
        compare(screen["results"], undecided)
        assert all("decided" not in row for row in screen["results"])
        tally = await play.certify()
        late = await play.made.http("PATCH", "", {"add_part": {**MOTION, "name": "迟到的动议"}}, "chair")
        assert (late.status_code, late.json()["error"]["code"]) == (409, "wrong_phase")
        papers = await play.papers(tmp_path)
    decided: Map = {"weight": None, "form": "motion", "again": None, "outcome": None, "write_ins": []}
    parts = [
        {"name": "民主评议", "weight": "1", "form": "members", "outcome": None, "write_ins": [], "subjects": MEMBERS},
        {"name": PLANNED, **decided, "subjects": MOTIONS[:1]},
        {"name": AD_HOC, **decided, "subjects": MOTIONS[1:]},
    ]
    compare(tally["parts"], parts)
    compare(tally["results"], [*APPRAISED, *JUDGED])
    compare(tally["rosters"], [roster("民主评议", 10), roster(PLANNED, 0), roster(AD_HOC, 0)])
    assert [one["voided"] for one in tally["rounds"]] == ["应与其他党员一并评议", None, None, None]
    compare(tally["notes"], [{"subject": "s10", "key": "suggestions", "text": "多参加支部活动"}])
    rounds = [ballots((26, 25), (24, 24, 0), (24, 0, abstained), phone=23, paper=1) for abstained in (0, 3, 2)]
    compare(tally["reconciliation"], {**balance((26, 25, 1), 24, [("全体", None, None, None)]), "rounds": rounds})
    check_papers(papers)


def check_papers(papers: Papers) -> None:
    for tables in (papers.html, papers.word):
        scores = [(row["名次"], row["姓名"], row["最终得分"]) for row in tables["results-1"]]
        assert scores[:3] == [("1", "赵慧敏", "9.833"), ("2", "孙丽华", "9.333"), ("3", "李向东", "9.000")]
        votes = [*tables["votes-1-counts"], *tables["votes-2-counts"]]
        assert [(row["赞成（占应到人数）"], row["结果"]) for row in votes] == [
            ("14/26，53.85%", "通过"),
            ("13/26，50.00%", "未通过"),
        ]
    assert {"14/26，53.85%", "13/26，50.00%", "关于调整主题党日时间的决议"} <= papers.workbook
