"""Throttles handshakes from addresses with too many failures (PROMISES P34). Knows no meeting.

A guess looks like an honest handshake until it is looked up, and a whole hall may share one address. So an
address that fails often is slowed down, never blocked; a token that has connected before bypasses the queue.
"""

import asyncio
import ipaddress
import time
from dataclasses import dataclass

from ..core.errors import Refused

FREE_FAILURES = 100
"""Failures without throttling, since a hall behind one address mistypes too. One per second is forgiven."""
MAX_EXCESS_FAILURES = 60
"""Failures beyond those that are counted: an address is free again after a minute without failures."""
THROTTLED_PER_SECOND = 200
"""Handshakes per second of a throttled address: a million years to guess a code, ten seconds for a hall to join."""
MAX_WAIT_SECONDS = 20.0
"""A throttled handshake that would wait longer is refused as `busy`."""
MAX_ADDRESSES = 10_000
"""Addresses remembered; the one whose last failure is oldest is dropped first."""


@dataclass(slots=True)
class AddressRecord:
    """`failures` were counted at `updated_at`; the next handshake may start at `next_slot` (both monotonic seconds)."""

    failures: float
    updated_at: float
    next_slot: float = 0.0

    def failures_at(self, now: float) -> float:
        return max(0.0, self.failures - (now - self.updated_at))


class GuessLimiter:
    def __init__(self) -> None:
        self._records: dict[str, AddressRecord] = {}

    async def wait_turn(self, address: str) -> None:
        """Wait behind the other handshakes of a throttled address. Raises Refused `busy`."""
        record, now = self._records.get(address), time.monotonic()
        if record is None or record.failures_at(now) < FREE_FAILURES:
            return
        slot = max(now, record.next_slot) + 1 / THROTTLED_PER_SECOND
        if slot - now > MAX_WAIT_SECONDS:
            raise Refused("busy")
        record.next_slot = slot
        await asyncio.sleep(slot - now)

    def record_failure(self, address: str) -> None:
        now = time.monotonic()
        record = self._records.pop(address, None) or AddressRecord(0.0, now)
        record.failures = min(FREE_FAILURES + MAX_EXCESS_FAILURES, record.failures_at(now) + 1)
        record.updated_at = now
        self._records[address] = record
        if len(self._records) > MAX_ADDRESSES:
            self._records.pop(next(iter(self._records)))


def client_address(client: tuple[str, int] | None) -> str:
    """The address to throttle: an IPv4 address, or an IPv6 /64 network, which one household owns."""
    host = client[0] if client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
