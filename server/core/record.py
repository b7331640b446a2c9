"""The record of a meeting: one snapshot in, every figure that is shown or printed out (DOMAIN §6).

Composes what counting, results and reconciliation say; every format is made from it. A round's
figures enter only where `visible`; voided rounds never. Knows no storage, clock or file format.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .canonical_json import canonical_json
from .counting import GroupTally, SubjectTally, basis, entered_tally, items_json, subject_json, tally_subject
from .models import Additions, Attendance, Meeting, Part, Phase, Subject, Vote
from .reconciliation import Reconciliation, reconcile, reconciliation_json
from .results import Judgement, QuotaOutcome, Result, judge, quota_json, result_json
from .rounding import figure_or_none, shortest
from .rounds import CountedRound, Round, State

MARKS = {
    "zh": {"rehearsal": "测试", "draft": "未截止"},
    "en": {"rehearsal": "测试 (test)", "draft": "未截止 (not final)"},
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A meeting at one instant, as stored. `changed` is the ISO time of the last logged change.

    `document` is the stored document, for the fingerprint. `draft` asks for what may be seen
    although rounds are open or unpublished. `open_air`: the phones talk plain http.
    """

    id: str
    meeting: Meeting
    phase: Phase
    attendance: Attendance
    additions: Additions
    issued: int
    voided: int
    rounds: tuple[CountedRound, ...]
    changed: str
    document: Mapping[str, object]
    draft: bool = False
    plain_http: bool = False


@dataclass(frozen=True, slots=True)
class SubjectRecord:
    """A subject and its tally; `tally` is None while its round's figures are held back.

    `round` is the round that counts for it: the latest that is not voided.
    """

    subject: Subject
    round: Round | None
    tally: SubjectTally | None


@dataclass(frozen=True, slots=True)
class PartRecord:
    part: Part
    subjects: tuple[SubjectRecord, ...]


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """A note about a subject; its place in the record says nothing about who wrote it."""

    subject: Subject
    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Record:
    """The whole record. `marks` must stand on every paper made from it: 测试, 未截止. `open_air` as in Snapshot."""

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
    fingerprint: str
    plain_http: bool

    def standings(self) -> dict[str, SubjectRecord]:
        return {standing.subject.id: standing for part in self.parts for standing in part.subjects}


Found = tuple[CountedRound, int]
Count = Callable[[Meeting, Part, Subject, Mapping[Vote, int]], SubjectTally]


def compose(snapshot: Snapshot, count: Count = tally_subject) -> Record:
    """The record of a snapshot. Equal snapshots give equal records, to the last byte. `count` counts one
    subject's votes; an archive's votes leave out the names of hidden groups and are counted otherwise."""
    meeting = snapshot.meeting
    rounds = tuple(sorted(snapshot.rounds, key=lambda counted: counted.round.number))
    counting = _counting(rounds)
    parts = tuple(_part(meeting, part, counting, snapshot.additions, count) for part in meeting.parts)
    judgement = _judged(meeting, parts, snapshot.additions)
    balance = reconcile(meeting, snapshot.attendance, snapshot.issued, snapshot.voided, rounds)
    plain = tuple(counted.round for counted in rounds)
    return Record(
        id=snapshot.id,
        meeting=meeting,
        phase=snapshot.phase,
        generated=snapshot.changed,
        draft=snapshot.draft,
        marks=tuple(_marks(snapshot)),
        parts=parts,
        results=judgement.results,
        quota=judgement.quota,
        reconciliation=balance,
        rounds=plain,
        notes=tuple(_notes(meeting, counting)),
        fingerprint=_fingerprint(snapshot.document, parts, plain, balance),
        plain_http=snapshot.plain_http,
    )


def _marks(snapshot: Snapshot) -> Iterator[str]:
    words = MARKS[snapshot.meeting.language]
    if snapshot.phase is Phase.REHEARSAL:
        yield words["rehearsal"]
    if snapshot.draft:
        yield words["draft"]


def _counting(rounds: Sequence[CountedRound]) -> dict[str, Found]:
    """The round that counts for each subject id, and the subject's place in it. Voided ones never do."""
    return {
        sid: (counted, place)
        for counted in rounds
        if counted.round.state is not State.VOIDED
        for place, sid in enumerate(counted.round.subjects)
    }


def _part(meeting: Meeting, part: Part, found: Mapping[str, Found], additions: Additions, count: Count) -> PartRecord:
    if part.entered:
        typed = ((s, entered_tally(meeting, s, additions.entered.get(s.id))) for s in part.subjects)
        return PartRecord(part, tuple(SubjectRecord(subject, None, tally) for subject, tally in typed))
    return PartRecord(part, tuple(_standing(meeting, part, s, found.get(s.id), count) for s in part.subjects))


def _standing(meeting: Meeting, part: Part, subject: Subject, found: Found | None, count: Count) -> SubjectRecord:
    if found is None:
        return SubjectRecord(subject, None, count(meeting, part, subject, {}))
    counted, place = found
    if not counted.round.visible(meeting.show):
        return SubjectRecord(subject, counted.round, None)
    return SubjectRecord(subject, counted.round, count(meeting, part, subject, counted.votes[place]))


def _judged(meeting: Meeting, parts: Sequence[PartRecord], additions: Additions) -> Judgement:
    """Only what may be seen is judged; of the rest the results say that it waits."""
    standings = [standing for part in parts for standing in part.subjects]
    tallies = {s.subject.id: s.tally for s in standings if s.tally is not None}
    waiting = {s.subject.id: s.round.outside for s in standings if s.tally is None and s.round is not None}
    return judge(meeting, tallies, additions, waiting)


def _notes(meeting: Meeting, counting: Mapping[str, Found]) -> Iterator[NoteRecord]:
    """By subject and box, then sorted by text, so that not even the stored order shows."""
    for part, subject in meeting.subjects():
        counted, place = counting.get(subject.id, (None, 0))
        if counted is not None and counted.round.visible(meeting.show):
            titles = {note.key: note.title for note in part.form.notes}
            for key, title in titles.items():
                texts = (n.text for n in counted.notes if n.subject == place and n.key == key)
                yield from (NoteRecord(subject, key, title, text) for text in sorted(texts))


def _fingerprint(
    document: Mapping[str, object], parts: Sequence[PartRecord], rounds: Sequence[Round], balance: Reconciliation
) -> str:
    """SHA-256 over the canonical JSON of what was voted: no decisions, no log (CONTRACT)."""
    content = {
        "document": document,
        "parts": [_part_json(part) for part in parts],
        "rounds": [_round_json(round) for round in rounds],
        "reconciliation": reconciliation_json(balance),
    }
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
        "reconciliation": reconciliation_json(record.reconciliation),
        "parts": [_part_json(part) for part in record.parts],
        "results": [result_json(result, meeting.rules.decimals) for result in record.results],
        "quota": record.quota and quota_json(record.quota),
        "rounds": [_round_json(round) for round in record.rounds],
        "notes": [{"subject": n.subject.id, "key": n.key, "text": n.text} for n in record.notes],
    }


def _part_json(record: PartRecord) -> dict[str, object]:
    part = record.part
    return {
        "name": part.name,
        "weight": shortest(part.weight),
        "form": part.form.id,
        "subjects": [_standing_json(part, standing) for standing in record.subjects],
    }


def _standing_json(part: Part, standing: SubjectRecord) -> dict[str, object]:
    """A subject's figures. Held-back ones are null, never 0: nobody may read them as "nobody voted"."""
    subject, tally = standing.subject, standing.tally
    named: dict[str, object] = {"id": subject.id, "name": subject.name, "unit": subject.unit}
    if tally is None:
        unknown: dict[str, object] = dict.fromkeys(("ballots", "abstained", "recused", "score"))
        return {**named, **unknown, "items": [], "bands": {}, "groups": []}
    items = [{**row, "title": item.title} for row, item in zip(items_json(tally), tally.items, strict=True)]
    groups = [_group_json(group, tally.decimals) for group in tally.groups]
    return {**named, **subject_json(tally), "recused": tally.recused, "items": items, "groups": groups}


def _group_json(group: GroupTally, decimals: int) -> dict[str, object]:
    return {
        "name": group.name,
        "weight": None if group.weight is None else shortest(group.weight),
        "ballots": group.ballots,
        "mean": figure_or_none(group.mean, decimals),
        "suppressed": group.suppressed,
    }


def _round_json(round: Round) -> dict[str, object]:
    return {
        "id": round.id,
        "part": round.part,
        "subjects": list(round.subjects),
        "state": round.outside,
        "opened": round.opened,
        "closed": round.closed,
        "voided": (round.reason or "") if round.state is State.VOIDED else None,
    }


def live_tally(
    meeting: Meeting,
    part: Part,
    round: Round,
    votes: Sequence[Mapping[Vote, int]],
    counted: int,
    state: str,
    abstained: int | None = None,
) -> dict[str, object]:
    """The `tally` message: `counted` valid ballots so far, `ballots` of them score something.

    `votes` are those released, per subject. `abstained` whole ballots among them; without it the
    round's own count, which is final once closed. `trim`: how many scores the rules leave out at either end.
    """
    assert round.state is not State.VOIDED
    subjects = {subject.id: subject for subject in part.subjects}
    tallies = [tally_subject(meeting, part, subjects[s], cast) for s, cast in zip(round.subjects, votes, strict=True)]
    silent = round.counts.abstained if abstained is None else abstained
    away = tallies[0].recused if len(tallies) == 1 else 0  # a card recused from one of many scores the others
    return {
        "t": "tally",
        "round": round.id,
        "state": state,
        "basis": basis(meeting, part, tallies),
        "trim": meeting.rules.trim,
        "ballots": counted - silent - away,
        "abstained": silent,
        "counted": counted,
        "subjects": [subject_json(tally) for tally in tallies],
    }
