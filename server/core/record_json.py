"""The record as JSON: tally.json (CONTRACT, DECIDE §5), and the digests over it."""

import hashlib
from collections.abc import Mapping, Sequence

from . import additions
from .canonical_json import canonical_json
from .judgement import judgement_quota_json, rosters_json
from .last_year import past_json
from .models import Meeting
from .outcome import outcome_json
from .part_votes import NameVotes
from .reconciliation import Reconciliation
from .reconciliation_json import reconciliation_json
from .record import PartRecord, Record, Snapshot, SubjectRecord
from .results import Result, result_json
from .rounding import format_shortest
from .rounds import Round, State
from .tally_json import group_json, subject_json, withheld_json
from .votes import subject_votes_json


def fingerprint(
    meeting: Meeting,
    document: Mapping[str, object],
    parts: Sequence[PartRecord],
    rounds: Sequence[Round],
    balance: Reconciliation,
) -> str:
    """SHA-256 of the canonical JSON of the votes' outcome, without decisions and log (CONTRACT)."""
    content = {
        "document": document,
        "parts": [_part_json(meeting, part) for part in parts],
        "rounds": [_round_json(round) for round in rounds],
        "reconciliation": reconciliation_json(balance),
    }
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def record_digest(record: Record, snapshot: Snapshot) -> str:
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
        "results": [_result_json(record, result) for result in record.results],
        **({"rosters": rosters_json(meeting, record.rosters)} if meeting.edition > 1 else {}),
        "quota": judgement_quota_json(meeting, record.quota),
        **({} if record.last_year is None else {"last_year": record.last_year.source_json()}),
        "rounds": [_round_json(round) for round in record.rounds],
        "notes": [{"subject": n.subject.id, "key": n.key, "text": n.text} for n in record.notes],
    }


def _result_json(record: Record, result: Result) -> dict[str, object]:
    """Without last year's result where the meeting has none of anybody."""
    shape = result_json(result, record.meeting)
    if record.last_year is None:
        return shape
    return {**shape, "last_year": None if result.last_year is None else past_json(result.last_year)}


def _part_json(meeting: Meeting, record: PartRecord) -> dict[str, object]:
    """A part of edition 1 has no votes, and no fields for them."""
    part, has_votes = record.part, meeting.edition > 1
    subjects = [_subject_record_json(meeting, subject) for subject in record.subjects]
    return {
        "name": part.name,
        "weight": None if part.decide else format_shortest(part.weight),
        "form": part.form.id,
        **(_part_votes_json(record) if has_votes else {}),
        "subjects": subjects,
    }


def _part_votes_json(record: PartRecord) -> dict[str, object]:
    """What only a part with `decide` has; otherwise null and []."""
    votes = record.votes
    outcome = None if votes is None else votes.outcome
    return {
        "again": record.part.again,
        "outcome": None if outcome is None else outcome_json(outcome),
        "write_ins": [] if votes is None else [_name_json(name) for name in votes.names],
    }


def outcomes_json(record: Record) -> list[dict[str, object]]:
    """Outcome and written names of every part with `decide`, as far as they may be seen; for the `results` message."""
    return [{"part": one.part.name, **_part_votes_json(one)} for one in record.parts if one.part.decide]


def _name_json(written: NameVotes) -> dict[str, object]:
    share, name = written.share, written.name
    return {
        "name": name.name,
        "spellings": list(name.spellings),
        "count": name.count,
        "base": share.base,
        "share": share.percent,
        "grade": written.verdict.grade,
    }


def _subject_record_json(meeting: Meeting, record: SubjectRecord) -> dict[str, object]:
    subject, tally = record.subject, record.tally
    votes = subject_votes_json(record.votes, record.figures) if meeting.edition > 1 else {}
    identity: dict[str, object] = {"id": subject.id, "name": subject.name, "unit": subject.unit}
    if tally is None:
        return {**identity, **withheld_json(meeting), **votes}
    groups = [group_json(meeting, group) for group in tally.groups]
    return {**identity, **subject_json(meeting, tally), **votes, "groups": groups}


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
