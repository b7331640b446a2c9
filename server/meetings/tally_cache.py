"""The visible tallies of one meeting, computed outside the event loop and cached until their round changes.

Counting a closed round of eighteen subjects with two thousand different ballots takes a tenth of a second: too long to
hold up other meetings. Those of a running round are counted as they are released.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any

from ..core.attendance import Attendance
from ..core.codec import Map
from ..core.disclosure import shows_tally
from ..core.models import Meeting, Phase
from ..core.rounds import COUNTED, RUNNING, CountedRound
from ..core.running_tally import RunningTally
from ..core.tally_message import counted_tallies, released_tallies, tally_message
from .single_flight import SingleFlight


class TallyCache:
    """A tally is valid for the very round object it was computed from, for its number of released ballots, and for the
    attendance that bases are taken from."""

    def __init__(self) -> None:
        self._tallies: dict[str, SingleFlight[Map]] = {}

    def clear(self) -> None:
        """The meeting document has changed; a tally being computed now is not kept either."""
        self._tallies.clear()

    async def get(
        self,
        meeting: Meeting,
        phase: Phase,
        counted: CountedRound,
        released: RunningTally | None,
        attendance: Attendance,
    ) -> Map | None:
        """The `tally` message of a round, or None where nothing may be seen yet. `released`: of a running round.
        `attendance`: of the meeting now."""
        round, ballots = counted.round, released.counted if released is not None else 0
        if not (ballots and round.state in RUNNING or shows_tally(meeting, phase, counted)):
            return None
        tally = self._tallies.setdefault(round.id, SingleFlight())
        attendance = round.attendance_or(attendance)
        key = (counted, ballots, attendance)
        return await tally.get(key, lambda: _compute(meeting, counted, released, attendance))


def _compute(
    meeting: Meeting, counted: CountedRound, released: RunningTally | None, attendance: Attendance
) -> Coroutine[Any, Any, Map]:
    round = counted.round
    if round.state in COUNTED or released is None:
        return asyncio.to_thread(lambda: tally_message(meeting, round, counted_tallies(meeting, counted, attendance)))
    tallies = released_tallies(meeting, round, released, attendance)  # now: more may be released meanwhile
    return asyncio.to_thread(tally_message, meeting, round, tallies)
