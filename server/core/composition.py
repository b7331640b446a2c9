"""Composes the record of a meeting from one snapshot (DOMAIN §6): combines counting, votes, results and reconciliation.

A round's tally enters only while it may be seen; a voided round's never. Knows no storage, clock or file format.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .attendance import Attendance
from .counting import entered_tally, tally_subject
from .disclosure import shows_tally
from .hidden_groups import NONE_HIDDEN, HiddenGroups
from .judgement import Judgement, judge
from .last_year import LastYear
from .message_catalogue import section
from .models import Additions, Meeting, Part, Phase, Subject, Vote
from .part_votes import PartVotes, decide_part
from .reconciliation import reconcile
from .record import NoteRecord, PartRecord, Record, Snapshot, SubjectRecord
from .record_json import fingerprint, record_digest
from .results import Result
from .rounds import CountedRound, State
from .tallies import SubjectTally
from .vote_bases import voters_of
from .votes import RoundBallots, figures_of
from .written_names import WrittenBallots

SubjectRound = tuple[CountedRound, int]
"""The round that counts for a subject, and the subject's index in it."""
CountVotes = Callable[[Meeting, Part, Subject, Mapping[Vote, int], HiddenGroups], SubjectTally]


def compose(snapshot: Snapshot, count: CountVotes = tally_subject) -> Record:
    """The record of a snapshot. Equal snapshots give equal records, byte for byte.

    `count` tallies one subject; an archive passes its own, because its votes omit the names of hidden groups.
    """
    meeting = snapshot.meeting
    rounds = tuple(_withholding(snapshot))
    subject_rounds = _subject_rounds(rounds)
    sources = _Sources(meeting, snapshot.attendance, snapshot.additions, subject_rounds, count)
    parts = tuple(_part_record(sources, part) for part in meeting.parts)
    judgement = _judgement(meeting, parts, snapshot.additions)
    balance = reconcile(meeting, snapshot.attendance, snapshot.cards, rounds)
    without_votes = tuple(counted.round for counted in rounds)
    record = Record(
        id=snapshot.id,
        meeting=meeting,
        phase=snapshot.phase,
        generated=snapshot.log.at,
        draft=snapshot.draft,
        marks=tuple(_marks(snapshot)),
        parts=parts,
        results=_with_last_year(meeting, judgement, snapshot.last_year),
        rosters=judgement.rosters,
        quota=judgement.quota,
        reconciliation=balance,
        rounds=without_votes,
        notes=tuple(_note_records(meeting, subject_rounds)),
        withheld=frozenset(counted.round.id for counted in rounds if counted.withheld),
        fingerprint=fingerprint(meeting, snapshot.document, parts, without_votes, balance),
        digest="",
        earlier=snapshot.log.records,
        plain_http=snapshot.plain_http,
        signer=snapshot.signer,
        format=snapshot.format,
        version=snapshot.version,
        changes=snapshot.changes,
        texts=snapshot.texts,
        last_year=snapshot.last_year,
    )
    return replace(record, digest=record_digest(record, snapshot))


def _withholding(snapshot: Snapshot) -> Iterator[CountedRound]:
    """The rounds in order; `withheld` is set where the tally may not be seen."""
    for counted in sorted(snapshot.rounds, key=lambda one: one.round.number):
        yield replace(counted, withheld=not shows_tally(snapshot.meeting, snapshot.phase, counted))


def _marks(snapshot: Snapshot) -> Iterator[str]:
    words = section(snapshot.meeting.language, "record")
    if snapshot.phase is Phase.REHEARSAL:
        yield words["rehearsal"]
    if snapshot.draft:
        yield words["draft"]


def _subject_rounds(rounds: Sequence[CountedRound]) -> dict[str, SubjectRound]:
    """By subject id; voided rounds do not count."""
    return {
        sid: (counted, index)
        for counted in rounds
        if counted.round.state is not State.VOIDED
        for index, sid in enumerate(counted.round.subjects)
    }


@dataclass(frozen=True, slots=True)
class _Sources:
    """What the record of a part is made from. `rounds` by subject id."""

    meeting: Meeting
    attendance: Attendance
    additions: Additions
    rounds: Mapping[str, SubjectRound]
    count: CountVotes

    def is_visible(self, id: str) -> bool:
        """Whether the round that counts for the subject is closed and may be seen."""
        counted, _ = self.rounds.get(id, (None, 0))
        return counted is not None and not counted.withheld


def _part_record(sources: _Sources, part: Part) -> PartRecord:
    meeting, entered = sources.meeting, sources.additions.entered
    if part.entered:
        tallies = ((s, entered_tally(meeting, s, entered.get(s.id))) for s in part.subjects)
        return PartRecord(part, tuple(SubjectRecord(subject, None, tally) for subject, tally in tallies))
    subjects = [_subject_record(sources, part, subject) for subject in part.subjects]
    ballots = {
        record.subject.id: _ballots(sources, record.subject.id, record.tally)
        for record in subjects
        if record.tally is not None and sources.is_visible(record.subject.id)
    }
    votes = _part_votes(sources, part, ballots) if part.decide else None
    return PartRecord(part, tuple(_with_votes(meeting, part, record, ballots, votes) for record in subjects), votes)


def _ballots(sources: _Sources, id: str, tally: SubjectTally) -> RoundBallots:
    round = sources.rounds[id][0].round
    return RoundBallots(tally, round.counts.invalid, round.attendance_or(sources.attendance))


def _part_votes(sources: _Sources, part: Part, ballots: Mapping[str, RoundBallots]) -> PartVotes:
    """A part with names written in is opened as a whole, so that they are all in one round."""
    last = max((sources.rounds[id][0] for id in ballots), key=lambda counted: counted.round.number, default=None)
    written = None if last is None else _written(sources, part, last)
    return decide_part(sources.meeting, part, ballots, written, sources.additions.merges.get(part.name))


def _written(sources: _Sources, part: Part, counted: CountedRound) -> WrittenBallots:
    counts, attendance = counted.round.counts, counted.round.attendance_or(sources.attendance)
    voters = voters_of(sources.meeting, part, attendance)
    return WrittenBallots(counted.write_ins, counts.valid, counts.invalid, voters)


def _subject_record(sources: _Sources, part: Part, subject: Subject) -> SubjectRecord:
    meeting, count = sources.meeting, sources.count
    counted, index = sources.rounds.get(subject.id, (None, 0))
    if counted is None:
        return SubjectRecord(subject, None, count(meeting, part, subject, {}, NONE_HIDDEN))
    if counted.withheld:
        return SubjectRecord(subject, counted.round, None)
    tally = count(meeting, part, subject, counted.votes[index], counted.hidden_groups(index))
    return SubjectRecord(subject, counted.round, tally)


def _with_votes(
    meeting: Meeting, part: Part, record: SubjectRecord, ballots: Mapping[str, RoundBallots], votes: PartVotes | None
) -> SubjectRecord:
    id = record.subject.id
    if id not in ballots:
        return record
    own = None if votes is None else votes.votes.get(id)
    return replace(record, votes=own, figures=figures_of(meeting, part, ballots[id]))


def _judgement(meeting: Meeting, parts: Sequence[PartRecord], additions: Additions) -> Judgement:
    """From the tallies that may be seen; results say which others are still withheld."""
    subjects = [subject for part in parts for subject in part.subjects]
    tallies = {s.subject.id: s.tally for s in subjects if s.tally is not None}
    waiting = {s.subject.id: s.round.public_state for s in subjects if s.tally is None and s.round is not None}
    votes = {part.part.name: part.votes for part in parts if part.votes is not None}
    return judge(meeting, tallies, additions, waiting, votes)


def _with_last_year(meeting: Meeting, judgement: Judgement, last_year: LastYear | None) -> tuple[Result, ...]:
    """A person who is voted on as well as scored has last year's result beside this year's score only."""
    if last_year is None:
        return judgement.results
    of_person = last_year.of_person(meeting)
    decided = {one.roster.number for one in judgement.rosters if one.roster.is_decided}
    scored = {result.person for result in judgement.results if result.roster not in decided}
    return tuple(
        result
        if result.roster in decided and result.person in scored
        else replace(result, last_year=of_person.get(result.person))
        for result in judgement.results
    )


def _note_records(meeting: Meeting, rounds: Mapping[str, SubjectRound]) -> Iterator[NoteRecord]:
    """By subject and note box, then sorted by text, so that the stored order does not show."""
    for part, subject in meeting.subjects():
        counted, index = rounds.get(subject.id, (None, 0))
        if counted is not None and not counted.withheld:
            for box in part.form.notes:
                texts = sorted(n.text for n in counted.notes if n.subject == index and n.key == box.key)
                yield from (NoteRecord(subject, box.key, box.title, text) for text in texts)
