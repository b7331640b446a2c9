"""One act of a meeting in a process of its own, which a fault point may end: `python -m tests.proofs.faults.acts`.

It reads a line for each act, {"act", "fault", "data", "meeting", "round", "token"}, does the act in a fork, and answers
{"ended", "said"}: the exit code, 137 where the fault ended it, and what a client had been told until then.
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
from server.meetings.live_meeting import LiveMeeting
from server.meetings.registry import MeetingRegistry, voter_of
from tests.voters import Nowhere

Line = dict[str, str]
Say = Callable[[str], None]
NONCE = bytes(range(16))
NOTE = {"subject": 0, "key": "problems", "text": "会议太多"}


async def start(house: MeetingRegistry, room: LiveMeeting, line: Line, say: Say) -> None:
    """Nothing more than the start and the stop."""


async def opening(house: MeetingRegistry, room: LiveMeeting, line: Line, say: Say) -> None:
    say((await house.round_commands.open_round(room, "上述", [room.state.meeting.parts[0].subjects[0].id], 600)).id)


async def cast(house: MeetingRegistry, room: LiveMeeting, line: Line, say: Say) -> None:
    _, token, digest = await house.admission.by_token(line["token"])
    message: dict[str, object] = {"round": line["round"], "nonce": NONCE, "scores": [[9]], "notes": [NOTE]}
    if await house.round_commands.cast(room, voter_of(Nowhere(), token, digest), message):
        say("receipt")


async def release(house: MeetingRegistry, room: LiveMeeting, line: Line, say: Say) -> None:
    assert room.running is not None
    await house.round_commands.round_lifecycle.release(room)
    say(str(room.running.counted))


async def hold(house: MeetingRegistry, room: LiveMeeting, line: Line, say: Say) -> None:
    await house.round_commands.close_round(room, line["round"], paper_pending=2)
    say("held")


async def close(house: MeetingRegistry, room: LiveMeeting, line: Line, say: Say) -> None:
    await house.round_commands.close_round(room, line["round"], confirm=True)
    say("closed")


async def publish(house: MeetingRegistry, room: LiveMeeting, line: Line, say: Say) -> None:
    await house.round_commands.publish(room, line["round"], confirm=True)
    say("published")


async def void(house: MeetingRegistry, room: LiveMeeting, line: Line, say: Say) -> None:
    await house.round_commands.void(room, line["round"], "重投")
    say("voided")


Act = Callable[[MeetingRegistry, LiveMeeting, Line, Say], Awaitable[None]]
ACTS: dict[str, Act] = {
    "start": start,
    "open": opening,
    "cast": cast,
    "release": release,
    "hold": hold,
    "close": close,
    "publish": publish,
    "void": void,
}


async def perform(line: Line, say: Say) -> None:
    """The points are counted from the act on; for `start` from the very first one."""
    if line["act"] == "start":
        fault_injection.crash_point = fault_injection.parse(line["fault"])
    config = Config(data=Path(line["data"]))
    house = (await build(config, load_secrets(config), "http://127.0.0.1")).registry
    if line["act"] != "start":
        fault_injection.crash_point = fault_injection.parse(line["fault"])
    room = house.live_meetings.get(line["meeting"])
    if room is not None:
        await ACTS[line["act"]](house, room, line, say)
    fault_injection.crash_point = None
    await house.stop()


def forked(line: Line) -> dict[str, object]:
    """The act in a process of its own; what it said comes through a pipe, as far as it got."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        alone(line, writing)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    return {"ended": os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), "said": said}


def _say(told: int, text: str) -> None:
    os.write(told, text.encode())


def alone(line: Line, told: int) -> NoReturn:
    ended = 1
    try:
        asyncio.run(perform(line, partial(_say, told)))
        ended = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(ended)


if __name__ == "__main__":
    for asked in sys.stdin:
        print(json.dumps(forked(json.loads(asked))), flush=True)
