"""The time of day in the server's zone, the monotonic clock, and time zones by name. Tests pass their own clock."""

import time
from datetime import UTC, datetime, tzinfo
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EVERYWHERE = "Asia/Shanghai"
"""A zone that every set of time zone data has."""


class Clock:
    """`zone`: of the times that are logged and printed; None means the machine's."""

    zone: tzinfo | None = None

    def __init__(self, zone: tzinfo | None = None) -> None:
        self.zone = zone

    def now(self) -> float:
        """Seconds since the epoch, for display. May jump."""
        return time.time()

    def steady(self) -> float:
        """Monotonic seconds, for the end of a round."""
        return time.monotonic()

    async def reported(self) -> float:
        """The time of day that the machine, or the database that nodes share, reports at this moment."""
        return self.now()

    def local(self, seconds: float | None = None) -> datetime:
        """A time since the epoch, or now, with the offset that the zone has then."""
        return datetime.fromtimestamp(self.now() if seconds is None else seconds, UTC).astimezone(self.zone)

    def stamp(self, seconds: float | None = None) -> str:
        """`local` in ISO 8601, to the second."""
        return self.local(seconds).isoformat(timespec="seconds")

    def today(self) -> str:
        return self.local().date().isoformat()

    def is_utc_by_default(self) -> bool:
        """Nobody has set a zone, and the machine has none but UTC, as containers do."""
        return self.zone is None and self.local().tzname() == "UTC"


class TimeSource(Protocol):
    async def now(self) -> float:
        """Seconds since the epoch."""
        ...


class AgreedClock(Clock):
    """A time of day common to several machines: one time that they all got from the database, advanced by the monotonic
    clock. Each machine has its own zone."""

    def __init__(self, now: float, source: TimeSource, zone: tzinfo | None = None) -> None:
        super().__init__(zone)
        self._before, self._source = now - self.steady(), source

    async def reported(self) -> float:
        return await self._source.now()

    def now(self) -> float:
        return self._before + self.steady()


class MissingZoneData(Exception):
    """Neither the system nor the package `tzdata` has time zones."""


def find_zone(name: str) -> ZoneInfo | None:
    """The zone of an IANA name, None for any other name. Raises MissingZoneData."""
    if (zone := _load(name)) is None and _load(EVERYWHERE) is None:
        raise MissingZoneData
    return zone


def _load(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # unknown; a path or no text; a folder such as "Asia"
        return None
