"""Which tallies may be seen. A handful of ballots shows how a person voted, so it takes two people to read them: the
chair closes the round, and the desk states that the judges are few (`rules.panel`; PROMISES P24, P58). Pure.
"""

from collections.abc import Iterable, Mapping

from .ballot_scores import is_scored
from .errors import Refused
from .message_catalogue import section
from .models import Meeting, Part, Phase, Row, Show, Vote
from .rounds import COUNTED, RUNNING, CountedRound, Round, State

MIN_SHOWN_BALLOTS = 5
"""A tally of fewer ballots, but not of none, is shown only where `rules.panel` is set."""


def is_relevant(part: Part, row: Row) -> bool:
    """Whether a ballot with this row on a subject counts towards MIN_SHOWN_BALLOTS: it scores the subject, or in a part
    with `decide` abstains from it, which is a vote too."""
    return isinstance(row, tuple) if part.decide is not None else is_scored(part, row)


def has_few_ballots(part: Part, votes: Mapping[Vote, int]) -> bool:
    """Whether these votes on a subject contain relevant ballots, but too few. None at all reveal nobody."""
    ballots = 0
    for vote, times in votes.items():
        ballots += times if is_relevant(part, vote.marks) else 0
        if ballots >= MIN_SHOWN_BALLOTS:
            return False
    return ballots > 0


def is_too_few(meeting: Meeting, phase: Phase, counted: CountedRound) -> bool:
    """Whether a counted round is withheld because some subject has few ballots. A rehearsal's ballots are nobody's;
    earlier versions certified meetings with such rounds."""
    if counted.round.state not in COUNTED or meeting.rules.panel or phase is not Phase.LIVE:
        return False
    part = meeting.part(counted.round.part)
    return part is not None and any(has_few_ballots(part, votes) for votes in counted.votes)


def shows_tally(meeting: Meeting, phase: Phase, counted: CountedRound) -> bool:
    """Whether the whole tally may be seen now. Earlier versions published rounds that are too few now: they stay."""
    state = counted.round.state
    if state is State.PUBLISHED:
        return True
    if state is not State.CLOSED or counted.withheld:
        return False
    return meeting.show is Show.LIVE and not is_too_few(meeting, phase, counted)


def may_show_tally(meeting: Meeting, phase: Phase, counted: CountedRound) -> bool:
    """Whether the tally may be seen now, or in parts while the round is running."""
    if counted.round.state in RUNNING:
        return meeting.show is Show.LIVE
    return shows_tally(meeting, phase, counted)


def unpublished_rounds(meeting: Meeting, phase: Phase, rounds: Iterable[CountedRound]) -> list[CountedRound]:
    """The counted rounds whose results are still withheld."""
    return [one for one in rounds if one.round.state in COUNTED and not shows_tally(meeting, phase, one)]


def refuse_if_unpublished(meeting: Meeting, phase: Phase, rounds: Iterable[CountedRound]) -> None:
    """Raises Refused `not_published`, with the names where publishing needs `rules.panel` first."""
    unpublished = unpublished_rounds(meeting, phase, rounds)
    few = [one.round for one in unpublished if is_too_few(meeting, phase, one)]
    if few:
        raise Refused("not_published", few=subject_names(meeting, few))
    if unpublished:
        raise Refused("not_published")


def subject_names(meeting: Meeting, rounds: Iterable[Round]) -> str:
    """The names of all subjects of these rounds, in the meeting's language."""
    names = {subject.id: subject.name for _, subject in meeting.subjects()}
    separator = section(meeting.language, "punctuation")["list"]
    return separator.join(names.get(sid, sid) for round in rounds for sid in round.subjects)


def has_results(meeting: Meeting, phase: Phase, rounds: Iterable[CountedRound]) -> bool:
    return any(shows_tally(meeting, phase, one) for one in rounds)
