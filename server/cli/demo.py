"""`serve --demo`: creates the sample meetings, prints the main one's links, and admits simulated voters on request.

To the server, a simulated voter is a phone: it has its own connection and token and casts one ballot per round.
"""

import asyncio
import os
import random
import ssl
import sys
import threading
from collections.abc import Iterable, Iterator

import msgpack
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from ..core.codec import Map
from ..core.message_catalogue import LANGUAGES, section
from ..core.models import Meeting, Phase
from ..meetings.audience import ROLES
from ..meetings.live_meeting import LiveMeeting
from ..meetings.operations import Operations
from ..web.cards_package import samples
from ..web.meeting_documents import parse_document
from ..web.serializers import role_link
from .bilingual import bilingual

MAIN_SAMPLE = "demo.toml"
"""The sample that simulated voters join; the others are only for viewing."""
VOTER_COUNT = 40
JOIN_SECONDS = (0.0, 5.0)
VOTING_SECONDS = (1.0, 25.0)
RECONNECT_SECONDS = (1.0, 3.0)
"""Ranges from which a simulated voter chooses its delay."""


async def prepare(operations: Operations, port: int, scheme: str) -> None:
    """Create the sample meetings; print the links of the main one, which are new at each start."""
    meetings = dict(_sample_meetings())
    live, keys = await _main_meeting(operations, meetings.pop(MAIN_SAMPLE))
    await _create_missing(operations, meetings.values())
    print(bilingual("sample"))
    for role in ROLES:
        chinese, english = (section(language, "cli")[f"role_{role}"] for language in LANGUAGES)
        print(f"  {chinese} {english:7} {role_link(operations, role, keys[role])}")
    print(f"  {bilingual('more_samples')}")
    operations.demo_voters.let_in = lambda: _admit_voters(operations, live, port, scheme)
    if sys.stdin is not None and sys.stdin.isatty():
        print(f"\n{bilingual('press_enter', n=VOTER_COUNT)}\n")
        loop = asyncio.get_running_loop()
        # A thread, because on Windows no event loop can watch the console.
        threading.Thread(target=_wait_for_enter, args=(loop, operations), daemon=True).start()
    else:
        print(f"\n{bilingual('admit_on_page', n=VOTER_COUNT)}\n")


def _wait_for_enter(loop: asyncio.AbstractEventLoop, operations: Operations) -> None:
    if sys.stdin.readline():
        loop.call_soon_threadsafe(_start_demo, operations)


def _start_demo(operations: Operations) -> None:
    if operations.demo_voters.let_in is not None:
        operations.demo_voters.let_in()


# Sample meetings


def _sample_meetings() -> Iterator[tuple[str, Meeting]]:
    """Every shipped sample by its file name, in that order."""
    for name, document in samples():
        yield name, parse_document(document)


async def _main_meeting(operations: Operations, meeting: Meeting) -> tuple[LiveMeeting, dict[str, str]]:
    """The previous start's meeting with new keys if it is still in rehearsal, else a new one."""
    for live in operations.registry.live_meetings.values():
        if live.state.meeting.title == meeting.title and live.state.phase is Phase.REHEARSAL:
            return live, {role: await operations.meeting_commands.replace_key(live, role, "admin") for role in ROLES}
    return await operations.registry.create(meeting)


async def _create_missing(operations: Operations, meetings: Iterable[Meeting]) -> None:
    """Their keys are dropped: the admin page makes new ones."""
    titles = {live.state.meeting.title for live in operations.registry.live_meetings.values()}
    for meeting in meetings:
        if meeting.title not in titles:
            await operations.registry.create(meeting)


# Simulated voters


def _admit_voters(operations: Operations, live: LiveMeeting, port: int, scheme: str) -> None:
    """Works once: `demo_voters.let_in` is None afterwards."""
    operations.demo_voters.let_in = None
    print(bilingual("joining", n=VOTER_COUNT))
    join_code = operations.join_codes.code(live.state, 0, operations.join_codes.period())
    for _ in range(VOTER_COUNT):
        operations.background_tasks.run(
            _simulate_voter(f"{'wss' if scheme == 'https' else 'ws'}://127.0.0.1:{port}", join_code)
        )


async def _simulate_voter(server: str, join_code: str) -> None:
    """Stay connected like a phone: reconnect whenever the connection is lost."""
    hello: Map = {"t": "hello", "v": 1, "role": "voter", "join": join_code, "device": os.urandom(16)}
    origin = server.replace("ws", "http", 1)
    tls = _unverified_tls() if server.startswith("wss:") else None
    await asyncio.sleep(random.uniform(*JOIN_SECONDS))
    while True:
        try:
            async with connect(f"{server}/ws", origin=origin, compression=None, ssl=tls) as phone:  # type: ignore[arg-type]
                await phone.send(msgpack.packb(hello))
                await _vote_in_every_round(phone)
        except (OSError, ConnectionClosed):
            await asyncio.sleep(random.uniform(*RECONNECT_SECONDS))


def _unverified_tls() -> ssl.SSLContext:
    """The server connects to itself at 127.0.0.1, which no certificate names."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
    return tls


async def _vote_in_every_round(phone: ClientConnection) -> None:
    cast_rounds: set[object] = set()
    async for frame in phone:
        message = msgpack.unpackb(frame)
        round = message.get("round") if message["t"] == "welcome" else message if message["t"] == "round" else None
        if not isinstance(round, dict) or round["state"] != "open" or round["voted"] or round["id"] in cast_rounds:
            continue
        if round["eligible"]:
            cast_rounds.add(round["id"])
            await asyncio.sleep(random.uniform(*VOTING_SECONDS))
            await phone.send(msgpack.packb(_random_cast(round)))


def _random_cast(round: Map) -> Map:
    """Higher marks are more likely, as in real meetings."""
    form, subjects = round["form"], round["subjects"]
    assert isinstance(form, dict) and isinstance(subjects, list)
    scale = form["scale"]
    best_first = range(len(scale["choices"])) if "choices" in scale else range(scale["max"], scale["min"] - 1, -1)
    weights = [1 / (1 + position) for position in range(len(best_first))]
    rows = [random.choices(best_first, weights, k=len(form["items"])) for _ in subjects]
    return {"t": "cast", "round": round["id"], "nonce": os.urandom(16), "scores": rows, "notes": []}
