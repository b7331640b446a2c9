"""One meeting in memory: its state, its rounds, the round that is running, and the clients connected to it.

Everything here was read from the database or has been committed to it. Decides nothing and sends nothing.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from ..clock import Clock
from ..core.ballot_validation import FRAME_MIN, BallotRules, ballot_rules, whole_round_recusals
from ..core.codec import Map
from ..core.disclosure import has_results, is_too_few, shows_tally
from ..core.errors import Refused
from ..core.meeting_document import highest_subject_number
from ..core.meeting_state import MeetingState, View
from ..core.models import Part, Phase, Subject
from ..core.reconciliation import Reconciliation, reconcile
from ..core.record import LogHead, Snapshot
from ..core.rounds import RUNNING, CountedRound, Counts, Round
from ..core.texts import Texts
from ..store.queries import Stored
from ..store.rows import Batch, LogEntry, log_head_after
from .audience import Audience, PhoneQuota, Voter
from .join_codes import JoinCodes
from .running_round import RunningRound
from .single_flight import SingleFlight
from .stored_snapshot import card_counts, stored_snapshot
from .tally_cache import TallyCache
from .threads import RECORDS, run_in
from .voter_meetings import VoterMeetings

Content = TypeVar("Content")
Version = tuple[MeetingState, list[CountedRound], int | None, int]
Revocations = tuple[dict[str, bytes], set[bytes]]
"""The digests of a meeting's keys by role, and of its void tokens."""


@dataclass(slots=True)
class LiveMeeting:
    """`counted` holds the rounds by number, with the votes of those that are closed; `log` is the end of the log.
    `revision` is the last change by any node that has been read, `revocations` what it had of keys and void tokens.
    `keys_version` rises when a key or token may no longer be valid. `late_tries`: differing casts by spent tag once the
    meeting is certified, when the database no longer counts them. `phone_quota`: of the
    admin key that the meeting belongs to, None without a limit.

    Every change is made under `lock`. Whoever asks whether a token is spent holds `retrying`, so that the box is not
    taken away in between.
    """

    state: MeetingState
    counted: list[CountedRound]
    batches: list[Batch]
    log: LogHead
    clock: Clock
    join_codes: JoinCodes
    audience: Audience = field(default_factory=Audience)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    retrying: asyncio.Lock = field(default_factory=asyncio.Lock)
    running_round: RunningRound | None = None
    turnout_changed: bool = False
    batches_changed: bool = False
    checks_changed: bool = False
    pages_changed: bool = False
    keys_version: int = 0
    shown_code_period: int = 0
    late_tries: Counter[bytes] = field(default_factory=Counter)
    revision: int = 0
    revocations: Revocations | None = None
    phone_quota: PhoneQuota | None = None
    _ballot_rules: dict[str, BallotRules] = field(default_factory=dict)
    _tally_cache: TallyCache = field(default_factory=TallyCache)
    _staff_content: SingleFlight[Any] = field(default_factory=SingleFlight)
    _voter_meetings: VoterMeetings = field(default_factory=VoterMeetings)

    @property
    def url(self) -> str:
        return self.join_codes.url

    @property
    def rotates(self) -> bool:
        return self.state.meeting.rotating and not self.state.meeting.cards

    def version(self, with_tally: bool = True) -> Version:
        """Compared by `unchanged_since`. `with_tally`: of a message that has the running tally."""
        released = None
        if with_tally:
            released = self.running_round.tally.counted if self.running_round is not None else 0
        return self.state, self.counted, released, self.keys_version

    def unchanged_since(self, before: Version) -> bool:
        """Whether a message composed since `before` is still true."""
        now = self.version(with_tally=before[2] is not None)
        return now[0] is before[0] and now[1] is before[1] and now[2:] == before[2:]

    # Changes

    def next_state(self, **changes: object) -> MeetingState:
        """The state with `changes`, ready to be saved over the present one. Remembers the highest subject id, so that
        the id of a withdrawn subject is never given again."""
        ids = max(self.state.ids, highest_subject_number(self.state.meeting))
        return replace(self.state, version=self.state.version + 1, ids=ids, **changes)  # type: ignore[arg-type]

    def next_state_showing(self, view: str, subject: str | None = None, **changes: object) -> MeetingState:
        """Another view ends the ranking and its board."""
        return self.next_state(view=View(view, subject), **changes)

    def log_entry(self, role: str, act: str, /, **detail: object) -> LogEntry:
        return LogEntry(self.clock.stamp(), role, act, detail)

    def adopt(self, state: MeetingState, entry: LogEntry | None) -> None:
        """Take over what has just been saved."""
        self.state = state
        if entry is not None:
            self.log = log_head_after(self.log, entry)

    def replace_round(self, counted: CountedRound) -> None:
        """Put a round's new state in the place of its old one, or after all others."""
        others = [other for other in self.counted if other.round.id != counted.round.id]
        self.counted = sorted([*others, counted], key=lambda one: one.round.number)

    def update_round(self, round: Round) -> None:
        """Take over a counted round's new state; its votes stay."""
        self.counted = [replace(one, round=round) if one.round.id == round.id else one for one in self.counted]

    def clear_caches(self) -> None:
        """The document has changed."""
        self.join_codes.follow(self.state)
        self._ballot_rules.clear()
        self._tally_cache.clear()

    def refuse_if_certified(self) -> None:
        if self.state.phase is Phase.CERTIFIED:
            raise Refused("wrong_phase")

    def refuse_if_round_open(self) -> None:
        if self.open is not None:
            raise Refused("round_open")

    @property
    def has_ballots(self) -> bool:
        """Whether a ballot was cast in a round that is over, since the meeting last became live or its document was
        replaced."""
        return any(round.emptied or round.counts.returned for round in self.rounds)

    @property
    def is_locked(self) -> bool:
        """Whether the document can only be amended now."""
        phase = self.state.phase
        return phase is Phase.CERTIFIED or (phase is Phase.LIVE and (self.has_ballots or self.open is not None))

    # Rounds

    @property
    def rounds(self) -> list[Round]:
        return [counted.round for counted in self.counted]

    @property
    def current(self) -> Round | None:
        """The latest round in any state."""
        return self.counted[-1].round if self.counted else None

    @property
    def open(self) -> Round | None:
        """The round in one of the RUNNING states; only the latest round can be."""
        round = self.current
        return round if round is not None and round.state in RUNNING else None

    def find_counted(self, round_id: object) -> CountedRound | None:
        for counted in reversed(self.counted):
            if counted.round.id == round_id:
                return counted
        return None

    def round(self, round_id: object) -> Round | None:
        counted = self.find_counted(round_id)
        return counted.round if counted is not None else None

    def part_of(self, round: Round) -> Part:
        part = self.state.meeting.part(round.part)
        assert part is not None
        return part

    def subjects_of(self, round: Round) -> list[Subject]:
        known = {subject.id: subject for subject in self.part_of(round).subjects}
        return [known[id] for id in round.subjects if id in known]

    def find_running(self, round: Round) -> RunningRound | None:
        """The box and tally of this round while it is running."""
        running = self.running_round
        return running if running is not None and running.box.round_id == round.id else None

    def require_running(self, round: Round) -> RunningRound:
        """For callers that hold `lock` and know that `round` is running."""
        running = self.find_running(round)
        assert running is not None, f"round {round.id} has no box here"
        return running

    async def close_box(self) -> None:
        """An open box would keep the process from ending."""
        if self.running_round is not None:
            await self.running_round.box.close()

    @property
    def phones_may_cast(self) -> bool:
        return self.running_round is not None and self.running_round.phones_may_cast

    def time_left(self) -> int | None:
        """Time left of the running round, in ms; None without a timer."""
        return self.running_round.time_left() if self.running_round is not None else None

    # Who may vote, and how many cards

    def ballot_rules(self, round: Round) -> BallotRules:
        """What a ballot of this round must look like; computed once a round."""
        if round.id not in self._ballot_rules:
            rules = ballot_rules(self.state.meeting, self.part_of(round), len(round.subjects))
            self._ballot_rules[round.id] = rules
        return self._ballot_rules[round.id]

    @property
    def frame_limit(self) -> int:
        """The largest frame that a phone may send now, in bytes."""
        return self.ballot_rules(self.counted[-1].round).frame_limit if self.counted else FRAME_MIN

    def eligible(self, voter: Voter, round: Round) -> bool:
        return voter.group in self.ballot_rules(round).groups

    def recused(self, voter: Voter, round: Round) -> frozenset[int]:
        """Indexes of the subjects that this card may not score: the same person in any part."""
        if voter.recuse is None:
            return frozenset()
        persons = {s.person for _, s in self.state.meeting.subjects() if s.id == voter.recuse}
        return frozenset(i for i, s in enumerate(self.subjects_of(round)) if s.person in persons)

    def awaits(self, round: Round | None, group: int, recuse: str | None) -> bool:
        """Whether a card of this group, recused from this subject, may vote in `round`. None: before the first one."""
        if round is None:
            return True
        is_recused = recuse is not None and recuse in whole_round_recusals(self.state.meeting, round.subjects)
        return group in self.ballot_rules(round).groups and not is_recused

    def awaited_batches(self, round: Round | None) -> list[Batch]:
        return [batch for batch in self.batches if self.awaits(round, batch.group, batch.recuse)]

    def valid_cards(self, round: Round | None) -> int:
        """Of the groups that vote in `round`, without those recused from all of it; spare ones too."""
        return sum(batch.valid for batch in self.awaited_batches(round))

    def unused_cards(self, round: Round | None) -> tuple[int, ...]:
        """Those of `valid_cards` that have never come in, by group."""
        unused = [0] * len(self.state.meeting.groups)
        for batch in self.awaited_batches(round):
            unused[batch.group] += batch.unused
        return tuple(unused)

    def voter_meeting(self, group: int) -> Map:
        """The meeting as a phone of this group sees it; not to be changed."""
        return self._voter_meetings.get(self.state, self.counted, group, self.url)

    # The record and the tallies

    def snapshot(self, draft: bool) -> Snapshot:
        return self.snapshot_of((self.state, self.counted, self.batches, self.log), draft)

    def snapshot_of(self, stored: Stored, draft: bool, log: Iterable[Map] = (), texts: Texts | None = None) -> Snapshot:
        """What was read from the database, with the present turnout of a running round. `log`, `texts`: for the
        papers."""
        state, counted, batches, head = stored
        rounds = [self._with_turnout(one) for one in counted]
        return stored_snapshot((state, rounds, batches, head), draft, log, texts)

    def _with_turnout(self, counted: CountedRound) -> CountedRound:
        """A running round with its present turnout; its votes stay in the box."""
        round, running = counted.round, self.find_running(counted.round)
        if running is None or round.state not in RUNNING:
            return counted
        turnout = running.turnout
        cards, unused = self.valid_cards(round), self.unused_cards(round)
        counts = Counts(cards, turnout.phone, turnout.paper, turnout.invalid, unused=unused)
        return replace(counted, round=replace(round, counts=counts))

    def results_visible(self) -> bool:
        return has_results(self.state.meeting, self.state.phase, self.counted)

    def is_too_few(self, counted: CountedRound) -> bool:
        """Whether the round's tally is withheld because it would show single votes."""
        return is_too_few(self.state.meeting, self.state.phase, counted)

    async def tallies(self) -> list[Map]:
        """Every tally that may be seen now, oldest first."""
        tallies = [await self.tally(counted) for counted in self.counted]
        return [tally for tally in tallies if tally is not None]

    async def tally(self, counted: CountedRound) -> Map | None:
        """The `tally` message of a round; None where nothing may be seen yet."""
        running = self.running_round if counted.round.state in RUNNING else None
        released = running.tally if running is not None else None
        state = self.state
        return await self._tally_cache.get(state.meeting, state.phase, counted, released, state.attendance)

    def reconciliation(self) -> Reconciliation:
        """At this moment."""
        state = self.state
        rounds = (self._with_turnout(one) for one in self.counted)
        withholding = [replace(one, withheld=not shows_tally(state.meeting, state.phase, one)) for one in rounds]
        return reconcile(state.meeting, state.attendance, card_counts(state, self.batches), withholding)

    async def staff_content(self, prepare: Callable[[], Callable[[], Content]]) -> Content:
        """What `prepare` makes, which runs in a thread, once until something changes that a welcome repeats. Not part
        of it: turnout, view, timers, codes. Nor cards, which count only once the meeting is certified."""
        state = self.state
        entered = (state.attendance, state.additions, state.admitting, state.agenda)
        key = (state.meeting, state.phase, *entered, self.counted, self.log)
        content: Content = await self._staff_content.get(key, lambda: run_in(RECORDS, prepare()))
        return content
