"""How people come in: keys, cards, join codes, and the tokens that codes give out (DOMAIN §4)."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from ..clock import Clock
from ..core import tokens
from ..core.errors import Refused
from ..core.meeting_state import MeetingState
from ..core.models import Phase
from ..store.rows import Token
from ..store.store import Store
from .live_meeting import LiveMeeting

PAST_TURNS = 20
"""Rotating codes so old are told apart from ones that never were."""
SEARCH = 2
"""Seconds between two looks for meetings of other nodes."""

Map = dict[str, object]
QR = Callable[[str], tuple[int, str]]


@dataclass(slots=True)
class Admission:
    """`url` is the address phones can reach; `qr` draws a text as (size, SVG path); `rooms` are those at hand,
    `find` finds any; `shared` is whether other nodes may have some that are not at hand."""

    store: Store
    clock: Clock
    secret: bytes
    url: str
    qr: QR
    live_meetings: Mapping[str, LiveMeeting]
    find: Callable[[str], Awaitable[LiveMeeting]]
    shared: bool
    _searched: float = 0.0

    def code_period(self) -> int:
        return int(self.clock.now() // tokens.CODE_PERIOD_SECONDS)

    def code(self, state: MeetingState, group: int, code_period: int) -> str:
        return tokens.join_code(self.secret, state.id, group, code_period if state.meeting.rotating else 0)

    def join(self, state: MeetingState) -> Map | None:
        """The `join` message: the codes phones may come in with now, and their QR codes."""
        if state.meeting.cards:
            return None
        groups = enumerate(state.meeting.groups)
        codes = {group.name: self.code(state, i, self.code_period()) for i, group in groups}
        left = None
        if state.meeting.rotating:
            left = int(1000 * (tokens.CODE_PERIOD_SECONDS - self.clock.now() % tokens.CODE_PERIOD_SECONDS))
        drawn = {name: self.qr(f"{self.url}/m#{code}") for name, code in codes.items()}
        qr = {name: {"size": size, "path": path} for name, (size, path) in drawn.items()}
        return {"t": "join", "codes": codes, "left": left, "url": f"{self.url}/m", "qr": qr}

    async def by_token(self, text: str) -> tuple[LiveMeeting, Token, bytes]:
        code = tokens.decode(text, tokens.TOKEN_LETTERS)
        token = code and await self.store.token(tokens.digest(code))
        if not code or not token:
            raise Refused("unknown_token")
        return await self.find(token.meeting), token, tokens.digest(code)

    def has_seen(self, digest: bytes) -> bool:
        """Whether this token was here since the start."""
        return any(digest in live.audience.seen for live in self.live_meetings.values())

    async def token(self, digest: bytes) -> Token:
        """A token that may vote. Raises Refused `unknown_token` or `void_card`."""
        token = await self.store.token(digest)
        if token is None:
            raise Refused("unknown_token")
        if token.void:
            raise Refused("void_card")
        return token

    async def by_code(self, text: str, device: bytes) -> tuple[LiveMeeting, str]:
        """The token of this device in the meeting of that code; the same device gets the same one.
        Raises Refused `unknown_code`, `expired_code`, `admission_closed` or `full`."""
        code = tokens.decode(text, tokens.CODE_LETTERS)
        if code is None:
            raise Refused("unknown_code")
        live, group = await self._by_code(code)
        token = tokens.device_token(self.secret, live.state.id, device)
        digest = tokens.digest(token)
        if await self.store.token(digest) is None:
            await self._admit(live, group, digest)
        return live, token

    async def _by_code(self, code: str) -> tuple[LiveMeeting, int]:
        found = await self.store.code(tokens.digest(code))
        if found is not None:
            return await self.find(found[0]), found[1]
        known = self._turning(code) or (await self._search() and self._turning(code))
        if not known:
            raise Refused("unknown_code")
        live, group, ago = known
        if ago > 1:
            raise Refused("expired_code")
        return live, group

    def _turning(self, code: str) -> tuple[LiveMeeting, int, int] | None:
        """The room and group of a rotating code, and how many turns ago it was shown."""
        rotating = [live for live in self.live_meetings.values() if live.rotates]
        for ago in range(PAST_TURNS):
            for live in rotating:
                for group in range(len(live.state.meeting.groups)):
                    if self.code(live.state, group, self.code_period() - ago) == code:
                        return live, group, ago
        return None

    async def _search(self) -> bool:
        """Take up meetings of other nodes whose codes rotate, at most every SEARCH seconds."""
        if not self.shared or self.clock.steady() < self._searched + SEARCH:
            return False
        self._searched = self.clock.steady()
        for meeting in await self.store.rotating():
            await self.find(meeting)
        return True

    async def _admit(self, live: LiveMeeting, group: int, digest: bytes) -> None:
        meeting = live.state.meeting
        if not live.state.admitting or live.state.phase is Phase.CERTIFIED:
            raise Refused("admission_closed")
        size = meeting.groups[group].size
        taken = await self.store.admit(live.state.id, group, digest, meeting.expected, size)
        if not taken and await self.store.token(digest) is None:
            raise Refused("full")
        live.reload_batches = live.turnout_changed = True

    async def access(self, key: str) -> tuple[LiveMeeting, str] | None:
        """The meeting and role that a key opens."""
        found = await self.store.access(tokens.digest(key)) if tokens.is_key(key) else None
        return (await self.find(found[0]), found[1]) if found is not None else None
