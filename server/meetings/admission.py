"""How people get in: staff keys, cards, join codes, and the tokens that join codes hand out (DOMAIN §3, §4)."""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..clock import Clock
from ..core import tokens
from ..core.errors import Refused
from ..core.models import Phase
from ..store.rows import Batch, Token
from ..store.store import Store
from .audience import PeerConnection, Voter
from .code_index import CodeMatch
from .join_codes import JoinCodes
from .live_meeting import LiveMeeting
from .registry import MeetingRegistry

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
    _searching: asyncio.Lock = field(default_factory=asyncio.Lock)

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
        return digest in self.registry.seen_tokens

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
        """A wrong code costs one look-up. Raises Refused `unknown_code` or `expired_code`."""
        match = await self.join_codes.index.find(code) or await self._find_elsewhere(code)
        if match is None:
            raise Refused("unknown_code")
        live = await self.registry.find(match.meeting)
        if not self._is_code_of(live, match, code):  # another node has changed the document
            raise Refused("unknown_code")
        if match.expired:
            raise Refused("expired_code")
        return live, match.group

    def _is_code_of(self, live: LiveMeeting, match: CodeMatch, code: str) -> bool:
        meeting, period = live.state.meeting, self.join_codes.period() - match.age
        if meeting.cards or match.group >= len(meeting.groups):
            return False
        # A period may have ended while the meeting was read.
        return code in (self.join_codes.code(live.state, match.group, number) for number in (period, period - 1))

    async def _find_elsewhere(self, code: str) -> CodeMatch | None:
        """The match of a code of a meeting that this process has not loaded: another node, or the command line, has
        created it."""
        fixed = await self.store.code(tokens.digest(code)) if self.registry.clustered else None
        if fixed is not None:
            return CodeMatch(*fixed)
        async with self._searching:
            if self.clock.steady() >= self._searched + SEARCH_SECONDS:
                for meeting in await self._meetings_with_codes():
                    if meeting not in self.join_codes.index:
                        await self.registry.find(meeting)
                self._searched = self.clock.steady()
        return await self.join_codes.index.find(code)

    async def _meetings_with_codes(self) -> list[str]:
        """Ids of the meetings of the database to search; with several nodes, fixed codes are looked up one by one."""
        rotating = await self.store.rotating()
        return rotating if self.registry.clustered else [*rotating, *await self.store.with_fixed_codes()]

    async def simulated(self, live: LiveMeeting, group: int) -> str:
        """A token for a simulated voter, who takes nobody's place. It is no card, so the real meeting ends it. Raises
        Refused `wrong_phase` after the rehearsal, `phone_limit` where its admin key allows no more."""
        if live.state.phase is not Phase.REHEARSAL:
            raise Refused("wrong_phase")
        token = tokens.device_token(self.secret, live.state.id, os.urandom(16))
        admitted = await self.store.admit(live.state.id, group, tokens.digest(token), None, None)
        if not admitted and (allowed := await self.store.phone_limit_of(live.state.id)) is not None:
            raise Refused("phone_limit", key=allowed[0], limit=allowed[1])
        if not admitted:  # another node has gone live or deleted the meeting meanwhile
            raise Refused("wrong_phase")
        live.batches_changed = live.turnout_changed = True
        return token

    async def _admit(self, live: LiveMeeting, group: int, digest: bytes) -> None:
        meeting = live.state.meeting
        _refuse_if_closed(live)
        size = meeting.groups[group].size
        minute = int(self.clock.now() // 60)
        admitted = await self.store.admit(live.state.id, group, digest, meeting.expected, size, minute)
        if not admitted and await self.store.token(digest) is None:
            _refuse_if_closed(live)  # meanwhile
            raise Refused("full")
        if admitted:
            live.batches = with_admitted(live.batches, group)  # until the next tick reads them again
        live.batches_changed = live.turnout_changed = True


def _refuse_if_closed(live: LiveMeeting) -> None:
    if not live.state.admitting or live.state.phase is Phase.CERTIFIED:
        raise Refused("admission_closed")


def with_admitted(batches: Sequence[Batch], group: int) -> list[Batch]:
    """With one more token of open admission, whose phone has connected."""
    open_batch = next(
        (each for each in batches if each.batch is None and each.group == group), Batch(None, group, 0, 0)
    )
    others = [batch for batch in batches if batch is not open_batch]
    return [*others, replace(open_batch, count=open_batch.count + 1, joined=open_batch.joined + 1)]


def voter_of(connection: PeerConnection, token: Token, digest: bytes) -> Voter:
    admitted = token.batch is None
    return Voter(connection, digest, token.group, token.recuse, token.void, token.during, admitted, token.joined)
