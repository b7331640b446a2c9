"""Runs single actions of a meeting in forked processes that a fault point may end.

`python -m tests.proofs.faults.forked_actions` reads one JSON object a line, {"action", "fault", "data", "meeting",
"round", "token"}, and answers {"exit_code", "output"}: exit code 137 where the fault ended the process, and what a
client had been told until then.
"""

import asyncio
import json
import os
import sys
import traceback
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import NoReturn

from server import fault_injection
from server.app import build
from server.config import Config
from server.data_directory import load_secrets
from server.meetings.admission import voter_of
from server.meetings.live_meeting import LiveMeeting
from server.meetings.operations import Operations
from tests.voters import Nowhere

Request = dict[str, str]
Report = Callable[[str], None]
NONCE = bytes(range(16))
NOTE = {"subject": 0, "key": "problems", "text": "会议太多"}


async def start(operations: Operations, live: LiveMeeting, request: Request, report: Report) -> None:
    """Only start and stop the server."""


async def opening(operations: Operations, live: LiveMeeting, request: Request, report: Report) -> None:
    report(
        (await operations.round_commands.open_round(live, "上述", [live.state.meeting.parts[0].subjects[0].id], 600)).id
    )


async def cast(operations: Operations, live: LiveMeeting, request: Request, report: Report) -> None:
    _, token, digest = await operations.admission.by_token(request["token"])
    message: dict[str, object] = {"round": request["round"], "nonce": NONCE, "scores": [[9]], "notes": [NOTE]}
    receipt, _ = await operations.casting.cast(live, voter_of(Nowhere(), token, digest), message)
    if receipt:
        report("receipt")


async def release(operations: Operations, live: LiveMeeting, request: Request, report: Report) -> None:
    assert live.running_round is not None
    await operations.round_commands.release(live)
    report(str(live.running_round.tally.counted))


async def hold(operations: Operations, live: LiveMeeting, request: Request, report: Report) -> None:
    await operations.round_commands.close_round(live, request["round"], paper_pending=2)
    report("held")


async def close(operations: Operations, live: LiveMeeting, request: Request, report: Report) -> None:
    await operations.round_commands.close_round(live, request["round"], confirm=True)
    report("closed")


async def publish(operations: Operations, live: LiveMeeting, request: Request, report: Report) -> None:
    await operations.round_commands.publish(live, request["round"])
    report("published")


async def void(operations: Operations, live: LiveMeeting, request: Request, report: Report) -> None:
    await operations.round_commands.void(live, request["round"], "重投")
    report("voided")


Action = Callable[[Operations, LiveMeeting, Request, Report], Awaitable[None]]
ACTIONS: dict[str, Action] = {
    "start": start,
    "open": opening,
    "cast": cast,
    "release": release,
    "hold": hold,
    "close": close,
    "publish": publish,
    "void": void,
}


async def perform(request: Request, report: Report) -> None:
    """Fault points are counted from the action on; for `start`, from the process's first one."""
    if request["action"] == "start":
        fault_injection.crash_point = fault_injection.parse(request["fault"])
    config = Config(data=Path(request["data"]))
    operations = (await build(config, load_secrets(config), "http://127.0.0.1")).operations
    if request["action"] != "start":
        fault_injection.crash_point = fault_injection.parse(request["fault"])
    live = operations.registry.live_meetings.get(request["meeting"])
    if live is not None:
        await ACTIONS[request["action"]](operations, live, request, report)
    fault_injection.crash_point = None
    await operations.stop()


def run_forked(request: Request) -> dict[str, object]:
    """Perform the action in a child process; its reports come through a pipe, up to where it was ended."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        _run_child(request, write_end)
    os.close(write_end)
    with os.fdopen(read_end) as pipe:
        output = pipe.read()
    return {"exit_code": os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), "output": output}


def _report(pipe: int, text: str) -> None:
    os.write(pipe, text.encode())


def _run_child(request: Request, pipe: int) -> NoReturn:
    exit_code = 1
    try:
        asyncio.run(perform(request, partial(_report, pipe)))
        exit_code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(exit_code)


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(run_forked(json.loads(line))), flush=True)
