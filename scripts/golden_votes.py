"""The golden meetings that decide by votes, with names written in and scales of their own (DECIDE)."""

from scripts.golden_ballots import cast, cast_on_paper, create, request, state_facts
from tests.harness import Map, MeetingClient, Peer, Process

FOR, AGAINST, ABSTAIN = [0], [1], [None]
MEMBERS, GUESTS = "正式党员", "预备党员"
CANDIDATES = [{"name": name, "unit": "第一党支部"} for name in ("顾明", "贺丽", "江涛")]
ELECTION: Map = {
    "name": "选举",
    "groups": [MEMBERS],
    "form": {
        "title": "支部委员选票",
        "scale": {"choices": ["赞成", "反对"]},
        "items": [{"key": "vote", "title": "表决", "abstain": True}],
        "limits": [{"choices": ["赞成"], "at_most": 2}],
        "write_in": {"as": "赞成", "at_most": 2},
    },
    "decide": {
        "base": "present",
        "rules": [{"grade": "当选", "of": ["赞成"], "over": "1/2", "seats": 2}, {"grade": "未当选"}],
    },
    "figures": [{"name": "赞成率", "item": "vote", "of": ["赞成"], "base": "valid"}],
    "subjects": CANDIDATES,
}
REVIEW: Map = {
    "name": "评议",
    "form": {
        "title": "述职评议表",
        "scale": {"min": 5, "max": 10, "step": "0.5"},
        "items": [
            {"key": "mark", "title": "评分", "about": "看全年工作。"},
            {
                "key": "known",
                "title": "熟悉程度",
                "weight": "0",
                "scale": {"choices": [["了解", "1"], ["不了解", "0"]]},
            },
        ],
    },
    "bands": [["优", "8"], ["良", "5"]],
    "subjects": CANDIDATES,
}
MOTION: Map = {
    "name": "表决",
    "form": "motion",
    "subjects": [{"name": "关于接收林晓为中共预备党员的决议"}],
    "decide": {
        "base": "expected",
        "rules": [{"grade": "通过", "of": ["赞成"], "over": "1/2"}, {"grade": "未通过"}],
    },
}
ABOUT: Map = {
    "date": "2025-12-22",
    "expected": 12,
    "admission": "cards",
    "groups": [{"name": MEMBERS, "size": 10}, {"name": GUESTS, "size": 2}],
}
RULES: Map = {
    "rank": ["score", "exact", "item:mark"],
    "awards": [["先进", "0.34"]],
    "quota": {"grade": "优", "share": "0.5", "bound": "at_most"},
    "panel": True,
}
ELECTED: Map = {"title": "换届选举大会", **ABOUT, "show": "closed", "parts": [ELECTION, REVIEW], "rules": RULES}
ELECTING: Map = {"title": "支部党员大会", **ABOUT, "show": "live", "parts": [MOTION, ELECTION]}
BALLOTS: list[tuple[object, list[str]]] = [
    ([FOR, FOR, AGAINST], []),
    ([FOR, FOR, AGAINST], []),
    ([FOR, FOR, AGAINST], []),
    ([FOR, AGAINST, AGAINST], ["王 五"]),
    ([FOR, AGAINST, ABSTAIN], ["王伍"]),
    ([AGAINST, ABSTAIN, FOR], ["王五"]),
    ([ABSTAIN, ABSTAIN, ABSTAIN], ["王五", "赵·六"]),
]
"""Of seven members on phones; two more vote on paper."""


async def vote(meeting: MeetingClient, round_id: str, cards: list[str]) -> list[Map]:
    """An election: the last card but one is for a ballot with an unreadable line, the last for a spoiled one."""
    *phones, paper, spoiled = cards
    ballots = []
    for token, (rows, names) in zip(phones, BALLOTS, strict=True):
        async with meeting.phone(token) as phone:
            ballots.append(await cast(phone, round_id, token, rows, names=names))
    ballots.append(await cast_on_paper(meeting, round_id, paper, ["invalid", FOR, AGAINST], ["王五"]))
    ballots.append(await cast_on_paper(meeting, round_id, spoiled, None, spoiled=True))
    return ballots


async def cast_alike(meeting: MeetingClient, round_id: str, cards: list[str], rows: object) -> list[Map]:
    ballots = []
    for token in cards:
        async with meeting.phone(token) as phone:
            ballots.append(await cast(phone, round_id, token, rows))
    return ballots


async def fill_elected(server: Process) -> Map:
    """Create the meeting `elected` and return its facts."""
    meeting, facts = await create(server, ELECTED)
    members, guests = await meeting.cards(9, MEMBERS), await meeting.cards(2, GUESTS)
    await meeting.go_live()
    async with meeting.chair() as chair:
        round_id = await chair.open(meeting.ids("选举"), part="选举")
        ballots = await vote(meeting, round_id, members)
        await close(chair, round_id)
        round_id = await chair.open(meeting.ids("评议"), part="评议")
        ballots += await cast_alike(meeting, round_id, members[:5], [[17, 0], [15, 0], [13, 1]])
        ballots += await cast_alike(meeting, round_id, [*members[5:], *guests], [[16, 0], [16, 1], [20, 0]])
        await close(chair, round_id)
    await request(meeting, "PUT", "/write-ins", {"part": "选举", "merge": {"王伍": "王五"}})
    await attend(meeting)
    await request(meeting, "POST", "/phase", {"phase": "certified"})
    cards = {"members": members, "guests": guests}
    return {**facts, **await state_facts(meeting), "tokens": cards, "ballots": ballots, "tally": await meeting.tally()}


async def fill_electing(server: Process) -> Map:
    """Create the meeting `electing`, leave its second round open, and return its facts."""
    meeting, facts = await create(server, ELECTING)
    members, guests = await meeting.cards(10, MEMBERS), await meeting.cards(2, GUESTS)
    await meeting.go_live()
    await attend(meeting)
    async with meeting.chair() as chair:
        closed_round = await chair.open(meeting.ids("表决"), part="表决")
        closed_ballots = await cast_alike(meeting, closed_round, members[:7], [FOR])
        closed_ballots += await cast_alike(meeting, closed_round, guests, [ABSTAIN])
        await close(chair, closed_round)
        tally = await meeting.tally()
        open_round = await chair.open(meeting.ids("选举"), part="选举")
        open_ballots = await vote(meeting, open_round, members[:9])
    return {
        **facts,
        **await state_facts(meeting),
        "tokens": {"unused": members[9:], "guests": guests},
        "closed": {"round": closed_round, "ballots": closed_ballots, "tally": tally},
        "open": {"round": open_round, "ballots": open_ballots},
    }


async def close(chair: Peer, round_id: str) -> None:
    await chair.do("close", round=round_id)
    await chair.do("publish", round=round_id)


async def attend(meeting: MeetingClient) -> None:
    groups = {MEMBERS: {"present": 10, "absent": 0}, GUESTS: {"present": 2, "absent": 0}}
    await request(meeting, "PUT", "/attendance", {"present": 12, "absent": 0, "groups": groups})
