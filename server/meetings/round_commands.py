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
from ..core.rounds import SMALL, Act, CountedRound, Counts, Round, State, after
from ..store.ballot_box import Boxes
from ..store.rows import Entry
from ..store.store import Store
from .audience import Voter
from .casting import Casting
from .live_meeting import Room
from .round_lifecycle import Boxed

RETRY_MINUTES = 10

Map = dict[str, object]
Behind = Callable[[Coroutine[object, object, None]], None]


class Meetings:
    """Raises Refused with the contract's codes, NotRecorded where the disk did not take it."""

    def __init__(self, store: Store, boxes: Boxes, clock: Clock, behind: Behind) -> None:
        self.store, self.boxes, self.clock = store, boxes, clock
        self.casting = Casting(store, behind)
        self.boxed = Boxed(store, boxes, clock)

    def entry(self, role: str, act: str, **detail: object) -> Entry:
        return Entry(self.clock.stamp(), role, act, detail)

    # Opening

    async def open_round(self, room: Room, part_name: str, subjects: Sequence[str], seconds: int | None) -> Round:
        async with room.lock:
            self._may_open(room, part_name, subjects)
            round = Round(
                id=secrets.token_hex(8),
                number=len(room.counted) + 1,
                part=part_name,
                subjects=tuple(subjects),
                state=State.OPEN,
                opened=self.clock.stamp(),
                left=None if seconds is None else seconds * 1000,
                since=self.clock.now(),
            )
            box = await self.boxes.create(room.sitting.id, round.id)
            air = room.url.startswith("http:")
            sitting = room.viewing("round", open_air=air or room.sitting.open_air)
            about = {"round": round.id, "part": part_name, "subjects": list(subjects), "seconds": seconds}
            entry = self.entry("chair", "open", **about, transport="http" if air else "https")
            try:
                await self.store.open_round(round, sitting, entry)
            except BaseException as error:
                await box.close()
                if self.boxes.alone or isinstance(error, Refused):
                    await self.boxes.destroy(round.id)  # else the round may be open after all, and others vote in it
                raise
            room.sitting, room.changed = sitting, entry.at
            room.put(CountedRound(round))
            self.boxed.run(room, round, box, None if seconds is None else float(seconds))
            room.tell_view()
            await room.tell_round(round, set())
            room.moved = True
            return round

    def _may_open(self, room: Room, part_name: str, subjects: Sequence[str]) -> None:
        """What the document forbids; a second open round and a second count the database refuses."""
        if room.sitting.phase == "certified":
            raise Refused("wrong_phase")
        if room.open is not None:
            raise Refused("round_open")
        part = room.sitting.meeting.part(part_name)
        known = {subject.id for subject in part.subjects} if part is not None and not part.entered else set()
        if not subjects or len(set(subjects)) != len(subjects) or not known.issuperset(subjects):
            raise Refused("unknown_subject")

    # Casting

    async def cast(self, room: Room, voter: Voter, message: Map) -> Map | None:
        """A phone's ballot: its receipt once it is durable, or None for silence (see `Casting.cast`)."""
        return (await self.casting.cast(room, voter, message))[0]

    async def paper(self, room: Room, voter: Voter, message: Map) -> Map | None:
        """A paper ballot typed in at the desk: the rules of a cast; the last awaited one closes the round."""
        receipt, counted = await self.casting.cast(room, voter, message, paper=True)
        if counted and receipt is not None:
            await self._one_paper_less(room, str(receipt["round"]))
        return receipt

    async def _one_paper_less(self, room: Room, round_id: str) -> None:
        async with room.lock:
            round = room.round(round_id)
            if round is None or round.state is not State.PAPER:
                return
            if round.awaited <= 1:
                await self._close(room, round, "desk", confirmed=not round.unconfirmed)
            else:
                fewer = replace(round, awaited=round.awaited - 1)
                await self._keep(room, fewer, State.PAPER)
                room.audience.tell({**room.keyed_round(fewer), "t": "round"})

    # Extending and closing

    async def extend(self, room: Room, round_id: object, seconds: int) -> None:
        async with room.lock:
            round = self._named(room, round_id)
            after(round.state, Act.EXTEND)
            left = (room.left() or 0) + seconds * 1000
            entry = self.entry("chair", "extend", round=round.id, seconds=seconds)
            await self._keep(room, replace(round, left=left, since=self.clock.now()), State.OPEN, entry)
            room.deadline = self.clock.steady() + left / 1000
            await room.tell_round(room.open or round, await self.boxed.tags(room))

    async def close_round(self, room: Room, round_id: object, paper_pending: int = 0, confirm: bool = False) -> None:
        """Phones stop; with `paper_pending` the desk may still key so many paper ballots first."""
        async with room.lock:
            round = self._named(room, round_id)
            after(round.state, Act.HOLD if paper_pending else Act.CLOSE)
            assert room.box is not None
            turnout = room.box.turnout
            if turnout.cast - turnout.invalid + paper_pending < SMALL and not confirm:
                raise Refused("confirm_small")
            if paper_pending:
                await self._hold(room, round, paper_pending, confirm)
            else:
                await self._close(room, round, "chair", confirm)

    async def _hold(self, room: Room, round: Round, awaited: int, confirm: bool) -> None:
        room.intake = False
        try:
            entry = self.entry("chair", "hold", round=round.id, paper=awaited)
            held = replace(round, state=State.PAPER, awaited=awaited, unconfirmed=not confirm, left=None, since=None)
            await self._keep(room, held, State.OPEN, entry)
        except BaseException:
            room.intake = True
            raise
        room.deadline = None
        await room.tell_round(held, await self.boxed.tags(room))

    async def expire(self, room: Room) -> None:
        """The timer has run out: the server closes; what it had received before then counts."""
        async with room.lock:
            round = room.open
            if round is not None and round.state is State.OPEN and room.left() == 0:
                await self._close(room, round, "timer", confirmed=False)

    async def _close(self, room: Room, round: Round, role: str, confirmed: bool) -> None:
        """Stop intake, mark CLOSING, then seal; every step can be taken up again after a crash."""
        assert room.box is not None
        intake, room.intake = room.intake, False
        try:
            await room.box.settle()
            turnout = room.box.turnout
            small = turnout.cast - turnout.invalid < SMALL and not confirmed
            closing = replace(
                round,
                state=State.CLOSING,
                closed=self.clock.stamp(),
                unconfirmed=small,
                awaited=0,
                left=None,
                since=None,
            )
            await self._keep(room, closing, round.state, self.entry(role, "close", round=round.id))
        except BaseException:
            room.intake = intake
            raise
        room.deadline = None
        fault_injection.point("closing")
        await self.boxed.seal(room)

    # Publishing and voiding

    async def publish(self, room: Room, round_id: object, every: bool = False, confirm: bool = False) -> None:
        async with room.lock:
            if room.sitting.phase == "certified":
                raise Refused("wrong_phase")
            held = room.sitting.meeting.show is Show.HELD
            if held and not every:
                raise Refused("publish_all")
            chosen = (
                [one for one in room.rounds if one.state is State.CLOSED] if every else [self._named(room, round_id)]
            )
            if not chosen or room.open is not None and held:
                raise Refused("round_open" if room.open else "stale")
            if any(one.unconfirmed for one in chosen) and not confirm:
                raise Refused("confirm_small")
            published = [replace(one, state=after(one.state, Act.PUBLISH), unconfirmed=False) for one in chosen]
            subject = published[0].subjects[0] if len(published) == len(published[0].subjects) == 1 else None
            sitting = room.viewing("result", subject)
            entry = self.entry("chair", "publish", rounds=[one.id for one in published])
            await self.store.move_all(room.sitting.id, [(one, State.CLOSED) for one in published], sitting, entry)
            room.sitting, room.changed = sitting, entry.at
            for one in published:
                room.put(replace(next(c for c in room.counted if c.round.id == one.id), round=one))
                await room.tell_round(one, await self.boxed.tags(room, one))
            await room.tell_results()
            room.tell_view()

    async def void(self, room: Room, round_id: object, reason: str) -> None:
        """Its ballots are destroyed; its subjects may be voted on again."""
        async with room.lock:
            round = self._named(room, round_id)
            if room.sitting.phase == "certified":
                raise Refused("wrong_phase")
            was_open, box = round == room.open, room.box
            closed = round.closed or self.clock.stamp()
            voided = replace(
                round,
                state=after(round.state, Act.VOID),
                reason=reason,
                closed=closed,
                counts=Counts(),
                unconfirmed=False,
                emptied=bool(box.turnout.cast if was_open and box is not None else round.counts.returned),
            )
            sitting = room.viewing("agenda")
            entry = self.entry("chair", "void", round=round.id, reason=reason)
            await self.store.move_all(room.sitting.id, [(voided, round.state)], sitting, entry)
            room.sitting, room.changed, room.moved = sitting, entry.at, True
            room.put(CountedRound(voided))
            if was_open and box is not None:
                await self.boxed.forget(room, box)
            await room.tell_round(voided, set())
            await room.tell_results(gone=True)
            room.tell_view()

    # Shared steps

    def _named(self, room: Room, round_id: object) -> Round:
        round = room.round(round_id)
        if round is None:
            raise Refused("unknown_round")
        return round

    async def _keep(self, room: Room, round: Round, before: State, entry: Entry | None = None) -> None:
        """Save a step of a running round, then remember it here."""
        await self.store.move_all(room.sitting.id, [(round, before)], None, entry)
        room.put(CountedRound(round))
        room.changed = entry.at if entry else room.changed
