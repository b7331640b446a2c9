"""The record as tables for formats with one table per file (CSV). Knows no file format."""

from ...core.record import Record
from ..model.table import Column, Kind, Table, make_table
from .count_report import report_lines
from .counts import counts
from .notes import notes
from .summary import summary


def csv_tables(record: Record) -> tuple[Table, ...]:
    """summary, counts, notes, report. A draft or rehearsal has its marks in a last column of every row."""
    return tuple(_marked(record, content(record)) for content in (summary, counts, notes, report_lines))


def _marked(record: Record, table: Table) -> Table:
    if not record.marks:
        return table
    mark = " ".join(record.marks)
    columns = (*table.columns, Column(mark, Kind.TEXT))
    return make_table(table.name, table.title, columns, ((*row, mark) for row in table.rows))
