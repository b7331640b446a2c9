"""The `tally` message: the counts of one round as pages show them, while it is running and afterwards. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .attendance import Attendance
from .bands import band_of, part_bands
from .counting import score_basis, tally_of, tally_subject
from .models import Band, Meeting, Part, Subject
from .rounding import format_percent
from .rounds import COUNTED, RUNNING, CountedRound, Round, State
from .running_tally import RunningTally
from .tallies import SubjectTally
from .tally_json import item_shares, subject_json
from .votes import RoundBallots, votes_fields

SHARE_DECIMALS = 1
"""Decimals of the percentages on pages; papers have two."""


@dataclass(frozen=True, slots=True)
class ShownTallies:
    """The tallies of a round's subjects that may be shown. `valid`: the ballots they come from, `abstained` of which
    are 弃权 as a whole. `attendance`: of the round, or of the meeting while it has none."""

    tallies: Sequence[SubjectTally]
    valid: int
    abstained: int
    attendance: Attendance = Attendance()


def released_tallies(meeting: Meeting, round: Round, released: RunningTally, attendance: Attendance) -> ShownTallies:
    """Of the ballots that a running round has released until now."""
    subjects = _subjects(meeting, round)
    tallies = [tally_of(meeting, subject, count) for subject, count in zip(subjects, released.counts, strict=True)]
    return ShownTallies(tallies, released.counted, released.abstained, attendance)


def counted_tallies(meeting: Meeting, counted: CountedRound, attendance: Attendance) -> ShownTallies:
    """Of a closed round."""
    round, part = counted.round, meeting.part(counted.round.part)
    assert part is not None
    columns = enumerate(zip(_subjects(meeting, round), counted.votes, strict=True))
    tallies = [
        tally_subject(meeting, part, subject, votes, counted.hidden_groups(index))
        for index, (subject, votes) in columns
    ]
    return ShownTallies(tallies, round.counts.valid, round.counts.abstained, attendance)


def _subjects(meeting: Meeting, round: Round) -> list[Subject]:
    subjects = {subject.id: subject for _, subject in meeting.subjects()}
    return [subjects[sid] for sid in round.subjects]


def tally_message(meeting: Meeting, round: Round, shown: ShownTallies) -> dict[str, object]:
    """The `tally` message of a round that is not voided (CONTRACT "WebSocket").

    `counted` ballots are valid, `ballots` of them score something; `trim` scores are left out at either end. A score
    weighted by groups is not sent while the round is open: with the counts it would tell which of the few ballots
    released so far are a small group's (PROMISES P44).
    """
    part, tallies = meeting.part(round.part), shown.tallies
    assert part is not None and round.state is not State.VOIDED
    basis = score_basis(meeting, part, tallies)
    is_withheld = basis == "weighted" and round.state in RUNNING
    bands = part_bands(meeting, part)
    rows = zip(_subjects(meeting, round), tallies, strict=True)
    return {
        "t": "tally",
        "round": round.id,
        "state": round.public_state,
        "basis": basis,
        "trim": meeting.rules.trim,
        **_ballots(part, shown),
        "counted": shown.valid,
        "subjects": [
            {
                **_shown_subject(meeting, subject, tally),
                "basis": score_basis(meeting, part, [tally]),
                **_band(None if is_withheld else tally, bands),
                **_votes(meeting, part, round, tally, shown.attendance),
            }
            for subject, tally in rows
        ],
    }


def _ballots(part: Part, shown: ShownTallies) -> Mapping[str, int]:
    """Whole ballots that score something, and those that abstain. Of a round on one subject they are the subject's own;
    otherwise a card recused from one of several subjects scores the others."""
    if len(shown.tallies) == 1:
        return {"ballots": shown.tallies[0].ballots, "abstained": shown.tallies[0].abstained}
    abstained = 0 if part.zeroes_abstentions else shown.abstained
    return {"ballots": shown.valid - abstained, "abstained": abstained}


def _band(tally: SubjectTally | None, bands: Sequence[Band]) -> Mapping[str, object]:
    """The band of the score; `tally` is None while both are withheld."""
    if tally is None:
        return {"score": None, "band": None}
    return {"band": band_of(bands, tally.score).name if bands and tally.score is not None else None}


def _votes(
    meeting: Meeting, part: Part, round: Round, tally: SubjectTally, attendance: Attendance
) -> Mapping[str, object]:
    """The votes and figures of a subject (DECIDE §5). While the round is running every released ballot counts as
    returned and valid."""
    if meeting.edition == 1:
        return {}
    spoiled = round.counts.invalid if round.state in COUNTED else 0
    return votes_fields(meeting, part, RoundBallots(tally, spoiled, attendance))


def _shown_subject(meeting: Meeting, subject: Subject, tally: SubjectTally) -> Mapping[str, object]:
    """The row of tally.json without groups, and percentages for the pages."""
    row: dict[str, Any] = subject_json(meeting, tally)
    items = zip(row["items"], tally.items, strict=True)
    return {
        **row,
        "name": subject.name,
        "unit": subject.unit,
        "shares": {name: format_percent(n, tally.ballots, SHARE_DECIMALS) for name, n in tally.bands},
        "items": [{**shown, "shares": item_shares(item.counts, SHARE_DECIMALS)} for shown, item in items],
    }
