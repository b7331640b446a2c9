"""How many ballots of a round score, before it is closed, and how many had been seen, before it is voided.

Called under the meeting's lock. Decides nothing.
"""

from collections.abc import Sequence
from contextlib import suppress

from ..core.disclosure import MIN_SHOWN_BALLOTS, is_relevant, shows_tally
from ..core.errors import Damaged
from ..core.models import Ballot, Part
from ..core.rounds import RUNNING, Round
from .live_meeting import LiveMeeting

SAMPLED_BALLOTS = 200
"""Ballots that are read first: nearly always every subject has enough scored ones among them."""


async def has_few_ballots(live: LiveMeeting, round: Round, awaited: int) -> bool:
    """Whether some subject would be closed with fewer than MIN_SHOWN_BALLOTS scored ballots, with `awaited` more on
    paper. Reads ballots only where a valid one need not score every subject."""
    box = live.require_running(round).box
    missing = MIN_SHOWN_BALLOTS - awaited
    if box.turnout.cast - box.turnout.invalid < missing:
        return True
    if missing <= 0 or not _may_score_nothing(live, round):
        return False
    for most in sorted({min(SAMPLED_BALLOTS, box.turnout.cast), box.turnout.cast}):
        if _fewest_relevant(live.part_of(round), await box.first_ballots(most), len(round.subjects)) >= missing:
            return False
    return True


def _may_score_nothing(live: LiveMeeting, round: Round) -> bool:
    """Whether a valid ballot may be irrelevant for a subject of this round: by 弃权, 回避 or an invalid line."""
    part = live.part_of(round)
    abstaining = part.decide is None and all(item.abstain for item in part.form.items if item.weight)
    has_paper = live.require_running(round).box.turnout.paper > 0
    return abstaining or has_paper or any(batch.recuse for batch in live.batches)


def _fewest_relevant(part: Part, ballots: Sequence[Ballot], subjects: int) -> int:
    """Relevant ballots on the subject that has the fewest."""
    rows = [ballot.rows for ballot in ballots if not ballot.spoiled]
    return min(sum(is_relevant(part, row[index]) for row in rows) for index in range(subjects))


async def seen_ballots(live: LiveMeeting, round: Round) -> int | None:
    """How many ballots of the round somebody has seen counted; None where its box is lost."""
    counted, running = live.find_counted(round.id), live.find_running(round)
    if round.state in RUNNING:
        with suppress(Damaged):
            return await running.box.released() if running is not None else None
        return None
    if counted is not None and shows_tally(live.state.meeting, live.state.phase, counted):
        return round.counts.valid
    return round.seen or 0
