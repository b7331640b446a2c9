"""What the server tells a screen about votes, for tests of the scenes alone: messages as DECIDE §5 describes them."""

from typing import Any

Map = dict[str, Any]

OVER_HALF = [{"grade": "通过", "of": ["赞成"], "over": "0.5"}, {"grade": "未通过"}]
SEATS = [{"grade": "当选", "of": ["赞成"], "over": "0.5", "seats": 3}, {"grade": "未当选"}]


def subject(number: int, name: str, unit: str = "") -> Map:
    return {"id": f"s{number}", "name": name, "label": name, "unit": unit, "post": "", "mode": "onsite"}


def part(name: str, subjects: list[Map], decide: Map | None, form: Map) -> Map:
    whole = decide is not None and any("seats" in rule for rule in decide["rules"])
    return {
        "name": name, "weight": "1", "entered": False, "groups": ["全体"], "form": form, "bands": [], "decide": decide,
        "again": None, "whole": whole, "subjects": subjects,
    }  # fmt: skip


def form_of(words: list[str], **more: object) -> Map:
    items = [{"key": "vote", "title": "表决", "weight": "1", "abstain": True}]
    return {"id": "ballot", "title": "表决票", "scale": {"choices": words}, "items": items, "notes": [], **more}


def round_of(part: Map, state: str, **more: object) -> Map:
    words = part["form"]["scale"]["choices"]
    return {
        "id": "r1", "number": 1, "part": part["name"], "state": state, "subjects": part["subjects"],
        "form": part["form"], "bands": [], "scales": [{"marks": [[i, word, word] for i, word in enumerate(words)]}],
        "scale_of": [0], "limits": [], "decide": {"item": 0}, "left": 95_000 if state == "open" else None,
        "shows_tally": True, "too_few": False, "paper_pending": None, **more,
    }  # fmt: skip


def votes(count: int, basis: object, base: int | None, share: str | None, needed: int | None) -> Map:
    return {"count": count, "basis": basis, "base": base, "share": share, "needed": needed}


def counted(number: int, counts: list[int], abstained: int, votes: Map, figures: list[Map] | None = None) -> Map:
    valid = sum(counts) + abstained
    return {
        "id": f"s{number}", "ballots": sum(counts), "abstained": abstained, "recused": 0, "invalid": 0, "score": None,
        "basis": "mean", "band": None, "bands": {}, "shares": {},
        "items": [{"key": "vote", "counts": counts, "classes": None, "abstained": abstained, "mean": None,
                   "shares": [None for _ in counts]}],
        "bases": {"expected": 38, "present": 30, "returned": valid, "valid": valid, "marked": sum(counts)},
        "votes": votes, "figures": figures or [],
    }  # fmt: skip


def tally(state: str, subjects: list[Map]) -> Map:
    valid = subjects[0]["ballots"] + subjects[0]["abstained"]
    return {
        "t": "tally", "round": "r1", "state": state, "basis": "mean", "trim": 0, "ballots": valid, "abstained": 0,
        "counted": valid, "subjects": subjects,
    }  # fmt: skip


def result(subject: Map, grade: str | None, rank: int | None = None, **more: object) -> Map:
    return {
        "subject": {"name": subject["name"], "unit": subject["unit"]}, "ids": [subject["id"]], "roster": 1,
        "rank": rank, "parts": {}, "adjustments": [], "score": None, "votes": None, "grade": grade, "grades": [],
        "awards": [], "pending_awards": [], "awaits": [], "reasons": [], "remarks": [],
        "lowered": False, **more,
    }  # fmt: skip


def row(subject: Map, rank: int | None, grade: str | None, **more: object) -> Map:
    """A row of a board whose grades are shown."""
    return {
        "rank": rank, "name": subject["name"], "unit": subject["unit"], "score": None, "votes": None, "grade": grade,
        "by_people": False, "lowered": False, "again": False, "awards": [], "pending_awards": [], **more,
    }  # fmt: skip


def roster(part: Map, rows: list[Map], columns: list[str], grades: list[str]) -> Map:
    by_votes = part["decide"] is not None
    return {
        "parts": [part["name"]],
        "by_votes": by_votes,
        "columns": columns,
        "grades": grades,
        "hidden": 0,
        "rows": rows,
    }


def board(*rosters: Map, **more: object) -> Map:
    """The view of a ranking of which everything is revealed."""
    people = sum(len(one["rows"]) for one in rosters)
    return {
        "view": "ranking", "subject": None, "grades": True, "upto": None, "next": None, "people": people,
        "revealed": people, "board": {
            "title": "中共临江街道委员会换届选举大会", "organisation": "临江街道", "date": "2025-11-20",
            "phase": "live", "fingerprint": None, "record": None, "rosters": list(rosters), "unscored": [],
            "grades_by": None, "lowered": False, **more,
        },
    }  # fmt: skip


def welcome(part: Map, round: Map, tallies: list[Map], view: str, **more: object) -> Map:
    """All that a screen is sent at first."""
    meeting = {
        "id": "m", "title": "中共临江街道委员会换届选举大会", "organisation": "临江街道",
        "date": "2025-11-20",
        "language": "zh", "phase": "live", "expected": 38, "present": 30, "show": "live",
        "groups": [{"name": "全体"}],
        "quorum": None, "quorum_needed": None, "quorum_met": None, "panel": False,
        "agenda": {"states": {}, "onsite": [], "written": [], "done": 0, "total": 1, "upcoming": [], "ahead": [],
                   "items": [], "item": None},
    }  # fmt: skip
    return {
        "t": "welcome", "zone": "UTC+08:00", "meeting": meeting, "parts": [part], "rounds": [round], "round": round,
        "tallies": tallies,
        "turnout": {"round": "r1", "issued": 30, "cast": 30, "joined": 30, "stale": 0, "paper": 0, "expected": 38,
                    "waiting": 0, "total": 30},
        "view": {"view": view, "subject": None}, "timer": None, "join": None, "results": None, "outcomes": None,
        "rosters": None, **more,
    }  # fmt: skip


MOTION_SUBJECT = subject(1, "关于接收林晓同志为中共预备党员的决议")
MOTION = part(
    "支部决议", [MOTION_SUBJECT],
    {"item": "vote", "base": "expected", "rules": OVER_HALF}, form_of(["赞成", "反对"]),
)  # fmt: skip
CANDIDATES = [subject(1, "陈思远", "街道办事处"), subject(2, "丁晓梅", "望江社区"), subject(3, "范立群", "滨河社区"),
              subject(4, "高云", "东门社区"), subject(5, "欧阳建国", "西城社区")]  # fmt: skip
ELECTION = part(
    "委员选举",
    CANDIDATES,
    {"item": "vote", "base": "present", "rank": ["votes"], "rules": SEATS},
    form_of(["赞成", "反对"], write_in={"as": "赞成", "at_most": 1}),
)
GRADES = [
    {"grade": "满意", "of": ["满意"], "at_least": "0.5"},
    {"grade": "基本满意", "of": ["满意", "基本满意"], "over": "0.5"},
    {"grade": "不满意"},
]
CONGRESS = part(
    "专项工作评议", [subject(1, "区生态环境局", "局长 何志远")],
    {"item": "vote", "base": "expected", "rules": GRADES}, form_of(["满意", "基本满意", "不满意"]),
)  # fmt: skip

MOTION_COUNT = counted(1, [17, 10], 3, votes(17, "expected", 38, "44.74", 20))
ELECTION_COUNTS = [
    counted(1, [21, 7], 2, votes(21, "present", 30, "70.00", 16)),
    counted(2, [27, 2], 1, votes(27, "present", 30, "90.00", 16)),
    counted(3, [18, 10], 2, votes(18, "present", 30, "60.00", 16)),
    counted(4, [18, 12], 0, votes(18, "present", 30, "60.00", 16)),
    counted(5, [4, 20], 6, votes(4, "present", 30, "13.33", 16)),
]
AGAIN = [{"code": "again", "text": "需再次投票"}]
ELECTED = [
    result(CANDIDATES[1], "当选", 1), result(CANDIDATES[0], "当选", 2), result(CANDIDATES[2], None, 3, remarks=AGAIN),
    result(CANDIDATES[3], None, 3, remarks=AGAIN), result(CANDIDATES[4], "未当选", 5),
]  # fmt: skip
OUTCOMES = [
    {
        "part": "委员选举", "again": None,
        "outcome": {"grade": "当选", "seats": 3, "filled": 2, "open": 1, "elected": ["丁晓梅", "陈思远"],
                    "tied": ["范立群", "高云"], "again": None},
        "write_ins": [{"name": "王五", "spellings": ["王五", "王伍"], "count": 6, "base": 30, "share": "20.00",
                       "grade": "未当选"}],
    },
]  # fmt: skip
SATISFIED = {"name": "满意率", "count": 27, "basis": "valid", "base": 30, "share": "90.00"}
CONGRESS_COUNT = counted(1, [15, 12, 1], 2, votes(15, "expected", 38, "39.47", 19), [SATISFIED])
STEPS = [
    {"code": "votes", "text": "满意 15/38，39.47%，未达到 1/2"},
    {"code": "votes", "text": "满意、基本满意 27/38，71.05%，超过 1/2"},
]

COMMUNITIES = ("望江", "滨河", "东门", "西城", "南苑")
TOWN = [subject(number, f"{name}社区党支部", "临江街道") for number, name in enumerate(COMMUNITIES, 1)]
SCORED = part("上述", TOWN, None, form_of(["好", "较好", "一般", "差"]))
SCORES = [
    row(person, rank, grade, score=score, awards=awards, pending_awards=pending)
    for person, grade, rank, score, awards, pending in zip(
        TOWN, ["好", "好", "较好", "较好", "一般"], [1, 2, 2, 4, 5], ["9.512", "9.207", "9.207", "8.400", "6.950"],
        [["一等奖"], [], [], [], []], [[], ["二等奖"], ["二等奖"], [], []], strict=True,
    )
]  # fmt: skip
SHARES = {one["id"]: {"part": "委员选举", **one["votes"]} for one in ELECTION_COUNTS}
VOTED = [
    row(person, rank, grade, again=grade is None, votes=SHARES[person["id"]])
    for person, grade, rank in zip(
        (CANDIDATES[place] for place in (1, 0, 2, 3, 4)), ["当选", "当选", None, None, "未当选"], [1, 2, 3, 3, 5],
        strict=True,
    )
]  # fmt: skip
BOARDS = board(
    roster(SCORED, SCORES, ["rank", "unit", "grade", "awards"], ["好", "较好", "一般", "差"]),
    roster(ELECTION, VOTED, ["rank", "unit", "grade"], ["当选", "未当选"]),
    grades_by="rules",
)

LONG_FORM = {
    "id": "long", "title": "计分表", "scale": {"min": 0, "max": 100, "step": "1"},
    "items": [{"key": "mark", "title": "总评", "weight": "1", "abstain": False}], "notes": [],
}  # fmt: skip
LONG = part("项目评审", [subject(1, "智慧社区综合平台")], None, LONG_FORM)
LONG_SCALE: Map = {"marks": None, "low": 0, "high": 100, "step": "1", "decimals": 0, "bands": []}
LONG_ROUND = round_of(
    {**LONG, "form": {**LONG_FORM, "scale": {"choices": []}}}, "published",
    form=LONG_FORM, decide=None, scales=[LONG_SCALE],
)  # fmt: skip
CLASSES = [[str(10 * i), str(10 * i + 10), n] for i, n in enumerate([0, 0, 0, 0, 1, 2, 4, 7, 12, 5])]
LONG_COUNT = {
    **counted(1, [], 0, votes(0, "valid", None, None, None)), "ballots": 31, "score": "81.226", "votes": None,
    "items": [{"key": "mark", "counts": None, "classes": CLASSES, "abstained": 0, "mean": "81.226", "shares": None}],
}  # fmt: skip


def election_waits() -> Map:
    """Before the round of an election."""
    waits = welcome(ELECTION, round_of(ELECTION, "voided"), [], "agenda")
    ids = [one["id"] for one in CANDIDATES]
    agenda = {
        "states": {},
        "onsite": ids,
        "written": [],
        "done": 0,
        "total": 5,
        "upcoming": ids,
        "ahead": [ids],
        "items": [],
        "item": None,
    }
    return {**waits, "meeting": {**waits["meeting"], "agenda": agenda}}


CONGRESS_ROW = row(
    CONGRESS["subjects"][0], None, "基本满意", votes={"part": CONGRESS["name"], **CONGRESS_COUNT["votes"]}
)
CONGRESS_BOARD = board(roster(CONGRESS, [CONGRESS_ROW], ["unit", "grade"], ["满意", "基本满意", "不满意"]))

STATES = {
    "motion-open": [welcome(MOTION, round_of(MOTION, "open"), [tally("open", [MOTION_COUNT])], "round")],
    "motion-first": [welcome(MOTION, round_of(MOTION, "open"), [], "round")],
    "motion-no-present": [
        welcome(MOTION, round_of(MOTION, "closed"),
                [tally("closed", [{**MOTION_COUNT, "votes": votes(17, "present", None, None, None)}])], "round",
                results=[result(MOTION_SUBJECT, None, awaits=["present"])])
    ],
    "motion-result": [
        welcome(MOTION, round_of(MOTION, "published"), [tally("published", [MOTION_COUNT])], "result",
                results=[result(MOTION_SUBJECT, "未通过")])
    ],
    "election-open": [welcome(ELECTION, round_of(ELECTION, "open"), [tally("open", ELECTION_COUNTS)], "round")],
    "election-result": [
        welcome(ELECTION, round_of(ELECTION, "published"), [tally("published", ELECTION_COUNTS)], "result",
                results=ELECTED, outcomes=OUTCOMES)
    ],
    "congress-result": [
        welcome(CONGRESS, round_of(CONGRESS, "published"), [tally("published", [CONGRESS_COUNT])], "result",
                results=[result(CONGRESS["subjects"][0], "基本满意", reasons=STEPS)])
    ],
    "ranking": [
        {**welcome(ELECTION, round_of(ELECTION, "published"), [], "ranking"), "view": BOARDS,
         "parts": [SCORED, ELECTION]}
    ],
    "election-agenda": [election_waits()],
    "congress-board": [
        welcome(CONGRESS, round_of(CONGRESS, "published"), [], "ranking") | {"view": CONGRESS_BOARD}
    ],
    "classes": [welcome(LONG, LONG_ROUND, [tally("published", [LONG_COUNT])], "result")],
    "classes-first": [welcome(LONG, {**LONG_ROUND, "state": "open"}, [], "round")],
    "classes-closed": [welcome(LONG, {**LONG_ROUND, "state": "closed"}, [tally("closed", [LONG_COUNT])], "round")],
}  # fmt: skip
"""Messages by the name of what they show."""
