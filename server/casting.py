"""A ballot's way in: valid? → sealed into the box → committed → receipt; and what a second one is told.

Knows no socket: a message comes in decoded, the receipt goes back as a map.
"""

from server.core import ballots
from server.core.errors import Refused
from server.core.models import Ballot
from server.core.rounds import Round
from server.core.sealing import NONCE_BYTES, content, retry_digest, tag
from server.hub import Voter
from server.room import Room
from server.store.box import Box, Outcome
from server.store.store import Store

TRIES = 5
"""Differing tries under one spent token before its answers end (PROMISES P27)."""

Map = dict[str, object]


class Casting:
    def __init__(self, store: Store) -> None:
        self.store = store

    async def cast(self, room: Room, voter: Voter, message: Map, paper: bool = False) -> tuple[Map | None, bool]:
        """The receipt, once the ballot is durable, and whether it was counted just now and not before.
        None is silence after TRIES differing tries.

        `paper`: typed in at the desk, with `voter` the card's own rights. Raises Refused, checked in
        the contract's order, and NotRecorded: nothing happened, the same cast may be sent again.
        """
        round, nonce = room.round(message.get("round")), _nonce(message)
        if round is None:
            raise Refused("unknown_round")
        box = room.box if round is room.current and room.takes(paper) else None
        ballot, fault = self._ballot(room, round, voter, message, paper)
        if box is not None and ballot is not None and not voter.void:
            outcome = await box.cast(voter.token, nonce, ballot, paper)
            if outcome is Outcome.COUNTED:
                room.moved = True
                return {"t": "receipt", "round": round.id, "nonce": nonce}, True
            if outcome is Outcome.NEW_NONCE:
                raise Refused("new_nonce")
        return await self._again(room, round, voter, nonce, ballot, fault), False

    def _ballot(
        self, room: Room, round: Round, voter: Voter, message: Map, paper: bool
    ) -> tuple[Ballot | None, Refused | None]:
        if not room.eligible(voter, round):
            return None, Refused("not_eligible")
        if not _nonce(message):
            return None, Refused("bad_ballot", "nonce")
        if paper and message.get("spoiled") is True:
            return Ballot(voter.group, (), spoiled=True), None
        scores, notes, recused = message.get("scores"), message.get("notes"), room.recused(voter, round)
        try:
            return ballots.check(room.paper(round), voter.group, scores, notes, recused), None
        except Refused as refused:
            return None, refused

    async def _again(
        self, room: Room, round: Round, voter: Voter, nonce: bytes, ballot: Ballot | None, fault: Refused | None
    ) -> Map | None:
        """A cast that did not go straight in: a retry, a second ballot, or one too late."""
        async with room.retrying:
            box = room.box if round is room.current else None
            spent = await self._spent(box, round, voter)
            if spent:
                tried = tag(round.id, voter.token)
                if await (box.tries(voter.token) if box else self.store.tries(round.id, tried)) >= TRIES:
                    return None
                if ballot is not None and await self._holds(box, round, nonce, ballot):
                    return {"t": "receipt", "round": round.id, "nonce": nonce}
                if ballot is not None:
                    await (box.count_try(voter.token) if box else self.store.count_try(round.id, tried))
            if voter.void:
                raise Refused("void_card")
            if fault is not None:
                raise fault
            raise Refused("already_voted" if spent else "round_closed")

    async def _tries(self, box: Box | None, round: Round, voter: Voter) -> int:
        if box is not None:
            return await box.tries(voter.token)
        return await self.store.tries(round.id, tag(round.id, voter.token))

    async def _spent(self, box: Box | None, round: Round, voter: Voter) -> bool:
        if box is not None:
            return await box.spent(voter.token)
        return await self.store.was_spent(round.id, tag(round.id, voter.token))

    async def _holds(self, box: Box | None, round: Round, nonce: bytes, ballot: Ballot) -> bool:
        if box is not None:
            return await box.holds(nonce, ballot)
        return await self.store.has_retry(round.id, retry_digest(nonce, content(ballot)))

    async def voted(self, room: Room, round: Round, voter: Voter) -> bool:
        return await self._spent(room.box if round is room.current else None, round, voter)


def _nonce(message: Map) -> bytes:
    """Empty where the message brings none that is one."""
    nonce = message.get("nonce")
    return nonce if type(nonce) is bytes and len(nonce) == NONCE_BYTES else b""
