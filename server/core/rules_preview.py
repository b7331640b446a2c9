"""A meeting's rules on made-up ballots, so that the secretary sees what they do before the day. Pure."""

import random
from collections import Counter

from .meeting_document import dump
from .models import Additions, Attendance, Meeting, Part, Phase, Vote
from .record import Record, Snapshot, compose
from .rounds import CountedRound, Counts, Round, State

VOTERS = 20
"""Made-up voters of a group whose size is not given."""
MARKS = 200_000
"""Marks that are made up at most: a preview shows what the rules do, not how long counting takes."""

FALLS = (0.02, 0.36)
"""From one who is praised by nearly everybody to one on whom people differ."""


def preview(meeting: Meeting) -> Record:
    """The record as it would be if everybody had voted at random; the same document gives the same one."""
    chance = random.Random(meeting.title)
    rounds = [_round(meeting, part, i, chance) for i, part in enumerate(meeting.parts, 1) if not part.entered]
    entered = {s.id: meeting.rules.bands[0].floor for part, s in meeting.subjects() if part.entered}
    issued = sum(_voters(meeting, group) for group in range(len(meeting.groups)))
    return compose(
        Snapshot(
            id="preview",
            meeting=meeting,
            phase=Phase.REHEARSAL,
            attendance=Attendance(meeting.expected, 0 if meeting.expected else None),
            additions=Additions(entered=entered),
            issued=issued,
            voided=0,
            rounds=tuple(rounds),
            changed=meeting.date,
            document=dump(meeting),
        )
    )


def _voters(meeting: Meeting, group: int) -> int:
    lines = sum(len(part.subjects) * len(part.form.items) for part in meeting.parts)
    most = max(1, MARKS // (lines * len(meeting.groups)))
    return min(meeting.groups[group].size or VOTERS, 500, most)


def _round(meeting: Meeting, part: Part, number: int, chance: random.Random) -> CountedRound:
    columns = tuple(_column(meeting, part, fall, chance) for fall in _falls(len(part.subjects), chance))
    ballots = sum(_voters(meeting, group) for group in meeting.voting_groups(part))
    ids = tuple(subject.id for subject in part.subjects)
    counts, day = Counts(eligible=ballots, phone=ballots), meeting.date
    round = Round(f"preview-{number}", number, part.name, ids, State.PUBLISHED, day, day, counts=counts)
    return CountedRound(round, columns)


def _falls(subjects: int, chance: random.Random) -> list[float]:
    """How much rarer each next quarter of a scale is, for each subject: most are well thought of, some are not, so
    that a veto or a quota shows on somebody."""
    low, high = FALLS
    falls = [low + (high - low) * (place + 0.5) / subjects for place in range(subjects)]
    chance.shuffle(falls)
    return falls


def _column(meeting: Meeting, part: Part, fall: float, chance: random.Random) -> Counter[Vote]:
    """Ballots for one subject: better marks are likelier, as they are in real meetings."""
    marks = sorted(part.form.scale.marks, key=part.form.scale.value, reverse=True)
    likely = [fall ** (4 * place / len(marks)) for place in range(len(marks))]
    column: Counter[Vote] = Counter()
    for group in meeting.voting_groups(part):
        for _ in range(_voters(meeting, group)):
            column[Vote(group, tuple(chance.choices(marks, likely, k=len(part.form.items))))] += 1
    return column
