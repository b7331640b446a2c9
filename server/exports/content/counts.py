"""What was counted (得票情况), a line a subject and item: marks, bands, groups. For every format.

Every figure comes from the record. Knows no file format.
"""

from collections.abc import Iterator

from ...core.counting import ItemTally, SubjectTally
from ...core.models import Part
from ...core.record import PartRecord, Record, SubjectRecord
from ..model.labels import WORDS, Words
from ..model.table import Cell, Column, Kind, Table, number, share, table
from .summary import group_mean, mark_names, waiting_text


def counts(record: Record) -> Table:
    """All parts in one table: the part first, then every column that any of them has."""
    words = WORDS[record.meeting.language]
    parts = [(part.part.name, part_counts(record, part)) for part in record.parts if not part.part.entered]
    columns = tuple(dict.fromkeys(column for _, whole in parts for column in whole.columns))
    rows = (
        (name, *(dict(zip(whole.columns, row, strict=True)).get(column) for column in columns))
        for name, whole in parts
        for row in whole.rows
    )
    return table("counts", words["counts"], (Column(words["part"], Kind.TEXT), *columns), rows)


def part_counts(record: Record, part: PartRecord) -> Table:
    """One part's counts. What is said of a subject as a whole stands in the line of its first item."""
    words = WORDS[record.meeting.language]
    title = words["of"].format(part=part.part.name, what=words["counts"])
    columns = (*_item_columns(record, part.part), *_whole_columns(record, part.part))
    rows = (row for standing in part.subjects for row in _rows(record, part.part, standing))
    return table("counts", title, columns, rows)


def item_width(record: Record, part: Part) -> int:
    """How many columns of `part_counts` speak of an item; those after them speak of the subject."""
    return len(_item_columns(record, part))


def _item_columns(record: Record, part: Part) -> list[Column]:
    words, marks = WORDS[record.meeting.language], mark_names(part.form.scale, record.meeting.language)
    return [
        *(Column(words[key], Kind.TEXT) for key in ("name", "unit", "item")),
        *(_under(words, words["marks"], mark, Kind.COUNT) for mark in marks),
        Column(words["item_abstained"], Kind.COUNT),
        Column(words["mean"], Kind.SCORE),
    ]


def _whole_columns(record: Record, part: Part) -> Iterator[Column]:
    words = WORDS[record.meeting.language]
    yield from (Column(words[key], Kind.COUNT) for key in ("ballots", "abstained", "recused"))
    for band in record.meeting.bands(part.form):
        yield _under(words, words["of"].format(part=words["band"], what=band.name), words["votes"], Kind.COUNT)
        yield _under(words, words["of"].format(part=words["band"], what=band.name), words["percent"], Kind.SHARE)
    for index in record.meeting.voting_groups(part):
        yield _under(words, record.meeting.groups[index].name, words["votes"], Kind.COUNT)
        yield _under(words, record.meeting.groups[index].name, words["group_mean"], Kind.SCORE)
    yield Column(words["score"], Kind.SCORE)


def _under(words: Words, over: str, title: str, kind: Kind) -> Column:
    return Column(title, kind, over, words["over"].format(part=over, title=title))


def _rows(record: Record, part: Part, standing: SubjectRecord) -> Iterator[list[Cell]]:
    """Held-back figures are called so where the ballots would stand; there is no nought in their place."""
    marks, wide = len(part.form.scale.marks), len(list(_whole_columns(record, part)))
    named: list[Cell] = [standing.subject.name, standing.subject.unit]
    if standing.tally is None:
        yield [*named, None, *[None] * (marks + 2), waiting_text(record, standing), *[None] * (wide - 1)]
        return
    for place, item in enumerate(standing.tally.items):
        whole = _whole_cells(record, standing.tally) if place == 0 else [None] * wide
        yield [*named, *_item_cells(item, standing.tally.decimals), *whole]


def _item_cells(item: ItemTally, decimals: int) -> list[Cell]:
    return [item.title, *item.counts, item.abstained, number(item.mean, decimals)]


def _whole_cells(record: Record, tally: SubjectTally) -> list[Cell]:
    cells: list[Cell] = [tally.ballots, tally.abstained, tally.recused]
    for _, votes in tally.bands:
        cells += [votes, share(votes, tally.ballots)]
    for group in tally.groups:
        mean = group_mean(record, group)
        cells += [mean if group.ballots is None else group.ballots, mean]
    return [*cells, number(tally.exact, tally.decimals)]
