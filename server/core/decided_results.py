"""The results of the persons in a part with `decide`, which is a roster of its own (DECIDE §3, §5). Counts nothing."""

from collections.abc import Iterator, Mapping

from .grade_reasons import Reason, flag_reason, sentences
from .models import Additions, Meeting, Part, Subject
from .part_votes import PartVotes
from .results import Result
from .vote_reasons import missing_number_remarks, vote_reasons, vote_remarks, waiting_remark
from .votes import votes_json


def decided_results(
    meeting: Meeting, votes: PartVotes, additions: Additions, waiting: Mapping[str, str]
) -> list[Result]:
    """By rank, then in document order. `waiting`: by subject id, the state of a round that is open or withheld."""
    results = [_result(meeting, votes, subject, additions, waiting) for subject in votes.part.subjects]
    return sorted(results, key=lambda result: len(results) + 1 if result.rank is None else result.rank)


def _result(
    meeting: Meeting, votes: PartVotes, subject: Subject, additions: Additions, waiting: Mapping[str, str]
) -> Result:
    """Flags are stated and change nothing."""
    id, words = subject.id, sentences(meeting)
    verdict = votes.verdicts.get(id)
    reasons = () if verdict is None else tuple(vote_reasons(meeting, verdict))
    flags = (flag_reason(words, flag) for flag in additions.flags.get(id, ()))
    return Result(
        name=subject.name,
        unit=subject.unit,
        subjects=(id,),
        grade=None if verdict is None else verdict.grade,
        reasons=(*reasons, *flags, *_remarks(meeting, votes, id, waiting.get(id, ""))),
        decided=additions.decisions.get(id),
        rank=votes.ranks.get(id),
        grades=grades_of(votes.part),
        votes=_votes_json(votes, id),
        awaits=votes.awaits.get(id, ()),
        by_votes=True,
    )


def grades_of(part: Part) -> tuple[str, ...]:
    """The grades that the part's rules can give, in their order."""
    return () if part.decide is None else tuple(dict.fromkeys(rule.grade for rule in part.decide.rules))


def _votes_json(votes: PartVotes, id: str) -> dict[str, object] | None:
    """`votes` of a result."""
    own = votes.votes.get(id)
    return None if own is None else {"part": votes.part.name, **votes_json(own)}


def _remarks(meeting: Meeting, votes: PartVotes, id: str, state: str) -> Iterator[Reason]:
    if id not in votes.votes:
        yield waiting_remark(sentences(meeting), votes.part.name, state)
    yield from missing_number_remarks(meeting, votes.awaits.get(id, ()))
    if id in votes.votes:
        yield from vote_remarks(meeting, votes.votes[id], votes.verdicts[id], _run_off(votes, id))


def _run_off(votes: PartVotes, id: str) -> str | None:
    """The part in which a tied subject is voted on again."""
    is_waiting = "again" in votes.awaits.get(id, ())
    return None if is_waiting or votes.outcome is None else votes.outcome.again
