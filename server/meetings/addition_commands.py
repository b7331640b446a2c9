"""Commands that add to the votes what people know: attendance, decisions and other additions, merged write-ins.

Every command holds the meeting's lock, commits first and notifies afterwards. Values come in checked. Knows no HTTP and
no socket.
"""

from collections.abc import Sequence
from dataclasses import replace

from ..core import last_year
from ..core.attendance import Attendance, AttendanceChange, to_json
from ..core.composition import compose
from ..core.disclosure import shows_tally
from ..core.errors import Refused
from ..core.last_year import LastYear
from ..core.meeting_state import MeetingState
from ..core.models import Phase
from ..core.round_attendance import CLOSED, rounds_completed_by
from ..core.rounds import CountedRound, Round, State
from ..core.write_in_merges import read_merge
from ..store.rows import LogEntry
from ..store.store import Store
from . import broadcasts
from .live_meeting import LiveMeeting
from .threads import RECORDS, run_in
from .turnouts import Turnouts


class AdditionCommands:
    """Raises Refused with the contract's codes, NotRecorded where the change could not be stored."""

    def __init__(self, store: Store, turnouts: Turnouts) -> None:
        self.store, self.turnouts = store, turnouts

    async def set_attendance(self, live: LiveMeeting, change: AttendanceChange) -> None:
        """Of the meeting; the people also of the closed rounds that lack numbers, as the first that were entered after
        they closed. Refused `invalid_field` for more spare cards than have never come in."""
        async with live.lock:
            live.refuse_if_certified()
            await self._refuse_used_spares(live, change)
            attendance = change.apply(live.state.attendance)
            completed = rounds_completed_by(live.state.meeting, live.rounds, attendance)
            rounds = completed if change.people is not None else []
            filled = {"rounds": [round.id for round in rounds]} if rounds else {}
            entry = live.log_entry("desk", "attendance", **to_json(attendance), **filled)
            await self._save(live, live.next_state(attendance=attendance), entry, rounds)
            await broadcasts.send_everything(live)

    async def correct_attendance(self, live: LiveMeeting, round_id: str, change: AttendanceChange) -> None:
        """Of one round that has closed."""
        async with live.lock:
            live.refuse_if_certified()
            round = live.round(round_id)
            if round is None:
                raise Refused("unknown_round", "round")
            if round.state not in CLOSED:
                raise Refused("stale" if round.state is State.VOIDED else "round_open", "round")
            _refuse_excess(live, change, _unused_at_close(live, round))
            attendance = change.apply(round.attendance or Attendance())
            corrected = replace(round, attendance=attendance)
            entry = live.log_entry("desk", "attendance", **to_json(attendance), round=round.id)
            await self._save(live, live.next_state(), entry, [corrected])
            await broadcasts.send_everything(live)

    async def _refuse_used_spares(self, live: LiveMeeting, change: AttendanceChange) -> None:
        if change.spare is not None:
            await self.turnouts.record_arrivals(live)
            live.batches = await self.store.batches(live.state.id)
            _refuse_excess(live, change, live.unused_cards(None))

    async def set_addition(self, live: LiveMeeting, kind: str, subject: str, value: object, logged: object) -> None:
        """A decision, adjustments, flags or an entered score of a subject; after certification only decisions.
        `logged` is the value as it is written to the log."""
        async with live.lock:
            if kind != "decisions":
                live.refuse_if_certified()
            part = next((part for part, one in live.state.meeting.subjects() if one.id == subject), None)
            if part is not None and part.decide is not None and kind in ("adjustments", "entered"):
                raise Refused("decided_by_votes", "subject")
            if part is None or (kind == "entered" and not part.entered):
                raise Refused("unknown_subject", "subject")
            state = replace(live.state.add(kind, subject, value), version=live.state.version + 1)
            detail = {"subject": subject, "value": logged, **await signed_record(live)}
            await self._save(live, state, live.log_entry("desk", kind, **detail))
            await broadcasts.send_results(live)

    async def set_last_year(self, live: LiveMeeting, results: LastYear | None) -> None:
        """People's results of an earlier meeting, instead of those before; None removes them. Without subjects that the
        meeting does not have any more. Results that are what they were leave no line in the log."""
        async with live.lock:
            live.refuse_if_certified()
            ids = (subject.id for _, subject in live.state.meeting.subjects())
            results = last_year.of_subjects(results, ids)
            if results == live.state.last_year:
                return
            value = None if results is None else last_year.to_json(results)
            entry = live.log_entry("desk", "last-year", value=value)
            await self._save(live, live.next_state(last_year=results), entry)

    async def merge_write_ins(self, live: LiveMeeting, part_name: str, merge: object) -> dict[str, str]:
        """Count spellings of written-in names as other names of the part, instead of all merges before. Returns them
        folded."""
        async with live.lock:
            live.refuse_if_certified()
            part = live.state.meeting.part(part_name)
            if part is None or part.form.write_in is None:
                raise Refused("invalid_field", "part")
            merged = read_merge(part, _shown_write_ins(live, part_name), merge)
            state = replace(live.state.add("merges", part_name, merged or None), version=live.state.version + 1)
            await self._save(live, state, live.log_entry("desk", "write-ins", part=part_name, merge=merged))
            live.clear_caches()
            await broadcasts.send_everything(live)
            return merged

    async def _save(
        self, live: LiveMeeting, state: MeetingState, entry: LogEntry, rounds: Sequence[Round] = ()
    ) -> None:
        """Store the state, and the rounds in the states that they are in."""
        await self.store.move_all(live.state.id, [(round, round.state) for round in rounds], state, entry)
        live.adopt(state, entry)
        for round in rounds:
            live.update_round(round)


def _unused_at_close(live: LiveMeeting, round: Round) -> tuple[int, ...]:
    """Of each group; of a round that an earlier version closed only how many cards have no ballot."""
    counts = round.counts
    return counts.unused or (counts.eligible - counts.returned,) * len(live.state.meeting.groups)


def _refuse_excess(live: LiveMeeting, change: AttendanceChange, unused: Sequence[int]) -> None:
    by_group = {group.name: n for group, n in zip(live.state.meeting.groups, unused, strict=True)}
    excess = change.excess(by_group)
    if excess is not None:
        values = {"group": excess.group, "unused": by_group[excess.group], "spare": excess.count}
        raise Refused("invalid_field", f"spare.{excess.group}", over=True, **values)


def _shown_write_ins(live: LiveMeeting, part_name: str) -> set[str]:
    """The names written in, as far as anybody may know them."""
    shown: list[CountedRound] = [
        counted
        for counted in live.counted
        if counted.round.part == part_name and shows_tally(live.state.meeting, live.state.phase, counted)
    ]
    return {name for counted in shown for names in counted.write_ins for name in names}


async def signed_record(live: LiveMeeting) -> dict[str, object]:
    """For the log: the value `record` that a change after certification replaces, which may be on signed paper."""
    if live.state.phase is not Phase.CERTIFIED:
        return {}
    return {"record": (await run_in(RECORDS, compose, live.snapshot(draft=False))).digest}
