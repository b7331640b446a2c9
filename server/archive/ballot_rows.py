"""ballots.csv: the counted ballots, one row for each ballot and subject, sorted by content.

Disclosure (DOMAIN §5.9, PROMISES P25): a row has no token, time or order, and nothing joins the rows of one voter,
because votes are stored per subject. A row names its group only where counting needs the name: the ballot scores,
and the group is shown. The rows of hidden groups are mixed, so several hidden groups reveal only their sum, and a
single one nothing beyond the subject's totals. What weighted scores need in addition is stated in `inputs`.
"""

import csv
import io
from collections.abc import Iterator

from ..core.ballot_scores import is_scored
from ..core.disclosure import shows_tally
from ..core.models import INVALID, Meeting, Part, Vote
from ..core.pooling import without_groups
from ..core.record import Record, Snapshot, SubjectRecord
from ..core.rounds import CountedRound
from ..exports.writers.csv_writer import guard_formula

HEADS = ("round", "part", "subject", "group", "state")

Row = tuple[str, ...]


def ballots(snapshot: Snapshot, record: Record) -> bytes:
    """UTF-8 with BOM. A mark is the number cast, in steps of the scale, or the index of the choice; an empty cell is
    弃权. Rows that are recused or invalid have no marks."""
    items = max(len(part.form.items) for part in record.meeting.parts)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*HEADS, *(f"item{place}" for place in range(1, items + 1))])
    for counted in visible(snapshot):
        for row, times in _rows(record, counted):
            writer.writerows([row + ("",) * (len(HEADS) + items - len(row))] * times)
    return out.getvalue().encode("utf-8-sig")


def visible(snapshot: Snapshot) -> list[CountedRound]:
    """The rounds whose ballots may be seen, in order. A draft excludes those that are held back."""
    rounds = sorted(snapshot.rounds, key=lambda counted: counted.round.number)
    return [counted for counted in rounds if shows_tally(snapshot.meeting, snapshot.phase, counted)]


def _rows(record: Record, counted: CountedRound) -> Iterator[tuple[Row, int]]:
    """Each distinct row and how often it occurs."""
    standings, round = record.subject_records(), counted.round
    part = record.meeting.part(round.part)
    assert part is not None
    for sid, votes in zip(round.subjects, counted.votes, strict=True):
        shown = _shown_groups(record.meeting, standings[sid])
        pooled = without_groups(part, votes, shown).items()
        rows = sorted((shown.get(vote.group, ""), _state(part, vote), _marks(vote), times) for vote, times in pooled)
        for group, state, marks, times in rows:
            cells = ("" if mark < 0 else str(mark) for mark in marks)
            yield (round.id, guard_formula(round.part), sid, guard_formula(group), state, *cells), times


def _shown_groups(meeting: Meeting, standing: SubjectRecord) -> dict[int, str]:
    """Names of the groups that are shown for this subject, by their index in the meeting."""
    groups = standing.tally.groups if standing.tally else ()
    names = {group.name for group in groups if not group.suppressed}
    return {index: group.name for index, group in enumerate(meeting.groups) if group.name in names}


def _state(part: Part, vote: Vote) -> str:
    if vote.marks is None:
        return "recused"
    if vote.is_invalid:
        return INVALID
    return "scored" if is_scored(part, vote.marks) else "abstained"


def _marks(vote: Vote) -> tuple[int, ...]:
    """Sortable: -1, which is on no scale, stands for 弃权."""
    return tuple(-1 if mark is None else mark for mark in vote.marks) if isinstance(vote.marks, tuple) else ()
