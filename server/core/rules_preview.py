"""A meeting's rules applied to made-up ballots, to show the secretary their effect in advance. Pure."""

import random
from collections import Counter
from fractions import Fraction
from itertools import accumulate

from .bands import part_bands, score_range
from .composition import compose
from .forms import Scale
from .meeting_document import dump
from .models import Additions, Attendance, Meeting, Part, Phase, Vote
from .record import LogHead, Record, Snapshot
from .rounds import CountedRound, Counts, Round, State

DEFAULT_VOTERS, MAX_VOTERS = 20, 500
"""Made-up voters of a group without a given size, and of the largest group."""
MAX_MARKS = 200_000
"""Limits the time for counting a preview."""

DECAY_RANGE = (0.02, 0.36)
"""How much rarer each next quarter of the scale is: for the best subject, and for the most disputed one."""


def preview(meeting: Meeting) -> Record:
    """The record of a meeting in which everybody voted at random. Equal documents give equal previews."""
    chance = random.Random(meeting.title)
    rounds = [_round(meeting, part, i, chance) for i, part in enumerate(meeting.parts, 1) if not part.entered]
    entered = {s.id: _entered_score(meeting, part) for part, s in meeting.subjects() if part.entered}
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
            log=LogHead(meeting.date),
            document=dump(meeting),
        )
    )


def _entered_score(meeting: Meeting, part: Part) -> Fraction:
    """At the floor of the best band; the greatest score where there is none."""
    bands = part_bands(meeting, part)
    return bands[0].floor if bands else score_range(part)[1]


def _voters(meeting: Meeting, group: int) -> int:
    marks_per_voter = sum(len(part.subjects) * len(part.form.items) for part in meeting.parts)
    affordable = max(1, MAX_MARKS // (marks_per_voter * len(meeting.groups)))
    return min(meeting.groups[group].size or DEFAULT_VOTERS, MAX_VOTERS, affordable)


def _round(meeting: Meeting, part: Part, number: int, chance: random.Random) -> CountedRound:
    votes = tuple(_votes(meeting, part, decay, chance) for decay in _decays(len(part.subjects), chance))
    ballots = sum(_voters(meeting, group) for group in meeting.voting_groups(part))
    ids = tuple(subject.id for subject in part.subjects)
    counts, day = Counts(eligible=ballots, phone=ballots), meeting.date
    round = Round(f"preview-{number}", number, part.name, ids, State.PUBLISHED, day, day, counts=counts)
    return CountedRound(round, votes)


def _decays(subjects: int, chance: random.Random) -> list[float]:
    """A decay per subject, spread over DECAY_RANGE: some must be low enough for a veto or quota to apply."""
    low, high = DECAY_RANGE
    decays = [low + (high - low) * (index + 0.5) / subjects for index in range(subjects)]
    chance.shuffle(decays)
    return decays


def _votes(meeting: Meeting, part: Part, decay: float, chance: random.Random) -> Counter[Vote]:
    """Votes on one subject; better marks are more likely, as in real meetings."""
    scales = [_weighted_marks(scale, decay) for scale in part.form.scales]
    votes: Counter[Vote] = Counter()
    for group in meeting.voting_groups(part):
        voters = _voters(meeting, group)
        columns = [chance.choices(marks, cum_weights=weights, k=voters) for marks, weights in scales]
        votes.update(Vote(group, row) for row in zip(*columns, strict=True))
    return votes


def _weighted_marks(scale: Scale, decay: float) -> tuple[list[int], list[float]]:
    """The marks from the best down, plain words in their order, and how often they occur, added up."""
    marks = sorted(scale.marks, key=lambda mark: -scale.value(mark)) if scale.has_values else list(scale.marks)
    return marks, list(accumulate(decay ** (4 * index / len(marks)) for index in range(len(marks))))
