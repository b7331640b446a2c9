"""`pingyi move`: from SQLite to PostgreSQL and back, with equal fingerprints."""

import asyncio
from pathlib import Path

import pytest

from server.__main__ import main
from server.config import Config
from server.data_directory import lock
from tests.harness import MEETING, Hosted, Map, MeetingClient, hosted, receipt
from tests.nodes import nodes
from tests.voters import moved

pytestmark = pytest.mark.anyio


async def hold_rounds(meeting: MeetingClient) -> None:
    """Hold two rounds with notes, void the second; add attendance and a decision."""
    tokens = await meeting.cards(8)
    async with meeting.chair() as chair:
        for subject in meeting.ids()[:2]:
            round_id = await chair.open([subject])
            for number, token in enumerate(tokens):
                async with meeting.phone(token) as phone:
                    notes = [{"subject": 0, "key": "problems", "text": f"意见{number}"}]
                    assert receipt(await phone.cast(round_id, number % 10 + 1, notes=notes))
            await chair.do("close", round=round_id)
        await chair.do("void", round=round_id, reason="重投")
    await meeting.http("PUT", "/attendance", {"present": 8, "absent": 0})
    await meeting.http("PUT", "/subjects/s1/decision", {"grade": "好", "reason": "综合"})


async def run_move(*arguments: str) -> int:
    return await asyncio.to_thread(main, ["move", *arguments])


async def tally_and_log(meeting: MeetingClient) -> tuple[Map, Map]:
    log: Map = (await meeting.http("GET", "/log")).json()
    tally = await meeting.tally(draft=True)
    tally.pop("generated")
    return tally, log


async def test_a_meeting_moves_to_postgresql_and_back_with_equal_fingerprints(
    tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    async with hosted(home) as host:
        meeting = await host.make(admission="cards")
        await hold_rounds(meeting)
        before = await tally_and_log(meeting)
    assert await run_move("--from", str(home), "--to", database) == 0, capsys.readouterr()
    async with nodes(tmp_path, database, 1) as (node,):
        assert await tally_and_log(moved(meeting, node)) == before
        async with moved(meeting, node).chair() as chair:
            round_id = await chair.open(meeting.ids()[2:])
            [token] = await moved(meeting, node).cards(1)
            async with moved(meeting, node).phone(token) as phone:
                assert receipt(await phone.cast(round_id, 8))
            assert await run_move("--from", database, "--to", str(home)) == 2
            await chair.do("close", round=round_id, confirm=True)
        before = await tally_and_log(moved(meeting, node))
    assert await run_move(meeting.id, "--from", database, "--to", str(home)) == 0, capsys.readouterr()
    async with hosted(home) as host:
        assert await tally_and_log(moved(meeting, host)) == before
        async with moved(meeting, host).chair() as chair:
            await chair.do("view", view="agenda")
    async with nodes(tmp_path, database, 1) as (node,):
        assert (await moved(meeting, node).http("GET", "/log")).status_code == 401


async def test_a_refused_move_names_the_reason_and_loses_nothing(
    tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    async with hosted(home) as host:
        meeting = await host.make(admission="cards")
    with lock(Config(data=home)):
        assert await run_move("--from", str(home), "--to", database) == 2
        assert "another running server" in capsys.readouterr().err
    assert await run_move("0" * 16, "--from", str(home), "--to", database) == 2
    assert await run_move("--keep", "--from", str(home), "--to", database) == 0
    assert await run_move("--from", str(home), "--to", database) == 2
    assert await run_move("--from", str(tmp_path), "--to", database) == 2
    assert await run_move("--from", str(home), "--to", "mysql://me:geheim@x/y") == 2
    assert "geheim" not in capsys.readouterr().err
    async with hosted(home) as host:
        assert (await moved(meeting, host).http("GET", "")).status_code == 200


async def add_key(host: Hosted, name: str) -> tuple[Map, MeetingClient]:
    """A named admin key, and a meeting of it."""
    key = (await host.http("POST", "/api/keys", host.admin, {"name": name, "meetings": 1})).json()
    return key, MeetingClient(host, (await host.http("POST", "/api/meetings", key["key"], MEETING)).json())


async def titles(host: Hosted, key: Map) -> list[str]:
    return [row["title"] for row in (await host.http("GET", "/api/meetings", key["key"])).json()]


async def test_a_meeting_takes_its_admin_key_along(
    tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """And back, where the key is known already. A name that another key has at the target stops the move."""
    home, other = tmp_path / "home", tmp_path / "other"
    async with hosted(home) as host:
        key, made = await add_key(host, "第一中学")
        await host.make()
    assert await run_move(made.id, "--from", str(home), "--to", database) == 0, capsys.readouterr()
    async with nodes(tmp_path, database, 1) as (node,):
        assert await titles(node, key) == [MEETING["title"]]
        lines = (await node.http("GET", "/api/log", node.admin)).json()["log"]
        assert [(line["by"]["role"], line["act"], line["meeting"]) for line in lines] == [
            ("command", "add-key", None),
            ("command", "move-in", 1),
        ]
        assert lines[0]["detail"] == {"key": key["id"], "name": "第一中学"}
        assert lines[1]["names"] == {key["id"]: "第一中学"}
    async with hosted(home) as host:
        assert await titles(host, key) == []
        assert (await host.http("GET", "/api/log", host.admin)).json()["log"][-1]["act"] == "move-out"
    assert await run_move("--from", database, "--to", str(home)) == 0, capsys.readouterr()
    async with hosted(home) as host:
        assert await titles(host, key) == [MEETING["title"]]
        assert len((await host.http("GET", "/api/keys", host.admin)).json()) == 1
        lines = (await host.http("GET", "/api/log", host.admin)).json()["log"]
        assert [line["act"] for line in lines].count("add-key") == 1, "it was known here"
    async with hosted(other) as host:
        await add_key(host, "第一 中学")
    assert await run_move(made.id, "--from", str(home), "--to", str(other)) == 2
    assert "第一中学" in capsys.readouterr().err
    async with hosted(home) as host:
        assert await titles(host, key) == [MEETING["title"]]
