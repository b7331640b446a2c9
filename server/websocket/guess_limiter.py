"""Guessing: who has said too many wrong hellos is looked up slowly (PROMISES P34).

A guess looks like an honest hello until it is looked up, so an address that guesses is not shut out,
only paced; and a token that was here before passes at once. Knows no meeting.
"""

import asyncio
import ipaddress
import time
from dataclasses import dataclass

from ..core.errors import Refused

WRONG = 100
"""Wrong hellos that an address has free, for a hall behind one address mistypes too; one a second comes back."""
HELD = 60
"""Wrong hellos beyond those that are held against it: a minute of good behaviour."""
PACE = 200
"""Hellos a second of an address that has used them up: a million years for a code, ten seconds for a hall."""
LONGEST = 20.0
"""Seconds that a hello may have to wait; beyond that it is `busy`."""
ADDRESSES = 10_000
"""Addresses that are remembered; the oldest are forgotten first."""


@dataclass(slots=True)
class AddressRecord:
    """`wrong` hellos as of `since`; `free` is when the next one may be looked up."""

    wrong: float
    since: float
    free: float = 0.0

    def left(self, now: float) -> float:
        return max(0.0, self.wrong - (now - self.since))


class GuessLimiter:
    def __init__(self) -> None:
        self._guessers: dict[str, AddressRecord] = {}

    async def enter(self, address: str) -> None:
        """Waits its turn behind the other hellos of an address that guesses. Raises Refused `busy`."""
        guesser, now = self._guessers.get(address), time.monotonic()
        if guesser is None or guesser.left(now) < WRONG:
            return
        free = max(now, guesser.free) + 1 / PACE
        if free - now > LONGEST:
            raise Refused("busy")
        guesser.free = free
        await asyncio.sleep(free - now)

    def wrong(self, address: str) -> None:
        """One more wrong hello; at most WRONG + HELD count."""
        now = time.monotonic()
        guesser = self._guessers.pop(address, None) or AddressRecord(0.0, now)
        guesser.wrong, guesser.since = min(WRONG + HELD, guesser.left(now) + 1), now
        self._guessers[address] = guesser
        if len(self._guessers) > ADDRESSES:
            self._guessers.pop(next(iter(self._guessers)))


def address_of(client: tuple[str, int] | None) -> str:
    """What counts as one address: an IPv6 network of 64 bits is one household."""
    host = client[0] if client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
