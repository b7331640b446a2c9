"""The score sheet (计分表, DECIDE §6) of a scored part with several items: the mean of each item, and the score.

Every number comes from the record. Knows no file format.
"""

from collections.abc import Iterator

from ...core.forms import Item, Scale
from ...core.models import Part
from ...core.record import PartRecord, Record, SubjectRecord
from ...core.rounding import format_shortest
from ..model.labels import labels_of
from ..model.table import Cell, Column, Kind, Table, decimal_cell, make_table
from .summary import waiting_text


def score_sheet(record: Record, part: PartRecord) -> Table | None:
    """None for a part with one item or without a score. Papers of edition 1 have none."""
    form, labels = part.part.form, labels_of(record)
    is_scored = part.part.decide is None and not part.part.entered
    if record.meeting.edition == 1 or not is_scored or len(form.items) < 2:
        return None
    title = labels["part_title"].format(part=part.part.name, what=labels["score_sheet"])
    rows = (_row(record, subject, len(form.items)) for subject in part.subjects)
    return make_table("score-sheet", title, _columns(record, part.part), rows)


def score_sheets(record: Record) -> list[Table]:
    """Those of all parts."""
    return [sheet for part in record.parts if (sheet := score_sheet(record, part)) is not None]


def _columns(record: Record, part: Part) -> Iterator[Column]:
    labels, form = labels_of(record), part.form
    yield Column(labels["name"], Kind.TEXT)
    yield Column(labels["unit"], Kind.TEXT)
    weights = {item.weight for item in form.items if item.weight}
    for item, scale in zip(form.items, form.scales, strict=True):
        yield Column(_item_title(record, item, scale, form.is_sum, len(weights) > 1), Kind.SCORE)
    yield Column(labels["score"], Kind.SCORE)


def _item_title(record: Record, item: Item, scale: Scale, is_sum: bool, is_weighted: bool) -> str:
    """With what the item counts: its greatest mark in a sum, its weight where weights differ."""
    labels = labels_of(record)
    if not item.weight:
        return labels["unscored_item"].format(item=item.title)
    if is_sum:
        return labels["item_of"].format(item=item.title, most=format_shortest(scale.greatest))
    weighted = labels["weighted_item"].format(item=item.title, weight=format_shortest(item.weight))
    return weighted if is_weighted else item.title


def _row(record: Record, subject: SubjectRecord, items: int) -> list[Cell]:
    identity: list[Cell] = [subject.subject.name, subject.subject.unit]
    tally = subject.tally
    if tally is None:
        return [*identity, *[None] * items, waiting_text(record, subject)]
    means = (decimal_cell(item.mean, tally.decimals) for item in tally.items)
    return [*identity, *means, decimal_cell(tally.exact, tally.decimals)]
