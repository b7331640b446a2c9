"""The last step of a round: its box is counted out, then box and key are destroyed.

Every step can be taken up again after a crash. Knows no socket.
"""

from dataclasses import replace

from server import faults
from server.clock import Clock
from server.core.models import Ballot
from server.core.rounds import Act, CountedRound, Counts, Round, State, after, gather
from server.core.sealing import tag
from server.room import Room
from server.store.box import Box, Boxes
from server.store.store import Entry, Sealed, Store


class Closing:
    def __init__(self, store: Store, boxes: Boxes, clock: Clock) -> None:
        self.store, self.boxes, self.clock = store, boxes, clock

    async def seal(self, room: Room) -> None:
        """CLOSING → CLOSED: the box is counted out into the main database, then box and key are destroyed."""
        round, box = room.open, room.box
        assert round is not None and box is not None and round.state is State.CLOSING
        opened = [one for _, one in await box.ballots()]
        kept = [one.ballot for one in opened]
        tags = await box.spent_tags()
        counts = await self._counts(room, round, box, kept, {tag for tag, _ in tags})
        closed = replace(round, state=after(round.state, Act.SEALED), counts=counts)
        votes, notes = gather(kept, len(round.subjects)), [note for ballot in kept for note in ballot.notes]
        entry = Entry(self.clock.stamp(), "server", "counted", {"round": round.id})
        faults.point("before-seal")
        await self.store.seal(closed, Sealed(votes, notes, tags, [one.retry for one in opened]), entry)
        faults.point("sealed")
        async with room.retrying:
            room.box = room.running = None
        room.put(CountedRound(closed, votes, tuple(notes)))
        room.changed, room.moved = entry.at, True
        await box.close()
        self.boxes.destroy(round.id)
        await room.tell_round(closed, {tag for tag, _ in tags})
        await room.tell_results()

    async def _counts(self, room: Room, round: Round, box: Box, kept: list[Ballot], spent: set[bytes]) -> Counts:
        """Eligible are the valid cards, and those voided after they had cast: their ballots stay."""
        groups = room.sitting.meeting.voting_groups(room.part_of(round))
        void = await self.store.void_digests(room.sitting.id, groups)
        return Counts(
            eligible=room.issued(round) + sum(tag(round.id, token) in spent for token in void),
            phone=box.turnout.phone,
            paper=box.turnout.paper,
            invalid=box.turnout.invalid,
            abstained=sum(not ballot.spoiled and ballot.abstained for ballot in kept),
        )

    async def forget(self, room: Room, box: Box) -> None:
        """A round that was voided: nothing of its box stays."""
        async with room.retrying:
            room.box = room.running = room.deadline = None
            room.intake = False
        await box.close()
        self.boxes.destroy(box.round_id)
