"""A store on either database, and the meetings, rounds and ballots that its tests put there."""

import asyncio
import os
from collections import Counter
from dataclasses import dataclass, field, replace

from cards.form_files import forms
from server.backend import Backend, open_backend
from server.config import Config
from server.core import meeting_document
from server.core.admin_keys import BY_MAIN
from server.core.meeting_state import MeetingState
from server.core.models import Ballot, Vote, WrittenNote
from server.core.rounds import Counts, Round, State
from server.store.ballot_box import BallotBox
from server.store.rows import CountedBox, LogEntry
from tests.harness import MEETING

SECRET = b"a secret that nodes share between them"
ENTRY = LogEntry("2026-03-01T09:00:00+08:00", "desk", "test", {"何": 1})


@dataclass
class Place:
    """An open backend. `boxes` are closed at the end of the test."""

    config: Config
    backend: Backend
    boxes: list[BallotBox] = field(default_factory=list)

    async def reopen(self) -> Backend:
        await self.backend.store.close()
        self.backend = await open_backend(self.config)
        return self.backend


def state(**changes: object) -> MeetingState:
    meeting = meeting_document.parse(MEETING, forms("zh"), today="2026-03-01")
    return MeetingState(os.urandom(8).hex(), replace(meeting, **changes), ids=3)  # type: ignore[arg-type]


async def new_meeting(place: Place) -> MeetingState:
    one = state()
    keys = {role: os.urandom(32) for role in ("chair", "screen", "desk")}
    await place.backend.store.create(one, keys, [(os.urandom(32), 0)], ENTRY, BY_MAIN)
    return one


def a_round(number: int = 1, *subjects: str, state: State = State.OPEN) -> Round:
    return Round(os.urandom(8).hex(), number, "上述", subjects or ("s1",), state, "2026-03-01T09:00:00+08:00")


async def open_round(place: Place, number: int = 1, *subjects: str) -> tuple[MeetingState, Round, BallotBox]:
    one = await new_meeting(place)
    round = a_round(number, *subjects)
    box = await place.backend.boxes.create(one.id, round.id)
    place.boxes.append(box)
    await place.backend.store.open_round(round, replace(one, version=1), ENTRY)
    return one, round, box


def ballot(mark: int = 7, text: str = "") -> Ballot:
    notes = (WrittenNote(0, "problems", text),) if text else ()
    return Ballot(0, ((mark,),), notes)


async def cast(box: BallotBox, token: bytes, nonce: bytes, one: Ballot, paper: bool = False) -> object:
    """The outcome."""
    outcome: asyncio.Future[object] = asyncio.get_running_loop().create_future()
    box.cast(token, nonce, one, outcome.set_result, paper)
    return await outcome


async def close_round(place: Place, meeting: MeetingState, round: Round, box: BallotBox) -> Round:
    closing = replace(round, state=State.CLOSING)
    await place.backend.store.move_all(meeting.id, [(closing, round.state)])
    await box.settle()
    votes = [one.ballot for one in await box.ballots()]
    counts = Counts(phone=box.turnout.phone, paper=box.turnout.paper)
    sealed = CountedBox((count_votes(votes),), [n for one in votes for n in one.notes], await box.spent_tags(), [])
    done = replace(closing, state=State.CLOSED, counts=counts)
    await place.backend.store.seal(meeting.id, done, sealed, ENTRY)
    await close_box(place, box)
    await place.backend.boxes.destroy(round.id)
    return done


async def close_box(place: Place, box: BallotBox) -> None:
    place.boxes.remove(box)
    await box.close()


def count_votes(ballots: list[Ballot]) -> Counter[Vote]:
    return Counter(vote for one in ballots for vote in one.votes())
