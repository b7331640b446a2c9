"""A meeting's rules applied to made-up ballots, to show the secretary their effect in advance. Pure."""

import random
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

from .attendance import Attendance
from .bands import part_bands, score_range
from .composition import compose
from .forms import Form, Limit, Scale
from .meeting_document import dump
from .models import Additions, Meeting, Part, Phase, Vote
from .reconciliation import Cards
from .record import LogHead, Record, Snapshot
from .rounds import CountedRound, Counts, Round, State
from .rules_document import write_bands

DEFAULT_VOTERS, MAX_VOTERS = 20, 500
"""Made-up voters of a group whose size is unknown, and of the largest group."""
MAX_MARKS = 200_000
"""Limits the time for counting a preview."""

DECAY_RANGE = (0.02, 0.28)
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
            cards=Cards(issued, 0),
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
    """At the floor of the best band; the greatest score where there is none."""
    bands = part_bands(meeting, part)
    return bands[0].floor if bands else score_range(part)[1]


def _voters(meeting: Meeting, group: int) -> int:
    """At most the size of the group; of a group without one its share of those expected."""
    marks_per_voter = sum(len(part.subjects) * len(part.form.items) for part in meeting.parts)
    affordable = max(1, MAX_MARKS // (marks_per_voter * len(meeting.groups)))
    share = (meeting.expected or 0) // len(meeting.groups)
    return min(meeting.groups[group].size or share or DEFAULT_VOTERS, MAX_VOTERS, affordable)


def _round(meeting: Meeting, part: Part, number: int, chance: random.Random) -> CountedRound:
    decays = _decays(len(part.subjects), chance)
    votes = tuple(Counter[Vote]() for _ in decays)
    for group in meeting.voting_groups(part):
        for ballot in _ballots(part.form, decays, _voters(meeting, group), chance):
            for counter, row in zip(votes, ballot, strict=True):
                counter[Vote(group, tuple(row))] += 1
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


def _ballots(form: Form, decays: Sequence[float], voters: int, chance: random.Random) -> list[list[list[int]]]:
    """A row of marks for each subject, by voter. Better marks are more likely, as in real meetings; nobody abstains."""
    columns = [
        [chance.choices(marks, cum_weights=weights, k=voters) for marks, weights in _scales(form, decay)]
        for decay in decays
    ]
    ballots = [[[column[voter] for column in subject] for subject in columns] for voter in range(voters)]
    for ballot in ballots:
        for limit in form.limits:
            _keep(limit, form, ballot, [decay * chance.random() for decay in decays])
    return ballots


def _scales(form: Form, decay: float) -> list[tuple[list[int], list[float]]]:
    return [_weighted_marks(scale, decay) for scale in form.scales]


def _keep(limit: Limit, form: Form, ballot: list[list[int]], dislike: Sequence[float]) -> None:
    """Change marks of a ballot until it keeps a limit, of the least liked subjects first. `dislike`: by subject."""
    for item, scale in enumerate(form.scales):
        inside = [mark for mark in scale.marks if scale.choices and scale.choices[mark].name in limit.choices]
        outside = [mark for mark in scale.marks if mark not in inside]
        if not inside or not outside:
            continue
        liked = sorted(range(len(ballot)), key=dislike.__getitem__)
        chosen = [subject for subject in liked if ballot[subject][item] in inside]
        others = [subject for subject in liked if subject not in chosen]
        for subject in chosen[limit.most(len(ballot)) :]:
            ballot[subject][item] = outside[0]
        for subject in others[: max(0, limit.least - len(chosen))]:
            ballot[subject][item] = inside[0]


def _weighted_marks(scale: Scale, decay: float) -> tuple[list[int], list[float]]:
    """The marks from the best down, plain words in their order, and how often they occur, added up."""
    marks = sorted(scale.marks, key=lambda mark: -scale.value(mark)) if scale.has_values else list(scale.marks)
    return marks, list(accumulate(decay ** (4 * index / len(marks)) for index in range(len(marks))))
