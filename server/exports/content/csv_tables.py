"""The record as tables, one a file where a file holds one (CSV). Knows no file format."""

from ...core.record import Record
from ..model.table import Column, Kind, Table, table
from .count_report import report_lines
from .counts import counts
from .notes import notes
from .summary import summary


def tables(record: Record) -> tuple[Table, ...]:
    """summary, counts, notes, report. A draft or rehearsal says so in a last column of every line."""
    return tuple(_marked(record, make(record)) for make in (summary, counts, notes, report_lines))


def _marked(record: Record, whole: Table) -> Table:
    if not record.marks:
        return whole
    mark = " ".join(record.marks)
    columns = (*whole.columns, Column(mark, Kind.TEXT))
    return table(whole.name, whole.title, columns, ((*row, mark) for row in whole.rows))
