"""The meeting's log: one line an act with role and time, each chained to the line before it."""

import hashlib
import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.harness import MEETING, Hosted, Map, MeetingClient, TestClock, crowd, hosted, receipt
from tests.meetings.test_decisions import ENTERED
from tests.voters import moved

pytestmark = pytest.mark.anyio


async def lines(made: MeetingClient) -> list[Map]:
    log: list[Map] = (await made.http("GET", "/log")).json()["log"]
    return log


def chained(meeting: str, log: list[Map]) -> bool:
    """Computed from the contract and the guide alone."""
    chain = ""
    for n, entry in enumerate(log, 1):
        line = [meeting, n, entry["at"], entry["role"], entry["act"], entry["detail"]]
        written = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        chain = hashlib.sha256((chain + written).encode()).hexdigest()
        if (entry["n"], entry["chain"]) != (n, chain):
            return False
    return True


async def full_meeting(host: Hosted, clock: TestClock) -> MeetingClient:
    """A meeting with every act that is logged, a minute apart."""
    made = await host.make(expected=7, parts=[MEETING["parts"][0], ENTERED])
    one, two, _ = made.ids()

    async def put(path: str, body: object) -> None:
        clock.run(60)
        answer = await made.http("POST" if path in ("/phase", "/keys", "/cards") else "PUT", path, body)
        assert answer.status_code in (200, 201), answer.text

    await put("/phase", {"phase": "live"})
    await put("/cards", {"group": "全体", "count": 1})
    made.keys["screen"] = (await made.http("POST", "/keys", {"role": "screen"})).json()["key"]
    async with made.chair() as chair, crowd(made, 6) as phones:
        first = await chair.open([one])
        clock.run(60)
        await chair.do("void", round=first, reason="念错了")
        second = await chair.open([one, two], seconds=60)
        await chair.do("extend", round=second, seconds=30)
        for phone in phones:
            assert receipt(await phone.cast(second, [[8], [9]]))
        clock.run(30)
        await chair.do("close", round=second)
        await chair.do("publish", round=second)
        await chair.do("admit", open=False)
    await put("/attendance", {"present": 6, "absent": 1})
    await put(f"/subjects/{one}/adjustments", [{"points": "-0.5", "reason": "迟到"}])
    await put(f"/subjects/{one}/flags", ["被问责"])
    await put(f"/subjects/{made.ids('日常考核')[0]}/entered", {"score": "8.5"})
    await put(f"/subjects/{one}/decision", {"grade": "一般", "reason": "研究决定"})
    await put("/phase", {"phase": "certified"})
    await put(f"/subjects/{two}/decision", {"grade": "好", "reason": "上级认定"})
    return made


ACTS = [
    ("admin", "create"),
    ("desk", "phase"),
    ("desk", "cards"),
    ("desk", "key"),
    ("chair", "open"),
    ("chair", "void"),
    ("chair", "open"),
    ("chair", "extend"),
    ("chair", "close"),
    ("server", "counted"),
    ("chair", "publish"),
    ("chair", "admit"),
    ("desk", "attendance"),
    ("desk", "adjustments"),
    ("desk", "flags"),
    ("desk", "entered"),
    ("desk", "decisions"),
    ("desk", "phase"),
    ("desk", "decisions"),
]


async def test_every_act_is_one_line_with_role_time_and_detail(host: Hosted, clock: TestClock) -> None:
    made = await full_meeting(host, clock)
    log = await lines(made)
    assert [(entry["role"], entry["act"]) for entry in log] == ACTS
    times = [datetime.fromisoformat(entry["at"]) for entry in log]
    assert times == sorted(times) and all(time.tzinfo is not None for time in times)
    assert (times[-1] - times[0]).total_seconds() == 60 * 9 + 60 + 30, "by the meeting's clock"
    details = {entry["act"]: entry["detail"] for entry in log}
    one, two, _ = made.ids()
    assert details["void"]["reason"] == "念错了"
    assert details["attendance"] == {"present": 6, "absent": 1, "rounds": [details["counted"]["round"]]}
    assert details["adjustments"] == {"subject": one, "value": [{"points": "-0.5", "reason": "迟到"}]}
    assert details["flags"] == {"subject": one, "value": ["被问责"]} and details["entered"]["value"] == {"score": "8.5"}
    before_certification, after = (entry["detail"] for entry in log if entry["act"] == "decisions")
    assert before_certification == {"subject": one, "value": {"grade": "一般", "reason": "研究决定"}}
    replaced, current = after["record"], (await made.tally())["record"]
    assert after == {"subject": two, "value": {"grade": "好", "reason": "上级认定"}, "record": replaced}
    assert len(bytes.fromhex(replaced)) == 32 and replaced != current
    assert chained(made.id, log)


async def test_no_line_can_be_changed_removed_or_moved(host: Hosted, clock: TestClock) -> None:
    made = await full_meeting(host, clock)
    log = await lines(made)
    for i, entry in enumerate(log):
        for field, value in (("at", "2000-01-01"), ("role", "screen"), ("act", "x"), ("detail", {"x": 1})):
            assert not chained(made.id, [*log[:i], {**entry, field: value}, *log[i + 1 :]])
        if i < len(log) - 1:
            rest = [{**later, "n": later["n"] - 1} for later in log[i + 1 :]]
            assert not chained(made.id, [*log[:i], *rest])
    assert not chained("another", log)


async def test_the_chain_continues_after_a_restart(tmp_path: Path, clock: TestClock) -> None:
    async with hosted(tmp_path, clock) as host:
        made = await full_meeting(host, clock)
        before = await lines(made)
    async with hosted(tmp_path, clock) as host:
        made = moved(made, host)
        assert await lines(made) == before
        path = f"/subjects/{made.ids()[0]}/decision"
        assert (await made.http("PUT", path, {"grade": "差", "reason": "复核"})).status_code == 200
        after = await lines(made)
    assert after[:-1] == before and chained(made.id, after)


async def test_a_refused_command_leaves_no_line(host: Hosted, clock: TestClock) -> None:
    made = await full_meeting(host, clock)
    before = await lines(made)
    one = f"/subjects/{made.ids()[0]}"
    for path, body in ((one + "/decision", {"grade": "x"}), (one + "/flags", ["x"]), ("/attendance", {"present": 1})):
        assert (await made.http("PUT", path, body)).status_code in (409, 422)
    assert (await made.http("POST", "/phase", {"phase": "live"})).status_code == 409
    assert await lines(made) == before


async def test_each_meeting_has_its_own_chain(host: Hosted) -> None:
    one, two = await host.make(), await host.make()
    await one.cards(1)
    assert [len(await lines(made)) for made in (one, two)] == [2, 1]
    assert all([chained(made.id, await lines(made)) for made in (one, two)])


async def test_no_line_tells_who_voted_what_or_with_which_card(host: Hosted) -> None:
    made = await host.make(admission="cards")
    tokens = await made.cards(6)
    texts = [f"金丝雀日志{n}" for n in range(6)]
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        for token, text in zip(tokens, texts, strict=True):
            async with made.phone(token) as phone:
                assert receipt(await phone.cast(round_id, 7, notes=[{"subject": 0, "key": "problems", "text": text}]))
        await chair.do("close", round=round_id)
    assert [entry["act"] for entry in await lines(made)] == ["create", "cards", "open", "close", "counted"]
    written = json.dumps(await lines(made), ensure_ascii=False)
    assert not any(secret in written for secret in [*tokens, *texts, *made.keys.values()])
