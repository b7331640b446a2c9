"""How a ballot is taken: checked, sealed into the box, committed, acknowledged; and how a second one is answered.

Knows no socket: the decoded message comes in, the receipt goes back as a map.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from ..core import ballot_validation
from ..core.codec import Map
from ..core.errors import NotRecorded, PingyiError, Refused
from ..core.models import Ballot, Phase
from ..core.rounds import Round, State
from ..core.sealing import NONCE_BYTES, content, retry_digest, spent_tag
from ..store.ballot_box import BallotBox, CastOutcome
from ..store.store import Store
from .audience import Voter
from .background_tasks import BackgroundTasks
from .live_meeting import LiveMeeting

MAX_TRIES = 5
"""Differing tries under one spent token that are answered (PROMISES P27)."""

MAX_CARD_CHECKS = 5
"""Questions of the desk about one card in one round that are answered."""

Answer = Map | PingyiError | None
"""The receipt, the refusal, or None for silence."""
Reply = Callable[[Answer, bool], None]
"""Called once with the answer and whether this very cast was counted."""


@dataclass(frozen=True, slots=True)
class UnacceptedCast:
    """A cast that did not go into the box at once; `ballot` is None where it is not valid, `refusal` is why, if known.
    `paper`: typed in at the desk."""

    live: LiveMeeting
    round: Round
    voter: Voter
    nonce: bytes
    ballot: Ballot | None
    refusal: Refused | None
    paper: bool

    @property
    def spent_tag(self) -> bytes:
        return spent_tag(self.round.id, self.voter.token)

    @property
    def round_may_accept(self) -> bool:
        """False once the round has ended for such ballots; it stays false, for no state goes back."""
        round = self.live.round(self.round.id)
        return round is not None and (round.state is State.OPEN or self.paper and round.state is State.PAPER)


@dataclass(slots=True, eq=False)
class Submission:
    """A cast on its way to its answer; `ballot` is None where it is not valid. One object, not closures: thousands wait
    for a commit at once, and the garbage collector visits each of their objects."""

    casting: "Casting"
    live: LiveMeeting
    round: Round
    voter: Voter
    nonce: bytes
    ballot: Ballot | None
    paper: bool
    reply: Reply

    def committed(self, outcome: CastOutcome | PingyiError) -> None:
        if outcome is CastOutcome.COUNTED:
            self.live.turnout_changed = True
            if self.paper:
                self.live.audience.on_paper.add(self.voter.token)
            self.reply(_receipt(self.round, self.nonce), True)
        elif outcome is CastOutcome.SPENT:
            self.reply_later(None)
        elif outcome is CastOutcome.CLOSED:
            self.reply_later(Refused("round_closed"))
        else:
            self.reply(outcome if isinstance(outcome, PingyiError) else Refused("new_nonce"), False)

    def reply_later(self, refusal: Refused | None) -> None:
        """Answer after a look into the box. `refusal`: why the ballot was not accepted, if known."""
        cast = UnacceptedCast(self.live, self.round, self.voter, self.nonce, self.ballot, refusal, self.paper)
        self.casting.background_tasks.run(_reply_with(self.casting.answer(cast), self.reply))


class Casting:
    def __init__(self, store: Store, background_tasks: BackgroundTasks) -> None:
        self.store, self.background_tasks = store, background_tasks

    def submit(self, live: LiveMeeting, voter: Voter, message: Map, reply: Reply, paper: bool = False) -> None:
        """Take a ballot without waiting: thousands may cast within a second, and a waiting task each would cost too
        much. `reply` is called once the ballot is durable, or with the refusal, in the contract's order of checks.

        `paper`: typed in at the desk; `voter` then has the card's own rights. A NotRecorded answer means that nothing
        happened and the same cast may be sent again.
        """
        round, nonce = live.round(message.get("round")), _nonce(message)
        if round is None:
            reply(Refused("unknown_round"), False)
            return
        ballot, refusal = _read_ballot(live, round, voter, message, nonce, paper)
        submission = Submission(self, live, round, voter, nonce, ballot, paper, reply)
        running = live.find_running(round)
        if ballot is None or voter.void or running is None or not running.accepts(round, paper):
            submission.reply_later(refusal)
        else:
            running.box.cast(voter.token, nonce, ballot, submission.committed, paper)

    async def cast(self, live: LiveMeeting, voter: Voter, message: Map, paper: bool = False) -> tuple[Map | None, bool]:
        """`submit`, awaited: the receipt or None for silence, and whether this very cast was counted. Raises the
        refusal."""
        answered: asyncio.Future[tuple[Answer, bool]] = asyncio.get_running_loop().create_future()

        def reply(answer: Answer, counted: bool) -> None:
            if not answered.done():
                answered.set_result((answer, counted))

        self.submit(live, voter, message, reply, paper)
        answer, counted = await answered
        if isinstance(answer, PingyiError):
            raise answer
        return answer, counted

    async def has_voted(self, live: LiveMeeting, round: Round, voter: Voter) -> bool:
        async with live.retrying:
            return await self._tries(live, round, voter, _box_of(live, round)) is not None

    async def check_card(self, live: LiveMeeting, round: Round, voter: Voter) -> list[int]:
        """Whether a paper ballot of this card would be taken now, before it is typed in: returns the indexes of the
        subjects that the card may not score. Raises the refusal, in the order of those of a cast; `checked_often` where
        whether the card has voted is not said any more. Says nothing about a round that takes no ballots."""
        if voter.void:
            raise Refused("void_card")
        if not live.eligible(voter, round):
            raise Refused("not_eligible")
        running = live.find_running(round)
        if round.state not in (State.OPEN, State.PAPER):
            raise Refused("round_closed")
        if running is None:
            raise NotRecorded(f"round {round.id} has not been loaded yet")
        running.card_checks[voter.token] += 1
        if running.card_checks[voter.token] > MAX_CARD_CHECKS:
            raise Refused("checked_often")
        if await self.has_voted(live, round, voter):
            raise Refused("already_voted")
        return sorted(live.recused(voter, round))

    # A cast that did not go into the box at once

    async def answer(self, cast: UnacceptedCast) -> Answer:
        """A retry gets its receipt again; a second ballot, or one that came too late, its refusal."""
        async with cast.live.retrying:
            box = _box_of(cast.live, cast.round)
            tries = await self._tries(cast.live, cast.round, cast.voter, box)
            after_certification = cast.live.state.phase is Phase.CERTIFIED  # then no tag tells who has voted
            if (tries or cast.live.late_tries[cast.spent_tag]) >= MAX_TRIES:
                return None
            if (tries is not None or after_certification) and cast.ballot is not None:
                if await self._is_stored(cast, cast.ballot, box):
                    return _receipt(cast.round, cast.nonce)
                await self._count_try(cast, box)
        if cast.voter.void:
            return Refused("void_card")
        if cast.ballot is not None and tries is not None:
            return Refused("already_voted")
        return cast.refusal or await self._closed_or_not_recorded(cast)

    async def _closed_or_not_recorded(self, cast: UnacceptedCast) -> PingyiError:
        """Why a valid first ballot was not let in: the round is closed; or a step towards it is being stored and may
        still fail, as a close on a full disk; or the box has not been loaded yet."""
        if cast.round_may_accept:
            async with cast.live.lock:  # the step has succeeded or failed by then
                pass
        if cast.round_may_accept:
            return NotRecorded(f"round {cast.round.id} accepts no ballot at the moment")
        return Refused("round_closed")

    async def _tries(self, live: LiveMeeting, round: Round, voter: Voter, box: BallotBox | None) -> int | None:
        """Differing tries under the spent token; None where it is not spent."""
        if box is not None:
            return await box.spent(voter.token)
        return await self.store.spent(live.state.id, round.id, spent_tag(round.id, voter.token))

    async def _count_try(self, cast: UnacceptedCast, box: BallotBox | None) -> None:
        if box is not None:
            await box.count_try(cast.voter.token)
        elif cast.live.state.phase is Phase.CERTIFIED:
            cast.live.late_tries[cast.spent_tag] += 1
        else:
            await self.store.count_try(cast.live.state.id, cast.round.id, cast.spent_tag)

    async def _is_stored(self, cast: UnacceptedCast, ballot: Ballot, box: BallotBox | None) -> bool:
        """Whether exactly this ballot was counted under this nonce."""
        if box is not None:
            return await box.holds(cast.nonce, ballot)
        digest = retry_digest(cast.nonce, content(ballot))
        return await self.store.has_retry(cast.live.state.id, cast.round.id, digest)


def _box_of(live: LiveMeeting, round: Round) -> BallotBox | None:
    running = live.find_running(round)
    return running.box if running is not None else None


def _receipt(round: Round, nonce: bytes) -> Map:
    return {"t": "receipt", "round": round.id, "nonce": nonce}


async def _reply_with(answer: Awaitable[Answer], reply: Reply) -> None:
    try:
        reply(await answer, False)
    except PingyiError as error:
        reply(error, False)


def _read_ballot(
    live: LiveMeeting, round: Round, voter: Voter, message: Map, nonce: bytes, paper: bool
) -> tuple[Ballot | None, Refused | None]:
    """The ballot, or why there is none."""
    if not live.eligible(voter, round):
        return None, Refused("not_eligible")
    if not nonce:
        return None, Refused("bad_ballot", "nonce")
    if type(message.get("pad", b"")) is not bytes:  # whatever its bytes, it only hides the length of the rest
        return None, Refused("bad_ballot", "pad")
    if paper and message.get("spoiled") is True:
        return Ballot(voter.group, (), spoiled=True), None
    rules, recused = live.ballot_rules(round), live.recused(voter, round)
    try:
        ballot = ballot_validation.validate_ballot(rules, voter.group, message, recused, paper)
        return replace(ballot, late=voter.during == round.id), None
    except Refused as refused:
        return None, refused.with_traceback(None)  # its frames would keep the connection in a reference cycle


def _nonce(message: Map) -> bytes:
    """Empty where the message has no valid one."""
    nonce = message.get("nonce")
    return nonce if type(nonce) is bytes and len(nonce) == NONCE_BYTES else b""
