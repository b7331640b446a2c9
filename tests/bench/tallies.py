"""Counting a large round on a fine scale, 200 subjects × 5,000 ballots × 1,001 marks: processor time of one thread."""

import random
import time
from dataclasses import replace
from pathlib import Path

from server.core import meeting_document
from server.core.attendance import Attendance
from server.core.codec import encode
from server.core.composition import compose
from server.core.counting import empty_counts
from server.core.models import Additions, Ballot, Meeting, Phase
from server.core.reconciliation import Cards
from server.core.record import LogHead, Snapshot
from server.core.record_json import record_json
from server.core.rounds import CountedRound, Counts, Round, State, votes_by_subject
from server.core.running_tally import STEP, RunningTally
from server.core.tally_message import released_tallies, tally_message
from tests.harness import Map

Row = tuple[str, str, str]
SUBJECTS, BALLOTS, STEPS = 200, 5000, 20
DOCUMENT: Map = {
    "title": "bench",
    "groups": [{"name": name} for name in "甲乙丙"],
    "parts": [
        {
            "name": "评分",
            "form": {
                "title": "百分位",
                "scale": {"min": 0, "max": 10, "step": "0.01"},
                "items": [{"key": "all", "title": "总分"}],
            },
            "subjects": [{"name": f"s{n}"} for n in range(SUBJECTS)],
        }
    ],
    "rules": {"trim": 1},
}


async def tallies(folder: Path) -> list[Row]:
    """The record of the closed round, and the last steps of its running tally with five new ballots each."""
    meeting = meeting_document.parse(DOCUMENT, {}, today="2026-01-01")
    chance = random.Random(1)
    ballots = [
        Ballot(n % 3, tuple((mark,) for mark in chance.choices(range(1001), k=SUBJECTS))) for n in range(BALLOTS)
    ]
    ids = tuple(subject.id for subject in meeting.parts[0].subjects)
    counts = Counts(BALLOTS, BALLOTS)
    round = Round("r1", 1, "评分", ids, State.CLOSED, "2026-01-01", "2026-01-01", counts=counts)
    return [
        ("tally.json of 200 × 5,000 on 1,001 marks", f"{_record(meeting, round, ballots):.1f} s", "≤ 3 s"),
        ("a step of its running tally", f"{_step(meeting, round, ballots):.0f} ms", "≤ 50 ms"),
    ]


def _record(meeting: Meeting, round: Round, ballots: list[Ballot]) -> float:
    votes = votes_by_subject(ballots, SUBJECTS)
    snapshot = Snapshot(
        id="bench",
        meeting=meeting,
        phase=Phase.LIVE,
        attendance=Attendance(),
        additions=Additions(),
        cards=Cards(BALLOTS, 0),
        rounds=(CountedRound(round, votes),),
        log=LogHead("2026-01-01"),
        document=meeting_document.dump(meeting),
    )
    begun = time.process_time()
    record_json(compose(snapshot))
    return time.process_time() - begun


def _step(meeting: Meeting, round: Round, ballots: list[Ballot]) -> float:
    """From the choice of what to release to the frame, in ms; the mean of several steps."""
    part, running = meeting.parts[0], replace(round, state=State.OPEN)
    tally = RunningTally(part, empty_counts(meeting, part, SUBJECTS))
    stored = [(n.to_bytes(16, "big"), ballot) for n, ballot in enumerate(ballots)]
    tally.add(stored[: BALLOTS - STEPS * STEP])
    tally.release(tally.due(random.Random(1).shuffle))
    begun = time.process_time()
    for start in range(BALLOTS - STEPS * STEP, BALLOTS, STEP):
        tally.add(stored[start : start + STEP])
        tally.release(tally.due(random.Random(1).shuffle))
        encode(tally_message(meeting, running, released_tallies(meeting, running, tally, Attendance())))
    return 1000 * (time.process_time() - begun) / STEPS
