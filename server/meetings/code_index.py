"""Which meeting a join code opens, found by one look-up however many meetings there are.

The rotating codes of a period are derived when a code is first looked up in it, in slices that the event loop does not
notice. Knows no meeting but its id, its number of groups and whether its codes rotate.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

ACCEPTED_PERIODS = 2
"""The current and the previous code admit (CONTRACT)."""
PAST_PERIODS = 20
"""Rotation periods for which an old code is reported as expired rather than unknown."""
SLICE_CODES = 100
"""Codes that are derived at once, in less than a millisecond."""

Groups = tuple[str, int]
"""A meeting's id and its number of groups."""
DeriveCode = Callable[[str, int, int], str]
"""The code of a meeting's group (an index) in a period; period 0 for a fixed one."""


@dataclass(frozen=True, slots=True)
class CodeMatch:
    """`age` in rotation periods, 0 for a fixed code."""

    meeting: str
    group: int
    age: int = 0

    @property
    def expired(self) -> bool:
        return self.age >= ACCEPTED_PERIODS


@dataclass(slots=True)
class _Period:
    """The codes of one period, and the meetings whose codes are not derived yet."""

    pending: list[Groups]
    codes: dict[str, tuple[str, int]] = field(default_factory=dict)


class CodeIndex:
    """`period` gives the number of the current rotation period."""

    def __init__(self, derive: DeriveCode, period: Callable[[], int]) -> None:
        self._derive, self._period = derive, period
        self._fixed: dict[str, tuple[str, int]] = {}
        self._fixed_of: dict[str, list[str]] = {}
        self._rotating: dict[str, int] = {}
        self._periods: dict[int, _Period] = {}
        self._deriving = asyncio.Lock()

    def __contains__(self, meeting: str) -> bool:
        return meeting in self._rotating or meeting in self._fixed_of

    def set_fixed(self, meeting: str, groups: int) -> None:
        self.forget(meeting)
        codes = self._fixed_of[meeting] = [self._derive(meeting, group, 0) for group in range(groups)]
        self._fixed.update((code, (meeting, group)) for group, code in enumerate(codes))

    def set_rotating(self, meeting: str, groups: int) -> None:
        if self._rotating.get(meeting) != groups:
            self.forget(meeting)
            self._rotating[meeting] = groups
            for period in self._periods.values():
                period.pending.append((meeting, groups))

    def forget(self, meeting: str) -> None:
        """Its rotating codes stay in their periods, where `find` ignores them."""
        self._rotating.pop(meeting, None)
        for code in self._fixed_of.pop(meeting, ()):
            self._fixed.pop(code, None)

    async def find(self, code: str) -> CodeMatch | None:
        """Waits while codes of the period are still to be derived: until all are known, none is called unknown."""
        if code in self._fixed:
            return CodeMatch(*self._fixed[code])
        if not self._rotating:
            return None
        current = self._period()
        for age in range(PAST_PERIODS):
            period = self._periods.get(current - age)
            if period is None or period.pending:
                period = await self._complete(current, current - age)
            match = period.codes.get(code)
            if match is not None and match[1] < self._rotating.get(match[0], 0):
                return CodeMatch(*match, age)
        return None

    async def _complete(self, current: int, number: int) -> _Period:
        """The period with all its codes; whoever comes meanwhile waits for the same work."""
        async with self._deriving:
            for old in [old for old in self._periods if not current - PAST_PERIODS < old <= current]:
                del self._periods[old]
            period = self._periods.get(number)
            if period is None:
                period = self._periods[number] = _Period(list(self._rotating.items()))
            while period.pending:
                self._derive_slice(period, number)
                await asyncio.sleep(0)
            return period

    def _derive_slice(self, period: _Period, number: int) -> None:
        derived = 0
        while period.pending and derived < SLICE_CODES:
            meeting, groups = period.pending.pop()
            derived += groups
            period.codes.update((self._derive(meeting, group, number), (meeting, group)) for group in range(groups))
