"""The results of the persons in a part with `decide`, which is a roster of its own (DECIDE §3, §5). Counts nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from .grade_reasons import Reason, flag_reason, sentences
from .models import Additions, Decision, Meeting, Part, Subject
from .part_votes import PartVotes
from .vote_reasons import missing_number_remarks, vote_reasons, vote_remarks, waiting_remark
from .votes import SubjectVotes, votes_json


@dataclass(frozen=True, slots=True)
class DecidedResult:
    """One person's proposed grade by votes, and the decision, if any. `votes`: None until a round is closed and may be
    seen. `grades`: those that may be decided. `awaits`: as in PartVotes."""

    part: Part
    subject: Subject
    rank: int | None
    votes: SubjectVotes | None
    grade: str | None
    grades: tuple[str, ...]
    awaits: tuple[str, ...]
    reasons: tuple[Reason, ...]
    remarks: tuple[Reason, ...]
    decided: Decision | None


def decided_results(
    meeting: Meeting, votes: PartVotes, additions: Additions, waiting: Mapping[str, str]
) -> tuple[DecidedResult, ...]:
    """By rank, then in document order. `waiting`: by subject id, the state of a round that is open or withheld."""
    results = [_result(meeting, votes, subject, additions, waiting) for subject in votes.part.subjects]
    return tuple(sorted(results, key=lambda result: len(results) + 1 if result.rank is None else result.rank))


def _result(
    meeting: Meeting, votes: PartVotes, subject: Subject, additions: Additions, waiting: Mapping[str, str]
) -> DecidedResult:
    """Flags are stated and change nothing."""
    id, words = subject.id, sentences(meeting)
    verdict = votes.verdicts.get(id)
    reasons = () if verdict is None else tuple(vote_reasons(meeting, verdict))
    return DecidedResult(
        part=votes.part,
        subject=subject,
        rank=votes.ranks.get(id),
        votes=votes.votes.get(id),
        grade=None if verdict is None else verdict.grade,
        grades=grades_of(votes.part),
        awaits=votes.awaits[id],
        reasons=(*reasons, *(flag_reason(words, flag) for flag in additions.flags.get(id, ()))),
        remarks=tuple(_remarks(meeting, votes, id, waiting.get(id, ""))),
        decided=additions.decisions.get(id),
    )


def grades_of(part: Part) -> tuple[str, ...]:
    """The grades that the part's rules can give, in their order."""
    return () if part.decide is None else tuple(dict.fromkeys(rule.grade for rule in part.decide.rules))


def _remarks(meeting: Meeting, votes: PartVotes, id: str, state: str) -> Iterator[Reason]:
    if id not in votes.votes:
        yield waiting_remark(sentences(meeting), votes.part.name, state)
    yield from missing_number_remarks(meeting, votes.awaits[id])
    if id in votes.votes:
        yield from vote_remarks(meeting, votes.votes[id], votes.verdicts[id])


def result_votes_json(result: DecidedResult) -> dict[str, object] | None:
    """`votes` of a result."""
    return None if result.votes is None else {"part": result.part.name, **votes_json(result.votes)}


def decided_result_json(result: DecidedResult, roster: int) -> dict[str, object]:
    """A row of `results` in tally.json. `roster`: the 1-based place of the part's roster."""
    subject = result.subject
    return {
        "subject": {"name": subject.name, "unit": subject.unit},
        "ids": [subject.id],
        "roster": roster,
        "rank": result.rank,
        "parts": {},
        "adjustments": [],
        "score": None,
        "votes": result_votes_json(result),
        "grade": result.grade,
        "grades": list(result.grades),
        "awards": [],
        "awaits": list(result.awaits),
        "reasons": [asdict(reason) for reason in result.reasons],
        "remarks": [asdict(reason) for reason in result.remarks],
        "decided": result.decided and {"grade": result.decided.grade, "reason": result.decided.reason},
    }
