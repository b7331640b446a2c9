"""The verbs of a meeting's rounds: open, cast, extend, close, publish, void. Here rules, store and hub meet.

A ballot's way: `cast` → valid? → sealed into the box → committed → receipt; beside it the room moves
and `tick` tells it. Every verb commits first and tells afterwards. Knows no HTTP and no sockets.
"""

import secrets
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace

from .. import fault_injection
from ..clock import Clock
from ..core.errors import Refused
from ..core.models import Show
from ..core.rounds import MIN_SHOWN_BALLOTS, CountedRound, Counts, Round, RoundAction, State, next_state
from ..store.ballot_box import BallotBoxes
from ..store.rows import LogEntry
from ..store.store import Store
from .audience import Voter
from .casting import Casting
from .live_meeting import LiveMeeting
from .round_lifecycle import RoundLifecycle

RETRY_MINUTES = 10

Map = dict[str, object]
RunInBackground = Callable[[Coroutine[object, object, None]], None]


class RoundCommands:
    """Raises Refused with the contract's codes, NotRecorded where the disk did not take it."""

    def __init__(self, store: Store, boxes: BallotBoxes, clock: Clock, run_in_background: RunInBackground) -> None:
        self.store, self.boxes, self.clock = store, boxes, clock
        self.casting = Casting(store, run_in_background)
        self.round_lifecycle = RoundLifecycle(store, boxes, clock)

    def entry(self, role: str, act: str, **detail: object) -> LogEntry:
        return LogEntry(self.clock.stamp(), role, act, detail)

    # Opening

    async def open_round(
        self, live: LiveMeeting, part_name: str, subjects: Sequence[str], seconds: int | None
    ) -> Round:
        async with live.lock:
            self._may_open(live, part_name, subjects)
            round = Round(
                id=secrets.token_hex(8),
                number=len(live.counted) + 1,
                part=part_name,
                subjects=tuple(subjects),
                state=State.OPEN,
                opened=self.clock.stamp(),
                left=None if seconds is None else seconds * 1000,
                since=self.clock.now(),
            )
            box = await self.boxes.create(live.state.id, round.id)
            air = live.url.startswith("http:")
            state = live.viewing("round", plain_http=air or live.state.plain_http)
            about = {"round": round.id, "part": part_name, "subjects": list(subjects), "seconds": seconds}
            entry = self.entry("chair", "open", **about, transport="http" if air else "https")
            try:
                await self.store.open_round(round, state, entry)
            except BaseException as error:
                await box.close()
                if self.boxes.alone or isinstance(error, Refused):
                    await self.boxes.destroy(round.id)  # else the round may be open after all, and others vote in it
                raise
            live.state, live.changed = state, entry.at
            live.put(CountedRound(round))
            self.round_lifecycle.run(live, round, box, None if seconds is None else float(seconds))
            live.send_view()
            await live.send_round(round, set())
            live.turnout_changed = True
            return round

    def _may_open(self, live: LiveMeeting, part_name: str, subjects: Sequence[str]) -> None:
        """What the document forbids; a second open round and a second count the database refuses."""
        if live.state.phase == "certified":
            raise Refused("wrong_phase")
        if live.open is not None:
            raise Refused("round_open")
        part = live.state.meeting.part(part_name)
        known = {subject.id for subject in part.subjects} if part is not None and not part.entered else set()
        if not subjects or len(set(subjects)) != len(subjects) or not known.issuperset(subjects):
            raise Refused("unknown_subject")

    # Casting

    async def cast(self, live: LiveMeeting, voter: Voter, message: Map) -> Map | None:
        """A phone's ballot: its receipt once it is durable, or None for silence (see `Casting.cast`)."""
        return (await self.casting.cast(live, voter, message))[0]

    async def paper(self, live: LiveMeeting, voter: Voter, message: Map) -> Map | None:
        """A paper ballot typed in at the desk: the rules of a cast; the last awaited one closes the round."""
        receipt, counted = await self.casting.cast(live, voter, message, paper=True)
        if counted and receipt is not None:
            await self._one_paper_less(live, str(receipt["round"]))
        return receipt

    async def _one_paper_less(self, live: LiveMeeting, round_id: str) -> None:
        async with live.lock:
            round = live.round(round_id)
            if round is None or round.state is not State.PAPER:
                return
            if round.awaited <= 1:
                await self._close(live, round, "desk", confirmed=not round.unconfirmed)
            else:
                fewer = replace(round, awaited=round.awaited - 1)
                await self._keep(live, fewer, State.PAPER)
                live.audience.notify_staff({**live.keyed_round(fewer), "t": "round"})

    # Extending and closing

    async def extend(self, live: LiveMeeting, round_id: object, seconds: int) -> None:
        async with live.lock:
            round = self._named(live, round_id)
            next_state(round.state, RoundAction.EXTEND)
            left = (live.left() or 0) + seconds * 1000
            entry = self.entry("chair", "extend", round=round.id, seconds=seconds)
            await self._keep(live, replace(round, left=left, since=self.clock.now()), State.OPEN, entry)
            live.deadline = self.clock.steady() + left / 1000
            await live.send_round(live.open or round, await self.round_lifecycle.spent_tags(live))

    async def close_round(
        self, live: LiveMeeting, round_id: object, paper_pending: int = 0, confirm: bool = False
    ) -> None:
        """Phones stop; with `paper_pending` the desk may still key so many paper ballots first."""
        async with live.lock:
            round = self._named(live, round_id)
            next_state(round.state, RoundAction.HOLD if paper_pending else RoundAction.CLOSE)
            assert live.box is not None
            turnout = live.box.turnout
            if turnout.cast - turnout.invalid + paper_pending < MIN_SHOWN_BALLOTS and not confirm:
                raise Refused("confirm_small")
            if paper_pending:
                await self._hold(live, round, paper_pending, confirm)
            else:
                await self._close(live, round, "chair", confirm)

    async def _hold(self, live: LiveMeeting, round: Round, awaited: int, confirm: bool) -> None:
        live.intake = False
        try:
            entry = self.entry("chair", "hold", round=round.id, paper=awaited)
            held = replace(round, state=State.PAPER, awaited=awaited, unconfirmed=not confirm, left=None, since=None)
            await self._keep(live, held, State.OPEN, entry)
        except BaseException:
            live.intake = True
            raise
        live.deadline = None
        await live.send_round(held, await self.round_lifecycle.spent_tags(live))

    async def expire(self, live: LiveMeeting) -> None:
        """The timer has run out: the server closes; what it had received before then counts."""
        async with live.lock:
            round = live.open
            if round is not None and round.state is State.OPEN and live.left() == 0:
                await self._close(live, round, "timer", confirmed=False)

    async def _close(self, live: LiveMeeting, round: Round, role: str, confirmed: bool) -> None:
        """Stop intake, mark CLOSING, then seal; every step can be taken up again after a crash."""
        assert live.box is not None
        intake, live.intake = live.intake, False
        try:
            await live.box.settle()
            turnout = live.box.turnout
            small = turnout.cast - turnout.invalid < MIN_SHOWN_BALLOTS and not confirmed
            closing = replace(
                round,
                state=State.CLOSING,
                closed=self.clock.stamp(),
                unconfirmed=small,
                awaited=0,
                left=None,
                since=None,
            )
            await self._keep(live, closing, round.state, self.entry(role, "close", round=round.id))
        except BaseException:
            live.intake = intake
            raise
        live.deadline = None
        fault_injection.point("closing")
        await self.round_lifecycle.seal(live)

    # Publishing and voiding

    async def publish(self, live: LiveMeeting, round_id: object, every: bool = False, confirm: bool = False) -> None:
        async with live.lock:
            if live.state.phase == "certified":
                raise Refused("wrong_phase")
            held = live.state.meeting.show is Show.HELD
            if held and not every:
                raise Refused("publish_all")
            chosen = (
                [one for one in live.rounds if one.state is State.CLOSED] if every else [self._named(live, round_id)]
            )
            if not chosen or live.open is not None and held:
                raise Refused("round_open" if live.open else "stale")
            if any(one.unconfirmed for one in chosen) and not confirm:
                raise Refused("confirm_small")
            published = [
                replace(one, state=next_state(one.state, RoundAction.PUBLISH), unconfirmed=False) for one in chosen
            ]
            subject = published[0].subjects[0] if len(published) == len(published[0].subjects) == 1 else None
            state = live.viewing("result", subject)
            entry = self.entry("chair", "publish", rounds=[one.id for one in published])
            await self.store.move_all(live.state.id, [(one, State.CLOSED) for one in published], state, entry)
            live.state, live.changed = state, entry.at
            for one in published:
                live.put(replace(next(c for c in live.counted if c.round.id == one.id), round=one))
                await live.send_round(one, await self.round_lifecycle.spent_tags(live, one))
            await live.send_results()
            live.send_view()

    async def void(self, live: LiveMeeting, round_id: object, reason: str) -> None:
        """Its ballots are destroyed; its subjects may be voted on again."""
        async with live.lock:
            round = self._named(live, round_id)
            if live.state.phase == "certified":
                raise Refused("wrong_phase")
            was_open, box = round == live.open, live.box
            closed = round.closed or self.clock.stamp()
            voided = replace(
                round,
                state=next_state(round.state, RoundAction.VOID),
                reason=reason,
                closed=closed,
                counts=Counts(),
                unconfirmed=False,
                emptied=bool(box.turnout.cast if was_open and box is not None else round.counts.returned),
            )
            state = live.viewing("agenda")
            entry = self.entry("chair", "void", round=round.id, reason=reason)
            await self.store.move_all(live.state.id, [(voided, round.state)], state, entry)
            live.state, live.changed, live.turnout_changed = state, entry.at, True
            live.put(CountedRound(voided))
            if was_open and box is not None:
                await self.round_lifecycle.forget(live, box)
            await live.send_round(voided, set())
            await live.send_results(gone=True)
            live.send_view()

    # Shared steps

    def _named(self, live: LiveMeeting, round_id: object) -> Round:
        round = live.round(round_id)
        if round is None:
            raise Refused("unknown_round")
        return round

    async def _keep(self, live: LiveMeeting, round: Round, before: State, entry: LogEntry | None = None) -> None:
        """Save a step of a running round, then remember it here."""
        await self.store.move_all(live.state.id, [(round, before)], None, entry)
        live.put(CountedRound(round))
        live.changed = entry.at if entry else live.changed
