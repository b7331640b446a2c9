"""The hello: admits a peer to its meeting and builds its welcome, or refuses it (CONTRACT "WebSocket").

Knows no frames and no sockets.
"""

from dataclasses import dataclass

from ..core import client_messages, tokens
from ..core.codec import BadFrame, Map
from ..core.errors import Refused
from ..core.rounds import State
from ..meetings import broadcasts
from ..meetings.admission import voter_of
from ..meetings.audience import ROLES, PeerConnection, StaffPeer, Voter
from ..meetings.live_meeting import LiveMeeting
from ..meetings.operations import Operations
from .guess_limiter import GuessLimiter

DEVICE_BYTES = 16
GUESS_CODES = ("unknown_token", "unknown_code", "unknown_key")
"""Refusals that count as guesses."""


@dataclass(frozen=True, slots=True)
class Admitted:
    live: LiveMeeting
    peer: Voter | StaffPeer
    welcome: Map


class Handshake:
    def __init__(self, operations: Operations) -> None:
        self.operations, self.guess_limiter = operations, GuessLimiter()

    async def admit(self, connection: PeerConnection, address: str, hello: Map) -> Admitted:
        """The peer with a welcome that holds the current state: add it to the audience before the next await.

        Raises BadFrame for a malformed hello, Refused with a code of CONTRACT "WebSocket", NotRecorded, Damaged.
        """
        if hello["t"] != "hello" or hello.get("v") != 1 or type(hello.get("v")) is not int:
            raise BadFrame
        if not self._has_connected_before(hello):
            await self.guess_limiter.wait_turn(address)
        try:
            return await self._admit_role(connection, hello)
        except Refused as refused:
            if refused.code in GUESS_CODES:
                self.guess_limiter.record_failure(address)
            raise

    def _has_connected_before(self, hello: Map) -> bool:
        token = tokens.decode(_text_or_empty(hello.get("token")), tokens.TOKEN_LETTERS)
        return token is not None and self.operations.admission.has_seen(tokens.digest(token))

    async def _admit_role(self, connection: PeerConnection, hello: Map) -> Admitted:
        role = hello.get("role")
        if role == "voter":
            return await self._admit_voter(connection, hello)
        if type(role) is not str or role not in ROLES:
            raise BadFrame
        return await self._admit_staff(connection, role, _text_or_empty(hello.get("key")))

    # Staff

    async def _admit_staff(self, connection: PeerConnection, role: str, key: str) -> Admitted:
        live = await self._meeting_of_key(key, role)
        while True:  # until nothing has changed while the welcome was built
            version = live.version()
            await self._meeting_of_key(key, role)  # the key may have been replaced
            welcome = await broadcasts.welcome(live, role)
            if live.unchanged_since(version):
                return Admitted(live, StaffPeer(connection, role, tokens.digest(key)), welcome)

    async def _meeting_of_key(self, key: str, role: str) -> LiveMeeting:
        access = await self.operations.admission.access(key)
        if access is None:
            raise Refused("unknown_key")
        live, role_of_key = access
        if role_of_key != role:
            raise Refused("wrong_role")
        return live

    # Voters

    async def _admit_voter(self, connection: PeerConnection, hello: Map) -> Admitted:
        live, digest, new_token = await self._resolve_token(hello)
        while True:  # until nothing has changed while the welcome was built
            version = live.version(with_tally=False)
            peer = voter_of(connection, await self.operations.admission.valid_token(digest), digest)
            welcome = await self._voter_welcome(live, peer)
            if live.unchanged_since(version):
                return Admitted(live, peer, welcome if new_token is None else {**welcome, "token": new_token})

    async def _resolve_token(self, hello: Map) -> tuple[LiveMeeting, bytes, str | None]:
        """The meeting, the token's digest and, if the phone joined with a code, the token for it to keep."""
        new_token = None
        token, device = hello.get("token"), hello.get("device")
        if type(token) is not str and "join" in hello:
            if type(device) is not bytes or len(device) != DEVICE_BYTES:
                raise BadFrame
            _, token = await self.operations.admission.by_code(_text_or_empty(hello["join"]), device)
            new_token = token
        live, _, digest = await self.operations.admission.by_token(_text_or_empty(token))
        return live, digest, new_token

    async def _voter_welcome(self, live: LiveMeeting, voter: Voter) -> Map:
        round, voter_round = live.current, None
        if round is not None:
            voted = await self.operations.casting.has_voted(live, round, voter)
            base = client_messages.round(live.state.meeting, round, live.time_left())
            recused = sorted(live.recused(voter, round))
            voter_round = client_messages.voter_round(
                base, not live.phones_may_cast, live.eligible(voter, round), voted, recused
            )
        meeting = live.voter_meeting(voter.group)
        welcome: Map = {"t": "welcome", "v": 1, "role": "voter", "meeting": meeting, "round": voter_round}
        if round is not None and round.state is State.PUBLISHED and live.state.meeting.voters_see_results:
            tally = await live.tally(live.counted[-1])
            welcome["tallies"] = [] if tally is None else [client_messages.voter_tally(tally)]
        return welcome


def _text_or_empty(value: object) -> str:
    """No key, token or code is empty, so any other type is refused as unknown."""
    return value if type(value) is str else ""
