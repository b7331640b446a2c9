"""How far the agenda's items are: which one is on, and which are over. The chair steps through them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .agenda import Agenda, AgendaItem
from .agenda_order import in_order, subject_after
from .codec import Map
from .models import Meeting


@dataclass(frozen=True, slots=True)
class AgendaProgress:
    """Ids of items: the one that is `on`, and those that are over or were skipped."""

    on: str | None = None
    passed: tuple[str, ...] = ()

    def started(self, id: str) -> "AgendaProgress":
        """The one before is over. One that was over may be on again."""
        passed = self.ended().passed
        return AgendaProgress(id, tuple(other for other in passed if other != id))

    def ended(self) -> "AgendaProgress":
        return self if self.on is None else AgendaProgress(None, (*self.passed, self.on))

    def skipped(self, id: str) -> "AgendaProgress":
        return replace(self, passed=(*self.passed, id))

    def of(self, agenda: Agenda) -> "AgendaProgress":
        """Of the items that the agenda still has."""
        known = {item.id for item in agenda.items}
        return AgendaProgress(self.on if self.on in known else None, tuple(id for id in self.passed if id in known))


NO_ITEMS = AgendaProgress()
"""Before the first item."""


def progress_to_json(progress: AgendaProgress) -> Map:
    return {"on": progress.on, "passed": list(progress.passed)}


def progress_from_json(stored: Mapping[str, Any]) -> AgendaProgress:
    return AgendaProgress(stored["on"], tuple(stored["passed"]))


def items_message(meeting: Meeting, progress: AgendaProgress, upcoming: Sequence[str]) -> Map:
    """The items as chair, screen and desk see them, in their order. `item`: the id of the one that comes next, which is
    the first still to come that is before all of `upcoming`, the subjects of the next round; None if there is none."""
    items, due, is_before = list[Map](), list[str](), True
    for _, entry in in_order(meeting):
        if not isinstance(entry, AgendaItem):
            is_before = is_before and entry.id not in upcoming
            continue
        items.append(_item_message(meeting, progress, entry))
        if is_before and items[-1]["state"] == "waiting":
            due.append(entry.id)
    return {"items": items, "item": due[0] if due else None}


def _item_message(meeting: Meeting, progress: AgendaProgress, item: AgendaItem) -> Map:
    state = "on" if item.id == progress.on else "passed" if item.id in progress.passed else "waiting"
    return {
        "id": item.id,
        "title": item.title,
        "minutes": item.minutes,
        "part": item.part,
        "before": subject_after(meeting, item),
        "state": state,
    }
