"""What the server tells a screen in every view and state, with the longest names and the most rows: messages for tests
of the scenes alone. `STATES` of screen_states.py has votes of ordinary size.
"""

import json
from typing import Any

from cards.qr import svg_path
from tests.pages.screen_states import (
    ELECTION,
    OVER_HALF,
    board,
    form_of,
    part,
    result,
    roster,
    round_of,
    row,
    subject,
    tally,
    votes,
    welcome,
)

Map = dict[str, Any]

LONG_NAME = "欧阳买买提·阿不都热合曼·艾则孜江·吐尔逊江塔依尔"
"""24 characters, one name."""
ENGLISH_NAME = "Alexandra Montgomery-Wu"
LONG_UNIT = "城关街道综合行政执法队和应急管理服务中心联合党支部委员会"
LONG_TITLE = "中共临江市城关街道工作委员会二〇二五年度基层党组织书记抓基层党建工作述职评议考核暨民主测评大会"
NAMES = ["王芳", "欧阳建国", ENGLISH_NAME, "古丽娜尔·买买提", LONG_NAME, "李伟"]
HASH = "3f" * 32
BANDS = [["好", "9"], ["较好", "7"], ["一般", "4"], ["差", "0"]]
MARKS = [[i, str(i), next(name for name, floor in BANDS if i >= int(floor))] for i in range(1, 11)]
SECRETARY: Map = {
    "id": "secretary", "title": "党组织书记抓基层党建述职评议表", "scale": {"min": 1, "max": 10}, "notes": [],
    "items": [{"key": "overall", "title": "总体评价", "weight": "1", "abstain": True}],
}  # fmt: skip


def people(count: int) -> list[Map]:
    """Names of every length; namesakes carry their units."""
    named = [subject(i, NAMES[i % len(NAMES)] + (str(i) if i >= len(NAMES) else ""), LONG_UNIT) for i in range(count)]
    return [{**one, "label": f"{one['name']}（{LONG_UNIT}）" if i % 7 == 3 else one["name"],
             "post": "党支部书记、主任"} for i, one in enumerate(named)]  # fmt: skip


def qr(group: str) -> Map:
    size, path = svg_path(f"http://192.168.31.20:8000/m#{group}")
    return {"size": size, "path": path}


def join(*groups: str, left: int | None = None) -> Map:
    return {
        "codes": dict.fromkeys(groups, "K7Q2M9XT"), "left": left, "url": "http://192.168.31.20:8000/m",
        "qr": {group: qr("K7Q2M9XT") for group in groups},
    }  # fmt: skip


WIFI = [{"ssid": "镇政府三楼会议室无线5G", "password": "x" * 63, "qr": qr("A")},
        {"ssid": "hall", "password": "12345678", "qr": qr("B")}]  # fmt: skip
ALL = join("全体")
GROUPS = ("班子成员", "党员代表", "群众代表和服务对象代表", "离退休干部", "列席人员", "其他")


def scene(message: Map, **meeting: object) -> list[Map]:
    """The welcome of an open meeting with a long title."""
    base = {"title": LONG_TITLE, "organisation": LONG_UNIT, "admission": "open", "admitting": True, "expected": 2000,
            "present": 1890, "quorum": "2/3", "quorum_over": False, "quorum_needed": 1334, "quorum_met": True,
            "url": "http://192.168.31.20:8000"}  # fmt: skip
    return [
        {
            **message,
            "join": message["join"] or (None if meeting.get("admission") == "cards" else ALL),
            "meeting": {**message["meeting"], **base, **meeting},
        }
    ]


def scored(count: int, form: Map | None = None) -> Map:
    return {**part("上述", people(count), None, form or SECRETARY), "bands": BANDS}


def scored_round(part: Map, state: str, **more: object) -> Map:
    words = {**part, "form": {**part["form"], "scale": {"choices": []}}}
    items = part["form"]["items"]
    return round_of(words, state, form=part["form"], decide=None, bands=part["bands"], scales=[{"marks": MARKS,
                    "low": 1, "high": 10, "step": "1", "decimals": 0, "bands": [[9, "好"], [7, "较好"], [4, "一般"],
                    [1, "差"]]}], scale_of=[0 for _ in items], **more)  # fmt: skip


def scored_count(sid: str, ballots: int = 91, items: int = 1) -> Map:
    """Its shares add up to 100.1 %."""
    one = {"key": "overall", "counts": [1, 2, 2, 3, 6, 10, 11, 26, 24, 6], "classes": None, "abstained": 3,
           "mean": "8.417", "shares": ["1.0"] * 10}  # fmt: skip
    return {
        "id": sid, "ballots": ballots, "abstained": 3, "recused": 0, "invalid": 0, "score": "8.417", "basis": "mean",
        "band": "较好", "bands": {"好": 42, "较好": 37, "一般": 10, "差": 2},
        "shares": {"好": "46.2", "较好": "40.7", "一般": "11.0", "差": "2.2"},
        "items": [{**one, "key": f"i{n}" if items > 1 else "overall"} for n in range(items)],
        "bases": {"expected": None, "present": None, "returned": 94, "valid": 94, "marked": 91}, "votes": None,
        "figures": [],
    }  # fmt: skip


def scored_tally(part: Map, state: str, items: int = 1) -> Map:
    return tally(state, [scored_count(one["id"], items=items) for one in part["subjects"]])


def turnout(cast: int, issued: int) -> Map:
    return {"round": "r1", "issued": issued, "cast": cast, "joined": issued, "stale": 0, "paper": 0, "expected": 2000,
            "waiting": issued - cast, "total": issued}  # fmt: skip


def vote(part: Map, state: str, tallies: list[Map], view: str, **more: object) -> Map:
    return {**welcome(part, more.pop("round", scored_round(part, state)), tallies, view, **more)}  # type: ignore[arg-type]


ONE, SIXTY = scored(1), scored(60)
MANY_ITEMS = {**SECRETARY, "items": [{"key": f"i{n}", "title": f"{n + 1}．贯彻落实党中央决策部署和上级工作要求情况",
                                       "weight": "1", "abstain": False} for n in range(20)]}  # fmt: skip
ITEMS = scored(1, MANY_ITEMS)
AGENDA_STATES = {f"s{i}": state for i, state in enumerate(["published", "published", "closed", "voided", "open"])}
TIMER = {"kind": "report", "left": 899_000, "running": True}


def agenda(part: Map, **more: object) -> Map:
    ids = [one["id"] for one in part["subjects"]]
    states = {key: state for key, state in AGENDA_STATES.items() if key in ids[:-1]}
    round = round_of(part, "voided") if part["decide"] else scored_round(part, "voided")
    shown = welcome(part, round, [], "agenda")
    waiting = [id for id in ids if id not in states]
    ahead = [waiting] if part["whole"] else [[id] for id in waiting]
    listed = {"states": states, "onsite": waiting, "written": [], "done": len(states),
              "total": len(ids), "upcoming": ahead[0], "ahead": ahead, "items": [], "item": None, **more}  # fmt: skip
    return {**shown, "meeting": {**shown["meeting"], "agenda": listed}}


CANDIDATES = {**ELECTION, "subjects": people(40)}
CANDIDATE_COUNTS = [{**scored_count(one["id"]), "items": [{"key": "vote", "counts": [1500 - i, 300], "classes": None,
                     "abstained": 90, "mean": None, "shares": [None, None]}],
                     "votes": votes(1500 - i, "present", 1890, "79.37", 946)} for i, one in
                    enumerate(CANDIDATES["subjects"])]  # fmt: skip
WRITE_INS = [{"name": name, "spellings": [name], "count": 6, "base": 1890, "share": "0.32", "grade": "未当选"}
             for name in NAMES]  # fmt: skip
ELECTED = [result(one, "当选" if i < 3 else "未当选", i + 1) for i, one in enumerate(CANDIDATES["subjects"])]
OUTCOMES: list[Map] = [{"part": "委员选举", "again": None, "write_ins": WRITE_INS, "outcome": {
    "grade": "当选", "seats": 3, "filled": 3, "open": 0, "elected": [], "tied": [], "again": None}}]  # fmt: skip
MOTION_TEXT = (
    "关于提请审议《临江市城关街道二〇二五年度财政预算执行情况和二〇二六年度预算草案的报告》"
    "并授权街道办事处按程序组织实施的决议（草案）"
)
MOTION = part(
    "支部决议", [subject(0, MOTION_TEXT)], {"item": "vote", "base": "expected", "rules": OVER_HALF},
    form_of(["赞成", "反对"]),
)  # fmt: skip
WORDS = ["非常满意", "比较满意", "基本满意", "不太满意", "很不满意", "不了解情况"]
LONG_WORDS = part("专项工作评议", people(1), {"item": "vote", "base": "expected", "rules": [
    {"grade": "满意", "of": WORDS[:2], "at_least": "0.5"}, {"grade": "不满意"}]}, form_of(WORDS))  # fmt: skip
WORD_COUNT = {**scored_count("s0"), "items": [{"key": "vote", "counts": [300] * 6, "classes": None, "abstained": 90,
              "mean": None, "shares": [None] * 6}], "votes": votes(600, "expected", 2000, "30.00", 1000),
              "figures": [{"name": name, "count": 900, "basis": "valid", "base": 1890, "share": "47.62"}
                          for name in ("总体满意率", "不了解率")]}  # fmt: skip
MOTION_COUNT = {**WORD_COUNT, "items": [{**WORD_COUNT["items"][0], "counts": [600, 300]}], "figures": []}
RANKED = [row(one, i + 1, "较好", score="8.417") for i, one in enumerate(SIXTY["subjects"])]
BOARD = roster(SIXTY, RANKED, ["rank", "unit", "grade"], ["好", "较好", "一般", "差"])
HALF_SHOWN = {**BOARD, "rows": RANKED[30:], "hidden": 30}
VETO = [{"code": "veto", "text": "“上述”中 12/91（13.19%）的有效评分票为“一般”或“差”，超过 10%，建议等次“差”"}]
SIGNED: Map = {"fingerprint": HASH, "record": HASH}


def opened(part: Map, show: str, cast: int, issued: int, join: Map | None = ALL, **more: object) -> list[Map]:
    state = str(more.pop("state", "open"))
    round = scored_round(part, state, shows_tally=False, **more)
    return scene(vote(part, state, [], "round", round=round, turnout=turnout(cast, issued), join=join), show=show)


def counted(part: Map, state: str, view: str, items: int = 1, join: Map = ALL, **more: object) -> list[Map]:
    shown = vote(part, state, [scored_tally(part, state, items)], view, turnout=turnout(94, 124), join=join, **more)
    return scene(shown, show="live")


def voted(part: Map, counts: list[Map], state: str, view: str, **more: object) -> list[Map]:
    shown = vote(part, state, [tally(state, counts)], view, round=round_of(part, state), **more)
    return scene({**shown, "turnout": turnout(1890, 2000)}, show="live")


def ranking(view: Map) -> list[Map]:
    return scene({**welcome(SIXTY, scored_round(SIXTY, "published"), [], "ranking"), "view": view})


JOINED = welcome(ONE, scored_round(ONE, "voided"), [], "join")
SCENES: dict[str, list[Map]] = {
    "join": scene(JOINED),
    "join-rotating-wifi": scene({**JOINED, "join": join("全体", left=12_000), "wifi": WIFI}),
    **{f"join-{n}-groups": scene({**JOINED, "join": join(*GROUPS[:n])}) for n in (2, 3, 6)},
    "join-4-groups-wifi-rotating": scene({**JOINED, "join": join(*GROUPS[:4], left=9_000), "wifi": WIFI}),
    "join-cards": scene({**JOINED, "join": None}, admission="cards"),
    "join-cards-wifi": scene({**JOINED, "join": None, "wifi": WIFI}, admission="cards"),
    "join-closed": scene(JOINED, admitting=False),
    "join-certified": scene({**JOINED, **SIGNED}, phase="certified"),
    "agenda-60": scene({**agenda(SIXTY), "timer": TIMER}),
    "agenda-6": scene(agenda(scored(6))),
    "agenda-election": scene(agenda({**CANDIDATES, "whole": True})),
    "agenda-written": scene(agenda(SIXTY, onsite=[], written=[one["id"] for one in SIXTY["subjects"]])),
    "agenda-certified": scene({**agenda(SIXTY), **SIGNED}, phase="certified"),
    "round-none": scene({**vote(ONE, "open", [], "round"), "round": None, "rounds": []}),
    **{f"round-seats-{n}": opened(ONE, "closed", n * 2 // 3, n) for n in (5, 41, 400, 2000)},
    "round-held-2-groups": opened(ONE, "held", 30, 41, join(*GROUPS[:2])),
    "round-closed-6-groups": opened(SIXTY, "closed", 30, 41, join(*GROUPS, left=9_000)),
    "round-paper": opened(ONE, "closed", 30, 41, paper_pending=2, awaits_paper=True),
    "round-awaiting": opened(ONE, "closed", 41, 41, state="closed"),
    "round-held": opened(SIXTY, "held", 41, 41, state="closed"),
    "round-few": opened(ONE, "live", 3, 3, state="closed", too_few=True),
    "round-no-turnout": scene({**opened(ONE, "live", 3, 3)[0], "turnout": None}, show="live"),
    "round-voided": opened(ONE, "live", 3, 3, state="voided"),
    "round-live-empty": scene(vote(ONE, "open", [], "round", turnout=turnout(4, 124)), show="live"),
    "round-live": counted(ONE, "open", "round"),
    "round-live-2-groups": counted(ONE, "open", "round", join=join(*GROUPS[:2])),
    "round-live-closed": counted(ONE, "closed", "round"),
    "round-live-items": counted(ITEMS, "open", "round", items=20),
    "round-live-60": counted(SIXTY, "open", "round"),
    "round-live-60-6-groups": counted(SIXTY, "open", "round", join=join(*GROUPS)),
    "round-motion": voted(MOTION, [MOTION_COUNT], "open", "round"),
    "round-words": voted(LONG_WORDS, [WORD_COUNT], "open", "round"),
    "round-election-40": voted(CANDIDATES, CANDIDATE_COUNTS, "open", "round"),
    "result": counted(ONE, "published", "result"),
    "result-veto": counted(ONE, "published", "result", results=[result(ONE["subjects"][0], "差", 1, reasons=VETO)]),
    "result-signed": counted(ONE, "published", "result", **SIGNED),
    "result-items": counted(ITEMS, "published", "result", items=20),
    "result-60": counted(SIXTY, "published", "result"),
    "result-60-signed": counted(SIXTY, "published", "result", **SIGNED),
    "result-motion": voted(MOTION, [MOTION_COUNT], "published", "result",
                           results=[result(MOTION["subjects"][0], "未通过")]),
    "result-words": voted(LONG_WORDS, [WORD_COUNT], "published", "result",
                          results=[result(LONG_WORDS["subjects"][0], "不满意")]),
    "result-election-40": voted(CANDIDATES, CANDIDATE_COUNTS, "published", "result", results=ELECTED,
                                outcomes=OUTCOMES),
    "result-none": scene(vote(ONE, "closed", [], "result"), show="closed"),
    "ranking-60": ranking(board(BOARD, title=LONG_TITLE, grades_by="rules", unscored=NAMES)),
    "ranking-60-half": ranking({**board(HALF_SHOWN, title=LONG_TITLE), "upto": 31, "next": 30, "revealed": 30}),
    "ranking-60-signed": ranking(board(BOARD, title=LONG_TITLE, phase="certified", **SIGNED)),
    "ranking-none": ranking(board(title=LONG_TITLE)),
    "blank": scene({**JOINED, "view": {"view": "blank", "subject": None}}),
}  # fmt: skip
"""Messages by the name of what they show."""

LONGEST = ((LONG_NAME, LONG_NAME * 4), (LONG_UNIT, (LONG_UNIT * 4)[:100]), (LONG_TITLE, (LONG_TITLE * 5)[:200]))


def with_longest_texts(messages: list[Map]) -> list[Map]:
    """The same with names and units of nearly 100 and titles of 200 characters, the most that the server takes."""
    text = json.dumps(messages, ensure_ascii=False)
    for usual, longest in LONGEST:
        text = text.replace(usual, longest)
    return list(json.loads(text))
