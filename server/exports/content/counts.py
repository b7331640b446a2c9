"""The counts (得票情况): a line per subject and item with marks, bands and groups, for every format.

Every number comes from the record. Knows no file format.
"""

from collections.abc import Iterator

from ...core.bands import part_bands
from ...core.message_catalogue import Section
from ...core.models import Part
from ...core.record import PartRecord, Record, SubjectRecord
from ...core.tallies import SubjectTally
from ..model.labels import labels_of
from ..model.table import Cell, Column, Kind, Table, decimal_cell, make_table, percent_cell
from .summary import group_mean, mark_names, waiting_text


def counts(record: Record) -> Table:
    """All parts in one table: the name of the part, then every column that any of them has."""
    labels = labels_of(record)
    tables = [(part.part.name, part_counts(record, part)) for part in record.parts if not part.part.entered]
    columns = tuple(dict.fromkeys(column for _, table in tables for column in table.columns))
    rows = (
        (name, *(dict(zip(table.columns, row, strict=True)).get(column) for column in columns))
        for name, table in tables
        for row in table.rows
    )
    return make_table("counts", labels["counts"], (Column(labels["part"], Kind.TEXT), *columns), rows)


def part_counts(record: Record, part: PartRecord) -> Table:
    """One part's counts. The line of a subject's first item also has the numbers of the subject as a whole."""
    labels = labels_of(record)
    title = labels["part_title"].format(part=part.part.name, what=labels["counts"])
    columns = (*_item_columns(record, part.part), *_subject_columns(record, part.part))
    rows = (row for subject in part.subjects for row in _rows(record, part.part, subject))
    return make_table("counts", title, columns, rows)


def item_column_count(record: Record, part: Part) -> int:
    """The number of columns of `part_counts` that concern an item; the others concern the subject."""
    return len(_item_columns(record, part))


def _item_columns(record: Record, part: Part) -> list[Column]:
    labels = labels_of(record)
    return [
        *(Column(labels[key], Kind.TEXT) for key in ("name", "unit", "item")),
        *(_column_under(labels, labels["marks"], mark, Kind.COUNT) for mark in _all_mark_names(record, part)),
        Column(labels["item_abstained"], Kind.COUNT),
        Column(labels["mean"], Kind.SCORE),
    ]


def _all_mark_names(record: Record, part: Part) -> list[str]:
    """Of all items' scales, in the order in which they first occur."""
    return list(dict.fromkeys(name for scale in part.form.scales for name in mark_names(record, scale)))


def _subject_columns(record: Record, part: Part) -> Iterator[Column]:
    labels = labels_of(record)
    yield from (Column(labels[key], Kind.COUNT) for key in ("ballots", "abstained", "recused"))
    for band in part_bands(record.meeting, part):
        over = labels["part_title"].format(part=labels["band"], what=band.name)
        yield _column_under(labels, over, labels["votes"], Kind.COUNT)
        yield _column_under(labels, over, labels["percent"], Kind.SHARE)
    for index in record.meeting.voting_groups(part):
        over = record.meeting.groups[index].name
        yield _column_under(labels, over, labels["votes"], Kind.COUNT)
        yield _column_under(labels, over, labels["group_mean"], Kind.SCORE)
    yield Column(labels["score"], Kind.SCORE)


def _column_under(labels: Section, over: str, title: str, kind: Kind) -> Column:
    return Column(title, kind, over, labels["title_in_part"].format(part=over, title=title))


def _rows(record: Record, part: Part, subject: SubjectRecord) -> Iterator[list[Cell]]:
    """A withheld tally is one row with a text for the ballots and no number, not even a zero."""
    marks, width = _all_mark_names(record, part), len(list(_subject_columns(record, part)))
    identity: list[Cell] = [subject.subject.name, subject.subject.unit]
    if subject.tally is None:
        yield [*identity, None, *[None] * (len(marks) + 2), waiting_text(record, subject), *[None] * (width - 1)]
        return
    for index, (item, scale) in enumerate(zip(subject.tally.items, part.form.scales, strict=True)):
        counts = dict(zip(mark_names(record, scale), item.counts, strict=True))
        mean = decimal_cell(item.mean, subject.tally.decimals)
        item_cells = [item.title, *map(counts.get, marks), item.abstained, mean]
        yield [*identity, *item_cells, *(_subject_cells(record, subject.tally) if index == 0 else [None] * width)]


def _subject_cells(record: Record, tally: SubjectTally) -> list[Cell]:
    cells: list[Cell] = [tally.ballots, tally.abstained, tally.recused]
    for _, votes in tally.bands:
        cells += [votes, percent_cell(votes, tally.ballots)]
    for group in tally.groups:
        mean = group_mean(record, group)
        cells += [mean if group.ballots is None else group.ballots, mean]
    return [*cells, decimal_cell(tally.exact, tally.decimals)]
