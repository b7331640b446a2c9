"""`pingyi move`: from the embedded database to the shared one and back, with equal fingerprints."""

import asyncio
from pathlib import Path

import pytest

from server.__main__ import main
from server.config import Config
from server.data_directory import lock
from tests.harness import Made, Map, hosted, receipt
from tests.nodes import nodes
from tests.voters import moved

pytestmark = pytest.mark.anyio


async def held(made: Made) -> None:
    """Two rounds with notes, one of them voided, attendance and a decision."""
    tokens = await made.cards(8)
    async with made.chair() as chair:
        for subject in made.ids()[:2]:
            round_id = await chair.open([subject])
            for number, token in enumerate(tokens):
                async with made.phone(token) as phone:
                    notes = [{"subject": 0, "key": "problems", "text": f"意见{number}"}]
                    assert receipt(await phone.cast(round_id, number % 10 + 1, notes=notes))
            await chair.do("close", round=round_id)
        await chair.do("void", round=round_id, reason="重投")
    await made.http("PUT", "/attendance", {"present": 8, "absent": 0})
    await made.http("PUT", "/subjects/s1/decision", {"grade": "好", "reason": "综合"})


async def go(*arguments: str) -> int:
    return await asyncio.to_thread(main, ["move", *arguments])


async def told(made: Made) -> tuple[Map, Map]:
    log: Map = (await made.http("GET", "/log")).json()
    tally = await made.tally(draft=True)
    tally.pop("generated")
    return tally, log


async def test_a_meeting_moves_to_postgresql_and_back_with_equal_fingerprints(
    tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    async with hosted(home) as host:
        made = await host.make(admission="cards")
        await held(made)
        before = await told(made)
    assert await go("--from", str(home), "--to", database) == 0, capsys.readouterr()
    async with nodes(tmp_path, database, 1) as (node,):
        assert await told(moved(made, node)) == before
        async with moved(made, node).chair() as chair:
            round_id = await chair.open(made.ids()[2:])
            [token] = await moved(made, node).cards(1)
            async with moved(made, node).phone(token) as phone:
                assert receipt(await phone.cast(round_id, 8))
            assert await go("--from", database, "--to", str(home)) == 2
            await chair.do("close", round=round_id, confirm=True)
        before = await told(moved(made, node))
    assert await go(made.id, "--from", database, "--to", str(home)) == 0, capsys.readouterr()
    async with hosted(home) as host:
        assert await told(moved(made, host)) == before
        async with moved(made, host).chair() as chair:
            await chair.do("view", view="agenda")
    async with nodes(tmp_path, database, 1) as (node,):
        assert (await moved(made, node).http("GET", "/log")).status_code == 401


async def test_what_cannot_be_moved_is_said_and_nothing_is_lost(
    tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    async with hosted(home) as host:
        made = await host.make(admission="cards")
    with lock(Config(data=home)):
        assert await go("--from", str(home), "--to", database) == 2
        assert "another running server" in capsys.readouterr().err
    assert await go("0" * 16, "--from", str(home), "--to", database) == 2
    assert await go("--keep", "--from", str(home), "--to", database) == 0
    assert await go("--from", str(home), "--to", database) == 2
    assert await go("--from", str(tmp_path), "--to", database) == 2
    assert await go("--from", str(home), "--to", "mysql://me:geheim@x/y") == 2
    assert "geheim" not in capsys.readouterr().err
    async with hosted(home) as host:
        assert (await moved(made, host).http("GET", "")).status_code == 200
