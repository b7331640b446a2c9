"""The chair's commands on rounds: open, extend, close, publish, void; and what the timer and the last paper ballot
trigger.

Every command holds the meeting's lock, commits first and notifies afterwards. Knows no HTTP and no socket.
"""

import secrets
from collections.abc import Sequence
from dataclasses import replace

from .. import fault_injection
from ..clock import Clock
from ..core import attendance
from ..core.codec import Map
from ..core.disclosure import subject_names
from ..core.errors import Damaged, Refused
from ..core.limit_feasibility import limit_faults
from ..core.models import Additions, Part, Show
from ..core.round_attendance import closing_attendance
from ..core.rounds import CountedRound, Counts, Round, RoundAction, State, next_state
from ..store.rows import LogEntry, named
from ..store.store import Store
from . import broadcasts
from .audience import Voter
from .casting import Casting
from .few_ballots import has_few_ballots, seen_ballots
from .live_meeting import LiveMeeting
from .round_lifecycle import RoundLifecycle

LOST_BOX = "票箱或密钥丢失 / its box or key was lost"
"""Logged as the reason for voiding such a round."""


class RoundCommands:
    """Raises Refused with the contract's codes, NotRecorded where the change could not be stored."""

    def __init__(self, store: Store, clock: Clock, casting: Casting, round_lifecycle: RoundLifecycle) -> None:
        self.store, self.clock, self.casting, self.round_lifecycle = store, clock, casting, round_lifecycle

    # Opening

    async def open_round(
        self, live: LiveMeeting, part_name: str, subjects: Sequence[str], seconds: int | None
    ) -> Round:
        """`seconds`: time limit, None without a timer. The speaker's timer ends, and an item of the agenda."""
        async with live.lock:
            live.refuse_if_certified()
            live.refuse_if_round_open()
            _check_subjects(live, part_name, subjects)
            round = self._new_round(live, part_name, subjects, seconds)
            plain_http = live.url.startswith("http:")
            had_timer = live.state.timer is not None
            uses_http, agenda = plain_http or live.state.plain_http, live.state.agenda.ended()
            state = live.next_state_showing("round", plain_http=uses_http, timer=None, agenda=agenda)
            detail = {"round": round.id, "part": part_name, "subjects": list(subjects), "seconds": seconds}
            entry = live.log_entry("chair", "open", **detail, transport="http" if plain_http else "https")
            await self.round_lifecycle.open(live, round, state, entry)
            broadcasts.send_view(live)
            if had_timer:
                broadcasts.send_timer(live)
            await broadcasts.send_round(live, round, set())
            live.turnout_changed = True
            return round

    def _new_round(self, live: LiveMeeting, part_name: str, subjects: Sequence[str], seconds: int | None) -> Round:
        return Round(
            id=secrets.token_hex(8),
            number=len(live.counted) + 1,
            part=part_name,
            subjects=tuple(subjects),
            state=State.OPEN,
            opened=self.clock.stamp(),
            left=None if seconds is None else seconds * 1000,
            since=self.clock.now(),
        )

    async def resume(self, live: LiveMeeting, void_lost: bool) -> None:
        """Go on with the round that was running when the process ended. Raises Damaged where its key or box is missing
        or broken; with `void_lost` the round is voided instead."""
        try:
            async with live.lock:
                await self.round_lifecycle.resume(live)
        except Damaged as error:
            if not void_lost or live.open is None:
                with named(live.state):
                    raise Damaged(f"{error}; restore it, or start with --void-lost to void that round") from None
            await self.void(live, live.open.id, LOST_BOX)

    async def suspend(self, live: LiveMeeting) -> None:
        """The process is ending."""
        async with live.lock:
            await self.round_lifecycle.suspend(live)

    # While it runs

    async def release(self, live: LiveMeeting) -> None:
        """Let the running tally move where the rules allow it (PROMISES P24)."""
        async with live.lock:
            await self.round_lifecycle.release(live)

    async def cast_paper(self, live: LiveMeeting, voter: Voter, message: Map) -> Map | None:
        """A paper ballot typed in at the desk, checked like any cast; the last awaited one closes the round."""
        receipt, counted = await self.casting.cast(live, voter, message, paper=True)
        if counted and receipt is not None:
            await self._count_down_paper(live, str(receipt["round"]))
        return receipt

    async def _count_down_paper(self, live: LiveMeeting, round_id: str) -> None:
        async with live.lock:
            round = live.round(round_id)
            if round is None or round.state is not State.PAPER:
                return
            if round.awaited <= 1:
                await self._close(live, round, "desk")
            else:
                round = replace(round, awaited=round.awaited - 1)
                await self._save_running(live, round, State.PAPER)
                broadcasts.send_round_to_staff(live, round)

    async def extend(self, live: LiveMeeting, round_id: object, seconds: int) -> None:
        async with live.lock:
            round = _require_round(live, round_id)
            next_state(round.state, RoundAction.EXTEND)
            running = live.require_running(round)
            left = (running.time_left() or 0) + seconds * 1000
            entry = live.log_entry("chair", "extend", round=round.id, seconds=seconds)
            extended = replace(round, left=left, since=self.clock.now())
            await self._save_running(live, extended, State.OPEN, entry)
            running.set_time_left(left)
            await broadcasts.send_round(live, extended, await running.spent_tags())

    async def ensure_time_left(self, live: LiveMeeting, seconds: int) -> None:
        async with live.lock:
            await self.round_lifecycle.ensure_time_left(live, seconds)

    # Closing

    async def close_round(
        self, live: LiveMeeting, round_id: object, paper_pending: int = 0, confirm: bool = False
    ) -> None:
        """Phones stop; with `paper_pending` the desk may still type in so many paper ballots first."""
        async with live.lock:
            round = _require_round(live, round_id)
            next_state(round.state, RoundAction.HOLD if paper_pending else RoundAction.CLOSE)
            if not confirm and await has_few_ballots(live, round, paper_pending):
                raise Refused("confirm_small")
            if paper_pending:
                await self._wait_for_paper(live, round, paper_pending)
            else:
                await self._close(live, round, "chair")

    async def _wait_for_paper(self, live: LiveMeeting, round: Round, awaited: int) -> None:
        running, entry = live.require_running(round), live.log_entry("chair", "hold", round=round.id, paper=awaited)
        held = replace(round, state=State.PAPER, awaited=awaited, left=None, since=None)
        with running.intake_stopped():
            await self._save_running(live, held, State.OPEN, entry)
        await broadcasts.send_round(live, held, await running.spent_tags())

    async def expire(self, live: LiveMeeting) -> None:
        """Close the round whose time is up; what had arrived before then counts."""
        async with live.lock:
            round = live.open
            if round is not None and round.state is State.OPEN and live.time_left() == 0:
                await self._close(live, round, "timer")

    async def retry_close(self, live: LiveMeeting) -> None:
        """Finish a close that could not be stored before."""
        async with live.lock:
            round = live.open
            if round is not None and round.state is State.CLOSING:
                await self.round_lifecycle.finish_close(live, round)

    async def _close(self, live: LiveMeeting, round: Round, role: str) -> None:
        """Stop intake, store CLOSING, then count; every step can be repeated after a crash."""
        running = live.require_running(round)
        with running.intake_stopped():
            await running.box.settle()
            closing = replace(
                round,
                state=State.CLOSING,
                closed=self.clock.stamp(),
                awaited=0,
                left=None,
                since=None,
                attendance=closing_attendance(live.state.attendance),
            )
            await self._save_running(live, closing, round.state, _close_entry(live, role, closing))
        fault_injection.point("closing")
        await self.round_lifecycle.finish_close(live, closing)

    # Publishing and voiding

    async def publish(self, live: LiveMeeting, round_id: object, every: bool = False) -> list[Round]:
        """`every`: all closed rounds at once. Returns those held back because their ballots are few; Refused `too_few`
        if there are no others."""
        async with live.lock:
            live.refuse_if_certified()
            chosen = _choose_to_publish(live, round_id, every)
            published = [replace(one.round, state=next_state(one.round.state, RoundAction.PUBLISH)) for one in chosen]
            held_back = [counted.round for counted in chosen if live.is_too_few(counted)]
            kept = {round.id for round in held_back}
            rounds = [round for round in published if round.id not in kept]
            if not rounds:
                raise Refused("too_few", names=subject_names(live.state.meeting, held_back))
            subject = rounds[0].subjects[0] if len(rounds) == len(rounds[0].subjects) == 1 else None
            state = live.next_state_showing("result", subject)
            entry = live.log_entry("chair", "publish", rounds=[round.id for round in rounds])
            await self.store.move_all(live.state.id, [(round, State.CLOSED) for round in rounds], state, entry)
            live.adopt(state, entry)
            for round in rounds:
                live.update_round(round)
                await broadcasts.send_round(live, round, await self.round_lifecycle.spent_tags(live, round))
            await broadcasts.send_results(live)
            broadcasts.send_view(live)
            return held_back

    async def void(self, live: LiveMeeting, round_id: object, reason: str) -> None:
        """Destroy the round's ballots; its subjects may be voted on again."""
        async with live.lock:
            round = _require_round(live, round_id)
            live.refuse_if_certified()
            running, seen = live.find_running(round), await seen_ballots(live, round)
            voided = replace(
                round,
                state=next_state(round.state, RoundAction.VOID),
                reason=reason,
                closed=round.closed or self.clock.stamp(),
                counts=Counts(),
                seen=seen,
                attendance=None,
                emptied=bool(running.turnout.cast if running is not None else round.counts.returned),
            )
            state = live.next_state_showing("agenda", additions=_without_merges(live.state.additions, round.part))
            entry = live.log_entry("chair", "void", round=round.id, reason=reason, seen=seen)
            await self.store.move_all(live.state.id, [(voided, round.state)], state, entry)
            live.adopt(state, entry)
            live.replace_round(CountedRound(voided))
            live.turnout_changed = True
            if running is not None:
                await self.round_lifecycle.discard(live)
            await broadcasts.send_round(live, voided, set())
            await broadcasts.send_results(live, voided=True)
            broadcasts.send_view(live)

    async def _save_running(
        self, live: LiveMeeting, round: Round, before: State, entry: LogEntry | None = None
    ) -> None:
        """Store a running round that was in state `before`, then take it over here."""
        await self.store.move_all(live.state.id, [(round, before)], None, entry)
        live.replace_round(CountedRound(round))
        live.adopt(live.state, entry)
        live.turnout_changed = True


def _check_subjects(live: LiveMeeting, part_name: str, subjects: Sequence[str]) -> None:
    part = live.state.meeting.part(part_name)
    known = {subject.id for subject in part.subjects} if part is not None and not part.entered else set()
    if not subjects or len(set(subjects)) != len(subjects) or not known.issuperset(subjects):
        raise Refused("unknown_subject")
    if part is not None and len(subjects) < len(known) and _needs_all(part, len(subjects)):
        raise Refused("whole_part")


def _needs_all(part: Part, subjects: int) -> bool:
    """Whether a round on only so many subjects would decide nothing, or ask for more choices than it has subjects."""
    return part.is_opened_whole or any(limit_faults(part.form, part.form.limits, subjects))


def _close_entry(live: LiveMeeting, role: str, closing: Round) -> LogEntry:
    kept = {} if closing.attendance is None else {"attendance": attendance.to_json(closing.attendance)}
    return live.log_entry(role, "close", round=closing.id, **kept)


def _without_merges(additions: Additions, part: str) -> Additions:
    """The names that were merged are destroyed with the round's ballots."""
    return replace(additions, merges={name: merge for name, merge in additions.merges.items() if name != part})


def _require_round(live: LiveMeeting, round_id: object) -> Round:
    round = live.round(round_id)
    if round is None:
        raise Refused("unknown_round")
    return round


def _choose_to_publish(live: LiveMeeting, round_id: object, every: bool) -> list[CountedRound]:
    held = live.state.meeting.show is Show.HELD
    if held and not every:
        raise Refused("publish_all")
    closed = [counted for counted in live.counted if counted.round.state is State.CLOSED]
    chosen = closed if every else [one for one in live.counted if one.round.id == round_id]
    if not every:
        _require_round(live, round_id)
    if not chosen or live.open is not None and held:
        raise Refused("round_open" if live.open else "stale")
    return chosen
