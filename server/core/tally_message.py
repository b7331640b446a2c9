"""The `tally` message: the counts of one round as pages show them, while it is running and afterwards. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .bands import band_of, part_bands
from .counting import SubjectTally, items_json, score_basis, subject_json, tally_subject
from .hidden_groups import NONE_HIDDEN, HiddenGroups
from .models import Attendance, Meeting, Part, Vote
from .rounding import format_percent
from .rounds import COUNTED, RUNNING, Round, State
from .votes import RoundBallots, bases_json, figure_json, figures_of, subject_votes, votes_json

SHARE_DECIMALS = 1
"""Decimals of the percentages on pages; papers have two."""


@dataclass(frozen=True, slots=True)
class ReleasedVotes:
    """The votes of a round that may be shown, per subject. `valid`: the ballots they come from, `abstained` of which
    score nothing. `hidden`: as in CountedRound. `attendance`: of the round, or of the meeting now."""

    votes: Sequence[Mapping[Vote, int]]
    valid: int
    abstained: int
    hidden: Sequence[HiddenGroups] = ()
    attendance: Attendance = Attendance()


def tally_message(meeting: Meeting, round: Round, released: ReleasedVotes) -> dict[str, object]:
    """The `tally` message of a round that is not voided (CONTRACT "WebSocket").

    `counted` ballots are valid, `ballots` of them score something; `trim` scores are left out at either end. A score
    weighted by groups is not sent while the round is open: with the counts it would tell which of the few ballots
    released so far are a small group's (PROMISES P44).
    """
    part = meeting.part(round.part)
    assert part is not None and round.state is not State.VOIDED
    subjects = {subject.id: subject for subject in part.subjects}
    hidden = released.hidden or [NONE_HIDDEN] * len(round.subjects)
    columns = zip(round.subjects, released.votes, hidden, strict=True)
    tallies = [tally_subject(meeting, part, subjects[sid], votes, pooled) for sid, votes, pooled in columns]
    recused = tallies[0].recused if len(tallies) == 1 else 0  # a card recused from one of several scores the others
    basis = score_basis(meeting, part, tallies)
    is_withheld = basis == "weighted" and round.state in RUNNING
    return {
        "t": "tally",
        "round": round.id,
        "state": round.public_state,
        "basis": basis,
        "trim": meeting.rules.trim,
        "ballots": released.valid - released.abstained - recused,
        "abstained": released.abstained,
        "counted": released.valid,
        "subjects": [
            {
                **_shown_subject(meeting, part, tally, is_withheld),
                **_shown_votes(meeting, part, round, tally, released.attendance),
            }
            for tally in tallies
        ],
    }


def _shown_votes(
    meeting: Meeting, part: Part, round: Round, tally: SubjectTally, attendance: Attendance
) -> dict[str, object]:
    """The votes and figures of a subject (DECIDE §5). While the round is running every released ballot counts as
    returned and valid."""
    if meeting.edition == 1:
        return {}
    spoiled = round.counts.invalid if round.state in COUNTED else 0
    ballots = RoundBallots(tally, spoiled, attendance)
    votes = subject_votes(meeting, part, ballots)
    return {
        "bases": None if votes is None else bases_json(votes.bases),
        "votes": None if votes is None else votes_json(votes),
        "figures": [figure_json(figure) for figure in figures_of(meeting, part, ballots)],
    }


def _shown_subject(meeting: Meeting, part: Part, tally: SubjectTally, is_withheld: bool) -> dict[str, object]:
    """`subject_json`, and for the pages: how the score came about, its band, and percentages. `is_withheld`: without
    the score, and so without its band."""
    score, bands = None if is_withheld else tally.score, part_bands(meeting, part)
    rows = zip(items_json(tally), tally.items, strict=True)
    return {
        **subject_json(tally),
        **({} if meeting.edition == 1 else {"recused": tally.recused, "invalid": tally.invalid}),
        "score": None if is_withheld else tally.score_text,
        "basis": score_basis(meeting, part, [tally]),
        "band": None if score is None or not bands else band_of(bands, score).name,
        "shares": {name: format_percent(n, tally.ballots, SHARE_DECIMALS) for name, n in tally.bands},
        "items": [{**row, "shares": _shares(item.counts)} for row, item in rows],
    }


def _shares(counts: Sequence[int]) -> list[str | None]:
    """Percentages of all marks on the item."""
    return [format_percent(count, sum(counts), SHARE_DECIMALS) for count in counts]
