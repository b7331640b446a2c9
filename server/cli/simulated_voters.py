"""Simulated voters for a rehearsal and for the demo.

To the server each is a phone: it has its own connection and token and casts one ballot per round.
"""

import asyncio
import os
import random
import ssl
from collections import Counter
from dataclasses import dataclass

import msgpack
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from ..core.codec import Map, encode_padded
from ..core.errors import Refused
from ..core.message_catalogue import section
from ..core.models import Phase
from ..meetings.live_meeting import LiveMeeting
from ..meetings.operations import Operations
from .simulated_ballots import notes_for, random_scores

MAX_PRESENT = 200
"""Simulated voters of a meeting: they take connections that phones of other meetings may need."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Ranges of seconds from which a voter chooses how long it takes to come, to vote and to come back."""

    join: tuple[float, float] = (0.0, 5.0)
    vote: tuple[float, float] = (1.0, 25.0)
    reconnect: tuple[float, float] = (1.0, 3.0)


def offer(operations: Operations, port: int, scheme: str, pace: Pace = Pace()) -> None:
    """Let meetings have simulated voters, who call the server at 127.0.0.1."""
    server = f"{'wss' if scheme == 'https' else 'ws'}://127.0.0.1:{port}"

    present = Counter[str]()

    async def simulate(live: LiveMeeting, identity: Map) -> None:
        try:
            await _simulate(server, identity, live.state.meeting.language, pace)
        finally:
            present[live.state.id] -= 1

    async def join(live: LiveMeeting, count: int) -> None:
        if present[live.state.id] + count > MAX_PRESENT:
            raise Refused("invalid_field", "count")
        identities = [await _identity(operations, live, number) for number in range(count)]
        present[live.state.id] += count
        for identity in identities:
            operations.background_tasks.run(simulate(live, identity))

    operations.simulated_voters.join = join


async def _identity(operations: Operations, live: LiveMeeting, number: int) -> Map:
    """In a rehearsal a token that ends with it; in a live meeting, of the demo, what a scanned code gives."""
    group = number % len(live.state.meeting.groups)
    if live.state.phase is Phase.REHEARSAL:
        return {"token": await operations.admission.simulated(live, group)}
    codes = operations.join_codes
    return {"join": codes.code(live.state, group, codes.period()), "device": os.urandom(16)}


async def _simulate(server: str, identity: Map, language: str, pace: Pace) -> None:
    """Stay connected like a phone: reconnect whenever the connection is lost. Ends with its token."""
    hello: Map = {"t": "hello", "v": 1, "role": "voter", **identity}
    origin = server.replace("ws", "http", 1)
    tls = _unverified_tls() if server.startswith("wss:") else None
    await asyncio.sleep(random.uniform(*pace.join))
    while True:
        try:
            async with connect(f"{server}/ws", origin=origin, compression=None, ssl=tls) as phone:  # type: ignore[arg-type]
                await phone.send(msgpack.packb(hello))
                if await _is_refused(phone, language, pace):
                    return
        except (OSError, ConnectionClosed):
            await asyncio.sleep(random.uniform(*pace.reconnect))


def _unverified_tls() -> ssl.SSLContext:
    """The server connects to itself at 127.0.0.1, which no certificate names."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
    return tls


async def _is_refused(phone: ClientConnection, language: str, pace: Pace) -> bool:
    """Vote in every round, until the connection ends or the token does."""
    cast_rounds: set[object] = set()
    async for frame in phone:
        message = msgpack.unpackb(frame)
        if message["t"] == "refused" and "nonce" not in message:
            return True
        round = message.get("round") if message["t"] == "welcome" else message if message["t"] == "round" else None
        if not isinstance(round, dict) or round["state"] != "open" or round["voted"] or round["id"] in cast_rounds:
            continue
        if round["eligible"]:
            cast_rounds.add(round["id"])
            await asyncio.sleep(random.uniform(*pace.vote))
            await phone.send(encode_padded(random_cast(round, language), round["cast_size"]))
    return False


def random_cast(round: Map, language: str) -> Map:
    rows = random_scores(round, random.Random())
    notes = notes_for(round, rows, section(language, "cli")["simulated_note"])
    return {"t": "cast", "round": round["id"], "nonce": os.urandom(16), "scores": rows, "notes": notes}
