"""How scores are formed, as the count report states it: items, abstentions, trimming, empty groups.

Every number comes from the record. Knows no file format.
"""

from collections.abc import Iterator

from ...core.counting import least_trimmed
from ...core.models import Part
from ...core.record import Record
from ..model.labels import joined, labels_of
from ..model.table import Row


def score_rows(record: Record) -> Iterator[Row]:
    labels, rules = labels_of(record), record.meeting.rules
    for part in record.meeting.parts:
        if part.decide is None and not part.entered:
            yield from _part_rows(record, part)
    if rules.averages_items:
        yield labels["items_rule"], labels["items_means"]
    yield (
        labels["trim"],
        labels["trimmed"].format(n=rules.trim, least=least_trimmed(rules)) if rules.trim else labels["none"],
    )
    yield labels["empty"], labels["refuse" if rules.refuse_empty_group else "renormalise"]


def _part_rows(record: Record, part: Part) -> Iterator[Row]:
    """Only what differs from the mean of all items over the ballots that mark any."""
    labels = labels_of(record)
    if part.form.is_sum:
        yield labels["sum_of"].format(part=part.name), labels["sum_text"]
    if unscored := [item.title for item in part.form.items if not item.weight]:
        yield labels["unscored_of"].format(part=part.name), joined(record, *unscored)
    if part.zeroes_abstentions:
        yield labels["abstained_of"].format(part=part.name), labels["abstained_zero"]
