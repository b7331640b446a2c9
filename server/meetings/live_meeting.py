"""One meeting in this process's memory: how it stands, who is connected, and what they are told.

The database holds the truth; what is here was read from it or committed to it. Decides nothing.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ..clock import Clock
from ..core import client_messages
from ..core.ballot_validation import FRAME_MIN, BallotRules, ballot_rules, whole_round_recusals
from ..core.meeting_document import dump, highest_subject_number
from ..core.meeting_state import MeetingState, View
from ..core.models import Part, Phase, Subject
from ..core.record import Record, Snapshot, compose, record_json
from ..core.rounds import COUNTED, RUNNING, CountedRound, Counts, Round, State
from ..core.running_tally import RunningTally
from ..core.sealing import spent_tag
from ..store.ballot_box import BallotBox
from ..store.rows import Batch
from .audience import Audience, Voter
from .tally_cache import TallyCache

Map = dict[str, object]


@dataclass(slots=True)
class LiveMeeting:
    """`counted` holds the rounds in order, with the votes of those that are closed. `box`, `running`
    and `deadline` (steady seconds) belong to the round that runs; `intake` is whether phones may cast.
    `revision` is what was last seen of what other nodes did."""

    state: MeetingState
    counted: list[CountedRound]
    batches: list[Batch]
    changed: str
    clock: Clock
    url: str
    join: Callable[[MeetingState], Map | None]
    audience: Audience = field(default_factory=Audience)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    retrying: asyncio.Lock = field(default_factory=asyncio.Lock)
    ballot_rules_by_round: dict[str, BallotRules] = field(default_factory=dict)
    tally_cache: TallyCache = field(default_factory=TallyCache)
    box: BallotBox | None = None
    running: RunningTally | None = None
    deadline: float | None = None
    intake: bool = False
    turnout_changed: bool = False
    reload_batches: bool = False
    keys_version: int = 0
    seal_retry_ticks: int = 0
    code_period: int = 0
    revision: int = 0

    @property
    def rotates(self) -> bool:
        return self.state.meeting.rotating and not self.state.meeting.cards

    @property
    def rounds(self) -> list[Round]:
        return [one.round for one in self.counted]

    @property
    def current(self) -> Round | None:
        """The latest round in any state."""
        return self.counted[-1].round if self.counted else None

    @property
    def frame_limit(self) -> int:
        """The largest frame that a phone may send now, in bytes."""
        return self.ballot_rules(self.counted[-1].round).frame_limit if self.counted else FRAME_MIN

    @property
    def open(self) -> Round | None:
        round = self.current
        return round if round is not None and round.state in RUNNING else None

    def version_marks(self) -> tuple[MeetingState, list[CountedRound], int, int]:
        """How things stand now, to be compared by `still`."""
        return self.state, self.counted, self.running.counted if self.running else 0, self.keys_version

    def unchanged_since(self, before: tuple[MeetingState, list[CountedRound], int, int]) -> bool:
        """Whether nothing has changed since: then what was made meanwhile may be told."""
        now = self.version_marks()
        return now[0] is before[0] and now[1] is before[1] and now[2:] == before[2:]

    def round(self, round_id: object) -> Round | None:
        for one in reversed(self.counted):
            if one.round.id == round_id:
                return one.round
        return None

    def put(self, counted: CountedRound) -> None:
        """A round's new state in the place of its old one, or after all others."""
        kept = [one for one in self.counted if one.round.id != counted.round.id]
        self.counted = sorted([*kept, counted], key=lambda one: one.round.number)

    def part_of(self, round: Round) -> Part:
        part = self.state.meeting.part(round.part)
        assert part is not None
        return part

    def subjects_of(self, round: Round) -> list[Subject]:
        known = {subject.id: subject for subject in self.part_of(round).subjects}
        return [known[id] for id in round.subjects if id in known]

    def left(self) -> int | None:
        """What is left of the open round, in ms."""
        return None if self.deadline is None else max(0, round(1000 * (self.deadline - self.clock.steady())))

    # Who may vote, and how many

    def box_of(self, round: Round) -> BallotBox | None:
        """The box of this round, while it has one."""
        return self.box if self.box is not None and self.box.round_id == round.id else None

    def takes(self, paper: bool) -> bool:
        """Whether the open round takes ballots now: phones until they are stopped, paper until it closes."""
        round = self.open
        return self.intake if not paper else round is not None and round.state in (State.OPEN, State.PAPER)

    def ballot_rules(self, round: Round) -> BallotRules:
        """What a ballot of this round must look like; worked out once a round."""
        known = self.ballot_rules_by_round.get(round.id)
        if known is None:
            known = self.ballot_rules_by_round[round.id] = ballot_rules(
                self.state.meeting, self.part_of(round), len(round.subjects)
            )
        return known

    def eligible(self, voter: Voter, round: Round) -> bool:
        return voter.group in self.ballot_rules(round).groups

    def recused(self, voter: Voter, round: Round) -> frozenset[int]:
        """Indexes of the subjects that this card may not score: the same person in any part."""
        if voter.recuse is None:
            return frozenset()
        persons = {s.person for _, s in self.state.meeting.subjects() if s.id == voter.recuse}
        return frozenset(i for i, s in enumerate(self.subjects_of(round)) if s.person in persons)

    def issued(self, round: Round | None) -> int:
        """Valid cards of the groups that vote in this round, or of all. A card that must stand aside for
        the whole of it is not awaited."""
        if round is None:
            return sum(batch.count - batch.void for batch in self.batches)
        voting, away = self.ballot_rules(round).groups, whole_round_recusals(self.state.meeting, round.subjects)
        awaited = (batch for batch in self.batches if batch.group in voting and batch.recuse not in away)
        return sum(batch.count - batch.void for batch in awaited)

    def turnout(self) -> Map:
        round = self.current
        box = self.box.turnout if self.box is not None else None
        cast, paper = (box.cast, box.paper) if box else (0, 0)
        if box is None and round is not None:
            cast, paper = round.counts.returned, round.counts.paper
        return {
            "t": "turnout",
            "round": round.id if round else None,
            "expected": self.state.meeting.expected,
            "issued": self.issued(round),
            "joined": self.audience.everywhere,
            "stale": self.audience.stale,
            "cast": cast,
            "paper": paper,
        }

    # The record and the tallies

    def snapshot(self, draft: bool) -> Snapshot:
        return self.pictured(self.state, self.counted, self.batches, self.changed, draft)

    def pictured(
        self, state: MeetingState, counted: list[CountedRound], batches: list[Batch], changed: str, draft: bool
    ) -> Snapshot:
        """What was read from the database, with the turnout of a round that runs."""
        return Snapshot(
            id=state.id,
            meeting=state.meeting,
            phase=state.phase,
            attendance=state.attendance,
            additions=state.additions,
            issued=sum(batch.count for batch in batches),
            voided=sum(batch.void for batch in batches),
            rounds=tuple(self.so_far(one) for one in counted),
            changed=changed,
            document=dump(state.meeting),
            draft=draft,
            plain_http=state.plain_http,
        )

    def so_far(self, one: CountedRound) -> CountedRound:
        """A round that runs, with its turnout as it is now; its votes stay in the box."""
        if self.box is None or one.round.id != self.box.round_id or one.round.state not in RUNNING:
            return one
        cast = self.box.turnout
        counts = Counts(self.issued(one.round), cast.phone, cast.paper, cast.invalid)
        return replace(one, round=replace(one.round, counts=counts))

    async def tallies(self) -> list[Map]:
        """Every tally that may be seen now, oldest first."""
        told = [await self.tally(one) for one in self.counted]
        return [tally for tally in told if tally is not None]

    async def tally(self, one: CountedRound) -> Map | None:
        running = self.running if one.round.state in RUNNING else None
        return await self.tally_cache.of(self.state.meeting, one, running)

    async def record(self) -> Record:
        return await asyncio.to_thread(compose, self.snapshot(draft=True))

    # What is told

    def keyed_round(self, round: Round) -> Map:
        return client_messages.keyed_round(self.state.meeting, round, self.left() if round == self.current else None)

    async def welcome(self, role: str) -> Map:
        round = self.current
        record = record_json(await self.record())
        return {
            "t": "welcome",
            "v": 1,
            "role": role,
            "meeting": client_messages.keyed_meeting(self.state, self.rounds, self.url),
            "round": self.keyed_round(round) if round else None,
            "parts": [client_messages.part(self.state.meeting, part) for part in self.state.meeting.parts],
            "rounds": [self.keyed_round(one) for one in self.rounds],
            "turnout": self.turnout(),
            "view": {"view": self.state.view.view, "subject": self.state.view.subject},
            "timer": self.timer(),
            "tallies": await self.tallies(),
            **self._outcome(record),
            "join": self.join(self.state),
        }

    def _outcome(self, record: Map) -> Map:
        """The results as far as they are public; the fingerprint once nothing can change it any more."""
        final = self.state.phase is Phase.CERTIFIED
        results = record["results"] if any(self._public()) else None
        return {"results": results, "quota": record["quota"], "fingerprint": record["fingerprint"] if final else None}

    def _public(self) -> list[bool]:
        return [one.round.state in COUNTED and one.round.shows_tally(self.state.meeting.show) for one in self.counted]

    def timer(self) -> Map | None:
        timer = self.state.timer
        if timer is None:
            return None
        return {"kind": timer.kind, "left": timer.at(self.clock.now()), "running": timer.running}

    async def send_everything(self) -> None:
        """The whole state again to every keyed role: something about the meeting itself changed."""
        if self.audience.staff:
            whole = await self.welcome("")
            for role in ("chair", "screen", "desk"):
                self.audience.notify_staff({**whole, "role": role}, to=role)

    async def send_round(self, round: Round, spent: set[bytes]) -> None:
        """A round's change of state to everybody, with the tally to those who may see it."""
        self.audience.notify_staff({**self.keyed_round(round), "t": "round"})
        if round == self.current:  # an older one would take the ballot that is open off every phone
            base = client_messages.round(self.state.meeting, round, self.left())
            groups = range(len(self.state.meeting.groups))
            bases = [{**base, **client_messages.agenda(self.state.meeting, self.rounds, group)} for group in groups]
            self.audience.notify_voters(lambda voter: self._for_voter(voter, round, bases[voter.group], spent))
        counted = next(one for one in self.counted if one.round.id == round.id)
        tally = await self.tally(counted)
        if tally is not None:
            self.audience.notify_staff(tally)
            if round.state is State.PUBLISHED and self.state.meeting.voters_see_results:
                self.audience.notify_voters(lambda voter: (None, tally))

    def _for_voter(self, voter: Voter, round: Round, base: Map, spent: set[bytes]) -> tuple[object, Map]:
        voted = spent_tag(round.id, voter.token) in spent
        eligible, recused = self.eligible(voter, round), self.recused(voter, round)
        message = client_messages.voter_round(base, not self.intake, eligible, voted, sorted(recused))
        return (voter.group, voted, recused), message

    async def send_results(self, gone: bool = False) -> None:
        """What results may be seen; `gone`: also that there are none any more, when a round was voided."""
        if self.audience.staff and (gone or any(self._public())):
            record = record_json(await self.record())
            self.audience.notify_staff({"t": "results", **self._outcome(record)})

    def send_view(self) -> None:
        self.audience.notify_staff({"t": "view", "view": self.state.view.view, "subject": self.state.view.subject})

    def next(self, **changes: object) -> MeetingState:
        """The sitting with `changes`, ready to be saved over this one; it knows the ids of subjects that go."""
        now = self.state
        ids = max(now.ids, highest_subject_number(now.meeting))
        return replace(now, version=now.version + 1, ids=ids, **changes)  # type: ignore[arg-type]

    def viewing(self, view: str, subject: str | None = None, **changes: object) -> MeetingState:
        return self.next(view=View(view, subject), **changes)
