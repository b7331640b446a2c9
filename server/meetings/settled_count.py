"""A number that rises at different moments on different nodes, as far as all of them have reported it."""

SETTLE_SECONDS = 2.0
"""Within this time a node reports a phone that it has admitted: a tick of the scheduler and a poll of the cluster."""


class SettledCount:
    """`settled` is the lowest value of the last SETTLE_SECONDS: it rises late and falls at once."""

    __slots__ = ("_changes", "settled")

    def __init__(self) -> None:
        self._changes = [(float("-inf"), 0)]
        self.settled = 0

    def update(self, now: float, count: int) -> None:
        """`now` is in seconds of the steady clock."""
        if count != self._changes[-1][1]:
            self._changes.append((now, count))
        while self.is_due(now):
            del self._changes[0]
        self.settled = min(value for _, value in self._changes)

    def is_due(self, now: float) -> bool:
        """Whether `settled` may have risen since the last update."""
        return len(self._changes) > 1 and now >= self._changes[1][0] + SETTLE_SECONDS
