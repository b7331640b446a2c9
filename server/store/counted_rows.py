"""The rows of a closed round: votes, pooled groups, notes, names written in, spent tags, and the digest that protects
them. Knows no SQL.
"""

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import msgpack

from ..core.canonical_json import canonical_json
from ..core.hidden_groups import NONE_HIDDEN, HiddenGroups
from ..core.models import Vote
from .rows import CountedBox


@dataclass(frozen=True, slots=True)
class CountedRows:
    """The rows of a closed round and their digest. Sorted or shuffled, so that the order of casting is lost."""

    votes: list[tuple[Any, ...]]
    pooled: list[tuple[Any, ...]]
    notes: list[tuple[Any, ...]]
    write_ins: list[tuple[Any, ...]]
    spent: list[tuple[Any, ...]]
    retries: list[tuple[Any, ...]]
    digest: str


def counted_rows(meeting: str, round_id: str, box: CountedBox) -> CountedRows:
    votes, pooled = vote_rows(round_id, box.votes), pooled_rows(round_id, box.hidden)
    notes = [(round_id, note.subject, note.key, note.text) for note in box.notes]
    write_ins = [(round_id, canonical_json(names)) for names in box.write_ins]
    for shuffled in (notes, write_ins):
        secrets.SystemRandom().shuffle(shuffled)
    spent = [(meeting, round_id, spent_tag, tries) for spent_tag, tries in sorted(box.spent)]
    retries = [(meeting, round_id, digest) for digest in sorted(box.retries)]
    digest = rows_digest(votes, notes, pooled, write_ins)
    votes, pooled, notes, write_ins = ([(meeting, *row) for row in rows] for rows in (votes, pooled, notes, write_ins))
    return CountedRows(votes, pooled, notes, write_ins, spent, retries, digest)


def rows_digest(
    votes: Iterable[tuple[Any, ...]],
    notes: Iterable[tuple[Any, ...]],
    pooled: Iterable[tuple[Any, ...]] = (),
    write_ins: Iterable[tuple[Any, ...]] = (),
) -> str:
    """Without pooled groups and write-ins as in versions that did not have them."""
    tables = [sorted(rows) for rows in (votes, notes, pooled, write_ins)]
    while len(tables) > 2 and not tables[-1]:
        tables.pop()
    return hashlib.sha256(msgpack.packb(tables)).hexdigest()


def vote_rows(round_id: str, votes: Sequence[Mapping[Vote, int]]) -> list[tuple[Any, ...]]:
    return sorted(
        (round_id, subject, vote.group, msgpack.packb(vote.marks), times)
        for subject, column in enumerate(votes)
        for vote, times in column.items()
    )


def pooled_rows(round_id: str, hidden: Sequence[HiddenGroups]) -> list[tuple[Any, ...]]:
    return [
        (
            round_id,
            subject,
            " ".join(map(str, each.groups)),
            None if each.mean is None else str(each.mean),
            int(each.untrimmed),
        )
        for subject, each in enumerate(hidden)
        if each.groups
    ]


def hidden_of(rows: Iterable[tuple[Any, ...]], subjects: int) -> tuple[HiddenGroups, ...]:
    """The inverse of `pooled_rows`."""
    hidden = [NONE_HIDDEN] * subjects
    for _, subject, groups, mean, untrimmed in rows:
        indexes = tuple(map(int, groups.split()))
        hidden[subject] = HiddenGroups(indexes, None if mean is None else Fraction(mean), bool(untrimmed))
    return tuple(hidden)
