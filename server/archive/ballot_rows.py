"""The counted ballots as the rows of ballots.csv: one per ballot and subject, nobody's, in the order of what they say.

What it newly gives away was weighed (DOMAIN §5.9, PROMISES P25). A row has no token, time or order, and
nothing joins the rows of one voter: votes are stored per subject. A row names its group only where
counting needs it: it scores, and the group's figures are shown. Rows of hidden groups stand together, so
of several only the sum of their counts and the spread of all of them show; of a lone one what the
subject's own line says anyway. What weighted scores need of them beside that is told in `inputs`.
"""

import csv
import io
from collections.abc import Iterator

from ..core.models import Meeting, Vote
from ..core.record import Record, Snapshot, SubjectRecord
from ..core.rounds import COUNTED, CountedRound
from ..exports.writers.csv_writer import guard_formula

HEADS = ("round", "part", "subject", "group", "state")

Row = tuple[str, ...]
Marks = tuple[int | None, ...]


def ballots(snapshot: Snapshot, record: Record) -> bytes:
    """UTF-8 with BOM. A mark is the number cast, or the index of the choice; empty is 弃权."""
    width = max(len(part.form.items) for part in record.meeting.parts)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*HEADS, *(f"item{place}" for place in range(1, width + 1))])
    for counted in visible(snapshot):
        for row, times in _rows(record, counted):
            writer.writerows([row + ("",) * (len(HEADS) + width - len(row))] * times)
    return out.getvalue().encode("utf-8-sig")


def visible(snapshot: Snapshot) -> list[CountedRound]:
    """The rounds whose ballots may be seen, in order: a draft has none of what is held back."""
    rounds = sorted(snapshot.rounds, key=lambda one: one.round.number)
    return [one for one in rounds if one.round.state in COUNTED and one.round.shows_tally(snapshot.meeting.show)]


def _rows(record: Record, counted: CountedRound) -> Iterator[tuple[Row, int]]:
    """Each row and how often it came."""
    standings, round = record.subject_records(), counted.round
    for sid, votes in zip(round.subjects, counted.votes, strict=True):
        open_groups = _open_groups(record.meeting, standings[sid])
        said = sorted((_said(vote, open_groups), _key(vote), times) for vote, times in votes.items())
        for (group, state), key, times in said:
            marks = ("" if mark < 0 else str(mark) for mark in key)
            yield (round.id, guard_formula(round.part), sid, guard_formula(group), state, *marks), times


def _open_groups(meeting: Meeting, standing: SubjectRecord) -> dict[int, str]:
    """Groups whose figures on this subject are shown, by their index in the meeting."""
    assert standing.tally is not None
    shown = {group.name for group in standing.tally.groups if not group.suppressed}
    return {index: group.name for index, group in enumerate(meeting.groups) if group.name in shown}


def _said(vote: Vote, open_groups: dict[int, str]) -> tuple[str, str]:
    """The group, where it is told, and the state."""
    if vote.marks is None:
        return "", "recused"
    if all(mark is None for mark in vote.marks):
        return "", "abstained"
    return open_groups.get(vote.group, ""), "scored"


def _key(vote: Vote) -> tuple[int, ...]:
    """The marks in an order that sorts; -1 is 弃权, which no scale has for a mark."""
    return tuple(-1 if mark is None else mark for mark in vote.marks or ())
