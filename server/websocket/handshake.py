"""Hello: who comes in, to which room, and what they are told first (CONTRACT "WebSocket").

Knows no frame and no socket; a connection asks once and gets a guest or a refusal.
"""

from dataclasses import dataclass

from ..core import client_messages, tokens
from ..core.codec import BadFrame
from ..core.errors import Refused
from ..core.rounds import State
from ..meetings.audience import Link, Listener, Voter
from ..meetings.live_meeting import Room
from ..meetings.registry import House, voter_of
from .guess_limiter import Gate

ROLES = ("chair", "screen", "desk")
GUESSES = ("unknown_token", "unknown_code", "unknown_key")
"""Refusals that count as a guess."""

Map = dict[str, object]


@dataclass(frozen=True, slots=True)
class Guest:
    room: Room
    peer: Voter | Listener
    welcome: Map


class Door:
    """Raises BadFrame where it is no hello, Refused with the contract's codes, NotRecorded, Damaged."""

    def __init__(self, house: House) -> None:
        self.house, self.gate = house, Gate()

    async def greet(self, link: Link, address: str, message: Map) -> Guest:
        """Who says this hello. Nothing has changed since the welcome was made."""
        if message["t"] != "hello" or message.get("v") != 1 or type(message.get("v")) is not int:
            raise BadFrame
        if not self._was_here(message):
            await self.gate.enter(address)
        try:
            return await self._guest(link, message)
        except Refused as refused:
            if refused.code in GUESSES:
                self.gate.wrong(address)
            raise

    def _was_here(self, message: Map) -> bool:
        code = tokens.read(_typed(message.get("token")), tokens.TOKEN_LETTERS)
        return code is not None and self.house.entrance.has_seen(tokens.digest(code))

    async def _guest(self, link: Link, message: Map) -> Guest:
        role = message.get("role")
        if role == "voter":
            return await self._voter(link, message)
        if type(role) is not str or role not in ROLES:
            raise BadFrame
        return await self._listener(link, role, _typed(message.get("key")))

    async def _listener(self, link: Link, role: str, key: str) -> Guest:
        room = await self._room_of(key, role)
        while True:  # until nothing changed while the welcome was made
            before = room.stands()
            await self._room_of(key, role)
            welcome = await room.welcome(role)
            if room.still(before):
                return Guest(room, Listener(link, role, tokens.digest(key)), welcome)

    async def _room_of(self, key: str, role: str) -> Room:
        found = await self.house.entrance.access(key)
        if found is None:
            raise Refused("unknown_key")
        if found[1] != role:
            raise Refused("wrong_role")
        return found[0]

    async def _voter(self, link: Link, message: Map) -> Guest:
        room, digest, given = await self._token(message)
        while True:  # until nothing changed while the welcome was made
            before = room.stands()
            peer = voter_of(link, await self.house.entrance.token(digest), digest)
            welcome = await self._voter_welcome(room, peer, given)
            if room.still(before):
                return Guest(room, peer, welcome)

    async def _token(self, message: Map) -> tuple[Room, bytes, str | None]:
        """The room, the token's digest, and the token itself where the code has just given it."""
        given = None
        if type(message.get("token")) is str or "join" not in message:
            room, _, digest = await self.house.entrance.by_token(_typed(message.get("token")))
        elif _is_device(message.get("device")):
            room, given = await self.house.entrance.by_code(_typed(message["join"]), message["device"])  # type: ignore[arg-type]
            room, _, digest = await self.house.entrance.by_token(given)
        else:
            raise BadFrame
        return room, digest, given

    async def _voter_welcome(self, room: Room, peer: Voter, given: str | None) -> Map:
        round, shown = room.current, None
        if round is not None:
            voted = await self.house.meetings.casting.voted(room, round, peer)
            base = client_messages.round(room.sitting.meeting, round, room.left())
            recused = sorted(room.recused(peer, round))
            shown = client_messages.voter_round(base, not room.intake, room.eligible(peer, round), voted, recused)
        about = client_messages.voter_meeting(room.sitting, room.rounds, peer.group)
        welcome: Map = {"t": "welcome", "v": 1, "role": "voter", "meeting": about, "round": shown}
        if round is not None and round.state is State.PUBLISHED and room.sitting.meeting.voters_see_results:
            tally = await room.tally(room.counted[-1])
            welcome["tallies"] = [] if tally is None else [tally]
        return {**welcome, "token": given} if given is not None else welcome


def _typed(value: object) -> str:
    """A key, token or code as text; what is none is one that nobody has."""
    return value if type(value) is str else ""


def _is_device(value: object) -> bool:
    return type(value) is bytes and len(value) == 16
