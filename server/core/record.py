"""The record of a meeting: from one snapshot, every value that is shown or printed (DOMAIN §6).

Combines counting, results and reconciliation; every format is made from it. A round's tally enters only while it may be
seen; a voided round's never. Knows no storage, clock or file format.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from . import additions
from .canonical_json import canonical_json
from .changes import Change
from .counting import entered_tally, tally_subject
from .disclosure import shows_tally
from .hidden_groups import NONE_HIDDEN, HiddenGroups
from .message_catalogue import section
from .models import Additions, Attendance, Meeting, Part, Phase, Subject, Vote
from .reconciliation import Reconciliation, reconcile, reconciliation_json
from .results import Judgement, QuotaOutcome, Result, judge, quota_json, result_json
from .rounding import format_shortest
from .rounds import CountedRound, Round, State
from .tallies import SubjectTally
from .tally_json import group_json, subject_json, withheld_json

FORMAT = 4
"""Format of the record and its papers, as stated in archives. Archives of formats 1 and 2 have no `record` and no
signature; their papers are rendered without those, as they were written."""
UNRECORDED_ACTS = ("key", "admit")
"""Acts in the log that change no result, decision, note or name, so that the record stays the same."""


@dataclass(frozen=True, slots=True)
class LogHead:
    """What a record takes from the log. `at`: ISO time of the last entry; `chain`: hash of the last entry but for
    UNRECORDED_ACTS; `records`: the values that `record` had before decisions made after certification, oldest
    first."""

    at: str = ""
    chain: str = ""
    records: tuple[str, ...] = ()


def replaced_record(act: str, detail: Mapping[str, object]) -> tuple[str, ...]:
    """The value `record` that a decision after certification has replaced, if this is one."""
    return (str(detail["record"]),) if act == "decisions" and "record" in detail else ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A meeting at one instant, as stored.

    `document` is the JSON of `meeting`, for the fingerprint: a new field must be left out while it is not set.
    `draft`: show what may be seen although rounds are open or unpublished. `plain_http`: phones were served without
    TLS in some round. `signer`: digest of the key that signs the archive, printed on the count report. `changes`: for
    the count report, so they may be missing elsewhere.
    """

    id: str
    meeting: Meeting
    phase: Phase
    attendance: Attendance
    additions: Additions
    issued: int
    voided: int
    rounds: tuple[CountedRound, ...]
    log: LogHead
    document: Mapping[str, object]
    draft: bool = False
    plain_http: bool = False
    signer: str = ""
    format: int = FORMAT
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class SubjectRecord:
    """A subject and its tally, None while it is withheld. `round` is the one that counts: the latest not voided."""

    subject: Subject
    round: Round | None
    tally: SubjectTally | None


@dataclass(frozen=True, slots=True)
class PartRecord:
    part: Part
    subjects: tuple[SubjectRecord, ...]


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """A note on a subject; its position in the record says nothing about its author."""

    subject: Subject
    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Record:
    """The whole record. Every paper made from it must carry its `marks`: 测试, 未截止.

    `withheld`: ids of the rounds whose tally may not be seen. `digest` is the value `record` in tally.json: SHA-256
    over everything. `earlier`: the values that it had when the papers may have been signed. `plain_http`, `signer`,
    `format` and `changes` as in Snapshot.
    """

    id: str
    meeting: Meeting
    phase: Phase
    generated: str
    draft: bool
    marks: tuple[str, ...]
    parts: tuple[PartRecord, ...]
    results: tuple[Result, ...]
    quota: QuotaOutcome | None
    reconciliation: Reconciliation
    rounds: tuple[Round, ...]
    notes: tuple[NoteRecord, ...]
    withheld: frozenset[str]
    fingerprint: str
    digest: str
    earlier: tuple[str, ...]
    plain_http: bool
    signer: str
    format: int
    changes: tuple[Change, ...]

    def subject_records(self) -> dict[str, SubjectRecord]:
        """By subject id."""
        return {subject.subject.id: subject for part in self.parts for subject in part.subjects}


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
    parts = tuple(_part_record(meeting, part, subject_rounds, snapshot.additions, count) for part in meeting.parts)
    judgement = _judgement(meeting, parts, snapshot.additions)
    balance = reconcile(meeting, snapshot.attendance, snapshot.issued, snapshot.voided, rounds)
    without_votes = tuple(counted.round for counted in rounds)
    record = Record(
        id=snapshot.id,
        meeting=meeting,
        phase=snapshot.phase,
        generated=snapshot.log.at,
        draft=snapshot.draft,
        marks=tuple(_marks(snapshot)),
        parts=parts,
        results=judgement.results,
        quota=judgement.quota,
        reconciliation=balance,
        rounds=without_votes,
        notes=tuple(_note_records(meeting, subject_rounds)),
        withheld=frozenset(counted.round.id for counted in rounds if counted.withheld),
        fingerprint=_fingerprint(snapshot, parts, without_votes, balance),
        digest="",
        earlier=snapshot.log.records,
        plain_http=snapshot.plain_http,
        signer=snapshot.signer,
        format=snapshot.format,
        changes=snapshot.changes,
    )
    return replace(record, digest=_digest(record, snapshot))


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


def _part_record(
    meeting: Meeting, part: Part, rounds: Mapping[str, SubjectRound], additions: Additions, count: CountVotes
) -> PartRecord:
    if part.entered:
        entered = ((s, entered_tally(meeting, s, additions.entered.get(s.id))) for s in part.subjects)
        return PartRecord(part, tuple(SubjectRecord(subject, None, tally) for subject, tally in entered))
    return PartRecord(part, tuple(_subject_record(meeting, part, s, rounds.get(s.id), count) for s in part.subjects))


def _subject_record(
    meeting: Meeting, part: Part, subject: Subject, subject_round: SubjectRound | None, count: CountVotes
) -> SubjectRecord:
    if subject_round is None:
        return SubjectRecord(subject, None, count(meeting, part, subject, {}, NONE_HIDDEN))
    counted, index = subject_round
    if counted.withheld:
        return SubjectRecord(subject, counted.round, None)
    tally = count(meeting, part, subject, counted.votes[index], counted.hidden_groups(index))
    return SubjectRecord(subject, counted.round, tally)


def _judgement(meeting: Meeting, parts: Sequence[PartRecord], additions: Additions) -> Judgement:
    """From the tallies that may be seen; results say which others are still withheld."""
    subjects = [subject for part in parts for subject in part.subjects]
    tallies = {s.subject.id: s.tally for s in subjects if s.tally is not None}
    waiting = {s.subject.id: s.round.public_state for s in subjects if s.tally is None and s.round is not None}
    return judge(meeting, tallies, additions, waiting)


def _note_records(meeting: Meeting, rounds: Mapping[str, SubjectRound]) -> Iterator[NoteRecord]:
    """By subject and note box, then sorted by text, so that the stored order does not show."""
    for part, subject in meeting.subjects():
        counted, index = rounds.get(subject.id, (None, 0))
        if counted is not None and not counted.withheld:
            for box in part.form.notes:
                texts = sorted(n.text for n in counted.notes if n.subject == index and n.key == box.key)
                yield from (NoteRecord(subject, box.key, box.title, text) for text in texts)


def _fingerprint(
    snapshot: Snapshot, parts: Sequence[PartRecord], rounds: Sequence[Round], balance: Reconciliation
) -> str:
    """SHA-256 of the canonical JSON of the votes' outcome, without decisions and log (CONTRACT)."""
    meeting = snapshot.meeting
    content = {
        "document": snapshot.document,
        "parts": [_part_json(meeting, part) for part in parts],
        "rounds": [_round_json(round) for round in rounds],
        "reconciliation": reconciliation_json(balance),
    }
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def _digest(record: Record, snapshot: Snapshot) -> str:
    """SHA-256 of the canonical JSON of everything: all of tally.json but the time and itself, what people added, and
    the log up to the last entry that changed any of it (CONTRACT)."""
    tally = {key: value for key, value in record_json(record).items() if key not in ("generated", "record")}
    content = {"tally": tally, "added": additions.to_json(snapshot.additions), "log": snapshot.log.chain}
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def record_json(record: Record) -> dict[str, object]:
    """tally.json (CONTRACT). A draft also has `"draft": true`; `mark` holds 测试 and 未截止 where they apply."""
    meeting = record.meeting
    marks: dict[str, object] = {"draft": True} if record.draft else {}
    if record.marks:
        marks["mark"] = " ".join(record.marks)
    return {
        "meeting": {
            "id": record.id,
            "title": meeting.title,
            "organisation": meeting.organisation,
            "date": meeting.date,
            "phase": str(record.phase),
        },
        **marks,
        "generated": record.generated,
        "fingerprint": record.fingerprint,
        **({"record": record.digest} if record.format >= 3 else {}),
        "reconciliation": reconciliation_json(record.reconciliation),
        "parts": [_part_json(meeting, part) for part in record.parts],
        "results": [result_json(result, meeting.rules.decimals) for result in record.results],
        "quota": record.quota and quota_json(record.quota),
        "rounds": [_round_json(round) for round in record.rounds],
        "notes": [{"subject": n.subject.id, "key": n.key, "text": n.text} for n in record.notes],
    }


def _part_json(meeting: Meeting, record: PartRecord) -> dict[str, object]:
    part = record.part
    return {
        "name": part.name,
        "weight": format_shortest(part.weight),
        "form": part.form.id,
        "subjects": [_subject_record_json(meeting, subject) for subject in record.subjects],
    }


def _subject_record_json(meeting: Meeting, record: SubjectRecord) -> dict[str, object]:
    subject, tally = record.subject, record.tally
    identity: dict[str, object] = {"id": subject.id, "name": subject.name, "unit": subject.unit}
    if tally is None:
        return {**identity, **withheld_json(meeting)}
    return {**identity, **subject_json(meeting, tally), "groups": [group_json(meeting, g) for g in tally.groups]}


def _round_json(round: Round) -> dict[str, object]:
    return {
        "id": round.id,
        "part": round.part,
        "subjects": list(round.subjects),
        "state": round.public_state,
        "opened": round.opened,
        "closed": round.closed,
        "voided": (round.reason or "") if round.state is State.VOIDED else None,
    }
