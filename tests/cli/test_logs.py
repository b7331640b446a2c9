"""The server's log: its level, its format, and that no level writes what would link a voter to a vote."""

import json
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.harness import Process

pytestmark = pytest.mark.anyio

NOTE = "有一条问题和建议"


async def log_of(server: Process) -> tuple[str, list[str]]:
    """The log of a meeting with a chair and a voter, and what must not be in it."""
    made = await (await server.ready()).make(admission="cards")
    (token,) = await made.cards(1)
    nonce, notes = secrets.token_bytes(16), [{"subject": 0, "key": "problems", "text": NOTE}]
    async with made.chair() as chair, made.phone(token) as phone:
        round_id = await chair.open(made.ids()[:1])
        await phone.send({"t": "cast", "round": round_id, "nonce": nonce, "scores": [[8]], "notes": notes})
        await phone.hear("receipt")
    server.child.terminate()
    _, log = server.child.communicate(timeout=15)
    return log, [token, nonce.hex(), repr(nonce), NOTE, "127.0.0.1", made.keys["chair"]]


@pytest.mark.parametrize("level", ["debug", "info"])
async def test_no_level_writes_a_token_a_nonce_a_text_or_an_address(
    started: Callable[..., Process], tmp_path: Path, level: str
) -> None:
    log, forbidden = await log_of(started(tmp_path, None, "--log-level", level))
    assert "chair connected" in log and ("phone connected" in log) == (level == "debug")
    assert [trace for trace in forbidden if trace in log] == []


async def test_warnings_alone_leave_out_what_is_usual(started: Callable[..., Process], tmp_path: Path) -> None:
    log, _ = await log_of(started(tmp_path, PINGYI_LOG_LEVEL="warning"))
    assert log == ""


async def test_as_json_each_line_is_an_object(started: Callable[..., Process], tmp_path: Path) -> None:
    log, _ = await log_of(started(tmp_path, PINGYI_LOG_FORMAT="json", PINGYI_TIMEZONE="Asia/Shanghai"))
    lines = [json.loads(line) for line in log.splitlines()]
    assert any("chair connected" in line["message"] for line in lines)
    assert all(set(line) == {"time", "level", "logger", "message"} for line in lines)
    assert all(line["time"].endswith("+08:00") and line["level"] == "info" for line in lines)
