"""A part with `decide` as a whole: votes, verdicts, ranks and outcome of its subjects and written names (DECIDE §3)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from .attendance import Attendance
from .message_catalogue import section
from .models import Meeting, Part, Subject
from .outcome import Entrant, Outcome, RankKey, Verdict, outcome_of, rank_key, ranks, verdicts
from .vote_bases import missing_numbers
from .vote_rules import Decide
from .votes import RoundBallots, SubjectVotes, VoteShare, subject_votes
from .written_names import WrittenBallots, WrittenName, count_names, name_share, written_votes


@dataclass(frozen=True, slots=True)
class NameVotes:
    """A written name with the share of ballots that name it, and its verdict. It can be seated, but is no subject and
    has no result."""

    name: WrittenName
    share: VoteShare
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class PartVotes:
    """The maps are by subject id. `votes`, `verdicts` and `ranks` have the subjects of rounds that are closed and may
    be seen; `awaits` has every subject: what has to be known or done before its grade can be given (DECIDE §5)."""

    part: Part
    votes: Mapping[str, SubjectVotes] = field(default_factory=dict)
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    ranks: Mapping[str, int] = field(default_factory=dict)
    awaits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: tuple[NameVotes, ...] = ()
    outcome: Outcome | None = None


def decide_part(
    meeting: Meeting,
    part: Part,
    ballots: Mapping[str, RoundBallots],
    written: WrittenBallots | None = None,
    merges: Mapping[str, str] | None = None,
) -> PartVotes:
    """`ballots` by subject id and `written`: of rounds that are closed and may be seen. `merges`: spellings and the
    names that they count as."""
    assert part.decide is not None
    decide = part.decide
    subjects = [subject for subject in part.subjects if subject.id in ballots]
    names = _written_names(part, written, merges or {})
    labels = _labels(meeting, subjects)
    entrants = [
        *(_entrant(meeting, part, labels[subject.id], ballots[subject.id]) for subject in subjects),
        *(Entrant(name.name, votes, _written_key(decide, votes)) for name, votes in names),
    ]
    found, ids = verdicts(decide, entrants), [subject.id for subject in subjects]
    given = dict(zip(ids, found, strict=False))
    again = run_off(meeting, part)
    return PartVotes(
        part,
        votes={id: entrant.votes for id, entrant in zip(ids, entrants, strict=False)},
        verdicts=given,
        ranks=_ranks(decide, ids, entrants),
        awaits={subject.id: _awaits(meeting, part, subject, ballots, given, again) for subject in part.subjects},
        names=tuple(
            NameVotes(name, name_share(part.form, votes), verdict)
            for (name, votes), verdict in zip(names, found[len(ids) :], strict=True)
        ),
        outcome=outcome_of(decide, entrants, found, None if again is None else again.name),
    )


def run_off(meeting: Meeting, part: Part) -> Part | None:
    """The run-off of `part`; the latest if it was repeated."""
    return next((other for other in reversed(meeting.parts) if other.again == part.name), None)


def _labels(meeting: Meeting, subjects: Sequence[Subject]) -> dict[str, str]:
    """Names by id, with the unit where two subjects share the name."""
    namesakes = Counter(subject.name for subject in subjects)
    text = section(meeting.language, "reasons")["name_and_unit"]
    return {
        subject.id: text.format(name=subject.name, unit=subject.unit)
        if subject.unit and namesakes[subject.name] > 1
        else subject.name
        for subject in subjects
    }


def _entrant(meeting: Meeting, part: Part, label: str, ballots: RoundBallots) -> Entrant:
    votes = subject_votes(meeting, part, ballots)
    assert votes is not None and part.decide is not None
    values = (
        _ranking_votes(votes) if key == "votes" else _item_mean(part, key.removeprefix("item:"), ballots)
        for key in part.decide.rank
    )
    return Entrant(label, votes, rank_key(values))


def _item_mean(part: Part, key: str, ballots: RoundBallots) -> Fraction | None:
    return ballots.tally.items[part.form.index(key)].mean


def _written_names(
    part: Part, written: WrittenBallots | None, merges: Mapping[str, str]
) -> list[tuple[WrittenName, SubjectVotes]]:
    if written is None or part.decide is None:
        return []
    counted = count_names(written.lists, merges)
    return [(name, written_votes(part.decide, part.form, name, written)) for name in counted]


def _written_key(decide: Decide, votes: SubjectVotes) -> RankKey:
    """Nobody marks an item of a written name."""
    return rank_key(_ranking_votes(votes) if key == "votes" else None for key in decide.rank)


def _ranking_votes(votes: SubjectVotes) -> int:
    return votes.share_for(votes.decide.ranking).count


def _ranks(decide: Decide, ids: Sequence[str], entrants: Sequence[Entrant]) -> dict[str, int]:
    """Of the subjects alone: written names have no rank."""
    keys = [entrant.key for entrant in entrants[: len(ids)]]
    return dict(zip(ids, ranks(keys), strict=True)) if decide.rank else {}


def _awaits(
    meeting: Meeting,
    part: Part,
    subject: Subject,
    ballots: Mapping[str, RoundBallots],
    verdicts: Mapping[str, Verdict],
    again: Part | None,
) -> tuple[str, ...]:
    assert part.decide is not None
    own = ballots.get(subject.id)
    attendance: Attendance | None = None if own is None else own.attendance
    missing = missing_numbers(meeting, part, part.decide.base, attendance)
    if own is None:
        return (*missing, "round")
    is_tied = verdicts[subject.id].is_tied
    return (*missing, "again") if is_tied and not _is_in(again, subject) else missing


def _is_in(part: Part | None, subject: Subject) -> bool:
    persons: Iterable[tuple[str, str]] = () if part is None else (other.person for other in part.subjects)
    return subject.person in set(persons)
