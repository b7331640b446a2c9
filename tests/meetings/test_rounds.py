"""A round from opening to its end: the chair's commands, the timer, paper ballots, and who sees a tally when."""

import asyncio
import secrets
from pathlib import Path

import pytest

from tests.harness import MEETING, Hosted, Map, MeetingClient, Peer, TestClock, code, crowd, hosted, receipt

pytestmark = pytest.mark.anyio

DAY = 86_400.0


async def cast_all(phones: list[Peer], round_id: str, score: int = 8) -> None:
    answers = await asyncio.gather(*(phone.cast(round_id, score) for phone in phones))
    assert all(map(receipt, answers)), answers


async def cast_paper(desk: Peer, round_id: str, token: str, score: int = 7, **fields: object) -> Map:
    desk.n += 1
    asked = {"t": "paper", "n": desk.n, "round": round_id, "token": token, "nonce": secrets.token_bytes(16)}
    await desk.send({**asked, "scores": [[score]], "notes": [], **fields})
    return await desk.until(lambda m: m["t"] in ("receipt", "refused") and m["n"] == desk.n)


async def sees_tally(made: MeetingClient, round_id: str) -> dict[str, bool]:
    """Which staff roles get this round's tally in a new welcome, and whether the draft papers have it."""
    seen = {}
    for role in ("chair", "screen", "desk"):
        async with made.host.peer({"role": role, "key": made.keys[role]}) as peer:
            seen[role] = any(tally["round"] == round_id for tally in peer.welcome["tallies"])
    draft = await made.tally(draft=True)
    seen["draft"] = draft["parts"][0]["subjects"][0]["score"] is not None
    return seen


def everyone(shown: bool) -> dict[str, bool]:
    return dict.fromkeys(("chair", "screen", "desk", "draft"), shown)


async def test_opening_a_round_returns_its_id_and_notifies_everybody(host: Hosted) -> None:
    made = await host.make()
    async with made.chair() as chair, made.screen() as screen, crowd(made, 1) as (phone,):
        assert phone.welcome["round"] is None
        done = await chair.do("open", part="上述", subjects=made.ids()[:1], seconds=60)
        ballot, shown = await phone.hear("round"), await screen.hear("round")
        assert done["round"] == ballot["id"] == shown["id"]
        assert (ballot["state"], ballot["part"], ballot["left"]) == ("open", "上述", 60_000)
        assert (ballot["eligible"], ballot["voted"], ballot["recused"]) == (True, False, [])
        assert [one["name"] for one in ballot["subjects"]] == ["第一支部书记"]
        assert (await screen.hear("view"))["view"] == "round"
        assert receipt(await phone.cast(done["round"], 8))
        async with made.phone(phone.welcome["token"]) as again:
            assert again.welcome["round"]["voted"] is True


async def test_an_impossible_opening_is_refused_with_its_reason(host: Hosted) -> None:
    document = {**MEETING, "parts": [*MEETING["parts"], {**MEETING["parts"][0], "name": "考核", "source": "entered"}]}
    made = await host.make(document)
    one, two, _ = made.ids()
    async with made.chair() as chair:
        for part, subjects in (("上述", []), ("上述", ["s99"]), ("没有", [one]), ("上述", [one, one])):
            assert code(await chair.ask("open", part=part, subjects=subjects)) == "unknown_subject"
        assert code(await chair.ask("open", part="考核", subjects=made.ids("考核"))) == "unknown_subject"
        round_id = await chair.open([one])
        assert code(await chair.ask("open", part="上述", subjects=[two])) == "round_open"
        await chair.do("close", round=round_id, confirm=True)
        assert code(await chair.ask("open", part="上述", subjects=[two, one])) == "already_counted"
        await chair.do("void", round=round_id, reason="点名有误")
        answer = await chair.ask("open", part="上述", subjects=[one, two])
        assert answer["t"] == "done" and answer["n"] == chair.n
        assert (await chair.ask("close", round=answer["round"]))["text"]


async def test_a_command_on_a_round_that_has_moved_on_is_stale_and_nothing_reopens_it(host: Hosted) -> None:
    """P12: two chairs may press the same button; the round makes one transition."""
    made = await host.make()
    async with made.chair() as chair, made.chair() as second:
        round_id = await chair.open(made.ids()[:1])
        answers = await asyncio.gather(*(peer.ask("close", round=round_id, confirm=True) for peer in (chair, second)))
        assert sorted(answer["t"] for answer in answers) == ["done", "refused"]
        assert [answer["code"] for answer in answers if answer["t"] == "refused"] == ["stale"]
        assert code(await second.ask("extend", round=round_id, seconds=60)) == "stale"
        await second.do("publish", round=round_id, confirm=True)
        assert code(await chair.ask("publish", round=round_id)) == "stale"
        await chair.do("void", round=round_id, reason="重投")
        for command in ("close", "publish", "extend", "void"):
            asked = {"round": round_id, "seconds": 60, "reason": "再"}
            assert code(await chair.ask(command, **asked)) == "stale"
        assert code(await chair.ask("close", round="nothing")) == "unknown_round"


async def test_the_server_closes_a_timed_round_when_its_time_is_up(host: Hosted, clock: TestClock) -> None:
    made = await host.make()
    async with made.chair() as chair, crowd(made, 5) as phones:
        round_id = await chair.open(made.ids()[:1], seconds=60)
        clock.run(50)
        await chair.do("extend", round=round_id, seconds=30)
        assert (await chair.hear("round", left=40_000))["state"] == "open"
        clock.run(39)
        await host.scheduler.tick()
        await cast_all(phones, round_id)
        clock.run(1)
        await host.scheduler.tick()
        assert (await chair.hear("round", state="closed"))["id"] == round_id
        assert (await chair.hear("tally", state="closed"))["counted"] == 5
        assert code(await phones[0].cast(round_id, 9)) == "already_voted"


async def test_no_round_ends_early_or_late_when_the_clock_is_changed(host: Hosted, clock: TestClock) -> None:
    """P08: a round runs on the steady clock; the time of day may jump by a day either way."""
    made = await host.make()
    async with made.chair() as chair, crowd(made, 2) as phones:
        for subject, jump in zip(made.ids(), (DAY, -DAY, 3600.0), strict=True):
            round_id = await chair.open([subject], seconds=60)
            clock.run(59)
            clock.jump(jump)
            await host.scheduler.tick()
            await cast_all(phones, round_id)
            clock.run(1)
            await host.scheduler.tick()
            assert (await chair.hear("round", id=round_id, state="closed"))["left"] is None
            assert code(await phones[0].cast(round_id, 3)) == "already_voted"
        scores = [one["ballots"] for one in (await made.tally(draft=True))["parts"][0]["subjects"]]
        assert scores == [2] * 3


async def test_a_close_with_under_five_ballots_must_be_confirmed(host: Hosted) -> None:
    made = await host.make()
    async with made.chair() as chair, crowd(made, 5) as phones:
        first, second = made.ids()[:2]
        round_id = await chair.open([first])
        await cast_all(phones[:4], round_id)
        assert code(await chair.ask("close", round=round_id)) == "confirm_small"
        assert receipt(await phones[4].cast(round_id, 8)), "a refused close changes nothing"
        await chair.do("close", round=round_id)
        round_id = await chair.open([second])
        await cast_all(phones[:1], round_id)
        await chair.do("close", round=round_id, confirm=True)
        assert (await chair.hear("tally", round=round_id, state="closed"))["counted"] == 1


async def test_the_last_awaited_paper_ballot_closes_the_round(host: Hosted) -> None:
    made = await host.make(admission="cards")
    tokens = await made.cards(8)
    async with made.chair() as chair, made.desk() as desk, crowd(made, 4) as phones:
        round_id = await chair.open(made.ids()[:1])
        first = await cast_paper(desk, round_id, tokens[0])
        assert first["t"] == "receipt" and first["n"] == desk.n and first["round"] == round_id
        assert code(await cast_paper(desk, round_id, tokens[0])) == "already_voted"
        assert code(await cast_paper(desk, round_id, "0" * 16)) == "unknown_token"
        assert code(await cast_paper(desk, round_id, tokens[1], 11)) == "bad_ballot"
        await cast_all(phones[:3], round_id)
        await chair.do("close", round=round_id, paper_pending=3)
        assert (await phones[3].hear("round", state="closed"))["id"] == round_id
        assert code(await phones[3].cast(round_id, 9)) == "round_closed"
        assert receipt(await cast_paper(desk, round_id, tokens[1].lower()))
        assert receipt(await cast_paper(desk, round_id, tokens[2], spoiled=True, scores=None))
        assert code(await cast_paper(desk, round_id, tokens[2])) == "already_voted", "a spoiled ballot spends its card"
        assert (await made.http("GET", "/tally.json")).json()["error"]["code"] == "round_open"
        assert receipt(await cast_paper(desk, round_id, tokens[3]))
        assert (await desk.hear("round", state="closed"))["id"] == round_id
        assert code(await cast_paper(desk, round_id, tokens[4])) == "round_closed"
    counted = (await made.tally())["reconciliation"]["rounds"][0]
    assert {key: counted[key] for key in ("eligible", "returned", "valid", "invalid", "phone", "paper")} == {
        "eligible": 12, "returned": 7, "valid": 6, "invalid": 1, "phone": 3, "paper": 4
    }  # fmt: skip


@pytest.mark.parametrize("panel", [False, True])
async def test_a_small_round_closed_by_its_last_paper_ballot_is_seen_only_where_the_judges_are_few(
    host: Hosted, panel: bool
) -> None:
    made = await host.make(admission="cards", rules={"panel": panel})
    await made.go_live()
    async with made.chair() as chair, made.desk() as desk, crowd(made, 1) as phones:
        round_id = await chair.open(made.ids()[:1])
        await cast_all(phones, round_id)
        await chair.do("close", round=round_id, paper_pending=1, confirm=True)
        [token] = await made.cards(1)
        assert receipt(await cast_paper(desk, round_id, token))
        assert (await desk.hear("round", state="closed"))["too_few"] is not panel
    assert await sees_tally(made, round_id) == everyone(panel)


@pytest.mark.parametrize("show", ["live", "closed", "held"])
async def test_each_role_sees_a_tally_exactly_when_the_show_mode_allows_it(host: Hosted, show: str) -> None:
    """P26: until then every role sees the turnout only; `live` shows a tally that leaves five ballots unseen."""
    made = await host.make(show=show)
    live = show == "live"
    async with made.chair() as chair, crowd(made, 11) as phones:
        round_id = await chair.open(made.ids()[:1])
        await cast_all(phones[:9], round_id)
        await host.scheduler.tick()
        assert await sees_tally(made, round_id) == everyone(False), "nine are too few to show five and hide five"
        await cast_all(phones[9:], round_id)
        if live:
            assert (await chair.hear("tally", state="open"))["counted"] in (5, 6)
        await chair.until(lambda m: m["t"] == "turnout" and m["cast"] == 11)
        await host.scheduler.tick()
        assert await sees_tally(made, round_id) == {**everyone(live), "draft": False}
        assert (await made.http("GET", "/tally.json")).json()["error"]["code"] == "round_open"
        draft = await made.tally(draft=True)
        assert draft["notes"] == [] and draft["mark"] == "测试 未截止"
        await chair.do("close", round=round_id)
        assert await sees_tally(made, round_id) == everyone(live)
        answer = await made.http("GET", "/tally.json")
        assert answer.status_code == (200 if live else 409)
        assert live or answer.json()["error"]["code"] == "not_published"
        if show == "held":
            assert code(await chair.ask("publish", round=round_id)) == "publish_all"
            await chair.do("publish", all=True)
        else:
            await chair.do("publish", round=round_id)
        assert (await chair.hear("tally", state="published"))["counted"] == 11
        assert (await chair.hear("results"))["results"]
        assert await sees_tally(made, round_id) == everyone(True)


@pytest.mark.parametrize("shown", [False, True])
async def test_voters_see_a_published_tally_only_if_the_meeting_allows_it(host: Hosted, shown: bool) -> None:
    made = await host.make(voters_see_results=shown)
    async with made.chair() as chair, crowd(made, 6) as phones:
        round_id = await chair.open(made.ids()[:1])
        await cast_all(phones, round_id)
        await chair.do("close", round=round_id)
        await chair.do("publish", round=round_id)
        heard = [await phones[0].next()]
        while heard[-1].get("state") != "published":
            heard.append(await phones[0].next())
        assert not any(message["t"] == "tally" for message in heard), "never before it is published"
        if shown:
            assert (await phones[0].next())["subjects"][0]["score"] == "8.000"
        await chair.open(made.ids()[1:2])
        assert (await phones[0].next())["state"] == "open", "nothing is sent in between"


async def test_a_voided_round_loses_its_ballots_and_is_listed_with_its_reason(host: Hosted) -> None:
    made = await host.make()
    async with made.chair() as chair, crowd(made, 6) as phones:
        for close in (False, True):
            round_id = await chair.open(made.ids()[:1])
            await cast_all(phones, round_id)
            if close:
                await chair.do("close", round=round_id)
            for reason in ("", 5, None):
                assert (await chair.ask("void", round=round_id, reason=reason))["t"] == "refused"
            await chair.do("void", round=round_id, reason="有人代投")
            assert (await phones[0].hear("round", state="voided"))["id"] == round_id
            assert code(await phones[0].cast(round_id, 5)) == "round_closed"
            assert await sees_tally(made, round_id) == everyone(False)
    tally = await made.tally()
    assert [(one["state"], one["voided"]) for one in tally["rounds"]] == [("voided", "有人代投")] * 2
    assert tally["parts"][0]["subjects"][0]["ballots"] == 0
    assert tally["results"][0]["score"] is tally["results"][0]["grade"] is tally["results"][0]["rank"] is None


async def test_view_and_timer_are_part_of_the_meetings_state(host: Hosted, clock: TestClock) -> None:
    made = await host.make()
    one = made.ids()[0]
    async with made.chair() as chair, made.screen() as screen:
        assert code(await chair.ask("view", view="result", subject="s99")) == "unknown_subject"
        assert (await chair.ask("view", view="cinema"))["t"] == "refused"
        await chair.do("view", view="result", subject=one)
        shown = {"view": "result", "subject": one, "grades": False, "upto": None}
        assert await screen.hear("view") == {"t": "view", **shown}
        await chair.do("timer", kind="report", seconds=600, action="start")
        assert await screen.hear("timer") == {"t": "timer", "kind": "report", "left": 600_000, "running": True}
        clock.run(100)
        async with made.screen() as late:
            assert late.welcome["view"] == shown
            assert late.welcome["timer"] == {"kind": "report", "left": 500_000, "running": True}
        await chair.do("timer", kind="report", seconds=600, action="pause")
        clock.run(100)
        async with made.screen() as late:
            assert late.welcome["timer"] == {"kind": "report", "left": 500_000, "running": False}
        await chair.do("timer", kind="questions", seconds=300, action="reset")
        async with made.screen() as late:
            assert late.welcome["timer"] == {"kind": "questions", "left": 300_000, "running": False}


async def test_a_timer_counts_on_past_its_end_and_through_a_restart(tmp_path: Path, clock: TestClock) -> None:
    """Remarks are timed like reports and questions; what is exceeded is negative."""
    async with hosted(tmp_path, clock) as host:
        made = await host.make()
        async with made.chair() as chair:
            assert code(await chair.ask("timer", kind="speech", seconds=300, action="start")) == "bad_command"
            await chair.do("timer", kind="comment", seconds=300, action="start")
            clock.run(290)
    clock.run(30)
    async with hosted(tmp_path, clock) as host:
        made.host = host
        async with made.chair() as chair, made.screen() as screen:
            assert screen.welcome["timer"] == {"kind": "comment", "left": -20_000, "running": True}
            await chair.do("timer", kind="comment", seconds=300, action="pause")
            await chair.do("timer", kind="comment", seconds=300, action="start")
            clock.run(5)
            async with made.screen() as late:
                assert late.welcome["timer"] == {"kind": "comment", "left": -25_000, "running": True}
            await chair.do("timer", kind="comment", seconds=300, action="reset")
            async with made.screen() as late:
                assert late.welcome["timer"] == {"kind": "comment", "left": 300_000, "running": False}


async def test_a_timer_ends_when_a_round_opens_or_another_person_is_called(host: Hosted) -> None:
    made = await host.make()
    ended = {"t": "timer", "kind": None, "left": None, "running": False}
    async with made.chair() as chair, made.screen() as screen:

        async def start() -> None:
            await chair.do("timer", kind="report", seconds=600, action="start")
            assert (await screen.hear("timer"))["kind"] == "report"

        await start()
        await chair.do("view", view="agenda", subject=made.ids()[1])
        assert await screen.hear("timer") == ended
        await start()
        shown = (("blank", made.ids()[1]), ("join", None), ("agenda", made.ids()[1]), ("agenda", None))
        for view, subject in (*shown, ("result", made.ids()[0]), ("agenda", made.ids()[1])):
            await chair.do("view", view=view, subject=subject)
        async with made.screen() as late:
            assert late.welcome["timer"]["kind"] == "report"
        await chair.do("timer", kind="questions", seconds=300, action="start")
        assert (await screen.hear("timer"))["kind"] == "questions"
        await chair.do("view", view="agenda", subject=made.ids()[1])
        async with made.screen() as late:
            assert late.welcome["timer"]["kind"] == "questions"
        await chair.do("view", view="agenda", subject=made.ids()[0])
        assert await screen.hear("timer") == ended
        await start()
        await chair.open(made.ids()[:1])
        assert await screen.hear("timer") == ended
        async with made.screen() as late:
            assert late.welcome["timer"] is None


async def test_going_live_wipes_the_rehearsal_and_keeps_the_printed_cards(host: Hosted) -> None:
    made = await host.make()
    tokens = await made.cards(2)
    async with made.chair() as chair, made.phone(tokens[0]) as card, crowd(made, 5) as phones:
        round_id = await chair.open(made.ids()[:1])
        assert (await made.http("POST", "/phase", {"phase": "live"})).status_code == 409
        await cast_all([*phones, card], round_id)
        await chair.do("close", round=round_id)
        assert (await made.tally())["mark"] == "测试"
        await made.go_live()
        assert (await made.http("POST", "/phase", {"phase": "rehearsal"})).status_code == 422
        assert (await made.http("POST", "/phase", {"phase": "live"})).status_code == 409
        tally = await made.tally()
        assert (tally["rounds"], tally["meeting"]["phase"], "mark" in tally) == ([], "live", False)
        assert tally["reconciliation"]["issued"] == 2
        async with made.phone(tokens[0]) as again, made.phone(phones[0].welcome["token"]) as gone:
            assert again.welcome["round"] is None
            assert code(gone.welcome) == "unknown_token"
            assert receipt(await again.cast(await chair.open(made.ids()[:1]), 8)), "its subject may be voted on"
