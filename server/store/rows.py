"""What the rows of the main database mean, and the digests that guard them. Knows no SQL.

A digest that does not match is Damaged: nothing is ever counted from such a row.
"""

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import msgpack

from ..core import meeting_state as meeting_states
from ..core.errors import Damaged
from ..core.meeting_state import MeetingState
from ..core.models import Vote, WrittenNote
from ..core.rounds import Counts, Round, State


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One act for the log: when (ISO 8601), by which role, what, and its particulars."""

    at: str
    role: str
    act: str
    detail: dict[str, object]


@dataclass(frozen=True, slots=True)
class Token:
    meeting: str
    group: int
    batch: str | None
    recuse: str | None
    void: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Cards of one group issued together; `batch` None are the tokens of open admission. `recuse`: the
    subject whose person none of them may score."""

    batch: str | None
    group: int
    count: int
    void: int
    recuse: str | None = None


@dataclass(frozen=True, slots=True)
class MeetingSummary:
    """How a meeting stands: the sitting, its rounds, the cards, the last change, the digests of its keys by role."""

    state: MeetingState
    rounds: list[Round]
    batches: list[Batch]
    changed: str
    keys: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class CountedBox:
    """What a closed box leaves behind: counted votes, notes, spent tags with their tries, retry digests,
    and how many whole ballots abstained or are invalid."""

    votes: tuple[Counter[Vote], ...]
    notes: Sequence[WrittenNote]
    spent: Sequence[tuple[bytes, int]]
    retries: Sequence[bytes]
    abstained: int = 0
    invalid: int = 0


def text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(*parts: object) -> bytes:
    return hashlib.sha256(text([str(part) for part in parts]).encode()).digest()


def rows_digest(votes: Iterable[tuple[Any, ...]], notes: Iterable[tuple[Any, ...]]) -> str:
    packed = msgpack.packb((sorted(votes), sorted(notes)))
    return hashlib.sha256(packed).hexdigest()


def sitting_of(row: Any) -> MeetingState:
    id, phase, version, body, digest = row
    if digest_of(id, phase, version, body) != digest:
        raise Damaged(f"meeting {id}")
    return meeting_states.load(id, phase, version, json.loads(body))


def round_row(meeting: str, round: Round, rows: str | None) -> tuple[object, ...]:
    body = text({**asdict(round), "rows": rows})
    return (round.id, meeting, round.number, str(round.state), body, digest_of(round.id, meeting, round.state, body))


def round_of(row: Any) -> tuple[Round, str | None]:
    id, meeting, state, body, digest = row
    if digest_of(id, meeting, state, body) != digest:
        raise Damaged(f"round {id}")
    values = json.loads(body)
    rows = values.pop("rows")
    counts = Counts(**values.pop("counts"))
    subjects = tuple(values.pop("subjects"))
    return Round(**{**values, "state": State(state), "subjects": subjects, "counts": counts}), rows


@dataclass(frozen=True, slots=True)
class CountedRows:
    """The rows of a closed round, sorted or shuffled so that no order of casting is left, and their digest."""

    votes: list[tuple[Any, ...]]
    notes: list[tuple[Any, ...]]
    spent: list[tuple[Any, ...]]
    retries: list[tuple[Any, ...]]
    digest: str


def sealed_rows(meeting: str, round_id: str, sealed: CountedBox) -> CountedRows:
    votes = sorted(
        (round_id, subject, vote.group, msgpack.packb(vote.marks), times)
        for subject, column in enumerate(sealed.votes)
        for vote, times in column.items()
    )
    notes = [(round_id, note.subject, note.key, note.text) for note in sealed.notes]
    secrets.SystemRandom().shuffle(notes)
    spent = [(meeting, round_id, spent_tag, tries) for spent_tag, tries in sorted(sealed.spent)]
    retries = [(meeting, round_id, digest) for digest in sorted(sealed.retries)]
    digest = rows_digest(votes, notes)
    return CountedRows([(meeting, *row) for row in votes], [(meeting, *row) for row in notes], spent, retries, digest)
