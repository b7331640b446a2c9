"""The demo: the sample meetings, the main one's links, and simulated voters who come in when asked.

They are real phones as far as the server can tell: real sockets, real tokens, one ballot each.
"""

import asyncio
import os
import random
import ssl
import sys
import threading
from collections.abc import Iterable, Iterator
from datetime import date

import msgpack
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from ..core import meeting_document
from ..core.codec import Map
from ..core.models import Meeting, Phase
from ..meetings.live_meeting import LiveMeeting
from ..meetings.registry import ROLES, MeetingRegistry
from ..web.cards_package import forms, samples

MAIN = "demo.toml"
"""The sample that simulated voters come to; the others are there to be looked at."""
VOTERS = 40
THINKING = (1.0, 25.0)
"""Seconds a simulated voter takes to decide."""


async def prepare(registry: MeetingRegistry, port: int, scheme: str) -> None:
    """Make the sample meetings; print the links of the main one, which are new at each start."""
    meetings = dict(_samples())
    live, keys = await _main(registry, meetings.pop(MAIN))
    await _others(registry, meetings.values())
    print("示例会议：先打开大屏和主持人 / sample meeting: open screen and chair first")
    for role, name in zip(ROLES, ("主持人", "大屏", "秘书"), strict=True):
        print(f"  {name} {role:7} {registry.url}/{role}#{keys[role]}")
    print("  其他示例在管理页 / more samples are on the admin page")
    registry.demo = lambda: _let_in(registry, live, port, scheme)
    if sys.stdin is not None and sys.stdin.isatty():
        print(f"\n按回车，让 {VOTERS} 位模拟参会人入场 / press Enter to let {VOTERS} simulated voters in\n")
        loop = asyncio.get_running_loop()
        # A thread, for Windows can tell no event loop that a key was pressed.
        threading.Thread(target=_wait_for_enter, args=(loop, registry), daemon=True).start()
    else:
        print(f"\n在管理页让 {VOTERS} 位模拟参会人入场 / the admin page lets {VOTERS} simulated voters in\n")


def _wait_for_enter(loop: asyncio.AbstractEventLoop, registry: MeetingRegistry) -> None:
    if sys.stdin.readline():
        loop.call_soon_threadsafe(_pressed, registry)


def _pressed(registry: MeetingRegistry) -> None:
    if registry.demo is not None:
        registry.demo()


def _samples() -> Iterator[tuple[str, Meeting]]:
    """Every sample that ships, by its file's name, in that order."""
    for name, value in samples():
        shipped = forms("en" if value.get("language") == "en" else "zh")
        yield name, meeting_document.parse(value, shipped, today=date.today().isoformat())


async def _main(registry: MeetingRegistry, meeting: Meeting) -> tuple[LiveMeeting, dict[str, str]]:
    """The one from last time as long as it is a rehearsal: a demo begins anew after that."""
    for live in registry.live_meetings.values():
        if live.state.meeting.title == meeting.title and live.state.phase is Phase.REHEARSAL:
            return live, {role: await registry.meeting_commands.replace_key(live, role, "admin") for role in ROLES}
    return await registry.create(meeting)


async def _others(registry: MeetingRegistry, meetings: Iterable[Meeting]) -> None:
    """Made once; the admin page lists them and gives them links."""
    known = {live.state.meeting.title for live in registry.live_meetings.values()}
    for meeting in meetings:
        if meeting.title not in known:
            await registry.create(meeting)


def _let_in(registry: MeetingRegistry, live: LiveMeeting, port: int, scheme: str) -> None:
    """Only once; a second request finds them in already."""
    registry.demo = None
    print(f"{VOTERS} 位模拟参会人入场 / simulated voters are coming in")
    join = registry.admission.code(live.state, 0, registry.admission.code_period())
    for _ in range(VOTERS):
        registry.run_in_background(_voter(f"{'wss' if scheme == 'https' else 'ws'}://127.0.0.1:{port}", join))


async def _voter(server: str, join: str) -> None:
    hello: Map = {"t": "hello", "v": 1, "role": "voter", "join": join, "device": os.urandom(16)}
    origin = server.replace("ws", "http", 1)
    tls = None
    if server.startswith("wss:"):
        # It talks to itself, under an address that no certificate names.
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
    await asyncio.sleep(random.uniform(0, 5))
    while True:
        try:
            async with connect(f"{server}/ws", origin=origin, compression=None, ssl=tls) as phone:  # type: ignore[arg-type]
                await phone.send(msgpack.packb(hello))
                await _live(phone)
        except (OSError, ConnectionClosed):
            await asyncio.sleep(random.uniform(1, 3))


async def _live(phone: ClientConnection) -> None:
    cast: set[object] = set()
    async for frame in phone:
        message = msgpack.unpackb(frame)
        round = message.get("round") if message["t"] == "welcome" else message if message["t"] == "round" else None
        if not isinstance(round, dict) or round["state"] != "open" or round["voted"] or round["id"] in cast:
            continue
        if round["eligible"]:
            cast.add(round["id"])
            await asyncio.sleep(random.uniform(*THINKING))
            await phone.send(msgpack.packb(_ballot(round)))


def _ballot(round: Map) -> Map:
    """Better marks are likelier, as they are in real meetings."""
    form, subjects = round["form"], round["subjects"]
    assert isinstance(form, dict) and isinstance(subjects, list)
    scale = form["scale"]
    best_first = range(len(scale["choices"])) if "choices" in scale else range(scale["max"], scale["min"] - 1, -1)
    likely = [1 / (1 + place) for place in range(len(best_first))]
    rows = [random.choices(best_first, likely, k=len(form["items"])) for _ in subjects]
    return {"t": "cast", "round": round["id"], "nonce": os.urandom(16), "scores": rows, "notes": []}
