"""The chair steps through agenda items that are not voted on: start, end, skip; with a timer, and in the log."""

from pathlib import Path

import pytest

from tests.harness import Hosted, Map, MeetingClient, Peer, TestClock, code, hosted

pytestmark = pytest.mark.anyio

AGENDA: Map = {
    "items": [
        {"title": "领导讲话", "minutes": 10, "part": "上述", "place": 1},
        {"title": "休息", "part": "上述", "place": 2},
        {"title": "总结"},
    ]
}


async def item(chair: Peer, id: str, action: str) -> None:
    await chair.do("item", item=id, action=action)


async def refused(chair: Peer, **fields: object) -> str | None:
    return code(await chair.ask("item", **fields))


async def shown(made: MeetingClient) -> tuple[dict[str, str], str | None, Map | None, str]:
    """The states of the items, the next one, the timer, and the view."""
    async with made.screen() as screen:
        agenda, timer = screen.welcome["meeting"]["agenda"], screen.welcome["timer"]
        states = {one["id"]: one["state"] for one in agenda["items"]}
        return states, agenda["item"], timer, screen.welcome["view"]["view"]


async def acts(made: MeetingClient) -> list[tuple[str, str]]:
    lines = (await made.http("GET", "/log")).json()["log"]
    return [(line["detail"]["title"], line["detail"]["action"]) for line in lines if line["act"] == "item"]


async def test_an_item_is_started_timed_and_ended_and_the_log_has_each_step(tmp_path: Path, anyio_backend: str) -> None:
    clock = TestClock()
    async with hosted(tmp_path, clock) as host:
        made = await host.make(agenda=AGENDA)
        async with made.chair() as chair:
            await item(chair, "a1", "start")
            clock.run(60)
            timer = {"kind": "item", "left": 540_000, "running": True}
            assert await shown(made) == ({"a1": "on", "a2": "waiting", "a3": "waiting"}, None, timer, "agenda")
            await chair.do("timer", kind="item", seconds=600, action="pause")
            clock.run(60)
            assert (await shown(made))[2] == {**timer, "running": False}
            await item(chair, "a1", "end")
            assert await shown(made) == ({"a1": "passed", "a2": "waiting", "a3": "waiting"}, None, None, "agenda")
            await item(chair, "a2", "skip")
            await item(chair, "a1", "start")
            await item(chair, "a3", "start")
            assert (await shown(made))[0] == {"a1": "passed", "a2": "passed", "a3": "on"}
        assert await acts(made) == [
            ("领导讲话", "start"), ("领导讲话", "end"), ("休息", "skip"), ("领导讲话", "start"), ("总结", "start"),
        ]  # fmt: skip


async def test_an_item_ends_when_somebody_is_called_or_timed_or_a_vote_opens(host: Hosted) -> None:
    made = await host.make(agenda=AGENDA)
    async with made.chair() as chair:
        commands: list[tuple[str, Map]] = [
            ("view", {"view": "agenda", "subject": made.ids()[1]}),
            ("timer", {"kind": "report", "seconds": 60, "action": "start"}),
            ("open", {"part": "上述", "subjects": made.ids()[:1]}),
        ]
        for command, fields in commands:
            await item(chair, "a1", "start")
            await chair.do(command, **fields)
            states, _, timer, _ = await shown(made)
            assert states["a1"] == "passed" and (timer is None or timer["kind"] == "report"), command
        assert await refused(chair, item="a2", action="start") == "round_open"


async def test_showing_something_else_does_not_end_an_item(host: Hosted) -> None:
    made = await host.make(agenda=AGENDA)
    async with made.chair() as chair:
        await item(chair, "a1", "start")
        await chair.do("view", view="join")
        states, _, timer, view = await shown(made)
        assert (states["a1"], view) == ("on", "join") and timer is not None


async def test_steps_that_do_not_fit_are_refused(host: Hosted) -> None:
    made = await host.make(agenda=AGENDA)
    async with made.chair() as chair:
        assert await refused(chair, item="a9", action="start") == "stale"
        assert await refused(chair, item="a1", action="end") == "stale"
        assert await refused(chair, item="a1", action="open") == "bad_command"
        assert await refused(chair, item=1, action="start") == "bad_command"
        assert code(await chair.ask("timer", kind="item", seconds=60, action="start")) == "stale"
        await item(chair, "a1", "start")
        assert await refused(chair, item="a1", action="start") == "stale"
        await item(chair, "a2", "skip")
        assert await refused(chair, item="a2", action="skip") == "stale"


async def test_the_desk_changes_the_agenda_while_an_item_is_on(host: Hosted) -> None:
    made = await host.make(agenda=AGENDA)
    async with made.chair() as chair:
        await item(chair, "a1", "start")
        kept: list[Map] = [{"id": "a1", "title": "书记讲话"}, {"title": "颁奖"}]
        assert (await made.http("PATCH", "", {"agenda": {"items": kept}})).status_code == 200
        assert (await shown(made))[0] == {"a1": "on", "a4": "waiting"}
        assert (await made.http("PATCH", "", {"agenda": None})).status_code == 200
        assert await shown(made) == ({}, None, None, "agenda")


async def test_items_begin_again_when_the_meeting_becomes_live_and_survive_a_restart(
    tmp_path: Path, anyio_backend: str
) -> None:
    async with hosted(tmp_path) as host:
        made = await host.make(agenda=AGENDA)
        async with made.chair() as chair:
            await item(chair, "a1", "start")
        await made.go_live()
        assert (await shown(made))[:3] == ({"a1": "waiting", "a2": "waiting", "a3": "waiting"}, "a1", None)
        async with made.chair() as chair:
            await item(chair, "a1", "start")
    async with hosted(tmp_path) as host:
        again = MeetingClient(host, {"id": made.id, "keys": made.keys, "join": made.join, "subjects": made.subjects})
        states, _, timer, _ = await shown(again)
        assert states["a1"] == "on" and timer is not None and timer["kind"] == "item"


async def test_phones_hear_nothing_of_items(host: Hosted) -> None:
    made = await host.make(agenda=AGENDA)
    async with made.guest() as phone, made.chair() as chair:
        assert "领导讲话" not in str(phone.welcome)
        await item(chair, "a1", "start")
        await chair.do("open", part="上述", subjects=made.ids()[:1])
        assert "领导讲话" not in str(await phone.hear("round"))
