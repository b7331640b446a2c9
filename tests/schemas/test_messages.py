"""The schemas of messages and the server agree: on what it reads, and on what it sends in a whole meeting."""

import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from typing import Any, NamedTuple

import pytest

from scripts.schemas.files import DEFINITIONS, closure
from scripts.schemas.messages import SERVER
from scripts.schemas.vocabulary import ref
from server.core.codec import BadFrame
from server.core.self_test import failed_codes
from server.core.tokens import CODE_PERIOD_SECONDS
from tests.harness import Hosted, Map, MeetingClient, Peer, TestClock, hosted
from tests.schemas.checks import as_json, compiled, kinds_of, problems, recorded
from tests.schemas.odd_values import names_in, places, variants
from tests.websocket.test_roles import DOCUMENT

pytestmark = pytest.mark.anyio

UNREADABLE = ("bad_frame", "bad_command")


class Command(NamedTuple):
    """`valid`: messages that the server reads. It carries them out or refuses them for the state of the meeting."""

    definition: str
    valid: list[Map]


COMMANDS = [
    Command("open", [{"t": "open", "n": 1, "part": "上述", "subjects": ["s1"], "seconds": None}]),
    Command("extend", [{"t": "extend", "n": 1, "round": "r", "seconds": 60}]),
    Command("close", [{"t": "close", "n": 1, "round": "r", "paper_pending": 1, "confirm": None}]),
    Command("publish", [{"t": "publish", "n": 1, "round": "r", "all": False}, {"t": "publish", "n": 1, "all": True}]),
    Command("void", [{"t": "void", "n": 1, "round": "r", "reason": "重投"}]),
    Command("admit", [{"t": "admit", "n": 1, "open": True}]),
    Command(
        "view",
        [
            {"t": "view", "n": 1, "view": "agenda", "subject": None, "grades": False, "upto": None},
            {"t": "view", "n": 1, "view": "ranking", "subject": None, "grades": None, "upto": None},
        ],
    ),
    Command("timer", [{"t": "timer", "n": 1, "kind": "report", "seconds": 60, "action": "start"}]),
]
FOR_THE_STATE = {"view": ("upto",)}
"""Fields that are unreadable only because of what the screen shows."""


@pytest.fixture(scope="module")
async def host(tmp_path_factory: pytest.TempPathFactory, anyio_backend: str) -> AsyncIterator[Hosted]:
    async with hosted(tmp_path_factory.mktemp("messages"), TestClock()) as running:
        yield running


def messages_of(command: Command) -> Iterator[Map]:
    """Variants that are still messages of this kind."""
    yield from command.valid
    for kind, place in places(command.valid).items():
        if kind and kind[0] not in ("t", "n"):
            yield from variants(command.definition, place)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.definition)
async def test_schema_and_server_agree_on_a_command(host: Hosted, command: Command) -> None:
    """What the schema refuses the server refuses, and it finds nothing unreadable that the schema admits."""
    schema, meeting = compiled(ref(command.definition), DEFINITIONS), await host.make(DOCUMENT)
    async with meeting.chair() as chair:
        for message in messages_of(command):
            await chair.send(message)
            answer = await chair.until(lambda heard: heard["t"] in ("done", "refused", "error"))
            is_admitted, code = schema.is_valid(message), answer.get("code")
            assert is_admitted or answer["t"] != "done", f"the server takes what the schema refuses: {message}"
            if code in UNREADABLE and answer.get("field") not in FOR_THE_STATE.get(command.definition, ()):
                assert not is_admitted, f"{answer}, which the schema admits: {message}"


async def test_what_the_schema_of_a_paper_ballot_refuses_is_refused(host: Hosted) -> None:
    """The rules of a cast: what a ballot must have depends on its round."""
    meeting = await host.make(DOCUMENT)
    tokens = iter(await meeting.cards(400))
    schema = compiled(ref("paper"), DEFINITIONS)
    async with meeting.chair() as chair, meeting.desk() as desk:
        ballot: Map = {"t": "paper", "n": 1, "round": await chair.open(["s1"]), "token": "?", "scores": [[8]]}
        texts: Map = {"notes": [{"subject": 0, "key": "problems", "text": "无"}], "write_ins": [], "spoiled": False}
        taken = 0
        for kind, place in places([{**ballot, **texts}]).items():
            for variant in variants("paper", place) if kind and kind[0] not in ("t", "n") else ():
                token = {"token": next(tokens)} if variant.get("token") == "?" else {}
                message = {"nonce": secrets.token_bytes(16), **variant, **token}
                await desk.send(message)
                answer = await desk.until(lambda heard: heard["t"] in ("receipt", "refused", "error"))
                taken += answer["t"] == "receipt"
                assert answer["t"] != "receipt" or schema.is_valid(as_json(message)), message
        assert taken > 5


def test_schema_and_server_agree_on_a_self_test() -> None:
    for place in places([{"t": "check", "failed": ["slow", "later"]}]).values():
        for variant in variants("check", place) if place[1][:1] == ("failed",) else ():
            assert compiled(ref("check"), DEFINITIONS).is_valid(variant) == _is_read(variant), variant


def _is_read(message: Map) -> bool:
    try:
        failed_codes(message)
    except BadFrame:
        return False
    return True


# A whole meeting

SCORED: Map = {
    "name": "述职",
    "form": "secretary",
    "subjects": [{"name": "甲", "unit": "一支部"}, {"name": "乙"}, {"name": "丙", "mode": "written"}],
}
SHEET: Map = {
    "title": "测评表",
    "scale": {"choices": [["优秀", "100"], ["合格", "80"], ["不合格", "30"]]},
    "items": [
        {"key": "grade", "title": "等次", "abstain": True, "about": "综合评价"},
        {"key": "score", "title": "打分", "scale": {"min": 0, "max": 100, "step": "0.5"}},
        {"key": "more", "title": "补充", "abstain": True, "weight": 0},
    ],
    "notes": [{"key": "why", "title": "理由"}],
    "score": "sum",
    "limits": [{"choices": ["优秀"], "share": "1/2"}, {"choices": ["不合格"], "exactly": 0}],
    "guidance": {"bands": ["不合格"], "about": 1, "of": 2},
    "explain": ["不合格"],
    "agree": [
        {"item": "grade", "choice": "不合格", "needs": {"item": "score", "below": 60}},
        {"item": "more", "choice": "不合格", "needs": {"item": "grade", "none": True}},
    ],
}
VOTE: Map = {
    "title": "选举票",
    "scale": {"choices": ["赞成", "反对"]},
    "items": [{"key": "vote", "title": "表决", "abstain": True}],
    "write_in": {"as": "赞成", "at_most": 1},
}
ELECTION: Map = {
    "name": "选举",
    "form": VOTE,
    "decide": {"rules": [{"grade": "当选", "of": ["赞成"], "over": "1/2", "seats": 1}, {"grade": "未当选"}]},
    "figures": [{"name": "满意率", "of": ["赞成"]}],
    "subjects": [{"name": "己"}, {"name": "庚"}],
}
MIXED: Map = {
    "title": "述职评议暨选举大会",
    "expected": 14,
    "quorum": {"over": "1/2"},
    "join": "rotating",
    "voters_see_results": True,
    "wifi": {"ssid": "会场", "password": "12345678"},
    "groups": [{"name": "领导", "weight": "3", "size": 20}, {"name": "群众", "weight": "2", "size": 20}],
    "parts": [SCORED, {"name": "测评", "form": SHEET, "subjects": [{"name": "丁"}, {"name": "戊"}]}, ELECTION],
    "rules": {
        "awards": [["一等奖", 1]],
        "quota": {"at_or_below": "一般", "share": "0.5", "tolerance": "0.1"},
        "ranking": "together",
    },
    "agenda": {"items": [{"title": "领导讲话", "minutes": 10, "part": "述职", "place": 1}]},
}
NEVER_HERE = {"recovering": {"t", "on"}, "connection_refused": {"reason"}}
"""Sent only where several nodes share a database, or where an admin key has a limit, which other tests have."""


@pytest.fixture
async def messages(host: Hosted) -> list[Map]:
    """Everything that chair, desk, screen and phones have received in a mixed meeting."""
    clock = host.registry.clock
    assert isinstance(clock, TestClock)
    with recorded() as received:
        await hold(await host.make(MIXED), clock)
    return received


async def test_every_field_of_the_schemas_is_sent_in_a_whole_meeting(messages: list[Map]) -> None:
    """The schemas name nothing that the server does not send. (That they name all it sends every peer checks.)"""
    seen: dict[str, set[str]] = {name: set() for name in SERVER}
    for message in messages:
        for name in kinds_of("server_message")[message["t"]]:
            if not problems(as_json(message), name):
                seen[name] |= set(_names_sent(message))
    named = {name: set(names_in([closure(ref(name))])) for name in SERVER}
    assert {name: fields - seen[name] for name, fields in named.items() if fields - seen[name]} == NEVER_HERE


def _names_sent(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for each in value.values():
            yield from _names_sent(each)
    elif isinstance(value, list):
        for each in value:
            yield from _names_sent(each)


async def hold(made: MeetingClient, clock: TestClock) -> None:
    """With what makes the server send something: a speaker, a self-test, bad frames, casts that violate a rule, paper,
    few ballots, a void round, a decision, the ranking, a new key, the certification."""
    await made.go_live()
    async with AsyncExitStack() as stack:
        chair, desk, screen = [
            await stack.enter_async_context(peer) for peer in (made.chair(), made.desk(), made.screen())
        ]
        clock.run(CODE_PERIOD_SECONDS)
        earlier = chair.welcome["join"]["codes"]
        join = await chair.until(lambda message: message["t"] == "join" and message["codes"] != earlier)
        codes = [code for code in join["codes"].values() for _ in range(6)]
        phones = [await stack.enter_async_context(made.guest(code)) for code in codes]
        assert (await made.http("PUT", "/attendance", {"present": 11, "absent": 3})).status_code == 200
        for message in ({"t": "unknown"}, {"t": "card", "n": 1, "round": "r", "token": "x"}):
            await desk.send(message)
        await phones[0].send({"t": "check", "failed": ["slow"]})
        await phones[0].hear("pong")
        await vote(chair, phones[:2], "述职", made.ids("述职")[:1], [[9]], publish=False)
        for ids, rows in ((made.ids("述职")[1:2], [[8]]), (made.ids("述职")[2:], [[3]])):
            await vote(chair, phones, "述职", ids, rows)
        await break_rules(chair, desk, phones[0], made)
        async with made.guest(codes[0]):
            pass
        await chair.do("void", round=(await desk.hear("round", part="测评"))["id"], reason="重投")
        await vote(chair, phones, "测评", made.ids("测评"), [[1, 150, None], [0, 180, None]])
        await elect(chair, desk, phones, made)
        await chair.do("publish", all=True)
        await chair.do("view", view="ranking", grades=True, upto=2)
        assert (await made.http("PUT", f"/subjects/{made.ids('述职')[0]}/brief", {"text": "报告"})).status_code == 200
        await phones[0].send({"t": "brief", "subject": made.ids("述职")[0]})
        await phones[0].hear("brief")
        await chair.do("timer", kind="report", seconds=60, action="start")
        await decide(made)
        await stack.enter_async_context(made.guest(codes[0]))
        assert await screen.closed() == 1008
        for peer in (chair, desk, *phones):
            await peer.send({"t": "ping"})
            await peer.hear("pong")


async def vote(chair: Peer, phones: list[Peer], part: str, ids: list[str], rows: Any, publish: bool = True) -> None:
    round_id = await chair.open(ids, part)
    for phone in phones:
        await phone.cast(round_id, rows)
    await chair.do("close", round=round_id, confirm=True)
    if publish:
        await chair.do("publish", round=round_id)


async def elect(chair: Peer, desk: Peer, phones: list[Peer], made: MeetingClient) -> None:
    """Everybody for both, and one name in two spellings; one ballot on paper."""
    [card] = await made.cards(1, "群众")
    round_id = await chair.open(made.ids("选举"), "选举", seconds=600)
    for phone in phones:
        await phone.cast(round_id, [[0], [0]], write_ins=["辛"])
    await desk.send({"t": "card", "n": 1, "round": round_id, "token": card})
    ballot: Map = {"round": round_id, "token": card, "scores": [[9], [0]], "nonce": b"p" * 16}
    await desk.send({"t": "paper", "n": 2, **ballot})
    await desk.send({"t": "paper", "n": 3, **ballot, "scores": [[1], [0]]})
    await desk.hear("receipt", n=3)
    await chair.ask("close", round=round_id, paper_pending=1)
    await chair.do("close", round=round_id, confirm=True)


async def decide(made: MeetingClient) -> None:
    """What people add is in the next welcome, after a change of the document."""
    await made.http("PUT", f"/subjects/{made.ids('述职')[1]}/decision", {"grade": "好", "reason": "研究决定"})
    await made.http("PUT", f"/subjects/{made.ids('述职')[2]}/adjustments", [{"points": "0.5", "reason": "加分"}])
    await made.http("PATCH", "", {"title": "述职评议暨选举会议"})
    await made.http("POST", "/keys", {"role": "screen"})


async def break_rules(chair: Peer, desk: Peer, phone: Peer, made: MeetingClient) -> None:
    """Casts on phone and on paper that violate what the form demands, and commands that are wrong."""
    [card] = await made.cards(1, "领导")
    round_id = await chair.open(made.ids("测评"), "测评")
    for rows in ([[2, 190, None], [0, 180, None]], [[0, 180, 2], [1, 150, None]], [[0, 180, None], [1, 150, None]]):
        await phone.cast(round_id, rows)
        ballot: Map = {"round": round_id, "token": card, "scores": rows, "nonce": secrets.token_bytes(16)}
        await desk.send({"t": "paper", "n": 9, **ballot})
    await phone.cast(round_id, [[1, 150, None], [1, 150, None]])
    await chair.ask("extend", round=round_id, seconds=0)
