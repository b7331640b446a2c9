"""The server's log: its level, its format, and that no level writes what would link a voter to a vote."""

import json
import secrets
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.harness import ROOT, Process

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


RESET = """
import asyncio
from server.cli.logs import configure_logging
from server.config import Config

configure_logging(Config())
loop = asyncio.new_event_loop()
vanished = ConnectionResetError(10054, "reset by 192.168.1.20"), ConnectionAbortedError(10053, "")
for error in (*vanished, ValueError("ours")):
    loop.call_exception_handler({"message": "Exception in callback", "exception": error})
loop.close()
"""


def test_a_phone_that_vanishes_is_no_error_on_windows() -> None:
    """Its loop reports one to asyncio's log; any other error there stays."""
    ended = subprocess.run([sys.executable, "-c", RESET], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert "192.168" not in ended.stderr and "1005" not in ended.stderr
    assert ended.stderr.count("ERROR") == 1 and "ValueError: ours" in ended.stderr
