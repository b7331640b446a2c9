"""What the rows of the main database mean, and the digests that protect them. Knows no SQL.

A row whose digest does not match raises Damaged: nothing is ever counted from it.
"""

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import msgpack

from ..core import meeting_state as meeting_states
from ..core.canonical_json import canonical_json
from ..core.errors import Damaged
from ..core.meeting_state import MeetingState
from ..core.models import Vote, WrittenNote
from ..core.rounds import Counts, Round, State

BODY_FORMAT = 2
"""Format of the JSON in `meeting.body` and `round.body`, stored in its field `format`; format 1 has no such field.
Every earlier format stays readable."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One log line: when (ISO 8601), by which role, which act, with which details."""

    at: str
    role: str
    act: str
    detail: dict[str, object]


@dataclass(frozen=True, slots=True)
class Token:
    """A voter's token. `group` indexes the meeting's groups; `batch` is None for open admission."""

    meeting: str
    group: int
    batch: str | None
    recuse: str | None
    void: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Cards of one group issued together. `batch` None stands for all tokens of open admission. `recuse`: the id of
    the subject that none of them may score."""

    batch: str | None
    group: int
    count: int
    void: int
    recuse: str | None = None


@dataclass(frozen=True, slots=True)
class MeetingSummary:
    """A meeting without its counted votes. `changed` is the time of the last log line, `keys` the digests by role."""

    state: MeetingState
    rounds: list[Round]
    batches: list[Batch]
    changed: str
    keys: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class CountedBox:
    """What remains of a closed box: per subject how often each vote was cast, the notes, the spent tags with their
    tries, the retry digests, and how many ballots abstained or are invalid."""

    votes: tuple[Counter[Vote], ...]
    notes: Sequence[WrittenNote]
    spent: Sequence[tuple[bytes, int]]
    retries: Sequence[bytes]
    abstained: int = 0
    invalid: int = 0


def digest_of(*parts: object) -> bytes:
    return hashlib.sha256(canonical_json([str(part) for part in parts]).encode()).digest()


def rows_digest(votes: Iterable[tuple[Any, ...]], notes: Iterable[tuple[Any, ...]]) -> str:
    packed = msgpack.packb((sorted(votes), sorted(notes)))
    return hashlib.sha256(packed).hexdigest()


def dump_body(values: Mapping[str, object]) -> str:
    return canonical_json({**values, "format": BODY_FORMAT})


def load_body(body: str, owner: str) -> tuple[int, dict[str, Any]]:
    """The body's format and its values. Raises Damaged, naming `owner`, if the format is newer than this version."""
    values = json.loads(body)
    format = values.pop("format", 1)
    if format > BODY_FORMAT:
        raise Damaged(f"{owner} was written by a newer version")
    return format, values


def meeting_row(state: MeetingState) -> tuple[object, ...]:
    body = dump_body(meeting_states.dump(state))
    digest = digest_of(state.id, state.phase, state.version, body)
    return (state.id, str(state.phase), state.version, body, digest, int(state.meeting.rotating))


def state_of(row: Any) -> MeetingState:
    id, phase, version, body, digest = row
    if digest_of(id, phase, version, body) != digest:
        raise Damaged(f"meeting {id}")
    format, values = load_body(body, f"meeting {id}")
    return meeting_states.load(id, phase, version, values, format)


def round_row(meeting: str, round: Round, rows_digest: str | None) -> tuple[object, ...]:
    """`rows_digest` protects the counted rows of a closed round."""
    body = dump_body({**asdict(round), "rows": rows_digest})
    return (round.id, meeting, round.number, str(round.state), body, digest_of(round.id, meeting, round.state, body))


def round_of(row: Any) -> tuple[Round, str | None]:
    """The round, and the digest of its counted rows."""
    id, meeting, state, body, digest = row
    if digest_of(id, meeting, state, body) != digest:
        raise Damaged(f"round {id}")
    _, values = load_body(body, f"round {id}")
    rows_digest = values.pop("rows")
    counts = Counts(**values.pop("counts"))
    subjects = tuple(values.pop("subjects"))
    values.pop("unconfirmed", None)  # earlier versions: the chair had yet to confirm that few ballots may be shown
    return Round(**{**values, "state": State(state), "subjects": subjects, "counts": counts}), rows_digest


@dataclass(frozen=True, slots=True)
class CountedRows:
    """The rows of a closed round and their digest. Sorted or shuffled, so that the order of casting is lost."""

    votes: list[tuple[Any, ...]]
    notes: list[tuple[Any, ...]]
    spent: list[tuple[Any, ...]]
    retries: list[tuple[Any, ...]]
    digest: str


def counted_rows(meeting: str, round_id: str, box: CountedBox) -> CountedRows:
    votes = sorted(
        (round_id, subject, vote.group, msgpack.packb(vote.marks), times)
        for subject, column in enumerate(box.votes)
        for vote, times in column.items()
    )
    notes = [(round_id, note.subject, note.key, note.text) for note in box.notes]
    secrets.SystemRandom().shuffle(notes)
    spent = [(meeting, round_id, spent_tag, tries) for spent_tag, tries in sorted(box.spent)]
    retries = [(meeting, round_id, digest) for digest in sorted(box.retries)]
    digest = rows_digest(votes, notes)
    return CountedRows([(meeting, *row) for row in votes], [(meeting, *row) for row in notes], spent, retries, digest)
