"""Reading a handful of ballots takes two people: what every role, page and paper gives away of a small round."""

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from tests.harness import MEETING, Hosted, Map, MeetingClient, Peer, TestClock, code, hosted
from tests.proofs.attacks.observer import PAPERS, Watcher
from tests.voters import give, moved

pytestmark = pytest.mark.anyio

ROLES = ("chair", "screen", "desk")
ABSTAIN: Map = {
    "id": "vote",
    "title": "评议表",
    "scale": {"min": 1, "max": 10},
    "items": [{"key": "overall", "title": "总体评价", "abstain": True}],
}


def parts(*names: str, form: object = "secretary") -> list[Map]:
    return [{"name": name, "form": form, "subjects": [{"name": "甲"}, {"name": "乙"}]} for name in names]


async def live(host: Hosted, cards: int = 12, **document: object) -> tuple[MeetingClient, list[str]]:
    made = await host.make({**MEETING, "parts": parts("上述"), "admission": "cards", **document})
    tokens = await made.cards(cards)
    await made.go_live()
    return made, tokens


async def small(host: Hosted, made: MeetingClient, chair: Peer, tokens: list[str], subject: int = 0) -> str:
    """A round with these voters, closed although they are few."""
    round_id = await chair.open(made.ids()[subject : subject + 1])
    for token in tokens:
        await give(host, round_id, token, [[7]])
    await host.scheduler.tick()
    assert code(await chair.ask("close", round=round_id)) == "confirm_small"
    await chair.do("close", round=round_id, confirm=True)
    return round_id


async def shown(made: MeetingClient, round_id: str) -> set[str]:
    """Who can see anything of the ballots: each role by a new connection, each draft, the archive, the API."""
    seen = set()
    async with AsyncExitStack() as stack:
        for role in ROLES:
            peer = await stack.enter_async_context(getattr(made, role)())
            tallied = any(tally["round"] == round_id for tally in peer.welcome["tallies"])
            scored = any(result["score"] for result in peer.welcome["results"] or [])
            seen |= {role} if tallied or scored else set()
    names = {subject["name"]: subject["id"] for subject in made.subjects}
    for kind in (*PAPERS, "zip"):
        watcher = Watcher(kind)
        watcher.confirmed |= {*names.values()}
        path = f"/{'bundle.zip' if kind == 'zip' else f'tally.{kind}'}?draft=1"
        watcher.read(kind, (await made.http("GET", path)).content, names)
        seen |= {kind} if watcher.total else set()
    draft = await made.tally(draft=True)
    row = next(row for row in draft["reconciliation"]["rounds"] if row["round"] == round_id)
    return seen | ({"abstained"} if row["abstained"] is not None else set()) | ({"notes"} if draft["notes"] else set())


async def patch(made: MeetingClient, value: object) -> int:
    return int((await made.http("PATCH", "", {"rules": {"panel": value}})).status_code)


@pytest.mark.scaled(1)
@pytest.mark.parametrize("show", ["live", "closed", "held"])
async def test_one_to_four_ballots_are_seen_by_nobody_before_the_desk_says_that_the_judges_are_few(
    tmp_path: Path, clock: TestClock, show: str
) -> None:
    """P58, P24: not after the close, a restart, a refused publication or certification; afterwards by all."""
    async with hosted(tmp_path, clock) as host:
        made, tokens = await live(host, show=show)
        async with made.chair() as chair:
            round_id = await small(host, made, chair, tokens[: 1 + len(show) % 4])
        assert await shown(made, round_id) == set()
    async with hosted(tmp_path, clock) as host:
        made = moved(made, host)
        command = {"all": True} if show == "held" else {"round": round_id}
        async with made.chair() as chair:
            refused = await chair.ask("publish", **command)
            assert (refused["code"], "甲" in refused["text"]) == ("too_few", True)
        for path, body in (("GET", "/tally.json"), ("POST", "/phase")):
            answer = await made.http(path, body, None if path == "GET" else {"phase": "certified"})
            error = answer.json()["error"]
            assert (answer.status_code, error["code"]) == (409, "not_published") and "评委人数少" in error["message"]
        assert await shown(made, round_id) == set()
        assert [await patch(made, value) for value in (False, None, 1, True, True)] == [422, 422, 422, 200, 200]
        async with made.chair() as chair:
            await chair.do("publish", **command)
        assert await shown(made, round_id) >= {*ROLES, *PAPERS, "zip"}
        assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200


async def test_abstentions_do_not_hide_a_single_scored_ballot(host: Hosted) -> None:
    """P58, P24: eleven abstain and one scores: the running tally, the close and the draft say nothing of it."""
    made, tokens = await live(host, parts=parts("上述", form=ABSTAIN))
    async with made.chair() as chair, made.screen() as screen:
        round_id = await chair.open(made.ids()[:1])
        for index, token in enumerate(tokens):
            await give(host, round_id, token, [[7 if index == 0 else None]])
            await host.scheduler.tick()
        assert code(await chair.ask("close", round=round_id)) == "confirm_small"
        await chair.do("close", round=round_id, confirm=True)
        closed = await screen.until(lambda m: m["t"] == "round" and m["state"] == "closed")
        assert closed["too_few"] is True
        tallies = [message for message in screen._queued if message["t"] == "tally"]
        assert all(not sum(tally["subjects"][0]["items"][0]["counts"]) for tally in tallies)
    assert await shown(made, round_id) == set()


async def test_a_subject_with_few_ballots_holds_its_whole_round_back(host: Hosted) -> None:
    """P58: of a combined round everybody may see the running tally of the other, and nothing after the close."""
    made = await host.make({**MEETING, "parts": parts("上述"), "admission": "cards"})
    tokens = [*await made.cards(10, recuse=made.ids()[1]), *await made.cards(2)]
    await made.go_live()
    async with made.chair() as chair:
        round_id = await chair.open(made.ids())
        for index, token in enumerate(tokens):
            await give(host, round_id, token, [[7], None if index < 10 else [3]])
        await host.scheduler.tick()
        running = await chair.hear("tally", round=round_id)
        assert sum(running["subjects"][0]["items"][0]["counts"]) >= 5
        assert sum(running["subjects"][1]["items"][0]["counts"]) == 0
        assert code(await chair.ask("close", round=round_id)) == "confirm_small"
        await chair.do("close", round=round_id, confirm=True)
    assert await shown(made, round_id) == set()


async def test_a_result_of_several_parts_leaves_the_small_one_out(host: Hosted) -> None:
    """P58: score, rank and grade come from the visible part alone, so no difference reveals the other."""
    made, tokens = await live(host, parts=parts("上述", "下评"))
    async with made.chair() as chair:
        first = await chair.open(made.ids()[:1])
        for token in tokens:
            await give(host, first, token, [[9]])
        await chair.do("close", round=first)
        second = await chair.open(made.ids("下评")[:1], part="下评")
        await give(host, second, tokens[0], [[1]])
        await chair.do("close", round=second, confirm=True)
    result = (await made.tally(draft=True))["results"][0]
    assert (result["score"], result["parts"]) == ("9.000", {"上述": "9.000"})
    assert [remark["code"] for remark in result["remarks"]] == ["waiting"]


async def test_publishing_all_names_what_is_held_back(host: Hosted, proof: Callable[[str], None]) -> None:
    """P58: the others are published."""
    made, tokens = await live(host, show="held")
    async with made.chair() as chair:
        few = await small(host, made, chair, tokens[:2])
        large = await chair.open(made.ids()[1:])
        for token in tokens:
            await give(host, large, token, [[8]])
        await chair.do("close", round=large)
        answer = await chair.do("publish", all=True)
        assert answer["held_back"] == [few] and "甲" in answer["text"] and "乙" not in answer["text"]
        assert code(await chair.ask("publish", all=True)) == "too_few"
        assert (
            await shown(made, few) >= {"chair"}
            and (await made.tally(draft=True))["parts"][0]["subjects"][0]["score"] is None
        )
        assert await patch(made, True) == 200
        assert "held_back" not in await chair.do("publish", all=True)
    proof("a round of 2 ballots held back beside one of 12, published after the desk's confirmation")


async def test_no_ballot_at_all_reveals_nobody(host: Hosted) -> None:
    made, _ = await live(host, show="closed")
    async with made.chair() as chair:
        round_id = await small(host, made, chair, [])
        await chair.do("publish", round=round_id)
    assert (await made.tally())["parts"][0]["subjects"][0]["ballots"] == 0


async def test_a_voided_round_states_how_many_ballots_had_been_seen(host: Hosted) -> None:
    """P58: none of a small one; those of the running tally; all of a closed one."""
    made, tokens = await live(host)
    async with made.chair() as chair:
        rounds = [await small(host, made, chair, tokens[:4])]
        await chair.do("void", round=rounds[0], reason="甲重投")
        for end in ("open", "closed"):
            rounds.append(await chair.open(made.ids()[:1]))
            for token in tokens:
                await give(host, rounds[-1], token, [[6]])
            await host.scheduler.tick()
            if end == "closed":
                await chair.do("close", round=rounds[-1])
            await chair.do("void", round=rounds[-1], reason="乙重投")
        assert [round["seen"] for round in (await made.http("GET", "")).json()["rounds"]] == [0, 7, 12]
    log = (await made.http("GET", "/log")).json()["log"]
    assert [line["detail"]["seen"] for line in log if line["act"] == "void"] == [0, 7, 12]
    bundle = zipfile.ZipFile(io.BytesIO((await made.http("GET", "/bundle.zip?draft=1")).content))
    report = bundle.read("report.csv").decode()
    for text in ("甲重投（作废前没有显示过计票结果）", "（作废前已显示 7 张票", "（作废前已显示 12 张票"):
        assert text in report
    assert [round["seen"] for round in json.loads(bundle.read("inputs.json"))["rounds"]] == [0, 7, 12]


async def test_every_phone_says_that_the_judges_are_few(host: Hosted) -> None:
    """P58: those that wait by a new welcome, those in a round at once, later ones in theirs."""
    made, tokens = await live(host)
    async with made.phone(tokens[0]) as idle:
        assert idle.welcome["meeting"]["panel"] is False
        assert await patch(made, True) == 200
        assert await idle.closed() == 1012
    async with made.phone(tokens[0]) as later:
        assert later.welcome["meeting"]["panel"] is True
    other, tokens = await live(host)
    async with other.chair() as chair, other.phone(tokens[0]) as voter:
        await chair.open(other.ids()[:1])
        assert (await voter.hear("round"))["panel"] is False
        assert await patch(other, True) == 200
        assert (await voter.hear("round", panel=True))["state"] == "open"
    log = (await other.http("GET", "/log")).json()["log"]
    assert log[-1]["act"] == "amend" and log[-1]["role"] == "desk" and log[-1]["detail"]["rules"] == {"panel": True}


async def test_a_small_group_is_listed_only_where_the_judges_are_few(host: Hosted) -> None:
    for rules, status in (({"min_group": 2}, 422), ({"min_group": 2, "panel": True}, 201), ({"min_group": 3}, 201)):
        answer = await host.http("POST", "/api/meetings", host.admin, {**MEETING, "rules": rules})
        assert answer.status_code == status
        assert status == 201 or answer.json()["error"]["field"] == "rules.min_group"


async def test_a_small_round_that_an_earlier_version_published_stays_readable(host: Hosted) -> None:
    """Its meeting has no `panel`, and its fingerprint does not change."""
    made, tokens = await live(host, show="closed", rules={"panel": True})
    async with made.chair() as chair:
        round_id = await small(host, made, chair, tokens[:2])
        await chair.do("publish", round=round_id)
        meeting = host.registry.live_meetings[made.id]
        document = replace(meeting.state.meeting, rules=replace(meeting.state.meeting.rules, panel=False))
        earlier = meeting.next_state(meeting=document)
        await host.operations.store.save(earlier)
        meeting.adopt(earlier, None)
    assert "panel" not in (await made.http("GET", "")).json()["document"]["rules"]
    assert (await made.tally())["parts"][0]["subjects"][0]["ballots"] == 2
