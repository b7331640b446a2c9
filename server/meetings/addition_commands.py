"""Commands that add to the votes what people know: attendance, decisions and other additions, merged write-ins.

Every command holds the meeting's lock, commits first and notifies afterwards. Values come in checked. Knows no HTTP and
no socket.
"""

from collections.abc import Sequence
from dataclasses import replace

from ..core import attendance as attendances
from ..core.composition import compose
from ..core.disclosure import shows_tally
from ..core.errors import Refused
from ..core.meeting_state import MeetingState
from ..core.models import Attendance, Phase
from ..core.rounds import CountedRound, Round, State
from ..core.write_in_merges import read_merge
from ..store.rows import LogEntry
from ..store.store import Store
from . import broadcasts
from .live_meeting import LiveMeeting
from .threads import RECORDS, run_in


class AdditionCommands:
    """Raises Refused with the contract's codes, NotRecorded where the change could not be stored."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def set_attendance(self, live: LiveMeeting, attendance: Attendance) -> None:
        """Of the meeting; also of the closed rounds that lack numbers, as the first that was entered after they
        closed."""
        async with live.lock:
            live.refuse_if_certified()
            rounds = attendances.rounds_completed_by(live.state.meeting, live.rounds, attendance)
            filled = {"rounds": [round.id for round in rounds]} if rounds else {}
            entry = live.log_entry("desk", "attendance", **attendances.to_json(attendance), **filled)
            await self._save(live, live.next_state(attendance=attendance), entry, rounds)
            await broadcasts.send_everything(live)

    async def correct_attendance(self, live: LiveMeeting, round_id: str, attendance: Attendance) -> None:
        """Of one round that has closed."""
        async with live.lock:
            live.refuse_if_certified()
            round = live.round(round_id)
            if round is None:
                raise Refused("unknown_round", "round")
            if round.state not in attendances.CLOSED:
                raise Refused("stale" if round.state is State.VOIDED else "round_open", "round")
            corrected = replace(round, attendance=attendance)
            entry = live.log_entry("desk", "attendance", **attendances.to_json(attendance), round=round.id)
            await self._save(live, live.next_state(), entry, [corrected])
            await broadcasts.send_everything(live)

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
