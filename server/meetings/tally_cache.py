"""The tallies that may be seen, counted outside the event loop and kept until something changes.

Eighteen subjects with two thousand different ballots take a tenth of a second: too long to hold up other meetings.
"""

import asyncio
from collections import Counter

from ..core.models import Meeting
from ..core.record import ReleasedVotes, tally_message
from ..core.rounds import COUNTED, RUNNING, CountedRound
from ..core.running_tally import RunningTally

Map = dict[str, object]


class TallyCache:
    """Of one room. A kept one stands for the round as it was and so many released ballots."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[CountedRound, int, Map]] = {}
        self._generation = 0

    def clear(self) -> None:
        """The meeting itself has changed."""
        self._kept.clear()
        self._generation += 1

    async def of(self, meeting: Meeting, one: CountedRound, running: RunningTally | None) -> Map | None:
        """The `tally` message of a round, or None where nothing may be seen. `running`: what has been released."""
        round, released = one.round, running.counted if running is not None else 0
        if not (released and round.state in RUNNING or round.state in COUNTED and round.shows_tally(meeting.show)):
            return None
        kept = self._kept.get(round.id)
        if kept is not None and kept[0] is one and kept[1] == released:
            return kept[2]
        generation, told = self._generation, await self._counted(meeting, one, running)
        if generation == self._generation:
            self._kept[round.id] = one, released, told
        return told

    async def _counted(self, meeting: Meeting, one: CountedRound, running: RunningTally | None) -> Map:
        round = one.round
        if round.state in COUNTED or running is None:
            released = ReleasedVotes(one.votes, round.counts.valid, round.counts.abstained)
        else:
            votes = tuple(Counter(column) for column in running.votes)  # they move on meanwhile
            released = ReleasedVotes(votes, running.counted, running.abstained)
        return await asyncio.to_thread(tally_message, meeting, round, released)
