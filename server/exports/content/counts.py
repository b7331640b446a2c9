"""The counts (得票情况): a line per subject and item with marks, bands and groups, for every format.

Every number comes from the record. Knows no file format.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from ...core.bands import part_bands
from ...core.message_catalogue import Section
from ...core.models import Part
from ...core.record import PartRecord, Record, SubjectRecord
from ...core.tallies import GroupTally, SubjectTally
from ..model.labels import joined, labels_of
from ..model.table import Cell, Column, Kind, Table, clean, decimal_cell, make_table, percent_cell, select_columns
from .summary import group_mean, mark_names, waiting_text
from .vote_columns import base_columns, figure_columns, has_invalid_lines, vote_columns


def counts(record: Record) -> Table:
    """All parts in one table: the name of the part, then every column that any of them has."""
    labels = labels_of(record)
    parts = [part for part in record.parts if not part.part.entered]
    over_marks = _over_marks(labels, *(part.part for part in parts))
    tables = [(part.part.name, _part_table(record, part, over_marks)) for part in parts]
    columns = tuple(dict.fromkeys(column for _, table in tables for column in table.columns))
    rows = (
        (name, *(dict(zip(table.columns, row, strict=True)).get(column) for column in columns))
        for name, table in tables
        for row in table.rows
    )
    return make_table("counts", labels["counts"], (Column(labels["part"], Kind.TEXT), *columns), rows)


def part_counts(record: Record, part: PartRecord) -> Table:
    """One part's counts. The line of a subject's first item also has the numbers of the subject as a whole."""
    return _part_table(record, part, _over_marks(labels_of(record), part.part))


def _part_table(record: Record, part: PartRecord, over_marks: str) -> Table:
    labels = labels_of(record)
    title = labels["part_title"].format(part=part.part.name, what=labels["counts"])
    columns = (*_item_columns(record, part.part, over_marks), *_subject_columns(record, part))
    rows = (row for subject in part.subjects for row in _rows(record, part, subject))
    return make_table("counts", title, columns, rows)


def item_column_count(record: Record, part: Part) -> int:
    """The number of columns of `part_counts` that concern an item; the others concern the subject."""
    return len(_item_columns(record, part, ""))


def item_tables(record: Record, part: PartRecord, name: str) -> Iterator[Table]:
    """The columns of `part_counts` that concern an item. A table for each scale, because marks of one scale say nothing
    of items on another."""
    labels, table = labels_of(record), part_counts(record, part)
    by_marks = dict[tuple[str, ...], list[int]]()
    for index, scale in enumerate(part.part.form.scales):
        by_marks.setdefault(tuple(map(clean, mark_names(record, scale))), []).append(index)
    for number, (marks, items) in enumerate(by_marks.items(), 1):
        one_scale = len(by_marks) == 1
        titles = joined(record, *(part.part.form.items[index].title for index in items))
        what = labels["items"] if one_scale else labels["items_of"].format(items=clean(titles))
        yield select_columns(
            replace(table, rows=tuple(_rows_of(part, table, items))),
            _columns_of(table, marks, item_column_count(record, part.part)),
            name if one_scale else f"{name}-of-{number}",
            labels["part_title"].format(part=clean(part.part.name), what=what),
        )


def _rows_of(part: PartRecord, table: Table, items: Collection[int]) -> Iterator[tuple[Cell, ...]]:
    """The rows of these items; those of a withheld tally with the first item."""
    places = (
        place for one in part.subjects for place in ([0] if one.tally is None else range(len(part.part.form.items)))
    )
    return (row for place, row in zip(places, table.rows, strict=True) if place in items)


def _columns_of(table: Table, marks: Sequence[str], end: int) -> list[int]:
    """Of the first `end` columns, those of these marks in their order, and those that stand under no other heading."""
    columns = table.columns[:end]
    places = {column.title: index for index, column in enumerate(columns) if column.over}
    others = [index for index, column in enumerate(columns) if not column.over]
    before = [index for index in others if index < min(places.values())]
    return [*before, *(places[mark] for mark in marks), *others[len(before) :]]


def _over_marks(labels: Section, *parts: Part) -> str:
    """The heading over the columns of marks: votes are no scores."""
    return labels["marks" if any(part.decide is None for part in parts) else "words"]


def _item_columns(record: Record, part: Part, over_marks: str) -> list[Column]:
    labels = labels_of(record)
    return [
        *(Column(labels[key], Kind.TEXT) for key in ("name", "unit", "item")),
        *(_column_under(labels, over_marks, mark, Kind.COUNT) for mark in _all_mark_names(record, part)),
        Column(labels["item_abstained"], Kind.COUNT),
        *([Column(labels["mean"], Kind.SCORE)] if _has_means(part) else []),
    ]


def _has_means(part: Part) -> bool:
    """Plain words have none."""
    return any(scale.has_values for scale in part.form.scales)


def _all_mark_names(record: Record, part: Part) -> list[str]:
    """Of all items' scales, in the order in which they first occur."""
    return list(dict.fromkeys(name for scale in part.form.scales for name in mark_names(record, scale)))


def _subject_columns(record: Record, part: PartRecord) -> Iterator[Column]:
    labels, decided = labels_of(record), part.part.decide is not None
    yield Column(labels["marked_ballots" if decided else "ballots"], Kind.COUNT)
    keys = ("abstained", "recused", *(["invalid_line"] if has_invalid_lines(part) else []))
    yield from (Column(labels[key], Kind.COUNT) for key in keys)
    if decided:
        yield from (Column(title, kind) for title, kind, _ in (*base_columns(record), *vote_columns(record, part.part)))
        figures = figure_columns(part.part)
        yield from (_column_under(labels, labels["figures"], title, kind) for title, kind, _ in figures)
    for band in part_bands(record.meeting, part.part):
        over = labels["part_title"].format(part=labels["band"], what=band.name)
        yield _column_under(labels, over, labels["votes"], Kind.COUNT)
        yield _column_under(labels, over, labels["percent"], Kind.SHARE)
    for index in record.meeting.voting_groups(part.part):
        over = record.meeting.groups[index].name
        yield _column_under(labels, over, labels["votes"], Kind.COUNT)
        if not decided:
            yield _column_under(labels, over, labels["group_mean"], Kind.SCORE)
    if not decided:
        yield Column(labels["score"], Kind.SCORE)


def _column_under(labels: Section, over: str, title: str, kind: Kind) -> Column:
    return Column(title, kind, over, labels["title_in_part"].format(part=over, title=title))


def _rows(record: Record, part: PartRecord, subject: SubjectRecord) -> Iterator[list[Cell]]:
    """A withheld tally is one row with a text for the ballots and no number, not even a zero."""
    marks, width = _all_mark_names(record, part.part), len(list(_subject_columns(record, part)))
    identity: list[Cell] = [subject.subject.name, subject.subject.unit]
    if subject.tally is None:
        blank: list[Cell] = [None] * (item_column_count(record, part.part) - len(identity))
        yield [*identity, *blank, waiting_text(record, subject), *[None] * (width - 1)]
        return
    for index, (item, scale) in enumerate(zip(subject.tally.items, part.part.form.scales, strict=True)):
        counts = dict(zip(mark_names(record, scale), item.counts, strict=True))
        mean = [decimal_cell(item.mean, subject.tally.decimals)] if _has_means(part.part) else []
        item_cells = [item.title, *map(counts.get, marks), item.abstained, *mean]
        subject_cells = _subject_cells(record, part, subject, subject.tally) if index == 0 else [None] * width
        yield [*identity, *item_cells, *subject_cells]


def _subject_cells(record: Record, part: PartRecord, subject: SubjectRecord, tally: SubjectTally) -> list[Cell]:
    cells: list[Cell] = [tally.ballots, tally.abstained, tally.recused]
    cells += [tally.invalid] if has_invalid_lines(part) else []
    if part.part.decide is not None:
        columns = (*base_columns(record), *vote_columns(record, part.part), *figure_columns(part.part))
        cells += [cell_of(subject) for _, _, cell_of in columns]
        return [*cells, *(_group_ballots(record, group, tally) for group in tally.groups)]
    for _, votes in tally.bands:
        cells += [votes, percent_cell(votes, tally.ballots)]
    for group in tally.groups:
        cells += [_group_ballots(record, group, tally), group_mean(record, group, tally.groups)]
    return [*cells, decimal_cell(tally.exact, tally.decimals)]


def _group_ballots(record: Record, group: GroupTally, tally: SubjectTally) -> Cell:
    return group_mean(record, group, tally.groups) if group.ballots is None else group.ballots
