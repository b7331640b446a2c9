"""How many phones may be connected at the same time to all meetings of one admin key.

Read from the database every few seconds, because the command line and other nodes change keys too. How many cards and
phones a single meeting may have, the store decides when they are issued.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..clock import Clock
from ..store.admin_keys import PhoneLimit
from ..store.store import Store
from .audience import PhoneQuota
from .live_meeting import LiveMeeting
from .registry import MeetingRegistry

if TYPE_CHECKING:  # asyncpg is installed only where it is used
    from ..store.notifications import Notifications

REFRESH_SECONDS = 2.0


@dataclass(slots=True)
class PhoneQuotas:
    """Gives the meetings of this process their quotas. `notifications` is None where there are no other nodes."""

    store: Store
    clock: Clock
    registry: MeetingRegistry
    notifications: "Notifications | None" = None
    _refreshed: float = field(default=float("-inf"))

    def is_due(self) -> bool:
        return self.clock.steady() >= self._refreshed + REFRESH_SECONDS

    async def refresh(self) -> None:
        """Raises NotRecorded; the quotas then stay as they are."""
        self._refreshed = self.clock.steady()
        limits = await self.store.phone_limits()
        elsewhere = await self._phones_elsewhere([limit.meeting for limit in limits])
        live_meetings = list(self.registry.live_meetings.values())
        quotas = self._quotas(limits, elsewhere, live_meetings)
        quota_of = {limit.meeting: quotas[limit.key] for limit in limits}
        for live in live_meetings:
            live.phone_quota = quota_of.get(live.state.id)
            if live.phone_quota is not None:
                live.phone_quota.audiences.append(live.audience)

    async def _phones_elsewhere(self, meetings: Sequence[str]) -> dict[str, int]:
        if self.notifications is None or not meetings:
            return {}
        return await self.notifications.phones_elsewhere(meetings)

    def _quotas(
        self, limits: Sequence[PhoneLimit], elsewhere: dict[str, int], live_meetings: Sequence[LiveMeeting]
    ) -> dict[str, PhoneQuota]:
        """New ones by key; each remembers how many phones it has refused."""
        refused = {live.phone_quota.key: live.phone_quota.refused for live in live_meetings if live.phone_quota}
        quotas: dict[str, PhoneQuota] = {}
        for limit in limits:
            new = PhoneQuota(limit.key, limit.name, limit.phones, refused=refused.get(limit.key, 0))
            quota = quotas.setdefault(limit.key, new)
            quota.elsewhere += elsewhere.get(limit.meeting, 0)
        return quotas
