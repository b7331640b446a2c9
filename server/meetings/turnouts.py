"""Who has come in: stores which tokens have, a batch at a time, and counts phones, cards and ballots for the turnout.

A card comes in when its phone connects, or when the desk votes with it. Knows no HTTP and no socket.
"""

from ..core.ballot_validation import whole_round_recusals
from ..core.codec import Map
from ..core.models import Phase
from ..core.rounds import COUNTED, Round
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
        if live.audience.connected_elsewhere is not None:
            live.audience.arrivals.update(live.clock.steady(), joined(live))

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
        return max(0, joined(live, round) - voted)

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


def turnout_message(live: LiveMeeting) -> Map:
    """`total`: what the number of ballots is shown against, the phones that have come in and the paper ballots that
    were cast or announced."""
    round, cast, paper = live.current, 0, 0
    if live.running_round is not None:
        cast, paper = live.running_round.turnout.cast, live.running_round.turnout.paper
    elif round is not None:
        cast, paper = round.counts.returned, round.counts.paper
    awaited, came_in = 0 if round is None else waiting(live, round), joined(live)
    return {
        "t": "turnout",
        "round": round.id if round else None,
        "expected": live.state.meeting.expected,
        "issued": issued(live, round),
        "joined": came_in,
        "stale": live.audience.stale(came_in),
        "cast": cast,
        "paper": paper,
        "waiting": awaited,
        "total": came_in if round is None else _total(live, round, cast, awaited),
    }


def _total(live: LiveMeeting, round: Round, cast: int, awaited: int) -> int:
    """A round that an earlier version closed knows only how many cards were valid."""
    is_unknown = round.state in COUNTED and round.counts.waiting is None
    return issued(live, round) if is_unknown else cast + awaited + round.awaited


def issued(live: LiveMeeting, round: Round | None) -> int:
    """Valid cards handed out to those who may vote in `round`. None: before the first one."""
    attendance, unused = live.state.attendance, live.unused_cards(round)
    spare = (min(attendance.spare_of(g.name), unused[i]) for i, g in enumerate(live.state.meeting.groups))
    return live.valid_cards(round) - sum(spare)


def joined(live: LiveMeeting, round: Round | None = None) -> int:
    """Valid tokens whose phones have connected; of a round those that may vote in it."""
    new = (voter for voter in live.audience.arrived.values() if not voter.void)
    arrived = sum(live.awaits(round, voter.group, voter.recuse) for voter in new)
    return arrived + sum(batch.joined for batch in live.awaited_batches(round))


def waiting(live: LiveMeeting, round: Round) -> int:
    """Phones that have come in, may vote in `round` and have not."""
    running = live.find_running(round)
    if running is None:
        return round.counts.waiting or 0
    return max(0, joined(live, round) - (running.turnout.cast - running.not_awaited))
