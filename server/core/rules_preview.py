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
from .rules_document import write_bands

DEFAULT_VOTERS, MAX_VOTERS = 20, 500
"""Made-up voters of a group whose size is unknown, and of the largest group."""
MAX_MARKS = 200_000
"""Limits the time for counting a preview."""

DECAY_RANGE = (0.02, 0.32)
"""How much rarer each next quarter of the scale is: for the best subject, and for the most disputed one."""


def preview(meeting: Meeting) -> Record:
    """The record of a meeting in which everybody came and voted at random. Equal documents give equal previews."""
    chance = random.Random(meeting.title)
    rounds = [_round(meeting, part, i, chance) for i, part in enumerate(meeting.parts, 1) if not part.entered]
    entered = {s.id: _entered_score(meeting, part) for part, s in meeting.subjects() if part.entered}
    issued = sum(_voters(meeting, group) for group in range(len(meeting.groups)))
    return compose(
        Snapshot(
            id="preview",
            meeting=meeting,
            phase=Phase.REHEARSAL,
            attendance=Attendance(issued, max(0, (meeting.expected or issued) - issued)),
            additions=Additions(entered=entered),
            issued=issued,
            voided=0,
            rounds=tuple(rounds),
            log=LogHead(meeting.date),
            document=dump(meeting),
        )
    )


def setup_json(meeting: Meeting) -> list[dict[str, object]]:
    """What the set-up pages show of each part, in order: the bands that judge it, [] where it has no grades, and in a
    part decided by votes the item and its words."""
    return [
        {
            "bands": write_bands(part_bands(meeting, part)),
            "item": part.decide.item if part.decide else None,
            "words": list(part.form.scale_of(part.decide.item).words) if part.decide else [],
        }
        for part in meeting.parts
    ]


def _entered_score(meeting: Meeting, part: Part) -> Fraction:
    """The floor of the best band that judges the part, or the highest score that its form can give."""
    bands = part_bands(meeting, part)
    return bands[0].floor if bands else score_range(part)[1]


def _voters(meeting: Meeting, group: int) -> int:
    """At most the size of the group; of a group without one its share of those expected."""
    marks_per_voter = sum(len(part.subjects) * len(part.form.items) for part in meeting.parts)
    affordable = max(1, MAX_MARKS // (marks_per_voter * len(meeting.groups)))
    share = (meeting.expected or 0) // len(meeting.groups)
    return min(meeting.groups[group].size or share or DEFAULT_VOTERS, MAX_VOTERS, affordable)


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
    """Votes on one subject; better marks are more likely, as in real meetings. Nobody abstains."""
    marks = [_best_first(scale) for scale in part.form.scales]
    weights = [_cumulated(len(each), decay) for each in marks]
    votes: Counter[Vote] = Counter()
    for group in meeting.voting_groups(part):
        for _ in range(_voters(meeting, group)):
            row = (chance.choices(each, cum_weights=w)[0] for each, w in zip(marks, weights, strict=True))
            votes[Vote(group, tuple(row))] += 1
    return votes


def _best_first(scale: Scale) -> list[int]:
    """Marks from the highest value; words without values in their own order."""
    return sorted(scale.marks, key=scale.value, reverse=True) if scale.has_values else list(scale.marks)


def _cumulated(marks: int, decay: float) -> list[float]:
    return list(accumulate(decay ** (4 * index / marks) for index in range(marks)))
