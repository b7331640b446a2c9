"""The visible tallies of one meeting, computed outside the event loop and cached until their round changes.

Eighteen subjects with two thousand different ballots take a tenth of a second: too long to hold up other meetings.
"""

import asyncio
from collections import Counter

from ..core.codec import Map
from ..core.disclosure import shows_tally
from ..core.models import Meeting, Phase
from ..core.record import ReleasedVotes, tally_message
from ..core.rounds import COUNTED, RUNNING, CountedRound
from ..core.running_tally import RunningTally


class TallyCache:
    """An entry is valid for the very round object it was computed from and for its number of released ballots."""

    def __init__(self) -> None:
        self._entries: dict[str, tuple[CountedRound, int, Map]] = {}
        self._generation = 0

    def clear(self) -> None:
        """The meeting document has changed; a tally being computed now is not stored either."""
        self._entries.clear()
        self._generation += 1

    async def get(
        self, meeting: Meeting, phase: Phase, counted: CountedRound, released: RunningTally | None
    ) -> Map | None:
        """The `tally` message of a round, or None where nothing may be seen yet. `released`: of a running round."""
        round, ballots = counted.round, released.counted if released is not None else 0
        if not (ballots and round.state in RUNNING or shows_tally(meeting, phase, counted)):
            return None
        entry = self._entries.get(round.id)
        if entry is not None and entry[0] is counted and entry[1] == ballots:
            return entry[2]
        generation, tally = self._generation, await _compute(meeting, counted, released)
        if generation == self._generation:
            self._entries[round.id] = counted, ballots, tally
        return tally


async def _compute(meeting: Meeting, counted: CountedRound, released: RunningTally | None) -> Map:
    round = counted.round
    if round.state in COUNTED or released is None:
        votes = ReleasedVotes(counted.votes, round.counts.valid, round.counts.abstained, counted.hidden)
    else:
        columns = tuple(Counter(column) for column in released.votes)  # a copy: more may be released meanwhile
        votes = ReleasedVotes(columns, released.counted, released.abstained)
    return await asyncio.to_thread(tally_message, meeting, round, votes)
