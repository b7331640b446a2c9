"""What the rows of the main database mean, and the digests that protect them. Knows no SQL.

A row whose digest does not match raises Damaged: nothing is ever counted from it.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import msgpack

from ..core import meeting_state as meeting_states
from ..core.attendance import dump_attendance, load_attendance
from ..core.canonical_json import canonical_json
from ..core.errors import Damaged
from ..core.hidden_groups import HiddenGroups
from ..core.meeting_state import MeetingState
from ..core.models import Vote, WrittenNote
from ..core.record import UNRECORDED_ACTS, LogHead, replaced_record
from ..core.rounds import CountedRound, Counts, Round, State

BODY_FORMAT = 2
"""Format of the JSON in `meeting.body` and `round.body`, stored in its field `format`; format 1 has no such field.
Every earlier format stays readable."""
READING_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    msgpack.UnpackException,
)


@dataclass(slots=True)
class LogEntry:
    """One log line: when (ISO 8601), by which role, which act, with which details. The store sets `chain`, the line's
    hash, when it appends the line: the hash covers the line before, which only the transaction knows."""

    at: str
    role: str
    act: str
    detail: dict[str, object]
    chain: str = field(default="", compare=False)


def log_head_after(head: LogHead, entry: LogEntry) -> LogHead:
    chain = head.chain if entry.act in UNRECORDED_ACTS else entry.chain
    return LogHead(entry.at, chain, (*head.records, *replaced_record(entry.act, entry.detail)))


@dataclass(frozen=True, slots=True)
class Token:
    """A voter's token. `group` indexes the meeting's groups; `batch` is None for open admission. `during`: the round
    that was open when the card was issued, if any. `joined`: its phone has connected."""

    meeting: str
    group: int
    batch: str | None
    recuse: str | None
    void: bool
    during: str | None = None
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """Cards of one group issued together. `batch` None stands for all tokens of open admission. `recuse`: the id of
    the subject that none of them may score. Of the valid ones, `joined` are those whose phone has connected, `unused`
    those that have come in neither so nor on paper."""

    batch: str | None
    group: int
    count: int
    void: int
    recuse: str | None = None
    joined: int = 0
    unused: int = 0

    @property
    def valid(self) -> int:
        return self.count - self.void


@dataclass(frozen=True, slots=True)
class MeetingSummary:
    """A meeting without its counted votes. `keys`: the digests by role."""

    state: MeetingState
    rounds: list[Round]
    batches: list[Batch]
    log: LogHead
    keys: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class ListedMeeting:
    """A meeting as the list of meetings shows it. `created`: ISO 8601; `desk_key`: the digest of the desk's key;
    `number`: what the instance's log calls it; `owner`: the id of its named admin key, None for the main one."""

    state: MeetingState
    created: str
    desk_key: bytes
    number: int
    owner: str | None


CountdownKey = tuple[str, str]
"""Meeting and round whose retry digests will be deleted; with an empty round the meeting itself."""


@dataclass(frozen=True, slots=True)
class Countdown:
    """Seconds of running time counted towards a deletion. `id` is new whenever counting starts from zero."""

    id: str
    ran: float


@dataclass(frozen=True, slots=True)
class CountedBox:
    """What remains of a closed box: per subject how often each vote was cast and which groups are pooled, the notes,
    the spent tags with their tries, the retry digests, how many ballots abstained or are invalid, and the names that
    each ballot with names has written in."""

    votes: tuple[Counter[Vote], ...]
    notes: Sequence[WrittenNote]
    spent: Sequence[tuple[bytes, int]]
    retries: Sequence[bytes]
    abstained: int = 0
    invalid: int = 0
    hidden: tuple[HiddenGroups, ...] = ()
    write_ins: tuple[tuple[str, ...], ...] = ()

    def as_round(self, closed: Round) -> CountedRound:
        """The round that was closed with this box."""
        return CountedRound(
            closed, self.votes, tuple(self.notes), len(self.spent), self.hidden, write_ins=self.write_ins
        )


def digest_of(*parts: object) -> bytes:
    return hashlib.sha256(canonical_json([str(part) for part in parts]).encode()).digest()


def _check_digest(row: Sequence[Any], owner: str) -> None:
    """Raises Damaged, naming `owner`, unless the last column is the digest of all others."""
    *columns, digest = row
    if digest_of(*columns) != digest:
        raise Damaged(owner)


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
    id, phase, version, body, _ = row
    name = f"meeting {id}{_title(body)}"
    _check_digest(row, name)
    with readable(name):
        format, values = load_body(body, name)
        return meeting_states.load(id, phase, version, values, format)


def _title(body: Any) -> str:
    """The title in a body that may be damaged, in quotation marks; empty if there is none."""
    try:
        return f" “{json.loads(body)['document']['title']}”"
    except (KeyError, TypeError, ValueError, RecursionError):
        return ""


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Raise whatever goes wrong while stored data is read as Damaged: it was written by an early version, or by none of
    ours."""
    try:
        yield
    except READING_ERRORS as error:
        raise Damaged(f"{name} cannot be read: {type(error).__name__}: {error}") from error


@contextmanager
def named(state: MeetingState) -> Iterator[None]:
    """Damaged data of a meeting is reported with its id and title."""
    name = f"meeting {state.id} “{state.meeting.title}”"
    try:
        with readable(name):
            yield
    except Damaged as error:
        raise error if str(error).startswith(name) else Damaged(f"{name}: {error}") from error


def round_row(meeting: str, round: Round, rows_digest: str | None) -> tuple[object, ...]:
    """`rows_digest` protects the counted rows of a closed round. Without `attendance` as in earlier versions."""
    values = {**asdict(round), "rows": rows_digest, "attendance": dump_attendance(round.attendance)}
    if round.attendance is None:
        del values["attendance"]
    body = dump_body(values)
    return (round.id, meeting, round.number, str(round.state), body, digest_of(round.id, meeting, round.state, body))


def round_of(row: Any) -> tuple[Round, str | None]:
    """The round, and the digest of its counted rows."""
    id, meeting, state, body, _ = row
    name = f"round {id} of meeting {meeting}"
    _check_digest(row, name)
    with readable(name):
        _, values = load_body(body, name)
        rows_digest = values.pop("rows")
        counts = Counts(**values.pop("counts"))
        subjects = tuple(values.pop("subjects"))
        attendance = load_attendance(values.pop("attendance", None))
        values.pop("unconfirmed", None)  # earlier versions: the chair had yet to confirm that few ballots may be shown
        counts = replace(counts, unused=counts.unused and tuple(counts.unused))
        typed = {"state": State(state), "subjects": subjects, "counts": counts, "attendance": attendance}
        return Round(**{**values, **typed}), rows_digest
