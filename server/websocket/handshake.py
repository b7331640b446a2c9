"""Hello: who comes in, to which room, and what they are told first (CONTRACT "WebSocket").

Knows no frame and no socket; a connection asks once and gets a guest or a refusal.
"""

from dataclasses import dataclass

from ..core import client_messages, tokens
from ..core.codec import BadFrame
from ..core.errors import Refused
from ..core.rounds import State
from ..meetings.audience import PeerConnection, StaffPeer, Voter
from ..meetings.live_meeting import LiveMeeting
from ..meetings.registry import MeetingRegistry, voter_of
from .guess_limiter import GuessLimiter

ROLES = ("chair", "screen", "desk")
GUESSES = ("unknown_token", "unknown_code", "unknown_key")
"""Refusals that count as a guess."""

Map = dict[str, object]


@dataclass(frozen=True, slots=True)
class Admitted:
    live: LiveMeeting
    peer: Voter | StaffPeer
    welcome: Map


class Handshake:
    """Raises BadFrame where it is no hello, Refused with the contract's codes, NotRecorded, Damaged."""

    def __init__(self, registry: MeetingRegistry) -> None:
        self.registry, self.guess_limiter = registry, GuessLimiter()

    async def greet(self, connection: PeerConnection, address: str, message: Map) -> Admitted:
        """Who says this hello. Nothing has changed since the welcome was made."""
        if message["t"] != "hello" or message.get("v") != 1 or type(message.get("v")) is not int:
            raise BadFrame
        if not self._was_here(message):
            await self.guess_limiter.enter(address)
        try:
            return await self._guest(connection, message)
        except Refused as refused:
            if refused.code in GUESSES:
                self.guess_limiter.wrong(address)
            raise

    def _was_here(self, message: Map) -> bool:
        code = tokens.decode(_typed(message.get("token")), tokens.TOKEN_LETTERS)
        return code is not None and self.registry.admission.has_seen(tokens.digest(code))

    async def _guest(self, connection: PeerConnection, message: Map) -> Admitted:
        role = message.get("role")
        if role == "voter":
            return await self._voter(connection, message)
        if type(role) is not str or role not in ROLES:
            raise BadFrame
        return await self._listener(connection, role, _typed(message.get("key")))

    async def _listener(self, connection: PeerConnection, role: str, key: str) -> Admitted:
        live = await self._room_of(key, role)
        while True:  # until nothing changed while the welcome was made
            before = live.version_marks()
            await self._room_of(key, role)
            welcome = await live.welcome(role)
            if live.unchanged_since(before):
                return Admitted(live, StaffPeer(connection, role, tokens.digest(key)), welcome)

    async def _room_of(self, key: str, role: str) -> LiveMeeting:
        found = await self.registry.admission.access(key)
        if found is None:
            raise Refused("unknown_key")
        if found[1] != role:
            raise Refused("wrong_role")
        return found[0]

    async def _voter(self, connection: PeerConnection, message: Map) -> Admitted:
        live, digest, given = await self._token(message)
        while True:  # until nothing changed while the welcome was made
            before = live.version_marks()
            peer = voter_of(connection, await self.registry.admission.token(digest), digest)
            welcome = await self._voter_welcome(live, peer, given)
            if live.unchanged_since(before):
                return Admitted(live, peer, welcome)

    async def _token(self, message: Map) -> tuple[LiveMeeting, bytes, str | None]:
        """The room, the token's digest, and the token itself where the code has just given it."""
        given = None
        if type(message.get("token")) is str or "join" not in message:
            live, _, digest = await self.registry.admission.by_token(_typed(message.get("token")))
        elif _is_device(message.get("device")):
            live, given = await self.registry.admission.by_code(_typed(message["join"]), message["device"])  # type: ignore[arg-type]
            live, _, digest = await self.registry.admission.by_token(given)
        else:
            raise BadFrame
        return live, digest, given

    async def _voter_welcome(self, live: LiveMeeting, peer: Voter, given: str | None) -> Map:
        round, shown = live.current, None
        if round is not None:
            voted = await self.registry.round_commands.casting.voted(live, round, peer)
            base = client_messages.round(live.state.meeting, round, live.left())
            recused = sorted(live.recused(peer, round))
            shown = client_messages.voter_round(base, not live.intake, live.eligible(peer, round), voted, recused)
        about = client_messages.voter_meeting(live.state, live.rounds, peer.group)
        welcome: Map = {"t": "welcome", "v": 1, "role": "voter", "meeting": about, "round": shown}
        if round is not None and round.state is State.PUBLISHED and live.state.meeting.voters_see_results:
            tally = await live.tally(live.counted[-1])
            welcome["tallies"] = [] if tally is None else [tally]
        return {**welcome, "token": given} if given is not None else welcome


def _typed(value: object) -> str:
    """A key, token or code as text; what is none is one that nobody has."""
    return value if type(value) is str else ""


def _is_device(value: object) -> bool:
    return type(value) is bytes and len(value) == 16
