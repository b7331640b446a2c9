"""How many phones may be connected at the same time to all meetings of one admin key.

Read from the database every few seconds, because the command line and other nodes change keys too. How many cards and
phones a single meeting may have, the store decides when they are issued.
"""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from ..clock import Clock
from ..store.admin_keys import PhoneLimit
from ..store.store import Store
from .audience import PhoneQuota
from .live_meeting import LiveMeeting

if TYPE_CHECKING:  # asyncpg is installed only where it is used
    from ..store.notifications import Notifications

REFRESH_SECONDS = 2.0


class PhoneQuotas:
    """`notifications` is None where there are no other nodes."""

    def __init__(self, store: Store, clock: Clock, notifications: "Notifications | None" = None) -> None:
        self.store, self.clock, self.notifications = store, clock, notifications
        self._refreshed, self._refreshing = float("-inf"), asyncio.Lock()
        self._quotas: dict[str, PhoneQuota] = {}
        self._of_meetings: dict[str, PhoneQuota] = {}

    def is_due(self) -> bool:
        return self.clock.steady() >= self._refreshed + REFRESH_SECONDS

    def apply(self, live: LiveMeeting) -> None:
        """Give a meeting the quota that it shares with others."""
        live.phone_quota = self._of_meetings.get(live.state.id)
        if live.phone_quota is not None:
            live.phone_quota.audiences.append(live.audience)

    async def refresh(self, live_meetings: Iterable[LiveMeeting]) -> None:
        """`live_meetings`: all of this process. Raises NotRecorded; the quotas then stay as they are."""
        async with self._refreshing:  # what was read earlier must not replace what was read later
            self._refreshed = self.clock.steady()
            limits = await self.store.phone_limits()
            elsewhere = await self._phones_elsewhere([limit.meeting for limit in limits])
            self._quotas = self._new_quotas(limits, elsewhere)
            self._of_meetings = {limit.meeting: self._quotas[limit.key] for limit in limits}
            for live in list(live_meetings):
                self.apply(live)

    async def _phones_elsewhere(self, meetings: Collection[str]) -> dict[str, int]:
        if self.notifications is None or not meetings:
            return {}
        return await self.notifications.phones_elsewhere(meetings)

    def _new_quotas(self, limits: Sequence[PhoneLimit], elsewhere: dict[str, int]) -> dict[str, PhoneQuota]:
        """By key; each remembers how many phones it has refused since its limit was changed."""
        quotas: dict[str, PhoneQuota] = {}
        for limit in limits:
            before = self._quotas.get(limit.key)
            refused = before.refused if before is not None and before.phones == limit.phones else 0
            new = PhoneQuota(limit.key, limit.name, limit.phones, refused=refused)
            quotas.setdefault(limit.key, new).elsewhere += elsewhere.get(limit.meeting, 0)
        return quotas
