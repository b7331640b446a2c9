"""Who has come in: stores which tokens have, a batch at a time, and counts the ballots that no phone is awaited for.

A card comes in when its phone connects, or when the desk votes with it. Knows no HTTP and no socket.
"""

from ..core.ballot_validation import whole_round_recusals
from ..core.models import Phase
from ..core.rounds import Round
from ..core.sealing import spent_tag
from ..store.store import Store
from .live_meeting import LiveMeeting


class Turnouts:
    """Raises NotRecorded; what was not stored is tried again the next time."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def record_arrivals(self, live: LiveMeeting) -> None:
        """Store the tokens that have come in since the last time. After the certification nothing tells which have."""
        audience = live.audience
        if live.state.phase is Phase.CERTIFIED:
            return
        arrived, on_paper = set(audience.arrived), set(audience.on_paper)
        if arrived or on_paper:
            await self.store.mark_arrivals(live.state.id, arrived, on_paper)
            await self._reload_batches(live)
            for token in arrived:
                audience.arrived.pop(token, None)
            audience.on_paper -= on_paper

    async def _reload_batches(self, live: LiveMeeting) -> None:
        """Nothing locks the meeting here: what a command has changed while they were read is read the next time."""
        known, batches = live.batches, await self.store.batches(live.state.id)
        if live.batches is known:
            live.batches = batches
        else:
            live.batches_changed = live.turnout_changed = True

    async def refresh(self, live: LiveMeeting) -> None:
        """Bring the numbers of the turnout up to date."""
        await self.record_arrivals(live)
        if live.batches_changed:
            live.batches_changed = False
            await self._reload_batches(live)
        round, running = live.open, live.running_round
        if round is not None and running is not None:
            tokens = await self._not_awaited(live, round) if _may_have_others(live, round) else []
            running.not_awaited = await running.box.count_spent(tokens)

    async def record_voters(self, live: LiveMeeting, round: Round, spent_tags: set[bytes]) -> None:
        """Before a round is counted: a card that has voted has come in, even if the process ended before that was
        stored."""
        await self.record_arrivals(live)
        groups, recused = live.ballot_rules(round).groups, whole_round_recusals(live.state.meeting, round.subjects)
        unused = await self.store.unused(live.state.id, sorted(groups), recused)
        voted = [token for token in unused if spent_tag(round.id, token) in spent_tags]
        if voted:
            await self.store.mark_arrivals(live.state.id, (), voted)

    async def count_waiting(self, live: LiveMeeting, round: Round, spent_tags: set[bytes]) -> int:
        """Phones that have come in, may vote in `round` and have not: exact, from its spent tags."""
        others = await self._not_awaited(live, round)
        voted = len(spent_tags) - sum(spent_tag(round.id, token) in spent_tags for token in others)
        return max(0, live.joined(round) - voted)

    async def _not_awaited(self, live: LiveMeeting, round: Round) -> list[bytes]:
        groups, recused = live.ballot_rules(round).groups, whole_round_recusals(live.state.meeting, round.subjects)
        return await self.store.not_awaited(live.state.id, sorted(groups), recused)


def _may_have_others(live: LiveMeeting, round: Round) -> bool:
    """Whether some token that is not awaited may have voted: void, recused from the whole round, or on paper only."""
    groups, recused = live.ballot_rules(round).groups, whole_round_recusals(live.state.meeting, round.subjects)
    batches = [batch for batch in live.batches if batch.group in groups]
    return any(
        batch.void or batch.recuse in recused or (batch.batch is not None and batch.joined + batch.unused < batch.valid)
        for batch in batches
    )
