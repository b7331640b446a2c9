"""Tallies in JSON, as the screen's `tally` message and tally.json have them (CONTRACT, DECIDE §5)."""

from collections.abc import Sequence

from .models import Meeting
from .rounding import format_optional, format_percent, format_shortest
from .tallies import GroupItemTally, GroupTally, ItemTally, SubjectTally

GROUP_SHARE_DECIMALS = 2


def subject_json(meeting: Meeting, tally: SubjectTally) -> dict[str, object]:
    """The counts of a subject, without its name and groups. Edition 1 has neither `invalid` nor `classes`."""
    return {
        "id": tally.id,
        "ballots": tally.ballots,
        "abstained": tally.abstained,
        "recused": tally.recused,
        **({"invalid": tally.invalid} if meeting.edition > 1 else {}),
        "score": tally.score_text,
        "items": [_item_json(meeting, item) for item in tally.items],
        "bands": dict(tally.bands),
    }


def withheld_json(meeting: Meeting) -> dict[str, object]:
    """A tally that may not be seen: null, never 0, which would read as "nobody voted"."""
    later = ("invalid",) if meeting.edition > 1 else ()
    withheld: dict[str, object] = dict.fromkeys(("ballots", "abstained", "recused", *later, "score"))
    return {**withheld, "items": [], "bands": {}, "groups": []}


def _item_json(meeting: Meeting, item: ItemTally) -> dict[str, object]:
    classes = [[each.low, each.high, count] for each, count in zip(item.classes, item.counts, strict=False)]
    return {
        "key": item.key,
        "title": item.title,
        "counts": None if classes else list(item.counts),
        **({"classes": classes or None} if meeting.edition > 1 else {}),
        "abstained": item.abstained,
        "mean": format_optional(item.mean, meeting.rules.decimals),
    }


def group_json(meeting: Meeting, group: GroupTally) -> dict[str, object]:
    """Edition 1 has neither items nor bands of groups."""
    row: dict[str, object] = {
        "name": group.name,
        "weight": None if group.weight is None else format_shortest(group.weight),
        "ballots": group.ballots,
        "mean": format_optional(group.mean, meeting.rules.decimals),
        "suppressed": group.suppressed,
    }
    if meeting.edition == 1:
        return row
    items = None if group.items is None else [_group_item_json(item) for item in group.items]
    return {**row, "items": items, "bands": None if group.bands is None else dict(group.bands)}


def _group_item_json(item: GroupItemTally) -> dict[str, object]:
    counts = item.counts
    shares = None if counts is None else item_shares(counts, GROUP_SHARE_DECIMALS)
    return {"key": item.key, "counts": None if counts is None else list(counts), "shares": shares}


def item_shares(counts: Sequence[int], decimals: int) -> list[str | None]:
    """Percentages of all marks on the item."""
    marks = sum(counts)
    return [format_percent(count, marks, decimals) for count in counts]
