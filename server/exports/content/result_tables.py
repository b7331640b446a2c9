"""The summary in print: the results of each roster, and the reasons for them.

Every number comes from the record. Knows no file format.
"""

from collections.abc import Iterator
from dataclasses import replace

from ...core.record import Record
from ...core.result_rosters import Roster
from ..model.column_widths import LANDSCAPE, fit_to_page
from ..model.labels import joined, labels_of
from ..model.table import Column, Table, clean, select_columns
from .summary import summary
from .vote_columns import SHARE_COLUMNS

KEYS = range(3)
"""The summary's columns rank, name and unit."""
NAME, UNIT, ROSTER = 1, 2, 3
GRADE, REASONS, DECIDED, DECISION_REASON = -4, -3, -2, -1
"""Where columns are in the summary, counted from its end. It has ROSTER where there are several."""


def result_tables(record: Record) -> Iterator[Table]:
    """For each roster the results, then the reasons, which are long."""
    table, several = summary(record), len(record.rosters) > 1
    for outcome in record.rosters:
        roster, rows = outcome.roster, zip(table.rows, record.results, strict=True)
        own_rows = tuple(row for row, result in rows if result.roster == roster.number)
        own = Table(table.name, table.title, _headed(record, roster, table), own_rows)
        suffix = f"-{roster.number}" if several else ""
        indexes = list(_columns(roster, own, several))
        results = select_columns(own, indexes, f"results{suffix}", _title(record, roster, "results"))
        keys = sum(index in KEYS for index in indexes)
        yield from fit_to_page(results, LANDSCAPE, keys, labels_of(record)["continued"])
        end = len(table.columns)
        grounds = [NAME, UNIT, *(end + offset for offset in (GRADE, REASONS, DECIDED, DECISION_REASON))]
        yield select_columns(own, grounds, f"grounds{suffix}", _title(record, roster, "grounds"))


def _headed(record: Record, roster: Roster, table: Table) -> tuple[Column, ...]:
    """The columns, with headings for this roster alone: a grade, or the outcome of votes."""
    labels, columns = labels_of(record), list(table.columns)
    titles = ("outcome", "meeting_decision") if roster.is_decided else ("grade", "decided")
    for place, key in zip((GRADE, DECIDED), titles, strict=True):
        columns[place] = replace(columns[place], title=labels[key])
    return tuple(columns)


def _title(record: Record, roster: Roster, key: str) -> str:
    """With the roster's parts where there are several rosters."""
    labels = labels_of(record)
    if key == "results" and roster.is_decided:
        key = "vote_results"
    if len(record.rosters) == 1:
        return labels[key]
    parts = joined(record, *(clean(part.name) for part in roster.parts))
    return labels["in_roster"].format(title=labels[key], parts=parts)


def _columns(roster: Roster, table: Table, several: bool) -> Iterator[int]:
    """The columns about the person, and of each of the roster's parts the last: its score, or its votes."""
    shown = {clean(part.name): 1 if part.decide is None else SHARE_COLUMNS for part in roster.parts}
    last_of_part = {column.over: index for index, column in enumerate(table.columns)}
    for index, column in enumerate(table.columns):
        if column.over:
            if last_of_part[column.over] - index < shown.get(column.over, 0):
                yield index
        elif _is_shown(roster, table, index, several):
            yield index


def _is_shown(roster: Roster, table: Table, index: int, several: bool) -> bool:
    """A roster among several, or of votes, does without the columns that only others need."""
    end = len(table.columns)
    if index in (end + REASONS, end + DECISION_REASON) or (several and index == ROSTER):
        return False
    is_always_needed = index in (NAME, end + GRADE, end + DECIDED) or not (several or roster.is_decided)
    return is_always_needed or any(cell not in (None, "") for cell in table.cells(index))
