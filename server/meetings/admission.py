"""How people get in: staff keys, cards, join codes, and the tokens that join codes hand out (DOMAIN §3, §4)."""

from dataclasses import dataclass

from ..clock import Clock
from ..core import tokens
from ..core.errors import Refused
from ..core.models import Phase
from ..store.rows import Token
from ..store.store import Store
from .audience import PeerConnection, Voter
from .join_codes import JoinCodes
from .live_meeting import LiveMeeting
from .registry import MeetingRegistry

PAST_PERIODS = 20
"""Rotation periods for which an old code is reported as expired rather than unknown."""
SEARCH_SECONDS = 2
"""Shortest time between two searches for meetings that only other nodes have loaded."""


@dataclass(slots=True)
class Admission:
    """`secret` derives the tokens of open admission from a device's id."""

    store: Store
    clock: Clock
    secret: bytes
    join_codes: JoinCodes
    registry: MeetingRegistry
    _searched: float = 0.0

    # Keys and tokens

    async def access(self, key: str) -> tuple[LiveMeeting, str] | None:
        """The meeting and role that a key opens."""
        access = await self.store.access(tokens.digest(key)) if tokens.is_key(key) else None
        return (await self.registry.find(access[0]), access[1]) if access is not None else None

    async def by_token(self, text: str) -> tuple[LiveMeeting, Token, bytes]:
        """The meeting, row and digest of a token as a person types it. Raises Refused `unknown_token`."""
        code = tokens.decode(text, tokens.TOKEN_LETTERS)
        token = code and await self.store.token(tokens.digest(code))
        if not code or not token:
            raise Refused("unknown_token")
        return await self.registry.find(token.meeting), token, tokens.digest(code)

    async def valid_token(self, digest: bytes) -> Token:
        """A token that may vote. Raises Refused `unknown_token` or `void_card`."""
        token = await self.store.token(digest)
        if token is None:
            raise Refused("unknown_token")
        if token.void:
            raise Refused("void_card")
        return token

    def has_seen(self, digest: bytes) -> bool:
        """Whether this token has connected since the server started."""
        return any(digest in live.audience.seen for live in self.registry.live_meetings.values())

    # Join codes

    async def by_code(self, text: str, device: bytes) -> tuple[LiveMeeting, str]:
        """The meeting of a join code and this device's token there; one device always gets the same token.
        Raises Refused `unknown_code`, `expired_code`, `admission_closed` or `full`."""
        code = tokens.decode(text, tokens.CODE_LETTERS)
        if code is None:
            raise Refused("unknown_code")
        live, group = await self._find_by_code(code)
        token = tokens.device_token(self.secret, live.state.id, device)
        digest = tokens.digest(token)
        if await self.store.token(digest) is None:
            await self._admit(live, group, digest)
        return live, token

    async def _find_by_code(self, code: str) -> tuple[LiveMeeting, int]:
        fixed = await self.store.code(tokens.digest(code))
        if fixed is not None:
            return await self.registry.find(fixed[0]), fixed[1]
        match = self._match_rotating(code) or (await self._load_rotating() and self._match_rotating(code))
        if not match:
            raise Refused("unknown_code")
        live, group, age = match
        if age > 1:
            raise Refused("expired_code")
        return live, group

    def _match_rotating(self, code: str) -> tuple[LiveMeeting, int, int] | None:
        """The meeting and group of a rotating code, and its age in rotation periods."""
        rotating = [live for live in self.registry.live_meetings.values() if live.rotates]
        period = self.join_codes.period()
        for age in range(PAST_PERIODS):
            for live in rotating:
                for group in range(len(live.state.meeting.groups)):
                    if self.join_codes.code(live.state, group, period - age) == code:
                        return live, group, age
        return None

    async def _load_rotating(self) -> bool:
        """Load the meetings with rotating codes that only other nodes have loaded. False where there can be none, or
        where the last search was less than SEARCH_SECONDS ago."""
        if not self.registry.clustered or self.clock.steady() < self._searched + SEARCH_SECONDS:
            return False
        self._searched = self.clock.steady()
        for meeting in await self.store.rotating():
            await self.registry.find(meeting)
        return True

    async def _admit(self, live: LiveMeeting, group: int, digest: bytes) -> None:
        meeting = live.state.meeting
        if not live.state.admitting or live.state.phase is Phase.CERTIFIED:
            raise Refused("admission_closed")
        size = meeting.groups[group].size
        minute = int(self.clock.now() // 60)
        admitted = await self.store.admit(live.state.id, group, digest, meeting.expected, size, minute)
        if not admitted and await self.store.token(digest) is None:
            raise Refused("full")
        live.batches_changed = live.turnout_changed = True


def voter_of(connection: PeerConnection, token: Token, digest: bytes) -> Voter:
    return Voter(connection, digest, token.group, token.recuse, token.void, token.during, token.batch is None)
