"""A ballot's way in: valid? → sealed into the box → committed → receipt; and what a second one is told.

Knows no socket: a message comes in decoded, the receipt goes back as a map.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass

from ..core import ballot_validation
from ..core.errors import NotRecorded, PingyiError, Refused
from ..core.models import Ballot
from ..core.rounds import Round, State
from ..core.sealing import NONCE_BYTES, content, retry_digest, spent_tag
from ..store.ballot_box import BallotBox, CastOutcome
from ..store.store import Store
from .audience import Voter
from .live_meeting import LiveMeeting

TRIES = 5
"""Differing tries under one spent token before its answers end (PROMISES P27)."""

Map = dict[str, object]


Answer = Map | PingyiError | None
Reply = Callable[[Answer, bool], None]
"""Hears the receipt, the refusal, or None for silence; and whether the ballot was counted just now."""


@dataclass(frozen=True, slots=True)
class UnacceptedCast:
    """A cast that did not go straight in, as `Casting.take` was given it; `ballot` is None where it is not valid."""

    live: LiveMeeting
    round: Round
    voter: Voter
    nonce: bytes
    ballot: Ballot | None
    paper: bool

    @property
    def may_come(self) -> bool:
        """Whether its round has not ended for such ballots; no state goes back."""
        now = self.live.round(self.round.id)
        return now is not None and (now.state is State.OPEN or self.paper and now.state is State.PAPER)


class Casting:
    """`behind` runs work beside everything else."""

    def __init__(self, store: Store, run_in_background: Callable[[Coroutine[object, object, None]], None]) -> None:
        self.store, self._run_in_background = store, run_in_background

    def take(self, live: LiveMeeting, voter: Voter, message: Map, reply: Reply, paper: bool = False) -> None:
        """Take a ballot in; `reply` hears once it is durable, or why it is not, in the contract's order.

        Nobody waits: thousands may cast in one second, and a waiting task each is what that would cost.
        `paper`: typed in at the desk, with `voter` the card's own rights. A NotRecorded reply means
        that nothing happened and the same cast may be sent again.
        """
        round, nonce = live.round(message.get("round")), _nonce(message)
        if round is None:
            reply(Refused("unknown_round"), False)
            return
        ballot, fault = self._ballot(live, round, voter, message, nonce, paper)
        box = live.box_of(round)
        if ballot is None or voter.void or box is None or not live.takes(paper):
            self._run_in_background(
                _told(self._again(UnacceptedCast(live, round, voter, nonce, ballot, paper), fault), reply)
            )
            return

        def done(outcome: CastOutcome | PingyiError) -> None:
            if outcome is CastOutcome.COUNTED:
                live.turnout_changed = True
                reply({"t": "receipt", "round": round.id, "nonce": nonce}, True)
            elif outcome in (CastOutcome.SPENT, CastOutcome.CLOSED):
                over = Refused("round_closed") if outcome is CastOutcome.CLOSED else None
                self._run_in_background(
                    _told(self._again(UnacceptedCast(live, round, voter, nonce, ballot, paper), over), reply)
                )
            else:
                reply(outcome if isinstance(outcome, PingyiError) else Refused("new_nonce"), False)

        box.cast(voter.token, nonce, ballot, done, paper)

    async def cast(self, live: LiveMeeting, voter: Voter, message: Map, paper: bool = False) -> tuple[Map | None, bool]:
        """The same for one who waits: the receipt or None, and whether it was counted just now. Raises
        what `take` replies."""
        answered: asyncio.Future[tuple[Answer, bool]] = asyncio.get_running_loop().create_future()

        def answering(answer: Answer, counted: bool) -> None:
            if not answered.done():
                answered.set_result((answer, counted))

        self.take(live, voter, message, answering, paper)
        answer, counted = await answered
        if isinstance(answer, PingyiError):
            raise answer
        return answer, counted

    def _ballot(
        self, live: LiveMeeting, round: Round, voter: Voter, message: Map, nonce: bytes, paper: bool
    ) -> tuple[Ballot | None, Refused | None]:
        if not live.eligible(voter, round):
            return None, Refused("not_eligible")
        if not nonce:
            return None, Refused("bad_ballot", "nonce")
        if paper and message.get("spoiled") is True:
            return Ballot(voter.group, (), spoiled=True), None
        scores, notes, recused = message.get("scores"), message.get("notes"), live.recused(voter, round)
        try:
            return ballot_validation.validate_ballot(
                live.ballot_rules(round), voter.group, scores, notes, recused
            ), None
        except Refused as refused:
            return None, refused.with_traceback(None)  # its frames would hold the whole connection in a circle

    async def _again(self, late: UnacceptedCast, fault: Refused | None) -> Answer:
        """A cast that did not go straight in: a retry, a second ballot, or one too late. `fault` is why, if known."""
        live, round, voter, ballot = late.live, late.round, late.voter, late.ballot
        async with live.retrying:
            box = live.box_of(round)
            spent = await self._spent(live, box, round, voter)
            if spent is not None and spent >= TRIES:
                return None
            if spent is not None and ballot is not None:
                if await self._holds(late, box, ballot):
                    return {"t": "receipt", "round": round.id, "nonce": late.nonce}
                tried = spent_tag(round.id, voter.token)
                await (box.count_try(voter.token) if box else self.store.count_try(live.state.id, round.id, tried))
        if voter.void:
            return Refused("void_card")
        if ballot is not None and spent is not None:
            return Refused("already_voted")
        return fault or await self._over(late)

    async def _over(self, late: UnacceptedCast) -> PingyiError:
        """Nothing is let in: because the round is closed, or because one step of it is under way that may yet fail,
        as a closing that the disk refuses; or the box is not at hand."""
        if late.may_come:
            async with late.live.lock:
                pass
        if late.may_come:
            return NotRecorded(f"round {late.round.id} takes nothing at this moment")
        return Refused("round_closed")

    async def _spent(self, live: LiveMeeting, box: BallotBox | None, round: Round, voter: Voter) -> int | None:
        if box is not None:
            return await box.spent(voter.token)
        return await self.store.spent(live.state.id, round.id, spent_tag(round.id, voter.token))

    async def _holds(self, late: UnacceptedCast, box: BallotBox | None, ballot: Ballot) -> bool:
        if box is not None:
            return await box.holds(late.nonce, ballot)
        digest = retry_digest(late.nonce, content(ballot))
        return await self.store.has_retry(late.live.state.id, late.round.id, digest)

    async def voted(self, live: LiveMeeting, round: Round, voter: Voter) -> bool:
        async with live.retrying:
            return await self._spent(live, live.box_of(round), round, voter) is not None


async def _told(work: Awaitable[Answer], reply: Reply) -> None:
    try:
        reply(await work, False)
    except PingyiError as error:
        reply(error, False)


def _nonce(message: Map) -> bytes:
    """Empty where the message brings none that is one."""
    nonce = message.get("nonce")
    return nonce if type(nonce) is bytes and len(nonce) == NONCE_BYTES else b""
